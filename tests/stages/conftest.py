"""Docs built by hand, so that a stage is tested without a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

import pipeline
from pipeline import run, view
from pipeline.annotations import Mention, TimeMention
from pipeline.grammar import times
from pipeline.records import Entity
from pipeline.stages import extensions, lemmas, reading


@pytest.fixture(scope="session")
def tree() -> Callable[..., Doc]:
    """Build a Doc from "form/UPOS/XPOS/head/relation" tokens (head: index; `_` after a form: no space).

    `names` maps a form to (OntoNotes label, entity id, name); the mention is the one token.
    """
    extensions.register()
    vocab = English().vocab
    lemmatise = lemmas.Lemmas()

    def build(text: str, names: dict[str, tuple[str, str, str]] | None = None) -> Doc:
        rows = [token.rsplit("/", 4) for token in text.split()]
        forms = [row[0].removesuffix("_") if len(row[0]) > 1 else row[0] for row in rows]
        spaces = [not row[0].endswith("_") for row in rows]
        doc = Doc(
            vocab,
            words=forms,
            spaces=spaces,
            pos=[row[1] for row in rows],
            tags=[row[2] for row in rows],
            heads=[int(row[3]) for row in rows],
            deps=[row[4] for row in rows],
        )
        named: dict[str, tuple[str, str, str]] = names or {}
        doc = lemmatise(doc)
        doc.ents = [Span(doc, t.i, t.i + 1, label=named[t.text][0]) for t in doc if t.text in named]
        doc._.document = reading.document_of(doc.text)
        doc._.view = view.read(doc.text)
        doc._.mentions = [
            Mention(t.i, t.i + 1, t.i, "name", named[t.text][0], Entity(id=named[t.text][1], name=named[t.text][2]))
            for t in doc
            if t.text in named
        ]
        doc._.times = [_time(doc, found) for found in times.find(doc.text)]
        return doc

    return build


def _time(doc: Doc, found: Any) -> TimeMention:
    span = doc.char_span(found.start, found.end, alignment_mode="expand")
    return TimeMention(span.start, span.end, found.start, found.end, found.time, found.kind)


@pytest.fixture(scope="module")
def claims():
    """Call with a text; gives (predicate, subject, object, amount, unit) of each statistic, through the whole pipeline."""
    pipeline = run.load()

    def read(text):
        found = run.extract(text, kinds=("statistic",), pipeline=pipeline, language="en")
        return [
            (c.predicate.id, c.subject.text, c.object.text if c.object else None, c.value.amount, c.value.unit)
            for c in found
        ]

    return read


@pytest.fixture(scope="session")
def texts() -> Callable[..., list[str]]:
    """The bare texts of the claims of a text of 16 January 2024: of the kinds that are named, or of all."""

    def told(text: str, *kinds: str) -> list[str]:
        kinds = kinds or ("statistic", "relation", "statement")
        return [c.bare_text for c in pipeline.extract(text, published="2024-01-16", language="en", kinds=kinds)]

    return told
