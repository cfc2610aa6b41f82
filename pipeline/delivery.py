"""Documents through an engine into sinks, each once and in order, whatever a run before this one left undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from pipeline import ledger as ledgers
from pipeline.batches import Item, in_order
from pipeline.engines import Engine
from pipeline.ledger import Ledger
from pipeline.packing import pack
from pipeline.records import Document, Failure, Result
from pipeline.sinks import Sink


@dataclass(slots=True)
class Summary:
    """What a run has done: documents by what became of them, claims delivered, words read."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    claims: int = 0
    words: int = 0

    @property
    def documents(self) -> int:
        """All documents."""
        return self.read + self.unchanged + self.failed

    def count(self, result: Result, *, known: bool) -> None:
        """Add one document; `known` says that an earlier run had read it."""
        self.claims += len(result.claims)
        if result.failure is not None:
            self.failed += 1
        elif known:
            self.unchanged += 1
        else:
            self.read += 1
            self.words += len(result.document.text.split()) if result.document else 0


Watch = Callable[[Result, Summary], None]


@dataclass(eq=False, slots=True)
class _Parcel(Item):
    """An item with the sinks that it is for."""

    sinks: Sequence[Sink] = ()
    key: str = ""


def deliver(
    found: Iterable[Document | Failure],
    engine: Engine[Document, Result],
    sinks: Sequence[Sink],
    *,
    fingerprint: str = "",
    ledger: Ledger | None = None,
    redo: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Read what is new and put the result of every document into every open sink that has not got it.

    A document is known when a sink has seen it, or when its result is in the `ledger`, with the same content under the
    same `fingerprint`; `redo` reads it all the same. Failures go to the sinks and are tried again by the next run.
    `watch` is called after each document. When this returns, all is put; leaving the sinks' blocks finishes them.
    """
    summary = Summary()
    parcels = (_parcel(one, sinks, fingerprint, ledger, redo) for one in found)
    with closing(in_order(parcels, engine)) as groups:
        for group in groups:
            for parcel in group:
                result = _hand_on(parcel, ledger)
                summary.count(result, known=parcel.known)
                if watch is not None:
                    watch(result, summary)
            if ledger is not None:
                ledger.commit()
    return summary


def _hand_on(parcel: _Parcel, ledger: Ledger | None) -> Result:
    """Put the result of a document into ledger and sinks."""
    result = parcel.result or Result(parcel.document)
    if ledger is not None and not parcel.known and result.failure is None:
        # Written as JSON once, for the ledger and all sinks.
        result = Result(result.document, pack(result.claims))
        ledger.put(parcel.key, result)
    for sink in parcel.sinks:
        sink.put(result, parcel.key)
    return result


def _parcel(
    found: Document | Failure, sinks: Sequence[Sink], fingerprint: str, ledger: Ledger | None, redo: bool
) -> _Parcel:
    if isinstance(found, Failure):
        return _Parcel(None, Result(None, failure=found), sinks=sinks)
    key = ledgers.key(found, fingerprint)
    if redo:
        return _Parcel(found, sinks=sinks, key=key)
    lacking = [sink for sink in sinks if not sink.seen(found.uri, found.sha256, key)]
    result = ledger.find(key, found) if ledger is not None and lacking else None
    if not lacking:
        result = Result(found)
    return _Parcel(found, result, known=result is not None, sinks=lacking, key=key)
