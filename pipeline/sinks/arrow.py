"""Claims as Arrow tables: the nesting of the records kept as structs and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.packing import values
from pipeline.records import Claim, Record
from pipeline.sinks.codepoints import escape, unescape
from pipeline.sinks.shape import Shape, shapes
from pipeline.wire import described

# Claims in one table: some megabytes, and large enough for columns to compress well.
ROWS = 4096

Change = Callable[[str], str]


def schema(pa: Any) -> Any:
    """The Arrow schema of a claim; `pa` is the module pyarrow."""
    return pa.schema([_field(pa, shape) for shape in shapes(Claim)])


def _field(pa: Any, shape: Shape) -> Any:
    return pa.field(shape.name, _type(pa, shape), nullable=shape.nullable)


def _type(pa: Any, shape: Shape) -> Any:
    if shape.kind == "record" and shape.model is not None:
        return pa.struct([_field(pa, inner) for inner in shapes(shape.model)])
    if shape.kind == "list":
        return pa.list_(pa.field("item", _type(pa, shape.parts[0]), nullable=shape.parts[0].nullable))
    if shape.kind == "pair":
        return pa.struct([_field(pa, part) for part in shape.parts])
    if shape.kind == "map":
        # Not Arrow's own map, which the datasets library does not know.
        return pa.list_(pa.struct([pa.field("key", pa.string(), False), pa.field("value", pa.string(), False)]))
    return {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}[shape.kind]


class Tables:
    """Claims on their way into tables of `ROWS` rows and the schema `form`, each of which `write` takes."""

    def __init__(self, pa: Any, form: Any, write: Callable[[Any], None]) -> None:
        self._pa = pa
        self._form = form
        self._write = write
        self._waiting: list[dict[str, Any]] = []

    def add(self, claims: Sequence[Claim]) -> None:
        """Add claims one by one: those of a very long document are packed, and too many for memory."""
        for fields in values(claims):
            self._waiting.append(_record(fields, Claim, escape, _stored))
            if len(self._waiting) >= ROWS:
                self.end()

    def end(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._write(self._pa.Table.from_pylist(self._waiting, schema=self._form))
            self._waiting = []


def claim(row: dict[str, Any], where: str) -> Claim:
    """The claim of a row as Arrow gives it. Raises RecordError that says `where` and what does not fit."""
    try:
        return Claim.model_validate(_record(row, Claim, unescape, _restored))
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ValidationError):
            raise RecordError(described(error, where)) from error
        raise RecordError(f"{where}: its columns are not those of a claim.") from error


Turn = Callable[[Any, Shape, Change], Any]


def _record(values: dict[str, Any], model: type[Record], change: Change, turn: Turn) -> dict[str, Any]:
    return {shape.name: _value(values[shape.name], shape, change, turn) for shape in shapes(model)}


def _value(value: Any, shape: Shape, change: Change, turn: Turn) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return change(value)
    if shape.kind == "record" and shape.model is not None:
        return _record(value, shape.model, change, turn)
    if shape.kind == "list":
        return [_value(item, shape.parts[0], change, turn) for item in value]
    return turn(value, shape, change) if shape.kind in ("pair", "map") else value


def _stored(value: Any, shape: Shape, change: Change) -> Any:
    if shape.kind == "map":
        return [{"key": change(key), "value": change(text)} for key, text in value.items()]
    return {part.name: _value(item, part, change, _stored) for part, item in zip(shape.parts, value, strict=True)}


def _restored(value: Any, shape: Shape, change: Change) -> Any:
    if shape.kind == "map":
        return {change(pair["key"]): change(pair["value"]) for pair in value}
    return [_value(value[part.name], part, change, _restored) for part in shape.parts]
