"""What a block is: title, byline, heading, caption, list, furniture or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline import resources
from pipeline.view.dates import pattern as date_pattern
from pipeline.view.lines import Block

_NAME = r"(?:[A-Z][\w.'’-]*|(?:de|da|di|du|al|el|bin|ibn|van|von|der|la|le)(?=\ ))(?:\ (?:[A-Z][\w.'’-]*|de|da|di|du|al|el|bin|ibn|van|von|der|la|le)){0,4}"
_END = re.compile(r"[.!:;,…][\"'”’»)\]]{0,3}\Z")
_SENTENCE = re.compile(r"[a-z\d)][.!?][\"'”’)]?\s+[\"'“‘(]?[A-Z]")
_HEAD = 8


@dataclass(frozen=True, slots=True)
class _Tables:
    furniture: re.Pattern[str]
    furniture_longest: int
    caption: re.Pattern[str]
    caption_longest: int
    byline: re.Pattern[str]
    byline_longest: int
    dateline: re.Pattern[str]
    headings: dict[str, Any]


@cache
def _tables() -> _Tables:
    table = resources.table("reading.toml")
    date = date_pattern()
    byline = [
        f"(?i:{line})".replace("{name}", f"(?-i:{_NAME})")
        .replace("{date}", date)
        .replace("{day}", table["dates"]["days"])
        for line in table["byline"]["lines"]
    ]
    return _Tables(
        re.compile("|".join(table["furniture"]["lines"]), re.IGNORECASE),
        table["furniture"]["longest"],
        re.compile("|".join(table["caption"]["lines"]), re.IGNORECASE),
        table["caption"]["longest"],
        re.compile("|".join(byline)),
        table["byline"]["longest"],
        re.compile(table["byline"]["dateline"].replace("{date_case}", f"(?i:{date})".replace(" ", r"\ ")), re.VERBOSE),
        table["headings"],
    )


def label(blocks: list[Block], text: str, linked: set[int]) -> None:
    """Set the label of each block of `text`; `linked` holds the starts of lines that are nothing but a link."""
    tables = _tables()
    for block in blocks:
        _label_line(block, text, linked, tables)
    seen = [block for block in blocks if block.label != "furniture"]
    _label_head(seen, text, tables)
    _label_headings(seen, text, tables)


def _label_line(block: Block, text: str, linked: set[int], tables: _Tables) -> None:
    size = block.lines[-1].end - block.lines[0].start
    if block.label == "furniture" or size > max(tables.furniture_longest, tables.caption_longest):
        return
    written = block.text(text)
    linking = block.mark != "#" and len(block.lines) == 1 and block.lines[0].start in linked
    furniture = size <= tables.furniture_longest and tables.furniture.fullmatch(written)
    if furniture or (linking and not _END.search(written)):
        block.label = "furniture"
    elif block.label == "paragraph" and size <= tables.caption_longest and tables.caption.fullmatch(written):
        block.label = "caption"


def _short(block: Block, text: str, longest: int, most_words: int) -> bool:
    size = block.lines[-1].end - block.lines[0].start
    if size > longest or len(block.lines) > 2:
        return False
    written = block.text(text)
    return len(written.split()) <= most_words and not _END.search(written) and not _SENTENCE.search(written)


def _label_head(blocks: list[Block], text: str, tables: _Tables) -> None:
    """The title, and the bylines that stand before the first paragraph."""
    titled = False
    for number, block in enumerate(blocks[:_HEAD]):
        size = block.lines[-1].end - block.lines[0].start
        if block.label in ("paragraph", "list") and size <= tables.byline_longest:
            written = block.text(text)
            if tables.byline.fullmatch(written) and not _SENTENCE.search(written):
                block.label = "byline"
                continue
        headings = tables.headings
        if not titled and block.label in ("paragraph", "heading") and number + 1 < len(blocks):
            short = _short(block, text, headings["title_longest"], headings["title_most_words"])
            if block.label == "heading" or short:
                block.label = "title"
                titled = True
                continue
        titled = True
        if block.label == "paragraph" and not _short(block, text, headings["longest"], headings["most_words"]):
            break


def _label_headings(blocks: list[Block], text: str, tables: _Tables) -> None:
    for block, following in pairwise(blocks):
        if block.label != "paragraph" or len(block.lines) > 1 or following.label in ("title", "byline"):
            continue
        if _short(block, text, tables.headings["longest"], tables.headings["most_words"]):
            start = block.lines[0].start
            first = next((c for c in text[start : start + 10] if c.isalnum()), "")
            if not first.islower() and first:
                block.label = "heading"


def dateline(block: Block, text: str) -> tuple[int, int]:
    """Where a dateline such as `KABUL, Jan. 9 (Reuters) -` ends and the paragraph's own text starts."""
    line = block.lines[0]
    if block.label == "paragraph":
        match = _tables().dateline.match(text, line.start, min(line.end, line.start + 200))
        if match:
            return match.end("dateline"), match.end()
    return line.start, line.start
