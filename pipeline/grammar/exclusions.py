"""What is written with digits or number words and is no quantity: dates, years, times of day, identifiers, scores."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.grammar import money
from pipeline.grammar.numbers import Number
from pipeline.grammar.tokens import DASHES, Tokens
from pipeline.grammar.wordlists import listed

# The signs that join the parts of an address, and how many tokens one may have.
ADDRESS_MARKS = "-–/:._@#&=+\\'’"
LONGEST_ADDRESS = 40
# Who counts so high writes separators.
LONGEST_COUNT = 9
DEGREES = re.compile(r"\d{1,3}(?:\.\d+)?")  # of a latitude or longitude
# A volume, the short name of a report, and its page, before the year in brackets.
CITED = re.compile(
    r"\d{1,4} (?:[A-Z][A-Za-z]{0,5}\. ?){1,4}(?:\d(?:d|th) )?\d{1,5}(?:, \d{1,5})?(?= \([\w. ]{0,20}\d{4}\))"
)
GLUE = frozenset("/\\_#@&='’‘")
SENTENCE_END = frozenset(".!?:;\"'“”‘’()[]*•")
# Years that articles write about; figures of people in this range are mostly written with a separator.
# How many members of a list are looked back over for what numbers them.
LIST = 8
USUAL_YEARS = Decimal(1700)
EARLIEST_YEAR, LATEST_YEAR = Decimal(1000), Decimal(2100)


def is_address(t: Tokens, number: Number) -> bool:
    """Digits that are glued into a name, a link, a date or a time: "F-16", "9/11", "2:00", "1980s", "#3"."""
    return is_glued_before(t, number) or is_glued_behind(t, number)


def is_glued_before(t: Tokens, number: Number) -> bool:
    """What is glued on in front makes the digits a name: "F-16", "#3", "1.640" of "v1.640"."""
    i, before = number.start, t.word(number.start - 1)
    if number.words:  # "a straight-six engine"
        return before == "-" and t.glued(i) and t.glued(i - 1) and t.word(i - 2).isalpha()
    if not t.glued(i) or money.before(t, i):
        return False
    if before in GLUE or before[-1:].isalnum():
        return True
    if before == ":":
        return t.word(i - 2).isdigit()
    # "a magnitude-7.6 earthquake"
    inside = t.glued(i - 1) and t.word(i - 2)[-1:].isalnum() and t.word(i - 2) not in listed("graded")
    return inside and (before in DASHES or before in (".", ","))


def is_glued_behind(t: Tokens, number: Number) -> bool:
    """What is glued on behind makes the digits a name, a date or a time: "1980s", "9/11", "2:00"."""
    end, after = number.end, t.word(number.end)
    if number.words or not t.glued(end):
        return False
    if after[:1].isalpha() or after in ("_", "\\", "@", "#", "&", "="):
        return True
    return after in ("/", ":") and t.glued(end + 1) and t.word(end + 1)[:1].isdigit()


def is_clock(t: Tokens, end: int) -> bool:
    """A number that ends before token `end` is an hour: "6pm", "10 a.m.", "0600 GMT"."""
    after = t.word(end)
    if after in ("hrs", "hours") and not (t.word(end - 1).isdigit() and len(t.word(end - 1)) == 4):
        return False
    if after in listed("clock"):
        return True
    return after in ("a", "p") and t.word(end + 1) == "." and t.word(end + 2) == "m"


def is_day(t: Tokens, number: Number) -> bool:
    """A day of a month: "Sept. 9", "27 December", "the 5th of May"."""
    months = listed("months")
    if not number.bare or number.value > 31 or number.value != int(number.value):
        return False
    before = t.word(number.start - 1)
    if before == "." and t.glued(number.start - 1):
        before = t.word(number.start - 2)
    if before in months and t.near(number.start) and t.titled(number.start - 1 - (t.word(number.start - 1) == ".")):
        return True
    after = number.end + 1 if t.word(number.end) == "of" else number.end
    return t.word(after) in months and t.titled(after) and t.near(after)


def is_year(t: Tokens, number: Number) -> bool:
    """Four plain digits that read as a year, unless something says that they count."""
    return (
        number.bare
        and t.ends[number.start] - t.starts[number.start] == 4
        and EARLIEST_YEAR <= number.value <= LATEST_YEAR
        and number.value == int(number.value)
    )


def counts_despite_year(t: Tokens, number: Number, *, hedged: bool) -> bool:
    """ "killed 1500 people", "about 2000 soldiers": a plural noun behind, and in front no word that goes with years."""
    after = t.word(number.end)
    if not is_plural(after) or after in listed("function_words") or not t.near(number.end) or t.titled(number.end):
        return False
    if hedged:
        return True
    before = t.word(number.start - 1)
    if number.value < USUAL_YEARS and before not in listed("year_before"):
        return True
    return before.isalpha() and before not in listed("year_before") and before not in listed("months")


def is_plural(word: str) -> bool:
    """A word that looks like a plural noun."""
    return word in listed("plurals") or (word.endswith("s") and not word.endswith(("'s", "ss", "’s", "ous")))


def is_label(t: Tokens, i: int) -> bool:
    """The word before token `i` makes the number its name: "Section 427", "No. 10", "Boeing 737"."""
    # "Resolutions 2042, 2118 and 2254": back to the first of the list.
    for _ in range(LIST):
        if t.word(i - 1) in (",", "and", "or", "to", "&") and t.word(i - 2).isdigit():
            i -= 2
        elif t.word(i - 1) == "and" and t.word(i - 2) == "," and t.word(i - 3).isdigit():
            i -= 3
    before, at = t.word(i - 1), i - 1
    if before == "." and t.glued(i - 1):
        at = i - 2
        before = t.word(at) if t.word(at) in listed("short_labels") else before
    if not t.near(i):
        return False
    return (
        before in listed("labels")
        or before in listed("short_labels")
        or (before == "of" and t.raw(i - 2) == "Group" and not t.raw(i).islower())
    )


def is_name(t: Tokens, number: Number) -> bool:
    """A plain number right behind a capitalised word inside a sentence, with nothing counted after it."""
    i = number.start
    street = t.titled(number.end) and any(
        t.titled(k) and t.word(k) in listed("streets") for k in range(number.end, number.end + 4)
    )
    if street and number.bare:
        return True
    # "Boeing 737", "iPhone 14"
    named = t.raw(i - 1) != t.word(i - 1) and t.word(i - 1)[:1].isalpha()
    if not number.bare or not named or not t.near(i) or t.word(i - 1) in listed("openers"):
        return False
    after = t.raw(number.end)
    counted = after[:1].islower() and after not in listed("function_words") and t.near(number.end)
    return not counted


def is_list_mark(t: Tokens, number: Number) -> bool:
    """ "1." or "2)" at the start of a line, "[12]" behind a word."""
    i, end = number.start, number.end
    if not number.bare:
        return False
    if t.word(i - 1) == "[" and t.word(end) == "]":
        return True
    starts_line = i == 0 or not t.word(i - 1).strip() or "\n" in t.text[t.ends[i - 1] : t.starts[i]]
    marked = t.word(end) in (".", ")") and t.glued(end) and not t.glued(end + 1) and bool(t.word(end + 1))
    return starts_line and marked and number.value < 100


def sequence(t: Tokens, i: int) -> int | None:
    """The end of a telephone number or the like at token `i`: three or more groups of digits in a row, or None."""
    end, groups = i, 0
    while t.word(end).isdigit() and end < i + 2 * LIST:
        groups += 1
        end += 1
        if t.word(end) in DASHES and t.glued(end) and t.glued(end + 1):
            end += 1
        elif t.starts[end] - t.ends[end - 1] != 1:
            break
    return end if groups > 2 else None


def citation(t: Tokens, i: int) -> int | None:
    """The end of where a report of a court stands, at its volume: "388 U.S. 14 (1967)", "12 F.3d 345 (1994)"; None for others."""
    found = CITED.match(t.text, t.starts[i])
    return next((k for k in range(i + 1, len(t.words)) if t.starts[k] >= found.end()), None) if found else None


def coordinate(t: Tokens, i: int) -> int | None:
    """The end of a latitude or longitude at token `i`, "39 00 N", "39°30′ N" or "39.5°N", or None."""
    if not DEGREES.fullmatch(t.word(i)):
        return None
    end = i + 1
    for _ in range(5):
        if t.raw(end) in ("N", "S", "E", "W") and end > i + 1:
            return end + 1
        if not (t.word(end) in ("°", "′", "'", "″") or (t.word(end).isdigit() and len(t.word(end)) == 2)):
            return None
        end += 1
    return None


def score(t: Tokens, number: Number) -> int | None:
    """The end of digits that a dash joins to others without making a range ("3-1", "1 – 1", "555-1234"), or None.

    Also of digits that are too many for a count.
    """
    i = number.end
    if number.bare and t.ends[i - 1] - t.starts[number.start] >= LONGEST_COUNT:
        return i
    if t.word(i) not in DASHES or not t.word(i + 1)[:1].isdigit():
        return None
    if t.glued(i) and t.glued(i + 1):
        return address_end(t, i)
    apart = number.bare and not t.glued(i) and not t.glued(i + 1) and t.word(i + 1).isdigit() and len(t.word(i + 1)) < 3
    return i + 2 if apart and number.value < 100 else None


def is_exception(t: Tokens, i: int) -> bool:
    """How many are left out, from token `i`: "all but two of the mines" are not two."""
    return t.word(i - 1) == "but" and t.word(i - 2) in ("all", "everyone", "everything", "none")


def year_range(t: Tokens, number: Number) -> int | None:
    """The end of "1980-88", "1936–1941", "1991-09" where `number` is its first year, or None."""
    end = number.end + 1
    if not is_year(t, number) or t.word(end - 1) not in DASHES or not t.glued(end - 1) or not t.glued(end):
        return None
    while t.word(end).isdigit() and len(t.word(end)) in (2, 4) and t.glued(end):
        end += 1
        if t.word(end) in DASHES and t.glued(end) and t.word(end + 1).isdigit():
            end += 1
            continue
        last = t.word(number.end + 1)
        return end if len(last) == 2 or EARLIEST_YEAR <= int(last) <= LATEST_YEAR else None
    return None


def address_end(t: Tokens, i: int) -> int:
    """Where an identifier, link or time that holds a number ends: the next free space after token `i`."""
    end = i
    for end in range(i, min(i + LONGEST_ADDRESS, len(t.words) - 1)):
        word = t.word(end)
        inner = word in ADDRESS_MARKS and word != "" and t.glued(end + 1)
        if not t.glued(end) or not (word[-1:].isalnum() or inner):
            break
    return end
