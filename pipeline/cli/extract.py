"""`claimspan extract`: texts in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.records import Claim


class Format(StrEnum):
    """How claims are written."""

    auto = "auto"
    table = "table"
    jsonl = "jsonl"


def command(
    sources: options.Sources,
    published: options.Published = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND,...",
            help="Only statistic, relation or statement. Alone, `statement` gives every proposition as an open statement; "
            "by default those that a typed claim already says are left out.",
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out claims below this confidence.")
    ] = 0.0,
    model: options.Model = None,
    to: options.To = None,
    form: Annotated[
        Format, typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere.")
    ] = Format.auto,
    workers: options.Workers = 1,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Extract the claims of texts: statistics, relations and open statements, each with its exact source span.

    Plain text and Markdown, as files, folders (their .txt and .md files) or standard input. A source that cannot be
    read is named on standard error and the others go on.

    Examples: [bold]claimspan extract article.txt[/bold],
    [bold]claimspan extract news/ --kind statistic --to claims.jsonl[/bold],
    [bold]curl … | claimspan extract - --published 2023-01-09 | jq .text[/bold]

    Exit codes: 0; 1 when a source could not be read; 2 when an option was not understood.
    """
    kinds = options.kinds(kind)
    from pipeline.cli.reading import Reading

    reading = Reading(sources, published=published, force=force, quiet=quiet)
    claims = reading.extract(kinds=kinds, min_confidence=min_confidence, model=model, workers=workers)
    as_table = form is Format.table or (form is Format.auto and to is None and sys.stdout.isatty())
    if as_table:
        from rich.console import Console

        from pipeline.cli.table import show

        show(list(claims), Console(), reading.texts)
    else:
        _write(claims, to)
    if reading.failures:
        raise typer.Exit(1)
