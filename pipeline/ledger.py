"""What a run has read, on disk and safe from crashes: the next run takes it from here instead of reading again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.errors import SinkError
from pipeline.packing import Block, PackedClaims, pack
from pipeline.records import Document, Result
from pipeline.wire import dumps

SUFFIX = ".ledger"
# "clsp": says whose database it is, as `file` and SQLite itself show it.
APPLICATION = 0x636C7370
VERSION = 1
SCHEMA = """
CREATE TABLE result (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,  -- of the document and of all that its claims depend on
    uri TEXT NOT NULL,
    found TEXT NOT NULL,       -- what reading found out about the document, as JSON
    blocks INTEGER NOT NULL,
    checksum INTEGER NOT NULL, -- CRC-32 of key, found and every block
    run INTEGER NOT NULL       -- the last run that had this document
);
CREATE TABLE block (
    result INTEGER NOT NULL REFERENCES result (id),
    number INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (result, number)
);
"""

# What reading may find out, or settle, about a document.
FOUND = ("title", "published", "numbers")


class Ledger:
    """Results by the key of their document, in one SQLite file that one run at a time can use.

    What was put is there after a crash once `commit` has returned. An entry that is damaged is not found, a file that
    is damaged raises SinkError, as does a full disk. A ledger with nothing in it leaves no file.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._connection: sqlite3.Connection | None = None
        self._run = 0

    def __enter__(self) -> Self:
        try:
            self._connection = sqlite3.connect(self.path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise self._error(error) from error
        try:
            with self._errors() as connection:
                self._open(connection)
        except BaseException:
            self._connection.close()
            self._connection = None
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is None:
            return
        try:
            with closing(self._connection), self._errors() as connection:
                if connection.in_transaction:
                    connection.execute("COMMIT")
                empty = connection.execute("SELECT max(id) FROM result").fetchone() == (None,)
        finally:
            self._connection = None
        if empty:
            self.path.unlink(missing_ok=True)

    def find(self, key: str, document: Document) -> Result | None:
        """The result put under `key`, which is that of `document`, and marked as part of this run."""
        with self._errors() as connection:
            row = connection.execute("SELECT id, found, blocks, checksum FROM result WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            number, found, count, checksum = row
            rows = connection.execute("SELECT claims, data FROM block WHERE result = ? ORDER BY number", (number,))
            blocks = tuple(Block(claims, bytes(data)) for claims, data in rows)
            if len(blocks) != count or _checksum(key, found, blocks) != checksum:
                return None
            connection.execute("UPDATE result SET run = ? WHERE id = ?", (self._run, number))
        return Result(document.model_copy(update=json.loads(found)), PackedClaims(blocks))

    def put(self, key: str, result: Result) -> None:
        """Keep a result that is no failure, in place of what stood under `key`."""
        if result.document is None or result.failure is not None:
            raise ValueError("Only documents that were read belong in the ledger.")
        found = json.dumps({name: getattr(result.document, name) for name in FOUND})
        blocks = pack(result.claims).blocks
        # For people to see; half a character, from broken JSON, is no text to SQLite.
        uri = result.document.uri.encode("utf-8", "backslashreplace").decode("utf-8")
        row = (key, uri, found, len(blocks), _checksum(key, found, blocks), self._run)
        with self._errors() as connection:
            connection.execute("DELETE FROM block WHERE result IN (SELECT id FROM result WHERE key = ?)", (key,))
            connection.execute("DELETE FROM result WHERE key = ?", (key,))
            number = connection.execute(
                "INSERT INTO result (key, uri, found, blocks, checksum, run) VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid
            rows = ((number, place, block.claims, block.data) for place, block in enumerate(blocks))
            connection.executemany("INSERT INTO block VALUES (?, ?, ?, ?)", rows)

    def commit(self) -> None:
        """Make what was put since the last commit safe."""
        with self._errors() as connection:
            if connection.in_transaction:
                connection.execute("COMMIT")
            connection.execute("BEGIN EXCLUSIVE")

    def prune(self) -> None:
        """Forget what this run did not have: older versions of documents, other settings, what is no longer named."""
        with self._errors() as connection:
            connection.execute("DELETE FROM block WHERE result IN (SELECT id FROM result WHERE run <> ?)", (self._run,))
            connection.execute("DELETE FROM result WHERE run <> ?", (self._run,))
        self.commit()

    def _open(self, connection: sqlite3.Connection) -> None:
        # Held until the file is closed: a second run cannot get in between.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # A commit survives the end of the process at once, and a power cut after the next of the log's own syncs: the
        # last documents before that are read again. Waiting for the disk each time could take longer than reading.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN EXCLUSIVE")
        application, version, schema = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "schema_version")
        )
        if not schema:
            for statement in SCHEMA.split(";")[:-1]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif (application, version) != (APPLICATION, VERSION):
            raise SinkError(
                f"{str(self.path)!r} is no ledger of this version of claimspan: name another with --ledger."
            )
        self._run = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM result").fetchone()[0]
        self.commit()

    @contextmanager
    def _errors(self) -> Iterator[sqlite3.Connection]:
        """The open connection; what SQLite does not like becomes a SinkError."""
        if self._connection is None:
            raise SinkError(f"The ledger {str(self.path)!r} is not open. Use it in a `with` block.")
        try:
            yield self._connection
        except sqlite3.DatabaseError as error:
            raise self._error(error) from error
        except UnicodeDecodeError as error:  # SQLite names what it dislikes in the words of a damaged file
            raise SinkError(
                f"The ledger {str(self.path)!r} is damaged. Delete it: all documents are then read again."
            ) from error

    def _error(self, error: sqlite3.DatabaseError) -> SinkError:
        # The low byte is SQLite's primary code, the rest says more. What Python itself finds wrong, text that is not UTF-8, has none.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        way_out = WAYS_OUT.get(code, "Delete it: all documents are then read again")
        return SinkError(f"The ledger {str(self.path)!r} cannot be used: {error}. {way_out}.")


# SQLite's primary result code -> what to do about it.
WAYS_OUT = {
    sqlite3.SQLITE_BUSY: "Another run with the same target uses it: wait until that has ended",
    sqlite3.SQLITE_FULL: "Make room and start again: what has been read is kept",
    sqlite3.SQLITE_IOERR: "Make room, or see to the disk, and start again: what has been read is kept",
    sqlite3.SQLITE_CANTOPEN: "Check the folder, or name another place with --ledger",
    sqlite3.SQLITE_READONLY: "Make it writable, or name another place with --ledger",
}


def key(document: Document, fingerprint: str) -> str:
    """What a result depends on: all of the document, and `fingerprint` for the pipeline and its settings."""
    content = f"{fingerprint}\n{dumps(document)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _checksum(key: str, found: str, blocks: tuple[Block, ...]) -> int:
    checksum = zlib.crc32(f"{key}\n{found}".encode())
    for block in blocks:
        checksum = zlib.crc32(block.data, zlib.crc32(str(block.claims).encode(), checksum))
    return checksum
