"""Web archives (WARC, ISO 28500): every page and text that a server answered with, one record after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from functools import partial
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest.limits import LARGEST
from pipeline.ingest.readers import Input, damaged, documents, failure
from pipeline.records import Document, Failure

_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
_RECORDS = frozenset({"response", "resource", "conversion"})


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each record that holds a page, a text or a PDF file; the address of the page is its uri.

    Requests, redirects, errors, images and programs are passed over. One record is in memory at a time.
    Raises SourceError when the archive itself is damaged, after the documents before that place.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise SourceError(
            f"{source.uri!r} is a web archive, which needs the package warcio: pip install 'claimspan[formats]'."
        ) from error
    found = False
    with source.open() as file:
        for number, record in enumerate(ArchiveIterator(file), 1):
            address = record.rec_headers.get_header("WARC-Target-URI") or f"{source.uri}:{number}"
            kind = _type(record)
            if kind is None:
                continue
            found = True
            try:
                payload = record.content_stream().read(LARGEST + 1)
            except Exception as error:  # whatever a damaged record makes the parser raise
                yield failure(address, damaged(address, ".warc", error))
                continue
            suffix, charset = kind
            inner = replace(
                source, uri=address, name=f"page{suffix}", charset=charset, open=partial(io.BytesIO, payload)
            )
            yield from documents(inner)
    if not found:
        raise SourceError(f"{source.uri!r} is a web archive without pages or texts: there is nothing to read.")


def _type(record: Any) -> tuple[str, str | None] | None:
    """Suffix and charset of what a record holds; None for what is not read."""
    if record.rec_type not in _RECORDS:
        return None
    headers = record.rec_headers
    if record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        headers = record.http_headers
    elif record.rec_type == "response":
        return None
    header = Message()
    header["Content-Type"] = " ".join((headers.get_header("Content-Type") or "text/html").split())
    suffix = _TYPES.get(header.get_content_type())
    return None if suffix is None else (suffix, header.get_content_charset())
