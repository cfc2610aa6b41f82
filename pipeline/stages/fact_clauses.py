"""Typed facts that say too little, or something else, in the words of their template, and are told by their clause.

"A 15-year-old boy fell ill" and not "A boy is 15 years old"; "40 people fled to Peru and Chile", which is not how many fled
to Peru; "is his fifth film", which is not the fifth of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.annotations import Fact
from pipeline.stages import _lexicon, statements, together, tree
from pipeline.stages.statements import Statement
from pipeline.stages.wording import Wording


class FactClauses:
    """Words such facts of one Doc."""

    def __init__(self, doc: Doc, wording: Wording, told: Mapping[int, Sequence[Statement]]) -> None:
        self.doc = doc
        self.wording = wording
        self.told = told

    def text(self, fact: Fact) -> str | None:
        """The clause that tells a fact, in words; None for one that its template tells as well."""
        if fact.kind == "relation":
            found = self._total(fact)
        elif fact.predicate == "age":
            found = self._of_anybody(fact)
        else:
            found = self._of_owner(fact) if fact.predicate == "rank" else None
        return self.wording.clause(found) if found is not None else None

    def _of_anybody(self, fact: Fact) -> Statement | None:
        """What somebody unknown did, where a fact says how old they are: "a 15-year-old boy | fell ill"."""
        noun = self.wording.scribe.head(*fact.subject)
        a = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)
        person = _lexicon.noun_classes().get(noun.lemma_.lower(), 0) & _lexicon.PERSON
        if fact.value is None or not a or noun.pos_ != "NOUN" or not person:
            return None
        held = (s for s in self.told.get(noun.head.i, ()) if statements.holds(s, fact.value))
        return next((s for s in held if s.proposition.modality == fact.modality), None)

    def _of_owner(self, fact: Fact) -> Statement | None:
        """What is ranked among what is somebody's, where nothing says whose: "is | his fifth film"."""
        if fact.trigger is None or fact.object is not None:
            return None
        noun = self.doc[slice(*fact.trigger)].root
        if tree.child(noun, "nmod:poss") is None:
            return None
        same = (s for s in self.told.get(noun.i, ()) if s.subject.start == fact.subject[0])
        return next((s for s in same if s.proposition.modality == fact.modality), None)

    def _total(self, fact: Fact) -> Statement | None:
        """What a number of people did in several places: "40 people | fled to Peru and Chile"."""
        if fact.trigger is None or fact.object is None:
            return None
        low, high = fact.object
        for told in self.told.get(self.doc[slice(*fact.trigger)].root.i, ()):
            places = told.object
            if places is None or not together.is_counted(self.doc, told.subject):
                continue
            wider = places.start <= low < high <= places.end and high - low < places.end - places.start
            if wider and tree.child(self.doc[places.root], "conj") is not None:
                return told
        return None
