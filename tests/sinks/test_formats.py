"""Each kind of file as its own readers see it: spreadsheets, pandas, rdflib, brat, spaCy, datasets."""

from __future__ import annotations

import csv
import gzip
import json
import re
import resource
import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline.errors import RecordError, SinkError
from pipeline.records import Claim, Qualifier, Result
from pipeline.sinks import SINKS, arrow, docbin_file, read_claims, read_results, sink, sinks, write
from pipeline.sinks.csv import FORMULA, guarded

Make = dict[str, Callable[..., Any]]
TEXT = 'Peru has 34 million people,\nsaid the "office" of\r\nstatistics.'


@pytest.fixture
def story(samples: Make) -> Result:
    document = samples["article"]("https://example.org/a b.html", TEXT)
    split = Qualifier(role="other", text=TEXT[20:50], start=20, end=50)
    claim = samples["said"](document, qualifiers=(split,), negated=True, modality="possible")
    return Result(document, (claim, samples["said"](document, 33e6, "c:2")))


def stored(story: Result, target: str) -> Path:
    with sink(target) as out:
        out.put(story)
    return Path(target)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "'quoted", "''", "＝1", "plain", "", -1.5, None, True]
)
def test_no_cell_is_run_and_every_cell_can_be_had_back(cell: Any) -> None:
    shown = guarded(cell)
    if not isinstance(cell, str):
        assert shown is cell
        return
    assert not shown.startswith(FORMULA)
    assert (shown[1:] if shown.startswith("'") else shown) == cell


def test_a_spreadsheet_has_a_row_for_each_claim(story: Result, place: Callable[[str], str]) -> None:
    claim = story.claims[0].model_copy(update={"text": "=cmd|' /C calc'!A0"})
    path = stored(Result(story.document, (claim,)), place(".csv"))
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["text"] == "'=cmd|' /C calc'!A0"
    assert row["subject_entity_id"] == "country:PE" and row["value_amount"] == "34000000.0"
    assert row["object_text"] == "" and row["evidence_quote"] == TEXT
    assert not any(cell.startswith(FORMULA) for cell in row.values())


def test_lines_are_compressed_as_their_name_says(story: Result, place: Callable[[str], str]) -> None:
    plain = stored(story, place(".jsonl")).read_bytes()
    assert gzip.decompress(stored(story, place(".jsonl.gz")).read_bytes()) == plain
    import zstandard

    data = stored(story, place(".jsonl.zst")).read_bytes()
    assert zstandard.ZstdDecompressor().decompressobj().decompress(data) == plain


def test_parquet_is_queried_by_field(story: Result, place: Callable[[str], str]) -> None:
    import duckdb

    path = stored(story, place(".parquet"))
    fields = "subject.entity.name, value.amount, len(qualifiers), qualifiers[1].role"
    found = duckdb.sql(f"SELECT {fields} FROM '{path}' ORDER BY value.amount DESC").fetchall()
    assert found == [("Peru", 34e6, 1, "other"), ("Peru", 33e6, 0, None)]


def test_a_dataset_folder_is_one_for_its_library(story: Result, place: Callable[[str], str]) -> None:
    import datasets

    found = datasets.load_from_disk(str(stored(story, place(".hf"))))
    assert found.num_rows == 2 and found.column_names == [
        field.alias or name for name, field in Claim.model_fields.items()
    ]
    assert found[0]["evidence"]["quote"] == TEXT


def test_rdf_is_the_same_in_both_notations_and_points_into_the_text(story: Result, place: Callable[[str], str]) -> None:
    import rdflib
    from rdflib.compare import isomorphic

    turtle = rdflib.Graph().parse(stored(story, place(".ttl")), format="turtle")
    linked = rdflib.Graph().parse(stored(story, place(".jsonld")), format="json-ld")
    assert isomorphic(turtle, linked)
    rows = list(
        turtle.query(
            """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            SELECT ?source ?start ?end ?exact ?subject ?predicate WHERE {
              ?claim a oa:Annotation ; oa:hasTarget [ oa:hasSource ?source ; oa:hasSelector ?position, ?quote ] ;
                oa:hasBody ?body ; prov:wasDerivedFrom ?source ; prov:wasAttributedTo [ a prov:SoftwareAgent ] .
              ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
              ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
              ?body a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate }"""
        )
    )
    assert len(rows) == 2
    for source, start, end, exact, subject, predicate in rows:
        assert str(source) == "https://example.org/a%20b.html"
        assert TEXT[int(start) : int(end)] == str(exact)
        assert str(start.datatype).endswith("#nonNegativeInteger")
        assert str(subject) == "http://www.wikidata.org/entity/Q419"
        assert str(predicate) == "http://www.wikidata.org/prop/direct/P1082"
    # Nobody states here that Peru has so many people: the claim is only described.
    assert (rdflib.URIRef("http://www.wikidata.org/entity/Q419"), rdflib.URIRef(predicate), None) not in turtle


def test_rdf_that_others_have_written_down_anew_is_read(story: Result, place: Callable[[str], str]) -> None:
    import rdflib

    source, target = stored(story, place(".ttl")), place(".jsonld")
    rdflib.Graph().parse(source, format="turtle").serialize(target, format="json-ld")
    assert tuple(read_claims(target)) == story.claims


@pytest.mark.parametrize(
    "context", ['"http://127.0.0.1:9/context"', '[{}, "http://127.0.0.1:9/"]', '{"@import": "http://127.0.0.1:9/"}']
)
def test_no_context_is_fetched(context: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonld"
    path.write_text(f'{{"@graph": [{{"@context": {context}}}]}}')
    with pytest.raises(RecordError, match="nothing is fetched"):
        list(read_claims(path))


def test_brat_annotations_quote_the_text(story: Result, place: Callable[[str], str]) -> None:
    folder = stored(story, place(".ann"))
    (text_file,) = folder.glob("*.txt")
    text = text_file.read_bytes().decode()
    assert text == TEXT
    lines = text_file.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
    bounded = [re.fullmatch(r"(T\d+)\t(\w+) ([\d ;]+)\t(.+)", line) for line in lines if line.startswith("T")]
    assert all(bounded)
    for found in bounded:
        pieces = [tuple(map(int, piece.split())) for piece in found[3].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == found[4]
        assert not any("\n" in text[start:end] or "\r" in text[start:end] for start, end in pieces)
    ids = [line.partition("\t")[0] for line in lines]
    assert len(ids) == len(set(ids))
    event = next(line for line in lines if line.startswith("E1\t"))
    assert re.fullmatch(r"E1\tStatistic:T\d+ Subject:T\d+ Value:T\d+ Qualifier:T\d+ Evidence:T\d+", event)
    assert {"A1\tNegated E1", "A2\tModality E1 possible"} <= set(lines)
    assert any(re.fullmatch(r"N1\tReference T\d+ Wikidata:Q419\tPeru", line) for line in lines)


def test_spacy_spans_are_exact(story: Result, place: Callable[[str], str]) -> None:
    import spacy
    from spacy.tokens import DocBin

    # A span that ends inside a word, which a tokenizer does not split.
    value = story.claims[0].value.model_copy(update={"text": TEXT[9:14], "end": 14})
    claim = story.claims[0].model_copy(update={"value": value})
    docs = DocBin().from_disk(stored(Result(story.document, (claim,)), place(".spacy")))
    (doc,) = docs.get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    found = {name: [(span.text, span.label_, span.id_) for span in doc.spans[name]] for name in doc.spans}
    assert found["claims"] == [(TEXT, "statistic", "c:1")]
    assert found["values"] == [("34 mi", "count", "c:1")]
    assert found["qualifiers"] == [(TEXT[20:50], "other", "c:1")]


def test_a_docbin_written_piece_by_piece_is_one_that_spacy_writes(
    samples: Make, story: Result, place: Callable[[str], str]
) -> None:
    import srsly
    from spacy.tokens import DocBin

    target = place(".spacy")
    with sink(target) as out:
        for number, text in enumerate([TEXT, "", "Überall – 🜚 können\tWörter stehen: can't, l'été.", TEXT * 40]):
            out.put(Result(samples["article"](f"{number}.txt", text), ()))
        out.put(story)
    written = zlib.decompress(Path(target).read_bytes())
    again = DocBin(store_user_data=True).from_disk(target).to_bytes()
    assert srsly.msgpack_loads(written) == srsly.msgpack_loads(zlib.decompress(again))


def test_a_docbin_that_is_full_says_so(
    samples: Make, place: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docbin_file, "LONGEST", 16 * 20)
    target = place(".spacy")
    with pytest.raises(SinkError, match="no more than 20 tokens"), sink(target) as out:
        out.put(Result(samples["article"]("a.txt", "one two three " * 6), ()))
        out.put(Result(samples["article"]("b.txt", "one two three"), ()))
    assert list(Path(target).parent.iterdir()) == []


def test_a_parquet_file_is_a_few_large_groups(
    samples: Make, place: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet

    monkeypatch.setattr(arrow, "ROWS", 10)
    document, target = samples["article"](), place(".parquet")
    claims = tuple(samples["said"](document, number, f"c:{number}") for number in range(205))
    groups = pyarrow.parquet.ParquetFile(stored(Result(document, claims), target)).metadata
    sizes = [groups.row_group(number).num_rows for number in range(groups.num_row_groups)]
    assert sizes == [80, 80, 45]
    assert tuple(read_claims(target)) == claims


FILES = [kind for kind in [*SINKS, ".jsonl.gz", ".jsonl.zst"] if not kind.endswith(":")]


@contextmanager
def little_room() -> Iterator[None]:
    """No file may grow beyond 24 KiB, as on a disk that is full.

    The file that this run's own output may be sent to is held to it as well: nothing may be printed meanwhile.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (24 * 1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("kind", FILES)
def test_a_disk_that_is_full_leaves_nothing_half_written(kind: str, samples: Make, place: Callable[[str], str]) -> None:
    target = Path(place(kind))
    # Text that does not compress.
    words = "".join(map(chr, Random(0).choices(range(0x4E00, 0x9000), k=24_000)))
    document = samples["article"]("a.txt", words)
    with little_room(), pytest.raises(SinkError, match=re.escape(str(target))):
        stored(Result(document, (samples["said"](document, text=words),)), str(target))
    beside = {path.name for path in target.parent.iterdir()} - {target.name}
    assert not {name for name in beside if name.endswith(".part")}
    if kind in (".db", ".sqlite", ".duckdb"):
        # The file of a database may be there, but nothing stands in it that is not whole.
        with suppress(RecordError):
            assert list(read_results(target)) == []
    else:
        assert not target.exists()


# Those of Arrow gather some thousand claims at a time.
@pytest.mark.parametrize("kind", [kind for kind in FILES if kind not in (".parquet", ".hf")])
def test_nothing_stays_in_memory_of_what_was_written(kind: str, samples: Make, place: Callable[[str], str]) -> None:
    held = []
    tracemalloc.start()
    with sink(place(kind)) as out:
        for number in range(450):
            document = samples["article"](f"{number}.txt", f"word{number} " * 1000)
            out.put(Result(document, (samples["said"](document),)))
            if number % 150 == 149:
                held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    # The first fill buffers and caches; 150 documents and their claims are 1.5 MB.
    assert held[2] - held[1] < 200_000


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind not in (".db", ".sqlite", ".duckdb")])
def test_a_run_that_fails_leaves_what_was_there(kind: str, story: Result, place: Callable[[str], str]) -> None:
    target = stored(story, place(kind))
    with pytest.raises(ZeroDivisionError), sink(target) as out:
        out.put(Result(story.document, story.claims[:1]))
        raise ZeroDivisionError
    assert tuple(read_claims(target)) == story.claims
    stored(Result(story.document, story.claims[:1]), str(target))
    assert tuple(read_claims(target)) == story.claims[:1]
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("kind", [".ann", ".hf"])
def test_a_folder_of_something_else_is_left_alone(kind: str, story: Result, place: Callable[[str], str]) -> None:
    target = Path(place(kind))
    target.mkdir()
    (target / "thesis.txt").write_text("mine")
    with pytest.raises(SinkError, match="something else is there"):
        stored(story, str(target))
    assert [path.name for path in target.iterdir()] == ["thesis.txt"]


def test_an_error_of_one_place_is_an_error_of_all(story: Result, place: Callable[[str], str]) -> None:
    good, database = place(".jsonl"), place(".db")
    with pytest.raises(SinkError, match="texts"), sinks([good, database, place(".ann")]) as out:
        out.put(story)
        out.put(Result(None, (story.claims[0].model_copy(update={"document": story.claims[0].document}),)))
    assert not Path(good).exists()


MODULES = {
    ".duckdb": "duckdb",
    ".parquet": "pyarrow",
    ".hf": "datasets",
    ".jsonl.zst": "zstandard",
    "postgresql:": "psycopg",
}


@pytest.mark.parametrize("kind", MODULES)
def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, MODULES[kind], None)
    target = f"{kind}//localhost/news" if kind.endswith(":") else str(tmp_path / f"claims{kind}")
    with pytest.raises(SinkError, match=rf"{MODULES[kind]}.*pip install 'claimspan\[\w+\]'"), sink(target):
        pass
    assert list(tmp_path.iterdir()) == []


DAMAGED = [kind for kind in FILES if kind not in (".hf", ".ann")]


@pytest.mark.parametrize("kind", DAMAGED)
@pytest.mark.parametrize("data", [b"nothing of the kind", b"\xff\xfe\0\0" * 300], ids=["text", "bytes"])
def test_what_is_no_store_is_named(kind: str, data: bytes, place: Callable[[str], str]) -> None:
    target = Path(place(kind))
    target.write_bytes(data)
    with pytest.raises(RecordError, match=re.escape(str(target))):
        list(read_results(target))


@pytest.mark.parametrize("kind", FILES)
def test_what_is_not_there_is_named(kind: str, place: Callable[[str], str]) -> None:
    target = place(kind)
    with pytest.raises(RecordError, match=re.escape(target)):
        list(read_results(target))


def test_a_stream_of_claims_is_written_as_it_comes(story: Result, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(story.claims, "-")
    assert [json.loads(line)["id"] for line in capfdbinary.readouterr().out.splitlines()] == ["c:1", "c:2"]
