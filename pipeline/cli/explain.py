"""`claimspan explain`: why there is a claim."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.inspection.explaining import Explanation

WIDTH = 112
# Signals that move the log-odds by less than this are summed up in one line.
SMALL = 0.05


class Format(StrEnum):
    """How an explanation is written."""

    text = "text"
    json = "json"


def command(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM_ID", help="Id of the claim, or its first characters.")],
    claims: Annotated[str, typer.Option("--claims", metavar="FILE", help="JSON Lines file that holds it; - is standard input.")],
    source: Annotated[
        str | None, typer.Option("--source", metavar="PATH", help="The text. Default: where the claim says that it was read.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="text for a reader, json for a program.")] = Format.text,
    model: options.Model = None,
    numbers: options.Numbers = None,
) -> None:  # fmt: skip
    """Say which rule and model made a claim, from which words, and what its confidence and check-worthiness rest on.

    The text is read again to find out what the confidence was computed from: each signal with what it adds to the log-odds.

    Example: `claimspan explain c:0a1b --claims claims.jsonl`

    Exit codes: 0; 1 when there is no such claim or the claims cannot be read.
    """
    from pipeline.inspection.explaining import explain, find
    from pipeline.sinks import read_claims

    explanation = explain(find(claim_id, read_claims(claims), claims), source=source, model=model, numbers=numbers)
    if form is Format.json:
        typer.echo(json.dumps(explanation.as_dict(), ensure_ascii=False, indent=2))
        return
    for line in lines(explanation):
        typer.echo(line)


def lines(explanation: Explanation) -> Iterator[str]:
    """The explanation for a reader."""
    claim = explanation.claim
    yield f"{claim.id}  {claim.kind} {claim.predicate.id}"
    yield from wrapped(claim.text, "  ")
    yield ""
    yield f"words       {claim.document.uri or claim.document.id} [{claim.evidence.start}:{claim.evidence.end}]"
    yield from wrapped(explanation.marked, "  ")
    for slot in explanation.slots:
        stands_for = f" = {slot.stands_for}" if slot.stands_for else ""
        yield from wrapped(f"{slot.name} [{slot.start}:{slot.end}] {_short(slot.quote)}{stands_for}", "    ")
    yield ""
    producer = claim.producer
    yield f"made by     rule {producer.rule}, model {producer.model}, claimspan {producer.pipeline}"
    if explanation.row is not None:
        row = {name: value for name, value in explanation.row.items() if name != "lemmas"}
        yield from wrapped(f"row of relations.toml: {', '.join(f'{n} {v}' for n, v in row.items())}", "  ")
    yield ""
    yield from _confidence(explanation)
    yield ""
    yield f"worth checking {claim.checkworthiness:.2f}"
    for reason in explanation.reasons:
        yield f"  {reason.weight:+.2f}  {reason.name}: it {reason.words}"
    for note in explanation.notes:
        yield ""
        yield from wrapped(note, "")


def _confidence(explanation: Explanation) -> Iterator[str]:
    from pipeline.assessment.confidence import wording

    yield f"confidence  {explanation.claim.confidence:.3f}"
    if explanation.alike is not None:
        alike = explanation.alike
        yield (
            f"  of {alike['claims']:.0f} {explanation.claim.kind}s at {alike['low']:.2f} to {alike['high']:.2f} in gold texts "
            f"that were not learnt from, {100 * alike['right']:.0f}% were right"
        )
    large = [share for share in explanation.shares if abs(share.log_odds) >= SMALL]
    for share in large:
        number = "" if share.number == 1 else f": {share.number:.3g}"
        yield f"  {share.log_odds:+.2f}  {wording(share.signal)}{number}"
    if small := [share.log_odds for share in explanation.shares if abs(share.log_odds) < SMALL]:
        yield f"  {sum(small):+.2f}  {len(small)} signals of less than {SMALL:g} each"


def wrapped(text: str, indent: str) -> list[str]:
    """Lines of at most WIDTH characters."""
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return repr(quote if len(quote) <= 60 else f"{quote[:40]}…{quote[-15:]}")
