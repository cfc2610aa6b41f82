"""Thresholds for a wanted precision, as far as gold supports them."""

from __future__ import annotations

import pytest

from pipeline.assessment import precision
from pipeline.assessment.precision import best, threshold, thresholds, wilson


@pytest.fixture
def gold(monkeypatch):
    """A table in which relations get better with confidence, statistics only by luck at the top, statements are unknown."""
    rows = {
        "relation": [[0.5, 200, 160], [0.7, 150, 135], [0.9, 100, 97], [0.98, 4, 3]],
        "statistic": [[0.5, 100, 60], [0.7, 60, 40], [0.9, 10, 10]],
    }
    monkeypatch.setattr(precision, "table", lambda: {"precision": rows})


@pytest.mark.parametrize(
    ("kind", "wanted", "expected"),
    [
        ("relation", 0.5, 0.5), ("relation", 0.85, 0.7), ("relation", 0.9, 0.7), ("relation", 0.97, 0.9),
        ("relation", 0.98, None), ("statistic", 0.6, 0.5), ("statistic", 0.9, None), ("statement", 0.1, None),
    ],
)  # fmt: skip
def test_the_lowest_threshold_that_enough_gold_supports(gold, kind, wanted, expected):
    support = threshold(kind, wanted)
    assert (support and support.threshold) == expected


def test_few_claims_support_nothing_however_right_they_are(gold):
    assert best("statistic").threshold == 0.7


def test_a_threshold_below_a_stretch_that_is_worse_is_not_taken(monkeypatch):
    rows = {"relation": [[0.5, 300, 290], [0.7, 100, 80], [0.9, 50, 49]]}
    monkeypatch.setattr(precision, "table", lambda: {"precision": rows})
    assert threshold("relation", 0.95).threshold == 0.9


def test_a_wrong_claim_among_the_few_at_the_top_does_not_decide(monkeypatch):
    rows = {"relation": [[0.8, 300, 270], [0.9, 190, 182], [0.95, 25, 23]]}
    monkeypatch.setattr(precision, "table", lambda: {"precision": rows})
    assert threshold("relation", 0.95).threshold == 0.9


def test_each_kind_is_told_what_gold_says(gold):
    found, lines = thresholds(("statistic", "relation", "statement"), 0.9)
    assert found == {"relation": 0.7}
    assert ["40 of 60" in lines[0], "135 of 150" in lines[1], "no gold" in lines[2]] == [True] * 3


@pytest.mark.parametrize(
    ("right", "judged", "interval"),
    [(0, 0, (0.0, 1.0)), (81, 100, (0.7222, 0.8749)), (10, 10, (0.7225, 1.0)), (0, 10, (0.0, 0.2775))],
)
def test_intervals_of_shares(right, judged, interval):
    assert wilson(right, judged) == pytest.approx(interval, abs=1e-4)
