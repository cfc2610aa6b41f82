"""Universal Dependencies treebanks as spaCy Docs: running text with gold words, tags, trees and sentence starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.errors import TrainingError
from pipeline.training.corpora import open_text, treebank_files

TREEBANKS = ("ewt", "gum")


@dataclass(slots=True)
class Sentence:
    """One tree. `heads` are positions in the sentence (the root is its own head); `spaces` says what follows a word.

    `paragraph` and `document` are true where the sentence opens one. `entity` is GUM's `Entity=` per word.
    """

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    entity: list[str] = field(default_factory=list)
    paragraph: bool = False
    document: bool = False


def read_treebank(corpora: Path, part: str) -> Iterator[Sentence]:
    """Sentences of a part such as `ewt-train`; TrainingError when it is not there."""
    for path in treebank_files(corpora, part):
        yield from read_conllu(path)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file (gzip or plain); the words of multi-word tokens, joined as their surface form."""
    if not path.is_file():
        raise TrainingError(f"There is no treebank at {path}: give the folder that holds the corpora.")
    sentence, covered, glued = Sentence(), 0, False
    with open_text(path) as file:
        for line in file:
            line = line.rstrip("\n")
            if not line:
                if sentence.words:
                    yield sentence
                sentence, covered, glued = Sentence(), 0, False
            elif line.startswith("# newdoc"):
                sentence.document = True
            elif line.startswith("# newpar"):
                sentence.paragraph = True
            elif not line.startswith("#"):
                row = line.split("\t")
                no_space = "SpaceAfter=No" in row[9]
                if "-" in row[0]:
                    covered, glued = int(row[0].split("-")[1]), no_space
                elif "." not in row[0]:
                    position = int(row[0])
                    if position <= covered:
                        no_space = position < covered or glued
                    _add(sentence, row, no_space)
    if sentence.words:
        yield sentence


def _add(sentence: Sentence, row: list[str], no_space: bool) -> None:
    position, head = int(row[0]) - 1, int(row[6]) - 1
    misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
    sentence.words.append(row[1])
    sentence.spaces.append(not no_space)
    sentence.lemmas.append(row[2])
    sentence.upos.append(row[3])
    sentence.xpos.append(row[4])
    sentence.feats.append("" if row[5] == "_" else row[5])
    sentence.heads.append(position if head < 0 else head)
    sentence.deps.append("ROOT" if head < 0 else row[7])
    sentence.entity.append(misc.get("Entity", ""))


def windows(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Runs of sentences of one document, closed at the first sentence end at or past `size` words."""
    run: list[Sentence] = []
    words = 0
    for sentence in sentences:
        if run and (sentence.document or words >= size):
            yield run
            run, words = [], 0
        run.append(sentence)
        words += len(sentence.words)
    if run:
        yield run


def to_doc(vocab: Vocab, run: list[Sentence], random: Random | None = None, *, paragraphs: bool = False) -> Doc:
    """One Doc of a run of sentences.

    With `random`, as texts come: blank lines between most paragraphs, sometimes no space behind a full stop, sometimes
    a word in capitals. Without it, one space between sentences, and with `paragraphs` a blank line between paragraphs.
    """
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list[str]] = {"lemmas": [], "pos": [], "tags": [], "morphs": [], "deps": []}
    heads: list[int] = []
    starts: list[bool] = []
    breaks = paragraphs if random is None else random.random() < 0.7
    for number, sentence in enumerate(run):
        if number:
            if breaks and sentence.paragraph:
                spaces[-1] = False
                _append_break(words, spaces, columns, heads, starts)
            else:
                tight = random is not None and words[-1] == "." and sentence.words[0][:1].isupper()
                spaces[-1] = not (tight and random is not None and random.random() < 0.03)
        offset = len(words)
        words.extend(_vary(sentence, random) if random else sentence.words)
        spaces.extend(sentence.spaces)
        heads.extend(offset + head for head in sentence.heads)
        starts.extend(i == 0 for i in range(len(sentence.words)))
        for name, values in (
            ("lemmas", sentence.lemmas),
            ("pos", sentence.upos),
            ("tags", sentence.xpos),
            ("morphs", sentence.feats),
            ("deps", sentence.deps),
        ):
            columns[name].extend(values)
    return Doc(vocab, words=words, spaces=spaces, heads=heads, sent_starts=starts, **columns)  # type: ignore[arg-type]


def _append_break(
    words: list[str], spaces: list[bool], columns: dict[str, list[str]], heads: list[int], starts: list[bool]
) -> None:
    """A blank line, which hangs on the word before it, as spaCy's own whitespace augmentation has it."""
    heads.append(len(words) - 1)
    words.append("\n\n")
    spaces.append(False)
    starts.append(False)
    for name, value in (("lemmas", "\n\n"), ("pos", "SPACE"), ("tags", "_SP"), ("morphs", ""), ("deps", "dep")):
        columns[name].append(value)


def _vary(sentence: Sentence, random: Random) -> list[str]:
    """The words, now and then with the last word of each person's name in capitals ("Hamid KARZAI")."""
    if random.random() > 0.15:
        return sentence.words
    last = [
        tag == "NNP"
        and word.isalpha()
        and len(word) > 2
        and (i + 1 == len(sentence.xpos) or sentence.xpos[i + 1] != "NNP")
        for i, (word, tag) in enumerate(zip(sentence.words, sentence.xpos, strict=True))
    ]
    return [word.upper() if named else word for word, named in zip(sentence.words, last, strict=True)]


def treebank_docs(
    vocab: Vocab,
    corpora: Path,
    split: str,
    *,
    size: int,
    seed: int | None = None,
    only: str | None = None,
    paragraphs: bool = False,
) -> list[Doc]:
    """Docs of every treebank's `split`, or of `only` one's, in windows of `size` words.

    `seed` turns on variation; `paragraphs` puts blank lines between paragraphs.
    """
    random = None if seed is None else Random(seed)
    return [
        to_doc(vocab, run, random, paragraphs=paragraphs)
        for name in TREEBANKS
        if only in (None, name)
        for run in windows(read_treebank(corpora, f"{name}-{split}"), size)
    ]
