"""Single sentences that state what a reference on countries holds: how many of their facts become the right claim.

A line of the gold is a sentence with its `half` ("open": read while rules are written; "blind": scored, never read) and the
facts that it states. A fact is found by a claim with one of its predicates, subjects, objects and units, the amount within half a
per cent, and the year. Arguments are ids of the knowledge base, or texts where the base need not know them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.evaluation.gold import GoldRecord
from pipeline.evaluation.gold_lines import read_lines
from pipeline.evaluation.scoring import Share
from pipeline.evaluation.sentences import TOLERANCE
from pipeline.records import Argument, Claim, Value


class Amount(GoldRecord):
    """What a statistic says; `unit` lists the acceptable UCUM codes."""

    amount: float
    unit: tuple[str, ...]


class CountryFact(GoldRecord):
    """One fact; `object` null accepts anything, `time` is a year."""

    predicate: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...] | None = None
    value: Amount | None = None
    time: str | None = None

    def found_in(self, claim: Claim) -> bool:
        """Whether a claim says this fact; of a symmetric relation the sides may be turned."""
        if claim.predicate.id not in self.predicate or claim.negated:
            return False
        sides = (claim.subject, claim.object)
        turned = bool({"shares_border_with", "border_length"} & set(self.predicate))
        if not any(
            _names(one, self.subject) and (self.object is None or _names(other, self.object))
            for one, other in ((sides, sides[::-1]) if turned else (sides,))
        ):
            return False
        return self._valued(claim.value) and (self.time is None or self._dated(claim))

    def _valued(self, value: Value | None) -> bool:
        if self.value is None or value is None:
            return self.value is None and value is None
        amount = value.amount
        if amount is not None and value.kind == "ratio" and value.of is not None and value.of.amount:
            amount = 100 * amount / value.of.amount if self.value.unit == ("%",) else amount
        unit = value.unit in self.value.unit or value.kind == "ratio"
        return unit and amount is not None and math.isclose(amount, self.value.amount, rel_tol=TOLERANCE)

    def _dated(self, claim: Claim) -> bool:
        return any(q.time is not None and q.time.edtf.startswith(self.time or "") for q in claim.qualifiers)


def _names(argument: Argument | None, accepted: tuple[str, ...]) -> bool:
    if argument is None:
        return False
    keys = {argument.text.casefold(), argument.entity.id.casefold() if argument.entity else ""}
    return not keys.isdisjoint(name.casefold() for name in accepted)


class CountrySentence(GoldRecord):
    """A sentence and the facts that it states."""

    text: str
    half: Literal["open", "blind"]
    claims: tuple[CountryFact, ...]


@dataclass(frozen=True, slots=True)
class CountryScores:
    """How many facts were found, and the sentences of which one was missed with what was claimed instead."""

    facts: Share
    notes: tuple[str, ...]


def read_country_sentences(file: Path) -> list[CountrySentence]:
    """The sentences of a JSON Lines file; SourceError when it cannot be read, RecordError where a line is no gold."""
    return read_lines(file, CountrySentence)


def score_country_sentences(
    sentences: Iterable[CountrySentence], read: Callable[[str], Iterable[Claim]]
) -> CountryScores:
    """Score the claims that `read` makes of each sentence."""
    facts = Share()
    notes = []
    for sentence in sentences:
        claims = list(read(sentence.text))
        for fact in sentence.claims:
            found = any(fact.found_in(claim) for claim in claims)
            facts.add(found)
            if not found:
                notes.append(f"{sentence.text}\n    {_told(fact)}\n    " + "\n    ".join(map(_shown, claims)))
    return CountryScores(facts, tuple(notes))


def _told(fact: CountryFact) -> str:
    value = f" = {fact.value.amount:g} {fact.value.unit[0]}" if fact.value else ""
    return f"missed: {'|'.join(fact.predicate)}({'|'.join(fact.subject)}, {'|'.join(fact.object or ())}){value}"


def _shown(claim: Claim) -> str:
    sides = ", ".join(_id(argument) for argument in (claim.subject, claim.object) if argument is not None)
    value = f" = {claim.value.amount} {claim.value.unit}" if claim.value else ""
    return f"{claim.predicate.id}({sides}){value} [{claim.producer.rule}]"


def _id(argument: Argument) -> str:
    return argument.entity.id if argument.entity else repr(argument.text)
