"""Relations that noun phrases state, whatever the clause around them says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import affixes, kin, nationalities, offices, whereabouts
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.noun_phrases import Phrases
from pipeline.stages.referents import Referents

Reader = Callable[[Phrases, Token], Iterator[Fact]]

NOUNS: tuple[Reader, ...] = (
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
# Those of them that read nothing from a noun that is neither a name nor explained by one.
NAMES: tuple[Reader, ...] = (whereabouts.places, offices.memberships, nationalities.compatriots)
WORDS: tuple[Reader, ...] = (whereabouts.neighbours, affixes.prefixes, affixes.ethnicities)


def listed() -> dict[Reader, frozenset[str]]:
    """The words that a reader starts from, of those that start from certain words: so it is asked of no other."""
    words = resources.words
    return {
        kin.kin: frozenset().union(*(words("offices.toml", "kin", kind) for kind in kin.KINDS)),
        whereabouts.borders: words("whereabouts.toml", "borders"),
        whereabouts.capitals: frozenset({"capital"}),
        whereabouts.seats: words("whereabouts.toml", "seats"),
        offices.teams: words("offices.toml", "mates"),
        offices.founders: words("offices.toml", "founders"),
        offices.others: words("offices.toml", "several"),
        offices.followings: words("offices.toml", "bodies"),
        offices.parts: words("offices.toml", "parts") | words("offices.toml", "owned") | {"parent"},
        whereabouts.colonies: frozenset({"colony"}),
        affixes.languages: frozenset({"language"}),
        whereabouts.neighbours: words("whereabouts.toml", "neighbouring"),
        affixes.prefixes: frozenset(affixes.PREFIXES),
        affixes.ethnicities: frozenset({"ethnic"}),
    }


@cache
def _by_word(readers: tuple[Reader, ...]) -> Mapping[str, Sequence[Reader]]:
    """Word -> those of `readers`, in their order, that may read something from it; "": from any other word."""
    own = listed()
    words = frozenset({""}).union(*(own[read] for read in readers if read in own))
    return {word: [read for read in readers if read not in own or word in own[read]] for word in words}


def relations(doc: Doc, referents: Referents, adjuncts: Adjuncts) -> Iterator[Fact]:
    """Every relation that a noun phrase of the document states."""
    phrases = Phrases(doc, referents, adjuncts)
    of_names, of_nouns = _by_word(NOUNS), _by_word(tuple(read for read in NOUNS if read not in NAMES))
    of_words = _by_word(WORDS)
    for token in doc:
        # Some parsers take "capital" in "the capital city of X" for an adjective.
        if token.pos_ in ("NOUN", "PROPN") or (token.lower_ == "capital" and token.pos_ == "ADJ"):
            readers = of_nouns if referents.type(token) is None else of_names
            for read in readers.get(token.lemma_.lower()) or readers[""]:
                yield from read(phrases, token)
        for read in of_words.get(token.lower_, ()):
            yield from read(phrases, token)
