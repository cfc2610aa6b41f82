"""Times and values in words: "September 1991", "from 1992 to 1997", "about 42 percent"."""

from __future__ import annotations

import datetime
import re
from functools import cache

from pipeline import resources
from pipeline.records import Value

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
UNIT_WORDS = {
    "km": "km",
    "m": "m",
    "km2": "km²",
    "kg": "kg",
    "a": "years",
    "mo": "months",
    "wk": "weeks",
    "d": "days",
    "h": "hours",
}
AGES = {"a": "years", "mo": "months", "wk": "weeks", "d": "days"}
# Words for a time that take no preposition.
CENTURY = re.compile(r"^(\d+\w\w)[-‐‑ ]century$", re.IGNORECASE)  # as it stands before a noun
YEARS = re.compile(r"([^–—-]*\d{4}) ?[–—-] ?([^–—-]*\d{4})")  # "1717 – 1720", "10 May 1932 – 12 June 1935"
BOUNDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "up to"}


def date(edtf: str) -> str:
    """An EDTF time in words: "1991-09" -> "September 1991", "1991~" -> "around 1991"; others stay as they are."""
    if edtf.endswith("~") and "/" not in edtf:
        return f"around {date(edtf[:-1])}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", edtf):
        return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {int(match[1])}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", edtf):
        if match[2] in SEASONS:
            return f"{SEASONS[match[2]]} {int(match[1])}"
        return f"{MONTHS[int(match[2]) - 1]} {int(match[1])}" if 1 <= int(match[2]) <= 12 else edtf
    if re.fullmatch(r"0\d{3}", edtf):
        return f"the year {int(edtf)}"
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return f"the {match[1]}0s"
    return edtf


@cache
def _day() -> re.Pattern[str]:
    """The words of a day at the beginning of a time: "Saturday night", "March 7"."""
    table = resources.table("times.toml")
    days, months = "|".join(table["weekdays"]), "|".join((*table["months"], *table["short_months"]))
    return re.compile(
        rf"(?:early |late )?(?:(?:{days})\b|(?:{months})\.? \d{{1,2}}\b(?! ?\d)|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{months})\b)",
        re.IGNORECASE,
    )


def when(edtf: str, text: str | None = None) -> str:
    """A time with its preposition: "on 9 September 2001", "in the 1990s", "from 1992 to 1997"."""
    words = CENTURY.sub(r"the \1 century", text or date(edtf))
    if words.lower() in resources.words("times.toml", "told", "bare"):
        return words.lower()
    if match := YEARS.fullmatch(words):
        return f"from {match[1]} to {match[2]}"
    if text is not None and _day().match(text):
        return f"on {words}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return f"on {words}"
    if text is None and words.startswith("around "):
        return words
    if re.search(r" (?:to|until) ", words):
        return f"from {words}"
    if text is None and (name := _named_days(edtf)) is not None:
        return f"{'over' if name == 'weekend' else 'in'} the {name} of {date(edtf.partition('/')[0])}"
    if match := re.fullmatch(r"(\S+)/(\S+)", words):
        start, end = date(match[1]), date(match[2])
        return f"since {start}" if end == ".." else f"until {end}" if start == ".." else f"from {start} to {end}"
    return f"in {words}"


def days(edtf: str) -> str | None:
    """A few days in front of a noun: "21-27 October 2024"; None for any other time."""
    match = re.fullmatch(r"(\d{4}-\d\d)-(\d\d)/(\d{4}-\d\d)-(\d\d)", edtf)
    if match is None:
        return None
    if match[1] == match[3]:
        return f"{int(match[2])}-{date(edtf.partition('/')[2])}"
    return f"{date(edtf.partition('/')[0])} - {date(edtf.partition('/')[2])}"


def ends(edtf: str) -> str | None:
    """The two ends of a time behind "between": "2 and 9 February 2019", "January and March 2024"; None for a point."""
    match = re.fullmatch(r"(\d[\d-]*)/(\d[\d-]*)", edtf)
    if match is None:
        return None
    first, last = date(match[1]), date(match[2])
    small, rest = first.partition(" ")[::2]
    alike = len(match[1]) == len(match[2]) and bool(rest)
    if alike and last.endswith(f" {rest}"):
        return f"{small} and {last}"
    year = f" {match[2][:4]}"
    return f"{first.removesuffix(year) if alike else first} and {last}"


def _named_days(edtf: str) -> str | None:
    """What the days from a Monday or Saturday to a Sunday are called: "week", "weekend"; None for other times."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", edtf)
    if match is None:
        return None
    first, last = (datetime.date.fromisoformat(day) for day in match.groups())
    if last.weekday() != 6:
        return None
    return {(6, 0): "week", (1, 5): "weekend"}.get(((last - first).days, first.weekday()))


def stretch(edtf: str) -> str:
    """A time as a noun phrase behind a preposition: an interval is a period."""
    if (name := _named_days(edtf)) is not None:
        return f"the {name} of {date(edtf.partition('/')[0])}"
    if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
        return f"the period from {date(match[1])} to {date(match[2])}"
    return date(edtf.strip("./"))


def _years(value: Value, text: str) -> str:
    """An age with its unit: "77" and "77-year" are "77 years"."""
    unit = AGES.get(value.unit or "")
    if unit is not None and value.low is not None and value.high is not None:
        return f"between {value.low:,.10g} and {value.high:,.10g} {unit}"
    if value.amount is None or unit is None:
        return text if re.search(r"[a-z]{3}", text) else f"{text} years"
    return f"{value.amount:,.10g} {unit.removesuffix('s') if value.amount == 1 else unit}"


def value_words(value: Value) -> str:
    """A value with its hedge or bound: "about 42 percent", "more than 7 million"."""
    text = re.sub(r"\s+", " ", value.text)
    if value.unit in UNIT_WORDS and value.amount is not None and (len(value.as_written) > 1 or "-" in text):
        text = f"{value.amount:,.10g} {UNIT_WORDS[value.unit]}"  # "seven-year", "753-mile (1,212-kilometer)"
    if value.kind == "rank":
        return text
    if value.kind == "percent" and text[-1:].isdigit():
        text = f"{text} percent"  # "3" of "3, 5 and 7 percent"
    if value.kind == "age":
        text = _years(value, re.sub(r"[ -]old$", "", text))
    if value.kind == "money" and value.of is not None and value.of.text:
        text = f"{text} per {value.of.text}"
    if value.approximate and value.bound == "<":
        return f"almost {text}"
    if value.bound:
        return f"{BOUNDS[value.bound]} {text}"
    return f"about {text}" if value.approximate else text


def same_periods() -> frozenset[str]:
    """Nouns of "the same period a year earlier", which lies before the one just told."""
    return resources.words("times.toml", "same", "periods")
