"""When people were born and died, and wars began and ended, from the dates in brackets behind their names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline.annotations import Fact, Qualification, TimeMention
from pipeline.grammar import times
from pipeline.grammar.times_words import DASHES
from pipeline.stages.events import is_event
from pipeline.stages.life_dates import bracket, is_bracketed, lifetime
from pipeline.stages.referents import Referents

LEAST = 2  # tokens from the last one of a name to a time in brackets


def relations(doc: Doc, referents: Referents) -> Iterator[Fact]:
    """born_on and died_on of every person with such dates, started_on and ended_on of every event."""
    yield from _lives(doc, referents)
    for time in doc._.times:
        predicates = ("born_on", "died_on")
        if (last := lifetime(doc, time)) is None:
            predicates, last = ("started_on", "ended_on"), _event(doc, time, referents)
        if last is None:
            continue
        dash = next((i for i in range(time.start + 1, time.end - 1) if doc[i].text in DASHES), None)
        if dash is None:
            continue
        for predicate, start, end in zip(predicates, (time.start, dash + 1), (dash, time.end), strict=True):
            read = times.find(f"in {doc[start:end].text}")  # by itself "1717" may be any number
            if len(read) != 1:
                continue
            when = Qualification("time", start, end, time=read[0].time)
            yield _fact(referents.span(last), predicate, (start, end), time, when, "dates")


def _lives(doc: Doc, referents: Referents) -> Iterator[Fact]:
    """The same from two dates with places: "Ana Bo (3 May 1934, Lima – 14 May 2014, Cusco)"; and born_in and died_in."""
    for birth, death in pairwise(doc._.times):
        found = bracket(doc, birth, death)
        if found is None:
            continue
        last, dash, end = found
        for time, stop, when, where in ((birth, dash, "born_on", "born_in"), (death, end, "died_on", "died_in")):
            dated = Qualification("time", time.start, time.end, time=time.time)
            slots = [(when, (time.start, time.end))]
            if (place := _place(doc, time.end, stop)) is not None:
                slots.append((where, place))
            for predicate, slot in slots:
                yield _fact(referents.span(last), predicate, slot, time, dated, "places")


def _fact(
    subject: tuple[int, int], predicate: str, slot: tuple[int, int], time: TimeMention, dated: Qualification, rule: str
) -> Fact:
    return Fact(
        kind="relation",
        predicate=predicate,
        subject=subject,
        object=slot,
        value=None,
        rule=f"lifetimes/{rule}",
        score=0.9,
        trigger=(time.start, time.end),
        qualifications=(dated,),
    )


def _place(doc: Doc, start: int, stop: int) -> tuple[int, int] | None:
    """The first name behind a day and a comma in a bracket that ends before token `stop`: "3 May 1934, | Lima |, Peru"."""
    start += start < stop and doc[start].text == ","
    start += start < stop and doc[start].lower_ == "in"
    within = (i for i in range(start, stop) if doc[i].pos_ != "PROPN")
    end = next((i for i in within if doc[i].text not in DASHES or i + 1 == stop or doc[i + 1].pos_ != "PROPN"), stop)
    person = any(t.ent_type_ == "PERSON" for t in doc[start:end])
    return (start, end) if start < end and not person else None


def _event(doc: Doc, time: TimeMention, referents: Referents) -> Token | None:
    """The event that a stretch of time in brackets is behind: "the War of the Pacific (1879–1884)"."""
    if not is_bracketed(doc, time) or "/" not in time.time.edtf or time.kind != "absolute" or time.start < LEAST:
        return None
    last = doc[time.start - LEAST]
    phrase = (last, *(t for t in last.ancestors if t.i < last.i <= t.right_edge.i and t.pos_ in ("NOUN", "PROPN")))
    return next((t for t in phrase if is_event(t, referents)), None)
