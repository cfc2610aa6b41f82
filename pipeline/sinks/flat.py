"""A record as one row of plain columns, and back. Columns are derived from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from pipeline.records import Record
from pipeline.sinks.codepoints import escape, unescape
from pipeline.sinks.shape import Shape, shapes

# `start` and `end` are keywords of SQL; they count characters.
RENAMED = {"start": "start_char", "end": "end_char"}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Column:
    """`path` leads to the value inside the record, `name` is that path with `_`.

    `kind`: `text`, `integer`, `number`, `boolean`, `json` (lists and maps), or `given`: whether an optional record
    stands at `path`, where none of its own columns would tell.
    """

    name: str
    path: tuple[str, ...]
    kind: str
    nullable: bool


@cache
def columns(model: type[Record], apart: frozenset[type[Record]] = frozenset()) -> tuple[Column, ...]:
    """The columns of a record. Records inside it are spread out, but for those of the types `apart`, which have rows of
    their own; lists of anything else are one column of JSON."""
    return tuple(_columns(model, apart, (), False))


def _columns(
    model: type[Record], apart: frozenset[type[Record]], path: tuple[str, ...], nullable: bool
) -> list[Column]:
    found: list[Column] = []
    for shape in shapes(model):
        here = (*path, shape.name)
        inner = shape.parts[0].model if shape.kind == "list" else shape.model
        if shape.constant or inner in apart:
            continue
        maybe = nullable or shape.nullable
        if shape.model is None:
            kind = shape.kind if shape.kind in ("text", "integer", "number", "boolean") else "json"
            found.append(Column(_name(here), here, kind, maybe))
            continue
        if shape.nullable and _witness(shape.model, apart) is None:
            found.append(Column(f"{_name(here)}_given", here, "given", nullable))
        found += _columns(shape.model, apart, here, maybe)
    return found


def _name(path: tuple[str, ...]) -> str:
    return "_".join((*path[:-1], RENAMED.get(path[-1], path[-1])))


def _witness(model: type[Record], apart: frozenset[type[Record]]) -> Shape | None:
    """A field that is never null: where its column is, the whole record is null."""
    for shape in shapes(model):
        if shape.model is None and not shape.nullable and not shape.constant:
            inner = shape.parts[0].model if shape.kind == "list" else None
            if inner not in apart or inner is None:
                return shape
    return None


def row(record: Mapping[str, Any], model: type[Record], apart: frozenset[type[Record]] = frozenset()) -> dict[str, Any]:
    """The columns of a record, given as `Record.model_dump(by_alias=True)`; JSON and odd characters written as text."""
    found: dict[str, Any] = {}
    for path, some in _holders(model, apart):
        holder: Any = record
        for step in path:
            holder = None if holder is None else holder[step]
        for column in some:
            value = None if holder is None else holder[column.path[-1]]
            if isinstance(value, str):
                value = escape(value)
            elif column.kind == "given":
                value = value is not None
            elif column.kind == "json" and value is not None:
                value = escape(_JSON.encode(value))
            found[column.name] = value
    return found


@cache
def _holders(
    model: type[Record], apart: frozenset[type[Record]]
) -> tuple[tuple[tuple[str, ...], tuple[Column, ...]], ...]:
    """The columns in their order, those that stand side by side in one record together with the path to it."""
    return tuple((path, tuple(some)) for path, some in groupby(columns(model, apart), lambda column: column.path[:-1]))


def record(row: Mapping[str, Any], model: type[Record], apart: frozenset[type[Record]] = frozenset()) -> dict[str, Any]:
    """The record of a row, as what `Model.model_validate` takes, without what stands `apart`."""
    found: dict[str, Any] = {}
    absent: list[tuple[str, ...]] = []
    for column in columns(model, apart):
        value = row[column.name]
        if column.kind == "given":
            if not value:
                absent.append(column.path)
            _put(found, column.path, {})
            continue
        if isinstance(value, str):
            value = unescape(value)
            value = json.loads(value) if column.kind == "json" else value
        elif column.kind == "boolean" and value is not None:
            value = bool(value)
        _put(found, column.path, value)
    for path in [*absent, *_absent(found, model, apart, ())]:
        _put(found, path, None)
    return found


def _put(found: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        inner = found.setdefault(step, {})
        if inner is None:
            return
        found = inner
    found[path[-1]] = value


def _absent(
    found: Mapping[str, Any], model: type[Record], apart: frozenset[type[Record]], path: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """The optional records that are not there, outermost first."""
    missing: list[tuple[str, ...]] = []
    for shape in shapes(model):
        inner = found.get(shape.name)
        if shape.model is None or shape.model in apart or not isinstance(inner, dict):
            continue
        witness = _witness(shape.model, apart)
        if shape.nullable and witness is not None and inner[witness.name] is None:
            missing.append((*path, shape.name))
        else:
            missing += _absent(inner, shape.model, apart, (*path, shape.name))
    return missing
