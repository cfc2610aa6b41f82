"""`check`, `verify` and `eval`: commands that compare claims with something else."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def claims(claimspan, sample, tmp_path):
    file = tmp_path / "claims.jsonl"
    claimspan("extract", sample, "--to", file)
    return file


def test_claims_hold_against_their_source(claimspan, claims, sample):
    for sources in ([], ["--sources", sample.parent], ["--sources", sample]):
        run = claimspan("check", claims, *sources)
        assert (run.code, run.err) == (0, "")
        assert run.out.endswith(": 0 problems\n")


def test_verify_adds_verdicts_and_changes_nothing_else(claimspan, claims, sample):
    run = claimspan("verify", claims)
    before = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    after = [json.loads(line) for line in run.out.splitlines()]
    verdicts = [claim.pop("verification")["verdict"] for claim in after]
    used = [claim["producer"].pop("reference") for claim in after]
    for claim in before:
        assert claim.pop("verification") is None
        assert claim["producer"].pop("reference") == []
    assert (run.code, after) == (0, before)
    assert {"supported", "outdated", "not_found"} <= set(verdicts)
    assert [bool(editions) for editions in used] == [verdict != "not_found" for verdict in verdicts]
    assert run.err == ", ".join(f"{verdicts.count(v)} {v}" for v in sorted(set(verdicts))) + "\n"
    assert run.out == claimspan("extract", sample, "--verify").out


def damage(claim):
    claim["evidence"]["quote"] += "!"


def shift(claim):
    claim["subject"]["start"] += 1
    claim["subject"]["end"] += 1


@pytest.mark.parametrize("change", [damage, shift])
def test_a_span_that_does_not_match_is_named(claimspan, claims, sample, change):
    records = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    change(records[1])
    claims.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    run = claimspan("check", claims, "--sources", sample.parent)
    assert run.code == 1
    assert records[1]["id"] in run.err and run.err.count("\n") == 1


@pytest.mark.parametrize("content, place", [('{"schema": "claimspan/1"}\n', "line 1"), ("\n\nnothing\n", "line 3")])
def test_a_file_of_something_else_is_refused(claimspan, claims, content, place):
    claims.write_text(content)
    run = claimspan("check", claims)
    assert run.code == 1
    assert run.err.startswith("claimspan: ") and place in run.err


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    text = "Chile has 19 million inhabitants.\n"
    (folder / "chile.txt").write_text(text)
    claim = {
        "kind": "statistic", "predicate": "population", "subject": ["Chile"], "object": None,
        "value": {"kind": "count", "amount": 19000000, "low": None, "high": None, "unit": "1"},
        "quote": text[:-2], "value_quote": "19 million",
    }  # fmt: skip
    (folder / "chile.gold.json").write_text(json.dumps({"doc": "chile", "claims": [claim]}))
    return folder


def test_eval_extracts_and_scores(claimspan, gold):
    figures = json.loads(claimspan("eval", gold, "--json").out)
    assert figures["values"] == {"recall": 1, "gold": 1}
    assert figures["predicates"]["population"]["gold"] == 1


def test_blind_articles_are_scored_alone(claimspan, gold, tmp_path):
    empty = tmp_path / "none.jsonl"
    empty.write_text("")
    articles = Path(__file__).parents[2] / "corpus" / "gold" / "articles"
    figures = json.loads(claimspan("eval", articles, "--blind", "--json", "--claims", empty).out)
    everything = json.loads(claimspan("eval", articles, "--json", "--claims", empty).out)
    assert 0 < figures["statistics"]["gold"] < everything["statistics"]["gold"]
    refused = claimspan("eval", gold, "--blind")
    assert refused.code == 2 and "is blind" in refused.err


def test_eval_of_a_claim_file_is_eval_of_the_extraction(claimspan, gold, tmp_path):
    claims = tmp_path / "chile.jsonl"
    claimspan("extract", gold / "chile.txt", "--kind", "statistic,relation", "--to", claims)
    assert claimspan("eval", gold, "--claims", claims, "--json").out == claimspan("eval", gold, "--json").out


@pytest.mark.parametrize("floor, code", [(0.0, 0), (1.1, 1)])
def test_floors_decide_the_exit_code(claimspan, gold, tmp_path, floor, code):
    floors = tmp_path / "floors.toml"
    floors.write_text(f"[statistics]\nrecall = {floor}\n")
    run = claimspan("eval", gold, "--floor", floors)
    assert run.code == code
    assert ("statistics.recall" in run.err) is bool(code)
    assert "population" in run.out


def test_notes_name_what_was_missed(claimspan, gold, tmp_path):
    empty = tmp_path / "none.jsonl"
    empty.write_text("")
    run = claimspan("eval", gold, "--claims", empty, "--notes")
    assert "missed chile: population(Chile, -)" in run.out
