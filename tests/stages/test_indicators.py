"""Measures of a country that no noun names: how its people live, speak, bear children, and what it trades."""

import pytest

import pipeline
from pipeline import resources
from pipeline.records import Claim
from pipeline.stages.indicators import belonging, condition
from pipeline.stages.statistics import STRATEGIES
from pipeline.stages.trade import trade
from pipeline.stages.vitals import people, rate, vital


@pytest.fixture(scope="module")
def claims():
    nlp = pipeline.load()

    def read(text: str) -> list[Claim]:
        return list(pipeline.extract(text, kinds=("statistic", "relation"), pipeline=nlp, language="en"))

    return read


def told(claim: Claim) -> tuple[str, str, str | None, float | None]:
    def name(argument):
        return argument and (argument.entity.id if argument.entity else argument.text)

    return claim.predicate.id, name(claim.subject), name(claim.object), claim.value and claim.value.amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Around 71 percent of Malaysians live in towns.", ("urbanization_rate", "country:MY", None, 71)),
        ("Some 64 percent of Ecuador's people live in urban areas.", ("urbanization_rate", "country:EC", None, 64)),
        ("Iceland is 94 percent urban.", ("urbanization_rate", "country:IS", None, 94)),
        ("Nearly all Cubans, 99 percent, can read and write.", ("literacy_rate", "country:CU", None, 99)),
        ("Some 12 percent of Belgians are out of work.", ("unemployment_rate", "country:BE", None, 12)),
        ("Swedish is spoken by 5 percent of Finns.", ("language_share", "language:swe", "country:FI", 5)),
        ("About 6 percent of Serbia's people speak Hungarian.", ("language_share", "language:hun", "country:RS", 6)),
        ("Denmark's population is 74 percent Lutheran.", ("religion_share", "religion:lutheran", "country:DK", 74)),
        ("Malawian women have 3.9 children each.", ("fertility_rate", "country:MW", None, 3.9)),
        ("Women in Benin have an average of five children.", ("fertility_rate", "country:BJ", None, 5)),
        ("Haitians live 65.6 years on average.", ("life_expectancy", "country:HT", None, 65.6)),
        ("Malawians can expect to live 62 years.", ("life_expectancy", "country:MW", None, 62)),
        ("The median Kenyan is 20 years old.", ("median_age", "country:KE", None, 20)),
        ("There are 3.3 million people in Albania.", ("population", "country:AL", None, 3.3e6)),
        ("Benin is home to 13.7 million people.", ("population", "country:BJ", None, 13.7e6)),
        ("Kenya records 27 births per 1,000 people.", ("birth_rate", "country:KE", None, 27)),
        ("Colombia exported goods worth $50 billion.", ("exports", "country:CO", None, 5e10)),
        ("Algeria spends 6.7 percent of its GDP on defence.", ("military_expenditure", "country:DZ", None, 6.7)),
        ("Peru and Chile share a border.", ("shares_border_with", "country:PE", "country:CL", None)),
        ("The border that Peru shares with Chile is 168 km long.", ("border_length", "country:PE", "country:CL", 168)),
        ("Togo's shortest border, 131 km, is with Burkina Faso.", ("border_length", "country:TG", "country:BF", 131)),
        (
            "Bamako, the capital and largest city of Mali, lies on a river.",
            ("capital_of", "city:ml-bamako", "country:ML", None),
        ),
        ("Riga serves as the capital of Latvia.", ("capital_of", "city:lv-riga", "country:LV", None)),
    ],
)
def test_a_wording_without_a_noun_for_the_measure_is_read(claims, text, expected):
    assert expected in [told(claim) for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("About 40 percent of young Slovaks live in cities.", "urbanization_rate"),
        ("Some 30 percent of Peruvians live in cities with bad air.", "urbanization_rate"),
        ("Half of Mongolians live in the capital city.", "urbanization_rate"),
        ("About 60 percent of Malians cannot read.", "literacy_rate"),
        ("About 40 percent of Kenyans oppose Islam.", "religion_share"),
        ("Haitians lived 40 years in exile.", "life_expectancy"),
        ("There are 12 million people in Yemen who go hungry.", "population"),
        ("The women had six children.", "fertility_rate"),
        ("Peru exported gas worth $2 billion.", "exports"),
        ("Ghana owes China $4 billion.", "debt"),
    ],
)
def test_what_is_said_of_some_is_no_measure_of_all(claims, text, predicate):
    assert predicate not in [claim.predicate.id for claim in claims(text)]


def test_a_noun_with_its_own_of_takes_no_other(claims):
    text = "Manon Balletti was the daughter of two actors and lover of Giacomo Casanova."
    assert "parent_of" not in [claim.predicate.id for claim in claims(text)]


def test_two_neighbours_of_a_third_need_not_be_neighbours(claims):
    found = {told(claim)[1:3] for claim in claims("Peru and Chile share a border with Bolivia.")}
    assert found == {("country:PE", "country:BO"), ("country:CL", "country:BO")}


@pytest.mark.parametrize(
    ("section", "strategy"),
    [("condition", condition), ("belonging", belonging), ("vital", vital), ("rate", rate), ("trade", trade)],
)
def test_every_row_names_a_predicate_and_its_strategy_is_used(section, strategy):
    known = resources.table("predicates.toml")["statistic"]
    rows = resources.table("indicators.toml")[section]
    assert all(row["predicate"] in known for row in rows)
    assert any(strategy in strategies for strategies in STRATEGIES.values())


def test_people_are_counted_as_a_population():
    assert people in STRATEGIES["count"]
