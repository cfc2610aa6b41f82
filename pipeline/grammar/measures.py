"""A number with what it measures: percent, money, quantity, duration, age or a bare count; and ranges of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline import resources
from pipeline.grammar import changes, exclusions, hedges, money, numbers, units
from pipeline.grammar.draft import Draft, step, wording
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import DASHES, HYPHENS, Tokens
from pipeline.grammar.wordlists import listed
from pipeline.records import ValueKind

KINDS: dict[str, ValueKind] = {
    "share": "percent",
    "points": "percent",
    "time": "duration",
    "speed": "rate",
    "flow": "rate",
    "trace": "rate",
}
# Bare degrees of a temperature above this are hardly Celsius.
WARMEST = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and its unit over tokens `[start, end)`; `unit` is None for a bare number."""

    number: Number
    sign: int
    start: int
    end: int
    unit: str | None = None
    normal: str | None = None
    kind: ValueKind = "count"
    age: bool = False
    currency_first: bool = False

    @property
    def written(self) -> float:
        """The amount in the unit as written."""
        return self.sign * float(self.number.value)


def read(t: Tokens, i: int, floor: int) -> Measure | None:
    """The number at token `i` with its unit, or None; nothing before token `floor` is taken."""
    currency = money.before(t, i)
    if currency and currency[1] < floor:
        currency = None
    number = numbers.read(t, i, money=currency is not None)
    if number is None:
        return None
    start = currency[1] if currency else number.start
    sign = 1
    if start > floor and t.word(start - 1) in ("-", "−", "–", "minus", "negative") and _is_sign(t, start):
        sign, start = -1, start - 1
    if currency:
        end = _redundant(t, number, currency[0])
        return Measure(number, sign, start, end, currency[0], currency[0], "money", currency_first=True)
    named = money.after(t, number)
    # "in 2016 dollars" names the prices of a year.
    if named and not (exclusions.is_year(t, number) and t.word(start - 1) in ("in", "constant", "current")):
        return _named(t, number, sign, start, *named)
    return _with_unit(t, number, sign, start) or Measure(number, sign, start, number.end)


def _named(t: Tokens, number: Number, sign: int, start: int, code: str, end: int) -> Measure:
    """An amount whose currency, named behind it, may bring cents or a scale of its own."""
    cents = money.cents(t, end) if t.word(end - 1) not in ("cent", "cents") else None
    factor, after = (Decimal(1), cents[1]) if cents else money.scale(t, end)
    added = cents[0] if cents else Decimal(0)
    value, mantissa = number.value * factor + added, number.mantissa + added
    whole = Number(value, number.start, after, mantissa, number.words, number.scaled or factor != 1)
    return Measure(whole, sign, start, after, code, code, "money")


def _is_sign(t: Tokens, i: int) -> bool:
    """The dash before token `i` is a minus: glued on behind and free in front."""
    if t.word(i - 1) in ("minus", "negative"):
        return t.near(i)
    before = t.word(i - 2)
    return (
        t.glued(i)
        and not before[-1:].isdigit()
        and (i < 2 or not t.glued(i - 1) or before in ("(", "[", ":", "~", "<", ">"))
    )


def _redundant(t: Tokens, number: Number, code: str) -> int:
    """The end of an amount whose currency is said twice: "$5 million dollars", "US$5 USD"."""
    named = money.after(t, number)
    return named[1] if named and named[0] == code and t.word(named[1] - 1)[-1:].isalpha() else number.end


def _with_unit(t: Tokens, number: Number, sign: int, start: int) -> Measure | None:
    at = number.end
    hyphen = t.word(at) in DASHES
    if hyphen and t.glued(at) and t.glued(at + 1):
        at += 1
    elif not t.near(at):
        return None
    elif t.word(at) == "of" and t.word(at + 1) == "a" and number.value < 1:
        at += 2
    found = units.match(t, at, digits=not number.words)
    if found is None:
        return None
    unit, end = found
    # "two second homes": the singular is the ordinal unless a hyphen or "one" says otherwise.
    if unit.code == "s" and t.word(at) == "second" and number.words and number.value != 1 and at == number.end:
        return None
    if t.word(at) in ("c", "f") and not _warm(t, number.start):
        return None
    # "the 1980s", "in their 20s" are no seconds.
    if unit.code == "s" and t.word(at) == "s" and t.glued(at) and number.bare:
        return None
    angular = _near(t, number.start, "angles") and not _warm(t, number.start)
    if unit.code == "deg" and (sign < 0 or (number.value <= WARMEST and not angular)):
        return Measure(number, sign, start, end, "deg", "Cel", "quantity")
    if unit.dimension == "time":
        old = _old(t, end)
        if old:
            return Measure(number, sign, start, old, unit.code, unit.normal, "age", age=True)
    return Measure(number, sign, start, end, unit.code, unit.normal, KINDS.get(unit.dimension, "quantity"))


def _warm(t: Tokens, i: int) -> bool:
    """Words of temperature stand near token `i`: "40C" is none without them, and "13F" a form."""
    return _near(t, i, "words")


def _near(t: Tokens, i: int, key: str) -> bool:
    """A word of a list of `units.toml` stands near token `i`."""
    words = resources.table("units.toml")["temperature_context"][key]
    return any(t.word(k) in words for k in range(i - 10, i + 8))


def _old(t: Tokens, i: int) -> int | None:
    """The end of "old", "-old", "-olds", "of age" at token `i`."""
    at = i + 1 if t.word(i) in DASHES else i
    if t.word(at) in ("old", "olds"):
        return at + 1
    if t.word(i) == "of" and t.word(i + 1) == "age":
        return i + 2
    return None


def draft(t: Tokens, m: Measure) -> Draft:
    """The value that a single measure makes."""
    amount = m.written
    if m.unit is None or m.normal is None:
        return Draft("count", "1", m.start, m.end, amount=amount, step=float(step(m.number)), unitless=True)
    half = float(step(m.number))
    made = Draft(m.kind, m.normal, m.start, m.end, amount=amount, step=half)
    if m.normal != m.unit:
        made.amount = _normal(amount, m.unit, m.normal)
        made.written = m.unit
        made.step = abs(_normal(amount + half, m.unit, m.normal) - made.amount)
        if m.kind not in ("duration", "age"):
            made.wordings = [wording(t, m.start, m.end, amount, m.unit)]
    return made


def _normal(amount: float, unit: str, normal: str) -> float:
    """`amount` in the normal unit; degrees near a word of temperature are read as Celsius as they stand."""
    return amount if unit == "deg" else units.convert(amount, unit, normal)


def span(t: Tokens, first: Measure, floor: int) -> tuple[Draft, int] | None:
    """The range that starts with `first` ("20 to 25 percent", "$5-10 million"), and the token after it; or None."""
    joint, at = _connector(t, first)
    if not joint:
        return None
    # A currency may stand between ("$5 to US$10").
    number_at = next((k for k in range(at, at + 4) if _number_word(t, k)), at)
    second = read(t, number_at, at) if number_at == at or money.before(t, number_at) else None
    if second is None or second.start != at or second.sign < 0:
        return None
    return _join(t, first, second, joint)


def _number_word(t: Tokens, i: int) -> bool:
    word = t.word(i)
    return word[:1].isdigit() or word in numbers.atoms() or word in ("a", "half")


def _connector(t: Tokens, first: Measure) -> tuple[str, int]:
    """The word or dash that may join `first` to a second number, and where that number would start."""
    i = first.end
    if t.word(i) in DASHES:
        if t.glued(i) and t.glued(i + 1):
            if t.word(i + 1) == "to" and t.word(i + 2) in DASHES:
                return "to", i + 3
            return "-", i + 1
        if t.word(i) in "-–" and not t.glued(i) and not t.glued(i + 1) and t.near(i) and t.near(i + 1):
            return " - ", i + 1
        return "", i
    if not t.near(i) or not t.near(i + 1):
        return "", i
    if t.word(i) in ("to", "through"):
        return "to", i + 1
    if t.word(i) == "or":
        return "or", i + 1
    if t.word(i) == "and":
        head = hedges.before(t, first.start).start
        ages = t.word(head - 1) == "of" and t.word(head - 2) == "ages"
        if ages or t.word(head - 1) == "between":
            return "and", i + 1
    return "", i


def _join(t: Tokens, first: Measure, second: Measure, joint: str) -> tuple[Draft, int] | None:
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return None
    if first.unit is not None and second.unit is None and not first.currency_first:
        return None
    scale = second.number.value / second.number.mantissa if second.number.mantissa else Decimal(1)
    lower = first.number.value
    if second.number.scaled and not first.number.scaled and lower < second.number.mantissa and not first.number.grouped:
        lower *= scale
    elif second.number.scaled and not first.number.scaled and lower < second.number.mantissa:
        lower *= scale if "." in t.word(first.number.start) else 1
    if not first.sign * lower < second.number.value:
        return None
    if not _plausible(t, first, second, joint):
        return None
    unit, normal = second.unit or first.unit, second.normal or first.normal
    kind = second.kind if second.unit is not None else first.kind
    ends = (float(first.sign * lower), float(second.number.value))
    made = Draft(kind, normal or "1", first.start, second.end, low=ends[0], high=ends[1])
    made.connector, made.unitless = joint, unit is None
    if unit is not None and normal is not None and unit != normal:
        made.low, made.high = (_normal(x, unit, normal) for x in ends)
    return made, second.end


def _is_step(t: Tokens, i: int) -> bool:
    """Whether the number at token `i` stands behind "by" or a verb of moving: "fell by 2", "rose nearly $2"."""
    at = hedges.before(t, i).start
    return t.word(at - 1) == "by" or changes.moving(t, at, loose=False) is not None


def _plausible(t: Tokens, first: Measure, second: Measure, joint: str) -> bool:
    """What keeps scores, phone numbers, dates and enumerations from being ranges."""
    measured = second.unit is not None or first.unit is not None
    a, b = first.number, second.number
    if joint == "to" and first.unit is None and exclusions.is_year(t, a) and t.word(a.start - 1) in ("in", "since"):
        return False  # "rose from 18,800 tonnes in 2019 to 39,000 tonnes"
    # "increased by 15 to 115", "rose $2 to $83" is a step and a result, but not "by 5 to 15 percent".
    alike = not measured or (second.unit is not None and first.unit is not None)
    if joint == "to" and alike and b.value >= 3 * a.value and _is_step(t, first.start):
        return False
    if joint == "or":
        return b.value <= a.value * 2 and first.unit is None and (b.value - a.value == 1 or measured or b.scaled)
    if joint in ("-", " - ") and not measured:
        if a.words != b.words:
            return False
        if joint == " - " and (exclusions.is_year(t, a) or not (a.grouped or b.grouped or _counts(t, second.end))):
            return False
        if a.bare and b.bare and len(t.word(b.start)) == 4 and len(t.word(a.start)) <= 3:
            return False
        if t.word(second.end) in DASHES and t.glued(second.end) and t.word(second.end + 1)[:1].isdigit():
            return False
        if a.bare and b.bare and a.value < 20 and b.value < 20:
            return _counts(t, second.end)
    return True


def _counts(t: Tokens, i: int) -> bool:
    """A plain plural noun follows: "3-5 children" and not "a 1-2 defeat"."""
    word = t.word(i)
    return t.near(i) and exclusions.is_plural(word) and word not in listed("function_words")


def has_unit(t: Tokens, i: int, floor: int) -> bool:
    """The number at token `i` measures something, whatever it looks like."""
    found = read(t, i, floor)
    return found is not None and found.unit is not None


def compound(t: Tokens, m: Measure) -> Measure:
    """ "5 feet 2 inches", "two hours and 30 minutes", "two hours, six minutes and 41 seconds" as one measure in the first unit."""
    if m.unit is None or m.kind not in ("quantity", "duration") or m.normal is None:
        return m
    listed = t.word(m.end) == ","
    at = m.end + 1 if t.word(m.end) in ("and", ",") else m.end
    last = listed and t.word(at) == "and"  # "…, and 41 seconds"
    at += last
    if (listed and m.kind != "duration") or not t.near(at):
        return m
    more = read(t, at, at)
    if more is not None and m.unit == "[ft_i]" and t.word(more.end) == "in" and more.number.value < 12 and m.end == at:
        # "in" is the inch only behind feet.
        more = Measure(more.number, 1, more.start, more.end + 1, "[in_i]", "m", "quantity")
    if more is None or more.unit is None or HYPHENS & set(t.words[more.start : more.end]):
        return m
    if units.dimension(more.unit) != units.dimension(m.unit) or more.sign < 0:
        return m
    end = more.end
    more = compound(t, more)  # "2 hours 3 minutes 12 seconds"
    assert more.unit is not None
    if listed and not last and more.end == end:
        return m  # "three years, two months" may be two terms
    added = Decimal(repr(units.convert(float(more.number.value), more.unit, m.unit)))
    # The second part must fit into one unit of the first, or it is another value.
    if not added < 1 or m.number.value != int(m.number.value):
        return m
    value = m.number.value + added
    total = Number(value, m.number.start, more.end, value, m.number.words, m.number.scaled)
    return Measure(total, m.sign, m.start, more.end, m.unit, m.normal, more.kind if more.kind == "age" else m.kind)
