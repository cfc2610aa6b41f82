"""Training and development sets of a spaCy training run, written as DocBins."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

from spacy.lang.en import English
from spacy.tokens import Doc, DocBin

from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.gazetteer import build_gazetteer
from pipeline.training.harmonise import Labels
from pipeline.training.name_docs import joined, name_texts, to_doc, training_docs
from pipeline.training.treebanks import treebank_docs

SYNTAX = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"]
NAMES = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"]
# Words of a window: the long ones teach sentence ends in running text, the short ones how texts begin.
LONG, SHORT = 240, 60
# Characters of a text of names, and the most held-out Docs per corpus that training looks at.
NAMES_SIZE, NAMES_DEV = 400, 150


def syntax_sets(corpora: Path, out: Path, seed: int) -> tuple[Path, Path]:
    """Trees of EWT and GUM: train in long and in short windows, dev in long ones."""
    vocab = English().vocab
    train = treebank_docs(vocab, corpora, "train", size=LONG, seed=seed)
    train += treebank_docs(vocab, corpora, "train", size=SHORT, seed=seed + 1)
    Random(seed).shuffle(train)
    dev = treebank_docs(vocab, corpora, "dev", size=LONG)
    return _write(train, SYNTAX, out / "syntax-train.spacy"), _write(dev, SYNTAX, out / "syntax-dev.spacy")


def names_sets(corpora: Path, reference: Path, out: Path, seed: int) -> tuple[Path, Path]:
    """Names of gmb, re3d, GUM and Re-DocRED to learn from; the start of every held-out part to watch progress on."""
    labels = Labels.build(build_gazetteer(reference))
    tokenizer = build_tokenizer(English().vocab)
    train = training_docs(tokenizer, corpora, labels, seed)
    dev = [
        to_doc(tokenizer, text)
        for texts in name_texts(corpora, labels, "held-out").values()
        for text in list(joined(texts, NAMES_SIZE))[:NAMES_DEV]
    ]
    return _write(train, NAMES, out / "names-train.spacy"), _write(dev, NAMES, out / "names-dev.spacy")


def read(path: Path, vocab: object) -> list[Doc]:
    """The Docs of a DocBin."""
    return list(DocBin().from_disk(path).get_docs(vocab))  # type: ignore[arg-type]


def _write(docs: Iterable[Doc], attributes: list[str], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(attrs=attributes, docs=docs).to_disk(path)
    return path
