"""CSV and TSV: one document per row of a table whose first line names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.ingest.columns import row_document
from pipeline.ingest.decoding import encoding_of
from pipeline.ingest.limits import LARGEST
from pipeline.ingest.readers import HEAD, Input, failure
from pipeline.records import Document, Failure

_DELIMITERS = ",;\t|"


def read(source: Input) -> Iterator[Document | Failure]:
    """A document for each row, named by the line on which it begins; the delimiter is the commonest of the header.

    A row that gives no document is a Failure; the others go on. One row is in memory at a time.
    """
    with source.open() as file:
        text = _decoded(file, source.uri)
        header = text.readline(HEAD)
        if not header.strip():
            raise SourceError(f"{source.uri!r} is empty: there is nothing to read.")
        delimiter = "\t" if source.suffix == ".tsv" else max(_DELIMITERS, key=header.count)
        names = next(csv.reader([header], delimiter=delimiter))
        chosen = {role: names.index(name) for role, name in source.columns.choose(names, source.uri).items()}
        # The limit is one for the process, so it is only ever raised: by default a field ends at 131,072 characters.
        csv.field_size_limit(max(LARGEST, csv.field_size_limit()))
        rows = _Rows(text)
        table = csv.reader(rows, delimiter=delimiter)
        while True:
            place = f"{source.uri}:{rows.number + 1}"
            rows.started()
            try:
                cells = next(table, None)
                if cells is None:
                    return
                if not cells:
                    continue
                found: Document | Failure = row_document(
                    {role: cells[column] for role, column in chosen.items() if column < len(cells)}, place
                )
            except (SourceError, csv.Error) as error:
                said = error if isinstance(error, SourceError) else SourceError(f"{place!r} is no row: {error}.")
                found = failure(place, said)
            yield found


class _Rows:
    """The lines of a table, which may be of any length, one by one; `number` is that of the last, the header's is 1."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = 1
        self.size = 0

    def started(self) -> None:
        """A new row begins."""
        self.size = 0

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> str:
        line = self.text.readline(LARGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.size += len(line)
        if self.size > LARGEST:
            while line and not line.endswith(("\n", "\r")):
                line = self.text.readline(LARGEST)
            raise csv.Error(
                f"it is longer than {LARGEST // 1_000_000} MB, more than one article: is a quotation mark missing?"
            )
        return line


def _decoded(file: BinaryIO, uri: str) -> io.TextIOWrapper:
    head = file.read(HEAD)
    if file.seekable():
        file.seek(0)
        whole = file
    else:
        from pipeline.ingest.streams import Rejoined

        whole = io.BufferedReader(Rejoined(head, file))  # type: ignore[assignment]
    encoding = encoding_of(head, uri)
    # A damaged character is read as U+FFFD; newlines inside a cell stay as they are.
    return io.TextIOWrapper(whole, encoding=encoding, errors="replace", newline="")
