"""A claim as one line of JSON and back, whatever characters it holds."""

from __future__ import annotations

import json

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from pipeline.errors import RecordError
from pipeline.records import SCHEMA, Claim, Record


def dumps(record: Record) -> str:
    """One line of JSON; a lone surrogate, which UTF-8 cannot hold, is written as its escape (`\\ud800`)."""
    try:
        return record.to_json()
    except PydanticSerializationError:
        return json.dumps(record.model_dump(by_alias=True), separators=(",", ":"))


def loads(line: bytes | str, where: str) -> Claim:
    """The claim of a line. Raises RecordError that says `where` and why it is none."""
    try:
        return Claim.model_validate_json(line)
    except ValidationError as error:
        refused = error
    try:
        # The fast parser refuses lone surrogates.
        return Claim.model_validate(json.loads(line))
    except ValueError:
        raise RecordError(described(refused, where)) from refused


def described(error: ValidationError, where: str) -> str:
    """The first thing that is wrong with a record, in words."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "the line"
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{where}: {field}: {first['msg']}{more}. It is no {SCHEMA} record."
