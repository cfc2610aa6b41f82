"""How likely a noun with "the" leans on the text before it: "the skull alone is 41 cm long", not "the sea is rising".

A logistic model over a few traits; the weights (`pipeline/data/leaning_weights.json`) are learnt from GUM's information status by
`pipeline/training/leaning.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import _lexicon, tree

BIAS = "bias"
NEAR = 100  # tokens; some sentences


@cache
def weights() -> dict[str, float]:
    """Trait -> weight; read once."""
    learnt: dict[str, float] = json.loads(resources.data("leaning_weights.json").read_text("utf-8"))
    return learnt


def probability(traits: Sequence[str]) -> float:
    """How likely a noun with these traits leans on the text, from 0 to 1."""
    return 1 / (1 + math.exp(-math.fsum(weights().get(trait, 0.0) for trait in traits)))


def traits(word: Token, head: Token, before: Sequence[Mention], last: int | None) -> list[str]:
    """What tells whether the noun `head` with its article `word` leans on the text; each trait is there or not.

    before: earlier phrases of its chain. last: the last token before `word` that is the same noun.
    """
    return [BIAS, *_words(word, head), *_text(word, head, before, last)]


def _words(word: Token, head: Token) -> Iterator[str]:
    noun = head.lemma_.lower()
    yield f"noun {noun}"
    yield f"tag {head.tag_}"
    yield f"case {tree.case(head)}"
    own = _lexicon.classes_of(noun)
    yield from (f"class {letter}" for letter, bit in _lexicon.CLASSES.items() if own & bit)
    if not own:
        yield "no class"
    if word.i == head.sent.start:
        yield "first"
    between = head.doc[word.i + 1 : head.i]
    yield f"words {min(len(between), 3)}"
    for token in between:
        yield f"word {token.lower_}"
        yield f"word {token.tag_}"


def _text(word: Token, head: Token, before: Sequence[Mention], last: int | None) -> Iterator[str]:
    if before:
        yield "chain"
        if before[-1].end <= head.sent.start:
            yield "chain to another sentence"
    yield "said never" if last is None else "said near" if word.i - last < NEAR else "said far"
