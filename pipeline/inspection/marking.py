"""The spans of a claim, by slot, and a text with them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Argument, Claim


@dataclass(frozen=True, slots=True)
class Slot:
    """Characters `[start, end)` of the document that fill a slot, and what they are taken for where that is not plain."""

    name: str
    start: int
    end: int
    quote: str
    stands_for: str | None = None


def slots(claim: Claim) -> list[Slot]:
    """Every span of a claim but its evidence, in the order of the record."""
    return list(_slots(claim))


def _slots(claim: Claim) -> Iterator[Slot]:
    yield from _argument("subject", claim.subject)
    predicate = claim.predicate
    if predicate.start is not None and predicate.end is not None and predicate.text is not None:
        yield Slot("predicate", predicate.start, predicate.end, predicate.text, predicate.label)
    if claim.object is not None:
        yield from _argument("object", claim.object)
    if claim.value is not None:
        yield Slot("value", claim.value.start, claim.value.end, claim.value.text)
    for qualifier in claim.qualifiers:
        time = qualifier.time.edtf if qualifier.time else None
        name = qualifier.entity.name if qualifier.entity else None
        yield Slot(qualifier.role, qualifier.start, qualifier.end, qualifier.text, time or name)
    if claim.attribution is not None:
        if claim.attribution.source is not None:
            yield from _argument("source", claim.attribution.source)
        if (cue := claim.attribution.cue) is not None:
            yield Slot("cue", cue.start, cue.end, cue.quote)


def _argument(name: str, argument: Argument) -> Iterator[Slot]:
    entity = f"{argument.entity.name} ({argument.entity.id})" if argument.entity else None
    yield Slot(name, argument.start, argument.end, argument.text, entity)
    if (antecedent := argument.antecedent) is not None:
        yield Slot(f"antecedent of {name}", antecedent.start, antecedent.end, antecedent.quote)


def mark(text: str, start: int, found: Sequence[Slot]) -> str:
    """`text`, which stands at `start` of the document, with `[slot words]` around each slot in it.

    A slot that another one crosses, or that stands elsewhere, is left unmarked.
    """
    end = start + len(text)
    kept: list[Slot] = []
    for slot in sorted({(s.start, -s.end, s.name): s for s in found}.values(), key=lambda s: (s.start, -s.end)):
        inside = start <= slot.start < slot.end <= end
        if inside and not any(k.start < slot.start < k.end < slot.end for k in kept):
            kept.append(slot)
    pieces = []
    for place in range(start, end + 1):
        pieces += ["]" for slot in kept if slot.end == place]
        pieces += [f"[{slot.name} " for slot in kept if slot.start == place]
        pieces.append(text[place - start : place - start + 1])
    return "".join(pieces)
