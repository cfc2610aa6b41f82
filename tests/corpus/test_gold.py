"""The gold data keeps its promises: every quote stands where it says, every field speaks the record's language."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.records import Bound, Kind, Modality, ValueKind, Verdict

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = sorted((CORPUS / "gold").glob("articles*/*.gold.json"))
LINES = {
    "phrases/values.jsonl": "values",
    "phrases/times.jsonl": "times",
    "gold/mentions.jsonl": "mentions",
    "gold/mentions_hard.jsonl": "mentions",
}


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def check_value(value: dict[str, Any]) -> None:
    assert value["kind"] in get_args(ValueKind)
    assert value["bound"] in (None, *get_args(Bound))
    assert (value["amount"] is None) == (value["low"] is not None and value["high"] is not None)
    assert value["low"] is None or value["low"] <= value["high"]
    assert value["unit"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article_claims_quote_their_text(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_name(gold["doc"] + ".txt").read_text(encoding="utf-8")
    for claim in gold["claims"]:
        assert text.count(claim["quote"]) == 1
        assert claim.get("value_quote", claim["quote"]) in claim["quote"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article_claims_use_the_words_of_the_record(path: Path) -> None:
    for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
        assert claim["kind"] in get_args(Kind)
        assert claim["modality"] in get_args(Modality)
        assert claim["subject"] and all(claim["subject"])
        assert (claim["value"] is not None) == (claim["kind"] == "statistic")
        if claim["value"]:
            check_value(claim["value"])


@pytest.mark.parametrize(("name", "key"), LINES.items())
def test_lines_quote_their_text(name: str, key: str) -> None:
    for record in records(name):
        for item in record[key] + record.get("alternatives", []):
            assert item["quote"] == record["text"][item["start"] : item["end"]], record["text"]


@pytest.mark.parametrize(("name", "key"), LINES.items())
def test_marked_places_follow_each_other(name: str, key: str) -> None:
    for record in records(name):
        items = record[key]
        assert all(a["end"] <= b["start"] for a, b in pairwise(items)), record["text"]


def test_phrase_values_use_the_words_of_the_record() -> None:
    for record in records("phrases/values.jsonl"):
        for value in record["values"] + [a for a in record.get("alternatives", []) if a["kind"]]:
            check_value(value)


def test_times_end_after_they_begin() -> None:
    for record in records("phrases/times.jsonl"):
        for time in record["times"]:
            assert time["edtf"]
            if time["earliest"] and time["latest"] and not time["earliest"].startswith("-"):
                assert time["earliest"] <= time["latest"], record["text"]


def test_verification_expects_known_verdicts() -> None:
    for claim in records("gold/verification.jsonl"):
        assert {claim["expect"], *claim.get("accept", [])} <= set(get_args(Verdict))
        assert claim["value"] or claim["object"]
        if claim["value"]:
            check_value(claim["value"])
