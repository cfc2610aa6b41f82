"""How much memory a run takes as its corpus grows: `python benchmarks/memory.py [--megabytes 1 4 16] [--workers N]`.

Writes a JSON Lines corpus of each size (the articles of the project's gold over and over, every seventh word
another, so that names never end), runs `claimspan extract` on it into a file with a ledger, and prints the largest memory
of all its processes together. Shared pages count once (PSS of /proc, so Linux only).

`--giant` writes one document of that size in a single line instead. `--beside N` gives every row N characters that nobody reads, as exports
carry the source of a page beside its text, so that a large corpus is read by the model within minutes. `--without-reading` leaves the model out and gives each
text the claims that reading finds in its article, to see what ingestion, the processes, the ledger and the file take on sizes
that would be read for hours. `--to` is the kind of file.
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
from collections.abc import Iterator
from pathlib import Path

import stand_in

from pipeline import ingest
from pipeline.delivery import deliver
from pipeline.engines import Job, engine
from pipeline.ledger import Ledger
from pipeline.sinks import sink

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"
# Seconds between two looks at the memory.
INTERVAL = 0.2


def sources() -> list[Path]:
    """The articles that corpora are made of."""
    return sorted(TEXTS.glob("*.txt"))


def articles(size: int) -> Iterator[str]:
    """Articles of about `size` bytes together."""
    chance = random.Random(1)
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    written = number = 0
    while written < size:
        words = texts[number % len(texts)].split(" ")
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


def write_corpus(path: Path, size: int, *, giant: bool, beside: int) -> None:
    """A corpus of about `size` bytes: an article a line with `beside` characters more, or one document in one line of text."""
    with path.open("w", encoding="utf-8") as file:
        if giant:
            file.write(" ".join(" ".join(text.split()) for text in articles(size)))
            return
        source = {"html": ("<p>" + "x" * 97) * (beside // 100)} if beside else {}
        for text in articles(size):
            file.write(json.dumps({"text": text} | source) + "\n")
            if file.tell() >= size:
                return


def pass_through(corpus: Path, target: Path, claims: Path, workers: int) -> None:
    """Everything that a run does but reading."""
    reading = engine("local", Job(stand_in.start, (sources(), claims), stand_in.lost), workers)
    found = ingest.read(corpus)
    with Ledger(f"{target}.ledger") as ledger, sink(target) as out:
        deliver(found, reading, [out], ledger=ledger)


def measure(corpus: Path, target: Path, workers: int, claims: Path | None) -> tuple[float, float]:
    """Largest memory in MiB of all processes of a run together, and its seconds; with `claims`, nothing is read."""
    if claims is None:
        command = ["-m", "pipeline.cli", "extract", str(corpus), "--to", str(target), "--workers", str(workers), "-q"]
    else:
        files = [str(corpus), str(target), str(claims)]
        command = [__file__, "--workers", str(workers), "--pass-through", *files]
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


def on_disk(path: Path) -> int:
    """Bytes of a file, or of all files of a folder; 0 when there is none, as databases have no ledger."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[1, 4, 16], help="sizes (default: 1 4 16)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--giant", action="store_true", help="one document in one line")
    parser.add_argument("--beside", type=int, default=0, metavar="N", help="characters that every row has besides")
    parser.add_argument("--without-reading", action="store_true", help="leave the model out")
    parser.add_argument("--to", metavar="SUFFIX", default=".jsonl", help="the kind of file (default: .jsonl)")
    parser.add_argument("--pass-through", type=Path, nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.pass_through:
        pass_through(*options.pass_through, options.workers)
        return
    columns = ("MB of corpus", "largest memory, MiB", "seconds", "claims file, MB", "ledger, MB")
    print("  ".join(columns), flush=True)
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus.txt" if options.giant else "corpus.jsonl")
            target = Path(folder, f"claims{options.to}")
            claims = Path(folder, "prepared.jsonl") if options.without_reading else None
            if claims is not None:
                stand_in.prepare(sources(), claims)
            write_corpus(corpus, int(megabytes * 1e6), giant=options.giant, beside=options.beside)
            most, seconds = measure(corpus, target, options.workers, claims)
            sizes = (on_disk(Path(f"{target}{suffix}")) / 1e6 for suffix in ("", ".ledger"))
            row = (f"{megabytes:g}", f"{most:,.0f}", f"{seconds:,.0f}", *(f"{size:,.1f}" for size in sizes))
            # Row by row, because the next may take hours.
            print("  ".join(cell.rjust(len(name)) for cell, name in zip(row, columns, strict=True)), flush=True)


if __name__ == "__main__":
    main()
