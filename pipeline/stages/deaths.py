"""Of whom a text tells that they have died: "Ana Bo (1810–1849)", "rebels killed Ana Bo", "the murder of Ana Bo"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.referents import Referents

# Relations of a death, with the slot of who died.
ENDS = {"died_on": "subject", "died_in": "subject", "killed": "object"}


def dead(doc: Doc, referents: Referents) -> frozenset[str]:
    """Ids of those whose death the text asserts."""
    nouns = resources.words("control.toml", "bygone", "fatal")
    found = {m.entity.id for m in doc._.mentions if m.entity is not None and is_of(doc[m.root], nouns)}
    for fact in doc._.facts:
        told = fact.predicate in ENDS and fact.kind == "relation" and not fact.negated and fact.modality == "asserted"
        slot = getattr(fact, ENDS[fact.predicate]) if told else None
        entity = referents.entity(doc[slice(*slot)].root) if slot is not None else None
        if entity is not None:
            found.add(entity.id)
    return frozenset(found)


def is_of(name: Token, nouns: frozenset[str]) -> bool:
    """Whether one of some nouns has a name as whose it is: "the death of | Ana Bo |"."""
    return name.dep_ == "nmod" and tree.case(name) == "of" and name.head.lemma_.lower() in nouns
