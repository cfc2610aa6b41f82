"""Whose a number is, and how it is put forward: each text gives a statistic with these words and this modality."""

import pytest

import pipeline
from pipeline.records import Claim

GIVES = {
    # Who expects a measure is not whose it is; what is expected is predicted, in the month to come.
    "The bank assumes an average price of $4.30 a pound this year.": (
        "price", "predicted", "The bank assumes an average price of $4.30 a pound in 2024.",
    ),
    "The Korean commission expects a turnout of 60 percent.": (
        "turnout", "predicted", "The Korean commission expects a turnout of 60 percent.",
    ),
    "The bank now sees inflation in Peru at 4.4 percent in December.": (
        "inflation_rate", "predicted", "It is expected that the inflation rate of Peru will be 4.4 percent in December 2024.",
    ),
    "Ana Bo sees the rate at 5.25 percent by year-end.": (
        "statistic", "predicted", "Ana Bo sees the rate at 5.25 percent by December 2024.",
    ),
    "The economy of Peru is projected by the fund to expand by 6 percent in 2025.": (
        "growth_rate", "predicted", "It is expected that Peru will have a growth rate of 6 percent in 2025.",
    ),
    # What something is to change from is so already.
    "Eurostat expects fertility in Latvia to recover from 1.34 children per woman to no more than 1.5 in 2050.": (
        "fertility_rate", "asserted", "The fertility rate of Latvia is 1.34 children per woman.",
    ),
    # What somebody needs or wants is not so.
    "Under the constitution, a candidate needs more than half of the valid votes to avoid a runoff.": (
        "vote_share", "desired",
        "Under the constitution, a candidate needs more than half of the valid votes to avoid a runoff.",
    ),
    "The rebels want two ministries.": ("count", "desired", "The rebels want two ministries."),
    # An age beside a name holds whatever the clause tells.
    "Should Ana Bo, 61, be forced out, Peru will vote.": ("age", "asserted", "Ana Bo is 61 years old."),
    "Ana Bo, 61, did not win.": ("age", "asserted", "Ana Bo is 61 years old."),
    "The 61-year-old teacher may run.": ("age", "asserted", "The teacher is 61 years old."),
    # "Hardly" denies no amount that is told.
    "Last year the economy of Peru hardly expanded, by 0.2 percent.": (
        "growth_rate", "asserted", "Peru had a growth rate of 0.2 percent in 2023.",
    ),
    # A value is said once, in the tense in which it holds.
    "Investment, which accounts for about a quarter of gross domestic product, may contract.": (
        "share", "asserted", "Investment makes up about a quarter of gross domestic product.",
    ),
    "Riga, home to 658,600 people, or nearly a third of the nation, shrank by 14 percent.": (
        "share", "asserted", "Riga makes up almost a third of the nation.",
    ),
    "Only one in five of the trucks is less than ten years old.": (
        "age", "asserted", "Only one in five of the trucks is less than ten years old.",
    ),
}  # fmt: skip


def statistics(text: str) -> list[Claim]:
    return pipeline.extract(text, published="2024-05-16", language="en", kinds=["statistic", "relation"])


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_numbers_are_told_of_whom_and_how_they_hold(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in [(c.predicate.id, c.modality, c.text) for c in statistics(text)]


def test_what_is_expected_is_not_denied() -> None:
    told = statistics("The party barely won 3 percent of the vote.")
    assert [c.negated for c in told if c.predicate.id == "vote_share"] == [False]


def test_an_amount_before_has_the_time_of_its_participle() -> None:
    told = statistics("Inflation was 3 percent in May, up from the 2 percent measured in January.")
    times = {c.value.amount: [q.text for q in c.qualifiers] for c in told if c.value is not None}
    assert times == {3: ["in May"], 2: ["in January"]}


def test_an_event_whose_words_have_its_place_is_not_told_to_be_there() -> None:
    assert not [
        c
        for c in statistics("Peru lost 12 percent of its people between its last two censuses.")
        if c.kind == "relation"
    ]
