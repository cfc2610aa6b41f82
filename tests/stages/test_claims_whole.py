"""Claims say all that their sentence says of something, of the right thing, and what they leave open."""

from collections.abc import Callable

import pytest

import pipeline

STATEMENTS = {
    # Whoever is described did what the clause behind says.
    "Ana Bo is a judge who wrote the law.": "Ana Bo wrote the law.",
    "Ekaterra is a company based in Lima.": "Ekaterra is based in Lima.",
    "Ana Bo went on to become mayor.": "Ana Bo became mayor.",
    # A part of what a relative clause is about is its subject or object.
    "The ministers, two of whom resigned on Monday, met in Paris.": (
        "The ministers, two of whom resigned on 15 January 2024, met in Paris."
    ),
    "The fund, whose terms Peru called harsh, left Lima.": "Peru called the fund's terms harsh.",
    # What stands behind brackets, at the front, behind a semicolon or a list is not lost, nor told of something else.
    "Peru pays 9 million soles ($2 million) a month.": "Peru pays 9 million soles a month.",
    "Since 2000 Peru has been a member of Mercosur.": "Peru has been a member of Mercosur since 2000.",
    "At 2 degrees, Ana Bo said, the reefs would die.": "The reefs would die at 2 degrees, according to Ana Bo.",
    "Peru gave food and money to Chile.": "Peru gave food to Chile.",
    "Peru formed an alliance in 1997 and sold its fleet in 2000.": "Peru formed an alliance in 1997.",
    "Most of the maize comes from Peru and Chile.": "Most of the maize comes from Peru and Chile.",
    "Peru has for too long been poor.": "Peru has been poor for too long.",
    "“We won,” Ana Bo said.": "Ana Bo said, “We won.”",
    "After Chile left, Peru won the game.": "After Chile left, Peru won the game.",
    "Will Peru join Mercosur?": "It is asked whether Peru will join Mercosur.",
    # Who says so stands behind it, once.
    "According to Ana Bo, Peru is poor.": "Peru is poor, according to Ana Bo.",
    # Some of a kind are not all of it.
    "Ana Bo saw shows hosted by Karim Bo.": "Ana Bo saw shows hosted by Karim Bo.",
    # "The" that holds for a clause goes without it; a name is of its kind.
    "The framework set by Peru was weak.": "A framework was set by Peru.",
    "Chile opposes the pact that Peru signed.": "Peru signed a pact.",
    "Chile hired the lawyer Efua Mensah.": "Efua Mensah is a lawyer.",
    # What a word is compared with, or a part of, is left open where the text does not say it.
    "Prices rose twice as fast.": "Prices rose twice as fast (unresolved).",
    "The gap was wider.": "The gap was wider (unresolved).",
    "Six people died at earlier rallies.": "Six people died at earlier rallies (unresolved).",
    "Some 73 percent live on rice.": "Some 73 percent (unresolved) live on rice.",
    "Juan Bo came third with 11.": "Juan Bo came third with 11 (unresolved).",
    "The reef has 22 of the 30 kinds.": "The reef has 22 of the 30 kinds.",
    # What a period is compared with is no month of its own.
    "In the year to June 2014, profit rose to 5 million euros from 3 million a year earlier.": (
        "Profit rose to 5 million euros from 3 million a year earlier in the year to June 2014."
    ),
    # What somebody has or expects a percentage of, the clause does not say; what moves by one is its subject.
    "UEFA recommends no more than 70 percent.": "UEFA recommends no more than 70 percent (unresolved).",
    "Some 73 per cent live on rice.": "Some 73 per cent (unresolved) live on rice.",
    "UEFA recommends 70 per cent of revenue.": "UEFA recommends 70 per cent of revenue.",
    "Ana Bo stood at 14 percent.": "Ana Bo stood at 14 percent (unresolved).",
    "UEFA recommends 70 percent of revenue.": "UEFA recommends 70 percent of revenue.",
    "Siemens lost 5 percent on Monday.": "Siemens lost 5 percent on 15 January 2024.",
    "Both countries left.": "Both countries (unresolved) left.",
    "Ana Bo keeps the rest.": "Ana Bo keeps the rest (unresolved).",
    "Peru lost 3 percent, a figure that Chile disputes.": "Chile disputes a figure (unresolved).",
    # What commas part off belongs to all before it.
    "Ana Bo is a founder, and a friend, of the Communist Party of Peru.": (
        "Ana Bo is a founder, and a friend, of the Communist Party of Peru."
    ),
    # A particle behind its object, and what somebody is appointed as.
    "The army drove the rebels out of boredom.": "The army drove the rebels out of boredom.",
    "Ana Bo turned herself in on 6 May 2010.": "Ana Bo turned herself in on 6 May 2010.",
    "Peru appointed Ana Bo, a judge, as ambassador to Chile.": "Peru appointed Ana Bo as ambassador to Chile.",
    # Not so where the sentence says it.
    "Prices rose faster than wages.": "Prices rose faster than wages.",
    "The teams took their robots to Peru.": "The teams took their robots to Peru.",
    "Ana Bo made it into the final.": "Ana Bo made it into the final.",
}
FACTS = {
    # Events that nothing names are told as what there was, in the mood of their clause.
    "The civil war in Peru ended in 1990.": "The civil war in Peru ended in 1990.",
    "The fighting in Lima went on.": "The fighting in Lima went on.",
    "The collapse of the regime in April 1992 helped Peru.": "The collapse of the regime took place in April 1992.",
    "Ana Bo will travel to a conference in Lima.": "Ana Bo will travel to a conference in Lima.",
    "Ana Bo spoke of the need for a ceasefire in Peru.": "It is desired that there should be a ceasefire in Peru.",
    # Dates in brackets are a life.
    "Ana Bo (12 May 1870 – 3 March 1961) was a writer.": "Ana Bo was born on 12 May 1870.",
    "Ana Bo (12 May 1870 – 3 March 1962) was a writer.": "Ana Bo was a writer.",
    "Ana Bo, 42, was killed in Lima.": "Ana Bo was 42 years old.",
    # What somebody is appointed for, of what something is the largest, and what some of a number are.
    "Ana Bo appointed Efua Mensah on 6 May 2010 to lead the bank.": (
        "Ana Bo appointed Efua Mensah on 6 May 2010 to lead the bank."
    ),
    "Ana Bo is Peru's ambassador to Chile.": "Ana Bo is Peru's ambassador to Chile.",
    "Bo Bank is the largest lender to small firms.": "Bo Bank is the largest lender to small firms.",
    "Peru is the largest producer of copper in the world.": "Peru is the largest producer of copper in the world.",
    "Police arrested 12 men, four of them armed with knives.": "Four of the 12 men were armed with knives.",
    # Who expects a measure is not whose it is, and what is expected is not so yet.
    "Chile is rich. Minister Ana Bo expects inflation of 4 percent this year.": (
        "It is expected that the inflation rate of Chile will be 4 percent in 2024."
    ),
    "The central bank expects inflation of 4 percent.": "The central bank expects inflation of 4 percent.",
    "Codelco reported growth of 3 percent.": "Codelco has a growth rate of 3 percent.",
    # A time stays with what something is compared with.
    "China bought half of the copper, compared with 37 percent ten years ago.": (
        "China bought half of the copper, compared with 37 percent in 2014."
    ),
    "Bo Bank reported output of 3 million tonnes, down 8 percent from a year earlier.": (
        "Bo Bank reported output of 3 million tonnes, down 8 percent from a year earlier."
    ),
    # Short names of several take a plural verb.
    "CTFs were set up. CTFs are part of NATO.": "CTFs are part of the North Atlantic Treaty Organization.",
    # Verbs, times and what narrows a noun stay.
    "Sweden defeated Peru.": "Sweden defeated Peru.",
    "Peru expelled Chile.": "Peru expelled Chile.",
    "The dam was completed in 1976.": "The dam was completed in 1976.",
    "Peru opposes the law that Chile passed.": "Peru opposes the law that Chile passed.",
    "Fuad Basya, spokesman for the army, left.": "Fuad Basya is spokesman for the army.",
    "Spokesperson Ana Bo left.": "Ana Bo is a spokesperson.",
    "The population of Peru in 2010 was 29 million.": "Peru had a population of 29 million in 2010.",
    "Peru fought Chile during the Second World War.": "Peru fought against Chile during the Second World War.",
    "Residents of Lima, 40 of whom signed a petition, left.": "40 of the residents of Lima signed a petition.",
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.items())
def test_a_statement_is_whole(texts: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in texts(text, "statement")


@pytest.mark.parametrize(("text", "expected"), FACTS.items())
def test_a_fact_is_whole(texts: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in texts(text, "statistic", "relation")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ana Bo was minister from 2014 to 2016, mayor from 2007 to 2014.", "Minister"),
        ("The army, not the president, was to blame.", "The army is"),
        ("As agreed in Lima, Peru left Chile.", "Peru was agreed"),
        ("Support over the last two years was weak.", "lasted"),
        ("Syrian troops entered Peru in 1976, a year after the outbreak of the war.", "started in 1976"),
        ("Lebanon is a small country. The largest camp, Ain al-Hilweh, lies in Sidon.", "largest camp in Sidon"),
        ("Ana Bo was elected with 58,825 votes, the highest in Peru.", "Ana Bo is the highest"),
    ],
)
def test_a_claim_is_not_read_into_a_sentence(texts: Callable[..., list[str]], text: str, wrong: str) -> None:
    assert not [one for one in texts(text, "statement", "statistic", "relation") if wrong in one]


def test_a_day_of_a_year_that_nobody_says_keeps_its_preposition() -> None:
    found = pipeline.extract(
        "The summit on 2 December between Iraq and Peru helped.", language="en", kinds=["relation"]
    )
    assert "There was a summit on 2 December." in [claim.text for claim in found]
