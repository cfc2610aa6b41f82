"""`claimspan eval`: precision and recall on gold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.evaluation import GoldDocument, Scores
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
    notes: Annotated[
        bool, typer.Option("--notes", help="Also list what was missed or found in part, blind articles apart.")
    ] = False,
    blind: Annotated[bool, typer.Option("--blind", help="Score the blind articles alone.")] = False,
    model: options.Model = None,
) -> None:
    """Score claims against gold: precision, recall and F1 by kind and by predicate.

    A statistic is right when value, predicate, subject and object are; a relation when predicate, subject and object
    are. `values` is the share of gold numbers that were found at their place, `qualified` of those read right with
    their "about" and "more than". Gold marked as marginal costs nothing.

    Examples:

    * `claimspan eval corpus/gold/articles --floor corpus/floors.toml`
    * `claimspan eval corpus/gold/articles --blind --floor corpus/floors_blind.toml`
    * `claimspan eval corpus/gold/articles --claims claims.jsonl --json`

    Exit codes: 0; 1 when a figure is below its floor or an input cannot be read.
    """
    from pipeline.evaluation import below, read_floors, read_gold, score
    from pipeline.sinks import read_claims

    floors = read_floors(floor) if floor else {}
    documents = [document for document in read_gold(gold) if not blind or document.half == "blind"]
    if not documents:
        raise typer.BadParameter(f"No article in {str(gold)!r} is blind.", param_hint="--blind")
    found = list(read_claims(claims)) if claims else _extract(gold, documents, model)
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


def _extract(gold: Path, documents: Sequence[GoldDocument], model: str | None) -> list[Claim]:
    from pipeline import run

    pipeline = run.load(model)
    return [
        claim
        for document in documents
        for claim in run.extract(
            gold / f"{document.name}.txt",
            published=document.published,
            kinds=("statistic", "relation"),
            pipeline=pipeline,
            language="en",
        )
    ]


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
    for name in ("values", "qualified"):
        summary.add_row(name, *_cells(figures[name]))
    for slot, share in figures["slots"].items():
        summary.add_row(f"  {slot}", *_cells({"recall": share}))
    summary.add_row("times", *_cells(figures["times"]))
    summary.add_row("")
    for tenth, row in figures["confidence"].items():
        summary.add_row(f"confidence {tenth}…", *_cells(row))
    summary.add_row("")
    for predicate, row in figures["predicates"].items():
        summary.add_row(predicate, *_cells(row))
    console.print(summary)


COLUMNS = ("precision", "recall", "f1", "gold", "emitted")


def _cells(figures: Mapping[str, Any]) -> list[str]:
    row = [figures.get(column) for column in COLUMNS]
    return ["" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row]
