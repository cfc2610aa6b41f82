"""Lines of a file that may be of any size: one that is too long is skipped without being held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.ingest.limits import LARGEST


def read(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line with its end) for each line; None stands for a line of more than `LARGEST` bytes."""
    number = 0
    while line := file.readline(LARGEST + 1):
        number += 1
        if len(line) <= LARGEST:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LARGEST)
        yield number, None
