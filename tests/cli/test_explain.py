"""`claimspan explain`: what a claim rests on."""

import json
import math

import pytest

from pipeline.inspection.marking import mark, slots
from pipeline.records import Claim


@pytest.fixture
def claims(claimspan, sample, tmp_path):
    """The file of all claims of the sample, and the records in it."""
    file = tmp_path / "claims.jsonl"
    claimspan("extract", sample, "--kind", "statistic,relation,statement", "--to", file)
    return file, [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def border(claims):
    """The claim about a border that the sample begins with."""
    return next(c for c in claims[1] if c["predicate"]["id"] == "border_length")


@pytest.mark.parametrize("kind", ["statistic", "relation", "statement"])
def test_the_signals_add_up_to_the_confidence_of_any_claim(claimspan, claims, kind):
    file, found = claims
    claim = [c for c in found if c["kind"] == kind][1]
    told = json.loads(claimspan("explain", claim["id"], "--claims", file, "--format", "json").out)
    assert told["claim"] == claim
    assert told["notes"] == []
    total = math.fsum(signal["log_odds"] for signal in told["confidence"]["signals"])
    assert 1 / (1 + math.exp(-total)) == pytest.approx(claim["confidence"], abs=0.001)
    assert told["made_by"]["rule"] == claim["producer"]["rule"]
    assert all(reason["words"] and reason["weight"] for reason in told["checkworthiness"]["reasons"])


def test_a_reader_sees_the_words_marked_and_the_reasons(claimspan, claims, border):
    run = claimspan("explain", border["id"], "--claims", claims[0])
    assert (run.code, run.err) == (0, "")
    assert "[subject Kazakhstan]" in run.out
    assert "[value 753-mile (1,212-kilometer)]" in run.out
    assert "Kyrgyzstan (country:KG)" in run.out
    assert "rule measures/border with" in run.out
    assert "number: it gives a figure" in run.out


def test_marks_taken_away_leave_the_sentence(claims):
    for line in claims[0].read_text(encoding="utf-8").splitlines():
        claim = Claim.model_validate_json(line)
        found = slots(claim)
        marked = mark(claim.evidence.quote, claim.evidence.start, found)
        assert marked != claim.evidence.quote
        for name in sorted({slot.name for slot in found}, key=len, reverse=True):
            marked = marked.replace(f"[{name} ", "")
        assert marked.replace("]", "") == claim.evidence.quote


def test_a_relation_names_the_row_of_its_table(claimspan, claims):
    file, found = claims
    claim = next(c for c in found if c["producer"]["rule"].startswith("relations/"))
    told = json.loads(claimspan("explain", claim["id"], "--claims", file, "--format", "json").out)
    assert told["made_by"]["row"]["relation"] == claim["predicate"]["id"]


@pytest.mark.parametrize("length", [8, 18])
def test_the_first_characters_of_an_id_are_enough(claimspan, claims, border, length):
    wanted = border["id"][:length]
    assert claimspan("explain", wanted, "--claims", claims[0]).out.startswith(border["id"])
    assert claimspan("explain", wanted.removeprefix("c:"), "--claims", claims[0]).out.startswith(border["id"])


@pytest.mark.parametrize(("wanted", "hint"), [("c:nothing", "ids look like"), ("c:", "give more of it")])
def test_an_id_that_fits_no_claim_or_several_is_refused(claimspan, claims, wanted, hint):
    run = claimspan("explain", wanted, "--claims", claims[0])
    assert (run.code, run.out) == (1, "")
    assert hint in run.err


def test_without_its_text_a_claim_is_explained_as_far_as_it_goes(claimspan, sample, tmp_path):
    text = tmp_path / "article.txt"
    text.write_bytes(sample.read_bytes())
    file = tmp_path / "claims.jsonl"
    claimspan("extract", text, "--to", file)
    text.write_text("Something else.")
    id_ = json.loads(file.read_text(encoding="utf-8").splitlines()[0])["id"]
    run = claimspan("explain", id_, "--claims", file)
    assert run.code == 0
    assert "--source" in run.out and "worth checking" in run.out
    found = json.loads(claimspan("explain", id_, "--claims", file, "--source", sample, "--format", "json").out)
    assert found["notes"] == [] and found["confidence"]["signals"]
