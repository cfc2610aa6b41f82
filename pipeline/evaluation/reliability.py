"""Are probabilities what they say: of the claims at 0.8, is 80% right?

Expected calibration error (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015):
claims are put into ten bins of equal width by their confidence; the error is the mean, over claims, of the distance
between the mean confidence of their bin and the share of it that is right. Beside it stands the same with adaptive bins
(Nixon et al., "Measuring Calibration in Deep Learning", CVPR workshops 2019), which hold equally many claims each.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# A bin holds about this many claims at least, so that its share means something (standard error 0.06 at 0.5).
LEAST = 60
MOST = 10
DRAWS, SEED = 200, 0
# Bins of equal width between 0 and 1.
WIDTHS = 10

Pairs = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about equal confidence: how many, from which to which confidence, its mean, the share that is right."""

    claims: int
    low: float
    high: float
    confidence: float
    right: float


def bins(pairs: Pairs) -> list[Bin]:
    """(confidence, right) pairs in bins of equal number but for ties, at most MOST, of about LEAST claims or more."""
    ordered = sorted(pairs, key=lambda pair: pair[0])
    number = max(1, min(MOST, len(ordered) // LEAST))
    cuts = [_behind_equals(ordered, round(k * len(ordered) / number)) for k in range(number + 1)]
    found = []
    for start, end in pairwise(cuts):
        part = ordered[start:end]
        if part:
            confidence = math.fsum(p for p, _ in part) / len(part)
            found.append(
                Bin(len(part), part[0][0], part[-1][0], confidence, sum(right for _, right in part) / len(part))
            )
    return found


def _behind_equals(ordered: Pairs, cut: int) -> int:
    """The next place at which no claims of equal confidence are torn apart."""
    while 0 < cut < len(ordered) and ordered[cut][0] == ordered[cut - 1][0]:
        cut += 1
    return cut


def calibration_error(pairs: Pairs) -> float:
    """Expected calibration error with bins of equal width, between 0 and 1; 0 for no claims."""
    gaps = [0.0] * WIDTHS
    for confidence, right in pairs:
        gaps[min(WIDTHS - 1, int(confidence * WIDTHS))] += confidence - right
    return math.fsum(map(abs, gaps)) / len(pairs) if pairs else 0.0


def adaptive_error(pairs: Pairs) -> float:
    """The same with bins of equal number."""
    found = bins(pairs)
    total = sum(b.claims for b in found)
    return math.fsum(b.claims * abs(b.confidence - b.right) for b in found) / total if total else 0.0


def chance_error(pairs: Pairs) -> float:
    """The error that perfect probabilities would show on as many claims by chance alone: mean of seeded draws."""
    draw = random.Random(SEED)
    return math.fsum(calibration_error([(p, draw.random() < p) for p, _ in pairs]) for _ in range(DRAWS)) / DRAWS


def error_interval(documents: Sequence[Pairs]) -> tuple[float, float]:
    """95% interval of the calibration error when documents are drawn anew, with replacement (percentile bootstrap).

    Drawing anew adds chance to chance, so that the interval lies a little high.
    """
    draw = random.Random(SEED)
    found = sorted(
        calibration_error([pair for part in draw.choices(documents, k=len(documents)) for pair in part])
        for _ in range(DRAWS)
    )
    return found[round(0.025 * (DRAWS - 1))], found[round(0.975 * (DRAWS - 1))]


def brier(pairs: Pairs) -> float:
    """Mean squared distance between confidence and truth (Brier, 1950)."""
    return math.fsum((p - right) ** 2 for p, right in pairs) / len(pairs) if pairs else 0.0


def ranking(pairs: Pairs) -> float:
    """Probability that a right claim has a higher confidence than a wrong one (area under the ROC curve)."""
    ordered = sorted(pairs, key=lambda pair: pair[0])
    ranks: dict[float, list[int]] = {}
    for rank, (p, _) in enumerate(ordered, 1):
        ranks.setdefault(p, []).append(rank)
    total = math.fsum(sum(ranks[p]) / len(ranks[p]) for p, right in ordered if right)
    good = sum(right for _, right in ordered)
    bad = len(ordered) - good
    return (total - good * (good + 1) / 2) / (good * bad) if good and bad else 0.5
