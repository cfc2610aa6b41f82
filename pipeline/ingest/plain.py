"""Plain text and Markdown: one document per file, its text exactly as the file has it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.ingest.decoding import decode, kind, named
from pipeline.ingest.readers import Input, known
from pipeline.records import Document, Origin

_HALF = re.compile("[\ud800-\udfff]")


def read(source: Input) -> Iterator[Document]:
    """The document that a text file is."""
    data = source.data()
    if found := kind(data):
        raise SourceError(
            f"{source.uri!r} is {found[1]}, not text: claimspan reads {known()}. Convert it to text first."
        )
    text = named(data, source.charset) or decode(data, source.uri)
    yield document(text, uri=source.uri, sha256=hashlib.sha256(data).hexdigest())


def document(
    text: str,
    *,
    uri: str = "",
    id: str | None = None,
    sha256: str | None = None,
    title: str | None = None,
    published: str | None = None,
    numbers: str | None = None,
    origin: Origin | None = None,
) -> Document:
    """The document for a text; its `id` is a hash of the text unless given. Raises SourceError when there is nothing to read.

    `sha256` is that of the original bytes (default: of the text in UTF-8), `published` an ISO date, `numbers` the locale
    after whose manner numbers are written, `origin` the way back to the original.
    """
    name = repr(uri) if uri else "The text"
    if not text.strip(" \t\r\n\f\v\ufeff"):
        raise SourceError(f"{name} is empty: there is nothing to read.")
    if half := _HALF.search(text):
        raise SourceError(
            f"{name} holds half a character (a lone surrogate) at {half.start():,}: decode it with errors='replace'."
        )
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(
        id=digest[:16] if id is None else id,
        uri=uri,
        sha256=sha256 or digest,
        title=title,
        published=published,
        numbers=numbers,
        text=text,
        origin=origin,
    )
