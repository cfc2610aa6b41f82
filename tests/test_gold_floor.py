"""The gold that ships is sound, and the figures on it stay above the floors that ship."""

from pathlib import Path

import pytest

from pipeline import run
from pipeline.evaluation import below, read_floors, read_gold, score

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS = read_gold(CORPUS / "gold" / "articles")


@pytest.fixture(scope="module")
def scores():
    nlp = run.load()
    claims = [
        claim
        for document in DOCUMENTS
        for claim in run.extract(
            CORPUS / "gold" / "articles" / f"{document.name}.txt",
            published=document.published,
            kinds=("statistic", "relation"),
            pipeline=nlp,
        )
    ]
    return score(DOCUMENTS, claims)


def test_no_figure_is_below_its_floor(scores):
    floors = read_floors(CORPUS / "floors.toml")
    assert {"statistics.f1", "relations.f1", "values.recall"} <= set(floors)
    assert below(scores, floors) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_statistic_of_the_gold_has_a_value_in_its_place(document):
    statistics = [claim for claim in document.claims if claim.kind == "statistic"]
    assert statistics
    for claim in statistics:
        assert claim.value is not None, claim.text
        assert claim.value.amount is not None or claim.value.low is not None or claim.value.high is not None, claim.text
        assert claim.value_quote is None or claim.value_quote in document.text
