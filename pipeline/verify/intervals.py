"""How far a claimed value is from a reference's, both read as intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from pipeline.knowledge.facts import ReferenceFact
from pipeline.records import Value

Standing = Literal["exact", "within", "close", "far"]

# A claim's last digit may be rounded by half of its step, but "2,000" is no statement about 1,500: the rounding is at
# most this share of the value, and half a point of a percentage.
ROUNDING = 0.025
HALF_POINT = 0.5


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers from `low` to `high`, both included."""

    low: float
    high: float

    def gap(self, other: Interval) -> float:
        """The distance to another interval; 0 where they touch."""
        return max(0.0, other.low - self.high, self.low - other.high)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from a reference's value a claim of one measure may be: shares of the value, `absolute` in its unit.

    Within `relative` or `absolute`, the larger, they say the same; a hedged claim ("about") may be off by `about`;
    within `close` it is close. What is `fixed` (lengths, areas, heights) changes only when it is measured anew, so that a
    claim with an older figure repeats that one, however near it is.
    """

    relative: float = 0.0
    absolute: float = 0.0
    about: float = 0.05
    close: float = 0.1
    fixed: bool = False

    def same(self, reference: float, *, hedged: bool) -> float:
        """How far off a claim still says the same, in units of the measure."""
        size = abs(reference)
        return max(self.relative * size, self.absolute, self.about * size if hedged else 0.0)

    def near(self, reference: float) -> float:
        """How far off a claim is still close."""
        return max(self.close * abs(reference), 2 * self.absolute, self.same(reference, hedged=True))


def standing(value: Value, fact: ReferenceFact, tolerance: Tolerance, beyond: float) -> Standing:
    """How a claimed value stands to a reference's.

    `exact`: equal after rounding to the digits of the claim, or met by its bound or range; `within`: inside the
    tolerance of the measure; `close`; else `far`.
    """
    said, given = claimed(value, beyond), referred(fact)
    if said is None or given is None:
        return "far"
    gap, size = said.gap(given), fact.value or 0.0
    # Values are decimal fractions: a hair's breadth beyond the tolerance is rounding of the machine's.
    slack = 1e-9 * max(1.0, abs(size))
    if gap <= rounding(value) + slack:
        return "exact"
    if gap <= tolerance.same(size, hedged=value.approximate) + slack:
        return "within"
    return "close" if gap <= tolerance.near(size) + slack else "far"


def rounding(value: Value) -> float:
    """How much the writer may have rounded a value, in its unit: half a step of its last digit, by its first wording."""
    if value.amount is None or not value.amount:
        return 0.0
    written = value.as_written[0].amount if value.as_written else value.amount
    scale = value.amount / written if written else 1.0
    half = _step(written) / 2 * abs(scale)
    return min(half, HALF_POINT) if value.unit == "%" else min(half, ROUNDING * abs(value.amount))


def _step(amount: float) -> float:
    """The value of the last digit that is no trailing zero: 0.1 of 68.3, 10 of 2,640."""
    digits = f"{abs(amount):.6f}".rstrip("0")
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(10 ** -len(fraction))
    return float(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else 1.0


def claimed(value: Value, beyond: float) -> Interval | None:
    """What a claim's value allows; "more than 5" goes up to `beyond` times 5, None where it has no number."""
    if value.low is not None and value.high is not None:
        return Interval(value.low, value.high)
    if value.amount is None:
        return None
    return _bounded(value.amount, value.bound, beyond)


def referred(fact: ReferenceFact) -> Interval | None:
    """What a reference's value allows: its range, or its amount with its bound."""
    if fact.low is not None and fact.high is not None:
        return Interval(fact.low, fact.high)
    if fact.amount is None:
        return None
    return _bounded(fact.amount, fact.bound, math.inf if fact.unit != "%" else 100 / max(fact.amount, 1e-9))


def _bounded(amount: float, bound: str | None, beyond: float) -> Interval:
    if bound in (">", ">="):
        return Interval(amount, amount * beyond if amount > 0 else math.inf)
    if bound in ("<", "<="):
        return Interval(amount / beyond if amount > 0 else -math.inf, amount)
    return Interval(amount, amount)
