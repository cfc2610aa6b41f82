"""Relations that noun phrases state, whatever the clause around them says."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.annotations import Fact
from pipeline.stages import affixes, kin, nationalities, offices, whereabouts
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.noun_phrases import Phrases
from pipeline.stages.referents import Referents

NOUNS = (
    offices.offices,
    kin.kin,
    whereabouts.borders,
    whereabouts.capitals,
    whereabouts.places,
    whereabouts.seats,
    offices.memberships,
    offices.teams,
    nationalities.nationalities,
    nationalities.compatriots,
    offices.founders,
    offices.others,
    offices.followings,
    offices.parts,
    offices.provisions,
    whereabouts.colonies,
    affixes.languages,
)
WORDS = (whereabouts.neighbours, affixes.prefixes, affixes.ethnicities)


def relations(doc: Doc, referents: Referents, adjuncts: Adjuncts) -> Iterator[Fact]:
    """Every relation that a noun phrase of the document states."""
    phrases = Phrases(doc, referents, adjuncts)
    for token in doc:
        # Some parsers take "capital" in "the capital city of X" for an adjective.
        if token.pos_ in ("NOUN", "PROPN") or (token.lower_ == "capital" and token.pos_ == "ADJ"):
            for read in NOUNS:
                yield from read(phrases, token)
        for read in WORDS:
            yield from read(phrases, token)
