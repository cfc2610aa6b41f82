"""Documents through a loaded pipeline, some at a time; one that fails or takes too long takes no other with it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.packing import Packer, pack
from pipeline.records import Claim, Document, Failure, Kind, Result
from pipeline.timer import TooLong, limited

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.verify.sources import Source

# By spaCy's own reckoning 100,000 characters parsed at once take 1 GB; an article has 5,000-20,000.
LONGEST_PART = 40_000

# A sentence with something for every stage.
_FIRST = "Peru's president said on Tuesday that its population of 34 million had grown by 1.2 percent since 2015."


@dataclass(frozen=True, slots=True)
class Settings:
    """Which claims to give. `published` (ISO date) dates documents that show no date of their own; `numbers` is the locale
    after whose manner numbers are written in those that name none.

    `references` are declarations of a user's own references, each with what it holds in short; `floors` is the confidence that claims of each kind must have; kinds that it lacks are left out.
    """

    kinds: tuple[Kind, ...] | None = None
    min_confidence: float = 0.0
    published: str | None = None
    verify: bool = False
    floors: tuple[tuple[Kind, float], ...] | None = None
    references: tuple[tuple[str, str], ...] = ()
    numbers: str | None = None

    def chosen(self, claims: list[Claim], statements: list[Claim]) -> list[Claim]:
        """The claims wanted, in reading order: `claims` is the default set, `statements` every proposition."""
        if self.kinds is None:
            found = claims
        else:
            found = [claim for claim in claims if claim.kind in self.kinds and claim.kind != "statement"]
            if "statement" in self.kinds:
                found = sorted([*found, *statements], key=lambda claim: claim.evidence.start)
        floors = None if self.floors is None else dict(self.floors)
        return [
            claim
            for claim in found
            if claim.confidence >= self.min_confidence
            and (floors is None or claim.confidence >= floors.get(claim.kind, math.inf))
        ]


@dataclass(frozen=True, slots=True)
class Reader:
    """Called with documents, gives the result of each.

    `max_seconds` is what one document may take (None: any time); `alone` says that this process does nothing else, and
    may be ended when a document that has taken longer cannot be interrupted, and what it gives travels: packed.
    `owned` says that nobody else uses the pipeline, so that its vocabulary can be made anew.
    """

    nlp: Language
    settings: Settings
    max_seconds: float | None = None
    alone: bool = False
    owned: bool = False

    def __call__(self, documents: list[Document]) -> list[Result]:
        """The result of each document, in order; when one fails, all are read again one by one."""
        if len(documents) == 1:
            return [self._read_alone(documents[0])]
        try:
            with limited(self.max_seconds, deadly=self.alone):
                return self._read(documents)
        except (Exception, TooLong):
            # Any error of any component: whose document it was shows when each is read alone.
            return [self._read_alone(document) for document in documents]

    def warm_up(self) -> None:
        """Load what components load when they first need it."""
        self([Document(id="", uri="", sha256="", text=_FIRST)])

    def _read_alone(self, document: Document) -> Result:
        try:
            with limited(self.max_seconds, deadly=self.alone):
                return self._read([document])[0]
        except TooLong as error:
            reason = f"it took longer than {error.seconds:g} seconds: split it, or raise the limit (--max-seconds)"
            return Result(document, failure=_failure(document, reason, type(error).__name__))
        except Exception as error:
            reason = str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
            return Result(document, failure=_failure(document, reason, type(error).__name__))

    def _read(self, documents: list[Document]) -> list[Result]:
        from pipeline.stages.reading import make_docs
        from pipeline.stages.vocabulary import renew

        parts = (
            (doc, number)
            for number, document in enumerate(documents)
            for doc in make_docs(
                self.nlp, document, LONGEST_PART, published=self.settings.published, numbers=self.settings.numbers
            )
        )
        claims = [Packer() for _ in documents]
        dated = list(documents)
        while True:
            # What the vocabulary learns from a group is forgotten with it: names without end would fill the memory.
            with self.nlp.memory_zone():
                group = _group(parts)
                if not group:
                    break
                for doc, number in self.nlp.pipe(group, as_tuples=True, batch_size=len(group)):
                    claims[number].add(self._verified(self.settings.chosen(doc._.claims, doc._.statements)))
                    dated[number] = doc._.document
        if self.owned:
            renew(self.nlp.vocab)
        gathered = (pack(found.claims()) if self.alone else found.claims() for found in claims)
        return [Result(document, found) for document, found in zip(dated, gathered, strict=True)]

    def _verified(self, claims: list[Claim]) -> Iterable[Claim]:
        if not self.settings.verify:
            return claims
        from pipeline.verify.attach import attach

        return attach(claims, _sources(self.settings.references))


@cache
def _sources(references: tuple[tuple[str, str], ...]) -> tuple[Source, ...]:
    from pipeline.verify.declared import read

    return tuple(read(Path(name)) for name, _ in references)


def lost(document: Document, reason: str) -> Result:
    """The result for a document that could not be read."""
    return Result(document, failure=_failure(document, reason, "PipelineError"))


def too_long(document: Document, max_size: int) -> Failure:
    """What is said of a document with more than `max_size` characters."""
    name = document.uri or document.id
    return Failure(
        uri=document.uri,
        error="SourceError",
        reason=f"{name!r} has {len(document.text):,} characters, and more than {max_size:,} are not read: "
        "split it, or raise the limit (--max-size).",
    )


def _failure(document: Document, reason: str, error: str) -> Failure:
    name = document.uri or document.id
    return Failure(uri=document.uri, error=error, reason=f"Reading {name!r} failed: {reason}")


def _group(parts: Iterator[tuple[Doc, int]]) -> list[tuple[Doc, int]]:
    """Parts of about `LONGEST_PART` characters together, so that a very long document is never parsed all at once."""
    group: list[tuple[Doc, int]] = []
    size = 0
    for doc, number in parts:
        group.append((doc, number))
        size += len(doc.text)
        if size >= LONGEST_PART:
            break
    return group
