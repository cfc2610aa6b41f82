"""Periods of the calendar at any granularity, their parts and shifts, written in EDTF.

Years are astronomical (1 BC is 0, 44 BC is -43), as in EDTF and ISO 8601. The parts of a period follow the conventions
of the claim record: mid-2016 = 2016-05/2016-08, early 2000s = 2000/2003, mid-1980s = 1984/1986, centuries by thirds.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.records import Time

Modifier = Literal["early", "mid", "late"]
Unit = Literal["day", "week", "month", "season", "year", "decade", "century", "millennium", "range", "open", "unknown"]
Point = tuple[int, ...]  # (year,), (year, month) or (year, month, day)

SEASONS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 14),
}  # meteorological, northern; months 13, 14 are in the next year


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: first and last point, both included (None is open), and its EDTF."""

    low: Point | None
    high: Point | None
    edtf: str
    unit: Unit
    modifier: Modifier | None = None

    def time(self, anchor: Period | None = None) -> Time:
        """The record's form, with the EDTF of what it was resolved against."""
        return Time(
            edtf=self.edtf,
            earliest=iso(self.low) if self.low else None,
            latest=iso(self.high) if self.high else None,
            modifier=self.modifier,
            anchor=anchor.edtf if anchor else None,
        )

    @property
    def known(self) -> bool:
        """Whether it can be reckoned with."""
        return self.low is not None or self.high is not None

    @property
    def first(self) -> Point:
        """The first point, or the last of a period that is open to the past."""
        return self.low or self.high or (0,)

    @property
    def last(self) -> Point:
        """The last point, or the first of a period that is open to the future."""
        return self.high or self.low or (0,)


def iso(point: Point) -> str:
    """ISO 8601 date, month or year."""
    sign = "-" if point[0] < 0 else ""
    return f"{sign}{abs(point[0]):04d}" + "".join(f"-{part:02d}" for part in point[1:])


def valid(point: Point) -> bool:
    """Whether the month and the day exist."""
    if len(point) > 1 and not 1 <= point[1] <= 12:
        return False
    return len(point) < 3 or 1 <= point[2] <= days_in(point[0], point[1])


def days_in(year: int, month: int) -> int:
    """Days of a month of the proleptic Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 + (month + month // 8) % 2


def period(*point: int) -> Period:
    """A year, a month or a day."""
    units: dict[int, Unit] = {1: "year", 2: "month", 3: "day"}
    return Period(point, point, iso(point), units[len(point)])


def of_date(date: datetime.date) -> Period:
    """The period of one day."""
    return period(date.year, date.month, date.day)


def interval(
    low: Point | None, high: Point | None, *, unit: Unit = "range", modifier: Modifier | None = None
) -> Period:
    """From `low` to `high`, both included; None leaves that side open."""
    if low is not None and low == high:
        return replace(period(*low), unit=unit, modifier=modifier)
    if low is None or high is None:
        unit = "open"
    return Period(low, high, f"{iso(low) if low else '..'}/{iso(high) if high else '..'}", unit, modifier)


def span(first: Period, last: Period) -> Period | None:
    """From the beginning of one period to the end of another; None when that is no stretch of time."""
    if first.low is not None and last.high is not None and start_of(first.low) > end_of(last.high):
        return None
    return interval(first.low, last.high)


def season(year: int, code: int) -> Period:
    """Season 21 (spring) to 24 (winter, from December of `year` to the next February)."""
    low, high = SEASONS[code]
    return Period((year, low), moved((year, 1), high - 1), f"{iso((year,))}-{code}", "season")


def decade(year: int) -> Period:
    """The ten years from `year`, which ends in 0."""
    return Period((year,), (year + 9,), f"{iso((year,))[:-1]}X", "decade")


def century(number: int, *, before_christ: bool = False) -> Period:
    """The `number`-th century as it is commonly reckoned: the 19th is 1800 to 1899; the 5th BC is 500 to 401 BC."""
    if before_christ:
        low = -(number * 100 - 1)
        return Period((low,), (low + 99,), f"-{number - 1:02d}XX", "century")
    return Period(((number - 1) * 100,), (number * 100 - 1,), f"{number - 1:02d}XX", "century")


def millennium(number: int, *, before_christ: bool = False) -> Period:
    """The `number`-th millennium: the 2nd is 1000 to 1999."""
    low = -(number * 1000 - 1) if before_christ else (number - 1) * 1000
    return interval((low,), (low + 999,), unit="millennium")


def week(date: datetime.date) -> Period:
    """The week, Monday to Sunday, that holds a date."""
    monday = date - datetime.timedelta(days=date.weekday())
    return interval(of_date(monday).low, of_date(safe_shift(monday, 6)).high, unit="week")


def start_of(point: Point) -> Point:
    """The first day of a point."""
    return (*point, 1, 1)[:3]


def end_of(point: Point) -> Point:
    """The last day of a point."""
    if len(point) == 3:
        return point
    month = point[1] if len(point) == 2 else 12
    return (point[0], month, days_in(point[0], month))


def date_of(point: Point) -> datetime.date | None:
    """A `datetime.date`, where the library can hold it."""
    return datetime.date(*point) if len(point) == 3 and 1 <= point[0] <= 9999 else None


def safe_shift(date: datetime.date, days: int) -> datetime.date:
    """`days` later, held within what a date can be."""
    return datetime.date.fromordinal(min(max(date.toordinal() + days, 1), datetime.date.max.toordinal()))


def moved(month: Point, months: int) -> Point:
    """A month so many months later."""
    index = month[0] * 12 + month[1] - 1 + months
    return (index // 12, index % 12 + 1)


# Months, or years of a decade or a century, of each part: (first, last), counted from 0.
PARTS: dict[str, dict[str, tuple[int, int]]] = {
    "year": {"early": (0, 3), "mid": (4, 7), "late": (8, 11), "start": (0, 0), "end": (11, 11)},
    "decade": {"early": (0, 3), "mid": (4, 6), "late": (6, 9), "start": (0, 0), "end": (9, 9)},
    "century": {"early": (0, 33), "mid": (34, 66), "late": (67, 99), "start": (0, 9), "end": (90, 99)},
    "season": {"early": (0, 0), "mid": (1, 1), "late": (2, 2), "start": (0, 0), "end": (2, 2)},
    "month": {"early": (0, 9), "mid": (10, 19), "late": (20, 30), "start": (0, 9), "end": (20, 30)},
}
MODIFIERS: dict[str, Modifier] = {"early": "early", "start": "early", "mid": "mid", "late": "late", "end": "late"}


def part(whole: Period, name: str) -> Period:
    """Early, mid, late, start or end of a period; the period itself, so marked, where that says nothing more exact."""
    modifier = MODIFIERS[name]
    if whole.unit == "range" and whole.low and whole.high and name in ("start", "end"):
        return replace(period(*(whole.low if name == "start" else whole.high)), modifier=modifier)
    bounds = PARTS.get(whole.unit, {}).get(name)
    if bounds is None or whole.modifier is not None:
        return replace(whole, modifier=modifier)
    return replace(piece(whole, *bounds), modifier=modifier)


def fraction(whole: Period, number: int, of: int) -> Period | None:
    """The `number`-th of `of` equal parts: quarters of a year, halves of a decade; None where it cannot be cut so."""
    size = {"year": 12, "decade": 10, "century": 100, "season": 3}.get(whole.unit)
    if whole.unit == "month" and of == 2:
        return piece(whole, 0, 14) if number == 1 else piece(whole, 15, 30)
    if size is None or not 1 <= number <= of:
        return None
    return piece(whole, size * (number - 1) // of, size * number // of - 1)


def piece(whole: Period, first: int, last: int) -> Period:
    """From the `first` to the `last` month of a year or season, day of a month, year of anything longer, from 0."""
    low = whole.first
    if whole.unit == "year":
        return interval((low[0], first + 1), (low[0], last + 1))
    if whole.unit == "season":
        return interval(moved(low, first), moved(low, last))
    if whole.unit == "month":
        return interval((*low, first + 1), (*low, min(last + 1, days_in(*low))))
    return interval((low[0] + first,), (low[0] + last,))


def shift(origin: Period, count: int, unit: str) -> Period | None:
    """The time `count` units after (before, if negative) a period, no more exact than the unit or the period allow.

    A range counts from its end when going forward and from its beginning when going back; "a year earlier" than a few
    months of a year are the same months.
    """
    within = len(origin.first) == len(origin.last) == 2 and origin.first[0] == origin.last[0]
    if unit == "year" and count == -1 and within and origin.first != origin.last:
        return interval(*((year - 1, month) for year, month in (origin.first, origin.last)))
    side = origin.last if count > 0 else origin.first
    if origin.unit in ("decade", "century", "millennium") and unit in ("year", "decade", "century"):
        years = count * {"year": 1, "decade": 10, "century": 100}[unit]
        return interval((origin.first[0] + years,), (origin.last[0] + years,))
    if unit == "year" and abs(count) == 1 and len(side) > 1:
        return period(side[0] + count, side[1])  # "a year earlier" means the same month, "two years" rarely does
    if unit in ("year", "decade", "century", "millennium"):
        return period(side[0] + count * {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[unit])
    if unit in ("month", "quarter"):
        months = count * (3 if unit == "quarter" else 1)
        if len(side) > 1:
            return period(*moved(side[:2], months))
        return interval(moved((side[0], 1), months)[:1], moved((side[0], 12), months)[:1])
    days = count * {"day": 1, "week": 7, "fortnight": 14}.get(unit, 0)
    if days == 0:
        return None
    low, high = date_of(start_of(side)), date_of(end_of(side))
    if low is None or high is None:
        return None
    size = len(side)
    low, high = safe_shift(low, days), safe_shift(high, days)
    return interval(
        (low.year, low.month, low.day)[:size],
        (high.year, high.month, high.day)[:size],
        unit="day" if size == 3 else "range",
    )


def easter(year: int) -> Point:
    """Easter Sunday of the Gregorian calendar (Butcher's algorithm, in Meeus, Astronomical Algorithms, 1991)."""
    golden, (hundreds, rest) = year % 19, divmod(year, 100)
    quotient, remainder = divmod(hundreds, 4)
    correction = (hundreds - (hundreds + 8) // 25 + 1) // 3
    epact = (19 * golden + hundreds - quotient - correction + 15) % 30
    leap, left = divmod(rest, 4)
    weekday = (32 + 2 * remainder + 2 * leap - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return (year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Point:
    """The `nth` (-1: last) Monday (0) to Sunday (6) of a month."""
    size = days_in(year, month)
    first = 1 + (weekday - datetime.date(year, month, 1).weekday()) % 7
    day = first + 7 * (nth - 1) if nth > 0 else first + 7 * ((size - first) // 7 + nth + 1)
    return (year, month, day)
