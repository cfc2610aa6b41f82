"""Fields of all editions are read as values, and the shipped table holds what the editions say."""

from collections import defaultdict

import pytest

from pipeline import resources
from pipeline.knowledge.fact_fields import date_of, scalars
from pipeline.knowledge.fact_lists import borders, shares
from pipeline.knowledge.facts import FactBase, ReferenceFact, load

MEASURES = {(m["predicate"], m["fields"][0]): m for m in resources.table("knowledge/curated/measures.toml")["measure"]}


def measure(predicate: str) -> dict[str, object]:
    return next(m for (p, _), m in MEASURES.items() if p == predicate)


@pytest.mark.parametrize(
    ("predicate", "text", "found"),
    [
        ("population", "290,938,469 (July 1990), growth rate 0.7% (1990)", [("", 290938469, "1990-07")]),
        ("population", "total: 10,394,063 male: 5,221,818 female: 5,172,245 (2024 est.)", [("", 10394063, "2024")]),
        ("population", "uninhabited; 40 staff in summer", []),
        (
            "area",
            "total area: 143,100 sq km land area: 142,700 sq km comparative area: Wisconsin",
            [("", 143100, ""), ("land", 142700, "")],
        ),
        ("area", "22,402,200 km2; land area: 22,272,000 km2", [("", 22402200, ""), ("land", 22272000, "")]),
        ("land_boundary_length", "total: 5,987 km border countries (6): China 91 km; Iran 921 km", [("", 5987, "")]),
        ("land_boundary_length", "4,591 km total; Chad 1,094 km, Congo 523 km", [("", 4591, "")]),
        ("life_expectancy", "62 years male, 68 years female (1990)", [("male", 62, "1990"), ("female", 68, "1990")]),
        (
            "life_expectancy",
            "total population: 64.47 years male: 61.53 years female: 67.55 years (2004 est.)",
            [("", 64.47, "2004"), ("male", 61.53, "2004"), ("female", 67.55, "2004")],
        ),
        ("life_expectancy", "total: NA males: 72.4 years", []),
        (
            "literacy_rate",
            "48% (male 63%, female 34%) age 15 and over can read and write (1990)",
            [("", 48, "1990"), ("male", 63, "1990"), ("female", 34, "1990")],
        ),
        (
            "inflation_rate",
            "5.8% (2012 est.) country comparison to the world: 159 12.4% (2011 est.)",
            [("", 5.8, "2012"), ("", 12.4, "2011")],
        ),
        ("unemployment_rate", "5.16% (2019 est.) 5.29% (2018 est.)", [("", 5.16, "2019"), ("", 5.29, "2018")]),
        ("growth_rate", "-2.5% (2016 est.) 1.2% (2015 est.)", [("gdp", -2.5, "2016"), ("gdp", 1.2, "2015")]),
        ("exports", "total value: $2.5 billion (f.o.b., 1996) commodities: petroleum 40%", [("", 2.5e9, "1996")]),
        ("debt", "$253.8 million (31 December 2012 est.)", [("external", 253.8e6, "2012-12")]),
        (
            "elevation",
            "lowest point: Syr Darya 300 m highest point: Qullai Ismoili Somoni 7,495 m",
            [("highest point", 7495, ""), ("lowest point", 300, "")],
        ),
        ("maternal_mortality", "17 deaths/100,000 live births (2020 est.)", [("", 17, "2020")]),
        ("poverty_rate", "NA", []),
    ],
)
def test_scalars(predicate: str, text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(f.name, f.value.amount, f.as_of) for f in scalars(text, measure(predicate))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pashtun 38%, Tajik 25%, minor ethnic groups (Aimaks, Turkmen)", [("Pashtun", 38.0), ("Tajik", 25.0)]),
        ("50% Pashtun, 25% Tajik; 9% Uzbek", [("Pashtun", 50.0), ("Tajik", 25.0), ("Uzbek", 9.0)]),
        (
            "Muslim 98% (Sunni 95%, Shia 3%) other 2% (2014 est.)",
            [("Muslim", 98.0), ("other", 2.0), ("Sunni", 95.0), ("Shia", 3.0)],
        ),
        ("nine recognized ethnic groups: Tigrinya 55%, Tigre 30%", [("Tigrinya", 55.0), ("Tigre", 30.0)]),
        ("Sunni Muslim 84-89%, other less than 1%", [("Sunni Muslim", None), ("other", 1.0)]),
        ("Christian 9.5%, note: shares sum to 124%", [("Christian", 9.5)]),
        ("none", []),
    ],
)
def test_shares(text: str, found: list[tuple[str, float | None]]) -> None:
    assert [(f.name, f.value.amount) for f in shares(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("total: 5,987 km border countries (6): China 91 km; Pakistan 2,670 km", [("China", 91), ("Pakistan", 2670)]),
        (
            "4,591 km total; Central African Republic 797 km, Chad 1,094 km",
            [("Central African Republic", 797), ("Chad", 1094)],
        ),
        (
            "total 12,248 km, Canada 8,893 km (including 2,477 km with Alaska), Mexico 3,326 km",
            [("Canada", 8893), ("Mexico", 3326)],
        ),
        ("0 km", []),
    ],
)
def test_borders(text: str, found: list[tuple[str, float]]) -> None:
    assert [(f.name, f.value.amount) for f in borders(text)] == found


@pytest.mark.parametrize(
    ("text", "date"),
    [("July 1996 est.", "1996-07"), ("2014 est.", "2014"), ("FY01", "2001"), ("FY93/94", "1993"), ("est.", "")],
)
def test_dates(text: str, date: str) -> None:
    assert date_of(text) == date


@pytest.fixture(scope="module")
def facts() -> FactBase:
    return load()


@pytest.mark.parametrize(
    ("share", "editions"), [(38, range(1993, 2002)), (44, range(2002, 2004)), (42, range(2004, 2015))]
)
def test_pashtuns_in_afghanistan(facts: FactBase, share: float, editions: range) -> None:
    for edition in editions:
        assert [f.amount for f in facts.at("country:AF", "ethnic_share", edition, "ethnic_group:pashtun")] == [share]


@pytest.mark.parametrize(("length", "editions"), [(2430, [1990, 2000, 2013]), (2670, [2015, 2017, 2021, 2025])])
@pytest.mark.parametrize(("one", "other"), [("country:AF", "country:PK"), ("country:PK", "country:AF")])
def test_border_of_afghanistan_and_pakistan(
    facts: FactBase, one: str, other: str, length: float, editions: list[int]
) -> None:
    for edition in editions:
        assert [f.amount for f in facts.at(one, "border_length", edition, other)] == [length]


def test_in_2014_only_one_side_had_the_new_length(facts: FactBase) -> None:
    lengths = [
        facts.at(a, "border_length", 2014, b)[0].amount
        for a, b in (("country:AF", "country:PK"), ("country:PK", "country:AF"))
    ]
    assert lengths == [2670, 2430]


def test_border_lengths_agree_from_both_sides(facts: FactBase) -> None:
    lengths = {
        (f.entity, f.object, edition): f.amount
        for entity, measure in facts.topics()
        if measure == "border_length"
        for f in facts.series(entity, measure)
        for edition in f.editions
    }
    pairs = [(n, m) for (a, b, y), n in lengths.items() if a < b and n and (m := lengths.get((b, a, y)))]
    assert len(pairs) > 9000
    assert sum(abs(x - y) <= max(2, 0.02 * max(x, y)) for x, y in pairs) > 0.97 * len(pairs)


def test_shares_of_a_list_sum_to_the_whole(facts: FactBase) -> None:
    sums: dict[tuple[str, int], list[float]] = defaultdict(list)
    for entity, measure in facts.topics():
        if measure == "ethnic_share":
            for fact in facts.series(entity, measure):
                if not fact.name.endswith("(part)"):
                    for edition in fact.editions:
                        sums[entity, edition].append(fact.value or 0)
    whole = [95 <= sum(values) <= 105 for values in sums.values() if len(values) > 1]
    assert len(whole) > 6000
    assert sum(whole) > 0.96 * len(whole)


def test_every_fact_shows_its_words(facts: FactBase) -> None:
    for fact in facts.series("country:AF", "ethnic_share") + facts.series("country:FR", "gdp"):
        digits = f"{fact.value:g}" if fact.measure == "ethnic_share" and fact.amount else ""
        assert digits in fact.quote
        assert fact.editions == tuple(sorted(fact.editions))


def test_unknown_keys_have_no_facts(facts: FactBase) -> None:
    assert facts.series("country:ZZ", "population") == []
    assert facts.series("country:AF", "no_measure") == []


def test_a_fact_survives_its_line() -> None:
    fact = ReferenceFact("a", "m", "", "", None, 1.0, 2.5, "~", "%", "", (1990, 1991, 1993), "F", "1 to 2.5%")
    assert fact.line().split("\t")[10] == "1990-1991,1993"
    assert fact.value == 1.75
