"""What reads which kind of source: one file in this folder and one line here for each."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.ingest.columns import Columns
from pipeline.ingest.limits import LARGEST, Budget
from pipeline.ingest.streams import Rejoined
from pipeline.records import Document, Failure

HEAD = 16_384  # bytes that tell what a source is


@dataclass(frozen=True, slots=True)
class Input:
    """One file or stream: `uri` names it in records and messages, `open` gives its bytes, once.

    `name` is what it is called, for the suffix. `columns` says what to take from a table, `charset` the encoding that
    whoever delivered it named. `depth` counts the archives it lies in, which share one `budget`.
    """

    uri: str
    open: Callable[[], BinaryIO]
    name: str = ""
    columns: Columns = field(default_factory=Columns)
    charset: str | None = None
    depth: int = 0
    budget: Budget | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of its name, in lower case."""
        return PurePosixPath(self.name or self.uri).suffix.lower()

    def data(self, largest: int = LARGEST, wanted: str = "split it into a file per article") -> bytes:
        """All of it. Raises SourceError, which says `wanted`, when it is larger than `largest` bytes."""
        with self.open() as file:
            data = file.read(largest + 1)
        if len(data) > largest:
            raise SourceError(
                f"{self.uri!r} is larger than {largest // 1_000_000} MB, more than one article: {wanted}."
            )
        return data


Reader = Callable[[Input], Iterator[Document | Failure]]

# Suffix -> "module:function". The function takes an Input and yields its documents. It raises SourceError when the
# whole of it cannot be read, and yields a Failure for a document among others. What a file is shows in its content
# (detection.py); the suffix decides between kinds of text.
READERS: dict[str, str] = {
    ".txt": "pipeline.ingest.plain:read",
    ".text": "pipeline.ingest.plain:read",
    ".md": "pipeline.ingest.plain:read",
    ".markdown": "pipeline.ingest.plain:read",
    ".html": "pipeline.ingest.html:read",
    ".htm": "pipeline.ingest.html:read",
    ".xhtml": "pipeline.ingest.html:read",
    ".pdf": "pipeline.ingest.pdf:read",
    ".docx": "pipeline.ingest.docx:read",
    ".eml": "pipeline.ingest.mail:read_message",
    ".mbox": "pipeline.ingest.mail:read_mailbox",
    ".jsonl": "pipeline.ingest.jsonl:read",
    ".ndjson": "pipeline.ingest.jsonl:read",
    ".csv": "pipeline.ingest.delimited:read",
    ".tsv": "pipeline.ingest.delimited:read",
    ".parquet": "pipeline.ingest.parquet:read",
    ".arrow": "pipeline.ingest.arrow:read",
    ".warc": "pipeline.ingest.warc:read",
    ".zip": "pipeline.ingest.archives:read_zip",
    ".tar": "pipeline.ingest.archives:read_tar",
    ".tgz": "pipeline.ingest.compressed:read",
    ".gz": "pipeline.ingest.compressed:read",
    ".bz2": "pipeline.ingest.compressed:read",
    ".xz": "pipeline.ingest.compressed:read",
    ".zst": "pipeline.ingest.compressed:read",
}
# Not taken from folders, where they are as likely what a program wrote; a user names them one by one.
BY_NAME_ONLY = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow"})
COMPRESSED = frozenset({".gz", ".bz2", ".xz", ".zst"})
# Anything else that a user names is tried as text: the reader refuses what isn't.
FALLBACK = "pipeline.ingest.plain:read"


def reader(suffix: str) -> Reader:
    """The reader for a file suffix such as `.md` (lower case)."""
    module, _, name = READERS.get(suffix, FALLBACK).partition(":")
    found: Reader = getattr(import_module(module), name)
    return found


def known() -> str:
    """The suffixes that can be read, for messages."""
    return ", ".join(sorted(READERS))


def is_known(name: str, without: frozenset[str] = frozenset()) -> bool:
    """Whether a file of this name is one to read, also compressed; `without` are suffixes that don't count."""
    path = PurePosixPath(name)
    if path.suffix.lower() in COMPRESSED:
        path = path.with_suffix("")
    return path.suffix.lower() in READERS.keys() - without


# Where an object lies in memory, in messages of parsers: "<_io.BytesIO object at 0x7f…>", "IndirectObject(4, 0, 1406…)".
_ADDRESS = re.compile(r" at 0x[0-9a-f]+|, \d{12,}(?=\))")


def documents(source: Input) -> Iterator[Document | Failure]:
    """The documents of a source, read as what its content shows it to be; never raises for what it holds."""
    from pipeline.ingest.detection import detect

    kind = ""
    try:
        with source.open() as file:
            head, stream = _begin(file)
            kind = detect(head, source.suffix, source.uri)
            yield from reader(kind)(replace(source, open=lambda: stream))
    except (SourceError, OSError) as error:
        yield failure(source.uri, error)
    except Exception as error:
        # The parsers of damaged and hostile files raise whatever they happen to trip over.
        yield failure(source.uri, damaged(source.uri, kind or source.suffix, error))


def damaged(uri: str, kind: str, error: Exception) -> SourceError:
    """What to tell a user when a parser gives up."""
    # The same file gives the same words: where the stack ends, and where an object lies, is a matter of chance.
    said = "it nests too deep" if isinstance(error, RecursionError) else _ADDRESS.sub("", str(error))
    detail = " ".join(f"{type(error).__name__}: {said}".split())[:200]
    return SourceError(
        f"{uri!r} cannot be read as {kind or 'text'}, it seems damaged ({detail}): save it again, or convert it to text."
    )


def failure(uri: str, error: Exception) -> Failure:
    """The record of what went wrong with a source."""
    if isinstance(error, OSError):
        error = SourceError(f"Cannot read {uri!r}: {error.strerror or error}.")
    return Failure(uri=uri, error=type(error).__name__, reason=str(error))


def _begin(file: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes, and the file from its start."""
    head = bytearray()
    while len(head) < HEAD and (more := file.read(HEAD - len(head))):
        head += more
    if file.seekable():
        file.seek(0)
        return bytes(head), file
    return bytes(head), cast(BinaryIO, io.BufferedReader(Rejoined(bytes(head), file)))
