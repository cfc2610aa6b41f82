"""URLs of databases that are files."""

from __future__ import annotations


def file_path(target: str) -> str:
    """The path in a URL as SQLAlchemy writes them: after `sqlite:///` a relative one, after `sqlite:////` an absolute one.

    What has no scheme is a path already.
    """
    scheme, separator, rest = target.partition(":")
    if not separator or scheme.lower() not in ("sqlite", "duckdb"):
        return target
    return rest.removeprefix("///") if rest.startswith("///") else rest.removeprefix("//")
