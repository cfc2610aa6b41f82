"""The country in which a clause holds is said where the text says it elsewhere, and stands in the record with its span."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.records import Claim

LEAD = "Kenya has a new budget. Kenya's farmers are angry. "


def claims(sentence: str) -> list[Claim]:
    found = pipeline.extract(
        LEAD + sentence, language="en", published="2023-05-20", kinds=["statement", "statistic", "relation"]
    )
    return [claim for claim in found if claim.evidence.start >= len(LEAD)]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Food prices climbed by 10.1 percent.", "Food prices climbed by 10.1 percent (in Kenya)."),
        ("Some 23,000 houses were destroyed.", "Some 23,000 houses were destroyed (in Kenya)."),
        ("Police shot six people in 2022.", "Police shot six people in 2022 (in Kenya)."),
        ("The Green Grass Party won 112 seats.", "The Green Grass Party won 112 seats (in Kenya)."),
        ("Farm minister Ana Bo spoke.", "Ana Bo is farm minister (in Kenya)."),
        ("Ana Bo, the farm minister, spoke.", "Ana Bo is the farm minister (in Kenya)."),
        ("The election of August 2022 was close.", "There was an election in August 2022 (in Kenya)."),
        # People from elsewhere live there too.
        ("Some 270,000 Somalis live in camps.", "Some 270,000 Somalis live in camps (in Kenya)."),
        ("Only 9 percent of Ugandans have papers.", "Only 9 percent of Ugandans have papers (in Kenya)."),
        # Of people and things of a kind, and of institutions, a country has its own.
        ("Farmers are angry.", "Farmers are angry (in Kenya)."),
        ("Police fired shots.", "Police fired shots (in Kenya)."),
    ],
)
def test_a_clause_with_a_number_or_time_says_where(sentence: str, text: str) -> None:
    told = [claim for claim in claims(sentence) if claim.bare_text == text]
    assert told, [claim.bare_text for claim in claims(sentence)]
    for claim in told:
        slots = [slot for slot in (claim.subject, claim.object) if slot is not None]
        places = [one for one in claim.qualifiers if one.role == "place"]
        assert "country:KE" in [one.entity.id for one in (*slots, *places) if one.entity is not None]
        for place in places:
            assert place.start is not None and (LEAD + sentence)[place.start : place.end] == place.text == "Kenya"


@pytest.mark.parametrize(
    "sentence",
    [
        "Prices climbed by 10.1 percent in Uganda.",
        "Ana Bo earns $5 million.",
        "The World Health Organization sent 5 million doses in 2022.",
        "World trade grew by 3 percent.",
        "A lion weighs 190 kilograms.",
        "They sold 300 cows in 2021.",
        "Ugandan traders sold 300 cows in 2021.",
        "Her plan costs $5 million.",
        "The farmers are angry.",
        "Children of farmers are angry.",
        "Ana Bo, the farm minister of Uganda, resigned.",
        "Ana Bo, the mayor, resigned.",
        "Ana Bo was her farm minister.",
    ],
)
def test_what_holds_elsewhere_or_anywhere_says_no_country(sentence: str) -> None:
    found = claims(sentence)
    assert found
    assert not [claim.bare_text for claim in found if "(in Kenya)" in claim.text]


def test_the_place_that_a_sentence_begins_with_holds_for_its_later_clauses() -> None:
    found = claims("In Nakuru, crowds met, and police said that three people died.")
    assert "Three people died, according to police (in Nakuru)." in [claim.bare_text for claim in found]
    assert "Crowds met in Nakuru." in [claim.bare_text for claim in found]


def test_a_text_about_several_countries_says_none() -> None:
    text = "Kenya trades with Uganda. Uganda trades with Kenya. Some 23,000 houses were destroyed."
    found = pipeline.extract(text, language="en", kinds=["statement"])
    assert "Some 23,000 houses were destroyed." in [claim.bare_text for claim in found]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Fires Rage in Cusco", "Some 300 houses were painted (in Cusco)."),
        ("Fires Rage in Peru", "Some 300 houses were painted (in Peru)."),
        ("Fires Rage in Cusco", "Some 900 houses were painted (in Peru)."),
    ],
)
def test_a_text_that_is_set_in_one_place_says_that_place(title: str, text: str) -> None:
    told = "Fire broke out in Cusco, in Peru. Some 300 houses were painted. Nationwide, some 900 houses were painted."
    found = pipeline.extract(f"{title}\n\n{told}\n", language="en", kinds=["statement"])
    assert text in [claim.bare_text for claim in found]
