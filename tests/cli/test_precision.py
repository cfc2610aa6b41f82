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


# Which kinds gold backs at which precision changes with what is learnt from it; statements are those it backs least.
BEST = {kind: support.precision for kind in ("statistic", "relation", "statement") if (support := best(kind))}


@pytest.mark.parametrize("kinds", ["statement", ",".join(kind for kind in BEST if threshold(kind, 1) is None)])
def test_a_precision_that_gold_does_not_show_is_refused_with_the_best_that_there_is(claimspan, sample, kinds):
    run = claimspan("extract", sample, "--kind", kinds, "--precision", "1")
    assert (run.code, run.out) == (2, "")
    assert "gold does not show a precision of 1" in " ".join(run.err.split()).replace("│ ", "")


def test_kinds_that_gold_does_not_back_are_left_out_and_named(claimspan, sample):
    wanted = round((BEST["statement"] + BEST["relation"]) / 2, 3)
    run = claimspan("extract", sample, "--precision", wanted)
    kinds = {json.loads(line)["kind"] for line in run.out.splitlines()}
    assert "relation" in kinds
    assert all(threshold(kind, wanted) is not None for kind in kinds)
    assert f"precision {wanted:g}: no statements" in run.err
