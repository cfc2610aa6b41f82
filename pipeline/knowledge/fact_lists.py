"""Lists in fields of the Factbook: shares of groups, religions and languages, lengths of borders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.grammar.values import find
from pipeline.knowledge.fact_fields import Found, date_of
from pipeline.records import Value

_NOTE = re.compile(r"\bnote\b\s*\d?\s*(?:[:-]|$).*$|\bmajor-language sample.*$", re.DOTALL | re.IGNORECASE)
_DATED = re.compile(r"\(([^()]*\b(?:19|20)\d\d\b[^()]*)\)")
_BRACKETS = re.compile(r"\([^()]*\)")
_BREAK = re.compile(r"[;\n]|,(?!\d{3}\b)")
_LABEL = re.compile(r"^.*:\s")
# Hedges and remarks around a member's name that are no part of it.
_HEDGE = re.compile(
    r"\b(?:about|approximately|approx\.|an estimated|estimated|est\.|less than|more than|at least|up to|over|nearly"
    r"|almost|some|only|around|predominantly|mostly|mainly|nominally|under|perhaps|roughly|remaining|of the population"
    r"|of population|of total|of the total)\b|[~<>]"
)
_REMARK = re.compile(r"\s(?:spoken|is spoken|widely|used by|understood|as (?:a )?(?:first|second|native)|speak)\b.*$")
_EDGES = re.compile(r"^(?:\W|(?:and|with|the|plus)\b)+|[\s.,;:–-]+$")


def shares(text: str) -> list[Found]:
    """Every member of a list with its share in percent, in order; then those within brackets, which are `nested`.

    "Muslim 98% (Sunni 95%, Shia 3%) other 2% (2014 est.)" -> Muslim 98, other 2, and nested Sunni 95, Shia 3.
    """
    body = _NOTE.sub("", text)
    dates = _DATED.findall(body)
    as_of = date_of(dates[-1]) if dates else ""
    undated = _DATED.sub(_blank, body)
    found = list(_members(_flat(undated), as_of, "%", nested=False))
    for match in _BRACKETS.finditer(undated):
        found += _members(match[0][1:-1], as_of, "%", nested=True)
    return found


def borders(text: str) -> list[Found]:
    """Every neighbour with the length of the border in km, in order."""
    body = _flat(_NOTE.sub("", text))
    return [f for f in _members(body, "", "km", nested=False) if "total" not in f.name and "boundary" not in f.name]


def _members(flat: str, as_of: str, unit: str, *, nested: bool) -> Iterator[Found]:
    start = 0
    for end in [*(m.start() for m in _BREAK.finditer(flat)), len(flat)]:
        item = flat[start:end]
        values = [v for v in find(item) if v.unit == unit]
        for value, words in _cut(item, values):
            name = _name(words, value.text)
            if name:
                yield Found(name, value, as_of, " ".join(_LABEL.sub("", words).split()), nested)
        start = end + 1


def _cut(item: str, values: list[Value]) -> Iterator[tuple[Value, str]]:
    """Each value with the words of its member: those before it, or after it where the item starts with a value."""
    if not values:
        return
    first = not re.search(r"[^\W\d]", _HEDGE.sub(" ", item[: values[0].start]))
    edges = [v.start for v in values] + [len(item)] if first else [0] + [v.end for v in values]
    if first:
        edges[0] = 0
    elif len(values) == 1:
        edges[-1] = len(item)
    for value, a, b in zip(values, edges, edges[1:], strict=False):
        yield value, item[a:b]


def _name(words: str, value: str) -> str:
    """The member's name among its words."""
    text = _LABEL.sub("", words.replace(value, " ", 1))
    text = " ".join(_HEDGE.sub(" ", text).split())
    text = _EDGES.sub("", _REMARK.sub("", _EDGES.sub("", text)))
    return text if re.search(r"[^\W\d]", text) and len(text) <= 70 else ""


def _flat(text: str) -> str:
    """`text` with everything in brackets blanked, innermost first, so that offsets stay."""
    while (blanked := _BRACKETS.sub(_blank, text)) != text:
        text = blanked
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
