"""What a strict reader found in the texts of claims stays as good as it was, in both halves of the gold articles."""

from collections import Counter
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
# Least share without a fault, greatest with one of grammar, of the texts from each folder and half.
FLOORS = {
    ("articles", "open"): (0.75, 0.03),
    ("articles", "blind"): (0.69, 0.04),
    ("articles_varied", "open"): (0.67, 0.03),
    ("articles_varied", "blind"): (0.49, 0.12),
}


@pytest.fixture(scope="module")
def readings() -> dict[tuple[str, str], Reading]:
    nlp, judgements = run.load(), read_judgements(GOLD / "claim_texts.jsonl")
    found: dict[tuple[str, str], dict[str, list]] = {place: {} for place in FLOORS}
    for folder in dict.fromkeys(folder for folder, _ in FLOORS):
        for document in read_gold(GOLD / folder):
            path = GOLD / folder / f"{document.name}.txt"
            claims = run.extract(path, published=document.published, kinds=KINDS, pipeline=nlp, language="en")
            found[folder, "blind" if document.half == "blind" else "open"][document.name] = list(claims)
    return {place: read_texts(claims, judgements) for place, claims in found.items()}


@pytest.mark.parametrize("place", FLOORS)
def test_texts_read_as_well_as_they_did(readings: dict[tuple[str, str], Reading], place: tuple[str, str]) -> None:
    reading = readings[place]
    good, grammar = FLOORS[place]
    assert len(reading.unjudged) <= MOST_UNJUDGED * (reading.judged + len(reading.unjudged))
    assert reading.share(None) >= good
    assert reading.share("grammar") <= grammar


def test_only_claims_that_are_sure_enough_are_read() -> None:
    claims = {"a": list(run.extract("They left.", language="en", kinds=["statement"], pipeline=run.load()))}
    assert all(claim.confidence < LEAST_CONFIDENCE for claim in claims["a"])
    assert read_texts(claims, {}) == Reading(0, 0, Counter(), ())


def test_a_text_is_counted_once_by_its_judgement() -> None:
    claims = {"a": list(run.extract("Ghana invaded Togo. Ghana invaded Togo.", language="en", kinds=["statement"]))}
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
    assert found == [
        "Peru bought the boats (unresolved) (after “Two boats sank off Malta.”).",
        "Two boats sank off Malta.",
    ]
    judgements = {("a", told): Judgement(document="a", text=told) for told in found}
    assert (read_texts(claims, judgements).good, read_texts(claims, judgements).left_open) == (2, 1)
