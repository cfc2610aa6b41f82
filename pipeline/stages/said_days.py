"""Weekdays of what somebody said on another one: "said Friday that it met Wednesday" tells of the Wednesday before."""

from __future__ import annotations

import datetime
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import TimeMention
from pipeline.stages import reported, tree
from pipeline.stages.prospects import tense_at

WEEK = datetime.timedelta(days=7)


def before_said(doc: Doc, times: list[TimeMention]) -> list[TimeMention]:
    """The times of a text, of which none that is told in the past lies after the day on which it was told."""
    weekdays = resources.table("times.toml")["weekdays"]
    days = {t.start: t for t in times if t.end == t.start + 1 and doc[t.start].lower_ in weekdays and _is_day(t)}
    if len(days) < 2 or not doc.has_annotation("DEP"):
        return times
    said = {tree.clause_head(doc[i]).i: day for i, day in days.items()}
    moved = {i: _earlier(day) for i, day in days.items() if _is_late(doc[i], day, said)}
    return [moved.get(t.start, t) for t in times]


def _is_day(time: TimeMention) -> bool:
    return time.kind == "relative" and time.time.earliest == time.time.latest == time.time.edtf


def _is_late(token: Token, day: TimeMention, said: dict[int, TimeMention]) -> bool:
    """Whether a weekday in what was said in the past lies after the day of saying."""
    clause = tree.clause_head(token)
    if clause.dep_ == "acl" and any(c.lower_ == "that" for c in clause.lefts):
        saying = tree.clause_head(clause.head)  # "said in a statement | that it met"
    else:
        saying = clause.head
    told = said.get(saying.i)
    if clause.dep_ not in ("ccomp", "acl") or told is None or saying.tag_ != "VBD" or not reported.is_saying(saying):
        return False
    done = clause.tag_ in ("VBD", "VBN") and tense_at(token.doc, token.idx) == "past"
    return done and (day.time.earliest or "") > (told.time.earliest or "")


def _earlier(day: TimeMention) -> TimeMention:
    date = (datetime.date.fromisoformat(day.time.edtf) - WEEK).isoformat()
    return replace(day, time=day.time.model_copy(update={"edtf": date, "earliest": date, "latest": date}))
