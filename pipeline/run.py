"""The composition: sources to documents, documents through the pipeline, claims out, one document after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pipeline import ingest, resources
from pipeline.batches import LONGEST_PART, Found, Settings, batches, lost, read_batch
from pipeline.errors import ResourceError, SourceError
from pipeline.pool import Pool
from pipeline.records import Claim, Document, Failure, Kind, Result

if TYPE_CHECKING:
    from spacy.language import Language

Source = str | Path | Document

_LAST_STAGE = "claimspan_claims"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline. `path` is the folder it came from, None when it was built in memory."""

    nlp: Language
    path: Path | None = None


def load(model: str | Path | None = None) -> Pipeline:
    """The shipped pipeline, another shipped one by name, or any spaCy pipeline by folder.

    Raises ResourceError when there is none, it cannot be loaded, or it has no component that makes claims.
    """
    path = resources.model(None if model is None else str(model))
    import spacy

    _register_stages()
    try:
        nlp = spacy.load(path)
    except (ValueError, OSError, ImportError) as error:
        raise ResourceError(f"The model in {str(path)!r} cannot be loaded: {error}") from error
    if not nlp.has_pipe(_LAST_STAGE):
        raise ResourceError(
            f"The pipeline in {str(path)!r} makes no claims: it has no {_LAST_STAGE!r} component. "
            "Add the claimspan components to it and save it."
        )
    return Pipeline(nlp, path)


@cache
def _default(model: str | Path | None) -> Pipeline:
    """Loaded once per process: loading takes longer than reading an article."""
    return load(model)


def _register_stages() -> None:
    """Import every stage, so that a pipeline loads from a checkout too, where no entry point names them."""
    import pkgutil
    from importlib import import_module

    from pipeline import stages

    for module in sorted(info.name for info in pkgutil.iter_modules(stages.__path__)):
        import_module(f"{stages.__name__}.{module}")


def extract(
    sources: Source | Iterable[Source],
    *,
    published: str | None = None,
    kinds: Sequence[Kind] | None = None,
    min_confidence: float = 0.0,
    pipeline: Pipeline | None = None,
    model: str | Path | None = None,
    language: str | None = None,
    columns: ingest.Columns | None = None,
    workers: int = 1,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Claim]:
    """The claims of texts, files, folders or Documents, in order, as they are found.

    A Path, and a string that names an existing file or folder, is read from there, `-` is standard input; any other
    string is the text itself, but for one without spaces that looks like a file name.
    `published` (ISO date) dates texts that show no date. `kinds` None gives typed claims and the statements that say
    more than these; with "statement" in it every proposition comes as a statement too. `language` "en" reads texts
    that do not look English. `columns` (`ingest.Columns`) says what to read of tables. `workers` processes give the same claims in the same order (guard the main module of a
    script with `if __name__ == "__main__"`).
    What cannot be read never stops the run: `on_failure` gets it at once; without one, a SourceError that names
    it is raised after the last claim.
    """
    failures: list[Failure] = []
    found = results(
        sources, published=published, kinds=kinds, min_confidence=min_confidence, pipeline=pipeline, model=model,
        language=language, columns=columns, workers=workers,
    )  # fmt: skip
    for result in found:
        yield from result.claims
        if result.failure is not None:
            (on_failure or failures.append)(result.failure)
    if failures:
        more = f" ({len(failures) - 1} more could not be read.)" if len(failures) > 1 else ""
        raise SourceError(failures[0].reason + more)


def results(
    sources: Source | Iterable[Source],
    *,
    published: str | None = None,
    kinds: Sequence[Kind] | None = None,
    min_confidence: float = 0.0,
    pipeline: Pipeline | None = None,
    model: str | Path | None = None,
    language: str | None = None,
    columns: ingest.Columns | None = None,
    workers: int = 1,
) -> Iterator[Result]:
    """The same document by document, failures in their place. Arguments as for `extract`."""
    unknown = sorted(set(kinds or ()) - set(get_args(Kind)))
    if unknown:
        raise ValueError(f"Unknown kind {unknown[0]!r}: known are {', '.join(get_args(Kind))}.")
    settings = Settings(None if kinds is None else tuple(kinds), min_confidence, published)
    found = batches(_documents(sources, language, columns))
    if workers <= 1:
        nlp = (pipeline or _default(model)).nlp
        return chain.from_iterable(read_batch(nlp, batch, settings) for batch in found)
    path = pipeline.path if pipeline else resources.model(None if model is None else str(model))
    if path is None:
        raise ResourceError("Workers load the pipeline from a folder, and this one has none: save it, then load() it.")
    pool = Pool(_start_worker, (str(path.resolve()), settings), _work, lost, workers)
    return chain.from_iterable(pool.map(found))


def _documents(
    sources: Source | Iterable[Source], language: str | None, columns: ingest.Columns | None = None
) -> Iterator[Found]:
    several = [sources] if isinstance(sources, str | Path | Document) else sources
    for source in several:
        if isinstance(source, Document):
            yield source
        elif isinstance(source, str) and not _names_file(source):
            try:
                document = ingest.document(source)
                if language is None:
                    ingest.check_language(document)
                yield document
            except SourceError as error:
                yield Failure(uri="", error=type(error).__name__, reason=str(error))
        else:
            yield from ingest.read(source, language=language, columns=columns)


def _names_file(source: str) -> bool:
    """Whether a string is a path rather than a text."""
    if source == "-" or (source.startswith("hf:") and " " not in source):
        return True
    if "\n" in source or "\0" in source:
        return False
    try:
        if os.path.lexists(source):
            return True
    except (OSError, ValueError):
        return False
    return " " not in source and Path(source).suffix.lower() in ingest.READERS


# In a worker process: what `_start_worker` loaded, or why it could not. An error there would look like a crash.
_worker: list[tuple[Language, Settings] | ResourceError] = []


def _start_worker(path: str, settings: Settings) -> None:
    try:
        nlp = load(path).nlp
    except ResourceError as error:
        _worker.append(error)
        return
    for _, component in nlp.pipeline:
        if hasattr(component, "threads"):  # workers share the cores: one each
            component.threads = 1
    _worker.append((nlp, settings))


def _work(batch: list[Found]) -> list[Result]:
    loaded = _worker[0]
    if isinstance(loaded, ResourceError):
        raise loaded
    nlp, settings = loaded
    return read_batch(nlp, batch, settings)


def annotate(
    source: Source, *, published: str | None = None, pipeline: Pipeline | None = None, model: str | Path | None = None
) -> dict[str, Any]:
    """What the pipeline sees in one text before it makes claims: the annotation record, all offsets into the text.

    Raises SourceError when the text cannot be read.
    """
    from pipeline.stages.annotation import annotation
    from pipeline.stages.reading import make_docs

    found = next(_documents(source, "en"), None)
    if not isinstance(found, Document):
        raise SourceError(found.reason if found else f"{source!r} holds no text.")
    nlp = (pipeline or _default(model)).nlp
    return annotation([nlp(doc) for doc in make_docs(nlp, found, LONGEST_PART, published=published)])
