"""Numbers whose sentence leaves something out, and numbers in lines with a label, through the whole pipeline."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the name alone is new
        (
            "Hungarians account for 6 percent of Romania's population and Roma for about 3 percent.",
            ("ethnic_share", "Roma", "Romania's population", 3, "%"),
        ),
        (
            "Russia accounts for 17 percent of the world's natural gas and Qatar for 5 percent.",
            ("share", "Qatar", "the world's natural gas", 5, "%"),
        ),
        # the place alone is new
        (
            "A gallon of gasoline costs $3.20 in Texas but $4.90 in Ohio.",
            ("price", "A gallon of gasoline", "Ohio", 4.9, "USD"),
        ),
        ("A cup of tea costs $2 and a sandwich $6.", ("price", "a sandwich", None, 6, "USD")),
        (
            "Diesel costs 1.71 euros a litre in Spain and 1.38 in Malta.",
            ("price", "Diesel", "Malta", 1.38, "EUR"),
        ),
        (
            "The rate for Kenya was 7 percent, and for Uganda 11 percent.",
            ("statistic", "Uganda", None, 11, "%"),
        ),
        (
            "Inflation was 4 percent in Norway and in Iceland 9 percent.",
            ("inflation_rate", "Iceland", None, 9, "%"),
        ),
        (
            "The literacy rate is 91 percent in Oman, compared with 54 percent in Yemen.",
            ("literacy_rate", "Yemen", None, 54, "%"),
        ),
        (
            "Emissions per head are 9 tonnes in Poland, compared with 2 tonnes in Moldova.",
            ("statistic", "Moldova", None, 2000, "kg"),
        ),
        (
            "Growth fell to 2.9 percent in Laos and 1.7 percent in Nepal.",
            ("growth_rate", "Nepal", None, 1.7, "%"),
        ),
        # what grew is what the number before counts
        (
            "The brewer sold 9 million crates, up 6 percent from 2019.",
            ("growth_rate", "crates", "The brewer", 6, "%"),
        ),
        (
            "Sonangol reported a profit of $3 billion, down 11 percent from 2021.",
            ("growth_rate", "a profit", "Sonangol", 11, "%"),
        ),
        # the same things counted again
        (
            "The ferry sank with 350 passengers on board, and only 77 were rescued.",
            ("count", "passengers", "The ferry", 77, "1"),
        ),
        # the same amount as a part
        ("The bank will cut 9,000 jobs, or 12 percent of its staff.", ("share", "9,000 jobs", "its staff", 12, "%")),
        # labels
        ("Religions: Muslim 88.8%, Christian 6.3%, other 4.9%", ("religion_share", "Christian", None, 6.3, "%")),
        # a shared name of money
        ("Kenya will borrow 80 billion shillings this year.", ("amount_of_money", "Kenya", None, 80e9, "KES")),
        # a rank that trails
        ("Turnout was 41 percent, the lowest in Chile.", ("rank", "Turnout", "Chile", 1, "1")),
    ],
)
def test_what_is_left_out_is_in_the_number_before(claims, text, expected):
    assert expected in claims(text)


@pytest.mark.parametrize(
    "text",
    ["Exports rose 12 percent to $3.4 billion.", "Police said 13 officers and five protesters were hurt in Dhaka."],
)
def test_a_number_is_never_the_other_party_of_a_number(claims, text):
    assert not any(object_ and object_[:1].isdigit() for _, _, object_, _, _ in claims(text))
