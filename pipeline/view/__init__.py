"""The reading view: a document text as the model reads it, with the way back to the text as it was written.

Markup, wraps and invisible characters go; every block is one line, and one space stands between blocks. Furniture
(buttons, "read more", the author's box) is not part of the view at all, so nothing can be claimed from it. Titles,
bylines, headings, captions and list items stay, labelled.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.view import labels, lines, markup
from pipeline.view.dates import first_date
from pipeline.view.front import front_matter
from pipeline.view.offsets import Offsets, Rewriter, through

Label = Literal["title", "byline", "heading", "paragraph", "caption", "list", "furniture"]

# A paragraph longer than this is cut at the end of a sentence, and a stretch without one at a space: no prose comes
# near (the longest sentences of the English Web Treebank have about 1,000 characters), and parsing stays linear.
LONGEST_BLOCK = 10_000
LONGEST_SENTENCE = 2_000
_LONGEST_WORD = 1_000
_SPACES = re.compile(rf"\s+|\S{{{_LONGEST_WORD}}}(?=\S)")
_LINK_ONLY = re.compile(r"(?:[-*+•]\s+)?\[[^\n]{0,1000}\]\([^()\s]{0,1500}\)[.\s]*")
_IMAGE_ONLY = re.compile(r"!\[[^\n\[\]]{0,1000}\]\([^()\n]{0,1500}\)\s*")
_MARKED = re.compile(r"^[^\S\n]*(?=[-*+•!\[])", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3} ")


@dataclass(frozen=True, slots=True)
class Block:
    """Characters `[start, end)` of a view that form one title, paragraph, list item …"""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class View:
    """A text to parse, its blocks in order, and where each of its characters stands in the document text."""

    text: str
    blocks: tuple[Block, ...]
    offsets: Offsets

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The document range of the view range `[start, end)`: from its first character to behind its last."""
        return self.offsets.original(start, end)

    def rewritten(self, start: int, end: int) -> tuple[int, int]:
        """The view range that shows the document range `[start, end)`; empty when none of it is in the view."""
        return self.offsets.rewritten(start, end)

    @property
    def title(self) -> str | None:
        """The title of the article, if it has one."""
        return next((self.text[b.start : b.end] for b in self.blocks if b.label == "title"), None)

    @property
    def published(self) -> str | None:
        """The ISO date that the byline gives, if it gives a complete one."""
        dates = (first_date(self.text[b.start : b.end]) for b in self.blocks if b.label == "byline")
        return next((found for found in dates if found), None)

    def parts(self, longest: int) -> Iterator[View]:
        """The view in pieces of at most `longest` characters (one block at least), cut between blocks."""
        first = 0
        for number in range(len(self.blocks)):
            following = self.blocks[number + 1] if number + 1 < len(self.blocks) else None
            if following is None or following.end - self.blocks[first].start > longest:
                yield self if first == 0 and following is None else self._part(first, number + 1)
                first = number + 1
        if not self.blocks:
            yield self

    def _part(self, first: int, last: int) -> View:
        start, end = self.blocks[first].start, self.blocks[last - 1].end
        moved = tuple(Block(b.start - start, b.end - start, b.label) for b in self.blocks[first:last])
        return View(self.text[start:end], moved, _cut_offsets(self.offsets, start, end))


def read(text: str) -> View:
    """The reading view of a document text. Takes any string, in time linear in its length."""
    edited = Rewriter(text)
    position = 0
    for start, end, instead in markup.edits(text):
        edited.copy(position, start)
        edited.put(instead, start, end)
        position = end
    edited.copy(position, len(text))
    clean, back = edited.text(), edited.offsets()

    head, start = front_matter(clean)
    marked = _lines(text, back)
    found = [*head, *lines.blocks(clean, start, lambda block: labels.is_furniture(block, clean, marked))]
    labels.label(found, clean, marked)
    composed = Rewriter(clean)
    blocks: list[Block] = []
    for block in found:
        if block.label == "furniture":
            continue
        end, start = labels.dateline(block, clean)
        if start > block.lines[0].start:
            _compose(lines.Block([lines.Line(block.lines[0].start, end)], label="byline"), composed, blocks)
            block.lines[0].start = start
        _compose(block, composed, blocks)
    written = composed.text()
    return View(written, tuple(_cut(written, blocks)), through(composed.offsets(), back))


def _lines(text: str, back: Offsets) -> labels.Lines:
    """Where in the edited text lines start that are nothing but a link or an image."""
    found: dict[str, set[int]] = {"links": set(), "images": set()}
    if "](" in text:
        for match in _MARKED.finditer(text):
            for kind, pattern in (("images", _IMAGE_ONLY), ("links", _LINK_ONLY)):
                whole = pattern.match(text, match.end())
                if whole and (whole.end() == len(text) or text[whole.end() - 1] == "\n"):
                    found[kind].add(back.rewritten(match.end(), whole.end())[0])
    return labels.Lines(frozenset(found["links"]), frozenset(found["images"]))


def _compose(block: lines.Block, composed: Rewriter, blocks: list[Block]) -> None:
    """Append a block as one line."""
    first = block.lines[0].start
    if composed.length:
        composed.put(" ", first, first)
    start = composed.length
    for number, line in enumerate(block.lines):
        if number and block.glue[number - 1]:
            composed.put(block.glue[number - 1], block.lines[number - 1].end, line.start)
        position = line.start
        for spaces in _SPACES.finditer(composed.source, line.start, line.end):
            if spaces[0].isspace():
                composed.copy(position, spaces.start())
                composed.put(" ", spaces.start(), spaces.end())
                position = spaces.end()
            else:
                composed.copy(position, spaces.end())
                composed.put(" ", spaces.end(), spaces.end())
                position = spaces.end()
        composed.copy(position, line.end)
    label: Label = block.label  # type: ignore[assignment]
    if composed.length > start:
        blocks.append(Block(start, composed.length, label))


def _cut(text: str, blocks: list[Block]) -> Iterator[Block]:
    """The blocks, those cut that are too long to be one."""
    for block in blocks:
        start = block.start
        if block.end - start <= LONGEST_SENTENCE:
            yield block
            continue
        for end in _cuts(text, block):
            yield Block(start, end, block.label)
            start = end + 1
        yield Block(start, block.end, block.label)


def _cuts(text: str, block: Block) -> Iterator[int]:
    """Positions of the spaces at which to cut a block."""
    start = sentence = block.start
    for stop in [*(m.end() - 1 for m in _SENTENCE_END.finditer(text, block.start, block.end)), block.end]:
        while stop - sentence > LONGEST_SENTENCE:
            space = text.rfind(" ", sentence + 1, sentence + LONGEST_SENTENCE)
            yield space
            start = sentence = space + 1
        if stop - start > LONGEST_BLOCK:
            yield sentence - 1
            start = sentence
        sentence = stop + 1


def _cut_offsets(offsets: Offsets, start: int, end: int) -> Offsets:
    """The rows for the view range `[start, end)`, counted from `start`."""
    first = max(0, bisect_left(offsets.targets, start + 1) - 1)
    last = bisect_left(offsets.targets, end)
    rows: list[tuple[int, int, int, int]] = []
    for row in range(first, last):
        target, width = offsets.targets[row], offsets.target_lengths[row]
        source, length = offsets.sources[row], offsets.source_lengths[row]
        low, high = max(start, target), min(end, target + width)
        if width == length:
            source, length = source + low - target, high - low
        rows.append((low - start, high - low, source, length))
    columns = tuple(zip(*rows, strict=True)) if rows else ((), (), (), ())
    return Offsets(*columns)
