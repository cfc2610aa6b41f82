"""How fast claimspan is and how much memory it takes: `python benchmarks/speed.py [ARTICLE] [--words N] [--json]`.

Prints the time from starting the command to the first claim of ARTICLE, the largest memory of that run, words a
second of one process, what the whole path costs against the bare model, and each component's share of the time.
`benchmarks/scaling.py` says what more processes bring.

The bare model is what a spaCy model does: tokens, tags, sentences, dependencies, names and lemmas. The whole path is all
from the document to the lines of JSON. Both read each article in turn, and both are counted in CPU seconds of this
process, so that other work on the machine changes their ratio little.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from pathlib import Path

from articles import count, documents, show

from pipeline import run
from pipeline.records import Document

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "corpus" / "samples" / "a-border-in-the-steppe.txt"
# ru_maxrss is in KiB on Linux and in bytes on macOS.
RSS_PER_MIB = 1024 if sys.platform == "linux" else 1024**2
# The components of the bare model.
BARE = ("claimspan_sections", "claimspan_encoder", "claimspan_lemmas")

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


def whole(pipeline: run.Pipeline, read: list[Document]) -> None:
    """All that is done with documents, up to the lines of JSON."""
    for result in run.results(read, pipeline=pipeline):
        if result.failure:
            sys.exit(result.failure.reason)
        for claim in result.claims:
            claim.to_json()


def bare(pipeline: run.Pipeline, document: Document) -> None:
    """What a spaCy model does with a text."""
    doc = pipeline.nlp.make_doc(document.text)
    for name in BARE:
        doc = pipeline.nlp.get_pipe(name)(doc)


def throughput(pipeline: run.Pipeline, read: list[Document]) -> float:
    """Words a second of this process."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        whole(pipeline, read)
        times.append(time.perf_counter() - started)
    return count(read) / min(times)


def against_bare(pipeline: run.Pipeline, read: list[Document]) -> float:
    """CPU time of the whole path against that of the bare model."""
    for document in read[:5]:
        whole(pipeline, [document])
    spent = {"whole": 0.0, "bare": 0.0}
    for document in read:
        started = time.process_time()
        bare(pipeline, document)
        between = time.process_time()
        whole(pipeline, [document])
        spent["bare"] += between - started
        spent["whole"] += time.process_time() - between
    return spent["whole"] / spent["bare"]


def shares(pipeline: run.Pipeline, read: list[Document]) -> dict[str, float]:
    """Each component's share of the CPU time that reading takes, one document after the other.

    What is loaded is frozen, as it is in the workers (`pipeline/preload.py`): the collector does not walk it.
    """
    gc.collect()
    gc.freeze()
    nlp = pipeline.nlp
    spent = dict.fromkeys(["tokenizer", *nlp.pipe_names], 0.0)
    for document in read:
        started = time.process_time()
        doc = nlp.make_doc(document.text)
        spent["tokenizer"] += time.process_time() - started
        for name, component in nlp.pipeline:
            started = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - started
    gc.unfreeze()
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def measure(article: Path, words: int) -> dict[str, float]:
    """All figures by name, in the order in which they are printed."""
    first, end, memory = min(cold(article) for _ in range(REPEATS))
    pipeline = run.load()
    read = documents(words)
    figures = {
        "cold start to first claim (s)": first,
        "cold start to the end (s)": end,
        "largest memory, one article (MiB)": memory,
        "words/s, one process": throughput(pipeline, read),
        "whole path against the bare model": against_bare(pipeline, read),
    }
    return figures | {f"share of {name} (%)": 100 * share for name, share in shares(pipeline, read[:20]).items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=SAMPLE, help="default: the sample")
    parser.add_argument("--words", type=int, default=20_000, help="how many words to read (default: 20000)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    show(measure(options.article.resolve(), options.words), as_json=options.json)


if __name__ == "__main__":
    main()
