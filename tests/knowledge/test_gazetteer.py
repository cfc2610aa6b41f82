"""Names are found in words without a recogniser."""

import pytest

from pipeline.knowledge.base import load
from pipeline.knowledge.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("most Afghans and Pakistanis agree", ["Afghans", "Pakistanis"]),
        ("The Tajik language is a variant of Dari .", ["Tajik", "Dari"]),
        ("groups such as al - Qaida and Jamiat - e - Islami", ["al - Qaida", "Jamiat - e - Islami"]),
        ("the Tajikistan - Afghanistan border", ["Tajikistan", "Afghanistan"]),
        ("Guinea - Bissau and Papua New Guinea", ["Guinea - Bissau", "Papua New Guinea"]),
        (
            "the Ethiopian People 's Revolutionary Democratic Front",
            ["Ethiopian People 's Revolutionary Democratic Front"],
        ),
        ("the United States of America , U.S. and US", ["United States of America", "U.S.", "US"]),
        ("it tells us who is who in turkey farming", []),
        ("Black , White and Mixed", []),
        ("South Korea 's debt", ["South Korea"]),
        ("Shavkat went to Central Asia", ["Central Asia"]),
    ],
)
def test_longest_matches(text: str, found: list[str]) -> None:
    words = text.split(" ")
    matches = Gazetteer(load()).matches(words)
    assert [" ".join(words[start:end]) for start, end in matches] == found


def test_no_words_no_matches() -> None:
    assert list(Gazetteer(load()).matches([])) == []
