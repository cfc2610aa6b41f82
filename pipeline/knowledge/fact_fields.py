"""Values in single fields of the Factbook, as the value grammar reads them, with their words and their date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.grammar.values import find
from pipeline.records import Value

_DATE = re.compile(r"\(([^()]*\b(?:19|20)\d\d\b[^()]*|FY\s?\d\d[^()]*)\)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_FISCAL = re.compile(r"\bFY\s?(\d\d)\b")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_STOP = re.compile(r"\bnote\b\s*\d?\s*[:-]|\bcommodities\b|\bpartners\b")
_RANK = re.compile(r"\bcountry comparison to the world\s*:\s*\d*")
# Words that may stand between a value and its date: "4.5% of GDP (2017 est.)", "$15 billion f.o.b. (2004 est.)".
_LINK = re.compile(
    r"[\s,;]*(?:of GDP|of total population|f\.o\.b\.,?|c\.i\.f\.,?|\(landlocked\)|annual rate of change)?[\s,]*"
)
_LABEL = re.compile(r"[a-z][a-z ]{2,30}:")
_SPAN = 220  # characters in which the value of a part stands


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a field: which member or part it is of (`name`), its date ("1996-07", "1996" or "") and its words."""

    name: str
    value: Value
    as_of: str
    quote: str
    nested: bool = False


def date_of(text: str) -> str:
    """The date that brackets name: "July 1996 est." -> "1996-07", "2014 est." -> "2014", "FY01" -> "2001", else ""."""
    if fiscal := _FISCAL.search(text):
        year = int(fiscal[1])
        return str(year + (1900 if year > 70 else 2000))
    if not (year_match := _YEAR.search(text)):
        return ""
    month = next((i for i, name in enumerate(MONTHS, 1) if name in text.lower()), 0)
    return f"{year_match[1]}-{month:02}" if month else year_match[1]


def scalars(text: str, measure: dict[str, Any]) -> list[Found]:
    """The values of one measure in a field, by its parts; of parts with the same object the first that is there."""
    text = _RANK.sub(" ", text)
    found: dict[str, list[Found]] = {}
    for part in measure["parts"]:
        object_ = part.get("object", "")
        if object_ not in found and (values := list(_part(text, part, measure))):
            found[object_] = values
    return [f for values in found.values() for f in values]


def _part(text: str, part: dict[str, str], measure: dict[str, Any]) -> Iterator[Found]:
    if "without" in part and part["without"] in text:
        return
    marker = re.search(part["after"], text) if "after" in part else re.match(r"", text)
    if marker is None:
        return
    start = marker.end()
    whole = text[start : start + (1000 if measure.get("series") else _SPAN)]
    if stop := _STOP.search(whole):
        whole = whole[: stop.start()]
    if "before" in part and part["before"] not in whole:
        return
    label = _LABEL.search(whole)
    border = label.end() if label else len(whole)  # what follows the next label is about something else
    units = measure.get("units")
    values = [v for v in find(whole) if v.kind in measure["kinds"] and (not units or v.unit in units)]
    for i, value in enumerate(v for v in values if v.start < border):
        link = _LINK.match(whole, value.end)
        after = link.end() if link else value.end
        date = _DATE.match(whole, after)
        if i and not (measure.get("series") and date):
            return
        if i == 0 and whole[: value.start].count(";"):
            return  # the field's first statement has no value: what follows is about something else
        end = date.end() if date else value.end
        begin = marker.start() if i == 0 else start + value.start
        as_of = date_of(date[1]) if date else _last_date(text)
        yield Found(part.get("object", ""), value, as_of, " ".join(text[begin : start + end].split()))


def _last_date(text: str) -> str:
    """The date in the last brackets before any note: it goes for all values without one of their own."""
    head = text[: stop.start()] if (stop := re.search(r"\bnote\b", text)) else text
    dates = _DATE.findall(head)
    return date_of(dates[-1]) if dates else ""
