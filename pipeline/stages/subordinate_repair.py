"""Clauses that belong to a verb, where a tree of words scored one by one hangs them on a noun, or a noun on them.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS

# Conjunctions of a clause that is none of a noun.
PARTING = ("after", "although", "because", "before", "since", "though", "unless", "until", "while")
CONCEDING = ("although", "though")


def open_concessions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause of a verb with "although" and a subject that was hung on the noun behind: "Though | Bo named | Li, the text did not"."""
    for verb, dep in enumerate(deps):
        noun = heads[verb]
        if dep not in ("acl", "amod") or tags[verb] not in ("VBD", "VBN") or heads[noun] == noun:
            continue
        led = next((i for i in range(noun) if heads[i] == noun and words[i].lower() in CONCEDING), None)
        if noun < verb and led is not None and deps[led] == "case" and deps[noun] in SUBJECTS:
            heads[verb], deps[verb] = heads[noun], "advcl"  # the same with "although" as a preposition
            heads[noun], deps[noun], heads[led], deps[led] = verb, "nsubj", verb, "mark"
        mark = next((i for i in range(verb) if heads[i] == verb and deps[i] == "mark"), None)
        if (
            noun > verb
            and mark is not None
            and any(heads[i] == verb and deps[i] in SUBJECTS for i in range(mark, verb))
        ):
            heads[verb], deps[verb] = heads[noun], "advcl"


def part_clauses(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a clause with a conjunction behind a comma on the verb, not on a noun: "left in 1855, | after his wife died |"."""
    for verb, dep in enumerate(deps):
        above = heads[verb]
        if dep != "acl:relcl" or above > verb:
            continue
        own = [i for i in range(verb) if heads[i] == verb]
        mark = next((i for i in own if deps[i] == "mark" and words[i].lower() in PARTING), None)
        if mark is None or words[mark - 1] != "," or not any(deps[i] in SUBJECTS and i > mark for i in own):
            continue
        while heads[above] != above and not tags[above].startswith("V"):
            above = heads[above]
        if tags[above].startswith("V"):
            heads[verb], deps[verb] = above, "advcl"


def free_reports(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make no subject of "report" before a clause with a subject of its own: "state media | report | a man has been hurt"."""
    verbs = resources.table("attribution.toml")["verbs"]
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep not in SUBJECTS or tags[i] != "NN" or words[i].lower() not in verbs or not 0 < i < verb:
            continue
        said = heads[i - 1] == i and deps[i - 1] == "compound" and (tags[i - 1] == "NNS" or words[i - 1] == "media")
        if said and any(heads[j] == verb and deps[j] in SUBJECTS for j in range(i + 1, verb)):
            deps[i] = "parataxis"
