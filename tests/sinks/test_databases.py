"""The SQL stores: what is loaded twice, corrected, failed, cut off; and the views over it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RecordError, SinkError
from pipeline.packing import PackedClaims, pack
from pipeline.records import Argument, Entity, Failure, Origin, Result, Verification
from pipeline.sinks import read_results, schema, sink
from pipeline.sinks import store as stores


def test_loading_twice_changes_nothing(store: str, make: Any, dump: Any, load: Any) -> None:
    results = [make.result(make.article(f"{number}.txt", f"Peru has {number} million people.")) for number in range(3)]
    load(store, *results, fingerprint="f")
    before = dump(store)
    load(store, *results, fingerprint="f")
    load(store, *(Result(None, result.claims) for result in results))
    assert dump(store) == before
    assert [len(before[name]) for name in ("documents", "claims", "entities", "runs")] == [3, 3, 1, 1]


def test_a_corrected_article_replaces_its_claims_and_nothing_else(store: str, make: Any, query: Any, load: Any) -> None:
    first, other = make.article("a.txt"), make.article("b.txt")
    load(store, make.result(first, make.said(first), make.said(first, 1.0, "c:2")), make.result(other))
    corrected = make.article("a.txt", "Peru has 35 million people.")
    now = make.result(corrected, make.said(corrected, 35e6))
    load(store, now)
    assert list(read_results(store)) == [now, make.result(other)]
    assert query(store, "SELECT count(*) FROM amounts") == [(2,)]


def test_an_article_from_a_page_is_replaced_with_its_way_back(store: str, make: Any, load: Any) -> None:
    first = make.article("a.html").model_copy(
        update={"origin": Origin(media_type="text/html", segments=((0, 4, 7, 11),))}
    )
    again = make.article("a.html", "Peru has 35 million people.").model_copy(
        update={"origin": Origin(media_type="text/html", segments=((0, 4, 8, 12),), runs=((0, 4),))}
    )
    for document in (first, again, make.article("a.html")):
        load(store, make.result(document))
        assert list(read_results(store)) == [make.result(document)]


def test_a_failure_is_recorded_and_leaves_older_claims(store: str, make: Any, load: Any) -> None:
    good = make.result(make.article("a.txt"))
    failed = Failure(uri="a.txt", error="SourceError", reason="'a.txt' is empty.")
    load(store, good)
    load(store, Result(None, failure=failed))
    load(store, Result(None, failure=failed))
    assert list(read_results(store)) == [good, Result(None, failure=failed)]
    load(store, good)
    assert list(read_results(store)) == [good]


def test_the_ledger_knows_what_is_stored(store: str, make: Any) -> None:
    document = make.article("a.txt")
    nothing_said = make.article("b.txt", "Hello.")
    with sink(store) as out:
        assert not out.seen("a.txt", document.sha256, "v1")
        out.put(make.result(document), "v1")
        out.put(Result(nothing_said), "v1")
        out.put(Result(None, failure=Failure(uri="c.txt", error="E", reason="r")), "v1")
        assert out.seen("a.txt", document.sha256, "v1")
    with sink(store) as out:
        assert out.seen("a.txt", document.sha256, "v1") and out.seen("b.txt", nothing_said.sha256, "v1")
        assert not out.seen("a.txt", document.sha256, "v2")
        assert not out.seen("a.txt", nothing_said.sha256, "v1")
        assert not out.seen("", document.sha256, "v1") and not out.seen("c.txt", "", "v1")
        out.put(make.result(document), "v2")
        assert out.seen("a.txt", document.sha256, "v2")
    with sink(store) as out:
        assert out.seen("a.txt", document.sha256, "v2") and not out.seen("a.txt", document.sha256, "v1")


def test_the_same_text_in_two_places_stands_twice(store: str, make: Any, load: Any) -> None:
    results = [make.result(make.article("a.txt")), make.result(make.article("b.txt"))]
    assert results[0].claims[0].id == results[1].claims[0].id
    load(store, *results)
    assert list(read_results(store)) == results


def test_texts_without_a_name_are_told_apart_by_their_id(store: str, make: Any, load: Any) -> None:
    results = [
        make.result(make.article("", "Peru has 34 million.")),
        make.result(make.article("", "Peru has 35 million.")),
    ]
    load(store, *results)
    load(store, results[0])
    assert list(read_results(store)) == results


def test_claims_alone_do_not_undo_the_text_unless_it_is_another(store: str, make: Any, load: Any) -> None:
    whole = make.result(make.article("a.txt"))
    verified = whole.claims[0].model_copy(update={"verification": Verification(verdict="supported")})
    load(store, whole)
    load(store, Result(None, (verified,)))
    assert list(read_results(store)) == [Result(whole.document, (verified,))]
    other = make.said(make.article("a.txt", "Peru has 40 million people."))
    load(store, Result(None, (other,)))
    assert list(read_results(store)) == [Result(None, (other,))]


def test_many_documents_are_stored_in_groups(store: str, make: Any, query: Any, load: Any) -> None:
    results = [make.result(make.article(f"{number}.txt")) for number in range(150)]
    with pytest.raises(ZeroDivisionError), sink(store) as out:
        for result in results[:100]:
            out.put(result)
        raise ZeroDivisionError
    # What was put is whole, and stays; the run has no end.
    assert list(read_results(store)) == results[:100]
    assert query(store, "SELECT finished FROM runs") == [(None,)]
    load(store, *results)
    assert list(read_results(store)) == results


def test_a_document_of_any_length_is_stored_whole(
    store: str, make: Any, monkeypatch: pytest.MonkeyPatch, load: Any
) -> None:
    monkeypatch.setattr(stores, "MOST_CLAIMS", 3)
    one = make.article("long.txt")
    claims = tuple(make.said(one, 1e6 + number, f"c:{number}") for number in range(10))
    for given in (claims[3:], claims, PackedClaims(pack(claims[:8]).blocks)):
        load(store, Result(one, given))
        assert list(read_results(store)) == [Result(one, tuple(given))]


def views(make: Any) -> list[Result]:
    """Three articles that say different things of Peru."""
    made = []
    for uri, amount, year in (("a.txt", 34e6, "2023"), ("b.txt", 30e6, "2023"), ("c.txt", 34e6, None)):
        document = make.article(uri, f"Peru has {amount} people.", published="2024-05-01")
        qualifiers = (make.in_year(year),) if year else ()
        denied = make.said(
            document, None, "c:2", kind="relation", negated=uri == "b.txt", proposition=f"p:{uri == 'b.txt'}",
            object=Argument(text="OPEC", start=0, end=4, entity=Entity(id="org:opec", name="OPEC")),
        )  # fmt: skip
        made.append(make.result(document, make.said(document, amount, qualifiers=qualifiers), denied))
    return made


VIEWS = {
    "SELECT entity_id, slot, count(*) FROM claims_by_entity GROUP BY entity_id, slot ORDER BY entity_id": [
        ("country:PE", "subject", 6),
        ("org:opec", "object", 3),
    ],
    "SELECT country, year, year_from, amount, uri FROM statistics_by_country_and_year ORDER BY uri": [
        ("Peru", 2023, "text", 34e6, "a.txt"),
        ("Peru", 2023, "text", 30e6, "b.txt"),
        ("Peru", 2024, "published", 34e6, "c.txt"),
    ],
    "SELECT kind, amount, documents FROM propositions ORDER BY kind DESC, documents": [
        ("statistic", 30e6, 1),
        ("statistic", 34e6, 2),
        ("relation", None, 1),
        ("relation", None, 2),
    ],
    "SELECT subject, object, amount, uri FROM answers WHERE kind = 'statistic' ORDER BY uri": [
        ("country:PE", "", 34e6, "a.txt"),
        ("country:PE", "", 30e6, "b.txt"),
        ("country:PE", "", 34e6, "c.txt"),
    ],
    "SELECT reason, amount, other_amount, uri, other_uri FROM contradictions ORDER BY reason DESC, uri": [
        ("value", 34e6, 30e6, "a.txt", "b.txt"),
        ("negation", None, None, "a.txt", "b.txt"),
        ("negation", None, None, "b.txt", "c.txt"),
    ],
}


def test_views_answer_what_users_ask(store: str, make: Any, query: Any, load: Any) -> None:
    load(store, *views(make))
    assert {statement: query(store, statement) for statement in VIEWS} == VIEWS


DOCS = Path(__file__).parents[2] / "docs" / "databases.md"
QUERIES = re.findall(r"```sql\n(.*?);\n```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def test_the_queries_of_the_documents_run(store: str, make: Any, query: Any, load: Any) -> None:
    load(store, *views(make))
    assert len(QUERIES) == 7
    assert [len(query(store, statement)) for statement in QUERIES] == [0, 0, 2, 0, 3, 0, 0]


@pytest.mark.parametrize(
    "changes, agree",
    [
        ([{"amount": 34e6}, {"amount": 33e6}], True),  # within 5 percent
        ([{"amount": 34e6}, {"amount": 30e6}], False),
        ([{"amount": 34e6, "bound": "<"}, {"amount": 30e6}], True),
        ([{"amount": 34e6, "bound": ">"}, {"amount": 30e6}], False),
        ([{"amount": 34e6, "unit": "km"}, {"amount": 30e6}], True),
        ([{"amount": None, "low": 20e6, "high": 40e6}, {"amount": 30e6}], True),
        ([{"amount": None, "low": 20e6, "high": 25e6}, {"amount": 30e6}], False),
    ],
)
def test_only_values_that_cannot_both_hold_contradict(
    changes: list[dict[str, Any]], agree: bool, place: Callable[[str], str], make: Any, query: Any, load: Any
) -> None:
    target = place(".db")
    for number, change in enumerate(changes):
        document = make.article(f"{number}.txt")
        claim = make.said(document, qualifiers=(make.in_year("2023"),))
        load(target, make.result(document, claim.model_copy(update={"value": claim.value.model_copy(update=change)})))
    assert (query(target, "SELECT count(*) FROM contradictions") == [(0,)]) is agree


@pytest.mark.parametrize("kind", [".db", "postgresql:"])
def test_rows_that_hang_in_the_air_are_refused(
    kind: str, place: Callable[[str], str], make: Any, query: Any, load: Any
) -> None:
    store = place(kind)
    load(store, make.result(make.article()))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        query(store, "DELETE FROM documents")


def test_every_field_of_a_claim_has_its_column() -> None:
    names = {(table.name, column.name) for table in schema.metadata.sorted_tables for column in table.columns}
    expected = {("claims", "predicate_wikidata"), ("claims", "attribution_cue_quote"), ("amounts", "change_from")}
    assert expected <= names
    assert {("arguments", "entity_key"), ("qualifiers", "time_edtf"), ("verifications", "reference_quote")} <= names
    assert not {name for _, name in names} & {"start", "end", "object", "values", "order", "references", "user"}


def test_tables_of_others_are_not_touched(place: Callable[[str], str], make: Any, query: Any, load: Any) -> None:
    target = place(".db")
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("CREATE TABLE claims (mine TEXT)")
    with pytest.raises(SinkError, match="claims already exists"):
        load(target, make.result(make.article()))
    with pytest.raises(RecordError, match="holds no claims"):
        list(read_results(target))
    assert query(target, "SELECT name FROM sqlite_master") == [("claims",)]


def test_a_lost_connection_is_said_and_nothing_is_half_written(
    postgres: Callable[[], str], make: Any, load: Any
) -> None:
    import psycopg

    target = postgres()
    stored = make.result(make.article("a.txt"))
    load(target, stored)
    with (
        pytest.raises(SinkError, match=r"Cannot write 'postgresql://.*run the same command again"),
        sink(target) as out,
    ):
        out.put(make.result(make.article("b.txt")))
        with psycopg.connect(target, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert list(read_results(target)) == [stored]
    again = [stored, make.result(make.article("b.txt"))]
    load(target, *again)
    assert list(read_results(target)) == again


def test_a_server_that_is_not_there_is_said_without_the_password(tmp_path: Path, load: Any) -> None:
    target = f"postgresql://me:secret@/news?host={tmp_path}"
    for attempt in (lambda: load(target), lambda: list(read_results(target))):
        with pytest.raises((SinkError, RecordError), match="Is the server running") as caught:
            attempt()
        assert "secret" not in str(caught.value)


def test_two_writers_wait_for_each_other(postgres: Callable[[], str], make: Any, load: Any) -> None:
    from threading import Thread

    target = postgres()
    results = [make.result(make.article(f"{number}.txt")) for number in range(20)]
    writers = [Thread(target=load, args=(target, *(results if odd else results[::-1]))) for odd in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(read_results(target), key=lambda result: int(result.document.uri[:-4])) == results
