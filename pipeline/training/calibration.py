"""Learn what the signals of a claim say about whether it is right, and measure that on documents not learnt from.

Weights: logistic regression with L2 regularisation over the signals, one for typed claims and one for statements. Each
has one-hot signals for kind, family, rule and predicate, so that a rule seen often gets its own weight and a rule seen
seldom, or never, falls back on its family and kind. Then a slope and an offset for each kind, fitted to scores of claims
whose document was left out. How strong the regularisation is, the same scores decide.

All of it is cross-validated by document: the confidence by which a document is measured comes from weights, slope, offset
and regularisation that never saw that document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline import resources
from pipeline.assessment.confidence import ALWAYS, LEAST, MOST
from pipeline.errors import TrainingError
from pipeline.records import Kind
from pipeline.training.judged import Judged
from pipeline.training.logistic import Array, fit, loss, straighten

DECAYS = (2.0, 4.0, 8.0, 16.0)
# Held to its start by this many units, against the hundreds of examples of a kind.
CALIBRATION_DECAY = 5.0
FOLDS = 17
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
        return slope * _score(self.weights, claim) + offset

    def confidence(self, claim: Judged) -> float:
        """Probability, kept within the range that claims carry."""
        return min(MOST, max(LEAST, 1 / (1 + math.exp(-self.log_odds(claim)))))


def _score(weights: dict[str, float], claim: Judged) -> float:
    return weights[ALWAYS] + math.fsum(weights.get(name, 0.0) * number for name, number in claim.signals.items())


def learn(claims: Sequence[Judged]) -> Model:
    """The model of one group of claims."""
    folds = _folds(claims)
    scores = {decay: _held_out(claims, folds, decay) for decay in DECAYS}
    right = np.array([float(claim.right) for claim in claims])
    decay = min(DECAYS, key=lambda d: loss(scores[d], right))
    calibration = {}
    for kind in sorted({claim.kind for claim in claims}):
        rows = [i for i, claim in enumerate(claims) if claim.kind == kind]
        calibration[kind] = straighten(scores[decay][rows], right[rows], CALIBRATION_DECAY)
    return Model(_weights(claims, decay), calibration, decay)


def cross_validate(claims: Sequence[Judged]) -> list[float]:
    """The confidence of each claim by a model learnt without its document."""
    found = [0.0] * len(claims)
    folds = _folds(claims)
    for fold in sorted(set(folds)):
        model = learn([claim for claim, other in zip(claims, folds, strict=True) if other != fold])
        for i, claim in enumerate(claims):
            if folds[i] == fold:
                found[i] = model.confidence(claim)
    return found


def _folds(claims: Sequence[Judged]) -> list[int]:
    """The fold of each claim: documents in turn, by name."""
    documents = sorted({claim.document for claim in claims})
    if len(documents) < 2:
        raise TrainingError("Confidence is learnt and measured on different documents: give at least two with gold.")
    place = {document: number % FOLDS for number, document in enumerate(documents)}
    return [place[claim.document] for claim in claims]


def _held_out(claims: Sequence[Judged], folds: Sequence[int], decay: float) -> Array:
    scores = np.zeros(len(claims))
    for fold in sorted(set(folds)):
        weights = _weights([c for c, other in zip(claims, folds, strict=True) if other != fold], decay)
        for i, claim in enumerate(claims):
            if folds[i] == fold:
                scores[i] = _score(weights, claim)
    return scores


def _weights(claims: Sequence[Judged], decay: float) -> dict[str, float]:
    counts = Counter(name for claim in claims for name in claim.signals)
    names = [ALWAYS, *sorted(name for name, count in counts.items() if count >= SELDOM)]
    column = {name: i for i, name in enumerate(names)}
    features = np.zeros((len(claims), len(names)))
    features[:, 0] = 1
    for row, claim in enumerate(claims):
        for name, number in claim.signals.items():
            if name in column:
                features[row, column[name]] = number
    right = np.array([float(claim.right) for claim in claims])
    decays = np.full(len(names), decay)
    decays[0] = 0  # how many claims are right at all is not held back
    fitted = fit(features, right, decays, [_sign(name) for name in names])
    return {name: round(float(fitted[i]), PLACES) for name, i in column.items()}


def _sign(signal: str) -> int:
    row = resources.table("signals.toml").get(signal.partition("=")[0], {})
    return int(row.get("sign", 0))
