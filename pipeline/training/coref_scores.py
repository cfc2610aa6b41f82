"""Coreference scores: MUC, B-cubed, CEAF-e, their mean F1 (CoNLL score), and which found mention is which gold one.

Mentions are identified by any hashable key.
Definitions: Vilain et al. 1995; Bagga and Baldwin 1998; Luo 2005 (entity-based CEAF with phi-4).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np

Cluster = frozenset[Hashable]


@dataclass(slots=True)
class Tally:
    """Numerators and denominators of precision and recall, added up over documents."""

    hit_p: float = 0.0
    all_p: float = 0.0
    hit_r: float = 0.0
    all_r: float = 0.0

    def add(self, hit_p: float, all_p: float, hit_r: float, all_r: float) -> None:
        """Count one document."""
        self.hit_p, self.all_p = self.hit_p + hit_p, self.all_p + all_p
        self.hit_r, self.all_r = self.hit_r + hit_r, self.all_r + all_r

    @property
    def precision(self) -> float:
        return self.hit_p / self.all_p if self.all_p else 0.0

    @property
    def recall(self) -> float:
        return self.hit_r / self.all_r if self.all_r else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Scores:
    """The three measures over a corpus."""

    muc: Tally = field(default_factory=Tally)
    b3: Tally = field(default_factory=Tally)
    ceafe: Tally = field(default_factory=Tally)

    def add(self, gold: Sequence[Cluster], found: Sequence[Cluster]) -> None:
        """Count one document's clusters (singletons belong out of both)."""
        self.muc.add(*_muc(found, gold), *_muc(gold, found))
        self.b3.add(*_b3(found, gold), *_b3(gold, found))
        same = _ceafe(gold, found)
        self.ceafe.add(same, len(found), same, len(gold))

    @property
    def conll(self) -> float:
        """Mean F1 of the three."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def _where(clusters: Sequence[Cluster]) -> dict[Hashable, int]:
    return {mention: i for i, cluster in enumerate(clusters) for mention in cluster}


def _muc(measured: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    where, hit, total = _where(other), 0, 0
    for cluster in measured:
        parts = {where.get(mention, ("alone", mention)) for mention in cluster}
        hit += len(cluster) - len(parts)
        total += len(cluster) - 1
    return hit, total


def _b3(measured: Sequence[Cluster], other: Sequence[Cluster]) -> tuple[float, float]:
    where, hit, total = _where(other), 0.0, 0
    for cluster in measured:
        total += len(cluster)
        for mention in cluster:
            if mention in where:
                hit += len(cluster & other[where[mention]]) / len(cluster)
    return hit, total


def _ceafe(gold: Sequence[Cluster], found: Sequence[Cluster]) -> float:
    if not gold or not found:
        return 0.0
    where = _where(found)
    value = np.zeros((len(gold), len(found)))
    for i, cluster in enumerate(gold):
        for mention in cluster:
            if mention in where:
                value[i, where[mention]] += 1
    sizes = np.array([len(c) for c in gold])[:, None] + np.array([len(c) for c in found])[None, :]
    return float(_assignment(2 * value / sizes))


def _assignment(value: np.ndarray) -> float:
    """Greatest total of a one-to-one assignment (Hungarian method with potentials, O(n^3))."""
    if value.shape[0] > value.shape[1]:
        value = value.T
    rows, columns = value.shape
    cost = -value
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        match[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        previous = np.zeros(columns + 1, dtype=int)
        used = np.zeros(columns + 1, dtype=bool)
        while True:
            used[column] = True
            free = ~used[1:]
            now = cost[match[column] - 1] - u[match[column]] - v[1:]
            better = free & (now < least[1:])
            least[1:][better] = now[better]
            previous[1:][better] = column
            candidates = np.where(free, least[1:], np.inf)
            following = int(candidates.argmin()) + 1
            delta = candidates[following - 1]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[previous[column]]
            column = previous[column]
    return float(sum(value[match[j] - 1, j - 1] for j in range(1, columns + 1) if match[j]))


class Placed(Protocol):
    """A gold mention: tokens `[start, end)` headed by `head`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def head(self) -> int: ...


Match = Literal["head", "partial", "exact"]


def align(gold: Sequence[Placed], found: Sequence[tuple[int, int, int]], match: Match) -> dict[int, int]:
    """Found mention (start, end, head) -> gold mention that it counts as, each at most once; equal spans first.

    match: "exact", only equal spans count; "partial", also a found mention within a gold one that holds its head, the
    longest first (primary score of CorefUD in 2022, Žabokrtský et al.); "head", one with the same head (since 2023).
    """
    place = {(m.start, m.end): g for g, m in enumerate(gold)}
    matched = {
        f: place[start, end]
        for f, (start, end, head) in enumerate(found)
        if (start, end) in place and (match != "head" or gold[place[start, end]].head == head)
    }
    if match == "exact":
        return matched
    taken = set(matched.values())
    by_head: dict[int, list[int]] = {}
    for g, m in enumerate(gold):
        if g not in taken:
            by_head.setdefault(m.head, []).append(g)
    order = sorted((f for f in range(len(found)) if f not in matched), key=lambda f: found[f][0] - found[f][1])
    for f in order:
        start, end, head = found[f]
        heads = range(start, end) if match == "partial" else (head,)
        free = [g for i in heads for g in by_head.get(i, ()) if g not in taken]
        if match == "partial":
            free = [g for g in free if gold[g].start <= start and end <= gold[g].end]
        if free:
            matched[f] = min(free, key=lambda g: (gold[g].end - gold[g].start, g))
            taken.add(matched[f])
    return matched
