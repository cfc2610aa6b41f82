"""Rounding and tolerances: laws that hold for every value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.facts import ReferenceFact
from pipeline.records import Value
from pipeline.verify.intervals import Standing, Tolerance, rounding, standing

ORDER: list[Standing] = ["exact", "within", "close", "far"]


def value(amount: float, unit: str = "km", *, approximate: bool = False) -> Value:
    return Value(kind="quantity", amount=amount, unit=unit, text="x", start=0, end=1, approximate=approximate)


def fact(amount: float, unit: str = "km") -> ReferenceFact:
    return ReferenceFact("e", "m", "", "", amount, None, None, "", unit, "", (2022,), "F", "q")


@pytest.mark.parametrize(
    ("amount", "unit", "half"),
    [
        (2640, "km", 5),
        (2643, "km", 0.5),
        (2000, "km", 50),
        (68.3, "%", 0.05),
        (42, "%", 0.5),
        (40, "%", 0.5),
        (0, "km", 0),
    ],
)
def test_half_a_step_of_the_last_digit(amount: float, unit: str, half: float) -> None:
    assert rounding(value(amount, unit)) == pytest.approx(half)


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_hedge_never_makes_a_claim_worse(said: float, given_: float) -> None:
    tolerance = Tolerance(0.01, 1, 0.05, 0.1)
    plain, hedged = (standing(value(said, approximate=a), fact(given_), tolerance, 1.5) for a in (False, True))
    assert ORDER.index(hedged) <= ORDER.index(plain)


@given(st.floats(1, 1e6), st.floats(0, 0.5), st.floats(0, 0.5))
def test_further_off_is_never_better(given_: float, near: float, far: float) -> None:
    near, far = sorted((near, far))
    tolerance = Tolerance(0.01, 0, 0.05, 0.1)
    # The same digits, so that rounding is the same: only the reference moves.
    said = value(round(given_ * 1000) / 1000)
    a, b = (standing(said, fact(given_ * (1 + off)), tolerance, 1.5) for off in (near, far))
    assert ORDER.index(a) <= ORDER.index(b)
