"""Training and development sets of names as Hugging Face datasets: a row is a text of a few sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.stages.encoder_input import words_of
from pipeline.stages.tokenization import build_tokenizer
from pipeline.training.gazetteer import build_gazetteer
from pipeline.training.harmonise import UNKNOWN, Labels
from pipeline.training.name_docs import joined, name_texts, to_doc, training_docs

if TYPE_CHECKING:
    from datasets import Dataset

# Characters of a text, and the most held-out texts per corpus that training looks at.
SIZE, DEV = 400, 150


class Row(TypedDict):
    """Words, what stands before each (`encoder_input.GAPS`), its label, and whether it begins a sentence.

    A label is `O`, `B-GPE`, `I-GPE`, `B-EVENT|LAW` where it may be either, or `UNKNOWN` where a corpus leaves it
    open. `starts` is empty where the sentences are not known.
    """

    forms: list[str]
    gaps: list[int]
    labels: list[str]
    starts: list[bool]


def row_of(doc: Doc) -> Row:
    """The row of a Doc whose entities, open words and sentence starts `name_docs.to_doc` has set."""
    words, positions = words_of(doc)
    labels = []
    for i in positions:
        token = doc[i]
        named = token.ent_iob_ in ("B", "I")
        labels.append(f"{token.ent_iob_}-{token.ent_type_}" if named else "O" if token.ent_iob_ == "O" else UNKNOWN)
    known = doc.has_annotation("SENT_START")
    return Row(
        forms=words.forms,
        gaps=words.gaps,
        labels=labels,
        starts=[bool(doc[i].is_sent_start) for i in positions] if known else [],
    )


def name_sets(
    corpora: Path, reference: Path, out: Path, seed: int, copies: Mapping[str, int]
) -> tuple[Dataset, Dataset]:
    """Names of all corpora to learn from, and the start of every held-out part to watch progress on.

    `copies` says how often the texts of each corpus are there. Both are kept in `out` as folders that `datasets.load_from_disk` reads.
    """
    labels = Labels.build(build_gazetteer(reference))
    tokenizer = build_tokenizer(English().vocab)
    train = training_docs(tokenizer, corpora, labels, seed, copies)
    dev = [
        to_doc(tokenizer, text)
        for texts in name_texts(corpora, labels, "held-out").values()
        for text in list(joined(texts, SIZE))[:DEV]
    ]
    return _write(train, out / "names-train"), _write(dev, out / "names-dev")


def _write(docs: Iterable[Doc], folder: Path) -> Dataset:
    from datasets import Dataset, Features, Sequence, Value

    features = Features(
        {
            "forms": Sequence(Value("string")),
            "gaps": Sequence(Value("int8")),
            "labels": Sequence(Value("string")),
            "starts": Sequence(Value("bool")),
        }
    )
    rows = [row_of(doc) for doc in docs]
    found = Dataset.from_dict({name: [row[name] for row in rows] for name in Row.__annotations__}, features=features)  # type: ignore[literal-required]
    found.save_to_disk(str(folder))
    return found
