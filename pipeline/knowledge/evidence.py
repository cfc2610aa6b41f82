"""What grammar and the other names of a clause say for each thing that a name may mean, as factors of its prior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import resources
from pipeline.knowledge.base import Candidate, KnowledgeBase
from pipeline.knowledge.sightings import Reading, Sighting, kind_of
from pipeline.knowledge.surfaces import fold


class Evidence:
    """Weighs the candidates of a name by the clause that it stands in; factors stand in `reading.toml`."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")
        self._document: dict[str, float] = table["document"]
        self._articled = frozenset(table["company"]["articled"])

    def within(self, i: int, sightings: Sequence[Sighting], first: Sequence[Reading | None]) -> dict[str, float]:
        """What a place and the state or country behind its comma say for each other: "Seattle, Washington".

        Of the pairs of readings of which the first lies in the second, the likeliest; empty where there is none.
        """
        found: dict[str, float] = {}
        for part, whole in ((i - 1, i), (i, i + 1)):
            if part < 0 or whole >= len(sightings):
                continue
            beside = sightings[whole].before == "," and part in sightings[whole].listed
            if not beside and whole not in sightings[part].company.inside:
                continue
            pairs = self._pairs(sightings[part].surface, sightings[whole].surface)
            sure = first[part] if beside else None  # "Tripoli, the second city of Lebanon" is not the likeliest Tripoli
            known = [p for p in pairs if sure and p[2].entity.id == sure.candidate.entity.id]
            if pairs:
                _, _, one, other = max(known or pairs, key=lambda p: p[:2])
                found[(one if part == i else other).entity.id] = self._document["pair"]
            elif whole == i and beside and (state := self._state(sightings, part, whole)) is not None:
                found[state.entity.id] = self._document["pair"]
        return found

    def _state(self, sightings: Sequence[Sighting], part: int, whole: int) -> Candidate | None:
        """The state, rather than its city, behind the comma of a place that nobody knows: "Torvale, | New York |"."""
        town, name = sightings[part], sightings[whole]
        more = whole + 1 in name.listed and sightings[whole + 1].label == "GPE"
        if town.label != "GPE" or self._kb.candidates(town.surface) or more:
            return None
        options = self._kb.candidates(name.surface)
        cities = any(kind_of(c) == "city" for c in options)
        return next((c for c in options if cities and kind_of(c) == "division"), None)

    def _pairs(self, part: str, whole: str) -> list[tuple[float, bool, Candidate, Candidate]]:
        """Readings of two names of which the first lies in the second, with the product of their shares."""
        parts = [c for c in self._kb.candidates(part) if kind_of(c) in ("city", "division")]
        wholes = [c for c in self._kb.candidates(whole) if kind_of(c) in ("division", "country", "people")]
        return [
            (p.prior * w.prior, kind_of(w) == "division", p, w)
            for p in parts
            for w in wholes
            if (kind_of(p), kind_of(w)) != ("division", "division")
            and (home := self._kb.country_of(p.entity.id))
            and home == self._kb.country_of(w.entity.id)
            and (kind_of(w) != "division" or self._lies_in(p, w))
        ]

    def _lies_in(self, city: Candidate, division: Candidate) -> bool:
        """Whether a city lies in a division, or in its country where the division of the city is not known."""
        if not city.entity.id.startswith("city:"):
            return False
        known = [id_ for id_, _ in self._kb.related("lies_in", city.entity.id)]
        if known:
            return division.entity.id in known
        return self._kb.country_of(city.entity.id) == self._kb.country_of(division.entity.id)

    def grammar(
        self, candidate: Candidate, sighting: Sighting, options: Sequence[Candidate], beside: Counter[str]
    ) -> float:
        """What the place of a name in its sentence says for languages and waters."""
        kind, company = kind_of(candidate), sighting.company
        if kind == "language":
            if kind_of(options[0]) not in ("language", "people", "ethnic_group", "religion"):
                return 1.0  # "in Mali" is the country, though a language of that name is spoken elsewhere
            # "Chinese" and "Swiss" are plurals, too: bare, they may be people.
            plural = any(c.how == "plural" and kind_of(c) in ("people", "ethnic_group") for c in options)
            told = (company.languages and company.bare) or beside["language"] > 0
            factor = self._document["told_language"] if told else 1.0
            # "Icelandic" never is a person as "Icelander" is; "Zulu" may be, but "Zulu" does not do things without "a".
            nation = any(kind_of(c) == "people" for c in options)
            person = plural or not (nation or company.singular) or any(c.how == "demonym_noun" for c in options)
            sure = company.within or (company.noun and (told or company.singular or not plural))
            sure = sure or (company.subject and not person)
            return factor * (self._document["language"] if sure else 1.0)
        if kind == "ethnic_group" and company.thing and any(kind_of(c) == "people" for c in options):
            return self._document["thing"]
        if kind == "division" and not beside["division"] and any(self._lies_in(c, candidate) for c in options):
            return self._document["seat"]  # of a city and the province around it the city is meant
        if kind == "division" and company.states and candidate.gazetteer:
            return self._document["governed"]
        if kind == "place" and company.article:
            # "The Congo" may be the country, "the French" are a people.
            articled = any(c.entity.id in self._articled or kind_of(c) in ("people", "ethnic_group") for c in options)
            return self._document["water"] if company.waters or not articled else 1.0
        return 1.0

    def home(
        self, candidate: Candidate, i: int, sightings: Sequence[Sighting], first: Sequence[Reading | None]
    ) -> float:
        """What the places named in the sentence say for a people that lives there, or for the country of a capital."""
        kind, company = kind_of(candidate), sightings[i].company
        if kind == "ethnic_group":
            return self._people(candidate, i, sightings, first)
        if kind not in ("country", "people"):
            return 1.0
        factor = 1.0
        for j in company.sentence:
            reading = first[j]
            if reading is None or not reading.candidate.entity.id.startswith("city:"):
                continue
            country = self._kb.capital_of(reading.candidate.entity.id)
            home = self._kb.country_of(reading.candidate.entity.id)
            if home is not None and home.id == candidate.entity.id:
                factor = max(factor, self._document["local"])
            if country is not None and country.id == candidate.entity.id:
                beside = abs(i - j) == 1 and (company.capital or kind == "people")
                factor = max(factor, self._document["capital_beside" if beside else "capital"])
        return factor

    def _people(
        self, candidate: Candidate, i: int, sightings: Sequence[Sighting], first: Sequence[Reading | None]
    ) -> float:
        """What speaks for a people: a share of a country told, or a country where it lives and which is not its own."""
        company = sightings[i].company
        if candidate.how == "demonym_adjective":
            return 1.0
        homes = {country for country, _ in self._kb.related("lives_in", candidate.entity.id)}
        # The state that the same word names as its nation is no sign of a people: "Poles in Poland".
        own = {c.entity.id for c in self._kb.candidates(sightings[i].surface) if kind_of(c) == "people"}
        factor = 1.0
        for j in {*company.sentence, *company.located}:
            reading = first[j]
            country = self._kb.country_of(reading.candidate.entity.id) if reading else None
            if country is None or country.id not in homes or reading is None:
                continue
            whole = kind_of(reading.candidate) in ("country", "people")
            if company.shares and whole and fold(sightings[j].surface) != fold(sightings[i].surface):
                factor = max(factor, self._document["share"])
            behind = company.peoples and j > i and kind_of(reading.candidate) != "city"
            if country.id not in own and (j in company.located or behind):
                factor = max(factor, self._document["lives"])
        return factor
