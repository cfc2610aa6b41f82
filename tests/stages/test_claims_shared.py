"""What coordinated phrases have in common holds for all of them: each text gives these among its claims, and not those."""

import pytest

import pipeline

GIVES = {
    # Modifiers, articles and "of" that several nouns share.
    "The ministry rebuilt Peru's army and police.": "The ministry rebuilt Peru's army and police.",
    "Chile supports Iraqi unity and sovereignty.": "Chile supports Iraqi unity and sovereignty.",
    "It burned. A manual carried the logo and address of the Lima Mosque.": (
        "A manual carried the logo and address of the Lima Mosque."
    ),
    "Chile sold the ships and the guns.": "Chile sold the guns.",
    # "Both" and "either".
    "Burke was praised by both conservatives and liberals.": "Burke was praised by both conservatives and liberals.",
    "Both Chile and Peru signed the pact.": "Peru signed the pact.",
    "Chile signed either a pact or a treaty.": "It is possible that Chile signed a treaty.",
    # The agent of two verbs side by side.
    "Ana Bo was arrested and jailed by soldiers in May.": "Ana Bo was arrested by soldiers in May 2023.",
    # A date in two parts.
    "On Monday, Jan. 15, Ana Bo left Peru.": "Ana Bo left Peru on 15 January 2024.",
    # Where something was is said with its own preposition.
    "A French airstrike near Timbuktu killed nine.": "There was a French airstrike near Timbuktu.",
    # The noun that a relative clause belongs to is not said twice.
    "The Yazidi religion is old. The texts of the religion that exist today are hymns.": (
        "The texts of the religion that exist today (16 January 2024) are hymns."
    ),
}
GIVES_NOT = {
    "Burke was a proponent of virtues and of the importance of faith.": "Burke was the importance of faith.",
    "Chile signed either a pact or a treaty.": "Chile signed a treaty.",
    "Abu Bo, a gang leader in Raqqah, was killed.": "Raqqah is led by Abu Bo.",
}


def texts(text: str) -> list[str]:
    kinds = ["statistic", "relation", "statement"]
    return [c.text for c in pipeline.extract(text, published="2024-01-16", language="en", kinds=kinds)]


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_what_is_shared_is_said(text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_what_is_not_shared_is_not_told(text: str, wrong: str) -> None:
    assert wrong not in texts(text)
