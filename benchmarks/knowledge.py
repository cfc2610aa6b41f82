"""What the knowledge base costs: seconds to load it, and the share of the pipeline's time that its look-ups take.

    python benchmarks/knowledge.py [--words N]

Loads the base in fresh processes and takes the best of three. Then runs the pipeline over the gold articles (a word is what
stands between spaces) and sets the time of the linking component, in which all look-ups happen, beside that of all.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from pipeline import run
from pipeline.ingest import document
from pipeline.stages.reading import make_docs

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"
REPEATS = 3
LOAD = """
import time
from pipeline.knowledge import {module}
start = time.perf_counter()
{module}.load()
print(time.perf_counter() - start)
"""


def loading(module: str) -> float:
    """Seconds in which `module.load()` reads its table in a new process."""
    command = [sys.executable, "-c", LOAD.format(module=module)]
    return min(float(subprocess.check_output(command, text=True)) for _ in range(REPEATS))


def shares(words: int) -> tuple[int, dict[str, float]]:
    """Words read, and seconds of each component."""
    nlp = run.load().nlp
    texts = [path.read_bytes().decode("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    seconds = dict.fromkeys(nlp.pipe_names, 0.0)
    read = 0
    while read < words:
        for text in texts:
            for doc in make_docs(nlp, document(text, uri="text"), 10**6, published=None):
                for name, component in nlp.pipeline:
                    start = time.perf_counter()
                    doc = component(doc)
                    # The first text also loads tables and fills caches.
                    seconds[name] += time.perf_counter() - start if read else 0.0
            read += len(text.split())
    return read, seconds


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=10_000)
    options = parser.parse_args()
    for module, what in (("base", "names and entities, for extraction"), ("facts", "facts, for verification")):
        print(f"{loading(module):6.2f} s  to load {what}")
    read, seconds = shares(options.words)
    total = sum(seconds.values())
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{spent / total:7.1%}  {name}")
    print(f"{read:,} words in {total:.1f} s")


if __name__ == "__main__":
    main()
