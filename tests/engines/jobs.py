"""Jobs that end badly, for worker processes to do."""

from __future__ import annotations

import functools
import os
import signal
import time

from pipeline import timer
from pipeline.errors import ResourceError


def start(ending):
    """A reader that squares numbers and comes to the ending of that name on 7."""
    return functools.partial(square, globals()[ending])


start_late = start


def square(ending, batch):
    if 7 in batch:
        ending()
    return [number * number for number in batch]


def leave():
    os._exit(3)


def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def hang():
    """What no signal interrupts, as a library may do."""
    timer.GRACE = 0.2
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    with timer.limited(0.1, deadly=True):
        time.sleep(60)


def fail():
    raise ZeroDivisionError("boom")


def refuse(_):
    raise ResourceError("There is no model here.")


def die(_):
    os._exit(4)


def lost(item, reason):
    return f"{item}: {reason}"
