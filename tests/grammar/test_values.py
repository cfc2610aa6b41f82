"""What `find` gives for the ways in which articles and reference works write values."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grammar.values import find


def single(text):
    found = find(text)
    assert len(found) == 1, [v.text for v in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "amount", "unit", "quote"),
    [
        # percent
        ("42 percent of Afghans", "percent", 42, "%", "42 percent"),
        ("a 5.5% share", "percent", 5.5, "%", "5.5%"),
        ("20 per cent", "percent", 20, "%", "20 per cent"),
        ("fell by 3 percentage points", "percent", 3, "[pp]", "3 percentage points"),
        ("half of the refugees", "percent", 50, "%", "half"),
        ("two-thirds of voters", "percent", 66.67, "%", "two-thirds"),
        ("a quarter of the budget", "percent", 25, "%", "a quarter"),
        ("one-third of the seats", "percent", 33.33, "%", "one-third"),
        ("three quarters of women", "percent", 75, "%", "three quarters"),
        ("growth of -0.5%", "percent", -0.5, "%", "-0.5%"),
        # quantities
        ("a 500-km march", "quantity", 500, "km", "500-km"),
        ("1,500 miles of road", "quantity", 2414.016, "km", "1,500 miles"),
        ("8,848 m high", "quantity", 8848, "m", "8,848 m"),
        ("a peak of 29,029 feet", "quantity", 8848.0392, "m", "29,029 feet"),
        ("5 feet 2 inches tall", "quantity", 1.5748, "m", "5 feet 2 inches"),
        ("141,510 sq km", "quantity", 141510, "km2", "141,510 sq km"),
        ("50,000 hectares of cotton", "quantity", 500, "km2", "50,000 hectares"),
        ("300 tonnes of gold", "quantity", 300000, "kg", "300 tonnes"),
        ("20 degrees Celsius", "quantity", 20, "Cel", "20 degrees Celsius"),
        ("-5°C", "quantity", -5, "Cel", "-5°C"),
        ("50 degrees Fahrenheit", "quantity", 10, "Cel", "50 degrees Fahrenheit"),
        ("60 km/h", "rate", 60, "km/h", "60 km/h"),
        ("a 1.5m tall man", "quantity", 1.5, "m", "1.5m"),
        ("temperatures of 27 degrees", "quantity", 27, "Cel", "27 degrees"),
        ("warming of 1.5 C", "quantity", 1.5, "Cel", "1.5 C"),
        ("turn left 45 degrees", "quantity", 45, "deg", "45 degrees"),
        # money
        ("a $2.5 million grant", "money", 2.5e6, "USD", "$2.5 million"),
        ("US$5bn in aid", "money", 5e9, "USD", "US$5bn"),
        ("C$20 each", "money", 20, "CAD", "C$20"),
        ("A$3.50", "money", 3.5, "AUD", "A$3.50"),
        ("Rs 5 crore", "money", 5e7, "INR", "Rs 5 crore"),
        ("20 million euros", "money", 2e7, "EUR", "20 million euros"),
        ("500 million rubles", "money", 5e8, "RUB", "500 million rubles"),
        ("EUR 40m", "money", 4e7, "EUR", "EUR 40m"),
        ("five dollars and twenty cents", "money", 5.2, "USD", "five dollars and twenty cents"),
        ("5 million pounds in fines", "money", 5e6, "GBP", "5 million pounds"),
        # counts
        ("7 million European immigrants", "count", 7e6, "1", "7 million"),
        ("two wars", "count", 2, "1", "two"),
        ("a 275-member council", "count", 275, "1", "275"),
        ("half a million people", "count", 500000, "1", "half a million"),
        ("1.5m people", "count", 1.5e6, "1", "1.5m"),
        ("killing four", "count", 4, "1", "four"),
        ("population 104,589", "count", 104589, "1", "104,589"),
        ("killed 1500 people", "count", 1500, "1", "1500"),
        ("One person died", "count", 1, "1", "One"),
        # durations and ages
        ("for five years", "duration", 5, "a", "five years"),
        ("a 30-year coalition", "duration", 30, "a", "30-year"),
        ("a decade-long policy", "duration", 10, "a", "decade"),
        ("an eight-year war", "duration", 8, "a", "eight-year"),
        ("in a half century", "duration", 50, "a", "a half century"),
        ("half a century", "duration", 50, "a", "half a century"),
        ("for two decades", "duration", 20, "a", "two decades"),
        ("three centuries of rule", "duration", 300, "a", "three centuries"),
        ("every seven years", "duration", 7, "a", "seven years"),
        ("a 12-year-old boy", "age", 12, "a", "12-year-old"),
        ("34 years old", "age", 34, "a", "34 years old"),
        ("18 years of age", "age", 18, "a", "18 years of age"),
        ("Rahmon, 70, has ruled", "age", 70, "a", "70"),
        ("from the age of 15", "age", 15, "a", "15"),
        ("he was 19 when he joined", "age", 19, "a", "19"),
        ("she died at 24", "age", 24, "a", "24"),
        ("children under five", "age", 5, "a", "five"),
        ("a half-century of rule", "duration", 50, "a", "a half-century"),
        # rates
        ("500,000 bpd of crude", "rate", 500000, "[bbl_us]/d", "500,000 bpd"),
        ("5 children per woman", "rate", 5, "1", "5 children per woman"),
        ("39 births per 1,000 people", "rate", 39, "10*-3", "39 births per 1,000 people"),
        ("3.6 children born/woman", "rate", 3.6, "1", "3.6 children born/woman"),
        ("65 deaths/100,000 live births", "rate", 65, "10*-5", "65 deaths/100,000 live births"),
        ("-6.15 migrant(s)/1,000 population", "rate", -6.15, "10*-3", "-6.15 migrant(s)/1,000 population"),
        ("2.5 million barrels per day", "rate", 2.5e6, "[bbl_us]/d", "2.5 million barrels per day"),
        ("120 people per square kilometer", "rate", 120, "/km2", "120 people per square kilometer"),
        ("500 people a day", "rate", 500, "/d", "500 people a day"),
        # ratios
        ("one in four children", "ratio", 1, "1", "one in four"),
        ("nine out of ten", "ratio", 9, "1", "nine out of ten"),
        ("one-sixth of voters", "ratio", 1, "1", "one-sixth"),
        ("12 of the 22 provinces", "ratio", 12, "1", "12 of the 22"),
        ("one of the four constituent parties", "ratio", 1, "1", "one of the four"),
        ("a threefold rise", "ratio", 3, "1", "threefold"),
        ("four times its size", "ratio", 4, "1", "four times"),
        ("exports doubled", "ratio", 2, "1", "doubled"),
        ("output has halved", "ratio", 0.5, "1", "halved"),
        # ranks
        ("the second-largest city", "rank", 2, "1", "second-largest"),
        ("the world's fourth most populous country", "rank", 4, "1", "fourth most populous"),
        ("the poorest republic", "rank", 1, "1", "poorest"),
        ("the most vulnerable neighbor", "rank", 1, "1", "most vulnerable"),
        ("the highest-ranking official", "rank", 1, "1", "highest-ranking"),
        ("the country's third president", "rank", 3, "1", "third"),
        ("the 45th president", "rank", 45, "1", "45th"),
        ("its first attack", "rank", 1, "1", "first"),
        ("It came third in the table", "rank", 3, "1", "third"),
        ("It ranks number two in the index", "rank", 2, "1", "two"),
        ("the No. 3 party", "rank", 3, "1", "3"),
        ("ranked 45th in 2012", "rank", 45, "1", "45th"),
    ],
)
def test_values_are_found_and_normalised(text, kind, amount, unit, quote):
    value = single(text)
    assert (value.kind, value.unit, value.text) == (kind, unit, quote)
    assert value.amount == pytest.approx(amount, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit", "quote"),
    [
        ("20 to 25 percent", "percent", 20, 25, "%", "20 to 25 percent"),
        ("20-25%", "percent", 20, 25, "%", "20-25%"),
        ("between 500 and 800 people", "count", 500, 800, "1", "500 and 800"),
        ("Between 10% and 15% of residents", "percent", 10, 15, "%", "10% and 15%"),
        ("350,000–400,000 refugees", "count", 350000, 400000, "1", "350,000–400,000"),
        ("300,000 to 350,000 Togolese", "count", 300000, 350000, "1", "300,000 to 350,000"),
        ("$5-10 million", "money", 5e6, 1e7, "USD", "$5-10 million"),
        ("between $2 billion and $3 billion", "money", 2e9, 3e9, "USD", "$2 billion and $3 billion"),
        ("500,000 to 1 million people", "count", 500000, 1e6, "1", "500,000 to 1 million"),
        ("three to four million people", "count", 3e6, 4e6, "1", "three to four million"),
        ("12 – 15 people", "count", 12, 15, "1", "12 – 15"),
        ("two or three years", "duration", 2, 3, "a", "two or three years"),
        ("ages 15-24", "age", 15, 24, "a", "15-24"),
        ("aged 15 to 49", "age", 15, 49, "a", "15 to 49"),
        ("5 to 10 miles", "quantity", 8.04672, 16.09344, "km", "5 to 10 miles"),
    ],
)
def test_ranges_have_two_ends_and_no_amount(text, kind, low, high, unit, quote):
    value = single(text)
    assert (value.kind, value.amount, value.unit, value.text) == (kind, None, unit, quote)
    assert (value.low, value.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "approximate", "bound"),
    [
        ("more than 7 million immigrants", False, ">"),
        ("over 200 people", False, ">"),
        ("at least 12 people", False, ">="),
        ("up to 40 percent", False, "<="),
        ("fewer than 10 people", False, "<"),
        ("nearly 65%", True, "<"),
        ("almost 30 years", True, "<"),
        ("Within three weeks", False, "<="),
        ("about 42 percent", True, None),
        ("some 5,000 troops", True, None),
        ("an estimated 7 million people", True, None),
        ("~50 people", True, None),
        ("roughly half of them", True, None),
        ("an average of 6 children", False, None),
        ("under the age of 25", False, "<"),
        ("under age 15", False, "<"),
        ("aged 65 and over", False, ">="),
        ("five people or more", False, ">="),
        ("five or more people", False, ">="),
        ("no fewer than 20 people", False, ">="),
        ("no more than 20 people", False, "<="),
        ("as many as 300 people", False, "<="),
        ("more than about 300 people", True, ">"),
        ("nearly another 500 people", True, "<"),
        ("10,000 or so people", True, None),
        ("just 10 people", False, None),
        ("for over two years", False, ">"),
        ("over the past 20 km", False, None),
        ("500+ people", False, ">="),
        ("less than a third of them", False, "<"),
        ("estimated at 400,000", True, None),
    ],
)
def test_hedges_qualify_the_number_beside_them(text, approximate, bound):
    value = single(text)
    assert (value.approximate, value.bound) == (approximate, bound)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("one of the world's poorest countries", True),
        ("among the world's highest", True),
        ("the poorest country", False),
    ],
)
def test_one_of_the_best_is_an_approximate_first_rank(text, approximate):
    value = single(text)
    assert (value.kind, value.amount, value.approximate) == ("rank", 1, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "in 2016",
        "on Sept. 9, 2001",
        "the 11 September 2001 attacks",
        "27 December",
        "from 1979 to 2003",
        "between 1880 and 1930",
        "the war (1980-88)",
        "from 1936-41",
        "Section 427",
        "the 22nd amendment",
        "an F-16",
        "the 9/11 attacks",
        "COVID-19",
        "a 3-1 defeat",
        "at 2:00 pm",
        "at 10:30 a.m.",
        "the 1980s",
        "in their 20s",
        "the G7",
        "World War II",
        "the one that",
        "no one",
        "one of the reasons",
        "Resolution 1244",
        "Boeing 737",
        "I-95",
        "Highway 1",
        "call 555-1234",
        "ISBN 978-3-16-148410-0",
        "see www.x.com/2014/05/12",
        "https://x.org/a?b=30%25",
        "No. 10 Downing Street",
        "the Group of 20",
        "version 2.0.1",
        "192.168.1.2",
        "tens of thousands of people",
        "hundreds of protesters",
        "several million",
        "a few hundred",
        "the last election",
        "the next president",
        "the 20th century",
        "the Second Gulf War",
        "the First Lady",
        "the 101st Airborne",
        "in the first place",
        "a 1 – 1 draw",
        "tel. 529999420000",
        "at best",
        "at least",
        "post-2014",
        "mid-2016",
        "a third term",
        "most people",
        "most recently",
        "the first half of the year",
        "half-brother",
        "one another",
        "Article 5",
        "phone +1-222-555-2222",
        "the 7th Fleet",
        "39 00 N, 71 00 E",
        "number 10",
        "each one",
    ],
)
def test_what_is_no_quantity_gives_no_value(text):
    expected = ["third"] if text == "a third term" else []
    assert [v.text for v in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "amount", "unit", "written", "consistent"),
    [
        ("a 1,640-mile (2,640-kilometer) border", 2640, "km", [(1640, "[mi_i]"), (2640, "km")], True),
        ("100 km (62 miles) away", 100, "km", [(100, "km"), (62, "[mi_i]")], True),
        ("100 km (70 miles) away", 100, "km", [(100, "km"), (70, "[mi_i]")], False),
        ("2,500 square miles (6,475 square kilometers)", 6475, "km2", [(2500, "[mi_i]2"), (6475, "km2")], True),
        ("€1.2bn ($1.4bn)", 1.2e9, "EUR", [(1.2e9, "EUR"), (1.4e9, "USD")], True),
        ("200 pounds (91 kg)", 91, "kg", [(200, "[lb_av]"), (91, "kg")], True),
    ],
)
def test_two_wordings_are_one_value(text, amount, unit, written, consistent):
    value = single(text)
    assert (value.amount, value.unit, value.consistent) == (amount, unit, consistent)
    assert [(w.amount, w.unit) for w in value.as_written] == written
    assert all(text[w.start : w.end] == w.text for w in value.as_written)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "change"),
    [
        ("fell from 12.5 percent to 3.2 percent", 3.2, "%", ("down", 12.5, 3.2, None)),
        (
            "grow from more than 186 million people in 2016 to 392 million in 2050",
            392e6,
            "1",
            ("up", 186e6, 392e6, None),
        ),
        ("rose to 7.5% in 2014 from 6.1% in 2013", 7.5, "%", ("up", 6.1, 7.5, None)),
        ("lowered the minimum age from 35 to 30", 30, "a", ("down", 35, 30, None)),
        ("dropped from 7 children per woman in the 1980s to 2.4 children per woman", 2.4, "1", ("down", 7, 2.4, None)),
        ("grew from 5 to 10 percent", 10, "%", ("up", 5, 10, None)),
        ("grew 4.2 percent", 4.2, "%", ("up", None, None, 4.2)),
        ("fell by 20,000", 20000, "1", ("down", None, None, 20000)),
        ("a 5 percent drop", 5, "%", ("down", None, None, 5)),
        ("cut its rate by 25%", 25, "%", ("down", None, None, 25)),
        ("edged down to 3.9%", 3.9, "%", ("down", None, 3.9, None)),
        ("added 40,000 jobs", 40000, "1", ("up", None, None, 40000)),
        ("from 186 million in 2016 to 392 million", 392e6, "1", ("up", 186e6, 392e6, None)),
        ("fell from 10 to 5 miles", 8.04672, "km", ("down", 16.09344, 8.04672, None)),
        ("rose to 20,000", 20000, "1", ("up", None, 20000, None)),
    ],
)
def test_changes_are_one_value(text, amount, unit, change):
    value = single(text)
    assert (value.amount, value.unit) == (amount, unit)
    assert (value.change.direction, value.change.from_, value.change.to, value.change.by) == change


@pytest.mark.parametrize(
    "text", ["make up 42 percent of all Afghans", "ranges from 5 km", "set up 20 schools", "from 5 to 10 percent"]
)
def test_what_does_not_move_has_no_change(text):
    assert single(text).change is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42 percent of all Afghans and 18 percent of Pakistanis", [(42, "%"), (18, "%")]),
        ("42 percent of Afghans and 18 of Pakistanis", [(42, "%"), (18, "%")]),
        ("10, 20 and 30 percent", [(10, "%"), (20, "%"), (30, "%")]),
        ("border countries: China 477 km; Kyrgyzstan 984 km", [(477, "km"), (984, "km")]),
        ("Tajik 84.3%, Uzbek 13.8%, other 2% (2014 est.)", [(84.3, "%"), (13.8, "%"), (2, "%")]),
        ("$2.5 billion (2010 est.); 26 (2013)", [(2.5e9, "USD"), (26, "1")]),
        ("On 14 February 2005, 22 people and 3 police died", [(22, "1"), (3, "1")]),
        ("Kazakhs 71 percent, Russians 15, Uzbeks 3", [(71, "%"), (15, "%"), (3, "%")]),
        ("1.3 million, or 4 percent, of the people", [(1.3e6, "1"), (4, "%")]),
        ("increased the number of seats by 15 to 115", [(15, "1"), (115, "1")]),
        ("the richest 0.1 percent", [(0.1, "%")]),
        ("5 and 10 miles", [(8.04672, "km"), (16.09344, "km")]),
        ("$5 and 10 people", [(5, "USD"), (10, "1")]),
    ],
)
def test_lists_give_every_value(text, expected):
    assert [(v.amount, v.unit) for v in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "amount", "whole", "phrase"),
    [
        ("12 of the 22 provinces of Badakhshan", 12, 22, "22 provinces"),
        ("one of the four constituent parties refused", 1, 4, "four constituent parties"),
        ("Nine of its 15 members", 9, 15, "15 members"),
        ("one in four children", 1, 4, None),
    ],
)
def test_ratios_hold_their_whole(text, amount, whole, phrase):
    value = single(text)
    assert (value.amount, value.of.amount, value.of.text) == (amount, whole, phrase)
    if phrase:
        assert text[value.of.start : value.of.end] == phrase


def check(text):
    found = find(text)
    at = 0
    for value in found:
        assert text[value.start : value.end] == value.text
        assert at <= value.start < value.end
        at = value.end
        assert (value.amount is None) == (value.low is not None) == (value.high is not None)
        for part in value.as_written:
            assert text[part.start : part.end] == part.text
        if value.of is not None and value.of.text is not None:
            assert text[value.of.start : value.of.end] == value.of.text
    return found


PIECES = [
    "5",
    "12,000",
    "1.5",
    "half",
    "a",
    "third",
    "million",
    "of",
    "the",
    "and",
    "to",
    "from",
    "between",
    "percent",
    "%",
    "$",
    "km",
    "(",
    ")",
    "-",
    "–",
    "/",
    ".",
    ",",
    "miles",
    "years",
    "old",
    "first",
    "largest",
    "most",
    "one",
    "in",
    "per",
    "1,000",
    "people",
    "age",
    "aged",
    "2016",
    "Dec.",
    "times",
    "fold",
    "up",
    "rose",
    "by",
    "€",
    "½",
    "’s",
    "\n",
    "\n\n",
    "é",
    "٣",
    "\u0301",
    "👍",
    "\u200b",
    "United",
    "two",
    "twenty",
    "hundred",
    "dozen",
    "quarters",
    "point",
    "U.S.",
    "Rs",
    "°",
    "C",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " ", "\u00a0"]))
@settings(max_examples=400, deadline=None)
def test_offsets_are_exact_for_any_mixture(pieces, space):
    check(space.join(pieces))


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_offsets_are_exact_for_any_unicode(before, after):
    check(f"{before} 5 million {after} 12 km{before}")


@given(st.text(alphabet="0123456789.,-/ %$", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_digits_are_survived(text):
    check(text)


def test_the_same_text_gives_the_same_values():
    text = "Nearly 60% of its populace is under the age of 25, and 300,000 to 350,000 fled."
    assert find(text) == find(text)


@pytest.mark.parametrize(
    "seed",
    [
        "The army has 1.2 million soldiers, up from 900,000 in 2010. ",
        "one ",
        "million ",
        "1,",
        "12 000 ",
        " and a half",
        "of the 5 ",
        "from 5 to ",
        "$5-",
        "(",
        "largest of the ",
        "\n",
        "www.",
        "1/2 ",
        "between 5 and ",
        "lakh crore ",
        "x1",
    ],
)
def test_time_is_linear(seed):
    def seconds(length):
        text = seed * (length // len(seed))
        start = time.process_time()
        find(text)
        return time.process_time() - start

    seconds(1000)
    short, long = min(seconds(3_000) for _ in range(3)), min(seconds(24_000) for _ in range(2))
    # Eight times the text; quadratic work would take sixty-four times as long.
    assert long <= 24 * short + 0.1


def test_a_line_of_five_megabytes_is_read():
    text = "x" * 2_500_000 + " 5 km " + "word " * 500_000
    assert [v.amount for v in find(text)] == [5]
