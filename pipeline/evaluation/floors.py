"""Floors: figures that a change must not push below, kept in a TOML file with the layout of the figures."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipeline.errors import RecordError, SourceError
from pipeline.evaluation.scoring import Scores, flatten


def read_floors(file: Path) -> dict[str, float]:
    """Floors by dotted name (`statistics.f1`).

    Raises SourceError when the file cannot be read, RecordError when it is not TOML or holds anything but numbers.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SourceError(f"Cannot read the floors {str(file)!r}: {error.strerror}.") from error
    try:
        return flatten(tomllib.loads(content.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise RecordError(f"{file} is not a table of floors: {error}.") from error


def below(scores: Scores, floors: dict[str, float]) -> list[str]:
    """One line for each figure below its floor; raises RecordError when a floor names a figure that does not exist."""
    figures = flatten(scores.as_dict())
    unknown = [name for name in floors if name not in figures]
    if unknown:
        raise RecordError(f"There is no figure {unknown[0]!r} to hold to a floor. Figures: {', '.join(figures)}.")
    return [
        f"{name} is {figures[name]:.3f}, below its floor {floor:.3f}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]
