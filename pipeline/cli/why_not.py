"""`claimspan why-not`: what became of a piece of text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options
from pipeline.cli.explain import Format, wrapped

if TYPE_CHECKING:
    from pipeline.inspection.fates import Fate


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The text; - is standard input.")],
    quote: Annotated[str, typer.Argument(metavar="QUOTE", help="Some words of it, in their order.")],
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="KIND,...", help="As given to `extract`.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="As given to `extract`.")
    ] = 0.0,
    published: options.Published = None,
    numbers: options.Numbers = None,
    form: Annotated[Format, typer.Option("--format", help="text for a reader, json for a program.")] = Format.text,
    model: options.Model = None,
    language: options.Language = None,
) -> None:
    """Say what each stage saw at a quoted piece of a text, which claims rest on it, and why there are no others.

    For finding out where a claim that you expect was lost: not in the reading view, no value, a value that nobody
    measures, a clause without a row in the table of relations, said twice, left out by an option.

    Example: `claimspan why-not article.txt "19.4 million people"`

    Exit codes: 0, whether there are claims or not; 1 when the text cannot be read or does not hold the words.
    """
    kinds = options.kinds(kind)
    from pipeline import ingest
    from pipeline.errors import SourceError
    from pipeline.inspection.fates import fates
    from pipeline.inspection.traced import loaded
    from pipeline.reader import Settings
    from pipeline.records import Document

    settings = Settings(kinds, min_confidence, published, numbers=numbers)
    found: list[Fate] = []
    problem = f"{file!r} holds no text."
    for document in ingest.read(file, language=language):  # one, but for a file of many texts
        try:
            if not isinstance(document, Document):
                raise SourceError(document.reason)
            found += fates(loaded(model), document, quote, settings)
        except SourceError as error:
            problem = str(error)
    if not found:
        raise SourceError(problem)
    if form is Format.json:
        typer.echo(json.dumps([fate.as_dict() for fate in found], ensure_ascii=False, indent=2))
        return
    for number, fate in enumerate(found):
        if number:
            typer.echo()
        for line in lines(fate):
            typer.echo(line)


def lines(fate: Fate) -> Iterator[str]:
    """The fate of one place for a reader."""
    section = f", in a {fate.section}" if fate.section else ""
    yield f"{fate.uri}:{fate.line} [{fate.start}:{fate.end}] {' '.join(fate.quote.split())!r}{section}"
    if fate.sentence:
        yield from wrapped(fate.sentence, "  ")
    if fate.tokens:
        yield from wrapped(
            ", ".join(f"{t['word']} {t['tag']} {t['relation']} of {t['head']}" for t in fate.tokens), "  "
        )
    if fate.seen:
        yield ""
        yield "seen"
        for seen in fate.seen:
            yield from wrapped(f"{seen.stage}: {seen.words} as {seen.taken_for}", "  ")
    yield ""
    yield "claims" if fate.claims else "no claim"
    for claim in fate.claims:
        yield from wrapped(f"{claim.id} {claim.confidence:.2f} {claim.kind} {claim.predicate.id}: {claim.text}", "  ")
    if fate.left or fate.reasons:
        yield ""
        yield "why not more" if fate.claims else "why not"
    for left in fate.left:
        yield from wrapped(f"settings: {left.claim.id} {left.reason}: {left.claim.text}", "  ")
    for reason in fate.reasons:
        yield from wrapped(f"{reason.stage}: {reason.words} {reason.reason}", "  ")
