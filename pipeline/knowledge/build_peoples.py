"""Ethnic groups, religions and languages, with the forms under which texts name them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pycountry

from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.sources import Sources, has_gap, is_common_word
from pipeline.knowledge.surfaces import fold, plural, singular, slug
from pipeline.knowledge.tables import Row, Tables

_SHARE = re.compile(r"(?P<low>\d+(?:\.\d+)?)\s*%?\s*(?:-\s*(?P<high>\d+(?:\.\d+)?)\s*)?%")
_GROUP = re.compile(r"[A-Z][^\W\d_]+(?:['’][^\W\d_]+)?(?:[- ][A-Z][^\W\d_]+){0,2}")
_NOTE = re.compile(r"\bnote\b.*$", re.DOTALL)
_WORDS = re.compile(r"[\w']+")


def build(
    tables: Tables, sources: Sources, curated: dict[str, Any], priors: dict[str, dict[str, float]], lookup: Countries
) -> None:
    """Fill in religions, ethnic groups and languages."""
    _religions(tables, curated["religion"], priors["religion"])
    _groups(tables, sources, curated, priors["group"], lookup)
    _languages(tables, sources, curated["language"], priors["language"])


def _religions(tables: Tables, rows: list[dict[str, Any]], prior: dict[str, float]) -> None:
    for row in rows:
        id_ = row["id"]
        tables.entity(Row(id_, row["name"], "NORP", row.get("wikidata", "")))
        tables.name(row["name"], id_, "plural", prior["plural"], gazetteer=True)
        tables.name(row["singular"], id_, "demonym_noun", prior["demonym_noun"], gazetteer=True)
        for adjective in row.get("adjectives", []):
            tables.name(
                adjective, id_, "demonym_adjective", prior["demonym_adjective"], gazetteer=adjective != "Orthodox"
            )
        for many in row.get("plurals", []):
            tables.name(many, id_, "plural", prior["plural"], gazetteer=True)
        for faith in row.get("faith", []):
            tables.name(faith, id_, "faith", prior["name"], gazetteer=True)


def items(text: str) -> list[tuple[str, float]]:
    """The names in a list of groups and their share in percent (0 where none is given), in order.

    "Tajik 84.3% (includes Pamiri and Yagnobi), Uzbek 13.8%" -> Tajik 84.3, Uzbek 13.8, Pamiri 0, Yagnobi 0.
    """
    text = _NOTE.sub("", text)
    inner = re.findall(r"\(([^()]*)\)", text)
    found = [item for part in re.split(r"[,;:]", re.sub(r"\([^()]*\)", " ", text)) for item in _part(part, shared=True)]
    return found + [item for piece in inner for part in re.split(r"[,;:]", piece) for item in _part(part, shared=False)]


def _part(part: str, *, shared: bool) -> list[tuple[str, float]]:
    match = _SHARE.search(part)
    share = (float(match["low"]) + float(match["high"] or match["low"])) / 2 if match and shared else 0.0
    names = [n.strip(" .-") for n in re.split(r"\band\b|/|\bor\b", _SHARE.sub(" ", part))]
    return [(n, share if len(names) == 1 else 0.0) for n in names if n]


class _Groups:
    """Groups under their singular, with the shares they hold by country."""

    def __init__(self, curated: dict[str, Any], forms: dict[str, str], lookup: Countries, religions: set[str]) -> None:
        group = curated["group"]
        self.shares: dict[str, dict[str, float]] = defaultdict(dict)
        self.lists: dict[str, set[str]] = defaultdict(set)
        self.editions: dict[str, int] = defaultdict(int)
        self.plurals: dict[str, str] = dict(forms)
        self.adjectives: dict[str, set[str]] = defaultdict(set)
        self._stop = {fold(w) for w in group["stop"]}
        self._plain = set(group["lowercase"])
        self._places = set(group["places"])
        self._lookup = lookup
        self._religions = religions
        self._forms: dict[str, tuple[str, str]] = {one: (one, many) for one, many in forms.items()}
        for adjective, pair in group["forms"].items():
            one, many = pair.split("/")
            self._forms[adjective] = (one, many)
        self._alias: dict[str, str] = {fold(a): name for name, aliases in group["aliases"].items() for a in aliases}

    def canonical(self, name: str) -> str:
        """The singular under which a group of this name is kept, or "" when it names none."""
        words = [fold(w) for w in _WORDS.findall(name)]
        if name in self._plain:
            return name
        if not _GROUP.fullmatch(name) or any(w in self._stop for w in words) or has_gap(name):
            return ""
        if self._lookup.id(name) or (fold(name) in self._religions and name not in ("Jewish", "Jews")):
            return ""
        if name in self._places:
            return ""
        one = self._alias.get(fold(name)) or self._alias.get(fold(singular(name))) or name
        form = self._forms.get(one) or self._forms.get(singular(one))
        if form is None:
            return singular(one)
        if form[0] != one:
            self.adjectives[form[0]].add(one)
        self.plurals.setdefault(form[0], form[1])
        return form[0]

    def merge_plurals(self) -> None:
        """Count "Kurds" with "Kurd" where lists have both and the form alone does not tell."""
        for many in sorted(self.lists):
            one = many[:-1]
            if many.endswith("s") and one in self.lists:
                self.lists[one] |= self.lists.pop(many)
                self.editions[one] += self.editions.pop(many)
                for country, share in self.shares.pop(many, {}).items():
                    self.shares[one][country] = max(share, self.shares[one].get(country, 0.0))


def _groups(
    tables: Tables, sources: Sources, curated: dict[str, Any], prior: dict[str, float], lookup: Countries
) -> None:
    group = curated["group"]
    religions = {key for key, id_ in tables.names if id_.startswith("religion:")}
    groups = _Groups(curated, _nationality_forms(tables), lookup, religions)
    for entry in sources.entries:
        country = lookup.entry(entry.country)
        text = entry.fields.get("Ethnic groups") or entry.fields.get("Ethnic divisions") or ""
        for name, share in items(text) if country else ():
            if one := groups.canonical(name):
                groups.lists[one].add(country)
                groups.editions[one] += 1
                groups.shares[one][country] = max(share, groups.shares[one].get(country, 0.0))
    groups.merge_plurals()
    for one, many in group["extra"].items():
        groups.lists[one].add("")
        groups.editions[one] += 3
        groups.plurals[one] = many
    for one in sorted(groups.lists):
        if groups.editions[one] < 2:
            continue  # named once in 36 editions: a slip of the pen, or of this parser
        _group(tables, sources, group, prior, groups, one)


def _group(
    tables: Tables, sources: Sources, group: dict[str, Any], prior: dict[str, float], groups: _Groups, one: str
) -> None:
    many = groups.plurals.get(one) or plural(one)
    id_ = f"ethnic_group:{slug(one)}"
    total = sum(groups.shares[one].values())
    factor = min(5.0, 1 + total / 10)
    known = total >= 3 or len(groups.lists[one]) >= 3 or groups.editions[one] >= 5 or one in group["extra"]
    plain = one in group["lowercase"] or is_common_word(sources, one)
    tables.entity(Row(id_, many, "NORP"))
    tables.name(one, id_, "name", prior["name"] * factor, gazetteer=known and not plain)
    tables.name(many, id_, "plural", prior["plural"] * factor, gazetteer=known and not plain)
    if many == one:
        tables.name(plural(one) if plural(one) != one else one + "s", id_, "plural", prior["plural"] * factor * 0.9)
    for alias in group["aliases"].get(one, []):
        tables.name(alias, id_, "alias", prior["alias"] * factor, gazetteer=known)
        tables.name(plural(alias), id_, "alias", prior["alias"] * factor, gazetteer=known)
    for adjective in sorted(groups.adjectives[one] | set(group["adjectives"].get(one, []))):
        tables.name(adjective, id_, "demonym_adjective", prior["demonym_adjective"] * factor, gazetteer=known)
    for country, share in sorted(groups.shares[one].items()):
        tables.relate("lives_in", id_, country, f"{share:g}")


def _nationality_forms(tables: Tables) -> dict[str, str]:
    """Singular -> plural of the nouns of nationality, which also name peoples."""
    by_country: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (kind, left, right), note in tables.relations.items():
        if kind == "demonym":
            by_country[left][note.removeprefix("old ")].append(right)
    forms: dict[str, str] = {}
    for _, found in sorted(by_country.items()):
        for one in found["singular"]:
            fit = [m for m in found["plural"] if m in (one, one + "s", one + "es", one[:-3] + "men")]
            if fit:
                forms[one] = max(fit, key=len)
    return forms


def _languages(tables: Tables, sources: Sources, curated: dict[str, list[str]], prior: dict[str, float]) -> None:
    listed: set[str] = set()
    for entry in sources.entries:
        text = entry.fields.get("Languages") or entry.fields.get("Language") or ""
        text = re.sub(r"major-language sample.*$", "", text, flags=re.DOTALL)
        listed.update(fold(w) for w in re.findall(r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?", text))
    taken: set[str] = {fold(n) for names in curated.values() for n in names}
    for language in sorted(pycountry.languages, key=lambda x: x.alpha_3):
        standard = re.sub(r"\s*\(.*?\)", "", getattr(language, "common_name", language.name)).split(",")[0]
        names = curated.get(language.alpha_3)
        two = hasattr(language, "alpha_2")
        if names is None:
            if not (two or fold(standard) in listed) or (not two and fold(standard) in taken):
                continue
            if language.type not in ("L", "C") or re.search(r"Old |Middle |Ancient ", language.name):
                continue
            names = [standard]
            taken.add(fold(standard))
        _language(tables, sources, language.alpha_3, names, prior)
    for code, names in sorted(curated.items()):  # collective codes of ISO 639-2 that 639-3 leaves out: Berber
        _language(tables, sources, code, names, prior)


def _language(tables: Tables, sources: Sources, code: str, names: list[str], prior: dict[str, float]) -> None:
    id_ = f"language:{code}"
    tables.entity(Row(id_, names[0], "LANGUAGE", "", code))
    for surface in names:
        how = "name" if surface == names[0] else "alias"
        common = is_common_word(sources, surface) or len(surface) < 4
        tables.name(surface, id_, how, prior[how], gazetteer=not common)
