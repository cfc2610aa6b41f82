"""Claims for a reader at a terminal: each sentence once, with its place, and below it what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.records import Claim, Evidence, Result, Value, Verification

# Evidence longer than this many characters is cut in the table; the record has all of it.
QUOTE = 240
STYLES = {"statistic": "green", "relation": "cyan", "statement": "default"}


class TableSink:
    """Shows the claims of each document as soon as they are there."""

    replaces = False

    def __init__(self, console: Console) -> None:
        self.console = console

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Print the claims of one document."""
        texts = {result.document.id: result.document.text} if result.document else {}
        show(result.claims, self.console, texts)

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """A terminal has seen nothing."""
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def show(claims: Iterable[Claim], console: Console, texts: Mapping[str, str]) -> None:
    """Print the claims, in order; `texts` maps document ids to their texts, for line numbers."""
    for _, group in groupby(claims, key=lambda claim: (claim.document.id, claim.document.uri)):
        found = list(group)
        document = found[0].document
        name = document.uri.rsplit("/", 1)[-1]
        title = Text(document.title or name, style="bold")
        console.print(title.append(f"  {len(found)} claims", style="not bold dim"))
        for evidence, sentence in groupby(found, key=lambda claim: claim.evidence):
            console.print(Text())
            console.print(_quote(evidence, name, texts.get(document.id)))
            console.print(Padding(_rows(sentence), (0, 0, 0, 2)))
        console.print(Text())


def _quote(evidence: Evidence, name: str, text: str | None) -> Text:
    if evidence.page is not None:
        place = f"{name}, page {evidence.page}"
    elif text is not None:
        place = f"{name}:{text.count(chr(10), 0, evidence.start) + 1}"
    else:
        place = f"{name}[{evidence.start}:{evidence.end}]"
    quote = " ".join(evidence.quote.split())
    return Text.assemble((f"{place}  ", "dim"), (quote if len(quote) <= QUOTE else f"{quote[: QUOTE - 1]}…", "italic"))


def _rows(claims: Iterable[Claim]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, justify="right", style="green")
    for claim in claims:
        value = written(claim.value) if claim.value else ""
        table.add_row(f"{claim.confidence:.2f}", Text(claim.kind, style=STYLES[claim.kind]), _text(claim), value)
    return table


def _text(claim: Claim) -> Text:
    marks = [] if claim.kind == "statement" else [claim.predicate.id]
    marks += ["negated"] if claim.negated else []
    marks += [claim.modality] if claim.modality != "asserted" else []
    verdict = _verdict(claim.verification)
    return Text.assemble(claim.bare_text, (f"  {', '.join(marks)}", "dim") if marks else "", (verdict, "yellow"))


def _verdict(verification: Verification | None) -> str:
    if verification is None or verification.reference is None:
        return ""
    reference = verification.reference
    note = f". {verification.note}" if verification.note else ""
    return (
        f"\n{verification.verdict}: {reference.source} {reference.edition}, {reference.field}: {reference.quote}{note}"
    )


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
