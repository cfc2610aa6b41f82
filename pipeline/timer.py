"""A limit to the time that a block of code may take."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import TextIO

# Seconds above the limit after which a process that could not be interrupted is ended.
GRACE = 10.0


class TooLong(BaseException):
    """The time is over. No Exception, so that nobody on the way takes it for an error of his own."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@contextmanager
def limited(seconds: float | None, *, deadly: bool = False) -> Iterator[None]:
    """Raise TooLong in the block when it takes longer than `seconds`.

    Python code is interrupted wherever it is; a library that does not come back is not. `deadly` therefore ends the
    whole process (exit code 1) `GRACE` seconds later. Without signals (on Windows, outside the main thread) only that
    remains.
    """
    if seconds is None:
        yield
        return
    if deadly:
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=_nowhere())
    try:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            with _alarm(seconds):
                yield
        else:
            yield
    finally:
        if deadly:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@cache
def _nowhere() -> TextIO:
    """Where faulthandler writes what nobody reads; it must stay open."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
