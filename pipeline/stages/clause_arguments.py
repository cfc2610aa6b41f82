"""The phrases that fill the roles of a clause, also under a wrong label or where another clause holds them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import clauses, relatives, reported, tree
from pipeline.stages.agents import agent_elsewhere, is_agent, is_time
from pipeline.stages.arguments import argument, clause, outside
from pipeline.stages.shared_arguments import shared, shared_adjuncts, shared_object
from pipeline.stages.subjects import subject_token

ADVERBS = ("RB", "RBR", "RBS")
MEASURING = ("than", "to")
DIRECTIONS = frozenset({"up", "down", "back", "away", "ahead", "short", "far"})


def arguments(head: Token) -> Iterator[Arg]:
    """Every phrase that fills a role of the clause headed by `head`."""
    nominal = tree.child(head, "cop") is not None
    subject = subject_token(head)
    if subject is not None:
        yield outside(argument(subject, "subject"), head)
    if nominal and (mark := clauses.before_gerund(head)) is not None:  # "is against educating women"
        start, end = tree.trimmed(head, head.i, head.right_edge.i + 1)
        yield replace(argument(head, "complement", preposition=mark.lower_), start=start, end=end)
        return
    if nominal:
        yield _nearly(argument(head, "complement", preposition=tree.case(head)), head)
    filled, bare = False, None
    for part in head.children:
        dep = part.dep_
        if part.tag_ in tree.RELATIVE and tree.case(part) and relatives.relativised(part) == _point(head):
            continue  # "the year in which he died"
        if part.tag_ in tree.RELATIVE and (point := _point(head)) is not None and tree.case(part) is None:
            filled = True
            yield from _occasion(point)
        elif (denied := _denied(part)) is not None:
            yield denied
        elif (left := _left_behind(part)) is not None:
            filled = True
            yield argument(relatives.relativised(part), "oblique", preposition=left)
        elif dep == "obj":
            filled = True
            yield argument(relatives.relativised(part), "object")
        elif dep == "iobj":
            yield argument(relatives.relativised(part), "iobject")
        elif is_agent(part, head):
            yield argument(part, "agent", preposition="by")
        elif _is_object(part, head):
            filled = True
            yield argument(part, "object")
        elif _is_stranded(part, head):
            bare = part.lower_
        elif reported.reported_of(part) is not None:
            continue  # "Friday, police say two died"
        elif _is_summary(part) or _is_measure(part, head) or clauses.is_glued(part, head):
            continue
        elif tree.base(dep) == "obl" or (
            nominal
            and dep == "nmod"
            and (part.i > head.i or _is_fronted(part, subject))
            and tree.case(part) not in tree.ARGUMENT_CASES
        ):
            yield _compared(
                _timed(argument(relatives.relativised(part), "oblique", preposition=tree.case(part)), head), head
            )
        elif dep in ("ccomp", "xcomp") and not (dep == "xcomp" and (tree.is_verbal(part) or _is_asked(part, head))):
            yield clause(part) if dep == "ccomp" else argument(part, "complement")
        elif dep == "advmod" and _is_measured(part, head):
            yield argument(part, "oblique")  # "a year ago", "short of the seats", "ten times as fast"
        elif dep == "advmod" and _is_manner(part, head):
            yield argument(part, "oblique")  # "see it differently", "weighed twice as much"
        elif dep == "advmod" and part.tag_ in ("WRB",) and head.dep_ == "acl:relcl" and head.head.pos_ in tree.NOMINAL:
            if part.lower_ in ("why", "how"):
                continue  # "the reason why it sank"
            noun = _whereabouts(part, head.head)
            yield argument(noun, "oblique", preposition=_placing(noun))
    yield from shared(head)
    if (day := reported.day_before(head)) is not None:
        yield argument(day, "oblique", preposition=tree.case(day))
    if (agent := agent_elsewhere(head)) is not None:
        yield argument(agent, "agent", preposition="by")
    for adjunct in shared_adjuncts(head):
        yield argument(adjunct, "oblique", preposition=tree.case(adjunct))
    if not filled and not nominal and subject is not None and _omits_object(head, subject):
        point = _point(head) if bare is None else None
        yield from _occasion(point) if point is not None else (_left(head, bare),)
    if not filled and not nominal and (thing := shared_object(head)) is not None:
        yield argument(thing, "object")


def _nearly(complement: Arg, head: Token) -> Arg:
    """A complement with the adverb right before it that says it is not quite so: "is | almost | a replica", "is | over | 800"."""
    if head.pos_ == "NUM":
        start = complement.start
        while start > head.left_edge.i and head.doc[start - 1].lower_ in resources.words(
            "measures.toml", "words", "hedge"
        ):
            start -= 1
        return replace(complement, start=start)
    before = head.doc[complement.start - 1] if complement.start > 0 else head
    hedge = before.dep_ == "advmod" and before.lower_ in resources.words("modality.toml", "disowning", "hedging")
    return replace(complement, start=before.i) if hedge else complement


def _whereabouts(where: Token, noun: Token) -> Token:
    """The place that a clause with "where" behind a comma tells of: "an uncle in | Odessa |, where"; else the noun above."""
    last = relatives.before_comma(where) if noun.ent_type_ not in tree.PLACES and where.lower_ == "where" else None
    return last if last is not None and last.ent_type_ in tree.PLACES else noun


def _denied(part: Token) -> Arg | None:
    """A phrase with a preposition that "not" stands before: "caused | not by a bomb | but by gas", "to Rome, | not to Paris"."""
    if not tree.base(part.dep_).startswith("obl"):
        return None
    first = next((c for c in part.lefts if c.dep_ != "punct"), part)
    if first.lower_ in ("it", "that") and first.dep_ == "discourse":  # "it was | not until 1960 | that"
        first = next((c for c in part.lefts if c.dep_ == "advmod"), part)
    if first.lower_ != "not" or tree.is_adding(first) or (case := tree.case(part)) is None:
        return None
    if case.startswith("until"):
        return argument(part, "oblique", preposition=f"not {case}")
    return replace(argument(part, "oblique"), start=first.i)


def _left(head: Token, bare: str | None) -> Arg:
    """What a relative clause without a pronoun leaves to the noun before it: its object, or that of a preposition."""
    return argument(head.head, "oblique" if bare else "object", preposition=bare)


def _point(head: Token) -> Token | None:
    """The "time" or "day" before a relative clause when what it tells happened: "the year | that Peru won"."""
    noun, subject = head.head, tree.child(head, "nsubj", "csubj")
    spent = head.lemma_.lower() in resources.words("control.toml", "spending")
    timed = noun.lemma_.lower() in resources.words("control.toml", "occasions")
    own = subject is not None and subject.tag_ not in tree.RELATIVE
    return noun if head.dep_ == "acl:relcl" and own and timed and not spent else None


def _placing(noun: Token) -> str | None:
    """How a clause with "where" or "when" says the noun before it: "at the club", "in 2007", "on Friday"; "Friday" alone as it is."""
    if noun.lower_ in resources.table("times.toml")["weekdays"]:
        return None if tree.case(noun) is None else "on"
    if tree.case(noun) == "on" and noun.ent_type_ not in tree.PLACES:
        return "on"
    return "at" if noun.ent_type_ == "ORG" else "in"


def _occasion(point: Token) -> Iterator[Arg]:
    """What a clause says of the occasion before it: "for the first time", and nothing of "the day that she left"."""
    if point.lemma_ == "time" and any(c.dep_ == "amod" for c in point.lefts):
        yield argument(point, "oblique", preposition="for")


def _left_behind(part: Token) -> str | None:
    """The preposition that a relative pronoun leaves behind the verb: "a judge whom nobody had heard | of"."""
    if part.tag_ not in tree.RELATIVE or part.i > part.head.i or not tree.base(part.dep_).startswith("ob"):
        return None
    return next((c.lower_ for c in part.children if c.dep_ == "case" and c.i > part.head.i), None)


def _is_stranded(part: Token, head: Token) -> bool:
    """Whether a preposition is left behind by a pronoun that is not said: "the house he lived | in"."""
    alone = part.pos_ == "ADP" and part.dep_ == "obl" and part.n_lefts + part.n_rights == 0
    return alone and part.i > head.i and head.dep_ == "acl:relcl"


def _is_fronted(part: Token, subject: Token | None) -> bool:
    """Whether a phrase with a preposition stands before the subject of its clause: "Since 2000 | Peru has been a member"."""
    return subject is not None and tree.case(part) is not None and part.right_edge.i < subject.left_edge.i


def _timed(arg: Arg, head: Token) -> Arg:
    """A phrase with the whole of the time that it ends in: "between December 2017 | and March 2019", "on Monday, | Dec. 26"."""
    behind = head.doc[arg.end] if arg.end < len(head.doc) else None
    if behind is None or not (behind.tag_ == "CC" or behind.text == ","):
        return arg
    times = head.doc._.times
    last = bisect_right(times, arg.end - 1, key=attrgetter("start")) - 1
    within = last >= 0 and arg.start <= times[last].start < arg.end < times[last].end
    return replace(arg, end=times[last].end) if within else arg


def _compared(arg: Arg, head: Token) -> Arg:
    """What something is compared with, together with the adverb that says in what: "more often than anybody".

    And where something came from with its direction: "stood at 82 percent, up from 38".
    """
    start = min([arg.start, *(c.i for c in head.doc[arg.root].lefts if c.dep_ == "case")])
    beside = (*head.rights, *head.doc[arg.root].lefts)
    adverb = next((c for c in beside if c.dep_ == "advmod" and c.right_edge.i + 1 == start), None)
    if adverb is None:
        return arg
    # "Broke away from" is one verb with its adverb.
    apart = adverb.head.i != head.i or adverb.n_lefts > 0 or adverb.nbor(-1).text == ","
    moved = apart and adverb.lower_ in DIRECTIONS and arg.preposition in ("from", "to", "of")
    if arg.preposition != "than" and not moved:
        return arg
    return replace(arg, start=adverb.left_edge.i, preposition=None)


def _is_measured(adverb: Token, head: Token) -> bool:
    """Whether an adverb comes with how far or how long: "a year ago", and before the verb "Two days later, they left"."""
    if adverb.i > head.i and adverb.n_rights > 0 and tree.is_verbal(head):
        behind = (adverb, *(c for c in adverb.rights if c.lower_ == "enough"))
        clause = next((c for word in behind for c in word.rights if c.dep_ == "advcl"), None)
        if clause is not None and any(c.lower_ in MEASURING and c.dep_ == "mark" for c in clause.lefts):
            return True  # "more quickly than anybody had expected", "long enough to see it"
    measure = tree.child(adverb, "obl")
    return measure is not None and (adverb.i > head.i or (measure.dep_ == "obl:unmarked" and adverb.i > measure.i))


def _is_manner(adverb: Token, head: Token) -> bool:
    """Whether an adverb behind its verb says how, where or how often, and ties the clause to no other: not "too"."""
    connective = adverb.lower_ in resources.words("control.toml", "connective")
    plain = adverb.tag_ in ADVERBS and not connective and adverb.right_edge.i == adverb.i
    return plain and adverb.left_edge.i > head.i and tree.is_verbal(head) and not clauses.is_negator(adverb)


def _is_asked(part: Token, head: Token) -> bool:
    """Whether a predicate is what somebody is to be: "urged them | to be careful"."""
    be = tree.child(part, "cop") is not None and any(c.dep_ == "mark" and c.lower_ == "to" for c in part.lefts)
    return be and tree.child(head, "obj", "iobj") is not None


def _is_summary(part: Token) -> bool:
    """Whether a noun phrase takes up the whole clause before it: "Chile will found a company, a step that analysts fear"."""
    first = part.left_edge
    if tree.base(part.dep_) != "obl" or first.i == 0 or tree.case(part) is not None or part.tag_ != "NN":
        return False
    behind = part.nbor(1).text if part.i + 1 < len(part.doc) else ""
    if part.i < part.head.i:  # "Gas exports, once the country's main source of money, fell"
        known = is_time(part)
        end = part.doc[part.right_edge.i + 1].text if part.right_edge.i + 1 < len(part.doc) else behind
        adverb = first.i > 1 and first.nbor(-1).lower_ in ("once", "now", "then", "long")
        lead = first.nbor(-2 if adverb else -1)
        return not known and lead.text == end == ","
    article = first.lower_ in ("a", "an") and first.nbor(-1).text == ","
    return article and any(c.dep_ == "acl:relcl" for c in part.rights)


def _is_measure(part: Token, head: Token) -> bool:
    """Whether a bare phrase says how long after or before the clause something is: "thirty years after it closed"."""
    bare = part.dep_ == "obl:unmarked" and part.i + 1 < len(part.doc)
    return bare and part.nbor(1).dep_ == "mark" and part.nbor(1).head.i == head.i


def _is_object(part: Token, head: Token) -> bool:
    """Whether a bare oblique or a second subject behind an active verb is its object under a wrong label."""
    if part.dep_ == "nsubj" and part.i > head.i and tree.child(head, "obj", "cop") is None:
        return any(c.dep_ == "nsubj" for c in head.lefts)
    bare = part.dep_ == "obl" and part.i > head.i and tree.case(part) is None and part.pos_ in ("NOUN", "PROPN")
    return bare and tree.child(head, "obj", "cop") is None and not clauses.is_passive(head)


def _omits_object(head: Token, subject: Token) -> bool:
    """Whether a relative clause leaves its object to the noun it modifies: "the stance Dushanbe has adopted"."""
    first = head.left_edge
    parted = first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
    aside = parted and reported.is_saying(head)  # "The others, he said, will go"
    return (
        head.dep_ == "acl:relcl"
        and not aside
        and head.head.i != subject.i
        and not any(t.tag_ == "WP$" for t in subject.lefts)
        and not clauses.is_passive(head)
        and not any(t.tag_ in ("WDT", "WP", "WRB") for t in (*head.children, *subject.children))
        and not any(c.dep_ == "xcomp" and (c.pos_ != "ADJ" or c.i < head.i) for c in head.children)
    )
