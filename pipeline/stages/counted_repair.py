"""What a tree may have wrong about what numbers count, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

PLURAL = ("NNS", "NNPS")
# What may stand between a number and what it counts: "1,400 full-time | staff".
DESCRIBING = ("JJ", "NN", "NNP", "HYPH", "VBN", "VBG")
# What says of which kind something is, and what may stand before a number.
KINDS = ("JJ", "VBN")
HEDGES = ("RB", "JJR", "RBR", "IN")
LONGEST = 6


def share_counted(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Give two kinds of a thing, each with its number, one noun: "employs | 600 full-time and 400 part-time | workers"."""
    for joint, dep in enumerate(deps):
        kinds = _kinds(tags, joint) if dep == "cc" else None
        if kinds is None:
            continue
        first, second, noun = kinds
        inside = range(first, noun + 1)
        leads = (i for i in (*range(joint - 1, first - 1, -1), noun) if heads[i] not in inside)
        lead = next((i for i in leads if deps[i] not in ("cc", "punct")), noun)
        if heads[lead] == lead or heads[lead] in inside:
            continue
        loose = deps[lead] == "conj" and heads[lead] < first and tags[heads[lead]].startswith("V")
        heads[noun], deps[noun] = heads[lead], "obj" if loose else deps[lead]
        for i, head in enumerate(heads):
            if i not in inside and head in inside and (head != first or deps[i] in ("case", "det", "nmod:poss")):
                heads[i] = noun
        _describe(heads, deps, tags, range(first + 1, joint), first)
        _describe(heads, deps, tags, range(second + 1, noun), noun)
        for i in range(joint + 1, second):
            if heads[i] not in range(joint + 1, second + 1):
                heads[i], deps[i] = second, "advmod"
        heads[first], deps[first], heads[second], deps[second] = noun, "nummod", first, "conj"
        heads[joint] = second


def _describe(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[int], head: int) -> None:
    """Hang words that say of which kind something is on its number or noun."""
    for i in words:
        if heads[i] not in words or heads[i] == i:
            heads[i] = head
            deps[i] = "punct" if tags[i] == "HYPH" else "compound" if tags[i].startswith("NN") else "amod"


def _kinds(tags: Sequence[str], joint: int) -> tuple[int, int, int] | None:
    """The numbers of two kinds of a thing on either side of token `joint`, and the noun of both; None for anything else."""
    first = joint - 1
    if first < 1 or not (tags[first] in KINDS or (tags[first] == "NN" and tags[first - 1] == "HYPH")):
        return None
    while first > 0 and (tags[first] in (*KINDS, "HYPH") or "HYPH" in (tags[first - 1], tags[first + 1])):
        first -= 1
    second = next((i for i in range(joint + 1, min(joint + LONGEST, len(tags))) if tags[i] not in HEDGES), joint)
    if tags[first] != "CD" or tags[second] != "CD":
        return None
    while tags[second + 1 : second + 2] == ["CD"]:  # "3 million"
        second += 1
    noun = _counted(tags, second)
    return (first, second, noun) if noun is not None and noun > second + 1 else None


def _counted(tags: Sequence[str], number: int) -> int | None:
    """The plural right behind a number, or behind what describes it."""
    for i in range(number + 1, min(number + LONGEST, len(tags))):
        if tags[i] in PLURAL:
            return i
        if tags[i] not in DESCRIBING:
            break
    return None
