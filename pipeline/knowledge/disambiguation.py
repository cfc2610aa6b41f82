"""Which of the things that a name may mean is meant, from the label, the words beside it and the rest of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline import resources
from pipeline.knowledge.base import Candidate, KnowledgeBase
from pipeline.knowledge.evidence import Evidence
from pipeline.knowledge.sightings import Reading, Sighting, kind_of

_ALONE = 0.6  # the share of a name that places of one country hold from which on they need no support from it
_LOCAL = {"org", "city", "division"}
_ROUNDS = 3
_CLEAR = 0.8  # a share from which on a reading counts as evidence for others


class Reader:
    """Chooses readings for all names of a document at once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")
        self._labels: dict[str, dict[str, float]] = table["labels"]
        self._believe: float = table["threshold"]["believe"]
        self._document: dict[str, float] = table["document"]
        self._given = frozenset(table["company"]["given"])
        self._clauses = Evidence(kb)
        self._before = _cues(table["cue"], "before")
        self._after = _cues(table["cue"], "after")
        self._both = [(set(c["before"]), set(c["after"]), c["kinds"]) for c in table["cue"] if c.get("both")]

    def read(self, sightings: Sequence[Sighting]) -> list[Reading | None]:
        """One reading for each sighting, or None where the knowledge base has nothing that fits."""
        candidates = [self._kb.candidates(s.surface) for s in sightings]
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
            sure = clear[i]
            own = sure.candidate.entity.id if sure else ""  # no name is evidence for itself
            within = self._clauses.within(i, sightings, first)
            home = self._kb.country_of(own) if own else None
            others = countries - Counter([home.id]) if home else countries
            # What a comma puts into its state makes no list with it.
            beside = Counter(kind_of(r.candidate) for j in sighting.listed if (r := clear[j]) and not within)
            factors = [
                self._evidence(c, named[c.entity.id] - (c.entity.id == own), others, near, beside)
                * within.get(c.entity.id, 1.0)
                * self._clauses.grammar(c, sighting, options, beside)
                * self._clauses.home(c, i, sightings, first)
                for c in options
            ]
            readings.append(self._choose(sighting, options, factors))
        return readings

    def _evidence(
        self, candidate: Candidate, named: int, countries: Counter[str], near: set[str], beside: Counter[str]
    ) -> float:
        """What the other names of the text say; named: how often they mean this candidate, countries: or their own."""
        country = self._kb.country_of(candidate.entity.id)
        factor = self._document["same"] if named else 1.0
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
        shares: dict[str, float] = defaultdict(float)
        for candidate in options:
            if kind_of(candidate) in ("city", "division") and (home := self._kb.country_of(candidate.entity.id)):
                shares[home.id] += candidate.prior
        for candidate, factor in zip(options, factors, strict=True):
            fit = self._fit(sighting, candidate, factor, shares)
            weights.append(candidate.prior * fit * factor)
        total = sum(weights)
        if not total:
            return None
        best = max(range(len(options)), key=lambda i: (weights[i], -i))
        return Reading(options[best], weights[best] / total)

    def _fit(self, sighting: Sighting, candidate: Candidate, factor: float, shares: Mapping[str, float]) -> float:
        """How well label and neighbouring words go with a candidate; 0 where it is not to be believed.

        shares: country -> how much of the name is that of its towns and divisions.
        """
        kind = kind_of(candidate)
        # A given name that the recogniser took for a person's, unless the text is about a place of that name.
        given = sighting.label == "PERSON" and sighting.surface in self._given
        if given and kind != "person" and (sighting.person or factor <= 1):
            return 0.0
        fit = self._labels.get(sighting.label, {}).get(kind, 0.01) if sighting.label else 1.0
        local = candidate.how == "surname" or (kind in _LOCAL and not candidate.gazetteer)
        # A place that the recogniser took for one, and whose name places of one country have, needs no support.
        home = self._kb.country_of(candidate.entity.id) if kind in ("city", "division") else None
        alone = home is not None and sighting.label in ("GPE", "LOC") and shares.get(home.id, 0.0) >= _ALONE
        cued = self._cued(sighting, kind)
        called = kind == "division" and cued > 1 and len(shares) == 1  # "Helmand province", which one country has
        if factor <= 1 and local and not (alone or called):
            return 0.0  # a family name, a party or a town is meant only where its country is spoken of
        if kind in ("ethnic_group", "language") and factor <= 1 and cued <= 1 and self._another(sighting, candidate):
            return 0.0
        if kind == "language" and sighting.label in ("GPE", "LOC") and shares and not sighting.company.languages:
            return 0.0  # "from Bari to Split": towns, though a language is called Bari
        if factor >= self._document["pair"]:
            return 1.0  # "Lincoln, Nebraska"
        if kind == "language" and factor >= self._document["language"]:
            fit = max(fit, self._labels["NORP"]["language"])  # "in Shona", whatever the recogniser took it for
        if kind == "place" and factor >= self._document["water"]:
            return 1.0  # "the Niger"
        if not candidate.gazetteer and (sighting.label is None or (fit < self._believe and not called)):
            return 0.0
        return fit * cued

    def _cued(self, sighting: Sighting, kind: str) -> float:
        """What the words right beside a name say for things of a kind, as a factor."""
        factor = self._before.get(sighting.before, {}).get(kind, 1.0) * self._after.get(sighting.after, {}).get(
            kind, 1.0
        )
        for before, after, kinds in self._both:
            if sighting.before in before and sighting.after in after:
                factor *= kinds.get(kind, 1.0)
        return factor

    @staticmethod
    def _another(sighting: Sighting, candidate: Candidate) -> bool:
        """Whether the recogniser saw a thing that only has the name of a people or language: "Sara", "Karen", "Kobe"."""
        if sighting.label == "PERSON":
            return True
        other = sighting.label not in (None, "NORP", "LANGUAGE") and kind_of(candidate) == "ethnic_group"
        return other and candidate.how in ("name", "alias") and sighting.company.bare


def _cues(rows: list[dict[str, Any]], side: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in (r for r in rows if not r.get("both")):
        for word in row.get(side, []):
            found.setdefault(word, {}).update(row["kinds"])
    return found
