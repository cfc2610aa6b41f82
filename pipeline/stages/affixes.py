"""Relations inside words and names: "anti-Taliban", "pro-Russian", "an ethnic Tajik group", "the official language"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.noun_phrases import Phrases

PREFIXES = {"anti": "opposes", "pro": "supports"}


def prefixes(phrases: Phrases, token: Token) -> Iterator[Fact]:
    """opposes and supports from "anti-Taliban Northern Alliance", "pro-Russian separatists"."""
    relation = PREFIXES.get(token.lower_)
    i = token.i
    if relation is None or i + 2 >= len(phrases.doc) or phrases.doc[i + 1].text not in tree.HYPHENS:
        return
    target = phrases.doc[i + 2]
    noun = target.head if target.dep_ in ("amod", "compound", "nmod") else token.head
    if noun.i > target.i and phrases.referents.fits(target, "actor") and phrases.referents.fits(noun, "actor"):
        # "Pro-Peruvian President | Ana Bo |"
        yield phrases.fact(relation, phrases.referents.named(noun), target, token, f"prefix {token.lower_}", 0.75)


def languages(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """official_language of the country that a text is about: "Latvian, the sole official language"."""
    if noun.lemma_.lower() != "language" or phrases.topic is None or phrases.topic.entity is None:
        return
    if not any(c.lower_ == "official" for c in noun.lefts) or phrases.owner(noun) is not None:
        return
    said = noun.dep_ == "appos" or (noun.dep_ == "nsubj" and tree.child(noun.head, "cop") is not None)
    named = [noun.head] if said else tree.children(noun, "nsubj")
    for name in named:
        entity = phrases.referents.reading(name, "language")
        home = phrases.near(noun, phrases.topic.entity.id)
        if entity is not None and home is not None and home.i != name.i:
            topic = phrases.topic.entity
            yield phrases.fact(
                "official_language", home, name, noun, "official", 0.7, subject_entity=topic, object_entity=entity
            )


def ethnicities(phrases: Phrases, token: Token) -> Iterator[Fact]:
    """ethnicity from "X, an ethnic Tajik group", "Ethiopia's first ethnic Oromo prime minister"."""
    if token.lower_ != "ethnic" or token.i + 1 >= len(phrases.doc):
        return
    group = phrases.doc[token.i + 1]
    entity = phrases.referents.entity(group)
    if entity is None or entity.type != "NORP" or group.dep_ not in ("amod", "compound"):
        return
    noun = group.head
    bearers = list(phrases.holders(noun))
    if noun.dep_ == "appos":
        bearers = [noun.head]
    elif tree.child(noun, "cop") is not None or (tree.case(noun) == "as" and noun.dep_ == "obl"):
        bearers = [c for c in (noun if tree.child(noun, "cop") else noun.head).children if tree.base(c.dep_) == "nsubj"]
    for bearer in bearers:
        if phrases.referents.fits(bearer, "actor"):
            yield phrases.fact("ethnicity", bearer, group, token, "ethnic", 0.8)
