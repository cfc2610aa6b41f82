"""Plain text and Markdown: one document per file, its text exactly as the file has it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pipeline.errors import SourceError
from pipeline.ingest.decoding import decode, kind
from pipeline.ingest.readers import Input, known
from pipeline.records import Document

_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")


def read(source: Input) -> Iterator[Document]:
    """The document that a text file is."""
    data = source.data()
    if found := kind(data):
        raise SourceError(
            f"{source.uri!r} is {found[1]}, not text: claimspan reads {known()}. Convert it to text first."
        )
    text = decode(data, source.uri)
    if _HTML.match(text):
        raise SourceError(
            f"{source.uri!r} is an HTML page, not text: claimspan reads {known()}. Save the article as text first."
        )
    yield document(text, uri=source.uri, sha256=hashlib.sha256(data).hexdigest())


def document(
    text: str, *, uri: str = "", sha256: str | None = None, title: str | None = None, published: str | None = None
) -> Document:
    """The document for a text; its id is a hash of the text. Raises SourceError when there is nothing to read.

    `sha256` is that of the original bytes (default: of the text in UTF-8), `published` an ISO date.
    """
    name = repr(uri) if uri else "The text"
    if not text.strip(" \t\r\n\f\v\ufeff"):
        raise SourceError(f"{name} is empty: there is nothing to read.")
    if half := _HALF.search(text):
        raise SourceError(
            f"{name} holds half a character (a lone surrogate) at {half.start():,}: decode it with errors='replace'."
        )
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(id=digest[:16], uri=uri, sha256=sha256 or digest, title=title, published=published, text=text)
