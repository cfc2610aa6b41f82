"""Relations between people of one family, and to who held an office before, from the nouns for them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import relatives, tree
from pipeline.stages.noun_phrases import Phrases

KINDS = ("parent", "child", "spouse", "successor", "predecessor")


def kin(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """parent_of, spouse, succeeded_by from "X's son Y", "his wife, Y", "her predecessor, Y"."""
    lemma = noun.lemma_.lower()
    kind = next((k for k in KINDS if lemma in resources.words("offices.toml", "kin", k)), None)
    if kind is None:
        return
    owner = next(
        (c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) == "of")), None
    )
    if kind == "child":
        yield from _children(phrases, noun, owner)
    if owner is None or not phrases.referents.fits(owner, "person"):
        return
    named = [other for other in phrases.holders(noun) if other.head.i == noun.i]
    own = owner.tag_ == "PRP$" and bool(named)  # "Philip, | his wife, Elisabeth, | and his minister"
    for other in named if own else phrases.holders(noun):
        if kind == "child":
            yield phrases.fact("parent_of", owner, other, noun, "kin", 0.85)
        elif kind == "successor":
            yield phrases.fact("succeeded_by", owner, other, noun, "kin", 0.8)
        elif kind == "predecessor":
            yield phrases.fact("succeeded_by", other, owner, noun, "kin", 0.8)
        elif kind == "parent":
            yield phrases.fact("parent_of", other, owner, noun, "kin", 0.85)
        else:
            yield phrases.fact("spouse", owner, other, noun, "kin", 0.85)


def _children(phrases: Phrases, noun: Token, owner: Token | None) -> Iterator[Fact]:
    """parent_of where a clause names children or parents: "had a daughter, Ana", "her children include Ana and Luis",
    "Ana was born in Lima, the daughter of Luis and Eva"."""
    verb, children, parents = noun.head, list[Token](), list[Token]()
    if noun.dep_ == "obj" and verb.lemma_ == "have" and owner is None:
        children = [c for c in noun.rights if c.dep_ in ("appos", "flat")]
        parents = [c for c in verb.lefts if tree.base(c.dep_) == "nsubj"]
    elif noun.dep_ == "nsubj" and verb.lemma_ == "include" and owner is not None:
        children, parents = tree.children(verb, "obj"), [owner]
    elif owner is not None and (last := _before(next(t for t in noun.subtree if not t.is_punct))):
        clause = tree.clause_head(last)
        subject = next((c for c in clause.lefts if tree.base(c.dep_) == "nsubj"), None)
        told = clause.lemma_ == "bear" and noun.dep_ in ("appos", "obl", "nmod", "parataxis", "xcomp", "conj")
        children, parents = [subject] if told and subject is not None else [], [owner]
    for child in (t for c in children for t in tree.coordinated(c)):
        for parent in (t for p in parents for t in tree.coordinated(relatives.relativised(p))):
            people = phrases.referents.type(child) == "PERSON" and phrases.referents.type(parent) == "PERSON"
            if people and parent.i != child.i:
                yield phrases.fact("parent_of", parent, child, noun, "kin", 0.85)


def _before(first: Token) -> Token | None:
    """The name, noun or year right before the comma that a phrase stands behind: "was born in Lima in | 1825 |, the son of"."""
    dated = first.i > 1 and first.nbor(-1).text == "," and first.nbor(-2).tag_ == "CD"
    return first.nbor(-2) if dated else relatives.before_comma(first)
