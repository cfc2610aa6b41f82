"""Several places at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.records import Result

if TYPE_CHECKING:
    from pipeline.sinks.registry import Sink


class FanOut:
    """A sink that gives every result to each of several, in their order.

    An error of one is an error of all: files that were not complete do not appear, databases keep whole documents.
    """

    def __init__(self, places: Sequence[Sink]) -> None:
        self.places = places
        self.replaces = any(place.replaces for place in places)
        self._stack = ExitStack()

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Give the result to each. Raises SinkError of the first that cannot take it."""
        for place in self.places:
            place.put(result, fingerprint)

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """Whether every place holds it: what one of them lacks must be read again."""
        return all(place.seen(uri, sha256, fingerprint) for place in self.places)

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            for place in self.places:
                opening.enter_context(place)
            self._stack = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
