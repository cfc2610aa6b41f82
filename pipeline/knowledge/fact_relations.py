"""Relations in fields of the Factbook, edition by edition: independence, capitals, official languages, leaders, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.build_countries import Countries
from pipeline.knowledge.build_leaders import offices_of
from pipeline.knowledge.build_places import capital_name
from pipeline.knowledge.fact_fields import MONTHS
from pipeline.knowledge.sources import Entry, has_gap

_DATED = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?:(?P<month>" + "|".join(MONTHS) + r") )?(?P<year>1[0-9]\d\d|20\d\d)\b"
    r"(?P<rest>[^;(]{0,60})(?:\((?P<words>[^()]*)\))?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+)?(?P<name>[^;,()]*)")
# What brackets after a date say of a day that is none of independence.
_NO_INDEPENDENCE = re.compile(r"\b(?:recogni[sz]ed|unification|unified|constitution|reunification|establish\w*)\b")
_OFFICIAL = re.compile(
    r"(?:(?P<first>[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+)*)(?:,| and|, and) )?(?P<name>[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+)*)"
    r"(?:\s+[\d.]+%)?\s*\((?P<words>[^()]*\bofficial\b[^()]*)\)"
)
_NOT_OFFICIAL = re.compile(r"\b(?:not|un|semi|non|no)[ -]?official|\bofficially?\s+(?:dialect|script)")
_NOTE = re.compile(r"\bnote\b.*$|major-language sample.*$", re.DOTALL)
_PEAK = re.compile(
    r"highest point\s*:\s*(?:unnamed[^;]*?|(?P<name>[A-Z][^;:()\d]{2,40}?))\s*(?:\((?P<other>[A-Z][^()\d]{2,40})\)\s*)?"
    r"(?P<metres>\d[\d,]*)\s*m\b"
)
_SINCE = re.compile(r"(?:(?P<day>\d{1,2}) )?(?:(?P<month>" + "|".join(MONTHS) + r") )?(?P<year>(?:19|20)\d\d)", re.I)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a field relates to its entity: an id (or "") with its name there, since when, and the words that say it."""

    measure: str
    object: str
    name: str
    as_of: str
    field: str
    quote: str


class Ties:
    """Reads the fields of entries that hold relations."""

    def __init__(self, lookup: Countries, kb: KnowledgeBase) -> None:
        self._lookup = lookup
        self._kb = kb
        table = resources.table("knowledge/curated/organisations.toml")
        rows = table["org"]
        self._bodies = {s: f"org:{row['slug']}" for row in rows for s in (*row.get("abbr", []), row["name"])}
        # Abbreviations that mean another body in the lists, up to an edition.
        self._others: dict[str, int] = table["others"]

    def read(self, entity: str, entry: Entry) -> Iterator[Tie]:
        """All relations of one entry."""
        fields = entry.fields
        yield from self._independence(fields.get("Independence", ""))
        yield from self._capital(entity, fields.get("Capital", ""))
        for field in ("Languages", "Language"):
            yield from self._languages(field, fields.get(field, ""))
        yield from self._leaders(entity, entry)
        for field in ("International organization participation", "Member of"):
            yield from self._memberships(field, fields.get(field, ""), entry.edition)

    def _independence(self, text: str) -> Iterator[Tie]:
        body = re.split(r"\bnote\b", text)[0]
        for match in _DATED.finditer(body):
            words = f"{match['rest']} {match['words'] or ''}"
            if _NO_INDEPENDENCE.search(words) and "from" not in words:
                continue
            owner = _FROM.search(match["words"] or "")
            name = owner["name"].strip() if owner else ""
            id_ = self._lookup.id(name) or self._state(name)
            quote = " ".join(match[0].split()).rstrip(" ,")
            yield Tie("independence", id_, name, iso(match), "Independence", quote)

    def _state(self, name: str) -> str:
        """A state of the past by its name: "Soviet Union"."""
        places = ("country:", "former:", "state:")
        return next((c.entity.id for c in self._kb.candidates(name) if c.entity.id.startswith(places)), "")

    def _capital(self, country: str, text: str) -> Iterator[Tie]:
        name = capital_name(text)
        if not name or has_gap(name):
            return
        cities = [c.entity for c in self._kb.candidates(name) if c.entity.id.startswith("city:")]
        homes = [e for e in cities if (home := self._kb.country_of(e.id)) and home.id == country]
        yield Tie("capital", (homes or cities)[0].id if homes or cities else "", name, "", "Capital", name)

    def _languages(self, field: str, text: str) -> Iterator[Tie]:
        for match in _OFFICIAL.finditer(_NOTE.sub("", text)):
            if _NOT_OFFICIAL.search(match["words"]):
                continue
            both = match["first"] and match["words"].startswith(("both", "all"))
            for name in (match["first"], match["name"]) if both or " and " in match[0] else (match["name"],):
                found = [c.entity.id for c in self._kb.candidates(name or "") if c.entity.id.startswith("language:")]
                if found:
                    yield Tie("official_language", found[0], name, "", field, match[0])

    def _leaders(self, country: str, entry: Entry) -> Iterator[Tie]:
        for office in offices_of(entry.fields, country, entry.edition, self._lookup):
            known = {id_ for id_, _ in self._kb.related(office.role, country)}
            id_ = next((c.entity.id for c in self._kb.candidates(office.name) if c.entity.id in known), "")
            since = _SINCE.search(office.since)
            yield Tie(office.role, id_, office.name, iso(since) if since else "", "Executive branch", office.quote)

    def _memberships(self, field: str, text: str, edition: int) -> Iterator[Tie]:
        for item in text.split(","):
            name, _, remark = item.strip().partition(" (")
            if (id_ := self._bodies.get(name)) and edition > self._others.get(name, 0):
                # Observers, partners, candidates and suspended members are listed with a remark.
                yield Tie("member_of", id_, name, remark.rstrip(")"), field, item.strip())


def peaks(text: str) -> Iterator[tuple[str, str]]:
    """Names of the highest point of an elevation field, with the words that give its height."""
    if match := _PEAK.search(text):
        for name in (match["name"], match["other"]):
            if name and not has_gap(name):
                yield re.split(r",| on | in ", name)[0].strip(), " ".join(match[0].split())


def iso(match: re.Match[str]) -> str:
    """The date of a match with groups day, month, year: "1991-09-09", "1991-09" or "1991"."""
    if not match["month"]:
        return match["year"]
    month = f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02}"
    return f"{month}-{int(match['day']):02}" if match["day"] else month
