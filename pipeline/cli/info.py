"""`claimspan info`: what is installed, and how good it is said to be."""

from __future__ import annotations

import gzip
import json
import platform
import sys
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
    for name, fact in facts.items():
        if isinstance(fact, dict):
            typer.echo(name)
            for key, value in fact.items():
                typer.echo(f"  {key}: {_line(value)}")
        else:
            typer.echo(f"{name}: {fact}")


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
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    performance = meta.get("performance") or {}
    figures = {name: round(figure, 4) for name, figure in performance.items() if isinstance(figure, float)}
    return {"version": meta.get("version"), "license": meta.get("license"), **figures}


def _knowledge(folder: Path) -> dict[str, Any]:
    """How many rows each table has, and the last editions of the reference that its borders come from."""
    tables = {file.name.removesuffix(".tsv.gz"): _rows(file) for file in sorted(folder.glob("*.tsv.gz"))}
    editions = {row.rpartition("\t")[2] for row in tables["relations"] if row.startswith("borders\t")}
    return {name: len(rows) for name, rows in tables.items()} | {"editions": f"{min(editions)} to {max(editions)}"}


def _rows(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return lines.read().splitlines()


def _line(value: Any) -> str:
    return ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
