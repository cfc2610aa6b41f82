"""What names nobody and nothing is told with the title of its text, and nothing else is."""

from collections.abc import Callable

import pytest

from pipeline.stages.contexts import LONGEST

TITLE = "Storm Ana Floods Beira"
Texts = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("A warning was issued on 3 May 2023.", "A warning was issued on 3 May 2023 (in “Storm Ana Floods Beira”)."),
        ("The wind killed 640 people.", "The wind killed 640 people (in “Storm Ana Floods Beira”)."),
        # Parts of an event that the clause does not name.
        ("In Kenya, 180 houses were destroyed.", "180 houses were destroyed in Kenya (in “Storm Ana Floods Beira”)."),
        ("The Green Party won 112 seats.", "The Green Party won 112 seats (in “Storm Ana Floods Beira”)."),
        ("Juan Bo scored two goals.", "Juan Bo scored two goals (in “Storm Ana Floods Beira”)."),
        ("The plane of Juan Bo has 150 seats.", "The plane of Juan Bo has 150 seats."),
        ("The goal of Juan Bo was peace.", "The goal of Juan Bo was peace."),
        ("Bo Khumalo finished third.", "Bo Khumalo finished third (in “Storm Ana Floods Beira”)."),
        ("In Kenya, 180 houses were destroyed by fire.", "180 houses were destroyed by fire in Kenya."),
        ("In Kenya, 180 houses were destroyed in 2019.", "180 houses were destroyed in 2019 in Kenya."),
        ("The Green Party won 112 seats in the election.", None),
        ("I lost 12 cows.", None),
        ("Peru sent two helicopters.", "Peru sent two helicopters."),
        ("Syrian troops left in May 2023.", "Syrian troops left in May 2023."),
        ("WSJK sent two helicopters.", "WSJK sent two helicopters."),
        ("They lost 12 cows.", "They (unresolved) lost 12 cows."),
        ("Most iodine in food comes from milk.", "Most iodine in food comes from milk."),
    ],
)
def test_what_names_nothing_says_in_which_text_it_stands(texts: Texts, sentence: str, text: str | None) -> None:
    found = texts(f"{TITLE}\n\n{sentence}\n")
    assert found
    if text is not None:
        assert text in found
    assert sum("“" in one for one in found) == (len(found) if text is not None and "“" in text else 0)


@pytest.mark.parametrize("title", ["", f"{'Very ' * (LONGEST // 5)}Long Title"])
def test_a_text_without_a_usable_title_gives_none(texts: Texts, title: str) -> None:
    assert "A warning was issued on 3 May 2023." in texts(f"{title}\n\nA warning was issued on 3 May 2023.\n")
