"""`claimspan build-knowledge`: the shipped knowledge base, built again from its public sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(help="Reference folder: factbook/, natural-earth/, country-codes.csv.")],
    out: Annotated[Path | None, typer.Option(help="Where to write; the package's own data by default.")] = None,
) -> None:
    """Build the knowledge base that ships from the files of the reference works.

    Example: `claimspan build-knowledge reference/`

    Exit codes: 0; 1 when a file of the reference is missing or damaged.
    """
    from pipeline import resources
    from pipeline.knowledge.build import build

    counts = build(folder, out or resources.data("knowledge"))
    for name, count in counts.items():
        typer.echo(f"{count:>8}  {name}")
