"""Claims as a Parquet file: nested columns, row groups of some ten thousand claims, Zstandard."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from pipeline.errors import RecordError
from pipeline.records import Claim, Result
from pipeline.sinks.arrow import ROWS, Tables, claim, schema
from pipeline.sinks.extras import load
from pipeline.sinks.files import FileSink
from pipeline.sinks.grouping import by_document

# Tables in a row group. A file keeps what it says of each group and column in memory until its end, so groups are few; what
# waits for one is some tables (`benchmarks/memory.py --without-reading --to .parquet` measures both).
TABLES = 8


class ParquetSink(FileSink):
    """A file that pandas, DuckDB, Polars and Spark read as it is: `select subject.entity.name from 'claims.parquet'`."""

    def start(self) -> None:
        pa = load("pyarrow", "parquet", self.target)
        parquet = load("pyarrow.parquet", "parquet", self.target)
        form = schema(pa)
        self._writer = parquet.ParquetWriter(self.file, form, compression="zstd")
        self._tables = Tables(pa, form, self._wait)
        self._join = pa.concat_tables
        self._waiting: list[Any] = []

    def add(self, result: Result) -> None:
        self._tables.add(result.claims)

    def _wait(self, table: Any) -> None:
        self._waiting.append(table)
        if len(self._waiting) >= TABLES:
            self._write()

    def _write(self) -> None:
        if self._waiting:
            table = self._join(self._waiting)
            self._waiting = []
            self._writer.write_table(table, row_group_size=len(table))

    def end(self) -> None:
        self._tables.end()
        self._write()
        self._writer.close()

    def discard(self) -> None:
        # It writes a footer when it is closed, which there may be no room for.
        with contextlib.suppress(AttributeError, OSError, ValueError):
            self._writer.close()
        super().discard()


def read(target: str) -> Iterator[Result]:
    """The claims of a file. Raises RecordError when it is no Parquet file or its columns are not those of claims."""
    return by_document(lambda: _claims(target))


def _claims(target: str) -> Iterator[Claim]:
    parquet: Any = load("pyarrow.parquet", "parquet", target)
    pa: Any = load("pyarrow", "parquet", target)
    number = 0
    try:
        with parquet.ParquetFile(target) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield claim(row, f"{target}, row {number}")
    except (OSError, pa.ArrowException) as error:
        raise RecordError(f"Cannot read {target!r}: {error}") from error
