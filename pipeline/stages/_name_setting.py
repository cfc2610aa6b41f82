"""What the words right beside a name make of it: a club, an airline, a bank of a country, or no name at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.sightings import kind_of
from pipeline.stages._given_names import NameSpan

PLACES = frozenset({"country", "territory", "region", "city", "division"})


class NameSetting:
    """Completes names with the words beside them, and drops words that only look like names."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")
        self._bodies = frozenset(table["heads"]["ORG"])
        self._lexical = {word: frozenset(things) for word, things in table["lexical"].items()}
        self._clubs = frozenset(resources.table("knowledge/curated/titles.toml")["clubs"])

    def completed(self, doc: Doc, spans: Sequence[NameSpan]) -> list[NameSpan]:
        """The spans that are names, in order, with what belongs to them."""
        found: list[NameSpan] = []
        for span in spans:
            if self._in_phrase(doc, span):
                continue
            if found and self._ends(doc, found[-1], span):
                found[-1] = replace(found[-1], end=span.end)
            else:
                found.append(self._club(doc, span))
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
