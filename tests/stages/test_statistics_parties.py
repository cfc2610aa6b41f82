"""The other party or the whole of a number, through the whole pipeline: who is owed, what is held, where things are."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who else takes part comes before the country that the text is about
        ("Norway has judges. Kari Dahl has four years left on her contract.", ("duration", "Kari Dahl", "her contract", 4, "a")),
        ("Norway has a budget. The ministry spends $80 million on roads.", ("amount_of_money", "The ministry", "roads", 8e7, "USD")),
        # debts and stakes
        ("Kenya owes Japan $2 billion.", ("amount_of_money", "Kenya", "Japan", 2e9, "USD")),
        ("Kenya owes $2 billion to private banks.", ("debt", "Kenya", "private banks", 2e9, "USD")),
        ("Ghana owes 30 percent of its foreign debt to banks.", ("share", "banks", "its foreign debt", 30, "%")),
        ("The mine is 60 percent owned by Rio Tinto.", ("share", "Rio Tinto", "The mine", 60, "%")),
        ("Equinor holds a 25 percent stake in the pipeline.", ("share", "Equinor", "the pipeline", 25, "%")),
        # a part of what is a measure by itself
        ("Copper accounts for 70 percent of exports.", ("share", "Copper", "exports", 70, "%")),
        ("Chile exports wine, of which Britain buys 20 percent.", ("share", "Britain", "wine", 20, "%")),
        # an amount grew by a percentage
        ("Exports to Turkey rose 9 percent.", ("growth_rate", "Exports", "Turkey", 9, "%")),
        ("The index closed down 2.5 percent in Tokyo.", ("growth_rate", "The index", "Tokyo", 2.5, "%")),
        ("Togo will reduce its grain imports by a quarter next year.", ("growth_rate", "its grain imports", "Togo", 25, "%")),
        # an index moves, and not the place where it is traded
        ("In Lima, the Inti index dropped five percent.", ("growth_rate", "the Inti index", "Lima", 5, "%")),
        ("The IBEX-35 in Madrid rose 2.4 percent.", ("growth_rate", "IBEX", "Madrid", 2.4, "%")),
        ("In Tokyo, the Nikkei gained 1.4 percent.", ("growth_rate", "Nikkei", "Tokyo", 1.4, "%")),
        # who is fined or awarded an amount
        ("Regulators have fined Nokia $35 million.", ("amount_of_money", "Nokia", "Regulators", 35e6, "USD")),
        ("A judge has awarded a small firm two million dollars.", ("amount_of_money", "a small firm", "A judge", 2e6, "USD")),
        # what took so long is what the stretch is one of
        ("Ana Bo was freed after seven years of detention.", ("duration", "detention", "Ana Bo", 7, "a")),
        ("The ministers met during three days of talks.", ("duration", "talks", None, 3, "d")),
        ("The floods claimed the lives of 30 miners in Peru.", ("killed", "30 miners", "Peru", 30, "1")),
        # an ordinal is that of one's own things
        ("The team won its third title.", ("rank", "its third title", None, 3, "1")),
        ("They sailed to Malta, Europe's smallest republic.", ("rank", "Malta", "Europe", 1, "1")),
        # neighbours
        ("Chad borders Libya for 1,055 km and Niger for 1,175 km.", ("border_length", "Chad", "Niger", 1175, "km")),
        (
            "Laos shares borders with Vietnam (2,161 km), Thailand (1,845 km) and China (475 km).",
            ("border_length", "Laos", "China", 475, "km"),
        ),
        # what stands right before a distance
        ("Troops camped near Mopti, 460 kilometers northeast of Bamako.", ("distance", "Mopti", "Bamako", 460, "km")),
        # in what things are that are counted
        ("A survey of 1,200 farmers was published in Peru.", ("count", "1,200 farmers", "A survey", 1200, "1")),
        ("The ministry backs two dams in Laos.", ("count", "two dams", "Laos", 2, "1")),
        ("Officials continue to search for 16 missing sailors.", ("count", "16 missing sailors", None, 16, "1")),
        ("Some 300 clerks work there, with over 5,000 pensioners.", ("count", "over 5,000 pensioners", None, 5000, "1")),
        # another number, a source, a role or a phrase that names nothing is no party
        ("The concert sold out in five hours, with over 9,000 tickets sold.", ("duration", "The concert", None, 5, "h")),
        ("Ana Bo served five years as mayor.", ("duration", "Ana Bo", None, 5, "a")),
        ("Her ratings among Swedes dropped to 78 percent in the survey.", ("statistic", "Her ratings", "Swedes", 78, "%")),
        ("Two floods in a row hit the coast.", ("count", "Two floods", "the coast", 2, "1")),
        # of two kinds of a thing, each with its number
        ("The mill employs 600 full-time and 400 part-time workers.", ("count", "400 part-time workers", "The mill", 400, "1")),
        # how far from an event
        ("The ceasefire came three weeks after the election.", ("duration", "The ceasefire", "the election", 3, "wk")),
        # a relative clause agrees with the noun right before it
        ("Hikers sleep in huts on the glacier, which covers 40 square kilometers.", ("area", "the glacier", None, 40, "km2")),
    ],
)  # fmt: skip
def test_the_other_party(claims, text, expected):
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad, a country of 17 million, is poor.", ("population", "Chad", None, 17e6, "1")),
        ("The total length of Zambia's land borders is 5,664 kilometers.", ("land_boundary_length", "Zambia", None, 5664, "km")),
        ("Belize, home to 400,000 people, is small.", ("population", "Belize", None, 4e5, "1")),
        ("Malta is home to 500,000 people, of whom a fifth are old.", ("population", "Malta", None, 5e5, "1")),
        ("The court sentenced Ana Silva to seven years in prison.", ("duration", "Ana Silva", "prison", 7, "a")),
        ("The league banned Ana Silva for two years.", ("duration", "Ana Silva", None, 2, "a")),
        ("The storm left 240 people dead in Haiti.", ("killed", "240 people", "Haiti", 240, "1")),
        ("Fighting in Sudan forced 30,000 people from their homes.", ("displaced", "30,000 people", "Sudan", 3e4, "1")),
        ("A 5.8-magnitude earthquake struck Chile.", ("statistic", "A 5.8-magnitude earthquake", "Chile", 5.8, "1")),
        ("Engineers put the loss at 3 million euros.", ("amount_of_money", "the loss", None, 3e6, "EUR")),
        ("Ana Silva was accused of taking $5 million from the bank.", ("amount_of_money", "Ana Silva", "the bank", 5e6, "USD")),
        ("A quarter of Hondurans live in poverty; in the villages the rate is 40 percent.", ("poverty_rate", "the villages", None, 40, "%")),
    ],
)  # fmt: skip
def test_whose_number_it_is(claims, text, expected):
    assert expected in claims(text)


@pytest.mark.parametrize(
    "text", ["Growers earned 9 percent more than a year earlier.", "Mali had a drought four years ago."]
)
def test_when_is_not_how_long(claims, text):
    assert "duration" not in [claim[0] for claim in claims(text)]


@pytest.mark.parametrize(
    "text", ["Peru kept its emissions below 1990 levels.", "Growth in Peru exceeded forecasts in 2001 - 8."]
)
def test_a_year_counts_nothing(claims, text):
    assert {"count", "statistic"}.isdisjoint(claim[0] for claim in claims(text))
