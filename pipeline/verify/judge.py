"""How claims stand against the reference; a verdict is about what the reference says, not about truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.knowledge import base, facts
from pipeline.records import Claim, Verification
from pipeline.verify.relations import Relations
from pipeline.verify.statistics import Statistics


class Judge:
    """Sets claims beside the shipped facts: statistics beside figures, relations beside lists."""

    def __init__(self) -> None:
        self._statistics = Statistics(facts.load())
        self._relations = Relations(base.load())

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one claim; `not_found` for statements and for whatever the reference is silent about."""
        if claim.kind == "statistic":
            return self._statistics.verify(claim)
        if claim.kind == "relation":
            return self._relations.verify(claim)
        return Verification(verdict="not_found", note="Statements are not compared.")


def verify(claims: Iterable[Claim]) -> Iterator[Verification]:
    """A verification for each claim, in order."""
    judge = Judge()
    return (judge.verify(claim) for claim in claims)
