"""The gold that ships is sound, and the figures on it stay above the floors that ship."""

import json
from pathlib import Path

import pytest

from pipeline import resources, run
from pipeline.evaluation import below, read_floors, read_gold, score
from pipeline.evaluation.reliability import ranking
from pipeline.evaluation.scoring import judge

CORPUS = Path(__file__).parent.parent / "corpus"
DOCUMENTS = read_gold(CORPUS / "gold" / "articles")
# Of other topics, written later: they have floors of their own.
VARIED = read_gold(CORPUS / "gold" / "articles_varied")


# The articles with which the rules were first written: their floors must not be made up for by new articles.
FIRST = (
    "bolivia-dollar-shortage",
    "burkina-faso-cup",
    "mozambique-cyclone",
    "peru-ice-cap",
    "south-korea-assembly-vote",
)
BLIND = tuple(document.name for document in DOCUMENTS if document.half == "blind")
VARIED_BLIND = tuple(document.name for document in VARIED if document.half == "blind")


@pytest.fixture(scope="module")
def found():
    """The claims of each article."""
    nlp = run.load()
    return {
        document.name: list(
            run.extract(
                CORPUS / "gold" / folder / f"{document.name}.txt",
                published=document.published,
                kinds=("statistic", "relation"),
                pipeline=nlp,
            )
        )
        for folder, documents in (("articles", DOCUMENTS), ("articles_varied", VARIED))
        for document in documents
    }


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("floors.toml", tuple(d.name for d in DOCUMENTS)),
        ("floors_first.toml", FIRST),
        ("floors_blind.toml", BLIND),
        ("floors_varied.toml", tuple(d.name for d in VARIED)),
        ("floors_varied_blind.toml", VARIED_BLIND),
    ],
)
def test_no_figure_is_below_its_floor(found, file, names):
    documents = [document for document in (*DOCUMENTS, *VARIED) if document.name in names]
    assert len(documents) == len(names) >= 4
    floors = read_floors(CORPUS / file)
    assert {"statistics.f1", "relations.f1", "values.recall"} <= set(floors)
    assert below(score(documents, [claim for name in names for claim in found[name]]), floors) == []


@pytest.mark.parametrize("kind", ["statistic", "relation"])
def test_confidence_belongs_to_the_rules_and_the_model(found, kind):
    """Not held out: as many are right as it says, and right ones stand higher; else it is to be learnt again.

    The error in bins is no measure here: what is honest for new documents says too little of those learnt from.
    """
    documents = (*DOCUMENTS, *VARIED)
    judged = [pair for document in documents for pair in judge(document, found[document.name]) if pair[0].kind == kind]
    assert len(judged) > 200
    pairs = [(claim.confidence, right) for claim, right in judged]
    assert sum(confidence for confidence, _ in pairs) / len(pairs) == pytest.approx(
        sum(right for _, right in pairs) / len(pairs), abs=0.03
    )
    assert ranking(pairs) > 0.75


@pytest.mark.parametrize("kind", ["statistic", "relation", "statement"])
def test_confidence_is_what_the_gold_says_of_documents_left_out(kind):
    """By the figure that learning leaves in the table (`python -m pipeline.training calibrate`)."""
    table = json.loads(resources.data("confidence.json").read_text("utf-8"))
    assert table["reliability"][kind]["error"] <= 0.05


def test_what_is_missed_in_blind_articles_is_not_told(found):
    notes = score((*DOCUMENTS, *VARIED), [claim for claims in found.values() for claim in claims]).notes
    told = {name for name in found if any(f" {name}: " in note for note in notes)}
    assert told and told.isdisjoint((*BLIND, *VARIED_BLIND))


@pytest.mark.parametrize("document", (*DOCUMENTS, *VARIED), ids=lambda document: document.name)
def test_every_statistic_of_the_gold_has_a_value_in_its_place(document):
    statistics = [claim for claim in document.claims if claim.kind == "statistic"]
    assert statistics
    for claim in statistics:
        assert claim.value is not None, claim.text
        assert claim.value.amount is not None or claim.value.low is not None or claim.value.high is not None, claim.text
        assert claim.value_quote is None or claim.value_quote in document.text
