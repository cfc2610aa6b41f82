"""Files of claims: whole or as they were, and what is wrong with them is said."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from pipeline.errors import RecordError, SinkError
from pipeline.records import Argument, Claim, DocumentRef, Evidence, Predicate, Producer, Result
from pipeline.sinks import read_claims, sink, write


def claim(text: str = "Peru raised the minimum wage.", number: int = 0) -> Claim:
    return Claim(
        id=f"c{number}",
        proposition="p",
        document=DocumentRef(id="d", uri="a.txt", sha256="0"),
        kind="statement",
        text=text,
        subject=Argument(text=text, start=0, end=len(text)),
        predicate=Predicate(id="open", label="raise"),
        evidence=Evidence(start=0, end=len(text), quote=text),
        confidence=0.5,
        checkworthiness=0.5,
        producer=Producer(pipeline="0", model="m", rule="r"),
    )


def test_a_run_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    write([claim()], target)
    with pytest.raises(ZeroDivisionError), sink(target) as out:
        out.put(Result(None, (claim(number=1),)))
        raise ZeroDivisionError
    assert [c.id for c in read_claims(target)] == ["c0"]
    assert [path.name for path in tmp_path.iterdir()] == ["claims.jsonl"]


def test_nothing_stands_there_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    with sink(target) as out:
        out.put(Result(None, (claim(),)))
        assert not target.exists()
    assert target.exists()


def test_an_existing_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch()
    real.chmod(0o640)
    link.symlink_to(real)
    write([claim()], link)
    assert link.is_symlink() and real.stat().st_mode & 0o777 == 0o640
    assert len(list(read_claims(real))) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(SinkError, match=r"/dev/full.*No space left"):
        write([claim()], "/dev/full")


def test_a_disk_that_fills_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SinkError, match=r"claims\.jsonl.*No space left"):
        write([claim()], tmp_path / "claims.jsonl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["claims.xlsx", "claims"])
def test_an_unknown_kind_is_said_with_what_is_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(SinkError, match=r"unknown kind.*\.jsonl"):
        sink(tmp_path / name)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="No such file"):
        write([claim()], tmp_path / "no" / "claims.jsonl")


def test_standard_output_is_a_sink(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write([claim()], "-")
    out = capfdbinary.readouterr().out
    assert out.endswith(b"\n") and json.loads(out)["schema"] == "claimspan/1"


def without(field: str) -> str:
    record = claim().to_dict()
    del record[field]
    return json.dumps(record)


@pytest.mark.parametrize(
    "line, says",
    [
        ("{", "Invalid JSON"),
        ("[1]", "line 2"),
        (without("evidence"), "evidence: Field required"),
        (json.dumps(claim().to_dict() | {"schema": "claimspan/9"}), "schema"),
        (json.dumps(claim().to_dict() | {"surprise": 1}), "surprise"),
    ],
)
def test_a_line_that_is_no_claim_is_named(line: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{claim().to_json()}\n{line}\n\n{claim().to_json()}\n")
    with pytest.raises(RecordError, match="line 2") as caught:
        list(read_claims(path))
    assert says in str(caught.value) and "claims.jsonl" in str(caught.value)


def test_a_claim_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nowhere\.jsonl"):
        list(read_claims(tmp_path / "nowhere.jsonl"))
