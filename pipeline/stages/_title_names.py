"""The name that a text defines: its title, where its first sentence begins with the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.knowledge.surfaces import fold
from pipeline.stages import _lexicon
from pipeline.stages._given_names import NameSpan
from pipeline.stages.quote_marks import CLOSING, OPENING, PLAIN
from pipeline.stages.windows import LONGEST_NAME, title_words

# Letters up to which a word within a name may be written small: "and", "in", "the".
SMALL = 3
# What stands between the beginning of a text and the name that it defines, and what follows it.
BEFORE = frozenset({"the", "a", "an", *OPENING, PLAIN})
BEHIND = frozenset({"(", ",", "is", "was", "are", "were", "refers", *CLOSING, PLAIN})
# Prepositions of where something is or of what place.
PLACING = frozenset({"at", "for", "from", "in", "of", "on", "to"})


def defined(doc: Doc, spans: Sequence[NameSpan], places: Sequence[tuple[int, int]]) -> Iterator[NameSpan]:
    """The title and the same words at the head of the text, as names of several words.

    spans: the names found so far, whose labels it may have; places: names that are no part of one where a preposition
    stands before them, as in "Education in Peru".
    """
    for title in (s for s in doc._.sections if s.label == "title"):
        named = title_words(doc, title.start, title.end)
        size, start = len(named), title.end
        while start < len(doc) and (doc[start].is_space or doc[start].lower_ in BEFORE):
            start += 1
        end = start + size
        if not 1 < size <= LONGEST_NAME or end >= len(doc) or doc[end].lower_ not in BEHIND:
            continue
        quoted = doc[start - 1].text in (*OPENING, PLAIN) and doc[end].text in (*CLOSING, PLAIN)
        same = [fold(t.text) for t in named] == [fold(t.text) for t in doc[start:end]]
        if not same or not (quoted or _is_written_as_name(doc, start, end)) or _is_placed(doc, start, end, places):
            continue
        within = [s.label for s in spans if start <= s.start and s.end <= end and s.label]
        label = "WORK_OF_ART" if quoted else within[-1] if within else None
        yield NameSpan(named[0].i, named[0].i + size, label)
        yield NameSpan(start, end, label)


def _is_written_as_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the words of a phrase have capitals, or the second of two is no English noun: "Schiedea haleakalensis"."""
    words = [t for t in doc[start:end] if t.text.isalpha()]
    capital = all(t.text[0].isupper() for t in words if len(t) > SMALL)
    return capital or (len(words) == end - start == 2 and words[1].lower_ not in _lexicon.noun_classes())


def _is_placed(doc: Doc, start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a phrase says where or of what country: "in Peru", "of the Philippines"."""
    return any(start < low and high <= end and _preposition(doc, low) for low, high in places)


def _preposition(doc: Doc, start: int) -> bool:
    before = doc[start - 2] if doc[start - 1].lower_ == "the" else doc[start - 1]
    return before.lower_ in PLACING
