import json

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pipeline.errors import ResourceError
from pipeline.stages import encoder
from pipeline.stages.encoder_input import case_class, suffix_class, words_of

CASES = [("1997", "42"), ("1,640", "3.5"), ("%", "("), ("G20", "Covid-19"), ("taxes", "re-elected"), ("NATO", "BIN")]


@pytest.mark.parametrize(("one", "other"), CASES)
def test_words_written_alike_look_alike(one: str, other: str) -> None:
    assert case_class(one) == case_class(other)


def test_words_written_differently_look_different() -> None:
    assert len({case_class(word) for word in ("1997", "1,640", "%", "G20", "taxes", "NATO", "Kabul", "iPhone")}) == 8


def test_suffix_class_ignores_case_and_stem() -> None:
    assert suffix_class("NATION") == suffix_class("station")


def test_words_of_a_doc_leave_out_whitespace_and_keep_what_stood_before() -> None:
    doc = Doc(
        spacy.blank("en").vocab, words=["A", "title", "\n\n", "42", "%"], spaces=[True, False, False, False, False]
    )
    words, positions = words_of(doc)
    assert (words.forms, words.gaps, positions) == (["A", "title", "42", "%"], [2, 1, 2, 0], [0, 1, 3, 4])


def test_an_encoder_without_weights_says_so() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(ResourceError, match="no weights"):
        encoder.make_encoder(nlp, "encoder", 1)(nlp.make_doc("Kabul fell."))


def test_files_survive_disk_and_bytes(tmp_path) -> None:
    part = encoder.Encoder(spacy.blank("en").vocab)
    part.files = {"reader.onnx": b"\0net", "tokenizer.json": b"{}", "labels.json": json.dumps({}).encode()}
    part.to_disk(tmp_path)
    again = encoder.Encoder(part.vocab).from_disk(tmp_path)
    assert again.files == part.files == encoder.Encoder(part.vocab).from_bytes(part.to_bytes()).files


def test_a_name_is_only_continued_by_its_own_kind() -> None:
    names = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
    scores = np.array([[0, 2, 0, 1, 0], [0, 0, 1, 0, 3], [0, 0, 5, 0, 0]], np.float32)
    path = [names[i] for i in encoder._path(scores, encoder._transitions(names))]
    assert path == ["B-ORG", "I-ORG", "I-ORG"]
