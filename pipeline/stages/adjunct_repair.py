"""Which clause a time, a phrase or an infinitive belongs to, where a tree hangs it on another one.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on


def date_described(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a day on the participle before it, not on the verb right behind: "miners trapped near Lima | Tuesday | have been freed"."""
    table = resources.table("times.toml")
    for i, dep in enumerate(deps):
        verb = heads[i]
        day = words[i].lower() in table["weekdays"] or words[i].lower() in table["deictic"]
        if not day or dep != "obl:unmarked" or verb <= i or not (i + 1 == verb or heads[i + 1] == verb):
            continue
        subject = next((j for j in range(i) if heads[j] == verb and deps[j] in SUBJECTS), None)
        told = [j for j in range(i) if heads[j] == subject and deps[j] == "acl" and tags[j] in ("VBN", "VBG")]
        if told and "," not in words[told[-1] : i]:
            heads[i] = told[-1]


def untangle(heads: list[int], deps: Sequence[str], words: Sequence[str]) -> None:
    """Hang a phrase on the clause in which it stands, not on one before that: "born in Lima, she was unknown | until the vote"."""
    for i, dep in enumerate(deps):
        above = heads[i]
        if dep not in ("obl", "obl:unmarked") or above > i:
            continue
        between = range(above + 1, i)
        own = (heads[j] for j in between if deps[j] in SUBJECTS and above < j < heads[j] < i)
        clause = next((p for p in own if not hangs_on(heads, p, above)), None)
        if clause is not None and "," not in words[clause:i]:
            heads[i] = clause


def hold_aims(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make an infinitive say what a noun is for that is somebody else's: "condemned European calls | to ratify | the treaty"."""
    nouns = resources.table("modality.toml")["prospective"]["nouns"]
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "advcl" or tags[i] != "VB" or verb > i:
            continue
        to = next(
            (j for j in range(verb + 1, i) if heads[j] == i and deps[j] == "mark" and words[j].lower() == "to"), None
        )
        noun = to - 1 if to is not None else verb
        if deps[noun] != "obj" or heads[noun] != verb or words[noun].lower().removesuffix("s") not in nouns:
            continue
        own = (j for j in range(verb + 1, noun) if heads[j] == noun and deps[j] in ("amod", "compound", "nmod:poss"))
        if any(words[j][:1].isupper() for j in own):
            heads[i], deps[i] = noun, "acl"
