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
    ("and/or w/o", ["and", "/", "or", "w/o"]),
    ("Really?! No!!!", ["Really", "?!", "No", "!!!"]),
    ("<<see report.pdf>> ***", ["<<", "see", "report.pdf", ">>", "***"]),
    ("(a minister): it", ["(", "a", "minister", ")", ":", "it"]),
    ("(the first)(see note 8)", ["(", "the", "first", ")", "(", "see", "note", "8", ")"]),
    ("713-853-3989 or 2005-03-09", ["713-853-3989", "or", "2005-03-09"]),
    (
        "on 9/11 and 16/11/2004, 1/2, 2001/02",
        ["on", "9/11", "and", "16/11/2004", ",", "1", "/", "2", ",", "2001", "/", "02"],
    ),
    ("500-1000 people", ["500", "-", "1000", "people"]),
    ("the 1990's", ["the", "1990's"]),
    ("7:30PM 9am-5pm", ["7:30", "PM", "9", "am", "-", "5", "pm"]),
    ("$80k. £2.5m. 60Hz", ["$", "80", "k", ".", "£", "2.5", "m", ".", "60", "Hz"]),
    ("DON'T havn't he--didn't", ["DO", "N'T", "hav", "n't", "he", "--", "did", "n't"]),
    ("I wanna see alot", ["I", "wan", "na", "see", "a", "lot"]),
    ("weapons- and --Angela", ["weapons", "-", "and", "--", "Angela"]),
    ("Lt. Karimi of Ft. Detrick et al. said", ["Lt.", "Karimi", "of", "Ft.", "Detrick", "et", "al.", "said"]),
    ("Resolution No. 1267. No. We", ["Resolution", "No.", "1267", ".", "No", ".", "We"]),
    ("roads, etc. were built, etc. They", ["roads", ",", "etc.", "were", "built", ",", "etc", ".", "They"]),
    ("its a bank and its the law", ["it", "s", "a", "bank", "and", "it", "s", "the", "law"]),
    ("its in-house lawyers and its army", ["its", "in", "-", "house", "lawyers", "and", "its", "army"]),
    ("the id of BUDGET.XLS", ["the", "id", "of", "BUDGET.XLS"]),
    ('"A. Khan"<akhan...@mail.com>', ['"', "A.", "Khan", '"', "<", "akhan...@mail.com", ">"]),
    ("https://example.org/a-b/ stays", ["https://example.org/a-b/", "stays"]),
]


@pytest.mark.parametrize(("text", "tokens"), TABLE)
def test_texts_are_cut_as_the_treebanks_are(text: str, tokens: list[str]) -> None:
    assert [token.text for token in TOKENIZER(text)] == tokens


@given(st.text(max_size=60))
def test_tokens_join_to_their_text(text: str) -> None:
    assert "".join(token.text_with_ws for token in TOKENIZER(text)) == text


def test_a_saved_tokenizer_cuts_the_same() -> None:
    again = build_tokenizer(spacy.blank("en").vocab).from_bytes(TOKENIZER.to_bytes())
    for text, tokens in TABLE:
        assert [token.text for token in again(text)] == tokens
