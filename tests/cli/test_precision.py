"""`claimspan extract --precision`: claims at the confidence at which gold shows a precision."""

import json

import pytest

from pipeline.assessment.precision import best, threshold

REACHED = round(best("relation").precision - 0.05, 2)


def test_claims_of_a_kind_that_gold_backs_are_kept_from_its_threshold_on(claimspan, sample):
    everything = [json.loads(line) for line in claimspan("extract", sample, "--kind", "relation").out.splitlines()]
    run = claimspan("extract", sample, "--kind", "relation", "--precision", REACHED)
    least = threshold("relation", REACHED).threshold
    assert run.code == 0
    kept = [c["id"] for c in everything if c["confidence"] >= least]
    assert [json.loads(line)["id"] for line in run.out.splitlines()] == kept
    assert kept
    assert f"precision {REACHED:g}: " in run.err and "95% interval" in run.err
    assert claimspan("extract", sample, "--kind", "relation", "--precision", REACHED, "--quiet").err == ""


@pytest.mark.parametrize("kind", ["statistic", "statement,statistic"])
def test_a_precision_that_gold_does_not_show_is_refused_with_the_best_that_there_is(claimspan, sample, kind):
    run = claimspan("extract", sample, "--kind", kind, "--precision", "1")
    assert (run.code, run.out) == (2, "")
    assert "gold does not show a precision of 1" in " ".join(run.err.split()).replace("│ ", "")


def test_kinds_that_gold_does_not_back_are_left_out_and_named(claimspan, sample):
    wanted = round((best("statistic").precision + best("relation").precision) / 2, 3)
    run = claimspan("extract", sample, "--precision", wanted)
    assert {json.loads(line)["kind"] for line in run.out.splitlines()} == {"relation"}
    assert f"precision {wanted:g}: no statistics" in run.err
