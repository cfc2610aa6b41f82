"""Times that mean something only beside another: two days later, last year, the following May, on Tuesday, today."""

from __future__ import annotations

from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_eras as eras
from pipeline.grammar import times_years as years
from pipeline.grammar.times_forms import By, Form, Match
from pipeline.grammar.times_words import HYPHENS, Words, lexicon

CLOSING = frozenset('.,;:)!?—–"”]')
DAY_PARTS = ("morning", "afternoon", "evening", "night")


def count(words: Words, i: int) -> tuple[int | None, int] | None:
    """A number of units at word `i` and its end; the number is None where the text leaves it open ("several")."""
    lex = lexicon()
    number = words.number(i, digits=(1, 2, 3, 4))
    if number is not None:
        glued = words.glued(i) and (words.raw[i - 1][-1].isalnum() or words.raw[i - 1] in ".,$€£:/")
        return None if glued or words.glued(i + 1) else (number, i + 1)
    if words.at(i) in ("a", "the") and words.at(i + 1) == "couple":
        return 2, i + 3 if words.at(i + 2) == "of" else i + 2
    if words.at(i) == "a" and words.at(i + 1) == "few":
        return None, i + 2
    number = lex.value("numbers", words.at(i))
    if number is not None:
        j = i + 2 if words.at(i + 1) in HYPHENS and words.glued(i + 1) else i + 1
        ones = lex.value("numbers", words.at(j))
        if number >= 20 and ones is not None and ones < 10 and words.at(j) not in ("a", "an") and words.near(j):
            return number + ones, j + 1
        return number, i + 1
    return (None, i + 1) if lex.has("vague", words.at(i)) else None


def duration(words: Words, i: int) -> tuple[tuple[tuple[int, str], ...] | None, int] | None:
    """A duration at word `i` as counts of units, or None where a count is open ("several years"), and its end."""
    lex = lexicon()
    share = _share(words, i)
    if share is not None:
        return (share[0],), share[1]
    offsets: list[tuple[int, str]] = []
    opened = False
    for _ in range(3):
        found = count(words, i)
        if found is None or not words.near(found[1]):
            break
        unit = lex.value("units", words.at(found[1]))
        if unit is None or unit == "weekend":
            break
        end = found[1] + 1
        if words.follows(end, "and", "a", "half") and found[0] is not None and unit in ("year", "decade"):
            end += 3
            offsets += [(found[0], unit), (6, "month") if unit == "year" else (5, "year")]
        elif found[0] is None:
            opened = True
        else:
            offsets.append((found[0], unit))
        i = end
        joint = words.at(end) in ("and", ",")
        if lex.value("units", words.at(end + 2 if joint else end + 1)) is None:
            break
        i = end + joint
    if not offsets and not opened:
        return _bare_plural(words, i)
    end = i - 1 if words.at(i - 1) in ("and", ",") else i
    return (None if opened else tuple(offsets)), end


def _share(words: Words, i: int) -> tuple[tuple[int, str], int] | None:
    """Half or a quarter of a unit, in smaller units, and its end: "half a century", "a quarter-century"."""
    lex = lexicon()
    j = i + 1 if words.at(i) == "a" else i
    if words.at(j) not in ("half", "quarter"):
        return None
    pieces = lex.value("fractions", words.at(j))
    j += 1
    if words.at(j) == "of" or (words.at(j) in HYPHENS and words.glued(j)):
        j += 1
    j += words.at(j) == "a"
    months = {"year": 12, "decade": 120, "century": 1200}.get(lex.value("units", words.at(j)) or "")
    if months is None or not words.near(j):
        return None
    size = months // pieces
    return ((size // 12, "year") if size % 12 == 0 else (size, "month")), j + 1


def _bare_plural(words: Words, i: int) -> tuple[None, int] | None:
    """A unit without any count: "years later", "decades earlier"."""
    plural = words.at(i) in ("days", "weeks", "months", "years", "decades", "centuries")
    return (None, i + 1) if plural and words.at(i + 1) in ("later", "earlier") else None


def offset(words: Words, i: int) -> Match | None:
    """A distance in time: "two days later", "a year ago", "ten years before 2001", "two weeks after Sept. 11, 2001"."""
    found = duration(words, i)
    if found is None:
        return None
    offsets, end = found
    inside = (i, end)
    tail = words.at(end) if words.near(end) else ""
    if tail == "ago":
        return _counted(i, end + 1, offsets, -1, "published", inside)
    if tail == "from" and words.at(end + 1) in ("now", "today"):
        return _counted(i, end + 2, offsets, 1, "published", inside)
    if tail in ("after", "before", "from") and words.near(end + 1):
        base = _base(words, end + 1)
        if base is not None and offsets is not None:
            step = -1 if tail == "before" else 1
            form = Form("offset", offsets=tuple((step * n, unit) for n, unit in offsets), inner=base.form)
            return Match(i, base.end, form, inside)
        if tail == "after" and words.at(end + 1) == "that" and _closes(words, end + 2):
            return _counted(i, end + 2, offsets, 1, "context", inside)
    if words.at(i - 1) in ("in", "just", "only", "about") and "in" in (words.at(i - 1), words.at(i - 2)):
        due = words.follows(end, "'", "time") or words.follows(end, "'", "s", "time")
        exact = words.at(i) not in ("a", "an")  # "for the third time in a week"
        if offsets and (due or (exact and lexicon().value("later", tail) is None)):
            # Resolved only in a clause that looks ahead; "did it in two years" is a duration.
            return Match(i, end, Form("offset", offsets=offsets, step=1, by="published", name="expected"), inside)
    step = lexicon().value("later", tail)
    if step is None or words.at(end + 1) in ("than", "to"):
        return None
    if tail in ("before", "on", "prior", "previously") and not _closes(words, end + 1):
        return None
    return _counted(i, end + 1, offsets, step, "context" if step > 0 else "loose", inside)


def _base(words: Words, i: int) -> Match | None:
    """A date, year, holiday or named time that an offset may be counted from; not a bare month or weekday."""
    found = dates.date(words, i) or eras.phrase(words, i) or years.year(words, i, cue=True) or referred(words, i)
    if found is None and words.at(i) == "the":
        found = eras.phrase(words, i + 1) if words.near(i + 1) else None
    if found is None and (days := lexicon().value("deictic", words.at(i))) is not None:
        return Match(i, i + 1, Form("day", step=days, by="published"))
    if found is None or found.form.kind in ("span", "rolling"):
        return None
    form = found.form
    return (
        found if form.kind in ("fixed", "holiday", "weekday") or form.year is not None or form.day is not None else None
    )


def _counted(
    start: int, end: int, offsets: tuple[tuple[int, str], ...] | None, step: int, by: By, inside: tuple[int, int]
) -> Match:
    signed = tuple((step * number, unit) for number, unit in offsets or ())
    return Match(start, end, Form("offset", offsets=signed, step=step, by=by), inside)


def _closes(words: Words, i: int) -> bool:
    """Whether the phrase ends before word `i`."""
    return i >= len(words) or not words.near(i) or words.raw[i] in CLOSING


def referred(words: Words, i: int) -> Match | None:
    """What a pointing word places: "last year", "next Tuesday", "the following December", "the past three years"."""
    lex = lexicon()
    start, article = i, words.at(i) == "the"
    if article:
        i += 1
        if not words.near(i):
            return None
    word = words.at(i)
    if word in ("that", "this", "the") and words.at(i + 1) in ("same", "very") and not article:
        i, word = i + 1, words.at(i + 1)
    by: By = "published"
    step = lex.value("references", word)
    if step is None or (article and word == "next"):
        step, by = lex.value("context_references", word), "context"
    if step is None or not words.near(i + 1) or (word == "following" and not article):
        return None
    if (
        word == "this"
        and not article
        and words.at(i + 1) in ("past", "coming", "upcoming", "last")
        and words.near(i + 2)
    ):
        i, word = i + 1, words.at(i + 1)
        step = lex.value("references", word)
    if by == "context" and word == "next":
        by = "loose"
    j = i + 1
    if by == "published" and article and word in ("this", "that"):
        return None
    many = count(words, j) if words.at(j) not in ("a", "an") else None
    if many is not None and words.near(many[1]):
        return _rolling(words, start, many, step, by)
    unit = lex.value("units", words.at(j))
    if unit is not None and not words.at(j).endswith("s"):
        return _unit(words, start, j, unit, word, step, by, article)
    if word == "past" or (words.at(j) == "may" and not words.capital(j)):
        return None
    return _named(words, start, j, step, by, word)


def _rolling(words: Words, start: int, many: tuple[int | None, int], step: int, by: By) -> Match | None:
    number, j = many
    unit = lexicon().value("units", words.at(j))
    if unit is None or number is None or step == 0 or unit == "weekend":
        return None
    return Match(start, j + 1, Form("rolling", offsets=((step * number, unit),), by=by), (j - 1, j + 1))


def _unit(words: Words, start: int, j: int, unit: str, word: str, step: int, by: By, article: bool) -> Match | None:
    if words.at(j + 1) in HYPHENS and words.glued(j + 1):
        return None
    if step and (
        (word == "past" and unit != "weekend")
        or (article and word in ("last", "coming") and unit in ("year", "decade", "century", "month", "week"))
    ):
        if words.at(j + 1) == "of":
            return None
        return Match(start, j + 1, Form("rolling", offsets=((step, unit),), by=by), None)
    if word in ("very", "past", "prior") and not article and unit != "weekend":
        return None
    if word == "that" and unit in ("day", "week", "weekend") and words.at(start) == "the":
        return None
    if unit == "fortnight":
        return Match(start, j + 1, Form("rolling", offsets=((step or 1, unit),), by=by), None)
    return Match(start, j + 1, Form("unit", name=unit, step=step, by=by))


def _named(words: Words, start: int, j: int, step: int, by: By, word: str) -> Match | None:
    """A month, weekday, season or holiday after "last", "this", "the following" …"""
    lex = lexicon()
    month = dates.month_word(words, j)
    if month is not None and words.capital(j) and word != "past":
        day = dates.day_number(words, month[1]) if words.near(month[1]) else None
        if day is not None:
            return Match(start, day[1], Form("date", month=month[0], day=day[0], step=step, by=by))
        return Match(start, month[1], Form("date", month=month[0], step=step, by=by))
    if lex.has("weekdays", words.at(j)):
        near = "near" if word in ("past", "coming", "upcoming") else ""
        form = Form("weekday", number=lex.value("weekdays", words.at(j)), step=step, by=by, name=near)
        return Match(start, _day_part(words, j + 1), form)
    if lex.has("seasons", words.at(j)) and words.at(j + 1) != "of" and not (words.at(j) == "fall" and word == "that"):
        return Match(start, j + 1, Form("season", number=lex.value("seasons", words.at(j)), step=step, by=by))
    if words.at(j) in DAY_PARTS:
        days = {("last", "night"): -1, ("this", "morning"): 0, ("this", "afternoon"): 0, ("this", "evening"): 0}
        if (word, words.at(j)) in days:
            return Match(start, j + 1, Form("day", step=days[word, words.at(j)], by="published"))
        if by in ("context", "loose") and step >= 0:
            return Match(start, j + 1, Form("unit", name="day", step=step, by=by))
        return None
    feast = eras.phrase(words, j, pointed=True)
    if feast is not None and feast.form.kind == "holiday" and feast.form.year is None:
        return Match(start, feast.end, Form("holiday", name=feast.form.name, step=step, by=by))
    return None


def _day_part(words: Words, i: int) -> int:
    return i + 1 if words.at(i) in DAY_PARTS and words.near(i) else i


def deictic(words: Words, i: int) -> Match | None:
    """The present and the days around it: "today", "yesterday evening", "the day after", "the year before", "now"."""
    lex = lexicon()
    word = words.at(i)
    days = lex.value("deictic", word)
    if words.capital(i) and not words.begins_sentence(i) and (days is not None or lex.has("present", word)):
        return None  # "USA Today"
    if days is not None:
        return Match(i, _day_part(words, i + 1), Form("day", step=days, by="published"))
    if lex.has("present", word):
        return (
            None
            if word == "now" and words.at(i + 1) in HYPHENS and words.glued(i + 1)
            else Match(i, i + 1, Form("day", by="published"))
        )
    for parts, kind, _ in lex.phrases.get(word, ()):
        if kind == "present" and words.follows(i + 1, *parts[1:]) and not words.glued(i + 1):
            return Match(i, i + len(parts), Form("day", by="published"))
    if word == "the" and words.at(i + 1) == "weekend" and words.at(i - 1) in ("over", "during", "at", "on"):
        return Match(i, i + 2, Form("unit", name="weekend", step=-1, by="published"))
    if word == "the" and words.near(i + 1):
        for days, tail in ((-2, ("day", "before", "yesterday")), (2, ("day", "after", "tomorrow"))):
            if words.follows(i + 1, *tail):
                return Match(i, i + 4, Form("day", step=days, by="published"))
        unit = lex.value("units", words.at(i + 1))
        if (
            unit in ("day", "week", "month", "year", "decade")
            and words.near(i + 2)
            and words.at(i + 2) in ("before", "after")
        ):
            step = 1 if words.at(i + 2) == "after" else -1
            if _closes(words, i + 3):
                return Match(i, i + 3, Form("unit", name=unit, step=step, by="context"))
            base = _base(words, i + 3) if words.near(i + 3) else None
            if base is not None:
                return Match(i, base.end, Form("offset", offsets=((step, unit),), inner=base.form))
    return None


def weekday(words: Words, i: int) -> Match | None:
    """A bare weekday: "on Tuesday", "Friday night"; not "Bloody Sunday"."""
    lex = lexicon()
    number = lex.value("weekdays", words.at(i))
    end = i + 1
    if number is None:
        number = lex.value("short_weekdays", words.at(i))
        if number is None or not words.capital(i) or words.at(i - 1) != "on":
            return None
        end = i + 2 if words.at(i + 1) == "." and words.glued(i + 1) else end
    if words.glued(i) and words.raw[i - 1].isalnum():
        return None
    if words.near(i) and words.capital(i - 1) and words.at(i - 1) in lex.table["weekday_names"]["before"]:
        return None
    if words.near(end) and (words.at(end) in lex.table["weekday_names"]["after"] or _part_name(words, end)):
        return None
    if words.near(end) and words.at(end).removesuffix("s") in DAY_PARTS and words.at(end).endswith("s"):
        return Match(i, end + 1, Form("recurring", name=lex.value("recurring", "weekday")))
    return Match(i, _day_part(words, end), Form("weekday", number=number))


def _part_name(words: Words, i: int) -> bool:
    """Whether a part of the day is written as a name: "Friday Night Lights"."""
    return words.at(i) in DAY_PARTS and words.capital(i)


def recurring(words: Words, i: int) -> Match | None:
    """What comes again: "every Friday", "each year", "every two weeks", "on Sundays", "annually"."""
    lex = lexicon()
    word = words.at(i)
    adverb = lex.value("recurring_adverbs", word)
    if adverb is not None:
        if words.capital(i) or not _ends_clause(words, i + 1):
            return None
        return Match(i, i + 1, Form("recurring", name=adverb))
    if word in ("every", "each") and words.near(i + 1):
        return _every(words, i, i + 2 if words.at(i + 1) in ("single", "other") else i + 1, words.at(i + 1) == "other")
    if word.endswith("s") and words.capital(i) and lex.has("weekdays", word[:-1]) and words.at(i - 1) in ("on", "and"):
        return Match(i, i + 1, Form("recurring", name=lex.value("recurring", "weekday")))
    return None


def _ends_clause(words: Words, i: int) -> bool:
    return _closes(words, i) or words.at(i) in (
        "in",
        "by",
        "from",
        "since",
        "and",
        "to",
        "for",
        "at",
        "on",
        "between",
        "over",
        "during",
        "as",
        "but",
        "with",
    )


def _every(words: Words, i: int, j: int, other: bool) -> Match | None:
    lex = lexicon()
    word = words.at(j)
    if not words.near(j) or (words.glued(j + 1) and words.at(j + 1) in HYPHENS):
        return None
    unit = lex.value("units", word)
    kinds = (("weekdays", "weekday"), ("months", "calendar_month"), ("seasons", "season"))
    kind = unit or next((name for section, name in kinds if lex.has(section, word)), None)
    rule = lex.value("recurring", kind) if kind else None
    if rule is not None:
        rule = rule.replace("P1", "P2") if other and "P1" in rule and rule[-2] == "1" else rule
        return Match(i, j + 1, Form("recurring", name=rule))
    many = count(words, j)
    if many is not None and many[0] and words.near(many[1]) and (unit := lex.value("units", words.at(many[1]))):
        size, letter = {
            "week": (1, "W"),
            "day": (1, "D"),
            "month": (1, "M"),
            "quarter": (3, "M"),
            "decade": (10, "Y"),
            "century": (100, "Y"),
        }.get(unit, (1, "Y"))
        return Match(i, many[1] + 1, Form("recurring", name=f"R/P{many[0] * size}{letter}"), (j, many[1] + 1))
    return None


def relative(words: Words, i: int) -> Match | None:
    """Any of the above at word `i`."""
    return offset(words, i) or deictic(words, i) or referred(words, i) or weekday(words, i) or recurring(words, i)
