"""Bytes that wait on disk, compressed, until their turn in a file comes."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

CHUNK = 1 << 18  # bytes moved at once


class Spool:
    """What is written comes back in order, once; `count` is how many pieces that were, `size` their bytes.

    It lies in a file of `folder` without a name, which is gone with the process. Raises OSError when there is no room.
    """

    def __init__(self, folder: Path) -> None:
        self.count = self.size = 0
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by close)
        packed = gzip.GzipFile(fileobj=self._file, mode="wb", compresslevel=1)
        self._packed = io.BufferedWriter(cast(Any, packed), CHUNK)

    def write(self, data: bytes) -> None:
        """Add a piece."""
        self._packed.write(data)
        self.count += 1
        self.size += len(data)

    def chunks(self) -> Iterator[bytes]:
        """All of it; nothing can be added any more."""
        self._packed.close()
        self._file.seek(0)
        with gzip.GzipFile(fileobj=self._file) as packed:
            while chunk := packed.read(CHUNK):
                yield chunk

    def close(self) -> None:
        """Give the room back."""
        # What is not written yet is not wanted any more, and there may be no room for it.
        with suppress(OSError, ValueError):
            self._packed.close()
        self._file.close()
