"""The visible characters of an HTML page, each with its place in the markup; linear in the length of the page."""

from __future__ import annotations

import html
import re
from array import array
from dataclasses import dataclass, field

# Elements whose content a browser does not show as text.
_HIDDEN = frozenset({"script", "style", "template", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "svg"})
# Elements that stand inside a line; a tag of any other ends it.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<(?:(?P<close>/?)(?P<name>[A-Za-z][^\s/>]{0,60})|!--|[!?/])")
_ATTRIBUTE = re.compile(r"=\s*([\"'])|>")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,40});?")
_PIECE = re.compile(r"[^\s&\u00ad\u200b-\u200d\u2060\ufeff]+|&|[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
NOTHING, SPACE, CELL, LINE = range(4)


@dataclass(slots=True)
class Characters:
    """What a page shows but for white space: character `i` of `text` stands at `[starts[i], ends[i])` of the markup.

    `before[i]` says what parts it from the one before: NOTHING, SPACE, CELL (of a table) or LINE.
    """

    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    before: bytearray = field(default_factory=bytearray)


class _Collector:
    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Characters()
        self.parts: list[str] = []
        self.gap = LINE

    def put(self, text: str, start: int, end: int) -> None:
        """Add characters that all stand at `[start, end)`, or one by one when there are as many."""
        count = len(text)
        self.parts.append(text)
        single = count == end - start
        self.found.starts.extend(range(start, end) if single else [start] * count)
        self.found.ends.extend(range(start + 1, end + 1) if single else [end] * count)
        self.found.before.append(self.gap)
        self.found.before.extend(bytes(count - 1))
        self.gap = NOTHING

    def words(self, start: int, end: int) -> None:
        """Add what is visible of the text between two tags."""
        position = start
        while position < end:
            piece = _PIECE.match(self.source, position, end)
            if piece is None:
                return
            if piece[0] == "&":
                entity = _ENTITY.match(self.source, position, end)
                stop = entity.end() if entity else position + 1
                shown = html.unescape(self.source[position:stop])
                if shown.isspace():
                    self.gap = max(self.gap, SPACE)
                elif _PIECE.fullmatch(shown) and shown != "&" and not shown[0].isprintable() and len(shown) == 1:
                    pass  # a soft hyphen or another sign without width
                else:
                    self.put(shown, position, stop)
                position = stop
                continue
            first = piece[0][0]
            if first.isspace() or first in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
                if any(char.isspace() for char in piece[0][:64]):
                    self.gap = max(self.gap, SPACE)
            else:
                self.put(piece[0], piece.start(), piece.end())
            position = piece.end()


def characters(source: str, most: int) -> Characters:
    """The visible characters of the page `source`, up to a few more than `most`, after which it is not read on."""
    collector = _Collector(source)
    closing: dict[str, bool] = {}  # whether a quotation mark still comes, so that none is searched for twice
    position = 0
    while position < len(source) and len(collector.found.starts) <= most:
        tag = _TAG.search(source, position)
        if tag is None:
            collector.words(position, len(source))
            break
        collector.words(position, tag.start())
        position = _behind(source, tag, closing)
        name = (tag["name"] or "").lower()
        if name in _HIDDEN and not tag["close"]:
            end = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(source, position)
            position = end.start() if end else len(source)
        elif name in _CELLS:
            collector.gap = max(collector.gap, CELL)
        elif name and name not in _INLINE:
            collector.gap = LINE
    collector.found.text = "".join(collector.parts)
    return collector.found


def _behind(source: str, tag: re.Match[str], closing: dict[str, bool]) -> int:
    """Where a tag or comment ends."""
    if tag[0] == "<!--":
        end = source.find("-->", tag.end())
        return end + 3 if end >= 0 else len(source)
    position = tag.end()
    while True:
        mark = _ATTRIBUTE.search(source, position)
        if mark is None:
            return len(source)
        if mark[0] == ">":
            return mark.end()
        end = source.find(mark[1], mark.end()) if closing.get(mark[1], True) else -1
        closing[mark[1]] = end >= 0
        position = end + 1 if end >= 0 else mark.end()
