"""What holds claims: one file in this folder and one line here for each kind, found by suffix or URL scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from pipeline.errors import RecordError, SinkError
from pipeline.records import Claim, Result
from pipeline.sinks.compression import uncompressed
from pipeline.sinks.fanout import FanOut
from pipeline.sinks.grouping import consecutive, digest
from pipeline.sinks.keys import Keys

STDOUT = "-"


class Sink(Protocol):
    """Takes results document by document; leaving the `with` block finishes what was written, an error in it leaves
    no half-written file under the final name.

    `replaces`: whether it lives on from run to run, so that a document replaces what was stored of it.
    """

    replaces: bool

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Store what became of one document, atomically, instead of what this document (by uri; by id when uri is
        empty) had before. A failure goes to the errors of a database and leaves older claims in place.

        `fingerprint` says what made the claims (version, model, settings). Raises SinkError when there is no room, no
        permission or no connection.
        """

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """Whether this very content was already stored under this fingerprint; never, where no ledger is kept."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


# Suffix, or scheme with its colon -> "module:class" of the sink. The class is made from the target that the user named;
# the module's `read(target)` gives the results back.
SINKS: dict[str, str] = {
    ".jsonl": "jsonl:JsonlSink",
    ".ndjson": "jsonl:JsonlSink",
    ".csv": "csv:CsvSink",
    ".parquet": "parquet:ParquetSink",
    ".hf": "huggingface:DatasetSink",
    "hf:": "huggingface:DatasetSink",
    ".ttl": "turtle:TurtleSink",
    ".jsonld": "jsonld:JsonldSink",
    ".ann": "brat:BratSink",
    ".spacy": "docbin:DocBinSink",
    ".db": "sqlite:SqliteStore",
    ".sqlite": "sqlite:SqliteStore",
    "sqlite:": "sqlite:SqliteStore",
    ".duckdb": "duckdb:DuckdbStore",
    "duckdb:": "duckdb:DuckdbStore",
    "postgresql:": "postgres:PostgresStore",
    "postgres:": "postgres:PostgresStore",
}
STREAM = SINKS[".jsonl"]


def sink(target: str | Path) -> Sink:
    """The sink for a file, folder or URL, or for `-` (standard output) and devices. Raises SinkError for other kinds."""
    place = _place(target)
    if place is None:
        raise SinkError(f"Cannot write {str(target)!r}: {_unknown(target)}, or `-` for standard output.")
    made: Sink = getattr(*_home(place))(_named(target))
    return made


def sinks(targets: Sequence[str | Path]) -> Sink:
    """One sink that writes to all the targets at once."""
    return sink(targets[0]) if len(targets) == 1 else FanOut([sink(target) for target in targets])


def write(claims: Iterable[Claim], target: str | Path) -> int:
    """Write every claim to `target` and give their number. Raises SinkError; a file then holds what it held before.

    A database takes the claims of a document as all that it says: there, they must stand together.
    """
    count = 0
    with closing(Keys()) as put, sink(target) as out:
        for result in consecutive(claims):
            ref = result.claims[0].document
            if out.replaces and not put.add(digest(ref.uri or ref.id)):
                raise SinkError(
                    f"Cannot write {str(target)!r}: the claims of {ref.uri or ref.id!r} stand in several places. "
                    "Write them to a .jsonl file, and that with `claimspan convert`."
                )
            out.put(result)
            count += len(result.claims)
    return count


def read_results(target: str | Path) -> Iterator[Result]:
    """What a sink holds, document by document in stored order; databases also give the texts and the failures.

    `-` is standard input. Raises RecordError when it cannot be read or holds something else.
    """
    place = _place(target)
    if place is None:
        raise RecordError(f"Cannot read {str(target)!r}: {_unknown(target)}, or `-` for standard input.")
    read: Iterator[Result] = getattr(_home(place)[0], "read")(_named(target))  # noqa: B009
    return read


def read_claims(target: str | Path) -> Iterator[Claim]:
    """The claims of a sink (`-` for standard input), in stored order. Raises RecordError as `read_results` does."""
    place = _place(target)
    if place == STREAM or (place is None and Path(target).is_file()):
        # As they stand, whatever the file is called.
        from pipeline.sinks.jsonl import read_claims as lines

        return lines(str(target))
    return (claim for result in read_results(target) for claim in result.claims)


def _place(target: str | Path) -> str | None:
    name = str(target)
    scheme = _scheme(name)
    if scheme:
        return SINKS[scheme]
    path = Path(name)
    if name == STDOUT or (path.exists() and not path.is_file() and not path.is_dir()):
        return STREAM
    plain = uncompressed(name)
    place = SINKS.get(Path(plain).suffix.lower())
    # Only lines are compressed; the other kinds are compact by themselves.
    return place if plain == name or place == STREAM else None


def _scheme(name: str) -> str:
    """The scheme of a URL with its colon, also of one whose slashes were lost; empty for a path."""
    scheme = name.partition(":")[0].lower() + ":"
    return scheme if ":" in name and scheme in SINKS else ""


def _named(target: str | Path) -> str:
    return str(target)


def _unknown(target: str | Path) -> str:
    suffix = Path(str(target)).suffix
    return f"unknown kind {suffix!r}. Known: {', '.join(SINKS)}"


def _home(place: str) -> tuple[Any, str]:
    module, _, name = place.partition(":")
    return import_module(f"pipeline.sinks.{module}"), name
