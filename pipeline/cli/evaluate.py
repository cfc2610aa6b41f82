"""`claimspan eval`: precision and recall on gold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.evaluation import Scores
    from pipeline.records import Claim


def command(
    gold: Annotated[Path, typer.Argument(help="Folder of NAME.txt with NAME.gold.json.")],
    claims: Annotated[
        Path | None, typer.Option("--claims", help="Score this JSON Lines file instead of extracting from the texts.")
    ] = None,
    floor: Annotated[
        Path | None, typer.Option("--floor", help="TOML file of figures; exit 1 when one is not reached.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Also list what was missed or found in part.")] = False,
    model: Annotated[str | None, typer.Option("--model", help="Name or folder of a pipeline.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that read texts.")] = 1,
) -> None:
    """Score claims against gold: precision, recall and F1 by kind and by predicate.

    A statistic is right when value, predicate, subject and object are; a relation when predicate, subject and object
    are. `values` is the share of gold numbers that were found at their place, `qualified` of those read right with
    their "about" and "more than". Gold marked as marginal costs nothing.

    Examples: [bold]claimspan eval corpus/gold/articles[/bold],
    [bold]claimspan eval corpus/gold/articles --claims claims.jsonl --json[/bold]

    Exit codes: 0; 1 when a figure is below its floor or an input cannot be read.
    """
    from pipeline.evaluation import below, read_floors, read_gold, score

    floors = read_floors(floor) if floor else {}
    documents = read_gold(gold)
    found = _read(claims) if claims else _extract(gold, [d.name for d in documents], model, workers)
    scores = score(documents, found)
    if as_json:
        typer.echo(json.dumps(scores.as_dict(), indent=2))
    else:
        _show(scores)
    if notes:
        for note in scores.notes:
            typer.echo(note)
    failures = below(scores, floors)
    for failure in failures:
        typer.echo(failure, err=True)
    if failures:
        raise typer.Exit(1)


def _read(file: Path) -> list[Claim]:
    from pipeline.cli.inputs import claims_of

    return list(claims_of(file))


def _extract(gold: Path, names: list[str], model: str | None, workers: int) -> list[Claim]:
    from pipeline import run

    nlp = run.load(model)
    sources = [gold / f"{name}.txt" for name in names]
    return list(run.extract(sources, kinds=("statistic", "relation"), pipeline=nlp, workers=workers))


def _show(scores: Scores) -> None:
    from rich.console import Console
    from rich.table import Table

    figures = scores.as_dict()
    console = Console()
    summary = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("", *COLUMNS):
        summary.add_column(name, justify="left" if not name else "right")
    for name in ("statistics", "relations"):
        summary.add_row(name, *_cells(figures[name]), style="bold")
    for name in ("values", "qualified", "times"):
        summary.add_row(name, *_cells(figures[name]))
    for slot, share in figures["slots"].items():
        summary.add_row(f"  {slot}", *_cells({"recall": share}))
    summary.add_row("")
    for predicate, row in figures["predicates"].items():
        summary.add_row(predicate, *_cells(row))
    console.print(summary)


COLUMNS = ("precision", "recall", "f1", "gold", "emitted")


def _cells(figures: Mapping[str, Any]) -> list[str]:
    row = [figures.get(column) for column in COLUMNS]
    return ["" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row]
