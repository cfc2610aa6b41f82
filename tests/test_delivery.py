"""Delivery: every document once and in order into every sink, and read only when it is new."""

from __future__ import annotations

import pytest

from pipeline.batches import HELD_ITEMS
from pipeline.delivery import deliver
from pipeline.errors import SinkError
from pipeline.ledger import Ledger
from pipeline.records import Document, Failure, Result


def document(name, text="It rained."):
    return Document(id=name, uri=name, sha256=f"sha of {text}", text=text)


class Notebook:
    """A sink that remembers what it was given, as a database does."""

    def __init__(self, remembers=True):
        self.replaces, self.put_in, self.known = remembers, [], set()

    def put(self, result, fingerprint=""):
        self.put_in.append(result)
        if result.document and not result.failure:
            self.known.add((result.document.uri, result.document.sha256, fingerprint))

    def seen(self, uri, sha256, fingerprint):
        return self.replaces and (uri, sha256, fingerprint) in self.known

    def names(self):
        return [result.document.uri if result.document else result.failure.uri for result in self.put_in]


class Slate:
    """An engine that keeps what it was asked to read and fails on texts that say so."""

    def __init__(self):
        self.read = []

    def map(self, batches):
        for batch in batches:
            self.read += [one.uri for one in batch]
            yield [
                Result(one, failure=Failure(uri=one.uri, error="E", reason="no")) if "fail" in one.text else Result(one)
                for one in batch
            ]


def run(found, *sinks, engine=None, **options):
    engine = engine or Slate()
    return deliver(found, engine, sinks, **options), engine.read


ABC = [document("a"), Failure(uri="x", error="SourceError", reason="empty"), document("b", "fail"), document("c")]


def test_everything_comes_to_every_sink_in_order():
    one, two = Notebook(), Notebook(remembers=False)
    summary, read = run(ABC, one, two)
    assert one.names() == two.names() == ["a", "x", "b", "c"]
    assert read == ["a", "b", "c"]
    assert (summary.read, summary.unchanged, summary.failed, summary.documents) == (2, 0, 2, 4)


def test_a_sink_that_has_seen_a_document_does_not_get_it_again_but_failures_are_tried_again():
    sink = Notebook()
    run(ABC, sink)
    sink.put_in.clear()
    summary, read = run([*ABC[:3], document("c", "It snowed."), document("d")], sink)
    assert read == ["b", "c", "d"]
    assert sink.names() == ["x", "b", "c", "d"]
    assert (summary.read, summary.unchanged, summary.failed) == (2, 1, 2)


@pytest.mark.parametrize(
    "options, again", [({}, []), ({"fingerprint": "new"}, ["a", "c"]), ({"redo": True}, ["a", "c"])]
)
@pytest.mark.parametrize("remembers", [True, False])
def test_what_is_read_again(remembers, options, again, tmp_path):
    documents = [document("a"), document("c")]
    sink = Notebook(remembers)
    with Ledger(tmp_path / "l") as ledger:
        run(documents, sink, ledger=ledger)
    with Ledger(tmp_path / "l") as ledger:
        summary, read = run(documents, sink, ledger=ledger, **options)
    assert read == again
    assert (summary.read, summary.unchanged) == (len(again), 2 - len(again))
    assert sink.names() == ["a", "c", *(["a", "c"] if again or not remembers else [])]


def test_a_sink_that_comes_later_gets_what_another_has_from_the_ledger(tmp_path):
    documents = [document("a"), document("c")]
    with Ledger(tmp_path / "l") as ledger:
        run(documents, Notebook(), ledger=ledger)
        late = Notebook()
        summary, read = run(documents, late, ledger=ledger)
    assert (read, late.names(), summary.unchanged) == ([], ["a", "c"], 2)


def test_an_interruption_keeps_what_was_put(tmp_path):
    def interrupted(result, summary):
        if summary.documents == 30:
            raise KeyboardInterrupt

    documents = [document(f"{number:03}") for number in range(100)]
    with pytest.raises(KeyboardInterrupt), Ledger(tmp_path / "l") as ledger:
        run(documents, Notebook(), ledger=ledger, watch=interrupted)
    sink = Notebook()
    with Ledger(tmp_path / "l") as ledger:
        summary, read = run(documents, sink, ledger=ledger)
    assert sink.names() == [one.uri for one in documents]
    assert read == sink.names()[30:] and summary.unchanged == 30


def test_a_sink_that_fails_stops_the_run(tmp_path):
    class Full(Notebook):
        def put(self, result, fingerprint=""):
            raise SinkError("no room")

    with pytest.raises(SinkError, match="no room"):
        run(ABC, Full())


def test_what_is_known_does_not_pile_up(tmp_path):
    sink = Notebook()
    documents = [document(f"{number}") for number in range(5 * HELD_ITEMS)]
    run(documents, sink)
    taken = []
    ahead = []

    def coming():
        for one in documents:
            taken.append(one)
            yield one

    run(coming(), sink, watch=lambda result, summary: ahead.append(len(taken) - summary.documents))
    assert max(ahead) <= HELD_ITEMS
