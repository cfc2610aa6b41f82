"""The run: what is read, in which order, and what happens when something fails."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline import run
from pipeline.fingerprint import fingerprint
from pipeline.packing import PackedClaims
from pipeline.records import Argument, Claim, Document, Evidence, Failure, Predicate, Producer

TEXT = "Lima Pays More\n\nby Ann Lee - March 3, 2021\n\nPeru raised the **minimum** wage.The unions\n\nagreed to it.\n"
ENGLISH = "The government of Peru said on Tuesday that it would raise the minimum wage by five percent.\n"


@Language.component("test_claims")
def every_sentence_is_a_claim(doc: Doc) -> Doc:
    """Stands in for the stages that make claims: one statement for each block, a relation for each that has a star."""
    document: Document = doc._.document
    if "explode" in doc.text:
        raise ZeroDivisionError("boom")
    if "dawdle" in doc.text:
        time.sleep(60)
    for section in doc._.sections:
        span = doc[section.start : section.end]
        start, end = doc._.view.original(span.start_char, span.end_char)
        quote = document.text[start:end]
        for kind in ("relation", "statement") if "*" in quote else ("statement",):
            claim = Claim(
                id=hashlib.sha256(f"{kind}{start}{quote}".encode()).hexdigest()[:12],
                proposition="p",
                document=document.ref(),
                kind=kind,
                text=span.text,
                subject=Argument(text=quote, start=start, end=end),
                predicate=Predicate(id="open", label="say"),
                evidence=Evidence(start=start, end=end, quote=quote, section=section.label),
                confidence=1 / (1 + section.start),
                checkworthiness=0.5,
                producer=Producer(pipeline="0", model="m", rule="r"),
            )
            if kind == "statement":
                doc._.statements.append(claim)
            if kind == "relation" or "*" not in quote:
                doc._.claims.append(claim)
    return doc


@pytest.fixture(scope="module")
def blank() -> run.Pipeline:
    run._register_stages()
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimspan.ReadingTokenizer.v1"}}})
    nlp.add_pipe("claimspan_sections")
    nlp.add_pipe("test_claims")
    return run.Pipeline(nlp)


@pytest.fixture(scope="module")
def saved(blank: run.Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that worker processes can load: no claims, but documents and failures come through."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "claimspan.ReadingTokenizer.v1"}}})
    nlp.add_pipe("claimspan_sections")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("claimspan_claims")
    path = tmp_path_factory.mktemp("models") / "blank"
    nlp.to_disk(path)
    return path


def test_importing_the_package_costs_nothing() -> None:
    code = "import pipeline, sys; print(sorted({'spacy', 'pydantic', 'numpy', 'typer'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_public_names_are_there_and_sorted() -> None:
    assert pipeline.__all__ == sorted(pipeline.__all__)
    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)
    with pytest.raises(AttributeError):
        pipeline.nothing  # noqa: B018


def test_a_text_gives_its_claims(blank: run.Pipeline) -> None:
    claims = list(pipeline.extract(TEXT, pipeline=blank))
    assert [c.text for c in claims] == [
        "Lima Pays More",
        "by Ann Lee - March 3, 2021",
        "Peru raised the minimum wage.",
        "The unions agreed to it.",
    ]
    assert all(TEXT[c.evidence.start : c.evidence.end] == c.evidence.quote for c in claims)
    assert {(c.document.title, c.document.published) for c in claims} == {("Lima Pays More", "2021-03-03")}


@pytest.mark.parametrize(
    "kinds, kinds_found",
    [
        (None, ["statement", "statement", "relation", "statement"]),
        (["relation"], ["relation"]),
        (["statement"], ["statement"] * 4),
        (["relation", "statement"], ["statement", "statement", "relation", "statement", "statement"]),
        (["statistic"], []),
    ],
)
def test_kinds_choose(kinds: list[str] | None, kinds_found: list[str], blank: run.Pipeline) -> None:
    assert [c.kind for c in run.extract(TEXT, kinds=kinds, pipeline=blank)] == kinds_found


def test_an_unknown_kind_is_refused(blank: run.Pipeline) -> None:
    with pytest.raises(ValueError, match="statistic, relation, statement"):
        run.extract(TEXT, kinds=["opinion"], pipeline=blank).__next__()


def test_min_confidence_cuts(blank: run.Pipeline) -> None:
    assert [c.text for c in run.extract(TEXT, min_confidence=0.5, pipeline=blank)] == ["Lima Pays More"]


@pytest.mark.parametrize("text, published", [(TEXT, "2021-03-03"), (ENGLISH, "2020-02-02")])
def test_published_dates_what_shows_no_date(text: str, published: str, blank: run.Pipeline) -> None:
    claims = run.extract(text, published="2020-02-02", pipeline=blank)
    assert {c.document.published for c in claims} == {published}


def test_paths_texts_and_documents_may_be_mixed(blank: run.Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    document = Document(id="own", uri="db:1", sha256="0", text="It rained.")
    sources = [path, str(path), "It snowed in Lima.", document, tmp_path]
    found = list(run.results(sources, pipeline=blank))
    assert [r.document.uri for r in found if r.document] == [
        path.as_posix(),
        path.as_posix(),
        "",
        "db:1",
        path.as_posix(),
    ]


@pytest.mark.parametrize("name", ["missing.txt", "no/such/article.md"])
def test_a_mistyped_file_name_is_no_text(name: str, blank: run.Pipeline) -> None:
    with pytest.raises(pipeline.SourceError, match="no file or folder"):
        list(run.extract(name, pipeline=blank))


def test_failures_never_stop_a_run(blank: run.Pipeline, tmp_path: Path) -> None:
    sources = [tmp_path / "missing.txt", "It will explode here.", "It rained.", "", "It snowed."]
    failures: list[Failure] = []
    claims = list(run.extract(sources, pipeline=blank, on_failure=failures.append))
    assert [c.text for c in claims] == ["It rained.", "It snowed."]
    assert [f.error for f in failures] == ["SourceError", "ZeroDivisionError", "SourceError"]
    assert "boom" in failures[1].reason


def test_without_a_listener_the_failure_is_raised_at_the_end(blank: run.Pipeline) -> None:
    claims = run.extract(["", "It rained.", " "], pipeline=blank)
    assert next(claims).text == "It rained."
    with pytest.raises(pipeline.SourceError, match=r"empty.*1 more"):
        next(claims)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals to interrupt")
def test_a_document_that_takes_too_long_fails_alone(blank: run.Pipeline) -> None:
    sources = ["It rained.", "They dawdle.", "It snowed."]
    found = list(run.results(sources, pipeline=blank, max_seconds=0.5))
    assert [[c.text for c in r.claims] for r in found] == [["It rained."], [], ["It snowed."]]
    assert found[1].failure and found[1].failure.error == "TooLong" and "--max-seconds" in found[1].failure.reason


def test_a_document_that_is_too_long_fails_alone(blank: run.Pipeline) -> None:
    found = list(run.results(["It rained.", "It poured and poured.", "It snowed."], pipeline=blank, max_size=12))
    assert [r.failure is not None for r in found] == [False, True, False]
    assert found[1].failure and "21 characters" in found[1].failure.reason and "--max-size" in found[1].failure.reason


def test_the_claims_of_a_very_long_document_come_packed_and_in_order(blank: run.Pipeline) -> None:
    text = "\n\n".join(f"Sentence number {i} says **little** about Peru." for i in range(1_200))
    (result,) = run.results(text, kinds=["statement"], pipeline=blank)
    assert isinstance(result.claims, PackedClaims) and len(result.claims) == 1_200
    assert [c.text for c in result.claims] == [f"Sentence number {i} says little about Peru." for i in range(1_200)]


def test_delivering_again_reads_what_is_new(saved: Path, tmp_path: Path) -> None:
    target, ledger = tmp_path / "claims.jsonl", tmp_path / "claims.jsonl.ledger"
    sources = ["It rained in Lima.", "It snowed in Cusco.", Path("missing.txt")]
    first = pipeline.deliver(sources, target, ledger=ledger, model=saved)
    second = pipeline.deliver(["It poured in Puno.", *sources], [target], ledger=ledger, model=saved)
    third = pipeline.deliver(sources, target, ledger=ledger, model=saved, published="2020-01-01")
    fourth = pipeline.deliver(sources, target, ledger=ledger, model=saved, published="2020-01-01", redo=True)
    found = [(s.read, s.unchanged, s.failed) for s in (first, second, third, fourth)]
    assert found == [(2, 0, 1), (1, 2, 1), (2, 0, 1), (2, 0, 1)]


def test_how_numbers_are_written_is_a_part_of_what_a_run_knows(saved: Path, tmp_path: Path) -> None:
    target, ledger = tmp_path / "claims.jsonl", tmp_path / "claims.jsonl.ledger"
    own = Document(id="own", uri="a:1", sha256="0", text="It rained 1.640,5 mm in Lima.", numbers="fr")
    runs = [("de", (2, 0)), ("de", (0, 2)), ("es", (2, 0)), (None, (2, 0))]
    for numbers, expected in runs:
        summary = pipeline.deliver(["It rained.", own], target, ledger=ledger, model=saved, numbers=numbers)
        assert (summary.read, summary.unchanged) == expected
    changed = own.model_copy(update={"numbers": "de"})
    summary = pipeline.deliver(["It rained.", changed], target, ledger=ledger, model=saved)
    assert (summary.read, summary.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("own", "given", "amounts"), [(None, None, []), (None, "de", [1640.5]), ("de", None, [1640.5]), ("en", "de", [])]
)
def test_a_document_says_how_its_numbers_are_written_before_the_option_does(
    own: str | None, given: str | None, amounts: list[float]
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("claimspan_values")
    document = Document(id="d", uri="d", sha256="0", text="Peru has a border of 1.640,5 km.", numbers=own)
    found = pipeline.annotate(document, numbers=given, pipeline=run.Pipeline(nlp))
    assert [value["amount"] for value in found["values"]] == amounts


def test_an_unknown_way_of_writing_numbers_is_refused(blank: run.Pipeline) -> None:
    with pytest.raises(ValueError, match="'Berlin' names no locale: give one of the CLDR, such as de"):
        list(pipeline.extract("It rained.", numbers="Berlin", pipeline=blank))


def test_a_model_that_changes_is_noticed(saved: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(saved, model)
    before = fingerprint(model, None)
    assert fingerprint(saved, None) == before != fingerprint(saved, "other settings")
    shutil.copytree(saved, tmp_path / "again")
    with (tmp_path / "again" / "meta.json").open("a") as file:
        file.write(" ")
    assert fingerprint(tmp_path / "again", None) != before


def test_a_long_text_is_read_in_parts_with_offsets_into_the_whole(blank: run.Pipeline) -> None:
    text = "\n\n".join(f"Sentence number {i} says **little** about Peru." for i in range(3_000))
    claims = list(run.extract(text, kinds=["statement"], pipeline=blank))
    assert len(claims) == 3_000
    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.quote for c in claims)


def test_results_stream(blank: run.Pipeline) -> None:
    taken: list[int] = []

    def texts():
        for number in range(1_000):
            taken.append(number)
            yield f"Sentence number {number} is here."

    assert next(iter(run.results(texts(), pipeline=blank))).claims
    assert len(taken) < 50


def test_workers_keep_order_and_failures(saved: Path) -> None:
    sources = ["", *(f"Story {i} Is Here\n\nIt rained in Lima on day {i}." for i in range(40)), Path("missing.txt")]
    one = list(run.results(sources, model=saved))
    two = list(run.results(sources, model=saved, workers=2))
    assert one == two
    assert [r.document.title for r in two if r.document] == [f"Story {i} Is Here" for i in range(40)]
    assert [r.failure is not None for r in two] == [True] + [False] * 40 + [True]


def test_workers_need_a_folder(blank: run.Pipeline) -> None:
    with pytest.raises(pipeline.ResourceError, match="save it"):
        list(run.extract(TEXT, pipeline=blank, workers=2))


def test_workers_that_cannot_load_say_why(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "plain")
    with pytest.raises(pipeline.ResourceError, match="claimspan_claims"):
        list(run.extract(TEXT, model=tmp_path / "plain", workers=2))


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(pipeline.ResourceError, match="There is no model"):
        run.load(tmp_path)


def test_a_pipeline_without_our_stages_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "plain")
    with pytest.raises(pipeline.ResourceError, match="claimspan_claims"):
        run.load(tmp_path / "plain")


def test_annotate_gives_sentences_with_exact_places(saved: Path) -> None:
    record = pipeline.annotate(TEXT, model=saved)
    assert record["document"]["title"] == "Lima Pays More"
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in record["sentences"])
    assert record["sentences"][-1]["text"] == "The unions\n\nagreed to it."
    assert [s["section"] for s in record["sentences"]] == ["title", "byline", "paragraph", "paragraph"]
    assert record["propositions"] == record["entities"] == []


def test_annotate_refuses_what_cannot_be_read(blank: run.Pipeline) -> None:
    with pytest.raises(pipeline.SourceError, match="empty"):
        pipeline.annotate("", pipeline=blank)


def test_check_finds_nothing_wrong_with_what_was_extracted(blank: run.Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    claims = list(run.extract(tmp_path / "a.md", pipeline=blank))
    pipeline.write(claims, tmp_path / "claims.jsonl")
    report = pipeline.check(tmp_path / "claims.jsonl")
    assert (report.claims, report.documents, report.problems) == (4, 1, [])
    assert report.spans == 8
    (tmp_path / "moved").mkdir()
    (tmp_path / "a.md").rename(tmp_path / "moved" / "b.md")
    assert pipeline.check(claims, [tmp_path / "moved"]).problems == []
    assert "no file or folder" in pipeline.check(claims).problems[0].reason


def test_check_finds_what_changed(blank: run.Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    claims = list(run.extract(path, pipeline=blank))
    path.write_text(TEXT.replace("Peru", "Cuba"))
    reasons = [problem.reason for problem in pipeline.check(claims).problems]
    assert "has changed" in reasons[0]
    assert any("Cuba" in reason and "Peru" in reason for reason in reasons[1:])
    path.write_text(TEXT)
    wrong = claims[0].model_copy(update={"subject": Argument(text="Lima", start=1, end=5)})
    (problem,) = pipeline.check([wrong]).problems
    assert problem.claim == wrong.id and "claim.subject [1, 5)" in problem.reason
