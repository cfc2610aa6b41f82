"""How far a run has come and what came of it, on standard error; the moving part only at a terminal."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.delivery import Summary
    from pipeline.records import Result


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


@contextmanager
def watching(sources: Sequence[str], *, quiet: bool, hidden: bool) -> Iterator[Callable[[Result, Summary], None]]:
    """What names each failure at once and shows documents, words a second, failures and the time left.

    The moving line is not shown when `quiet` or `hidden`, or when nobody is watching.
    """
    if quiet or hidden or not sys.stderr.isatty():
        yield lambda result, summary: _name(result)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        BarColumn(20),
        TextColumn("{task.completed:,.0f} documents  {task.fields[rate]:,.0f} words/s  {task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading", total=expected(sources), rate=0, failed=0)

        def watch(result: Result, summary: Summary) -> None:
            _name(result)
            rate = summary.words / max(time.monotonic() - started, 0.001)
            progress.update(task, advance=1, rate=rate, failed=summary.failed)

        yield watch


def conclude(summary: Summary, targets: Sequence[str], seconds: float) -> None:
    """Tell what a run has done: a table at a terminal; elsewhere one line, when there is more to tell than success."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(style="dim")
        table.add_column(justify="right")
        rows = {
            "documents read": summary.read,
            "unchanged": summary.unchanged,
            "failed": summary.failed,
            "claims": summary.claims,
        }
        for name, number in rows.items():
            table.add_row(name, f"{number:,}")
        table.add_row("words a second", f"{summary.words / max(seconds, 0.001):,.0f}")
        table.add_row("time", str(datetime.timedelta(seconds=round(seconds))))
        for target in targets:
            table.add_row("written to", target)
        Console(stderr=True).print(table)
    elif summary.failed or summary.unchanged:
        counts = f"{summary.read:,} read, {summary.unchanged:,} unchanged, {summary.failed:,} failed"
        print(f"claimspan: {counts}, {summary.claims:,} claims", file=sys.stderr)


def _name(result: Result) -> None:
    if result.failure is not None:
        print(f"claimspan: {result.failure.reason}", file=sys.stderr)


# Files that hold one document each, and those that hold one in each line; how many others hold is not known beforehand.
_SINGLE = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml"})
_LINES = frozenset({".jsonl", ".ndjson"})


def expected(sources: Sequence[str]) -> int | None:
    """About how many documents there are; None when that would take reading them."""
    total = 0
    for source in sources:
        path = Path(source)
        suffix = path.suffix.lower()
        if path.is_dir():
            total += sum(1 for found in path.rglob("*") if found.suffix.lower() in _SINGLE - {""} and found.is_file())
        elif suffix in _LINES and path.is_file():
            with path.open("rb") as file:
                total += sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))
        elif suffix in _SINGLE:
            total += 1
        else:
            return None
    return total
