"""Whose a number is, and how it is put forward: each text gives a statistic with these words and this modality."""

import pytest

import pipeline
from pipeline.records import Claim

GIVES = {
    # Who expects a measure is not whose it is; what is expected is predicted, in the month to come.
    "The bank assumes an average price of $4.30 a pound this year.": (
        "price", "predicted", "The bank assumes an average price of $4.30 a pound in 2024.",
    ),
    "The Korean commission expects a turnout of 60 percent.": (
        "turnout", "predicted", "The Korean commission expects a turnout of 60 percent.",
    ),
    "The bank now sees inflation in Peru at 4.4 percent in December.": (
        "inflation_rate", "predicted", "It is expected that the inflation rate of Peru will be 4.4 percent in December 2024.",
    ),
    "Ana Bo sees the rate at 5.25 percent by year-end.": (
        "statistic", "predicted", "Ana Bo sees the rate at 5.25 percent by December 2024.",
    ),
    "The economy of Peru is projected by the fund to expand by 6 percent in 2025.": (
        "growth_rate", "predicted", "It is expected that Peru will have a growth rate of 6 percent in 2025.",
    ),
    # What something is to change from is so already.
    "Eurostat expects fertility in Latvia to recover from 1.34 children per woman to no more than 1.5 in 2050.": (
        "fertility_rate", "asserted", "The fertility rate of Latvia is 1.34 children per woman.",
    ),
    # What somebody needs or wants is not so.
    "Under the constitution, a candidate needs more than half of the valid votes to avoid a runoff.": (
        "vote_share", "desired",
        "Under the constitution, a candidate needs more than half of the valid votes to avoid a runoff.",
    ),
    "The rebels want two ministries.": ("count", "desired", "The rebels want two ministries."),
    # An age beside a name holds whatever the clause tells.
    "Should Ana Bo, 61, be forced out, Peru will vote.": ("age", "asserted", "Ana Bo is 61 years old."),
    "Ana Bo, 61, did not win.": ("age", "asserted", "Ana Bo is 61 years old."),
    "The 61-year-old teacher may run.": ("age", "asserted", "The teacher is 61 years old."),
    # "Hardly" denies no amount that is told.
    "Last year the economy of Peru hardly expanded, by 0.2 percent.": (
        "growth_rate", "asserted", "Peru had a growth rate of 0.2 percent in 2023.",
    ),
    # A value is said once, in the tense in which it holds.
    "Investment, which accounts for about a quarter of gross domestic product, may contract.": (
        "share", "asserted", "Investment makes up about a quarter of gross domestic product.",
    ),
    "Riga, home to 658,600 people, or nearly a third of the nation, shrank by 14 percent.": (
        "share", "asserted", "Riga makes up almost a third of the nation.",
    ),
    "Only one in five of the trucks is less than ten years old.": (
        "age", "asserted", "Only one in five of the trucks is less than ten years old.",
    ),
    # Residents to whom something is done are counted, or displaced; those that a census counts are a population.
    "About 3,700 residents and tourists were evacuated from 14 villages.": (
        "displaced", "asserted", "About 3,700 residents and tourists were evacuated from 14 villages.",
    ),
    "Pollsters interviewed 1,200 residents in Lima.": (
        "count", "asserted", "Pollsters interviewed 1,200 residents in Lima.",
    ),
    "In Latvia the enumerators found 2 million residents in 2011, 300,000 fewer than at the last census, in 2000.": (
        "population", "asserted", "Latvia had a population of 2 million in 2011.",
    ),
    "The number of inhabitants of Oslo is 700,000.": ("population", "asserted", "Oslo has a population of 700,000."),
    "Oslo, with 700,000 residents, is the capital.": ("population", "asserted", "Oslo has a population of 700,000."),
    "Latvian is spoken at home by 62 percent of those who answered the question.": (
        "language_share", "asserted", "Latvian is spoken at home by 62 percent of those who answered the question.",
    ),
    "Women made up 40 percent of those who voted in Peru.": (
        "share", "asserted", "Women made up 40 percent of those who voted in Peru.",
    ),
    # Lists that go together in order.
    "Peru and Chile grew by 3 and 5 percent, respectively.": (
        "growth_rate", "asserted", "Chile has a growth rate of 5 percent.",
    ),
    "Belarusians, Ukrainians and Poles make up 3.3, 2.2 and 2.1 percent of the people of Latvia.": (
        "ethnic_share", "asserted", "Ukrainians make up 2.2 percent of the population of Latvia.",
    ),
    "Peru, Chile and Brazil won 3, 5 and 7 medals respectively.": (
        "count", "asserted", "Peru, Chile and Brazil won 3, 5 and 7 medals respectively.",
    ),
    # A share that is called one.
    "The share of Muslims in Bulgaria was 12 percent in 2011.": (
        "religion_share", "asserted", "The share of Muslims in Bulgaria was 12 percent in 2011.",
    ),
    "Telia's share of the market is 20 percent.": ("share", "asserted", "Telia's share of the market is 20 percent."),
    "At most a quarter of voters will say yes.": ("share", "predicted", "At most a quarter of voters will say yes."),
    # The same at another time.
    "Ethnic Latvians make up 62.1 percent of the population of Latvia, compared with 57.7 in 2000 and only 52 in 1989.": (
        "ethnic_share", "asserted", "Latvians make up 52 percent of the population of Latvia (in 1989).",
    ),
    "The economy of Peru grew 5 percent in 2020, compared with 3 percent in 2019.": (
        "growth_rate", "asserted", "Peru had a growth rate of 3 percent in 2019.",
    ),
    # Measures that no noun names.
    "About 60 percent of voters turned out in Chile in 2020.": (
        "turnout", "asserted", "Turnout in Chile was about 60 percent in 2020.",
    ),
    "The election is near. Ana Bo stood at 14 percent, up from 9.": (
        "vote_share", "asserted", "Ana Bo stood at 14 percent (unresolved), up from 9.",
    ),
    "Nearly 40 percent of the 15.8 million Senegalese are poor.": (
        "population", "asserted", "Senegal has a population of 15.8 million.",
    ),
    "The median age of Latvia has climbed to 41.4.": (
        "median_age", "asserted", "The median age in Latvia is 41.4 years.",
    ),
    "Codelco turned out 295,000 tonnes in May, down 9.5 percent from a year earlier.": (
        "growth_rate", "asserted", "Codelco turned out 295,000 tonnes in May 2024, down 9.5 percent from May 2023.",
    ),
    "Cusco, 1,100 kilometers from Lima, is old.": (
        "distance", "asserted", "The distance between Cusco and Lima is 1,100 kilometers.",
    ),
    "The island, which lies less than two kilometers from the Turkish coast, burned.": (
        "distance", "asserted", "The island lies less than two kilometers from the Turkish coast.",
    ),
}  # fmt: skip
GIVES_NOT = {
    "Seoul and Busan have 9.4 and 3.3 million books, respectively.": "statistic",
    "Some 40 percent of voters voted for Ana Bo.": "turnout",
    "The election is near. Unemployment stood at 14 percent.": "vote_share",
    "The 300,000 Russians in Latvia voted.": "population",
    "Residents of Lima bought 20 houses.": "population",
    "Ana Bo ran 20 kilometres from the village.": "distance",
    "The storm left 3,000 residents without power in Lima.": "population",
}


def statistics(text: str) -> list[Claim]:
    return pipeline.extract(text, published="2024-05-16", language="en", kinds=["statistic", "relation"])


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_numbers_are_told_of_whom_and_how_they_hold(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in [(c.predicate.id, c.modality, c.bare_text) for c in statistics(text)]


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_numbers_are_not_taken_for_other_measures(text: str, wrong: str) -> None:
    assert wrong not in [c.predicate.id for c in statistics(text)]


def test_barely_denies_no_amount() -> None:
    told = statistics("The party barely won 3 percent of the vote.")
    assert [c.negated for c in told if c.predicate.id == "vote_share"] == [False]


def test_an_amount_before_has_the_time_of_its_participle() -> None:
    told = statistics("Inflation was 3 percent in May, up from the 2 percent measured in January.")
    times = {c.value.amount: [q.text for q in c.qualifiers] for c in told if c.value is not None}
    assert times == {3: ["in May"], 2: ["in January"]}


def test_an_event_whose_words_have_its_place_is_not_told_to_be_there() -> None:
    assert not [
        c
        for c in statistics("Peru lost 12 percent of its people between its last two censuses.")
        if c.kind == "relation"
    ]


def test_what_goes_together_in_order_is_not_told_of_each() -> None:
    text = "Ana Bo and Ari Li won 30 and 20 percent of the vote respectively."
    told = pipeline.extract(text, published="2024-05-16", language="en", kinds=["statement"])
    assert [c.bare_text for c in told] == [text]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("In 2018, profit rose to 5 million euros from 3 million a year earlier.", ["2018"]),
        ("Peru's population grew from 26 million in 2000 to 33 million in 2020.", ["2020"]),
        ("Inflation slowed to 6.6 percent in May 2020 from 6.8 percent in April.", ["2020-05"]),
        ("Profit rose to 5 million euros from 3 million in 2012.", []),
    ],
)
def test_a_value_does_not_take_the_time_of_what_it_changed_from(text: str, times: list[str]) -> None:
    claims = pipeline.extract(text, language="en", kinds=["statistic"])
    (claim,) = (
        c for c in claims if c.value is not None and c.value.change is not None
    )  # the other is the value before
    assert [q.time.edtf for q in claim.qualifiers if q.time is not None] == times


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "object_"),
    [
        ("Joe Bo died of a disease, at age 55.", "age", "Joe Bo", None),
        ("Lima has a population of 9 million people.", "population", "Lima", None),
        ("The district, with a population of 9,000 people, is poor.", "population", "The district", None),
        ("The town has a labour force of 3,000 people.", "count", "3,000 people", "a labour force"),
        ("Bo defeated Li by 51 percent to 49.", "vote_share", "Bo", None),
        ("Bo defeated Li by 51 percent to 49.", "vote_share", "Li", None),
        ("The deficit widened to 3.2 percent of GDP.", "share", "The deficit", "GDP"),
        ("The density is 25 people per square kilometre.", "statistic", "The density", None),
        ("The earthquake, of magnitude 7.9, killed 519 people.", "statistic", "The earthquake", "519 people"),
        ("Peru has an army of 90,000 soldiers.", "military_personnel", "Peru", None),
        ("Joe Bo was coach at the time of his death at age 55.", "age", "Joe Bo", None),
        (
            "Peru had fires. It paid twice what was paid after the fires of 2007, in which 84 people died.",
            "killed", "84 people", "the fires of 2007",
        ),
    ],
)  # fmt: skip
def test_whose_a_number_is_and_where_it_holds(text: str, predicate: str, subject: str, object_: str | None) -> None:
    found = pipeline.extract(text, language="en", kinds=["statistic"])
    slots = [(c.predicate.id, c.subject.text, c.object.text if c.object is not None else None) for c in found]
    assert (predicate, subject, object_) in slots


@pytest.mark.parametrize(
    "text",
    [
        "Lake Baikal has a maximum depth of 1,642 metres.",
        "The river is 120 metres wide.",
        "The tower stands 324 metres tall.",
        "Peru received 1.1 million Venezuelan refugees.",
    ],
)
def test_a_measure_that_the_template_would_misname_is_told_in_its_own_words(text: str) -> None:
    assert [claim.bare_text for claim in pipeline.extract(text, language="en", kinds=["statistic"])] == [text]
