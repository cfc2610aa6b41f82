"""`claimspan annotate`: what the pipeline saw before it made claims."""

from __future__ import annotations

import json

import typer

from pipeline.cli import options


def command(
    sources: options.Sources,
    published: options.Published = None,
    numbers: options.Numbers = None,
    model: options.Model = None,
    language: options.Language = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    numbers_column: options.NumbersColumn = None,
    id_column: options.IdColumn = None,
    quiet: options.Quiet = False,
) -> None:
    """Write one annotation record per document: sentences, entities, values, times, coreference, propositions.

    For looking inside: where a claim is missing or odd, this shows what the stages before it made of the text. JSON
    Lines on standard output; all offsets are code points of the document text.

    Example: [bold]claimspan annotate article.txt | jq '.values\\[].text'[/bold]

    Exit codes: 0; 1 when the run could not go on; 3 when it ended, but sources could not be read.
    """
    from pipeline import run
    from pipeline.cli.documents import Documents
    from pipeline.cli.progress import counting
    from pipeline.errors import PipelineError
    from pipeline.ingest import Columns
    from pipeline.records import Failure

    pipeline = run.load(model)
    columns = Columns(text=text_column, title=title_column, date=date_column, id=id_column, numbers=numbers_column)
    documents = Documents(sources, language=language, columns=columns)
    with counting(quiet=quiet) as count:
        for document in documents:
            count()
            try:
                record = run.annotate(document, published=published, numbers=numbers, pipeline=pipeline)
            except PipelineError as error:
                documents.failed(Failure(uri=document.uri, error=type(error).__name__, reason=str(error)))
            else:
                typer.echo(json.dumps(record, ensure_ascii=False))
    if documents.failures:
        raise typer.Exit(3)
