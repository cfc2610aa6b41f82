"""On a Ray cluster: actors on its nodes read; a node that is lost takes nothing with it but time."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.engines import Job
from pipeline.engines.crew import Death, Piece, work_through
from pipeline.errors import PipelineError, ResourceError

T = TypeVar("T")
R = TypeVar("R")

# Actors that may die in a row before one has started.
STILLBORN = 5


class RayEngine(Generic[T, R]):
    """`workers` actors with one core each (default: one for every core of the cluster).

    Uses the cluster that this process is connected to, else the one that RAY_ADDRESS names or that runs on this
    machine, else starts Ray on this machine for as long as it is needed. Every node needs the same claimspan, and a
    model that was named by its folder must lie there on every node.
    """

    def __init__(self, job: Job[T, R], workers: int | None = None) -> None:
        try:
            import ray  # noqa: F401
        except ImportError as error:
            raise ResourceError("The engine 'ray' needs Ray: pip install 'claimspan[ray]'.") from error
        self.job = job
        self.workers = workers

    def map(self, batches: Iterable[list[T]]) -> Generator[list[R], None, None]:
        """The results of every batch, in order."""
        import ray

        ours = not ray.is_initialized()
        if ours:
            # Ray would tell its makers that it runs: nothing here calls home.
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            try:
                ray.init(log_to_driver=False, logging_level="error")
            except (ConnectionError, RuntimeError, ValueError) as error:
                raise ResourceError(f"There is no Ray cluster to work on: {error} Check RAY_ADDRESS.") from error
        try:
            workers = self.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
            yield from work_through(_Actors(self.job, workers), batches, self.job.lost)
        finally:
            if ours:
                ray.shutdown()


class _Reader:
    """What an actor is: loads with the first call and answers the others."""

    def __init__(self, job: Job[Any, Any]) -> None:
        self._read = job.start(*job.arguments)

    def ready(self) -> None:
        """Return once loaded."""

    def read(self, batch: list[Any]) -> list[Any]:
        """The results of a batch."""
        return self._read(batch)


@dataclass(eq=False, slots=True)
class _Actor(Generic[T, R]):
    """An actor with the call that it is busy with; `piece` None when that is its start."""

    handle: Any
    call: Any
    piece: Piece[T, R] | None = None


class _Actors(Generic[T, R]):
    """A crew of `workers` actors; one that dies, or whose node does, is replaced where there is a core."""

    def __init__(self, job: Job[T, R], workers: int) -> None:
        import ray

        self.ray = ray
        self.job = job
        self.workers = workers
        self._remote = ray.remote(_Reader)
        self._actors = [self._start() for _ in range(workers)]
        self._stillborn = 0

    def idle(self) -> bool:
        """Whether an actor has started and has nothing to do: one that finds no core must not be waited for."""
        return any(actor.call is None for actor in self._actors)

    def give(self, piece: Piece[T, R]) -> None:
        """Have a piece read."""
        actor = next(actor for actor in self._actors if actor.call is None)
        actor.call, actor.piece = actor.handle.read.remote(piece.items), piece

    def wait(self) -> list[tuple[Piece[T, R], list[R] | Death]]:
        """What has become of pieces; nothing when actors have started instead."""
        done, _ = self.ray.wait([actor.call for actor in self._actors if actor.call is not None])
        found: list[tuple[Piece[T, R], list[R] | Death]] = []
        for actor in [actor for actor in self._actors if actor.call in done]:
            answer = self._answer(actor)
            if actor.piece is not None and answer is not None:
                found.append((actor.piece, answer))
            actor.call = actor.piece = None
        return found

    def close(self) -> None:
        """Stop all actors."""
        for actor in self._actors:
            self.ray.kill(actor.handle)
        self._actors.clear()

    def _start(self) -> _Actor[T, R]:
        handle = self._remote.options(num_cpus=1).remote(self.job)
        return _Actor(handle, handle.ready.remote())

    def _answer(self, actor: _Actor[T, R]) -> list[R] | Death | None:
        try:
            results: list[R] | None = self.ray.get(actor.call)
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause from error
        except self.ray.exceptions.RayError as error:
            self._replace(actor, error)
            return Death(f"its process on the cluster died ({type(error).__name__})")
        self._stillborn = 0
        return results

    def _replace(self, actor: _Actor[T, R], error: Exception) -> None:
        if actor.piece is None:
            cause = getattr(error, "cause", None)
            if isinstance(cause, PipelineError):
                raise cause
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise ResourceError(f"Workers cannot start on the cluster: {error}") from error
        self._actors.remove(actor)
        self._actors.append(self._start())
