"""Files and folders that stand under their names only when they are complete."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import sys
from abc import ABC, abstractmethod
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pipeline.errors import SinkError
from pipeline.records import Document, Result
from pipeline.sinks.grouping import digest_of, distinct, reference
from pipeline.sinks.keys import Keys

# Bytes written at once: some documents' claims.
BUFFER = 1 << 18


class Whole(ABC):
    """What every sink that writes one file or folder does the same way.

    It writes beside the target under a temporary name and renames at the end. Such a sink starts anew each time: it
    keeps no record of what was read, a failure leaves nothing in it, and a result that comes twice is written once.
    """

    # Of a store that lives on from run to run, putting a document replaces what it had.
    replaces = False

    def __init__(self, target: str | Path) -> None:
        self.target = str(target)
        # Through a link, so that the link stays and its target is replaced.
        self.path = Path(os.path.realpath(target))
        self.partial = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        self._open = False

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Add what became of a document. Raises SinkError when there is no room or no permission."""
        if not self._open:
            raise SinkError(f"Cannot write {self.target!r}: it is not open. Use it in a `with` block.")
        ref = reference(result)
        if result.failure is not None or ref is None:
            return
        claims, found = distinct(result.claims)
        try:
            if self._put.add(digest_of(chain((ref.uri or ref.id, ref.sha256), found))):
                self.add(Result(result.document, claims))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self.failed(error) from error

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """Never: a file holds what one run gave."""
        return False

    def __enter__(self) -> Self:
        try:
            self._sweep()
            self.begin()
        except BaseException as error:
            self.discard()
            if isinstance(error, OSError):
                raise self.failed(error) from error
            raise
        self._open = True
        self._put = Keys()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        self._open = False
        try:
            self._put.close()
            if kind is None:
                self.finish()
        except BrokenPipeError:
            raise
        except OSError as failed:
            raise self.failed(failed) from failed
        finally:
            self.discard()

    def _sweep(self) -> None:
        """Remove what processes that are no more have left unfinished under this name."""
        for path in self.path.parent.glob(f".{glob.escape(self.path.name)}.*.part"):
            process = path.name.rsplit(".", 2)[1]
            if process.isdecimal() and not _runs(int(process)):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def failed(self, error: OSError) -> SinkError:
        """What to tell the user."""
        reason = error.strerror or str(error)
        return SinkError(f"Cannot write {self.target!r}: {reason}. Make room, or name another place.")

    def text(self, result: Result) -> Document:
        """The document of a result, for kinds that show its text. Raises SinkError when only the claims are known."""
        if result.document is None:
            name = result.claims[0].document.uri or result.claims[0].document.id
            raise SinkError(
                f"Cannot write {self.target!r}: it shows the texts, and that of {name!r} is not known. "
                "Name the texts: claimspan convert … --sources PATH."
            )
        return result.document

    @abstractmethod
    def begin(self) -> None:
        """Open the partial file or folder."""

    @abstractmethod
    def add(self, result: Result) -> None:
        """Write the claims of one document."""

    @abstractmethod
    def finish(self) -> None:
        """Complete it and give it its name."""

    @abstractmethod
    def discard(self) -> None:
        """Close what is open and remove what is partial."""


class FileSink(Whole):
    """One file. `file` is open between `begin` and `discard`; kinds override `start` and `end` for what frames the claims."""

    file: IO[bytes]

    def begin(self) -> None:
        if self.path.is_dir():
            raise SinkError(f"Cannot write {self.target!r}: it is a folder. Name a file.")
        self.file = self.partial.open("wb", BUFFER)
        self.start()

    def start(self) -> None:
        """What stands before the first claim."""

    def end(self) -> None:
        """What stands behind the last claim."""

    def finish(self) -> None:
        self.end()
        self.file.flush()
        os.fsync(self.file.fileno())
        if self.path.exists():
            self.partial.chmod(self.path.stat().st_mode & 0o7777)
        self.partial.replace(self.path)

    def discard(self) -> None:
        with contextlib.suppress(OSError, AttributeError):
            self.file.close()
        self.partial.unlink(missing_ok=True)


class FolderSink(Whole):
    """One folder. `mark` is a file that every folder of the kind has: a folder without it is not ours to replace."""

    mark: str

    def begin(self) -> None:
        there = self.path.is_dir() and any(self.path.iterdir())
        if self.path.is_file() or (there and not (self.path / self.mark).is_file()):
            raise SinkError(f"Cannot write {self.target!r}: something else is there. Name a new folder.")
        shutil.rmtree(self.partial, ignore_errors=True)
        self.partial.mkdir()

    def complete(self) -> None:
        """Write what stands behind the last claim."""

    def finish(self) -> None:
        self.complete()
        if self.path.exists():
            # A folder cannot be replaced in one step: the old one steps aside and goes when the new one has its name.
            aside = self.partial.with_suffix(".old")
            self.path.replace(aside)
            self.partial.replace(self.path)
            shutil.rmtree(aside)
        else:
            self.partial.replace(self.path)

    def discard(self) -> None:
        shutil.rmtree(self.partial, ignore_errors=True)


def _runs(process: int) -> bool:
    """Whether there is a process of that number, as far as can be told."""
    if sys.platform == "win32":
        return True  # to ask would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
