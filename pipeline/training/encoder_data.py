"""Treebanks and names as windows with targets for the multi-task encoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.stages.encoder_input import WINDOW_PIECES, Ints, WordPieces, Words, batch, words_of
from pipeline.training.harmonise import UNKNOWN
from pipeline.training.name_sets import Row

IGNORE = -100
# The most words and wordpieces of one training window; reading uses WINDOW_PIECES as well.
WINDOW_WORDS = 200


@dataclass(frozen=True, slots=True)
class Inventory:
    """Labels of every task, in the order of their scores."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]
    several: tuple[str, ...] = ()  # `B-EVENT|LAW`: what training knows of a name of one of several kinds

    @classmethod
    def of(cls, trees: Iterable[Doc], names: Iterable[Row]) -> Inventory:
        """All labels of the training sets; names as O, B-… and I-…"""
        counts: dict[str, Counter[str]] = {task: Counter() for task in ("xpos", "upos", "feats", "deps")}
        for doc in trees:
            for token in doc:
                if not token.is_space:
                    counts["xpos"][token.tag_] += 1
                    counts["upos"][token.pos_] += 1
                    counts["feats"][str(token.morph)] += 1
                    counts["deps"][token.dep_] += 1
        found = {label[2:] for row in names for label in row["labels"] if label not in ("O", UNKNOWN)}
        kinds = sorted({kind for label in found for kind in label.split("|")})
        labels = ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))
        several = tuple(f"{mark}-{label}" for label in sorted(found) if "|" in label for mark in "BI")
        return cls(names=labels, several=several, **{task: tuple(sorted(seen)) for task, seen in counts.items()})

    def to_dict(self) -> dict[str, list[str]]:
        """Plain lists, for the exported model's settings."""
        return {task: list(getattr(self, task)) for task in ("xpos", "upos", "feats", "deps", "names")}

    def allowed(self) -> NDArray[np.bool_]:
        """Which labels of names (columns) each target allows: first every label itself, then `several`."""
        table = np.zeros((len(self.names) + len(self.several), len(self.names)), np.bool_)
        table[: len(self.names)] = np.eye(len(self.names), dtype=np.bool_)
        for row, label in enumerate(self.several, len(self.names)):
            for kind in label[2:].split("|"):
                table[row, self.names.index(label[:2] + kind)] = True
        return table


@dataclass(slots=True)
class Window:
    """Words with targets: class numbers per task and per word, IGNORE where nothing is known.

    `heads` holds columns of the arc scores (0 is the root); `sentence` numbers each word's sentence.
    """

    words: Words
    targets: dict[str, list[int]] = field(default_factory=dict)
    sentence: list[int] = field(default_factory=list)


def cut(
    words: Words, pieces: WordPieces, starts: Sequence[bool], limit: int = WINDOW_WORDS
) -> Iterator[tuple[int, int]]:
    """Ranges of words that fit a window, each ending before a sentence start where there is one."""
    begin = 0
    while begin < len(words.forms):
        end, room, last = begin, WINDOW_PIECES - 2, begin
        while end < len(words.forms) and end - begin < limit and (room := room - len(pieces(words.forms[end]))) >= 0:
            if starts[end] and end > begin:
                last = end
            end += 1
        if end < len(words.forms) and last > begin:
            end = last
        yield begin, max(end, begin + 1)
        begin = max(end, begin + 1)


def tree_windows(docs: Iterable[Doc], inventory: Inventory, pieces: WordPieces) -> list[Window]:
    """Windows of whole sentences with tags, sentence starts, heads and relations."""
    lookup = {
        task: {label: i for i, label in enumerate(getattr(inventory, task))}
        for task in ("xpos", "upos", "feats", "deps")
    }
    windows = []
    for doc in docs:
        words, positions = words_of(doc)
        starts = [bool(doc[i].is_sent_start) for i in positions]
        column = {position: index for index, position in enumerate(positions)}
        for begin, end in cut(words, pieces, starts):
            window = Window(Words(words.forms[begin:end], words.gaps[begin:end]))
            tokens = [doc[i] for i in positions[begin:end]]
            window.targets = {
                "xpos": [lookup["xpos"].get(token.tag_, IGNORE) for token in tokens],
                "upos": [lookup["upos"].get(token.pos_, IGNORE) for token in tokens],
                "feats": [lookup["feats"].get(str(token.morph), IGNORE) for token in tokens],
                "starts": [int(start) for start in starts[begin:end]],
                "deps": [lookup["deps"].get(token.dep_, IGNORE) for token in tokens],
            }
            heads = [0 if token.head.i == token.i else column[token.head.i] - begin + 1 for token in tokens]
            window.targets["heads"] = [head if 0 <= head <= end - begin else IGNORE for head in heads]
            number = 0
            for index, start in enumerate(starts[begin:end]):
                number += start and index > 0
                window.sentence.append(number)
            windows.append(window)
    return windows


def name_windows(rows: Iterable[Row], inventory: Inventory, pieces: WordPieces) -> list[Window]:
    """Windows with names, and with sentence starts where they are known; what a corpus leaves open is ignored."""
    lookup = {label: i for i, label in enumerate((*inventory.names, *inventory.several))} | {UNKNOWN: IGNORE}
    windows = []
    for row in rows:
        words = Words(row["forms"], row["gaps"])
        starts = row["starts"] or [i > 0 and words.forms[i - 1] in ".?!" for i in range(len(words.forms))]
        for begin, end in cut(words, pieces, starts):
            window = Window(Words(words.forms[begin:end], words.gaps[begin:end]))
            window.targets["names"] = [lookup[label] for label in row["labels"][begin:end]]
            window.targets["starts"] = [int(start) if row["starts"] else IGNORE for start in starts[begin:end]]
            windows.append(window)
    return windows


def collate(windows: Sequence[Window], pieces: WordPieces) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Inputs and padded targets of a batch; `sentence` is -1 on padding."""
    inputs = batch([window.words for window in windows], pieces)
    shape = inputs["first"].shape
    targets: dict[str, Any] = {}
    for task in windows[0].targets:
        targets[task] = np.full(shape, IGNORE, np.int64)
        for row, window in enumerate(windows):
            targets[task][row, : len(window.targets[task])] = window.targets[task]
    if windows[0].sentence:
        targets["sentence"] = np.full(shape, -1, np.int64)
        for row, window in enumerate(windows):
            targets["sentence"][row, : len(window.sentence)] = window.sentence
    return inputs, targets


def batches(windows: Sequence[Window], words: int, seed: int) -> Iterator[list[Window]]:
    """Endless batches of about `words` words, of windows of like length, in an order that `seed` fixes."""
    epoch = 0
    while True:
        random = Random(f"{seed}-{epoch}")
        order = sorted(windows, key=lambda window: len(window.words.forms) + random.random() * 40)
        groups: list[list[Window]] = [[]]
        for window in order:
            longest = max((len(w.words.forms) for w in [*groups[-1], window]), default=0)
            if groups[-1] and longest * (len(groups[-1]) + 1) > words:
                groups.append([])
            groups[-1].append(window)
        random.shuffle(groups)
        yield from groups
        epoch += 1
