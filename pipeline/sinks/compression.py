"""Files that are compressed on their way, by the suffix of their names."""

from __future__ import annotations

import contextlib
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pipeline.sinks.extras import load

SUFFIXES = (".gz", ".zst")


def uncompressed(name: str) -> str:
    """The name without the suffix of a compression."""
    return next((name[: -len(suffix)] for suffix in SUFFIXES if name.lower().endswith(suffix)), name)


def compressing(file: IO[bytes], name: str) -> IO[bytes]:
    """What writes into `file` as `name` asks for; closing it completes the data and leaves `file` open.

    Nothing of the time or the name gets into the data: same claims, same bytes.
    """
    if name.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0))
    if name.lower().endswith(".zst"):
        return cast(IO[bytes], load("zstandard", "zstd", name).ZstdCompressor().stream_writer(file, closefd=False))
    return file


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, decompressed as its name asks for."""
    name = path.name.lower()
    if name.endswith(".gz"):
        with gzip.open(path, "rb") as lines:
            yield cast(IO[bytes], lines)
    elif name.endswith(".zst"):
        zstandard = load("zstandard", "zstd", str(path))
        try:
            with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as raw:
                # Its own reader gives no lines.
                yield cast(IO[bytes], io.BufferedReader(raw, 1 << 20))
        except zstandard.ZstdError as error:
            raise OSError(str(error)) from error
    else:
        with path.open("rb") as file:
            yield file
