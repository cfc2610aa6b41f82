"""Heads of state and of government by edition, and currencies."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from pipeline import resources
from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.sources import Sources, has_gap
from pipeline.knowledge.surfaces import cased, fold, slug
from pipeline.knowledge.tables import Row, Tables

_PARTS = re.compile(
    r"(chief of state(?: and head of government)?|head of government|cabinet|elections?|election results)\b[^:]{0,20}:"
)
_PERSON = re.compile(
    r"(?P<who>[^;:()]*[A-Z]{2}[^;:()]*?)\s*(?:\([A-Z][a-z]+\)\s*)?\((?:[^()]*?\b)?since (?P<since>[^;)]*)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody in office as one edition gives it, and the words that say it."""

    country: str
    role: str
    name: str
    surname: str
    since: str
    edition: int
    quote: str


def build(tables: Tables, sources: Sources, priors: dict[str, dict[str, float]], lookup: Countries) -> None:
    """Fill in persons in office and currencies."""
    offices = [
        o for e in sources.entries if (c := lookup.entry(e.country)) for o in offices_of(e.fields, c, e.edition, lookup)
    ]
    ids: dict[tuple[str, str, str], str] = {}
    spelled: dict[str, list[Office]] = defaultdict(list)
    # Who holds the same office of the same country since the same day is the same person, however spelled.
    for office in sorted(offices, key=lambda o: (-o.edition, o.country, o.role, o.name)):
        key = (office.country, office.role, office.since)
        id_ = f"person:{slug(office.name)}"
        known = ids.setdefault(key, id_) if len(office.since) >= 6 else id_
        if _alike(spelled[known][0].surname if spelled.get(known) else office.surname, office.surname):
            id_ = known
        spelled[id_].append(office)
    prior = priors["person"]
    for id_, held in sorted(spelled.items()):
        newest = held[0]
        tables.entity(Row(id_, newest.name, "PERSON", "", "", newest.country))
        for office in held:
            tables.name(office.name, id_, "name" if office.name == newest.name else "alias", prior["name"])
            for surname in (office.surname, re.sub(r"^(?:al|el)-", "", office.surname)):
                tables.name(surname, id_, "surname", prior["surname"])
            # Running text gives one given name with the family name, and no name after it: Hugo Chavez (Frias).
            given, found, _ = office.name.partition(office.surname)
            for name in given.split() if found else ():
                if len(name.rstrip(".")) > 1:
                    tables.name(f"{name} {office.surname}", id_, "alias", prior["name"])
        for role, country in sorted({(o.role, o.country) for o in held}):
            terms = [o for o in held if (o.role, o.country) == (role, country)]
            years = f"{min(o.edition for o in terms)}-{max(o.edition for o in terms)}"
            tables.relate(role, country, id_, f"{years} since {terms[0].since}")
    _currencies(tables, sources, priors["currency"])


def offices_of(fields: dict[str, str], country: str, edition: int, lookup: Countries) -> list[Office]:
    """Heads of state and of government named in an "Executive branch" field."""
    titles = _titles()
    pieces = _PARTS.split(fields.get("Executive branch", ""))
    found: list[Office] = []
    for label, text in zip(pieces[1::2], pieces[2::2], strict=False):
        roles = [
            r
            for w, r in (("chief of state", "head_of_state"), ("head of government", "head_of_government"))
            if w in label
        ]
        match = _PERSON.search(text)
        if not roles or not match:
            continue
        full, surname = person(_without_country(match["who"], lookup), titles)
        if full and not has_gap(full):
            quote = " ".join(f"{match[0]})".split())
            found += [Office(country, r, full, surname, match["since"].strip(), edition, quote) for r in roles]
    return found


@cache
def _titles() -> frozenset[str]:
    table = resources.table("knowledge/curated/titles.toml")
    return frozenset(map(fold, table["titles"])) | {"the", "of", "and", "taliban"}


def _without_country(who: str, lookup: Countries) -> str:
    """ "President of the Islamic Republic of Afghanistan Hamid KARZAI" without the name of the country."""
    words = who.split()
    for start in (i + 1 for i, w in enumerate(words) if w == "of"):
        for end in range(min(len(words), start + 8), start, -1):
            if lookup.id(" ".join(words[start:end])):
                return " ".join(words[:start] + words[end:])
    return who


def person(who: str, titles: frozenset[str]) -> tuple[str, str]:
    """Name and family name from a title with a name: "President Emomali RAHMON" -> ("Emomali Rahmon", "Rahmon").

    Both are empty when no family name in capitals is found.
    """
    words = re.split(r"\s+", re.sub(r"\"[^\"]*\"", " ", who.split(" represented by ")[0]).strip(" ,-"))
    start = 0
    for i, word in enumerate(words):
        plain = fold(word)
        if plain in titles or (plain.split(" ")[0] in titles and not _family(word)):
            start = i + 1
        elif _family(word):
            break
    name = [w.strip(",") for w in words[start:]]
    while len(name) > 1 and fold(name[-1]) in titles and not _family(name[-1]):
        name.pop()  # "Idriss DEBY Itno, Lt. Gen."
    surname = [w for w in name if _family(w)]
    if not surname or len(name) > 6 or not all(re.match(r"[^\W\d_]", w) for w in name):
        return "", ""
    return " ".join(map(cased, name)), " ".join(map(cased, surname))


def _family(word: str) -> bool:
    letters = re.sub(r"[^\w]|_|\d", "", word)
    upper = re.sub(r"^(?:al|el|ul|bin|ad|as|an|Mc|Mac|Le|De|La|van|von)[- ]?", "", word)
    return len(letters) > 1 and upper.upper() == upper and not re.fullmatch(r"[IVX]+|[A-Z]\.?", word)


def _alike(one: str, other: str) -> bool:
    """Whether two family names may be spellings of one (Rahmon, Rahmonov), not of two who took office together."""
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= 0.6


def _currencies(tables: Tables, sources: Sources, prior: dict[str, float]) -> None:
    for row in sources.codes:
        country = f"country:{row['ISO3166-1-Alpha-2']}"
        codes = row["ISO4217-currency_alphabetic_code"].split(",")
        names = row["ISO4217-currency_name"].split(",")
        for code, name in zip(codes, names, strict=False):
            if re.fullmatch(r"[A-Z]{3}", code) and country in tables.entities:
                tables.entity(Row(f"currency:{code}", name, "MONEY", "", code))
                tables.name(name, f"currency:{code}", "name", prior["name"])
                tables.relate("currency", country, f"currency:{code}")
