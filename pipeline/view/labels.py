"""What a block is: title, byline, heading, caption, list, furniture or paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from typing import Any

from pipeline import resources
from pipeline.view.dates import pattern as date_pattern
from pipeline.view.lines import Block, rejoin

_NAME = r"(?:[A-Z][\w.'’-]*|(?:de|da|di|du|al|el|bin|ibn|van|von|der|la|le)(?=\ ))(?:\ (?:[A-Z][\w.'’-]*|de|da|di|du|al|el|bin|ibn|van|von|der|la|le)){0,4}"
_END = re.compile(r"[.!:;,…][\"'”’»)\]]{0,3}\Z")
_FULL_STOP = re.compile(r"[.!?][\"'”’)\]]{0,3}\Z")
_SENTENCE = re.compile(r"(?:[a-z]{4}|[\d)])[.!?][\"'”’)]?\s+[\"'“‘(]?[A-Z]")
# Letters up to which a word within a name may be written small: "de", "and".
SMALL = 3


@dataclass(frozen=True, slots=True)
class _Tables:
    furniture: re.Pattern[str]
    furniture_sentences: re.Pattern[str]
    furniture_words: int
    longest: int
    caption: re.Pattern[str]
    caption_longest: int
    byline: re.Pattern[str]
    byline_longest: int
    dateline: re.Pattern[str]
    headings: dict[str, Any]
    figures: re.Pattern[str]


@cache
def _tables() -> _Tables:
    table = resources.table("reading.toml")
    date = date_pattern()
    day = table["dates"]["days"]
    byline = [line.replace("{date}", date).replace("{day}", day) for line in _named(table["byline"]["lines"])]
    return _Tables(
        re.compile("|".join(_named(table["furniture"]["lines"]))),
        re.compile("|".join(_named(table["furniture"]["sentences"]))),
        table["furniture"]["most_words"],
        table["furniture"]["longest"],
        re.compile("|".join(table["caption"]["lines"]), re.IGNORECASE),
        table["caption"]["longest"],
        re.compile("|".join(byline)),
        table["byline"]["longest"],
        re.compile(table["byline"]["dateline"].replace("{date_case}", f"(?i:{date})".replace(" ", r"\ ")), re.VERBOSE),
        table["headings"],
        re.compile(table["headings"]["figures"]),
    )


def _named(patterns: list[str]) -> list[str]:
    """The patterns without regard to case, but for the names in them."""
    return [f"(?i:{pattern})".replace("{name}", f"(?-i:{_NAME})") for pattern in patterns]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where lines start that are nothing but a link, and nothing but an image."""

    links: frozenset[int] = frozenset()
    images: frozenset[int] = frozenset()


def label(blocks: list[Block], text: str, lines: Lines) -> None:
    """Set the label of each block of `text`, and put sentences together again that furniture had torn apart."""
    tables = _tables()
    for block in blocks:
        _label_line(block, text, lines, tables)
    rejoin(blocks, text)
    seen = [block for block in blocks if block.label != "furniture"]
    prose = [_is_prose(block, text, tables) for block in seen]
    if any(prose):
        first, last = prose.index(True), len(prose) - 1 - prose[::-1].index(True)
        _label_head(seen[:first], text, tables)
        _label_body(seen[first : last + 1], text, tables)
        _label_tail(seen[last + 1 :], text, tables)


def _label_line(block: Block, text: str, lines: Lines, tables: _Tables) -> None:
    if block.label not in ("paragraph", "list", "heading"):
        return
    start = block.lines[0].start
    size = block.lines[-1].end - start
    if is_furniture(block, text, lines):
        block.label = "furniture"
    elif block.label == "paragraph" and (
        start in lines.images or (size <= tables.caption_longest and tables.caption.fullmatch(block.text(text)))
    ):
        block.label = "caption"


def is_furniture(block: Block, text: str, lines: Lines) -> bool:
    """Whether a block is a button, a pointer to another page, a row of a table … rather than something said."""
    tables = _tables()
    start = block.lines[0].start
    if block.lines[-1].end - start > tables.longest:
        return False
    written = block.text(text)
    if block.mark != "#" and len(block.lines) == 1 and start in lines.links and not _END.search(written):
        return True
    sentence = _FULL_STOP.search(written) is not None and len(written.split()) > tables.furniture_words
    patterns = (tables.furniture_sentences,) if sentence else (tables.furniture, tables.furniture_sentences)
    return _is_row(written) or any(pattern.fullmatch(written) for pattern in patterns)


def _is_row(written: str) -> bool:
    """Whether this is a row of a table drawn with bars; cells are no sentences."""
    return len(written) > 2 and written[0] == "|" == written[-1]


def _short(block: Block, text: str, longest: int, most_words: int) -> bool:
    size = block.lines[-1].end - block.lines[0].start
    if size > longest or len(block.lines) > 2:
        return False
    written = block.text(text)
    ended = _END.search(written) is not None and not _is_shortened_name(written)
    return len(written.split()) <= most_words and not ended and not _SENTENCE.search(written)


def _is_shortened_name(written: str) -> bool:
    """Whether words in capitals end in what is shortened there, and not in a full stop: "Luis Bo Jr.", "Lumo Inc."."""
    words = written.split()
    shortened = resources.table("reading.toml")["sentences"]["abbreviations"]
    return words[-1].rstrip(".").lower() in shortened and all(w[0].isupper() or len(w) <= SMALL for w in words)


def _is_prose(block: Block, text: str, tables: _Tables) -> bool:
    """Whether a block is written in sentences."""
    headings = tables.headings
    if block.label not in ("paragraph", "list") or _short(
        block, text, headings["title_longest"], headings["title_most_words"]
    ):
        return False
    size = block.lines[-1].end - block.lines[0].start
    return size > tables.byline_longest or not _is_byline(block, text, tables)


def _is_byline(block: Block, text: str, tables: _Tables) -> bool:
    written = block.text(text)
    return tables.byline.fullmatch(written) is not None and not _SENTENCE.search(written)


def _label_head(blocks: list[Block], text: str, tables: _Tables) -> None:
    """Before the first sentence: one line is the title, some are bylines, the others subtitles."""
    for block in blocks:
        if block.label in ("paragraph", "list") and _is_byline(block, text, tables):
            block.label = "byline"
    plain = (block for block in blocks if block.label in ("paragraph", "heading"))
    lines = [block for block in plain if block.mark == "#" or not _is_figures(block, text, tables)]
    titles = [block for block in blocks if block.label == "title"]
    if lines and not titles:
        # The menu of a page stands above its title, in words of one or two.
        marked = (block for block in lines if block.mark == "#")
        long = (block for block in lines if len(block.text(text).split()) >= tables.headings["title_words"])
        titles = [next(chain(marked, long, lines))]
        titles[0].label = "title"
        for block in lines[: lines.index(titles[0])]:
            block.label = "furniture"
    for block in lines:
        if block.label == "paragraph":
            block.label = "heading"


def _label_body(blocks: list[Block], text: str, tables: _Tables) -> None:
    """Between the first sentence and the last: short lines are headings, three and more in a row a list."""
    headings = tables.headings
    for run in _runs(blocks, lambda block: _is_heading(block, text, headings)):
        for block in run:
            if len(run) < headings["run"]:
                block.label = "heading"
            else:
                block.label = "list" if any(map(str.isdigit, block.text(text))) else "furniture"


def _is_heading(block: Block, text: str, headings: dict[str, Any]) -> bool:
    if block.label != "paragraph" or len(block.lines) > 1 or _is_figures(block, text, _tables()):
        return False
    start = block.lines[0].start
    first = next((char for char in text[start : start + 10] if char.isalnum()), "a")
    return not first.islower() and _short(block, text, headings["longest"], headings["most_words"])


def _label_tail(blocks: list[Block], text: str, tables: _Tables) -> None:
    """Behind the last sentence: topics and names in words of one to four are furniture, but for rows of figures."""
    for block in blocks:
        few = len(block.text(text).split()) <= tables.headings["tail_words"]
        if block.label in ("paragraph", "list") and few and not _is_figures(block, text, tables):
            block.label = "furniture"


def _is_figures(block: Block, text: str, tables: _Tables) -> bool:
    """Whether this is a row of figures behind a label, which says something by itself."""
    return tables.figures.search(block.text(text)) is not None


def _runs(blocks: list[Block], wanted: Callable[[Block], bool]) -> Iterator[list[Block]]:
    """The longest runs of neighbours that are wanted."""
    for found, run in groupby(blocks, wanted):
        if found:
            yield list(run)


def dateline(block: Block, text: str) -> tuple[int, int]:
    """Where a dateline such as `KABUL, Jan. 9 (Reuters) -` ends and the paragraph's own text starts."""
    line = block.lines[0]
    if block.label == "paragraph":
        match = _tables().dateline.match(text, line.start, min(line.end, line.start + 200))
        if match:
            return match.end("dateline"), match.end()
    return line.start, line.start
