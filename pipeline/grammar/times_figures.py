"""Dates in figures: 2001-09-11, 2001/9/11, 9/11/2001, 11.09.2001."""

from __future__ import annotations

from pipeline.grammar import times_years as years
from pipeline.grammar.calendar import valid
from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, Words
from pipeline.grammar.tokens import HYPHENS

NUMERIC_JOINTS = DASHES | frozenset("/.,:$")
FIGURE_JOINTS = HYPHENS | frozenset("/.–")


def numeric(words: Words, i: int) -> Match | None:
    """Dates in figures: 2001-09-11, 2001/9/11, 9/11/2001 (month first unless it cannot be), 11.09.2001 (day first)."""
    figures = _figures(words, i)
    if figures is None or not _ends_number(words, i, i + 5):
        return None
    a, b, c = figures
    sign = words.raw[i + 1]
    if len(words.raw[i]) == 4:
        point = (a, b, c)
    elif len(words.raw[i + 4]) == 4 or (len(words.raw[i + 4]) == 2 and sign == "/"):
        year = c if len(words.raw[i + 4]) == 4 else years.century_of(c)
        point = (year, a, b) if a <= 12 and sign == "/" else (year, b, a)
        if not valid(point):
            point = (year, point[2], point[1])
    else:
        return None
    if not years.EARLIEST <= point[0] <= years.LATEST or not valid(point):
        return None
    return Match(i, i + 5, Form("date", year=point[0], month=point[1], day=point[2]))


def _figures(words: Words, i: int) -> tuple[int, int, int] | None:
    """Three numbers joined by the same sign."""
    if i + 4 >= len(words) or not all(words.glued(i + k) for k in range(1, 5)):
        return None
    if words.raw[i + 1] != words.raw[i + 3] or words.raw[i + 1] not in FIGURE_JOINTS:
        return None
    a, b, c = (words.number(i + k, digits=(1, 2, 4)) for k in (0, 2, 4))
    return None if a is None or b is None or c is None else (a, b, c)


def _ends_number(words: Words, start: int, end: int) -> bool:
    """Whether words `[start, end)` are no part of a longer number; a date may join another: "5/1/2019-5/7/2020"."""
    if words.glued(start):
        before = words.raw[start - 1]
        if before[-1].isalnum() or before in "$€£":
            return False
        if before in NUMERIC_JOINTS and words.glued(start - 1) and words.raw[start - 2][-1].isdigit():
            return before in DASHES and _figures(words, start - 6) is not None
    if not words.glued(end):
        return True
    after = words.raw[end]
    if after[0].isdigit():
        return False
    joins = after in NUMERIC_JOINTS and words.glued(end + 1) and words.raw[end + 1][0].isdigit()
    return not joins or (after in DASHES and _figures(words, end + 1) is not None)
