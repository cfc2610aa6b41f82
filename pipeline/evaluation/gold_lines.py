"""Gold of single sentences and phrases: a JSON Lines file with one record a line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.errors import RecordError, SourceError
from pipeline.evaluation.gold import GoldRecord

Line = TypeVar("Line", bound=GoldRecord)


def read_lines(file: Path, kind: type[Line]) -> list[Line]:
    """The records of a file; SourceError when it cannot be read, RecordError that names the line where one is no gold."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(f"Cannot read the gold {str(file)!r}: {error.strerror}.") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as error:
            raise RecordError(
                f"{file}, line {number} is no gold {kind.__name__}: {error.errors()[0]['msg']}"
            ) from error
    return found
