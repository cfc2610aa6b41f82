"""`claimspan extract`: what comes out, where it goes, and what becomes of inputs that cannot be read."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from pipeline.records import Claim

GERMAN = (
    "Die Regierung hat gestern mitgeteilt, dass die Preise im ganzen Land weiter steigen und dass die Zentralbank "
    "handeln muss. Nach Angaben des Ministeriums lag die Inflation im vergangenen Jahr bei zwölf Prozent.\n"
)
BAD = {
    "missing.txt": (None, "no file"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\n", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "german.txt": (GERMAN.encode(), "English"),
}
ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "pipeline.cli"]


def lines(run):
    return [json.loads(line) for line in run.out.splitlines()]


@pytest.fixture(scope="module")
def validator():
    schema = Claim.model_json_schema(by_alias=True, mode="serialization")
    return jsonschema.Draft202012Validator(schema)


def test_piped_claims_are_valid_records_that_quote_their_source(claimspan, sample, validator):
    run = claimspan("extract", sample)
    claims = lines(run)
    text = sample.read_bytes().decode("utf-8")
    assert (run.code, run.err) == (0, "")
    assert {claim["kind"] for claim in claims} == {"statistic", "relation", "statement"}
    for claim in claims:
        validator.validate(claim)
        evidence = claim["evidence"]
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_printed_schema_is_the_one_that_records_obey(claimspan, sample):
    schema = json.loads(claimspan("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    claim = lines(claimspan("extract", sample))[0]
    jsonschema.validate(claim, schema, jsonschema.Draft202012Validator)
    assert set(schema["properties"]) == set(claim)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(claim | {"kind": "opinion"}, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "kinds", [["statistic"], ["relation"], ["statistic,relation"], ["statistic", "--kind", "statement"]]
)
def test_kinds(claimspan, sample, kinds):
    found = {claim["kind"] for claim in lines(claimspan("extract", sample, "--kind", *kinds))}
    assert found == {kind for value in kinds for kind in value.split(",")} - {"--kind"}


def test_statements_asked_for_by_name_are_every_proposition(claimspan, sample):
    every = lines(claimspan("extract", sample, "--kind", "statement"))
    rest = [c for c in lines(claimspan("extract", sample)) if c["kind"] == "statement"]
    assert len(every) > len(rest)


def test_minimum_confidence(claimspan, sample):
    everything = [claim["confidence"] for claim in lines(claimspan("extract", sample))]
    middle = sorted(everything)[len(everything) // 2]
    kept = [claim["confidence"] for claim in lines(claimspan("extract", sample, "--min-confidence", middle))]
    assert kept == [confidence for confidence in everything if confidence >= middle]
    assert 0 < len(kept) < len(everything)


def test_standard_input_gives_the_same_claims_as_the_file(claimspan, sample):
    from_file = lines(claimspan("extract", sample))
    from_stdin = lines(claimspan("extract", "-", stdin=sample.read_bytes()))
    assert [claim["id"] for claim in from_stdin] == [claim["id"] for claim in from_file]
    assert {claim["document"]["uri"] for claim in from_stdin} == {"-"}


def test_publication_date_resolves_relative_times(claimspan):
    def time(published):
        text = b"Peru's president resigned last year.\n"
        claims = lines(claimspan("extract", "-", "--published", published, stdin=text))
        return {q["time"]["edtf"] for c in claims for q in c["qualifiers"] if q["time"]}

    assert time("2023-01-09") == {"2022"}
    assert time("1999-06-01") == {"1998"}


def test_numbers_are_read_as_the_option_and_the_column_say(claimspan, tmp_path):
    def amounts(*arguments):
        return [claim["value"]["amount"] for claim in lines(claimspan("extract", "--kind", "statistic", *arguments))]

    text = "Chile has a border of 5.308 km with Argentina."
    one = tmp_path / "one.txt"
    one.write_text(text)
    table = tmp_path / "table.csv"
    table.write_text(f"text,style\n{text},es-CL\n{text},\n{text},en\n")
    assert amounts(one) == [5.308]
    assert amounts(one, "--numbers", "es") == [5308]
    assert amounts(table, "--numbers-column", "style") == [5308, 5.308, 5.308]
    assert amounts(table, "--numbers-column", "style", "--numbers", "de") == [5308, 5308, 5.308]


def test_a_row_whose_locale_is_none_is_named(claimspan, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("text,style\nIt rained in Lima.,Lima\n")
    run = claimspan("extract", table, "--numbers-column", "style")
    assert run.code == 3
    assert "table.csv:2" in run.err and "'Lima' names no locale" in run.err


def test_to_writes_what_a_pipe_would_get(claimspan, sample, tmp_path):
    target = tmp_path / "claims.jsonl"
    piped = claimspan("extract", sample).out
    run = claimspan("extract", sample, "--to", target)
    assert (run.code, run.out) == (0, "")
    assert target.read_text(encoding="utf-8") == piped


def test_a_run_that_is_repeated_reads_what_is_new(claimspan, sample, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_bytes(sample.read_bytes())
    command = ("extract", texts, "--to", tmp_path / "one.jsonl", "--to", tmp_path / "two.jsonl")
    assert claimspan(*command).err == ""
    first = (tmp_path / "one.jsonl").read_bytes()
    (texts / "b.txt").write_text("Chile has 19 million inhabitants.\n")
    (tmp_path / "one.jsonl").unlink()
    assert "1 read, 1 unchanged, 0 failed" in claimspan(*command).err
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert (tmp_path / "one.jsonl").read_bytes().startswith(first)
    assert "2 unchanged" in claimspan(*command).err
    assert claimspan(*command, "--redo").err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.jsonl", "one.jsonl.ledger", "texts", "two.jsonl"]


@pytest.mark.parametrize("ledger, left", [("none", ["a.jsonl"]), ("b.ledger", ["a.jsonl", "b.ledger"])])
def test_the_ledger_lies_where_it_is_wanted(claimspan, sample, tmp_path, monkeypatch, ledger, left):
    monkeypatch.chdir(tmp_path)
    claimspan("extract", sample, "--to", "a.jsonl", "--ledger", ledger)
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_limits_fail_a_document_and_no_other(claimspan, sample, tmp_path):
    (tmp_path / "short.txt").write_text("Chile has 19 million inhabitants.\n")
    run = claimspan("extract", sample, tmp_path / "short.txt", "--max-size", "500")
    assert run.code == 3 and sample.name in run.err and "--max-size" in run.err
    assert {claim["document"]["uri"] for claim in lines(run)} == {(tmp_path / "short.txt").as_posix()}


@pytest.mark.slow
@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_keeps_what_it_has(sample, tmp_path, number, code):
    for i in range(120):  # enough for a slow test to stop the run before it ends
        (tmp_path / f"{i:03}.txt").write_text(f"{sample.read_text(encoding='utf-8')}\nPeru has {i} towns.\n")
    target = tmp_path / "out" / "claims.jsonl"
    target.parent.mkdir()
    command = [*COMMAND, "extract", str(tmp_path), "--to", str(target), "--workers", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, start_new_session=True) as process:
        ledger = Path(f"{target}.ledger-wal")
        while process.poll() is None and (not ledger.exists() or ledger.stat().st_size < 30_000):
            time.sleep(0.01)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        said = process.stderr.read().decode()
    assert process.returncode == code, said
    assert "Traceback" not in said and (("goes on from there" in said) == (number == signal.SIGINT))
    assert [path.name for path in target.parent.iterdir()] == ["claims.jsonl.ledger"]
    again = subprocess.run(command, stderr=subprocess.PIPE, env=environment, check=True, text=True)
    assert int(re.search(r"(\d+) unchanged", again.stderr)[1]) >= 7  # a batch
    direct = subprocess.run(command[:5], stdout=subprocess.PIPE, env=environment, check=True)
    assert target.read_bytes() == direct.stdout


@pytest.mark.parametrize("target", ["claims.parrot", "no/such/folder/claims.jsonl"])
def test_a_place_that_cannot_be_written_is_named(claimspan, sample, tmp_path, target):
    run = claimspan("extract", sample, "--to", tmp_path / target)
    assert run.code == 1
    assert run.err.startswith("claimspan: ") and target in run.err and run.err.count("\n") == 1


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_named_and_the_others_go_on(claimspan, sample, tmp_path, name):
    content, reason = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    run = claimspan("extract", tmp_path / name, sample, "--quiet")
    assert run.code == 3
    assert run.err.count("\n") == 1 and name in run.err and reason in run.err
    assert run.out == claimspan("extract", sample).out


def test_a_language_that_is_named_is_not_looked_at(claimspan):
    run = claimspan("extract", "-", "--language", "en", stdin=GERMAN.encode())
    assert (run.code, run.err) == (0, "")


def test_a_folder_is_read_in_the_order_of_its_names(claimspan, tmp_path):
    for name in ("b.txt", "a.md", "sub/c.txt", "ignored.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Chile has 19 million inhabitants.\n")
    uris = [claim["document"]["uri"] for claim in lines(claimspan("extract", tmp_path))]
    assert list(dict.fromkeys(uris)) == [(tmp_path / name).as_posix() for name in ("a.md", "b.txt", "sub/c.txt")]


def test_json_lines_bring_their_own_dates_and_names(claimspan, tmp_path):
    texts = tmp_path / "texts.jsonl"
    rows = [
        {"text": "Peru's president resigned last year.", "uri": f"db:{year}", "published": f"{year}-05-01"}
        for year in (2001, 2011)
    ]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"title": "no text"}\n')
    run = claimspan("extract", texts)
    found = {(c["document"]["uri"], q["time"]["edtf"]) for c in lines(run) for q in c["qualifiers"] if q["time"]}
    assert found == {("db:2001", "2000"), ("db:2011", "2010")}
    assert run.code == 3 and "texts.jsonl:3" in run.err
    assert "2 read, 0 unchanged, 1 failed" in run.err


def test_the_table_has_every_claim_with_its_place(claimspan, sample, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    claims = lines(claimspan("extract", sample))
    run = claimspan("extract", sample, "--format", "table")
    bare = [Claim.model_validate(claim).bare_text for claim in claims]  # title and sentences stand above the claims
    assert [text for text in bare if text not in run.out] == []
    text = sample.read_bytes().decode("utf-8")
    for claim in claims:
        line = text.count("\n", 0, claim["evidence"]["start"]) + 1
        assert f"{sample.name}:{line}" in run.out


def test_output_does_not_depend_on_workers_or_hash_seed(sample):
    articles = sample.parent.parent / "gold" / "articles"

    def output(seed, workers):
        return subprocess.run(
            [*COMMAND, "extract", str(articles), str(sample), "--workers", str(workers)],
            capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": str(seed)}, cwd=sample.parent.parent.parent,
        ).stdout  # fmt: skip

    first = output(1, 1)
    assert first.count(b"\n") > 100
    assert output(2, 2) == first


def test_a_reader_that_leaves_early_is_no_error(sample):
    with subprocess.Popen(
        [*COMMAND, "extract", *[str(sample)] * 20],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=sample.parent.parent.parent,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal to imitate")
def test_a_terminal_gets_a_table_and_a_summary(sample):
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*COMMAND, "extract", str(sample), "--kind", "relation"],
        stdout=theirs,
        stderr=theirs,
        cwd=sample.parent.parent.parent,
    ) as process:
        os.close(theirs)
        shown = b""
        # Reading a terminal that has been closed is an error on Linux and the end of the file elsewhere.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 65536):
                shown += part
    os.close(ours)
    assert process.returncode == 0
    shown = re.sub(rb"\x1b\[[0-9;]*m", b"", shown)
    assert f"{sample.name}:5".encode() in shown
    assert re.search(rb"documents read +1\b", shown) and re.search(rb"failed +0\b", shown)
