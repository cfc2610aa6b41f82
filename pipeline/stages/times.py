"""Times of the text: `doc._.times`, resolved by the publication date and by what was named before.

Reads the tags and the tree where there are any: the tense of a clause decides between the last and the next "Tuesday",
and a word that is tagged a verb is no month. Without a publication date the date of the byline or of the lines above
the article counts as one, and is written into `doc._.document`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Section, TimeMention
from pipeline.grammar import times
from pipeline.grammar.times_resolve import Tense
from pipeline.records import Time
from pipeline.stages import modalities, tree
from pipeline.stages.extensions import register

DATELINE_SECTIONS = ("title", "byline", "furniture")
# A dateline is a short line at the head of the text.
DATELINE_BLOCKS = 6
DATELINE_TOKENS = 40
# Words whose clauses happen when the clause above them happens, and those that set something beside it.
WHILE = frozenset({"when", "while", "as"})
BESIDE = frozenset({"after", "before", "until"})
VERBS = frozenset({"VERB", "AUX"})
AUXILIARIES: dict[str, Tense] = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo", "may", "might", "must", "should"), "future"),
    **dict.fromkeys(("would", "'d", "’d"), "prospect"),
}


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
        doc._.times = [mention for time in found if (mention := align(doc, time)) is not None]
        return doc


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
    if span is None or _is_verb(span[0], len(span)) or _lasts(span[0]):
        return None
    if _comes_again(span[0]):
        weekly = Time(edtf=resources.table("times.toml")["recurring"]["weekday"])
        return TimeMention(span.start, span.end, time.start, time.end, weekly, "recurring")
    return TimeMention(span.start, span.end, time.start, time.end, time.time, time.kind)


def _comes_again(token: Token) -> bool:
    """Whether a weekday says of several things, told in the present, which day they are on: "has Tuesday and Friday markets"."""
    if token.lower_ not in resources.table("times.toml")["weekdays"]:
        return False
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


def tense_at(doc: Doc, start: int) -> Tense | None:
    """Tense of the clause around a character, from the nearest verb above it in the tree; None when neither says it."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or not doc.has_annotation("DEP"):
        return None
    if any(token.lower_ == "than" for token in doc[max(span.start - 2, 0) : span.start]):
        return "past"  # "would be less | than in December"
    above = (span[0], *span[0].ancestors)
    verb = next((token for token in above if token.pos_ in VERBS), None)
    if any(map(_is_ahead, _likely(takewhile(lambda token: token != verb, above), verb))):
        return "future"
    if verb is None:
        return None
    if _is_awaited(span[0], verb):
        return "future"  # "have pulled out of Sunday's vote"
    while _is_bare(verb) or _is_second(verb):
        verb = verb.head  # "will let traders import": the tense of "will"
    group = [verb, *(child for child in verb.children if child.pos_ == "AUX")]
    if any(token.lower_ == "have" and token.pos_ == "AUX" for token in group):
        return "past"  # "may have met in March"
    infinitive = _is_to(verb) and any(
        token.tag_ == "VB" for token in group if token.i >= verb.i or token.lower_ == "be"
    )
    if infinitive and (_is_ahead(verb.head) or _is_led_ahead(verb)):
        return "future"  # "is likely to exceed 77 percent by March"
    if infinitive and _is_bound(verb):
        return "prospect" if any(t.tag_ == "VBD" for t in _verbs(tree.clause_head(verb.head))) else "future"
    if verb.tag_ == "VB" and any(token.lower_ in ("is", "are") for token in group) and _is_to(verb):
        return "future"  # "soldiers are to leave on 1 July"
    before = span[0].nbor(-1).lower_ if span[0].i > 0 else ""
    ahead = resources.table("times.toml")["ahead"]
    if verb.lower_ in {"for": ahead["words"], "to": ahead["moved"], "until": ahead["moved"]}.get(before, ()):
        return "future"  # "was set for 9 September", "was postponed until June"
    ends = before == "by"
    if ends and any(token.lower_ in ("could", "can") for token in group):
        return "future"  # "could run out by June"
    told = next((AUXILIARIES[token.lower_] for token in group if token.lower_ in AUXILIARIES), None)
    present = told is None and verb.tag_ in ("VBZ", "VBP")
    if present and (_is_coming(doc, span[0]) or _is_scheduled(doc, span[0], verb) or modalities.foretells(verb)):
        return "future"  # "sees inflation at 4 percent in December"
    # A bare participle ("scheduled for Monday") has no tense of its own.
    return told or ("past" if any(token.tag_ == "VBD" for token in group) else None)


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


def _is_to(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in verb.children)


def _is_led_ahead(verb: Token) -> bool:
    """Whether the verb above an infinitive tells what may or will come: "may be forced | to close in June"."""
    words = {child.lower_ for child in verb.head.children if child.pos_ == "AUX"}
    return "have" not in words and any(AUXILIARIES.get(word) == "future" for word in words)


def _is_bound(verb: Token) -> bool:
    """Whether an infinitive tells what was agreed on, asked for or allowed: "agreed | to meet on Friday", "talks | to be held"."""
    above = verb.head
    if verb.dep_ == "acl":
        return tree.child(verb, "aux:pass") is not None
    binding = resources.table("times.toml")["ahead"]["binding"]
    return verb.dep_ in ("xcomp", "ccomp", "advcl") and above.i < verb.i and above.lemma_.lower() in binding


def _is_second(verb: Token) -> bool:
    """Whether an infinitive without "to" goes on with the one before it: "urged them to break with Peru and | come to an end"."""
    alone = verb.tag_ == "VB" and tree.child(verb, "aux", "mark", "nsubj") is None
    return alone and verb.dep_ == "conj" and verb.head.tag_ == "VB" and _is_to(verb.head)


def _is_awaited(time: Token, verb: Token) -> bool:
    """Whether a time belongs to what something is told to come before: "ahead of | Sunday's vote", "has pulled out of" it."""
    noun = time.head
    if time.dep_ != "nmod:poss" or time.left_edge.i < 2:
        return False
    before = time.doc[time.left_edge.i - 2 : time.left_edge.i].text.lower()
    if before == "ahead of":
        return True
    perfect = verb.tag_ == "VBN" and any(c.tag_ in ("VBZ", "VBP") for c in tree.children(verb, "aux"))
    awaiting = verb.lemma_.lower() in resources.table("times.toml")["ahead"]["awaiting"]
    return awaiting and noun.head.i == verb.i and (perfect or verb.tag_ in ("VBZ", "VBP", "VBG"))


def _verbs(verb: Token) -> tuple[Token, ...]:
    return verb, *tree.children(verb, "aux", "aux:pass", "cop")


def _is_bare(verb: Token) -> bool:
    """Whether an infinitive without "to" has the tense of the verb above it."""
    alone = verb.tag_ == "VB" and not any(child.pos_ == "AUX" or child.lower_ == "to" for child in verb.children)
    return alone and verb.dep_ in ("xcomp", "ccomp") and verb.head.i != verb.i and verb.head.pos_ in VERBS


def _likely(between: Iterable[Token], verb: Token | None) -> Iterator[Token]:
    """Adjectives by which a clause may say what is likely: "a vote on 7 July is likely", "looks likely"."""
    yield from (token for token in between if token.pos_ == "ADJ" and tree.child(token, "cop") is not None)
    if verb is not None and verb.tag_ in ("VBZ", "VBP"):
        yield from (child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "ADJ")


def _is_ahead(governor: Token) -> bool:
    """Whether a verb or adjective in the present governs what is to come: "likely", "expects", "plans"."""
    table = resources.table("modality.toml")
    mood = table["adjective"].get(governor.lower_) or table["governor"].get(governor.lemma_.lower())
    past = any(token.tag_ == "VBD" for token in (governor, *governor.children) if token.pos_ in VERBS)
    return mood in ("predicted", "desired") and not past


def _is_coming(doc: Doc, time: Token) -> bool:
    """Whether what is told in the present runs on from now: "the children we miss in the next ten days"."""
    words = [token.lower_ for token in doc[time.i : time.i + 3]]
    return any(pair in (["the", "next"], ["the", "coming"]) for pair in (words[:2], words[1:]))


def _is_scheduled(doc: Doc, time: Token, verb: Token) -> bool:
    """Whether a present tense tells of what is planned for a weekday: "Nigeria votes on Saturday".

    Titles and captions tell in the present what has happened.
    """
    table = resources.table("times.toml")
    if time.lower_ not in table["weekdays"] or verb.lemma_.lower() not in table["scheduled"]["verbs"]:
        return False
    label = next((s.label for s in doc._.sections if s.start <= time.i < s.end), "paragraph")
    return label in ("paragraph", "list")
