"""Times and comparisons in the texts of claims: each text gives these among its claims, and not those."""

from collections.abc import Callable

import pytest

GIVES = {
    # A year holds for a bare month of its own clause, and for what goes on from a month.
    "Bo runs a clinic, which was founded in 1976, where two workers died in July.": (
        "Two workers died in July 2023 in a clinic."
    ),
    "The law of 2015 was changed in May.": "The law of 2015 was changed in May 2023.",
    "The party, which won in 2008, was banned in June.": "The party was banned in June 2023.",
    "Ana Bo was jailed in May 2019 and freed in August.": "Ana Bo was freed in August 2019.",
    "In 2008 the party split. In June it lost a seat.": "The party lost a seat in June 2008.",
    "Prices peaked in 2011, when the war began in March.": "The war began in March 2011.",
    "Ana Bo, who resigned in 2019 after a trial that began in March, returned in June.": "Ana Bo returned in June 2023.",
    "Bo resigned in 2019 after a trial that began in March.": "A trial began in March 2019.",
    # A preposition that belongs to a word before it leads no date.
    "Bo is a judge whom hardly anyone had heard of two years ago.": (
        "Bo is a judge whom hardly anyone had heard of in 2022."
    ),
    "The war that Peru fought in ended.": "Peru fought in the war.",
    "The vote was won by Ana Bo, whom hardly anyone had heard of two years ago.": (
        "Hardly anyone had heard in 2022 of Ana Bo."
    ),
    # What a number is compared with.
    "Peru has registered 6.7 million people, 1.4 million more than seven years ago.": (
        "Peru has registered 6.7 million people, 1.4 million more than in 2017."
    ),
    "Peru has twice as many soldiers as two years ago.": "Peru has twice as many soldiers as in 2022.",
    "The army killed 20 people more than two years ago.": "The army killed 20 people in 2022 or before.",
    "Ana Bo got 31 percent of the vote, four points less than in December.": (
        "Ana Bo got 31 percent of the vote, four points less than in December 2023."
    ),
    "Ana Bo would win 46 percent of the vote if Peruvians went to the polls today, four points less than in December.": (
        "Ana Bo would win 46 percent of the vote if Peruvians went to the polls on 16 January 2024, "
        "four points less than in December 2023."
    ),
    "Mines sold 295,000 tonnes between January and March 2023, down 9.5 percent from a year earlier.": (
        "Mines sold 295,000 tonnes between January and March 2023, down 9.5 percent from a year earlier."
    ),
    "Inflation rose to 5 percent in December, from 4.1 percent a year earlier.": (
        "Inflation rose to 5 percent in December 2023, from 4.1 percent in December 2022."
    ),
    # What was over before the day of the text is told in the past.
    "Output is projected to rise 2 percent after shrinking by 5 percent in 2022.": (
        "Output shrank by 5 percent in 2022."
    ),
    "The firm is investing in Peru, creating 300 jobs in 2024.": "The firm creates 300 jobs in 2024.",
    # What has a preposition is no subject.
    "Chile's inflation rose to 4 percent in May, below the peak of 14 percent reached in August 2022.": (
        "Chile's inflation rose to 4 percent in May 2023, below the peak of 14 percent reached in August 2022."
    ),
    # A participle belongs to the noun behind it.
    "Forty people have been treated for burns or breathing problems; eleven were still in hospital on Monday.": (
        "Forty people have been treated for burns or breathing problems."
    ),
    # A date inside a noun phrase stays there.
    "The Democratic Action took part in the 29 July 2001 presidential elections.": (
        "The Democratic Action took part in the 29 July 2001 presidential elections."
    ),
    "Ana Bo won the May 2010 election.": "Ana Bo won the May 2010 election.",
    # "Not" before a participle.
    "Peru made a statement on the UN not being given access to Aleppo.": "The UN was not given access to Aleppo.",
    "Peru left the talks, not having signed the pact.": "Peru had not signed the pact.",
    "Peru left the talks, not wanting a war.": "Peru did not want a war.",
    "Having no money, Peru left.": "Peru had no money.",
    # What leans on the text, and where that is said.
    "Peru won. The army fortified a hill in front of the heir apparent.": (
        "The army (probably of Peru) fortified a hill in front of the heir apparent (unresolved)."
    ),
    "The words of God are given in the first person. The Black Book records his acts in the third person.": (
        "The Black Book records his acts in the third person."
    ),
    "Three parties ran. The third party won.": "The third party (unresolved) won.",
    "Sonic is a hedgehog with supersonic speed, capable of reaching the speed of sound.": (
        "Sonic is a hedgehog with supersonic speed."
    ),
    # A relative clause belongs to the noun that agrees with its verb.
    "The members of a group that were arrested fled.": "The members of a group were arrested.",
    "The leader of the parties that governs Peru left.": "The leader of the parties governs Peru.",
    # One of several holders of an office.
    "Peru's deputies are Ana Bo and Eva Cho.": "Eva Cho is one of Peru's deputies.",
    "Ana Bo and Eva Cho are ministers.": "Ana Bo is a minister.",
    # The two ends of a range.
    "Sondaf interviewed 50 voters between January 2 and 9.": (
        "Sondaf interviewed 50 voters between 2 and 9 January 2024."
    ),
    "Mines sold 20 tonnes of tin between October and December.": (
        "Mines sold 20 tonnes of tin between October and December 2023."
    ),
}
GIVES_NOT = {
    # A sentence that only introduces what follows says nothing.
    "Following the vote, Prime Minister Ana Bo said:": "Following the vote, Prime Minister Ana Bo said.",
    "The minister told lawmakers in Lima:": "The minister told lawmakers in Lima.",
    "The texts of the faith that exist today are hymns.": "A faith exist today (16 January 2024).",
    "Peru and Chile met in the spring and in the autumn agreed to a pact.": "Autumn 2023 was agreed to a pact.",
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_texts_that_are_given(texts: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_texts_that_are_not_given(texts: Callable[[str], list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text)
