"""Claims that say too little, or something else, in the words of their template, and are told by their clause.

"A 15-year-old boy fell ill" and not "A boy is 15 years old"; "40 people fled to Peru and Chile", which is not how many fled
to Peru; "is his fifth film", which is not the fifth of all; "welcomed a plan to cut taxes", which is not any plan; "met the rebels
at a ceremony on Monday" and not "There was a ceremony on Monday".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Fact
from pipeline.stages import _lexicon, statement_scores, statements, together, tree
from pipeline.stages.happenings import HAPPENED
from pipeline.stages.moods import PUT_FORWARD
from pipeline.stages.statements import Statement
from pipeline.stages.wording import Wording

CLEAR = 0.5  # the score of a statement from which on it is mostly read right
# Between "at" and the number of an age, and how many tokens from it at most.
BEFORE_AGE = frozenset({"the", "age", "of", "just", "only", "about", "around", "nearly"})
LONGEST_LEAD = 5
# What a noun has beside it that says nothing of it.
PLAIN = frozenset({"det", "case", "punct", "cc", "conj", "nmod:tmod", "nmod:unmarked", "obl:unmarked"})


class FactClauses:
    """Words such claims of one Doc."""

    def __init__(self, doc: Doc, wording: Wording, told: Mapping[int, Sequence[Statement]]) -> None:
        self.doc = doc
        self.wording = wording
        self.told = told

    def text(self, fact: Fact) -> str | None:
        """The clause that tells a fact, in words; None for one that its template tells as well."""
        if fact.predicate in HAPPENED:
            bare = _is_bare(self.wording.scribe.head(*fact.subject))
            found = self._around(fact) if bare else self._performed(fact)
        elif fact.kind == "relation":
            found = self._total(fact) or self._unreal(fact) or self._between(fact) or self._of_doer(fact)
        elif fact.predicate == "age":
            found = self._of_anybody(fact) or self._at_age(fact)
        else:
            found = (self._of_owner(fact) or self._of_several(fact)) if fact.predicate == "rank" else None
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

    def _at_age(self, fact: Fact) -> Statement | None:
        """What somebody did at an age, which says when that was: "left school | at age 16 |", "retired at 60"."""
        if fact.value is None:
            return None
        start = fact.value.start
        led = [t for t in self.doc[max(start - LONGEST_LEAD, 0) : start] if t.lower_ not in BEFORE_AGE]
        if not led or led[-1].lower_ != "at" or led[-1].dep_ != "case":
            return None
        verb = tree.clause_head(self.doc[fact.value.root])
        held = (s for s in self.told.get(verb.i, ()) if statements.holds(s, fact.value))
        own = (s for s in held if s.subject.start <= fact.subject[0] < s.subject.end)
        return next((s for s in own if s.proposition.modality == fact.modality), None)

    def _of_owner(self, fact: Fact) -> Statement | None:
        """What is ranked among what is somebody's, where nothing says whose: "is | his fifth film"."""
        if fact.trigger is None or fact.object is not None:
            return None
        noun = tree.head(self.doc, *fact.trigger)
        if tree.child(noun, "nmod:poss") is None:
            return None
        same = (s for s in self.told.get(noun.i, ()) if s.subject.start == fact.subject[0])
        return next((s for s in same if s.proposition.modality == fact.modality), None)

    def _of_several(self, fact: Fact) -> Statement | None:
        """What several are together, where a fact says it of one: "Ana Bo and Li Ko | are the best singers"."""
        if fact.trigger is None or tree.head(self.doc, *fact.trigger).tag_ != "NNS":
            return None
        low, high = fact.subject
        held = self.told.get(tree.head(self.doc, *fact.trigger).i, ())
        joined = (s for s in held if tree.child(self.doc[s.subject.root], "conj") is not None)
        return next((s for s in joined if s.subject.start <= low < high <= s.subject.end), None)

    def _total(self, fact: Fact) -> Statement | None:
        """What a number of people did in several places: "40 people | fled to Peru and Chile"."""
        if fact.trigger is None or fact.object is None:
            return None
        low, high = fact.object
        for told in self.told.get(tree.head(self.doc, *fact.trigger).i, ()):
            places = told.object
            if places is None or not together.is_counted(self.doc, told.subject):
                continue
            wider = places.start <= low < high <= places.end and high - low < places.end - places.start
            if wider and tree.child(self.doc[places.root], "conj") is not None:
                return told
        return None

    def around(self, statement: Statement, text: str) -> str:
        """What a participle says of something unknown, told by the clause of that: "a bomb | hidden in a car | killed two"."""
        participle = self.doc[statement.proposition.root]
        noun = participle.head
        modifies = statement.proposition.kind == "participle" and participle.dep_ == "acl"
        if not modifies or statement.subject.root != noun.i or not _is_unknown(noun, participle):
            return text
        for told in self.told.get(tree.clause_head(noun).i, ()):
            arguments = [a for a in (told.subject, told.object, *told.qualifiers) if a is not None]
            within = any(a.start <= noun.i < participle.i < a.end for a in arguments)
            if within and told.proposition.modality == "asserted" and not told.proposition.negated:
                return self.wording.clause(told)
        return text

    def _unreal(self, fact: Fact) -> Statement | None:
        """The clause of a relation that is no plain fact: "sent troops to help Peru", "will attend the talks"."""
        if fact.modality == "asserted" or fact.trigger is None:
            return None
        verb = tree.head(self.doc, *fact.trigger)
        if fact.modality == "desired" and _is_aim(verb):
            above = [s for s in self.told.get(verb.head.i, ()) if not s.proposition.negated]
            aimed = [s for s in above if any(a.root == verb.i for a in s.qualifiers)]
            own = (s for s in aimed if s.subject.start <= fact.subject[0] < s.subject.end)
            return next(iter((*own, *aimed)), None)
        return next(self._telling(fact), None)

    def _of_doer(self, fact: Fact) -> Statement | None:
        """What somebody began or ended, where only that says which one is meant: "the group | ended all attacks | in 1999"."""
        if fact.predicate not in ("started_on", "ended_on") or fact.trigger is None:
            return None
        verb, event = self.doc[slice(*fact.trigger)].root, self.wording.scribe.head(*fact.subject)
        the = any(c.lower_ == "the" or c.dep_ == "nmod:poss" for c in event.lefts)
        if event.dep_ != "obj" or event.head.i != verb.i or the or event.pos_ != "NOUN":
            return None
        same = (s for s in self.told.get(verb.i, ()) if s.proposition.modality == fact.modality)
        return next((s for s in same if s.object is not None and s.object.start <= event.i < s.object.end), None)

    def _between(self, fact: Fact) -> Statement | None:
        """What was done between two parties, of which a fact names one: "a pact was signed between | Peru | and Chile"."""
        party = tree.first_conjunct(self.wording.scribe.head(*fact.subject))
        if fact.trigger is None or tree.case(party) != "between":
            return None
        told = self.told.get(tree.head(self.doc, *fact.trigger).i, ())
        return next((s for s in told if any(a.start <= party.i < a.end for a in s.qualifiers)), None)

    def fuller(self, fact: Fact, text: str) -> str:
        """A relation in the words of its clause, where that begins as its template does: "welcomed a plan | to cut taxes".

        Or of an event, where its template says where it was, and nothing when: "met after | talks in Moscow".
        """
        undated = fact.predicate == "occurred_in" and not any(c.isdigit() for c in text)
        if undated and text.startswith(("There ", f"{PUT_FORWARD['predicted']} there ")):
            found = self._around(fact)
            return self.wording.clause(found) if found is not None else text
        if fact.kind != "relation" or fact.trigger is None or fact.object is None or fact.object_entity is not None:
            return text
        noun = self.wording.scribe.head(*fact.object)
        if noun.pos_ not in ("NOUN", "PROPN") or self.wording.scribe.referents.entity(noun) is not None:
            return text
        clauses = map(self.wording.clause, self._telling(fact))
        return next((clause for clause in clauses if clause.startswith(f"{text.rstrip('.')} ")), text)

    def _telling(self, fact: Fact) -> Iterator[Statement]:
        """The statements that the verb of a relation makes of its subject and object."""
        if fact.trigger is None or fact.object is None:
            return
        for told in self.told.get(tree.head(self.doc, *fact.trigger).i, ()):
            same = told.proposition.modality == fact.modality and told.proposition.negated == fact.negated
            held = told.subject.start <= fact.subject[0] and fact.subject[1] <= told.subject.end
            if same and held and _argument(told, fact.object) is not None:
                yield told

    def _around(self, fact: Fact) -> Statement | None:
        """The clause that tells of an event which its own phrase says nothing more of: "spoke at | a ceremony | on Monday"."""
        event = self.wording.scribe.head(*fact.subject)
        if fact.object is None or fact.subject_entity is not None:
            return None
        for told in self.told.get(tree.clause_head(event).i, ()):
            held = [a for a in (told.subject, told.object, *told.qualifiers) if a is not None]
            holds = all(any(a.start <= low < a.end for a in held) for low in (event.i, fact.object[0]))
            same = told.proposition.modality == fact.modality and not told.proposition.negated
            if holds and same and statement_scores.score(self.doc, told) >= CLEAR:
                return told
        return None

    def _performed(self, fact: Fact) -> Statement | None:
        """The clause that says whose doing an event was: "the army | carried out 23 raids | in Peru"."""
        event, told = self.wording.scribe.head(*fact.subject), self._around(fact)
        if told is None or event.pos_ != "NOUN":
            return None
        lemma, performing = told.proposition.lemma, resources.words("control.toml", "performing")
        if lemma not in performing and lemma.split()[0] not in performing:  # "hold talks"
            return None
        doer = told.proposition.role("agent" if told.proposition.passive else "subject")
        done = told.subject if told.proposition.passive else told.object
        if doer is None or done is None or not done.start <= event.i < done.end:
            return None
        return None if self.wording.scribe.referents.is_open(self.doc[doer.root]) else told


def _argument(told: Statement, slot: tuple[int, int]) -> Arg | None:
    """The argument of a statement whose head is in a slot."""
    found = (a for a in (told.subject, told.object, *told.qualifiers) if a is not None and slot[0] <= a.root < slot[1])
    return next(found, None)


def _is_aim(verb: Token) -> bool:
    """Whether an infinitive says what for something is done: "sent troops | to help | the government"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.lefts if c.dep_ == "mark")


def _is_unknown(noun: Token, participle: Token) -> bool:
    """Whether a noun before its participle means something that nobody has heard of: "a bomb | hidden in a car"."""
    if noun.pos_ != "NOUN" or noun.i > participle.i or noun.doc[participle.left_edge.i - 1].text == ",":
        return False
    article = next((c.lower_ for c in noun.lefts if c.dep_ == "det"), None)
    return article in ("a", "an") or (article is None and noun.tag_ == "NNS" and tree.child(noun, "nmod:poss") is None)


def _is_bare(event: Token) -> bool:
    """Whether a noun for what happened has nothing beside it that tells which one: "a ceremony", "strikes"."""
    return event.pos_ == "NOUN" and all(c.dep_ in PLAIN for c in event.children)
