"""No claim says more, or something else, than its text: each text gives these among its claims, and not those."""

from collections.abc import Callable

import pytest

GIVES = {
    # "Neither" denies all that it stands before.
    "In Cusco, neither cars nor carts are permitted.": "Neither cars nor carts are permitted in Cusco.",
    "Neither Peru nor Chile has joined NATO.": "Neither Peru nor Chile has joined NATO.",
    "Neither of the two parties won a majority.": "Neither of the two parties won a majority.",
    "The bank was neither founded nor led by Ana Bo.": "The bank was not led by Ana Bo.",
    "Ana Bo has never lived or worked in Peru.": "Ana Bo has not worked in Peru.",
    "The regime can never unite Peru and bring stability.": "The regime cannot bring stability.",
    # Phrases keep their prepositions, and adjectives their noun.
    "Ocean Waves is a 1993 film directed by Tomomi Mochizuki and written by Kaori Nakamura based on the 1990 novel by Saeko Himuro.": (
        "Ocean Waves is based on the 1990 novel by Saeko Himuro."
    ),
    "Minister for the Middle East, Tobias Ellwood said he was shocked.": "Tobias Ellwood is Minister for the Middle East.",
    "He starred in Mad Dogs, a thriller series available for viewing in Peru.": (
        "Mad Dogs is a thriller series available for viewing in Peru."
    ),
    "The house was founded in 1661 by Ana Bo, Duke of Anjou, and Juan Bo, a trader from Lima.": (
        "The house was founded in 1661 by Juan Bo."
    ),
    "The bank has 20 branches, two of which are in Peru.": "Two of 20 branches are in Peru.",
    "Even though she won, Ana Bo resigned in Lima.": "Even though she won, Ana Bo resigned in Lima.",
    "Li Bo was killed by his younger brother, Juan Bo, the Prince of Qin, during the war.": (
        "Li Bo was killed by his younger brother, Juan Bo, during the war."
    ),
    "Prince Philippe, younger son of king Louis XIII, founded the house.": (
        "Prince Philippe is a younger son of king Louis XIII."
    ),
    "During the war, a radar installation and artillery on Fyns Hoved guarded the entrance.": (
        "Artillery guarded the entrance during the war."
    ),
    # A noun phrase before a verb without a subject is its subject.
    "Rumors of unrest quickly began to spread throughout the city and, the Venetian people, fearing the war, reported the rumors.": (
        "The Venetian people reported the rumors."
    ),
    # Dates in brackets behind a person's name are of their life.
    "Ana Bo, () (August 22, 1920–May 26, 2014) was an Iranian architect.": "Ana Bo was an Iranian architect.",
    "Aleksandr Borovkov (Боровков, 6 March 1931, Moscow) is a Russian mathematician.": (
        "Aleksandr Borovkov is a Russian mathematician."
    ),
    # Times and places have their own prepositions.
    "Life changed because of 20th-century wars.": "There were wars in the 20th century.",
    "At the onset of World War II the bank was founded.": "The bank was founded at the onset of World War II.",
    "Cairo is located on the Nile.": "Cairo is located on the Nile.",
    # What was so before is told in the past.
    "She bears a name previously used by several branches.": "A name was previously used by several branches.",
    "Lima is a city founded by Ana Bo.": "Lima was founded by Ana Bo.",
    "The army took land previously held by the rebels.": "The rebels controlled land.",
    "The SDF has made progress, retaking 18,000 square kilometers of territory.": "The SDF retook 18,000 square kilometers of territory.",
    # A mark says no more than the text does, and does not say it twice.
    "The Killers is a short-story by Bo collected in 1973. The story elucidates a debt to Peru.": (
        "The story (unresolved) elucidates a debt to Peru."
    ),
    "The debt goes to Ana Bo, the writer who had the most influence.": (
        "Ana Bo is the writer who had the most influence."
    ),
    "The album Until It Sleeps was released in May.": "The album Until It Sleeps was released in May 2023.",
    # Only what is said ends with a comma.
    'At the time, the lake was described as "the finest in Peru."': (
        'The lake was described as "the finest in Peru" at the time.'
    ),
    "Mitsubishi Electric is a 20% share holder.": "Mitsubishi Electric is a 20% share holder.",
    # What several can be has no "the".
    "Here is the doomed boxer Ole Bo.": "Ole Bo is a doomed boxer.",
}
GIVES_NOT = {
    "In Cusco, neither cars nor carts are permitted.": "Cars are permitted in Cusco.",
    "Neither the army nor the police killed Ana Bo on Friday.": "Ana Bo did not die on 12 January 2024.",
    "Ana Bo was criticised by the board for being careless.": "Ana Bo was careless.",
    "Load debuted and spent four weeks at number one.": "Load debuted four weeks.",
    "Ocean Waves is a film directed by Ana Bo.": "Ocean Waves is led by Ana Bo.",
    "The coup was a plot designed to overthrow the state.": "The coup was to overthrow the state.",
    "At the onset of World War II the bank was founded.": "World War II started at the onset of World War II.",
    "The rebels captured 400 square kilometres of territory.": "The rebels cover an area of 400 square kilometres.",
    "The army made progress over the past 20-plus months.": "There are the past 20-plus months.",
    "Coordinates: 33.505716°N 36.269635°E": "There are 33.505716°N 36.269635°E.",
    "The tax came from the zeugarion - the area of farmland which could be ploughed by a pair of oxen.": (
        "The area of farmland could be ploughed by a pair of oxen."
    ),
    "The bay is a natural harbour used by many yachtsmen.": "A natural harbour is used by many yachtsmen.",
    "Load sold well, making it the biggest album of Metallica.": "Load made it the biggest album of Metallica.",
    "The fund has 12 banks, three of which Peru owns.": "There are three Peru.",
    "The lake holds over a surface area of.": "The lake holds over a surface area of.",
    "He served as Dean of the College of Fine Arts of Tehran University for six years.": (
        "Dean is with the College of Fine Arts of Tehran University."
    ),
    "Bukovina is the eastern part of Chernivtsi.": "Bukovina is a member of Chernivtsi.",
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_what_is_so_is_said(texts: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_what_is_not_so_is_not_told(texts: Callable[[str], list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text)
