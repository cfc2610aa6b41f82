"""Compressed files: what is inside is read as if it lay there unpacked, as it streams; nothing is written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.ingest.limits import DEEPEST, Budget, size
from pipeline.ingest.readers import COMPRESSED, HEAD, Input, documents
from pipeline.ingest.streams import Given, Taken
from pipeline.records import Document, Failure

# The dictionary of an xz file may ask for 4 GB; `xz -9` needs 65 MB.
_MEMORY = 128_000_000


def read(source: Input) -> Iterator[Document | Failure]:
    """The documents of what a gzip, bzip2, xz or zstd file holds.

    Raises SourceError for archives too deep inside one another and for a file that grows as a bomb does.
    """
    inner, file = opened(source)
    with file:
        yield from documents(replace(inner, open=lambda: file))


def opened(source: Input) -> tuple[Input, BinaryIO]:
    """What is inside as an Input, and its bytes."""
    file = source.open()
    budget = source.budget or Budget(source.uri, size(file))
    raw = file if source.budget else cast(BinaryIO, io.BufferedReader(Taken(file, budget)))
    head = raw.peek(8)[:8] if isinstance(raw, io.BufferedReader) else file.read(8)
    if raw is file and not isinstance(raw, io.BufferedReader):
        file.seek(0)
    plain = next(opener for magic, opener in _OPENERS.items() if head.startswith(magic))(raw)
    name = PurePosixPath(source.name or source.uri).name
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in COMPRESSED:
        name = name[: -len(suffix)]
    elif suffix == ".tgz":
        name = name[: -len(suffix)] + ".tar"
    inner = replace(source, name=name, depth=deeper(source), budget=budget)
    return inner, cast(BinaryIO, io.BufferedReader(Given(plain, budget), HEAD))


def deeper(source: Input) -> int:
    """How many archives lie around what is inside `source`. Raises SourceError when it is too many."""
    if source.depth >= DEEPEST:
        raise SourceError(f"{source.uri!r} lies in more than {DEEPEST} archives: unpack it and name the files.")
    return source.depth + 1


def _zstd(file: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise SourceError(
            "zstd files need the package zstandard: pip install 'claimspan[zstd]', or unpack the file."
        ) from error
    reader = zstandard.ZstdDecompressor(max_window_size=_MEMORY).stream_reader(file, read_across_frames=True)
    return cast(BinaryIO, reader)


_OPENERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file)),
    b"BZh": lambda file: cast(BinaryIO, bz2.BZ2File(file)),
    b"\xfd7zXZ": lambda file: cast(BinaryIO, _Xz(file)),
    b"\x28\xb5\x2f\xfd": _zstd,
}


class _Xz(io.RawIOBase):
    """An xz file whose dictionary may not take more than `_MEMORY`."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes. Raises EOFError when the file ends before its time."""
        while True:
            if self.unpacker.eof:
                rest = self.unpacker.unused_data or self.file.read(HEAD)
                if not rest.strip(b"\0"):
                    return b""
                self.unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
                chunk = self.unpacker.decompress(rest, count)
            else:
                more = self.file.read(HEAD) if self.unpacker.needs_input else b""
                if self.unpacker.needs_input and not more:
                    raise EOFError("the compressed data ends too early")
                chunk = self.unpacker.decompress(more, count)
            if chunk:
                return chunk
