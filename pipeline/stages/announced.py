"""Whose words the blocks behind an announcement are: "Ms Bo said:", and a paragraph or several, with or without marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from pipeline import resources
from pipeline.annotations import Said, Section
from pipeline.stages import tree
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.quote_marks import OPENING, PLAIN

# Blocks in which somebody can speak.
SPOKEN = ("paragraph", "list")
# So many blocks without "I" or "we" are taken for more of a statement that bears no quotation marks.
FURTHER = 2


def announcements(doc: Doc) -> dict[int, Said]:
    """Index of a block -> whose words it begins, as the end of the block before it says: "Speaking today Ms Bo said:"."""
    sections = doc._.sections
    found = {}
    for k, (section, following) in enumerate(pairwise(sections)):
        if section.label in SPOKEN and following.label in SPOKEN and (said := _announced(_words(doc, section))):
            found[k + 1] = said
    return found


def unmarked(doc: Doc) -> Iterator[tuple[int, int, Said]]:
    """The blocks of statements without quotation marks, with who makes them."""
    sections = doc._.sections
    for first, said in announcements(doc).items():
        if said.source is None or is_opened(doc, sections[first]):
            continue
        for section in _statement(doc, sections[first:], said.source):
            yield section.start, section.end, said
    yield from _titled(doc)


def _titled(doc: Doc) -> Iterator[tuple[int, int, Said]]:
    """The blocks of a text that is all a person's statement by its title: "Statement by | Ana Bo | on the Harbour"."""
    sections = doc._.sections
    if len(sections) < 2 or sections[0].label != "title":
        return
    title = _words(doc, sections[0])
    if " ".join(t.lower_ for t in title[:2]) not in _table("titled"):
        return
    stop = next((t.i for t in title[2:] if t.lower_ in _table("topics") or t.is_punct), sections[0].end)
    person = (title[2].i, stop) if len(title) > 2 else (stop, stop)
    if person[0] >= person[1] or doc[stop - 1].pos_ != "PROPN":
        return
    spoken = _statement(doc, sections[1:], person)
    if any(t.lower_ in _table("speaking") for section in spoken for t in _words(doc, section)):
        for section in spoken:
            yield section.start, section.end, Said(person, (title[0].i, title[0].i + 1))


def is_opened(doc: Doc, section: Section) -> bool:
    """Whether a block begins with a quotation mark."""
    words = _words(doc, section)
    return bool(words) and words[0].text in (*OPENING, PLAIN)


def _announced(words: list[Token]) -> Said | None:
    """Who is said to say what follows the colon at the end of a block."""
    if not words or words[-1].text != ":":
        return None
    clauses = (t for t in words[-1].sent if tree.is_verbal(t) and t.dep_ not in ("advcl", "acl", "csubj"))
    for verb in reversed(list(clauses)):
        source = tree.child(verb, *SUBJECTS)
        if source is None or source.lower_ in _table("nobody") or source.tag_ in tree.RELATIVE:
            continue
        things = [c for c in verb.children if c.dep_ == "obj"]
        statement = any(c.lemma_.lower() in _table("utterances") for c in things)
        if statement or (verb.lemma_.lower() in _table("uttering") and tree.child(verb, "ccomp") is None):
            return Said(_named(source, verb), (verb.i, verb.i + 1))
    return None


def _named(source: Token, verb: Token) -> tuple[int, int]:
    """Who speaks: the subject, or the person right before the verb whose office that is: "the head of the bank, | Ana Bo |, said"."""
    start, end = tree.phrase(source)
    stop = verb.i - 1 if verb.doc[verb.i - 1].text == "," else verb.i
    person = next((e for e in verb.sent.ents if e.label_ == "PERSON" and e.end == stop and e.start >= start), None)
    return (start, end) if person is None else (start if person.start < end else person.start, person.end)


def _statement(doc: Doc, sections: list[Section], source: tuple[int, int]) -> list[Section]:
    """The blocks of a statement without marks: to a heading, or to where others speak again or the speaker is named."""
    found: list[Section] = []
    told = 0
    for section in sections:
        words = _words(doc, section)
        if section.label not in SPOKEN or not words or (found and is_opened(doc, section)):
            break
        if _is_over(words, doc[slice(*source)]) or (found and (_reports(words) or _tells_of(words))):
            break
        found.append(section)
        if any(t.tag_ in ("PRP", "PRP$") and t.lower_ in _table("speaking") for t in words):
            told = len(found)
        if _announced(words):
            break
    return found[: max(told, 1) + FURTHER]


def _is_over(words: list[Token], source: Span) -> bool:
    """Whether a block tells of the speaker, or of where more is to be read, and so is no words of the speaker's."""
    lower = [t.lower_ for t in words]
    line = f" {' '.join(lower)} "
    head = source.root
    person = next((e for e in source.ents if e.label_ == "PERSON"), None)
    name = (person[-1].lower_,) if person is not None else tuple(t.lower_ for t in _title(head))
    if any(f" {phrase} " in line for phrase in resources.words("attribution.toml", "elsewhere")):
        return True
    return head.pos_ != "PRON" and f" {' '.join(name)} " in line


def _tells_of(words: list[Token]) -> bool:
    """Whether a block tells of a man or a woman whom nobody in it is: "He later left Peru"."""
    people = [e.start for e in words[0].doc[words[0].i : words[-1].i + 1].ents if e.label_ == "PERSON"]
    he = next((t.i for t in words if t.tag_ in ("PRP", "PRP$") and t.lower_ in _table("others")), None)
    return he is not None and not any(start < he for start in people)


def _title(head: Token) -> list[Token]:
    """The words of an office or another noun: "the | Foreign Secretary |"."""
    return [c for c in head.lefts if c.dep_ in ("compound", "amod", "flat")] + [head]


def _reports(words: list[Token]) -> bool:
    """Whether a block tells in its own words what somebody else said: "The firm said on Monday that it had left"."""
    for token in words:
        if token.dep_ in ("ROOT", "parataxis") and token.tag_ == "VBD" and token.lemma_.lower() in _table("uttering"):
            source = tree.child(token, *SUBJECTS)
            if source is not None and source.lower_ not in _table("speaking"):
                return True
    return False


def _words(doc: Doc, section: Section) -> list[Token]:
    return [t for t in doc[section.start : section.end] if not t.is_space]


def _table(name: str) -> frozenset[str]:
    return resources.words("attribution.toml", name)
