"""How fast claimspan is and how much memory it takes: `python benchmarks/speed.py [ARTICLE] [--words N] [--json]`.

Prints the time from starting the command to the first claim of ARTICLE, the largest memory of that run, words a
second with one and two worker processes once they have started, and each component's share of the time. The texts are the
articles of the project's gold, over and over; a word is what stands between spaces.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline import run
from pipeline.records import Document

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpus" / "samples" / "a-border-in-the-steppe.txt"
TEXTS = ROOT / "corpus" / "gold" / "articles"
# ru_maxrss is in KiB on Linux and in bytes on macOS.
RSS_PER_MIB = 1024 if sys.platform == "linux" else 1024**2

# The best of so many is reported: other work on the machine only ever makes things slower.
REPEATS = 3


def cold(article: Path) -> tuple[float, float, float]:
    """Seconds to the first claim, seconds to the end, and largest memory in MiB of `claimspan extract ARTICLE`."""
    command = [sys.executable, "-m", "pipeline.cli", "extract", "--quiet", str(article)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    if process.stdout is None:
        sys.exit("The command has no output to read.")
    with process.stdout as lines:
        lines.readline()
        first = time.perf_counter() - started
        lines.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"claimspan failed with exit code {process.returncode}.")
    return first, time.perf_counter() - started, usage.ru_maxrss / RSS_PER_MIB


def articles(words: int) -> list[Document]:
    """The gold articles as so many documents of their own that there are `words` words."""
    sources = [path.read_bytes().decode("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    documents: list[Document] = []
    total = 0
    while total < words:
        text = sources[len(documents) % len(sources)]
        total += len(text.split())
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        documents.append(Document(id=str(len(documents)), uri=f"{len(documents)}.txt", sha256=digest, text=text))
    return documents


def throughput(pipeline: run.Pipeline, documents: list[Document], workers: int) -> float:
    """Words a second of `workers` processes, without the time that they take to start (measured on one document)."""
    words = sum(len(document.text.split()) for document in documents[1:])
    start = min(elapsed(pipeline, documents[:1], workers) for _ in range(REPEATS))
    return words / (min(elapsed(pipeline, documents, workers) for _ in range(REPEATS)) - start)


def elapsed(pipeline: run.Pipeline, documents: list[Document], workers: int) -> float:
    """Seconds to read all documents, with the start of the workers."""
    started = time.perf_counter()
    for result in run.results(documents, pipeline=pipeline, workers=workers):
        if result.failure:
            sys.exit(result.failure.reason)
    return time.perf_counter() - started


def shares(pipeline: run.Pipeline, documents: list[Document]) -> dict[str, float]:
    """Each component's share of the time that reading takes, one document after the other."""
    nlp = pipeline.nlp
    spent = dict.fromkeys(["tokenizer", *nlp.pipe_names], 0.0)
    for document in documents:
        started = time.perf_counter()
        doc = nlp.make_doc(document.text)
        spent["tokenizer"] += time.perf_counter() - started
        for name, component in nlp.pipeline:
            started = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - started
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def measure(article: Path, words: int) -> dict[str, float]:
    """All figures by name, in the order in which they are printed."""
    first, whole, memory = min(cold(article) for _ in range(REPEATS))
    pipeline = run.load()
    documents = articles(words)
    figures = {
        "cold start to first claim (s)": first,
        "cold start to the end (s)": whole,
        "largest memory, one article (MiB)": memory,
        "words/s, 1 worker": throughput(pipeline, documents, 1),
        "words/s, 2 workers": throughput(pipeline, documents, 2),
    }
    return figures | {f"share of {name} (%)": 100 * share for name, share in shares(pipeline, documents[:20]).items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE, help="default: the sample")
    parser.add_argument("--words", type=int, default=20_000, help="how many words to read (default: 20000)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    figures = measure(options.article.resolve(), options.words)
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, figure in figures.items():
        table.add_row(name, f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
