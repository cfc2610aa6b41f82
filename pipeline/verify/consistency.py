"""What a claim says against itself, its document's date and the other claims of its text: notes, no verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.records import Claim, Value

# Shares of one whole may sum to so much before they cannot all be so: every one of them may be rounded.
FULL = 105.0
_SHARES = frozenset({"ethnic_share", "religion_share", "language_share", "vote_share"})
_PARTS = _SHARES | {"share", "literacy_rate", "urbanization_rate", "poverty_rate", "turnout", "unemployment_rate"}


def notes(claims: Sequence[Claim]) -> Iterator[str | None]:
    """A note for each claim of one document, in order, where something does not add up; else None."""
    over = _over(claims)
    for claim in claims:
        found = [*_wordings(claim.value), *_part(claim), *_time(claim)]
        if (whole := _whole(claim)) in over:
            found.append(f"The shares of one whole in this text sum to {over[whole]:g} %.")
        yield " ".join(found) or None


def _wordings(value: Value | None) -> Iterator[str]:
    """Two wordings of one value that disagree."""
    if value is not None and not value.consistent:
        yield f"The wordings of the text disagree: {' and '.join(w.text for w in value.as_written)}."


def _part(claim: Claim) -> Iterator[str]:
    """A part that is more than its whole."""
    value = claim.value
    if value is None or value.unit != "%" or claim.predicate.id not in _PARTS or value.change:
        return
    if max(n for n in (value.amount, value.low, value.high, 0.0) if n is not None) > 100:
        yield "A part cannot be more than 100 % of its whole."


def _time(claim: Claim) -> Iterator[str]:
    """A time after the document appeared, of what the text says has happened."""
    published = claim.document.published
    if claim.modality != "asserted" or not published:
        return
    for qualifier in claim.qualifiers:
        time = qualifier.time
        if qualifier.role == "time" and time and time.earliest and time.earliest > published[: len(time.earliest)]:
            yield f"The text appeared on {published}, before {qualifier.text.strip()}."


def _whole(claim: Claim) -> tuple[str, str, str] | None:
    """The list that a share belongs to: measure, whole and time."""
    value = claim.value
    single = value is not None and value.amount is not None and value.unit == "%" and not value.change
    if not single or claim.predicate.id not in _SHARES or claim.negated or claim.modality != "asserted":
        return None
    if claim.object is None or claim.object.entity is None:
        return None
    times = " ".join(q.time.edtf for q in claim.qualifiers if q.role == "time" and q.time)
    return claim.predicate.id, claim.object.entity.id, times


def _over(claims: Sequence[Claim]) -> dict[tuple[str, str, str] | None, float]:
    """Lists of shares of which a text gives more than there can be; of two shares of one member the larger counts."""
    lists: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for claim in claims:
        if (whole := _whole(claim)) and claim.value and claim.value.amount is not None:
            member = claim.subject.entity.id if claim.subject.entity else claim.subject.text
            lists[whole][member] = max(lists[whole].get(member, 0.0), claim.value.amount)
    return {key: total for key, members in lists.items() if (total := sum(members.values())) > FULL}
