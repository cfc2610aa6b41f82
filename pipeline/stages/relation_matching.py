"""Matches propositions with the rows of relations.toml: which phrases fill the slots of a relation, and when it held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact, Proposition, TimeMention
from pipeline.records import Entity
from pipeline.stages import (
    clauses,
    coordination,
    disowned,
    hypothetical,
    life_dates,
    losses,
    modalities,
    nationalities,
    offices,
    terms,
    tree,
    whereabouts,
)
from pipeline.stages.adjuncts import is_latest, is_purpose
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.relation_patterns import Pattern, Slot, patterns
from pipeline.stages.relation_times import RelationTimes
from pipeline.stages.tracing import note

# Relations of whoever is at the head of something.
HEADS = ("head_of_state", "head_of_government", "led_by")


class Matcher(RelationTimes):
    """Applies the table to the propositions of one Doc."""

    def match(self, proposition: Proposition) -> Iterator[Fact]:
        """Every relation of the table that a proposition states."""
        rows = patterns().get(proposition.lemma, ())
        if proposition.kind in ("copula", "apposition"):
            rows += (*_circumstanced(proposition), *patterns().get("be", ()))
        elif not rows and not self._is_phrasal(proposition):
            # "take territory" has no row of its own: the plain verb's rows hold.
            rows = patterns().get(self.doc[proposition.root].lemma_.lower(), ())
        if not rows:
            self._unmatched(proposition, f"has no row in relations.toml for the predicate '{proposition.lemma}'")
        if rows and self._is_untold(proposition):
            return
        stated: set[str] = set()
        known = None
        for pattern in rows:
            guessed = pattern.reciprocal or "topic" in pattern.subject.roles
            if guessed and pattern.relation in stated:
                continue  # "Peru and Chile share a border with Bolivia" says nothing of the two
            if pattern.relation == "capital_of" and self._is_lesser(proposition):
                continue
            if pattern.relation in HEADS and not self._is_head(proposition, pattern.relation):
                continue
            if proposition.negated and not pattern.more.isdisjoint(
                (proposition.lemma, self.doc[proposition.root].lemma_)
            ):
                continue
            if pattern.alone and not self._is_alone(proposition):
                continue
            if pattern.agentless and (not proposition.passive or proposition.role("agent") is not None):
                continue
            if pattern.relation == "occurred_in" and "subject" in pattern.object.roles and self._is_aim(proposition):
                continue
            if pattern.without is not None and self.fill(proposition, pattern.without):
                continue
            anchors = self.fill(proposition, pattern.condition) if pattern.condition is not None else []
            if pattern.condition is not None and not anchors:
                self._unfilled(proposition, pattern, "condition", pattern.condition)
                continue
            subjects = self.fill(proposition, pattern.subject)
            if not subjects:
                self._unfilled(proposition, pattern, "subject", pattern.subject)
                continue
            known = times = self.times(proposition) if known is None else known
            if "time" in pattern.object.roles:
                root = self.doc[proposition.root]
                if is_purpose(root):  # "emerged in 1994 to end the war": when it emerged, not when the war ended
                    times = self.adjuncts.of_token.get(root.i, [])
                points = [
                    t for t in times if t.kind != "recurring" and tree.case(self.adjuncts.root(t)) in pattern.cases
                ]
                for subject in subjects:
                    for time in points:
                        yield self.fact(pattern, proposition, subject, time, times)
                continue
            objects = self.fill(proposition, pattern.object, anchors)
            if pattern.relation == "nationality" and "be" in pattern.lemmas:
                objects = [t for t in objects if self._is_of_country(proposition, t)]
            if not objects:
                self._unfilled(proposition, pattern, "object", pattern.object)
            for subject in subjects:
                for object_ in objects:
                    if pattern.reciprocal and object_.i <= subject.i:
                        continue  # each pair of "Peru and Chile share a border" once
                    if object_.i != subject.i and (
                        not self._same(subject, object_, pattern) or self._renamed(pattern, subject, object_)
                    ):
                        stated.add(pattern.relation)
                        own = self._own_times(object_, proposition) or ([] if self._is_later(object_, times) else times)
                        if "be" in pattern.lemmas and object_.i < proposition.root and object_.dep_ in DESCRIBING:
                            own = []  # "was a | Soviet | engineer and champion from 1963 to 1969"
                        if proposition.kind == "copula" and not self._own_times(object_, proposition):
                            own = [t for t in own if not self._is_of_later(object_, t)]
                        if not (_is_last(subject) and _is_last(object_)):
                            own = [t for t in own if not is_latest(self.adjuncts.root(t))]
                        yield self.fact(pattern, proposition, subject, object_, own)
                for object_, own in self._gapped(proposition, pattern.object) if objects else ():
                    yield self.fact(pattern, proposition, subject, object_, own)

    def _is_later(self, office: Token, times: Sequence[TimeMention]) -> bool:
        """Whether an office stands behind the years of another, which are not its own: "mayor from 2002 to 2004 and | judge |"."""
        first = tree.first_conjunct(office)
        return office.i != first.i and offices.is_office(office) and any(first.i < t.start < office.i for t in times)

    def _is_phrasal(self, proposition: Proposition) -> bool:
        """Whether a verb with its particle says something else than by itself: "ruled out", but "beat back"."""
        particle = tree.child(self.doc[proposition.root], "compound:prt")
        return particle is not None and particle.lower_ not in resources.words("control.toml", "directions")

    def _is_untold(self, proposition: Proposition) -> bool:
        """Whether somebody denies a clause, something depends on it, or what stands before it leaves it open, or it did not quite happen."""
        root, subject = self.doc[proposition.root], proposition.role("subject")
        if proposition.modality == "conditional" and hypothetical.is_condition(root):
            return True
        if tree.first_conjunct(root).dep_ == "acl:relcl" and hypothetical.is_imagined(root):
            return True
        if clauses.alternatives(root) and not proposition.negated:
            return True  # "killed or captured dozens"
        turned = subject is not None and losses.is_turned_away(root, subject.start)
        return turned or disowned.is_disowned(root) or disowned.is_near_miss(root) or clauses.is_forbidden(root)

    def _is_aim(self, proposition: Proposition) -> bool:
        """Whether a clause only says what something is done for, and no place: "backs an effort | to hold | a vote"."""
        root = self.doc[proposition.root]
        return is_purpose(root) and root.tag_ == "VB"

    def _gapped(self, proposition: Proposition, slot: Slot) -> Iterator[tuple[Token, list[TimeMention]]]:
        """Further objects of a verb that is not said again, each with its time: "joined NATO in 2004 | and the EU in 2007"."""
        root = self.doc[proposition.root]
        if proposition.kind != "verb" or proposition.passive or slot.roles[0] != "object" or slot.nouns or slot.family:
            return
        above = (root, *(self.adjuncts.root(time) for time in self.adjuncts.of_token.get(root.i, [])))
        for token in (c for head in above for c in head.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")):
            own = self._own_times(token, proposition)
            whole = tree.child(token, "cc") is not None and tree.child(token, "nsubj", "cop", "case") is None
            if whole and own and self.adjuncts.time(token) is None and self.referents.fits(token, slot.wanted):
                yield self.referents.named(token), own

    def _is_alone(self, proposition: Proposition) -> bool:
        """Whether a verb tells of its subject alone: not "the bank opened a branch", "the firm ceased trading"."""
        below = tree.child(self.doc[proposition.root], "xcomp", "ccomp")
        return not proposition.passive and proposition.role("object") is None and below is None

    def _is_lesser(self, proposition: Proposition) -> bool:
        """Whether what a proposition calls a capital is another one: "the financial capital of Brazil"."""
        nouns = (self.doc[i] for i in (proposition.root, *(a.root for a in proposition.arguments)))
        capitals = [noun for noun in nouns if noun.lemma_.lower() == "capital"]
        return any(whereabouts.is_lesser(noun) or whereabouts.is_past(noun) for noun in capitals)

    def _is_head(self, proposition: Proposition, relation: str) -> bool:
        """Whether an office that somebody is said to hold makes them the head that a relation tells of."""
        office = proposition.role("complement")
        return office is None or office.preposition is not None or offices.leads(self.doc[office.root], relation)

    def _is_of_country(self, proposition: Proposition, country: Token) -> bool:
        """Whether a name of a country in a complement says where somebody is from: "is a Malagasy politician", no "is in Peru"."""
        root = self.doc[proposition.root]
        if country.i == root.i and tree.case(root) not in (None, "from", "of"):
            return False
        return country.head.i != root.i or nationalities.is_countryman(root, country)

    def _renamed(self, pattern: Pattern, a: Token, b: Token) -> bool:
        """Whether two fillers are two names of one thing, and the relation says so."""
        return pattern.renames and a.text.casefold() != b.text.casefold()

    def _unfilled(self, proposition: Proposition, pattern: Pattern, place: str, slot: Slot) -> None:
        if not self.traced:
            return
        wanted = " or ".join(sorted(slot.nouns)) or slot.wanted
        where = "/".join(slot.roles)
        self._unmatched(proposition, f"is no '{pattern.relation}': nothing fills its {place} ({wanted} as {where})")

    def _unmatched(self, proposition: Proposition, reason: str) -> None:
        note(self.doc, "relations", proposition.root, proposition.root + 1, reason)

    def _same(self, a: Token, b: Token, pattern: Pattern) -> bool:
        """Whether two fillers are one thing, or are called the same: nobody fights or supports himself."""
        one = self._read(a, pattern.subject) or self._own(a)
        other = self._read(b, pattern.object) or self._own(b)
        if one is not None and other is not None:
            return one.id == other.id
        start, end = self.referents.span(a)
        low, high = self.referents.span(b)
        return self.doc[start:end].text.casefold() == self.doc[low:high].text.casefold()

    def _is_term(self, relation: str, time: TimeMention) -> bool:
        """Whether a time in brackets says how long somebody held what he got: "elected to Congress (1911 – 1921)"."""
        momentary = resources.table("predicates.toml")["relation"][relation].get("momentary", False)
        return momentary and "/" in time.time.edtf and life_dates.is_bracketed(self.doc, time)

    def fact(
        self,
        pattern: Pattern,
        proposition: Proposition,
        subject: Token,
        object_: Token | TimeMention,
        times: list[TimeMention],
    ) -> Fact:
        """The relation with its slots, adjuncts and trigger."""
        predicate = proposition.predicate or (proposition.root,)
        object_entity: Entity | None = None
        if isinstance(object_, TimeMention):
            place: tuple[int, int] = (object_.start, object_.end)
            times = [object_]
        else:
            place = self.referents.span(object_)
            if pattern.relation == "led_by" and not times:
                times = terms.of_leader(object_, self.adjuncts)
            elif pattern.relation == "succeeded_by" and not times:
                times = terms.of_predecessor(subject, self.adjuncts)
            object_entity = self._read(object_, pattern.object)
        times = [t for t in times if not self._is_term(pattern.relation, t)]
        fillers = (subject,) if isinstance(object_, TimeMention) else (subject, object_)
        modality = pattern.modality if proposition.modality == "asserted" else proposition.modality
        if modality == "asserted" and not proposition.negated and any(map(coordination.is_alternative, fillers)):
            modality = "possible"
        clause = self.doc[proposition.root]
        told = (clause, *tree.children(clause, "aux", "cop"))
        past = not proposition.passive and any(t.tag_ == "VBD" for t in told)  # but "was postponed until June"
        if modality == "asserted" and isinstance(object_, TimeMention) and not past and self._is_ahead(object_):
            modality = "predicted"  # "the hearing is scheduled for Friday"
        if modality == "asserted" and not proposition.negated and hypothetical.is_imagined(clause):
            above = modalities.modality(tree.clause_head(clause.head))
            # "May form a cabinet | led by Ana Bo"; but "asked them to leave a town | held by rebels" tells who holds it.
            modality = above if above != "desired" else modality
        return Fact(
            kind="relation",
            predicate=pattern.relation,
            subject=self.referents.span(subject),
            object=place,
            value=None,
            rule=pattern.name,
            score=pattern.score,
            trigger=_run(predicate, proposition.root),
            subject_entity=self._read(subject, pattern.subject),
            object_entity=object_entity,
            inverse=(subject.i > proposition.root) and not isinstance(object_, TimeMention),
            qualifications=self.adjuncts.qualifications(self.adjuncts.of_first(times)),
            negated=proposition.negated,
            modality=modality,
            attribution=proposition.attribution,
        )


def _circumstanced(proposition: Proposition) -> tuple[Pattern, ...]:
    """Rows of a copula whose complement has a preposition: "be against", "be under control"."""
    complement = proposition.role("complement")
    if complement is None or complement.preposition is None:
        return ()
    noun = proposition.lemma.removeprefix("be ")
    of_all = patterns().get(f"be {complement.preposition}", ())
    return (*patterns().get(f"be {complement.preposition} {noun}", ()), *of_all)


def _run(predicate: tuple[int, ...], root: int) -> tuple[int, int]:
    """The unbroken run of predicate tokens around its head."""
    members = set(predicate) | {root}
    start, end = root, root + 1
    while start - 1 in members:
        start -= 1
    while end in members:
        end += 1
    return start, end


def _is_last(noun: Token) -> bool:
    """Whether nothing is coordinated with a noun that stands behind it."""
    *_, last = tree.coordinated(tree.first_conjunct(noun))
    return last.i <= noun.i
