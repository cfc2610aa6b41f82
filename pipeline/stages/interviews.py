"""Who answers in an interview, and who speaks in a record of a talk: "Ana Bo: I left Lima."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Said, Section
from pipeline.stages.announced import SPOKEN

# A name before the colon with which a block begins has no more words.
LONGEST = 3
# A record of a talk has at least so many blocks of one speaker.
FEWEST = 2


def answers(doc: Doc) -> Iterator[tuple[int, int, Said]]:
    """The blocks of answers with who gives them: behind a name and a colon, or behind the questions of an interview."""
    labels = {k: label for k, s in enumerate(doc._.sections) if (label := _label(doc, s)) is not None}
    counts = Counter(doc[slice(*label)].text for label in labels.values())
    if len(counts) > 1 and max(counts.values()) >= FEWEST:
        yield from _labelled(doc, labels)
    elif (person := _interviewed(doc)) is not None:
        yield from _answered(doc, person)


def _labelled(doc: Doc, labels: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int, Said]]:
    last: Said | None = None
    for k, section in enumerate(doc._.sections):
        if section.label not in SPOKEN:
            last = None if section.label == "heading" else last
        start = section.start
        if k in labels:
            last, start = Said(labels[k], (labels[k][1], labels[k][1] + 1)), labels[k][1] + 1
        if last is not None and section.label in SPOKEN:
            yield start, section.end, last


def _answered(doc: Doc, person: Said) -> Iterator[tuple[int, int, Said]]:
    """What stands behind questions, up to a heading."""
    sections: list[Section] = doc._.sections
    questions = {k for k, section in enumerate(sections) if _is_question(doc, section)}
    answering = False
    for k, section in enumerate(sections):
        if k in questions:
            answering = True
        elif section.label not in SPOKEN:
            answering = answering and section.label != "heading"
        elif answering:
            yield section.start, section.end, person


def _interviewed(doc: Doc) -> Said | None:
    """The one person that the title of an interview names, as the one who answers."""
    title = next((s for s in doc._.sections if s.label == "title"), None)
    if title is None:
        return None
    words = resources.words("attribution.toml", "interviews")
    cue = next((t for t in doc[title.start : title.end] if t.lower_ in words), None)
    line = doc[title.start : title.end].text
    people = [e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and e.text in line]
    if cue is None or len({e.text for e in people}) != 1:
        return None
    return Said((people[0].start, people[0].end), (cue.i, cue.i + 1))


def _is_question(doc: Doc, section: Section) -> bool:
    """Whether a block asks somebody something, and does no more: it ends with a question to "you"."""
    words = [t for t in doc[section.start : section.end] if not t.is_space]
    asked = bool(words) and section.label in (*SPOKEN, "heading") and words[-1].text == "?"
    return asked and any(t.lower_ in ("you", "your") for t in words) and not any(_is_first(t) for t in words)


def _is_first(token: Token) -> bool:
    return token.lower_ in ("i", "my", "me")


def _label(doc: Doc, section: Section) -> tuple[int, int] | None:
    """The name and the colon with which a block begins: "| Ana Bo |: I left Lima"."""
    words = [t for t in doc[section.start : section.end] if not t.is_space]
    colon = next((n for n, t in enumerate(words[: LONGEST + 1]) if t.text == ":"), 0)
    if section.label not in (*SPOKEN, "heading") or not 0 < colon < len(words) - 1:
        return None
    named = all(t.ent_type_ in ("PERSON", "ORG") for t in words[:colon])
    return (words[0].i, words[colon].i) if named else None
