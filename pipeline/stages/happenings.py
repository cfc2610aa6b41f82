"""Events as what there was: "There was a census in Lebanon in 2017", which needs no word for which census that was."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.conjugation import indefinite
from pipeline.stages.fact_slots import FactSlots
from pipeline.stages.fuller import listed
from pipeline.stages.referents import nouns

HAPPENED = frozenset({"occurred_on", "occurred_in"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "some"})
POSSIBLE = re.compile(r"^(?:possible|potential) ")  # "it is possible that there will be | a possible | attack"
DEPENDENTS = ("det", "nmod:poss", "nmod:tmod", "nmod:unmarked")


class Happenings(FactSlots):
    """Words the events of one Doc."""

    def is_many(self, fact: Fact) -> bool:
        """Whether there were several events of a kind."""
        head = self.scribe.head(*fact.subject)
        return head.tag_ == "NNS" or any(c.dep_ == "conj" and c.i < fact.subject[1] for c in head.children)

    def happening(self, fact: Fact) -> str | None:
        """An event as the subject of "there was", without article, owner and time; None where the event is one of its kind."""
        if fact.predicate not in HAPPENED or fact.subject_entity is not None:
            return None
        head = self.scribe.head(*fact.subject)
        start, end = self.filled(fact, fact.subject, clauses=False)
        if head.tag_ not in ("NN", "NNS") or self.scribe.referents.inside.get(head.i) is not None or self._is_one(head):
            return None
        lead = [c for c in head.lefts if c.dep_ in DEPENDENTS or self.scribe.adjuncts.time(c) is not None]
        if any(not self._is_dropped(part, fact) for part in lead) or any("/" in self.doc[c.i].text for c in lead):
            return None  # "the 9/11 attacks" is their name
        start = max([start, *(c.right_edge.i + 1 for c in lead if c.right_edge.i < head.i)])
        start += self.doc[start].lower_ == "own"  # "Peru's own vote"
        words = self._without_time(fact, start, end)
        first, _, rest = words.partition(" ")
        words = rest if rest and first in nouns("beside") else words  # other than those of the text
        if fact.modality == "possible":
            words = POSSIBLE.sub("", words)
        counted = any(c.dep_ == "nummod" and self.scribe.adjuncts.time(c) is None for c in head.lefts)
        bare = head.tag_ == "NNS" or counted or head.lemma_.lower() in nouns("uncounted")
        return words if bare or not (lead or self._is_cut(head)) else indefinite(words)

    def is_said_by_itself(self, fact: Fact) -> bool:
        """Whether a claim would say where or when an event was, and nothing else, whose phrase says that: "Peru's last census"."""
        if fact.predicate not in HAPPENED or fact.object is None:
            return False
        within = fact.subject[0] <= fact.object[0] and fact.object[1] <= fact.subject[1]
        alone = (
            not fact.qualifications
            if fact.predicate == "occurred_in"
            else self.scribe.head(*fact.subject).pos_ == "PROPN"
        )
        return within and alone and self.happening(fact) is None

    def _is_one(self, head: Token) -> bool:
        """Whether a phrase says that there is one such event: "the fall of the regime", "the first vote", "the largest"."""
        times = self.scribe.adjuncts
        told = {tree.case(c) for c in head.rights if tree.base(c.dep_) == "nmod" and times.time(c) is None}
        before = (c for part in head.lefts for c in part.subtree if times.time(c) is None)  # "next year's election"
        single = any(c.lower_ in listed("single") or c.tag_ in ("JJS", "RBS") for c in before)
        return single or "of" in told

    def _is_dropped(self, part: Token, fact: Fact) -> bool:
        """Whether a dependent before an event is an article, its time, or the place in which the claim says it was."""
        if self.scribe.adjuncts.time(part) is not None:
            return True
        if part.dep_ == "det":
            return part.lower_ in DETERMINERS
        return fact.predicate == "occurred_in" and fact.object is not None and fact.object[0] <= part.i < fact.object[1]

    def _is_cut(self, head: Token) -> bool:
        """Whether an event stands without article and is no matter of more or less: a headline's "clash"."""
        return head.left_edge.i == head.sent.start

    def _without_time(self, fact: Fact, start: int, end: int) -> str:
        """The phrase without the time that its claim says."""
        place = fact.object[0] if fact.object is not None else -1
        time = self.scribe.adjuncts.covered.get(place)
        if time is None or not start <= time.start < end:
            return self.continued(self.phrase(start, end), start)
        led = self.doc[time.start - 1].lower_ in ("of", "in", "on", "from", "between", "during", "since")
        low, high = time.start - (led and time.start > start), time.end
        parts = [self.phrase(*part) for part in ((start, low), (high, end)) if part[0] < part[1]]
        return " ".join(parts)
