"""The knowledge base: which things a name may mean, and what is known of them. Loaded once per process, read-only."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from pipeline import resources
from pipeline.errors import ResourceError
from pipeline.knowledge.surfaces import bare, division, fold
from pipeline.records import Entity


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a surface may mean.

    `prior` is its share (0..1) among all that the surface may mean; `how` says what the surface is of it: name, alias,
    former, capital, abbreviation, surname, demonym_noun, demonym_adjective, plural, faith. `gazetteer` says that the
    surface names it in running text even where no recogniser found a name.
    """

    entity: Entity
    prior: float
    how: str
    gazetteer: bool


class KnowledgeBase:
    """Names, entities and relations of the built tables in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, str] = dict(line.split("\t", 1) for line in _lines(folder / "names.tsv.gz"))
        self._rows: list[str] = _lines(folder / "entities.tsv.gz")
        self._index: dict[str, int] = {row[: row.index("\t")]: i for i, row in enumerate(self._rows)}
        self._folder = folder
        self._candidates: dict[str, tuple[tuple[int, str, float, str, str], ...]] = {}
        self._entities: dict[int, Entity] = {}

    def candidates(self, surface: str) -> list[Candidate]:
        """What `surface` may mean, likeliest first.

        Case, accents, dashes, a leading "the", "ethnic" and a trailing possessive do not matter; but some capital is
        needed, "Niger State" is a division of the name before it, and abbreviations must be written as they are ("WHO" is not "who").
        """
        surface = bare(surface)
        if surface[:7].lower() == "ethnic " and len(surface) > 7:
            return [c for c in self.candidates(surface[7:]) if c.entity.id.startswith(("ethnic_group:", "country:"))]
        if surface.islower():
            return []
        if (name := division(surface)) is not None and not self.knows(fold(surface)):
            divisions = [c for c in self.candidates(name) if c.entity.id.startswith("division:")]
            total = sum(c.prior for c in divisions)
            return [replace(c, prior=c.prior / total, gazetteer=False) for c in divisions]
        readings = self._readings(fold(surface))
        letters = surface.replace(".", "")
        fit = [r for r in readings if not r[4] or r[4] == letters]
        total = sum(weight for _, _, weight, _, _ in fit)
        return [Candidate(self._entity(n), weight / total, how, "g" in flags) for n, how, weight, flags, _ in fit]

    def knows(self, key: str) -> bool:
        """Whether the folded surface `key` names anything."""
        return key in self._names

    @cached_property
    def words(self) -> frozenset[str]:
        """Common words, folded: what is written so with a capital is not thereby a name."""
        return frozenset(_lines(self._folder / "words.txt.gz"))

    @cached_property
    def longest(self) -> dict[str, int]:
        """First word of a folded gazetteer name -> how many words the longest such name has."""
        found: dict[str, int] = {}
        for key, line in self._names.items():
            if ":g" in line:
                words = key.split(" ")
                found[words[0]] = max(found.get(words[0], 0), len(words))
        return found

    def get(self, id_: str) -> Entity | None:
        """The entity with this id."""
        index = self._index.get(id_)
        return None if index is None else self._entity(index)

    def country_of(self, id_: str) -> Entity | None:
        """The country of a place, organisation or person; a country is its own; None where there is none."""
        index = self._index.get(id_)
        country = self._rows[index].split("\t")[5] if index is not None else ""
        return self.get(country) if country else None

    def borders(self, id_: str) -> set[str]:
        """Ids of the countries that share a land border with it in any edition of the reference."""
        return {r for r, _ in self.related("borders", id_)}

    def demonyms(self, id_: str) -> dict[str, list[str]]:
        """Forms of the demonym of a country: singular, plural, adjective; `old …` for forms given up."""
        found: dict[str, list[str]] = defaultdict(list)
        for form, note in self.related("demonym", id_):
            found[note].append(form)
        return dict(found)

    def capital_of(self, city: str) -> Entity | None:
        """The country of which this city is the capital today; None for former capitals and other cities."""
        current = [c for c, note in self.related("capital_of", city) if not note]
        alive = [c for c in current if not self.related("succeeded_by", c)]
        return self.get((alive or current)[0]) if current else None

    def related(self, kind: str, left: str) -> list[tuple[str, str]]:
        """Right side and note of the relations of one kind; the note says what the builder of the kind wrote there.

        Kinds: borders, capital_of, currency, demonym, head_of_state, head_of_government, lies_in, lives_in,
        member_of, succeeded_by.
        """
        return self._relations.get((kind, left), [])

    def ids(self, kind: str) -> Iterator[str]:
        """Ids of one kind, sorted: `country`, `ethnic_group`, …"""
        return (id_ for id_ in self._index if id_.startswith(kind + ":"))

    @cached_property
    def _relations(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for line in _lines(self._folder / "relations.tsv.gz"):
            kind, left, right, note = line.split("\t")
            found[kind, left].append((right, note))
        return dict(found)

    def _readings(self, key: str) -> tuple[tuple[int, str, float, str, str], ...]:
        known = self._candidates.get(key)
        if known is None:
            line = self._names.get(key)
            if not line:
                return ()  # not remembered: there is no end of names that the base does not know
            known = self._candidates[key] = tuple(map(_reading, line.split("\t")))
        return known

    def _entity(self, index: int) -> Entity:
        entity = self._entities.get(index)
        if entity is None:
            id_, name, type_, wikidata, iso, _ = self._rows[index].split("\t")
            entity = Entity(id=id_, name=name, type=type_ or None, wikidata=wikidata or None, iso=iso or None)
            self._entities[index] = entity
        return entity


def _reading(text: str) -> tuple[int, str, float, str, str]:
    number, how, weight, flags, form = text.split(":", 4)
    return int(number), how, float(weight), flags, form


def _lines(path: Path) -> list[str]:
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as error:
        raise ResourceError(f"The knowledge table {str(path)!r} cannot be read: reinstall claimspan.") from error
    return data.decode("utf-8").split("\n")[:-1]


@cache
def load() -> KnowledgeBase:
    """The knowledge base that ships with the package, read once per process."""
    return KnowledgeBase(resources.data("knowledge", "names.tsv.gz").parent)
