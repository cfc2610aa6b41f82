"""Learning confidence from judged claims: what it takes from them, and that documents stay apart."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from pipeline.errors import TrainingError
from pipeline.run import load
from pipeline.training import confidence_table
from pipeline.training.__main__ import app
from pipeline.training.calibration import cross_validate, learn
from pipeline.training.judged import Judged, typed
from pipeline.training.logistic import fit, sigmoid, straighten

ROOT = Path(__file__).parent.parent.parent


def claims(rule, right, wrong, documents=6, **signals):
    """So many right and wrong claims of a rule, dealt out over documents."""
    found = [True] * right + [False] * wrong
    named = {f"rule={rule}": 1.0, f"family={rule.partition('/')[0]}": 1.0, "kind=relation": 1.0} | signals
    return [Judged(f"d{i % documents}", "relation", named, one) for i, one in enumerate(found)]


def of(rule, **signals):
    return claims(rule, 1, 0, **signals)[0]


def test_a_rule_that_is_often_right_earns_more_confidence():
    model = learn(claims("a/good", 95, 5) + claims("b/bad", 30, 70))
    assert model.confidence(of("a/good")) == pytest.approx(0.95, abs=0.05)
    assert model.confidence(of("b/bad")) == pytest.approx(0.30, abs=0.05)
    unseen = model.confidence(of("a/new"))
    assert model.confidence(of("b/new")) < unseen < model.confidence(of("a/good"))
    assert model.confidence(of("c/new")) == pytest.approx(125 / 200, abs=0.15)


def test_a_signal_never_works_against_its_sign():
    # More of "score" came with more errors here: that is chance, and teaches nothing.
    model = learn(claims("a/x", 40, 10, score=-1.0) + claims("a/x", 20, 30, score=1.0))
    assert model.weights.get("score", 0.0) == 0


def test_a_document_says_nothing_about_its_own_confidence():
    common = [Judged(f"d{i % 5}", "relation", {"family=a": 1.0}, i % 2 == 0) for i in range(100)]
    # All of one rule stands in one document and is wrong: only the others could warn of it, and they do not have it.
    alone = [Judged("odd", "relation", {"family=a": 1.0, "rule=a/odd": 1.0}, False) for _ in range(20)]
    found = cross_validate(common + alone)[-1]
    assert found == pytest.approx(0.5, abs=0.06)
    assert learn(common + alone).confidence(alone[0]) < 0.3


def test_one_document_is_not_enough():
    with pytest.raises(TrainingError, match="at least two"):
        learn(claims("a/x", 5, 5, documents=1))


def test_the_fit_is_the_optimum():
    draw = np.random.default_rng(0)
    features = draw.normal(size=(300, 4))
    right = (draw.random(300) < sigmoid(features @ np.array([1.0, -2.0, 0.0, 0.5]))).astype(float)
    decay = np.full(4, 2.0)
    weights = fit(features, right, decay, [0, 1, 0, 0])
    gradient = features.T @ (sigmoid(features @ weights) - right) + decay * weights
    assert weights[1] == 0 and gradient[1] > 0
    assert np.abs(gradient[[0, 2, 3]]).max() < 1e-3


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (0.5, 1.0), (2.0, -0.5)])
def test_straightening_finds_the_line(slope, offset):
    draw = np.random.default_rng(1)
    scores = draw.normal(scale=2, size=20_000)
    right = (draw.random(20_000) < sigmoid(slope * scores + offset)).astype(float)
    assert straighten(scores, right, 5.0) == pytest.approx((slope, offset), abs=0.1)


def test_what_a_table_is_not_made_anew_stays(tmp_path):
    group = claims("a/x", 60, 40)
    table = confidence_table.build(group, confidence_table.held_out(group))
    written = json.loads(confidence_table.write(table, tmp_path / "confidence.json").read_text(encoding="utf-8"))
    before = json.loads(confidence_table.resources.data(confidence_table.TABLE).read_text(encoding="utf-8"))
    assert written["weights"]["statement"] == before["weights"]["statement"]
    assert written["weights"]["typed"] == table["weights"]["typed"] != before["weights"]["typed"]
    judged = [count for _, count, _ in written["precision"]["relation"]]
    assert judged == sorted(judged, reverse=True) and judged[0] == 100


def test_what_only_marginal_gold_speaks_of_is_neither_right_nor_wrong(tmp_path):
    text = "Chile has 19 million inhabitants. Peru has 33 million inhabitants. Cuba has 11 million inhabitants.\n"
    (tmp_path / "a.txt").write_text(text)

    def gold(subject, amount, **fields):
        value = {"kind": "count", "amount": amount * 1_000_000, "unit": "1"}
        quote = f"{amount} million"
        return {
            "kind": "statistic", "predicate": "population", "subject": [subject], "value": value, "quote": quote, "value_quote": quote,
        } | fields  # fmt: skip

    stated = [gold("Chile", 19), gold("Peru", 33, core=False)]
    (tmp_path / "a.gold.json").write_text(json.dumps({"doc": "a", "claims": stated}))
    found = [claim for claim in typed(tmp_path, load()) if claim.signals.get("predicate=population")]
    assert [claim.right for claim in found] == [True, False]
    assert all(math.isfinite(number) for claim in found for number in claim.signals.values())


@pytest.mark.slow
@pytest.mark.timeout(900)  # it learns thirty parts twice, on however many cores are left
def test_one_command_learns_the_table_again(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = tmp_path / "confidence.json"
    run = CliRunner().invoke(app, ["calibrate", "--out", str(out)])
    assert run.exit_code == 0, run.output
    table = json.loads(out.read_text(encoding="utf-8"))
    assert table["learnt"]["typed"]["documents"] == len(list((ROOT / "corpus/gold").glob("articles*/*.txt")))
    assert "relation " in run.output and "ranking" in run.output
    assert CliRunner().invoke(app, ["calibrate", "--out", str(tmp_path / "again.json")]).exit_code == 0
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()
