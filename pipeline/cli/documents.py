"""The sources of a command line as documents; what cannot be read is named on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from pipeline.ingest.columns import Columns
from pipeline.records import Document, Failure


class Documents:
    """Iterates once over the documents of `sources`; afterwards `failures` is complete.

    `language` is an ISO 639 code that stops the check for English, `columns` what to read of tables.
    """

    def __init__(self, sources: Sequence[str], *, language: str | None = None, columns: Columns | None = None) -> None:
        self.sources = sources
        self.columns = columns
        self.language = language
        self.failures: list[Failure] = []

    def __iter__(self) -> Iterator[Document]:
        from pipeline import ingest

        for found in ingest.read(self.sources, language=self.language, columns=self.columns):
            if isinstance(found, Failure):
                self.failed(found)
            else:
                yield found

    def failed(self, failure: Failure) -> None:
        """Name a failure and remember it."""
        print(f"claimspan: {failure.reason}", file=sys.stderr)
        self.failures.append(failure)
