"""Relations that a participle behind a hyphen states of its noun: "the Saudi-led coalition"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.referents import Referents

# Dependents of a noun that say which one is meant.
TELLING = ("nmod", "acl:relcl", "nmod:poss")


def relation(fact: Fact, doc: Doc, referents: Referents) -> Fact | None:
    """A fact as it is; None of what a joined participle states where that says nothing.

    So where who leads is no name ("communist-led Cuba", "Islamist-controlled Gao"), or whom could be any ("U.S.-led forces").
    """
    participle = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    if participle is None or fact.object is None or not is_joined(participle):
        return fact
    holders = (doc[slice(*slot)].root for slot in (fact.subject, fact.object))
    other = next((t for t in holders if t.i < participle.i), None)
    one = other is not None and (other.pos_ == "ADJ" or (other.pos_ == "NOUN" and other.tag_ != "NNS"))
    if other is not None and one and referents.entity(other) is None:
        return None
    if not resources.table("predicates.toml")["relation"][fact.predicate].get("ends", False):
        return fact
    noun = participle.head
    known = _is_known(noun, participle) or (noun.tag_ == "NN" and referents.fits(noun, "organisation"))
    return fact if known else None


def is_joined(participle: Token) -> bool:
    """Whether a hyphen joins a participle before a noun to the word before it."""
    before = participle.dep_ in ("amod", "compound") and participle.i > 0
    return before and participle.nbor(-1).text in tree.HYPHENS


def _is_known(noun: Token, participle: Token) -> bool:
    """Whether a noun is a name or its phrase says which one is meant: "the coalition", "Bolivia's government"."""
    if noun.pos_ == "PROPN" or any(c.dep_ in TELLING for c in noun.children):
        return True
    own = (t for c in noun.lefts if c.i != participle.i for t in c.subtree)
    return any(t.ent_type_ or t.lower_ in ("the", "this", "that", "these", "those") for t in own)
