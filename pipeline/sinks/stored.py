"""Everything in a database of claims, read page by page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import select

from pipeline.errors import RecordError
from pipeline.records import Failure, Result
from pipeline.sinks import migrations, schema
from pipeline.sinks.backend import Backend, slices
from pipeline.sinks.flat import record
from pipeline.sinks.rows import Row, Rows, results

# Documents read at once.
PAGE = 64


def stored(backend: Backend, name: str) -> Iterator[Result]:
    """Everything in a database, as it was at the beginning: documents in the order of their first coming, then failures.

    Closes the database. Raises RecordError when it is no store of claims.
    """
    try:
        with backend.transaction():
            migrations.check(backend, name)
            last = -1
            while page := backend.rows(
                select(schema.documents)
                .where(schema.documents.c.key > last)
                .order_by(schema.documents.c.key)
                .limit(PAGE)
            ):
                first, last = page[0]["key"], page[-1]["key"]
                yield from results({"documents": page} | _children(backend, first, last))
            for row in backend.rows(select(schema.errors).order_by(schema.errors.c.identity)):
                yield Result(None, failure=_failure(row))
    except Exception as error:
        reason = backend.reason(error)
        if reason is None:
            raise
        raise RecordError(f"Cannot read {name!r}: {reason}.") from error
    finally:
        with contextlib.suppress(Exception):
            backend.close()


def _failure(row: Row) -> Failure:
    return Failure.model_validate(record(row, Failure, schema.APART))


def _children(backend: Backend, first: int, last: int) -> Rows:
    found: Rows = {}
    for table in schema.CHILDREN:
        query = select(table).where(table.c.document.between(first, last))
        if table is schema.claims:
            query = query.order_by(table.c.document, table.c.ordinal)
        found[table.name] = backend.rows(query)
    keys = {row["entity_key"] for name in ("arguments", "qualifiers") for row in found[name]} - {None}
    table = schema.entities
    found["entities"] = [
        row for some in slices(sorted(keys)) for row in backend.rows(select(table).where(table.c.key.in_(some)))
    ]
    return found
