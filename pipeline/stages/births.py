"""When people were born and died, from the dates in brackets behind their names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.annotations import Fact, Qualification
from pipeline.grammar import times
from pipeline.grammar.times_words import DASHES
from pipeline.stages.life_dates import lifetime
from pipeline.stages.referents import Referents


def relations(doc: Doc, referents: Referents) -> Iterator[Fact]:
    """born_on and died_on of every person with such dates."""
    for time in doc._.times:
        if (last := lifetime(doc, time)) is None:
            continue
        dash = next((i for i in range(time.start + 1, time.end - 1) if doc[i].text in DASHES), None)
        if dash is None:
            continue
        for predicate, start, end in (("born_on", time.start, dash), ("died_on", dash + 1, time.end)):
            read = times.find(doc[start:end].text)
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
