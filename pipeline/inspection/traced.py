"""A document through the pipeline with everything written down that a normal run forgets."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from pipeline.annotations import Trace
from pipeline.reader import LONGEST_PART
from pipeline.records import Document
from pipeline.run import Pipeline, load
from pipeline.stages.reading import make_docs


@cache
def loaded(model: str | None = None) -> Pipeline:
    """A pipeline, loaded once per process: loading takes longer than reading an article."""
    return load(model)


def trace(
    pipeline: Pipeline, document: Document, *, published: str | None = None, numbers: str | None = None
) -> list[Doc]:
    """The Docs of the parts of a document, in order, each with its `doc._.trace`; the claims are those of a normal run.

    `published` (ISO date) dates a document that shows no date, `numbers` is the locale after whose manner numbers are
    written in one that names none.
    """
    docs = []
    for doc in make_docs(pipeline.nlp, document, LONGEST_PART, published=published, numbers=numbers):
        doc._.trace = Trace()
        docs.append(pipeline.nlp(doc))
    return docs
