"""Sources to documents: what is read, what is refused and how it is said."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.errors import SourceError
from pipeline.records import Document, Failure

ENGLISH = "The government of Peru said on Tuesday that it would raise the minimum wage by five percent, and the unions agreed.\n"
FRENCH = (
    "Le gouvernement du Pérou a déclaré mardi qu'il augmenterait le salaire minimum de cinq pour cent, "
    "et les syndicats ont accepté cette proposition après de longues négociations.\n"
)


def read_bytes(data: bytes, tmp_path: Path, name: str = "a.txt") -> Document | Failure:
    (tmp_path / name).write_bytes(data)
    (found,) = ingest.read(tmp_path / name)
    return found


def document(found: Document | Failure) -> Document:
    assert isinstance(found, Document), found
    return found


def failure(found: Document | Failure) -> Failure:
    assert isinstance(found, Failure), found
    return found


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "A.TXT", "no_suffix", "a.log"])
def test_a_text_file_is_one_document(name: str, tmp_path: Path) -> None:
    found = document(read_bytes(ENGLISH.encode(), tmp_path, name))
    assert found.text == ENGLISH
    assert found.uri == (tmp_path / name).as_posix()
    assert found.sha256 == hashlib.sha256(ENGLISH.encode()).hexdigest()


@settings(max_examples=50, deadline=None)
@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
        lambda t: bool(t.strip(" \t\r\n\f\v\ufeff"))
    )
)
def test_text_comes_back_as_it_was_written(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(b" " + text.encode("utf-8"))
    (found,) = ingest.read(path, language="en")
    assert document(found).text == " " + text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay(newline: str, tmp_path: Path) -> None:
    text = ENGLISH.strip() + newline + "It did so." + newline
    assert document(read_bytes(text.encode(), tmp_path)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_other_encodings_are_understood(encoding: str, tmp_path: Path) -> None:
    text = ENGLISH + "The Société Générale café is in São Paulo.\n"
    assert document(read_bytes(text.encode(encoding), tmp_path)).text.lstrip("\ufeff") == text


def test_typographic_quotes_of_windows_are_understood(tmp_path: Path) -> None:
    text = ENGLISH + "“We won’t pay”, he said – twice.\n"
    assert document(read_bytes(text.encode("cp1252"), tmp_path)).text == text


def test_cyrillic_windows_text_is_decoded(tmp_path: Path) -> None:
    text = "Правительство Перу заявило во вторник, что повысит минимальную заработную плату на пять процентов. " * 3
    found = failure(read_bytes(text.encode("cp1251"), tmp_path))
    assert "'ru'" in found.reason


def test_a_damaged_byte_does_not_cost_the_article(tmp_path: Path) -> None:
    text = ENGLISH + "“We won’t pay”, he said – twice.\n"
    found = document(read_bytes(text.encode() + b"\xe2\x80 end", tmp_path))
    assert found.text == text + "\ufffd end"


@pytest.mark.parametrize(
    "data, says",
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"The \0 army\0", "is binary"),
        (b"%PDF-1.7 ...", "as .pdf, it seems damaged"),
        (b"PK\x03\x04....", "Office document"),
        (b"\xd0\xcf\x11\xe0...", "old Office document"),
        (b"\x89PNG\r\n", "an image"),
        (b"<!DOCTYPE html><html><body><script>Hi</script></body></html>", "page without text"),
        (b"\xff\xfea\x00b", "damaged at byte"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, says: str, tmp_path: Path) -> None:
    found = failure(read_bytes(data, tmp_path))
    assert found.uri == (tmp_path / "a.txt").as_posix()
    assert found.error == "SourceError"
    assert says in found.reason and "a.txt" in found.reason


@pytest.mark.parametrize(
    "text, code",
    [
        ("Pemerintah Peru mengatakan pada hari Selasa bahwa mereka akan menaikkan upah minimum sebesar lima persen, dan "
         "serikat pekerja setuju dengan usulan tersebut setelah negosiasi panjang.", "id"),
        ("Vlada Perua objavila je u utorak da će povećati minimalnu plaću za pet posto, a sindikati su se s tim složili. "
         "Bilo je to prvi put u godinama da je postignut dogovor.", "hr"),
        ("De regering van Peru heeft dinsdag gezegd dat zij het minimumloon met vijf procent zou verhogen, en de bonden "
         "waren het eens met dit voorstel na lange onderhandelingen.", "nl"),
    ],
)  # fmt: skip
def test_kindred_languages_do_not_hide_one_another(text: str, code: str, tmp_path: Path) -> None:
    assert f"{code!r}" in failure(read_bytes(text.encode(), tmp_path)).reason


def test_other_languages_are_refused_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH, encoding="utf-8")
    (found,) = ingest.read(path)
    assert "'fr'" in failure(found).reason
    (found,) = ingest.read(path, language="en")
    assert document(found).text == FRENCH


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "Emomali Rahmon, Burhanuddin Rabbani, Ahmad Shah Massoud",
        ENGLISH + "\n" + "Título: La guerra de los mil días\n" + ENGLISH,
        "12.4 14.2 9.1 8.8 " * 50,
    ],
)
def test_what_may_be_english_is_read(text: str, tmp_path: Path) -> None:
    assert document(read_bytes(text.encode(), tmp_path)).text == text


@pytest.mark.parametrize(
    "text",
    ["Правительство повысит минимальную зарплату", "政府は火曜日に最低賃金を引き上げると発表した。組合も同意した。"],
)
def test_another_script_shows_in_few_words(text: str, tmp_path: Path) -> None:
    assert "another language" in failure(read_bytes(text.encode(), tmp_path)).reason


def test_folders_are_read_in_order_of_path(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a/z.md",
        "a/y.txt",
        ".hidden.txt",
        ".git/x.txt",
        "c.css",
        "claims.jsonl.gz",
        "LICENSE",
        "a b.txt",
    ]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ENGLISH)
    names = [Path(document(found).uri).relative_to(tmp_path).as_posix() for found in ingest.read(tmp_path)]
    assert names == ["a/y.txt", "a/z.md", "a b.txt", "b.txt"]


def test_a_failure_stands_in_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    sources = [
        tmp_path / "missing.txt",
        tmp_path / "a.txt",
        tmp_path / "empty",
        tmp_path / "loop.txt",
        "https://x.org/a",
        tmp_path / "a.txt",
    ]
    found = list(ingest.read(sources))
    assert [type(f) for f in found] == [Failure, Document, Failure, Failure, Failure, Document]
    for f, says in zip(
        [found[0], found[2], found[3], found[4]], ["missing.txt", "holds no text", "loop.txt", "network"], strict=True
    ):
        assert says in failure(f).reason


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(ENGLISH)
    path.chmod(0)
    try:
        path.open().close()
    except PermissionError:
        (found,) = ingest.read(path)
        assert "Permission denied" in failure(found).reason and "secret.txt" in found.reason
    else:
        pytest.skip("this user may read everything")


def test_standard_input_is_a_source() -> None:
    (found,) = ingest.read("-", stdin=io.BytesIO(ENGLISH.encode()))
    assert (document(found).uri, found.text) == ("-", ENGLISH)


def test_a_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(ingest.LARGEST + 1)
    (found,) = ingest.read(path)
    assert "larger than 20 MB" in failure(found).reason


def test_every_reader_can_be_imported() -> None:
    from pipeline.ingest.readers import reader

    assert all(callable(reader(suffix)) for suffix in ingest.READERS)


def test_a_document_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.md").write_text(ENGLISH)
    first, second = (document(found) for found in ingest.read(tmp_path))
    assert first.id == second.id == ingest.document(ENGLISH).id


def test_half_a_character_is_refused() -> None:
    with pytest.raises(SourceError, match="lone surrogate"):
        ingest.document("He \ud83d said")


def test_json_lines_are_a_document_each(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        json.dumps({"text": ENGLISH, "url": "https://x.org/1", "title": "Wages", "date": "2021-03-04T10:00:00Z"}),
        json.dumps({"content": ENGLISH, "published": "last week"}),
        "{",
        json.dumps({"title": "no text"}),
        json.dumps(["a"]),
        "",
        json.dumps({"text": " "}),
        json.dumps({"text": FRENCH, "uri": "fr"}),
        json.dumps({"text": "Peru raised the wage.", "schema": "claimspan/1"}),
        json.dumps({"body": "It rained."}),
    ]
    path.write_text("\n".join(lines))
    found = list(ingest.read(path))
    assert [type(f).__name__ for f in found] == ["Document"] * 2 + ["Failure"] * 6 + ["Document"]
    first, second = document(found[0]), document(found[1])
    assert (first.uri, first.title, first.published) == ("https://x.org/1", "Wages", "2021-03-04")
    assert (second.uri, second.title, second.published) == (f"{path.as_posix()}:2", None, None)
    assert [failure(f).uri.rpartition(":")[2] for f in found[2:8]] == ["3", "4", "5", "7", "fr", "9"]


def test_json_lines_are_not_taken_from_folders(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text("{}")
    (tmp_path / "a.txt").write_text(ENGLISH)
    (found,) = ingest.read(tmp_path)
    assert document(found).uri.endswith("a.txt")


def test_an_empty_name_is_not_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Lima is the capital of Peru.\n")
    monkeypatch.chdir(tmp_path)
    (found,) = ingest.read("")
    assert isinstance(found, Failure)
    assert "no name" in found.reason
