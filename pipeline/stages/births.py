"""When people were born and died, and wars began and ended, from the dates in brackets behind their names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.annotations import Fact, Qualification, TimeMention
from pipeline.grammar import times
from pipeline.grammar.times_words import DASHES
from pipeline.stages.events import is_event
from pipeline.stages.life_dates import is_bracketed, lifetime
from pipeline.stages.referents import Referents

LEAST = 2  # tokens from the last one of a name to a time in brackets


def relations(doc: Doc, referents: Referents) -> Iterator[Fact]:
    """born_on and died_on of every person with such dates, started_on and ended_on of every event."""
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
            yield Fact(
                kind="relation",
                predicate=predicate,
                subject=referents.span(last),
                object=(start, end),
                value=None,
                rule="lifetimes/dates",
                score=0.9,
                trigger=(time.start, time.end),
                qualifications=(when,),
            )


def _event(doc: Doc, time: TimeMention, referents: Referents) -> Token | None:
    """The event that a stretch of time in brackets is behind: "the War of the Pacific (1879–1884)"."""
    if not is_bracketed(doc, time) or "/" not in time.time.edtf or time.kind != "absolute" or time.start < LEAST:
        return None
    last = doc[time.start - LEAST]
    phrase = (last, *(t for t in last.ancestors if t.i < last.i <= t.right_edge.i and t.pos_ in ("NOUN", "PROPN")))
    return next((t for t in phrase if is_event(t, referents)), None)
