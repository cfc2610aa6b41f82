"""Every kind of store gives back exactly what it got, whatever the characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.converting import convert
from pipeline.records import Claim, Document, Failure, Record, Result
from pipeline.sinks import SINKS, read_claims, read_results, sink, sinks, write

KINDS = [*SINKS, ".jsonl.gz", ".jsonl.zst"]
# These also hold the texts; the databases hold failures, too.
DATABASES = [".db", ".sqlite", "sqlite:", ".duckdb", "duckdb:", "postgresql:", "postgres:"]
WITH_TEXTS = [".ann", ".spacy", *DATABASES]

# What breaks formats: NUL, the sign of our own escapes, half a character (what Python makes of undecodable file names),
# formulas, quotes, every kind of line end.
ODD = "\0\x1a\udc80=+-@'\"\\;,\t\r\n\x0b\x0c\x85\u2028\ufeff\ufffe"
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(ODD)), max_size=12)


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Anything that the type of a field allows."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, arguments))
    if annotation is NoneType:
        return st.none()
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is dict:
        return st.dictionaries(TEXTS, TEXTS, max_size=2)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return records(annotation)
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    return {str: TEXTS, int: st.integers(0, 2**31 - 1), float: numbers, bool: st.booleans()}[annotation]


@cache
def records(model: type[Record]) -> st.SearchStrategy[Any]:
    """Any record of a model: what a new field can be is found here by itself."""
    fields = {
        name: st.floats(0, 1) if name in ("confidence", "checkworthiness") else values(field.annotation)
        for name, field in model.model_fields.items()
    }
    # Built without checks, which half a character does not pass in every version.
    return st.fixed_dictionaries(fields).map(lambda found: model.model_construct(**found))


@st.composite
def results(draw: st.DrawFn) -> list[Result]:
    documents = draw(st.lists(records(Document), max_size=2, unique_by=lambda document: document.uri or document.id))
    found = []
    for document in documents:
        claims = draw(st.lists(records(Claim), max_size=2, unique_by=lambda claim: claim.id))
        found.append(Result(document, tuple(claim.model_copy(update={"document": document.ref()}) for claim in claims)))
    return found


def many(test: Callable[..., None]) -> Callable[..., None]:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    # Records are too large to be made smaller one field at a time.
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    limits = settings(max_examples=5, deadline=None, suppress_health_check=checks, phases=phases)
    return limits(given(told=results())(test))


@pytest.mark.parametrize("kind", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".parquet", ".hf", ".ttl", ".jsonld"])
@many
def test_claims_come_back_as_they_were(kind: str, place: Callable[[str], str], told: list[Result]) -> None:
    target = place(kind)
    claims = [claim for result in told for claim in result.claims]
    assert write(claims, target) == len(claims)
    assert list(read_claims(target)) == claims
    assert [result.claims for result in read_results(target)] == [result.claims for result in told if result.claims]


@pytest.mark.parametrize("kind", [".ann", ".spacy", ".db", ".duckdb", "postgresql:"])
@many
def test_documents_and_claims_come_back_as_they_were(
    kind: str, place: Callable[[str], str], told: list[Result]
) -> None:
    target = place(kind)
    with sink(target) as out:
        for result in told:
            out.put(result)
    assert list(read_results(target)) == told


@pytest.fixture
def stories(samples: dict[str, Callable[..., Any]]) -> list[Result]:
    texts = ("Peru has 34 million people.", "Peru has 33 million people!\r\nSo they say.", "")
    documents = [samples["article"](f"news/{number}.txt", text) for number, text in enumerate(texts)]
    claims = [
        samples["said"](documents[0]),
        samples["said"](documents[1], 33e6),
        samples["said"](documents[1], None, "c:2"),
    ]
    return [Result(documents[0], (claims[0],)), Result(documents[1], (claims[1], claims[2])), Result(documents[2])]


def test_one_run_fills_every_kind_and_any_of_them_fills_any_other(
    stories: list[Result], place: Callable[[str], str]
) -> None:
    claims = [claim for result in stories for claim in result.claims]
    targets = {kind: place(kind) for kind in KINDS}
    with sinks(list(targets.values())) as out:
        for result in stories:
            out.put(result)
        assert not out.seen(stories[0].document.uri, stories[0].document.sha256, "")
    first = Path(targets[".jsonl"]).read_bytes()
    for kind, target in targets.items():
        again = place(".jsonl")
        convert(target, again)
        assert Path(again).read_bytes() == first, kind
        assert list(read_results(target))[: len(stories)] == stories or kind not in WITH_TEXTS
    # And from hand to hand through all of them, those that hold texts first.
    source = targets[".db"]
    for kind in [".ann", ".spacy", ".duckdb", "postgresql:", *(kind for kind in KINDS if kind not in WITH_TEXTS)]:
        source, before = place(kind), source
        assert convert(before, source).claims == len(claims)
    assert list(read_claims(source)) == claims


@pytest.mark.parametrize("kind", [".ann", ".spacy"])
def test_texts_are_found_for_kinds_that_show_them(
    kind: str, stories: list[Result], place: Callable[[str], str], samples: dict[str, Callable[..., Any]]
) -> None:
    from pipeline.errors import SinkError

    lines, target = place(".jsonl"), place(kind)
    write([claim for result in stories for claim in result.claims], lines)
    with pytest.raises(SinkError, match=r"news/0\.txt.*--sources"):
        convert(lines, target)
    assert not Path(target).exists()
    moved = [result.document.model_copy(update={"uri": "elsewhere", "published": None}) for result in stories]
    convert(lines, target, moved)
    assert list(read_results(target)) == stories[:2]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.endswith(":") and kind not in DATABASES])
def test_the_same_claims_make_the_same_bytes(kind: str, stories: list[Result], place: Callable[[str], str]) -> None:
    files = []
    for _ in range(2):
        target = Path(place(kind))
        with sink(target) as out:
            for result in stories:
                out.put(result)
        members = sorted(target.rglob("*")) if target.is_dir() else [target]
        files.append([(member.name if target.is_dir() else "", member.read_bytes()) for member in members])
    assert files[0] == files[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_that_comes_twice_is_stored_once(
    kind: str, stories: list[Result], place: Callable[[str], str]
) -> None:
    target = place(kind)
    with sink(target) as out:
        for result in [*stories, *stories]:
            out.put(result)
    assert list(read_claims(target)) == [claim for result in stories for claim in result.claims]


@pytest.mark.parametrize("kind", KINDS)
def test_what_failed_is_no_claim(kind: str, stories: list[Result], place: Callable[[str], str]) -> None:
    failure = Failure(uri="bad.txt", error="SourceError", reason="'bad.txt' is empty.")
    target = place(kind)
    with sink(target) as out:
        out.put(Result(None, failure=failure))
        out.put(stories[0])
        out.put(Result(stories[0].document, failure=failure))
    found = list(read_results(target))
    assert [claim for one in found for claim in one.claims] == list(stories[0].claims)
    assert [one.failure for one in found if one.failure] == ([failure] if kind in DATABASES else [])


def test_claims_of_a_document_in_several_places_come_together(
    stories: list[Result], place: Callable[[str], str], samples: dict[str, Callable[..., Any]]
) -> None:
    lines, database = place(".jsonl"), place(".db")
    more = samples["said"](stories[0].document, 35e6, "c:9")
    claims = [*stories[0].claims, *stories[1].claims, more]
    Path(lines).write_text("".join(f"{claim.to_json()}\n" for claim in claims), encoding="utf-8")
    convert(lines, database)
    assert [result.claims for result in read_results(database)] == [
        stories[1].claims,
        (*stories[0].claims, more),
    ]
    from pipeline.errors import SinkError

    with pytest.raises(SinkError, match="several places"):
        write(claims, place(".db"))
