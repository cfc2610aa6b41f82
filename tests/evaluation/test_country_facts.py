"""How many facts about countries are found, also in sentences that nobody looked at while the rules were written."""

from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import RecordError, SourceError
from pipeline.evaluation.country_facts import read_country_sentences, score_country_sentences

SENTENCES = read_country_sentences(Path(__file__).parents[2] / "corpus" / "gold" / "country_facts.jsonl")
# Measured less a small margin; how: benchmarks/country_facts.py.
FLOORS = {"open": 0.90, "blind": 0.78}


@pytest.fixture(scope="module")
def read():
    pipeline = run.load()
    return lambda text: list(
        run.extract(text, published="2023-01-09", kinds=("statistic", "relation"), pipeline=pipeline, language="en")
    )


@pytest.mark.parametrize("half", FLOORS)
def test_no_half_falls_below_its_floor(read, half):
    facts = score_country_sentences([s for s in SENTENCES if s.half == half], read).facts
    assert facts.total >= 80
    assert facts.share >= FLOORS[half]


def test_claims_of_another_sentence_find_nothing(read):
    others = dict(zip([s.text for s in SENTENCES[:20]], [s.text for s in SENTENCES[20:40]], strict=True))
    scores = score_country_sentences(SENTENCES[:20], lambda text: read(others[text]))
    assert scores.facts.hits == 0
    assert len(scores.notes) == scores.facts.total


def test_a_line_that_is_no_sentence_is_named(tmp_path):
    file = tmp_path / "facts.jsonl"
    file.write_text('{"text": "x", "half": "both", "claims": []}\n', encoding="utf-8")
    with pytest.raises(RecordError, match="line 1"):
        read_country_sentences(file)
    with pytest.raises(SourceError, match="none"):
        read_country_sentences(tmp_path / "none.jsonl")
