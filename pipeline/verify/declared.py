"""A user's own reference: a table of facts (CSV or Parquet) and a short declaration in TOML that says what its columns are."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.knowledge import base
from pipeline.knowledge.facts import ReferenceFact
from pipeline.verify.intervals import Tolerance
from pipeline.verify.sources import Source, named, tolerances

COLUMNS = ("entity", "measure", "object", "value", "low", "high", "unit", "year", "quote")
KEYS = ("name", "file", "entity", "measure", "unit", "since", "columns", "measures", "tolerance")
TOLERANCE = ("relative", "absolute", "about", "close", "why")
# Kind of the things that a list of shares is about, where a name may mean several.
_MEMBERS = {"ethnic_share": "ethnic_group:", "religion_share": "religion:", "language_share": "language:"}
_PLACES = ("country:", "territory:", "state:", "region:", "division:", "city:", "org:")


class Table:
    """Facts by entity and measure, in memory."""

    def __init__(self, facts: Iterable[ReferenceFact]) -> None:
        self._facts: dict[tuple[str, str], list[ReferenceFact]] = defaultdict(list)
        for fact in facts:
            self._facts[fact.entity, fact.measure].append(fact)
        for found in self._facts.values():
            found.sort(key=lambda f: (f.editions, f.name))

    def __len__(self) -> int:
        return sum(map(len, self._facts.values()))

    def series(self, entity: str, measure: str, object_: str | None = None) -> list[ReferenceFact]:
        """Facts of one measure about one thing, in the order of their years."""
        found = self._facts.get((entity, measure), [])
        return [f for f in found if object_ is None or object_ in (f.object, f.name)]


def read(declaration: Path) -> Source:
    """The source that a declaration names; `file` is found beside it.

    Raises SourceError, with the line or key and the way out, when the declaration or the table cannot be read.
    """
    settings = _declaration(declaration)
    path = declaration.parent / settings["file"]
    facts = list(_facts(path, settings))
    if not facts:
        raise SourceError(f"{str(path)!r} holds no facts: a row needs an entity, a year and a value.")
    # Every measure starts from the tolerance that it has for the Factbook.
    allowed = tolerances() | {
        (measure, ""): Tolerance(**{k: v for k, v in row.items() if k != "why"})
        for measure, row in settings.get("tolerance", {}).items()
    }
    return Source(settings["name"], Table(facts), allowed, settings.get("since", "01-01"))


def digest(declaration: Path) -> str:
    """What a declaration and its table hold, in short: it changes when either does. Raises SourceError."""
    path = declaration.parent / _declaration(declaration)["file"]
    try:
        return hashlib.blake2b(declaration.read_bytes() + path.read_bytes(), digest_size=8).hexdigest()
    except OSError as error:
        raise SourceError(f"The table {str(path)!r} cannot be read: {error.strerror or error}.") from error


def _declaration(path: Path) -> dict[str, Any]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"The declaration {str(path)!r} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"The declaration {str(path)!r} is not TOML: {error}.") from error
    unknown = sorted(settings.keys() - set(KEYS)) + sorted(settings.get("columns", {}).keys() - set(COLUMNS))
    unknown += sorted({k for row in settings.get("tolerance", {}).values() for k in row} - set(TOLERANCE))
    if unknown:
        raise SourceError(
            f"{str(path)!r} has unknown keys: {', '.join(unknown)}. Known: {', '.join((*KEYS, *COLUMNS))}."
        )
    missing = [key for key in ("name", "file") if not isinstance(settings.get(key), str)]
    if missing:
        raise SourceError(f"{str(path)!r} lacks {' and '.join(missing)}: both are texts.")
    return settings


def _facts(path: Path, settings: dict[str, Any]) -> Iterator[ReferenceFact]:
    columns = {name: settings.get("columns", {}).get(name, name) for name in COLUMNS}
    measures: Mapping[str, str] = settings.get("measures", {})
    for number, row in enumerate(_rows(path), 2):
        cells = {name: str(row.get(column) or "").strip() for name, column in columns.items()}
        where = f"{str(path)!r}, row {number}"
        measure = cells["measure"] or settings.get("measure", "")
        measure = measures.get(measure, measure) if measures else measure
        entity = cells["entity"] or settings.get("entity", "")
        if not entity or not measure or not cells["year"]:
            raise SourceError(
                f"{where} has no {'entity' if not entity else 'measure' if not measure else 'year'}: "
                f"name the columns under [columns] or give one for all rows. There are: {', '.join(map(str, row))}."
            )
        if measures and measure not in measures.values():
            continue  # a measure that the declaration leaves out
        amount, low, high = (_number(cells[name], f"{where}, {columns[name]}") for name in ("value", "low", "high"))
        if amount is None and (low is None or high is None):
            continue  # no figure for that year
        member = cells["object"]
        quote = cells["quote"] or ", ".join(f"{k}: {v}" for k, v in row.items() if v not in (None, ""))
        yield ReferenceFact(
            entity=_id(entity, _PLACES),
            measure=measure,
            object=_id(member, (_MEMBERS.get(measure, "country:"),)) if member else "",
            name=member,
            amount=amount,
            low=None if amount is not None else low,
            high=None if amount is not None else high,
            bound="",
            unit=cells["unit"] or settings.get("unit", "1"),
            as_of=cells["year"],
            editions=(_year(cells["year"], where),),
            field=path.name,
            quote=" ".join(quote.split()),
        )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".parquet":
        yield from _parquet(path)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"The table {str(path)!r} cannot be read as CSV in UTF-8: {error}.") from error


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise SourceError(f"{str(path)!r} needs pyarrow: pip install 'claimspan[parquet]'.") from None
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches():
                yield from batch.to_pylist()
    except (OSError, ArrowException) as error:
        raise SourceError(f"The table {str(path)!r} cannot be read as Parquet: {error}.") from error


def _id(name: str, kinds: tuple[str, ...]) -> str:
    """The id of a thing given as an id, an ISO 3166 code or a name; "name:…" for what the knowledge base has not."""
    kb = base.load()
    if kb.get(name) is not None:
        return name
    if (country := kb.get(f"country:{name}")) is not None:
        return country.id
    found = (c.entity.id for c in kb.candidates(name) if c.entity.id.startswith(kinds))
    return next(found, named(name))


def _number(text: str, where: str) -> float | None:
    if text in ("", "..", "NA", "nan"):
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise SourceError(f"{where}: {text!r} is not a number. Write 1234.5, and leave unknown values empty.") from None


def _year(text: str, where: str) -> int:
    if len(text) >= 4 and text[:4].isdigit():
        return int(text[:4])
    raise SourceError(f"{where}: {text!r} is not a year. Write 2021 or a date such as 2021-06-30.")
