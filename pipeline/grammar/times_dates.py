"""Dates of the calendar: Sept. 9, 2001; 11 September 2001; 5-7 June 2010; 2001-09-11; 9/11/2001; May 2013; Dec. 27."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar import times_years as years
from pipeline.grammar.calendar import days_in, valid
from pipeline.grammar.times_figures import NUMERIC_JOINTS, numeric
from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, Words, lexicon
from pipeline.grammar.tokens import HYPHENS, ORDINAL_ENDINGS

JOINTS = HYPHENS | {"/"}
TO = frozenset({"to", "through", "till", "until", "thru"})


def month_word(words: Words, i: int) -> tuple[int, int, bool] | None:
    """Month at word `i`: its number, the end with the full stop, and whether it is written in full."""
    lex = lexicon()
    word = words.at(i)
    number = lex.value("months", word)
    if number is not None:
        return number, i + 1, True
    number = lex.value("short_months", word)
    if number is None:
        return None
    stop = words.at(i + 1) == "." and words.glued(i + 1)
    return number, i + 2 if stop else i + 1, False


def ordinal_number(words: Words, i: int) -> tuple[int, int] | None:
    """The ordinal at word `i` ("11th", "eleventh", "twenty-first") and its end."""
    lex = lexicon()
    number = words.number(i)
    if number is not None:
        return (number, i + 2) if words.glued(i + 1) and words.at(i + 1) in ORDINAL_ENDINGS else None
    number = lex.value("ordinals", words.at(i))
    if number is not None:
        return number, i + 1
    tens = lex.value("numbers", words.at(i))
    if tens is not None and tens >= 20:
        j = i + 2 if words.at(i + 1) in HYPHENS and words.glued(i + 1) else i + 1
        units = lex.value("ordinals", words.at(j))
        if units is not None and units < 10 and words.near(j):
            return tens + units, j + 1
    return None


def day_number(words: Words, i: int) -> tuple[int, int] | None:
    """Day of the month at word `i`, as a numeral or an ordinal, and its end."""
    found = ordinal_number(words, i)
    if found is None:
        number = words.number(i)
        if number is None or (words.glued(i + 1) and words.raw[i + 1][0].isalpha()):
            return None
        found = number, i + 1
    return found if 1 <= found[0] <= 31 else None


def year_after(words: Words, i: int) -> Match | None:
    """The year that ends a date: "2001", ", 2001", "of 2001", "'91", "44 BC"."""
    j = i
    if words.at(j) == "," and not (j + 1 < len(words) and words.glued(j + 1)):
        j += 1
    elif words.at(j) == "of" and words.near(j):
        j += 1
        if words.at(j) == "the" and words.at(j + 1) == "year":
            j += 2
    elif words.at(j) in JOINTS and words.glued(j) and words.glued(j + 1):
        number = words.number(j + 1, digits=(4,))
        written = number is not None and years.EARLIEST <= number <= years.LATEST
        ends = not words.glued(j + 2) or not words.raw[j + 2][0].isalnum()
        return Match(j, j + 2, Form("date", year=number)) if written and ends else None
    if not words.near(j):
        return None
    found = years.year(words, j, cue=True)
    old = words.number(j, digits=(3,)) if found is None and words.at(j + 1) in (")", ",", ";", ".") else None
    if old is not None and old >= 100 and not (words.glued(j + 2) and words.raw[j + 2][0].isdigit()):
        return Match(j, j + 1, Form("date", year=old))  # "30 September 420"
    if found is None or (found.end - found.start == 1 and len(words.raw[j]) != 4):
        return None
    if j == i and words.glued(j) and words.raw[j - 1] != ".":
        return None
    return found


def month_first(words: Words, i: int) -> Match | None:
    """A date that begins with its month, or a month and year, or a bare month that can only be one."""
    month = month_word(words, i)
    if month is None or (words.glued(i) and words.raw[i - 1].isalnum()):
        return None
    number, j, full = month
    if (
        full
        and words.raw[i].islower()
        and words.at(i) in lexicon().table["ambiguous_months"]["months"]
        and words.number(j, digits=(1, 2, 4)) is None
    ):
        return None
    k = j
    if words.at(k) in JOINTS and words.glued(k) and words.glued(k + 1) and words.number(k + 1) is not None:
        k += 1
    if words.at(k) in ("the", ",") and ordinal_number(words, k + 1):
        k += 1
    day = day_number(words, k) if words.near(k) else None
    if day is not None and not _is_clock(words, day[1]):
        return _day(words, i, number, day)
    year = year_after(words, j)
    if year is not None and year.form.year is not None:
        return Match(i, year.end, Form("date", year=year.form.year, month=number))
    return Match(i, j, Form("date", month=number)) if _bare(words, i, j, full) else None


def _is_clock(words: Words, i: int) -> bool:
    """Whether a day goes on as a time of day or an amount: "May 10:30", "in June 30 percent"."""
    if words.at(i) in (":", "%") and words.glued(i):
        return True
    if words.at(i) in (".", ",") and words.glued(i) and words.glued(i + 1) and words.raw[i + 1][0].isdigit():
        return True
    return words.near(i) and (lexicon().has("not_year_after", words.at(i)) or words.at(i) in ("am", "pm"))


def _day(words: Words, i: int, month: int, day: tuple[int, int]) -> Match | None:
    number, end = day
    if not valid((2000, month, number)):
        return None
    first = Form("date", month=month, day=number)
    last, end = _day_range(words, end, month, number, opened=words.at(i - 1) if words.near(i) else "")
    year = year_after(words, end)
    if year is not None:
        end = year.end
    return _ranged(i, end, first, last, year.form.year if year else None)


def _day_range(words: Words, i: int, month: int, first: int, *, opened: str) -> tuple[Form | None, int]:
    """The second day of "June 5-7", "June 5 to 7" or "between June 5 and 7"; `opened` is the word before the month."""
    if words.at(i) in DASHES or words.at(i) in TO or (words.at(i) == "and" and opened == "between"):
        j = i + 2 if words.at(i + 1) == "the" else i + 1
        day = day_number(words, j) if words.near(j) and words.near(i) else None
        if day is not None and first < day[0] <= days_in(2000, month) and not _is_clock(words, day[1]):
            after = month_word(words, day[1])
            if after is None or not words.near(day[1]):
                return Form("date", month=month, day=day[0]), day[1]
    return None, i


def _ranged(start: int, end: int, first: Form, last: Form | None, year: int | None) -> Match:
    if last is None:
        return Match(start, end, Form("date", year=year, month=first.month, day=first.day))
    return Match(start, end, Form("span", inner=_dated(first, year), last=_dated(last, year)))


def _dated(form: Form, year: int | None) -> Form:
    return Form("date", year=year, month=form.month, day=form.day)


def _bare(words: Words, i: int, end: int, full: bool) -> bool:
    """Whether a month stands alone: "in December", "from May to July", never "may" or "March for Life"."""
    table = lexicon().table["ambiguous_months"]
    ambiguous = words.at(i) in table["months"]
    if full and not ambiguous:
        cue = words.near(i) and words.at(i - 1) in table["words"]
        return cue or not (_named_before(words, i) or _named_after(words, end))
    if not words.capital(i) or (not full and words.raw[i].isupper()):
        return False
    sign = words.at(end)
    if (sign in DASHES or sign in TO) and words.near(end + 1) and month_word(words, end + 1) and words.capital(end + 1):
        return True
    if not words.near(i) or words.at(i - 1) not in table["words"]:
        return False
    return not _named_after(words, end) or (full and words.at(i - 1) in table["scene"])


def _named_before(words: Words, i: int) -> bool:
    """Whether a name ends before word `i`: "Black September"."""
    return words.near(i) and words.capital(i - 1) and words.raw[i - 1].isalpha() and not words.begins_sentence(i - 1)


def _named_after(words: Words, i: int) -> bool:
    """Whether a name goes on at word `i`: "April Morgan"."""
    return words.near(i) and words.capital(i) and words.raw[i].isalpha()


def day_first(words: Words, i: int) -> Match | None:
    """A date that begins with its day: "11 September 2001", "the 11th of September", "5-7 June 2010"."""
    day = day_number(words, i)
    if day is None or not _free_left(words, i):
        return None
    number, j = day
    last_day: int | None = None
    if words.at(j) in DASHES or words.at(j) in TO or words.at(j) in ("and", "/"):
        k = j + 2 if words.at(j + 1) == "the" else j + 1
        second = day_number(words, k) if words.near(k) else None
        if second is not None and second[0] > number:
            if words.at(j) == "and" and second[0] > number + 1:
                return _lent(words, i, day, k)
            if words.at(j) == "/" and second[0] > number + 1:
                return None
            last_day, j = second[0], second[1]
    month = _month_of_day(words, j)
    if month is None:
        return None
    if not valid((2000, month[0], number)) or (last_day is not None and not valid((2000, month[0], last_day))):
        return None
    follower = year_after(words, month[1])
    if follower is None and not _unmistakable(words, i, j, month[1]):
        return None
    year = follower.form.year if follower else None
    first = Form("date", month=month[0], day=number)
    last = Form("date", month=month[0], day=last_day) if last_day else None
    return _ranged(i, follower.end if follower else month[1], first, last, year)


def _free_left(words: Words, i: int) -> bool:
    """Whether a day at word `i` is not the end of a longer number."""
    if not words.glued(i):
        return words.at(i - 1) not in ("$", "€", "£")
    before = words.raw[i - 1]
    if before[-1].isalnum() or before in "$€£¥#%":
        return False
    return before not in NUMERIC_JOINTS or not words.glued(i - 1) or not words.raw[i - 2][-1].isdigit()


def _lent(words: Words, i: int, day: tuple[int, int], second: int) -> Match | None:
    """The first day of "3 and 7 June 2010", which takes month and year from the second."""
    found = day_first(words, second)
    if found is None or found.form.kind != "date" or not valid((2000, found.form.month or 1, day[0])):
        return None
    return Match(i, day[1], Form("date", year=found.form.year, month=found.form.month, day=day[0]))


def _month_of_day(words: Words, j: int) -> tuple[int, int] | None:
    """The month after a day ("11 September", "11th of September", "04-Jan") and its end."""
    if (words.at(j) == "of" and words.near(j)) or (words.at(j) in JOINTS and words.glued(j) and words.glued(j + 1)):
        j += 1
    month = month_word(words, j) if words.near(j) or words.glued(j) else None
    if month is None:
        return None
    ambiguous = (*lexicon().table["ambiguous_months"]["months"], "mar", "dec", "jun")
    return None if words.at(j) in ambiguous and not words.capital(j) else (month[0], month[1])


def _unmistakable(words: Words, i: int, j: int, end: int) -> bool:
    """Whether day and month make a date without a year; "first May" and "10 March" before a name do not."""
    if words.at(j) == "of":
        return True
    if words.raw[i].isalpha():
        return False
    return not (words.at(j) == "march" and words.near(end) and words.capital(end))


def weekday_first(words: Words, i: int) -> Match | None:
    """A weekday with the date that follows it as one time: "Tuesday, Sept. 11, 2001"."""
    lex = lexicon()
    if not lex.has("weekdays", words.at(i)) and not (lex.has("short_weekdays", words.at(i)) and words.capital(i)):
        return None
    j = i + 1
    if words.at(j) == "." and words.glued(j):
        j += 1
    if words.at(j) == ",":
        j += 1
    if words.at(j) == "the":
        j += 1
    found = (month_first(words, j) or day_first(words, j) or numeric(words, j)) if words.near(j) else None
    if found is None or (found.form.kind == "date" and found.form.day is None):
        return None
    number = lex.value("weekdays", words.at(i))
    if found.form.kind == "date" and found.form.year is None and number is not None:
        return Match(i, found.end, replace(found.form, name="weekday", number=number))
    return Match(i, found.end, found.form)


def date(words: Words, i: int) -> Match | None:
    """Any of the above at word `i`."""
    if words.raw[i][0].isdigit():
        return numeric(words, i) or day_first(words, i)
    found = weekday_first(words, i) or month_first(words, i)
    if found is None and lexicon().has("ordinals", words.at(i)):
        return day_first(words, i)
    if found is None and words.at(i) == "the" and ordinal_number(words, i + 1):
        found = day_first(words, i + 1)
        return Match(i, found.end, found.form) if found else None
    return found
