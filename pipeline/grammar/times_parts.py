"""Times with what belongs to them: mid-2016, the end of the 1990s, the first quarter of 2010, May of that year."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar import times_counts as counts
from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_eras as eras
from pipeline.grammar import times_pointing as pointing
from pipeline.grammar import times_relative as relative
from pipeline.grammar import times_years as years
from pipeline.grammar.times_forms import Form, Match
from pipeline.grammar.times_words import DASHES, Words, lexicon
from pipeline.grammar.tokens import HYPHENS


def plain(words: Words, i: int, *, cue: bool = False) -> Match | None:
    """One time at word `i`, without modifiers or ranges."""
    if i >= len(words):
        return None
    found = _simple(words, i, cue)
    if found is not None and found.form.kind == "unit" and found.form.name == "year":
        return _owned(words, found)
    return _placed(words, found) if found is not None and found.form.kind in ("date", "season") else found


def _owned(words: Words, year: Match) -> Match:
    """A year with the date that it has: "last year's December 26 tsunami" tells of one day, not of a year and a day."""
    j = year.end
    if words.at(j) not in ("'", "’") or words.at(j + 1) != "s" or not words.near(j + 2):
        return year
    date = dates.month_first(words, j + 2)
    if date is None or date.form.kind != "date" or date.form.year is not None:
        return year
    return Match(year.start, date.end, replace(date.form, by=year.form.by, inner=year.form))


def _placed(words: Words, found: Match) -> Match:
    """A month, day or season with the year that another time gives it: "May of that year", "October last year"."""
    form = found.form
    if form.year is not None or form.by is not None:
        return found
    event = lexicon().value("day_events", f"{form.month or 0:02d}-{form.day or 0:02d}")
    if event is not None and {words.at(found.end), words.at(found.end + 1)} & set(event["words"]):
        return Match(found.start, found.end, replace(form, year=event["year"]))
    if form.kind == "date" and words.at(found.end) == "in" and words.near(found.end) and words.near(found.end + 1):
        behind = years.year(words, found.end + 1, cue=True)  # "on 28 June in 2020"
        if behind is not None and behind.form.year is not None:
            return Match(found.start, behind.end, replace(form, year=behind.form.year))
    j = found.end + 1 if words.at(found.end) in ("of", ",") else found.end
    year = pointing.referred(words, j) if words.near(found.end) and words.near(j) else None
    if year is None or year.form.kind != "unit" or year.form.name != "year":
        return found
    if words.at(found.end) == "," and not (words.at(year.end) in pointing.CLOSING or year.end == len(words)):
        return found  # "on March 22, last year's winner lost"
    return Match(found.start, year.end, replace(form, by=year.form.by, inner=year.form))


def _simple(words: Words, i: int, cue: bool) -> Match | None:
    return (
        dates.date(words, i)
        or years.joined(words, i, cue=cue)
        or eras.era(words, i)
        or _the_year(words, i)
        or years.year(words, i, cue=cue)
        or relative.relative(words, i)
    )


def _the_year(words: Words, i: int) -> Match | None:
    """A year that is called one: "the year 2000", "year 1066"."""
    j = i + 1 if words.at(i) == "the" else i
    if words.at(j) != "year" or not words.near(j + 1):
        return None
    found = years.year(words, j + 1, cue=True)
    if found is None and words.at(j - 1) in ("the", "in") and (number := words.number(j + 1, digits=(2, 3))):
        return Match(i, j + 2, Form("date", year=number))
    return Match(i, found.end, found.form) if found else None


def modified(words: Words, i: int) -> Match | None:
    """One time at word `i` with the words that say which part of it is meant."""
    return (
        _circa(words, i)
        or _open(words, i)
        or _year_end(words, i)
        or _share(words, i)
        or modifier(words, i)
        or plain(words, i)
    )


def _circa(words: Words, i: int) -> Match | None:
    if not lexicon().has("circa", words.at(i)):
        return None
    j = i + 1
    if words.at(i) in ("c", "ca"):
        if words.at(j) != "." and not words.raw[i].islower():
            return None
        j += words.at(j) == "."
    if not words.near(j) and not words.glued(j):
        return None
    if words.number(j, digits=(1, 2)) is not None and not years.era(words, j + 1):
        return None
    explicit = words.at(i) in ("circa", "c", "ca")
    found = (years.joined(words, j, cue=True) if explicit else None) or years.year(words, j, cue=explicit)
    old = words.number(j, digits=(3,)) if explicit and words.at(j + 1) in (")", ",", ";", "–", "-") else None
    if found is None and old is not None and old >= 100 and (words.near(j) or words.glued(j)):
        found = Match(j, j + 1, Form("date", year=old))
    if found is None:
        return None
    return Match(i, found.end, replace(found.form, approximate=True) if found.form.kind == "date" else found.form)


def _year_end(words: Words, i: int) -> Match | None:
    """The end of a year as "year-end": of the year named after it, or else of the one in which the text plays."""
    if words.at(i) != "year":
        return None
    if words.at(i + 1) not in HYPHENS:  # "by year end"
        bare = words.at(i + 1) == "end" and words.at(i - 1) in ("by", "at", "before", "until") and words.near(i + 1)
        return Match(i, i + 2, Form("part", name="end", inner=Form("unit", name="year", by="either"))) if bare else None
    if words.at(i + 2) != "end":
        return None
    named = years.year(words, i + 3, cue=True) if words.near(i + 3) else None
    if named is not None:
        return Match(i, named.end, Form("part", name="end", inner=named.form))
    return Match(i, i + 3, Form("part", name="end", inner=Form("unit", name="year", by="either")))


def _open(words: Words, i: int) -> Match | None:
    """The open time after or before another: "post-2014", "pre-1990", "post-9/11"."""
    if (
        words.at(i) not in ("pre", "post")
        or words.at(i + 1) not in DASHES
        or not words.glued(i + 1)
        or not words.glued(i + 2)
    ):
        return None
    found = plain(words, i + 2, cue=True)
    if found is None or found.form.kind not in ("date", "decade", "century", "fixed", "season"):
        return None
    return Match(i, found.end, Form("open", step=1 if words.at(i) == "post" else -1, inner=found.form))


def modifier(words: Words, i: int) -> Match | None:
    """An early, middle or late part: "early 2010", "mid-March 2020", "early in 1990", "mid- to late 1990s"."""
    lex = lexicon()
    start, i = i, i + 1 if words.at(i) == "the" and words.near(i + 1) else i
    first = lex.value("modifiers", words.at(i))
    if first is None:
        return None
    j = i + 1
    second = None
    if words.at(j) in HYPHENS and words.glued(j):
        j += 1
    if words.at(j) in ("to", "and", "or") and lex.has(
        "modifiers", words.at(j + 2 if words.at(j + 1) in HYPHENS else j + 1)
    ):
        j += 2 if words.at(j + 1) in HYPHENS else 1
        second = lex.value("modifiers", words.at(j))
        j += 1
        if words.at(j) in HYPHENS and words.glued(j):
            j += 1
    if words.at(j) in ("in", "on") and words.at(i) != "mid":
        j += 1
    if not words.near(j) and not words.glued(j):
        return None
    found = _whole(words, j)
    if found is None or found.form.kind in ("span", "recurring", "offset", "fixed", "rolling"):
        return None
    if found.form.kind in ("weekday", "day", "holiday") or (found.form.kind == "date" and found.form.day):
        return Match(start if words.at(j - 1) != "on" else j, found.end, found.form)
    if words.at(i) in ("earlier", "later") and found.form.kind not in ("decade", "century"):
        form = Form("part", name=words.at(i), inner=found.form)
        return Match(i, found.end, form) if found.form.kind == "unit" else None
    form = Form("part", name=first, inner=found.form)
    if second is not None:
        form = Form("span", inner=form, last=Form("part", name=second, inner=found.form))
    return Match(start, found.end, form)


def _whole(words: Words, i: int) -> Match | None:
    """What a modifier may stand before, the bare unit of "the end of the year" among them."""
    lex = lexicon()
    found = plain(words, i, cue=True)
    if found is None and words.at(i) == "the" and words.near(i + 1):
        if words.at(i + 1) in lex.table["compounds"]["end_words"] and words.at(i + 2) not in HYPHENS:
            return Match(i, i + 2, Form("unit", name=words.at(i + 1), by="either"))
        found = plain(words, i + 1, cue=True)
        found = Match(i, found.end, found.form) if found else None
    inner = words.at(i) in lex.table["compounds"]["end_words"] and (words.at(i - 1) == "of" or words.glued(i))
    if found is None and inner:
        return Match(i, i + 1, Form("unit", name=words.at(i), by="either"))
    if found is None and (month := dates.month_word(words, i)) is not None and words.capital(i):
        return Match(i, month[1], Form("date", month=month[0]))
    if found is None and (code := lex.value("seasons", words.at(i))) is not None and words.near(i):
        return Match(i, i + 1, Form("season", number=code))
    return found


def _share(words: Words, i: int) -> Match | None:
    """A part with its noun: "the end of 2010", "the second half of the 1990s", "the last two weeks of July"."""
    lex = lexicon()
    start, i = i, i + 1 if words.at(i) == "the" and words.near(i + 1) else i
    head = _head(words, i)
    if head is None:
        return None
    form, j = head
    if words.at(j) not in ("of", "in") or not words.near(j) or not words.near(j + 1):
        return None
    if words.at(j) == "in" and form.kind != "pieces":
        return None
    found = modifier(words, j + 1) or _whole(words, j + 1)
    if found is None or found.form.kind in ("span", "recurring", "offset", "weekday", "day", "open", "rolling"):
        return None
    if found.form.kind == "date" and found.form.day:
        return None
    inner = found.form
    if form.kind == "turn":
        return _turn(start, found)
    if form.kind == "pieces" and form.name in lex.words["fractions"]:
        return None
    return Match(start, found.end, replace(form, inner=inner))


def _turn(start: int, found: Match) -> Match | None:
    """The turn of the 20th century is about 1900; of "the century", the one nearest to the time last named."""
    if found.form.kind == "century":
        year = (found.form.number - 1) * 100
        return Match(start, found.end, Form("date", year=year, approximate=True))
    if found.form.kind == "unit" and found.form.name in ("century", "millennium"):
        return Match(start, found.end, Form("turn", by=found.form.by))
    return None


def _head(words: Words, i: int) -> tuple[Form, int] | None:
    """The part that is taken: a form that lacks only its whole, and where "of" must follow."""
    lex = lexicon()
    word = words.at(i)
    if word == "turn":
        return Form("turn"), i + 1
    if (name := lex.value("parts", word)) is not None:
        return Form("part", name=name), i + 1
    ordinal = dates.ordinal_number(words, i)
    step = -1 if word in ("last", "final", "closing") else ordinal[0] if ordinal else None
    i = ordinal[1] - 1 if ordinal else i
    if step is not None and words.near(i + 1):
        weekday = lex.value("weekdays", words.at(i + 1))
        if weekday is not None:
            return Form("pieces", name="weekday", number=weekday, step=step), i + 2
        pieces = lex.value("fractions", words.at(i + 1))
        if pieces is not None:
            return Form("fraction", number=pieces, step=step if step > 0 else pieces), i + 2
        many = counts.count(words, i + 1)
        number, j = (many[0], many[1]) if many and words.at(i + 1) not in ("a", "an") else (1, i + 1)
        unit = lex.value("units", words.at(j))
        singular = number == 1 and not words.at(j).endswith("s")
        if unit is not None and number and (singular or (number > 1 and step in (1, -1))):
            return Form("pieces", name=unit, number=number, step=step), j + 1
    if words.at(i + 1) in ("half",) and word in ("latter", "former", "early", "late"):
        return Form("fraction", number=2, step=1 if word in ("former", "early") else 2), i + 2
    name = lex.value("part_adjectives", word)
    if name is not None and words.at(i + 1) in lex.table["part_nouns"]["words"]:
        return Form("part", name=name), i + 2
    return None
