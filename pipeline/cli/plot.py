"""`claimspan plot`: a claim against the reference's series, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import options


def command(
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM_ID", help="Id of a claim, or as much of its start as is unique.")
    ],
    claims: Annotated[str, typer.Option("--claims", metavar="FILE", help="JSON Lines of claims; - is standard input.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The picture to write: .png or .svg.")],
    source: options.Reference = None,
) -> None:
    """Draw a statistic against what the editions of the reference say.

    The series of the reference over its editions is a line, the claim a mark at the time that it is about; verdict and
    quotation stand above. Needs the extra `plots`: `pip install 'claimspan[plots]'`.

    Example: `claimspan plot 3f2a --claims claims.jsonl -o border.svg`

    Exit codes: 0; 1 when there is no such claim, nothing to draw, or the picture cannot be written.
    """
    from pipeline import sinks
    from pipeline.errors import RecordError
    from pipeline.verify.attach import attach
    from pipeline.verify.plot import draw

    found = [c for c in sinks.read_claims(claims) if c.id.startswith(claim)]
    ids = sorted({c.id for c in found})
    if len(ids) != 1:
        told = f"{len(ids)} claims that start with" if ids else "no claim"
        raise RecordError(f"{claims!r} holds {told} {claim!r}: `jq -r .id {claims}` lists the ids.")
    draw(next(attach(found[:1], options.references(source))), out)
