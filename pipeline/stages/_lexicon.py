"""What coreference knows of words: classes of nouns, genders, determiners, as sets of bits.

Tables: `coreference.toml`, `noun_classes.tsv`, `given_names.tsv`.
"""

from __future__ import annotations

from functools import cache

from pipeline import resources

SINGULAR, PLURAL = 1, 2
GENDERS = {"m": 1, "f": 2, "n": 4}
CLASSES = {letter: 1 << bit for bit, letter in enumerate("PCGLETAOMB")}
PERSON, COUNTRY, GROUP = (CLASSES[letter] for letter in "PCG")
ANYTHING = sum(CLASSES.values())


@cache
def noun_classes() -> dict[str, int]:
    """Common noun -> set of classes."""
    classes = {noun: sum(CLASSES[letter] for letter in letters) for noun, letters in _rows("noun_classes.tsv")}
    for letter, nouns in resources.table("coreference.toml")["stand_ins"].items():
        classes.update(dict.fromkeys(nouns, CLASSES[letter]))
    return classes


@cache
def given_names() -> dict[str, int]:
    """Lower-case given name -> gender."""
    return {name: GENDERS[gender] for name, gender in _rows("given_names.tsv")}


@cache
def gender_nouns() -> dict[str, int]:
    """Noun or title -> gender of the person."""
    table = resources.table("coreference.toml")["gender"]
    return {noun: GENDERS[gender] for gender in "mf" for noun in table[gender]}


@cache
def determiners() -> dict[str, str]:
    """Determiner -> what it makes of a noun phrase."""
    table = resources.table("coreference.toml")["determiners"]
    return {word: kind for kind, words in table.items() for word in words}


def referring() -> frozenset[str]:
    """Adjectives that say no more than that something was mentioned before, or is judged."""
    return resources.words("coreference.toml", "referring", "adjectives")


@cache
def collective() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that "they" may take up though singular, and nouns that are plural without showing it."""
    table = resources.table("coreference.toml")["collective"]
    return frozenset(table["nouns"]), frozenset(table["plural"])


def _rows(name: str) -> list[tuple[str, str]]:
    lines = resources.data(name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(key, value) for key, value in pairs]


@cache
def stand_ins() -> dict[str, int]:
    """Noun that may stand for a name ("country") -> class of that name."""
    table = resources.table("coreference.toml")["stand_ins"]
    return {noun: CLASSES[letter] for letter, nouns in table.items() for noun in nouns}


@cache
def plainest() -> frozenset[str]:
    """The most general stand-in of each class: "country", "group"."""
    return frozenset(nouns[0] for nouns in resources.table("coreference.toml")["stand_ins"].values())


def classes_of(noun: str, *, proper: bool = False) -> int:
    """Classes of a noun; of one that the list lacks, by its ending. The list has all common nouns for persons."""
    known = noun_classes().get(noun)
    if known:
        return known
    if noun.endswith(("ist", "ian", "er", "or", "man", "woman", "ee")):
        return PERSON | CLASSES["O"]
    if noun.endswith(("ism", "ity", "ness", "tion", "ment", "ship", "ence", "ance")):
        return CLASSES["B"] | CLASSES["E"]
    return ANYTHING if proper else ANYTHING ^ PERSON


@cache  # there are some hundreds of sets, asked for of each phrase and pair
def spelled(classes: int) -> str:
    """A set of classes as its letters, "any" for more than two."""
    letters = [letter for letter, bit in CLASSES.items() if classes & bit]
    return "".join(letters) if len(letters) <= 2 else "any"
