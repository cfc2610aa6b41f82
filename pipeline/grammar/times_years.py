"""Which numbers are years: 1994, 44 BC, AD 79, '91; and year ranges written as one: 1936-41, 2010/11."""

from __future__ import annotations

from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, Words, lexicon
from pipeline.grammar.tokens import HYPHENS

EARLIEST, LATEST = 1000, 2100
# Bare numbers outside this stretch need a word that makes them years.
COMMON = (1800, 2099)
OWN_TIME = (1900, 2029)
CURRENCIES = frozenset("$€£¥₹#+")
AMOUNT_SIGNS = CURRENCIES | frozenset("=%°@_\\<>≈")
POINTS = frozenset(".,:/")
JOINTS = POINTS | frozenset("-%")
CLOSING = frozenset(",.;)")
# The longest stretch that is still a range of years: "1500-2000" is more often an amount.
LONGEST = 400


def written(words: Words, i: int, *, cue: bool = False) -> int | None:
    """The year that word `i` is, if it is one; `cue` says that the words before it already make it one."""
    year = words.number(i, digits=(4,))
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    if not _free_left(words, i) or not _free_right(words, i):
        return None
    return year if cue or _likely(words, i, year) else None


def _free_left(words: Words, i: int) -> bool:
    """No sign before the number makes it an amount or part of a longer number or name."""
    if not words.glued(i):
        return words.at(i - 1) not in CURRENCIES
    before = words.raw[i - 1]
    if before == "~":
        return bool(words.number(i - 2, digits=(4,)))
    if before in AMOUNT_SIGNS or (before[-1].isalnum() and before != "FY"):
        return False
    if before in HYPHENS and words.glued(i - 1) and len(words.raw[i - 2]) <= 2:
        return False  # "F-2000"
    if before in POINTS or before in HYPHENS:
        # "555-1990", "3.2000": a number that goes on; "mid-1990" and "Jan-2019" are words.
        return i < 2 or not words.glued(i - 1) or not words.raw[i - 2][-1].isdigit()
    return True


def _free_right(words: Words, i: int) -> bool:
    """No sign or word after the number makes it an amount or part of a longer number."""
    lex = lexicon()
    after = i + 1
    if words.glued(after):
        sign = words.raw[after]
        if sign[0].isalnum() or sign in "%°_":
            return False
        follower = words.at(after + 1) if words.glued(after + 1) else ""
        if sign in POINTS and follower[:1].isdigit():
            return False
        if sign in HYPHENS and follower.isdigit():
            return len(follower) <= 4
        if sign in HYPHENS and follower.isalpha():
            return lex.has("year_suffixes", follower) or lex.has("months", follower) or words.capital(after + 1)
        return True
    if words.near(after) and lex.has("not_year_after", words.at(after)):
        # "a 1963 children's book"; "in 1990 police shot": after a preposition a collective may be the subject.
        possessive = words.follows(after + 1, "'", "s") or words.follows(after, "more", "than")
        before = words.at(i - 1)
        cued = before in ("in", "by") or lex.has("months", before)  # "the votes of May 2020 were fair"
        return possessive or (cued and words.at(after) in lex.table["not_year_after"]["unless_cued"])
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
    if before.isdigit():
        return False  # "202 555 1990"
    if lex.has("circa", before):
        bare = before == "around" and not (words.near(i + 1) and words.raw[i + 1].isalpha())
        return year % 100 != 0 or bare or lex.has("year_cues", words.at(i - 2))
    if _counts(words, i, year):
        return False
    if COMMON[0] <= year <= COMMON[1]:
        return True
    if words.begins_sentence(i) and words.near(i + 1) and words.at(i + 1).isalpha():
        return True
    enclosed = before in ("(", "[") and words.at(i + 1) in (")", "]", "-", "–", ",", ";")
    return enclosed or _cue(words, i) or (year % 50 != 0 and (before in ("the", "a") or _qualifies(words, i + 1)))


def _qualifies(words: Words, i: int) -> bool:
    """Whether a noun in the singular follows, which a number could not count: "a failed 1355 coup"."""
    word = words.raw[i] if words.near(i) else ""
    if len(word) < 4 or not word.isalpha() or not word.islower() or word.endswith("s"):
        return False
    return not lexicon().has("function_words", word)


def _counts(words: Words, i: int, year: int) -> bool:
    """Whether the number counts the noun after it: "2000 rebels", "in 1500 villages".

    Amounts of that size are mostly written "1,988", so that an odd number of our time stays a year: "1988 prices".
    """
    after = words.raw[i + 1] if words.near(i + 1) else ""
    if not after.isalpha() or not (len(after) > 3 and after.endswith("s") and not after.endswith(("ss", "us", "is"))):
        return False
    if OWN_TIME[0] <= year <= OWN_TIME[1] and year % 10 != 0:
        return False
    before = words.at(i - 1) if words.near(i) else ""
    if lexicon().has("determiners", before):
        return year % 100 == 0 and year < 2000
    if _cue(words, i):
        return year < 1300 or (year % 100 == 0 and year != 2000 and after.islower())
    return after.islower() or year % 100 == 0


def era(words: Words, i: int) -> tuple[int, bool] | None:
    """The end of "BC", "B.C.E.", "AD" at word `i`, and whether it means before Christ."""
    lex = lexicon()
    if not 0 <= i < len(words):
        return None
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
    if number and (not words.glued(i) or not words.raw[i - 1][-1].isalnum()):
        found = _with_era(words, i, number) or _old(words, i, number)
        if found is not None:
            return found
    opened = era(words, i)
    if opened is not None and not opened[1] and words.near(opened[0]):
        number = words.number(opened[0], digits=(1, 2, 3, 4))
        if number and number <= LATEST:
            return Match(i, opened[0] + 1, Form("date", year=number))
    if words.at(i) == "'" and words.glued(i + 1) and not words.glued(i) and cue:
        number = words.number(i + 1, digits=(2,))
        if number is not None and not (words.glued(i + 2) and words.raw[i + 2][0].isalnum()):
            return Match(i, i + 2, Form("date", year=century_of(number)))
    found_year = written(words, i, cue=cue)
    return Match(i, i + 1, Form("date", year=found_year)) if found_year is not None else None


def _with_era(words: Words, i: int, number: int) -> Match | None:
    """A year with its era, or with that of the year after it: "44 BC", "300" of "300 to 200 BC"."""
    found = era(words, i + 1) if words.near(i + 1) else None
    if found is not None:
        if not found[1] and (number > LATEST or words.glued(i + 1)):
            return None
        return Match(i, found[0], Form("date", year=1 - number if found[1] else number))
    second = words.number(i + 2, digits=(1, 2, 3, 4))
    if second is None or not words.near(i + 2) or not (words.at(i + 1) in DASHES or words.at(i + 1) in ("to", "and")):
        return None
    found = era(words, i + 3) if words.near(i + 3) else None
    if found is None or not found[1] or second >= number:
        return None
    return Match(i, i + 1, Form("date", year=1 - number))


def _old(words: Words, i: int, number: int) -> Match | None:
    """A year of three figures: "in 642,"."""
    lex = lexicon()
    if not 100 <= number < EARLIEST or not lex.has("old_cues", words.at(i - 1)):
        return None
    if words.at(i + 1) not in CLOSING and not lex.has("determiners", words.at(i + 1)):
        return None
    runs_on = words.glued(i + 2) and words.at(i + 1) in POINTS
    return None if runs_on else Match(i, i + 1, Form("date", year=number))


def century_of(short: int) -> int:
    """The year that two digits stand for: the last 70 years of the 20th century or the first 30 of the 21st."""
    return 1900 + short if short >= 30 else 2000 + short


def joined(words: Words, i: int, *, cue: bool = False) -> Match | None:
    """Two years in one: 1936-41, 1992–1997, 1892 – 93, 2010/11, (980–1037); 2010-03 with a hyphen is a month."""
    enclosed = i > 0 and words.at(i - 1) == "("
    first = words.number(i, digits=(3, 4) if enclosed else (4,))
    if first is None or first > LATEST or not (enclosed or first >= EARLIEST) or not _free_left(words, i):
        return None
    sign = words.at(i + 1)
    glued = words.glued(i + 1) and words.glued(i + 2)
    spaced = (
        sign in DASHES and sign not in HYPHENS and words.near(i + 1) and words.near(i + 2) and not words.glued(i + 2)
    )
    if not (glued and (sign in DASHES or sign == "/")) and not spaced:
        return None
    second = words.number(i + 2, digits=(1, 2, 3, 4) if enclosed else (1, 2, 4))
    if second is None or not _ends(words, i + 3, cue) or (first < EARLIEST and words.at(i + 3) != ")"):
        return None
    if not cue and words.near(i) and lexicon().has("not_year_before", words.at(i - 1)):
        return None
    digits = len(words.raw[i + 2])
    size = 10**digits
    if sign in HYPHENS and digits <= 2 and 1 <= second <= min(first % size, 12):
        return Match(i, i + 3, Form("date", year=first, month=second))
    last = second if digits > 2 else first // size * size + second
    if digits == 2 and last < first:
        last += 100  # 1999-02
    if (sign == "/" and digits < 4 and last != first + 1) or (spaced and digits == 1):
        return None
    if not first < last <= min(first + LONGEST, LATEST):
        return None
    return Match(i, i + 3, Form("span", inner=Form("date", year=first), last=Form("date", year=last)))


def _ends(words: Words, i: int, cue: bool) -> bool:
    """Whether a year range ends before word `i`, and counts nothing."""
    if words.glued(i):
        joint = words.raw[i] in JOINTS and words.glued(i + 1) and words.raw[i + 1][0].isdigit()
        return not words.raw[i][0].isalnum() and not joint
    return cue or not (words.near(i) and lexicon().has("not_year_after", words.at(i)))
