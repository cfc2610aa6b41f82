"""Documents through a loaded pipeline, batch by batch; one that fails is recorded and takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.records import Claim, Document, Failure, Kind, Result

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Found = Document | Failure

# What goes through the pipeline together: enough to be fast, the same for any number of workers, so that every
# figure that depends on the batch comes out the same to the last bit.
BATCH_DOCUMENTS, BATCH_CHARACTERS = 16, 40_000
# By spaCy's own reckoning 100,000 characters parsed at once take 1 GB; an article has 5,000-20,000.
LONGEST_PART = 40_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Which claims to give. `published` (ISO date) dates documents that show no date of their own."""

    kinds: tuple[Kind, ...] | None = None
    min_confidence: float = 0.0
    published: str | None = None

    def chosen(self, claims: list[Claim], statements: list[Claim]) -> list[Claim]:
        """The claims wanted, in reading order: `claims` is the default set, `statements` every proposition."""
        if self.kinds is None:
            found = claims
        else:
            found = [claim for claim in claims if claim.kind in self.kinds and claim.kind != "statement"]
            if "statement" in self.kinds:
                found = sorted([*found, *statements], key=lambda claim: claim.evidence.start)
        return [claim for claim in found if claim.confidence >= self.min_confidence]


def batches(documents: Iterable[Found]) -> Iterator[list[Found]]:
    """Documents in groups, cut by their number and length alone."""
    batch: list[Found] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_batch(nlp: Language, batch: list[Found], settings: Settings) -> list[Result]:
    """The result of each document, in order; when one fails, all are read again one by one."""
    documents = [found for found in batch if isinstance(found, Document)]
    try:
        read = iter(_read(nlp, documents, settings))
    except Exception:
        # Any error of any component: whose document it was shows when each is read alone.
        read = (_read_alone(nlp, document, settings) for document in documents)
    return [next(read) if isinstance(found, Document) else Result(None, failure=found) for found in batch]


def lost(batch: list[Found]) -> list[Result]:
    """The results of a batch whose process died."""
    return [
        Result(None, failure=found)
        if isinstance(found, Failure)
        else _failed(found, "PipelineError", "its process died, for want of memory perhaps: use fewer workers")
        for found in batch
    ]


def _failed(document: Document, error: str, reason: str) -> Result:
    name = document.uri or document.id
    return Result(document, failure=Failure(uri=document.uri, error=error, reason=f"Reading {name!r} failed: {reason}"))


def _read_alone(nlp: Language, document: Document, settings: Settings) -> Result:
    try:
        return _read(nlp, [document], settings)[0]
    except Exception as error:
        reason = str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
        return _failed(document, type(error).__name__, reason)


def _read(nlp: Language, documents: list[Document], settings: Settings) -> list[Result]:
    from pipeline.stages.reading import make_docs

    parts = (
        (doc, number)
        for number, document in enumerate(documents)
        for doc in make_docs(nlp, document, LONGEST_PART, published=settings.published)
    )
    claims: list[list[Claim]] = [[] for _ in documents]
    dated = list(documents)
    for group in _groups(parts):
        for doc, number in nlp.pipe(group, as_tuples=True, batch_size=len(group)):
            claims[number] += settings.chosen(doc._.claims, doc._.statements)
            dated[number] = doc._.document
    return [Result(document, tuple(found)) for document, found in zip(dated, claims, strict=True)]


def _groups(parts: Iterable[tuple[Doc, int]]) -> Iterator[list[tuple[Doc, int]]]:
    """The parts in groups of about a batch's length, so that a very long document is never parsed all at once."""
    group: list[tuple[Doc, int]] = []
    size = 0
    for doc, number in parts:
        group.append((doc, number))
        size += len(doc.text)
        if size >= BATCH_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group
