"""`claimspan info`: what is installed, and how good it is said to be."""

from __future__ import annotations

import gzip
import json
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Print versions, the models that ship with their figures, and what the knowledge base holds.

    Examples:

    * `claimspan info`
    * `claimspan info --json | jq .models`

    Exit codes: 0.
    """
    facts = collect()
    if as_json:
        typer.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    for line in _lines(facts):
        typer.echo(line)


def _lines(facts: dict[str, Any], indent: str = "") -> Iterator[str]:
    for name, fact in facts.items():
        if isinstance(fact, dict | list):
            yield f"{indent}{name}"
            deeper = f"{indent}  "
            yield from _lines(fact, deeper) if isinstance(fact, dict) else ((deeper + line).rstrip() for line in fact)
        else:
            yield f"{indent}{name}: {fact}"


def collect() -> dict[str, Any]:
    """What the command prints, as plain data."""
    from pipeline import __version__, resources

    return {
        "claimspan": __version__,
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        "spacy": _version("spacy"),
        "default model": resources.DEFAULT_MODEL,
        "models": {name: _model(resources.model(name)) for name in resources.models()},
        "knowledge base": _knowledge(resources.data("knowledge")),
    }


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _model(folder: Path) -> dict[str, Any]:
    """What a model's files say of it; `figures` are the lines of that section of its card, the README.md beside it."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    card = folder / "README.md"
    section = (
        card.read_text(encoding="utf-8").partition("\n## Figures\n")[2].partition("\n## ")[0] if card.is_file() else ""
    )
    return {"version": meta["version"], "license": meta["license"], "figures": section.strip("\n").splitlines()}


def _knowledge(folder: Path) -> dict[str, Any]:
    """How many rows each table has, and the last editions of the reference that its borders come from."""
    tables = {file.name.removesuffix(".tsv.gz"): _rows(file) for file in sorted(folder.glob("*.tsv.gz"))}
    editions = {row.rpartition("\t")[2] for row in tables["relations"] if row.startswith("borders\t")}
    return {name: len(rows) for name, rows in tables.items()} | {"editions": f"{min(editions)} to {max(editions)}"}


def _rows(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return lines.read().splitlines()
