"""Scores which earlier phrase each phrase is the same as: a network of one hidden layer over embedded traits.

The score of a pair is `w · relu(later + earlier + traits)`, each a sum of learnt vectors, plus a linear term per trait
and group of phrases; that of "none of them" is alike. What a phrase adds comes from words about it and from the vectors that
the language model has of its head, first and last word. `pipeline/training/coref_chains.py` learns the weights.
"""

from __future__ import annotations

import io
import json
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from pipeline import resources
from pipeline.stages._phrases import Phrase
from pipeline.stages._traits import GROUPS, SIZES, Numbers, Pairs

Floats = NDArray[np.float32]
NOTHING = 1e-5  # added to a variance before dividing by its root, as torch does
CACHED = 400  # pairs whose hidden units are summed at a time: so many stay in the cache of a core
# Traits that are looked up together, so that one vector does for all of them: few of their combinations occur.
TOGETHER = (
    ("sentences", "rank", "speaker", "verb", "repeats"), ("kind", "agreement", "said"), ("place", "parallel", "quotes"),
    ("head", "modifiers", "words", "entity", "binding"), ("classes", "structure", "rivals", "name"),
)  # fmt: skip
OFFSETS = dict(zip(SIZES, accumulate(SIZES.values(), initial=0), strict=False))
# What a phrase is in a pair, or without one.
USES = ("later", "earlier", "alone")
# What is told of a whole row, for the score of "none": name -> number of values.
SUMMARY = {"head": 4, "alike": 2, "entity": 2, "words": 2, "said": 5, "name": 2}


def summary(pairs: Pairs) -> Numbers:
    """For each row the numbers in SUMMARY: how many pairs share a head, whether any is alike in words …"""
    valid, traits = pairs.other >= 0, pairs.traits
    modifiers = traits["modifiers"]
    columns = (
        np.minimum(((traits["head"] > 0) & valid).sum(1), 3),
        ((modifiers > 0) & (modifiers < 3) & valid).any(1),
        ((traits["entity"] == 1) & valid).any(1),
        ((traits["words"] == 1) & valid).any(1),
        (traits["said"] * valid).max(1, initial=0),
        ((traits["name"] > 0) & valid).any(1),
    )
    starts = list(accumulate(SUMMARY.values(), initial=0))[:-1]
    return np.stack([column + start for column, start in zip(columns, starts, strict=True)], axis=-1).astype(np.int64)


class Weights:
    """The learnt arrays of `coreference_chains.npz`, those of 8 bits with the scale of each as `NAME_scale`."""

    def __init__(self, content: bytes) -> None:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        words = json.loads(arrays.pop("words").tobytes().decode("utf-8"))
        self.number = {word: i + 1 for i, word in enumerate(words)}
        full = {
            name: (array.astype(np.float32) * arrays[f"{name}_scale"] if array.dtype == np.int8 else array)
            for name, array in arrays.items()
        }
        # What a word adds to a phrase that is the later one, the earlier one, or alone, side by side.
        self.words = np.concatenate([full[name] for name in USES], axis=1)
        self.alone_linear = full["alone_linear"]
        self.pair_out, self.none_out = full["pair_out"], full["none_out"]
        # The rows that multiply the vectors of head, first and last word, and those for phrases in which they are the same.
        self.states = np.array(full["states"], np.float32, order="C")
        self.states_bias = full["states_bias"].astype(np.float32)
        head, first, last = np.split(self.states, 3)
        self.as_word, self.as_last = head + first + last, np.concatenate([head + last, first])
        # Of each network that was learnt: what its part of the hidden states adds.
        self.blocks = np.concatenate([full[f"states_{name}"] for name in USES], axis=-1, dtype=np.float32)
        self.summary, self.summary_linear = full["summary"], full["summary_linear"]
        self.tables = [self._together(names, full["traits"]) for names in TOGETHER]
        self.linear = [self._together(names, full["traits_linear"].T.copy()).ravel() for names in TOGETHER]

    @staticmethod
    def _together(names: tuple[str, ...], table: Floats) -> Floats:
        """One row for each combination of values of several traits: the sum of the rows of each."""
        total = np.zeros((1, table.shape[1]), np.float32)
        for name in names:
            rows = table[OFFSETS[name] : OFFSETS[name] + SIZES[name]]
            total = (total[:, None] + rows[None]).reshape(-1, table.shape[1])
        return total


@cache
def weights() -> Weights:
    """The weights that ship; read once."""
    return Weights(resources.data("coreference_chains.npz").read_bytes())


class Unary:
    """The vectors of the phrases of a text, from what is known of each by itself."""

    def __init__(self, weight: Weights, about: list[list[str]], states: Floats) -> None:
        """`about` and `states` (see `phrase_states`) tell of each phrase."""
        width = max(map(len, about), default=1)
        rows = [[weight.number.get(word, 0) for word in row] + [0] * (width - len(row)) for row in about]
        ids = np.array(rows, dtype=np.int64).reshape(len(about), width)
        total = _total(weight.words, ids)
        self.linear = weight.alone_linear[ids].sum(1)
        parts = _normal(np.maximum(_hidden(weight, states) + weight.states_bias, 0), len(weight.blocks))
        added = np.split(parts @ weight.blocks, len(USES), axis=-1)
        self.later, self.earlier, self.alone = (
            sum_ + np.concatenate(more, axis=-1)
            for sum_, more in zip(np.split(total, len(USES), axis=1), added, strict=True)
        )


def _hidden(weight: Weights, states: Floats) -> Floats:
    """The products of `states` and the matrix of head, first and last word.

    In most phrases these are one word or two: its vector then takes one product, with the sum of the parts of the matrix.
    """
    head, first, last = np.split(states, 3, axis=1)
    begins, ends = (head == first).all(1), (head == last).all(1)
    hidden = np.empty((len(states), weight.states.shape[1]), np.float32)
    for where, matrix in ((begins & ends, weight.as_word), (~begins & ends, weight.as_last), (~ends, weight.states)):
        rows = np.flatnonzero(where)
        hidden[rows] = states[rows, : len(matrix)] @ matrix
    return hidden


def _total(table: Floats, ids: Numbers) -> Floats:
    """For each row of ids the sum of the rows of a table, without all of these in memory at once."""
    total = np.zeros((len(ids), table.shape[1]), np.float32)
    term = np.empty_like(total)
    for column in ids.T:
        total += np.take(table, column, axis=0, out=term, mode="clip")
    return total


def _normal(hidden: Floats, networks: int) -> Floats:
    """The hidden units of each network apart, [network, phrase, unit], with mean 0 and spread 1 in each phrase."""
    parts = hidden.reshape(len(hidden), networks, hidden.shape[1] // networks).transpose(1, 0, 2)
    parts = parts - parts.mean(-1, keepdims=True)
    return np.asarray(parts / np.sqrt((parts**2).mean(-1, keepdims=True) + NOTHING), dtype=np.float32)


def phrase_states(states: NDArray[np.float16] | None, phrases: list[Phrase], width: int) -> Floats:
    """The vectors of head, first and last word of each phrase side by side, `width` numbers together.

    `states`: those of all tokens. Without them, or of another language model, everything is 0.
    """
    if states is None or 3 * states.shape[1] != width:
        return np.zeros((len(phrases), width), np.float32)
    tokens = np.array([[p.root, p.start, p.end - 1] for p in phrases], np.int64).reshape(-1, 3)
    return states[tokens].reshape(len(phrases), width).astype(np.float32)


def score(weight: Weights, unary: Unary, groups: Numbers, start: int, pairs: Pairs) -> Floats:
    """Log-odds of each pair of the rows from phrase `start` on, and in the last column of none of them."""
    here = slice(start, start + len(pairs.other))
    group = groups[here]
    valid = np.flatnonzero(pairs.other >= 0)
    later, earlier = start + valid // pairs.other.shape[1], pairs.other.take(valid)
    rows = []
    for names in TOGETHER:
        row = np.zeros_like(pairs.other)
        for name in names:
            row = row * SIZES[name] + pairs.traits[name]
        rows.append(row.take(valid))
    scores = np.zeros(len(valid), np.float32)
    for row, line in zip(rows, weight.linear, strict=True):
        scores += line.take(row * GROUP_COUNT + groups[later])
    hidden, term = (np.empty((min(len(earlier), CACHED), unary.later.shape[1]), np.float32) for _ in range(2))
    for low in range(0, len(earlier), CACHED):
        some = slice(low, low + CACHED)
        size = len(earlier[some])
        part, more = hidden[:size], term[:size]
        np.take(unary.earlier, earlier[some], axis=0, out=part, mode="clip")
        part += np.take(unary.later, later[some], axis=0, out=more, mode="clip")
        for row, table in zip(rows, weight.tables, strict=True):
            part += np.take(table, row[some], axis=0, out=more, mode="clip")
        scores[some] += np.maximum(part, 0, out=part) @ weight.pair_out
    found = np.full(pairs.other.shape, -1e9, np.float32)
    found.put(valid, scores)
    told = summary(pairs)
    none = np.maximum(unary.alone[here] + weight.summary[told].sum(1), 0) @ weight.none_out
    none = none + unary.linear[here] + weight.summary_linear[group[:, None], told].sum(1)
    return np.concatenate([found, none[:, None]], axis=1)


GROUP_COUNT, TRAIT_COUNT = len(GROUPS), sum(SIZES.values())
