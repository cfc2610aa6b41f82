"""Parquet: one document per row, read in small batches of the columns that matter."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from pipeline.errors import SourceError
from pipeline.ingest.columns import row_document
from pipeline.ingest.limits import in_memory
from pipeline.ingest.readers import Input, failure
from pipeline.records import Document, Failure

_ROWS = 64  # decoded together
_BUFFER = 1 << 20  # bytes read ahead in each column


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each row, named `FILE:ROW` from 1 where no column names it. A row that gives none is a Failure.

    Raises SourceError when the file is no Parquet file, has no column of texts, or pyarrow is not installed.
    """
    arrow = module("pyarrow.parquet", source.uri)
    with source.open() as file:
        table = arrow.ParquetFile(in_memory(file, source.uri), buffer_size=_BUFFER, pre_buffer=False)
        chosen = source.columns.choose(table.schema_arrow.names, source.uri)
        batches = table.iter_batches(batch_size=_ROWS, columns=sorted(set(chosen.values())), use_threads=False)
        yield from rows(batches, chosen, source.uri)


def rows(batches: Iterator[Any], chosen: dict[str, str], uri: str) -> Iterator[Document | Failure]:
    """The documents of Arrow record batches; `chosen` says which column has which role."""
    number = 0
    for batch in batches:
        _validate(batch, chosen)
        columns = {role: batch.column(batch.schema.get_field_index(name)) for role, name in chosen.items()}
        for row in range(batch.num_rows):
            number += 1
            place = f"{uri}:{number}"
            try:
                found: Document | Failure = row_document({role: c[row].as_py() for role, c in columns.items()}, place)
            except SourceError as error:
                found = failure(place, error)
            except ValueError as error:  # bytes that are not UTF-8, a time beyond the calendar
                found = failure(place, SourceError(f"{place!r} holds a value that cannot be read: {error}."))
            yield found


def _validate(batch: Any, chosen: dict[str, str]) -> None:
    """Raise what pyarrow raises when a column points outside of its bytes: Arrow itself trusts what it is given."""
    for name in chosen.values():
        try:
            batch.column(batch.schema.get_field_index(name)).validate(full=True)
        except ValueError as error:
            # A text that is not UTF-8 costs its own row only.
            if "UTF8" not in str(error):
                raise


def module(name: str, uri: str) -> ModuleType:
    """A part of pyarrow, which only tables need. Raises SourceError that says how to get it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise SourceError(f"{uri!r} needs the package pyarrow: pip install 'claimspan[parquet]'.") from error
