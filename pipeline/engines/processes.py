"""Worker processes of this machine, which share the memory of what was loaded before they forked."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from pipeline.engines import Job
from pipeline.engines.crew import Death, Piece
from pipeline.errors import PipelineError, ResourceError

T = TypeVar("T")
R = TypeVar("R")

# A process that ends with this code saw to it itself, because an item took longer than its limit.
OVERRAN = 1
# Processes that may die in a row before one has started.
STILLBORN = 3
# Seconds that a process gets to end by itself.
FAREWELL = 2.0


@dataclass(eq=False, slots=True)
class _Worker(Generic[T, R]):
    process: BaseProcess
    connection: Connection
    piece: Piece[T, R] | None = None
    ready: bool = False

    def end(self) -> int | None:
        """Wait for the process, kill it where it stays, and give its exit code."""
        self.process.join(FAREWELL)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


class Processes(Generic[T, R]):
    """A crew of `workers` processes; one that dies is replaced.

    On Linux they fork from a server process that has imported `job.preload` and so loaded the model once; elsewhere
    each is a fresh interpreter. They end when this process does, however it ends.
    """

    def __init__(self, job: Job[T, R], workers: int) -> None:
        self.job = job
        self.workers = workers
        self._context = _context(job.preload)
        self._crew: list[_Worker[T, R]] = []
        self._stillborn = 0

    def idle(self) -> bool:
        """Whether a piece can be given."""
        return len(self._crew) < self.workers or any(worker.piece is None for worker in self._crew)

    def give(self, piece: Piece[T, R]) -> None:
        """Have a piece read."""
        worker = next((worker for worker in self._crew if worker.piece is None), None) or self._start()
        worker.piece = piece
        # One that has died shows it when its answer is waited for.
        with contextlib.suppress(OSError):
            worker.connection.send(piece.items)

    def wait(self) -> list[tuple[Piece[T, R], list[R] | Death]]:
        """What has become of pieces, at least of one. Raises what `job.start` raised in a worker."""
        found: list[tuple[Piece[T, R], list[R] | Death]] = []
        while not found:
            heard = set(wait([worker.connection for worker in self._crew]))
            for worker in [worker for worker in self._crew if worker.connection in heard]:
                answer = self._answer(worker)
                if answer is not None and worker.piece is not None:
                    found.append((worker.piece, answer))
                    worker.piece = None
        return found

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._crew:
            worker.connection.close()
            if worker.piece is not None:
                worker.process.kill()
        for worker in self._crew:
            worker.end()
        self._crew.clear()

    def _start(self) -> _Worker[T, R]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self.job), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        worker: _Worker[T, R] = _Worker(process, ours)
        self._crew.append(worker)
        return worker

    def _answer(self, worker: _Worker[T, R]) -> list[R] | Death | None:
        """The results of a piece or the death of its worker; None for anything else that a worker says."""
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            worker.ready = True
            self._stillborn = 0
        results: list[R] | None = answer
        return results

    def _bury(self, worker: _Worker[T, R]) -> Death | None:
        self._crew.remove(worker)
        worker.connection.close()
        code = worker.end()
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise ResourceError(f"Worker processes cannot start: each {_ending(code)}. Use fewer workers.")
        if worker.piece is None:
            return None
        return Death(f"its process {_ending(code)}", final=code == OVERRAN)


def _ending(code: int | None) -> str:
    """How a process ended, in words."""
    if code == OVERRAN:
        return "did not come to an end in the time that it may take"
    if code == -9:  # SIGKILL, which not every platform has
        return "was killed, for want of memory perhaps: use fewer workers"
    if code is not None and code < 0:
        return f"died of {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _context(preload: str | None) -> BaseContext:
    if sys.platform != "linux":
        # Elsewhere a fork without exec is unsafe once system libraries have started threads.
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Takes effect when the server starts, once in this process: a job that it was not started for loads by itself.
    context.set_forkserver_preload([__name__, *([preload] if preload else [])])
    return context


def _serve(connection: Connection, job: Job[Any, Any]) -> None:
    """What a worker does: load, say so, then answer batches until nobody sends any more."""
    # Ctrl-C reaches every process of a terminal; the driver decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    try:
        read: Callable[[list[Any]], list[Any]] = job.start(*job.arguments)
    except PipelineError as error:
        connection.send(error)
        return
    try:
        connection.send(None)
        while True:
            connection.send(_read(read, connection.recv()))
    except (EOFError, OSError):
        return  # the driver is gone, or has what it wanted


def _read(read: Callable[[list[Any]], list[Any]], batch: list[Any]) -> list[Any] | Exception:
    try:
        return read(batch)
    except Exception as error:
        return error


def _end_with_parent() -> None:
    """Have this process end as soon as the one that started it has, even in the middle of a batch."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os._exit(0)

        threading.Thread(target=watch, daemon=True).start()
