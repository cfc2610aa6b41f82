"""Claims as JSON lines: one claim per line, UTF-8, in the contract's order of fields."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pydantic import ValidationError

from pipeline.errors import RecordError, SinkError
from pipeline.records import SCHEMA, Claim, Result

STREAM = "-"


class JsonlSink:
    """Writes a file under a temporary name beside it and renames it at the end, so that it is whole or not there.

    Standard output (`-`) and what is no plain file (a pipe, a device) is written directly. BrokenPipeError passes
    through: the reader has had enough, which is no fault of the place.
    """

    replaces = False

    def __init__(self, target: str | Path) -> None:
        self.target = str(target)
        path = Path(target)
        self._direct = self.target == STREAM or (path.exists() and not path.is_file())
        # Through a link, so that the link stays and its target is replaced.
        self._path = path if self._direct else Path(os.path.realpath(path))
        self._partial = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            if self.target == STREAM:
                self._file = sys.stdout.buffer
            elif self._direct:
                self._file = self._path.open("wb")
            else:
                self._sweep()
                self._file = self._partial.open("wb")
        except OSError as error:
            raise self._error(error) from error
        return self

    def write(self, claim: Claim) -> None:
        """Add one line."""
        if self._file is None:
            raise SinkError(f"Cannot write {self.target!r}: it is not open. Use it in a `with` block.")
        try:
            self._file.write(claim.to_json().encode("utf-8") + b"\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._error(error) from error

    def put(self, result: Result, fingerprint: str = "") -> None:
        """Add the claims of one document."""
        for claim in result.claims:
            self.write(claim)

    def seen(self, uri: str, sha256: str, fingerprint: str) -> bool:
        """A file is written anew: it has seen nothing."""
        return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            if kind is None:
                self._finish(file)
        except BrokenPipeError:
            raise
        except OSError as failed:
            raise self._error(failed) from failed
        finally:
            if self.target != STREAM:
                with contextlib.suppress(OSError):
                    file.close()
            if not self._direct:
                self._partial.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what processes that are no more have left unfinished under this name."""
        for path in self._path.parent.glob(f".{glob.escape(self._path.name)}.*.part"):
            process = path.name.rsplit(".", 2)[1]
            if process.isdecimal() and not _runs(int(process)):
                path.unlink(missing_ok=True)

    def _finish(self, file: IO[bytes]) -> None:
        file.flush()
        if self._direct:
            return
        os.fsync(file.fileno())
        if self._path.exists():
            self._partial.chmod(self._path.stat().st_mode & 0o7777)
        self._partial.replace(self._path)

    def _error(self, error: OSError) -> SinkError:
        reason = error.strerror or str(error)
        return SinkError(f"Cannot write {self.target!r}: {reason}. Make room, or name another place.")


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


def read_claims(path: str | Path) -> Iterator[Claim]:
    """The claims of a JSON lines file (`-` for standard input), in order.

    Raises RecordError that names file, line and reason when a line is not a claim of this schema.
    """
    name = str(path)
    try:
        with contextlib.ExitStack() as stack:
            file = sys.stdin.buffer if name == STREAM else stack.enter_context(Path(path).open("rb"))
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _claim(line, f"{name}, line {number}")
    except OSError as error:
        raise RecordError(f"Cannot read {name!r}: {error.strerror or error}.") from error


def _claim(line: bytes, where: str) -> Claim:
    try:
        return Claim.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise RecordError(f"{where}: {field}: {first['msg']}{more}. It is no {SCHEMA} record.") from error
