"""Claims with their verdicts in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.records import Claim, Verification
from pipeline.verify.consistency import notes
from pipeline.verify.judge import Judge
from pipeline.verify.sources import Source


def attach(claims: Iterable[Claim], sources: Sequence[Source] = ()) -> Iterator[Claim]:
    """The same claims, in order, with `verification` set and the editions used named in `producer.reference`.

    Claims of one document that follow each other are looked at together: what does not add up among them is noted.
    """
    judge = Judge(sources)
    for _, group in groupby(claims, key=lambda claim: (claim.document.id, claim.document.uri)):
        found = list(group)
        for claim, note in zip(found, notes(found), strict=True):
            verdict = judge.verify(claim)
            if note:
                verdict = verdict.model_copy(update={"note": f"{verdict.note} {note}" if verdict.note else note})
            producer = claim.producer.model_copy(update={"reference": _editions(verdict)})
            yield claim.model_copy(update={"verification": verdict, "producer": producer})


def _editions(verdict: Verification) -> tuple[str, ...]:
    reference = verdict.reference
    return (f"{reference.source} {reference.edition}",) if reference else ()
