"""What kind of thing a name stands for by what the text calls it: "rebel leader | Joseph Kony", "Acme, | a brewery |,".

A recogniser of names sees a sentence at a time and takes rare names of persons for places and those of firms for persons; a
title, an apposition or a clause that says what somebody is tells better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.surfaces import fold
from pipeline.stages import _lexicon, tree
from pipeline.stages._given_names import NameSpan
from pipeline.stages.labels import TITLES

# Which labels a recogniser gives to persons, and to bodies. A firm may be a leader or a winner as well, so its label stays.
MISTAKEN = {
    "PERSON": frozenset({"GPE", "LOC", "FAC"}),
    "ORG": frozenset({"PERSON", "GPE", "LOC", "PRODUCT"}),
    "GPE": frozenset({"PERSON", "PRODUCT"}),
}
PLACE = "GPE"
LABELS = {_lexicon.PERSON: "PERSON", _lexicon.GROUP: "ORG"}
ARTICLES = frozenset({"a", "an", "the"})
PLACING = frozenset({"in", "at", "near", "from", "to"})
WHO = frozenset({"who", "whom"})


def told(doc: Doc, spans: Sequence[NameSpan], kb: KnowledgeBase) -> dict[str, str]:
    """Label by the words of a name, where the text calls a name that nobody knows a person or a body, and never both."""
    found: dict[str, set[str]] = {}
    for span in spans:
        name = span.text(doc)
        if name not in found and kb.candidates(name):
            found[name] = set(MISTAKEN)  # "Peru, a leader in fishing"
        elif len(found.setdefault(name, set())) < 2:
            found[name].update(_labels(doc, span))
    return {name: label for name, given in found.items() if len(given) == 1 for label in given}


def relabelled(doc: Doc, spans: Sequence[NameSpan], told: Mapping[str, str]) -> tuple[list[NameSpan], set[str]]:
    """The spans with what the text calls them, where a recogniser may have mistaken it; and which of them are bodies (`_bodies`)."""
    called = [_called(doc, span, told) for span in spans] if told else list(spans)
    bodies = _bodies(doc, called)
    person = (s.label == "PERSON" and bool(bodies) and fold(s.text(doc)) in bodies for s in called)
    return [replace(s, label="ORG") if other else s for s, other in zip(called, person, strict=True)], bodies


def _called(doc: Doc, span: NameSpan, told: Mapping[str, str]) -> NameSpan:
    label = told.get(span.text(doc))
    return replace(span, label=label) if label is not None and span.label in MISTAKEN[label] else span


def _bodies(doc: Doc, spans: Sequence[NameSpan]) -> set[str]:
    """Names of bodies that are family names of persons, folded: "Acme was founded by Ana Acme", "Acme is a manufacturer".

    Nobody was founded; what else a text says of a body it may say of a person, unless the recogniser takes it for one.
    """
    families = {fold(doc[s.end - 1].text) for s in spans if s.label == "PERSON" and s.end - s.start > 1}
    found: set[str] = set()
    for span in spans:
        if span.end - span.start == 1 and (name := fold(span.text(doc))) in families - found:
            root = doc[span.start]
            if _is_founded(root) or (span.label == "ORG" and any(map(_is_body, _nouns(doc, span, root)))):
                found.add(name)
    return found


def _is_founded(name: Token) -> bool:
    founding = resources.words("knowledge/curated/reading.toml", "company", "founding")
    return name.dep_ == "nsubj:pass" and name.head.lemma_ in founding


def _is_body(noun: Token) -> bool:
    return noun.lemma_.lower() in resources.words("classes.toml", "nouns", "body") or _label(noun) == "ORG"


def _labels(doc: Doc, span: NameSpan) -> Iterator[str]:
    root = doc[span.start : span.end].root
    for noun in _nouns(doc, span, root):
        if (label := _label(noun)) is not None:
            yield label
    if any(t.lower_ in WHO for c in root.rights if c.dep_ == "acl:relcl" for t in c.subtree if t.i > span.end - 1):
        yield "PERSON"


def _nouns(doc: Doc, span: NameSpan, root: Token) -> Iterator[Token]:
    """The nouns that say what a name is."""
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.tag_ == "NN":
        titled = before.dep_ in (*TITLES, "compound") and span.start <= before.head.i < span.end
        if (titled or (root.head.i == before.i and root.dep_ in ("flat", "appos"))) and _label(before) != PLACE:
            yield before  # no place: "the review site | Acme"
    for noun in (
        root.rights if tree.case(root) not in PLACING else ()
    ):  # "Acme, a brewery, closed", not "born in Acme, the son"
        if noun.dep_ == "appos" and noun.tag_ == "NN" and any(c.lower_ in ARTICLES for c in noun.lefts):
            yield noun
    said = root.head
    if said.tag_ != "NN" or said.i == root.i:
        return
    if root.dep_ == "nsubj" and root.i < said.i and tree.child(said, "cop") is not None:
        if any(c.lower_ in ARTICLES for c in said.lefts):
            yield said
    elif root.dep_ == "nmod" and said.i < root.i and tree.case(root) == "of" and _is_settlement(said):
        yield said  # "the village of Acme"


def _is_settlement(noun: Token) -> bool:
    return noun.lemma_.lower() in resources.words("whereabouts.toml", "settlements")


def _label(noun: Token) -> str | None:
    """The label of what a noun stands for, where it stands for nothing else."""
    lemma = noun.lemma_.lower()
    if lemma in resources.words("whereabouts.toml", "divisions"):
        return PLACE
    return LABELS.get(_lexicon.noun_classes().get(lemma, 0))
