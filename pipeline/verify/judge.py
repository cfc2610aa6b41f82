"""How claims stand against references; a verdict is about what a reference says, not about truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.knowledge import base, facts
from pipeline.records import Claim, Verification
from pipeline.verify.relations import Relations
from pipeline.verify.sources import Source, factbook
from pipeline.verify.statistics import Statistics


class Judge:
    """Sets claims beside references: statistics beside figures, relations beside lists.

    `sources` are asked first, in their order, and the Factbook last: the first that has something to compare decides.
    """

    def __init__(self, sources: Sequence[Source] = ()) -> None:
        shipped = factbook()
        self._statistics = [Statistics(source) for source in (*sources, shipped)]
        self._relations = Relations(shipped, facts.load(), base.load())

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one claim; `not_found` for statements and for whatever the references are silent about."""
        if claim.kind == "statistic":
            verdict = Verification(verdict="not_found")
            for statistics in self._statistics:
                verdict = statistics.verify(claim)
                if verdict.verdict != "not_found":
                    break
            return verdict
        if claim.kind == "relation":
            return self._relations.verify(claim)
        return Verification(verdict="not_found", note="Statements are not compared.")


def verify(claims: Iterable[Claim], sources: Sequence[Source] = ()) -> Iterator[Verification]:
    """A verification for each claim, in order."""
    judge = Judge(sources)
    return (judge.verify(claim) for claim in claims)
