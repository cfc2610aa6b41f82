"""Reference facts: what each edition of the Factbook says about a country, measure by measure."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from pipeline import resources
from pipeline.errors import ResourceError

COLUMNS = (
    "entity",
    "measure",
    "object",
    "name",
    "amount",
    "low",
    "high",
    "bound",
    "unit",
    "as_of",
    "editions",
    "field",
    "quote",
)


@dataclass(frozen=True, slots=True)
class ReferenceFact:
    """One value as some editions give it.

    `object` is an id (of the neighbour, the group, the religion, the language) or ""; `name` is how the field calls it.
    `amount` is None for a range, which has `low` and `high`. `as_of` is the year or month that the field names, or "".
    `quote` are the words of `field` that say it.
    """

    entity: str
    measure: str
    object: str
    name: str
    amount: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str
    as_of: str
    editions: tuple[int, ...]
    field: str
    quote: str

    @property
    def value(self) -> float | None:
        """The amount, or the middle of the range."""
        if self.amount is not None or self.low is None or self.high is None:
            return self.amount
        return (self.low + self.high) / 2

    def line(self) -> str:
        """The fact as one line of the table."""
        numbers = ("" if n is None else f"{n:.12g}" for n in (self.amount, self.low, self.high))
        texts = (self.bound, self.unit, self.as_of, _spans(self.editions), self.field, self.quote)
        return "\t".join((self.entity, self.measure, self.object, self.name, *numbers, *texts))


class FactBase:
    """The facts of the built table, by entity and measure."""

    def __init__(self, path: Path) -> None:
        try:
            # Sorted by entity and measure, and searched as it is: cutting it into lines would take longer than reading.
            self._data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError) as error:
            raise ResourceError(f"The table of facts {str(path)!r} cannot be read: reinstall claimspan.") from error

    def series(self, entity: str, measure: str, object_: str | None = None) -> list[ReferenceFact]:
        """Facts about one thing by edition; `object_` (an id or a name) limits them to one member."""
        # A tab sorts before every character of a name, a newline after it.
        start, end = (self._first(f"{entity}\t{measure}{sign}".encode()) for sign in ("\t", "\n"))
        facts = map(_parse, self._data[start:end].decode("utf-8").split("\n")[:-1])
        found = [f for f in facts if object_ is None or object_ in (f.object, f.name)]
        return sorted(found, key=lambda f: (f.editions[0], f.name, f.as_of))

    def _first(self, key: bytes) -> int:
        """Where the first line that does not sort before `key` begins."""
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", 0, middle) + 1
            end = self._data.find(b"\n", middle) + 1 or len(self._data)
            if self._data[start:end] < key:
                low = end
            else:
                high = start
        return low

    def at(self, entity: str, measure: str, edition: int, object_: str | None = None) -> list[ReferenceFact]:
        """What one edition says."""
        return [f for f in self.series(entity, measure, object_) if edition in f.editions]

    def topics(self) -> Iterator[tuple[str, str]]:
        """Every (entity, measure) with facts, sorted."""
        lines = self._data.decode("utf-8").split("\n")[:-1]
        for key, _ in groupby(lines, key=lambda line: line.split("\t", 2)[:2]):
            yield key[0], key[1]


def _parse(line: str) -> ReferenceFact:
    entity, measure, object_, name, amount, low, high, bound, unit, as_of, editions, field, quote = line.split("\t")
    return ReferenceFact(
        entity, measure, object_, name, _number(amount), _number(low), _number(high), bound, unit, as_of,
        _years(editions), field, quote,
    )  # fmt: skip


def _number(text: str) -> float | None:
    return float(text) if text else None


def _spans(years: tuple[int, ...]) -> str:
    """Years as runs: (1993, 1994, 1996) -> "1993-1994,1996"."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1][-1] = year
        else:
            runs.append([year, year])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _years(text: str) -> tuple[int, ...]:
    years: list[int] = []
    for run in text.split(","):
        first, _, last = run.partition("-")
        years.extend(range(int(first), int(last or first) + 1))
    return tuple(years)


@cache
def load() -> FactBase:
    """The facts that ship with the package, read once per process."""
    return FactBase(resources.data("knowledge", "facts.tsv.gz"))
