"""What the records look like, read off their models, so that no store writes the fields down a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pipeline.records import Record

SCALARS = {str: "text", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Shape:
    """One field, or what a list holds.

    `kind`: `text`, `integer`, `number`, `boolean`; `record` (of `model`); `list` (of `parts[0]`); `pair` (a fixed row of
    `parts`); `map` (text to text). `constant`: always the same, as the name of the schema is.
    """

    name: str
    kind: str
    nullable: bool = False
    model: type[Record] | None = None
    parts: tuple[Shape, ...] = ()
    constant: bool = False


@cache
def shapes(model: type[Record]) -> tuple[Shape, ...]:
    """The fields of a record in the contract's order and under its names."""
    return tuple(_shape(field.alias or name, field.annotation) for name, field in model.model_fields.items())


def _shape(name: str, annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        found = _shape(name, inner)
        return Shape(name, found.kind, True, found.model, found.parts, found.constant)
    if origin is Literal:
        return Shape(name, SCALARS[type(arguments[0])], constant=len(arguments) == 1)
    if origin is tuple and arguments[-1] is Ellipsis:
        return Shape(name, "list", parts=(_shape("item", arguments[0]),))
    if origin is tuple:
        return Shape(
            name, "pair", parts=tuple(_shape(f"item_{number}", one) for number, one in enumerate(arguments, 1))
        )
    if origin is dict:
        return Shape(name, "map")
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Shape(name, "record", model=annotation)
    return Shape(name, SCALARS[annotation])


def places(model: type[Record], wanted: type[Record], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where records of the type `wanted` stand inside `model`, one each: `("attribution", "source")`."""
    for shape in shapes(model):
        if shape.model is wanted:
            yield (*path, shape.name)
        elif shape.model is not None:
            yield from places(shape.model, wanted, (*path, shape.name))
