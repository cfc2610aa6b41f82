"""URLs of databases that are files."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RecordError


def file_path(target: str) -> str:
    """The path in a URL as SQLAlchemy writes them: after `sqlite:///` a relative one, after `sqlite:////` an absolute one.

    What has no scheme is a path already.
    """
    scheme, separator, rest = target.partition(":")
    if not separator or scheme.lower() not in ("sqlite", "duckdb"):
        return target
    return rest.removeprefix("///") if rest.startswith("///") else rest.removeprefix("//")


def existing_path(target: str) -> str:
    """The same for a file to read. Raises RecordError when it is not there."""
    path = file_path(target)
    if not Path(path).is_file():
        raise RecordError(f"Cannot read {target!r}: there is no such file.")
    return path
