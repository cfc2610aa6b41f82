"""What more workers bring and what going on costs: `python benchmarks/scaling.py [--workers 1 2] [--words N] [--json]`.

Prints words a second by number of workers in one run, and then the seconds of a run into a file, of the same run once
more with all documents known, and of one that was interrupted in the middle and goes on. Runs of all numbers of
workers take turns, and the best of each is reported: other work on the machine only ever makes things slower. One
worker is one process on one core. Times are from the first result to the last, so that loading does not count.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline import run
from pipeline.delivery import Summary
from pipeline.records import Document, Result

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"
REPEATS = 3


def articles(words: int) -> list[Document]:
    """The gold articles as so many documents of their own that there are `words` words."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    documents: list[Document] = []
    total = 0
    while total < words:
        text = sources[len(documents) % len(sources)]
        total += len(text.split())
        number = str(len(documents))
        documents.append(Document(id=number, uri=f"{number}.txt", sha256=number, text=text))
    return documents


@cache
def single_core() -> run.Pipeline:
    """The pipeline on one core, as each of several workers has it."""
    pipeline = run.load()
    for _, component in pipeline.nlp.pipeline:
        if hasattr(component, "threads"):
            component.threads = 1
    return pipeline


def rate(documents: list[Document], workers: int) -> float:
    """Words a second between the first result and the last."""
    words = 0
    started = None
    for result in run.results(documents, workers=workers, pipeline=single_core()):
        if result.failure:
            sys.exit(result.failure.reason)
        if started is None:
            started = time.perf_counter()
        else:
            words += len(result.document.text.split()) if result.document else 0
    return words / (time.perf_counter() - (started or 0))


def resume(documents: list[Document], workers: int) -> dict[str, float]:
    """Seconds of a whole run, of one that finds all known, and of one that goes on from the middle."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        target, ledger = Path(folder, "claims.jsonl"), Path(folder, "claims.jsonl.ledger")

        def seconds(watch: run.Watch | None = None) -> float:
            started = time.perf_counter()
            with contextlib.suppress(KeyboardInterrupt):
                run.deliver(documents, target, ledger=ledger, watch=watch, workers=workers)
            return time.perf_counter() - started

        def interrupt(result: Result, summary: Summary) -> None:
            if summary.documents >= len(documents) // 2:
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
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    documents = articles(options.words)
    rates = dict.fromkeys(options.workers, 0.0)
    for _ in range(REPEATS):
        for workers in options.workers:
            rates[workers] = max(rates[workers], rate(documents, workers))
    first = rates[options.workers[0]]
    figures = {f"words/s, {workers} workers": found for workers, found in rates.items()}
    figures |= {f"{workers} workers against {options.workers[0]}": found / first for workers, found in rates.items()}
    figures |= resume(documents, options.workers[-1])
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.0f}" if figure >= 100 else f"{figure:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
