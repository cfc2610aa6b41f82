"""Which of the things that a name may mean is meant, from the label, the words beside it and the rest of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import resources
from pipeline.knowledge.base import Candidate, KnowledgeBase
from pipeline.knowledge.surfaces import fold

_KINDS = {
    "country",
    "territory",
    "state",
    "city",
    "division",
    "region",
    "ethnic_group",
    "religion",
    "language",
    "org",
    "person",
    "currency",
    "event",
}
_ALONE = 0.6  # the share of a place's name from which on it needs no support from its country
_LOCAL = {"org", "city", "division"}
_PEOPLE = {"demonym_noun", "demonym_adjective", "plural"}
_ROUNDS = 3
_CLEAR = 0.85  # a share from which on a reading counts as evidence for others


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around a name in its clause. `sentence`, `located` are indices of other sightings.

    sentence: the others in the clause; located: the place that "in" or a possessive joins to it ("Albanians in Kosovo");
    bare: a noun without determiner; within: so after "in"; noun: so where a thing may stand ("studied Korean"); singular:
    so as the subject of a verb in the singular; article: "the" stands before it and it modifies no noun; languages,
    peoples, shares, capital: its clause has words of these; waters: words of rivers are near.
    """

    sentence: tuple[int, ...] = ()
    located: tuple[int, ...] = ()
    bare: bool = False
    within: bool = False
    noun: bool = False
    singular: bool = False
    article: bool = False
    languages: bool = False
    peoples: bool = False
    shares: bool = False
    waters: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name in a text: its words, the recogniser's label if any, the words beside it in lower case.

    `listed` are the indices of sightings that stand beside it in one list ("Tajiks, Uzbeks and Russians").
    """

    surface: str
    label: str | None
    before: str = ""
    after: str = ""
    listed: tuple[int, ...] = ()
    company: Company = Company()


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen candidate and how sure the choice is (0..1)."""

    candidate: Candidate
    score: float


def kind_of(candidate: Candidate) -> str:
    """The kind under which factors are given: that of the id, `people` for demonyms, `place` for natural features."""
    kind = candidate.entity.id.split(":", 1)[0]
    if candidate.how in _PEOPLE and kind in ("country", "state", "territory", "region"):
        return "people"
    return kind if kind in _KINDS else "place"


class Reader:
    """Chooses readings for all names of a document at once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")
        self._labels: dict[str, dict[str, float]] = table["labels"]
        self._believe: float = table["threshold"]["believe"]
        self._document: dict[str, float] = table["document"]
        self._given = frozenset(table["company"]["given"])
        self._articled = frozenset(table["company"]["articled"])
        self._before = _cues(table["cue"], "before")
        self._after = _cues(table["cue"], "after")
        self._both = [(set(c["before"]), set(c["after"]), c["kinds"]) for c in table["cue"] if c.get("both")]

    def read(self, sightings: Sequence[Sighting]) -> list[Reading | None]:
        """One reading for each sighting, or None where the knowledge base has nothing that fits."""
        candidates = [self._candidates(s) for s in sightings]
        first = [self._choose(s, c, [1.0] * len(c)) for s, c in zip(sightings, candidates, strict=True)]
        # What one round makes clear is evidence for the next: "English, French or Spanish" is read from its clear end.
        readings = first
        for _ in range(_ROUNDS):
            clear = [a if a and a.score >= _CLEAR else b for a, b in zip(readings, first, strict=True)]
            readings = self._round(sightings, candidates, clear)
        return readings

    def _round(
        self, sightings: Sequence[Sighting], candidates: Sequence[list[Candidate]], first: Sequence[Reading | None]
    ) -> list[Reading | None]:
        """Readings with what the whole text says by the readings of an earlier round."""
        clear = [r if r and r.score >= _CLEAR else None for r in first]
        named = Counter(r.candidate.entity.id for r in clear if r)
        countries = Counter(c.id for id_, n in named.items() if (c := self._kb.country_of(id_)) for _ in range(n))
        near = {b for id_ in countries for b in self._kb.borders(id_)}
        readings: list[Reading | None] = []
        for i, (sighting, options) in enumerate(zip(sightings, candidates, strict=True)):
            within = self._within(i, sightings, first)
            # What a comma puts into its state makes no list with it.
            beside = Counter(kind_of(r.candidate) for j in sighting.listed if (r := clear[j]) and not within)
            factors = [
                self._evidence(c, named, countries, near, beside)
                * within.get(c.entity.id, 1.0)
                * self._grammar(c, sighting, options, beside)
                * self._home(c, i, sightings, first)
                for c in options
            ]
            readings.append(self._choose(sighting, options, factors))
        return readings

    def _within(self, i: int, sightings: Sequence[Sighting], first: Sequence[Reading | None]) -> dict[str, float]:
        """What a town and the state or country after its comma say for each other: "Seattle, Washington".

        Of the pairs of readings of which the first lies in the second, the likeliest; empty where there is none.
        """
        found: dict[str, float] = {}
        for town, whole in ((i - 1, i), (i, i + 1)):
            if town < 0 or whole >= len(sightings):
                continue
            if sightings[whole].before != "," or town not in sightings[whole].listed:
                continue
            towns = [c for c in self._kb.candidates(sightings[town].surface) if c.entity.id.startswith("city:")]
            wholes = [c for c in self._kb.candidates(sightings[whole].surface) if kind_of(c) in ("division", "country")]
            pairs = [
                (kind_of(w) == "division", t.prior * w.prior, t, w)
                for t in towns
                for w in wholes
                if (home := self._kb.country_of(t.entity.id)) and home == self._kb.country_of(w.entity.id)
            ]
            sure = first[town]
            known = [p for p in pairs if sure and p[2].entity.id == sure.candidate.entity.id]
            if pairs:
                _, _, one, other = max(known or pairs, key=lambda p: (p[1], p[0]))
                found[(one if town == i else other).entity.id] = self._document["pair"]
        return found

    def _grammar(
        self, candidate: Candidate, sighting: Sighting, options: Sequence[Candidate], beside: Counter[str]
    ) -> float:
        """What the place of a name in its sentence says for languages and waters."""
        kind, company = kind_of(candidate), sighting.company
        if kind == "language":
            # "Chinese" and "Swiss" are plurals, too: bare, they may be people.
            plural = any(c.how == "plural" and kind_of(c) in ("people", "ethnic_group") for c in options)
            told = (company.languages and company.bare) or beside["language"] > 0
            factor = self._document["told_language"] if told else 1.0
            sure = company.within or (company.noun and (told or company.singular or not plural))
            return factor * (self._document["language"] if sure else 1.0)
        if kind == "division" and any(
            c.entity.id.startswith("city:")
            and self._kb.country_of(c.entity.id) == self._kb.country_of(candidate.entity.id)
            for c in options
        ):
            return self._document["seat"]  # of a city and the province around it the city is meant
        if kind == "place" and company.article:
            articled = any(c.entity.id in self._articled for c in options)
            return self._document["water"] if company.waters or not articled else 1.0
        return 1.0

    def _home(
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

    def _candidates(self, sighting: Sighting) -> list[Candidate]:
        return self._kb.candidates(sighting.surface)

    def _evidence(
        self, candidate: Candidate, named: Counter[str], countries: Counter[str], near: set[str], beside: Counter[str]
    ) -> float:
        id_ = candidate.entity.id
        country = self._kb.country_of(id_)
        factor = self._document["same"] if named[id_] else 1.0
        if country is not None:
            if countries[country.id] and kind_of(candidate) != "people":
                # The more a country is the subject of the text, the likelier its places and people are meant.
                factor *= self._document["country"] * (1 + min(countries[country.id], 10) / 10)
            elif not countries[country.id] and country.id in near:
                factor *= self._document["neighbour"]
        if beside[kind_of(candidate)]:
            once = beside[kind_of(candidate)] == 1 and kind_of(candidate) in ("ethnic_group", "people")
            factor *= self._document["listed_once" if once else "listed"]
        return factor

    def _choose(self, sighting: Sighting, options: list[Candidate], factors: list[float]) -> Reading | None:
        weights = []
        for candidate, factor in zip(options, factors, strict=True):
            fit = self._fit(sighting, candidate, factor)
            weights.append(candidate.prior * fit * factor)
        total = sum(weights)
        if not total:
            return None
        best = max(range(len(options)), key=lambda i: (weights[i], -i))
        return Reading(options[best], weights[best] / total)

    def _fit(self, sighting: Sighting, candidate: Candidate, factor: float) -> float:
        """How well label and neighbouring words go with a candidate; 0 where it is not to be believed."""
        kind = kind_of(candidate)
        if sighting.label == "PERSON" and sighting.surface in self._given and kind != "person":
            return 0.0
        fit = self._labels.get(sighting.label, {}).get(kind, 0.01) if sighting.label else 1.0
        local = candidate.how == "surname" or (kind in _LOCAL and not candidate.gazetteer)
        # A place that the recogniser took for one, and whose name hardly another one has, needs no support.
        alone = kind in ("city", "division") and sighting.label in ("GPE", "LOC") and candidate.prior >= _ALONE
        if factor <= 1 and local and not alone:
            return 0.0  # a family name, a party or a town is meant only where its country is spoken of
        if kind == "place" and factor >= self._document["water"]:
            return 1.0  # "the Niger"
        if not candidate.gazetteer and (sighting.label is None or fit < self._believe):
            return 0.0
        for before, after, kinds in self._both:
            if sighting.before in before and sighting.after in after:
                fit *= kinds.get(kind, 1.0)
        return (
            fit
            * self._before.get(sighting.before, {}).get(kind, 1.0)
            * self._after.get(sighting.after, {}).get(kind, 1.0)
        )


def _cues(rows: list[dict[str, Any]], side: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in (r for r in rows if not r.get("both")):
        for word in row.get(side, []):
            found.setdefault(word, {}).update(row["kinds"])
    return found
