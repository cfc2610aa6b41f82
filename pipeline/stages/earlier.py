"""What a value was before it moved: "fell to 78 percent | from 83 percent in 2009 |", "43 mines, up from | 40 |"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isclose

from spacy.tokens import Doc, Span

from pipeline.annotations import Fact, TimeMention, ValueMention
from pipeline.grammar import values
from pipeline.grammar.notation import ENGLISH, notation
from pipeline.stages.sites import Scene

# How far from a value what it moved from may stand, and how much of the text behind "from" says it.
REACH, LONGEST = 14, 8
# What was said of these before was not so: "lowered the death toll to five | from six |".
REVISED = frozenset({"killed", "injured"})


def earlier(scene: Scene, fact: Fact) -> Iterator[Fact]:
    """The same statistic with the value that it changed from, where the text gives that."""
    before, value = fact.value, fact.value.value if fact.value is not None else None
    if before is None or value is None or value.change is None or value.change.from_ is None:
        return
    if fact.predicate in REVISED:
        return
    mention = _mention(scene.doc, before, value.change.from_) if fact.modality == "asserted" else None
    if mention is None or any(i in scene.values for i in range(mention.start, mention.end)):
        return
    start, end = fact.subject
    start = before.end if start <= before.start < before.end < end else start  # "bags" of "34 million bags"
    time = _time(scene, mention.end)
    if time is None:
        return  # "down from 72.7": when, nobody says
    yield replace(
        fact, subject=(start, end), value=mention, rule="changes/earlier",
        qualifications=scene.adjuncts.qualifications([time]),
    )  # fmt: skip


def _mention(doc: Doc, value: ValueMention, amount: float) -> ValueMention | None:
    """The number behind "from" near a value, which says that it was `amount` before."""
    sentence = doc[value.start].sent
    near = doc[max(sentence.start, value.start - REACH) : min(sentence.end, value.end + REACH)]
    for word in near:
        span = _said(doc, word.i + 1, amount) if word.lower_ == "from" else None
        if span is not None and not (span.start < value.end and value.start < span.end):
            said = value.value.model_copy(
                update={
                    "amount": amount, "text": span.text, "start": span.start_char, "end": span.end_char,
                    "change": None, "as_written": (), "approximate": False, "bound": None,
                }
            )  # fmt: skip
            return ValueMention(start=span.start, end=span.end, root=span.root.i, value=said)
    return None


def _said(doc: Doc, start: int, amount: float) -> Span | None:
    """The number right behind token `start`, where it is `amount`."""
    behind = doc[start : min(start + LONGEST, len(doc))]
    document = doc._.document
    locale = document.numbers if document is not None else None
    found = next(iter(values.find(behind.text, notation(locale) if locale else ENGLISH)), None)
    if found is None or found.amount is None or not isclose(found.amount, amount):
        return None
    return doc.char_span(behind.start_char + found.start, behind.start_char + found.end, alignment_mode="expand")


def _time(scene: Scene, end: int) -> TimeMention | None:
    """The time right behind a number: "83 percent | in 2009 |", "44 million | the year before |"."""
    for i in range(end, min(end + 3, len(scene.doc))):
        if (time := scene.adjuncts.covered.get(i)) is not None:
            return time
        if scene.doc[i].pos_ not in ("ADP", "SCONJ", "DET"):
            break
    return None
