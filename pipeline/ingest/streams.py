"""Streams on the way from a source to its reader: put together again, and counted."""

from __future__ import annotations

import io
from abc import abstractmethod
from typing import Any, BinaryIO

from pipeline.ingest.limits import Budget


class Stream(io.RawIOBase):
    """Bytes from front to back, as kinds say with `chunk` where they come from."""

    @abstractmethod
    def chunk(self, count: int) -> bytes:
        """Up to `count` bytes, as many as there are at once; none at the end."""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as there is something at once. Raises what `chunk` raises."""
        view = memoryview(buffer)
        chunk = self.chunk(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)


class Rejoined(Stream):
    """A stream that cannot seek, from its start: `head` was read from it already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head = head
        self.rest = rest

    def chunk(self, count: int) -> bytes:
        """The head, then the rest."""
        if not self.head:
            return self.rest.read(count)
        chunk, self.head = self.head[:count], self.head[count:]
        return chunk


class Taken(Stream):
    """A stream whose bytes count as taken from the source that `budget` is for."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self.file = file
        self.budget = budget

    def chunk(self, count: int) -> bytes:
        """What the file has."""
        chunk = self.file.read(count)
        self.budget.taken += len(chunk)
        return chunk


class Given(Stream):
    """A decompressed stream: every byte that comes out of it is charged to `budget`."""

    def __init__(self, file: BinaryIO, budget: Budget) -> None:
        self.file = file
        self.budget = budget

    def chunk(self, count: int) -> bytes:
        """What the file has. Raises SourceError when the budget is spent."""
        chunk = self.file.read(count)
        self.budget.charge(len(chunk))
        return chunk

    def close(self) -> None:
        """Close the stream below too."""
        if not self.closed:
            self.file.close()
        super().close()
