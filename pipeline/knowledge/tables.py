"""The tables that a build fills and how they ship: gzip'd TSV, sorted, without a clock in the header."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.knowledge.surfaces import fold, slug


@dataclass(frozen=True, slots=True)
class Row:
    """One entity: what `records.Entity` shows, and the country it belongs to."""

    id: str
    name: str
    type: str
    wikidata: str = ""
    iso: str = ""
    country: str = ""


@dataclass(slots=True)
class Tables:
    """Entities, their names, the relations among them, and common words, while a build runs.

    `names` maps (folded surface, entity id) to (how, weight, flags, form): the strongest way in which the surface names
    the entity. Flags: `g` may be matched in running text without a name recogniser, `c` only in exactly this form.
    """

    entities: dict[str, Row] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, float, str, str]] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    _ids: dict[str, list[str]] = field(default_factory=dict)

    def ids(self, surface: str, prefix: str = "") -> list[str]:
        """Ids that start with `prefix` and that `surface` names so far, in the order in which they came."""
        return [i for i in self._ids.get(key_of(surface), []) if i.startswith(prefix)]

    def entity(self, row: Row) -> Row:
        """Add an entity; the first one under an id stays."""
        return self.entities.setdefault(row.id, row)

    def name(
        self, surface: str, id_: str, how: str, weight: float, *, gazetteer: bool = False, exact: bool = False
    ) -> None:
        """Add a name of an entity; the heavier of two readings stays."""
        key = key_of(surface)
        if not key or weight <= 0:
            return
        flags = ("g" if gazetteer else "") + ("c" if exact else "")
        old = self.names.get((key, id_))
        if old is None:
            self._ids.setdefault(key, []).append(id_)
        if old is None or old[1] < weight:
            flags = "g" + flags.replace("g", "") if old and "g" in old[2] else flags
            self.names[key, id_] = (how, weight, flags, surface.replace(".", "") if exact else "")
        elif gazetteer and "g" not in old[2]:
            self.names[key, id_] = (old[0], old[1], "g" + old[2], old[3])

    def relate(self, kind: str, left: str, right: str, note: str = "") -> None:
        """Add a relation; the last note stays."""
        self.relations[kind, left, right] = note

    def write(self, out: Path) -> None:
        """Write `entities`, `names`, `relations` and `words` to the folder `out`."""
        out.mkdir(parents=True, exist_ok=True)
        ids = sorted(self.entities)
        index = {id_: i for i, id_ in enumerate(ids)}
        rows = (self.entities[i] for i in ids)
        _write(out / "entities.tsv.gz", ("\t".join((r.id, r.name, r.type, r.wikidata, r.iso, r.country)) for r in rows))
        _write(out / "names.tsv.gz", self._name_lines(index))
        _write(out / "words.txt.gz", sorted(self.words))
        relations = sorted(self.relations.items())
        _write(out / "relations.tsv.gz", ("\t".join((*key, note)) for key, note in relations))

    def _name_lines(self, index: dict[str, int]) -> Iterable[str]:
        by_key: dict[str, list[tuple[float, int, str]]] = {}
        for (key, id_), (how, weight, flags, form) in self.names.items():
            number = index[id_]
            by_key.setdefault(key, []).append((-weight, number, f"{number}:{how}:{weight:.4g}:{flags}:{form}"))
        for key in sorted(by_key):
            yield key + "\t" + "\t".join(line for _, _, line in sorted(by_key[key]))


def key_of(surface: str) -> str:
    """The key of a name: folded and without the article, which look-ups drop, too."""
    return fold(surface).removeprefix("the ")


def _write(path: Path, lines: Iterable[str]) -> None:
    data = "".join(line + "\n" for line in lines).encode()
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write(data)


def unused(tables: Tables, prefix: str, *parts: str) -> str:
    """An id `prefix:parts…` made of as many parts as it takes to be new."""
    words = [slug(p) for p in parts if p]
    for count in range(min(2, len(words)), len(words) + 1):
        candidate = f"{prefix}:{'-'.join(words[:count])}"
        if candidate not in tables.entities:
            return candidate
    stem, number = candidate, 2
    while f"{stem}-{number}" in tables.entities:
        number += 1
    return f"{stem}-{number}"
