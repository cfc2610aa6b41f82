"""What `find` gives for the ways in which articles and reference works write single values and ranges."""

from __future__ import annotations

import pytest

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
        ("Trade grew by nearly a third in 2022.", "percent", 33.33, "%", "a third"),
        ("Output fell by almost a fifth last year.", "percent", 20, "%", "a fifth"),
        ("a quarter of the budget", "percent", 25, "%", "a quarter"),
        ("one-third of the seats", "percent", 33.33, "%", "one-third"),
        ("two quarters of recession", "count", 2, "1", "two"),
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
        ("for a year and a half", "duration", 1.5, "a", "a year and a half"),
        ("a week-and-a-half beyond it", "duration", 1.5, "wk", "a week-and-a-half"),
        ("the twenty - sixth district", "rank", 26, "1", "twenty - sixth"),
        ("it reached the top 40 in Chile", "rank", 40, "1", "40"),
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
        ("sold 10 million a year earlier", "count", 1e7, "1", "10 million"),
        ("sold 10 million a year", "rate", 1e7, "/a", "10 million a year"),
        # ratios
        ("one in four children", "ratio", 1, "1", "one in four"),
        ("nine out of ten", "ratio", 9, "1", "nine out of ten"),
        ("one-sixth of voters", "ratio", 1, "1", "one-sixth"),
        ("12 of the 22 provinces", "ratio", 12, "1", "12 of the 22"),
        ("one of the four constituent parties", "ratio", 1, "1", "one of the four"),
        ("grew by a factor of 12", "ratio", 12, "1", "12"),
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
