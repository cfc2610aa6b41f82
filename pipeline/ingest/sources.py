"""From what a user names (files, folders, patterns, data sets, standard input) to documents."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.ingest import arrow
from pipeline.ingest.columns import Columns
from pipeline.ingest.detection import is_page
from pipeline.ingest.language import foreign
from pipeline.ingest.readers import BY_NAME_ONLY, HEAD, Input, documents, failure, is_known, known
from pipeline.ingest.streams import Rejoined
from pipeline.records import Document, Failure

STDIN = "-"


def read(
    sources: str | Path | Iterable[str | Path],
    *,
    language: str | None = None,
    columns: Columns | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Failure]:
    """The documents of files, folders (with all below them, sorted by path), patterns such as `news/**/*.html`,
    data sets (`hf:NAME[split]`) and `-` (standard input), in order.

    `columns` says which columns of tables to read. A text that is surely not in English is refused, unless `language`
    (an ISO 639 code) says what the texts are in: then nobody looks. What cannot be read comes as a Failure in its
    place; the rest goes on. `stdin` stands in for standard input.
    """
    several = [sources] if isinstance(sources, str | Path) else sources
    for source in several:
        for found in _documents(source, columns or Columns(), stdin):
            yield found if isinstance(found, Failure) else _in_language(found, language)


def container(uri: str) -> str | None:
    """What to read to find the document `uri` again: `news.csv` for `news.csv:12`, `a.zip` for `a.zip!/b.html`.

    None when there is no such file, folder or data set.
    """
    rest = uri
    while rest:
        if os.path.lexists(rest):
            return rest
        shorter = re.sub(r":(?:\w[\w.-]*:)?\d+\Z|!/(?:(?!!/).)*\Z", "", rest, flags=re.DOTALL)
        if rest.startswith(arrow.SCHEME) and shorter == rest:
            return rest
        if shorter == rest:
            return None
        rest = shorter
    return None


def check_language(document: Document) -> None:
    """Raise SourceError when a document is surely not in English."""
    if code := foreign(document.text):
        name = repr(document.uri) if document.uri else "The text"
        raise SourceError(
            f"{name} is in another language than English ({code!r}, as far as can be told): "
            "give the language 'en' (--language en) to have it read all the same."
        )


def _in_language(document: Document, language: str | None) -> Document | Failure:
    if language is not None:
        return document.model_copy(update={"language": language})
    try:
        check_language(document)
    except SourceError as error:
        return failure(document.uri, error)
    return document


def _documents(source: str | Path, columns: Columns, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    """All that one source stands for."""
    name = str(source)
    path = Path(source)
    if not name:
        yield failure(name, SourceError("A source has no name: give a file, a folder, or `-` for standard input."))
    elif name == STDIN:
        # Wrapped, so that closing it leaves standard input open.
        yield from documents(Input(STDIN, partial(_standard_input, stdin), columns=columns))
    elif name.startswith(arrow.SCHEME):
        yield from _guarded(name, arrow.named(Input(name, _nothing, columns=columns)))
    elif "://" in name[:12]:
        error = SourceError(
            f"{name!r} is on the network, from which claimspan reads nothing: save the article as a file."
        )
        yield failure(name, error)
    elif path.is_dir():
        yield from _folder(path, columns)
    elif os.path.lexists(path):
        yield from documents(_file(path, columns))
    elif glob.has_magic(name):
        yield from _matching(name, columns)
    else:
        yield failure(
            name, SourceError(f"There is no file or folder {name!r}: check the path, or give `-` and pipe the text in.")
        )


def _guarded(name: str, found: Iterator[Document | Failure]) -> Iterator[Document | Failure]:
    """The documents of a data set; what stops them is a Failure at their end."""
    try:
        yield from found
    except (SourceError, OSError) as error:
        yield failure(name, error)
    except Exception as error:  # Arrow raises many kinds at damaged files
        yield failure(name, SourceError(f"{name!r} is a damaged data set ({type(error).__name__}: {error})."))


def _nothing() -> BinaryIO:
    raise SourceError("A data set is a folder and has no bytes of its own.")


def _standard_input(stdin: BinaryIO | None) -> BinaryIO:
    import io

    return cast(BinaryIO, io.BufferedReader(Rejoined(b"", stdin or sys.stdin.buffer), HEAD))


def _file(path: Path, columns: Columns) -> Input:
    return Input(path.as_posix(), lambda: path.open("rb"), columns=columns)


def _matching(pattern: str, columns: Columns) -> Iterator[Document | Failure]:
    """What the shell left to us: the files and folders that a pattern names, sorted."""
    names = sorted(glob.glob(pattern, recursive=True), key=lambda name: Path(name).parts)  # noqa: PTH207, a pattern may be absolute
    if not names:
        yield failure(pattern, SourceError(f"No file matches {pattern!r}: check the path and the pattern."))
    for name in names:
        path = Path(name)
        # `**` names the folders too, whose files it names one by one.
        if not path.is_dir():
            yield from documents(_file(path, columns))
        elif "**" not in pattern:
            yield from _folder(path, columns)


def _folder(folder: Path, columns: Columns) -> Iterator[Document | Failure]:
    """Every file below `folder` that has a known suffix, or none and the content of a page, and no hidden name.

    Sorted by path. A folder that the `datasets` library saved is one data set.
    """
    if arrow.is_dataset(folder):
        name = folder.as_posix()
        yield from _guarded(name, arrow.dataset(folder, Input(name, _nothing, columns=columns)))
        return
    unreadable: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = [Path(parent, name) for name in names if not name.startswith(".")]
        paths += [path for path in visible if is_known(path.name, BY_NAME_ONLY) or (not path.suffix and _is_page(path))]
    for error in unreadable:
        yield failure(str(error.filename), error)
    if not paths and not unreadable:
        yield failure(
            folder.as_posix(),
            SourceError(f"The folder {folder.as_posix()!r} holds no text: claimspan reads {known()}."),
        )
    for path in sorted(paths, key=lambda path: path.parts):
        yield from documents(_file(path, columns))


def _is_page(path: Path) -> bool:
    """Whether a file without a suffix, as programs that fetch pages leave them, is an article rather than anything else."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_page(file.read(HEAD))
    except OSError:
        return False
