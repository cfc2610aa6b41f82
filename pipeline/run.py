"""The composition: sources to documents, documents through the pipeline, claims out, one document after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, get_args

from pipeline import delivery, ingest, resources
from pipeline.batches import Item, in_order
from pipeline.delivery import Summary, Watch
from pipeline.engines import Engine, Job, engine
from pipeline.errors import ResourceError, SourceError
from pipeline.fingerprint import fingerprint
from pipeline.ledger import Ledger
from pipeline.packing import unpack
from pipeline.reader import LONGEST_PART, Reader, Settings, lost, too_long
from pipeline.records import Claim, Document, Failure, Kind, Result
from pipeline.sinks import Sink, sink

if TYPE_CHECKING:
    from spacy.language import Language

Source = str | Path | Document
Sources = Source | Iterable[Source | Failure]
Target = str | Path | Sink

_LAST_STAGE = "claimspan_claims"
# The module that loads the pipeline for all workers of a machine, and the variable that tells it which.
_PRELOAD, PRELOAD_VARIABLE = "pipeline.preload", "CLAIMSPAN_PRELOAD"


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


class Options(TypedDict, total=False):
    """How texts are read.

    `published` (ISO date) dates texts that show no date. `numbers` is the locale of the CLDR after whose manner numbers are
    written in texts that name none (`Columns.numbers`, `Document.numbers`): "de" reads "1.640,5". `kinds` None gives typed claims and the statements that say
    more than these; with "statement" in it every proposition comes as a statement too. `floors` is the confidence that
    claims of each kind must have; kinds that it lacks are left out. `verify` sets claims beside the
    reference work, and before it beside the user's own `references` (declarations, docs/reference-sources.md). `language` "en" reads texts that do not look English.
    `columns` (`ingest.Columns`) says what to read of tables. `workers` processes give the same claims in
    the same order as one (guard the main module of a script with `if __name__ == "__main__"`); `engine` "ray" has them
    on a cluster. A document that takes longer than `max_seconds`, or has more than `max_size` characters, fails.
    """

    published: str | None
    numbers: str | None
    kinds: Sequence[Kind] | None
    min_confidence: float
    floors: Mapping[Kind, float] | None
    verify: bool
    references: Sequence[str | Path]
    pipeline: Pipeline | None
    model: str | Path | None
    language: str | None
    columns: ingest.Columns | None
    engine: str
    workers: int | None
    max_seconds: float | None
    max_size: int | None


def extract(
    sources: Sources, *, on_failure: Callable[[Failure], None] | None = None, **options: Unpack[Options]
) -> Iterator[Claim]:
    """The claims of texts, files, folders or Documents, in order, as they are found; `options` are those of `Options`.

    A Path, and a string that names an existing file or folder, is read from there, `-` is standard input; any other
    string is the text itself, but for one without spaces that looks like a file name.
    What cannot be read never stops the run: `on_failure` gets it at once; without one, a SourceError that names
    it is raised after the last claim.
    """
    failures: list[Failure] = []
    for result in results(sources, **options):
        yield from result.claims
        if result.failure is not None:
            (on_failure or failures.append)(result.failure)
    if failures:
        more = f" ({len(failures) - 1} more could not be read.)" if len(failures) > 1 else ""
        raise SourceError(failures[0].reason + more)


def results(sources: Sources, **options: Unpack[Options]) -> Iterator[Result]:
    """The same document by document, failures in their place."""
    reading = _engine(options)
    items = (
        Item(None, Result(None, failure=found)) if isinstance(found, Failure) else Item(found)
        for found in _documents(sources, options)
    )
    found = (item.result for group in in_order(items, reading) for item in group if item.result is not None)
    return (Result(one.document, unpack(one.claims), one.failure) for one in found)


def deliver(
    sources: Sources,
    targets: Target | Sequence[Target],
    *,
    ledger: str | Path | None = None,
    redo: bool = False,
    watch: Watch | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Put the results of all documents into files and databases, and give the number of everything.

    A run that was interrupted, or is repeated, goes on from what the one before has done: databases know it, for
    files it stands in the `ledger`, a file of its own. `redo` reads everything again. `watch` is called with each result
    and the numbers so far. Files stand under their names when all is done, and not before. Raises SinkError when a
    target or the ledger cannot be written.
    """
    several = [targets] if isinstance(targets, str | Path) or not isinstance(targets, Sequence) else targets
    places = [sink(to) if isinstance(to, str | Path) else to for to in several]
    remembered = ledger is not None or any(place.replaces for place in places)
    made_by = _fingerprint(options) if remembered else ""
    reading = _engine(options)
    with ExitStack() as stack:
        book = stack.enter_context(Ledger(ledger)) if ledger is not None else None
        with ExitStack() as opened:
            sinks = [opened.enter_context(place) for place in places]
            summary = delivery.deliver(
                _documents(sources, options),
                reading,
                sinks,
                fingerprint=made_by,
                ledger=book,
                redo=redo,
                watch=watch,
            )
        if book is not None:
            book.prune()
    return summary


def _settings(options: Options) -> Settings:
    kinds = options.get("kinds")
    unknown = sorted(set(kinds or ()) - set(get_args(Kind)))
    if unknown:
        raise ValueError(f"Unknown kind {unknown[0]!r}: known are {', '.join(get_args(Kind))}.")
    return Settings(
        None if kinds is None else tuple(kinds),
        options.get("min_confidence", 0.0),
        options.get("published"),
        options.get("verify", False),
        None if (floors := options.get("floors")) is None else tuple(sorted(floors.items())),
        _references(options.get("references", ())),
        _locale(options.get("numbers")),
    )


def _locale(numbers: str | None) -> str | None:
    from pipeline.grammar.notation import notation

    if numbers is not None:
        notation(numbers)
    return numbers


def _references(declarations: Sequence[str | Path]) -> tuple[tuple[str, str], ...]:
    from pipeline.verify.declared import digest

    return tuple((str(path), digest(Path(path))) for path in declarations)


def _fingerprint(options: Options) -> str:
    given = options.get("pipeline")
    path = given.path if given else _folder(options.get("model"))
    if path is None:
        raise ResourceError(
            "What a run has read is known by the folder of its pipeline, and this one has none: save it, then load() it."
        )
    return fingerprint(path, (_settings(options), options.get("language")))


def _engine(options: Options) -> Engine[Document, Result]:
    """The engine that the options ask for. Raises ResourceError when workers cannot load the pipeline."""
    settings, limit = _settings(options), options.get("max_seconds")
    given, name, workers = options.get("pipeline"), options.get("engine", "local"), options.get("workers")
    if name == "local" and (workers or 1) <= 1:
        model = options.get("model")
        owned = given is None
        return engine(
            name, Job(lambda: Reader((given or _default(model)).nlp, settings, limit, owned=owned), (), lost), 1
        )
    path = given.path if given else _folder(options.get("model"))
    if path is None:
        raise ResourceError("Workers load the pipeline from a folder, and this one has none: save it, then load() it.")
    # By name where it has one: another machine of a cluster has its own copy.
    shipped = next((name for name in resources.models() if resources.model(name) == path), None)
    reference = shipped or str(path.resolve())
    os.environ[PRELOAD_VARIABLE] = reference
    return engine(name, Job(start_reader, (reference, settings, limit), lost, _PRELOAD), workers)


def _folder(model: str | Path | None) -> Path:
    return resources.model(None if model is None else str(model))


def start_reader(model: str, settings: Settings | None = None, max_seconds: float | None = None) -> Reader:
    """What a worker process reads with, on one core: the others have workers of their own."""
    nlp = _default(model).nlp
    for _, component in nlp.pipeline:
        if hasattr(component, "threads"):
            component.threads = 1
    return Reader(nlp, settings or Settings(), max_seconds, alone=True, owned=True)


def _documents(sources: Sources, options: Options) -> Iterator[Document | Failure]:
    max_size = options.get("max_size")
    several = [sources] if isinstance(sources, str | Path | Document) else sources
    for source in several:
        for found in _found(source, options.get("language"), options.get("columns")):
            if isinstance(found, Document) and max_size is not None and len(found.text) > max_size:
                yield too_long(found, max_size)
            else:
                yield found


def _found(
    source: Source | Failure, language: str | None, columns: ingest.Columns | None
) -> Iterator[Document | Failure]:
    if isinstance(source, Document | Failure):
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


def annotate(
    source: Source,
    *,
    published: str | None = None,
    numbers: str | None = None,
    pipeline: Pipeline | None = None,
    model: str | Path | None = None,
) -> dict[str, Any]:
    """What the pipeline sees in one text before it makes claims: the annotation record, all offsets into the text.

    Raises SourceError when the text cannot be read.
    """
    from pipeline.stages.annotation import annotation
    from pipeline.stages.reading import make_docs

    found = next(_documents(source, {"language": "en"}), None)
    if not isinstance(found, Document):
        raise SourceError(found.reason if found else f"{source!r} holds no text.")
    nlp = (pipeline or _default(model)).nlp
    docs = make_docs(nlp, found, LONGEST_PART, published=published, numbers=_locale(numbers))
    return annotation([nlp(doc) for doc in docs])
