"""Calibration error with bins of equal number, and how well confidence ranks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.reliability import (
    LEAST,
    MOST,
    adaptive_error,
    bins,
    brier,
    calibration_error,
    chance_error,
    error_interval,
    ranking,
)

PAIRS = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.8, 0.99]), st.booleans()), min_size=1, max_size=400)


def repeated(confidence, right, wrong):
    return [(confidence, True)] * right + [(confidence, False)] * wrong


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([], 0.0),
        (repeated(0.8, 80, 20), 0.0),
        (repeated(0.8, 50, 50), 0.3),
        (repeated(0.2, 20, 80) + repeated(0.9, 70, 30), 0.1),
        (repeated(0.2, 40, 60) + repeated(0.9, 70, 30), 0.2),
    ],
)
def test_calibration_error(pairs, error):
    assert calibration_error(pairs) == pytest.approx(error)


def test_bins_have_equal_width():
    # 0.81 and 0.89 share a bin, in which one error makes up for the other; 0.79 has a bin of its own.
    assert calibration_error(repeated(0.81, 91, 9) + repeated(0.89, 79, 21)) == pytest.approx(0.0)
    assert calibration_error(repeated(0.79, 89, 11) + repeated(0.89, 79, 21)) == pytest.approx(0.1)
    assert calibration_error(repeated(1.0, 10, 0)) == 0


@given(st.lists(PAIRS, min_size=1, max_size=8))
def test_the_interval_of_the_error_is_an_interval_and_the_same_each_time(documents):
    low, high = error_interval(documents)
    assert 0 <= low <= high <= 1
    assert error_interval(documents) == (low, high)
    if len(documents) == 1:
        assert low == high == pytest.approx(calibration_error(documents[0]))


@given(PAIRS)
def test_bins_hold_every_claim_once_in_order_and_keep_equals_together(pairs):
    found = bins(pairs)
    assert sum(b.claims for b in found) == len(pairs)
    assert sum(b.claims * b.right for b in found) == pytest.approx(sum(right for _, right in pairs))
    assert all(one.high < other.low for one, other in pairwise(found))
    assert all(b.low <= b.confidence + 1e-9 and b.confidence <= b.high + 1e-9 for b in found)
    assert adaptive_error(pairs) == pytest.approx(adaptive_error(pairs[::-1]))


@given(st.lists(st.booleans(), min_size=1, max_size=900))
def test_bins_of_distinct_confidences_are_of_equal_size(right):
    found = [b.claims for b in bins([(i / 1000, one) for i, one in enumerate(right)])]
    assert max(found) - min(found) <= 1
    assert len(found) <= MOST and (len(found) == 1 or min(found) >= LEAST)


@given(PAIRS)
def test_ranking_is_the_share_of_right_and_wrong_pairs_in_order(pairs):
    right = [p for p, r in pairs if r]
    wrong = [p for p, r in pairs if not r]
    compared = [1.0 if a > b else 0.5 if a == b else 0.0 for a in right for b in wrong]
    assert ranking(pairs) == pytest.approx(sum(compared) / len(compared) if compared else 0.5)


def test_chance_alone_gives_an_error_that_falls_with_the_number_of_claims():
    few, many = ([(0.5, True)] * n for n in (60, 600))
    assert 0 < chance_error(many) < chance_error(few) < 0.1
    assert chance_error(few) == chance_error(few)


def test_brier_score():
    assert brier([(0.8, True), (0.4, False)]) == pytest.approx((0.04 + 0.16) / 2)
