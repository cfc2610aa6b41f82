"""Changes: "fell from 7 to 2.4", "rose to 7.5% from 6.1%", "grew by 5 percent", "a 5 percent drop"."""

from __future__ import annotations

from typing import Literal

from pipeline import resources
from pipeline.grammar import units
from pipeline.grammar.draft import Draft, moved
from pipeline.grammar.tokens import Tokens
from pipeline.records import Change

Direction = Literal["up", "down"]

# How many tokens apart the two values of a change may stand ("from 186 million people in 2016 to 392 million").
APART = 14
# How many tokens before a value its verb of change is looked for.
BACK = 12
STOPS = frozenset(".;!?")


def _listed(name: str) -> frozenset[str]:
    return resources.words("changes.toml", name)


def _direction(word: str) -> Direction | None:
    return "up" if word in _listed("up") else "down" if word in _listed("down") else None


def changes(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Fold "from X to Y" and "to Y from X" into the new value, and mark "rose by Z", "a Z percent fall"."""
    kept: list[Draft] = []
    for value in drafts:
        old = kept[-1] if kept else None
        if old is not None and _from_to(t, old, value):
            kept[-1] = _moved(value, old)
        elif old is not None and _to_from(t, old, value):
            kept[-1] = _moved(old, value)
        elif value.connector == "to" and t.word(value.head - 1) == "from" and _verb(t, value.head):
            kept.append(_range_moved(value))
        else:
            _mark(t, value, old)
            kept.append(value)
    return kept


def same_sentence(t: Tokens, start: int, end: int) -> bool:
    """No sentence or paragraph ends among tokens `[start, end)`."""
    return not any(w in STOPS or not w.strip() for w in t.words[start:end])


def _comparable(old: Draft, new: Draft) -> bool:
    """Two single values of one measure; a bare number takes the other's."""
    if old.amount is None or new.amount is None or new.kind == "rank":
        return False
    return old.unit == new.unit or old.unitless


def _from_to(t: Tokens, old: Draft, new: Draft) -> bool:
    if t.word(old.head - 1) != "from" or t.word(new.head - 1) != "to" or new.head - old.end > APART:
        return False
    if not same_sentence(t, old.end, new.head) or not _comparable(old, new):
        return False
    falls = old.amount is not None and new.amount is not None and new.amount < old.amount
    # "from 186 million in 2016 to 392 million": a year between the two says that time passed.
    dated = any(len(w) == 4 and w.isdigit() for w in t.words[old.end : new.head])
    return falls or dated or _verb(t, old.head)


def _to_from(t: Tokens, new: Draft, old: Draft) -> bool:
    behind = t.words[new.tail : old.head]
    if not 0 < len(behind) <= APART or behind[-1] != "from":
        return False
    if not same_sentence(t, new.tail, old.head) or not _comparable(old, new):
        return False
    return (t.word(new.head - 1) == "to" and _verb(t, new.head)) or behind[-2:-1] in (["up"], ["down"])


def _verb(t: Tokens, i: int) -> bool:
    """A word of change stands before token `i` in its sentence."""
    for at in range(i - 1, max(-1, i - 1 - BACK), -1):
        word = t.word(at)
        if word in STOPS:
            return False
        if _direction(word) or word in _listed("either"):
            return True
    return False


def _moved(new: Draft, old: Draft) -> Draft:
    """`new` with its change from `old`, which is given in the same unit."""
    if new.amount is None or old.amount is None:
        return new
    if new.unitless and not old.unitless:
        new.kind, new.unit = old.kind, old.unit
    before = (
        units.convert(old.amount, new.written, new.unit)
        if old.unitless and new.written not in ("", "deg")
        else old.amount
    )
    new.change = moved(before, new.amount)
    new.head = min(new.head, old.head)
    return new


def _range_moved(value: Draft) -> Draft:
    """ "grew from 5 to 10 percent": the range is a change."""
    low, high = value.low, value.high
    value.amount, value.low, value.high = high, None, None
    value.change = moved(low or 0.0, high or 0.0)
    return value


def _mark(t: Tokens, value: Draft, last: Draft | None) -> None:
    """Changes by an amount or to one: "rose by 5 percent", "fell to 20,000", "a 5 percent increase"."""
    if value.amount is None or value.change is not None or value.kind in ("rank", "ratio", "age"):
        return
    before = t.word(value.head - 1)
    way = moving(t, value.head - 1 if before in ("by", "to") else value.head, loose=before in ("by", "to"))
    if before == "to":
        # "rose 4 points to 36 percent", "rose by 30 percent, to $4": the step stands between verb and result.
        if last is not None and last.change is not None and (last.change.by is not None or last.kind == "ratio"):
            gap = t.words[last.tail : value.head - 1]
            way = last.change.direction if gap in ([], [","]) else way
        # "the peak rises to 7,134 meters" moves nothing.
        if way and units.dimension(value.unit) != "length":
            value.change = Change(direction=way, to=value.amount)
    elif before == "by":
        way = way or next((w for k in range(2, BACK) if (w := _verb_at(t, value.head - k))), None)
        if way:
            value.change = Change(direction=way, by=value.amount)
    elif way and (value.kind in ("percent", "money") or t.word(value.head - 1) in _listed("steps")):
        value.change = Change(direction=way, by=value.amount)
    elif value.kind == "percent":
        noun = _noun(t, value.tail)
        if noun:
            value.change = Change(direction=noun, by=value.amount)


def _verb_at(t: Tokens, i: int) -> Direction | None:
    """Which way the verb at token `i` goes; "up" and "down" alone are no verbs."""
    return None if t.word(i) in ("up", "down") else _direction(t.word(i))


def moving(t: Tokens, i: int, *, loose: bool) -> Direction | None:
    """Which way the verb right before token `i` goes: "grew", "fell sharply", ", up"; `loose`: also "edged down"."""
    word = t.word(i - 1)
    if word in ("up", "down") and not loose:
        return _direction(word) if t.word(i - 2) in _listed("loose") else None
    return _direction(word) or (_direction(t.word(i - 2)) if word.endswith("ly") else None)


def _noun(t: Tokens, i: int) -> Direction | None:
    """Which way the noun at token `i` or behind one adjective goes: "drop", "annual increase"."""
    for at in (i, i + 1):
        word = t.word(at)
        if word in _listed("nouns"):
            return _direction(word)
        if word in STOPS or word == ",":
            return None
    return None
