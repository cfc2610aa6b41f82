"""News of campaigns, races and surveys is told as it stands: each text gives these among its claims, and not those."""

from collections.abc import Callable

import pytest

from pipeline.stages.repairs import repair

GIVES = {
    # What runs on from now is counted from now, whatever year was named before.
    "It fell in 2019. A child that we miss in the next ten days may die.": (
        "A child that we (unresolved) miss in the period from 17 January 2024 to 26 January 2024 may die."
    ),
    # Where a part of those counted were, went or came from is told as the sentence tells it.
    "Some 2,000 people died in 2020, 95 percent of them in Africa.": (
        "Some 2,000 people died in 2020, 95 percent of them in Africa."
    ),
    # Who says "I" in the words of "she", and whose coach "he" is.
    'Ana Bo won. "I stopped my car," she said.': "I (Ana Bo) stopped my car.",
    'Ana Bo won. Her coach was happy. "Bo ran well," he said.': 'Ana Bo\'s coach said, "Bo ran well."',
    # The same period of another year is no month of its own, and the claim says which it is like.
    "It rained. The bank has sold 9,845 cars since October, up from 3,120 in the same period a year earlier.": (
        "The bank (unresolved) has sold 9,845 cars since October 2023, up from 3,120 in the same period a year earlier."
    ),
    # What something is compared with is kept with its "than".
    "Sales in May were lower than in the same month a year earlier.": (
        "Sales in May 2023 were lower than in the same month a year earlier."
    ),
    # Within the commas of a participle that opens its sentence.
    "Born in Lima, a port, to a teacher, Ana Bo joined the army in 2010.": "Ana Bo joined the army in 2010.",
}
GIVES_NOT = {
    "Some 2,000 people died in 2020, 95 percent of them in Africa.": (
        "Some 2,000 people made up 95 percent of Africa in 2020."
    ),
    # How long somebody took is no span of "a time".
    "Ana Bo won the race on Sunday in a time of two hours.": "A time lasted two hours on 14 January 2024.",
    # Whoever has a part of a body does not lead the whole.
    "Ana Bo, the Red Cross's head of sales, left.": "The Red Cross is led by Ana Bo.",
    # Sponsors and teams withdraw from what they take part in, forces from places.
    "The club paid for the camp in Norway only after sponsors withdrew.": "Sponsors withdrew from Norway.",
    # How many times as fast something grew is no rate of growth.
    "Peru's economy grew by 4.3 percent in 2023, twice as fast as Chile's.": "Peru had a growth rate of twice in 2023.",
    # An amount of a second giver is not the first one's.
    "The World Bank gave $6 million and the government $3.5 million.": "The World Bank gave $6 million, $3.5 million.",
    # A country has countries for neighbours, and a county has counties.
    "Romania is poor. Wages in Cluj are at 5,640 lei, and 4,100 lei in neighbouring Salaj.": (
        "Romania shares a border with Salaj."
    ),
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_reports_are_told_as_they_stand(texts: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_reports_give_nothing_wrong(texts: Callable[[str], list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text)


def test_a_name_within_a_noun_phrase_belongs_to_its_noun() -> None:
    words = ["She", "made", "her", "World", "Cup", "debut", "in", "Ruka", "in", "November"]
    tags = ["PRP", "VBD", "PRP$", "NNP", "NNP", "NN", "IN", "NNP", "IN", "NNP"]
    heads = [1, 1, 5, 4, 9, 1, 7, 1, 9, 1]
    deps = ["nsubj", "ROOT", "nmod:poss", "compound", "nmod:unmarked", "obj", "case", "obl", "case", "obl"]
    repair(heads, deps, tags, words, [False] * len(words))
    assert (heads[4], deps[4]) == (5, "compound")
