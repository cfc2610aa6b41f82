"""Whose country somebody is of, from the adjective before the noun or name for them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.knowledge.base import load
from pipeline.records import Entity
from pipeline.stages import _lexicon
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.noun_phrases import Phrases


def _words(kind: str) -> frozenset[str]:
    return resources.words("offices.toml", kind)


def is_countryman(noun: Token, part: Token) -> bool:
    """Whether a noun says that somebody is of the country that `part` before it names: "a | Malagasy | politician".

    Not of whom a state has one ("the French president"), who knows a language ("a French teacher") or a country ("a China expert").
    """
    lemma = noun.lemma_.lower()
    person = _lexicon.noun_classes().get(lemma, 0) & _lexicon.PERSON or lemma in _words("occupations")
    if not person or not {lemma, noun.lower_}.isdisjoint(_words("offices") | _words("taught")):
        return False
    return part.ent_type_ == "NORP" or part.text.replace(".", "").isupper()  # "a U.S. businessman"


def nationalities(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """nationality from "the Uruguayan novelist Rosa Quintana"; a "French president" holds an office of France instead."""
    for part, country in _countries(phrases, noun):
        for holder in phrases.holders(noun) if is_countryman(noun, part) else ():
            yield phrases.fact("nationality", holder, part, noun, "nationality", 0.75, object_entity=country)


def compatriots(phrases: Phrases, name: Token) -> Iterator[Fact]:
    """nationality from a demonym right before a name: "a novel by Jamaican Roger Mais"."""
    if name.pos_ != "PROPN" or phrases.referents.type(name) != "PERSON":
        return
    for part, country in _countries(phrases, name):
        adjoining = part.i + 1 == phrases.referents.span(name)[0]
        if phrases.referents.type(part) == "NORP" and adjoining and not _is_of_faith(part):
            yield phrases.fact("nationality", name, part, name, "compatriot", 0.75, object_entity=country)


def _is_of_faith(part: Token) -> bool:
    """Whether a people's name before a person's is that of a church: "| Greek | Orthodox Patriarch Theofilos"."""
    return any(c.entity.id.startswith("religion:") for c in load().candidates(part.nbor(1).text))


def _countries(phrases: Phrases, noun: Token) -> Iterator[tuple[Token, Entity]]:
    """What before a noun names a country or its people, with the country."""
    for part in noun.lefts:
        country = phrases.referents.place(part) if part.dep_ in DESCRIBING else None
        if country is not None and country.id.startswith("country:"):
            yield part, country
