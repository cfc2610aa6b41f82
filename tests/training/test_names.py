import pytest
import spacy

from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.gazetteer import Gazetteer
from pipeline.training.harmonise import OTHER, UNKNOWN, Labels
from pipeline.training.name_docs import Text, joined, to_doc
from pipeline.training.names import Named

GAZETTEER = Gazetteer(
    labels={"Afghanistan": "GPE", "Afghan": "NORP", "Taliban": "ORG", "NATO": "ORG", "Pashtun": "NORP"},
    places=frozenset({"Kabul"}),
    landscape=frozenset({"Helmand"}),
    countries=("Afghanistan",),
    peoples=("Afghan",),
    ethnic=("Pashtun",),
    languages=frozenset({"Dari"}),
)
RESOLVED = [
    ("President Hamid Karzai spoke", [(0, 3, "PER")], [(1, 3, "PERSON")]),
    ("Mr. said", [(0, 1, "PER")], []),
    ("Afghan troops left Kabul", [(0, 1, "PLACE"), (3, 4, "PLACE")], [(0, 1, "NORP"), (3, 4, "GPE")]),
    ("the Taliban fell", [(0, 2, "ORG")], [(1, 2, "ORG")]),
    ("the Kunduz River rose", [(0, 3, "PLACE")], [(1, 3, "LOC")]),
    ("Bagram Airport closed", [(0, 2, "PLACE")], [(0, 2, "FAC")]),
    ("after World War II ended", [(3, 4, "EVENT")], [(1, 4, "EVENT")]),
    ("the Kyoto Protocol lapsed", [(1, 2, "PLACE")], [(1, 3, "LAW")]),
    ("they speak Dari .", [], [(2, 3, "LANGUAGE")]),
    ("Afghanistan forces left", [(0, 2, "ORG")], [(0, 1, "GPE")]),
    ("Lt . Gen . Stephen Ames spoke", [(0, 6, "PER")], [(4, 6, "PERSON")]),
    ("near Kabul , Afghanistan now", [(1, 4, "PLACE")], [(1, 2, "GPE"), (3, 4, "GPE")]),
    ("northern Afghanistan rose", [(0, 2, "PLACE")], [(1, 2, "GPE")]),
    ("it sang Foobar", [(2, 3, "OTHER")], [(2, 3, OTHER)]),
    ("it sang Foobar", [(2, 3, "WORK_OF_ART")], [(2, 3, "WORK_OF_ART")]),
]


@pytest.mark.parametrize(("text", "raw", "expected"), RESOLVED)
def test_raw_names_come_to_one_label_set(text: str, raw: list, expected: list) -> None:
    words = text.split()
    assert Labels.build(GAZETTEER).harmonise(Named(words, [True] * len(words), raw)) == expected


def test_proper_nouns_that_a_corpus_leaves_out_are_left_open() -> None:
    named = Named(["He", "met", "Massoud"], [True] * 3, proper=[False, False, True])
    assert Labels.build(GAZETTEER).harmonise(named) == [(2, 3, UNKNOWN)]


def test_open_words_are_missing_in_the_doc_and_the_rest_is_outside() -> None:
    tokenizer = build_tokenizer(spacy.blank("en").vocab)
    doc = to_doc(tokenizer, Text("Afghanistan met Massoud.", ((0, 11, "GPE"), (16, 23, UNKNOWN))))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Afghanistan", "GPE")]
    assert [token.ent_iob for token in doc] == [3, 2, 0, 2]


def test_joined_texts_keep_their_spans() -> None:
    texts = [Text("Kabul fell.", ((0, 5, "GPE"),)), Text("NATO left.", ((0, 4, "ORG"),))]
    (text,) = joined(texts, 1000)
    assert [text.text[start:end] for start, end, _ in text.spans] == ["Kabul", "NATO"]
