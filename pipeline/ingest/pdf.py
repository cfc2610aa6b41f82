"""PDF: the text of each page in reading order, without what is printed on every page."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import SourceError
from pipeline.ingest import page_furniture, page_layout
from pipeline.ingest.plain import document
from pipeline.ingest.readers import Input
from pipeline.records import Document, Origin

if TYPE_CHECKING:
    import pypdf

MEDIA_TYPE = "application/pdf"
LARGEST_PDF = 100_000_000  # bytes: pictures take most of them
MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000  # a page has 3,000
# Of one stream of a page after decompression: text takes kilobytes, drawings a few megabytes.
_MOST_CONTENT = 10_000_000
_STREAMS = tuple(
    f"{name}_maximum_output_length" for name in ("zlib", "lzw", "run_length", "brotli", "jbig2", "array_based_stream")
)


def read(source: Input) -> Iterator[Document]:
    """The document of a PDF file; `origin.pages` says where each page begins.

    Columns are read one after the other, words parted at the end of a line are joined, and headers and footers that
    repeat from page to page are left out. Raises SourceError for an encrypted or damaged file and for one without text.
    """
    data = source.data(LARGEST_PDF, "split it")
    pages, title = _pages(data, source.uri)
    text, starts = page_furniture.joined(page_furniture.without(pages))
    if not text.strip():
        raise SourceError(
            f"{source.uri!r} is a PDF file without text, scanned perhaps: run a text recognition (ocrmypdf) over it first."
        )
    yield document(
        text,
        uri=source.uri,
        sha256=hashlib.sha256(data).hexdigest(),
        title=title,
        origin=Origin(media_type=MEDIA_TYPE, pages=tuple(starts)),
    )


def _pages(data: bytes, uri: str) -> tuple[list[list[page_layout.Line]], str | None]:
    """The lines of each page, and the title. Raises SourceError, and what pypdf raises at damaged files."""
    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        # What it notices about sloppy files concerns no user; whoever has set up logging still gets it.
        logger.addHandler(logging.NullHandler())
    import pypdf

    # No program is run for pictures, and streams are bounded more tightly than the library bounds them.
    with pypdf.apply_configuration(jbig2dec_binary=None, **dict.fromkeys(_STREAMS, _MOST_CONTENT)):
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(f"{uri!r} is encrypted: save it without its password.")
        pages: list[list[page_layout.Line]] = []
        count = 0
        for page in reader.pages:
            if len(pages) >= MOST_PAGES:
                raise SourceError(f"{uri!r} has more than {MOST_PAGES:,} pages, more than one article: split it.")
            pages.append(page_layout.lines(page))
            count += sum(len(line.text) for line in pages[-1])
            if count > MOST_CHARACTERS:
                raise SourceError(
                    f"{uri!r} has more than {MOST_CHARACTERS:,} characters, more than one article: split it."
                )
        return pages, _title(reader)


def _title(reader: pypdf.PdfReader) -> str | None:
    """The title of its properties, where a person seems to have given it one."""
    metadata = reader.metadata
    title = " ".join(str(metadata.title).split()) if metadata and metadata.title else ""
    made_by_program = title.lower().startswith(("microsoft word", "untitled")) or title.endswith(
        (".doc", ".docx", ".pdf", ".indd", ".tex", ".qxd")
    )
    return title if " " in title and not made_by_program else None
