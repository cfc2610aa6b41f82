"""Rates: "5 children per woman", "39 births per 1,000 people", "500,000 barrels a day", "20 deaths/1,000 people"."""

from __future__ import annotations

from pipeline import resources
from pipeline.grammar import money, numbers, units
from pipeline.grammar.draft import Draft
from pipeline.grammar.tokens import HYPHENS, Tokens
from pipeline.grammar.wordlists import listed
from pipeline.records import Of

# How many words may stand between a number and its "per".
REACH = 4
POWERS = {10: "10*-1", 100: "10*-2", 1000: "10*-3", 10_000: "10*-4", 100_000: "10*-5", 1_000_000: "10*-6"}
STOPS = frozenset('.,;:!?()[]"“”')
ENDS = frozenset({"and", "or", "to", "that", "who", "which", "is", "was", "were", "are", "percent"})


def widen(t: Tokens, value: Draft) -> Draft:
    """`value` as a rate when the words behind it say per what; otherwise `value` itself."""
    if value.kind == "count":
        return _count_rate(t, value)
    at = _per(t, value.end)
    if at is None:
        return value
    found = units.match(t, at, digits=False)
    if found and _is_counted_from(t, found[1]):
        return value
    if value.kind in ("money", "percent"):
        # The amount stays what it is; `of` says per what.
        noun = t.word(at)
        if not found and noun.isalpha() and noun not in listed("function_words"):
            value.of = _of(t, at, at + 1)
        elif found and value.kind == "money" and found[0].dimension in ("volume", "mass"):
            value.of = _of(t, at, found[1])  # "33 kwacha a litre"
        return value
    if value.kind == "quantity" and found and found[0].dimension != "share":
        value.kind, value.unit, value.end = "rate", f"{value.unit}/{found[0].code}", found[1]
    return value


def _is_counted_from(t: Tokens, i: int) -> bool:
    """Whether token `i` makes a date of the unit before it: "10 million a year | earlier"."""
    return t.word(i) == "ago" or t.word(i) in resources.table("times.toml")["later"].keys() - {"on"}


def _per(t: Tokens, i: int) -> int | None:
    """The token after "per", "a", "every", "/" at token `i`; hyphens count as spaces."""
    at = i
    if t.word(at) in HYPHENS and t.glued(at) and t.glued(at + 1):
        at += 1
    word = t.word(at)
    if word == "/" and t.glued(at) and t.glued(at + 1):
        return at + 1
    if word in resources.table("units.toml")["per"]["words"] and t.near(at):
        at += 1
        if t.word(at) in HYPHENS and t.glued(at):
            at += 1
        return at if t.near(at) or t.glued(at) else None
    return None


def _count_rate(t: Tokens, value: Draft) -> Draft:
    """A count whose thing counted is followed by "per …": thing and base go to `of`."""
    at = value.end
    for _ in range(REACH + 1):
        word = t.word(at)
        if tuple(t.words[at : at + 3]) == ("(", "s", ")"):
            at += 3
            continue
        if not word or word in STOPS or word in ENDS or word[:1].isdigit() or money.before(t, at + 1):
            return value
        if word in ("a", "an", "each", "every"):
            found = units.match(t, at + 1, digits=False)
            timed = found is not None and found[0].dimension == "time" and found[0].normal == found[0].code
            timed = timed and found is not None and not _is_counted_from(t, found[1])
            return _closed(t, value, f"/{found[0].code}", found[1]) if found and timed else value
        if word == "per" or (word == "/" and at > value.end and t.glued(at)):
            return _based(t, value, at + 1)
        if word in ("for", "in", "of") and t.word(at + 1) in ("every", "each") and at > value.end:
            return _based(t, value, at + 2) if t.word(at + 2)[:1].isdigit() else value
        at += 1
    return value


def _based(t: Tokens, value: Draft, i: int) -> Draft:
    """`value` as a rate whose base starts at token `i`: a number, a unit or a noun."""
    base = numbers.read(t, i)
    if base is not None and base.value > 1:
        unit = POWERS.get(int(base.value), f"/{int(base.value)}")
        return _closed(t, value, unit, _noun_end(t, base.end))
    found = units.match(t, i, digits=False)
    if found and found[0].dimension in ("time", "area", "length", "volume", "mass"):
        return _closed(t, value, f"/{found[0].code}", found[1])
    noun = t.word(i)
    if noun.isalpha() and noun not in listed("function_words"):
        return _closed(t, value, "1", i + 1)
    return value


def _noun_end(t: Tokens, i: int) -> int:
    """After "per 1,000": the end of "live births", "people", "population"."""
    end = i
    while end < i + 2 and t.near(end) and t.word(end).isalpha() and t.raw(end).islower():
        if t.word(end) in listed("function_words"):
            break
        end += 1
        if t.word(end - 1).endswith("s") or t.word(end - 1) in ("people", "population", "women", "men", "children"):
            break
    return end


def _of(t: Tokens, start: int, end: int) -> Of:
    return Of(text=t.slice(start, end), start=t.starts[start], end=t.ends[end - 1])


def _closed(t: Tokens, value: Draft, unit: str, end: int) -> Draft:
    if end > value.end:
        value.of = _of(t, value.end, end)
    value.kind, value.unit, value.end, value.tail, value.unitless = "rate", unit, end, max(end, value.tail), False
    return value
