"""How far a run has come, on standard error and only at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Counter(Protocol):
    """Counts documents as they are read."""

    def __call__(self) -> None: ...


@contextmanager
def counting(*, quiet: bool) -> Iterator[Counter]:
    """A counter that shows itself while the block runs; it stays silent when `quiet` or when nobody is watching."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents read"), TimeElapsedColumn())
    # Claims may be on their way to the same terminal through standard output: leave that alone.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda: progress.advance(task)
