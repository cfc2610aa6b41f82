"""Times from one to another: 1992 to 1997, between 1880 and 1930, May-July 2010, the 1960s and 1970s."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_parts as parts
from pipeline.grammar import times_years as years
from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, Words, lexicon

SPANNABLE = frozenset(
    {"date", "season", "decade", "century", "millennium", "part", "fraction", "holiday", "weekday", "unit", "fixed"}
)


def time(words: Words, i: int) -> Match | None:
    """The time at word `i` as far as it reaches, ranges included."""
    found = parts.modified(words, i)
    if found is None:
        return None
    last = found.form.last
    if found.form.kind in SPANNABLE or (last is not None and last.kind == "part"):
        return _range(words, i, found)
    return found


def _range(words: Words, i: int, first: Match) -> Match | None:
    """Extend a time by the other end of its range; None when the two ends count something."""
    j = first.end
    if not words.near(j):
        return first
    opened = _opening(words, i)
    table = lexicon().table["prepositions"]
    sign = words.at(j)
    dashed = sign in DASHES and words.glued(j) == words.glued(j + 1)
    joined = dashed or sign in table["range_to"] or (sign in table["range_until"] and opened == "from")
    if joined and (end := _present(words, j, first.form)) is not None:
        return Match(i, end, Form("open", step=1, inner=first.form))
    if not joined and sign not in table["range_and"]:
        return first
    second = _other(words, j + 1)
    if second is None:
        counts = not dashed and opened + sign != "and" and _counted(words, i, j + 1, opened)
        return None if counts else _borrow(words, first)
    if dashed and words.glued(j) and first.form.kind == "date" and first.form.year and not _full(second.form):
        return _borrow(words, first)
    if dashed and not words.glued(j) and second.form.kind == "unit":
        return _borrow(words, first)  # "February 6 - this year - they voted"
    if not joined and opened != "between" and not _adjacent(first.form, second.form):
        return _borrow(words, first)
    year = _year_behind(words, second) if first.form.kind == "date" and first.form.year is None else None
    if year is not None and year.form.year is not None:
        return Match(i, year.end, Form("span", inner=first.form, last=replace(second.form, year=year.form.year)))
    return Match(i, second.end, Form("span", inner=first.form, last=second.form))


def _year_behind(words: Words, second: Match) -> Match | None:
    """The year of "between May and June in 1981"."""
    form = second.form
    if form.kind != "date" or form.year is not None or form.by is not None or words.at(second.end) != "in":
        return None
    return years.year(words, second.end + 1, cue=True) if words.near(second.end + 1) else None


def _present(words: Words, j: int, first: Form) -> int | None:
    """The end of a range that lasts: "1990-present", "from 1990 to the present day", "(1966-)"."""
    if not first.year:
        return None
    if words.glued(j) and words.at(j) in DASHES and words.at(j + 1) == ")":
        return j + 1
    k = j + 2 if words.at(j + 1) == "the" else j + 1
    if words.at(k) not in lexicon().table["prepositions"]["range_present"] or not words.near(k):
        return None
    return k + 2 if words.at(k + 1) == "day" and words.near(k + 1) else k + 1


def _full(form: Form) -> bool:
    """Whether a time says its own year."""
    return form.year is not None or form.kind in ("decade", "century", "part", "fraction")


def _counted(words: Words, i: int, j: int, opened: str) -> bool:
    """Whether the two ends count something: "from 1500 to 2000 people"; not "in 2016 to 392 million"."""
    if words.number(i, digits=(4,)) is None or words.number(j, digits=(3, 4)) is None or not words.near(j):
        return False
    if not opened and lexicon().has("year_cues", words.at(i - 1)):
        return False
    return words.at(j + 1) in (",", "%") or (words.near(j + 1) and words.at(j + 1).isalpha())


def _opening(words: Words, i: int) -> str:
    """The "from" or "between" before a range; else nothing."""
    before = words.at(i - 1) if words.near(i) else ""
    if before == "the":
        before = words.at(i - 2)
    return before if before in lexicon().table["prepositions"]["range_open"] else ""


def _other(words: Words, i: int) -> Match | None:
    """The second end of a range."""
    if not words.near(i) and not words.glued(i):
        return None
    found = years.year(words, i, cue=True) or parts.modified(words, i)
    if found is None and words.at(i) == "the":
        found = parts.modified(words, i + 1)
    if found is None and words.at(i) in ("mid", "early", "late"):
        found = parts.modifier(words, i)
    if found is None and dates.month_word(words, i) and words.capital(i):
        month = dates.month_word(words, i)
        found = Match(i, month[1], Form("date", month=month[0])) if month and month[2] else None
    return found if found is not None and found.form.kind in SPANNABLE else None


def _adjacent(first: Form, second: Form) -> bool:
    """Whether two times joined by "and" are one stretch: neighbouring decades, centuries or months of one year."""
    a, b = _core(first), _core(second)
    if a.kind != b.kind:
        return False
    if a.kind == "decade":
        return bool(a.year and b.year and b.year - a.year == 10)
    if a.kind in ("century", "millennium"):
        return b.number - a.number == (-1 if a.before_christ else 1)
    months = a.kind == "date" and a.day is None and b.day is None and a.month is not None and b.month is not None
    return months and b.month == (a.month or 0) + 1 and (a.year is None or a.year == b.year)


def _core(form: Form) -> Form:
    return form.inner if form.kind == "part" and form.inner else form


def _borrow(words: Words, first: Match) -> Match:
    """Give a bare month or day the year that ends its list: "in May, June and September 2010"."""
    form = first.form
    if form.kind != "date" or form.month is None or form.year is not None or form.by is not None:
        return first
    j = first.end
    for _ in range(4):
        if words.at(j) not in (",", "and", "or", "&"):
            return first
        j += 2 if words.at(j) == "," and words.at(j + 1) in ("and", "or") else 1
        found = dates.date(words, j) if words.near(j) else None
        if found is None or found.form.kind != "date":
            return first
        if found.form.year is not None:
            return Match(first.start, first.end, replace(form, year=found.form.year), first.duration)
        j = found.end
    return first
