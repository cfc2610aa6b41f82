"""Laws of reading values: offsets are exact, nothing raises, the same text gives the same, time is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grammar.values import find


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
