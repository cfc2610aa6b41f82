"""A database that SQLAlchemy talks to, with transactions that we begin and end ourselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Executable, create_engine, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.sinks.backend import Backend
from pipeline.sinks.rows import Row


class SqlBackend(Backend):
    """One connection of its own. `reading` and `writing` are the statements that begin a transaction."""

    reading = "BEGIN"
    writing = "BEGIN"

    def __init__(self, url: URL, *, options: Mapping[str, Any] | None = None, **arguments: Any) -> None:
        # AUTOCOMMIT keeps the driver from beginning transactions of its own, which for SQLite would not cover DDL.
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args=arguments, **(options or {}))
        try:
            self.connection = self.engine.connect()
        except SQLAlchemyError:
            self.engine.dispose()
            raise

    def begin(self, *, write: bool) -> None:
        self.connection.exec_driver_sql(self.writing if write else self.reading)

    def commit(self) -> None:
        self.connection.exec_driver_sql("COMMIT")

    def rollback(self) -> None:
        self.connection.exec_driver_sql("ROLLBACK")

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()

    def rows(self, statement: Executable) -> list[Row]:
        return [dict(row) for row in self.connection.execute(statement).mappings()]

    def run(self, statement: Executable) -> None:
        self.connection.execute(statement)

    def tables(self) -> set[str]:
        return set(inspect(self.connection).get_table_names())

    def reason(self, error: Exception) -> str | None:
        return database_reason(error)


def database_reason(error: Exception) -> str | None:
    """Why a database refused, on one line and without the statement; None when it was not a database."""
    if isinstance(error, DBAPIError):
        return "; ".join(str(error.orig).split("\n")).rstrip(".; ")
    return str(error).split("\n")[0].rstrip(".") if isinstance(error, SQLAlchemyError) else None
