"""Databases of older and newer versions: brought up to date, left as they were, refused."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import RecordError, SinkError
from pipeline.records import Origin
from pipeline.sinks import migrations, read_results, schema, sink


def test_an_older_database_is_brought_up_to_date(
    store: str, make: Any, monkeypatch: pytest.MonkeyPatch, query: Any, load: Any
) -> None:
    from sqlalchemy import text

    load(store, make.result(make.article()))
    now = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", now + 2)
    monkeypatch.setitem(
        migrations.STEPS, now, lambda backend: backend.run(text("ALTER TABLE documents ADD source TEXT"))
    )
    monkeypatch.setitem(
        migrations.STEPS, now + 1, lambda backend: backend.run(text("UPDATE documents SET source = 'archive'"))
    )
    with pytest.raises(RecordError, match=f"version {now}, not {now + 2}"):
        list(read_results(store))
    load(store)
    assert query(store, "SELECT source FROM documents") == [("archive",)]
    assert query(store, "SELECT version FROM claimspan_schema") == [(now + 2,)]
    assert query(store, "SELECT count(*) FROM claims_by_entity") == [(1,)]


def test_a_database_of_version_1_learns_of_origins(store: str, make: Any, load: Any) -> None:
    from sqlalchemy import text

    from pipeline.sinks.views import drop
    from pipeline.sinks.views import views as definitions

    plain = make.result(make.article("a.txt"))
    load(store, plain)
    backend = sink(store).connect()
    backend.begin(write=True)
    for view in reversed(definitions()):
        backend.run(drop(view))
    for table in (schema.documents, schema.claims):
        for column in table.columns:
            if column.name.startswith(("origin_", "evidence_source_")):
                backend.run(text(f"ALTER TABLE {table.name} DROP COLUMN {column.name}"))
    backend.run(text("ALTER TABLE documents DROP COLUMN numbers"))
    backend.run(text("UPDATE claimspan_schema SET version = 1"))
    backend.commit()
    backend.close()
    origin = Origin(media_type="text/html", author="Ann", pages=(0,), segments=((0, 4, 3, 7),), runs=((0, 4),))
    page = make.article("b.html").model_copy(update={"origin": origin})
    load(store, make.result(page))
    assert list(read_results(store)) == [plain, make.result(page)]
    load(store, make.result(page.model_copy(update={"title": "Another", "origin": None})))
    assert [result.document.origin for result in read_results(store)] == [None, None]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    store: str, make: Any, monkeypatch: pytest.MonkeyPatch, dump: Any, load: Any
) -> None:
    from sqlalchemy import text

    load(store, make.result(make.article()))
    before = dump(store)

    def broken(backend: Any) -> None:
        backend.run(text("ALTER TABLE documents ADD source TEXT"))
        backend.run(text("DROP TABLE nowhere"))

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(migrations.STEPS, schema.VERSION - 1, broken)
    with pytest.raises(SinkError, match="nowhere"):
        load(store)
    assert dump(store) == before
    monkeypatch.undo()
    assert list(read_results(store)) == [make.result(make.article())]


def test_a_database_of_a_newer_version_is_left_alone(
    store: str, make: Any, monkeypatch: pytest.MonkeyPatch, load: Any
) -> None:
    monkeypatch.setattr(schema, "VERSION", 9)
    load(store, make.result(make.article()))
    monkeypatch.undo()
    with pytest.raises(SinkError, match=r"version 9, made by a newer claimspan"):
        load(store, make.result(make.article()))
    with pytest.raises(RecordError, match="version 9"):
        list(read_results(store))
