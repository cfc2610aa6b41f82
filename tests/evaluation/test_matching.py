"""When names, values and times count as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.gold import GoldValue
from pipeline.evaluation.matching import interval, same_marking, same_name, same_value, words
from pipeline.records import Value, Wording


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("Pashtuns", "ethnic Pashtun", True),
        ("the country’s government", "country governments", True),
        ("Ahmad Shah Massoud", "Massoud", True),
        ("Hamid Karzai", "Karzai government", False),
        ("United States", "the United States of America", True),
        ("Bolivia", "Bolivian debt", False),
        ("South Sudan", "Sudan", True),
        ("the", "a", False),
        ("1991", "1992", False),
    ],
)
def test_same_name(one, other, same):
    assert same_name(words(one), words(other)) is same
    assert same_name(words(other), words(one)) is same


@given(st.text())
def test_a_name_with_words_is_the_same_as_itself(name):
    assert same_name(words(name), words(name)) is bool(words(name))


def value(amount=None, low=None, high=None, unit="1", wordings=(), **more):
    written = tuple(Wording(amount=a, unit=u, text="", start=0, end=0) for a, u in wordings)
    return Value(
        kind="quantity",
        amount=amount,
        low=low,
        high=high,
        unit=unit,
        text="",
        start=0,
        end=0,
        as_written=written,
        **more,
    )


@pytest.mark.parametrize(
    "got, gold, same",
    [
        (value(42, unit="%"), {"amount": 42, "unit": "%"}, True),
        (value(42), {"amount": 42, "unit": "%"}, False),
        (value(42, unit="%"), {"amount": 43, "unit": "%"}, False),
        (value(2640, unit="km"), {"amount": 2640, "unit": "km"}, True),
        (value(2639.3, unit="km"), {"amount": 2640, "unit": "km"}, True),
        (value(1640, unit="[mi_i]", wordings=[(1640, "[mi_i]"), (2640, "km")]), {"amount": 2640, "unit": "km"}, True),
        (value(low=20, high=25, unit="%"), {"low": 20, "high": 25, "unit": "%"}, True),
        (value(20, unit="%"), {"low": 20, "high": 25, "unit": "%"}, False),
        (value(0), {"amount": 0, "unit": "1"}, True),
        (value(3, unit="a"), {"amount": 3, "unit": "years"}, True),
        (None, {"amount": 3, "unit": "1"}, False),
    ],
)
def test_same_value(got, gold, same):
    assert same_value(got, GoldValue(kind="quantity", **gold)) is same


@pytest.mark.parametrize(
    "marks, same", [({}, False), ({"approximate": True}, False), ({"approximate": True, "bound": "<"}, True)]
)
def test_same_marking(marks, same):
    gold = GoldValue(kind="quantity", amount=5, unit="1", approximate=True, bound="<")
    assert same_marking(value(5, **marks), gold) is same


@pytest.mark.parametrize(
    "edtf, first, last",
    [
        ("2001-09-09", "2001-09-09", "2001-09-09"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("1991", "1991-01-01", "1991-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1984/1986", "1984-01-01", "1986-12-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2016~", "2016-01-01", "2016-12-31"),
        ("../2003", "0000-01-01", "2003-12-31"),
        ("2013-12/..", "2013-12-01", "9999-12-31"),
    ],
)
def test_interval(edtf, first, last):
    assert interval(edtf) == (first, last)
