"""The lines of a PDF page in reading order: columns one after the other, paragraphs where the page shows them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

# The mean width of a character of running text, in parts of the size of its font (Helvetica and Times: 0.45-0.53).
_WIDTH = 0.5
# Starts of lines this near (points) are one margin.
_MARGIN = 3.0
# A second column starts in the middle of the page, with so many lines beside those of the first that fill their column.
_MIDDLE = (0.35, 0.7)
_SIDE_BY_SIDE, _FILLED = 4, 0.6
# Between paragraphs there is more room than between lines, or the line begins further right.
_ROOM = 1.35
_FINAL = re.compile(r"[.!?:][\"'”’)\]]{0,3}\Z")
_MOST_FRAGMENTS = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `blank_before`: a paragraph begins."""

    text: str
    blank_before: bool = False


@dataclass(slots=True)
class _Piece:
    """Words at one place: points from the left and from the bottom of the page, and the size of their font."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends, nearly."""
        return self.x + _WIDTH * self.size * len(self.text)


def lines(page: Any) -> list[Line]:
    """The lines of a pypdf page. Raises what pypdf raises at a damaged page."""
    pieces: list[_Piece] = []

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        if len(pieces) >= _MOST_FRAGMENTS:
            raise ValueError(f"a page of more than {_MOST_FRAGMENTS:,} pieces of text")
        if text.strip():
            # The place of a piece in the space of the page: its own matrix, then that of the page.
            x, y = text_matrix[4], text_matrix[5]
            scale = abs(text_matrix[0] or text_matrix[1] or 1.0) * abs(matrix[0] or matrix[1] or 1.0)
            across = matrix[0] * x + matrix[2] * y + matrix[4]
            up = matrix[1] * x + matrix[3] * y + matrix[5]
            pieces.append(_Piece(text, across, up, max(1.0, size * scale)))

    page.extract_text(visitor_text=visit)
    return _spaced(_in_columns(_rows(pieces)))


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand on one line, in the order of the page."""
    rows: list[list[_Piece]] = []
    for piece in pieces:
        for number, words in enumerate(piece.text.strip("\n").split("\n")):
            part = _Piece(words, piece.x, piece.y - number * 1.2 * piece.size, piece.size)
            last = rows[-1][-1] if rows else None
            if last is not None and number == 0 and abs(last.y - part.y) < 0.5 * part.size and part.x >= last.x:
                rows[-1].append(part)
            elif words.strip():
                rows.append([part])
    return rows


def _in_columns(rows: list[list[_Piece]]) -> list[list[_Piece]]:
    """The rows, those of two columns parted where the page was written across them.

    Most programs write one column after the other, and then nothing is to be done.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    ordered: list[list[_Piece]] = []
    left: list[list[_Piece]] = []
    right: list[list[_Piece]] = []

    def flush() -> None:
        ordered.extend([*left, *right])
        left.clear()
        right.clear()

    for row in rows:
        first = [piece for piece in row if piece.x < gutter - _MARGIN]
        second = [piece for piece in row if piece.x >= gutter - _MARGIN]
        across = first and not second and first[-1].end > gutter + 0.25 * (gutter - first[0].x)
        if across:
            flush()
            ordered.append(row)
            continue
        if first:
            left.append(first)
        if second:
            right.append(second)
    flush()
    return ordered


def _gutter(rows: list[list[_Piece]]) -> float | None:
    """Where the second column starts, of a page whose rows go across two columns; else None."""
    if len(rows) < _SIDE_BY_SIDE:
        return None
    low = min(row[0].x for row in rows)
    high = max(piece.end for row in rows for piece in row)
    starts: Counter[int] = Counter()
    for row in rows:
        for before, piece in pairwise(row):
            share = (piece.x - low) / max(1.0, high - low)
            filled = before.end - row[0].x > _FILLED * (piece.x - row[0].x)
            if _MIDDLE[0] < share < _MIDDLE[1] and filled and len(piece.text) > 1:
                starts[round(piece.x / _MARGIN)] += 1
    if not starts:
        return None
    place, count = max(starts.items(), key=lambda item: (item[1], -item[0]))
    return place * _MARGIN if count >= max(_SIDE_BY_SIDE, 0.25 * len(rows)) else None


def _spaced(rows: list[list[_Piece]]) -> list[Line]:
    """The rows as lines, a blank one before each paragraph that room or an indent shows."""
    gaps = [above[0].y - below[0].y for above, below in pairwise(rows) if above[0].y > below[0].y]
    usual = median(gaps) if gaps else 0.0
    found: list[Line] = []
    for number, row in enumerate(rows):
        text = " ".join("".join(_parted(row)).split())
        if not text:
            continue
        above = rows[number - 1][0] if number else None
        blank = above is not None and (
            (above.y > row[0].y and above.y - row[0].y > _ROOM * usual)
            or abs(above.size - row[0].size) > 0.15 * row[0].size
            or _indented(rows, number)
        )
        found.append(Line(text, blank))
    return found


def _indented(rows: list[list[_Piece]], number: int) -> bool:
    """Whether a row begins a little further right than those above and below, which begin alike."""
    if not 0 < number < len(rows) - 1:
        return False
    if not _FINAL.search(rows[number - 1][-1].text.rstrip()):
        return False  # what goes on below the first line of a list item stands further right too
    above, here, below = (rows[number + step][0] for step in (-1, 0, 1))
    shift = here.x - below.x
    return abs(above.x - below.x) < _MARGIN and 0.5 * here.size < shift < 4 * here.size


def _parted(row: list[_Piece]) -> list[str]:
    """The words of a row; pypdf puts a space where it sees one, so only far jumps need another."""
    words = [row[0].text]
    for before, piece in pairwise(row):
        far = piece.x - before.end > piece.size
        words.append((" " if far and not before.text.endswith(" ") else "") + piece.text)
    return words
