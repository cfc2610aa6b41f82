"""Chains: all phrases of a text that stand for the same thing, also where the resolution for claims stays cautious.

A phrase joins the chain that holds the greatest share of the probability of its candidates, unless none of them is
likelier. A phrase for which the resolution for claims gives an antecedent stays with that; names are joined anew, since one
name may stand for two things (Athens, and its municipality).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.annotations import Mention
from pipeline.stages import _traits
from pipeline.stages._blas import one_core
from pipeline.stages._chain_ranker import Floats, Unary, Weights, phrase_states, score
from pipeline.stages._discourse import Discourse
from pipeline.stages._markables import read_markables
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree
from pipeline.stages._traits import Numbers, Pairs

ROWS = 64  # phrases whose pairs are weighed at a time: bounds memory whatever the length of the text
# Log-odds added to every link, chosen on GUM dev (CoNLL 0.605 at 0.3, 0.618 at 0.9, 0.620 at 1.2, 0.616 at 1.5).
EAGERNESS = 1.2
LIKELIER = math.exp(EAGERNESS)


def trusted(discourse: Discourse) -> dict[int, tuple[int, float]]:
    """Head token -> (thing, how sure) by the resolution for claims."""
    return {p.root: (p.cluster, discourse.scores.get(k, 1.0)) for k, p in enumerate(discourse.memory.phrases)}


def pairs(tree: Tree, phrases: list[Phrase], index: _traits.Index) -> Iterator[tuple[int, Pairs]]:
    """The pairs of all phrases, some rows at a time, each with the number of its first phrase."""
    for start in range(0, len(phrases), ROWS):
        yield start, _traits.rows(tree, phrases, start, min(start + ROWS, len(phrases)), index)


def find(
    discourse: Discourse,
    names: list[Mention],
    resolved: dict[int, int],
    weight: Weights,
    states: NDArray[np.float16] | None,
) -> list[list[Phrase]]:
    """Chains of two phrases and more, in the order of their first phrases.

    resolved: head token of a phrase -> that of its antecedent. states: the language model's vectors of all tokens.
    """
    tree = discourse.memory.tree
    phrases = read_markables(tree, names)
    index = _traits.Index(tree, phrases, trusted(discourse))
    vectors = phrase_states(states, phrases, len(weight.states))
    scores, others = [], []
    with one_core():
        unary = Unary(weight, _traits.about(tree, phrases), vectors)
        for start, rows in pairs(tree, phrases, index):
            scores.append(score(weight, unary, index.group, start, rows))
            others.append(rows.other)
    at = {phrase.root: k for k, phrase in enumerate(phrases)}
    tied = {at[root]: at[other] for root, other in resolved.items() if root in at and other in at}
    chain = join(scores, others, tied)
    members: dict[int, list[Phrase]] = defaultdict(list)
    for phrase, number in zip(phrases, chain, strict=True):
        members[number].append(phrase)
    return [group for group in members.values() if len(group) > 1]


def join(scores: list[Floats], others: list[Numbers], tied: dict[int, int]) -> list[int]:
    """For each phrase the number of its chain. tied: phrases -> the one whose chain each must be in."""
    chain: list[int] = []
    for block, other in zip(scores, others, strict=True):
        masses = np.exp(block - block.max(1, keepdims=True))
        # Where all candidates together are not likelier than none, no chain of them is; a little is left for rounding.
        open_ = (masses[:, :-1].sum(1) * LIKELIER > masses[:, -1] * 0.999).tolist()
        for mass, candidates, likely in zip(masses.tolist(), other.tolist(), open_, strict=True):
            k = len(chain)
            before = tied.get(k, k)
            chain.append(chain[before] if before < k else _best(mass, candidates, chain, k) if likely else k)
    for k, ahead in tied.items():
        if chain[k] != chain[ahead]:
            gone, kept = chain[ahead], chain[k]
            chain = [kept if number == gone else number for number in chain]
    return chain


def _best(mass: list[float], candidates: list[int], chain: list[int], k: int) -> int:
    """The chain of phrase `k`, its own where none of its candidates is likelier; the last of `mass` is that of none."""
    shares: dict[int, float] = {}
    for c, share in zip(candidates, mass, strict=False):
        if c >= 0:
            shares[chain[c]] = shares.get(chain[c], 0.0) + share
    if not shares:
        return k
    share, best = max(zip(shares.values(), shares, strict=True))
    return best if share * LIKELIER > mass[-1] else k
