"""What a text says against itself is noted, whatever the reference says."""

import pytest

from pipeline.records import Claim
from pipeline.run import extract
from pipeline.verify.attach import attach


def notes(text: str, published: str = "2023-01-09") -> list[str]:
    claims: list[Claim] = list(extract(text, published=published, kinds=["statistic", "relation"]))
    return [c.verification.note or "" for c in attach(claims) if c.verification]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The road is 100 miles (180 km) long.",
            "The wordings of the text disagree",
        ),
        ("Tajiks make up 127 percent of the population of Afghanistan.", "more than 100 %"),
        (
            "Pashtuns make up 62 percent of the population of Afghanistan. "
            "Tajiks make up 57 percent of the population of Afghanistan.",
            "sum to 119 %",
        ),
        ("South Sudan became independent in July 2031.", "appeared on 2023-01-09, before"),
    ],
)
def test_what_does_not_add_up_is_noted(text: str, words: str) -> None:
    assert any(words in note for note in notes(text))


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan shares a 1,640-mile (2,640-kilometer) border with Afghanistan.",
        "Pashtuns make up 42 percent of the population of Afghanistan. "
        "Tajiks make up 27 percent of the population of Afghanistan.",
        "Pashtuns make up 62 percent of the population of Afghanistan. "
        "Tajiks make up 84 percent of the population of Tajikistan.",
        "South Sudan became independent in July 2011.",
    ],
)
def test_what_adds_up_is_not(text: str) -> None:
    found = notes(text)
    assert found
    assert not any("disagree" in n or "sum to" in n or "more than 100" in n or "before" in n for n in found)
