"""From scores of heads to trees: greedy where that is a tree already, else the maximum spanning tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def decode_tree(scores: Scores) -> list[int]:
    """Heads of the best tree with one root, of `scores[word, head]`, where column 0 is the root and column j word j-1.

    Returns for each word the position of its head; the root is its own head. Chu & Liu (1965), Edmonds (1967).
    """
    size = scores.shape[0]
    if size == 1:
        return [0]
    table = np.full((size + 1, size + 1), -np.inf, np.float64)
    table[1:, :] = scores
    np.fill_diagonal(table, -np.inf)
    heads = np.argmax(table, axis=1)
    if np.count_nonzero(heads[1:] == 0) == 1 and _cycle(heads) is None:
        return _positions(heads)
    # One root: try the likeliest ones, each as the only word that may hang on the root.
    best: tuple[float, NDArray[np.int64]] | None = None
    for root in np.argsort(-table[1:, 0], kind="stable")[:3] + 1:
        single = table.copy()
        single[1:, 0] = -np.inf
        single[root, 0] = table[root, 0] if np.isfinite(table[root, 0]) else 0.0
        single[root, 1:] = -np.inf
        found = _span(np.where(np.isfinite(single), single, -1e9))
        total = float(table[np.arange(1, size + 1), found[1:]].sum())
        if best is None or total > best[0]:
            best = total, found
    assert best is not None
    return _positions(best[1])


def _positions(heads: NDArray[np.int64]) -> list[int]:
    return [word if head == 0 else int(head) - 1 for word, head in enumerate(heads[1:])]


def _cycle(heads: NDArray[np.int64]) -> list[int] | None:
    """Nodes of a cycle that does not reach node 0, if there is one."""
    above: list[int] = heads.tolist()
    state = [2, *[0] * (len(above) - 1)]  # 0: not met, 1: on this path, 2: reaches node 0
    for start in range(1, len(above)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = above[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return None


def _span(table: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of the maximum spanning arborescence from node 0."""
    heads: NDArray[np.int64] = np.argmax(table, axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [node for node in range(len(table)) if node not in inside]
    weight = table[cycle, heads[cycle]]
    contracted = np.full((len(outside) + 1, len(outside) + 1), -1e9)
    contracted[:-1, :-1] = table[np.ix_(outside, outside)]
    into = table[np.ix_(cycle, outside)] - weight[:, None]
    enter = np.argmax(into, axis=0)  # word of the cycle through which each outside node would enter
    leave = np.argmax(table[np.ix_(outside, cycle)], axis=1)
    contracted[-1, :-1] = into[enter, np.arange(len(outside))] + weight.sum()
    contracted[:-1, -1] = table[np.ix_(outside, cycle)][np.arange(len(outside)), leave]
    np.fill_diagonal(contracted, -np.inf)
    solved = _span(contracted)
    result: NDArray[np.int64] = heads.copy()
    for index, node in enumerate(outside[1:], start=1):
        head = int(solved[index])
        result[node] = cycle[leave[index]] if head == len(outside) else outside[head]
    entry = int(solved[-1])
    broken = cycle[enter[entry]]
    result[broken] = outside[entry]
    return result
