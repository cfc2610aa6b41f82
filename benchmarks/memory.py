"""How much memory a run takes as its corpus grows: `python benchmarks/memory.py [--megabytes 1 4 16] [--workers N]`.

Writes a JSON Lines corpus of each size (the articles of the project's gold over and over, every seventh word
another, so that names never end), runs `claimspan extract` on it into a file with a ledger, and prints the largest memory
of all its processes together. Shared pages count once (PSS of /proc, so Linux only).

`--giant` writes one document of that size in a single line instead. `--without-reading` leaves the model out and makes
claims of slices of the text, to see what ingestion, the ledger and the file take on sizes that would be read for hours.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline import ingest
from pipeline.delivery import deliver
from pipeline.engines import Job, engine
from pipeline.ledger import Ledger
from pipeline.packing import Packer
from pipeline.records import Argument, Claim, Document, Evidence, Predicate, Producer, Result
from pipeline.sinks import sink

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"
# Seconds between two looks at the memory.
INTERVAL = 0.2
# The share of claims to text on the gold articles: one for so many characters.
CHARACTERS_PER_CLAIM = 40


def articles(size: int) -> Iterator[str]:
    """Articles of about `size` bytes together."""
    chance = random.Random(1)
    sources = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    written = number = 0
    while written < size:
        words = sources[number % len(sources)].split(" ")
        for place in range(0, len(words), 7):
            words[place] = name(chance)
        text = " ".join(words)
        number += 1
        written += len(text)
        yield text


def name(chance: random.Random) -> str:
    """A word that nobody has seen."""
    syllables = (chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
    return "".join(syllables).capitalize()


def write_corpus(path: Path, size: int, *, giant: bool) -> None:
    """A corpus of about `size` bytes: an article a line, or one document in one line of text."""
    with path.open("w", encoding="utf-8") as file:
        if giant:
            file.write(" ".join(" ".join(text.split()) for text in articles(size)))
        else:
            file.writelines(json.dumps({"text": text}) + "\n" for text in articles(size))


def slices(texts: list[Document]) -> list[Result]:
    """As many claims as reading would give, of slices of the text."""
    return [Result(text, cut(text)) for text in texts]


def cut(text: Document) -> Sequence[Claim]:
    """The claims of one text."""
    packer = Packer()
    for start in range(0, len(text.text) - CHARACTERS_PER_CLAIM, CHARACTERS_PER_CLAIM):
        quote = text.text[start : start + CHARACTERS_PER_CLAIM]
        end = start + len(quote)
        claim = Claim(
            id=f"c:{start}", proposition="p", document=text.ref(), kind="statement", text=quote,
            subject=Argument(text=quote, start=start, end=end), predicate=Predicate(id="open", label="say"),
            object=Argument(text=quote, start=start, end=end), evidence=Evidence(start=start, end=end, quote=quote),
            confidence=0.5, checkworthiness=0.5, producer=Producer(pipeline="0", model="m", rule="r"),
        )  # fmt: skip
        packer.add([claim])
    return packer.claims()


def start() -> Callable[[list[Document]], list[Result]]:
    """What reads when nothing is read."""
    return slices


def pass_through(corpus: Path, target: Path) -> None:
    """Everything that a run does but reading."""
    reading = engine("local", Job(start, (), lambda text, reason: Result(text)), 1)
    found = ingest.read(corpus, language="en")
    with Ledger(f"{target}.ledger") as ledger, sink(target) as out:
        deliver(found, reading, [out], ledger=ledger)


def measure(corpus: Path, target: Path, workers: int, *, reading: bool) -> tuple[float, float]:
    """Largest memory in MiB of all processes of a run together, and its seconds."""
    if reading:
        command = ["-m", "pipeline.cli", "extract", str(corpus), "--to", str(target), "--workers", str(workers), "-q"]
    else:
        command = [__file__, "--pass-through", str(corpus), str(target)]
    started = time.monotonic()
    most = 0.0
    with subprocess.Popen([sys.executable, *command]) as process:
        while process.poll() is None:
            most = max(most, sum(shared(pid) for pid in family(process.pid)))
            time.sleep(INTERVAL)
    if process.returncode:
        sys.exit(f"The run failed with exit code {process.returncode}.")
    return most / 1024, time.monotonic() - started


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def shared(pid: int) -> int:
    """The proportional set size of a process in KiB: pages shared with n processes count as one n-th."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1, 4, 16], help="sizes (default: 1 4 16)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--giant", action="store_true", help="one document in one line")
    parser.add_argument("--without-reading", action="store_true", help="leave the model out")
    parser.add_argument("--pass-through", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pass_through:
        pass_through(*options.pass_through)
        return
    columns = ("MB of text", "largest memory, MiB", "seconds", "claims file, MB", "ledger, MB")
    print("  ".join(columns), flush=True)
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus.txt" if options.giant else "corpus.jsonl")
            target = Path(folder, "claims.jsonl")
            write_corpus(corpus, int(megabytes * 1e6), giant=options.giant)
            most, seconds = measure(corpus, target, options.workers, reading=not options.without_reading)
            sizes = (Path(f"{target}{suffix}").stat().st_size / 1e6 for suffix in ("", ".ledger"))
            row = (f"{megabytes:g}", f"{most:,.0f}", f"{seconds:,.0f}", *(f"{size:,.1f}" for size in sizes))
            # Row by row, because the next may take hours.
            print("  ".join(cell.rjust(len(name)) for cell, name in zip(row, columns, strict=True)), flush=True)


if __name__ == "__main__":
    main()
