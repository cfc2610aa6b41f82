"""Times at a distance from another: two days later, a year ago, ten years before 2001, yesterday, the day after."""

from __future__ import annotations

from pipeline.grammar import times_counts as counts
from pipeline.grammar import times_dates as dates
from pipeline.grammar import times_eras as eras
from pipeline.grammar import times_pointing as pointing
from pipeline.grammar import times_years as years
from pipeline.grammar.times_forms import By, Form, Match
from pipeline.grammar.times_words import DASHES, Words, lexicon
from pipeline.grammar.tokens import HYPHENS


def offset(words: Words, i: int) -> Match | None:
    """A distance in time: "two days later", "a year ago", "ten years before 2001", "two weeks after Sept. 11, 2001"."""
    found = counts.duration(words, i)
    if found is None:
        return None
    offsets, end = found
    inside = (i, end)
    tail = words.at(end) if words.near(end) else ""
    if tail == "ago":
        return _counted(i, end + 1, offsets, -1, "published", inside)
    if tail == "from" and words.at(end + 1) in ("now", "today"):
        return _counted(i, end + 2, offsets, 1, "published", inside)
    if tail in ("after", "before", "from") and offsets is not None and words.near(end + 1):
        beside = _beside(words, i, end, offsets)
        if beside is not None:
            return beside
        if tail == "after" and words.at(end + 1) == "that" and pointing.closes(words, end + 2):
            return _counted(i, end + 2, offsets, 1, "context", inside)
    if words.at(i - 1) in ("in", "just", "only", "about") and "in" in (words.at(i - 1), words.at(i - 2)):
        due = words.follows(end, "'", "time") or words.follows(end, "'", "s", "time")
        exact = words.at(i) not in ("a", "an") and tail != "of"  # "for the third time in a week", "in 41 years of war"
        if offsets and (due or (exact and lexicon().value("later", tail) is None)):
            # Resolved only in a clause that looks ahead; "did it in two years" is a duration.
            return Match(i, end, Form("offset", offsets=offsets, step=1, by="published", name="expected"), inside)
    step = lexicon().value("later", tail)
    if step is None or words.at(end + 1) in ("than", "to"):
        return None
    if tail in ("before", "on", "prior", "previously") and not pointing.closes(words, end + 1):
        return None
    return _counted(i, end + 1, offsets, step, "context" if step > 0 else "loose", inside)


def _beside(words: Words, i: int, end: int, offsets: tuple[tuple[int, str], ...]) -> Match | None:
    """A duration `[i, end)` counted from the date beside it; the whole stretch after "for", "the" or "within"."""
    base = _base(words, end + 1)
    tail, table = words.at(end), lexicon().table
    if base is None or (tail == "from" and words.at(base.end) in (*table["prepositions"]["range_to"], *DASHES)):
        return None  # "for five years from 1992 to 1997"
    step = -1 if tail == "before" else 1
    lead = words.at(i - 2) if lexicon().has("circa", words.at(i - 1)) else words.at(i - 1)
    signed = tuple((step * number, unit) for number, unit in offsets)
    name = "whole" if lead in table["duration_openers"]["words"] else ""
    return Match(i, base.end, Form("offset", offsets=signed, inner=base.form, name=name), (i, end))


def _base(words: Words, i: int) -> Match | None:
    """A date, year, holiday or named time that an offset may be counted from; not a bare month or weekday."""
    found = (
        dates.date(words, i) or eras.phrase(words, i) or years.year(words, i, cue=True) or pointing.referred(words, i)
    )
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


def deictic(words: Words, i: int) -> Match | None:
    """The present and the days around it: "today", "yesterday evening", "the day after", "the year before", "now"."""
    lex = lexicon()
    word = words.at(i)
    days = lex.value("deictic", word)
    if words.capital(i) and not words.begins_sentence(i) and (days is not None or lex.has("present", word)):
        return None  # "USA Today"
    if days is not None:
        return Match(i, pointing.day_part(words, i + 1), Form("day", step=days, by="published"))
    if lex.has("present", word):
        return (
            None
            if word == "now" and words.at(i + 1) in HYPHENS and words.glued(i + 1)
            else Match(i, i + 1, Form("day", by="published"))
        )
    for phrase in lex.phrases.get(word, ()):
        if phrase.kind == "present" and phrase.stands(words, i):
            return Match(i, i + len(phrase.parts), Form("day", by="published"))
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
            if pointing.closes(words, i + 3):
                return Match(i, i + 3, Form("unit", name=unit, step=step, by="context"))
            base = _base(words, i + 3) if words.near(i + 3) else None
            if base is not None:
                return Match(i, base.end, Form("offset", offsets=((step, unit),), inner=base.form))
    return None


def relative(words: Words, i: int) -> Match | None:
    """Any of the above at word `i`."""
    return (
        offset(words, i)
        or deictic(words, i)
        or pointing.referred(words, i)
        or pointing.weekday(words, i)
        or pointing.recurring(words, i)
    )
