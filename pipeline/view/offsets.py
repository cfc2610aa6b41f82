"""Text rewritten piece by piece, with the way back to where each piece came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where each stretch of a rewritten text comes from: four columns, one row per stretch, in order.

    A stretch whose two lengths are equal maps character by character; any other maps as a whole
    (`&amp;` to `&`, an inserted space to an empty range). Both columns of starts never decrease.
    """

    targets: tuple[int, ...]
    target_lengths: tuple[int, ...]
    sources: tuple[int, ...]
    source_lengths: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The source range of the target range `[start, end)`: from its first character to behind its last."""
        if not self.targets:
            return 0, 0
        row = max(0, bisect_right(self.targets, start) - 1)
        first = self._first(row, start)
        if end <= start:
            return first, first
        row = max(0, bisect_right(self.targets, end - 1) - 1)
        source = self.sources[row]
        if self.target_lengths[row] == self.source_lengths[row]:
            return first, source + min(end - self.targets[row], self.source_lengths[row])
        return first, source + self.source_lengths[row]

    def _first(self, row: int, position: int) -> int:
        inside = position - self.targets[row]
        if self.target_lengths[row] == self.source_lengths[row]:
            return self.sources[row] + min(inside, self.source_lengths[row])
        return self.sources[row] + (self.source_lengths[row] if inside >= self.target_lengths[row] else 0)

    def rewritten(self, start: int, end: int) -> tuple[int, int]:
        """The target range that shows what is visible of the source range `[start, end)`; empty when nothing is."""
        low = _clamp(self.sources, self.source_lengths, self.targets, self.target_lengths, start, upper=False)
        high = _clamp(self.sources, self.source_lengths, self.targets, self.target_lengths, end, upper=True)
        return (low, high) if low < high else (low, low)


def _clamp(
    sources: tuple[int, ...], lengths: tuple[int, ...], targets: tuple[int, ...], widths: tuple[int, ...],
    position: int, *, upper: bool,
) -> int:  # fmt: skip
    """Target position of a source position; one that was left out goes up (a start) or down (an end)."""
    if not sources:
        return 0
    row = bisect_right(sources, position - 1 if upper else position) - 1
    if row < 0:
        return targets[0]
    inside = position - sources[row]
    if inside >= lengths[row] and not (upper and inside == lengths[row]):
        return targets[row] + widths[row]
    if lengths[row] == widths[row]:
        return targets[row] + inside
    return targets[row] + (widths[row] if upper and inside > 0 else 0)


class Rewriter:
    """Collects the pieces of a rewritten text from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self._parts: list[str] = []
        self._targets: list[int] = []
        self._target_lengths: list[int] = []
        self._sources: list[int] = []
        self._source_lengths: list[int] = []

    def copy(self, start: int, end: int) -> None:
        """Append source characters `[start, end)` as they are."""
        if start < end:
            self._add(self.source[start:end], start, end - start)

    def put(self, text: str, start: int, end: int) -> None:
        """Append `text` in place of the source characters `[start, end)`, which may be none."""
        if text:
            self._add(text, start, end - start)

    def _add(self, text: str, start: int, length: int) -> None:
        width = len(text)
        linear = width == length
        if (
            linear
            and self._targets
            and self._target_lengths[-1] == self._source_lengths[-1]
            and self._sources[-1] + self._source_lengths[-1] == start
        ):
            self._target_lengths[-1] += width
            self._source_lengths[-1] += width
        else:
            self._targets.append(self.length)
            self._target_lengths.append(width)
            self._sources.append(start)
            self._source_lengths.append(length)
        self._parts.append(text)
        self.length += width

    def text(self) -> str:
        """What was collected so far."""
        return "".join(self._parts)

    def offsets(self) -> Offsets:
        """The way back for what was collected so far."""
        return Offsets(
            tuple(self._targets), tuple(self._target_lengths), tuple(self._sources), tuple(self._source_lengths)
        )


def through(offsets: Offsets, inner: Offsets) -> Offsets:
    """The way back from a text rewritten twice: `offsets` leads to the middle text, `inner` from there to the source."""
    targets: list[int] = []
    widths: list[int] = []
    sources: list[int] = []
    lengths: list[int] = []

    def add(target: int, width: int, source: int, length: int) -> None:
        if targets and width == length and widths[-1] == lengths[-1] and sources[-1] + lengths[-1] == source:
            widths[-1] += width
            lengths[-1] += length
            return
        targets.append(target)
        widths.append(width)
        sources.append(source)
        lengths.append(length)

    rows = len(inner.targets)
    row = 0
    columns = zip(offsets.targets, offsets.target_lengths, offsets.sources, offsets.source_lengths, strict=True)
    for target, width, middle, length in columns:
        if width != length:
            start, end = inner.original(middle, middle + length)
            add(target, width, start, end - start)
            continue
        stop = middle + length
        while row < rows - 1 and inner.targets[row] + inner.target_lengths[row] <= middle:
            row += 1
        here = row
        while here < rows and inner.targets[here] < stop:
            low = max(middle, inner.targets[here])
            high = min(stop, inner.targets[here] + inner.target_lengths[here])
            if low < high:
                start, end = inner.original(low, high)
                add(target + low - middle, high - low, start, end - start)
            here += 1
    return Offsets(tuple(targets), tuple(widths), tuple(sources), tuple(lengths))
