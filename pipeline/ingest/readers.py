"""What reads which kind of source: one file in this folder and one line here for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.records import Document, Failure

LARGEST = 20_000_000  # bytes; a novel has half a million


@dataclass(frozen=True, slots=True)
class Input:
    """One file or stream: `uri` names it in records and messages, `open` gives its bytes."""

    uri: str
    open: Callable[[], BinaryIO]

    def data(self) -> bytes:
        """All of it. Raises SourceError when it is larger than `LARGEST`."""
        with self.open() as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(
                f"{self.uri!r} is larger than {LARGEST // 1_000_000} MB, more than one article: split it into a file per article."
            )
        return data


Reader = Callable[[Input], Iterator[Document | Failure]]

# Suffix -> "module:function". The function takes an Input and yields its documents. It raises SourceError when the
# whole of it cannot be read, and yields a Failure for a document among others.
READERS: dict[str, str] = {
    ".txt": "pipeline.ingest.plain:read",
    ".text": "pipeline.ingest.plain:read",
    ".md": "pipeline.ingest.plain:read",
    ".markdown": "pipeline.ingest.plain:read",
    ".jsonl": "pipeline.ingest.jsonl:read",
    ".ndjson": "pipeline.ingest.jsonl:read",
}
# Not taken from folders, where they are as likely what a program wrote; a user names them one by one.
BY_NAME_ONLY = frozenset({".jsonl", ".ndjson"})
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
