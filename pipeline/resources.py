"""Where models and tables lie, in a checkout and in an installed wheel: the only code that knows."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import ResourceError

PACKAGE = Path(__file__).resolve().parent
DEFAULT_MODEL = "en_claimspan_minilm"


def model(name: str | None = None) -> Path:
    """Folder of a shipped model by name, or of a model that the user named by path.

    Raises ResourceError when neither exists.
    """
    wanted = name or DEFAULT_MODEL
    for folder in (PACKAGE / "models" / wanted, PACKAGE.parent / "models" / wanted, Path(wanted)):
        if (folder / "config.cfg").is_file():
            return folder
    known = ", ".join(models()) or "none"
    raise ResourceError(
        f"There is no model {wanted!r}: give a shipped name ({known}) or the folder of a spaCy pipeline."
    )


def models() -> list[str]:
    """Names of the shipped models, sorted."""
    folders = (PACKAGE / "models", PACKAGE.parent / "models")
    return sorted({p.parent.name for f in folders if f.is_dir() for p in f.glob("*/config.cfg")})


def data(*parts: str) -> Path:
    """Path of a table in `pipeline/data`; raises ResourceError when it is missing."""
    path = PACKAGE.joinpath("data", *parts)
    if not path.exists():
        raise ResourceError(f"The table {'/'.join(parts)!r} is missing from this installation: reinstall claimspan.")
    return path


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML table of `pipeline/data`, read once. Callers must not change it."""
    with data(name).open("rb") as file:
        return tomllib.load(file)


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of one list, or the keys of one section, of a table: `words("control.toml", "bygone", "left")`."""
    found = table(name)
    for key in keys:
        found = found[key]
    return frozenset(found)
