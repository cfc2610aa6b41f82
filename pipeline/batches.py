"""Documents to an engine in batches, and what became of each back in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from pipeline.engines import Engine
from pipeline.records import Document, Result

# What goes to a worker at once: some articles. At the end all but one wait for whoever reads the last batch, so it must be
# short; handing it over must cost little beside reading it, which takes most of a second. The same for any number of
# workers, so that every figure that depends on the batch comes out the same to the last bit.
BATCH_DOCUMENTS, BATCH_CHARACTERS = 16, 10_000
# What needs no reading waits for what comes before it: so much of it, then an empty batch asks for results.
HELD_ITEMS, HELD_CHARACTERS = 1_000, 1_000_000


@dataclass(eq=False, slots=True)
class Item:
    """One document on its way: `result` None until it has been read. `known` has its result from an earlier run."""

    document: Document | None
    result: Result | None = None
    known: bool = False

    def size(self) -> int:
        """Characters that it keeps in memory."""
        return len(self.document.text) if self.document else 0


ItemT = TypeVar("ItemT", bound=Item)


def in_order(items: Iterable[ItemT], engine: Engine[Document, Result]) -> Generator[list[ItemT], None, None]:
    """The items with their results, in their order, in groups as batches are done.

    Items that come with a result, or without a document, pass by in their place.
    """
    waiting: deque[ItemT] = deque()

    def batches() -> Iterator[list[Document]]:
        batch: list[Document] = []
        size = held = number = 0
        for item in items:
            waiting.append(item)
            number += 1
            held += item.size()
            if item.result is None and item.document is not None:
                batch.append(item.document)
                size += item.size()
            full = len(batch) >= BATCH_DOCUMENTS or size >= BATCH_CHARACTERS
            if full or number >= HELD_ITEMS or held >= HELD_CHARACTERS:
                yield batch
                batch, size, held, number = [], 0, 0, 0
        yield batch

    with closing(engine.map(batches())) as read:
        for results in read:
            yield _fill(waiting, iter(results))


def _fill(waiting: deque[ItemT], results: Iterator[Result]) -> list[ItemT]:
    """Take from `waiting` what is done when `results` are those of its first items that need one."""
    done: list[ItemT] = []
    while waiting:
        if waiting[0].result is None and waiting[0].document is not None:
            result = next(results, None)
            if result is None:
                break
            waiting[0].result = result
        done.append(waiting.popleft())
    return done
