"""Which version of the tables a database has, and how an older one becomes the one we write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeline.errors import RecordError, SinkError
from pipeline.sinks import schema, views

if TYPE_CHECKING:
    from pipeline.sinks.backend import Backend

# Version -> what brings a database of that version to the next. It runs in the transaction that opens the store, so a
# database is never between two versions; it uses plain SQL, since schema.py only knows the newest tables. Views are
# dropped before and made anew after it.
STEPS: dict[int, Callable[[Backend], None]] = {}


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
