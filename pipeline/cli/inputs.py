"""What commands read: claim files, and the paths that a user may name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import RecordError, SourceError
from pipeline.records import Claim


def claims_of(file: Path) -> Iterator[Claim]:
    """Claims of a JSON Lines file; `-` is standard input.

    Raises SourceError when the file cannot be read, RecordError at the first line that is not a claim record.
    """
    try:
        lines = (sys.stdin.buffer if str(file) == "-" else file.open("rb")).read().splitlines()
    except OSError as error:
        raise SourceError(f"Cannot read {str(file)!r}: {error.strerror}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _claim(line, f"{file}:{number}")


def _claim(line: bytes, place: str) -> Claim:
    try:
        return Claim.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        raise RecordError(f"{place} is not a claim record: {where}: {first['msg']}.") from error
