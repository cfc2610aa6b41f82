"""The head of a Markdown file between two lines of three dashes: title, date and author of the article."""

from __future__ import annotations

import re

from pipeline.view.lines import Block, Line

_FENCE = re.compile(r"\s*---[^\S\n]*\n")
_END = re.compile(r"(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)")
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}):(?:[^\S\n]+(?P<value>[^\n]*?))?[^\S\n]*(?:\n|\Z)")
_MORE = re.compile(r"(?:[^\S\n]+|-[^\S\n]|#|\n|\Z)[^\n]*(?:\n|\Z)")
_LABELS = {"title": "title", "headline": "title", "date": "byline", "published": "byline", "author": "byline"}
_LONGEST = 10_000


def front_matter(text: str) -> tuple[list[Block], int]:
    """Its title and byline as blocks, and where the article starts; `([], 0)` when `text` does not start with one."""
    fence = _FENCE.match(text)
    if fence is None:
        return [], 0
    position = fence.end()
    found: list[Block] = []
    while position < min(len(text), _LONGEST):
        if end := _END.match(text, position):
            return found, end.end()
        if field := _FIELD.match(text, position):
            label = _LABELS.get(field["key"].lower())
            if label and field["value"]:
                start, stop = field.span("value")
                quoted = stop - start > 1 and text[start] in "\"'" and text[stop - 1] == text[start]
                if stop - start > 2 * quoted:
                    found.append(Block([Line(start + quoted, stop - quoted)], label=label))
            position = field.end()
        elif more := _MORE.match(text, position):
            position = more.end()
        else:
            break
    return [], 0
