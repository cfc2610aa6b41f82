"""Claim texts stand alone: what each of these sentences, with the text before it, gives among others."""

from collections.abc import Callable

import pytest

STATEMENTS = {
    # A quotation stays verbatim and whole, but for an editor's brackets; who is quoted comes first.
    '"We waited for three days," Peter Lokaale told the Daily Nation.': (
        'Peter Lokaale told the Daily Nation, "We waited for three days."'
    ),
    '"The talks," said Minister Ana Bo, "have failed."': 'Minister Ana Bo said, "The talks have failed."',
    'Harry Kane said, "In the first half it felt good out there. We won."': (
        'Harry Kane said, "In the first half it [unresolved] felt good out there [unresolved]."'
    ),
    'Rosa Vega is a curator of "Ran: A Tale" at the museum.': 'Rosa Vega is a curator of "Ran: A Tale" at the museum.',
    'The term "climate change" was coined in 1975.': 'The term "climate change" was coined in 1975.',
    '"We waited," the king told Parliament on Monday.': 'The king told Parliament on 15 January 2024, "We waited."',
    # Who "we" and "I" are, where that is known.
    '"We stayed at home," said Ana Bo.': "Ana Bo and others stayed at home, by their own account.",
    "We have never missed a payment.": "We (unresolved) have never missed a payment.",
    '"We waited for the rain," Ana Bo told farmers in Lima.': 'Ana Bo told farmers in Lima, "We waited for the rain."',
    # Words that point elsewhere are marked; words that only tie sentences together go.
    "They stayed there for two nights.": "They (unresolved) stayed there (unresolved) for two nights.",
    "Iran won the cup last season.": "Iran won the cup last season (unresolved).",
    "Six minutes later, Lukaku scored a goal.": "Lukaku scored a goal six minutes later (unresolved).",
    "The country will therefore have to raise taxes.": "The country will have to raise taxes.",
    # A participle that has no finite verb of its own gets one; a share has the number of its whole.
    "Peru imports rice, with only 20% of the land being arable.": "Only 20% of the land is arable.",
    "The report led to the reef being listed in May.": "The reef was listed in May 2023.",
    # A weekday is a date only from the day of the text.
    "Ana Bo said Friday she hopes to win.": "Ana Bo said on 12 January 2024 that she hopes to win.",
    # Who says what stands around it says no more.
    "The others, Ana Bo said, will be charged.": "The others will be charged.",
    "The law requires that the vote be held in 2025.": "The vote should be held in 2025.",
    "Ana Bo urged Peru to leave and pay.": "Peru was urged to pay.",
    # What a sentence begins with describes its subject.
    "A remote country of 33 atolls, Kiribati has few roads.": "Kiribati is a remote country of 33 atolls.",
    # What began the sentence stays there where it would belong to another clause behind it.
    "If the rains fail, Peru said it would leave Chile in 2030.": (
        "If the rains fail, Peru said that it would leave Chile in 2030."
    ),
    # "It" that stands for nothing, and "she" behind the one person who is named, are no open words.
    "It was the first time that Peru had won.": "It was the first time that Peru had won.",
    "The president, Ana Bo, said no one will starve while she is in office.": (
        "The president, Ana Bo, said that no one will starve while she is in office."
    ),
    # A time that would date another clause behind it stays in front.
    "On Friday, Peru said Chile had left.": "On 12 January 2024, Peru said that Chile had left.",
    "On Friday, Peru left Chile.": "Peru left Chile on 12 January 2024.",
    # What began it comes before the clause at the end, so that it does not seem to belong to that.
    "In 2019, Ana Bo left Peru after losing the vote.": "Ana Bo left Peru in 2019 after losing the vote.",
    "On Monday, Ana Bo asked Chile to pay on 1 May 2025.": "On 15 January 2024, Ana Bo asked Chile to pay on 1 May 2025.",
    # The time of the verb above holds for what it allowed.
    "Since May 2015, Peru has not allowed the UN to enter camps.": (
        "The UN has not been allowed to enter camps since May 2015."
    ),
    # A hyphen makes one word; a second infinitive and what was so for a time are told like that.
    "The soup is tomato-based with carrots.": "The soup is tomato-based with carrots.",
    "The Small Group regularly meets to plan and enhance combined efforts.": (
        "The Small Group regularly meets to plan and enhance combined efforts."
    ),
    "Lima (known as Bo, and designated as a city until 1994) is large.": "Lima was designated as a city until 1994.",
    "Peru condemns the brutal, senseless attack that killed and injured 20 people.": (
        "A brutal, senseless attack injured 20 people."
    ),
    # A date that is hedged stays so.
    "Chile joined the pact nearly a decade ago.": "Chile joined the pact around 2014.",
    "Chile joined the pact more than two years ago.": "Chile joined the pact in 2022 or before.",
    "Peru left about three weeks ago.": "Peru left around 26 December 2023.",
    # What says which one is meant stays, wherever it hangs.
    "Peru banned a drug which had killed 12 children.": "Peru banned a drug which had killed 12 children.",
    "Peru saw the end of a war that Chile had waged.": "Peru saw the end of a war that Chile had waged.",
    # Adverbs behind what the verb is told of.
    "Some fans see Chile differently.": "Some fans see Chile differently.",
    "Chile weighed twice as much, too.": "Chile weighed twice as much (unresolved).",
    # What verbs of letting and causing bring about has happened.
    "A storm caused a crane to fall.": "A crane fell.",
    "Peru saw prices reach $5.": "Prices reached $5.",
    "Peru helped Ana Bo leave and get a job.": "Ana Bo got a job.",
    "Peru asked Chile to leave.": "Chile was asked to leave.",
    "In addition, the law was repealed.": "The law was repealed.",
    "The price has dropped today.": "The price has dropped today (16 January 2024).",
    "By the end of May, a third had been paid.": "A third had been paid by the end of May 2023.",
    # A noun says what it takes up, a pronoun stays where the sentence says it before.
    "Zambia imposed a ban on exports. In May it lifted the ban.": "Zambia lifted the ban (probably a ban on exports) in May 2023.",
    "Ana Bo died. Her death was announced by her daughter.": "Ana Bo's death was announced by her daughter.",
    "She lost control of her own party.": "She (unresolved) lost control of her own party.",
    "Fans wore costumes, many of which they themselves created.": "Fans themselves created many of the costumes.",
    "Chile and Peru share a river. The two countries trade.": "The two countries (probably Chile and Peru) trade.",
    # What leads to an infinitive is told, not the infinitive alone.
    "The government has not allowed the UN to register arrivals.": "The UN has not been allowed to register arrivals.",
    "Opposing factions, unable to reach a deal, fought on.": "Opposing factions were unable to reach a deal.",
    "He accused the mayor of taking bribes.": "The mayor was accused of taking bribes.",
    "By 2030 the country is to have ten plants.": "The country is to have ten plants by 2030.",
    # Clauses that say which one is meant, when, or what may be, stay.
    "Chile has not enjoyed the growth that Peru has seen.": "Chile has not enjoyed the growth that Peru has seen.",
    "When Chile invested, its exports were small.": "When Chile invested, Chile's exports were small.",
    "Maybe some people don't like the plan.": "It is possible that some people don't like the plan.",
    "The government no longer controls much of the Sahel.": "The government no longer controls much of the Sahel.",
    # Questions are asked as they are.
    "When did the senator accept the gift?": "It is asked when the senator accepted the gift.",
    "Why did you decide to take the job?": "It is asked why you decided to take the job.",
    "Has the bank paid its debts?": "It is asked whether the bank has paid its debts.",
    # Agreement, articles and order.
    "1994 would prove a good year for Mali.": "1994 would prove a good year for Mali.",
    "Zambia and South Africa each sent two ships.": "South Africa sent two ships.",
    "Debt stood at 82 percent, up from 38 percent in 2013.": "Debt stood at 82 percent, up from 38 percent in 2013.",
    "Another theme was the ambition and cruelty of the king.": "Another theme was the ambition and cruelty of the king.",
    "Egypt have won the trophy more often than anybody else.": "Egypt have won the trophy more often than anybody else.",
    "The two winners were Ana Bo and Rosa Vega.": "The two winners were Ana Bo and Rosa Vega.",
    "USI was not alone in receiving a donation.": "USI was not alone in receiving a donation.",
}
FACTS = {
    # What a title or participle says of somebody need not hold any more; how it began is told.
    "Soldiers overthrew President Karim Bo.": "Karim Bo was president (unresolved).",
    "Chile joined Mercosur in December 2013.": "Chile joined Mercosur in December 2013.",
    "President Karim Bo, who took office in November 2020, spoke.": "Karim Bo became president in November 2020.",
    "France governed Syria from 1920 on.": "France ruled Syria from 1920 on.",
    "The army toppled the government in late 2001.": "The army toppled the government in late 2001.",
    # No event is told to take place when its name says so, no age to have an age.
    "The 2014 elections were peaceful.": "There were elections in 2014.",
    "The 9/11 attacks changed the world.": "The 9/11 attacks took place on 11 September 2001.",
    "A 2,000-year-old tradition of festivals lives on.": "A tradition of festivals is 2,000 years old.",
    "The government no longer controls much of the Sahel.": "The government does not control much of the Sahel.",
    "The northern, Kabye-dominated administration fell.": "Kabyes dominated the northern administration.",
    "Armando Bo appointed the former governor of Sofala, Ali Vega, on Monday.": (
        "Armando Bo appointed the former governor of Sofala, Ali Vega, on 15 January 2024."
    ),
    "China is Bolivia's largest bilateral creditor.": "China is the largest bilateral creditor of Bolivia.",
    "Chile's border with Peru is among the longest in the world.": "Chile's border with Peru is among the longest in the world.",
    "Phinaya is a village of 240 families.": "Phinaya has a population of 240 families.",
    "The Communist Party of India (Marxist) has governed Kerala since 2016.": (
        "The Communist Party of India-Marxist has ruled Kerala since 2016."
    ),
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.items())
def test_a_statement_stands_alone(texts: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in texts(text, "statement")


@pytest.mark.parametrize(("text", "expected"), FACTS.items())
def test_a_fact_reads_as_a_sentence(texts: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in texts(text, "statistic", "relation")


@pytest.mark.parametrize(
    "text",
    [
        "Listing 1: a simplified form of the rule.",
        "They saw Changzhou, Jiangsu province.",
        "Athletes Ana Bo and Rosa Vega came.",
    ],
)
def test_what_stands_beside_a_name_is_no_definition(texts: Callable[..., list[str]], text: str) -> None:
    assert not [found for found in texts(text, "statement") if " is " in found or " are " in found]


def test_what_holds_of_some_is_not_said_of_all(texts: Callable[..., list[str]]) -> None:
    assert texts("Peru plays for all generals who arrive.", "statement") == ["Peru plays for all generals who arrive."]
