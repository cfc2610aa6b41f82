"""Longer stretches with names: decades, centuries, seasons, quarters, fiscal years, holidays, named periods."""

from __future__ import annotations

from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_years as years
from pipeline.grammar.calendar import Period, interval
from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import Words, lexicon
from pipeline.grammar.tokens import HYPHENS

CENTURIES = ("century", "centuries", "millennium", "millennia")
# How many ordinals may share one noun: "the 17th, 18th and 19th centuries".
SHARING = 4


def decade(words: Words, i: int) -> Match | None:
    """A decade: "1980s", "1980's", "'80s", "the 80s", "eighties"; "1800s" is the century."""
    lex = lexicon()
    number = words.number(i, digits=(4,))
    if number is not None:
        end = _plural(words, i + 1)
        if (
            end is None
            or number % 10
            or not years.EARLIEST <= number <= years.LATEST
            or (words.glued(i) and words.raw[i - 1].isalnum())
        ):
            return None
        if number % 100 == 0 and number != 2000:
            return Match(i, end, Form("century", number=number // 100 + 1))
        return Match(i, end, Form("decade", year=number))
    if words.at(i) == "'" and not words.glued(i):
        number, end = words.number(i + 1, digits=(2,)), _plural(words, i + 2)
        if number is None or end is None or number % 10 or not words.glued(i + 1):
            return None
        return Match(i, end, Form("decade", year=years.century_of(number) if number else 2000))
    company = words.at(i - 1) in ("the", "early", "mid", "late", "-", "and", "to") and i > 0
    number = words.number(i, digits=(2,))
    if number is not None:
        end = _plural(words, i + 1)
        if (
            end is None
            or number % 10
            or not company
            or number < 20
            or (words.glued(i) and words.at(i - 2) not in ("mid", "early", "late"))
        ):
            return None
        return Match(i, end, Form("decade", year=1900 + number))
    number = lex.value("decades", words.at(i))
    if (
        number is not None
        and company
        and words.near(i)
        and (words.at(i - 1) != "and" or words.at(i - 2) in lex.words["decades"])
    ):
        return Match(i, i + 1, Form("decade", year=1900 + number))
    return None


def _plural(words: Words, i: int) -> int | None:
    """The end of "s" or "'s" glued to a number."""
    if words.at(i) == "'" and words.glued(i) and words.glued(i + 1):
        i += 1
    return i + 1 if words.at(i) == "s" and words.glued(i) else None


def century(words: Words, i: int, depth: int = 0) -> Match | None:
    """A century or millennium: "19th century", "5th century BC", "18th" of "18th and 19th centuries"."""
    ordinal = dates.ordinal_number(words, i)
    if ordinal is None or not 1 <= ordinal[0] <= 40:
        return None
    number, j = ordinal
    end = j
    if words.at(j) in HYPHENS and words.glued(j):
        j += 1
    word = words.at(j)
    if words.near(j) and word in CENTURIES:
        era = years.era(words, j + 1)
        end = era[0] if era else j + 1
        before = bool(era and era[1])
        if word.startswith("mill"):
            return Match(i, end, Form("millennium", number=number, before_christ=before)) if number <= 10 else None
        return Match(i, end, Form("century", number=number, before_christ=before))
    if depth >= SHARING:
        return None
    shared = _shared(words, j, depth)
    if shared is None and j > end and (shared := _shared(words, end, depth)) is not None:
        j = end  # "9th-10th centuries"
    if shared is None:
        return None
    return Match(i, j, Form(shared.form.kind, number=number, before_christ=shared.form.before_christ))


def _shared(words: Words, i: int, depth: int) -> Match | None:
    """The century after "and" or "to" that an ordinal before it shares the noun with."""
    if words.at(i) in ("and", "to", "or", "through", "until", "-", "–", ",", "/") and (words.near(i) or words.glued(i)):
        i += 1
        for _ in range(SHARING):
            i += words.at(i) in ("the", "early", "mid", "late", "to", "-", "and") and words.near(i)
        ordinal = dates.ordinal_number(words, i)
        if ordinal is not None and words.near(i):
            j = ordinal[1] + 1 if words.at(ordinal[1]) in HYPHENS else ordinal[1]
            if words.at(j) in CENTURIES or words.at(ordinal[1]) in (",", "and"):
                return century(words, i, depth + 1)
    return None


def season(words: Words, i: int) -> Match | None:
    """A season: "summer 2021", "the winter of 2010-11", "2021 summer"; a bare one only after a preposition."""
    lex = lexicon()
    start = i
    if words.at(i) == "the":
        i += 1
    number = words.number(i, digits=(4,))
    if (
        number is not None
        and words.near(i + 1)
        and (code := lex.value("seasons", words.at(i + 1)))
        and words.at(i + 1) != "fall"
        and not (words.capital(i + 1) and words.near(i + 2) and words.capital(i + 2))
    ):
        year = years.written(words, i, cue=True)
        return Match(i, i + 2, Form("season", year=year, number=code)) if year else None
    code = lex.value("seasons", words.at(i))
    if code is None or (i > start and not words.near(i)):
        return None
    j = i + 2 if words.at(i + 1) in ("months", "season") and words.near(i + 1) else i + 1
    k = j + 1 if words.at(j) in ("of", ",", "in") and words.near(j) else j
    joined = years.joined(words, k, cue=True) if words.near(k) else None
    if joined is not None and joined.form.kind == "span" and joined.form.inner and words.at(j) != "in":
        return Match(start, joined.end, Form("season", year=joined.form.inner.year, number=code))
    found = years.year(words, k, cue=True) if words.near(k) and (words.at(j) != "," or not words.glued(k)) else None
    if found is not None and (found.end - found.start > 1 or len(words.raw[k]) == 4) and words.at(j) != "in":
        return Match(start, found.end, Form("season", year=found.form.year, number=code))
    placed = words.at(j) == "of" and "year" in (words.at(j + 2), words.at(j + 3))  # "spring of that year"
    if (words.at(j) in ("of", "-") and not placed) or words.capital(i) or not words.near(start):
        return None
    if words.at(start - 1) not in lex.table["prepositions"]["season"] or (i == start and words.at(i) == "fall"):
        return None
    # "in winter sports"
    modifies = i == start and words.near(j) and words.at(j).isalpha() and words.at(j).endswith("s")
    return None if modifies else Match(start, j, Form("season", number=code, name="bare"))


def quarter(words: Words, i: int) -> Match | None:
    """A quarter or half in short: "Q1 2010", "2010 Q1", "H1 2010"."""
    for letter, pieces in (("q", 4), ("h", 2)):
        if words.at(i) == letter and words.glued(i + 1):
            number = words.number(i + 1, digits=(1,))
            year = _year_of(words, i + 2)
            if number is not None and 1 <= number <= pieces and year is not None:
                return Match(i, year.end, Form("fraction", number=pieces, step=number, inner=year.form))
        j = i + 2 if words.at(i + 1) in HYPHENS else i + 1
        if words.at(j) == letter and words.near(j) and words.glued(j + 1) and (j > i + 1 or not words.glued(j)):
            number, bare = words.number(j + 1, digits=(1,)), words.number(i, digits=(4,))
            if number is not None and 1 <= number <= pieces and bare and years.EARLIEST <= bare <= years.LATEST:
                return Match(i, j + 2, Form("fraction", number=pieces, step=number, inner=Form("date", year=bare)))
    return None


def _year_of(words: Words, i: int) -> Match | None:
    if words.at(i) in ("of", ",", "-", "/") and (words.near(i) or words.glued(i)):
        i += 1
    return years.year(words, i, cue=True) if words.near(i) or words.glued(i) else None


def fiscal(words: Words, i: int) -> Match | None:
    """A fiscal year, as the year by which it is called: "FY2010", "FY 2010/11", "fiscal year 2010"."""
    if words.raw[i] == "FY":
        j = i + 1
        short = words.number(j, digits=(2,))
        if short is not None and words.glued(j) and not (words.glued(j + 1) and words.raw[j + 1][0].isdigit()):
            second = (
                words.number(j + 2, digits=(2,)) if words.at(j + 1) in ("/", "-", "–") and words.glued(j + 1) else None
            )
            first = Form("date", year=years.century_of(short))
            if second == (short + 1) % 100:
                return Match(i, j + 3, Form("span", inner=first, last=Form("date", year=years.century_of(second))))
            return Match(i, j + 1, first)
    elif lexicon().has("fiscal", words.at(i)):
        j = i + 2 if words.at(i + 1) in ("year", "years") else i + 1
    else:
        return None
    if not words.near(j):
        return None
    first_year = words.number(j, digits=(4,))
    if first_year is None or not years.EARLIEST <= first_year <= years.LATEST:
        return None
    found = years.joined(words, j, cue=True)
    if found is None or found.form.kind != "span":
        found = Match(j, j + 1, Form("date", year=first_year))
    return Match(i, found.end, found.form)


def phrase(words: Words, i: int, *, pointed: bool = False) -> Match | None:
    """Holidays ("Christmas 2003", "New Year's Eve") and periods with a name of their own ("9/11", "World War II")."""
    lex = lexicon()
    for row in lex.phrases.get(words.at(i), ()):
        if row.kind == "present" or not row.stands(words, i):
            continue
        end = i + len(row.parts)
        if row.kind == "named":
            return _named(words, i, end, row.row)
        j = end + 1 if words.at(end) in (",", "of") and words.near(end + 1) and not words.glued(end + 1) else end
        year = years.year(words, j, cue=True) if words.near(j) else None
        if year is not None and year.end - year.start == 1 and len(words.raw[year.start]) == 4:
            return Match(i, year.end, Form("holiday", name=row.row, year=year.form.year))
        placed = words.near(i) and words.at(i - 1) in lex.table["prepositions"]["holiday"]
        if pointed or (placed and "eve" in row.parts) or (words.capital(i) and (placed or len(row.parts) > 1)):
            return Match(i, end, Form("holiday", name=row.row)) if _stands_alone(words, i, end) else None
        return None
    return None


def _stands_alone(words: Words, i: int, end: int) -> bool:
    """A holiday is a time, not a part of a name ("Easter Island", "Good Friday Agreement")."""
    return not (words.near(end) and words.capital(end)) and not (
        words.near(i) and words.capital(i - 1) and not words.begins_sentence(i - 1)
    )


def _named(words: Words, i: int, end: int, row: str) -> Match | None:
    table = lexicon().table
    if words.glued(i) and (words.raw[i - 1].isalnum() or words.raw[i - 1] in "$/.,"):
        return None
    if "/" in row and (words.at(end) == "of" or _runs_on(words, end)):
        return None
    before = i - 1
    for _ in range(2):
        before -= words.at(before) in ("the", "-") and before > 0
    parted = words.at(before) == "of" and words.at(before - 1) in table["parts"]
    placed = parted or words.at(before) in table["named_after"]["words"]
    if row not in table["named_after"]["free"] and not placed:
        return None
    return Match(i, end, Form("fixed", name=row, fixed=named(row)))


def _runs_on(words: Words, i: int) -> bool:
    """Whether figures go on at word `i`: "9/11/2001", "9/11%", "9/11-13"."""
    if not words.glued(i):
        return False
    return words.raw[i] in ("/", "%") or (words.raw[i] in HYPHENS and words.at(i + 1).isdigit())


def named(row: str) -> Period:
    """The period that a row of `named` gives."""
    first, last = lexicon().table["named"][row]
    return interval(_point(first), _point(last), unit="day" if first.count("-") == 2 and first == last else "range")


def _point(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-"))


def era(words: Words, i: int) -> Match | None:
    """Any of the above at word `i`, with the article where it belongs to the time."""
    found = (
        fiscal(words, i)
        or quarter(words, i)
        or phrase(words, i)
        or season(words, i)
        or decade(words, i)
        or century(words, i)
    )
    if found is None and words.at(i) == "the" and words.near(i + 1):
        inner = decade(words, i + 1) or century(words, i + 1)
        if inner is not None and not (words.at(inner.end - 2) in HYPHENS and words.glued(inner.end - 1)):
            return Match(i, inner.end, inner.form)
    return found
