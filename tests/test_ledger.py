"""The ledger: what was committed comes back whole, and what is damaged never comes back as something else."""

from __future__ import annotations

import json
import pickle
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import SinkError
from pipeline.ledger import Ledger, key
from pipeline.packing import BLOCK, PackedClaims, Packer, ids, lines, pack, values
from pipeline.records import Argument, Claim, Document, Evidence, Failure, Predicate, Producer, Result

SIZES = (0, 1, 40, BLOCK, 2 * BLOCK + 3)


def document(number: int = 0, **changes: str) -> Document:
    given = {"id": str(number), "uri": f"{number}.txt", "sha256": f"{number:064}", "text": f"It rained {number} times."}
    return Document(**given | changes)


def claims(count: int, of: Document) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            id=f"c:{of.id}:{number}", proposition="p", document=of.ref(), kind="statement", text=of.text,
            subject=Argument(text="It", start=0, end=2), predicate=Predicate(id="open", label="rain"),
            evidence=Evidence(start=0, end=len(of.text), quote=of.text), confidence=1 / (2 + number),
            checkworthiness=0.5, producer=Producer(pipeline="0", model="m", rule="r"),
        )
        for number in range(count)
    )  # fmt: skip


DOCUMENTS = [document(number) for number in range(len(SIZES))]
RESULTS = [
    Result(one.model_copy(update={"title": f"Rain {one.id}"}), claims(size, one))
    for one, size in zip(DOCUMENTS, SIZES, strict=True)
]


def same(found: Result | None, put: Result) -> bool:
    return found is not None and found.document == put.document and tuple(found.claims) == tuple(put.claims)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "a.ledger"
    with Ledger(path) as ledger:
        for one, result in zip(DOCUMENTS, RESULTS, strict=True):
            ledger.put(key(one, "f"), result)
            ledger.commit()
    return path


@pytest.mark.parametrize("number", range(len(SIZES)))
def test_what_was_put_comes_back(number: int, written: Path) -> None:
    with Ledger(written) as ledger:
        assert same(ledger.find(key(DOCUMENTS[number], "f"), DOCUMENTS[number]), RESULTS[number])


@pytest.mark.parametrize(
    "changes, fingerprint",
    [
        ({"text": "It snowed."}, "f"),
        ({"uri": "b.txt"}, "f"),
        ({"published": "2020-01-01"}, "f"),
        ({"title": "Rain"}, "f"),
        ({"language": "de"}, "f"),
        ({}, "g"),
    ],
)
def test_whatever_claims_depend_on_counts(changes: dict[str, str], fingerprint: str, written: Path) -> None:
    changed = document(1, **changes)
    with Ledger(written) as ledger:
        assert ledger.find(key(changed, fingerprint), changed) is None


def read_damaged(path: Path) -> None:
    """Every result is right or not there, or the file is refused with a way out."""
    try:
        with Ledger(path) as ledger:
            for one, result in zip(DOCUMENTS, RESULTS, strict=True):
                found = ledger.find(key(one, "f"), one)
                assert found is None or same(found, result)
            for one, result in zip(DOCUMENTS, RESULTS, strict=True):
                ledger.put(key(one, "f"), result)
                assert same(ledger.find(key(one, "f"), one), result)
    except SinkError as error:
        assert path.name in str(error) and ("Delete it" in str(error) or "name another" in str(error))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ledger_cut_at_any_byte_is_right_or_refused(data: st.DataObject, written: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.ledger"
    whole = written.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    read_damaged(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_ledger_with_changed_bytes_is_right_or_refused(data: st.DataObject, written: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.ledger"
    content = bytearray(written.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    read_damaged(path)


def test_what_was_not_committed_when_the_process_ends_is_gone_and_the_rest_is_there(
    written: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.ledger"
    shutil.copy(written, path)
    with Ledger(path) as ledger:
        ledger.put(key(document(9), "f"), Result(document(9)))
        crashed = tmp_path / "crashed.ledger"
        for name in ("", "-wal"):
            if Path(f"{path}{name}").exists():
                shutil.copy(f"{path}{name}", f"{crashed}{name}")
    with Ledger(crashed) as ledger:
        assert ledger.find(key(document(9), "f"), document(9)) is None
        assert same(ledger.find(key(DOCUMENTS[2], "f"), DOCUMENTS[2]), RESULTS[2])


def test_a_later_result_takes_the_place_of_an_earlier(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger:
        for count in (3, 1_200, 2):
            ledger.put("k", Result(document(), claims(count, document())))
            assert len(ledger.find("k", document()).claims) == count


def test_pruning_keeps_what_this_run_had(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    shutil.copy(written, path)
    with Ledger(path) as ledger:
        ledger.find(key(DOCUMENTS[1], "f"), DOCUMENTS[1])
        ledger.put(key(document(9), "f"), Result(document(9)))
        ledger.prune()
    with Ledger(path) as ledger:
        there = [one.id for one in (*DOCUMENTS, document(9)) if ledger.find(key(one, "f"), one)]
    assert there == ["1", "9"]


def test_one_run_at_a_time(written: Path) -> None:
    with Ledger(written), pytest.raises(SinkError, match="Another run"), Ledger(written):
        pass


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 100, b"SQLite format 3\0 or so"])
def test_what_is_no_ledger_is_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    with pytest.raises(SinkError, match=r"diary\.txt"), Ledger(path):
        pass
    assert path.read_bytes() == content


def test_another_database_is_no_ledger(tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(tmp_path / "songs.db")
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    with pytest.raises(SinkError, match="no ledger"), Ledger(tmp_path / "songs.db"):
        pass


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="Check the folder"), Ledger(tmp_path / "no" / "a.ledger"):
        pass


def test_failures_do_not_belong_in_it(tmp_path: Path) -> None:
    failed = Result(document(), failure=Failure(uri="a", error="SourceError", reason="no"))
    with Ledger(tmp_path / "a.ledger") as ledger, pytest.raises(ValueError, match="read"):
        ledger.put("k", failed)


def test_half_a_character_in_a_title_or_an_address_is_kept(tmp_path: Path) -> None:
    one = document(title="Half \ud800", uri="\ud800.txt")
    given = Result(one, claims(2, one))
    with Ledger(tmp_path / "a.ledger") as ledger:
        ledger.put(key(one, "f"), given)
        assert same(ledger.find(key(one, "f"), one), given)


def test_what_is_no_text_in_a_ledger_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger:
        ledger.put(key(DOCUMENTS[1], "f"), RESULTS[1])
    with closing(sqlite3.connect(tmp_path / "a.ledger")) as file, file:
        file.execute("UPDATE result SET found = CAST(x'80' AS TEXT)")
    with Ledger(tmp_path / "a.ledger") as ledger, pytest.raises(SinkError, match="Delete it"):
        ledger.find(key(DOCUMENTS[1], "f"), DOCUMENTS[1])


def test_a_ledger_of_nothing_leaves_no_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("count", [0, 1, BLOCK, BLOCK + 1, 2 * BLOCK + 7])
@pytest.mark.parametrize("step", [77, 10_000])
def test_packed_claims_are_the_same_claims(count: int, step: int) -> None:
    given = claims(count, document())
    packer = Packer()
    for start in range(0, count, step):
        packer.add(given[start : start + step])
    found = packer.claims()
    assert isinstance(found, PackedClaims if count > BLOCK else tuple)
    packed = pack(found)
    assert tuple(found) == tuple(packed) == given and len(packed) == count
    assert [line.decode() for line in packed.lines()] == [claim.to_json() for claim in given]
    assert pack(packed) is packed
    travelled = pickle.loads(pickle.dumps(packed))
    assert travelled.objects is None and tuple(travelled) == given
    for some in (given, packed, travelled):
        assert list(ids(some)) == [claim.id for claim in given]
        assert [json.dumps(one) for one in values(some)] == [json.dumps(claim.to_dict()) for claim in given]
        assert [line.decode() for line in lines(some)] == [claim.to_json() for claim in given]
    if count:
        assert (packed[0], packed[-1], packed[count // 2 :]) == (given[0], given[-1], given[count // 2 :])
    with pytest.raises(IndexError):
        packed[count]
