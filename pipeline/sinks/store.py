"""What the SQL stores have in common: a ledger of documents, each replaced as a whole, several in one transaction."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Table, delete, func, insert, select, update

from pipeline.errors import SinkError
from pipeline.packing import values
from pipeline.records import Claim, Failure, Result
from pipeline.sinks import migrations, schema
from pipeline.sinks.backend import Backend, slices
from pipeline.sinks.grouping import distinct, reference
from pipeline.sinks.rows import Row, Rows, claim_rows, contents, document_row, failure_row, identity
from pipeline.version import __version__

# Documents in one transaction, and claims after which it ends earlier. A cut loses the last, unfinished group as a
# whole; one transaction costs a few milliseconds, an article takes longer to read.
GROUP_DOCUMENTS, GROUP_CLAIMS = 64, 4096
# Claims that are inserted at once.
MOST_CLAIMS = 2 * GROUP_CLAIMS


class Store(ABC):
    """A sink that lives on from run to run. Results wait until a group of them is stored in one transaction.

    An error in the `with` block stores what is complete; one of the database itself loses the waiting group, which the
    next run reads again. `name` is what messages call the target: without its password.
    """

    replaces = True

    def __init__(self, target: str) -> None:
        self.target = target
        self.name = target
        self._backend: Backend | None = None
        self._waiting: dict[str, tuple[Result, str]] = {}
        self._failures: dict[str, Failure] = {}
        self._claims = 0
        self._run: int | None = None

    @abstractmethod
    def connect(self) -> Backend:
        """Open the database, made when it is not there."""

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Store what became of a document instead of what was stored of it; a failure leaves older claims in place."""
        ref = reference(result)
        if result.failure is not None:
            row = failure_row(result.failure)
            self._failures[row["identity"]] = result.failure
        elif ref is not None:
            key = identity(ref.uri, ref.id)
            self._failures.pop(key, None)
            self._waiting[key] = Result(result.document, distinct(result.claims)[0]), fingerprint
            self._claims += len(result.claims)
        if len(self._waiting) + len(self._failures) >= GROUP_DOCUMENTS or self._claims >= GROUP_CLAIMS:
            self.flush()

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """Whether this content of the document `uri` is stored, made under this fingerprint."""
        key = identity(uri)
        if key in self._waiting:
            result, made = self._waiting[key]
            ref = reference(result)
            return ref is not None and ref.sha256 == sha256 and made == fingerprint
        found = schema.documents
        query = select(found.c.sha256, found.c.fingerprint).where(found.c.identity == key)
        with self._guarded() as backend, backend.transaction():
            stored = backend.rows(query)
        return bool(uri and stored) and (stored[0]["sha256"], stored[0]["fingerprint"]) == (sha256, fingerprint)

    def flush(self) -> None:
        """Store what waits. Raises SinkError, and then nothing of it is stored."""
        if not self._waiting and not self._failures:
            return
        run = self._run
        try:
            with self._guarded() as backend, backend.transaction(write=True):
                self._store(backend)
        except BaseException:
            self._run = run
            raise
        self._waiting, self._failures, self._claims = {}, {}, 0

    def __enter__(self) -> Self:
        try:
            self._backend = self.connect()
            with self._backend.transaction(write=True):
                migrations.prepare(self._backend, self.name)
        except Exception as error:
            raised = self._failed(error)
            self._close()
            raise raised from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # What waits are whole documents, whatever went wrong elsewhere.
            if not isinstance(error, SinkError):
                self.flush()
            if kind is None and self._run is not None:
                finished = update(schema.runs).where(schema.runs.c.key == self._run).values(finished=_now())
                with self._guarded() as backend, backend.transaction(write=True):
                    backend.run(finished)
        finally:
            self._close()

    def _close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            with contextlib.suppress(Exception):
                backend.close()

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[Backend]:
        if self._backend is None:
            raise SinkError(f"Cannot write {self.name!r}: it is not open. Use it in a `with` block.")
        try:
            yield self._backend
        except Exception as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> Exception:
        """The error as a SinkError when the database raised it; what is neither goes on as it is."""
        if self._backend is not None:
            reason = self._backend.reason(error)
        else:
            reason = str(error.strerror) if isinstance(error, OSError) else None
        if reason is None:
            return error
        return SinkError(
            f"Cannot write {self.name!r}: {reason}. What was stored before is whole; when the cause is gone, run the "
            "same command again."
        )

    def _store(self, backend: Backend) -> None:
        table = schema.documents
        known = {
            row["identity"]: row
            for keys in slices(sorted(self._waiting))
            for row in backend.rows(
                select(
                    table.c.key, table.c.identity, table.c.sha256, table.c.contents, table.c.fingerprint,
                    table.c.text.is_(None).label("textless"),
                ).where(table.c.identity.in_(keys))
            )
        }  # fmt: skip
        new: list[Row] = []
        claims: list[tuple[int, Sequence[Claim]]] = []
        number = _last(backend, table)
        changed: list[tuple[int, Row]] = []
        replaced: list[int] = []
        for key, (result, fingerprint) in self._waiting.items():
            ref = reference(result)
            if ref is None:
                continue
            fields = document_row(result.document or ref)
            fields |= {"contents": contents(result.claims, ref), "identity": key, "fingerprint": fingerprint}
            old = known.get(key)
            if old is not None:
                change = self._change(old, fields, result)
                if change is None:
                    continue
                changed.append((old["key"], change | {"run": self._runs(backend)}))
                if old["contents"] == fields["contents"]:
                    continue
                replaced.append(old["key"])
            else:
                number += 1
                missing = {column.name: None for column in table.c if column.name not in fields}
                new.append(missing | fields | {"key": number, "run": self._runs(backend)})
            claims.append((number if old is None else old["key"], result.claims))
        for replaceable in slices(replaced):
            for child in schema.CHILDREN:
                backend.run(delete(child).where(child.c.document.in_(replaceable)))
        for stored, change in changed:
            backend.run(update(table).where(table.c.key == stored).values(change))
        if new:
            backend.insert(table, new)
        self._insert_claims(backend, claims)
        self._record_failures(backend)

    def _change(self, old: Row, values: Row, result: Result) -> Row | None:
        """The columns of a stored document that are to be set; None when it says all that already."""
        same = old["contents"] == values["contents"]
        fingerprint = values["fingerprint"] or (old["fingerprint"] if same else "")
        if same and fingerprint == old["fingerprint"] and (result.document is None or not old["textless"]):
            return None
        change = values | {"fingerprint": fingerprint}
        if result.document is None and old["sha256"] != values["sha256"]:
            # Of another content, the text that is stored is not the one these claims are about.
            change |= dict.fromkeys(schema.TEXT_COLUMNS)
        return change

    def _insert_claims(self, backend: Backend, claims: list[tuple[int, Sequence[Claim]]]) -> None:
        found: Rows = defaultdict(list)
        for key, some in claims:
            for ordinal, fields in enumerate(values(some), 1):
                claim_rows(key, ordinal, fields, found)
                # Those of a very long document are packed, and too many for memory.
                if len(found["claims"]) >= MOST_CLAIMS:
                    self._insert(backend, found)
                    found.clear()
        self._insert(backend, found)

    def _insert(self, backend: Backend, found: Rows) -> None:
        wanted = {row["key"]: row for row in found["entities"]}
        table = schema.entities
        there: set[str] = set()
        for keys in slices(sorted(wanted)):
            there |= {row["key"] for row in backend.rows(select(table.c.key).where(table.c.key.in_(keys)))}
        found["entities"] = [row for key, row in sorted(wanted.items()) if key not in there]
        for one in (table, *reversed(schema.CHILDREN)):
            if found[one.name]:
                backend.insert(one, found[one.name])

    def _record_failures(self, backend: Backend) -> None:
        """Failures of now replace those of before; a document that went well has none."""
        table = schema.errors
        for keys in slices(sorted({*self._waiting, *self._failures})):
            backend.run(delete(table).where(table.c.identity.in_(keys)))
        if self._failures:
            run = self._runs(backend)
            backend.insert(table, [failure_row(failure) | {"run": run} for failure in self._failures.values()])

    def _runs(self, backend: Backend) -> int:
        """The key of this run, entered when it first changes something."""
        if self._run is None:
            self._run = _last(backend, schema.runs) + 1
            backend.run(insert(schema.runs).values(key=self._run, pipeline=__version__, started=_now(), finished=None))
        return self._run


def _last(backend: Backend, table: Table) -> int:
    (found,) = backend.rows(select(func.max(table.c.key).label("last")))
    return int(found["last"] or 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
