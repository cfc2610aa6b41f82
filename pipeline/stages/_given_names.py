"""Places that are persons' given names, too: "Jordan Pickford", "his wife India"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `[start, end)` and the recogniser's label, or None where only the gazetteer found them.

    person: the words around it show that a person is named, not only the recogniser.
    """

    start: int
    end: int
    label: str | None
    person: bool = False

    def text(self, doc: Doc) -> str:
        """The words with their spaces; line breaks count as one space."""
        return " ".join(doc[self.start : self.end].text.split())


# What may stand between the noun for a relative and the name: "her son, Ana", "the son of Ana".
KIN_JOINTS = frozenset({",", "of"})


class GivenNames:
    """Joins given names that name places with the family names behind them, and knows them where they stand alone."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/reading.toml")["company"]
        self._given = frozenset(table["given"])
        self._relatives = frozenset(table["relatives"])
        self._kin = self._relatives | frozenset(table["companions"])
        self._deeds = frozenset(table["personal"])
        self._titles = frozenset(resources.table("knowledge/curated/titles.toml")["titles"])

    def joined(self, doc: Doc, spans: Sequence[NameSpan], family: Callable[[Token], bool]) -> list[NameSpan]:
        """The spans, those of persons put together; `family` tells whether a token without a span may be a family name."""
        taken = {i for s in spans for i in range(s.start, s.end)}
        starts = {s.start: s for s in spans}
        found: list[NameSpan] = []
        for span in spans:
            if found and span.start < found[-1].end:
                continue  # the family name of the last one
            after = doc[span.end] if span.end < len(doc) else None
            following = starts.get(span.end)
            single = span.end - span.start == 1
            given = single and doc[span.start].text in self._given
            titled = after is not None and after.lower_.rstrip(".") in self._titles
            if (
                following
                and (following.label == "PERSON" or (given and _who(doc, following.end)))
                and not titled
                and single
                and self._place(doc[span.start].text)
            ):
                found.append(NameSpan(span.start, following.end, "PERSON"))
            elif given and after is not None and after.i not in taken and family(after):
                found.append(NameSpan(span.start, span.end + 1, "PERSON"))
            elif given and self._alone(doc, span):
                found.append(replace(span, label="PERSON", person=True))
            else:
                found.append(span)
        return found

    def is_relative(self, doc: Doc, span: NameSpan) -> bool:
        """Whether a name is told as that of somebody's relative: "his father Ana Bo", "her son, Ana Bo", "a son of Ana Bo"."""
        before = span.start - 1
        if before > 0 and doc[before].lower_ in KIN_JOINTS:
            before -= 1
        return before >= 0 and doc[before].lower_ in self._relatives

    def _place(self, word: str) -> bool:
        """Whether a word is the name of a place, and so may be a given name before a family name."""
        candidates = self._kb.candidates(word)
        place = bool(candidates) and candidates[0].entity.id.startswith(("country:", "city:", "division:"))
        return word in self._given or (place and candidates[0].how in ("name", "alias", "former", "capital"))

    def _alone(self, doc: Doc, span: NameSpan) -> bool:
        """Whether a given name alone is a person's: "his wife India", "Jordan smiled", "Chad, 34, …"."""
        before = doc[span.start - 1].lower_.rstrip(".") if span.start else ""
        after = list(doc[span.end : span.end + 3])
        aged = [t.text for t in after[::2]] == [",", ","] and bool(re.fullmatch(r"[1-9]\d", after[1].text))
        return before in self._kin or aged or (len(after) > 0 and after[0].lower_ in self._deeds)


def _who(doc: Doc, end: int) -> bool:
    """Whether the words from `end` on tell of a person: "Georgia Harrow, who runs the shelter"."""
    return [t.lower_ for t in doc[end : end + 2]] == [",", "who"]
