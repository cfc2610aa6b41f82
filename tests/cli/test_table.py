"""Values as a reader at a terminal sees them."""

import pytest

from pipeline.cli.table import written
from pipeline.records import Of, Value


@pytest.mark.parametrize(
    "value, shown",
    [
        ({"amount": 42, "unit": "%", "approximate": True}, "~42 %"),
        ({"low": 20, "high": 25, "unit": "%"}, "20–25 %"),
        ({"amount": 2500000, "unit": "USD"}, "2,500,000 USD"),
        ({"amount": 3, "unit": "a", "bound": ">="}, ">= 3 a"),
        ({"amount": 12, "unit": "1", "of": Of(amount=22)}, "12 of 22"),
        ({"amount": 0.25, "unit": "1"}, "0.25"),
        ({"low": 500, "unit": "1"}, "500–…"),
    ],
)
def test_written(value, shown):
    assert written(Value(kind="quantity", text="", start=0, end=0, **value)) == shown
