"""Whose people a noun phrase means: "Peruvians", "Peru's people", "adults in Peru", "the average Peruvian"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.records import Entity
from pipeline.stages import relatives
from pipeline.stages.drafts import words
from pipeline.stages.sites import Site

WITHIN = ("of", "in", "from", "born", "across", "throughout")


def inhabitants(site: Site, people: Token) -> tuple[Token, Entity] | None:
    """The place whose people `people` are, as the token that says so and its entity; None when they are no such people.

    A place stands for its people. Common nouns need a place beside them, in their clause, or in what the text is about.
    """
    referents = site.scene.referents
    entity = referents.place(people)
    if entity is not None and site.is_place(people):
        return people, entity
    lemma = people.lemma_.lower()
    if lemma == "force" and people.i and people.nbor(-1).lower_ in ("labor", "labour"):
        lemma = "workforce"
    if lemma not in words("words", "whole") | words("words", "resident") | words("words", "section"):
        return None
    for owner in _owners(site, people):
        entity = referents.place(owner)
        if entity is not None and site.is_place(owner):
            return owner, entity
    entity = site.scene.topic_entity()
    return (people, entity) if entity is not None else None


def is_section(site: Site, people: Token) -> bool:
    """Whether a noun phrase means a section of the people, of whom a share says nothing about all: "young Peruvians"."""
    if people.lemma_.lower() in words("words", "section"):
        return True
    described = (c for c in people.children if c.dep_ in ("amod", "acl", "acl:relcl"))
    return any(c.lower_ not in words("words", "entire") and not site.is_place(c) for c in described)


def _owners(site: Site, people: Token) -> list[Token]:
    beside = [c for c in people.children if c.dep_ in ("nmod:poss", "amod", "compound", "nmod:desc")]
    owners = [relatives.relativised(c) for c in beside]
    owners += site.parts(people, *WITHIN)
    for child in people.children:
        if child.dep_ == "acl":  # "a child born in Peru"
            owners += site.parts(child, "in", "to")
    place = site.place()
    return owners if place is None else [*owners, place]


def whole(site: Site) -> Token | None:
    """The people of whom the value is a part: "… of Peru's people", "of Peru's people, …", "four in ten Peruvians"."""
    found = site.of() or site.noun or site.following()
    if found is not None:
        return found
    if site.root.dep_ == "appos" and site.root.head.pos_ in ("NOUN", "PROPN", "ADJ") and site.root.head.i < site.root.i:
        return site.root.head  # "Nearly all Peruvians, 95 percent, can read"
    return None
