"""Units of measure: finding one in a text, and converting between units of one dimension.

Plain lengths: miles and nautical miles are given in `km`, feet, yards, inches and centimetres in `m`, kilometres,
metres and millimetres as they stand. Whoever knows the measure converts further: `convert(8848, "m", "km")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline import resources
from pipeline.grammar.tokens import HYPHENS, Tokens, split


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of `units.toml`; `code` is UCUM, `normal` the code that amounts are given in."""

    code: str
    dimension: str
    factor: float
    offset: float
    normal: str
    symbols: tuple[str, ...]
    names: tuple[str, ...]


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by its UCUM code."""
    rows = resources.table("units.toml")["units"]
    return {
        code: Unit(
            code=code,
            dimension=row["dimension"],
            factor=row["factor"],
            offset=row.get("offset", 0.0),
            normal=row.get("normal", code),
            symbols=tuple(row.get("symbols", ())),
            names=tuple(row.get("names", ())),
        )
        for code, row in rows.items()
    }


def convert(amount: float, from_unit: str, to_unit: str) -> float:
    """`amount` of UCUM unit `from_unit` in `to_unit`; raises ValueError when they don't measure the same thing."""
    if from_unit == to_unit:
        return amount
    known = units()
    if from_unit not in known or to_unit not in known or known[from_unit].dimension != known[to_unit].dimension:
        raise ValueError(f"{from_unit!r} cannot be converted to {to_unit!r}: they are not units of one dimension.")
    source, target = known[from_unit], known[to_unit]
    # Fifteen digits are what a float holds; the last are noise of the two factors.
    return float(f"{(amount * source.factor + source.offset - target.offset) / target.factor:.12g}")


def dimension(code: str) -> str | None:
    """What a UCUM code of the table measures ("length"), or None."""
    unit = units().get(code)
    return unit.dimension if unit else None


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write a unit: its tokens after the first, and how strictly they are read."""

    rest: tuple[str, ...]
    unit: Unit
    exact: str | None
    digits_only: bool
    glued_only: bool


@cache
def _surfaces() -> dict[str, tuple[Surface, ...]]:
    """Surfaces by first token, longest first."""
    table = resources.table("units.toml")
    strict, tight = set(table["strict"]["symbols"]), set(table["strict"]["glued"])
    found: dict[str, list[Surface]] = {}
    for unit in units().values():
        for symbol in unit.symbols:
            first, *rest = split(symbol)
            row = Surface(tuple(rest), unit, symbol, symbol in strict, symbol in tight)
            found.setdefault(first, []).append(row)
        for name in unit.names:
            first, *rest = [w for w in split(name) if w not in HYPHENS]
            found.setdefault(first, []).append(Surface(tuple(rest), unit, None, False, False))
    for symbol, code in table["glued"].items():
        found.setdefault(symbol.lower(), []).append(Surface((), units()[code], symbol, True, True))
    for symbol, code in table["warm"].items():
        found.setdefault(symbol.lower(), []).append(Surface((), units()[code], symbol, True, False))
    return {first: tuple(sorted(rows, key=lambda r: -len(r.rest))) for first, rows in found.items()}


def match(t: Tokens, i: int, *, digits: bool = True) -> tuple[Unit, int] | None:
    """The unit whose longest name starts at token `i`, and the token after it; `digits`: the number is in digits."""
    for row in _surfaces().get(t.word(i), ()):
        if (row.digits_only and not digits) or (row.glued_only and not t.glued(i)):
            continue
        end = _follow(t, i + 1, row.rest)
        if end is None:
            continue
        if row.exact is not None and " ".join(t.slice(i, end).split()) != row.exact:
            continue
        if row.exact is not None and t.glued(end) and t.word(end)[:1].isalnum():
            continue
        # "24703 L-202" is a number of a catalogue.
        named = row.exact is not None and t.word(end) in HYPHENS and t.glued(end) and t.word(end + 1)[:1].isdigit()
        if named and not t.glued(i):
            continue
        return row.unit, end
    return None


def _follow(t: Tokens, i: int, rest: tuple[str, ...]) -> int | None:
    """The token after `rest`, which must stand at `i`; hyphens may stand where a name has spaces."""
    for word in rest:
        if t.word(i) in HYPHENS and word not in HYPHENS and t.glued(i) and t.glued(i + 1):
            i += 1
        if t.word(i) != word or not t.near(i):
            return None
        i += 1
    return i
