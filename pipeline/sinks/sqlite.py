"""Claims in a SQLite file: `NAME.db`, `NAME.sqlite` or `sqlite:///PATH`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from sqlalchemy import URL, Table

from pipeline.records import Result
from pipeline.sinks.backend import Backend
from pipeline.sinks.rows import Row
from pipeline.sinks.sql import SqlBackend
from pipeline.sinks.store import Store
from pipeline.sinks.stored import stored
from pipeline.sinks.urls import existing_path, file_path

# Seconds to wait for another program that is writing to the file.
PATIENCE = 60


class SqliteBackend(SqlBackend):
    """The lock of a writer is taken at the beginning: two that both read first could not both go on."""

    writing = "BEGIN IMMEDIATE"

    def __init__(self, path: str) -> None:
        super().__init__(URL.create("sqlite", database=path), timeout=PATIENCE)
        self.connection.exec_driver_sql("PRAGMA foreign_keys = ON")

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        quote = self.engine.dialect.identifier_preparer.quote
        names = list(rows[0])
        columns, marks = ", ".join(map(quote, names)), ", ".join("?" * len(names))
        statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"
        # The driver takes all values as they are: nothing has to be converted row by row.
        self.connection.exec_driver_sql(statement, list(map(itemgetter(*names), rows)))


class SqliteStore(Store):
    """One file, the same after a power cut as before the transaction that it cut off."""

    def connect(self) -> Backend:
        return SqliteBackend(file_path(self.target))


def read(target: str) -> Iterator[Result]:
    """Everything in a file. Raises RecordError when it is not there or no store of claims."""
    return _read(existing_path(target), target)


def _read(path: str, target: str) -> Iterator[Result]:
    yield from stored(SqliteBackend(path), target)
