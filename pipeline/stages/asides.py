"""A number of some among others, "nine of them", and what is said of these without a verb."""

from __future__ import annotations

import re

from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.fact_times import FactTimes

# Tags of what is said of some of a number without a verb, and the tokens of it at most.
ASIDE = ("JJ", "JJR", "VBN", "VBG", "RB", "IN")
LONGEST_ASIDE = 10


class Asides(FactTimes):
    """Words the numbers of one Doc that count some of known ones."""

    def is_among(self, fact: Fact, subject: str) -> bool:
        """Whether a number counts some of a known number, or of known ones: "41,500 of these", "three of the 14 dams"."""
        if fact.value is None:
            return False
        behind = self.doc[fact.value.end : fact.value.end + 2]
        among = len(behind) == 2 and behind[0].lower_ == "of" and behind[1].pos_ in ("PRON", "DET")
        return among and re.match(r"the |these |those |[^,]*\d", subject) is not None

    def said_of_some(self, fact: Fact) -> str | None:
        """What is said of some of a number without a verb: "four of them | armed with knives", "nine of them | fatal"."""
        if fact.value is None or fact.value.end + 2 >= len(self.doc):
            return None
        of, them, start = fact.value.end, fact.value.end + 1, fact.value.end + 2
        among = self.doc[of].lower_ == "of" and self.doc[them].lower_ in ("them", "these", "those")
        if not among or self.doc[start].tag_ not in ASIDE:
            return None
        last = self.scribe.sentence(start)[1]
        limit = next((i for i in range(start, last) if self.doc[i].is_punct or self.doc[i].dep_ == "cc"), last)
        verbal = any(t.tag_ in tree.FINITE for t in self.doc[start:limit])
        return None if verbal or limit - start > LONGEST_ASIDE else self.phrase(start, limit)

    def is_told_of_past(self, fact: Fact) -> bool:
        """Whether the clause above the value of a fact is in the past: "312 cases had been confirmed, nine of them fatal"."""
        value = self.scribe.sentence(fact.value.start) if fact.value is not None else (0, 0)
        return any(t.tag_ == "VBD" for t in self.doc[slice(*value)] if tree.clause_head(t).dep_ != "acl:relcl")
