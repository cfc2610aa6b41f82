"""The stage that leaves times in the Doc, on Docs built by hand."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Section
from pipeline.records import Document
from pipeline.stages.times import Times


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def stage() -> Times:
    return Times()


def document(text: str, published: str | None = None) -> Document:
    return Document(id="d", uri="d.txt", sha256="0" * 64, text=text, published=published)


def parsed(nlp: Language, rows: str) -> Doc:
    """A Doc from "form/UPOS/XPOS/head" tokens."""
    fields = [row.split("/") for row in rows.split()]
    return Doc(
        nlp.vocab,
        words=[f[0] for f in fields],
        pos=[f[1] for f in fields],
        tags=[f[2] for f in fields],
        heads=[int(f[3]) for f in fields],
        deps=["dep"] * len(fields),
    )


def test_a_text_without_document_is_read(nlp: Language, stage: Times) -> None:
    doc = stage(nlp("Massoud was killed on Sept. 9, 2001.\n\nTwo days later, the 9/11 attacks took place."))
    assert [(doc[t.start : t.end].text, t.time.edtf, t.kind) for t in doc._.times] == [
        ("Sept. 9, 2001", "2001-09-09", "absolute"),
        ("Two days later", "2001-09-11", "relative"),
        ("9/11", "2001-09-11", "absolute"),
    ]


def test_the_publication_date_resolves_relative_times(nlp: Language, stage: Times) -> None:
    doc = nlp("On Dec. 27, the group claimed responsibility.")
    doc._.document = document(doc.text, "2023-01-09")
    assert [(t.time.edtf, t.time.anchor) for t in stage(doc)._.times] == [("2022-12-27", "2023-01-09")]


def test_a_dateline_counts_as_publication_date_and_is_noted(nlp: Language, stage: Times) -> None:
    doc = nlp(
        "Unrest in the North\n\nby Jane Roe - January 9, 2023\n\nOn Dec. 27, they struck, as they had on May 1, 2010."
    )
    byline = next(token.i for token in doc if token.text == "by")
    body = next(token.i for token in doc if token.text == "On")
    doc._.sections = [
        Section(0, byline, "title"),
        Section(byline, body, "byline"),
        Section(body, len(doc), "paragraph"),
    ]
    doc._.document = document(doc.text)
    stage(doc)
    assert doc._.document.published == "2023-01-09"
    assert [t.time.edtf for t in doc._.times] == ["2023-01-09", "2022-12-27", "2010-05-01"]


@pytest.mark.parametrize("label", ["paragraph", "heading", "caption", "list"])
def test_a_date_in_the_article_is_no_dateline(nlp: Language, stage: Times, label: str) -> None:
    doc = nlp("On May 1, 2010, they struck, and on Dec. 27.")
    doc._.sections = [Section(0, len(doc), label)]  # type: ignore[arg-type]
    doc._.document = document(doc.text)
    assert stage(doc)._.document.published is None


def test_a_publication_date_given_stays(nlp: Language, stage: Times) -> None:
    doc = nlp("by Jane Roe - January 9, 2023")
    doc._.sections = [Section(0, len(doc), "byline")]
    doc._.document = document(doc.text, "2023-02-01")
    assert stage(doc)._.document.published == "2023-02-01"


@pytest.mark.parametrize(
    "rows, edtf",
    [
        ("They/PRON/PRP/1 met/VERB/VBD/1 on/ADP/IN/3 Tuesday/PROPN/NNP/1", "2023-01-03"),
        ("They/PRON/PRP/2 may/AUX/MD/2 meet/VERB/VB/2 on/ADP/IN/4 Tuesday/PROPN/NNP/2", "2023-01-10"),
        ("They/PRON/PRP/3 may/AUX/MD/3 have/AUX/VB/3 met/VERB/VBN/3 on/ADP/IN/5 Tuesday/PROPN/NNP/3", "2023-01-03"),
        ("They/PRON/PRP/2 will/AUX/MD/2 meet/VERB/VB/2 on/ADP/IN/4 Tuesday/PROPN/NNP/2", "2023-01-10"),
        (
            "They/PRON/PRP/1 said/VERB/VBD/1 on/ADP/IN/3 Tuesday/PROPN/NNP/1 "
            "it/PRON/PRP/6 will/AUX/MD/6 end/VERB/VB/1",
            "2023-01-03",
        ),
        ("a/DET/DT/1 vote/NOUN/NN/1 scheduled/VERB/VBN/1 for/ADP/IN/4 Tuesday/PROPN/NNP/2", "2023-01-10"),
    ],
)  # fmt: skip
def test_the_tree_tells_the_tense(nlp: Language, stage: Times, rows: str, edtf: str) -> None:
    doc = parsed(nlp, rows)
    doc._.document = document(doc.text, "2023-01-09")
    assert [t.time.edtf for t in stage(doc)._.times] == [edtf]


def test_would_looks_ahead_from_what_was_named(nlp: Language, stage: Times) -> None:
    doc = parsed(
        nlp,
        "It/PRON/PRP/1 emerged/VERB/VBD/1 in/ADP/IN/3 1994/NUM/CD/1 ./PUNCT/./1 "
        "In/ADP/IN/7 two/NUM/CD/7 years/NOUN/NNS/10 it/PRON/PRP/10 would/AUX/MD/10 rule/VERB/VB/10",
    )
    assert [t.time.edtf for t in stage(doc)._.times] == ["1994", "1996"]


def test_a_month_that_is_tagged_a_verb_is_none(nlp: Language, stage: Times) -> None:
    doc = parsed(nlp, "crowds/NOUN/NNS/2 in/ADP/IN/2 March/VERB/VB/2")
    assert stage(doc)._.times == []


PIECES = ["in", "1994", "𝒳é", "mid-2016", "two", "days", "later", "\n\n", "(", "1980-88", ")", "."]
ENGLISH = spacy.blank("en")


@settings(deadline=None)
@given(text=st.lists(st.sampled_from(PIECES)))
def test_tokens_cover_the_characters(text: list[str]) -> None:
    doc = Times()(ENGLISH(" ".join(text)))
    for mention in doc._.times:
        tokens = doc[mention.start : mention.end]
        assert tokens.start_char <= mention.start_char < mention.end_char <= tokens.end_char


@pytest.mark.parametrize(
    ("verb", "label", "day"),
    [
        ("votes/VERB/VBZ/1", "paragraph", "2023-03-11"),
        ("votes/VERB/VBZ/1", "title", "2023-03-04"),
        ("votes/VERB/VBZ/1", "caption", "2023-03-04"),
        ("voted/VERB/VBD/1", "paragraph", "2023-03-04"),
        ("says/VERB/VBZ/1", "paragraph", "2023-03-04"),
    ],
)
def test_the_present_tense_of_what_is_planned_means_the_next_weekday(
    nlp: Language, stage: Times, verb: str, label: str, day: str
) -> None:
    doc = parsed(
        nlp, f"Nigeria/PROPN/NNP/1 {verb} on/ADP/IN/3 Saturday/PROPN/NNP/1 ././././1".replace("./././.", "./PUNCT/.")
    )
    doc[1].lemma_ = "say" if verb.startswith("say") else "vote"
    doc._.document = document(doc.text, "2023-03-10")
    doc._.sections = [Section(0, len(doc), label)]
    assert [t.time.edtf for t in stage(doc)._.times] == [day]
