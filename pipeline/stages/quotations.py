"""Who speaks in a quotation, also where the speaker is named in the sentence before or after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Proposition, Said
from pipeline.stages import announced, interviews, reported, tree
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.quote_marks import CLOSING, OPENING, PLAIN, quote_marks

# A quotation longer than this is a slip of the pairing.
LONGEST = 400  # tokens


def spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges between paired quotation marks, outermost, within one block of the text."""
    sections = doc._.sections
    starts = [section.start for section in sections]
    opened: int | None = None
    for i in sorted(quote_marks(doc)):
        text = doc[i].text
        if opened is not None and (i - opened > LONGEST or bisect_right(starts, i) != bisect_right(starts, opened)):
            opened = None
        if text in OPENING or (text == PLAIN and opened is None):
            opened = i if opened is None else opened
        elif opened is not None and (text in CLOSING or text == PLAIN):
            yield opened + 1, i
            opened = None


def running(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of quotations that run on: from a mark to the end of a block, where the next block opens with a mark."""
    sections = doc._.sections
    closed = {i for start, end in spans(doc) for i in range(start - 1, end + 1)}
    for section, following in pairwise(sections):
        if announced.is_opened(doc, following):
            marks = [
                i for i in range(section.start, section.end) if doc[i].text in (*OPENING, PLAIN) and i not in closed
            ]
            if len(marks) == 1 and section.end - marks[0] <= LONGEST:
                yield marks[0] + 1, section.end


def _openings(doc: Doc) -> dict[int, Said]:
    """The mark with which an announced quotation begins -> who is said to speak there."""
    sections = doc._.sections
    return {sections[k].start: said for k, said in announced.announcements(doc).items()}


def speakers(doc: Doc) -> dict[int, Said]:
    """Token of a quotation -> who says it, for every quotation with a speaker."""
    found: dict[int, Said] = {}
    quoted = sorted((*spans(doc), *running(doc)))
    inside = {i for start, end in quoted for i in range(start, end)}
    opening = _openings(doc)
    going_on = {end for _, end in running(doc)}
    last: Said | None = None
    reach = -1
    for start, end in quoted:
        if end <= start:
            continue
        said = _saying(doc, start, end, inside)
        if said is None:
            said = opening.get(start - 1)
        if said is None and start - 1 == reach:
            said = last  # the next quotation of the same speaker, with nothing in between
        if (
            said is None
            and start >= 2
            and (doc[start - 1].is_sent_start or doc[start].is_sent_start)
            and _is_sentence(doc, start, end)
        ):
            said = _before(doc, start)
        last, reach = said, -1
        if said is not None:
            found.update(dict.fromkeys(range(start, end), said))
            reach = _behind(doc, end if end in going_on else int(doc[min(end, len(doc) - 1)].sent.end))
    blocks: dict[int, Said] = {}
    for start, end, who in (*interviews.answers(doc), *announced.unmarked(doc)):
        blocks.update(dict.fromkeys(range(start, end), who))
    return blocks | found


def attributed(propositions: Iterable[Proposition], doc: Doc) -> Iterator[Proposition]:
    """The propositions, those of a quotation with its speaker where the clause itself names none."""
    said = speakers(doc)
    for proposition in propositions:
        source = said.get(proposition.root) if proposition.attribution is None else None
        yield proposition if source is None else replace(proposition, attribution=source)


def _saying(doc: Doc, start: int, end: int, inside: set[int]) -> Said | None:
    """The verb of saying, outside of all quotations, in the sentences where a quotation begins and ends."""
    for sentence in dict.fromkeys((doc[end - 1].sent, doc[start].sent)):
        near = sorted((t for t in sentence if t.i not in inside), key=lambda t: min(abs(t.i - start), abs(t.i - end)))
        for token in near:
            says = reported.is_saying(token) or _introduces(token)
            source = tree.child(token, *SUBJECTS) if says else None
            if source is not None and source.i not in inside:
                return Said(tree.phrase(source), (token.i, token.i + 1))
    return None


def _introduces(verb: Token) -> bool:
    """Whether a verb that is of speaking where a quotation follows stands right before one: 'She | continued |: "We lost"'."""
    behind = [t.text for t in verb.doc[verb.i + 1 : verb.i + 3]]
    speaking = verb.lemma_.lower() in resources.words("attribution.toml", "uttering")
    return speaking and len(behind) == 2 and behind[0] in (":", ",") and behind[1] in (*OPENING, PLAIN)


def _is_sentence(doc: Doc, start: int, end: int) -> bool:
    """Whether a quotation is no part of a sentence around it: marks and nothing else beside whole sentences."""
    before = doc[start - 2].text if start >= 2 else "."
    return before in (".", "!", "?", ":") and doc[end - 1].text in (".", "!", "?", ",")


def _before(doc: Doc, start: int) -> Said | None:
    """The person that the sentence before a quotation is about; the opening mark is the cue."""
    sentence = doc[start - 2].sent
    people = [e for e in sentence.ents if e.label_ == "PERSON"]
    if len({e.text for e in people}) != 1:
        return None
    head = people[0].root
    return Said((people[0].start, people[0].end), (start - 1, start)) if head.dep_ in SUBJECTS else None


def _behind(doc: Doc, stop: int) -> int:
    """The next token that is no space, where the next quotation may open."""
    while stop < len(doc) and doc[stop].is_space:
        stop += 1
    return stop
