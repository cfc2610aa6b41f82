"""How likely a claim is right: its signals, weighted by what gold taught (confidence.json), as a probability.

    log-odds = offset(kind) + slope(kind) * sum(weight(signal) * signal)

The weights are learnt by `python -m pipeline.training calibrate`, which also measures how well the result holds on
documents that it has not learnt from. A signal that the table does not know (a new rule) weighs nothing: the family and
the kind of the rule, and what the rule itself says, still do.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.records import Kind

Signals = Mapping[str, float]

TABLE = "confidence.json"
# Typed claims are judged by gold facts and learn together; statements are judged by gold tuples of open extraction.
GROUPS: dict[Kind, str] = {"statistic": "typed", "relation": "typed", "statement": "statement"}
# The signal that always holds; its weight is the intercept.
ALWAYS = "always"
LEAST, MOST = 0.01, 0.99


@cache
def table() -> dict[str, Any]:
    """confidence.json: weights by group, calibration by kind, reliability and what gold supports. Callers must not change it."""
    with resources.data(TABLE).open("rb") as file:
        found: dict[str, Any] = json.load(file)
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """What one signal adds to the log-odds."""

    signal: str
    number: float
    log_odds: float


def shares(kind: Kind, signals: Signals) -> list[Share]:
    """What each signal of a claim adds, the constant first, then in order of size; signals that weigh nothing are left out."""
    weights, slope, offset = _line(kind)
    found = [Share(name, number, slope * weights[name] * number) for name, number in signals.items() if name in weights]
    constant = Share(ALWAYS, 1.0, slope * weights[ALWAYS] + offset)
    return [constant, *sorted(found, key=lambda share: (-abs(share.log_odds), share.signal))]


def confidence(kind: Kind, signals: Signals) -> float:
    """Probability that a claim with these signals is right, rounded to three places, from 0.01 to 0.99."""
    weights, slope, offset = _line(kind)
    told = math.fsum(weights.get(name, 0.0) * number for name, number in signals.items())
    total = slope * (weights[ALWAYS] + told) + offset
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-total)))), 3)


def _line(kind: Kind) -> tuple[dict[str, float], float, float]:
    """Weights, slope and offset of a kind."""
    slope, offset = table()["calibration"][kind]
    return table()["weights"][GROUPS[kind]], slope, offset


def wording(signal: str) -> str:
    """A signal in words, by signals.toml; one that has no row there by its name."""
    if signal == ALWAYS:
        return "every claim of its kind starts here"
    name, _, value = signal.partition("=")
    row = resources.table("signals.toml").get(name)
    return row["words"].format(value) if row else signal
