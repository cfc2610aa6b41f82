"""Where a name begins and ends: without "former" and "Mr", with "Ji-won" behind "Han" and "II" behind "World War"."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.surfaces import fold
from pipeline.stages import _party_names, tree
from pipeline.stages._given_names import NameSpan

ROMAN = re.compile(r"[IVX]{1,4}")
LONGEST_PART = 5  # letters of the second part of a given name: "Ji-won", "Yang-gon"
STOPS = frozenset({"of", "/", "(", ")", "|", ",", ";", ":"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’", "‘s"})


class NameEdges:
    """Sets right the edges of the spans that a recogniser gives."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        table = resources.table("knowledge/curated/titles.toml")
        self._titles = frozenset(table["titles"])
        offices = resources.table("offices.toml")
        self._occupations = frozenset((*offices["offices"], *offices["occupations"], *offices["ranks"]))
        self.particles = frozenset(table["particles"])
        times = resources.table("times.toml")
        self._months = frozenset(times["months"])
        self._weekdays = frozenset(times["weekdays"])
        self._dating = frozenset(times["ambiguous_months"]["scene"])
        self._joined = frozenset(table["joined"])

    def grown(self, doc: Doc, span: NameSpan, taken: set[int]) -> NameSpan:
        """The span with what belongs to it: further words of a person's name, the numeral of a war or a king."""
        start, end = span.start, span.end
        if span.label == "ORG":
            start, end = _party_names.grown(doc, start, end, taken)
        if span.label in ("PERSON", "PER"):
            while start and not doc[start].is_sent_start and self._personal(doc[start - 1], taken):
                start -= 1
            while end < len(doc) and not doc[end].is_sent_start and self._personal(doc[end], taken):
                end += 1  # and not from a title into the text below it
            end -= end - 1 > start and doc[end - 1].text in tree.HYPHENS
            if self.glued(doc, end):
                end += 2
            if end + 3 < len(doc) and self._is_nickname(doc, end) and self._personal(doc[end + 3], set()):
                end += 4
        if end < len(doc) and end not in taken and ROMAN.fullmatch(doc[end].text) and doc[end - 1].text[:1].isupper():
            end += doc[end].text != "I" or doc[end - 1].text == "War"  # "I" is mostly a pronoun
        return replace(span, start=start, end=end)

    def glued(self, doc: Doc, i: int) -> bool:
        """Whether the hyphen at token `i` joins the second part of a given name: "Han Ji-won", but not "Obama-era"."""
        if i + 1 >= len(doc) or doc[i].text not in tree.HYPHENS:
            return False
        part = doc[i + 1].text
        close = not doc[i].whitespace_ and not doc[i - 1].whitespace_ and part.isalpha() and part.islower()
        return close and len(part) <= LONGEST_PART and part not in self._joined and not part.endswith("ed")

    def _is_nickname(self, doc: Doc, i: int) -> bool:
        """Whether the token at `i` opens brackets around one word that names nothing else: "Ana (Nita) Bo"."""
        word = doc[i + 1]
        alone = doc[i].text == "(" and word.text.istitle() and doc[i + 2].text == ")"
        ends = doc[i + 3].is_sent_start  # a heading or a sentence: "Ana (singer)", "… Ana (Nita)."
        return alone and not ends and word.ent_type_ in ("", "PERSON", "ORG") and not self._kb.candidates(word.text)

    def is_family(self, token: Token) -> bool:
        """Whether a token after a given name may be the family name."""
        return self._personal(token, set())

    def _personal(self, token: Token, taken: set[int]) -> bool:
        """Whether a token next to a person's name is one more name of that person."""
        return (
            token.i not in taken
            and token.tag_ == "NNP"
            and token.text[:1].isupper()
            and token.text.isalpha()
            and token.lower_ not in self._weekdays  # "Ana Bo | Tuesday | said"
            and not (token.lower_ in self._months and token.i + 1 < len(token.doc) and token.nbor(1).text[0].isdigit())
            and not self.is_title(token)
            and fold(token.text) not in self._kb.words
        )

    def trimmed(self, doc: Doc, span: NameSpan) -> NameSpan | None:
        """The span without articles, titles, lower-case words around it and a possessive; None when nothing is left."""
        start, end = span.start, span.end
        while end > start and (doc[end - 1].text in POSSESSIVE or not _wordlike(doc[end - 1])):
            if doc[end - 1].text == ")" and any(t.text == "(" for t in doc[start:end]):
                break  # "the Communist Party of India (Marxist)"
            end -= 1
        while start < end and (self._outside(doc[start]) or not _wordlike(doc[start])):
            start += 1
            # "The city of | Raqqa", but a battle has no name of its own.
            start += span.label in ("GPE", "LOC") and start < end and doc[start].lower_ == "of"
        if end - start > 1 and span.label == "ORG" and self._is_bent(doc, start):
            start += 1  # "the pro-Western Coalition for Change"
        while (
            end - 1 > start
            and doc[end - 1].text.islower()
            and not self._kb.candidates(NameSpan(start, end, None).text(doc))
        ):
            if doc[end - 2].text in tree.HYPHENS and not doc[end - 2].whitespace_:
                break  # "Yun Tae-seok"
            end -= 1
        if span.label in ("PERSON", "PER"):
            while start < end and self.is_title(doc[start]):
                start += 1
            if end - start > 2 and doc[start].lower_ in self._occupations and doc[start].is_sent_start is not False:
                start += 1  # "Prosecutor | Ana Bo"; what is small within a sentence has a capital at its start
            if (
                end - start > 1
                and start
                and doc[start].lower_ in self._months
                and doc[start - 1].lower_ in self._dating
            ):
                start += 1  # "in June | Menezes asked"
            if end - start > 2 and doc[end - 1].lower_ in self._weekdays:
                end -= 1  # "Ana Bo | Tuesday said"
            # A person's name goes up to "of" ("Elizabeth Quat of DAB") and never over a stroke or bracket but that of a nickname.
            called = {j for i in range(start, end - 3) if self._is_nickname(doc, i) for j in (i, i + 2)}
            stops = [i for i in range(start, end) if doc[i].lower_ in STOPS and i not in called]
            end = stops[0] if stops and stops[0] > start else end
            label = "PERSON"
        else:
            label = span.label or ""
        if start >= end or not any(c.isupper() for t in doc[start:end] for c in t.text):
            return None
        return replace(span, start=start, end=end, label=label)

    @staticmethod
    def _is_bent(doc: Doc, start: int) -> bool:
        """Whether the word at `start` is the second part of an adjective: "pro-Western"."""
        before = doc[max(start - 2, 0) : start]
        glued = len(before) == 2 and before[1].text in tree.HYPHENS and not any(t.whitespace_ for t in before)
        return glued and before[0].text.islower()

    def _outside(self, token: Token) -> bool:
        """A lower-case word or article that opens a span without being part of the name ("former", "the", "ethnic")."""
        if token.lower_ in ("the", "a", "an", "ethnic", "mr", "mr.", "mrs.", "ms."):
            return True
        return bool(token.text.islower() and token.lower_ not in self.particles)

    def is_title(self, token: Token) -> bool:
        return token.lower_.rstrip(".") in self._titles


def _wordlike(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)
