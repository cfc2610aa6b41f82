"""Claims from one store to another, with the texts of their documents where a kind of store shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import ingest, sinks
from pipeline.errors import SourceError
from pipeline.records import Document, Failure, Result


@dataclass(slots=True)
class Converted:
    """How much was copied."""

    documents: int = 0
    claims: int = 0
    failures: int = 0


def convert(
    source: str | Path, target: str | Path | Sequence[str | Path], texts: Iterable[str | Path | Document] = ()
) -> Converted:
    """Copy everything from `source` to `target` (one or several), document by document.

    `texts` are files, folders or Documents in which the texts of claims that come without them are found, by the sha256
    of their bytes. Raises RecordError when `source` cannot be read, SinkError when `target` cannot be written,
    SourceError when one of `texts` cannot be read.
    """
    found = Converted()
    originals = _originals(texts)
    targets = [target] if isinstance(target, str | Path) else list(target)
    with sinks.sinks(targets) as out:
        for result in sinks.read_results(source):
            out.put(_with_text(result, originals))
            found.documents += result.failure is None
            found.failures += result.failure is not None
            found.claims += len(result.claims)
    return found


def _originals(texts: Iterable[str | Path | Document]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for source in texts:
        for document in [source] if isinstance(source, Document) else ingest.read(source, language="en"):
            if isinstance(document, Failure):
                raise SourceError(document.reason)
            found[document.sha256] = document
    return found


def _with_text(result: Result, originals: dict[str, Document]) -> Result:
    if result.document is not None or not result.claims:
        return result
    ref = result.claims[0].document
    original = originals.get(ref.sha256)
    if original is None:
        return result
    # As the claims name it: it may lie elsewhere now, and its date may have been found by reading.
    return Result(original.model_copy(update=ref.model_dump()), result.claims, result.failure)
