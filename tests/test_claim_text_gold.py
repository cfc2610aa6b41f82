"""What a strict reader found in the texts of claims stays as good as it was, in both halves of the gold articles."""

from pathlib import Path

import pytest

from pipeline import run
from pipeline.evaluation import read_gold
from pipeline.evaluation.claim_texts import LEAST_CONFIDENCE, Judgement, Reading, read_judgements, read_texts

GOLD = Path(__file__).parent.parent / "corpus" / "gold"
KINDS = ("statistic", "relation", "statement")
# The measured shares less a margin for texts that a change words anew. More than a tenth of them asks for a new reading:
# `benchmarks/claim_texts.py --unjudged`.
MOST_UNJUDGED = 0.1
FLOORS = {"open": (0.69, 0.03), "blind": (0.59, 0.05)}  # least share without a fault, greatest with one of grammar


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    nlp, judgements = run.load(), read_judgements(GOLD / "claim_texts.jsonl")
    halves: dict[str, dict[str, list]] = {"open": {}, "blind": {}}
    for document in read_gold(GOLD / "articles"):
        path = GOLD / "articles" / f"{document.name}.txt"
        found = run.extract(path, published=document.published, kinds=KINDS, pipeline=nlp, language="en")
        halves["blind" if document.half == "blind" else "open"][document.name] = list(found)
    return {half: read_texts(claims, judgements) for half, claims in halves.items()}


@pytest.mark.parametrize("half", FLOORS)
def test_texts_read_as_well_as_they_did(readings: dict[str, Reading], half: str) -> None:
    reading = readings[half]
    good, grammar = FLOORS[half]
    assert len(reading.unjudged) <= MOST_UNJUDGED * (reading.judged + len(reading.unjudged))
    assert reading.share(None) >= good
    assert reading.share("grammar") <= grammar


def test_only_claims_that_are_sure_enough_are_read(readings: dict[str, Reading]) -> None:
    claims = {"a": list(run.extract("They left.", language="en", kinds=["statement"], pipeline=run.load()))}
    assert all(claim.confidence < LEAST_CONFIDENCE for claim in claims["a"])
    assert read_texts(claims, {}) == Reading(0, 0, readings["open"].faults.__class__(), ())


def test_a_text_is_counted_once_by_its_judgement() -> None:
    claims = {
        "a": list(run.extract("Ghana lowered its debt. Ghana lowered its debt.", language="en", kinds=["statement"]))
    }
    (text,) = {claim.text for claim in claims["a"]}
    judgements = {
        ("a", text): read_judgements(GOLD / "claim_texts.jsonl").popitem()[1].model_copy(update={"fault": "odd"})
    }
    reading = read_texts(claims, judgements)
    assert (reading.judged, reading.share("odd"), reading.unjudged) == (1, 1.0, ())


def test_texts_with_a_word_left_open_are_counted_among_the_good_ones() -> None:
    text = "Two boats sank off Malta. Peru bought the boats."
    claims = {"a": list(run.extract(text, language="en", kinds=["statement"]))}
    found = sorted({claim.text for claim in claims["a"]})
    assert found == ["Peru bought the boats (unresolved).", "Two boats sank off Malta."]
    judgements = {("a", told): Judgement(document="a", text=told) for told in found}
    assert (read_texts(claims, judgements).good, read_texts(claims, judgements).left_open) == (2, 1)
