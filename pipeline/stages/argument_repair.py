"""What a word is to its verb, where the relation that a tree of words scored one by one gives it cannot be.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence


def lead_objects(heads: Sequence[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make what a preposition leads no object: "not to interfere | in Peru's affairs |"."""
    for i, dep in enumerate(deps):
        case = next((j for j in range(i) if heads[j] == i and deps[j] == "case"), None)
        if dep == "obj" and case is not None and tags[case] == "IN" and heads[i] < case:
            deps[i] = "obl"


def hold_worth(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang what something costs on the noun before it: "signed deals | worth a billion |, for oil"."""
    for i, dep in enumerate(deps):
        before = i - 1
        beside = i > 0 and tags[before].startswith("NN") and deps[before] == "obj" and heads[before] == heads[i]
        if words[i] == "worth" and dep in ("advcl", "xcomp") and beside:
            heads[i], deps[i] = before, "amod"


def name_subjects(heads: Sequence[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a noun before the verb of a clause without a subject its subject: "| The Computer Society | is a body"."""
    for cop, dep in enumerate(deps):
        root = heads[cop]
        if dep != "cop" or cop > root:
            continue
        own = [i for i, head in enumerate(heads) if head == root and i != root]
        if any(deps[i].startswith(("nsubj", "csubj", "expl")) for i in own):
            continue
        noun = next((i for i in reversed(own) if i < cop and deps[i] == "nmod" and tags[i].startswith("NN")), None)
        led = noun is not None and any(heads[i] == noun and deps[i] == "case" for i in range(noun))
        if noun is not None and not led:
            deps[noun] = "nsubj"
