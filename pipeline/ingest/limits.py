"""Bounds on what a source may grow into, so that a hostile one costs neither the memory nor the day."""

from __future__ import annotations

import io
from typing import BinaryIO

from pipeline.errors import SourceError

LARGEST = 20_000_000  # bytes of one document; a novel has half a million
# A compressed source may grow into `FREE` bytes, and beyond that into `RATIO` times its own size. Text packs 3 to 10
# times smaller, pages of one site 50 times; bombs live from 1,000 and more (deflate gives at most 1,032).
FREE, RATIO = 200_000_000, 200
DEEPEST = 4  # archives inside archives: `pages.tar.gz` is two
MEMBERS = 100_000  # of one archive
LARGEST_NESTED = 100_000_000  # bytes of what must be held in memory because it cannot be read from front to back


class Budget:
    """How many bytes may still come out of a compressed source, whatever archives lie in it.

    `size` is that of the source in bytes, None while it streams: then what was `taken` from it so far counts.
    """

    def __init__(self, uri: str, size: int | None = None) -> None:
        self.uri = uri
        self.size = size
        self.taken = 0
        self.given = 0

    def charge(self, count: int) -> None:
        """Take `count` bytes. Raises SourceError when they are more than any honest archive gives."""
        self.given += count
        if self.given > FREE + RATIO * (self.taken if self.size is None else self.size):
            raise SourceError(
                f"{self.uri!r} grows to more than {RATIO} times its size, as a decompression bomb does: "
                "unpack it yourself if you trust it, and name the files."
            )


class Forward:
    """A stream for `tarfile`: it can be told to seek forward, and refuses to read a header of more than `longest` bytes."""

    longest = 1_000_000

    def __init__(self, file: BinaryIO, uri: str) -> None:
        self.file = file
        self.uri = uri
        self.position = 0

    def tell(self) -> int:
        """Bytes read or skipped so far."""
        return self.position

    def seek(self, position: int) -> int:
        """Skip to `position`. Raises SourceError when it lies behind."""
        if position < self.position:
            raise SourceError(f"{self.uri!r} is a tar archive that points back into itself: pack it again.")
        while self.position < position:
            chunk = self.file.read(min(65_536, position - self.position))
            if not chunk:
                break
            self.position += len(chunk)
        return self.position

    def read(self, count: int) -> bytes:
        """Up to `count` bytes."""
        if not 0 <= count <= self.longest:
            raise SourceError(f"{self.uri!r} is a tar archive with a header of {count:,} bytes: pack it again.")
        chunk = self.file.read(count)
        self.position += len(chunk)
        return chunk


def in_memory(file: BinaryIO, uri: str) -> BinaryIO:
    """`file` itself when it can seek, else all of it in memory. Raises SourceError when that is too much."""
    if file.seekable():
        return file
    data = file.read(LARGEST_NESTED + 1)
    if len(data) > LARGEST_NESTED:
        raise SourceError(
            f"{uri!r} lies in an archive or a pipe and is larger than {LARGEST_NESTED // 1_000_000} MB: "
            "unpack it and name the file."
        )
    return io.BytesIO(data)


def size(file: BinaryIO) -> int | None:
    """Bytes of a file that can seek, else None."""
    if not file.seekable():
        return None
    here = file.tell()
    end = file.seek(0, io.SEEK_END)
    file.seek(here)
    return end
