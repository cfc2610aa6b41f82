"""`claimspan extract`: texts in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.cli.documents import Documents
    from pipeline.cli.progress import Counter
    from pipeline.records import Claim, Result


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
            help="Only these: statistic, relation, statement. Asked for by name, `statement` gives every proposition; "
            "by default those that a typed claim already says are left out.",
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Leave out claims below this confidence.")
    ] = 0.0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Also say what the reference work says; see `claimspan verify`.")
    ] = False,
    source: options.Reference = None,
    model: options.Model = None,
    to: options.To = None,
    form: Annotated[
        Format, typer.Option("--format", help="auto: a table on a terminal, JSON Lines elsewhere.")
    ] = Format.auto,
    workers: options.Workers = 1,
    language: options.Language = None,
    quiet: options.Quiet = False,
) -> None:
    """Extract the claims of texts: statistics, relations and open statements, each with its exact source span.

    Reads plain text, Markdown and JSON Lines (one `{"text": …, "uri": …, "title": …, "published": …}` a line), as files,
    folders or standard input (text). A source that cannot be read is named on standard error and the others go on.

    Examples:

    * `claimspan extract article.txt`
    * `claimspan extract news/ --kind statistic --to claims.jsonl`
    * `cat article.txt | claimspan extract - --published 2023-01-09 | jq .text`

    Exit codes: 0; 1 when a source could not be read; 2 when an option was not understood.
    """
    kinds = options.kinds(kind)
    as_table = form is Format.table or (form is Format.auto and to is None and sys.stdout.isatty())
    from pipeline import run, sinks
    from pipeline.cli.documents import Documents
    from pipeline.cli.progress import counting

    if source and not verify:
        raise typer.BadParameter("it says what to verify with: add --verify.", param_hint="--source")
    references = options.references(source)
    documents = Documents(sources, language=language, keep=as_table)
    with counting(quiet=quiet) as count:
        results = run.results(
            documents, published=published, kinds=kinds, min_confidence=min_confidence, model=model, workers=workers
        )
        claims = _claims(results, documents, count)
        if verify:
            from pipeline.verify.attach import attach

            claims = attach(claims, references)
        shown = list(claims) if as_table else []
        written = len(shown) if as_table else sinks.write(claims, to or "-")
    if as_table:
        from rich.console import Console

        from pipeline.cli.table import show

        show(shown, Console(), documents.texts)
    if sys.stderr.isatty() and not quiet:
        print(f"{written} claims, {documents.read} texts read, {len(documents.failures)} failed", file=sys.stderr)
    if documents.failures:
        raise typer.Exit(1)


def _claims(results: Iterable[Result], documents: Documents, count: Counter) -> Iterator[Claim]:
    for result in results:
        count()
        yield from result.claims
        if result.failure is not None:
            documents.failed(result.failure)
