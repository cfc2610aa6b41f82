"""Claims with their verdicts in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.records import Claim, Verification
from pipeline.verify.judge import Judge


def attach(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same claims, in order, with `verification` set and the editions used named in `producer.reference`."""
    judge = Judge()
    for claim in claims:
        verdict = judge.verify(claim)
        producer = claim.producer.model_copy(update={"reference": _editions(verdict)})
        yield claim.model_copy(update={"verification": verdict, "producer": producer})


def _editions(verdict: Verification) -> tuple[str, ...]:
    reference = verdict.reference
    return (f"{reference.source} {reference.edition}",) if reference else ()
