"""What a tree may have wrong about sums of money, and what costs them or has to pay, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages._repairing import SUBJECTS

# What stands before a noun and moves with it.
BEFORE = ("det", "amod", "compound", "nmod:poss", "nummod", "case")


def give_sums(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a number of things right behind whoever gets them the object: "fined the firm Norsea | 45 million kroner".

    The tree has it as another name of the firm, though no comma parts them.
    """
    for noun, dep in enumerate(deps):
        getter = heads[noun]
        verb = heads[getter]
        if dep != "appos" or not tags[noun].startswith(("NN", "$")) or deps[getter] not in ("iobj", "obj"):
            continue
        own = [i for i in range(len(heads)) if heads[i] == noun and i != noun]
        named = [
            i for i in own if i < noun and tags[i] == "NNP" and deps[i] == "compound"
        ]  # "the airline | Norvik | 5 kroner"
        first = min([noun, *(i for i in own if i not in named)])
        counted = any(deps[i] == "nummod" and tags[i] == "CD" for i in own)
        plural = tags[getter] in ("NNS", "$", "CD") or any(
            tags[i] == "CD" and heads[i] == getter for i in range(getter)
        )
        between = words[getter + 1 : first]
        if not counted or plural or not getter < first or {",", "(", "-", ":", "—"}.intersection(between):
            continue
        if tags[verb].startswith("V") and tags[first] in ("CD", "$", "RB", "DT"):
            heads[noun], deps[noun], deps[getter] = verb, "obj", "iobj"
            for i in named:
                heads[i] = getter if i == named[-1] else named[-1]
                deps[i] = "appos" if i == named[-1] else "compound"


def price_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what stands before "cost" and a sum its subject: "the census | cost 178 million kuna" is no "census cost"."""
    for verb, word in enumerate(words):
        if word.lower() != "cost" or verb == 0 or tags[verb - 1] not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        thing = verb - 1
        below = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
        summed = any(deps[i] == "obj" and i > verb and tags[i] != "DT" for i in below)
        if (
            heads[thing] != verb
            or deps[thing] != "compound"
            or not summed
            or not SUBJECTS.isdisjoint(deps[i] for i in below)
        ):
            continue
        deps[thing] = "nsubj"
        for i in below:
            if i < thing and deps[i] in BEFORE:
                heads[i] = thing


def price_units(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "a litre" behind a sum in brackets what the sum is for: "34.98 kwacha ($1.32) | a litre" has no second number."""
    for unit, dep in enumerate(deps):
        article = unit - 1
        if dep not in ("nummod", "appos") or article < 1 or heads[article] != unit or deps[article] != "det":
            continue
        sum_ = heads[unit]
        counted = any(heads[i] == sum_ and deps[i] == "nummod" for i in range(len(heads)) if i != unit)
        beside = words[article - 1] == ")" or sum_ == article - 1
        if words[article].lower() in ("a", "an") and beside and counted and sum_ < article:
            deps[unit] = "nmod:unmarked"
