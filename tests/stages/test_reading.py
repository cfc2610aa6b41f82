"""The reading tokenizer: what a Doc over the reading view knows of its document."""

from __future__ import annotations

import hashlib

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.records import Document
from pipeline.stages import reading

TEXT = "Peru's Cabinet Falls\n\nby Ann Lee - March 3, 2021\n\nPeru's cabinet **fell** on\n\nthe first of March.The president resigned.\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimspan.ReadingTokenizer.v1"}}})
    nlp.add_pipe("claimspan_sections")
    return nlp


def test_reading_tokenises_the_view(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == doc._.view.text
    assert "fell on the first of March. The president resigned." in doc.text


def test_reading_gives_a_bare_text_a_document(nlp: Language) -> None:
    document = nlp(TEXT)._.document
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (document.id, document.sha256, document.uri, document.text) == (digest[:16], digest, "", TEXT)
    assert (document.title, document.published) == ("Peru's Cabinet Falls", "2021-03-03")


@pytest.mark.parametrize("title, published", [("Own title", None), (None, "2020-02-02")])
def test_reading_keeps_what_a_document_knows(nlp: Language, title: str | None, published: str | None) -> None:
    given_document = Document(id="x", uri="a.txt", sha256="0", title=title, published=published, text=TEXT)
    document = nlp(reading.make_doc(nlp, given_document))._.document
    assert document.title == (title or "Peru's Cabinet Falls")
    assert document.published == (published or "2021-03-03")
    assert document.uri == "a.txt"


def test_reading_works_in_a_stream(nlp: Language) -> None:
    assert [doc._.document.text for doc in nlp.pipe([TEXT, "", "A man left."], batch_size=2)] == [
        TEXT,
        "",
        "A man left.",
    ]


def test_reading_survives_saving(nlp: Language, tmp_path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert [t.text for t in again(TEXT)] == [t.text for t in nlp(TEXT)]
    other = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimspan.ReadingTokenizer.v1"}}})
    other.add_pipe("claimspan_sections")
    other.from_bytes(nlp.to_bytes())
    assert [t.text for t in other(TEXT)] == [t.text for t in nlp(TEXT)]


def test_reading_wraps_any_tokenizer() -> None:
    nlp = spacy.blank("xx")
    doc = reading.make_doc(nlp, reading.document_of(TEXT))
    assert doc.text == doc._.view.text


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_reading_takes_any_string_and_quotes_it_exactly(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for token in doc:
        start, end = doc._.view.original(token.idx, token.idx + len(token))
        assert 0 <= start <= end <= len(text)
        if end - start == len(token) and "\ufffd" not in token.text:
            assert text[start:end] == token.text


def test_parts_hold_every_token_of_the_whole(nlp: Language) -> None:
    document = reading.document_of("The army took the town. It left in 1990.\n\n" * 50)
    whole = nlp(reading.make_doc(nlp, document))
    parts = [nlp(doc) for doc in reading.make_docs(nlp, document, 200)]
    assert len(parts) > 5
    assert [t.text for doc in parts for t in doc] == [t.text for t in whole]
    spans = [doc._.view.original(t.idx, t.idx + len(t)) for doc in parts for t in doc]
    assert spans == [whole._.view.original(t.idx, t.idx + len(t)) for t in whole]
    assert {doc._.document for doc in parts} == {document}
