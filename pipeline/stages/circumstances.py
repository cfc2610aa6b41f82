"""What a typed fact is told with from its clause and its text: where an event was, of what country an office is, with whom talks are."""

from __future__ import annotations

from functools import cached_property

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import titles, tree
from pipeline.stages.asides import Asides
from pipeline.stages.happenings import HAPPENED
from pipeline.stages.held_offices import LONGEST_ADDED

# Predicates of when something took place, which is told with where it did.
DATED = frozenset({"occurred_on", "started_on", "ended_on"})


class Circumstances(Asides):
    """Words what belongs to the typed facts of one Doc beside their slots."""

    def without_party(self, fact: Fact) -> str | None:
        """The object of a fact whose subject is one of two parties within: Peru takes part in "talks with Chile"."""
        if fact.object is None or not fact.object[0] < fact.subject[0] < fact.object[1]:
            return None
        low = fact.object[0]
        if any(t.tag_ in ("JJS", "RBS") for t in self.doc[low : fact.subject[0]]):
            return None  # "the highest-level talks between Peru and Chile in 30 years"
        between = next((i for i in range(low, fact.subject[0]) if self.doc[i].lower_ == "between"), low)
        parties = list(tree.coordinated(self.doc[between].head)) if between > low else []
        others = [t for t in parties if not fact.subject[0] <= t.i < fact.subject[1]]
        if len(parties) != len(others) + 1 or len(others) != 1:
            return None
        return f"{self.argument(low, between)} with {self.argument(*tree.phrase(others[0]))}"

    def is_of_kind(self, fact: Fact) -> bool:
        """Whether a word says which things of a kind are meant: "groups linked to Peru", "pro-Peruvian groups" are not all groups."""
        noun = self.scribe.head(*fact.subject)
        told = self.doc[slice(*fact.trigger)].root if fact.trigger is not None else noun
        bare = noun.tag_ == "NNS" and tree.child(noun, "det", "nummod", "nmod:poss", "nmod") is None
        participle = told.dep_ == "acl" and told.head.i == noun.i and tree.child(told, "mark") is None
        return bare and fact.value is None and (participle or "/prefix " in fact.rule)

    def is_habit(self, fact: Fact) -> bool:
        """Whether a clause in the present tells what somebody does again and again: "rebels routinely attack villages".

        So does what needs no time, "the governor appoints ministers"; a headline tells so what somebody did.
        """
        verb = self.doc[slice(*fact.trigger)].root if fact.trigger is not None else None
        if verb is None or verb.pos_ != "VERB":
            return False
        passive = tree.child(verb, "aux:pass")
        finite = passive if passive is not None else verb
        if finite.tag_ not in ("VBZ", "VBP") or tree.child(verb, "aux") is not None:
            return False
        if passive is None and finite.tag_ == "VBP" and finite.lower_ != finite.lemma_:
            return False  # "retook", which a tagger took for the present
        if any(c.lower_ in resources.words("control.toml", "habitual") for c in verb.children):
            return True
        dated = any(q.time is not None and not q.time.edtf.startswith("R") for q in fact.qualifications)
        return not dated and self.scribe.section(verb.i) == "paragraph"

    def is_present(self, fact: Fact) -> bool:
        """Whether the text itself tells in the present when something is, and that is not over: "the summit, which | opens | on Monday"."""
        if fact.predicate not in DATED or fact.trigger is None or self.scribe.section(fact.trigger[0]) != "paragraph":
            return False
        verb, published = self.scribe.head(*fact.trigger), self.scribe.document.published
        times = (q.time.latest for q in fact.qualifications if q.time is not None)
        over = published is not None and any(t is not None and t < published[: len(t)] for t in times)
        passive = tree.child(verb, "aux:pass")
        told = verb if passive is None else passive
        mistaken = told.tag_ == "VBP" and passive is None and told.lower_ != told.lemma_  # "began"
        event = tree.first_conjunct(self.scribe.head(*fact.subject))
        beside = fact.predicate == "occurred_on" and event.dep_ == "obj"  # "the talks follow | a raid | on Friday"
        present = verb.pos_ == "VERB" and told.tag_ in ("VBZ", "VBP") and tree.child(verb, "aux") is None and not beside
        return present and not mistaken and not over

    def fuller(self, fact: Fact) -> Fact:
        """The fact that says of what somebody holds an office, where this one does not: "Bolivian President Ana Bo", "President Bo"."""
        if fact.object is None or self._is_placed(fact):
            return fact
        holder = self.scribe.head(*fact.subject)
        words = {t.lower_ for t in self.doc[slice(*fact.object)] if t.dep_ != "det"}
        for other in self._held.get(self.doc[fact.subject[1] - 1].text, ()):
            if other.object is None or other.negated != fact.negated:
                continue
            told = {t.lower_ for t in self.doc[slice(*other.object)]}
            passing = resources.words("offices.toml", "passing")
            same = words <= told and passing.isdisjoint(told - words)  # no "chief minister" for "railway minister"
            if holder.pos_ == "PROPN" and same and self._is_placed(other):
                return other
        return fact

    @cached_property
    def _held(self) -> dict[str, list[Fact]]:
        """Who holds which office, by the last word of the name."""
        held: dict[str, list[Fact]] = {}
        for fact in self.doc._.facts:
            if fact.predicate == "position_held":
                held.setdefault(self.doc[fact.subject[1] - 1].text, []).append(fact)
        return held

    def _is_placed(self, fact: Fact) -> bool:
        """Whether an office is told with a place, a people or a body: "Bolivian president"."""
        low, high = fact.object or (0, 0)
        behind = tree.child(self.scribe.head(low, high), "nmod", "nmod:poss") if high else None
        return behind is not None or any(t.ent_type_ in titles.PLACES for t in self.doc[low:high])

    def of_what(self, fact: Fact, subject: str) -> str:
        """Whose an event is, where its time or place stands before that: "a meeting Friday in Vienna | of the board |"."""
        if fact.predicate not in HAPPENED:
            return ""
        event = self.scribe.head(*fact.subject)
        for part in event.rights:
            low, high = tree.phrase(part)
            behind = tree.base(part.dep_) == "nmod" and tree.case(part) == "of" and low > fact.subject[1]
            if behind and high - low <= LONGEST_ADDED and self.scribe.adjuncts.time(part) is None:
                words = self.phrase(low, high)
                return "" if words in subject or "," in words else f" of {words}"
        return ""

    @cached_property
    def _sites(self) -> dict[int, Fact]:
        """Where the events of the text were, by their nouns."""
        found = (f for f in reversed(self.doc._.facts) if f.predicate == "occurred_in" and f.trigger is not None)
        return {f.trigger[0]: f for f in found if f.trigger is not None and f.rule == "events/placed"}

    @cached_property
    def _hosts(self) -> dict[int, Fact]:
        """Who held the events of the text, in whose country they were, by their nouns."""
        found = (
            f for f in reversed(self.doc._.facts) if f.predicate == "occurred_in" and f.rule.startswith("relations/")
        )
        held = (f for f in found if f.object is not None and f.inverse and f.object[0] < f.subject[0])
        return {self.scribe.head(*f.subject).i: f for f in held}

    def scene(self, fact: Fact, subject: str) -> str:
        """Where something took place that a fact says the time of, by its clause: " in Baghdad"; "" where that is not told."""
        event = self.scribe.head(*fact.subject)
        site = self._sites.get(event.i) if fact.predicate == "occurred_on" else None
        if site is not None and site.object is not None and fact.modality == site.modality:
            low, high = self.filled(site, site.object)
            case = tree.case(self.scribe.head(*site.object))
            known = any(fact.subject[0] <= i < fact.subject[1] for i in range(low, high))
            known = known or self.doc[slice(*site.object)].text in subject
            return "" if known or case is None else f" {case} {self.argument(low, high)}"
        host = self._hosts.get(event.i) if fact.predicate == "occurred_on" else None
        if host is not None and host.object is not None and fact.modality == host.modality:
            return f" in {self.argument(*self.filled(host, host.object))}"  # "Peru held an election in May"
        verb = tree.clause_head(event.head)
        acting = event.dep_ in ("nsubj", "nsubj:pass") or (
            event.dep_ == "obj" and verb.lemma_ in resources.words("control.toml", "staging")
        )
        if event.head.i != verb.i or not acting or not tree.is_verbal(verb):
            return ""
        below = (c for o in verb.rights if o.dep_ == "obj" for c in o.rights)  # "killed 43 people in Baghdad"
        for part in (*verb.rights, *below):
            case = tree.case(part)
            place = part.ent_type_ in tree.PLACES or self.scribe.referents.place(part) is not None
            if part.dep_ not in ("obl", "nmod") or case not in ("in", "at", "near") or not place:
                continue
            low, high = tree.phrase(part)
            if not any(fact.subject[0] <= i < fact.subject[1] for i in range(low, high)):
                return "" if self.doc[part.i].text in subject else f" {case} {self.argument(low, high)}"
        return ""
