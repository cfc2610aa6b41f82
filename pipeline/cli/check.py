"""`claimspan check`: do claims still quote what their sources say?"""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli import options


def command(
    claims: options.Claims,
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", metavar="PATH", help="File or folder of the texts; may be given several times. "
                     "Default: where each claim says that it was read."),
    ] = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    id_column: options.IdColumn = None,
) -> None:  # fmt: skip
    """Read the sources again and compare every span of every claim with them, character by character.

    Of HTML and PDF, pages and places in the markup are compared too. Columns of tables are named as they were for `extract`.

    Example: `claimspan check claims.jsonl --sources news/`

    Exit codes: 0 when every span quotes its source; 1 when one does not, or a source or the claims cannot be read.
    """
    from pipeline.checking import check
    from pipeline.ingest import Columns

    columns = Columns(text=text_column, title=title_column, date=date_column, id=id_column)
    report = check(claims, sources or None, columns=columns)
    for problem in report.problems:
        typer.echo(f"{problem.uri}: {f'claim {problem.claim}: ' if problem.claim else ''}{problem.reason}", err=True)
    typer.echo(
        f"{report.claims} claims of {report.documents} documents, {report.spans} spans: {len(report.problems)} problems"
    )
    if report.problems:
        raise typer.Exit(1)
