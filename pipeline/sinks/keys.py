"""Which documents have come, however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


class Keys:
    """A set of short keys, in their order, that takes a few megabytes of memory and grows on disk, in a file without a name.

    The file lies where SQLite keeps what is temporary (`SQLITE_TMPDIR`, `TMPDIR`, `/var/tmp`) and is gone with the process.
    Raises OSError when there is no room.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE key (key BLOB PRIMARY KEY) WITHOUT ROWID")
        # Never ended: nothing of it is to outlive the process.
        self._database.execute("BEGIN")
        self._number = 0

    def add(self, key: bytes) -> bool:
        """Add a key; whether it is new."""
        try:
            new = self._database.execute("INSERT OR IGNORE INTO key VALUES (?)", (key,)).rowcount == 1
        except sqlite3.Error as error:
            raise OSError(
                f"the keys of what has come cannot be kept in the folder for temporary files ({error})"
            ) from error
        self._number += new
        return new

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[bytes]:
        return (key for (key,) in self._database.execute("SELECT key FROM key ORDER BY key"))

    def close(self) -> None:
        """Forget them."""
        self._database.close()
