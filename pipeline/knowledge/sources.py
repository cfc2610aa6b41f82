"""The reference files as they are published: editions of the Factbook, Natural Earth, country codes.

`README.md` of the reference folder describes them. Nothing here interprets a field.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ResourceError
from pipeline.knowledge.surfaces import fold

# Lower-case words of up to four letters that names have of their own.
_SMALL = frozenset(
    [
        "a",
        "al",
        "an",
        "and",
        "as",
        "ash",
        "at",
        "az",
        "bin",
        "by",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "ed",
        "el",
        "en",
        "et",
        "for",
        "i",
        "ibn",
        "id",
        "in",
        "la",
        "las",
        "le",
        "les",
        "los",
        "mac",
        "na",
        "ne",
        "o",
        "of",
        "on",
        "or",
        "ou",
        "per",
        "pro",
        "ra",
        "sa",
        "son",
        "st",
        "te",
        "than",
        "the",
        "to",
        "und",
        "ud",
        "ul",
        "um",
        "ur",
        "van",
        "van",
        "von",
        "we",
        "with",
        "y",
        "ye",
        "za",
        "zu",
    ]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One country in one edition."""

    edition: int
    code: str
    country: str
    fields: dict[str, str]


@dataclass(slots=True)
class Sources:
    """Everything a build reads, loaded once."""

    entries: list[Entry]
    codes: list[dict[str, str]]
    countries: list[dict[str, str]]
    divisions: list[dict[str, str]]
    places: list[dict[str, str]]
    regions: list[dict[str, str]]
    rivers: list[dict[str, str]]
    seas: list[dict[str, str]]
    lowercase: dict[str, int] = field(default_factory=dict)
    capitalised: dict[str, int] = field(default_factory=dict)


def read(folder: Path) -> Sources:
    """Read the reference folder; raises ResourceError when a file is missing."""
    editions = sorted((folder / "factbook").glob("*.jsonl.gz"))
    if not editions:
        raise ResourceError(f"No Factbook editions in {str(folder / 'factbook')!r}: expected YEAR.jsonl.gz files.")
    entries = [entry for path in editions for entry in _edition(path)]
    earth = folder / "natural-earth"
    sources = Sources(
        entries=entries,
        codes=_rows(folder / "country-codes.csv"),
        countries=_rows(earth / "countries.csv"),
        divisions=_rows(earth / "admin1.csv"),
        places=_rows(earth / "places.csv"),
        regions=_rows(earth / "regions.csv"),
        rivers=_rows(earth / "rivers-lakes.csv"),
        seas=_rows(earth / "seas.csv"),
    )
    _count_words(sources)
    return sources


def _edition(path: Path) -> Iterator[Entry]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            # Editions 2018-2020 part the pieces of a field by " | " where others have a space.
            fields = {name: text.replace(" | ", " ") for name, text in row["fields"].items()}
            yield Entry(int(row["edition"]), row["code"], row["country"], fields)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file)]
    except FileNotFoundError as error:
        raise ResourceError(f"The reference file {str(path)!r} is missing.") from error


def _count_words(sources: Sources) -> None:
    """How often a word is written with and without a capital: what tells the name "Han" from the word "black"."""
    for entry in sources.entries:
        if entry.edition % 4:  # a quarter of the editions: the counts serve as a ratio
            continue
        for text in entry.fields.values():
            for word in re.findall(r"(?<![.:;] )\b[^\W\d_]+\b", text):
                table = sources.lowercase if word.islower() else sources.capitalised
                key = fold(word)
                table[key] = table.get(key, 0) + 1


def is_common_word(sources: Sources, name: str) -> bool:
    """Whether `name` is one word that running text also writes without a capital."""
    key = fold(name)
    if " " in key:
        return False
    low, high = sources.lowercase.get(key, 0), sources.capitalised.get(key, 0)
    return low > 2 and low * 20 > high


def common_words(sources: Sources) -> set[str]:
    """Folded words that running text writes without a capital."""
    return {w for w, n in sources.lowercase.items() if n > 4 and n * 20 > sources.capitalised.get(w, 0) and w.isascii()}


def has_gap(name: str) -> bool:
    """Whether `name` seems to have lost letters.

    Editions 2021-2025 were archived without their non-ASCII letters: "R publique", "Asunci n".
    """
    pieces = re.findall(r"(?<= )[a-z]{1,4}\b", name)
    lost = any(p not in _SMALL for p in pieces) or re.search(r"\b[A-Z] [a-z]", name)
    return bool(lost) or "?" in name or "�" in name
