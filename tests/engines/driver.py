"""A run without a model, for tests that kill it: `python driver.py FOLDER WORKERS DOCUMENTS SECONDS`.

Reads DOCUMENTS made-up texts with WORKERS processes, each text in SECONDS, into two files in FOLDER, or into a database
where FOLDER is its URL.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from pipeline.delivery import Summary, deliver
from pipeline.engines import Job, engine
from pipeline.ledger import Ledger
from pipeline.records import Argument, Claim, Document, Evidence, Failure, Predicate, Producer, Result
from pipeline.sinks import sink

TARGETS = ("claims.jsonl", "copy.jsonl")
LEDGER = "claims.jsonl.ledger"


def texts(number: int) -> Iterator[Document | Failure]:
    """Texts of one to thirty sentences, and now and then what cannot be read."""
    for i in range(number):
        if i % 17 == 5:
            yield Failure(uri=f"{i}.txt", error="SourceError", reason=f"{i}.txt is empty.")
        text = " ".join(f"Sentence {j} of text {i} says so." for j in range(1 + i * i % 30))
        yield Document(id=str(i), uri=f"{i}.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text)


def start(seconds: float) -> Callable[[list[Document]], list[Result]]:
    """A reader that takes `seconds` for each text and makes a claim of each sentence."""

    def read(documents: list[Document]) -> list[Result]:
        time.sleep(seconds * len(documents))
        return [Result(document, tuple(claims(document))) for document in documents]

    return read


def claims(document: Document) -> Iterator[Claim]:
    """A claim for each sentence."""
    place = 0
    for sentence in document.text.split(". "):
        start, end = place, place + len(sentence)
        place = end + 2
        yield Claim(
            id=f"c:{document.id}:{start}", proposition="p", document=document.ref(), kind="statement", text=sentence,
            subject=Argument(text=sentence, start=start, end=end), predicate=Predicate(id="open", label="say"),
            evidence=Evidence(start=start, end=end, quote=sentence), confidence=0.5, checkworthiness=0.5,
            producer=Producer(pipeline="0", model="m", rule="r"),
        )  # fmt: skip


def lost(document: Document, reason: str) -> Result:
    """What becomes of a text on which processes died."""
    return Result(document, failure=Failure(uri=document.uri, error="PipelineError", reason=reason))


def run(folder: Path, workers: int, number: int, seconds: float = 0.0, name: str = "local") -> Summary:
    """Read the texts into the two files."""
    reading = engine(name, Job(start, (seconds,), lost), workers)
    with ExitStack() as stack:
        book = stack.enter_context(Ledger(folder / LEDGER))
        sinks = [stack.enter_context(sink(folder / target)) for target in TARGETS]
        return deliver(texts(number), reading, sinks, ledger=book)


def run_into(url: str, workers: int, number: int, seconds: float = 0.0) -> Summary:
    """Read the texts into a database, which knows by itself what it has."""
    reading = engine("local", Job(start, (seconds,), lost), workers)
    with sink(url) as store:
        return deliver(texts(number), reading, [store], fingerprint="f")


if __name__ == "__main__":
    place, workers, number, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    run_into(place, workers, number, seconds) if ":" in place else run(Path(place), workers, number, seconds)
