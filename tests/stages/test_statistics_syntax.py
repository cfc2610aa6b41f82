"""Whose number it is and what it measures, where the sentence says so in less usual ways; through the whole pipeline."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb itself is the number
        ("Nigeria's exports doubled in 2019.", ("growth_rate", "Nigeria's exports", "Nigeria", 2, "1")),
        ("Bread prices have been halved in Egypt.", ("growth_rate", "Bread prices", "Egypt", 0.5, "1")),
        # the number's own words name the measure
        ("Uganda records 5.1 children per woman.", ("fertility_rate", "Uganda", None, 5.1, "1")),
        ("Mali counts 41 births per 1,000 people.", ("birth_rate", "Mali", None, 41, "10*-3")),
        # what money is spent on names it, also where a currency looks like a verb
        ("Latvia spends 2.3 billion euros on defence.", ("military_expenditure", "Latvia", None, 2.3e9, "EUR")),
        # passives
        (
            "Guarani is spoken by 87 percent of Paraguayans.",
            ("language_share", "Guarani", "Paraguayans", 87, "%"),
        ),
        # a pronoun takes the measure up
        (
            "The literacy rate of girls in Chad is 14 percent, that of boys 31 percent.",
            ("literacy_rate", "boys", "Chad", 31, "%"),
        ),
        # how far from what
        ("The rocket came down within 40 kilometers of Harbin.", ("distance", "The rocket", "Harbin", 40, "km")),
        # so many in so many are a share
        ("One in four Koreans voted early.", ("share", "Koreans", None, 1, "1")),
        # an amount for so much of a thing is its price, and what hits a high has that amount
        ("Crude oil closed at $60.45 a barrel in London.", ("price", "Crude oil", "London", 60.45, "USD")),
        ("Crude oil hit a high of $60.95 in London.", ("amount_of_money", "Crude oil", "London", 60.95, "USD")),
        ("Fuel prices in Peru rose to $5.", ("price", "Fuel prices", "Peru", 5, "USD")),
        # a loss of percents is a change, whatever its words
        ("Peru's main index lost three-tenths of a percent.", ("growth_rate", "Peru's main index", "Peru", 0.3, "%")),
        # who was ranked, not by whom
        (
            "Ana Bo was ranked the seventh-best manager in the world by the club.",
            ("rank", "Ana Bo", "the world", 7, "1"),
        ),
        ("Ana Bo was the third of the Wright sisters.", ("rank", "Ana Bo", "the Wright sisters", 3, "1")),
        # a participle says what the people counted suffered
        ("The number of people killed in Peru rose to 90.", ("killed", "people", "Peru", 90, "1")),
        ("This brings to 5 the number of deaths in Peru.", ("killed", "deaths", "Peru", 5, "1")),
        # some of those that the text has told of
        ("Police in Peru released 200 of the strikers.", ("count", "the strikers", "Police", 200, "1")),
        # who was the first to do something
        ("Ana Bo was the first person to climb Inti.", ("rank", "Ana Bo", None, 1, "1")),
        # all of them are where they are, and not in one of them
        ("Inti is one of twelve parks in Lapland.", ("count", "parks", "Lapland", 12, "1")),
    ],
)
def test_what_a_number_is_about(claims, text, expected):
    assert expected in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile have held a third meeting.",  # one more, and no rank of theirs
        "The car has a straight-six engine.",  # a kind of engine, of which there is one
        "Today is the second of the month.",  # a date
        "The second place to visit in Peru is Cusco.",  # no place in a contest
        "The coalition lost its majority of the house in May.",  # how many seats it had, nobody says
        "The plant is the first of its kind in Peru.",  # where, the rank alone would not say
    ],
)
def test_a_number_that_counts_and_ranks_nothing(claims, text):
    assert claims(text) == []


def test_when_something_happened_is_no_duration(claims):
    found = claims("The army killed 40 rebels in the first two days of the offensive in Peru.")
    assert [claim[0] for claim in found] == ["killed"]


def test_a_part_of_what_is_not_named_is_counted_once(claims):
    assert [claim[3] for claim in claims("The party lost 12 of the 22.")] == [12]
    assert [claim[3] for claim in claims("The party lost 12 of the 22 cities.")] == [12, 22]


def test_what_is_at_stake_is_no_part(claims):
    found = claims("A third of the Senate's seats were at stake.")
    assert [claim[:2] for claim in found] == [("share", "A third of the Senate's seats")]


def test_a_number_is_placed_in_no_country_that_another_sentence_is_about(claims):
    text = "Chile is a long country. Chile has mines. In Bolivia, miners earn 4,000 bolivianos."
    assert not any(claim[2] == "Chile" for claim in claims(text))
