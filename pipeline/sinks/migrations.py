"""Which version of the tables a database has, and how an older one becomes the one we write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Text, insert, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeEngine

from pipeline.errors import RecordError, SinkError
from pipeline.sinks import schema, views

if TYPE_CHECKING:
    from pipeline.sinks.backend import Backend


class Add(ExecutableDDLElement):
    """A column that may be null, behind those that a table has."""

    def __init__(self, table: str, column: str, kind: TypeEngine[Any]) -> None:
        self.table = table
        self.column = column
        self.kind = kind


@compiles(Add)
def _add(element: Add, compiler: DDLCompiler, **_: Any) -> str:
    kind = compiler.dialect.type_compiler_instance.process(element.kind)
    return f"ALTER TABLE {element.table} ADD COLUMN {element.column} {kind}"


def _add_origins(backend: Backend) -> None:
    """1 to 2: how a text leads back to an original that is not text, and where evidence stands there."""
    for name in ("media_type", "author"):
        backend.run(Add("documents", f"origin_{name}", Text()))
    for name in ("pages", "segments", "runs"):
        backend.run(Add("documents", f"origin_{name}", schema.JSON_TEXT))
    for name in ("source_start", "source_end"):
        backend.run(Add("claims", f"evidence_{name}", BigInteger()))


def _add_numbers(backend: Backend) -> None:
    """2 to 3: after the manner of which locale numbers are written in a text."""
    backend.run(Add("documents", "numbers", Text()))


# Version -> what brings a database of that version to the next. It runs in the transaction that opens the store, so a
# database is never between two versions; it names tables and columns itself, since
# schema.py only knows the newest. Views are
# dropped before and made anew after it.
STEPS: dict[int, Callable[[Backend], None]] = {1: _add_origins, 2: _add_numbers}


def prepare(backend: Backend, name: str) -> None:
    """Make the tables, or bring older ones up to date, within the transaction that is open.

    Raises SinkError when a newer claimspan made them.
    """
    found = _version(backend)
    if found is None:
        for table in schema.metadata.sorted_tables:
            backend.run(CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                backend.run(CreateIndex(index))
        backend.run(insert(schema.version).values(version=schema.VERSION))
        _make_views(backend)
        return
    if found > schema.VERSION:
        raise SinkError(
            f"Cannot write {name!r}: its tables are of version {found}, made by a newer claimspan. Update it."
        )
    if found < schema.VERSION:
        for view in reversed(views.views()):
            backend.run(views.drop(view))
        for older in range(found, schema.VERSION):
            STEPS[older](backend)
        backend.run(update(schema.version).values(version=schema.VERSION))
        _make_views(backend)


def check(backend: Backend, name: str) -> None:
    """Raises RecordError when the database is no store of claims, or one of another version."""
    found = _version(backend)
    if found is None:
        raise RecordError(f"{name!r} holds no claims: it has no table {schema.version.name!r}.")
    if found != schema.VERSION:
        way = "Open it for writing once to bring it up to date" if found < schema.VERSION else "Update claimspan"
        raise RecordError(f"The tables of {name!r} are of version {found}, not {schema.VERSION}. {way}.")


def _version(backend: Backend) -> int | None:
    if schema.version.name not in backend.tables():
        return None
    rows = backend.rows(select(schema.version.c.version))
    return int(rows[0]["version"]) if rows else None


def _make_views(backend: Backend) -> None:
    for name in views.views():
        backend.run(views.create(name))
