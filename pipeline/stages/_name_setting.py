"""What the words right beside a name make of it: a club, an airline, a bank of a country, or no name at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.sightings import kind_of
from pipeline.stages._given_names import NameSpan

ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|d)")
PLACES = frozenset({"country", "territory", "region", "city", "division"})


class NameSetting:
    """Completes names with the words beside them, and drops words that only look like names."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")
        self._bodies = frozenset(table["heads"]["ORG"])
        self._lexical = {word: frozenset(things) for word, things in table["lexical"].items()}
        self._units = frozenset(resources.table("knowledge/curated/titles.toml")["units"])
        self._campuses = frozenset(resources.table("knowledge/curated/titles.toml")["campuses"])
        self._clubs = frozenset(resources.table("knowledge/curated/titles.toml")["clubs"])

    def completed(self, doc: Doc, spans: Sequence[NameSpan]) -> list[NameSpan]:
        """The spans that are names, in order, with what belongs to them."""
        found: list[NameSpan] = []
        for span in spans:
            if self._in_phrase(doc, span):
                continue
            if found and any(joins(doc, found[-1], span) for joins in (self._ends, self._is_campus)):
                found[-1] = replace(found[-1], end=span.end)
            else:
                found.append(self._unit(doc, self._club(doc, span)))
        return found

    def _in_phrase(self, doc: Doc, span: NameSpan) -> bool:
        """Whether a word names no nation but, with the one after it, a thing, or is a verb.

        "French fries", "Turkey farms"; "Polish the lens".
        """
        if span.end - span.start != 1 or span.end == len(doc):
            return False
        word, after = doc[span.start], doc[span.end]
        verb = word.tag_ in ("VB", "VBP") and after.tag_ in ("DT", "PRP$", "PRP")
        return verb or after.lower_ in self._lexical.get(word.text.capitalize(), ())

    def _club(self, doc: Doc, span: NameSpan) -> NameSpan:
        """The name of a club or airline with the word before its place: "AS Roma", "Inter Milan", "Air Tanzania"."""
        if span.start and doc[span.start - 1].text in self._clubs and not doc[span.start - 1].is_sent_end:
            return replace(span, start=span.start - 1, label="ORG")
        return span

    def _ends(self, doc: Doc, body: NameSpan, span: NameSpan) -> bool:
        """Whether the name of a body ends on the place `span`: "Central Bank of Kenya"."""
        if body.label != "ORG" or body.end - body.start == 1 or doc[body.end - 1].text not in self._bodies:
            return False
        candidates = self._kb.candidates(span.text(doc))
        placed = bool(candidates) and kind_of(candidates[0]) in PLACES
        return placed and body.end + 1 == span.start and doc[body.end].text == "of"

    def _is_campus(self, doc: Doc, body: NameSpan, span: NameSpan) -> bool:
        """Whether a town behind a comma says which university of its state is meant: "University of California, | Berkeley |"."""
        words = [t.text for t in doc[body.start : body.end]]
        beside = body.end + 1 == span.start and doc[body.end].text == ","
        if body.label != "ORG" or not beside or "of" not in words[1:-1] or words[0].lower() not in self._campuses:
            return False
        states = self._ids(" ".join(words[words.index("of") + 1 :]), "division")
        towns = self._ids(span.text(doc), "city")
        return any(id_ in states for town in towns for id_, _ in self._kb.related("lies_in", town))

    def _unit(self, doc: Doc, span: NameSpan) -> NameSpan:
        """The name of a unit with its number: "134th Fighter Squadron"."""
        numbered = span.start > 0 and ORDINAL.fullmatch(doc[span.start - 1].text) is not None
        if span.label == "ORG" and numbered and doc[span.end - 1].text in self._units:
            return replace(span, start=span.start - 1)
        return span

    def _ids(self, name: str, kind: str) -> set[str]:
        """What of a kind a name may mean."""
        return {c.entity.id for c in self._kb.candidates(name) if kind_of(c) == kind}
