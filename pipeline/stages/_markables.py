"""The phrases that chains are made of: those that coreference reads, names in names, numerals, bare demonstratives."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pipeline.annotations import Mention
from pipeline.stages._lexicon import ANYTHING, PLURAL, SINGULAR
from pipeline.stages._phrases import Phrase, read_phrases, role_of
from pipeline.stages._snapshot import Tree

DEMONSTRATIVES = {"this": SINGULAR, "that": SINGULAR, "these": PLURAL, "those": PLURAL}
ATTRIBUTES = frozenset({"nummod", "compound", "flat", "amod", "det", "fixed", "goeswith"})
INNER = frozenset({"compound", "nmod", "conj", "appos"})


def read_markables(tree: Tree, names: list[Mention]) -> list[Phrase]:
    """All phrases of a text that may share what they stand for with another, in the order of their heads."""
    found = read_phrases(tree, names, [False] * len(tree.pos))
    phrases = [p for p in found if p.use != "relative"]
    taken = {p.root for p in found} | {i for m in names for i in range(m.start, m.end)}
    phrases += _within(tree, names, {p.noun for p in phrases})
    for i, pos in enumerate(tree.pos):
        if i in taken:
            continue
        if tree.lower[i] in DEMONSTRATIVES and pos == "PRON" and tree.dep[i] not in ("mark", "det"):
            phrases.append(_plain(tree, i, "pronoun", DEMONSTRATIVES[tree.lower[i]]))
        elif pos == "NUM" and tree.dep[i] not in ATTRIBUTES:
            phrases.append(_plain(tree, i, "nominal", SINGULAR))
    return sorted(phrases, key=lambda p: (p.root, p.start))


def _within(tree: Tree, names: list[Mention], nouns: set[str]) -> list[Phrase]:
    """Names that longer names hold ("Iodine Deficiency"): proper nouns that head a phrase elsewhere in the text."""
    return [
        replace(
            _plain(tree, i, "name", SINGULAR),
            noun=tree.lemma[i],
            determiner="name",
            use="",
            modifiers=frozenset({tree.lower[i]}),
        )
        for m in names
        if m.type != "PERSON"
        for i in range(m.start, m.end)
        if i != m.root and tree.pos[i] == "PROPN" and tree.dep[i] in INNER and tree.lemma[i] in nouns
    ]


def _plain(tree: Tree, i: int, kind: Literal["name", "nominal", "pronoun"], number: int) -> Phrase:
    """A phrase of one token that says no more of itself than its number."""
    role, governor = role_of(tree, i)
    pronoun = kind == "pronoun"
    return Phrase(
        root=i, start=i, end=i + 1, sentence=tree.sentence[i], kind=kind,
        noun=tree.lower[i], determiner="demonstrative" if pronoun else "numeral", number=number, gender=7,
        classes=ANYTHING, role=role, governor=governor, family="this" if pronoun else "", use="demonstrative",
    )  # fmt: skip
