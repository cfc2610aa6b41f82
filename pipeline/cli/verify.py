"""`claimspan verify`: claims set beside the reference works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from pipeline.cli import options

if TYPE_CHECKING:
    from pipeline.records import Claim


def command(
    claims: options.Claims,
    source: options.Reference = None,
    to: options.To = None,
    quiet: options.Quiet = False,
) -> None:
    """Write claims again, each with what the reference work says about it.

    A verdict is supported, close, contradicted, outdated (an earlier edition said so, later ones do not) or not_found. It
    compares a claim with the editions of the CIA World Factbook that come with claimspan, and says nothing about truth.
    How many claims got which verdict is told on standard error. `--source` adds references of your own, which are asked first
    (docs/reference-sources.md).

    Example: `claimspan extract article.txt | claimspan verify - | jq 'select(.verification.verdict == "outdated")'`

    Exit codes: 0, whatever the verdicts; 1 when the claims cannot be read or written.
    """
    from pipeline import sinks
    from pipeline.verify.attach import attach

    verdicts: Counter[str] = Counter()
    sinks.write(_counted(attach(sinks.read_claims(claims), options.references(source)), verdicts), to or "-")
    if not quiet:
        told = (f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        typer.echo(", ".join(told) or "no claims", err=True)


def _counted(claims: Iterable[Claim], verdicts: Counter[str]) -> Iterator[Claim]:
    for claim in claims:
        if claim.verification:
            verdicts[claim.verification.verdict] += 1
        yield claim
