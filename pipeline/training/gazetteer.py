"""Names of countries, peoples, places and languages, read from the reference folder to settle labels in training data."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import resources
from pipeline.errors import TrainingError

EDITION = 2015


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`labels` settles a whole name; `countries`, `peoples` and `ethnic` are sorted lists to draw names from."""

    labels: dict[str, str]
    places: frozenset[str]
    landscape: frozenset[str]
    countries: tuple[str, ...]
    peoples: tuple[str, ...]
    ethnic: tuple[str, ...]
    languages: frozenset[str]


def build_gazetteer(reference: Path) -> Gazetteer:
    """Read `reference` (country codes, Natural Earth names, one Factbook edition); TrainingError if it is not there."""
    if not (reference / "country-codes.csv").is_file():
        raise TrainingError(f"{reference} does not hold country-codes.csv: give the folder of reference data.")
    table = resources.table("training_names.toml")
    countries = set(_column(reference / "country-codes.csv", "CLDR display name", "UNTERM English Short"))
    countries |= set(_column(reference / "natural-earth/countries.csv", "name", "name_long", "formal_name"))
    with gzip.open(reference / f"factbook/{EDITION}.jsonl.gz", "rt", encoding="utf-8") as file:
        factbook = [json.loads(line) for line in file]
    countries |= {row["country"] for row in factbook}
    countries = {name for name in countries if re.fullmatch(r"[A-Z][\w' -]+", name) and len(name) > 3} - set(
        table["no_countries"]
    )
    peoples = set().union(*(_demonyms(row["fields"].get("Nationality", "")) for row in factbook))
    ethnic = (
        set().union(*(_shares(row["fields"].get("Ethnic groups", "")) for row in factbook))
        - peoples
        - set(table["no_groups"])
    )
    places = set(_column(reference / "natural-earth/places.csv", "name"))
    places |= set(_column(reference / "natural-earth/admin1.csv", "name"))
    landscape = set(_landscape(reference / "natural-earth", table["landscape"]))
    labels = dict.fromkeys(countries, "GPE") | dict.fromkeys(peoples | ethnic, "NORP")
    for label in ("GPE", "LOC", "ORG", "NORP"):
        labels |= dict.fromkeys(table["labels"][label], label)
    return Gazetteer(
        labels=labels,
        places=frozenset(places),
        landscape=frozenset(landscape),
        countries=tuple(sorted(countries)),
        peoples=tuple(sorted(peoples)),
        ethnic=tuple(sorted(ethnic)),
        languages=frozenset(table["labels"]["LANGUAGE"]),
    )


def _column(path: Path, *columns: str) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield from (row[column] for column in columns if row[column])


def _landscape(folder: Path, features: Sequence[str]) -> Iterator[str]:
    """Names of rivers, lakes, ranges, deserts and seas, those in capitals in title case."""
    for name in ("regions", "rivers-lakes", "seas"):
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["class"] in features or name == "seas":
                    yield row["name"].title() if row["name"].isupper() else row["name"]


def _demonyms(field: str) -> set[str]:
    """Nouns, plurals and adjectives of a Factbook nationality field: "noun: Afghan(s) | adjective: Afghan"."""
    found: set[str] = set()
    for part in re.split(r"[|,;]| or ", re.sub(r"(noun|adjective):", "", field)):
        name = re.sub(r"\s*\((singular|plural|and plural|singular and plural)[^)]*\)", "", part).strip()
        stem = re.match(r"^([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(\((?:s|es)\))?$", name)
        if stem:
            found.add(stem[1])
            if stem[2]:
                found.add(stem[1] + stem[2].strip("()"))
    return found


def _shares(field: str) -> set[str]:
    """Names of groups that a Factbook field gives with a share: "Tajik 84.3%, Uzbek 13.8%"."""
    return {m[1] for m in re.finditer(r"(?<![\w-])([A-Z][a-z]{3,}) \d", field)}
