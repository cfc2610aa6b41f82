"""`claimspan schema`: the contract, as JSON Schema."""

from __future__ import annotations

import json

import typer


def command() -> None:
    """Print the JSON Schema (draft 2020-12) of a claim record.

    Every line that `claimspan extract` writes is valid under it.

    Example: `claimspan schema > claim.schema.json`

    Exit codes: 0.
    """
    from pipeline.records import Claim

    schema = Claim.model_json_schema(by_alias=True, mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    typer.echo(json.dumps(dialect | schema, indent=2, ensure_ascii=False))
