"""Propositions told as open statements: one subject, one relation phrase, one object, and the rest as qualifiers.

Coordinated subjects and objects give a statement each; what stands before the first of two coordinated verbs holds
for the second, too; clauses that say when, why or on what condition stay with the clause that they modify.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Proposition, ValueMention
from pipeline.stages import coordination, modalities, pairing, relation_phrases, reported, together, tree
from pipeline.stages.adjuncts import is_latest, is_means
from pipeline.stages.relation_phrases import RelationPhrase
from pipeline.stages.subjects import subject_token
from pipeline.stages.untold import is_comparison, is_untold, pointers

# Tokens of a clause that are looked at for who says it.
LONGEST = 80
LONGEST_CONNECTIVE = 5
WHEN = ("when", "whenever", "where", "wherever")
# Kinds of propositions that a verb makes.
CLAUSES = ("verb", "copula", "participle", "existential")


@cache
def _last_words() -> frozenset[str]:
    return frozenset(words.rpartition(" ")[2] for words in resources.words("control.toml", "connectives"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposition in the shape of a claim.

    `predicate` is the token range of its relation phrase, None where no word says it ("Lima, the capital"); `label` is
    its normal form. Qualifiers are in the order of the text. `parts` counts the statements that the proposition gives.
    """

    proposition: Proposition
    subject: Arg
    predicate: tuple[int, int] | None
    label: str
    object: Arg | None
    qualifiers: tuple[Arg, ...]
    parts: int = 1


def read(doc: Doc) -> Iterator[Statement]:
    """Every statement of the document, in the order of the words that head them."""
    reader = Reader(doc)
    for proposition in doc._.propositions:
        yield from reader.statements(proposition)


class Reader:
    """Tells the propositions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.expressions = doc._.times
        self.times = frozenset(tree.head(doc, t.start, t.end).i for t in self.expressions)
        self.pointing = pointers(doc)
        self.propositions = {p.root: p for p in doc._.propositions if p.kind in CLAUSES}
        self.ordered = pairing.distributed(doc) | {tree.clause_head(p.first).i for p in pairing.partners(doc).values()}

    def statements(self, proposition: Proposition) -> Iterator[Statement]:
        """Every statement that a proposition makes: none without a subject, or where it is told with its complement."""
        root = self.doc[proposition.root]
        subject = proposition.role("subject") or proposition.role("agent")
        if subject is None or proposition.kind not in (*CLAUSES, "apposition"):
            return
        if subject.role == "agent" and proposition.passive and tree.child(root, "aux:pass") is not None:
            return  # "but has been covered by Lima": what has?
        governed = relation_phrases.governed(root, self.propositions) is not None
        if governed or is_untold(self.doc, proposition, subject.root, self.pointing):
            return
        verbs = relation_phrases.chain(root, self.propositions)
        said = proposition.attribution.cue[0] if proposition.attribution is not None else -1
        others = [
            a
            for a in (*proposition.arguments, *self.circumstances(verbs))
            if a is not subject
            and not any(c.i == said and c.dep_ == "case" for c in self.doc[a.root].lefts)  # "according to": who says it
            and not self.is_connective(a)
        ]
        others = [self.time_beside(a) or a for a in others]
        if proposition.kind == "apposition":
            phrase, predicate = RelationPhrase(root.i, root.i + 1, "be", others[0] if others else None), None
        else:
            phrase = relation_phrases.read(proposition, verbs, others, self.times)
            predicate = (phrase.start, phrase.end)
        used = {a.root for a in (phrase.object, *phrase.taken) if a is not None}
        starts = [subject.start, *([predicate[0]] if predicate else [])]
        object_ = self.clipped(phrase.object, starts) if phrase.object is not None else None
        rest = [self.clipped(coordination.whole(self.doc, a), starts) for a in others if a.root not in used]
        rest = [a for a in rest if not _within(a, subject) and not (object_ and _within(a, object_))]
        rest = [a for a in rest if self.doc[a.start].tag_ not in ("WDT", "WP") or a.start > root.i]
        if predicate is not None:  # an adverb right behind its verb is part of the phrase
            rest = [a for a in rest if not predicate[0] <= a.start < a.end <= predicate[1]]
        rest = [a for a in _outer(rest) if not self.is_measure(a, rest)]
        pairs = together.pairs(self.doc, proposition, subject, object_, ordered=proposition.root in self.ordered)
        others_ = sorted({o.start for _, o in pairs if o is not None})
        for one, other in pairs:
            own = [a for a in rest if other is None or _belongs(a, other.start, others_, rest)]
            own = [a for a in own if other is None or not _within(a, other)]
            own = [a for a in own if other is None or other.start == others_[-1] or not is_latest(self.doc[a.root])]
            yield Statement(
                proposition, one, predicate, phrase.label, other, tuple(sorted(own, key=_place)), len(pairs)
            )

    def is_connective(self, arg: Arg) -> bool:
        """Whether a phrase ties its sentence to the one before it: "in addition", "for example"."""
        if arg.end - arg.start >= LONGEST_CONNECTIVE or self.doc[arg.root].lower_ not in _last_words():
            return False
        start = min([arg.start, *(c.i for c in self.doc[arg.root].children if c.dep_ == "case")])
        connectives = resources.words("control.toml", "connectives")
        return arg.end - start <= LONGEST_CONNECTIVE and self.doc[start : arg.end].text.lower() in connectives

    def is_measure(self, arg: Arg, others: Sequence[Arg]) -> bool:
        """Whether a phrase says how long before or after another, with which it is told: "left | five days | before his death"."""
        behind = self.doc[arg.end] if arg.end < len(self.doc) else None
        if behind is None or behind.dep_ != "case" or behind.lower_ not in ("before", "after"):
            return False
        measured = any(a.root == behind.head.i for a in others) and self.doc[arg.root].dep_ == "obl:unmarked"
        return measured and any(
            v.root == arg.root and v.value.kind == "duration" and v.end == arg.end for v in self.doc._.values
        )

    def time_beside(self, arg: Arg) -> Arg | None:
        """The time behind a phrase that ties its sentence to the one before it: "in a separate incident | Monday |"."""
        time = next((t for t in self.expressions if arg.start < t.start and t.end == arg.end), None)
        if time is None:
            return None
        start = min([arg.start, *(c.i for c in self.doc[arg.root].children if c.dep_ == "case")])
        root, stop = self.doc[time.start : time.end].root, time.start
        case = next((c for c in root.lefts if c.dep_ == "case" and c.i == time.start - 1), None)
        stop -= case is not None
        if self.doc[start:stop].text.lower() not in resources.words("control.toml", "connectives"):
            return None
        return Arg("oblique", time.start, time.end, root.i, case.lower_ if case is not None else None)

    def circumstances(self, verbs: Sequence[Token]) -> Iterator[Arg]:
        """What else belongs to the verbs of a relation phrase: adjuncts of governing and shared verbs, clauses."""
        for verb in verbs[1:]:
            yield from (a for a in self.propositions[verb.i].arguments if a.role == "oblique")
        top = verbs[-1]
        yield from self.times_above(top)
        yield from self.spans_above(top)
        if top.dep_ == "conj" and tree.child(top, "nsubj", "csubj") is None:
            told = (p for verb in verbs if (p := self.propositions.get(verb.i)) is not None)
            dated = any(a.root in self.times for p in told for a in p.arguments)
            for verb in relation_phrases.chain(tree.first_conjunct(top), self.propositions):
                first = self.propositions.get(verb.i)
                subject = first.role("subject") if first is not None else None
                if first is not None and subject is not None:
                    fronted = (a for a in first.arguments if a.role == "oblique" and a.end <= subject.start)
                    yield from (a for a in fronted if not (dated and a.root in self.times))  # "and in 1960 began"
        for verb in verbs:
            for part in verb.children:
                if part.dep_ == "advcl":
                    yield from self.clausal(part, verb)
                elif (
                    part.dep_ == "xcomp"
                    and part.i > verb.i
                    and verb.i == verbs[0].i
                    and relation_phrases.is_clausal(part)
                ):
                    start, end = tree.subtree(part)
                    yield Arg("oblique", start, tree.trimmed(part, start, end)[1], part.i, None)

    def clausal(self, part: Token, verb: Token) -> Iterator[Arg]:
        """The clause that says when, why or on what condition another one holds: "would have lost | had it fought"."""
        if modalities.is_inverted(part):
            begin, end = tree.trimmed(part, *tree.subtree(part))
            if not begin < verb.i < end:
                yield Arg("oblique", begin, end, part.i, self.doc[begin].lower_)
            return
        marks = (c for c in part.lefts if c.dep_ == "mark" or (c.dep_ == "advmod" and c.lower_ in WHEN))
        mark = next(marks, None)
        if mark is None:
            if is_comparison(part) and all(c.is_punct for c in part.lefts):  # "larger, | compared to their relatives"
                yield Arg("oblique", *tree.trimmed(part, *tree.subtree(part)), part.i, part.lower_)
            return
        before = ("obl:unmarked", "advmod")  # "thirty years after it closed", "even though"
        measures = (c for c in part.lefts if c.dep_ in before and c.i == mark.i - 1)
        begin = next((c.left_edge.i for c in measures), mark.i)
        end = tree.trimmed(part, mark.i, self.ending(part))[1]
        if not mark.i < verb.i < end:
            yield Arg("oblique", begin, end, part.i, mark.lower_)

    def times_above(self, verb: Token) -> Iterator[Arg]:
        """When a verb above an infinitive gave it its subject: "since May the government has not allowed the UN | to enter".

        Also when that was which was done by something: "set a record in 1960 | by scoring ten goals".
        """
        if is_means(means := tree.first_conjunct(verb)):
            told = self.propositions.get(means.head.i)
            yield from (a for a in (told.arguments if told else ()) if a.role == "oblique" and a.root in self.times)
            return
        above = self.propositions.get(verb.head.i) if verb.dep_ in ("xcomp", "ccomp") else None
        subject = subject_token(verb)
        if above is None or subject is None or subject.head.i != verb.head.i or subject.dep_ not in ("obj", "iobj"):
            return
        own = self.propositions.get(verb.i)
        if own is None or not any(a.root in self.times for a in own.arguments):
            yield from (a for a in above.arguments if a.role == "oblique" and a.root in self.times)

    def spans_above(self, verb: Token) -> Iterator[Arg]:
        """In the course of what something was so while it was what a participle tells: "lay empty during the war, | covering two acres"."""
        first = tree.first_conjunct(verb)
        above = self.propositions.get(first.head.i) if first.dep_ == "advcl" and verb.tag_ == "VBG" else None
        own = self.propositions.get(verb.i)
        if above is None or own is None or tree.child(first, "mark") is not None:
            return
        if not any(a.root in self.times for a in own.arguments):
            yield from (a for a in above.arguments if a.preposition == "during" and a.end < first.i)

    def ending(self, clause: Token) -> int:
        """Where a clause ends, before somebody is said to say it: "if Bolivia devalues, says Jaime Dunn, …"."""
        low, high = clause.left_edge.i, clause.right_edge.i + 1
        for token in self.doc[clause.i + 1 : min(high, clause.i + LONGEST)]:
            told = token.dep_ == "parataxis" and reported.is_saying(token)
            if told or token.head.i == token.i or not low <= token.head.i < high:
                return token.i
        return high

    def clipped(self, arg: Arg, starts: Sequence[int]) -> Arg:
        """An argument cut before what belongs to another part of the statement, where a wrong tree let it reach there."""
        end = min((start for start in starts if arg.root < start < arg.end), default=arg.end)
        if end == arg.end:
            return arg
        start, end = tree.trimmed(self.doc[arg.root], arg.start, end)
        return replace(arg, start=start, end=end)


def holds(statement: Statement, value: ValueMention) -> bool:
    """Whether a value stands in an argument of a statement."""
    arguments = (a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None)
    return any(a.start <= value.start and value.end <= a.end for a in arguments)


def _belongs(arg: Arg, start: int, starts: list[int], rest: Sequence[Arg]) -> bool:
    """Whether an adjunct holds for the object at `start`: each has its own in "hand over A by May and B by June"."""
    shared = not any(starts[0] < a.start < starts[-1] for a in rest)
    if shared or arg.start < starts[0]:
        return True
    return max(s for s in starts if s < arg.start) == start


def _within(arg: Arg, other: Arg) -> bool:
    return other.start <= arg.start and arg.end <= other.end


def _outer(args: Sequence[Arg]) -> list[Arg]:
    """Arguments without those that lie in another one, or were there before."""
    spans = dict.fromkeys((a.start, a.end) for a in args)
    first = {(a.start, a.end): a for a in reversed(args)}
    return [first[one] for one in spans if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)]


def _place(arg: Arg) -> tuple[int, int]:
    return arg.start, arg.end
