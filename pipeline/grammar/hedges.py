"""Approximation and bounds: the words around a number that say "near" or "at least"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline import resources
from pipeline.grammar.tokens import Tokens, split
from pipeline.records import Bound


class Hedge(NamedTuple):
    """What the words around a number say, and the tokens `[start, end)` that they reach to."""

    approximate: bool
    bound: Bound | None
    start: int
    end: int


Row = tuple[tuple[str, ...], bool, Bound | None]


@cache
def _rows(place: str, key: int) -> dict[str, tuple[Row, ...]]:
    """Phrases by their last (`key` -1) or first (0) token, longest first."""
    found: dict[str, list[Row]] = {}
    for row in resources.table("hedges.toml")[place]:
        for words in row["words"]:
            phrase = split(words)
            found.setdefault(phrase[key], []).append((phrase, row.get("approximate", False), row.get("bound")))
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in found.items()}


def before(t: Tokens, i: int, kind: str = "") -> Hedge:
    """What stands in front of token `i`; hedges pile up ("up to an estimated"), the one nearest the number binds.

    `kind` is that of the value, for prepositions that are hedges only before some.
    """
    approximate, bound, start = False, None, i
    at = i
    rows = _rows("before", -1)
    between = resources.words("hedges.toml", "between", "words")
    for _ in range(4):
        # An article or "another" may stand between, but is part of the hedge only when one stands before it.
        skipped = at
        while skipped > 0 and at - skipped < 2 and t.word(skipped - 1) in between and t.near(skipped):
            if _ending(t, skipped, rows):
                break
            skipped -= 1
        found = _ending(t, at, rows)
        if not found and skipped < at:
            at = skipped
            found = _ending(t, at, rows)
        if not found:
            break
        phrase, near, side = found
        first = at - len(phrase)
        if _only_placing(t, first, phrase, kind):
            break
        approximate, bound = approximate or near, bound or side
        at = start = first
    return Hedge(approximate, bound, start, i)


def _ending(t: Tokens, i: int, rows: dict[str, tuple[Row, ...]]) -> Row | None:
    if i <= 0 or not t.near(i):
        return None
    for row in rows.get(t.word(i - 1), ()):
        start = i - len(row[0])
        if (
            start >= 0
            and tuple(t.words[start:i]) == row[0]
            and not (row[0][0].isalpha() and t.glued(start) and t.word(start - 1).isalnum())
        ):
            return row
    return None


def _only_placing(t: Tokens, i: int, phrase: tuple[str, ...], kind: str) -> bool:
    """A preposition that places a value of `kind` in time or space and says nothing about its size."""
    row = resources.table("hedges.toml").get(kind)
    if row is None or len(phrase) > 1:
        return False
    if phrase[0] in row["plain"] and t.word(i - 1) not in row["unless_behind"]:
        return True
    return phrase[0] == "over" and t.word(i - 1) in row.get("taking_over", ())  # "jurisdiction over two islands"


def after(t: Tokens, i: int) -> Hedge:
    """What stands behind a number that ends before token `i`."""
    for phrase, near, side in _rows("after", 0).get(t.word(i), ()):
        if t.near(i) and tuple(t.words[i : i + len(phrase)]) == phrase:
            return Hedge(near, side, i, i + len(phrase))
    return Hedge(False, None, i, i)
