"""Which confidence a claim must have for a wanted precision, as far as gold can tell."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.assessment.confidence import table
from pipeline.records import Kind

# Two-sided 95% of the normal distribution.
Z = 1.959964
# A threshold counts as supported when at least so many judged claims lie above it.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Support:
    """What gold says of the claims of a kind at `threshold` or above: so many judged, so many of them right."""

    kind: Kind
    threshold: float
    judged: int
    right: int

    @property
    def precision(self) -> float:
        """The share that is right."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95% interval of the precision."""
        return wilson(self.right, self.judged)

    def words(self) -> str:
        """For a message: counts, precision, interval."""
        low, high = self.interval
        return (
            f"{self.right} of {self.judged} {self.kind}s at confidence {self.threshold:.2f} or more were right: "
            f"{self.precision:.3f}, 95% interval {low:.2f} to {high:.2f}"
        )


def wilson(right: int, judged: int) -> tuple[float, float]:
    """95% interval of a share (Wilson, Journal of the American Statistical Association 22, 1927)."""
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, Z * Z
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    reach = Z / (1 + square / judged) * math.sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def supports(kind: Kind) -> list[Support]:
    """What gold says at every threshold, lowest first: counted on documents that the weights were not learnt from."""
    return [Support(kind, *row) for row in table()["precision"].get(kind, [])]


def threshold(kind: Kind, wanted: float) -> Support | None:
    """The lowest threshold from which on gold shows a precision of `wanted` or more, None when it shows it nowhere.

    No higher threshold that enough judged claims back may speak against it, with an interval that lies below it all, so
    that neither a lucky streak nor one wrong claim among the few at the top decides.
    """
    found = None
    for support in reversed(supports(kind)):
        if support.judged < ENOUGH:
            continue
        if support.interval[1] < wanted:
            break
        if support.precision >= wanted:
            found = support
    return found


def best(kind: Kind) -> Support | None:
    """The threshold with the highest precision among those that enough judged claims back; the lowest of equals."""
    backed = [support for support in supports(kind) if support.judged >= ENOUGH]
    return max(backed, key=lambda s: (s.precision, -s.threshold), default=None)


def thresholds(kinds: tuple[Kind, ...], wanted: float) -> tuple[dict[Kind, float], list[str]]:
    """The confidence that claims of each kind must have for the precision `wanted`, and what gold says, a line a kind.

    A kind for which gold does not show that precision gets no threshold; its line says what is the best.
    """
    found: dict[Kind, float] = {}
    lines = []
    for kind in kinds:
        support = threshold(kind, wanted)
        if support is not None:
            found[kind] = support.threshold
            lines.append(support.words())
        elif (most := best(kind)) is not None:
            lines.append(f"no {kind}s: gold does not show a precision of {wanted:g}; at best, {most.words()}")
        else:
            lines.append(f"no {kind}s: there is no gold for them")
    return found, lines
