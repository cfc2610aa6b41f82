"""Claims as JSON lines: one claim per line, UTF-8, in the contract's order of fields; `.gz` and `.zst` compress them."""

from __future__ import annotations

import contextlib
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.errors import RecordError
from pipeline.packing import lines
from pipeline.records import Claim, Result
from pipeline.sinks.compression import compressing, opened
from pipeline.sinks.files import FileSink
from pipeline.sinks.grouping import by_document, consecutive
from pipeline.wire import loads

STREAM = "-"


class JsonlSink(FileSink):
    """A file of lines. Standard output (`-`) and what is no plain file (a pipe, a device) is written directly.

    BrokenPipeError passes through: the reader has had enough, which is no fault of the place.
    """

    _lines: IO[bytes]

    def begin(self) -> None:
        self._direct = self.target == STREAM or (self.path.exists() and not self.path.is_file())
        if not self._direct:
            super().begin()
        else:
            self.file = sys.stdout.buffer if self.target == STREAM else self.path.open("wb")
            self.start()

    def start(self) -> None:
        self._lines = compressing(self.file, self.target)

    def add(self, result: Result) -> None:
        for line in lines(result.claims):
            self._lines.write(line + b"\n")

    def end(self) -> None:
        if self._lines is not self.file:
            self._lines.close()

    def finish(self) -> None:
        if self._direct:
            self.end()
            self.file.flush()
        else:
            super().finish()

    def discard(self) -> None:
        if not self._direct:
            super().discard()
        elif self.target != STREAM:
            with contextlib.suppress(OSError):
                self.file.close()


def read_claims(target: str) -> Iterator[Claim]:
    """The claims of a file (`-` for standard input), in order.

    Raises RecordError that names file, line and reason when a line is not a claim of this schema.
    """
    if target == STREAM:
        yield from _claims(sys.stdin.buffer, target)
        return
    try:
        with opened(Path(target)) as file:
            yield from _claims(file, target)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise RecordError(f"Cannot read {target!r}: {reason}.") from error


def _claims(file: IO[bytes], name: str) -> Iterator[Claim]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield loads(line, f"{name}, line {number}")


def read(target: str) -> Iterator[Result]:
    """The claims document by document; from standard input, stretch by stretch."""
    if target == STREAM or not Path(target).is_file():
        return consecutive(read_claims(target))
    return by_document(lambda: read_claims(target))
