"""Cardinal numbers in digits and words: "12,000", "1.5m", "Rs 5 crore", "two and a half million", "half a million"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline import resources
from pipeline.grammar.notation import ENGLISH, Notation
from pipeline.grammar.tokens import HYPHENS, Tokens, lex

# Above this many digits a group is an identifier; it also keeps conversion linear.
LONGEST = 21
WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", re.ASCII)
PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
GROUP = re.compile(r"\d{3}(?:\.\d+)?", re.ASCII)
THIN = "\u00a0\u2009\u202f"
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
    """The value of "12,000", "12.5", "1,00,000"; None for what is no English number ("1.640,5", "1.2.3", "007")."""
    if len(group) > LONGEST + 7:
        return None
    if PLAIN.fullmatch(group) or WESTERN.fullmatch(group) or INDIAN.fullmatch(group):
        return Decimal(group.replace(",", ""))
    return None


def vulgar(character: str) -> Decimal:
    """The value of "½"."""
    # Thirds have no end; nine places are more than any text means.
    return Decimal(str(round(unicodedata.numeric(character), 9)))


def parse(text: str, notation: Notation = ENGLISH) -> float | None:
    """The value of a string that is a number and nothing else, or None: "two and a half million" is 2500000.0.

    `notation` is how its digits are written.
    """
    t = lex(text, notation)
    sign = 1
    start = 0
    if t.word(0) in ("-", "−", "minus") and len(t.words) > 3:
        sign, start = -1, 1
    number = read(t, start + 1 if t.word(start) == "." else start)
    if number is not None and number.start != start:
        return None
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
    if VULGAR.fullmatch(word):
        return _scaled(t, Number(vulgar(word), i, i + 1, vulgar(word), grouped=True), money)
    return _spelled(t, i)


def _digits(t: Tokens, i: int, money: bool) -> Number | None:
    value = Decimal(0) if _leading_point(t, i) and len(t.words[i]) <= LONGEST else from_digits(t.words[i])
    if value is None:
        return None
    start, end = i, i + 1
    grouped = "," in t.words[i] or "." in t.words[i]
    if _leading_point(t, i):
        value, start, grouped = Decimal(f"0.{t.words[i]}"), i - 1, True
    elif len(t.words[i]) <= 3 and value > 0 and not grouped:
        for _ in range(_space_groups(t, end)):
            value = value * 1000 + Decimal(t.words[end])
            end, grouped = end + 1, True
    if VULGAR.fullmatch(t.word(end)) and t.near(end):
        value, end, grouped = value + vulgar(t.words[end]), end + 1, True
    elif _slash(t, end) and t.near(end) and not t.glued(end):
        value, end, grouped = value + Decimal(t.words[end]) / Decimal(t.words[end + 2]), end + 3, True
    elif _slash(t, i) and not t.words[i].startswith("0"):
        value, end, grouped = Decimal(t.words[i]) / Decimal(t.words[i + 2]), i + 3, True
    return _scaled(t, Number(value, start, end, value, grouped=grouped), money)


def _leading_point(t: Tokens, i: int) -> bool:
    """ ".25": a point glued on in front, with nothing glued on before it."""
    return t.word(i - 1) == "." and t.glued(i) and not t.glued(i - 1) and t.words[i].isdigit()


def _space_groups(t: Tokens, i: int) -> int:
    """How many groups of three digits, each behind one space, go on with the number before token `i`.

    A single group behind an ordinary space is taken only where it could not be a number of its own kind ("37 000"), or
    where the notation parts thousands so.
    """
    count, thin = 0, True
    while count < LONGEST // 3 and GROUP.fullmatch(t.word(i + count)):
        gap = t.text[t.ends[i + count - 1] : t.starts[i + count]]
        if len(gap) != 1 or gap not in THIN + " ":
            break
        thin = thin and (gap in THIN or t.notation.spaced)
        count += 1
        if "." in t.word(i + count - 1):
            break
    # More digits behind make it a telephone number.
    if count and t.word(i + count)[:1].isalnum() and (t.glued(i + count) or t.word(i + count).isdigit()):
        return 0
    if count == 1 and not thin:
        word = t.word(i)
        return int(word.endswith("00") or word.startswith("0"))
    return count


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
    if found is None and t.glued(i) and word in ("m", "b") and t.word(i - 1) not in HYPHENS:
        squared = t.glued(i + 1) and t.word(i + 1).isdigit()
        found = None if squared else _million(t, i) if t.raw(i) == "m" else _words("money_scales")[word]
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
        at = t.unhyphened(end)
        scale = _scale(t, at, money) if t.near(at) else None
        if scale is None or value == 0 or (scaled and scale == 12):
            break
        value, end, scaled = value * scale, at + 1, True
        part, after = _and_part(t, end)
        if part and scale >= 1000:
            value, end = value + part * scale, after
            break
    return Number(value, number.start, end, number.value, number.words, scaled, number.grouped)


def _spelled(t: Tokens, i: int) -> Number | None:
    """Number words from token `i`: groups below a thousand, each with its scale, from large to small."""
    part = _part_of_scale(t, i)
    if part:
        return part
    total, end, last = Decimal(0), i, Decimal(0)
    mantissa = Decimal(0)
    while True:
        joined = end > i and t.word(end) == "and"
        group = _group(t, end + joined, first=end == i)
        if group is None or (end > i and not t.near(end)):
            break
        value, after = group
        addition, after_part = _and_part(t, after)
        factor, after_scale = _factor(t, after_part)
        value += addition
        # "two thousand and five" is one number, "two thousand and three hundred" may be two.
        if end > i and (factor >= last or value == 0 or (joined and factor > 1) or _plural_part(t, after)):
            break
        mantissa = value if end == i else mantissa
        total, end, last = total + value * factor, after_scale, factor
        if factor == 1:
            break
        addition, after_part = _and_part(t, end)
        if addition and factor >= 1000:
            total, end = total + addition * factor, after_part
            break
    if end == i:
        return None
    scaled = last > 1 or total >= 100
    if t.word(end) == "point" and t.word(end + 1) in _words("units") and last == 1:
        fraction, end = _point(t, end + 1)
        factor, end = _factor(t, end)
        return Number((total + fraction) * factor, i, end, total + fraction, words=True, scaled=scaled or factor > 1)
    return Number(total, i, end, mantissa, words=True, scaled=scaled)


def _group(t: Tokens, i: int, *, first: bool) -> tuple[Decimal, int] | None:
    """A number below a thousand at token `i`, and where it ends; `first`: "a" and "hundred" may stand for one."""
    word = t.word(i)
    hundreds: Decimal | None = None
    if first and word in ("a", "an") and t.word(i + 1) in scales() and t.near(i + 1):
        if t.word(i + 1) != "hundred":
            return Decimal(1), i + 1
        hundreds, end = Decimal(100), i + 2
    elif first and word == "hundred" and t.word(i + 1) in scales() and t.near(i + 1):
        return Decimal(100), i + 1
    elif word not in atoms():
        return None
    else:
        value, end = _below_hundred(t, i)
        at = end + 1 if t.word(end) in HYPHENS and t.glued(end + 1) else end
        if t.word(at) != "hundred" or not t.near(at) or value == 0:
            return value, end
        hundreds, end = value * 100, at + 1
    at = end + 1 if t.word(end) == "and" and t.near(end) else end
    if t.word(at) in atoms() and t.near(at):
        rest, after = _below_hundred(t, at)
        if rest > 0 and not _plural_part(t, after) and t.word(after) != "hundred":
            return hundreds + rest, after
    return hundreds, end


def _plural_part(t: Tokens, i: int) -> bool:
    """ "thirds", "fifths" at token `i`: the number word before it counts parts."""
    return t.word(i) in denominators() and t.word(i).endswith("s")


def _factor(t: Tokens, i: int) -> tuple[Decimal, int]:
    """The product of the scale words at token `i` ("lakh crore"), and where they end."""
    factor, end = Decimal(1), i
    for _ in range(3):
        at = t.unhyphened(end)
        scale = scales().get(t.word(at))
        if scale is None or scale == 100 or not t.near(at) or (scale == 12 and factor > 1):
            break
        factor, end = factor * scale, at + 1
    return factor, end


def _below_hundred(t: Tokens, i: int) -> tuple[Decimal, int]:
    value = atoms()[t.words[i]]
    if value >= 20:
        spaced = t.word(i + 1) == "-" and not t.glued(i + 1) and not t.glued(i + 2)  # "forty - one"
        at = i + 2 if t.word(i + 1) in HYPHENS and (t.glued(i + 2) or spaced) else i + 1
        unit = _words("units").get(t.word(at))
        if unit is not None and 0 < unit < 10 and t.near(at):
            return value + unit, at + 1
    return value, i + 1


def _and_part(t: Tokens, i: int) -> tuple[Decimal, int]:
    """ "and a half", "and three quarters" at token `i`: the part and where it ends, or (0, i)."""
    # "three-and-a-half"
    hyphened = [t.word(i + k) for k in range(5)]
    if hyphened[0] in HYPHENS and hyphened[1:4:2] == ["and", "a"] and hyphened[2] in HYPHENS and hyphened[4] in HYPHENS:
        return (Decimal(1) / 2, i + 6) if t.word(i + 5) == "half" else (Decimal(0), i)
    if t.word(i) != "and" or not t.near(i):
        return Decimal(0), i
    count = Decimal(1) if t.word(i + 1) == "a" else atoms().get(t.word(i + 1))
    base = denominators().get(t.word(i + 2))
    if not count or base is None or count >= base or (count > 1) != t.word(i + 2).endswith("s") or not t.near(i + 2):
        return Decimal(0), i
    # "two and a third term" goes on with an ordinal; only halves and quarters stand before a noun.
    if t.word(i + 2) not in ("half", "quarter", "quarters") and t.word(i + 3)[:1].isalpha() and base > 4:
        return Decimal(0), i
    return count / base, i + 3


def _point(t: Tokens, i: int) -> tuple[Decimal, int]:
    digits = ""
    while t.word(i) in _words("units") and _words("units")[t.words[i]] < 10 and len(digits) < LONGEST:
        digits += str(_words("units")[t.words[i]])
        i += 1
    return Decimal(f"0.{digits}"), i


def _part_of_scale(t: Tokens, i: int) -> Number | None:
    """ "half a million", "a half million", "three quarters of a million", "two thirds of a billion", "half a dozen"."""
    at, count = i, Decimal(1)
    if t.word(at) in ("a", "one"):
        at += 1
    elif t.word(at) in atoms() and t.word(at).isalpha() and t.word(at + 1 + (t.word(at + 1) in HYPHENS)).endswith("s"):
        count, at = atoms()[t.word(at)], at + 1 + (t.word(at + 1) in HYPHENS)
    part = t.word(at)
    if part not in denominators() or (
        part not in ("half", "quarter") and (at == i or (count == 1 and t.word(at + 1) != "of"))
    ):
        return None
    end = at + 1
    if t.word(end) in HYPHENS and t.glued(end + 1):
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
