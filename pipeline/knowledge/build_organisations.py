"""Organisations: international bodies, armed groups, political parties."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.sources import Sources, has_gap
from pipeline.knowledge.surfaces import fold, slug
from pipeline.knowledge.tables import Row, Tables, unused

# "Communist Party of Tajikistan or CPT [Shodi SHABDOLOV]" (since 1997); "Liberal Party (PL), Name;" (before)
_PARTY = re.compile(
    r"(?P<name>[A-Z][^\[\];:]*?)(?:\s+or\s+(?P<short>[A-Z][\w-]{1,9}))?\s*(?:\((?P<paren>[A-Z][\w-]{1,9})\))?\s*\["
)
_EARLY = re.compile(r"(?:^|;\s*)(?P<name>[A-Z][^\[\];:,()]*?)\s*\((?P<short>[A-Z]{2,9})\)")
_ARMED = re.compile(r"(?P<name>[A-Za-z][^;()\[\]]{3,60}?)\s*(?:\((?P<short>[A-Z][\w-]{1,9})\))?\s*(?=;|$)")
_PARTY_WORD = re.compile(
    r"\b(?:Party|Union|Movement|Front|Alliance|Coalition|Congress|League|Bloc|Democrats|Rally|Action|Force|Forum|Liberation)\b"
)
_JUNK = re.compile(r"\b(?:note|none|other|includes|following|parties|party leaders|details|governing|opposition|NA)\b")


def build(
    tables: Tables, sources: Sources, curated: dict[str, Any], priors: dict[str, dict[str, float]], lookup: Countries
) -> None:
    """Fill in curated organisations, then parties and armed groups of the Factbook."""
    _curated(tables, curated["org"], priors["org"])
    _parties(tables, sources, priors["party"], lookup)
    _armed(tables, sources, priors["armed"], lookup)
    _memberships(tables, sources, curated["org"], curated["others"], lookup)


def events(tables: Tables, rows: list[dict[str, Any]], prior: dict[str, float]) -> None:
    """Fill in events that have a name."""
    for row in rows:
        id_ = f"event:{slug(row['name'])}"
        tables.entity(Row(id_, row["name"], "EVENT", row.get("wikidata", "")))
        tables.name(row["name"], id_, "name", prior["name"], gazetteer=True)
        for alias in row.get("aliases", []):
            tables.name(alias, id_, "alias", prior["alias"], gazetteer=any(c.isalpha() for c in alias))


def _curated(tables: Tables, rows: list[dict[str, Any]], prior: dict[str, float]) -> None:
    for row in rows:
        id_ = f"org:{row['slug']}"
        weak = set(row.get("weak", []))
        country = f"country:{row['country']}" if "country" in row else ""
        tables.entity(Row(id_, row["name"], "ORG", row.get("wikidata", ""), "", country))
        tables.name(row["name"], id_, "name", prior["name"], gazetteer=row["name"] not in weak)
        for surface in row.get("abbr", []):
            loose = surface in weak
            tables.name(
                surface,
                id_,
                "abbreviation",
                prior["weak" if loose else "abbreviation"],
                gazetteer=not loose,
                exact=True,
            )
        for surface in row.get("aliases", []):
            loose = surface in weak
            tables.name(surface, id_, "alias", prior["weak" if loose else "alias"], gazetteer=not loose)
        for surface in row.get("adjectives", []):
            tables.name(surface, id_, "demonym_adjective", prior["demonym_adjective"], gazetteer=True)


def _parties(tables: Tables, sources: Sources, prior: dict[str, float], lookup: Countries) -> None:
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    shorts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in sources.entries:
        country = lookup.entry(entry.country)
        text = entry.fields.get("Political parties and leaders", "")
        for match in (*_PARTY.finditer(text), *_EARLY.finditer(text)) if country else ():
            name = re.sub(r"^.*\]\s*|\s+\([^)]*$", "", match["name"]).strip(" ,\"'")
            if not 4 < len(name) < 80 or _JUNK.search(name) or has_gap(name) or not _PARTY_WORD.search(name):
                continue
            key = (country, name)
            seen[key].add(entry.edition)
            groups = match.groupdict()
            if short := groups.get("short") or groups.get("paren"):
                shorts[key][short] += 1
    for country, name in sorted(seen):
        if len(seen[country, name]) < 2:
            continue
        id_ = unused(tables, "org", country.split(":")[1], name)
        tables.entity(Row(id_, name, "ORG", "", "", country))
        tables.name(name, id_, "name", prior["name"])
        for short in sorted(shorts[country, name]):
            tables.name(short, id_, "abbreviation", prior["abbreviation"], exact=True)


def _armed(tables: Tables, sources: Sources, prior: dict[str, float], lookup: Countries) -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    shorts: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for entry in sources.entries:
        text = re.sub(r"\bnote\b.*$", "", entry.fields.get("Terrorist group(s)", ""), flags=re.DOTALL)
        country = lookup.entry(entry.country)
        for match in _ARMED.finditer(text) if country else ():
            name = re.sub(r"^.*:\s*|^and\s+|^the\s+", "", match["name"]).strip()
            if has_gap(name) or _JUNK.search(name) or tables.ids(name, "org:"):
                continue
            spelled.setdefault(fold(name), name)
            homes[fold(name)].add(country)
            if match["short"]:
                shorts[fold(name)].add(match["short"])
    for key in sorted(homes):
        id_ = f"org:{slug(key)}"
        tables.entity(Row(id_, spelled[key], "ORG", "", "", min(homes[key]) if len(homes[key]) == 1 else ""))
        tables.name(spelled[key], id_, "name", prior["name"], gazetteer=" " in key)
        for short in sorted(shorts[key]):
            tables.name(short, id_, "abbreviation", prior["abbreviation"], exact=True)


def _memberships(
    tables: Tables, sources: Sources, rows: list[dict[str, Any]], others: dict[str, int], lookup: Countries
) -> None:
    """Who belongs to which organisation, with the last edition that says so; observers and partners are left out."""
    orgs = {s: f"org:{row['slug']}" for row in rows for s in (*row.get("abbr", []), row["name"])}
    for entry in sources.entries:
        country = lookup.entry(entry.country)
        text = entry.fields.get("International organization participation") or entry.fields.get("Member of") or ""
        for item in text.split(",") if country else ():
            name = item.strip()
            if (id_ := orgs.get(name)) and entry.edition > others.get(name, 0):
                tables.relate("member_of", country, id_, str(entry.edition))
