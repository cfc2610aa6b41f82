"""Currencies beside a number: "US$5", "Rs. 500", "5 million euros", "EUR 20"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar import numbers
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import Tokens, split

# Codes that capitals in a headline spell by chance.
WORDS = frozenset(
    {"ALL", "TRY", "TOP", "CUP", "PEN", "AMD", "RON", "ANG", "BAM", "MOP", "GEL", "LAK", "SOS", "XXX", "MAD"}
)
# Letters glued before a code in business news: "120 MEUR".
MULTIPLES = {"M": Decimal(10**6), "k": Decimal(1000), "K": Decimal(1000), "T": Decimal(1000)}
STRICT_FROM = Decimal(100)


def codes() -> frozenset[str]:
    """The ISO 4217 codes of the table."""
    return resources.words("currencies.toml")


@cache
def _symbols() -> dict[str, tuple[tuple[list[str], str, str], ...]]:
    """(tokens, symbol, code) by the last token of the symbol, longest first."""
    found: dict[str, list[tuple[list[str], str, str]]] = {}
    for code, row in resources.table("currencies.toml").items():
        for symbol in row.get("symbols", ()):
            words = list(split(symbol))
            found.setdefault(words[-1], []).append((words, symbol, code))
    return {last: tuple(sorted(rows, key=lambda r: (-len(r[0]), -len(r[1])))) for last, rows in found.items()}


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """(tokens after the first, code, strict) by the first token, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for code, row in resources.table("currencies.toml").items():
        for strict, names in ((False, row.get("names", ())), (True, row.get("strict", ()))):
            for name in names:
                first, *rest = split(name)
                found.setdefault(first, []).append((tuple(rest), code, strict))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def before(t: Tokens, i: int) -> tuple[str, int] | None:
    """The code of the currency that ends right before token `i`, and its first token."""
    if i <= 0 or not t.near(i):
        return None
    for words, symbol, code in _symbols().get(t.word(i - 1), ()):
        start = i - len(words)
        if start < 0 or t.words[start:i] != words:
            continue
        written = t.slice(start, i)
        # Letters count as they are written ("us 5" is no money); before a sign they may be small ("us$5"), and set
        # apart only when they can't be an article ("a $5 loan").
        loose = not symbol.isalpha() and (" " not in written or len(words[0]) > 1)
        same = written == symbol or (loose and "".join(words) == symbol.replace(" ", "").lower())
        if same and not (t.glued(start) and t.word(start - 1)[-1:].isalnum()):
            return code, start
    code = t.raw(i - 1)
    if code in codes() and code not in WORDS:
        return code, i - 1
    return None


def after(t: Tokens, number: Number) -> tuple[str, int] | None:
    """The code of the currency named right behind `number`, and the token after it."""
    at = number.end
    if t.word(at) in ("-", "‑") and t.glued(at) and t.glued(at + 1):
        at += 1
    if not t.near(at):
        return None
    if t.word(at) == "of" and number.scaled:
        at += 1
    for rest, code, strict in _names().get(t.word(at), ()):
        end = at + 1 + len(rest)
        if tuple(t.words[at + 1 : end]) != rest:
            continue
        small = not number.scaled and number.value < STRICT_FROM
        if _belongs_to_next(t, end - 1) or (strict and small):
            continue
        return code, end
    if t.word(at) in _parts():
        return _parts()[t.words[at]], at + 1
    if t.word(at) in ("pound", "pounds") and number.scaled and t.word(at + 1) != "of":
        return "GBP", at + 1
    code = t.raw(at)
    if code in codes() and code not in WORDS and not _belongs_to_next(t, at):
        return code, at + 1
    if code[:1] in MULTIPLES and code[1:] in codes():
        return code[1:], at + 1
    for words, symbol, code in _symbols().get(t.word(at), ()):
        letters = symbol.isalpha() and symbol.isascii()
        if len(words) == 1 and t.raw(at) == symbol and not letters and not _belongs_to_next(t, at):
            return code, at + 1
    return None


def _belongs_to_next(t: Tokens, i: int) -> bool:
    """The symbol at `i` stands before a number of its own: "5 $10"."""
    return t.glued(i + 1) and t.word(i + 1)[:1].isdigit()


def scale(t: Tokens, i: int) -> tuple[Decimal, int]:
    """What the words of a currency that ends before token `i` multiply by: "MEUR", "75 USD million"; and the end."""
    if t.word(i - 1) in _parts():
        return Decimal(1) / 100, i
    code = t.raw(i - 1)
    factor = MULTIPLES[code[0]] if len(code) == 4 and code[0] in MULTIPLES and code[1:] in codes() else Decimal(1)
    following = numbers.scales().get(t.word(i)) if code in codes() and t.near(i) else None
    return (factor, i) if following is None else (following, i + 1)


@cache
def _parts() -> dict[str, str]:
    """The currency whose hundredths a word names."""
    return {name: code for code, row in resources.table("currencies.toml").items() for name in row.get("parts", ())}


def cents(t: Tokens, i: int) -> tuple[Decimal, int] | None:
    """The hundredths of a currency that follow at token `i` ("and forty-five cents"), and where they end."""
    at = i + 1 if t.word(i) == "and" else i
    number = numbers.read(t, at)
    if number and number.value < 100 and t.word(number.end) in _parts() and t.near(number.end):
        return number.value / 100, number.end + 1
    return None
