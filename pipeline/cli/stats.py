"""`claimspan stats`: what a store of claims holds, in numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.counting import Counts


def command(
    claims: options.Claims,
    top: Annotated[int, typer.Option("--top", min=1, help="So many rows of each table.")] = 15,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Also draw bar charts: a .png or .svg file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all counts as JSON.")] = False,
) -> None:  # fmt: skip
    """Count claims by kind, predicate, entity (that is subject or object) and verdict.

    Examples:

    * `claimspan stats claims.jsonl`
    * `claimspan stats news.db --top 30 --plot news.svg`

    Exit codes: 0; 1 when the claims cannot be read or the charts cannot be written.
    """
    from pipeline import sinks
    from pipeline.counting import count

    if plot is not None and plot.suffix.lower() not in (".png", ".svg"):
        raise typer.BadParameter(f"{plot.suffix!r} is neither .png nor .svg.", param_hint="--plot")
    counts = count(sinks.read_results(claims))
    if plot is not None:
        from pipeline.cli.charts import draw

        draw(counts.tables(), plot, top)
    if as_json:
        typer.echo(json.dumps(counts.as_dict(), indent=2, ensure_ascii=False))
    else:
        _show(counts, top)


def _show(counts: Counts, top: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    failures = f", {counts.failures} failures" if counts.failures else ""
    console.print(f"{counts.claims} claims of {counts.documents} documents{failures}", highlight=False)
    for name, rows in counts.tables().items():
        if not rows:
            continue
        table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
        table.add_column(name, overflow="fold")
        table.add_column("claims", justify="right")
        table.add_column("share", justify="right")
        for label, number in rows[:top]:
            table.add_row(Text(label), str(number), f"{number / counts.claims:.1%}")
        if len(rows) > top:
            table.add_row(Text(f"({len(rows) - top} more)", style="dim"), "", "")
        console.print()
        console.print(table)
