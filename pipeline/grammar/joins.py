"""What several numbers say together: shared units, two wordings of one value, changes from one value to another."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pipeline import resources
from pipeline.grammar import numbers, units
from pipeline.grammar.draft import Draft, wording
from pipeline.grammar.tokens import Tokens
from pipeline.records import Change

# How many tokens apart the two values of a change may stand ("from 186 million people in 2016 to 392 million").
APART = 14
# How many tokens before a value its verb of change is looked for.
BACK = 12
# Two wordings of one value differ by no more than this factor; more is a comparison.
SAME = 1.25
METRIC = frozenset({"km", "m", "km2", "m2", "m3", "km3", "kg", "Cel", "L", "cm", "mm", "har", "t", "g", "km/h"})
STOPS = frozenset(".;!?")


@cache
def _direction(word: str) -> Literal["up", "down", "either"] | None:
    table = resources.table("changes.toml")
    for name in ("up", "down", "either"):
        if word in table[name]:
            return name  # type: ignore[return-value]
    return None


def join(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Bring together what belongs together; `drafts` are in reading order and stay so."""
    share_units(t, drafts)
    return changes(t, wordings(t, drafts))


def share_units(t: Tokens, drafts: list[Draft]) -> None:
    """A bare number takes the unit of its neighbour: "10, 20 and 30 percent", "42 percent of Afghans and 18 of …"."""
    for a, b in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        # "5 and $10": a currency in front belongs to its own number alone.
        if b.kind == "money" and not (t.word(b.start)[:1].isdigit() or t.word(b.start) in numbers.atoms()):
            continue
        if a.unitless and not b.unitless and b.kind in ("percent", "quantity", "money", "duration") and _listing(t, a.end, b.head):
            if a.kind == "count" and a.change is None and not b.wordings and t.word(a.end) not in ("of",):
                a.kind, a.unit, a.unitless = b.kind, b.unit, False
    for a, b in zip(drafts[:-1], drafts[1:], strict=True):
        if a.kind == "percent" and a.unit == "%" and b.unitless and b.kind == "count" and b.amount is not None and b.amount <= 100:
            if t.word(a.end) == "of" and t.word(b.end) == "of" and b.start - a.end <= APART and _same_sentence(t, a.end, b.start):
                if t.word(b.head - 1) in ("and", "but", ",", "versus", "while", "against"):
                    b.kind, b.unit, b.unitless = "percent", "%", False


def _listing(t: Tokens, start: int, end: int) -> bool:
    """Only list words stand between two numbers."""
    between = t.words[start:end]
    return bool(between) and len(between) <= 2 and all(w in (",", "and", "or", "x", "×", "by") for w in between)


def _same_sentence(t: Tokens, start: int, end: int) -> bool:
    return not any(w in STOPS or not w.strip() for w in t.words[start:end])


def wordings(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Join "1,640-mile (2,640-kilometer)", "100 km (62 miles)", "$5 million (€4.6 million)" into one value each."""
    joined: list[Draft] = []
    for value in drafts:
        if joined and _restates(t, joined[-1], value):
            joined[-1] = _merge(t, joined[-1], value)
        else:
            joined.append(value)
    return joined


def _restates(t: Tokens, a: Draft, b: Draft) -> bool:
    gap = t.words[a.tail : b.head]
    if a.amount is None or b.amount is None or a.kind != b.kind or a.kind not in ("quantity", "money", "rate"):
        return False
    bracket = gap in (["("], ["(", "or"], ["[",]) and t.word(b.tail) in (")", "]", ",", ";")
    if not (bracket or gap in (["/"], [",", "or"], ["or"])):
        return False
    if a.kind == "money":
        return a.unit != b.unit and bracket
    written = {w.unit for d in (a, b) for w in d.wordings} | ({a.unit} if not a.wordings else set()) | ({b.unit} if not b.wordings else set())
    if len(written) < 2:
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


def changes(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Fold "from X to Y" and "to Y from X" into the new value, and mark "rose by Z", "a Z percent fall"."""
    kept: list[Draft] = []
    for value in drafts:
        old = kept[-1] if kept else None
        if old is not None and _from_to(t, old, value):
            kept[-1] = _moved(t, value, old, _verb(t, old.head))
        elif old is not None and _to_from(t, old, value):
            kept[-1] = _moved(t, old, value, _verb(t, old.head))
        elif value.connector == "to" and t.word(value.head - 1) == "from" and _verb(t, value.head):
            kept.append(_range_moved(value))
        else:
            _mark(t, value)
            kept.append(value)
    return kept


def _comparable(a: Draft, b: Draft) -> bool:
    """Two single values of one measure; a bare number takes the other's."""
    return a.amount is not None and b.amount is not None and (a.unit == b.unit or a.unitless) and a.kind != "rank"


def _from_to(t: Tokens, old: Draft, new: Draft) -> bool:
    return (
        t.word(old.head - 1) == "from"
        and t.word(new.head - 1) == "to"
        and new.head - old.end <= APART
        and _same_sentence(t, old.end, new.head)
        and _comparable(old, new)
        and (_verb(t, old.head) is not None or (old.amount is not None and new.amount is not None and new.amount < old.amount))
    )


def _to_from(t: Tokens, new: Draft, old: Draft) -> bool:
    behind = t.words[new.tail : old.head]
    return (
        bool(behind)
        and behind[-1] == "from"
        and len(behind) <= APART
        and _same_sentence(t, new.tail, old.head)
        and (new.unit == old.unit or old.unitless)
        and new.amount is not None
        and old.amount is not None
        and new.kind != "rank"
        and ((t.word(new.head - 1) == "to" and _verb(t, new.head) is not None) or behind[:-1][-1:] in (["up"], ["down"]))
    )


def _verb(t: Tokens, i: int) -> str | None:
    """The direction of the nearest word of change before token `i` in its sentence."""
    for at in range(i - 1, max(-1, i - 1 - BACK), -1):
        word = t.word(at)
        if word in STOPS:
            return None
        found = _direction(word)
        if found:
            return found
    return None


def _moved(t: Tokens, new: Draft, old: Draft, verb: str | None) -> Draft:
    if new.unitless and not old.unitless:
        new.kind, new.unit = old.kind, old.unit
    if new.amount is not None and old.amount is not None:
        up = new.amount > old.amount if new.amount != old.amount else verb == "up"
        new.change = Change(direction="up" if up else "down", **{"from": old.amount, "to": new.amount})
    new.head = min(new.head, old.head)
    return new


def _range_moved(value: Draft) -> Draft:
    """ "grew from 5 to 10 percent": the range is a change."""
    low, high = value.low, value.high
    value.amount, value.low, value.high = high, None, None
    value.change = Change(direction="up", **{"from": low, "to": high})
    return value


def _mark(t: Tokens, value: Draft) -> None:
    """Changes by an amount or to one: "rose by 5 percent", "fell to 20,000", "a 5 percent increase"."""
    if value.amount is None or value.change is not None or value.kind in ("rank", "ratio", "age"):
        return
    before = t.word(value.head - 1)
    at = value.head - 1 if before in ("by", "to") else value.head
    near = [w for w in (_direction(t.word(at - 1)), _direction(t.word(at - 2)) if t.word(at - 1).endswith("ly") else None) if w in ("up", "down")]
    if near and not (t.word(at - 1) in ("up", "down") and t.word(at - 2) not in LOOSE):
        direction: Literal["up", "down"] = "up" if near[0] == "up" else "down"
        if before == "to":
            value.change = Change(direction=direction, to=value.amount)
        elif before == "by" or value.kind == "percent":
            value.change = Change(direction=direction, by=value.amount)
        return
    if value.kind == "percent":
        for at in (value.tail, value.tail + 1):
            found = _direction(t.word(at))
            if found in ("up", "down") and t.word(at) in NOUNS:
                value.change = Change(direction="up" if found == "up" else "down", by=value.amount)
                return
            if t.word(at) in STOPS or t.word(at) == ",":
                return


# Before "up" and "down" that mark a change by themselves, and not as part of "make up".
LOOSE = frozenset({",", "(", "is", "was", "are", "were", "-", "–", "—"})
NOUNS = frozenset({"rise", "increase", "growth", "jump", "surge", "gain", "boost", "expansion", "fall", "drop", "decline", "decrease", "reduction", "cut", "plunge", "slump", "contraction", "higher", "lower"})
