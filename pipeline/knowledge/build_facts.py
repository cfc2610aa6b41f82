"""Builds the table of reference facts from every edition of the Factbook, and counts how much of it was read."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import resources
from pipeline.grammar.values import find
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.coverage import Coverage
from pipeline.knowledge.fact_fields import Found, scalars
from pipeline.knowledge.fact_lists import borders, shares
from pipeline.knowledge.fact_relations import Tie, Ties, peaks
from pipeline.knowledge.facts import ReferenceFact
from pipeline.knowledge.sources import Entry, Sources
from pipeline.knowledge.surfaces import fold

TABLE = "knowledge/curated/measures.toml"
_KEY = tuple[str, str, str, str, float | None, float | None, float | None, str, str, str, str, str]


def build(sources: Sources, lookup: Countries, kb: KnowledgeBase, out: Path) -> tuple[dict[str, int], Coverage]:
    """Write `facts.tsv.gz` to the folder `out`; returns counts of facts and how much of the fields was read.

    `kb` must hold the entities of the same build: members of lists get their ids from it.
    """
    table = resources.table(TABLE)
    reader = _Reader(table, lookup, kb)
    editions: dict[_KEY, set[int]] = defaultdict(set)
    for entry in sources.entries:
        entity = lookup.entry(entry.country)
        if entity:
            for key in reader.facts(entity, entry):
                editions[key].add(entry.edition)
    facts = [_fact(key, years) for key, years in editions.items()]
    facts.sort(key=lambda f: (f.entity, f.measure, f.editions, f.field, f.object, f.name, f.as_of, f.quote))
    with (out / "facts.tsv.gz").open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write("".join(fact.line() + "\n" for fact in facts).encode())
    measures = Counter(f.measure for f in facts)
    reader.coverage.borders(facts)
    return {"facts": len(facts), **{f"facts {m}": n for m, n in sorted(measures.items())}}, reader.coverage


def _fact(key: _KEY, years: set[int]) -> ReferenceFact:
    entity, measure, object_, name, amount, low, high, bound, unit, as_of, field, quote = key
    return ReferenceFact(
        entity, measure, object_, name, amount, low, high, bound, unit, as_of, tuple(sorted(years)), field, quote
    )


class _Reader:
    """Reads entries, and counts what the fields hold beside what was read."""

    def __init__(self, table: dict[str, Any], lookup: Countries, kb: KnowledgeBase) -> None:
        self._table = table
        self._lookup = lookup
        self._kb = kb
        self._ties = Ties(lookup, kb)
        self._scalars = cache(lambda i, text: tuple(scalars(text, table["measure"][i])))
        self._holds = cache(lambda i, text: _holds(text, table["measure"][i]))
        self._shares = cache(lambda text: tuple(shares(text)))
        self._borders = cache(lambda text: tuple(borders(text)))
        self._ids = cache(self._id)
        self.coverage = Coverage()

    def facts(self, entity: str, entry: Entry) -> Iterator[_KEY]:
        """Keys of the facts of one entry."""
        for i, measure in enumerate(self._table["measure"]):
            # Of two fields with one measure the first named in the table is the newer one.
            for field in measure["fields"]:
                if text := entry.fields.get(field):
                    values = self._scalars(i, text)
                    if values or self._holds(i, text):
                        label = f"{measure['predicate']} fields with a value"
                        self.coverage.count(label, bool(values), 1, _place(entity, entry, field, text))
                    yield from (_key(entity, measure["predicate"], "", f, field) for f in values)
                    if measure["predicate"] == "elevation":
                        yield from self._peaks(text, field, values)
                    break
        for row in self._table["list"]:
            for field in row["fields"]:
                if text := entry.fields.get(field):
                    yield from self._list(entity, entry, row, field, text)
        if text := entry.fields.get("Land boundaries"):
            yield from self._neighbours(entity, entry, text)
        yield from (_tied(entity, tie) for tie in self._ties.read(entity, entry))

    def _peaks(self, text: str, field: str, values: Iterable[Found]) -> Iterator[_KEY]:
        """The height of the highest point under its own name, which no table of entities knows."""
        for found in (f for f in values if f.name == "highest point"):
            for name, quote in peaks(text):
                yield _key(f"name:{fold(name)}", "elevation", "", replace(found, name="", quote=quote, as_of=""), field)

    def _list(self, entity: str, entry: Entry, row: dict[str, Any], field: str, text: str) -> Iterator[_KEY]:
        members = self._shares(text)
        body = re.sub(r"\bnote\b.*$", "", text, flags=re.DOTALL)
        there = max(len(re.findall(r"\d\s?%(?!\s*-\s*\d)", body)), len(members))
        place = _place(entity, entry, field, text)
        self.coverage.count(f"{row['predicate']} shares", len(members), there, f"{there - len(members)} in {place}")
        top = [m for m in members if not m.nested]
        if len(top) > 1:
            self.coverage.lists(row["predicate"], place, sum(_middle(m) for m in top))
        for member in members:
            yield _key(entity, row["predicate"], self._ids(row["prefix"], member.name), member, field)

    def _neighbours(self, entity: str, entry: Entry, text: str) -> Iterator[_KEY]:
        body = re.sub(r"\bnote\b.*$", "", text, flags=re.DOTALL)
        listed = re.findall(r"[A-Z][^,;:\d]*?\s[\d,.]+\s*km\b", re.sub(r"\([^()]*\)", "", body))
        found = [(n, m) for m in self._borders(text) if (n := self._lookup.id(m.name))]
        place = _place(entity, entry, "Land boundaries", text)
        self.coverage.count("border pairs", min(len(found), len(listed)), len(listed), place)
        for neighbour, member in found:
            yield _key(entity, "border_length", neighbour, member, "Land boundaries")

    def _id(self, prefix: str, name: str) -> str:
        """The id of a list's member by its name, or by its first word group before "or" and strokes."""
        surface = name[:1].upper() + name[1:]
        for candidate in (surface, *re.split(r"\s+or\s+|/", surface)):
            for found in self._kb.candidates(candidate):
                if found.entity.id.startswith(prefix):
                    return found.entity.id
        return ""


def _place(entity: str, entry: Entry, field: str, text: str) -> str:
    return f"{entry.edition} {entity} {field}: {' '.join(text.split())[:300]}"


def _holds(text: str, measure: dict[str, Any]) -> bool:
    """Whether a field has a value of the measure's kind before its first note."""
    units = measure.get("units")
    head = re.split(r"\bnote\b", text[:400])[0]
    return any(v.kind in measure["kinds"] and (not units or v.unit in units) for v in find(head))


def _key(entity: str, measure: str, object_: str, found: Found, field: str) -> _KEY:
    value = found.value
    name = f"{found.name} (part)" if found.nested else found.name
    bound = value.bound or ("~" if value.approximate else "")
    quote = found.quote.replace("\t", " ")
    numbers = (value.amount, value.low, value.high)
    return (entity, measure, object_, name, *numbers, bound, value.unit, found.as_of, field, quote)


def _tied(entity: str, tie: Tie) -> _KEY:
    quote = " ".join(tie.quote.split())
    return (entity, tie.measure, tie.object, tie.name, None, None, None, "", "", tie.as_of, tie.field, quote)


def _middle(found: Found) -> float:
    value = found.value
    if value.amount is not None:
        return value.amount
    return ((value.low or 0) + (value.high or 0)) / 2
