"""Batches through worker processes: results in order, bounded memory, and a worker that dies takes only its batch."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

# Batches that wait per worker, so that none is idle while results are taken in order.
_AHEAD = 2
_END = cast(Any, object())


@dataclass(frozen=True, slots=True)
class Pool(Generic[T, R]):
    """What worker processes run: `start` once in each, with `arguments`; then `work` on every batch.

    All of it is sent to the workers, so functions are module-level ones. `lost` gives the result for a batch whose
    worker died (killed for memory, say), also when it was given another, alone.
    """

    start: Callable[..., None]
    arguments: tuple[Any, ...]
    work: Callable[[T], R]
    lost: Callable[[T], R]
    workers: int

    def map(self, batches: Iterable[T]) -> Iterator[R]:
        """The result of every batch, in order; at most a few batches per worker are in memory."""
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        executor = self._executor(self.workers)
        try:
            for batch in chain(batches, repeat(_END)):
                if batch is not _END:
                    waiting.append((batch, _submit(executor, self.work, batch)))
                    if len(waiting) < self.workers * _AHEAD:
                        continue
                if not waiting:
                    return
                try:
                    result = _result(waiting[0][1])
                except BrokenProcessPool:
                    executor.shutdown(cancel_futures=True)
                    yield from self._alone([left for left, _ in waiting])
                    waiting.clear()
                    executor = self._executor(self.workers)
                else:
                    waiting.popleft()
                    yield result
        finally:
            executor.shutdown(cancel_futures=True)

    def _alone(self, batches: list[T]) -> Iterator[R]:
        """Batches that were under way when a worker died, each in a process of its own."""
        for batch in batches:
            with self._executor(1) as executor:
                try:
                    result = executor.submit(self.work, batch).result()
                except BrokenProcessPool:
                    result = self.lost(batch)
            yield result

    def _executor(self, workers: int) -> ProcessPoolExecutor:
        # Fresh interpreters: a forked one may inherit the locks of threads that it has not.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=self.start, initargs=self.arguments)


def _submit(executor: ProcessPoolExecutor, work: Callable[[T], R], batch: T) -> Future[R] | None:
    """None when a worker died in the meantime, which shows when the result is asked for."""
    try:
        return executor.submit(work, batch)
    except BrokenProcessPool:
        return None


def _result(future: Future[R] | None) -> R:
    if future is None:
        raise BrokenProcessPool
    return future.result()
