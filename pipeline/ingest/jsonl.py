"""JSON lines: one document per line, with its text and what is known about it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest.plain import document
from pipeline.ingest.readers import Input
from pipeline.records import Document, Failure

# Names under which data sets keep what a document is made of; the first that a line has counts.
_FIELDS = {
    "text": ("text", "content", "body", "article"),
    "uri": ("uri", "url", "link", "id"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publish_date", "published_at", "timestamp"),
}


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each line that is an object with a text: `{"text": …, "uri": …, "title": …, "published": …}`.

    The text is what the field `text` (or `content`, `body`, `article`) holds and all offsets count in it; its sha256
    is that of the text in UTF-8. A line that gives no document is a Failure that names it; the others go on.
    """
    with source.open() as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                place = f"{source.uri}:{number}"
                try:
                    yield _document(line, place)
                except SourceError as error:
                    yield Failure(uri=place, error=type(error).__name__, reason=str(error))


def _document(line: bytes, place: str) -> Document:
    try:
        fields: Any = json.loads(line)
    except ValueError as error:
        raise SourceError(f"{place!r} is no JSON object: {error}.") from error
    if not isinstance(fields, dict) or not isinstance(_field(fields, "text"), str):
        known = ", ".join(_FIELDS["text"])
        raise SourceError(f"{place!r} holds no text: each line needs one in a field called {known}.")
    if isinstance(fields.get("schema"), str):
        raise SourceError(
            f"{place!r} holds a {fields['schema']} record, not an article: name the file with the articles."
        )
    uri, title = _field(fields, "uri"), _field(fields, "title")
    return document(
        _field(fields, "text"),
        uri=str(uri) if isinstance(uri, str | int) else place,
        title=title if isinstance(title, str) and title.strip() else None,
        published=_day(_field(fields, "published")),
    )


def _field(fields: dict[str, Any], name: str) -> Any:
    return next((fields[key] for key in _FIELDS[name] if fields.get(key) is not None), None)


def _day(written: Any) -> str | None:
    """The day of an ISO date or time; anything else dates nothing."""
    try:
        return datetime.date.fromisoformat(str(written)[:10]).isoformat()
    except ValueError:
        return None
