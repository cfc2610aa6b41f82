"""What more workers bring and what going on costs: `python benchmarks/scaling.py [--workers 1 2] [--words N] [--json]`.

Prints, all in one run and in turns, the best of each:

* how long workers take to start, at first (the server that they fork from loads the model) and later;
* words a second by number of workers, from when they have started to the last result, and what more workers bring;
* what the machine itself gives for as many processes: such as do nothing but arithmetic, and such as each read the same
  documents by themselves, without the engine, which have to share caches and memory as workers do. More than the latter
  no engine can reach.
* the share of the time in which the process that hands out documents and takes results is busy itself.

Then the seconds of a run into a file, of the same run once more with all documents known, and of one that was
interrupted in the middle and goes on. One worker is one process on one core. A run shorter than some 20 batches of
10,000 characters for each worker tells more about the last batch than about the workers.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

from articles import count, documents, show

from pipeline import run
from pipeline.delivery import Summary
from pipeline.records import Document, Result

# Additions that one process makes to see what the machine gives.
ADDITIONS = 60_000_000


class Run(NamedTuple):
    """Seconds of a run, and those for which this process was busy itself."""

    seconds: float
    busy: float


@cache
def single_core() -> run.Pipeline:
    """The pipeline on one core, as each of several workers has it."""
    pipeline = run.load()
    for _, component in pipeline.nlp.pipeline:
        if hasattr(component, "threads"):
            component.threads = 1
    return pipeline


def read(texts: list[Document], workers: int) -> Run:
    """Read all documents, with the start of the workers."""
    started, busy = time.perf_counter(), time.process_time()
    for result in run.results(texts, workers=workers, pipeline=single_core()):
        if result.failure:
            sys.exit(result.failure.reason)
    return Run(time.perf_counter() - started, time.process_time() - busy)


def side_by_side(task: str, amount: int, processes: int) -> float:
    """Seconds until the last of some processes, started and then let go together, has done a task."""
    command = [sys.executable, __file__, "--task", task, str(amount)]
    crew = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    with contextlib.ExitStack() as stack:
        pipes = [(stack.enter_context(one), one.stdin, one.stdout) for one in crew]
        for _, _, answers in pipes:
            if answers is None or not answers.readline():
                sys.exit(f"A process for {task!r} did not start.")
        for _, go, _ in pipes:
            if go is not None:
                print("go", file=go, flush=True)
        return max(float(answers.readline()) for _, _, answers in pipes if answers is not None)


def work(task: str, amount: int) -> None:
    """What each process of `side_by_side` does: get ready, say so, wait, and print how long the task took."""
    texts = documents(amount) if task == "read" else []
    if texts:
        read(texts[:1], 1)
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    if texts:
        read(texts, 1)
    else:
        total = 0
        for number in range(amount):
            total += number
    print(time.perf_counter() - started, flush=True)


def scaling(numbers: list[int], words: int, repeats: int) -> dict[str, float]:
    """Rates by number of workers, and what the machine gives."""
    texts, base = documents(words), numbers[0]
    read(texts[:1], 1)
    first = {workers: read(texts[:1], workers).seconds for workers in numbers if workers > 1}
    start: dict[int, list[float]] = {workers: [] for workers in numbers}
    runs: dict[int, list[Run]] = {workers: [] for workers in numbers}
    alone: dict[tuple[str, int], list[float]] = {}
    for _ in range(repeats):
        for workers in numbers:
            start[workers].append(read(texts[:1], workers).seconds)
            runs[workers].append(read(texts, workers))
            for task, amount in (("count", ADDITIONS), ("read", words)):
                alone.setdefault((task, workers), []).append(side_by_side(task, amount, workers))
    best = {workers: min(runs[workers]) for workers in numbers}
    rates = {workers: count(texts[1:]) / (best[workers].seconds - min(start[workers])) for workers in numbers}
    figures = {f"first start of workers, with the model, when {n} are wanted (s)": took for n, took in first.items()}
    figures |= {f"start and one article, {n} workers (s)": min(start[n]) for n in numbers}
    figures |= {f"words/s, {n} workers": rate for n, rate in rates.items()}
    for n in numbers[1:]:
        figures[f"{n} workers against {base}"] = rates[n] / rates[base]
        for task, name in (("count", "arithmetic alone"), ("read", "readers that each read all")):
            gain = min(alone[task, base]) / min(alone[task, n]) * n / base
            figures[f"the machine gives {n} against {base}: {name}"] = gain
        figures[f"{n} workers: this process is busy (%)"] = 100 * best[n].busy / best[n].seconds
    return figures


def resume(texts: list[Document], workers: int) -> dict[str, float]:
    """Seconds of a whole run, of one that finds all known, and of one that goes on from the middle."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        target, ledger = Path(folder, "claims.jsonl"), Path(folder, "claims.jsonl.ledger")

        def seconds(watch: run.Watch | None = None) -> float:
            started = time.perf_counter()
            with contextlib.suppress(KeyboardInterrupt):
                run.deliver(texts, target, ledger=ledger, watch=watch, workers=workers)
            return time.perf_counter() - started

        def interrupt(result: Result, summary: Summary) -> None:
            if summary.documents >= len(texts) // 2:
                raise KeyboardInterrupt

        figures["run into a file (s)"] = seconds()
        figures["again, all known (s)"] = seconds()
        ledger.unlink()
        figures["up to the middle, interrupted (s)"] = seconds(interrupt)
        figures["on from the middle (s)"] = seconds()
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of workers (default: 1 2)")
    parser.add_argument("--words", type=int, default=60_000, help="how many words to read (default: 60000)")
    parser.add_argument("--repeats", type=int, default=3, help="rounds, of which the best counts (default: 3)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--task", nargs=2, metavar=("TASK", "AMOUNT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        work(options.task[0], int(options.task[1]))
        return
    figures = scaling(options.workers, options.words, options.repeats)
    show(figures | resume(documents(options.words), options.workers[-1]), as_json=options.json)


if __name__ == "__main__":
    main()
