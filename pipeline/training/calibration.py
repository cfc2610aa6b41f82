"""Learn what the signals of a claim say about whether it is right, and measure that on documents not learnt from.

Weights: logistic regression with L2 regularisation over the signals, one for typed claims and one for statements. Each
has one-hot signals for kind, family, rule and predicate, so that a rule seen often gets its own weight and a rule seen
seldom, or never, falls back on its family and kind. A signal may have a least weight, where reason and not the gold says
that it counts (signals.toml). Then a slope and an offset for each kind, fitted to scores of claims whose document was left
out. How strong the regularisation is, the same scores decide.

All of it is cross-validated by document: the confidence by which a document is measured comes from weights, slope, offset
and regularisation that never saw that document.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline import resources
from pipeline.assessment.confidence import ALWAYS, LEAST, MOST
from pipeline.errors import TrainingError
from pipeline.records import Kind
from pipeline.training.judged import Judged
from pipeline.training.logistic import Array, fit, loss, straighten

Rows = NDArray[np.int64]

# Statements take the strongest: what their scorer says leaves nothing for the other signals to add.
DECAYS = (4.0, 8.0, 16.0, 64.0, 256.0, 1024.0)
# Signals that every claim has are held back by this part of it only: hundreds of claims teach their weights.
FREE, HARDLY = ("score", "kind"), 0.001
# Held to its start by this many units, against the hundreds of examples of a kind.
CALIBRATION_DECAY = 5.0
# Into so many parts documents are dealt to be measured: as good as one by one for articles, quick for single sentences.
FOLDS = 30
# And those that are left into so many, to choose the regularisation and to fit slope and offset.
INNER = 8
# A signal that fewer claims have is not learnt.
SELDOM = 3
PLACES = 3


@dataclass(frozen=True, slots=True)
class Model:
    """What is learnt from the claims of one group."""

    weights: dict[str, float]
    calibration: dict[Kind, tuple[float, float]]
    decay: float

    def log_odds(self, claim: Judged) -> float:
        """Of the claim being right."""
        slope, offset = self.calibration.get(claim.kind, (1.0, 0.0))
        told = (self.weights.get(name, 0.0) * number for name, number in claim.signals.items())
        return slope * (self.weights[ALWAYS] + math.fsum(told)) + offset

    def confidence(self, claim: Judged) -> float:
        """Probability, kept within the range that claims carry."""
        return min(MOST, max(LEAST, 1 / (1 + math.exp(-self.log_odds(claim)))))


def learn(claims: Sequence[Judged]) -> Model:
    """The model of one group of claims."""
    return _learn(_Table(claims), np.arange(len(claims)))


def cross_validate(claims: Sequence[Judged]) -> list[float]:
    """The confidence of each claim by a model learnt without its document."""
    found = [0.0] * len(claims)
    table = _Table(claims)
    for rest, part in table.folds(np.arange(len(claims)), FOLDS):
        model = _learn(table, rest)
        for i in part:
            found[i] = model.confidence(claims[i])
    return found


class _Table:
    """Claims as rows and their signals as columns of numbers; the first column is the signal that always holds."""

    def __init__(self, claims: Sequence[Judged]) -> None:
        self.names = [ALWAYS, *sorted({name for claim in claims for name in claim.signals})]
        column = {name: i for i, name in enumerate(self.names)}
        self.features = np.zeros((len(claims), len(self.names)))
        self.features[:, 0] = 1
        for row, claim in enumerate(claims):
            for name, number in claim.signals.items():
                self.features[row, column[name]] = number
        self.signs = [int(_row(name).get("sign", 0)) for name in self.names]
        self.least = np.array([_row(name).get("least", -np.inf) for name in self.names])
        self.right = np.array([float(claim.right) for claim in claims])
        self.kinds = [claim.kind for claim in claims]
        self.documents = [claim.document for claim in claims]
        self.starts: dict[float, Array] = {}

    def folds(self, rows: Rows, number: int) -> list[tuple[Rows, Rows]]:
        """Rows split `number` times into (to learn from, to measure on): documents dealt out in turn, by name."""
        documents = sorted({self.documents[i] for i in rows})
        if len(documents) < 2:
            raise TrainingError(
                "Confidence is learnt and measured on different documents: give at least two with gold."
            )
        place = {document: position % number for position, document in enumerate(documents)}
        fold = np.array([place[self.documents[i]] for i in rows])
        return [(rows[fold != part], rows[fold == part]) for part in sorted(set(place.values()))]

    def weights(self, rows: Rows, decay: float) -> Array:
        """One weight a column, learnt from `rows`; 0 for a signal that too few of them have."""
        kept = np.flatnonzero((self.features[rows] != 0).sum(axis=0) >= SELDOM)
        free = [self.names[i].partition("=")[0] in FREE for i in kept]
        decays = np.where(free, decay * HARDLY, decay)
        decays[0] = 0  # how many claims are right at all is not held back
        signs = [self.signs[i] for i in kept]
        start = self.starts.get(decay)
        fitted = np.zeros(len(self.names))
        fitted[kept] = fit(
            self.features[np.ix_(rows, kept)], self.right[rows], decays, signs, None if start is None else start[kept]
        )
        # Where the search begins, for speed; where it ends, the claims in `rows` alone decide.
        self.starts.setdefault(decay, fitted)
        return np.asarray(np.maximum(fitted, self.least), dtype=np.float64)


def _learn(table: _Table, rows: Rows) -> Model:
    scores = {decay: np.zeros(len(table.right)) for decay in DECAYS}
    for rest, part in table.folds(rows, INNER):
        for decay in DECAYS:
            scores[decay][part] = table.features[part] @ table.weights(rest, decay)
    decay = min(DECAYS, key=lambda d: loss(scores[d][rows], table.right[rows]))
    calibration = {}
    for kind in sorted({table.kinds[i] for i in rows}):
        own = np.array([i for i in rows if table.kinds[i] == kind])
        calibration[kind] = straighten(scores[decay][own], table.right[own], CALIBRATION_DECAY)
    weights = zip(table.names, table.weights(rows, decay), strict=True)
    learnt = {name: round(float(weight), PLACES) for name, weight in weights if weight or name == ALWAYS}
    return Model(learnt, calibration, decay)


def _row(signal: str) -> dict[str, Any]:
    row: dict[str, Any] = resources.table("signals.toml").get(signal.partition("=")[0], {})
    return row
