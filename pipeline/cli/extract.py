"""`claimspan extract`: texts in, claims out."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.sinks import Sink


class Format(StrEnum):
    """How claims are written."""

    auto = "auto"
    table = "table"
    jsonl = "jsonl"


class Engine(StrEnum):
    """Where documents are read."""

    local = "local"
    ray = "ray"


def command(
    sources: options.Sources,
    published: options.Published = None,
    numbers: options.Numbers = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND,...",
            help="Only these: statistic, relation, statement. Asked for by name, `statement` gives every proposition; "
            "by default those that a typed claim already says are left out.",
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out claims below this confidence.")
    ] = 0.0,
    precision: options.Precision = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Also say what the reference work says; see `claimspan verify`.")
    ] = False,
    source: options.Reference = None,
    model: options.Model = None,
    to: options.Targets = None,
    form: Annotated[
        Format, typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere.")
    ] = Format.auto,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Where to read: on this machine, or on a Ray cluster (RAY_ADDRESS).")
    ] = Engine.local,
    workers: options.Workers = None,
    max_seconds: Annotated[
        float, typer.Option("--max-seconds", min=0.1, metavar="SECONDS", help="Longest time for one document.")
    ] = 600.0,
    max_size: Annotated[
        int, typer.Option("--max-size", min=1, metavar="CHARACTERS", help="Longest document that is read.")
    ] = 20_000_000,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="FILE",
            help="Where to keep what has been read; `none`: nowhere. Default: TARGET.ledger beside the first file of --to.",
        ),
    ] = None,
    redo: Annotated[bool, typer.Option("--redo", help="Read documents again that have not changed.")] = False,
    language: options.Language = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    numbers_column: options.NumbersColumn = None,
    id_column: options.IdColumn = None,
    quiet: options.Quiet = False,
) -> None:
    """Extract the claims of texts: statistics, relations and open statements, each with its exact source span.

    Reads plain text, Markdown, HTML, PDF, DOCX, e-mail and mailboxes, JSON Lines, CSV, TSV, Parquet, web archives (WARC),
    zip and tar archives and compressed files (gz, bz2, xz, zst) of these, and saved Hugging Face data sets. What a file
    is shows in its content. A source that cannot be read is named on standard error and the others go on.

    With --to, a run that was interrupted in whatever way goes on where it was when the same command is given again, and
    a run that is repeated reads only what is new or has changed (or everything, when the model, a table or an option that
    changes claims has): what has been read is kept in the ledger. Files stand under their names when they are complete.

    Examples:

    * `claimspan extract article.txt`
    * `claimspan extract news/ --kind statistic --to claims.jsonl --workers 4`
    * `claimspan extract news/ --kind relation --precision 0.95 --to claims.jsonl`
    * `claimspan extract archive.csv.gz --text-column story --date-column day --to claims.jsonl`
    * `claimspan extract berlin.txt --numbers de`
    * `cat article.txt | claimspan extract - --published 2023-01-09 | jq .text`

    Exit codes: 0 all documents were read; 1 the run could not go on; 2 an option was not understood; 3 the run ended, but
    documents failed, each named on standard error; 130 interrupted.
    """
    kinds = options.kinds(kind)
    floors = options.floors(precision, kinds, quiet=quiet)
    as_table = form is Format.table or (form is Format.auto and to is None and sys.stdout.isatty())
    from pipeline import ingest, run, sinks
    from pipeline.cli import progress
    from pipeline.ingest import Columns

    if source and not verify:
        raise typer.BadParameter("it says what to verify with: add --verify.", param_hint="--source")
    columns = Columns(text=text_column, title=title_column, date=date_column, id=id_column, numbers=numbers_column)
    targets = [sinks.sink(target) for target in to or ([] if as_table else ["-"])]
    if as_table:
        from rich.console import Console

        from pipeline.cli.table import TableSink

        targets.append(TableSink(Console()))
    started = time.monotonic()
    book = _ledger(ledger, to or [], targets)
    with progress.watching(sources, quiet=quiet, hidden=as_table and sys.stdout.isatty()) as watch, _terminable():
        try:
            summary = run.deliver(
                ingest.read(sources, language=language, columns=columns), targets, ledger=book, redo=redo, watch=watch, published=published, numbers=numbers,
                kinds=kinds, min_confidence=min_confidence, floors=floors, verify=verify, references=source or (), model=model, language=language,
                engine=engine.value, workers=workers, max_seconds=max_seconds, max_size=max_size,
            )  # fmt: skip
        except KeyboardInterrupt:
            if book is not None:
                typer.echo(
                    f"claimspan: interrupted. What has been read is kept in {book}: the same command goes on from there.",
                    err=True,
                )
            raise
    if not quiet:
        progress.conclude(summary, to or [], time.monotonic() - started)
    if summary.failed:
        raise typer.Exit(3)


def _ledger(named: str | None, to: Sequence[str], targets: Sequence[Sink]) -> str | None:
    """Where to keep what has been read: databases know it themselves, standard output and devices are not repeated."""
    from pipeline.ledger import SUFFIX

    if named is not None:
        return None if named == "none" else named
    for target, sink in zip(to, targets, strict=False):
        path = Path(target.removeprefix("hf:"))
        repeated = path.is_file() or path.is_dir() or not path.exists()
        if repeated and not sink.replaces and target != "-":
            return f"{path}{SUFFIX}"
    return None


@contextmanager
def _terminable() -> Iterator[None]:
    """Have SIGTERM, which schedulers send, end the run in order: exit code 143."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
