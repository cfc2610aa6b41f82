"""Confidence from signals: laws of the shipped table, and what a rule that it does not know falls back on."""

from __future__ import annotations

import math
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.assessment.confidence import GROUPS, confidence, shares, table, wording
from pipeline.records import Kind

KINDS = get_args(Kind)
ROWS = resources.table("signals.toml")
NUMBERS = st.floats(-4, 4, allow_nan=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_knows_every_kind_and_is_calibrated_for_it(kind):
    slope, _ = table()["calibration"][kind]
    assert slope > 0
    assert table()["weights"][GROUPS[kind]]
    # Measured on documents that the weights were not learnt from, when the table was made (docs/confidence.md).
    assert table()["reliability"][kind]["error"] <= 0.05


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("signal", [name for name, row in ROWS.items() if row.get("sign")])
def test_more_of_a_signal_with_a_sign_moves_confidence_only_that_way(kind, signal):
    levels = [confidence(kind, {signal: number}) for number in (-2, -1, 0, 1, 2)]
    assert levels == sorted(levels, reverse=ROWS[signal]["sign"] < 0)


@pytest.mark.parametrize("kind", KINDS)
@given(st.dictionaries(st.sampled_from([*ROWS, "family=relations", "rule=relations/killed"]), NUMBERS))
def test_shares_add_up_to_the_confidence(kind, signals):
    total = math.fsum(share.log_odds for share in shares(kind, signals))
    assert confidence(kind, signals) == pytest.approx(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), abs=6e-4)


def test_a_rule_that_nobody_has_seen_counts_by_its_family_and_what_it_says_itself():
    known = {"kind=relation": 1.0, "family=relations": 1.0, "score": 1.0}
    unseen = known | {"rule=relations/no such rule": 1.0, "predicate=no such predicate": 1.0}
    assert confidence("relation", unseen) == confidence("relation", known)
    assert confidence("relation", unseen | {"score": 2.0}) > confidence("relation", unseen)


@pytest.mark.parametrize("group", sorted(set(GROUPS.values())))
def test_every_signal_of_the_table_can_be_put_into_words(group):
    plain = [name for name in table()["weights"][group] if wording(name) == name]
    assert plain == []
