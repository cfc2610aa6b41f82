"""Times that a word points at: last year, the following December, on Tuesday, the past three years, every Friday."""

from __future__ import annotations

from pipeline.grammar import times_counts as counts
from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_eras as eras
from pipeline.grammar.times_forms import By, Form, Match
from pipeline.grammar.times_words import Words, lexicon
from pipeline.grammar.tokens import HYPHENS

CLOSING = frozenset('.,;:)!?—–"”]')


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
    if step is None or not words.near(i + 1) or (word in ("following", "current") and not article):
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
    many = counts.count(words, j) if words.at(j) not in ("a", "an") else None
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
        or (article and word == "next" and words.at(start - 1) in ("over", "within"))  # "over | the next year"
    ):
        if words.at(j + 1) == "of":
            return None
        return Match(start, j + 1, Form("rolling", offsets=((step, unit),), by=by), None)
    if word in ("very", "past", "prior") and not article and unit != "weekend":
        return None
    if word == "last" and unit == "day":
        return None  # "the last day of school" is no yesterday
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
        if words.at(j + 1) in ("in", "of") and dates.month_word(words, j + 2):
            return None  # "ends last Sunday in October"
        near = "near" if word in ("past", "coming", "upcoming") else ""
        form = Form("weekday", number=lex.value("weekdays", words.at(j)), step=step, by=by, name=near)
        return Match(start, day_part(words, j + 1), form)
    if lex.has("seasons", words.at(j)) and words.at(j + 1) != "of" and not (words.at(j) == "fall" and word == "that"):
        return Match(start, j + 1, Form("season", number=lex.value("seasons", words.at(j)), step=step, by=by))
    if lexicon().has("day_parts", words.at(j)):
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


def day_part(words: Words, i: int) -> int:
    return i + 1 if lexicon().has("day_parts", words.at(i)) and words.near(i) else i


def weekday(words: Words, i: int) -> Match | None:
    """A bare weekday: "on Tuesday", "Friday night"; not "Bloody Sunday"."""
    lex = lexicon()
    number = lex.value("weekdays", words.at(i))
    end = i + 1
    if number is not None and words.raw[i].isupper():
        return None
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
    if words.at(end) in ("of", "in") and words.at(end + 1) in ("every", "each"):
        return Match(
            i, end, Form("recurring", name=lex.value("recurring", "weekday"))
        )  # "the third Sunday of every March"
    if words.near(end) and lexicon().has("day_parts", words.at(end).removesuffix("s")) and words.at(end).endswith("s"):
        return Match(i, end + 1, Form("recurring", name=lex.value("recurring", "weekday")))
    return Match(i, day_part(words, end), Form("weekday", number=number))


def _part_name(words: Words, i: int) -> bool:
    """Whether a part of the day is written as a name: "Friday Night Lights"."""
    return lexicon().has("day_parts", words.at(i)) and words.capital(i)


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
    return closes(words, i) or words.at(i) in (
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
    many = counts.count(words, j)
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


def closes(words: Words, i: int) -> bool:
    """Whether the phrase ends before word `i`."""
    return i >= len(words) or not words.near(i) or words.raw[i] in CLOSING
