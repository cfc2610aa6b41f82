"""What writes claims where: one file in this folder and one line here for each kind, found by suffix."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pipeline.errors import SinkError
from pipeline.records import Claim, Result

STDOUT = "-"


class Sink(Protocol):
    """Takes results one by one; leaving the `with` block finishes what was written, an error in it leaves no trace.

    `replaces`: whether it lives on from run to run, so that a document replaces what was stored of it.
    """

    replaces: bool

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Take the result of one document in place of what it had, or none of it. Raises SinkError."""

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """Whether the sink has the result of this very document, put under this fingerprint."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


# Suffix -> "module:class". The class is made from the target that the user named.
SINKS: dict[str, str] = {
    ".jsonl": "pipeline.sinks.jsonl:JsonlSink",
    ".ndjson": "pipeline.sinks.jsonl:JsonlSink",
}
STREAM = "pipeline.sinks.jsonl:JsonlSink"


def sink(target: str | Path) -> Sink:
    """The sink for a file by its suffix, or for `-` (standard output) and devices. Raises SinkError for other kinds."""
    path = Path(target)
    stream = str(target) == STDOUT or (path.exists() and not path.is_file() and not path.is_dir())
    place = STREAM if stream else SINKS.get(path.suffix.lower())
    if place is None:
        raise SinkError(
            f"Cannot write {str(target)!r}: unknown kind {path.suffix!r}. Known: {', '.join(SINKS)}, or `-` for standard output."
        )
    module, _, name = place.partition(":")
    made: Sink = getattr(import_module(module), name)(target)
    return made


def write(claims: Iterable[Claim], target: str | Path) -> int:
    """Write every claim to `target` and give their number. Raises SinkError; a file then holds what it held before."""
    count = 0
    with sink(target) as out:
        for claim in claims:
            out.put(Result(None, (claim,)))
            count += 1
    return count
