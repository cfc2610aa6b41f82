"""When a claim says the same as gold: names, values and times compared with the tolerance a reader would allow."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from pipeline.evaluation.gold import Analysis, GoldClaim, GoldValue
from pipeline.records import Argument, Claim, Value

# Words that change nothing about what a name stands for.
EMPTY = frozenset(
    ["the", "a", "an", "all", "its", "their", "his", "her", "this", "that", "these", "those", "of", "ethnic", "some"]
)
# Units that must agree. A count has no unit of its own, and durations are compared by their number alone because
# annotators and texts differ in spelling them.
MEASURES = frozenset({"%", "km", "km2", "m"})
# Half a per cent: "1,640 miles" and 2,640 km are the same border, 42 and 43 percent are not the same share.
TOLERANCE = 0.005
# A short name may stand inside a long one ("Karzai government" for "government of Hamid Karzai") when its last word
# is among this many first words of the long one.
LEADING = 3

Words = tuple[str, ...]


def words(name: str) -> Words:
    """The words of a name that tell it from others: no case, articles, possessives or regular plurals."""
    found = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name.casefold())
    return tuple(_singular(re.sub(r"['’]s?$", "", word)) for word in found if word not in EMPTY)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def same_name(one: Words, other: Words) -> bool:
    """Whether two names are equal, or one holds the other in a way that keeps what it stands for."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if not set(short) <= set(long):
        return False
    return len(short) > 1 or short[-1] == long[-1] or short[-1] in long[:LEADING]


def names(argument: Argument) -> list[Words]:
    """What an argument is called: as written, by its entity, by its antecedent."""
    forms = [argument.text]
    forms += [argument.entity.name] if argument.entity else []
    forms += [argument.antecedent.quote] if argument.antecedent else []
    return [words(form) for form in forms]


def fills(argument: Argument | None, accepted: Iterable[str] | None) -> bool:
    """Whether an argument is one of the accepted names; where gold asks for nothing, anything goes."""
    if not accepted:
        return True
    if argument is None:
        return False
    called = names(argument)
    return any(same_name(got, words(want)) for want in accepted for got in called)


def same_value(value: Value | None, gold: GoldValue | None) -> bool:
    """Whether the number or range agrees, in any of its wordings, and the unit where it is a measure."""
    if value is None or gold is None:
        return False
    if _near(value.low, gold.low) and _near(value.high, gold.high) and _same_unit(value.unit, gold.unit):
        return True
    written = [(value.amount, value.unit), *((w.amount, w.unit) for w in value.as_written)]
    return any(_near(amount, gold.amount) and _same_unit(unit, gold.unit) for amount, unit in written)


def same_marking(value: Value, gold: GoldValue) -> bool:
    """Whether 'about' and 'more than' are read as gold reads them."""
    return value.approximate == gold.approximate and value.bound == gold.bound


def _near(amount: float | None, gold: float | None) -> bool:
    return amount is not None and gold is not None and abs(amount - gold) <= TOLERANCE * abs(gold)


def _same_unit(unit: str, gold: str | None) -> bool:
    return gold not in MEASURES or unit == gold


def slots(claim: Claim, analysis: Analysis) -> tuple[bool, bool, bool]:
    """Agreement of predicate, subject and object with one reading."""
    return (
        claim.predicate.id == analysis.predicate,
        fills(claim.subject, analysis.subject),
        fills(claim.object, analysis.object),
    )


def best_slots(claim: Claim, gold: GoldClaim) -> tuple[bool, bool, bool]:
    """Agreement with the reading that agrees most."""
    return max((slots(claim, analysis) for analysis in gold.analyses()), key=sum)


def stands_at(claim: Claim, places: Iterable[tuple[int, int]]) -> bool:
    """Whether the value (of a statistic) or the evidence overlaps one of the places."""
    span = claim.value or claim.evidence
    return any(span.start < end and start < span.end for start, end in places)


def same_time(claim: Claim, gold: str) -> bool:
    """Whether a time of the claim overlaps the gold time, whatever its role; a date may also be the object."""
    first, last = interval(gold)
    times = [q.time for q in claim.qualifiers if q.time]
    spans = [
        interval(f"{t.earliest or '..'}/{t.latest or '..'}") if t.earliest or t.latest else interval(t.edtf)
        for t in times
    ]
    # "1937-41" looks like a month and is a pair of years: no date to compare with.
    if claim.object and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", claim.object.text):
        spans.append(interval(claim.object.text))
    return any(start <= last and first <= end for start, end in spans)


def interval(edtf: str) -> tuple[str, str]:
    """First and last ISO date that an EDTF date or interval denotes; an open end is the end of all years."""
    start, slash, end = edtf.partition("/")
    first = "0000-01-01" if start in ("", "..") else _dates(start)[0]
    if not slash:
        return first, _dates(start)[1]
    return first, "9999-12-31" if end in ("", "..") else _dates(end)[1]


# EDTF level 2: 21 spring, 22 summer, 23 autumn, 24 winter of the northern half, as months; winter begins its year.
SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}


def _dates(edtf: str) -> tuple[str, str]:
    year, month, day = ([*edtf.strip("~?%").split("-"), "", ""])[:3]
    first, last = SEASONS.get(month, (month, month))
    low = f"{year.replace('X', '0')}-{(first or '01').replace('XX', '01')}-{(day or '01').replace('XX', '01')}"
    high = f"{year.replace('X', '9')}-{(last or '12').replace('XX', '12')}"
    if day and day != "XX":
        return low, f"{high}-{day}"
    return low, f"{high}-{calendar.monthrange(int(high[:4]), int(high[5:7]))[1]:02d}"
