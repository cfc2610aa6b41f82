"""When somebody held an office: what a relative clause tells of the term ("President X, who took office in 2020"), the
time of the clause in which somebody is called by the office of then ("then-President X"), and when a predecessor left."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import TimeMention
from pipeline.stages import tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.referents import Referents


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Verbs that begin or fill a term, with the words of which one must stand beside them; an empty set needs none."""
    return {verb: frozenset(words) for verb, words in resources.table("offices.toml")["terms"].items()}


def times(person: Token, office: Token, referents: Referents, adjuncts: Adjuncts) -> list[TimeMention]:
    """Times at which `person` held what the noun `office` names; none when the sentence does not tell.

    The relative clause is found by its place, right behind the name, because it may hang from another noun of the
    phrase: "the government of President X, who took office in November".
    """
    if _was_then(office):
        return adjuncts.of_predicate(tree.clause_head(office))
    doc, behind = person.doc, referents.span(person)[1]
    if behind < len(doc) and doc[behind].text == ",":
        behind += 1
    who = doc[behind] if behind < len(doc) else None
    if office.i > person.i or who is None or who.lower_ != "who" or not _begins_term(who.head):
        return []  # "Yun, a former judge who was elected in 2022" was not elected judge
    return adjuncts.of_predicate(who.head)


def of_leader(person: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """When somebody who is said to lead began to: "led by X, a Belgian who took over in 2020"; none when it is not told."""
    told = (c for noun in _called(person) for c in noun.children if c.dep_ == "acl:relcl" and _begins_term(c))
    return next((found for verb in told if (found := adjuncts.of_predicate(verb))), [])


def of_predecessor(person: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """When a predecessor made way: "his predecessor, X, who resigned in October", "X, was dismissed in May"; none when not told."""
    nouns = _called(person)
    told = [c for noun in nouns for c in noun.children if c.dep_ == "acl:relcl"]
    told += [noun.head for noun in nouns if noun.dep_ in SUBJECTS and tree.is_verbal(noun.head)]
    left = (verb for verb in told if _ends_term(verb))
    return next((found for verb in left if (found := adjuncts.of_predicate(verb))), [])


def _called(person: Token) -> list[Token]:
    """A name and the nouns beside it that stand for the same person."""
    above = [person.head] if person.dep_ == "appos" else []
    return [person, *above, *(c for c in person.children if c.dep_ == "appos")]


def _ends_term(verb: Token) -> bool:
    leave, remove = (resources.table("offices.toml")["departures"][name] for name in ("leave", "remove"))
    passive = any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children)
    return verb.lemma_.lower() in (remove if passive else leave)


def _was_then(office: Token) -> bool:
    """Whether "then" stands before a title: "then-Prime Minister", "the then president"."""
    before = office.i - 1
    while before > office.sent.start and (office.doc[before].head == office or office.doc[before].text == "-"):
        if office.doc[before].lower_ == "then":
            return True
        before -= 1
    return office.doc[before].lower_ == "then"


def _begins_term(verb: Token) -> bool:
    beside = _verbs().get(verb.lemma_.lower())
    if beside is None:
        return False
    return not beside or any(part.lower_ in beside for part in verb.rights)
