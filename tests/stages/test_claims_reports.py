"""News of campaigns, races and surveys is told as it stands: each text gives these among its claims, and not those."""

import pytest

import pipeline

GIVES = {
    # What runs on from now is counted from now, whatever year was named before.
    "It fell in 2019. A child that we miss in the next ten days may die.": (
        "A child that we (unresolved) miss in the period from 17 January 2024 to 26 January 2024 may die."
    ),
    # Where a part of those counted were, went or came from is told as the sentence tells it.
    "Some 2,000 people died in 2020, 95 percent of them in Africa.": (
        "Some 2,000 people died in 2020, 95 percent of them in Africa."
    ),
}
GIVES_NOT = {
    "Some 2,000 people died in 2020, 95 percent of them in Africa.": (
        "Some 2,000 people made up 95 percent of Africa in 2020."
    ),
    # How long somebody took is no span of "a time".
    "Ana Bo won the race on Sunday in a time of two hours.": "A time lasted two hours on 14 January 2024.",
    # Whoever has a part of a body does not lead the whole.
    "Ana Bo, the Red Cross's head of sales, left.": "The Red Cross is led by Ana Bo.",
    # Sponsors and teams withdraw from what they take part in, forces from places.
    "The club paid for the camp in Norway only after sponsors withdrew.": "Sponsors withdrew from Norway.",
    # How many times as fast something grew is no rate of growth.
    "Peru's economy grew by 4.3 percent in 2023, twice as fast as Chile's.": "Peru had a growth rate of twice in 2023.",
    # A country has countries for neighbours, and a county has counties.
    "Romania is poor. Wages in Cluj are at 5,640 lei, and 4,100 lei in neighbouring Salaj.": (
        "Romania shares a border with Salaj."
    ),
}


def texts(text: str) -> list[str]:
    kinds = ["statistic", "relation", "statement"]
    return [c.text for c in pipeline.extract(text, published="2024-01-16", language="en", kinds=kinds)]


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_reports_are_told_as_they_stand(text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_reports_give_nothing_wrong(text: str, wrong: str) -> None:
    assert wrong not in texts(text)
