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
) -> None:  # fmt: skip
    """Read the sources again and compare every span of every claim with them, character by character.

    Example: `claimspan check claims.jsonl --sources news/`

    Exit codes: 0 when every span quotes its source; 1 when one does not, or a source or the claims cannot be read.
    """
    from pipeline.checking import check

    report = check(claims, sources or None)
    for problem in report.problems:
        typer.echo(f"{problem.uri}: {f'claim {problem.claim}: ' if problem.claim else ''}{problem.reason}", err=True)
    typer.echo(
        f"{report.claims} claims of {report.documents} documents, {report.spans} spans: {len(report.problems)} problems"
    )
    if report.problems:
        raise typer.Exit(1)
