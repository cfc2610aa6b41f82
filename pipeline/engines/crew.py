"""Batches through a crew of processes: results in order, bounded memory, and a death takes one item at most."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Batches under way or done for each worker, so that none is idle while results are taken in order: one whose batch is a
# single long text holds up what the others have done.
AHEAD = 4
# Processes that may die on one item, read alone, before it is given up: one that is killed by chance gets another.
ATTEMPTS = 3


@dataclass(eq=False, slots=True)
class Piece(Generic[T, R]):
    """A batch, or one item of a batch on which a process died."""

    items: list[T]
    results: list[R] | None = None
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Death:
    """A process ended while it read; `final` when the next would end the same way."""

    reason: str
    final: bool = False


class Crew(Protocol[T, R]):
    """Processes that each read one piece at a time."""

    workers: int

    def idle(self) -> bool:
        """Whether a piece can be given."""

    def give(self, piece: Piece[T, R]) -> None:
        """Have a piece read."""

    def wait(self) -> list[tuple[Piece[T, R], list[R] | Death]]:
        """What has become of pieces, as soon as something has changed. Raises what keeps processes from starting."""

    def close(self) -> None:
        """Stop all processes."""


def work_through(
    crew: Crew[T, R], batches: Iterable[list[T]], lost: Callable[[T, str], R]
) -> Generator[list[R], None, None]:
    """The results of every batch, in order.

    When a process dies, the items of its batch are read again one by one; an item on which `ATTEMPTS` more die, or
    one finally, gets `lost(item, reason)`.
    """
    queue: _Queue[T, R] = _Queue(iter(batches), crew.workers * AHEAD)
    with closing(crew):
        while True:
            while crew.idle() and (piece := queue.next()) is not None:
                crew.give(piece)
            if (results := queue.done()) is not None:
                yield results
            elif queue.over and not queue.places:
                return
            else:
                for piece, answer in crew.wait():
                    if isinstance(answer, Death):
                        queue.again(piece, answer, lost)
                    else:
                        piece.results = answer


class _Queue(Generic[T, R]):
    """The batches under way, in order, each as one piece or several, and the pieces that nobody reads yet."""

    def __init__(self, batches: Iterator[list[T]], longest: int) -> None:
        self.batches = batches
        self.longest = longest
        self.over = False
        self.places: deque[list[Piece[T, R]]] = deque()
        self.todo: deque[Piece[T, R]] = deque()

    def next(self) -> Piece[T, R] | None:
        """A piece to read; None when there is none, or so much is under way that results must be taken first."""
        while not self.todo and len(self.places) < self.longest:
            batch = next(self.batches, None)
            if batch is None:
                self.over = True
                return None
            piece: Piece[T, R] = Piece(batch, results=None if batch else [])
            self.places.append([piece])
            if batch:
                self.todo.append(piece)
        return self.todo.popleft() if self.todo else None

    def done(self) -> list[R] | None:
        """The results of the first batch, when all are there."""
        if not self.places or any(piece.results is None for piece in self.places[0]):
            return None
        return [result for piece in self.places.popleft() for result in piece.results or ()]

    def again(self, piece: Piece[T, R], death: Death, lost: Callable[[T, str], R]) -> None:
        """Queue what died, in pieces of one item, before everything else; or give it up."""
        place = next(place for place in self.places if piece in place)
        if len(piece.items) > 1:
            pieces: list[Piece[T, R]] = [Piece([item]) for item in piece.items]
            place[:] = pieces
            self.todo.extendleft(reversed(pieces))
            return
        piece.deaths += 1
        if death.final or piece.deaths >= ATTEMPTS:
            piece.results = [lost(piece.items[0], death.reason)]
        else:
            self.todo.appendleft(piece)
