"""`claimspan why-not`: what became of a piece of text."""

import json

import pytest

TEXT = """\
Peru Counts Its Dead

At least 42 miners died in Peru in March 2021. The minister gambled on luck. On Friday 12 of the delegates slept.
Pedro Castro died. The Second Republic fell. Lima is the capital of Peru, and Lima, the capital of Peru, is large.

[Read more about 66 mines](http://x.y/z)
"""


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def told(claimspan, *arguments):
    run = claimspan("why-not", *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


@pytest.mark.parametrize(
    ("quote", "stage", "words"),
    [
        ("March 2021", "values", None),
        ("gambled on luck", "relations", "has no row in relations.toml"),
        ("Counts Its Dead", "claims", "a title states nothing of its own"),
        ("about 66 mines", "view", "the reading view leaves it out"),
        ("Castro died", "relations", "is no 'died_in': nothing fills its object"),
    ],
)
def test_the_stage_that_made_nothing_says_why(claimspan, article, quote, stage, words):
    (fate, *_) = told(claimspan, article, quote, "--language", "en")
    found = [reason["reason"] for reason in fate["reasons"] if reason["stage"] == stage]
    assert any(words in reason for reason in found) if words else not found


@pytest.mark.parametrize(
    ("quote", "stage", "taken_for"),
    [
        ("42 miners", "values", "42"),
        ("in March 2021", "times", "2021-03"),
        ("Peru in March", "linking", "country:PE"),
        ("miners died", "propositions", "'die'"),
    ],
)
def test_what_the_stages_saw(claimspan, article, quote, stage, taken_for):
    (fate,) = told(claimspan, article, quote, "--language", "en")
    assert any(taken_for in seen["taken_for"] for seen in fate["seen"] if seen["stage"] == stage)
    assert TEXT[fate["start"] : fate["end"]] == fate["quote"]
    assert fate["line"] == TEXT[: fate["start"]].count("\n") + 1


def test_a_claim_that_is_there_is_shown_and_options_that_leave_it_out_are_named(claimspan, article):
    (fate,) = told(claimspan, article, "42 miners", "--language", "en")
    (killed,) = (claim for claim in fate["claims"] if claim["kind"] == "statistic")
    for options, words in [(["--kind", "relation"], "--kind"), (["--min-confidence", "0.99"], "below 0.99")]:
        (fate,) = told(claimspan, article, "42 miners", "--language", "en", *options)
        assert killed["id"] not in [claim["id"] for claim in fate["claims"]]
        assert words in next(left["reason"] for left in fate["left"] if left["claim"]["id"] == killed["id"])


def test_the_claims_are_those_of_a_normal_run(claimspan, sample):
    extracted = {json.loads(line)["id"] for line in claimspan("extract", sample).out.splitlines()}
    for quote in ("81.3 percent", "68 percent", "is also bound", "753-mile"):
        for fate in told(claimspan, sample, quote):
            assert fate["claims"] and {claim["id"] for claim in fate["claims"]} <= extracted


def test_every_place_of_the_words_is_told(claimspan, article):
    assert len(told(claimspan, article, "the capital of Peru", "--language", "en")) == 2


@pytest.mark.parametrize("quote", ["MINERS  died", "miners\ndied"])
def test_case_and_blanks_do_not_matter(claimspan, article, quote):
    (fate,) = told(claimspan, article, quote, "--language", "en")
    assert fate["quote"] == "miners died"


def test_a_reader_gets_it_in_lines(claimspan, article):
    run = claimspan("why-not", article, "gambled on luck", "--language", "en")
    assert run.out.startswith(f"{article}:3 [")
    assert "\nwhy not" in run.out
    assert "relations: 'gambled' has no row" in run.out


@pytest.mark.parametrize(("quote", "hint"), [("43 miners", "does not hold"), (" ", "does not hold")])
def test_words_that_the_text_does_not_hold_are_refused(claimspan, article, quote, hint):
    run = claimspan("why-not", article, quote, "--language", "en")
    assert (run.code, run.out) == (1, "")
    assert hint in run.err


def test_a_text_that_cannot_be_read_is_named(claimspan, tmp_path):
    run = claimspan("why-not", tmp_path / "none.txt", "words")
    assert run.code == 1 and "none.txt" in run.err
