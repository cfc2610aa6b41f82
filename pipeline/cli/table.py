"""Claims for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.records import Claim, Value

# Quotes longer than this many characters are shortened in the middle of the table; the record has them in full.
QUOTE = 160


def show(claims: Iterable[Claim], console: Console, texts: dict[str, str]) -> None:
    """Print one table per document as its claims arrive; `texts` maps document ids to their texts, for line numbers."""
    for _, group in groupby(claims, key=lambda claim: claim.document.id):
        found = list(group)
        console.print(_document(found, texts.get(found[0].document.id)))


def _document(claims: list[Claim], text: str | None) -> RenderableType:
    document = claims[0].document
    name = document.uri.rsplit("/", 1)[-1]
    heading = Text.assemble((document.title or name, "bold"), (f"  {len(claims)} claims", "dim"))
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", expand=True)
    table.add_column("claim", ratio=5)
    table.add_column("kind", ratio=2)
    table.add_column("conf.", justify="right", no_wrap=True, min_width=5)
    table.add_column("evidence", ratio=5)
    for claim in claims:
        table.add_row(Text(claim.text), _kind(claim), f"{claim.confidence:.2f}", _evidence(claim, name, text))
    return Group(heading, Text(), table)


def _kind(claim: Claim) -> Text:
    kind = Text(claim.kind)
    if claim.kind != "statement":
        kind.append(f"\n{claim.predicate.id}", style="cyan")
    if claim.value:
        kind.append(f"\n{written(claim.value)}", style="green")
    marks = [*(["negated"] if claim.negated else []), *([claim.modality] if claim.modality != "asserted" else [])]
    if marks:
        kind.append(f"\n{', '.join(marks)}", style="yellow")
    return kind


def _evidence(claim: Claim, name: str, text: str | None) -> Text:
    span = claim.evidence
    place = (
        f"{name}:{text.count(chr(10), 0, span.start) + 1}" if text is not None else f"{name}[{span.start}:{span.end}]"
    )
    if span.page is not None:
        place = f"{name}, page {span.page}"
    quote = " ".join(span.quote.split())
    if len(quote) > QUOTE:
        quote = f"{quote[: QUOTE - 1]}…"
    return Text.assemble((place, "dim"), f"\n{quote}")


def written(value: Value) -> str:
    """A normalised value in few characters: `~42 %`, `20–25 %`, `>= 3 a`, `12 of 22`."""
    amount = f"{_number(value.low)}–{_number(value.high)}" if value.amount is None else _number(value.amount)
    if value.of is not None and value.of.amount is not None:
        amount += f" of {_number(value.of.amount)}"
    sign = f"{value.bound} " if value.bound else ""
    unit = "" if value.unit == "1" else f" {value.unit}"
    return f"{'~' if value.approximate else ''}{sign}{amount}{unit}"


def _number(amount: float | None) -> str:
    return "…" if amount is None else f"{amount:,.12g}"
