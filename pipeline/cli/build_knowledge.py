"""`claimspan build-knowledge`: the shipped knowledge base, built again from its public sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(help="Reference folder: factbook/, natural-earth/, country-codes.csv.")],
    out: Annotated[Path | None, typer.Option(help="Where to write; the package's own data by default.")] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write a line for each thing that was not read or does not agree to this file.")
    ] = None,
) -> None:
    """Build the knowledge base that ships from the files of the reference works.

    Prints how many rows it wrote and how much of the fields it read: border pairs, shares of lists, values; borders that both
    sides give alike; lists that sum to about 100 %.

    Example: `claimspan build-knowledge reference/ --report unread.txt`

    Exit codes: 0; 1 when a file of the reference is missing or damaged.
    """
    from pipeline import resources
    from pipeline.knowledge.build import build

    built = build(folder, out or resources.data("knowledge"))
    for name, count in built.counts.items():
        typer.echo(f"{count:>8}  {name}")
    for share in built.coverage.shares():
        typer.echo(str(share))
    if report:
        report.write_text("".join(f"{line}\n" for line in built.coverage.problems), encoding="utf-8")
        typer.echo(f"{len(built.coverage.problems)} lines in {report}")
