"""A value while the grammar still works on it: token positions and exact decimals."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.grammar.hedges import Hedge
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import Tokens
from pipeline.records import Bound, Change, Of, Value, ValueKind, Wording


@dataclass(slots=True)
class Draft:
    """A value over tokens `[start, end)`; `head` is where its hedge starts, `tail` where the one behind it ends.

    `unit` is the normal unit, `written` the unit as written where that is another, `unitless` says that there was none.
    `connector` is the word that joins the ends of a range. `step` is half the last digit written, in `unit`: what
    rounding may hide.
    """

    kind: ValueKind
    unit: str
    start: int
    end: int
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    head: int = -1
    tail: int = -1
    approximate: bool = False
    bound: Bound | None = None
    of: Of | None = None
    change: Change | None = None
    wordings: list[Wording] = field(default_factory=list)
    consistent: bool = True
    connector: str = ""
    step: float = 0.0
    unitless: bool = False
    written: str = ""

    def __post_init__(self) -> None:
        if self.head < 0:
            self.head = self.start
        if self.tail < 0:
            self.tail = self.end

    def hedge(self, before: Hedge, after: Hedge) -> Draft:
        """Take over what the words around say."""
        self.approximate = before.approximate or after.approximate
        self.bound = before.bound or after.bound
        self.head, self.tail = min(self.head, before.start), max(self.tail, after.end)
        return self

    def value(self, t: Tokens) -> Value:
        """The finished record."""
        start, end = t.starts[self.start], t.ends[self.end - 1]
        return Value(
            kind=self.kind,
            amount=self.amount,
            low=self.low,
            high=self.high,
            unit=self.unit,
            text=t.text[start:end],
            start=start,
            end=end,
            approximate=self.approximate,
            bound=self.bound,
            of=self.of,
            change=self.change,
            as_written=tuple(self.wordings),
            consistent=self.consistent,
        )


def wording(t: Tokens, start: int, end: int, amount: float, unit: str) -> Wording:
    """One wording over tokens `[start, end)`."""
    a, b = t.starts[start], t.ends[end - 1]
    return Wording(amount=amount, unit=unit, text=t.text[a:b], start=a, end=b)


def step(number: Number) -> Decimal:
    """Half the last digit that was written: 5 for "2,640", 50000 for "2.4 million", 0.5 for "27"."""
    scale = number.value / number.mantissa if number.mantissa else Decimal(1)
    exponent = number.mantissa.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    if places >= 0 and number.mantissa:
        trailing = number.mantissa.normalize().as_tuple().exponent
        # A number that ends in zeros was rounded somewhere among them; two digits at least are meant.
        digits = len(number.mantissa.normalize().as_tuple().digits)
        places = max(0, trailing + min(0, digits - 2)) if isinstance(trailing, int) else 0
    return Decimal(10) ** places / 2 * scale


def moved(before: float, after: float) -> Change:
    """The change from one amount to another."""
    return Change.model_validate({"direction": "up" if after > before else "down", "from": before, "to": after})
