"""Words around a number that say "near" or "at least"."""

from __future__ import annotations

import pytest

from pipeline.grammar.values import find


def single(text):
    found = find(text)
    assert len(found) == 1, [v.text for v in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "approximate", "bound"),
    [
        ("more than 7 million immigrants", False, ">"),
        ("over 200 people", False, ">"),
        ("jurisdiction over two islands", False, None),
        ("it presided over two trials", False, None),
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
