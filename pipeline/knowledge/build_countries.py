"""Countries, territories and states that ended: names, former names, demonyms, capitals, borders."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from pipeline.knowledge.sources import Sources, has_gap
from pipeline.knowledge.surfaces import fold
from pipeline.knowledge.tables import Row, Tables

_NOUN = re.compile(r"noun\s*(?:--|:)\s*(?P<noun>.*?)[;,]?\s*adjective\s*(?:--|:)\s*(?P<adjective>.*?)(?:\s+note\b|;|$)")
_INVARIANT = re.compile(r"\((?:sing\w*\.?(?:,| and)? ?(?:and )?pl\w*\.?|collective plural|plural)\)")
_MARKS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BORDER = re.compile(r"(?P<name>[A-Z][^,;:\d]*?)\s+(?P<length>\d[\d,.]*)\s*km\b")
_LABELS = {
    "long": "conventional long form",
    "short": "conventional short form",
    "former": "former",
    "abbreviation": "abbreviation",
}
_NAME_FIELD = re.compile(
    r"(conventional long form|conventional short form|local long form|local short form"
    r"|former|abbreviation|etymology|note|formerly):"
)
# Places that texts treat like states though the list of codes does not call them independent.
_DISPUTED = {"country:TW", "country:PS", "country:XK", "country:HK"}
_NO_NAME = {"none", "na", "n/a", ""}


class Countries:
    """The id of a country by any name that the reference files use."""

    def __init__(self, curated: dict[str, Any]) -> None:
        self._ids: dict[str, str] = {}
        self._entries = {fold(k): v for k, v in curated["factbook"].items()}

    def add(self, name: str, id_: str) -> None:
        """Let `name` stand for `id_` unless it stands for another country already."""
        self._ids.setdefault(fold(name), id_)

    def entry(self, country: str) -> str:
        """The id of a Factbook entry, or "" for what is no country: oceans, uninhabited reefs."""
        key = fold(country)
        return self._entries[key] if key in self._entries else self.id(country)

    def id(self, name: str) -> str:
        """The id of a name as lists write it ("Korea, North", "Bahamas, The", "the UK"), or ""."""
        text = _MARKS.sub("", name).strip()
        parts = [p.strip() for p in text.split(",")]
        turned = f"{parts[1]} {parts[0]}" if len(parts) == 2 else text
        for candidate in (text, turned, re.sub(r"^[Tt]he ", "", text), re.sub(r"^[Tt]he ", "", turned)):
            if found := self._ids.get(fold(candidate)):
                return found
        return ""


def build(tables: Tables, sources: Sources, curated: dict[str, Any], priors: dict[str, dict[str, float]]) -> Countries:
    """Fill in countries and return the finder for their names."""
    lookup = Countries(curated)
    _current(tables, sources, curated, priors["country"], lookup)
    _territories(tables, curated, priors["territory"], lookup)
    _states(tables, curated, priors["state"], lookup)
    _factbook_names(tables, sources, priors["country"], lookup)
    _demonyms(tables, sources, curated, priors["country"], lookup)
    _borders(tables, sources, lookup)
    return lookup


def _current(
    tables: Tables, sources: Sources, curated: dict[str, Any], prior: dict[str, float], lookup: Countries
) -> None:
    earth = {row["iso2"]: row for row in sources.countries if len(row["iso2"]) == 2}
    rows = {r["ISO3166-1-Alpha-2"]: r for r in sources.codes}
    rows.setdefault("XK", {"CLDR display name": "Kosovo", "wikidata_id": "Q1246", "is_independent": "Yes"})
    for iso, row in sorted(rows.items()):
        if not re.fullmatch(r"[A-Z]{2}", iso):
            continue
        shown = row["CLDR display name"]
        name = curated["names"].get(iso, shown.replace(" & ", " and "))
        id_ = f"country:{iso}"
        wikidata = row.get("wikidata_id", "").rsplit("/", 1)[-1]
        tables.entity(Row(id_, name, "GPE", wikidata, iso, id_))
        factor = 1.0 if row.get("is_independent") == "Yes" or id_ in _DISPUTED else prior["dependency"]
        names = {name: "name"}
        for key in ("CLDR display name", "UNTERM English Short", "UNTERM English Formal", "official_name_en"):
            names.setdefault(re.sub(r"\s*\(.*?\)|\*+", "", row.get(key, "")).strip(), "alias")
        for key in ("name", "name_long", "formal_name"):
            text = earth.get(iso, {}).get(key, "")
            if "." not in text:
                names.setdefault(text, "alias")
        names.update({n: "alias" for n in curated["aliases"].get(iso, []) if n not in names})
        names.update({n: "former" for n in curated["former"].get(iso, []) if n not in names})
        for surface, how in names.items():
            if not surface:
                continue
            short = bool(re.fullmatch(r"[A-Z.]{2,6}", surface))
            weight = prior[how] * factor * (1.5 if curated["preferred"].get(surface) == iso else 1)
            tables.name(surface, id_, how, weight, gazetteer=not (short and surface == "CAR"), exact=short)
            if " - " not in surface and surface != "Korea":
                lookup.add(surface, id_)
    lookup.add("US", "country:US")


def _territories(tables: Tables, curated: dict[str, Any], prior: dict[str, float], lookup: Countries) -> None:
    for row in curated["territory"]:
        tables.entity(Row(row["id"], row["name"], row["type"], row.get("wikidata", ""), "", row.get("country", "")))
        lookup.add(row["name"], row["id"])
        _named(tables, row, prior)


def _states(tables: Tables, curated: dict[str, Any], prior: dict[str, float], lookup: Countries) -> None:
    for row in curated["state"]:
        tables.entity(Row(row["id"], row["name"], "GPE", row.get("wikidata", ""), row.get("iso", ""), row["id"]))
        lookup.add(row["name"], row["id"])
        for alias in row.get("aliases", []):
            lookup.add(alias, row["id"])
        _named(tables, row, prior)
        for iso in row.get("successors", []):
            tables.relate("succeeded_by", row["id"], f"country:{iso}")


def _named(tables: Tables, row: dict[str, Any], prior: dict[str, float]) -> None:
    """Names, nouns and adjectives of a curated row."""
    tables.name(row["name"], row["id"], "name", prior["name"], gazetteer=True)
    for alias in row.get("aliases", []):
        tables.name(
            alias, row["id"], "alias", prior["alias"], gazetteer=True, exact=bool(re.fullmatch(r"[A-Z.]{2,6}", alias))
        )
    for adjective in row.get("adjectives", []):
        tables.name(adjective, row["id"], "demonym_adjective", prior["demonym_adjective"], gazetteer=True)
        tables.relate("demonym", row["id"], adjective, "adjective")
    for pair in row.get("nouns", []):
        one, many = pair.split("/")
        tables.name(one, row["id"], "demonym_noun", prior["demonym_noun"], gazetteer=True)
        tables.name(many, row["id"], "plural", prior["plural"] + 1, gazetteer=True)
        tables.relate("demonym", row["id"], one, "singular")
        tables.relate("demonym", row["id"], many, "plural")


def _factbook_names(tables: Tables, sources: Sources, prior: dict[str, float], lookup: Countries) -> None:
    for entry in sources.entries:
        id_ = lookup.entry(entry.country)
        if not id_ or id_ not in tables.entities:
            continue
        text = entry.fields.get("Country name") or entry.fields.get("Names") or ""
        pieces = _NAME_FIELD.split(text)
        for label, value in zip(pieces[1::2], pieces[2::2], strict=False):
            how = {"conventional long form": "alias", "conventional short form": "alias", "former": "former"}.get(label)
            if how is None or entry.edition > 2020:
                continue
            for name in re.split(r"[,;]", _MARKS.sub("", value)):
                surface = name.strip()
                if (
                    fold(surface) in _NO_NAME
                    or has_gap(surface)
                    or not re.match(r"[A-Z]", surface)
                    or len(surface) > 60
                ):
                    continue
                if lookup.id(surface) in ("", id_) and id_ not in tables.ids(surface):
                    tables.name(
                        surface, id_, how, prior[how] * (0.9 if how == "former" else 1), gazetteer=" " in surface
                    )
                    lookup.add(surface, id_)


def _demonyms(
    tables: Tables, sources: Sources, curated: dict[str, Any], prior: dict[str, float], lookup: Countries
) -> None:
    seen: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    latest: dict[str, int] = {}
    for entry in sources.entries:
        id_ = lookup.entry(entry.country)
        match = _NOUN.search(entry.fields.get("Nationality", ""))
        if not match or id_ not in tables.entities:
            continue
        latest[id_] = max(latest.get(id_, 0), entry.edition)
        for found in (*nouns(match["noun"]), *(("adjective", a) for a in _split(match["adjective"]))):
            seen[id_][found] = entry.edition
    for iso, extra in curated["demonyms"].items():
        id_ = f"country:{iso}"
        for pair in extra.get("nouns", []):
            one, many = pair.split("/")
            seen[id_]["singular", one] = seen[id_]["plural", many] = 9999
        for adjective in extra.get("adjectives", []):
            seen[id_]["adjective", adjective] = 9999
        for pair in extra.get("old", []):
            one, many = pair.split("/")
            for form, surface in (("singular", one), ("plural", many), ("adjective", one)):
                seen[id_].setdefault((form, surface), 0)
    independent = {
        f"country:{r['ISO3166-1-Alpha-2']}" for r in sources.codes if r["is_independent"] == "Yes"
    } | _DISPUTED
    hows = {"singular": "demonym_noun", "plural": "plural", "adjective": "demonym_adjective"}
    for id_ in sorted(seen.keys() & tables.entities.keys()):
        for (form, surface), edition in sorted(seen[id_].items()):
            current = edition >= latest.get(id_, 0) - 1
            # Names of countries serve as adjectives in a few entries ("New Zealand", "Singapore"): no demonyms.
            if fold(surface) in _NO_NAME or lookup.id(surface) or has_gap(surface):
                continue
            weight = prior[hows[form]] if current else prior["old_demonym"]
            if curated["preferred"].get(surface) == id_.removeprefix("country:"):
                weight *= 1.5
            if id_ not in independent:
                weight *= prior["dependency"]
            exact = bool(re.fullmatch(r"[A-Z.]{2,6}", surface))
            tables.name(surface, id_, hows[form], weight + (form == "plural"), gazetteer=True, exact=exact)
            tables.relate("demonym", id_, surface, form if current else f"old {form}")


def nouns(text: str) -> list[tuple[str, str]]:
    """Singular and plural forms in the noun part of a Nationality field: "Afghan(s)", "Thai (singular and plural)"."""
    found: list[tuple[str, str]] = []
    text = re.sub(r"\((?:singular|sing\.)\)", "(sg)", text)
    for part in re.split(r"[,;]| or | and (?![a-z]*p?l)", _INVARIANT.sub("(=)", text)):
        stem = _MARKS.sub("", part).strip(" .")
        if fold(stem) in _NO_NAME or not re.match(r"[A-Z]", stem):
            continue
        if "(s)" in part or "(es)" in part:
            found += [("singular", stem), ("plural", stem + ("es" if "(es)" in part else "s"))]
        elif match := re.search(r"\((\w*men)\)", part):
            found += [("singular", stem), ("plural", stem[: -len("man")] + match[1][-3:])]
        elif "(=)" in part:
            found += [("singular", stem), ("plural", stem)]
        else:
            found += [("singular", stem)]
    return found


def _split(text: str) -> list[str]:
    parts = (_MARKS.sub("", p).strip(" .") for p in re.split(r"[,;/]| or ", text))
    return [p for p in parts if re.match(r"[A-Z]", p)]


def _borders(tables: Tables, sources: Sources, lookup: Countries) -> None:
    for entry in sources.entries:
        left = lookup.entry(entry.country)
        if not left or left not in tables.entities:
            continue
        for match in _BORDER.finditer(entry.fields.get("Land boundaries", "")):
            right = lookup.id(re.sub(r"^.*\bborder countries\b.*?:?\s+|^total\s+|^and\s+|^with\s+", "", match["name"]))
            if right and right != left:
                tables.relate("borders", left, right, str(entry.edition))
