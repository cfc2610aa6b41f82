"""Logistic regression with L2 regularisation and weights that may be held to one sign, fitted to the optimum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS, HALVINGS = 100, 30
# A step that lowers the loss by less changes no probability in its fourth place; a smaller bar makes weights that are
# held at 0 and freed in turn cost most of the time.
ENOUGH = 1e-5
# How exactly a line is fitted, which has no such weights.
EXACT = 1e-8


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)), without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)), dtype=np.float64)


def loss(scores: Array, right: Array) -> float:
    """Negative log-likelihood of `right` (between 0 and 1) under log-odds `scores`, summed over examples."""
    return float(np.logaddexp(0, scores).sum() - scores @ right)


def fit(features: Array, right: Array, decay: Array, signs: Sequence[int], start: Array | None = None) -> Array:
    """Weights that minimise the loss of `right` plus `decay / 2` times each weight squared.

    A weight whose sign is 1 stays at or above 0, one whose sign is -1 at or below. The method is Newton's with
    projection (Bertsekas, SIAM Journal on Control and Optimization 20, 1982): weights held at 0 rest while the others
    step. The problem is convex and nothing is drawn at random. `start` are weights to begin with, near the optimum when
    only a few examples differ from those that they were fitted to; by default all are 0.
    """
    sign = np.array(signs)
    weights = np.zeros(features.shape[1]) if start is None else start.copy()

    def cost(w: Array) -> float:
        return loss(features @ w, right) + 0.5 * float(decay @ w**2)

    now = cost(weights)
    for _ in range(STEPS):
        p = sigmoid(features @ weights)
        gradient = features.T @ (p - right) + decay * weights
        held = (sign != 0) & (weights == 0) & (sign * gradient >= 0)
        free = np.flatnonzero(~held)
        part = features[:, free]
        curvature = part.T @ (part * (p * (1 - p))[:, None]) + np.diag(decay[free] + 1e-9)
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(curvature, gradient[free])
        rate = 1.0
        for _ in range(HALVINGS):
            tried = weights - rate * step
            tried[sign * tried < 0] = 0
            after = cost(tried)
            if after <= now:
                break
            rate /= 2
        else:
            break
        improved, weights, now = now - after, tried, after
        if improved < ENOUGH:
            break
    return weights


def straighten(scores: Array, right: Array, decay: float) -> tuple[float, float]:
    """Slope (at or above 0) and offset that make log-odds of `scores` (Platt, 1999).

    `decay` holds both back to 1 and 0, where nothing is changed: few examples shall not move them far.
    """
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    slope, offset = 1.0, 0.0
    for _ in range(STEPS):
        p = sigmoid(columns @ np.array([slope, offset]))
        gradient = columns.T @ (p - right) + decay * np.array([slope - 1, offset])
        curvature = columns.T @ (columns * (p * (1 - p))[:, None]) + decay * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
        if float(np.abs(step).max()) < EXACT:
            break
    return max(0.0, slope), offset
