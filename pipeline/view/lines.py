"""Lines of a text put together to blocks: hard wraps, lists, and sentences that a blank line tears apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline import resources

_LIST = re.compile(r"(?:[-*+•‣◦▪●·.–—]|\[\^\w{1,20}\]:|\d{1,3}[.)]|\(\d{1,3}\)|[a-z]\)|\([a-z]\))[^\S\n]+(?=\S)")
_HASHES = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
_QUOTED = re.compile(r"(?:>[^\S\n]?)+")
_RULE = re.compile(r"[\W_]+")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}\Z")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W{0,1}\Z")
_FIRST_WORD = re.compile(r"[^\W_]+")
_BYLINE = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
# Text is wrapped by hand or by a mail program at 60-80 columns; wider lines are paragraphs.
_NARROWEST, _WIDEST = 45, 130


@dataclass(slots=True)
class Line:
    """Characters `[start, end)` of a text without the white space around them.

    `mark` says which marker it starts with, `outer` (or -1) where that marker starts.
    """

    start: int
    end: int
    mark: str = ""  # "", "#" (heading), "-" (list item), "=" (rule or underline)
    blank_before: bool = False
    outer: int = -1


@dataclass(slots=True)
class Block:
    """Lines that belong together. `glue[i]` is what stands between line i and line i + 1."""

    lines: list[Line]
    glue: list[str] = field(default_factory=list)
    label: str = "paragraph"

    @property
    def mark(self) -> str:
        """What its first line starts with."""
        return self.lines[0].mark

    def text(self, source: str) -> str:
        """What it says, as one line."""
        words = [source[self.lines[0].start : self.lines[0].end]]
        for glue, line in zip(self.glue, self.lines[1:], strict=True):
            words += [glue, source[line.start : line.end]]
        return "".join(words)


def open_words() -> frozenset[str]:
    """Words that cannot end a sentence."""
    return resources.words("reading.toml", "sentences", "open")


def lines(text: str, position: int = 0) -> list[Line]:
    """The lines from `position` on that are not blank, markers of headings, lists and quotations left out."""
    found: list[Line] = []
    blank = True
    while position <= len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        start, end = _strip(text, position, stop)
        position = stop + 1
        if quoted := _QUOTED.match(text, start, end):
            start, end = _strip(text, quoted.end(), end)
        if start >= end:
            blank = True
            continue
        mark, outer = "", -1
        if _RULE.fullmatch(text, start, end) and end - start < 1000 and not _says(text[start:end]):
            mark = "="
        elif match := _HASHES.match(text, start, end):
            mark, start = "#", match.end()
            end = start + len(text[start:end].rstrip("#").rstrip()) if text[end - 1] == "#" else end
            start, end = (start, end) if end > start else (match.end(), match.end())
        elif match := _LIST.match(text, start, end):
            outer = start
            mark, start = "-", match.end()
        if start < end:
            found.append(Line(start, end, mark, blank, outer))
        blank = False
    return found


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _says(text: str) -> bool:
    """Whether a line without letters or digits is still more than a rule: a sign or an emoji alone."""
    return len(set(text)) > 3


def blocks(text: str, position: int, is_furniture: Callable[[Block], bool]) -> list[Block]:
    """The blocks of `text` from `position` on, unlabelled but for headings (with a marker or underlined) and list items."""
    every = lines(text, position)
    width = _wrap_width(every)
    words: Counter[str] | None = None
    found: list[Block] = []
    for line in every:
        if line.mark == "=":
            if found and not line.blank_before and len(found[-1].lines) == 1 and text[line.start] in "=-":
                found[-1].label = "heading"
            found.append(Block([line], label="furniture"))
            continue
        last = found[-1] if found else None
        joins = last is not None and last.label not in ("furniture", "heading") and _goes_on(text, last, line, width)
        if last is not None and joins and not (line.blank_before and is_furniture(last)):
            glue = " "
            end = last.lines[-1].end
            if text[end - 1] in "-\u2010" and end >= 2 and text[end - 2].isalnum() and _compound(text, line):
                words = words or _words(text)
                if _hyphenated(text, last.lines[-1], line, words):
                    last.lines[-1].end -= 1
                glue = ""
            if line.mark == "-":
                line.start = line.outer
            last.lines.append(line)
            last.glue.append(glue)
            continue
        label = {"#": "heading", "-": "list"}.get(line.mark, "paragraph")
        found.append(Block([line], label=label))
    return found


def rejoin(blocks: list[Block], text: str) -> None:
    """Join what only furniture parts in the middle of a sentence, such as a button below a picture."""
    last: Block | None = None
    for block in blocks:
        if block.label == "furniture":
            continue
        if last is not None and block.label == last.label == "paragraph" and _goes_on(text, last, block.lines[0], 0):
            last.lines += block.lines
            last.glue += [" ", *block.glue]
            block.label = "furniture"
        else:
            last = block


def _wrap_width(every: list[Line]) -> int:
    """The column at which the text was wrapped by hand; 0 when it was not."""
    lengths = sorted(
        line.end - line.start
        for line, following in pairwise(every)
        if not following.blank_before and line.mark != "#" and following.mark != "#"
    )
    if len(lengths) < 2:
        return 0
    width = lengths[int(0.9 * (len(lengths) - 1))]
    # Most lines of a wrapped text are about as wide as the widest; lines that each say one thing are not.
    full = sum(length > 0.75 * width for length in lengths)
    return width if _NARROWEST <= width <= _WIDEST and full > 0.6 * len(lengths) else 0


def _goes_on(text: str, block: Block, line: Line, width: int) -> bool:
    """Whether `line` continues the last line of `block`."""
    if line.mark == "#":
        return False
    last = block.lines[-1]
    final = _FINAL.search(text, max(last.start, last.end - 5), last.end) is not None
    lower = text[line.start].islower()
    if line.mark == "-":
        # A dash that a wrap put in front looks like an item; an item follows a blank line, a colon or another item.
        return not line.blank_before and not final and block.label != "list" and width > 0
    if line.blank_before:
        return lower and not final and block.label == "paragraph" and _unfinished(text, block, line)
    if lower and not final:
        # A word on a line of its own, where a page has a link, goes on as it began: "the U.S.-led / coalition / conducted".
        amid = len(block.lines) > 1 and text[last.start].islower()
        return width > 0 or amid or last.end - last.start > _NARROWEST or _unfinished(text, block, line)
    if not final and not _BYLINE.match(text, line.start, line.end) and _breaks_off(text, last):
        return True
    first_word = text.find(" ", line.start, min(line.end, line.start + 60))
    first_word = (first_word if first_word > 0 else min(line.end, line.start + 60)) - line.start
    # A line was wrapped when the next word would not have fitted.
    return width > 0 and last.end - last.start + 1 + first_word > 0.93 * width


def _unfinished(text: str, block: Block, line: Line) -> bool:
    """Whether a block breaks off inside a sentence that `line` ends, rather than being a title or a heading."""
    last = block.lines[-1]
    if last.end - last.start > 100 or _breaks_off(text, last):
        return True
    # A short line is a title when its words are capitalised, or when a byline follows.
    words = text[last.start : last.end].split()[1:]
    ends = _FINAL.search(text, max(line.start, line.end - 5), line.end) is not None
    return ends and any(word[0].islower() and word not in open_words() for word in words)


def _breaks_off(text: str, last: Line) -> bool:
    """Whether a line ends as no sentence and no title does: in a comma, a dash or a word such as "of"."""
    if text[last.end - 1] in ",-–—(":
        return True
    word = _LAST_WORD.search(text, max(last.start, last.end - 20), last.end)
    return word is not None and word[1].islower() and word[1] in open_words()


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))


def _compound(text: str, line: Line) -> bool:
    """Whether `line` goes on inside a word ("intra-/Islamist"), unlike behind "pro- and anti-"."""
    word = _FIRST_WORD.match(text, line.start, min(line.end, line.start + 40))
    return word is not None and word[0] not in ("and", "or", "to", "but")


def _hyphenated(text: str, last: Line, line: Line, words: Counter[str]) -> bool:
    """Whether the hyphen at the end of `last` only marks the wrap: the text itself shows how it spells the word."""
    head = re.search(r"[^\W\d_]+(?=-?\u2010?\Z)", text[max(last.start, last.end - 40) : last.end])
    tail = re.match(r"[^\W\d_]+", text[line.start : min(line.end, line.start + 40)])
    if head is None or tail is None:
        return False
    whole, parted = (head[0] + tail[0]).lower(), f"{head[0]}-{tail[0]}".lower()
    return words[whole] > words[parted]
