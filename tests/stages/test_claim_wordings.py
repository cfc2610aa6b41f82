"""What claims say of sentences whose meaning is easily bent: the sentence, its kind of claim, and a text that must be there."""

from collections.abc import Callable

import pytest

import pipeline

STATISTICS = {
    # By how much something moved is no level of it, and the time of what it is compared with is not its own.
    "Kenya's tea exports fell to 522 million kilograms in 2023, down 4.2 percent from a year earlier.": (
        "Kenya's tea exports fell to 522 million kilograms in 2023, down 4.2 percent from 2022."
    ),
    "The shilling lost a fifth of its value in 2023.": "The shilling lost a fifth of its value in 2023.",
    "Inflation slowed to 6.6 percent in December from 6.8 percent in November.": (
        "Inflation slowed to 6.6 percent in December 2023 from 6.8 percent in November 2023."
    ),
    # A part that is not made up keeps its verb.
    "Turkey imports 70 percent of its wheat from Russia.": "Turkey imports 70 percent of its wheat from Russia.",
    # One branch of a measure is not the measure.
    "Nigeria's oil output dropped 12 percent in May.": "Nigeria's oil output dropped 12 percent in May 2023.",
    # Ages are dated by nothing, ranks beside a plan are no plan.
    "Tamba, 67, a former army officer, was elected in 2018.": "Tamba is 67 years old.",
    "Chile, the world's second-largest producer of lithium, will create a company.": (
        "Chile is the second-largest producer of lithium in the world."
    ),
    "The new bridge will be a five-kilometer-wide causeway.": "A five-kilometer-wide causeway is 5 km wide.",
    # What is sold has its price; pounds that are paid are money.
    "The club was sold to a Thai brewer for 92 million euros.": "The club was sold to a Thai brewer for 92 million euros.",
    # Each of several has the number.
    "Peru and Chile each have about 20 percent of the world's copper.": "Chile has about 20 percent of the world's copper.",
    "About 77 percent of Kenyans are Protestants and 11 percent Muslims.": (
        "Muslims make up 11 percent of the population of Kenya."
    ),
    "The war killed at least 50,000 people and displaced more than 2 million.": "The war displaced more than 2 million people.",
    # What a phrase says aside has nothing of the clause's time, negation or mood.
    "Georgia, a nation of 3.7 million, did not sign the treaty in 2008.": "Georgia has a population of 3.7 million.",
    "Ana Bo denied that it had sold tea below the minimum price of $2.43.": "The price of tea is $2.43, according to Ana Bo.",
    "The population of Nigeria will reach 400 million by 2050.": (
        "It is expected that Nigeria will have a population of 400 million by 2050."
    ),
    "Turnout was 59 percent, the highest since 2012.": "Turnout was 59 percent, the highest since 2012.",
    "Elena Lopez, the first woman to lead the party, resigned.": "Elena Lopez is the first woman to lead the party.",
    "Kericho lies 260 kilometers northwest of Nairobi.": "The distance between Kericho and Nairobi is 260 kilometers.",
}
RELATIONS = {
    "The mayor of Utrecht, Sharon Dijksma, supports the plan.": "Sharon Dijksma supports the plan.",
    "Georgia applied to join the EU in March 2022.": "Georgia applied to join the EU in March 2022.",
    "Rosa Quintana, the Uruguayan novelist, died on Saturday.": "Rosa Quintana was a national of Uruguay.",
    "UNESCO, the cultural agency of the United Nations, listed the reef.": (
        "The United Nations Educational, Scientific and Cultural Organization is part of the United Nations."
    ),
    "Sudeshna Banerjee, the founder of the Green Grass Congress, spoke.": (
        "The Green Grass Congress was founded by Sudeshna Banerjee."
    ),
    # What has not happened is not told in the past.
    "Sweden is expected to join NATO in 2024.": "Sweden is expected to join NATO in 2024.",
    "Turkey may have attacked Syria in 2019.": "Turkey may have attacked Syria in 2019.",
    "Turkey could attack Syria.": "Turkey could attack Syria.",
    "Armenia must withdraw from the Lachin district.": "Armenia must withdraw from the Lachin district.",
    "Kenya should withdraw its troops from Somalia.": "Kenya should withdraw its troops from Somalia.",
    "If Turkey attacks Syria, Russia would support Damascus.": "Russia would support Damascus if Turkey attacks Syria.",
    "Analysts asked whether Russia would invade Moldova.": "It is open whether Russia would invade Moldova.",
    "A company would be founded in April 2023.": "A company would be founded in April 2023.",
    "Congress has yet to sign the treaty.": "Congress did not sign the treaty.",
    "Hungary did not sign the treaty.": "Hungary did not sign the treaty.",
    "Ukraine will not join NATO.": "Ukraine will not join NATO.",
    # Offices have no capitals of a title, and an article where many hold them.
    "Finance Minister Mario Marcel resigned.": "Mario Marcel was finance minister (unresolved).",
    "Former President Ana Bo resigned.": "Ana Bo is a former president.",
    "General Jorge Videla seized power.": "Jorge Videla is a general.",
    "The exhibit shows the athletes Ana Bo and Rosa Vega.": "Ana Bo is an athlete.",
    "Two senators Ana Bo and Rosa Vega resigned.": "Ana Bo was a senator.",
    "The Gold Coast became independent in 1957.": "Ghana became independent in 1957.",
    "Two years later Ghana became independent.": "Ghana became independent two years later (unresolved).",
    # "When" stands for the time before it, whatever lasted until then.
    "Mali ruled Gao until 2012, when rebels attacked Gao.": "Rebels attacked Gao in 2012.",
    "Ana Bo was elected mayor of Lima in 2010.": "Ana Bo was elected mayor of Lima in 2010.",
    "Ana Bo, elected mayor of Lima in 2010, resigned.": "Ana Bo was mayor of Lima in 2010.",
    "Appointed minister in 1983, Ana Bo signed a loan.": "Ana Bo became minister (unresolved) in 1983.",
    "The London-based African Minerals closed its mine.": "African Minerals is located in London.",
    "Rebels armed by Libya controlled Bo in 2011.": "Rebels armed by Libya controlled Bo in 2011.",
    "They hailed the peace accord signed in 1990 between the Free Front and the government of Chile.": (
        "A peace accord was signed in 1990 between the Free Front and the government of Chile."
    ),
    "If Ana Bo goes, parliament would elect a successor.": "Parliament would elect a successor if Ana Bo goes.",
}
STATEMENTS = {
    # Alternatives are one argument, and each object has its own adjunct.
    "He works for the ministry or the army.": "He (unresolved) works for the ministry or the army.",
    "Armenia must hand over the Kelbajar district by Nov. 15 and the Lachin district by Dec. 1.": (
        "Armenia must hand over the Lachin district by 1 December 2024."
    ),
    # A relative pronoun stays where its noun stands, and its clause says its object first.
    "Officials believe this left a gap that drug dealers use.": (
        "Officials believe that this (unresolved) left a gap that drug dealers use."
    ),
    "Ekaterra is a company that CVC Partners bought from Unilever in May.": (
        "CVC Partners bought Ekaterra from Unilever in May 2023."
    ),
    "The vote came after last week's protest in Tbilisi.": "The vote came after the 8-14 January 2024 protest in Tbilisi.",
    "Seventeen parties demanded that he resign.": "He (unresolved) should resign.",
    # "What" means nothing without its clause, and what is put first stays apart.
    "The fossil lay in what had become a desert.": "The fossil lay in what had become a desert.",
    "Born poor in Quito in 1950, Rosa Vega led the union.": "Rosa Vega was born poor in Quito in 1950.",
    # Verbs agree with "I" where others share them, and are written in full.
    "The ministers and I are working on a plan.": "I (unresolved) am working on a plan.",
    '"It\'s been a long war," said Rosa Vega.': "It (unresolved) has been a long war, according to Rosa Vega.",
}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (kind, text, expected)
        for kind, table in (("statistic", STATISTICS), ("relation", RELATIONS), ("statement", STATEMENTS))
        for text, expected in table.items()
    ],
)
def test_a_claim_says_what_its_sentence_says(
    texts: Callable[..., list[str]], kind: str, text: str, expected: str
) -> None:
    assert expected in texts(text, kind)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("She sold the house for 300,000 pounds.", 300_000, "GBP"),
        ("Egypt will spend 3 billion pounds on bread.", 3e9, "EGP"),
        ("Kenya's earnings rose to a record 188.7 billion shillings.", 188.7e9, "KES"),
    ],
)
def test_what_is_paid_is_money_of_the_country(text: str, amount: float, unit: str) -> None:
    values = [claim.value for claim in pipeline.extract(text, language="en", kinds=["statistic"])]
    assert (amount, unit) in [(value.amount, value.unit) for value in values if value is not None]
