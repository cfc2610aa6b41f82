"""Numbers in digits and words parse to what they say, in every style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.grammar import numbers

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(n: int, *, joint: str = "-", link: str = " and ") -> str:
    """An English spelling of `n`, written independently of the grammar."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10] + (joint + UNITS[n % 10] if n % 10 else "")
    if n < 1000:
        rest = link + spell(n % 100, joint=joint, link=link) if n % 100 else ""
        return UNITS[n // 100] + " hundred" + rest
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= size:
            head = spell(n // size, joint=joint, link=link) + " " + name
            rest = n % size
            between = link if 0 < rest < 100 else " "
            return head + (between + spell(rest, joint=joint, link=link) if rest else "")
    raise AssertionError(n)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000", 12000),
        ("12 000", 12000),
        ("12\u00a0000", 12000),
        ("1\u202f234\u202f567", 1234567),
        ("12.5", 12.5),
        (".25", 0.25),
        ("1,00,000", 100000),
        ("half a million", 500000),
        ("a half million", 500000),
        ("two and a half", 2.5),
        ("two and a half million", 2.5e6),
        ("1.5m", 1.5e6),
        ("3bn", 3e9),
        ("3 bn", 3e9),
        ("5 crore", 5e7),
        ("2 lakh", 2e5),
        ("three lakh crore", 3e12),
        ("10k", 10000),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("three quarters of a billion", 7.5e8),
        ("a hundred", 100),
        ("one hundred and one", 101),
        ("two million five hundred thousand", 2.5e6),
        ("3 million and a half", 3.5e6),
        ("2½", 2.5),
        ("½", 0.5),
        ("1 1/2", 1.5),
        ("3/4", 0.75),
        ("two point five", 2.5),
        ("1.2 million", 1.2e6),
        ("twenty-one", 21),
        ("twenty one", 21),
        ("hundred thousand", 100000),
        ("-5", -5),
        ("minus seven", -7),
        ("a quarter of a million", 250000),
        ("1.234 billion", 1.234e9),
        ("2-million", 2e6),
    ],
)
def test_numbers_are_read(text, value):
    assert numbers.parse(text) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    "text",
    ["1.640,5", "192.168.1.2", "007", "12,34", "1,2345", "many", "", "hundreds", "1980s", "F-16", "1e5", "9" * 400],
)
def test_what_is_no_english_number_is_left_alone(text):
    assert numbers.parse(text) is None


@given(st.integers(0, 10**15 - 1), st.sampled_from(["-", " "]), st.sampled_from([" and ", " "]))
def test_spelled_numbers_parse_back(n, joint, link):
    assert numbers.parse(spell(n, joint=joint, link=link)) == n


@given(st.integers(0, 10**15 - 1))
def test_grouped_digits_parse_back(n):
    assert numbers.parse(f"{n}") == n
    assert numbers.parse(f"{n:,}") == n
    assert numbers.parse(f"{n:,}".replace(",", "\u202f")) == n


@given(st.decimals("0.001", "999.999", places=3), st.sampled_from(sorted(resources.table("numbers.toml")["scales"])))
def test_decimals_with_scales_parse_back(amount, scale):
    assert numbers.parse(f"{amount} {scale}") == pytest.approx(
        float(amount) * resources.table("numbers.toml")["scales"][scale], rel=1e-9
    )


@pytest.mark.parametrize("scale", sorted(resources.table("numbers.toml")["short_scales"]))
def test_short_scales_follow_digits_glued_or_spaced(scale):
    factor = resources.table("numbers.toml")["short_scales"][scale]
    assert numbers.parse(f"7{scale}") == numbers.parse(f"7 {scale}") == 7 * factor
