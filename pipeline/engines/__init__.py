"""What brings batches to where they are read and the results back in order: one file here and one line for each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Read = Callable[[list[T]], list[R]]


@dataclass(frozen=True, slots=True)
class Job(Generic[T, R]):
    """What is done with batches: `start(*arguments)` gives the function that turns a batch into as many results.

    An engine calls `start` once in each process that reads, so `start`, `lost` and `arguments` must be picklable.
    `start` raises a PipelineError when it cannot; the function that it gives raises nothing.
    `lost` gives the result for an item whose process died on it time and again, from the item and the reason.
    `preload` names a module that loads what processes on one machine can share; importing it must not fail.
    """

    start: Callable[..., Read[T, R]]
    arguments: tuple[Any, ...]
    lost: Callable[[T, str], R]
    preload: str | None = None


class Engine(Protocol[T, R]):
    """Reads batches somewhere."""

    def map(self, batches: Iterable[list[T]]) -> Generator[list[R], None, None]:
        """The results of every batch, in order; `batches` is pulled as it is needed, a few batches ahead.

        Closing the generator stops everything that was started. Raises what `Job.start` raises.
        """


# Name -> "module:class". The class is made from the job and the number of workers (None: the engine's own choice).
ENGINES: dict[str, str] = {
    "local": "pipeline.engines.local:LocalEngine",
    "ray": "pipeline.engines.cluster:RayEngine",
}


def engine(name: str, job: Job[T, R], workers: int | None = None) -> Engine[T, R]:
    """The engine of that name. Raises ResourceError when what it needs is not installed, ValueError when there is none."""
    if name not in ENGINES:
        raise ValueError(f"Unknown engine {name!r}: known are {', '.join(ENGINES)}.")
    module, _, made = ENGINES[name].partition(":")
    found: Engine[T, R] = getattr(import_module(module), made)(job, workers)
    return found
