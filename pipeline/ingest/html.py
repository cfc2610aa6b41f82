"""HTML pages: trafilatura finds the article in a page; every character of it leads back to the markup."""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest import alignment
from pipeline.ingest.alignment import Line
from pipeline.ingest.columns import day
from pipeline.ingest.decoding import decode, named
from pipeline.ingest.markup import LINE, Characters, characters
from pipeline.ingest.plain import document
from pipeline.ingest.readers import Input
from pipeline.records import Document, Origin

MEDIA_TYPE = "text/html"
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# Of the visible text: the longest articles have 0.2 million. Tags: a page of 2 MB has 20,000 to 60,000.
MOST_CHARACTERS, MOST_TAGS = 1_000_000, 100_000
# Removing elements takes trafilatura time in proportion to their number times the text: at most some seconds. The
# longest articles of Wikipedia, which have 40,000 tags and 150,000 characters, stay below.
_MOST_WORK = 10_000_000_000
# Characters, without styles and programs, in which title, author and date are sought: the search for dates takes time
# that grows with the square of their number, and that for authors with the square of the length of one.
_METADATA_IN = 100_000
_LONGEST = 1_000
_STRETCH = re.compile(rf"[^<>]{{{2 * _LONGEST + 1},}}")
_STRING = re.compile(rf'"((?:[^"\\]|\\.){{{_LONGEST}}})(?:[^"\\]|\\.)+"', re.DOTALL)
_DATA = re.compile(r"(<script\b[^<>]{0,1000}ld\+json[^<>]{0,1000}>)(.*?)(?=</script|\Z)", re.IGNORECASE | re.DOTALL)
_MOST_DATA = 20_000
_UNSEEN = re.compile(r"<(?P<name>style|script|svg)\b(?P<more>[^>]{0,1000})>", re.IGNORECASE)
# Without the last, the library takes the clock for a bound.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class _Article:
    lines: list[Line]
    title: str | None = None
    author: str | None = None
    published: str | None = None


def read(source: Input) -> Iterator[Document]:
    """The document of an HTML page: its article without menus, advertisements and comments, headings marked by `#`.

    Raises SourceError when there is no text, or more than an article has.
    """
    data = source.data()
    declared = _META_CHARSET.search(data, 0, 4096)
    by_itself = declared[1].decode("ascii") if declared else None
    markup = named(data, source.charset) or named(data, by_itself) or decode(data, source.uri)
    tags = len(re.findall("<[a-zA-Z]", markup))
    if tags > MOST_TAGS:
        raise SourceError(f"{source.uri!r} is a page of more than {MOST_TAGS:,} elements, more than one article has.")
    shown = characters(markup, MOST_CHARACTERS)
    if len(shown.text) > MOST_CHARACTERS:
        raise SourceError(
            f"{source.uri!r} is a page of more than {MOST_CHARACTERS:,} characters, more than one article: split it."
        )
    article = _article(markup) if tags * len(shown.text) < _MOST_WORK else None
    if article is None:
        article = _Article(_all_lines(shown))
    aligned = alignment.align(article.lines, shown, markup, article.title)
    if not aligned.text.strip():
        raise SourceError(f"{source.uri!r} is a page without text: if a script writes it, save the page as displayed.")
    yield document(
        aligned.text,
        uri=source.uri,
        sha256=hashlib.sha256(data).hexdigest(),
        title=article.title,
        published=day(article.published) if article.published else None,
        origin=Origin(media_type=MEDIA_TYPE, author=article.author, segments=aligned.segments, runs=aligned.runs),
    )


def _article(markup: str) -> _Article | None:
    """What trafilatura takes for the article; None when it finds none."""
    for name in ("trafilatura", "htmldate", "justext"):
        # What they report concerns no user of claimspan; whoever has set up logging still gets it.
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    import trafilatura

    # Fast: without the two other libraries that it can ask for comparison; one of them takes 3 s to load, and both are
    # more that a hostile page could keep busy.
    found: Any = trafilatura.bare_extraction(markup, fast=True, include_comments=False, with_metadata=False)
    if found is None or found.body is None:
        return None
    lines = list(_lines(found.body))
    if not lines:
        return None
    known: Any = trafilatura.extract_metadata(_beginning(markup), date_config=dict(_DATES))
    if known is None:
        return _Article(lines)
    return _Article(lines, _one_line(known.title), _one_line(known.author), known.date)


def _beginning(markup: str) -> str:
    """The first part of a page without what is neither text nor data about it."""
    parts: list[str] = []
    length = position = 0
    while length < _METADATA_IN:
        unseen = _UNSEEN.search(markup, position)
        if unseen is None:
            parts.append(markup[position : position + _METADATA_IN - length])
            break
        stop = unseen.end() if "ld+json" in unseen["more"] else unseen.start()
        parts.append(markup[position : min(stop, position + _METADATA_IN - length)])
        length += len(parts[-1])
        position = unseen.end()
        if stop == unseen.start():
            closing = re.compile(f"</{unseen['name']}", re.IGNORECASE).search(markup, position)
            if closing is None:
                break
            position = closing.start()
    return _shortened("".join(parts))


def _shortened(markup: str) -> str:
    """The same with the middle of long texts and attributes, and the end of long strings in JSON-LD, left out."""
    parts: list[str] = []
    position = 0
    for data in _DATA.finditer(markup):
        parts += [_STRETCH.sub(_ends, markup[position : data.start()]), data[1]]
        parts.append(_STRING.sub(r'"\1"', data[2])[:_MOST_DATA])
        position = data.end()
    return "".join([*parts, _STRETCH.sub(_ends, markup[position:])])


def _ends(stretch: re.Match[str]) -> str:
    return stretch[0][:_LONGEST] + stretch[0][-_LONGEST:]


def _lines(body: Any) -> Iterator[Line]:
    """The blocks of an extracted body in order, each with its Markdown mark."""
    from lxml import etree

    marks: list[str] = [""]
    words: list[str] = []

    def flush() -> Iterator[Line]:
        text = "".join(words)
        words.clear()
        if text.strip():
            yield Line(marks[-1], text)

    inline = frozenset({"hi", "ref", "del", "graphic", "lb", "cell", "code"})
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag not in inline:
                yield from flush()
                marks.append(_mark(element) if element.tag in ("head", "item") else marks[-1])
            words.append(element.text or "")
        else:
            if element.tag not in inline:
                yield from flush()
                marks.pop()
            words.append((" " if element.tag in ("lb", "cell") else "") + (element.tail or ""))


def _mark(element: Any) -> str:
    if element.tag == "item":
        return "- "
    level = _HEADING.fullmatch(element.get("rend") or "")
    return "#" * int(level[1] if level else 2) + " "


def _all_lines(shown: Characters) -> list[Line]:
    """Everything that a page shows, line by line."""
    starts = [i for i, gap in enumerate(shown.before) if gap == LINE]
    ends = [*starts[1:], len(shown.text)] if starts else []
    return [Line("", shown.text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _one_line(text: str | None) -> str | None:
    words = " ".join((text or "").split())
    return unicodedata.normalize("NFC", words) or None
