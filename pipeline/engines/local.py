"""On this machine: in this process, or in worker processes when there are several."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Generic, TypeVar

from pipeline.engines import Job
from pipeline.engines.crew import work_through
from pipeline.engines.processes import Processes

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine(Generic[T, R]):
    """`workers` processes (default 1: this one)."""

    def __init__(self, job: Job[T, R], workers: int | None = None) -> None:
        self.job = job
        self.workers = workers or 1

    def map(self, batches: Iterable[list[T]]) -> Generator[list[R], None, None]:
        """The results of every batch, in order."""
        if self.workers == 1:
            read = self.job.start(*self.job.arguments)
            for batch in batches:
                yield read(batch)
            return
        yield from work_through(Processes(self.job, self.workers), batches, self.job.lost)
