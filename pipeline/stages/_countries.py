"""Which country "the country" is: the one in focus, weighed by where and how often the text names it.

Gold corpora hold too few cases to learn from, so the weights are set by hand in `coreference.toml` and compared with
texts about one country and about several.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipeline import resources
from pipeline.stages import _lexicon, _regions
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree

ACTORS = _lexicon.PERSON | _lexicon.GROUP
# Clauses that tell what somebody else says or does beside.
SAID = frozenset({"ccomp", "parataxis", "conj"})


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
        if distance == 0 and phrase.role != "subj" and other.role == "obl" and _opens(tree, other):
            place += weight["setting"]
        if distance == 0 and _does(tree, phrase, other):
            place += weight["doer"]
        found[thing] = max(found.get(thing, -math.inf), near + place)
    for thing in found:
        found[thing] += weight["count"] * math.log(counts.get(thing, 1))
        found[thing] += weight["company"] * math.log1p(company.get(thing, 0))
    return found


def _opens(tree: Tree, other: Phrase) -> bool:
    """Whether a country is where all of its sentence happens: "| In Peru |, officials counted the country's votes"."""
    return other.start < 2 or tree.sentence[other.start - 2] != tree.sentence[other.start]


def _does(tree: Tree, phrase: Phrase, other: Phrase) -> bool:
    """Whether a country, or those who act for it, does what the clause of its `phrase` tells: "| Kenyan | officials closed
    | the country's | borders". Those who do something in "the country" are as often of another one."""
    acts = other.role == "mod" and _lexicon.noun_classes().get(tree.lemma[other.governor], 0) & ACTORS
    subject = other.root if other.role == "subj" else other.governor if acts else -1
    if phrase.role != "poss" or subject < 0 or tree.dep[subject] != "nsubj" or subject > phrase.root:
        return False
    verb, at = tree.head[subject], phrase.root
    while at != verb:
        if tree.dep[at] in SAID or tree.head[at] == at:
            return False
        at = tree.head[at]
    return True


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
