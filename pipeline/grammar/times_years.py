"""Which numbers are years: 1994, 44 BC, AD 79, '91; and year ranges written as one: 1936-41, 2010/11."""

from __future__ import annotations

from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, HYPHENS, Words, lexicon

EARLIEST, LATEST = 1000, 2100
# Bare numbers outside this stretch need a word that makes them years.
COMMON = (1800, 2099)
AMOUNT_SIGNS = "$€£¥₹#+=%°@_\\<>~≈"


def written(words: Words, i: int, *, cue: bool = False) -> int | None:
    """The year that word `i` is, if it is one; `cue` says that the words before it already make it one."""
    year = words.number(i, digits=(4,))
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    if not _free_left(words, i) or not _free_right(words, i):
        return None
    return year if cue or _likely(words, i, year) else None


def _free_left(words: Words, i: int) -> bool:
    """No sign before the number makes it an amount or part of a longer number."""
    if not words.glued(i):
        return words.at(i - 1) not in ("$", "€", "£", "¥", "#", "+", "₹")
    before = words.raw[i - 1]
    if before in AMOUNT_SIGNS or before.isdigit():
        return before == "~" and bool(words.number(i - 2, digits=(4,)))
    if before in ".,:/" or before in HYPHENS:
        # "555-1990", "3.2000": a number that goes on; "mid-1990" and "Jan-2019" are words.
        return i < 2 or not words.glued(i - 1) or not words.raw[i - 2][-1].isdigit()
    return True


def _free_right(words: Words, i: int) -> bool:
    """No sign or word after the number makes it an amount or part of a longer number."""
    lex = lexicon()
    after = i + 1
    if words.glued(after):
        sign = words.raw[after]
        if sign.isalpha() or sign in "%°_" or (sign.isdigit()):
            return False
        if sign in ".,:" and words.glued(after + 1) and words.raw[after + 1][0].isdigit():
            return False
        if sign in HYPHENS and words.glued(after + 1):
            suffix = words.at(after + 1)
            if suffix.isdigit():
                return len(suffix) <= 4
            return suffix in lex.words["year_suffixes"] or suffix in lex.words["months"] or words.capital(after + 1)
        return True
    if words.near(after):
        word = words.at(after)
        if lex.has("not_year_after", word) and not (
            word in ("were", "are", "have", "live", "m", "police", "seats", "in") and _cue(words, i)
        ):
            return False
    return True


def _cue(words: Words, i: int) -> bool:
    return words.near(i) and lexicon().has("year_cues", words.at(i - 1))


def _likely(words: Words, i: int, year: int) -> bool:
    """Whether the company of a bare number makes it a year rather than an amount or a name."""
    lex = lexicon()
    before = words.at(i - 1) if words.near(i) else ""
    if lex.has("not_year_before", before) or (
        before == "." and lex.has("not_year_before", words.at(i - 2)) and words.near(i)
    ):
        return False
    if lex.has("circa", before):
        bare = before == "around" and not (words.near(i + 1) and words.raw[i + 1].isalpha())
        return year % 100 != 0 or bare or lex.has("year_cues", words.at(i - 2))
    if _counts(words, i, year):
        return False
    if COMMON[0] <= year <= COMMON[1]:
        return True
    enclosed = before in ("(", "[") and words.at(i + 1) in (")", "]", "-", "–", ",", ";")
    return enclosed or _cue(words, i) or (before in ("the", "a") and year % 50 != 0)


def _counts(words: Words, i: int, year: int) -> bool:
    """Whether the number counts the noun after it: "2000 rebels", "in 1500 Iraqi villages"."""
    after = words.raw[i + 1] if words.near(i + 1) else ""
    if not after.isalpha():
        return False
    plural = len(after) > 3 and after.endswith("s") and not after.endswith(("ss", "us", "is"))
    before = words.at(i - 1) if words.near(i) else ""
    if before in ("the", "a", "this", "that", "its", "their", "his", "her", "our") or before == "s":
        return plural and year % 100 == 0 and year < 2000
    if _cue(words, i):
        return plural and year % 100 == 0 and year != 2000 and after.islower()
    return plural and (after.islower() or year % 10 == 0)


def era(words: Words, i: int) -> tuple[int, bool] | None:
    """The end of "BC", "B.C.E.", "AD" at word `i`, and whether it means before Christ."""
    if not words.near(i):
        return None
    lex = lexicon()
    if lex.has("era_before", words.at(i)) and words.capital(i):
        return i + 1, True
    if lex.has("era_after", words.at(i)) and words.raw[i].isupper():
        return i + 1, False
    letters, j = "", i
    while (
        len(letters) < 3
        and len(words.at(j)) == 1
        and words.capital(j)
        and words.at(j + 1) == "."
        and words.glued(j + 1)
    ):
        letters, j = letters + words.at(j), j + 2
    if letters in lex.words["era_before"]:
        return j, True
    return (j, False) if letters in lex.words["era_after"] else None


def year(words: Words, i: int, *, cue: bool = False) -> Match | None:
    """A year at word `i`, with its era."""
    number = words.number(i, digits=(1, 2, 3, 4))
    if number is not None and number > 0 and (not words.glued(i) or not words.raw[i - 1][-1].isalnum()):
        found = era(words, i + 1)
        if found is not None and (words.number(i, digits=(4,)) is None or number <= LATEST or found[1]):
            return Match(i, found[0], Form("date", year=1 - number if found[1] else number))
    if words.at(i) in ("ad", "a") and (opened := era(words, i)) is not None and not opened[1]:
        number = words.number(opened[0], digits=(1, 2, 3, 4))
        if number and words.near(opened[0]):
            return Match(i, opened[0] + 1, Form("date", year=number))
    if words.at(i) == "'" and words.glued(i + 1) and not words.glued(i) and cue:
        number = words.number(i + 1, digits=(2,))
        if number is not None and not (words.glued(i + 2) and words.raw[i + 2][0].isalnum()):
            return Match(i, i + 2, Form("date", year=century_of(number)))
    found_year = written(words, i, cue=cue)
    return Match(i, i + 1, Form("date", year=found_year)) if found_year is not None else None


def century_of(short: int) -> int:
    """The year that two digits stand for: the last 70 years of the 20th century or the first 30 of the 21st."""
    return 1900 + short if short >= 30 else 2000 + short


def joined(words: Words, i: int, *, cue: bool = False) -> Match | None:
    """Two years written as one word: 1936-41, 1992–1997, 2010/11, 1999-2002; 2010-03 with a hyphen is a month."""
    enclosed = words.at(i - 1) in ("(", "r", "–") and i > 0
    first = words.number(i, digits=(3, 4) if enclosed else (4,))
    if first is None or not (EARLIEST if not enclosed else 100) <= first <= LATEST or not _free_left(words, i):
        return None
    sign = words.at(i + 1)
    if not words.glued(i + 1) or not words.glued(i + 2) or (sign not in DASHES and sign != "/"):
        return None
    if words.glued(i + 3) and (
        words.raw[i + 3][0].isalnum()
        or (words.raw[i + 3] in "-/.,%" and words.glued(i + 4) and words.raw[i + 4][0].isdigit())
    ):
        return None
    if not cue and lexicon().has("not_year_before", words.at(i - 1)) and words.near(i):
        return None
    text = words.raw[i + 2]
    second = words.number(i + 2, digits=(1, 2, 3, 4) if enclosed else (1, 2, 4))
    if second is None:
        return None
    if len(text) >= 3:
        last = second
    elif len(text) == 2:
        last = first // 100 * 100 + second
        if sign in HYPHENS and second <= first % 100 and 1 <= second <= 12 and not (first % 100 == 99 and second == 0):
            return Match(i, i + 3, Form("date", year=first, month=second))
        if second < first % 100:
            last += 100
    else:
        last = first // 10 * 10 + second
        if sign in HYPHENS and 1 <= second <= first % 10:
            return Match(i, i + 3, Form("date", year=first, month=second))
    if first < EARLIEST and words.at(i + 3) != ")":
        return None
    if sign == "/" and last != first + 1 and len(text) != 4:
        return None
    if not first < last <= min(first + 300, LATEST) or (
        words.near(i + 3) and lexicon().has("not_year_after", words.at(i + 3)) and not cue
    ):
        return None
    return Match(i, i + 3, Form("span", inner=Form("date", year=first), last=Form("date", year=last)))
