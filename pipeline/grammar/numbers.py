"""Cardinal numbers in digits and words: "12,000", "1.5m", "Rs 5 crore", "two and a half million", "half a million"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar.tokens import Tokens, lex

# Above this many digits a group is an identifier; it also keeps conversion linear.
LONGEST = 21
WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", re.ASCII)
PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
GROUP = re.compile(r"\d{3}", re.ASCII)
THIN = "\u00a0\u2009\u202f"
JOINERS = frozenset("-‐‑")
VULGAR = re.compile("[¼-¾⅐-⅞]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens `[start, end)`; `mantissa` is what stood before its scale words."""

    value: Decimal
    start: int
    end: int
    mantissa: Decimal
    words: bool = False
    scaled: bool = False
    grouped: bool = False

    @property
    def bare(self) -> bool:
        """Plain digits without separators or scale: the shape that years, dates and identifiers have."""
        return not (self.words or self.scaled or self.grouped)


@cache
def _words(group: str) -> dict[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in resources.table("numbers.toml")[group].items()}


@cache
def atoms() -> dict[str, Decimal]:
    """Words below one hundred."""
    return {**_words("units"), **_words("tens")}


def scales() -> dict[str, Decimal]:
    """Words that multiply."""
    return _words("scales")


def denominators() -> dict[str, Decimal]:
    """Words that name parts: half, thirds, quarters, …"""
    return _words("fractions")


def from_digits(group: str) -> Decimal | None:
    """The value of "12,000", "12.5", "1,00,000"; None for what is no English number ("1.640,5", "192.168.1.2", "007")."""
    if len(group) > LONGEST + 7:
        return None
    if PLAIN.fullmatch(group) or WESTERN.fullmatch(group) or INDIAN.fullmatch(group):
        return Decimal(group.replace(",", ""))
    return None


def vulgar(character: str) -> Decimal:
    """The value of "½"."""
    # Thirds have no end; nine places are more than any text means.
    return Decimal(str(round(unicodedata.numeric(character), 9)))


def parse(text: str) -> float | None:
    """The value of a string that is a number and nothing else, or None: "two and a half million" is 2500000.0."""
    t = lex(text)
    sign = 1
    start = 0
    if t.word(0) in ("-", "−", "minus") and len(t.words) > 3:
        sign, start = -1, 1
    number = read(t, start)
    if number is None or number.end != len(t.words) - 2:
        return None
    return sign * float(number.value)


def read(t: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The longest number that starts at token `i`; `money` allows the short scales of money ("5M", "3b")."""
    word = t.word(i)
    if not word:
        return None
    if word[0] in "0123456789":
        return _digits(t, i, money)
    if VULGAR.match(word):
        return _scaled(t, Number(vulgar(word), i, i + 1, vulgar(word), grouped=True), money)
    return _spelled(t, i)


def _digits(t: Tokens, i: int, money: bool) -> Number | None:
    value = from_digits(t.words[i])
    if value is None:
        return None
    end = i + 1
    grouped = "," in t.words[i] or "." in t.words[i]
    if len(t.words[i]) <= 3 and value > 0:
        while _space_group(t, end):
            value = value * 1000 + Decimal(t.words[end])
            end, grouped = end + 1, True
    if VULGAR.match(t.word(end)) and t.near(end):
        value, end, grouped = value + vulgar(t.words[end]), end + 1, True
    elif _slash(t, end) and t.near(end) and not t.glued(end):
        value, end, grouped = value + Decimal(t.words[end]) / Decimal(t.words[end + 2]), end + 3, True
    elif _slash(t, i) and not t.words[i].startswith("0"):
        value, end, grouped = Decimal(t.words[i]) / Decimal(t.words[i + 2]), i + 3, True
    if t.glued(end) and t.word(end)[:1].isalpha() and not _scale(t, end, money):
        return Number(value, i, end, value, grouped=grouped)
    return _scaled(t, Number(value, i, end, value, grouped=grouped), money)


def _space_group(t: Tokens, i: int) -> bool:
    """Token `i` is three digits one space behind digits, with no digits glued on behind."""
    word = t.word(i)
    if len(word) != 3 or not GROUP.fullmatch(word) or t.starts[i] - t.ends[i - 1] != 1:
        return False
    gap = t.text[t.ends[i - 1]]
    if gap in THIN:
        return True
    # "37 500 people" may be one number or two; a group that could not stand alone settles it.
    return gap == " " and (word.endswith("00") or word.startswith("0")) and not (t.glued(i + 1) and t.word(i + 1)[:1].isalnum())


def _slash(t: Tokens, i: int) -> bool:
    """Tokens at `i` are a fraction in digits of a measure, "1/2" or "3/8", and not a date."""
    low, high = t.word(i), t.word(i + 2)
    return (
        t.word(i + 1) == "/"
        and low.isdecimal()
        and high in ("2", "3", "4", "5", "8", "16")
        and len(low) <= 2
        and int(low) < int(high)
        and t.glued(i + 1)
        and t.glued(i + 2)
        and t.word(i + 3) != "/"
    )


def _scale(t: Tokens, i: int, money: bool) -> Decimal | None:
    word = t.word(i)
    found = scales().get(word) or _words("short_scales").get(word)
    if found is None and money:
        found = _words("money_scales").get(word)
    if found is None and word == "m" and t.glued(i) and not t.titled(i):
        found = _million(t, i)
    if found is None or (word == "mil" and t.word(i + 1) not in ("people",) and not money):
        return None
    return found


def _million(t: Tokens, i: int) -> Decimal | None:
    """Glued "m" is a million before a thing that is counted, and a metre before or after the words of lengths."""
    table = resources.table("units.toml")["metre_context"]
    following = t.word(i + 1)
    if following == "-":
        following = t.word(i + 2)
    if following in table["after"] or (not t.near(i + 1) and not t.word(i + 1)):
        return None if following in table["after"] else Decimal(10**6)
    if t.word(i - 2) in table["before"] or {t.word(i - k) for k in range(2, 5)} & set(table["measures"]):
        return None
    return Decimal(10**6)


def _scaled(t: Tokens, number: Number, money: bool) -> Number:
    value, end, scaled = number.value, number.end, number.scaled
    for _ in range(3):
        at = end + 1 if t.word(end) in JOINERS and t.glued(end) and t.glued(end + 1) else end
        scale = _scale(t, at, money) if t.near(at) else None
        if scale is None or value == 0 or (scaled and scale == 12):
            break
        value, end, scaled = value * scale, at + 1, True
    return Number(value, number.start, end, number.value, number.words, scaled, number.grouped)


def _spelled(t: Tokens, i: int) -> Number | None:
    """Number words from token `i`; an article may stand for one before a scale or a part."""
    part = _part_of_scale(t, i)
    if part:
        return part
    start, end = i, i
    total, current, last = Decimal(0), Decimal(0), Decimal(10**18)
    mantissa: Decimal | None = None
    if t.word(i) in ("a", "an") and t.word(i + 1) in scales() and t.near(i + 1):
        current, end = Decimal(1), i + 1
    elif t.word(i) not in atoms():
        return None
    else:
        current, end = _below_hundred(t, i)
    scaled = False
    while True:
        at = end + 1 if t.word(end) in JOINERS and t.glued(end + 1) else end
        addition, after = _and_part(t, end)
        if after > end:
            current, end = current + addition, after
            continue
        scale = scales().get(t.word(at))
        if scale and t.near(at) and current:
            mantissa = current if mantissa is None else mantissa
            if scale == 100 or scale == 12:
                current, end, scaled = current * scale, at + 1, True
                continue
            if scale < last:
                total, current, last, end, scaled = total + current * scale, Decimal(0), scale, at + 1, True
                continue
            total, current, end = (total + current) * scale, Decimal(0), at + 1
            continue
        follow = end + 1 if scaled and t.word(end) == "and" and t.near(end) else end
        if scaled and t.word(follow) in atoms() and t.near(follow) and (current % 100 == 0):
            more, after = _below_hundred(t, follow)
            if more > 0 and not (follow > end and _starts_measure(t, after)):
                current, end = current + more, after
                continue
        break
    value = total + current
    if t.word(end) == "point" and t.word(end + 1) in _words("units"):
        fraction, end = _point(t, end + 1)
        value += fraction
        scale = scales().get(t.word(end))
        if scale:
            return Number(value * scale, start, end + 1, value, words=True, scaled=True)
    return Number(value, start, end, value if mantissa is None else mantissa, words=True, scaled=scaled)


def _starts_measure(t: Tokens, i: int) -> bool:
    """ "one hundred and two thousand" goes on; "a hundred and two million" starts a new number only when bigger."""
    return t.word(i) in scales() and t.word(i) != "hundred" and t.word(i) == "dozen"


def _below_hundred(t: Tokens, i: int) -> tuple[Decimal, int]:
    value = atoms()[t.words[i]]
    if value >= 20:
        at = i + 2 if t.word(i + 1) in JOINERS and t.glued(i + 2) else i + 1
        unit = _words("units").get(t.word(at))
        if unit is not None and 0 < unit < 10 and t.near(at):
            return value + unit, at + 1
    return value, i + 1


def _and_part(t: Tokens, i: int) -> tuple[Decimal, int]:
    """ "and a half", "and three quarters" at token `i`: the part and where it ends, or (0, i)."""
    if t.word(i) != "and" or not t.near(i):
        return Decimal(0), i
    if t.word(i + 1) in ("a", "one") and t.word(i + 2) in ("half", "quarter", "third"):
        return Decimal(1) / denominators()[t.words[i + 2]], i + 3
    if t.word(i + 1) in ("two", "three") and t.word(i + 2) in ("quarters", "thirds"):
        return atoms()[t.words[i + 1]] / denominators()[t.words[i + 2]], i + 3
    return Decimal(0), i


def _point(t: Tokens, i: int) -> tuple[Decimal, int]:
    digits = ""
    while t.word(i) in _words("units") and _words("units")[t.words[i]] < 10 and len(digits) < LONGEST:
        digits += str(_words("units")[t.words[i]])
        i += 1
    return Decimal(f"0.{digits}"), i


def _part_of_scale(t: Tokens, i: int) -> Number | None:
    """ "half a million", "a half million", "quarter of a million", "three quarters of a billion", "half a dozen"."""
    at, count = i, Decimal(1)
    if t.word(at) in ("a", "one"):
        at += 1
    elif t.word(at) == "three" and t.word(at + 1 + (t.word(at + 1) in JOINERS)) == "quarters":
        count, at = Decimal(3), at + 1 + (t.word(at + 1) in JOINERS)
    part = t.word(at)
    if part not in ("half", "quarter", "quarters"):
        return None
    end = at + 1
    if t.word(end) in JOINERS and t.glued(end + 1):
        end += 1
    if t.word(end) == "of" and t.word(end + 1) == "a":
        end += 1
    if t.word(end) == "a":
        end += 1
    scale = scales().get(t.word(end))
    if scale is None or not t.near(end):
        return None
    fraction = count / denominators()[part]
    return Number(fraction * scale, i, end + 1, fraction, words=True, scaled=True)
