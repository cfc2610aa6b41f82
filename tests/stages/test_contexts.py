"""What does not stand alone is told with the title of its text, and what stays open with the sentence before."""

import pytest

import pipeline
from pipeline.stages.contexts import LONGEST, LONGEST_BEFORE

TITLE = "Storm Ana Floods Beira"
IN = "in “Storm Ana Floods Beira”"
DAY = "16 January 2024"
KINDS = ("statistic", "relation", "statement")


def texts(text: str, published: str | None = "2024-01-16") -> list[tuple[str, str]]:
    """The text of each claim, in full and bare."""
    found = pipeline.extract(text, published=published, language="en", kinds=KINDS)
    return [(claim.text, claim.bare_text) for claim in found]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        # Nobody and nothing has a name, or only one of the two.
        ("A warning was issued on 3 May 2023.", f"A warning was issued on 3 May 2023 ({IN})."),
        ("The wind killed 640 people.", f"The wind killed 640 people ({IN}, {DAY})."),
        ("Traders met President Bo.", f"Traders met President Bo ({IN}, {DAY})."),
        ("Peru sent two helicopters.", f"Peru sent two helicopters ({IN}, {DAY})."),
        # Parts of an event, and what is so only at a time.
        ("Juan Bo scored two goals.", f"Juan Bo scored two goals ({IN}, {DAY})."),
        ("Turnout in Peru was 61 percent.", f"Turnout in Peru was 61 percent ({IN}, {DAY})."),
        ("Juan Bo is 61 years old.", f"Juan Bo is 61 years old ({IN}, {DAY})."),
        # A place or a time in brackets share these.
        ("Juan Bo has been in Kenya. Some 180 houses burned.", f"Some 180 houses burned (in Kenya, {IN[3:]}, {DAY})."),
        # Two names, or a name and what is so for good, or in a year.
        ("Peru borders Chile.", "Peru shares a border with Chile."),
        ("Peru has a coastline of 2,414 km.", "Peru has a coastline of 2,414 km."),
        ("Peru attacked Chile in May 1879.", "Peru attacked Chile in May 1879."),
        ("Turnout in Peru was 61 percent in May 2011.", "Turnout in Peru was 61 percent in May 2011."),
        # All that the title says.
        ("Storm Ana floods Beira, a port.", "Storm Ana floods Beira."),
    ],
)
def test_what_does_not_stand_alone_says_in_which_text_it_stands(sentence: str, text: str) -> None:
    assert text in [told for told, _ in texts(f"{TITLE}\n\n{sentence}\n")]


@pytest.mark.parametrize("title", ["", f"{'Very ' * (LONGEST // 5)}Long Title"])
def test_a_text_without_a_usable_title_gives_none(title: str) -> None:
    assert texts(f"{title}\n\nIt rained in May 2023.\n")[0] == ("It rained in May 2023.",) * 2


def test_a_text_without_a_day_gives_none() -> None:
    assert texts(f"{TITLE}\n\nA warning was issued.\n", published=None)[0][0] == f"A warning was issued ({IN})."


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # What stays open, and in a text without a title what does not stand alone.
        ("The  farmers met\nthe workers. They left.", "They (unresolved) left (after “The farmers met the workers.”)."),
        ("A storm hit Lima. Ten people died.", "Ten people died (after “A storm hit Lima.”)."),
        ("A storm hit Lima. Peru borders Chile.", "Peru shares a border with Chile."),
        ("A storm hit Lima. Farmers met Ana Bo in Cusco.", "Farmers met Ana Bo in Cusco."),
        (
            f"{TITLE}\n\nA boat sank. The boat was red.",
            f"The boat (unresolved) was red ({IN}, {DAY}, after “A boat sank.”).",
        ),
        (f"{TITLE}\n\nThey left early.", f"They (unresolved) left early ({IN}, {DAY})."),
        (f"Peru won{' and won' * (LONGEST_BEFORE // 8)}. They left early.", "They (unresolved) left early."),
    ],
)
def test_what_needs_it_is_told_with_the_sentence_before(text: str, claim: str) -> None:
    assert claim in [told for told, _ in texts(text)]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (f"{TITLE}\n\nJuan Bo has been in Kenya. Some 180 houses burned.", "Some 180 houses burned (in Kenya)."),
        (f"{TITLE}\n\nA boat sank. The boat was red.", "The boat (unresolved) was red."),
        ("A storm hit Lima. Ten people died.", "Ten people died."),
        ('Ana Bo won. Her coach was happy. "Bo ran," he said.', 'Ana Bo\'s coach said, "Bo ran."'),
        ('Ana Bo left after "The Song". It sold well.', 'Ana Bo left after "The Song".'),
    ],
)
def test_the_bare_text_leaves_out_what_stands_around_it(text: str, bare: str) -> None:
    assert bare in [found for _, found in texts(text)]
    assert not any("“" in found for _, found in texts(text))
