"""How far a claimed value is from a reference's, both read as intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.knowledge.facts import ReferenceFact
from pipeline.records import Value


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
    """Within `relative` of the reference or `absolute` units a claim is supported, within `close` times it close."""

    relative: float
    absolute: float
    close: float

    def of(self, reference: float) -> float:
        """The tolerance in units of the measure at one value."""
        return max(self.relative * abs(reference), self.absolute)


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
