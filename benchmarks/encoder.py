"""The shipped int8 encoder beside the same network in torch float32, in one run: words a second, load time, agreement.

`python benchmarks/encoder.py [RUN] [--words N]`: RUN is the folder of a finished `claimspan train` (needs the `train`
extra); without it only what ships is measured. The texts are the articles of the project's gold, over and over; the
pairs take turns, and each figure is the median of its rounds. A word is what stands between spaces.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc

from pipeline import resources
from pipeline.stages.encoder import Encoder, fit
from pipeline.stages.encoder_input import WordPieces, Words, batch, words_of
from pipeline.stages.tokenization import build_tokenizer

TEXTS = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "articles"
ROUNDS = 5
LOAD = """
import time, spacy
from pipeline import run
began = time.perf_counter(); run.load(); print(time.perf_counter() - began)
"""


def windows(docs: list[Doc], pieces: WordPieces) -> list[Words]:
    """The texts in the windows that the encoder reads."""
    found = []
    for doc in docs:
        words, _ = words_of(doc)
        begin = 0
        while begin < len(words.forms):
            end = fit(words, pieces, begin)
            found.append(Words(words.forms[begin:end], words.gaps[begin:end]))
            begin = end
    return found


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, nargs="?", help="folder of a finished training")
    parser.add_argument("--words", type=int, default=8000)
    options = parser.parse_args()
    vocab = spacy.blank("en").vocab
    encoder = Encoder(vocab, threads=0).from_disk(resources.model(None) / "claimspan_encoder")
    session, pieces, _ = encoder._load()
    tokenizer = build_tokenizer(vocab)
    texts = [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    docs: list[Doc] = []
    while (words := sum(len(doc.text.split()) for doc in docs)) < options.words:
        docs.append(tokenizer(texts[len(docs) % len(texts)]))
    batches = [batch([window], pieces) for window in windows(docs, pieces)]
    names = [node.name for node in session.get_inputs()]

    def shipped() -> None:
        for inputs in batches:
            session.run(None, {name: inputs[name] for name in names})

    def component() -> None:
        for doc in docs:
            encoder(Doc(vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]))

    contenders: dict[str, Callable[[], None]] = {"component, int8": component, "network, int8": shipped}
    if options.run:
        import torch

        from pipeline.training.encoder import trained_reader

        reader = trained_reader(options.run)[0].eval()
        tensors = [{name: torch.from_numpy(array) for name, array in inputs.items()} for inputs in batches]

        def plain() -> None:
            with torch.inference_mode():
                for inputs in tensors:
                    reader(inputs)

        contenders["network, torch float32"] = plain
    for work in contenders.values():
        work()
    rounds = [{name: seconds(work) for name, work in contenders.items()} for _ in range(ROUNDS)]
    table = Table("", "words/s", "ratio to torch float32")
    for name in contenders:
        spent = statistics.median(row[name] for row in rounds)
        ratio = (
            statistics.median(row["network, torch float32"] / row[name] for row in rounds)
            if options.run
            else float("nan")
        )
        table.add_row(name, f"{words / spent:,.0f}", f"{ratio:.2f}")
    console = Console()
    console.print(table)
    loads = [
        float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    size = sum(path.stat().st_size for path in resources.model(None).rglob("*") if path.is_file()) / 1e6
    console.print(f"load beyond `import spacy`: {min(loads):.2f} s; the model's folder: {size:.1f} MB")


if __name__ == "__main__":
    main()
