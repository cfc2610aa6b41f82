"""A reader that reads nothing: it gives each text of `memory.py` the claims that reading found in its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline import run
from pipeline.packing import BLOCK, Block, PackedClaims, block
from pipeline.records import Document, Failure, Result
from pipeline.sinks import read_results, sink
from pipeline.wire import dumps

# What a claim says of its document, and where its id is: the rest of a line stays as it is.
_REFERENCE = re.compile(rb'"document":\{[^{}]*\}')
_ID = b'"id":"'
# Texts are as long as their articles but for the lengths of names.
_SAME_LENGTH = 0.9


@dataclass(frozen=True, slots=True)
class Article:
    """How many characters it has, and its claims as lines of JSON."""

    characters: int
    claims: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """Called with documents, gives as many and as large claims as reading them does, packed as a worker packs them."""

    articles: list[Article]

    def __call__(self, documents: list[Document]) -> list[Result]:
        """The result of each document."""
        return [Result(document, PackedClaims(tuple(self._blocks(document)))) for document in documents]

    def _blocks(self, document: Document) -> Iterator[Block]:
        lines = self._lines(document)
        while some := list(islice(lines, BLOCK)):
            yield block(some)

    def _lines(self, document: Document) -> Iterator[bytes]:
        """The claims of the article that `document` is made of, of several when it is longer than one."""
        reference = b'"document":' + dumps(document.ref()).encode("utf-8")
        line = document.uri.rpartition(":")[2]
        first = int(line) - 1 if line.isdecimal() else 0
        left, place = float(len(document.text)), 0
        while left > 0:
            article = self.articles[(first + place) % len(self.articles)]
            id = _ID + (b"%d-" % place if place else b"")
            for claim in article.claims:
                yield _REFERENCE.sub(lambda _: reference, claim.replace(_ID, id, 1), count=1)
            left -= article.characters / _SAME_LENGTH
            place += 1


def prepare(texts: list[Path], target: Path) -> None:
    """Read the articles and keep their claims."""
    with sink(target) as out:
        for result in run.results(texts):
            out.put(result)


def start(texts: list[Path], claims: Path) -> StandIn:
    """The reader, from what `prepare` has kept."""
    found = {result.claims[0].document.uri: result.claims for result in read_results(claims)}
    return StandIn(
        [
            Article(len(text.read_text("utf-8")), tuple(dumps(claim).encode() for claim in found.get(str(text), ())))
            for text in texts
        ]
    )


def lost(document: Document, reason: str) -> Result:
    """What becomes of a text on which processes died."""
    return Result(document, failure=Failure(uri=document.uri, error="PipelineError", reason=reason))
