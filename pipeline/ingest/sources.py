"""From what a user names (files, folders, standard input) to documents."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import SourceError
from pipeline.ingest.language import foreign
from pipeline.ingest.readers import BY_NAME_ONLY, LARGEST, READERS, Input, known, reader
from pipeline.records import Document, Failure

STDIN = "-"


def read(
    sources: str | Path | Iterable[str | Path], *, language: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """The documents of files, folders (with all below them, sorted by path) and `-` (standard input), in order.

    A text that is surely not in English is refused, unless `language` (an ISO 639 code) says what the texts are in:
    then nobody looks. What cannot be read comes as a Failure in its place; the rest goes on.
    `stdin` stands in for standard input.
    """
    several = [sources] if isinstance(sources, str | Path) else sources
    for source in several:
        for found in _inputs(source, stdin):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _documents(found, language)


def check_language(document: Document) -> None:
    """Raise SourceError when a document is surely not in English."""
    if code := foreign(document.text):
        name = repr(document.uri) if document.uri else "The text"
        raise SourceError(
            f"{name} is in another language than English ({code!r}, as far as can be told): "
            "give the language 'en' (--language en) to have it read all the same."
        )


def failure(uri: str, error: Exception) -> Failure:
    """The record of what went wrong with a source."""
    if isinstance(error, OSError):
        error = SourceError(f"Cannot read {uri!r}: {error.strerror or error}.")
    return Failure(uri=uri, error=type(error).__name__, reason=str(error))


def _documents(source: Input, language: str | None) -> Iterator[Document | Failure]:
    try:
        for found in reader(Path(source.uri).suffix.lower())(source):
            yield found if isinstance(found, Failure) else _in_language(found, language)
    except (SourceError, OSError) as error:
        yield failure(source.uri, error)


def _in_language(document: Document, language: str | None) -> Document | Failure:
    if language is not None:
        return document.model_copy(update={"language": language})
    try:
        check_language(document)
    except SourceError as error:
        return failure(document.uri, error)
    return document


def _inputs(source: str | Path, stdin: BinaryIO | None) -> Iterator[Input | Failure]:
    """The files that a source stands for."""
    name = str(source)
    path = Path(source)
    if not name:
        yield failure(name, SourceError("A source has no name: give a file, a folder, or `-` for standard input."))
    elif name == STDIN:
        # A copy of what there is, so that closing it leaves standard input open.
        yield Input(STDIN, lambda: io.BytesIO((stdin or sys.stdin.buffer).read(LARGEST + 1)))
    elif "://" in name[:12]:
        error = SourceError(
            f"{name!r} is on the network, from which claimspan reads nothing: save the article as a file."
        )
        yield failure(name, error)
    elif path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield _file(path)
    else:
        yield failure(
            name, SourceError(f"There is no file or folder {name!r}: check the path, or give `-` and pipe the text in.")
        )


def _file(path: Path) -> Input:
    return Input(path.as_posix(), lambda: path.open("rb"))


def _folder(folder: Path) -> Iterator[Input | Failure]:
    """Every file below `folder` that has a known suffix and no hidden name, sorted by path."""
    suffixes = READERS.keys() - BY_NAME_ONLY
    unreadable: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            Path(parent, name) for name in names if not name.startswith(".") and Path(name).suffix.lower() in suffixes
        ]
    for error in unreadable:
        yield failure(str(error.filename), error)
    if not paths and not unreadable:
        yield failure(
            folder.as_posix(),
            SourceError(f"The folder {folder.as_posix()!r} holds no text: claimspan reads {known()}."),
        )
    for path in sorted(paths, key=lambda path: path.parts):
        yield _file(path)
