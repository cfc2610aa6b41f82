"""What neighbouring numbers share: a unit ("10, 20 and 30 percent") or a value ("1,640-mile (2,640-kilometer)")."""

from __future__ import annotations

from itertools import pairwise

from pipeline.grammar import numbers, rates, units
from pipeline.grammar.changes import APART, changes, same_sentence
from pipeline.grammar.draft import Draft, wording
from pipeline.grammar.tokens import Tokens
from pipeline.grammar.wordlists import listed

# Two wordings of one value differ by no more than this factor; more is a comparison.
SAME = 1.25
METRIC = frozenset({"km", "m", "km2", "m2", "m3", "km3", "kg", "Cel", "L", "cm", "mm", "har", "t", "g", "km/h"})
LISTING = frozenset({",", "and", "or", "x", "×", "by"})
# What a bare number takes over from the value that it is compared with, by which words, and what may follow it.
CARRIED = frozenset({"percent", "quantity", "money", "duration", "age", "rate"})
COMPARED = frozenset({("compared", "with"), ("compared", "to"), ("up", "from"), ("down", "from"), ("rather", "than")})
CONTRAST = frozenset({"and", "but", ",", "versus", "while", "against"})


def join(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Bring together what belongs together; `drafts` are in reading order and stay so."""
    share_units(t, drafts)
    return changes(t, wordings(t, drafts))


def share_units(t: Tokens, drafts: list[Draft]) -> None:
    """A bare number takes the unit of its neighbour: "10, 20 and 30 percent", "42 percent of Afghans and 18 of …"."""
    for b, a in pairwise(reversed(drafts)):
        if _lends(t, a, b) and a.amount is not None:
            _take(a, b)
    for a, b in pairwise(drafts):
        if a.kind == "percent" and a.unit == "%" and _elliptic(t, a, b):
            b.kind, b.unit, b.unitless = "percent", "%", False
        elif _carries(t, a, b):
            _take(b, a)


def _take(bare: Draft, other: Draft) -> None:
    """Give the bare number the kind and unit of the other value."""
    bare.kind, bare.unit, bare.unitless, bare.written = other.kind, other.unit, False, other.written
    if bare.amount is not None and other.written not in ("", "deg"):
        bare.amount = units.convert(bare.amount, other.written, other.unit)


def _carries(t: Tokens, a: Draft, b: Draft) -> bool:
    """The bare number `b` is compared with `a`, or is more of the same money: "617 naira, compared with 184 before"."""
    if not b.unitless or b.kind != "count" or b.amount is None or a.unitless or a.kind not in CARRIED:
        return False
    if b.start - a.end > APART or not same_sentence(t, a.end, b.start):
        return False
    after = t.word(b.end)
    if after[:1].isalpha() and after not in listed("function_words") | listed("compared_behind"):
        return False
    if a.kind == "percent" and b.amount > 100:
        return False
    if t.words[a.tail : b.head] == ["to"] and t.word(a.head - 1) == "from":
        return True
    before = (t.word(b.head - 2), t.word(b.head - 1))
    if before[1] in ("against", "versus") or before in COMPARED:
        return True
    placed = a.kind == "money" and after == "in" and before[1] in ("and", "but") and "." in t.word(b.start)
    if placed:  # "$1.89 in Greece and 1.42 in Malta"
        return True
    scaled = any(word in numbers.scales() for word in t.words[b.start : b.end])
    return a.kind == "money" and scaled and before[1] in ("of", "to", "from", "and")


def _lends(t: Tokens, a: Draft, b: Draft) -> bool:
    """`b` has a unit that the bare number `a` before it in a list is meant to have too."""
    between = t.words[a.end : b.head]
    if not a.unitless or a.kind != "count" or b.unitless or b.kind not in ("percent", "quantity", "money", "duration"):
        return False
    # "5 and $10": a currency in front belongs to its own number alone.
    if not (t.word(b.start)[:1].isdigit() or t.word(b.start) in numbers.atoms()):
        return False
    if b.kind == "percent" and (a.amount is None or a.amount > 100):
        return False
    # "1.3 million, or 4 percent" says one thing in two ways.
    return 0 < len(between) <= 2 and LISTING.issuperset(between) and between != [",", "or"]


def _elliptic(t: Tokens, a: Draft, b: Draft) -> bool:
    """ "… percent of Afghans and 18 of Pakistanis": what is left out of the second is in the first."""
    if not b.unitless or b.kind != "count" or b.amount is None or b.amount > 100:
        return False
    if t.word(a.end) != "of" or t.word(b.end) != "of" or t.word(b.head - 1) not in CONTRAST:
        return False
    return b.start - a.end <= APART and same_sentence(t, a.end, b.start)


def wordings(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Join "1,640-mile (2,640-kilometer)", "100 km (62 miles)", "$5 million (€4.6 million)" into one value each."""
    joined: list[Draft] = []
    for value in drafts:
        if joined and _restates(t, joined[-1], value):
            joined[-1] = rates.widen(t, _merge(t, joined[-1], value))  # "34 kwacha ($1.32) a litre"
        else:
            joined.append(value)
    return joined


def _restates(t: Tokens, a: Draft, b: Draft) -> bool:
    gap = t.words[a.tail : b.head]
    if a.amount is None or b.amount is None or a.kind != b.kind or a.kind not in ("quantity", "money", "rate"):
        return False
    bracket = gap in (["("], ["(", "or"], ["["]) and t.word(b.tail) in (")", "]", ",", ";")
    if not (bracket or gap in (["/"], [",", "or"], ["or"])):
        return False
    if a.kind == "money":
        return a.unit != b.unit and bracket
    if (a.written or a.unit) == (b.written or b.unit):
        return False
    amount = _in_unit(b.amount, b.unit, a.unit)
    return amount is not None and a.amount * amount > 0 and 1 / SAME <= amount / a.amount <= SAME


def _in_unit(amount: float, source: str, target: str) -> float | None:
    if source == target:
        return amount
    if units.dimension(source) is None or units.dimension(source) != units.dimension(target):
        return None
    return units.convert(amount, source, target)


def _merge(t: Tokens, a: Draft, b: Draft) -> Draft:
    """One value of two wordings: the metric one counts, the other must agree within what rounding hides."""
    for draft in (a, b):
        if not draft.wordings and draft.amount is not None:
            draft.wordings = [wording(t, draft.start, draft.end, draft.amount, draft.unit)]
    metric = [d for d in (a, b) if d.wordings[0].unit in METRIC]
    main = metric[0] if len(metric) == 1 else a
    other = b if main is a else a
    if main.amount is not None and other.amount is not None:
        amount = _in_unit(other.amount, other.unit, main.unit)
        slack = _in_unit(other.step, other.unit, main.unit)
        if amount is not None and slack is not None:
            main.consistent = abs(amount - main.amount) <= (main.step + slack) * 1.0001
    main.wordings = a.wordings + b.wordings
    main.approximate, main.bound = a.approximate or b.approximate, a.bound or b.bound
    main.start, main.head = a.start, a.head
    main.end = main.tail = b.end + (t.word(b.end) in (")", "]"))
    return main
