"""Sections: blocks of the view as tokens, and sentences that stay inside them."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.stages import reading  # noqa: F401  (registers the tokenizer)
from pipeline.stages.sections import Sections


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimspan.ReadingTokenizer.v1"}}})
    nlp.add_pipe("claimspan_sections")
    return nlp


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Chad Votes\n\nThe vote was on Monday.", [("title", "Chad Votes"), ("paragraph", "The vote was on Monday.")]),
        (
            "It ended in 1997.Though few noticed.",
            [("paragraph", "It ended in 1997."), ("paragraph", "Though few noticed.")],
        ),
        ("", []),
    ],
)
def test_sections_cover_the_blocks(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(s.label, doc[s.start : s.end].text) for s in doc._.sections] == expected


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(["A man left. ", "\n\n", "Sh", "- ", "x" * 1100, "**", " ", "é", "(", "1.A "]), max_size=20
    ).map("".join)
)
def test_sections_hold_every_token_and_start_sentences(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert [i for s in doc._.sections for i in range(s.start, s.end)] == list(range(len(doc)))
    assert all(doc[s.start].is_sent_start for s in doc._.sections)


def test_a_doc_without_a_view_is_one_paragraph(nlp: Language) -> None:
    doc = Sections()(Doc(nlp.vocab, words=["A", "man", "left"]))
    assert [(s.start, s.end, s.label) for s in doc._.sections] == [(0, 3, "paragraph")]
