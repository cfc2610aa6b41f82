"""Extracted lines found again among the visible characters of their page, so that the text leads back to the markup.

White space is no help, since extraction changes it: lines are compared without it, and take it from the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.markup import CELL, LINE, NOTHING, Characters

_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
# A line this long is found anywhere behind the one before; a shorter one ("Read more") may stand in a menu as well,
# so it must stand between its neighbours.
_TELLING = 30
_PROBE = 12  # characters by which the rest of a line is found again behind something left out
_COVERED = 0.9  # of a line must be found
_FAILURES = 200  # lines that are nowhere, after which a hostile page is searched no more
_JOINS = {CELL: " | ", LINE: "\n"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an extracted text: `mark` is what shows its kind in Markdown."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text with its way back, as `records.Origin` has it."""

    text: str
    segments: tuple[tuple[int, int, int, int], ...]
    runs: tuple[tuple[int, int], ...]


Pieces = list[tuple[int, int]]  # ranges of the visible characters


def align(lines: list[Line], shown: Characters, markup: str, title: str | None) -> Aligned:
    """The lines as one text, a blank line between two; a title that the page shows above them comes first."""
    keys = [_IGNORED.sub("", line.text) for line in lines]
    places = _places(keys, shown.text)
    writer = _Writer(shown, markup)
    first = next((pieces[0][0] for pieces in places if pieces), len(shown.text))
    heading = _IGNORED.sub("", title or "")
    if heading and keys and keys[0] != heading:
        start = shown.text.rfind(heading, 0, first)
        # It must be a line of its own, as a headline is, and not the name of a link in a sentence.
        if start >= 0 and shown.before[start] == LINE:
            writer.line("# ", title or "", [(start, start + len(heading))])
    for number, (line, pieces) in enumerate(zip(lines, places, strict=True)):
        mark = "# " if number == 0 and keys[0] == heading else line.mark
        writer.line(mark, line.text, pieces)
    return writer.aligned()


def _places(keys: list[str], text: str) -> list[Pieces]:
    """Where each key stands in `text`; empty for one that is nowhere."""
    places: list[Pieces] = [[] for _ in keys]
    position = failures = 0
    for number, key in enumerate(keys):
        if len(key) < _TELLING or failures > _FAILURES:
            continue
        start = text.find(key, position)
        if start < 0:
            start = text.find(key)
        if start >= 0:
            places[number] = [(start, start + len(key))]
            position = max(position, start + len(key))
        else:
            failures += 1
    following = len(text)
    bounds: list[int] = [0] * len(keys)
    for number in range(len(keys) - 1, -1, -1):
        bounds[number] = following
        if places[number]:
            following = places[number][0][0]
    position = 0
    for number, key in enumerate(keys):
        if not places[number] and key:
            # A short line just above the next long one is likelier its heading than one far above it.
            alone = number + 1 < len(keys) and bool(places[number + 1]) and len(key) < _TELLING
            find = text.rfind if alone else text.find
            start = find(key, position, bounds[number])
            if start >= 0:
                places[number] = [(start, start + len(key))]
            elif failures <= 2 * _FAILURES:
                places[number] = _parts(key, text, position, bounds[number])
                failures += 1
        if places[number]:
            position = max(position, places[number][-1][1])
    return places


def _parts(key: str, text: str, low: int, high: int) -> Pieces:
    """The pieces of a line of which something was left out, or which leaves something out; empty if they are too few."""
    pieces: Pieces = []
    inside = covered = misses = 0
    while inside < len(key) and misses < 3 * _PROBE:
        probe = key[inside : inside + _PROBE]
        start = text.find(probe, low, min(high, low + 2_000) if pieces else high)
        if start < 0:
            inside += 1
            misses += 1
            continue
        length = len(probe)
        while inside + length < len(key) and start + length < high and key[inside + length] == text[start + length]:
            length += 1
        pieces.append((start, start + length))
        low = start + length
        inside += length
        covered += length
    return pieces if covered >= _COVERED * len(key) else []


class _Writer:
    """Writes lines and remembers where they come from."""

    def __init__(self, shown: Characters, markup: str) -> None:
        self.shown = shown
        self.markup = markup
        self.parts: list[str] = []
        self.length = 0
        self.segments: list[tuple[int, int, int, int]] = []
        self.runs: list[tuple[int, int]] = []

    def line(self, mark: str, text: str, pieces: Pieces) -> None:
        """Add a line: as the page shows it where it was found there, else as it was extracted."""
        if self.length:
            self._put("\n\n")
        self._put(mark)
        if not pieces:
            self._put(" ".join(text.split()))
            return
        for number, (start, end) in enumerate(pieces):
            if number and self.shown.before[start] != NOTHING:
                self._put(" ")
            begin = self.length
            for gap, low, high in self._stretches(start, end):
                if gap == _JOINS[CELL]:
                    # The page shows no such sign: what a selector quotes lies on one side of it.
                    self.runs.append((begin, self.length))
                    begin = self.length + len(gap)
                if gap:
                    self._put(gap, self.shown.ends[low - 1], self.shown.starts[low])
                self._characters(low, high)
            self.runs.append((begin, self.length))

    def aligned(self) -> Aligned:
        """What was written."""
        return Aligned("".join(self.parts), tuple(self.segments), tuple(self.runs))

    def _stretches(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(what stands before, first character, behind the last) of each stretch without a gap in the markup."""
        low = start
        for i in range(start + 1, end + 1):
            if i == end or self.shown.before[i] != NOTHING or self.shown.starts[i] != self.shown.ends[i - 1]:
                gap = self.shown.before[low] if low > start else NOTHING
                yield "" if gap == NOTHING else _JOINS.get(gap, " "), low, i
                low = i

    def _characters(self, low: int, high: int) -> None:
        """Visible characters whose places in the markup touch."""
        i = low
        while i < high:
            j = i + 1
            if self.shown.ends[i] - self.shown.starts[i] == 1:
                while j < high and self.shown.ends[j] - self.shown.starts[j] == 1:
                    j += 1
            else:
                while j < high and self.shown.starts[j] == self.shown.starts[i]:
                    j += 1
            self._put(self.shown.text[i:j], self.shown.starts[i], self.shown.ends[j - 1])
            i = j

    def _put(self, text: str, start: int = 0, end: int = 0) -> None:
        if not text:
            return
        self.parts.append(text)
        begin, self.length = self.length, self.length + len(text)
        if start >= end:
            return
        if self.segments:
            low, high, source, stop = self.segments[-1]
            linear = len(text) == end - start and high - low == stop - source
            if high == begin and stop == start and linear:
                self.segments[-1] = (low, self.length, source, end)
                return
        self.segments.append((begin, self.length, start, end))
