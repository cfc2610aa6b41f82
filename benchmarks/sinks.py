"""How many claims a second each kind of store takes and gives: `python benchmarks/sinks.py [--claims N] [--postgres URL] [--json]`.

The claims are those of the articles of the project's gold, over and over as other documents, made once and in memory before
the clock starts. `again` loads a database a second time, which changes nothing; `bytes` is the size of what was written.
A PostgreSQL database is measured when its URL is given: use an empty one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline import run
from pipeline.records import Result
from pipeline.sinks import read_results, sink

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "corpus" / "gold" / "articles"
KINDS = (
    ".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".parquet", ".hf", ".ttl", ".jsonld", ".ann", ".spacy", ".db", ".duckdb",
)  # fmt: skip
# Stores that know what they hold.
LEDGERS = (".db", ".duckdb")


def corpus(claims: int) -> list[Result]:
    """Results with at least so many claims together, each of a document of its own."""
    found = [result for result in run.results(sorted(TEXTS.glob("*.txt"))) if result.claims]
    made: list[Result] = []
    for number, result in enumerate(cycle(found)):
        if claims <= 0 or result.document is None:
            break
        document = result.document.model_copy(update={"uri": f"archive/{number}.txt"})
        named = (claim.model_copy(update={"document": document.ref()}) for claim in result.claims)
        made.append(Result(document, tuple(islice(named, claims))))
        claims -= len(result.claims)
    return made


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def load(results: list[Result], target: str) -> None:
    """Put everything into a store."""
    with sink(target) as out:
        for result in results:
            out.put(result, "benchmark")


def measured(results: list[Result], target: str, *, ledger: bool) -> dict[str, float | None]:
    """Claims a second, written, loaded again, and read; and bytes."""
    claims = sum(len(result.claims) for result in results)
    # What is imported is not measured.
    with tempfile.TemporaryDirectory() as folder:
        if "://" not in target:
            load(results[:1], f"{folder}/warm{''.join(Path(target).suffixes)}")
            list(read_results(f"{folder}/warm{''.join(Path(target).suffixes)}"))
    row: dict[str, float | None] = {"write": claims / seconds(lambda: load(results, target)), "again": None}
    if ledger:
        row["again"] = claims / seconds(lambda: load(results, target))
    row["read"] = claims / seconds(lambda: _drain(target))
    path = Path(target)
    files: Iterator[Path] = path.rglob("*") if path.is_dir() else iter([path])
    row["bytes"] = None if "://" in target else sum(file.stat().st_size for file in files)
    return row


def _drain(target: str) -> int:
    return sum(len(result.claims) for result in read_results(target))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--postgres", metavar="URL")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = corpus(options.claims)
    rows: dict[str, dict[str, float | None]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            rows[kind] = measured(results, f"{folder}/claims{kind}", ledger=kind in LEDGERS)
    if options.postgres:
        rows["postgresql:"] = measured(results, options.postgres, ledger=True)
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    claims = sum(len(result.claims) for result in results)
    table = Table(title=f"{claims:,} claims of {len(results):,} documents, claims a second", box=None)
    for name in ("store", "write", "again", "read", "bytes a claim"):
        table.add_column(name, justify="left" if name == "store" else "right")
    for kind, row in rows.items():
        size = row["bytes"]
        cells = ["" if row[name] is None else f"{row[name]:,.0f}" for name in ("write", "again", "read")]
        table.add_row(kind, *cells, "" if size is None else f"{size / claims:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
