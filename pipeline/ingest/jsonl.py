"""JSON lines: one document per line, with its text and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest import lines
from pipeline.ingest.columns import NAMES, Columns, row_document
from pipeline.ingest.limits import LARGEST
from pipeline.ingest.readers import Input
from pipeline.records import Document, Failure


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each line that is an object with a text: `{"text": …, "uri": …, "title": …, "published": …}`.

    A line that gives no document is a Failure that names it; the others go on. One line is in memory at a time.
    """
    with source.open() as file:
        for number, line in lines.read(file):
            place = f"{source.uri}:{number}"
            if line is not None and not line.strip():
                continue
            try:
                yield _document(line, place, source.columns)
            except SourceError as error:
                yield Failure(uri=place, error=type(error).__name__, reason=str(error))


def _document(line: bytes | None, place: str, columns: Columns) -> Document:
    if line is None:
        raise SourceError(
            f"{place!r} is longer than {LARGEST // 1_000_000} MB, more than one article: one line holds one article."
        )
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{place!r} is no JSON object: {error}.") from error
    row = {role: _field(fields, columns, role) for role in NAMES} if isinstance(fields, dict) else {}
    if not isinstance(row.get("text"), str):
        wanted = ", ".join(columns.candidates("text"))
        raise SourceError(
            f"{place!r} holds no text: each line needs one in a field called {wanted}, or say which with --text-column."
        )
    if isinstance(fields.get("schema"), str):
        raise SourceError(
            f"{place!r} holds a {fields['schema']} record, not an article: name the file with the articles."
        )
    return row_document(row, place)


def _field(fields: dict[str, Any], columns: Columns, role: str) -> Any:
    return next((fields[key] for key in columns.candidates(role) if fields.get(key) is not None), None)
