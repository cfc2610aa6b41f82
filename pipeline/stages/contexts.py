"""What a reader of a claim must know of its text, behind the claim: "A warning was issued (in “Cyclone hits Java”, 3 May 2023)".

A sentence leaves out what its text has said: which election, whose shares, the storm by which the houses were flooded. A title
names what most of a text is about, so a claim that depends on it is told with it, and with the day of the text where it has no
year of its own. A word that stays unresolved is told with the sentence before, in which a reader mostly finds what it means;
so is a claim with hardly a name in a text without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.records import Argument, Document, Kind
from pipeline.stages.expressions import date
from pipeline.stages.naming import OPEN
from pipeline.stages.scribe import Scribe

# A title of more characters is mostly none, and a sentence of more is too long to stand behind another one.
LONGEST, LONGEST_BEFORE = 120, 300
SURE = 0.8  # a word whose meaning is surer than this is not left open
# Blocks that state nothing of their own: a heading announces, a byline signs.
SILENT = frozenset({"byline", "furniture", "heading", "title"})
# A claim with fewer words that are written like names, behind its first, says little without its text.
FEW = 2
NAME = re.compile(r"(?<!^)\b[A-Z]\w+")
WORD = re.compile(r"\w+")
YEAR = re.compile(r"\b\d{4}\b")
# The country or the time in brackets with which a text ends.
BRACKET = re.compile(r" \((in [^()“”\d]+|(?:in|on|since|until|from|between|around) [^()“”]*\d{4})\)\.$")


class Contexts:
    """Tells the claims of one Doc that cannot be understood without what stands around them."""

    def __init__(self, scribe: Scribe) -> None:
        document: Document = scribe.document
        title = " ".join((document.title or "").split())
        self.scribe = scribe
        self.title = title if len(title) <= LONGEST else ""
        self.words = frozenset(WORD.findall(title.casefold()))
        self.day = date(document.published) if document.published is not None else None

    def told(
        self,
        text: str,
        kind: Kind,
        row: Mapping[str, Any],
        subject: Argument,
        object_: Argument | None,
        *,
        doubts: Iterable[float],
        at: int,
    ) -> str:
        """The text of a claim with the title of its document, or the sentence before, where it does not stand alone.

        row: that of its predicate, empty for a statement; doubts: how sure it is what its words stand for (a day that stays
        open, "on Monday (unresolved)", is none of these); at: a token of its sentence.
        """
        notes = []
        open_ = OPEN.strip("()") in text and any(score < SURE for score in doubts)
        if open_ or not _stands_alone(text, kind, row, subject, object_):
            if self.title and not self.words <= frozenset(WORD.findall(text.casefold())):
                day = f", {self.day}" if self.day is not None and YEAR.search(text) is None else ""
                notes.append(f"in “{self.title}”{day}")
            vague = not self.title and len(NAME.findall(text)) < FEW
            if (open_ or vague) and (before := self._before(at)) is not None:
                notes.append(f"after “{before}”")
        if not notes:
            return text
        if (bracket := BRACKET.search(text)) is not None:
            placed = YEAR.search(bracket[1]) is None and notes[0].startswith("in ")
            notes[0] = f"{bracket[1]}, {notes[0].removeprefix('in ')}" if placed else f"{bracket[1]}; {notes[0]}"
            text = text[: bracket.start()]
        return f"{text.removesuffix('.')} ({', '.join(notes)})."

    def _before(self, at: int) -> str | None:
        """The sentence before that of token `at`, as the text has it; None where none that says something stands there."""
        first = self.scribe.sentence(at)[0]
        if first == 0 or self.scribe.section(first - 1) in SILENT:
            return None
        start, end = self.scribe.sentence(first - 1)
        words = " ".join(self.scribe.doc[start:end].text.split())
        return words if len(words) <= LONGEST_BEFORE else None


def _stands_alone(text: str, kind: Kind, row: Mapping[str, Any], subject: Argument, object_: Argument | None) -> bool:
    """Whether a text says enough: who or what it is about has a name, and it is so at any time or says when."""
    if kind == "statement":
        return _is_named(subject) and _is_named(object_)
    if row.get("bound", False):
        return YEAR.search(text) is not None and (kind == "statistic" or _is_named(subject))
    return _is_named(subject)


def _is_named(argument: Argument | None) -> bool:
    return argument is not None and (argument.type is not None or argument.entity is not None)
