"""`claimspan convert`: claims from one store to another."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli import options


def command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Where the claims are; - is standard input (JSON Lines).")],
    targets: Annotated[
        list[str],
        typer.Argument(metavar="TARGETS", help="Where they go, one or several; - is standard output (JSON Lines)."),
    ],
    texts: Annotated[
        list[str] | None,
        typer.Option("--sources", metavar="PATH", help="File or folder of the articles; may be given several times. .ann and "
                     ".spacy show the texts, which only databases, .ann and .spacy hold."),
    ] = None,
    quiet: options.Quiet = False,
) -> None:  # fmt: skip
    """Copy claims from one kind of store to another; everything they say arrives.

    The suffix, or the scheme of a URL, says which kind:

    * `.jsonl`, `.ndjson`: JSON Lines; with `.gz` or `.zst` behind it compressed
    * `.csv`: a spreadsheet; `.parquet`: columns for pandas, DuckDB, Spark
    * `.db`, `.sqlite`, `sqlite:///PATH`; `.duckdb`, `duckdb:///PATH`; `postgresql://USER@HOST/DATABASE`: SQL
    * `.ttl`, `.jsonld`: Web Annotations in RDF
    * `.ann`: a folder for brat; `.spacy`: a DocBin; `.hf`, `hf:FOLDER`: a Hugging Face dataset

    Files and folders hold what was written last; in a database, a document replaces what was stored of it, and what is
    there already stays as it is.

    Examples:

    * `claimspan convert claims.jsonl.gz postgresql://me@localhost/news`
    * `claimspan convert news.db claims.parquet claims.csv`
    * `claimspan convert claims.jsonl articles.ann --sources news/`

    Exit codes: 0; 1 when the claims cannot be read or written.
    """
    from pipeline.converting import convert

    copied = convert(source, targets, texts or ())
    if not quiet:
        failures = f", {copied.failures} failures" if copied.failures else ""
        typer.echo(f"{copied.claims} claims of {copied.documents} documents{failures}", err=True)
