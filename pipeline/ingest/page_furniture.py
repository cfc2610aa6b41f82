"""Pages put together: headers and footers that repeat go, words parted at the end of a line are whole again."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.ingest.page_layout import Line

# A line is printed on every page when it begins or ends most of them, figures (page numbers) apart.
_EDGE, _FEWEST, _SHARE = 2, 3, 0.6
_PARTED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_FOLLOWS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FINAL = re.compile(r"[.!?:][\"'”’)\]]{0,3}\Z")


def without(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their top and bottom that (nearly) all of them have."""
    if len(pages) < _FEWEST:
        return pages
    tops: Counter[str] = Counter()
    bottoms: Counter[str] = Counter()
    for page in pages:
        tops.update({_shape(line) for line in page[:_EDGE]})
        bottoms.update({_shape(line) for line in page[-_EDGE:]})
    enough = max(_FEWEST, _SHARE * len(pages))
    headers = {shape for shape, count in tops.items() if count >= enough}
    footers = {shape for shape, count in bottoms.items() if count >= enough}
    return [_inner(page, headers, footers) for page in pages]


def joined(pages: list[list[Line]]) -> tuple[str, list[int]]:
    """The text of all pages, and where each begins in it.

    A paragraph goes on over the end of a page when its sentence does. A hyphen at the end of a line goes when the
    text has the word without it elsewhere, or has neither spelling; it stays when the text has the word with it.
    """
    known = Counter(word for page in pages for line in page for word in _WORDS.findall(line.text.lower()))
    parts: list[str] = []
    starts: list[int] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for page in pages:
        begun = False
        for line in page:
            last = parts[-1] if parts else ""
            words = _WORDS.match(line.text)
            parted = _PARTED.search(last)
            if not parts:
                pass
            elif parted and words and words[0][0].islower() and (not line.blank_before or not begun):
                if _whole(parted[1], line.text, known):
                    parts[-1] = last[:-1]
                    length -= 1
            elif line.blank_before if begun else _FINAL.search(last) is not None:
                put("\n\n")
            else:
                put("\n")
            if not begun:
                starts.append(length)
                begun = True
            put(line.text)
        if not begun:
            starts.append(length)
    return "".join(parts), starts


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _inner(page: list[Line], headers: set[str], footers: set[str]) -> list[Line]:
    start, end = 0, len(page)
    while start < min(_EDGE, end) and _shape(page[start]) in headers:
        start += 1
    while end > max(start, len(page) - _EDGE) and _shape(page[end - 1]) in footers:
        end -= 1
    return page[start:end]


def _whole(head: str, line: str, known: Counter[str]) -> bool:
    """Whether the hyphen behind `head` only marks the end of the line."""
    tail = _FOLLOWS.match(line)
    if tail is None:
        return False
    whole, parted = (head + tail[0]).lower(), f"{head}-{tail[0]}".lower()
    return known[whole] >= known[parted]
