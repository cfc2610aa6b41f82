"""Which fuller name of its document a name is short for, where it is not the name of something else: "Paris" in "in Paris"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.clusters import Name, acronym, full_forms
from pipeline.knowledge.sightings import Company, kind_of
from pipeline.knowledge.surfaces import fold

_PLACES = frozenset({"country", "territory", "state", "city", "division"})
# Words by which a person is named after a town.
HOMES = "di|de|da|del|della|of|von|van"


class FullForms:
    """Finds full forms, but lets names that the knowledge base knows keep their own meaning where their place shows it."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._locative = frozenset(resources.table("knowledge/curated/reading.toml")["company"]["locative"])

    def of(
        self,
        names: Sequence[Name],
        before: Sequence[str],
        lists: Sequence[int],
        company: Sequence[Company],
        titular: Collection[int] = (),
    ) -> list[int]:
        """For each name the index of the fullest name that means the same, its own (first) where there is none.

        before: the word before each name, in lower case; lists: the last name of the list in which each stands;
        titular: the names in the title.
        """
        full = full_forms(names, titular)
        first: dict[str, int] = {}
        for i, name in enumerate(names):
            own = first.setdefault(fold(name.text), i)
            if full[i] in (i, own):
                continue
            whole = names[i + 1].text if lists[i] > i and before[i + 1] == "," else ""
            inside = bool(company[i].inside) or self._state(name.text, whole)
            if self._itself(name, names[full[i]], before[i], inside=inside):
                full[i] = own
        return full

    def _state(self, part: str, whole: str) -> bool:
        """Whether a town of this name lies in the state named behind its comma: "Lincoln, Nebraska"."""
        homes = {home for c in self._kb.candidates(part) if (home := self._kb.country_of(c.entity.id))}
        states = [c for c in self._kb.candidates(whole) if kind_of(c) == "division"] if whole else []
        return any(self._kb.country_of(c.entity.id) in homes for c in states)

    def _itself(self, name: Name, long: Name, before: str, *, inside: bool) -> bool:
        candidates = self._kb.candidates(name.text)
        town = long.label == "PERSON" and name.label in ("GPE", "LOC")
        if town and re.search(rf"\b(?:{HOMES}) {re.escape(name.text)}$", long.text):
            return True  # "Leonessa" beside "Giuseppe di Leonessa"
        if not candidates:
            return False
        if acronym(name.text):  # "US" is no short form of "University of Sheffield" unless the text says so
            return candidates[0].gazetteer and long.defines != name.text.replace(".", "")
        if long.label == "ORG" and " " not in name.text:
            return True  # "China" beside "China Mobile Ltd."
        known = kind_of(candidates[0]) in _PLACES
        if known and re.search(rf"\b(?:for|of|in|to|at|on) {re.escape(name.text)}$", long.text):
            return True  # "Syria" beside the "Special Representative for Syria"
        place = long.label == "PERSON" and kind_of(candidates[0]) in _PLACES
        # "George Washington … Washington wrote" is the person, "born in Paris", "Lincoln, Nebraska" are places.
        return place and (inside or (name.label in ("GPE", "LOC") and before in self._locative))
