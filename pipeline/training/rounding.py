"""Whole numbers for the weights of a product, rounded so that the errors of a column cancel in what it gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
# int8 without -128, so that both signs reach as far.
RANGE = 127
# Added to the diagonal of the moments, as a share of its mean: channels that the sample hardly shows stay put.
DAMPING = 0.01
# Rows whose errors are passed on together.
BLOCK = 64


def nearest(matrix: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Nearest whole numbers and the scale of each column (`axis` 0) or row (1)."""
    scales = _scales(matrix, axis)
    return np.rint(matrix / scales).astype(np.int8), scales


def compensated(matrix: Floats, moments: Doubles) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers and the scale of each column of `matrix` [inputs, outputs].

    One row after another is rounded, and what it lost is made up for by the rows still to come, as far as their inputs
    go together in `moments` (mean of x xᵀ over a sample): GPTQ (Frantar et al. 2023, arXiv:2210.17323, section 3.3),
    rows of the largest inputs first.
    """
    scales = _scales(matrix, 0)
    order = np.argsort(-np.diag(moments), kind="stable")
    inverse = np.linalg.inv(moments[np.ix_(order, order)] + DAMPING * np.diag(moments).mean() * np.eye(len(order)))
    factor = np.linalg.cholesky(inverse).T
    left = (matrix / scales)[order].astype(np.float64)
    found = np.zeros(left.shape, np.int8)
    for begin in range(0, len(left), BLOCK):
        end = min(begin + BLOCK, len(left))
        lost = np.zeros((end - begin, left.shape[1]))
        for row in range(begin, end):
            whole = np.rint(left[row]).clip(-RANGE, RANGE)
            found[order[row]] = whole
            lost[row - begin] = (left[row] - whole) / factor[row, row]
            left[row + 1 : end] -= np.outer(factor[row, row + 1 : end], lost[row - begin])
        left[end:] -= factor[begin:end, end:].T @ lost
    return found, scales


def _scales(matrix: Floats, axis: int) -> Floats:
    most: Floats = np.abs(matrix).max(axis, keepdims=True)
    return np.maximum(most / RANGE, 1e-12, dtype=np.float32)
