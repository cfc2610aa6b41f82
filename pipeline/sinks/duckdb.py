"""Claims in a DuckDB file: `NAME.duckdb` or `duckdb:///PATH`, loaded as Arrow tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Double, Executable, Integer, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.compiler import SQLCompiler

from pipeline.errors import RecordError
from pipeline.records import Result
from pipeline.sinks.backend import Backend
from pipeline.sinks.extras import load
from pipeline.sinks.rows import Row
from pipeline.sinks.store import Store
from pipeline.sinks.stored import stored
from pipeline.sinks.urls import existing_path, file_path

_INCOMING = "incoming"


class DuckdbBackend(Backend):
    """DuckDB reads PostgreSQL's dialect, so its statements are built with that one."""

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        self._duckdb = load("duckdb", "duckdb", path)
        self._pa = load("pyarrow", "duckdb", path)
        self._dialect = postgresql.dialect(paramstyle="qmark")  # type: ignore[no-untyped-call]
        self._connection = self._duckdb.connect(path, read_only=read_only)

    def begin(self, *, write: bool) -> None:
        self._connection.execute("BEGIN")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close()

    def rows(self, statement: Executable) -> list[Row]:
        cursor = self._execute(statement)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def run(self, statement: Executable) -> None:
        # Its own statistics of each block of rows do what an index would; keys have theirs in any case.
        if isinstance(statement, CreateIndex):
            return
        # DuckDB checks foreign keys against what the transaction has already deleted ("Over-Eager Constraint Checking" in
        # its documentation), so that no document could be replaced.
        if isinstance(statement, CreateTable):
            statement = CreateTable(statement.element, include_foreign_key_constraints=[])
        self._execute(statement)

    def _execute(self, statement: Executable) -> Any:
        compiled = statement.compile(dialect=self._dialect, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
        if not isinstance(compiled, SQLCompiler):
            return self._connection.execute(str(compiled))
        return self._connection.execute(str(compiled), [compiled.params[name] for name in compiled.positiontup or ()])

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        columns = {
            name: self._pa.array([row[name] for row in rows], self._type(table.c[name].type)) for name in rows[0]
        }
        quote = self._dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in columns)
        self._connection.register(_INCOMING, self._pa.table(columns))
        try:
            self._connection.execute(f"INSERT INTO {quote(table.name)} ({names}) SELECT {names} FROM {_INCOMING}")
        finally:
            self._connection.unregister(_INCOMING)

    def _type(self, kind: object) -> Any:
        if isinstance(kind, BigInteger | Integer):
            return self._pa.int64()
        if isinstance(kind, Boolean):
            return self._pa.bool_()
        return self._pa.float64() if isinstance(kind, Double) else self._pa.string()

    def tables(self) -> set[str]:
        found = self._connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {name for (name,) in found}

    def reason(self, error: Exception) -> str | None:
        return str(error).split("\n")[0].rstrip(".") if isinstance(error, self._duckdb.Error) else None


class DuckdbStore(Store):
    """One file, which one program at a time can open for writing."""

    def connect(self) -> Backend:
        return DuckdbBackend(file_path(self.target))


def read(target: str) -> Iterator[Result]:
    """Everything in a file. Raises RecordError when it is not there or no store of claims."""
    return _read(existing_path(target), target)


def _read(path: str, target: str) -> Iterator[Result]:
    import duckdb

    try:
        backend = DuckdbBackend(path, read_only=True)
    except duckdb.Error as error:
        raise RecordError(f"Cannot read {target!r}: {str(error).splitlines()[0]}.") from error
    yield from stored(backend, target)
