"""What coordinated phrases have in common holds for all of them: each text gives these among its claims, and not those."""

from collections.abc import Callable

import pytest

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
        "The texts of the religion (probably the Yazidi religion) that exist today (16 January 2024) are hymns."
    ),
    # A clause tells of what stands before it, by its full name.
    "The dead are a couple, who were hit by a bus, and Ana Bo.": "A couple were hit by a bus.",
    '"We fled," said Ana Bo, the mayor of Lima, who lost her house.': "Ana Bo lost her house.",
    "Bo joined the Expeditionary Force Institutes (EFI), which runs bars.": (
        "The Expeditionary Force Institutes (EFI) runs bars."
    ),
    # Each verb has its own time; what two share they do together.
    "In 1950, Ana Bo sold cars, and in the 1960s, started a club.": "Ana Bo started a club in the 1960s.",
    "Peru and Chile share a border.": "Peru and Chile share a border.",
    # What stands before a number and bounds it is said.
    "Polls suggest that at most a quarter of voters will say yes.": "At most a quarter of voters will say yes.",
    "Backing the crew were 60 soldiers and nine aircraft.": "Backing the crew were 60 soldiers and nine aircraft.",
    "One in eight of those asked had not made up their minds.": (
        "One in eight of those asked had not made up their minds."
    ),
    # What a number counts, where an earlier one of its sentence says so.
    "Forty people were treated; eleven fled on Monday.": "Eleven (probably people) fled on 15 January 2024.",
    "Of the 18 analysts, 13 knew the plan.": "Of the 18 analysts, 13 knew the plan.",
    # A plural verb has a plural subject.
    "In Touba, the country's second city, the leaders of the order have backed nobody.": (
        "The leaders of the order have backed nobody in Touba."
    ),
    # Where two things happened that stand side by side, and when they did.
    "Han Bo was born and raised in Hohhot.": "Han Bo was born in Hohhot.",
    "Ana Bo was advising and assisting the rebels in Peru.": "Ana Bo supported the rebels in Peru.",
    # What somebody is called, and what is said of the one largest thing.
    "Joseph Bo, U.S. Central Command commander, left.": "Joseph Bo is a U.S. Central Command commander.",
    "Mosul is the largest city controlled by rebels in Iraq.": "Rebels control Mosul.",
    "The shore is undeveloped except for a pier and a ramp.": "The shore is undeveloped except for a pier and a ramp.",
    "She was good enough to win the cup.": "She (unresolved) was good enough to win the cup.",
    # Whoever is named by an office in a clause below a dated one held it then.
    "In 1954, the park was founded by a decree signed by President Rosa Bo.": "Rosa Bo was president.",
    "TMF began in 1990. TMF was a music video and entertainment channel.": "TMF was a music video and entertainment channel.",
    # Names that take a verb for one thing are its name.
    "The Army and Navy Club is a society created in 1921.": "The Army and Navy Club is a society created in 1921.",
    "The party won 8 out of 55 seats.": "The party won 8 out of 55 seats.",
    "In May Bo became minister, and in June Menezes asked him to form a government.": (
        "Menezes asked Bo to form a government in June 2023."
    ),
    # What is to be decided is not so yet.
    "A vote will decide whether Peru joins Mercosur.": "It is open whether Peru joins Mercosur.",
}
GIVES_NOT = {
    "Burke was a proponent of virtues and of the importance of faith.": "Burke was the importance of faith.",
    "Chile signed either a pact or a treaty.": "Chile signed a treaty.",
    "Ana Bo, born in Lima in 1964 and a minister under Lo from 2003, heads the club.": "A minister under Lo from 2003 was born in 1964.",
    "The dead are a couple, who were hit by a bus, and Ana Bo.": "Ana Bo was hit by a bus.",
    "Burke supported the rights of the colonists to resist the king.": "It is desired that Burke should resist the king.",
    "Mosul is the largest city controlled by rebels in Iraq.": "Mosul is the largest city in Iraq.",
    "General Bo, a commander, released the following statement:": "General Bo released the following statement.",
    "Georg Bo (11 October 1874, in Liegnitz–6 January 1915, in Berlin) was a judge.": "Liegnitz is located in Berlin.",
    "They fled to the city of Raqqa, a self-proclaimed capital in Syria.": "Raqqa is the capital of Syria.",
    "Abu Bo, a gang leader in Raqqah, was killed.": "Raqqah is led by Abu Bo.",
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_what_is_shared_is_said(texts: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_what_is_not_shared_is_not_told(texts: Callable[[str], list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text)
