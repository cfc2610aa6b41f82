"""When and where: the times and places that belong to a predicate or to an event noun."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Qualification, TimeMention
from pipeline.grammar import times
from pipeline.records import Role
from pipeline.stages import life_dates, reported, tree
from pipeline.stages.shared_arguments import shared_adjuncts

TIME_ROLES: dict[str, Role] = {
    "since": "since", "after": "since", "until": "until", "till": "until", "through": "until", "before": "until",
}  # fmt: skip
ONWARD = ("on", "onward", "onwards")
# Clauses that happen when the clause above them happens, unless they say otherwise.
SIMULTANEOUS = ("as", "when", "while", "to", "with", "by")
SHARING = ("xcomp", "conj", "advcl", "parataxis")


def is_purpose(head: Token) -> bool:
    """Whether a clause says what something is done for: "invaded to support the regime"."""
    return head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.children)


def is_latest(time: Token) -> bool:
    """Whether a time is that of the last of several things alone: "led two banks and a fund, most recently | from 2013"."""
    return any(t.dep_ == "advmod" and t.lower_ in ("recently", "lately") for t in time.lefts)


def is_means(head: Token) -> bool:
    """Whether a clause says by what something was done, which was at the same time: "set a record | by scoring ten goals"."""
    return head.dep_ == "advcl" and head.tag_ == "VBG" and any(c.lower_ == "by" and c.i < head.i for c in head.lefts)


def _is_blow(head: Token) -> bool:
    """Whether a participle says whom the clause before it struck: "crashed on Saturday, | killing 14"."""
    struck = head.dep_ == "advcl" and head.tag_ == "VBG" and head.head.i < head.i
    return struck and head.lemma_ in resources.words("control.toml", "striking") and tree.child(head, "mark") is None


def _is_apart(head: Token) -> bool:
    """Whether a clause happens at another time than the one above it: "five years before they retook the country"."""
    return head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ not in SIMULTANEOUS for c in head.children)


def _is_undated(token: Token) -> bool:
    """Whether `token` names somebody or some place, which a time beside it cannot date."""
    return token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "PERSON", "ORG", "NORP")


def _is_day(time: TimeMention) -> bool:
    """Whether a time is one day seen from that of the text: "on Monday", "yesterday"."""
    return time.kind == "relative" and time.time.earliest is not None and time.time.earliest == time.time.latest


class Adjuncts:
    """The times of one Doc by the token that they modify and by the clause that they stand in."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.of_token: dict[int, list[TimeMention]] = defaultdict(list)
        self.of_clause: dict[int, list[TimeMention]] = defaultdict(list)
        self.covered: dict[int, TimeMention] = {}
        self._starts = sorted(time.start for time in doc._.times)
        self._roots: dict[tuple[int, int], Token] = {}
        for time in doc._.times:
            for i in range(time.start, time.end):
                self.covered[i] = time
        dating = life_dates.without(doc._.times, doc)
        self._lives = frozenset(time.start for time in doc._.times) - {time.start for time in dating}
        for time in dating:
            root = self.root(time)
            while root.dep_ == "conj" and root.head.i in self.covered:  # "in January 2009 and April 2013"
                root = self.root(self.covered[root.head.i])
            said = reported.reported_of(root)
            self.of_token[said.i if said is not None else root.head.i].append(time)
            clause = tree.clause_head(root.head)
            if _is_undated(root.head) and clause.i > root.i:
                # "Togo in September 2017 was home to …": a name has no date, so its clause has it.
                self.of_token[clause.i].append(time)
            self.of_clause[tree.clause_head(root.head).i].append(time)

    def root(self, time: TimeMention) -> Token:
        """The token by which a time hangs in the tree."""
        found = self._roots.get((time.start, time.end))
        if found is None:
            found = self._roots[time.start, time.end] = tree.head(self.doc, time.start, time.end)
        return found

    def is_within(self, start: int, end: int) -> bool:
        """Whether a time lies within tokens `[start, end)`."""
        first = bisect_left(self._starts, start)
        return first < len(self._starts) and self.covered[self._starts[first]].end <= end

    def time(self, token: Token) -> TimeMention | None:
        """The time that `token` stands in."""
        return self.covered.get(token.i)

    def of_noun(self, noun: Token) -> list[TimeMention]:
        """Times that modify a noun directly: "the 1973 coup", "the war of 1812", "an attack in 2015"."""
        found = list(self.of_token.get(noun.i, ()))
        for part in noun.children:
            if part.dep_ in (
                "compound",
                "nummod",
                "amod",
                "nmod",
                "nmod:poss",
                "nmod:tmod",
                "nmod:unmarked",
                "appos",
                "obl",
            ) and (t := self.time(part)):
                found.append(t)
        return [t for t in dict.fromkeys(found) if not t.start <= noun.i < t.end and t.start not in self._lives]

    def of_predicate(self, head: Token, depth: int = 0) -> list[TimeMention]:
        """Times of the clause headed by `head`; a clause without any shares those of the clause above."""
        direct = self.of_token.get(head.i, [])
        if direct:
            return direct
        # A time inside the subject dates the subject; one behind the verb usually dates the clause.
        nested = [t for t in self.of_clause.get(head.i, []) if t.start > head.i and not self._is_of_other(head, t)]
        if tree.child(head, "cop") is not None:  # "is the winner of the pageant of 1984"
            nested = [t for t in nested if tree.case(self.root(t)) != "of"]
        if nested:
            return nested
        meant = self._when(head)
        if meant:
            return meant
        # "In 2016 a court ruled so; Beijing has rejected it": what stands behind a semicolon with a subject has its own time.
        own = tree.child(head, "nsubj") is not None and any(c.text == ";" and c.i < head.i for c in head.lefts)
        if depth < 3 and head.dep_ in SHARING and head.head.i != head.i and not own and not _is_apart(head):
            above = tree.clause_head(head.head)
            shared = self.of_predicate(above, depth + 1)
            # A time that stands behind the verb above belongs to that verb: "left in 1990 and returned". What is told of
            # one day is told of it to the end: "declared an emergency on Monday and appointed a governor".
            if is_purpose(head):  # a plan that is to be made by June is for later
                return [t for t in shared if tree.case(self.root(t)) != "by"]
            if head.dep_ == "xcomp" and above.lemma_.lower() in resources.table("modality.toml")["governor"]:
                # "Agreed last week | to join |": then they agreed; but "in 2014 they agreed to form a government".
                return [t for t in shared if t.start > head.i or t.time.anchor is None]
            if head.dep_ == "xcomp" or is_means(head):
                return shared
            if _is_blow(head):
                return [t for t in shared if t.kind != "recurring"]
            told = head.dep_ == "conj" and head.tag_ == above.tag_ == "VBD"
            earlier = [t for t in shared if t.start < above.i or (told and t.start < head.i and _is_day(t))]
            return earlier or self._of_both(head)
        return self._of_both(head)

    def _of_both(self, head: Token) -> list[TimeMention]:
        """The time behind the second of two verbs that both share: "killed six and wounded nine | on Sunday"."""
        return [time for adjunct in shared_adjuncts(head) if (time := self.time(adjunct)) is not None]

    def _is_of_other(self, head: Token, time: TimeMention) -> bool:
        """Whether a time dates what the clause is set after or before: "since the collapse in 1991"."""
        noun = self.root(time).head
        return noun.i != head.i and tree.case(noun) in ("since", "after", "before", "until", "following")

    def _when(self, head: Token) -> list[TimeMention]:
        """The time that "when" stands for: the one right before it ("in 2018, when assailants attacked"), or that of a
        clause with "when" before the verb ("when it declared independence in 1991, rebels were fighting")."""
        when = next((c for c in head.lefts if c.lower_ == "when"), None)
        if when is not None and when.i > head.sent.start + 1:
            before = when.i - 2 if when.nbor(-1).text == "," else when.i - 1
            time = self.covered.get(before)
            return [replace(time, point=True)] if time is not None and time.kind != "recurring" else []
        for clause in head.lefts:
            if clause.dep_ == "advcl" and any(c.lower_ == "when" for c in clause.lefts):
                return self.of_token.get(clause.i, [])
        return []

    def qualification(self, time: TimeMention) -> Qualification:
        """A time as an adjunct with its preposition and role."""
        root = self.root(time)
        start = time.start
        marker = None if time.point else tree.case(root)
        for part in () if time.point else root.children:
            if (
                part.dep_ in ("case", "mark")
                and part.i < start
                and all(
                    j in self.covered or self.doc[j].dep_ in ("case", "det", "fixed", "advmod")
                    for j in range(part.i, start)
                )
            ):
                start = part.i
        onward = marker == "from" and time.end < len(self.doc) and self.doc[time.end].lower_ in ONWARD
        role: Role = "since" if onward else TIME_ROLES.get(marker or "", "time")
        value = times.since(time.time) if role == "since" else times.until(time.time) if role == "until" else time.time
        return Qualification(role=role, start=start, end=time.end, time=value)

    def of_first(self, found: list[TimeMention]) -> list[TimeMention]:
        """The times of a fact without those of what is listed behind it: "joined NATO in 2004 and the EU | in 2007"."""
        ordered = sorted(found, key=lambda t: t.start)
        kept = ordered[:1]
        for time in ordered[1:]:
            between = self.doc[kept[-1].end : time.start]
            if any(t.pos_ in ("NOUN", "PROPN") and t.dep_ in ("conj", "obj", "orphan") for t in between):
                break
            kept.append(time)
        return kept

    def qualifications(self, found: list[TimeMention]) -> tuple[Qualification, ...]:
        """Adjuncts of several times, in text order."""
        return tuple(self.qualification(t) for t in sorted(found, key=lambda t: t.start))
