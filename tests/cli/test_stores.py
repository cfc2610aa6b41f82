"""`convert`, `stats` and `diff`: stores of claims filled, counted, compared."""

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def article():
    """Claims of a small article, made once."""
    from pipeline import extract

    text = (
        "Pakistan shares a 1,640-mile (2,640-kilometer) border with Afghanistan. "
        "Ethnic Pashtuns make up about 42 percent of all Afghans."
    )
    return text, list(extract(text))


@pytest.fixture
def claims(article, tmp_path):
    from pipeline import write

    file = tmp_path / "claims.jsonl"
    write(article[1], file)
    return file


def test_claims_go_from_kind_to_kind_and_come_back(claimspan, claims, tmp_path):
    names = [tmp_path / name for name in ("a.db", "a.csv", "a.ttl", "a.parquet")]
    run = claimspan("convert", claims, *names)
    assert (run.code, run.err) == (0, f"{len(claims.read_text().splitlines())} claims of 1 documents\n")
    for name in names:
        run = claimspan("convert", name, "-", "--quiet")
        assert (run.code, run.out, run.err) == (0, claims.read_text(encoding="utf-8"), "")


def test_texts_are_taken_from_their_sources(claimspan, sample, tmp_path):
    lines, folder = tmp_path / "a.jsonl", tmp_path / "a.ann"
    claimspan("extract", sample, "--to", lines)
    run = claimspan("convert", lines, folder)
    assert run.code == 1 and "--sources" in run.err and not folder.exists()
    assert claimspan("convert", lines, folder, "--sources", sample).code == 0
    (text,) = folder.glob("*.txt")
    assert text.read_bytes() == sample.read_bytes()


def test_what_cannot_be_read_or_written_is_said(claimspan, claims, tmp_path):
    for arguments in (
        ["nowhere.db", tmp_path / "a.csv"],
        [claims, tmp_path / "a.xlsx"],
        [claims, tmp_path / "no" / "a.csv"],
    ):
        run = claimspan("convert", *arguments)
        assert run.code == 1 and run.err.startswith("claimspan: Cannot") and run.err.count("\n") == 1


def test_verified_claims_go_to_a_database(claimspan, claims, tmp_path):
    target = tmp_path / "a.duckdb"
    claimspan("verify", claims, "--to", target)
    run = claimspan("stats", target, "--json")
    assert run.code == 0 and "(not verified)" not in json.loads(run.out)["verdict"]


def test_stats_count_claims(claimspan, claims, article):
    run = claimspan("stats", claims, "--json")
    counts = json.loads(run.out)
    assert counts["claims"] == len(article[1]) and counts["documents"] == 1
    assert sum(counts["kind"].values()) == sum(counts["predicate"].values()) == counts["claims"]
    assert counts["predicate"]["border_length"] == counts["predicate"]["ethnic_share"] == 1
    named = [
        claim for claim in article[1] for side in (claim.subject, claim.object)
        if side and side.entity and side.entity.id == "country:AF"
    ]  # fmt: skip
    assert counts["entity"]["Afghanistan (country:AF)"] == len({claim.id for claim in named})
    run = claimspan("stats", claims, "--top", "1")
    assert run.out.startswith(f"{len(article[1])} claims of 1 documents\n")
    assert "more)" in run.out and "100.0%" in run.out


@pytest.mark.parametrize("suffix, begins", [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_stats_draw_charts(claimspan, claims, tmp_path, suffix, begins):
    charts = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}{suffix}"
        assert claimspan("stats", claims, "--plot", path).code == 0
        charts.append(path.read_bytes())
    assert charts[0].startswith(begins) and charts[0] == charts[1]
    if suffix == ".svg":
        assert b"border_length" in charts[0] and b"Afghanistan (country:AF)" in charts[0]
    run = claimspan("stats", claims, "--plot", tmp_path / "no" / f"a{suffix}")
    assert run.code == 1 and "Cannot write" in run.err
    assert claimspan("stats", claims, "--plot", tmp_path / "a.pdf").code == 2


def test_diff_tells_what_changed(claimspan, claims, tmp_path):
    records = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    share = next(record for record in records if record["predicate"]["id"] == "ethnic_share")
    changed = share | {"id": "c:new", "proposition": "p:new", "value": share["value"] | {"amount": 45.0}}
    first = next(record for record in records if record is not share)
    added = first | {"id": "c:added", "proposition": "p:added", "evidence": first["evidence"] | {"quote": "Elsewhere."}}
    kept = [record for record in records if record is not share and record is not first]
    new = tmp_path / "new.jsonl"
    new.write_text("".join(f"{json.dumps(record)}\n" for record in [changed, *kept, added]), encoding="utf-8")
    run = claimspan("diff", claims, new)
    assert run.code == 0 and run.out.endswith(f"1 added, 1 changed, 1 withdrawn, {len(kept)} unchanged\n")
    assert "value: ~ 42 % → ~ 45 %" in run.out
    found = json.loads(claimspan("diff", claims, new, "--json").out)
    assert (found["added"], found["changed"], found["withdrawn"], found["unchanged"]) == (1, 1, 1, len(kept))
    assert {change["change"] for change in found["changes"]} == {"added", "changed", "withdrawn"}
    (change,) = (one for one in found["changes"] if one["change"] == "changed")
    assert change["fields"] == {"value": {"old": "~ 42 %", "new": "~ 45 %"}} and change["new"] == changed
    assert claimspan("diff", claims, claims).out == f"0 added, 0 changed, 0 withdrawn, {len(records)} unchanged\n"
    assert claimspan("diff", "-", "-").code == 2
    assert claimspan("diff", claims, Path("nowhere.jsonl")).code == 1
