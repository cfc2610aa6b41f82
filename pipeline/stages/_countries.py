"""Which country "the country" is: the one in focus, weighed by where and how often the text names it.

Gold corpora hold too few cases to learn from, so the weights are set by hand in `coreference.toml` and compared with
texts about one country and about several.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipeline import resources
from pipeline.stages import _regions
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree


def standing(
    tree: Tree,
    phrase: Phrase,
    mentions: Iterable[tuple[int, Phrase]],
    counts: dict[int, int],
    company: dict[int, int],
) -> dict[int, float]:
    """Thing -> how much speaks for it (log-odds) as what `phrase` ("the country") stands for.

    mentions: (thing, phrase) of countries in text order, in and before the sentence of `phrase`. counts: thing -> how
    often the whole text names it. company: thing -> sentences that name it together with the clause's subject.
    """
    weight = resources.table("coreference.toml")["country"]
    found: dict[int, float] = {}
    for thing, other in mentions:
        distance = phrase.sentence - other.sentence
        near = weight["distance"][min(distance, len(weight["distance"]) - 1)]
        place = weight["role"].get(other.role, 0.0)
        if distance == 0 and tree.clause[other.root] == tree.clause[phrase.root] and other.role == "poss":
            place += weight["owner_beside"]
        if distance == 0 and phrase.role == "subj" and tree.inside(other.root, phrase.governor):
            place += weight["fronted"]
        found[thing] = max(found.get(thing, -math.inf), near + place)
    for thing in found:
        found[thing] += weight["count"] * math.log(counts.get(thing, 1))
        found[thing] += weight["company"] * math.log1p(company.get(thing, 0))
    return found


def nothing(tree: Tree, phrase: Phrase) -> float:
    """How much speaks for a country that the text has not named: "a country that …", "the poorest country".

    "The landlocked country of 8.6 million" speaks of one that was named, in other words.
    """
    weight = resources.table("coreference.toml")["country"]["nothing"]
    placed = _regions.members(tree, phrase) is not None
    behind = (
        tree.lower[phrase.root + 1 : phrase.root + 2] == ["of"] and "CD" in tree.tag[phrase.root + 2 : phrase.root + 5]
    )
    described = bool(phrase.modifiers) and phrase.determiner != "possessive" and not placed and not behind
    return float(weight["base"] + weight["described"] * described + weight["restricted"] * (phrase.post and not behind))
