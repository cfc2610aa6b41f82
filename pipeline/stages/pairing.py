"""Two lists that go together in order: "Peru, Chile and Brazil won 3, 5 and 7 medals", "A and B grew by 3 and 5 percent
respectively"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import ValueMention
from pipeline.stages import tree

DISTRIBUTING = "respectively"
JOINTS = frozenset({",", "and"})
LONGEST_JOINT = 2
# Lists of so many that are as long as each other go together without being said to.
EVIDENT = 3


def distributed(doc: Doc) -> frozenset[int]:
    """The heads of the clauses that say that what they list goes together in order."""
    found = np.flatnonzero(doc.to_array(LOWER) == doc.vocab.strings[DISTRIBUTING])  # faster than token by token
    return frozenset(tree.clause_head(doc[int(i)]).i for i in found)


@dataclass(frozen=True, slots=True)
class Partner:
    """What a value of a list of `values` goes with: the `own` one of several subjects, of which `first` is the head."""

    first: Token
    own: Token
    values: tuple[ValueMention, ...]

    def is_scaled(self, value: ValueMention) -> bool:
        """Whether a number lacks the scale that stands behind the last: "3.3" of "3.3 and 3 million people"."""
        last = self.values[-1]
        return value is not last and bool(resources.words("numbers.toml", "scales") & _words(last) - _words(value))


def partners(doc: Doc) -> dict[int, Partner]:
    """What each value of a list goes with, by its first token."""
    found: dict[int, Partner] = {}
    said = distributed(doc)
    for run in _runs(doc):
        clause = tree.clause_head(doc[run[-1].root])
        subject = tree.child(clause, "nsubj")
        listed = list(tree.coordinated(subject)) if subject is not None and subject.i < run[0].start else []
        told = clause.i in said or len(run) >= EVIDENT
        if told and len(listed) == len(run) and not any(c.lower_ == "or" for t in listed for c in t.children):
            found |= {value.start: Partner(listed[0], own, tuple(run)) for value, own in zip(run, listed, strict=True)}
    return found


def _runs(doc: Doc) -> Iterator[list[ValueMention]]:
    """Values of a kind with nothing but commas and "and" between them."""
    run: list[ValueMention] = []
    for value in doc._.values:
        gap = value.start - run[-1].end if run else 0
        near = 0 < gap <= LONGEST_JOINT and value.value.kind == run[-1].value.kind
        if near and JOINTS.issuperset(t.lower_ for t in doc[run[-1].end : value.start]):
            run.append(value)
            continue
        if len(run) > 1:
            yield run
        run = [value]
    if len(run) > 1:
        yield run


def _words(value: ValueMention) -> set[str]:
    return set(value.value.text.lower().split())
