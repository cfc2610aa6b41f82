"""Ages ("aged 15-24", "under age 15", "Rahmon, 70,") and durations without a number ("decade-long", "a decade")."""

from __future__ import annotations

from pipeline.grammar import measures, units
from pipeline.grammar.draft import Draft
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import HYPHENS, Tokens
from pipeline.grammar.wordlists import listed
from pipeline.records import ValueKind

LARGEST_AGE = 130
# What half or a quarter of is an amount: "half a mile", "two tenths of a percent".
PARTED = frozenset({"time", "length", "area", "mass", "volume", "share", "points"})
# Behind years these make an age: "65 years and over".
OVER = [[a, b] for a in ("and", "or") for b in ("over", "older", "younger", "under", "above")]


def age(t: Tokens, draft: Draft) -> Draft:
    """`draft` as an age when the words before it say so."""
    if draft.kind not in ("count", "duration") or draft.of is not None:
        return draft
    bare = draft.kind == "count"
    highest = draft.amount if draft.amount is not None else draft.high
    if highest is None or not 0 < highest <= LARGEST_AGE:
        return draft
    at = draft.start
    if t.word(at - 1) in ("between", "over", "under", "about", "around"):
        at -= 1
    said = t.word(at - 1) in ("age", "ages", "aged") or (
        t.word(at - 1) in ("of", "group", "groups", "cohort", "cohorts", ":") and t.word(at - 2) in ("age", "ages")
    )
    if not said and bare and t.word(draft.start - 1) in ("from", "to"):
        # "lowered the minimum age required to run from 35 to 30"
        said = any(t.word(k) == "age" for k in range(draft.start - 10, draft.start))
    said = said or (bare and draft.amount is not None and _spoken(t, draft))
    over = t.words[draft.end : draft.end + 2] in OVER
    if over and not bare:
        draft.kind = "age"
        return draft
    if said:
        draft.kind, draft.unitless = "age", False
        draft.unit = "a" if bare else draft.unit
        if t.word(at - 1) in ("age", "ages", "aged", "of", "group"):
            # "under the age of 25": the bound stands before the word "age".
            draft.head = at - 1 if t.word(at - 1) != "of" else at - 2
            draft.head -= t.word(draft.head - 1) == "the"
        return draft
    if bare and draft.amount is not None and is_apposed_at(t, draft.start, draft.end) and draft.amount >= 10:
        draft.kind, draft.unit, draft.unitless = "age", "a", False
    return draft


def _spoken(t: Tokens, draft: Draft) -> bool:
    """ "he was 19 when", "died at 24", "children under five": a person before the number, nothing counted behind."""
    after = t.word(draft.end)
    if after[:1].isalpha() and after not in listed("function_words"):
        return False
    if t.word(draft.start - 1) in listed("turned"):
        return t.word(draft.start - 2) in listed("he_or_she")
    if t.word(draft.start - 1) == "at":
        return t.word(draft.start - 2) in listed("lives")
    at = draft.start - 3 if t.word(draft.start - 2) in ("is", "are", "was", "were", "aged") else draft.start - 2
    return t.word(draft.start - 1) in ("over", "under") and t.word(at) in listed("persons")


def is_apposed(t: Tokens, number: Number) -> bool:
    """An age between commas behind a name: "Rahmon, 70, has"."""
    return number.bare and 10 <= number.value <= LARGEST_AGE and is_apposed_at(t, number.start, number.end)


def is_apposed_at(t: Tokens, start: int, end: int) -> bool:
    return (
        t.word(start - 1) == ","
        and t.word(end) in (",", ".", ")")
        and t.titled(start - 2)
        and t.word(start - 2).isalpha()
        and t.word(start - 2) not in listed("months")
    )


def lone_duration(t: Tokens, i: int) -> Draft | None:
    """A unit of time without a number at token `i`: "decade-long", "a decade", "for a year"."""
    word = t.word(i)
    if t.word(i + 1) in HYPHENS and t.word(i + 2) in ("long", "old") and t.glued(i + 2):
        found = units.match(t, i, digits=False)
        if found is None or found[0].dimension != "time" or (t.word(i - 1) in HYPHENS and t.glued(i)):
            return None
        kind: ValueKind = "duration" if t.word(i + 2) == "long" else "age"
        return Draft(kind, found[0].normal, i, i + 1, amount=_length(found[0]))
    if t.word(i - 1) not in ("a", "an") or not t.near(i):
        return None
    found = units.match(t, i, digits=False)
    if found is None or found[0].dimension != "time" or word.endswith("s"):
        return None
    more, end = _and_half(t, found[1])
    before, after = t.word(i - 2), t.word(end)
    # "a decade earlier" is a time; "nearly a decade ago" and "for a year" measure.
    long = word in ("decade", "century", "millennium") and after not in listed("duration_after")
    if not long and before not in listed("duration_before") and not more:
        return None
    return Draft("duration", found[0].normal, i - 1, end, amount=_length(found[0]) * (1 + more))


def _and_half(t: Tokens, i: int) -> tuple[float, int]:
    """A half behind a unit of time, "a week | and a half |", "a year | -and-a-half |", and where it ends; (0, i) without one."""
    spoken = [t.word(k) for k in range(i, i + 6) if t.word(k) not in HYPHENS][:3]
    if spoken != ["and", "a", "half"] or not t.near(i):
        return 0.0, i
    end = next(k for k in range(i, i + 6) if t.word(k) == "half") + 1
    return (0.0, i) if t.word(end) in HYPHENS and t.glued(end) else (0.5, end)  # "a day and a half-hour"


def _length(unit: units.Unit) -> float:
    return units.convert(1, unit.code, unit.normal) if unit.code != unit.normal else 1.0


def part_of_time(t: Tokens, i: int, part: Draft) -> Draft | None:
    """ "half a century", "a half century", "a quarter of a century": the part as a duration."""
    at = part.end
    for word in ("of", "a", "an", "one", "1", "-"):
        if t.word(at) == word:
            at += 1
    found = units.match(t, at, digits=False)
    if found is None or found[0].dimension not in PARTED or t.word(at).endswith("s") or part.amount is None:
        return None
    if at == part.end and t.word(i) not in ("a", "half", "quarter"):
        return None
    base = part.of.amount if part.of is not None else None
    amount = part.amount / (base or 100)
    unit = found[0]
    normal = units.convert(amount, unit.code, unit.normal)
    return Draft(measures.KINDS.get(unit.dimension, "quantity"), unit.normal, i, found[1], amount=normal)
