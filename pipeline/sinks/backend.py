"""What a database does for a store of claims: the few things that databases do differently."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable, Table

from pipeline.sinks.rows import Row

# Keys asked for in one statement; SQLite takes no more than 32,766.
KEYS = 5000


class Backend(ABC):
    """One open database: the few things that stores do differently."""

    @abstractmethod
    def begin(self, *, write: bool) -> None:
        """Start a transaction; for writing, with the lock that keeps other writers out until its end."""

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def rollback(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def rows(self, statement: Executable) -> list[Row]:
        """What a query gives."""

    @abstractmethod
    def run(self, statement: Executable) -> None:
        """Execute a statement that gives nothing."""

    @abstractmethod
    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add many rows, quickly; all have the same columns."""

    @abstractmethod
    def tables(self) -> set[str]:
        """Names of the tables that are there."""

    @abstractmethod
    def reason(self, error: Exception) -> str | None:
        """Why the database refused, in its words; None when the error is not the database's."""

    @contextlib.contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[None]:
        """All or nothing of what the block does."""
        self.begin(write=write)
        try:
            yield
        except BaseException:
            # The connection may be what was lost.
            with contextlib.suppress(Exception):
                self.rollback()
            raise
        self.commit()


def slices(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The keys in portions for one statement each."""
    for first in range(0, len(keys), KEYS):
        yield keys[first : first + KEYS]
