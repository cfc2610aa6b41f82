"""What a text is about by its title: the subject of its first sentence, and the nouns for it: "the station" of "Lima station"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import fuller, tree
from pipeline.stages._lexicon import COUNTRY, classes_of
from pipeline.stages.labels import SUBJECTS

PEOPLE = ("PERSON", "NORP")
# Letters of a title from which on it tells something, and which part of it a subject has that says less.
LEAST, MOST = 4, 0.6
# Tokens before a noun in which another thing of its kind leaves open which one is meant.
NEAR = 60
# What a noun has before it that is another one of its kind.
OTHERS = ("amod", "compound", "nummod", "nmod:poss")
ANOTHER = ("a", "an", "another", "each", "every", "no", "that")
LONGEST = 12  # tokens of a title that a text may begin with


@dataclass(frozen=True, slots=True)
class Titled:
    """The tokens of a name with their head, and the nouns for what it names, as lemmas."""

    name: tuple[int, int]
    root: int
    nouns: frozenset[str]


def titled(doc: Doc, names: dict[int, Mention]) -> Titled | None:
    """What the title of a text names and its first sentence says something of; None for persons, peoples and countries.

    names: the names of the text by each of their tokens.
    """
    title = next((doc[s.start : s.end] for s in doc._.sections if s.label == "title"), None)
    opening = next((s.start for s in doc._.sections if s.label == "paragraph"), None)
    wanted = _letters(title) if title is not None else ""
    if opening is None or len(wanted) < LEAST:
        return None
    root = doc[opening].sent.root
    place = _beginning(doc, opening, wanted) or _subject(root, wanted)
    if place is None:
        return None
    head = doc[slice(*place)].root
    if head.pos_ == "NOUN" and place[0] > 0 and doc[place[0] - 1].lower_ == "the":
        place = (place[0] - 1, place[1])
    name = names.get(head.i)
    if name is not None and (
        name.type in PEOPLE or (name.entity is not None and name.entity.id.startswith("country:"))
    ):
        return None
    # What the subject of a headline is said to be is mostly no noun for it later on.
    said = _said(root) if name is not None else ()
    return Titled(place, head.i, frozenset((*_ends(doc[slice(*place)], head), *said)))


def _beginning(doc: Doc, opening: int, wanted: str) -> tuple[int, int] | None:
    """The words of the title with which a text begins, behind an article or a quotation mark."""
    start = opening + (doc[opening].is_quote and opening + 1 < len(doc))
    article = doc[start].lower_ in ("the", "a", "an")
    return _spelled(doc, start, wanted) or (_spelled(doc, start + 1, wanted) if article else None)


def _spelled(doc: Doc, start: int, wanted: str) -> tuple[int, int] | None:
    """The tokens from one on that have these letters."""
    letters = ""
    for end in range(start + 1, min(start + LONGEST, len(doc)) + 1):
        letters += _letters(doc[end - 1 : end])
        if letters == wanted:
            return start, end
        if not wanted.startswith(letters):
            return None
    return None


def _subject(root: Token, wanted: str) -> tuple[int, int] | None:
    """The subject of a sentence that has the words of the title, or most of them: "Tule Lake camp" of "Tulelake"."""
    subject = tree.child(root, *SUBJECTS)
    if (
        subject is None
        or subject.pos_ not in tree.NOMINAL
        or subject.i > root.i
        or tree.child(subject, "conj") is not None
    ):
        return None
    start, end = tree.phrase(subject)
    whole = _letters(root.doc[start:end])
    if any(t.dep_ in ("cop", "aux", "aux:pass") for t in root.doc[start:end]):
        return None  # a broken tree
    return (start, end) if wanted in whole or (whole in wanted and len(whole) >= MOST * len(wanted)) else None


def means(noun: Token, topic: Titled, names: dict[int, Mention]) -> bool:
    """Whether a noun with "the" or "this" and nothing else means what a text is about: "| the station | was closed"."""
    if noun.i < topic.root or not is_plain(noun):
        return False
    lemma, kin = noun.lemma_.lower(), resources.table("coreference.toml")["kin"]
    same = lemma in topic.nouns or any(lemma in row and not topic.nouns.isdisjoint(row) for row in kin)
    return same and not _is_rivalled(noun, topic, names)


def is_plain(noun: Token) -> bool:
    """Whether a noun stands with "the" or "this" and nothing else but "itself"."""
    own = [c for c in noun.children if c.dep_ not in ("case", "punct", "cc") and not c.lower_.endswith("self")]
    return len(own) == 1 and own[0].dep_ == "det" and own[0].lower_ in ("the", "this") and own[0].i == noun.i - 1


def _is_rivalled(noun: Token, topic: Titled, names: dict[int, Mention]) -> bool:
    """Whether the text has just told of another thing of the kind that has no name: "a police station"."""
    for token in noun.doc[max(topic.name[1], noun.i - NEAR) : noun.i]:
        if token.lower_ != noun.lower_ or token.i in names or token.dep_ in ("compound", "flat"):
            continue
        if tree.child(token, "cop") is not None or tree.case(token) == "as":
            continue  # "is a 5A school", "is classed as a 5A school"
        if any(c.dep_ in OTHERS or c.lower_ in ANOTHER for c in token.lefts):
            return True
    return False


def _ends(name: Span, head: Token) -> Iterator[str]:
    """The first and last noun of a name: "station" of "Arica station", "battle" of "the Battle of Chiari"."""
    ends = (head, name[-1], *(name[:1] if len(name) > 1 and name[1].lower_ == "of" else ()))
    return (token.lower_ for token in ends if token.is_alpha)


def _said(root: Token) -> Iterator[str]:
    """What a sentence says its subject to be: "is | an album | and | a film |"."""
    if root.pos_ == "NOUN" and tree.child(root, "cop") is not None:
        said = (t.lemma_.lower() for t in tree.coordinated(root) if (t.tag_, t.pos_) == ("NN", "NOUN"))
        yield from (n for n in said if n not in fuller.listed("generic") and classes_of(n) != COUNTRY)


def _letters(span: Span) -> str:
    """The letters and digits of a phrase without those in brackets, in lower case."""
    text = span.text.partition("(")[0].casefold()
    return "".join(c for c in text if c.isalnum())
