"""Claims in PostgreSQL: `postgresql://USER@HOST/DATABASE`, loaded by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import URL, Table, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from pipeline.errors import RecordError, SinkError
from pipeline.records import Result
from pipeline.sinks.backend import Backend
from pipeline.sinks.extras import load
from pipeline.sinks.rows import Row
from pipeline.sinks.sql import SqlBackend, database_reason
from pipeline.sinks.store import Store
from pipeline.sinks.stored import stored

# Names the lock that lets one writer at a time into the tables of claims; readers and other tables do not notice.
LOCK = 0x636C61696D


class PostgresBackend(SqlBackend):
    """Reads see one moment, however long they take."""

    reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, url: URL) -> None:
        self._errors: tuple[type[Exception], ...] = (load("psycopg", "postgres", _shown(url)).Error,)
        # JSON goes and comes as the text that we wrote: what is escaped in it is ours to read.
        super().__init__(url, options={"json_serializer": _as_text, "json_deserializer": _as_text})

    def begin(self, *, write: bool) -> None:
        super().begin(write=write)
        if write:
            self.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        quote = self.engine.dialect.identifier_preparer.quote
        names = list(rows[0])
        columns = ", ".join(quote(name) for name in names)
        driver = self.connection.connection.driver_connection
        assert driver is not None
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row([row[name] for name in names])

    def reason(self, error: Exception) -> str | None:
        if isinstance(error, self._errors):
            return "; ".join(str(error).split("\n")).rstrip(".; ")
        return super().reason(error)


class PostgresStore(Store):
    """Tables in the first schema of the connection's search path. Messages show the URL without its password."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.url = _url(target)
        self.name = _shown(self.url)

    def connect(self) -> Backend:
        try:
            return PostgresBackend(self.url)
        except SQLAlchemyError as error:
            raise SinkError(f"Cannot reach {self.name!r}: {database_reason(error)}. Is the server running?") from error


def _as_text(data: str | bytes) -> str:
    return data if isinstance(data, str) else data.decode("utf-8")


def _url(target: str) -> URL:
    scheme, _, rest = target.partition(":")
    try:
        # A library that takes paths has made one slash of two.
        url = make_url(f"postgresql+psycopg://{rest.lstrip('/')}")
    except (ArgumentError, ValueError) as error:
        raise SinkError(f"{scheme}:… is no database URL: write it as postgresql://USER@HOST/DATABASE.") from error
    return url


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def read(target: str) -> Iterator[Result]:
    """Everything in a database. Raises RecordError when it cannot be reached or is no store of claims."""
    url = _url(target)
    try:
        backend = PostgresBackend(url)
    except SQLAlchemyError as error:
        raise RecordError(f"Cannot reach {_shown(url)!r}: {database_reason(error)}. Is the server running?") from error
    yield from stored(backend, _shown(url))
