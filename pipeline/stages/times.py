"""Times of the text: `doc._.times`, resolved by the publication date and by what was named before.

Reads the tags and the tree where there are any: the tense of a clause decides between the last and the next "Tuesday",
and a word that is tagged a verb is no month. Without a publication date the date of the byline or of the lines above
the article counts as one, and is written into `doc._.document`.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Section, TimeMention
from pipeline.grammar import times
from pipeline.records import Time
from pipeline.stages import tree
from pipeline.stages.extensions import register
from pipeline.stages.prospects import VERBS, tense_at
from pipeline.stages.said_days import before_said

DATELINE_SECTIONS = ("title", "byline", "furniture")
# A dateline is a short line at the head of the text.
DATELINE_BLOCKS = 6
DATELINE_TOKENS = 40
# Words whose clauses happen when the clause above them happens, and those that set something beside it.
WHILE = frozenset({"when", "while", "as"})
BESIDE = frozenset({"after", "before", "until"})


@Language.factory("claimspan_times", assigns=["doc._.times"])
def make_times(nlp: Language, name: str) -> Times:
    """Build the component."""
    return Times()


class Times:
    """Finds the times of a Doc."""

    def __init__(self) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        published = publication(doc)
        found = times.find(
            doc.text,
            published=published,
            tense=lambda start: tense_at(doc, start),
            joined=lambda scene, start: is_joined(doc, scene, start),
        )
        doc._.times = before_said(
            doc, once([mention for time in found if (mention := align(doc, time)) is not None], doc)
        )
        return doc


def once(mentions: list[TimeMention], doc: Doc) -> list[TimeMention]:
    """The times of a text, of which none is reckoned from another day than that which is said right behind it.

    "Nine days ago, on | November 25" is November 25.
    """
    before = {m.end: i for i, m in enumerate(mentions) if m.end > m.start and doc[m.end - 1].lower_ == "ago"}
    for mention in mentions if before else ():
        start = mention.start - (doc[mention.start - 1].lower_ == "on")
        i = before.get(start - 1) if doc[start - 1].text == "," else None
        if i is not None and mention.time.earliest == mention.time.latest == mention.time.edtf:
            mentions[i] = replace(mentions[i], time=mention.time)
    return mentions


def publication(doc: Doc) -> datetime.date | None:
    """The publication date of the document, or else of its dateline, which is then noted in the document."""
    document = doc._.document
    if document is not None and document.published:
        try:
            return datetime.date.fromisoformat(document.published[:10])
        except ValueError:
            return None
    date = dateline(doc)
    if date is not None and document is not None:
        doc._.document = document.model_copy(update={"published": date.isoformat()})
    return date


def dateline(doc: Doc) -> datetime.date | None:
    """The one full date in the lines above the article: "by Kamran Bokhari - January 9, 2023"."""
    blocks: list[Section] = doc._.sections[:DATELINE_BLOCKS]
    for section in sorted(blocks, key=lambda block: block.label != "byline"):
        if section.label not in DATELINE_SECTIONS or section.end - section.start > DATELINE_TOKENS:
            continue
        for time in times.find(doc[section.start : section.end].text):
            if time.kind == "absolute" and len(time.time.edtf) == 10 and time.time.earliest == time.time.edtf:
                return datetime.date.fromisoformat(time.time.edtf)
    return None


def align(doc: Doc, time: times.FoundTime) -> TimeMention | None:
    """The tokens that a time covers; None when the tags say that its words are no time."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None or _is_verb(span[0], len(span)) or _lasts(span[0]) or span[0].dep_ == "mark":
        return None  # no time: "may march", "will last", "| now | that it is open"
    if _comes_again(span[0]):
        weekly = Time(edtf=resources.table("times.toml")["recurring"]["weekday"])
        return TimeMention(span.start, span.end, time.start, time.end, weekly, "recurring")
    return TimeMention(span.start, span.end, time.start, time.end, time.time, time.kind)


def _comes_again(token: Token) -> bool:
    """Whether a weekday is that of every week.

    So where it says of several things, told in the present, which day they are on, "has Tuesday and Friday markets", and
    what somebody takes it for: "observe Sunday as a holy day".
    """
    if token.lower_ not in resources.table("times.toml")["weekdays"]:
        return False
    if 0 < token.i < len(token.doc) - 1 and token.nbor().lower_ == "as":
        verb = token.nbor(-1)
        kept = verb.lemma_.lower() in resources.table("times.toml")["kept"]["verbs"]
        return kept and verb.tag_ in ("VB", "VBG", "VBP", "VBZ")
    first = tree.first_conjunct(token)
    clause = tree.clause_head(first.head)
    present = any(t.tag_ in ("VBZ", "VBP") for t in (clause, *tree.children(clause, "cop")))
    several = first.head.tag_ == "NNS" and first.head.i > token.i
    return (
        first.dep_ in ("compound", "amod", "nmod:unmarked")
        and several
        and present
        and tree.child(clause, "aux") is None
    )


def _is_verb(token: Token, length: int) -> bool:
    """A lone "March" or "spring" that is tagged a verb."""
    return length == 1 and token.pos_ in VERBS


def _lasts(token: Token) -> bool:
    """Whether "last" is a verb: "will last three months", "is to last 60 days", but not "from this year to last year"."""
    if token.lower_ != "last" or token.i == 0:
        return False
    before = token.nbor(-1)
    counted = token.i + 1 < len(token.doc) and token.nbor().like_num
    return token.pos_ in VERBS or before.tag_ == "MD" or (before.lower_ == "to" and counted)


def is_joined(doc: Doc, scene: int, start: int) -> bool:
    """Whether what is told at character `start` plays in the time whose last word begins at `scene`.

    So in one clause, in what happened then ("resigned in 2011, after a trial that began in March"), in the next clause if
    the time has a month ("jailed in May 2019 and freed in August"), and in all that is told in the past, or to come then, behind a time
    that opens its sentence.
    """
    spans = [doc.char_span(at, at + 1, alignment_mode="expand") for at in (scene, start)]
    if not doc.has_annotation("DEP") or spans[0] is None or spans[1] is None:
        return True
    named, told = spans[0][0], spans[1][0]
    above, below = tree.clause_head(named), tree.clause_head(told)
    if above.i == below.i:
        return tree.case(named) != "of"  # "the law of 2015 was changed in May"
    first = named.sent[0]
    if first.dep_ == "case" and first.head in (named, named.head):
        return tense_at(doc, start) in ("past", "prospect")
    months = resources.table("times.toml")["months"].keys() | resources.table("times.toml")["short_months"].keys()
    dated = any(token.lower_.rstrip(".") in months for token in (named, named.head, *named.children))
    together = below.dep_ != "conj" and _is_beside(below, above)
    following = dated and below.dep_ == "conj" and below.head.i == above.i
    return (together or following) and below.tag_ == above.tag_


def _is_beside(below: Token, above: Token) -> bool:
    """Whether a clause is part of what says when another one was: "left in 2011 | when Peru voted", "after a trial that …"."""
    path = [below]
    while path[-1].head.i not in (path[-1].i, above.i):
        path.append(path[-1].head)
    if path[-1].head.i != above.i:
        return False
    words = {child.lower_ for child in below.lefts} & WHILE
    return bool(words) or any(child.lower_ in BESIDE for token in path for child in token.lefts)
