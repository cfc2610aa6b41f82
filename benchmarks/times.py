"""How many dates of the Recognizers-Text specification are found and read right.

    python benchmarks/times.py FOLDER/DateTime-DateTimeModel.json [--show]

The specification (Microsoft Recognizers-Text, MIT) was written for assistants that book meetings. What an article does
not hold, or the claim record reads otherwise, is out of scope by the rules of OUT_OF_SCOPE, each with its reason; the
rest counts. A case is right when a time is found that overlaps the expected text and denotes the same days as one of the
expected values (for "Friday" the specification gives the last and the next: either is right).
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.grammar import calendar
from pipeline.grammar.times import FoundTime, find

TYPES = ("datetimeV2.date", "datetimeV2.daterange")

# Pattern on the expected text, in lower case, and why what it matches is out of scope.
OUT_OF_SCOPE: tuple[tuple[str, str], ...] = (
    (r"^(as early as |on |for |by )?(the )?(day|week|weekend|month|year|fortnight)$|^(weekend|summer|winter)$", 'a bare unit is no time of an article'),
    (r"^(on |the |around the )*\d{1,2}(st|nd|rd|th)?( this month)?$", 'a day of the month without its month'),
    (r"day,? (the )?(\d{1,2}|\w+(st|th|rd|nd)|thirty first)$|^(mon|tue|wed|thu|fri|sat|sun) \d+", 'a weekday with a day of the month without its month'),
    (r"\b\d{1,2}[./-]\d{1,2}\b(?![./-]\d)", 'month and day in figures without a year: a fraction or a score in an article'),
    (r"\bweek \d+|\bw/c\b|week (of|beginning|starting|commencing)|week (on|mon|tue|wed|thu|fri)|week - |week after", 'weeks by number or by one of their days'),
    (r"business|work(ing)? ?week|calendar|\beo[ymd]\b|\botd\b|tmrw|\bcy\d|^tue$|^q\d$", 'words and abbreviations of the office'),
    (r"(nineteen|twenty|two thousand|seventeen|eighteen)( hundred)?( and)?( [a-z]+)?( [a-z]+)?$|^may twenty", 'years and days in words'),
    (r"^\d{8}$|\d{4} \d{1,2} \d{1,2}|\d-\d{4}-|-\d{4}-\d|\d{4}/\d\d?/[a-z]|\d{4}[/-][a-z]{3}[/-]\d|^\d\d-\d{4}$|^q\d-\d|[<=]|\d/\d-\d|first 12$|2150", 'figures as machines write them, years after 2100'),
    (r"^(in|within) (a |the )?(next )?(\w+ )?(days?|weeks?|months?|years?|fortnight)( since .*)?$", '"in two weeks": a duration unless the tense says otherwise'),
    (r"\d+ (upcoming|next|past|previous|last) |couple|remaining|year to date|more than|less than|greater|later than|or later|and (later|greater|after)$", 'wordings of queries'),
    (r"(first|second|third|last|\d(st|nd|rd)) (\d+ |three )?weeks? of", 'weeks of a month or year: from its first day for the record, Monday to Sunday here'),
    (r"(to|and|till) (now|today|date|current date|tomorrow|yesterday)$|between (now|today)|^(till|to) date", 'ranges up to now stay open in the record'),
    (r"^(earlier|later) (this|in the|previous) ", 'how far "earlier this month" reaches: up to now for the record, to the middle here'),
    (r"(end|middle) of .* and the |from the (end|middle) of", 'which days the end of a month is, as the edge of a range'),
    (r"^(the )?(following|previous|same|that) (week|weekend|month|quarter|year|easter)$|^the day (before|after)$|^a \w+ later$|weeks later$", 'counted from a time that the text does not name'),
    (r"independence day|freedom day|jubilee|labor day|eid|new year$|new year day|workers|saint patrick|halloween|thanksgiving", 'holidays that differ by country or year'),
    (r"quarters|fortnight|q\d.* (to|-) .*q\d|next two decades", 'rolling quarters, fortnights and decades; the end of a range of quarters'),
)  # fmt: skip


class Expected(NamedTuple):
    """First day, the day after the last, and the specification's modifier."""

    start: str
    end: str
    modifier: str


class Case(NamedTuple):
    """One expected time: where it stands and what it may denote."""

    type: str
    text: str
    published: datetime.date
    quote: str
    start: int
    end: int
    expected: tuple[Expected, ...]


def cases(path: Path) -> Iterator[Case]:
    """The dates and ranges of dates of the specification."""
    for row in json.loads(path.read_text(encoding="utf-8-sig")):
        context = row.get("Context") or {}
        for result in row["Results"]:
            if result.get("TypeName") not in TYPES or "ReferenceDateTime" not in context:
                continue
            published = datetime.date.fromisoformat(context["ReferenceDateTime"][:10])
            values = (result.get("Resolution") or {}).get("values", [])
            expected = tuple(e for e in map(denoted, values) if re.match(r"\d{4}", e.start or e.end))
            start = row["Input"].lower().find(result["Text"].lower())
            start = result.get("Start", max(start, 0))
            yield Case(
                result["TypeName"],
                row["Input"],
                published,
                result["Text"],
                start,
                start + len(result["Text"]),
                expected,
            )


def denoted(value: dict[str, Any]) -> Expected:
    """First day, day after the last (either may be empty) of a value, and whether it is a part ("mid-November")."""
    start, end = value.get("start", value.get("value", "")), value.get("end", "")
    if value["type"] == "date" and not value.get("Mod"):
        end = following(start)
    return Expected(start, end, str(value.get("Mod", "")))


def following(day: str) -> str:
    """The day after."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
    except ValueError:
        return ""


def right(found: FoundTime, expected: Expected) -> bool:
    """Whether a found time denotes the expected days."""
    time = found.time
    first, last = edges(time.earliest), edges(time.latest)
    start, end, modifier = expected
    if any(part in modifier for part in ("start", "mid", "end")) or time.modifier:
        # Which days are "late" is a convention, and the two differ: they must meet.
        return (not end or bool(first and first[0] < end)) and (not start or bool(last and last[1] >= start))
    if start and end:
        # The record gives "two months ago" and "the past two years" no more exactly than their unit …
        coarse = bool(time.earliest and time.latest) and len(time.earliest or "") < 10
        if coarse and start.startswith(time.earliest or "") and end.startswith(time.latest or ""):
            return True
        # … and ends "2014 to 2018" with 2018, the specification before 2018.
        return bool(first and last) and first[0] == start and end in last
    return (start or end) in {*first, *last}


def edges(text: str | None) -> tuple[str, ...]:
    """First day and the day after the last of a year, month or day."""
    if not text or text.startswith("-"):
        return ()
    point = tuple(int(part) for part in text.split("-"))
    return calendar.iso(calendar.start_of(point)), following(calendar.iso(calendar.end_of(point)))


def reason(case: Case) -> str | None:
    """Why a case is out of scope; None when it counts."""
    if not case.expected:
        return "no value that can be compared"
    quote = case.quote.lower()
    return next((why for pattern, why in OUT_OF_SCOPE if re.search(pattern, quote)), None)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specification", type=Path)
    parser.add_argument("--show", action="store_true", help="print every case in scope that is wrong")
    options = parser.parse_args()
    outside: Counter[str] = Counter()
    seen: Counter[object] = Counter()
    for case in cases(options.specification):
        times = [t for t in find(case.text, published=case.published) if t.start < case.end and case.start < t.end]
        good = any(right(time, expected) for time in times for expected in case.expected)
        seen["cases"] += 1
        seen["cases right"] += good
        why = reason(case)
        if why is not None:
            outside[why] += 1
            continue
        seen[case.type] += 1
        seen[case.type, "found"] += bool(times)
        seen[case.type, "right"] += good
        if options.show and not good:
            got = [(case.text[t.start : t.end], t.time.earliest, t.time.latest) for t in times]
            print(f"{case.published} {case.text!r}\n    {case.quote!r}: {[tuple(e) for e in case.expected]}, got {got}")
    for name, kinds in ((TYPES[0], TYPES[:1]), (TYPES[1], TYPES[1:]), ("both", TYPES)):
        total = sum(seen[kind] for kind in kinds)
        share = {key: sum(seen[kind, key] for kind in kinds) / max(total, 1) for key in ("found", "right")}
        print(f"{name:22} in scope {total:4}  found {share['found']:6.1%}  right {share['right']:6.1%}")
    print(
        f"{'with all out of scope':22} cases    {seen['cases']:4}{'':16}right {seen['cases right'] / seen['cases']:6.1%}"
    )
    print(f"out of scope {sum(outside.values())}")
    for why, count in outside.most_common():
        print(f"  {count:4} {why}")


if __name__ == "__main__":
    main()
