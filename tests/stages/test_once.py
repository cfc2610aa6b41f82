"""What is asked of a text again and again is answered once, and goes with the text."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from pipeline.stages import appositives
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.noun_phrases import Phrases
from pipeline.stages.once import once, sentences
from pipeline.stages.referents import Referents

FELL = "Lima/PROPN/NNP/1/nsubj fell/VERB/VBD/1/ROOT ./PUNCT/./1/punct"


def test_a_question_is_answered_once_for_each_token_of_each_text(tree: Callable[..., Doc]) -> None:
    asked: list[int] = []

    @once
    def place(token: Token) -> int:
        asked.append(token.i)
        return token.i

    one, other = tree(FELL), tree(FELL)
    assert [place(one[1]), place(one[1]), place(one[0]), place(other[1])] == [1, 1, 0, 1]
    assert asked == [1, 0, 1]


def test_answers_do_not_keep_a_text(tree: Callable[..., Doc]) -> None:
    @once
    def place(token: Token) -> int:
        return token.i

    doc = tree(FELL)
    place(doc[1])
    sentences(doc)
    gone = weakref.ref(doc)
    del doc
    gc.collect()
    assert gone() is None


def test_each_token_has_the_range_of_its_sentence(tree: Callable[..., Doc]) -> None:
    doc = tree(f"{FELL} It/PRON/PRP/4/nsubj rose/VERB/VBD/4/ROOT")
    assert sentences(doc) == [(0, 3)] * 3 + [(3, 5)] * 2


@pytest.mark.parametrize("read", appositives.listed(), ids=lambda read: read.__name__)
def test_a_reader_of_certain_words_reads_nothing_from_another(
    read: appositives.Reader, tree: Callable[..., Doc]
) -> None:
    doc = tree(
        "Lima/PROPN/NNP/3/nmod:poss 's/PART/POS/0/case official/ADJ/JJ/3/amod thing/NOUN/NN/6/nsubj in/ADP/IN/5/case "
        "Peru/PROPN/NNP/3/nmod fell/VERB/VBD/6/ROOT",
        {"Lima": ("GPE", "city:lima", "Lima"), "Peru": ("GPE", "country:PE", "Peru")},
    )
    referents = Referents(doc)
    phrases = Phrases(doc, referents, Adjuncts(doc))
    assert not [fact for token in doc for fact in read(phrases, token)]
    assert "thing" not in appositives.listed()[read]
