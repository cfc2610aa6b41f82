"""Who says what a claim tells, behind it: "Both bridges are closed, according to Ana Bo (in “Storm Hits Lima”)".

A claim with an `attribution` is no fact of its text, so a reader of the claim alone must see whose word it is.
"""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.annotations import Said
from pipeline.records import Argument, Modality
from pipeline.stages import tree
from pipeline.stages._lexicon import PERSON, classes_of
from pipeline.stages.referents import pronouns
from pipeline.stages.slots import Slots

# Tokens of a phrase for who says so that is told whole; of a longer one its noun with what stands before it.
LONGEST = 10
# What closes a sentence: its full stop, also in a quotation, and before it a place or time in brackets.
END = re.compile(r"(?P<aside> \((?:in|on|since|until|from|between|around) [^()“”]+\))?[.!?]?(?P<quote>[\"”]?)\.?$")
# What a phrase has behind it that may mean something else, and who speaks.
MARK = re.compile(r" \([^()]*\)")
SPEAKER = r"(?:I|me|[Mm]y|[Ww]e|us|[Oo]ur)"
OBJECTS = {"he": "him", "she": "her", "they": "them"}
# The owner by the words for a person of whom the text tells the gender.
OWNERS = {"he": "his", "him": "his", "his": "his", "she": "her", "her": "her", "hers": "her"}
NOBODY = ("WDT", "WP", "DT")  # "which", "this": what these mean is no name for a reader
SAID = "according to"


class Sources:
    """Names who says the claims of one Doc. slots: words their phrases."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.scribe = slots.scribe
        self.doc = slots.doc

    def of(self, said: Said | None, at: int) -> Said | None:
        """Who says what token `at` tells; None of what describes who says so: "Ana Bo, | a judge |, said"."""
        if said is None or said.source is None:
            return said
        head = self.scribe.head(*said.source)
        own = head.left_edge.i <= at <= head.right_edge.i and not said.source[1] <= said.cue[0] <= at
        return None if own or self.doc[said.source[0]].is_quote or head.pos_ == "INTJ" else said

    def told(self, text: str, said: Said | None, subject: Argument, modality: Modality) -> str:
        """The text of a claim with who says so, where the text does not tell it and it is no question.

        The word of who or what the claim is about is "their own account".
        """
        if said is None or said.source is None or modality == "questioned" or SAID in text.casefold():
            return text
        source = self.scribe.argument(*said.source)
        words = self._words(said.source, source)
        if words is None:
            return text
        name = MARK.sub("", words)
        cue, known = re.escape(self.doc[slice(*said.cue)].text), re.escape(name)
        if re.search(rf"\b{known}\b.*\b{cue}\b|\b{SPEAKER} \({known}", text) is not None:
            return text  # "Ana Bo said that …", "I (Ana Bo) saw it"
        own = source.entity is not None and subject.entity is not None and source.entity.id == subject.entity.id
        if own or re.match(rf"{known}\b", text, re.IGNORECASE) is not None:
            many = text.startswith(f"{name} and others")
            owner = "their" if many else self._possessive(source, said.source)
            return _behind(text, f"by {owner} own account")
        return _behind(text, f"{SAID} {words}")

    def _possessive(self, source: Argument, place: tuple[int, int]) -> str:
        """ "its" of a body or country, "his" or "her" of a person of whom the text says which, "their" of all others."""
        head = self.scribe.head(*place)
        if head.lower_ in OWNERS:
            return OWNERS[head.lower_]
        if source.entity is not None and (known := self._genders.get(source.entity.id)) is not None:
            return known
        kind = source.type or (source.entity.type if source.entity is not None else None)
        one = head.tag_ not in ("NNS", "NNPS") and head.lower_ not in ("they", "we")
        said = self.doc[slice(*place)]
        person = any(t.ent_type_ == "PERSON" for t in said)
        person = person or (kind is None and any(classes_of(t.lemma_.lower()) & PERSON for t in said))
        return "its" if one and not person and head.lower_ not in pronouns("he", "i") else "their"

    @cached_property
    def _genders(self) -> dict[str, str]:
        """Person -> "his" or "her", where the pronouns for them agree."""
        found: dict[str, set[str]] = {}
        for m in self.doc._.mentions:
            owner = OWNERS.get(self.doc[m.start].lower_) if m.kind == "pronoun" and m.entity is not None else None
            if owner is not None:
                found.setdefault(m.entity.id, set()).add(owner)
        return {person: owners.pop() for person, owners in found.items() if len(owners) == 1}

    def _words(self, place: tuple[int, int], source: Argument) -> str | None:
        """Who says so, by name where there is one; None where no more than "it" or "we" says who."""
        referents = self.scribe.referents
        head = referents.named(self.scribe.head(*place))
        entity = source.entity or referents.entity(head)
        if entity is not None and source.type != "NORP" and (head.i in referents.inside or head.pos_ == "PRON"):
            return self.slots.named(entity)
        if head.lower_ in pronouns("i", "we", "you", "it") or head.tag_ in NOBODY:
            return None
        start, end = place
        if end - start > LONGEST or any(t.text == "," for t in self.doc[start:end]):
            start, end = tree.phrase(head)[0], head.i + 1
        known = dict(self.slots.doubts)
        words = self.slots.argument(start, end)
        self.slots.doubts.clear()
        self.slots.doubts.update(known)  # how sure it is who says so is no doubt about what is said
        first, _, rest = words.partition(" ")
        return " ".join(filter(None, (OBJECTS.get(first.casefold(), first), rest)))


def _behind(text: str, words: str) -> str:
    """A sentence with words behind it, before what stands there in brackets: "Both are closed, | Ana Bo says | (in Peru)."."""
    found = END.search(text)
    if found is None:
        return text
    return f"{text[: found.start()]}{found['quote']}, {words}{found['aside'] or ''}."
