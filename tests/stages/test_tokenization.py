import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.tokenization import build_tokenizer

TOKENIZER = build_tokenizer(spacy.blank("en").vocab)
TABLE = [
    ("1,640-mile (2,640-kilometer)", ["1,640", "-", "mile", "(", "2,640", "-", "kilometer", ")"]),
    ("12-year-old", ["12", "-", "year", "-", "old"]),
    ("US-led U.S.-led", ["US", "-", "led", "U.S.", "-", "led"]),
    ("anti-Taliban", ["anti", "-", "Taliban"]),
    ("re-elected", ["re-elected"]),
    ("Non-governmental", ["Non-governmental"]),
    ("mid-2016", ["mid", "-", "2016"]),
    ("15-24", ["15", "-", "24"]),
    ("2003–2007", ["2003", "–", "2007"]),
    ("$2.5bn", ["$", "2.5", "bn"]),
    ("$10-$20", ["$", "10", "-", "$", "20"]),
    ("1.2%-3.4%", ["1.2", "%", "-", "3.4", "%"]),
    ("in 1997.Though the", ["in", "1997", ".", "Though", "the"]),
    ("BIN LADIN.A UN", ["BIN", "LADIN", ".", "A", "UN"]),
    ("the U.S.A. and Dec. 27", ["the", "U.S.A.", "and", "Dec.", "27"]),
    ("al-Qaida's", ["al", "-", "Qaida", "'s"]),
    ("cannot don't", ["can", "not", "do", "n't"]),
    ("the 1990s.", ["the", "1990s", "."]),
    ("children/woman", ["children", "/", "woman"]),
]


@pytest.mark.parametrize(("text", "tokens"), TABLE)
def test_texts_are_cut_as_the_treebanks_are(text: str, tokens: list[str]) -> None:
    assert [token.text for token in TOKENIZER(text)] == tokens


@given(st.text(max_size=60))
def test_tokens_join_to_their_text(text: str) -> None:
    assert "".join(token.text_with_ws for token in TOKENIZER(text)) == text
