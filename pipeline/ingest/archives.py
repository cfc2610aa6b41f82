"""Zip and tar archives: each member that can be read, in the order of the archive; nothing is written to disk.

The name of a member is only a name: it is never opened as a path.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from pipeline.errors import SourceError
from pipeline.ingest import docx
from pipeline.ingest.compressed import deeper
from pipeline.ingest.limits import MEMBERS, Budget, Forward, in_memory, size
from pipeline.ingest.readers import HEAD, Input, damaged, documents, failure, is_known, known
from pipeline.ingest.streams import Given, Taken
from pipeline.records import Document, Failure

# Office documents are zip archives; the member that shows which, and what to do with those that are not read.
_OFFICE = {
    "xl/workbook.xml": "an Excel workbook: save the sheet with the texts as CSV",
    "ppt/presentation.xml": "a PowerPoint presentation: save it as PDF",
    "content.xml": "an OpenDocument file: save it as DOCX",
}
_DIRECTORY_END = b"PK\x05\x06"
_LARGEST_DIRECTORY = 50_000_000  # bytes; 100,000 members with long names need 20 MB
_ENCRYPTED = 0x1


def read_zip(source: Input) -> Iterator[Document | Failure]:
    """The documents of the members of a zip archive, or the one of a DOCX file.

    A member is named `ARCHIVE!/MEMBER`. Raises SourceError for what is no zip archive, has too many members, grows as
    a bomb does, or lies in too many archives.
    """
    with source.open() as file:
        whole = in_memory(file, source.uri)
        _check_directory(whole, source.uri)
        budget = source.budget or Budget(source.uri, size(whole))
        with zipfile.ZipFile(whole) as archive:
            members = {member.filename: member for member in archive.infolist() if not member.is_dir()}
            if docx.MAIN in members:
                yield docx.document_of(archive, source, whole, budget)
                return
            for name, words in _OFFICE.items():
                if name in members:
                    raise SourceError(f"{source.uri!r} is {words}.")
            depth = deeper(source)
            found = False
            for member in archive.infolist():
                if member.is_dir() or not _wanted(member.filename):
                    continue
                found = True
                inner = replace(_member(source, member.filename), depth=depth, budget=budget)
                if member.flag_bits & _ENCRYPTED:
                    error = SourceError(f"{inner.uri!r} is encrypted: unpack the archive with its password.")
                    yield failure(inner.uri, error)
                    continue
                try:
                    stream = cast(
                        BinaryIO, io.BufferedReader(Given(cast(BinaryIO, archive.open(member)), budget), HEAD)
                    )
                except Exception as error:  # whatever a damaged header makes zipfile raise
                    yield failure(inner.uri, damaged(inner.uri, ".zip", error))
                    continue
                yield from documents(replace(inner, open=partial(_same, stream)))
                _stop_at_a_bomb(budget)
    if not found:
        raise SourceError(f"The archive {source.uri!r} holds no text: claimspan reads {known()}.")


def read_tar(source: Input) -> Iterator[Document | Failure]:
    """The documents of the regular files in a tar archive, read once from front to back; links are not followed."""
    found = False
    with source.open() as file:
        budget = source.budget or Budget(source.uri, size(file))
        raw = file if source.budget else cast(BinaryIO, io.BufferedReader(Taken(file, budget)))
        forward = cast(BinaryIO, Forward(raw, source.uri))
        depth = deeper(source)
        with tarfile.TarFile(fileobj=forward, errorlevel=2) as archive:
            count = 0
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # else every header stays in memory
                count += 1
                if count > MEMBERS:
                    raise SourceError(
                        f"{source.uri!r} holds more than {MEMBERS:,} files: unpack it and name the folder."
                    )
                if not member.isreg() or not _wanted(member.name):
                    continue
                found = True
                content = archive.extractfile(member)
                if content is None:
                    continue
                stream = cast(BinaryIO, io.BufferedReader(_Once(content)))
                inner = replace(_member(source, member.name), depth=depth, budget=budget)
                yield from documents(replace(inner, open=partial(_same, stream)))
                _stop_at_a_bomb(budget)
    if not found:
        raise SourceError(f"The archive {source.uri!r} holds no text: claimspan reads {known()}.")


class _Once(io.RawIOBase):
    """A member of a tar archive that is read as it streams by."""

    def __init__(self, file: object) -> None:
        self.file = cast(BinaryIO, file)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`."""
        chunk = self.file.read(min(len(buffer), Forward.longest))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _same(stream: BinaryIO) -> BinaryIO:
    return stream


def _member(source: Input, name: str) -> Input:
    return replace(source, uri=f"{source.uri}!/{name}", name=name, charset=None)


def _wanted(name: str) -> bool:
    """Whether a member is one to read: of a known kind, neither hidden nor what a Mac adds."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
    return bool(parts) and not hidden and is_known(name)


def _stop_at_a_bomb(budget: Budget) -> None:
    """A member that was refused for the size of the whole must end the whole."""
    budget.charge(0)


def _check_directory(file: BinaryIO, uri: str) -> None:
    """Raise SourceError when the directory of a zip archive is missing, or larger than may be read into memory."""
    end = size(file) or 0
    file.seek(max(0, end - 65_557))
    tail = file.read()
    place = tail.rfind(_DIRECTORY_END)
    if place < 0 or len(tail) < place + 22:
        raise SourceError(f"{uri!r} is a zip archive or an Office document without its end: fetch it again.")
    entries, length = struct.unpack_from("<HI", tail, place + 10)
    locator = place - 20
    if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
        (offset,) = struct.unpack_from("<Q", tail, locator + 8)
        file.seek(min(offset, end))
        record = file.read(56)
        if len(record) == 56:
            entries, length = struct.unpack_from("<QQ", record, 32)
    if entries > MEMBERS or length > _LARGEST_DIRECTORY:
        raise SourceError(f"{uri!r} holds more than {MEMBERS:,} files: unpack it and name the folder.")
    file.seek(0)
