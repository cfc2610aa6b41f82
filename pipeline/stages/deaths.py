"""Of whom a text tells that they have died: "Ana Bo (1810–1849)", "rebels killed Ana Bo", "the murder of Ana Bo"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.referents import Referents

LIFETIME = 100  # years
# Relations of a death, with the slot of who died.
ENDS = {"died_on": "subject", "died_in": "subject", "killed": "object"}


def dead(doc: Doc, referents: Referents, adjuncts: Adjuncts, today: int) -> frozenset[str]:
    """Ids of those whose death the text asserts, and of those who did something more than a lifetime before the year `today`."""
    nouns = resources.words("control.toml", "bygone", "fatal")
    named = [(doc[m.root], m.entity.id) for m in doc._.mentions if m.entity is not None]
    found = {entity for name, entity in named if is_of(name, nouns) or _is_slain(name)}
    for fact in doc._.facts:
        told = fact.predicate in ENDS and fact.kind == "relation" and not fact.negated and fact.modality == "asserted"
        slot = getattr(fact, ENDS[fact.predicate]) if told else None
        entity = referents.entity(doc[slice(*slot)].root) if slot is not None else None
        if entity is not None:
            found.add(entity.id)
    for time in doc._.times:
        year = (time.time.latest or "")[:4]
        if year.isdigit() and int(year) < today - LIFETIME:
            found.update(_doers(adjuncts.root(time).head, referents))
    return frozenset(found)


def _doers(verb: Token, referents: Referents) -> Iterator[str]:
    """Ids of the persons who did what a clause in the past tells: "| Ana Bo |, who dug here in the 19th century"."""
    if verb.tag_ not in ("VBD", "VBN") or any(c.tag_ in ("VBZ", "VBP", "MD") for c in verb.lefts):
        return
    subject = tree.child(verb, "nsubj")
    if subject is not None and subject.tag_ == "WP" and verb.dep_ == "acl:relcl":
        subject = verb.head.head if verb.head.dep_ == "appos" else verb.head
    by = (c for c in verb.rights if c.dep_ == "obl:agent" or (c.dep_ == "obl" and tree.case(c) == "by"))
    for doer in (subject, *by):
        names = (doer, *(c for c in doer.rights if c.dep_ in ("appos", "flat"))) if doer is not None else ()
        entities = (referents.entity(name) for name in names)  # "the painter | Ana Bo |"
        yield from (entity.id for entity in entities if entity is not None and entity.type == "PERSON")


def is_of(name: Token, nouns: frozenset[str]) -> bool:
    """Whether one of some nouns has a name as whose it is: "the death of | Ana Bo |"."""
    return name.dep_ == "nmod" and tree.case(name) == "of" and name.head.lemma_.lower() in nouns


def _is_slain(name: Token) -> bool:
    """Whether an adjective of a name, or of the title before it, says that its bearer is dead: "slain Prime Minister | Bo |"."""
    titles = [c for c in name.lefts if c.dep_ in ("nmod:desc", "compound", "amod")]
    titles += [name.head] if name.dep_ == "appos" and name.head.i < name.i else []
    adjectives = (c for title in (name, *titles) for c in (title, *title.lefts) if c.i < name.i)
    return any(c.lower_ in resources.words("control.toml", "bygone", "slain") for c in adjectives)
