"""What a text defines at its start stays what "it" and "the song" mean, until the text goes on about something else."""

import pytest

import pipeline

MEANT = {
    '"Cry" is a song by Ana Bo. It was written by Rob Fisher. It sold well in Peru.': "Cry sold well in Peru.",
    '"Cry" is a song by Ana Bo. Critics praised the song.': "Critics praised Cry.",
    "Independence Pass is a pass in Colorado. The pass was formed by ice. It is closed in winter.": (
        "Independence Pass is closed in winter."
    ),
    "Metafiction is a term coined by Ana Bo. The term is used for novels.": "Metafiction is used for novels.",
    "Metafiction is a term coined by Ana Bo.": "Metafiction is coined by Ana Bo.",
    "Ekaterra is a company in Lima. The company was sold in 2000.": "Ekaterra was sold in 2000.",
    "Jotna is a party in Peru. It left the pact. Its leader Ana Bo ran for president.": (
        "Jotna's leader Ana Bo ran for president."
    ),
    # What is no longer the only one of its kind, or no longer talked about, is left open.
    "Goodooga is a village in Peru. The school was built in 1990. It had 20 pupils.": "It (unresolved) had 20 pupils.",
    "Ana Bo is a judge. It rained in Lima.": "It rained in Lima.",
}


@pytest.mark.parametrize(("text", "expected"), MEANT.items())
def test_what_a_text_goes_on_about(text: str, expected: str) -> None:
    claims = pipeline.extract(text, published="2024-01-16", language="en", kinds=["statistic", "statement"])
    assert expected in {claim.bare_text for claim in claims}


def test_what_it_stands_for_is_recorded() -> None:
    text = '"Cry" is a song by Ana Bo. It was written by Rob Fisher.'
    claims = pipeline.extract(text, language="en", kinds=["statement"])
    (claim,) = (c for c in claims if "written" in c.text)
    assert claim.subject.text == "It"
    assert claim.subject.antecedent is not None
    assert claim.subject.antecedent.quote == "Cry"


def test_a_second_thing_of_a_kind_leaves_open_which_one_is_meant() -> None:
    text = '"Cry" is a song by Ana Bo. "Sun" is a song by Rosa Vega. Critics praised the song.'
    claims = pipeline.extract(text, language="en", kinds=["statement"])
    assert "Critics praised Cry." not in {claim.bare_text for claim in claims}
