"""Claims of every kind of source, and `check` that proves each of their spans in the original."""

import importlib.util
import json
from pathlib import Path

import pytest

# The sources that the tests of the readers make.
_SPEC = importlib.util.spec_from_file_location("sources", Path(__file__).parent.parent / "ingest" / "conftest.py")
_SOURCES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_SOURCES)
ON_THE_WEB = {".warc"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a source of every kind."""
    folder = tmp_path_factory.mktemp("sources")
    for sample in _SOURCES.SAMPLES.values():
        (folder / sample.name).write_bytes(sample.data)
    return folder


def test_claims_of_every_kind_of_source_are_proved_by_check(claimspan, folder, tmp_path):
    claims = tmp_path / "claims.jsonl"
    names = [folder / s.name for suffix, s in _SOURCES.SAMPLES.items() if suffix not in (".parquet", ".arrow")]
    result = claimspan("extract", *names, "--to", claims, "--quiet")
    assert result.err == "" and result.code == 0
    records = [json.loads(line) for line in claims.read_text().splitlines()]
    found = {
        record["document"]["uri"].partition(folder.as_posix() + "/")[2].partition("!")[0].partition(":")[0]
        for record in records
    }
    assert len(found) == len(names)  # each kind gives claims; the web archive counts by its address
    files = tmp_path / "files.jsonl"
    files.write_text("".join(json.dumps(r) + "\n" for r in records if "://" not in r["document"]["uri"]))
    again = claimspan("check", files)
    assert again.out.endswith(": 0 problems\n") and again.code == 0
    assert claimspan("check", claims, "--sources", folder, "--sources", folder / "a.jsonl", "--sources", folder / "a.csv",
                     "--sources", folder / "a.tsv", "--sources", folder / "a.jsonl.gz", "--sources", folder / "a.csv.bz2").code == 0  # fmt: skip
    web = claimspan("check", claims)
    assert web.code == 1 and "https://example.org/a" in web.err and "--sources" in web.err


def test_evidence_leads_back_to_page_and_markup(claimspan, folder):
    markup = (folder / "a.html").read_text()
    for line in claimspan("extract", folder / "a.html", "--quiet").out.splitlines():
        evidence = json.loads(line)["evidence"]
        shown = markup[evidence["source_start"] : evidence["source_end"]]
        assert shown.replace("<b>", "").replace("</b>", "").replace("&nbsp;", "") == evidence["quote"]
        assert (
            evidence["selector"]["type"] == "TextQuoteSelector" and evidence["selector"]["exact"] == evidence["quote"]
        )
    pages = [
        json.loads(line)["evidence"]["page"]
        for line in claimspan("extract", folder / "a.pdf", "--quiet").out.splitlines()
    ]
    assert pages == sorted(pages) and set(pages) == {1, 2}


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_columns_are_options(claimspan, folder, tmp_path, name):
    claims = tmp_path / "claims.jsonl"
    result = claimspan("extract", folder / name, "--text-column", "story", "--to", claims)
    assert result.code == 3 and "has no column 'story': it has 'headline', 'body', 'date', 'views'" in result.err
    columns = ("--text-column", "body", "--title-column", "headline", "--date-column", "date", "--id-column", "views")
    assert claimspan("extract", folder / name, *columns, "--to", claims).code == 0
    assert json.loads(claims.read_text().splitlines()[0])["document"]["uri"] == "1"
    assert claimspan("extract", folder / name, "--text-column", "body", "--to", claims).code == 0
    document = json.loads(claims.read_text().splitlines()[0])["document"]
    assert (document["title"], document["published"]) == ("A Border Gets Busier", "2021-03-03")
    assert document["uri"] == f"{(folder / name).as_posix()}:1"
    result = claimspan("check", claims, "--text-column", "body")
    assert result.err == "" and result.code == 0


def test_a_source_that_changed_is_noticed(claimspan, folder, tmp_path):
    page, claims = tmp_path / "a.html", tmp_path / "claims.jsonl"
    page.write_bytes((folder / "a.html").read_bytes())
    assert claimspan("extract", page, "--to", claims).code == 0
    page.write_text(page.read_text().replace("<article>", "<article><p></p>"))
    result = claimspan("check", claims)
    assert result.code == 1
    assert "has changed since its claims were made" in result.err and "evidence.source_start is" in result.err
