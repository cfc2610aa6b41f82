"""Places inside and across countries: regions of the world, divisions, cities, seas, rivers, ranges."""

from __future__ import annotations

import re
from typing import Any

from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.sources import Sources, has_gap, is_common_word
from pipeline.knowledge.surfaces import slug
from pipeline.knowledge.tables import Row, Tables, key_of, unused

_CAPITAL = re.compile(
    r"(?:name:\s*)?(?P<name>[^;:(]+?)(?=\s*(?:\(|;|:|,|--|chief of state|administrati|geographic|coordinates"
    r"|time difference|note|etymology|\bin\b|$))",
    re.IGNORECASE,
)
# A place's name: capitalised words with small ones between; not "none", "NA", "Israel proclaimed Jerusalem …".
_PLACE = re.compile(r"(?!NA$)[A-Z][\w'’.-]*(?: (?:d'|(?:de|da|del|la|le|el|al|of|the) )*[A-Z][\w'’.-]*){0,4}")
_ABBREVIATED = {
    "MTS.": "Mountains",
    "MTS": "Mountains",
    "MT.": "Mount",
    "PLAT.": "Plateau",
    "PEN.": "Peninsula",
    "IS.": "Islands",
}
_SMALL = {"of", "the", "de", "del", "la", "le", "al", "and", "du", "des"}
_KINDS = {
    "River": "river",
    "Lake Centerline": "lake",
    "Range/mtn": "range",
    "Island": "island",
    "Island group": "islands",
}
_GENERIC = re.compile(
    r"\b(?:Sea|Ocean|Bay|Gulf|Strait|Straits|Mountains|Desert|Islands|Island|Peninsula|River|Basin|Valley|Delta)\b"
)


def build(
    tables: Tables, sources: Sources, curated: dict[str, Any], priors: dict[str, dict[str, float]], lookup: Countries
) -> None:
    """Fill in regions, divisions, cities and capitals, natural features."""
    _regions(tables, curated["regions"]["region"], priors["region"])
    _divisions(tables, sources, curated["countries"]["abbreviations_of_divisions"], priors["division"])
    _listed_divisions(tables, sources, priors["division"], lookup)
    _cities(tables, sources, priors["city"])
    _capitals(tables, sources, curated["countries"], priors["city"], lookup)
    for other, name in curated["countries"]["cities"].items():
        _renamed(tables, name, other, priors["city"])
    _features(tables, sources, priors["feature"])
    for name in curated["regions"]["lakes"]:
        tables.entity(Row(f"lake:{slug(name)}", f"Lake {name}", "LOC"))
        tables.name(f"Lake {name}", f"lake:{slug(name)}", "name", priors["feature"]["name"], gazetteer=True)


def _renamed(tables: Tables, name: str, other: str, prior: dict[str, float]) -> None:
    """Give the largest city called `name` another name."""
    weights = [(tables.names[key_of(name), i][1], i) for i in tables.ids(name, "city:")]
    if weights:
        tables.name(other, max(weights)[1], "alias", prior["alias"], gazetteer=True)


def _regions(tables: Tables, rows: list[dict[str, Any]], prior: dict[str, float]) -> None:
    for row in rows:
        id_ = row.get("id", f"region:{slug(row['name'])}")
        weak = set(row.get("weak", []))
        tables.entity(Row(id_, row["name"], "LOC", row.get("wikidata", "")))
        if row.get("hidden"):
            continue
        named = [(row["name"], "name")]
        named += [(a, "alias") for a in row.get("aliases", [])]
        named += [(a, "demonym_adjective") for a in row.get("adjectives", [])]
        for pair in row.get("nouns", []):
            one, many = pair.split("/")
            named += [(one, "demonym_noun"), (many, "plural")]
        for surface, how in named:
            loose = surface in weak
            tables.name(surface, id_, how, prior["weak" if loose else how], gazetteer=not loose)
        for surface in sorted(weak - {s for s, _ in named}):
            tables.name(surface, id_, "alias", prior["weak"])


def _divisions(tables: Tables, sources: Sources, short: dict[str, dict[str, str]], prior: dict[str, float]) -> None:
    for row in sources.divisions:
        iso, name = row["country_iso2"], row["name"]
        if len(iso) != 2 or not name or "minor island" in name or "aggregation" in name:
            continue
        id_ = f"division:{iso.lower()}-{slug(name)}"
        if id_ in tables.entities:
            continue
        tables.entity(Row(id_, name, "GPE", "", "", f"country:{iso}"))
        if f"country:{iso}" in tables.ids(name):
            continue
        common = is_common_word(sources, name)
        tables.name(
            name,
            id_,
            "name",
            prior["name"] * (0.2 if common else 1.0) * (5 if iso == "US" else 1),
            gazetteer=iso == "US" or " " in name,
        )
    for iso, forms in short.items():
        for surface, name in forms.items():
            id_ = f"division:{iso.lower()}-{slug(name)}"
            if id_ in tables.entities:
                tables.name(surface, id_, "alias", prior["alias"], exact=True)


def _listed_divisions(tables: Tables, sources: Sources, prior: dict[str, float], lookup: Countries) -> None:
    """First-level divisions as the Factbook spells them, where maps spell them otherwise."""
    seen: dict[tuple[str, str], int] = {}
    for entry in sources.entries:
        country = lookup.entry(entry.country)
        _, _, listed = entry.fields.get("Administrative divisions", "").partition(";")
        if not re.fullmatch(r"country:[A-Z]{2}", country) or entry.edition > 2020:
            continue
        listed = re.sub(r"\bnote\b.*$|\([^)]*\)|\*", "", listed.split(";")[0], flags=re.DOTALL)
        for part in re.split(r",|\band\b", listed):
            for name in re.split(r"[\[\]]", part):
                if re.fullmatch(r"[A-Z][\w'’ -]{2,40}", name.strip()) and not has_gap(name):
                    seen[country, name.strip()] = seen.get((country, name.strip()), 0) + 1
    for (country, name), editions in sorted(seen.items()):
        iso = country.split(":")[1].lower()
        known = any(tables.entities[i].country == country for i in tables.ids(name, "division:"))
        if editions < 3 or known or lookup.id(name):
            continue
        id_ = f"division:{iso}-{slug(name)}"
        tables.entity(Row(id_, name, "GPE", "", "", country))
        weight = prior["name"] * (0.2 if is_common_word(sources, name) else 1.0)
        tables.name(name, id_, "name", weight, gazetteer=" " in name)


def _cities(tables: Tables, sources: Sources, prior: dict[str, float]) -> None:
    def population(row: dict[str, str]) -> int:
        return int(float(row["population"] or 0))

    # A city or division named like its country is not told apart by its name; the country is what texts mean.
    for row in sorted(sources.places, key=lambda r: (-population(r), r["name"], r["country_iso2"], r["admin1"])):
        iso, name, people = row["country_iso2"], row["name"], population(row)
        if not name:
            continue
        id_ = unused(tables, "city", iso, name, row["admin1"])
        country = f"country:{iso}" if len(iso) == 2 else ""
        tables.entity(Row(id_, name, "GPE", row["wikidata"], "", country))
        division = f"division:{iso.lower()}-{slug(row['admin1'])}"
        if row["admin1"] and division in tables.entities:
            tables.relate("lies_in", id_, division)
        if country in tables.ids(name):
            continue
        weight = max(0.02, min(1.0, people / 1e7))
        common = is_common_word(sources, name)
        gazetteer = people >= 1_000_000 and not common
        tables.name(name, id_, "name", prior["name"] * weight * (0.2 if common else 1.0), gazetteer=gazetteer)
        # "Columbus, Ohio" says where Columbus lies and gives it no second name.
        alternates = row["alternate_names"].removesuffix(f", {row['admin1']}")
        for other in sorted({*re.split(r"[|,;/]", alternates), row["local_name"]} - {name, ""}):
            tables.name(other.strip(), id_, "alias", prior["alias"] * weight)
        if (stem := name.removesuffix(" City")) != name and country not in tables.ids(stem):
            tables.name(stem, id_, "alias", prior["name"] * weight)  # "New York" as often as "New York City"


def _capitals(
    tables: Tables, sources: Sources, curated: dict[str, Any], prior: dict[str, float], lookup: Countries
) -> None:
    capitals: dict[str, dict[str, int]] = {}
    for entry in sources.entries:
        if entry.edition > 2017:  # 2018-2020 leave the name out, later ones lost letters; the list of codes is current
            continue
        country = lookup.entry(entry.country)
        name = capital_name(entry.fields.get("Capital", ""))
        if name and country in tables.entities and not country.startswith(("org:", "region:")) and not has_gap(name):
            capitals.setdefault(country, {})[name] = entry.edition
    for row in sources.codes:
        country, name = f"country:{row['ISO3166-1-Alpha-2']}", row["Capital"]
        if country in tables.entities and name:
            capitals.setdefault(country, {})[name] = 9999
    for state in curated["state"]:
        if "capital" in state:
            capitals.setdefault(state["id"], {})[state["capital"]] = 9999
    for country, names in sorted(capitals.items()):
        last = max(names.values())
        for name, edition in sorted(names.items(), key=lambda x: (-x[1], x[0])):
            city = _city(tables, curated["capitals"].get(name, name), country)
            if country not in tables.ids(name):
                former = 1.0 if edition >= min(last, 2017) else 0.2
                tables.name(name, city, "capital", prior["capital"] * former, gazetteer=True)
            if ("capital_of", city, country) not in tables.relations:
                tables.relate("capital_of", city, country, "" if edition >= min(last, 2017) else f"until {edition}")


def capital_name(text: str) -> str:
    """The name that a "Capital" field begins with, or "" where it begins with none."""
    match = _CAPITAL.match(text)
    name = match["name"].strip() if match else ""
    return name if _PLACE.fullmatch(name) else ""


def _city(tables: Tables, name: str, country: str) -> str:
    """The city that a capital's name means: in the country itself, in one that holds its land now, or a new one."""
    homes = [country]
    homes += [r for (kind, left, r) in sorted(tables.relations) if kind == "succeeded_by" and left == country]
    homes.append(tables.entities[country].country)
    key = key_of(name)
    found = [(tables.names[key, i][1], i) for i in tables.ids(name, "city:") if tables.entities[i].country in homes]
    if found:
        return max(found)[1]
    home = country.split(":")[1]
    id_ = f"city:{home.lower()}-{slug(name)}"
    tables.entity(Row(id_, name, "GPE", "", "", country))
    return id_


def _features(tables: Tables, sources: Sources, prior: dict[str, float]) -> None:
    rows = [(r, r["class"].lower()) for r in sources.seas]
    rivers = sorted(sources.rivers, key=lambda r: r["class"] != "River")
    rows += [(r, _KINDS.get(r["class"], "region")) for r in (*sources.regions, *rivers)]
    for row, kind in rows:
        name = written(row["name"])
        if not name or row["class"] in ("Continent", "Dragons-be-here") or len(name) < 3:
            continue
        if tables.ids(name, "region:") or (kind == "lake" and tables.ids(name, "river:")):  # a line through a lake
            continue
        id_ = f"{kind}:{slug(name.removesuffix(' River'))}"
        if id_ in tables.entities:
            continue
        tables.entity(Row(id_, name, "LOC"))
        unique = bool(_GENERIC.search(name)) and " " in name
        common = is_common_word(sources, name)
        tables.name(name, id_, "name", prior["name"] * (0.2 if common else 1.0), gazetteer=unique)
        if kind == "river" and " " not in name:
            tables.name(f"{name} River", id_, "alias", prior["name"], gazetteer=True)
        for other in re.split(r"[|,;]", row.get("alternate_names", "")):
            tables.name(written(other.strip()), id_, "alias", prior["alias"])


def written(name: str) -> str:
    """A map label as running text writes it: "AHAGGAR MTS." -> "Ahaggar Mountains"."""
    words = [_ABBREVIATED.get(w.upper(), w) for w in name.split()]
    if name.upper() == name:
        words = [w.lower() if i and w.lower() in _SMALL else w.title().replace("’S", "’s") for i, w in enumerate(words)]
    return " ".join(words)
