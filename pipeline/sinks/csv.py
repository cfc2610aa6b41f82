"""Claims as a spreadsheet: a row per claim, its fields as columns, and in the last column the whole record as JSON.

The plain columns are for people and spreadsheets; `record` is what is read back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.packing import lines, values
from pipeline.records import Claim, Result
from pipeline.sinks.files import FileSink
from pipeline.sinks.flat import columns, row
from pipeline.sinks.grouping import by_document
from pipeline.wire import loads

RECORD = "record"
# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection"), also in full-width letters.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


class CsvSink(FileSink):
    """A CSV file as RFC 4180 has it: UTF-8, commas, quotes doubled, lines ended by CR LF. Null is an empty cell."""

    def start(self) -> None:
        self._text = io.TextIOWrapper(self.file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text)
        self._rows.writerow([*(column.name for column in columns(Claim)), RECORD])

    def add(self, result: Result) -> None:
        for fields, line in zip(values(result.claims), lines(result.claims), strict=True):
            cells = row(fields, Claim).values()
            self._rows.writerow([*map(guarded, cells), line.decode("utf-8")])

    def end(self) -> None:
        self._text.flush()


def guarded(cell: Any) -> Any:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe in front, as does one that begins
    with an apostrophe, so that taking one away gives the text back. Numbers are as they are."""
    return GUARD + cell if isinstance(cell, str) and cell.startswith((GUARD, *FORMULA)) else cell


def read(target: str) -> Iterator[Result]:
    """The claims of the column `record`. Raises RecordError when there is none or a cell holds no claim."""
    return by_document(lambda: _claims(target))


def _claims(target: str) -> Iterator[Claim]:
    # A sentence may be longer than the 128 KiB that Python allows a cell.
    csv.field_size_limit(1 << 30)
    try:
        with Path(target).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if RECORD not in (rows.fieldnames or ()):
                raise RecordError(f"{target!r} has no column {RECORD!r}: it holds no claims, or they were cut.")
            for found in rows:
                yield loads(found[RECORD] or "", f"{target}, line {rows.line_num}")
    except OSError as error:
        raise RecordError(f"Cannot read {target!r}: {error.strerror or error}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise RecordError(f"Cannot read {target!r}: it is no CSV file in UTF-8 ({error}).") from error
