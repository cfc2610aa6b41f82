"""The date of an article as its byline gives it."""

from __future__ import annotations

import datetime
import re
from functools import cache

from pipeline import resources


@cache
def _months() -> dict[str, int]:
    dates = resources.table("reading.toml")["dates"]
    return {name: number for number, name in enumerate(dates["months"], 1)} | dict(dates["short"])


@cache
def pattern() -> str:
    """A regular expression without groups for dates as bylines have them, to be matched without regard to case."""
    month = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    return (
        rf"(?:(?:{month})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
        rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{month})\.?(?:,? \d{{4}})?"
        r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
    )


def first_date(text: str) -> str | None:
    """The first complete date in `text` as an ISO date; None without one, or when day and month may be swapped."""
    for match in re.finditer(pattern(), text, re.IGNORECASE):
        numbers = [int(number) for number in re.findall(r"\d+", match[0])]
        words = re.findall(r"[a-z]{3,}", match[0].lower())
        if words and len(numbers) == 2:
            day, year = numbers
            found = _iso(year, _months()[words[0]], day)
        elif len(numbers) == 3 and numbers[0] > 31:
            found = _iso(*numbers)
        elif len(numbers) == 3 and (max(numbers[:2]) > 12 or numbers[0] == numbers[1]):
            found = _iso(numbers[2], min(numbers[:2]), max(numbers[:2]))
        else:
            continue
        if found:
            return found
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
