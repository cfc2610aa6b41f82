"""What stands around a name in its sentence and tells which of its things is meant: grammar, cues, other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span

from pipeline import resources
from pipeline.knowledge.sightings import Company
from pipeline.stages import tree
from pipeline.stages._given_names import NameSpan
from pipeline.stages._lexicon import CLASSES, GROUP, PERSON, classes_of
from pipeline.stages._party_names import POSSESSIVE

_DETERMINERS = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "some", "many", "most", "all", "every", "each", "few", "no"]
)
_OBJECTS = ("obj", "obl", "nmod", "appos", "conj", "dobj", "pobj")
_BECOMING = frozenset({"became", "become", "becomes", "remains", "remained", "has", "had"})
_PLACED = frozenset(
    {"in", "of", "across", "inside", "throughout", "within", "the", "neighboring", "neighbouring", "both"}
)
_THINGS = CLASSES["O"] | CLASSES["L"] | CLASSES["E"]


class Surroundings:
    """Describes the company of every name of a document; without trees or sentences, only what words show."""

    def __init__(self) -> None:
        cues = resources.table("knowledge/curated/reading.toml")["company"]
        self._languages = frozenset(cues["languages"])
        self._speaking = frozenset(cues["speaking"])
        self._qualities = frozenset(cues["qualities"])
        self._peoples = frozenset(cues["peoples"])
        self._shares = frozenset(cues["shares"])
        self._waters = frozenset(cues["waters"])
        self._states = frozenset(cues["states"])
        self._settled = frozenset(cues["settled"])
        self._used = frozenset(cues["used"])
        self._learning = frozenset(cues["learning"])

    def of(self, doc: Doc, spans: Sequence[NameSpan]) -> list[Company]:
        """One description for each span, in order."""
        sentences = _clauses(doc)
        home_of = [number for number, s in enumerate(sentences) for _ in range(s.start, s.end)]
        homes = [home_of[span.start] for span in spans]
        together: dict[int, list[int]] = defaultdict(list)
        for i, home in enumerate(homes):
            together[home].append(i)
        words = [frozenset(t.lower_ for t in sentence) for sentence in sentences]
        return [self._one(doc, spans, i, together[home], words[home]) for i, home in enumerate(homes)]

    def _one(
        self, doc: Doc, spans: Sequence[NameSpan], i: int, together: Sequence[int], said: frozenset[str]
    ) -> Company:
        """The company of span `i`: `together` are the spans of its sentence, `said` the words of it."""
        span = spans[i]
        beside = tuple(j for j in together if j != i)
        verb = doc[span.start : span.end].root.head if doc.has_annotation("DEP") else None
        speaker = verb is not None and verb.lower_ in self._speaking and verb.i >= span.end
        bare = _bare(doc, span, self._qualities)
        close = {t.lower_ for t in doc[max(0, span.start - 3) : span.end + 2]}
        return Company(
            sentence=beside,
            located=tuple(
                j for j in (i - 1, i + 1) if 0 <= j < len(spans) and _located(doc, span, spans[j], after=j > i)
            ),
            inside=(i + 1,) if i + 1 < len(spans) and self._inside(doc, span, spans[i + 1]) else (),
            bare=bare,
            noun=bare and _spoken_of(doc, span),
            singular=bare and _singular(doc, span),
            subject=bare and doc[span.start : span.end].root.dep_ == "nsubj",
            thing=_of_thing(doc, span),
            within=bare and self._before(doc, span) in ("in", "into"),
            article=span.start > 0 and doc[span.start - 1].lower_ == "the" and not _modifies(doc, span),
            languages=(bool(said & self._languages) and not speaker) or (bare and self._in_use(doc, span)),
            peoples=bool(said & self._peoples),
            shares=bool(said & self._shares),
            states=bool(said & self._states),
            waters=bool(close & self._waters),
            capital="capital" in said,
        )

    def _inside(self, doc: Doc, span: NameSpan, other: NameSpan) -> bool:
        """Whether the words behind the comma of a name say what it lies in: "Tripoli, the second city of Lebanon"."""
        gap = [t.lower_ for t in doc[span.end : other.start]]
        if not 1 < len(gap) <= 8 or gap[0] != "," or gap[1] not in ("the", "a", "an"):
            return False
        following = doc[other.end].lower_ if other.end < len(doc) else ""
        if gap[-1] in ("of", "in"):  # "Tripoli, the second city of Lebanon"
            return any(w in self._settled for w in gap[2:-1])
        return len(gap) == 2 and following in self._settled  # "Victoria, the Australian state"

    def _in_use(self, doc: Doc, span: NameSpan) -> bool:
        """Whether a name stands for what is done with languages: "French and Wolof are taught", "learnt some Thai"."""
        root = tree.first_conjunct(doc[span.start : span.end].root)
        if root.dep_ in ("nsubj:pass", "nsubjpass"):
            return root.head.lower_ in self._used
        return root.dep_ in ("obj", "dobj", "iobj", "xcomp") and root.head.lower_ in self._learning

    def _before(self, doc: Doc, span: NameSpan) -> str:
        """The word before a name and its qualities: "in" of "in broken Italian"."""
        start = span.start
        while start and doc[start - 1].lower_ in self._qualities:
            start -= 1
        return doc[start - 1].lower_ if start else ""


def _clauses(doc: Doc) -> list[Span]:
    """Sentences, cut at semicolons."""
    starts = {s.start for s in doc.sents} if doc.has_annotation("SENT_START") else {0}
    edges = sorted(starts | {t.i + 1 for t in doc if t.text == ";" and t.i + 1 < len(doc)} | {len(doc)})
    return [doc[a:b] for a, b in pairwise(edges)]


def _located(doc: Doc, span: NameSpan, other: NameSpan, *, after: bool) -> bool:
    """Whether a place belongs to a name: "Albanians in Kosovo", "Ukraine's Hungarians", "Bulgarian Turks"."""
    if not after:
        return all(t.text in POSSESSIVE for t in doc[other.end : span.start])
    gap = [t.lower_ for t in doc[span.end : other.start]]
    return 0 < len(gap) <= 3 and gap[0] != "the" and all(w in _PLACED for w in gap)


def _modifies(doc: Doc, span: NameSpan) -> bool:
    """Whether a name stands before the noun that it belongs to: "Korean" in "Korean troops", "Jordan" in "Jordan border"."""
    following = doc[span.end] if span.end < len(doc) else None
    if following is not None and (following.text in ("-", "–") or following.tag_ in ("NN", "NNS")):
        return True
    if not doc.has_annotation("DEP"):
        return following is not None and following.tag_.startswith("NN")
    root = doc[span.start : span.end].root
    head = root.head
    while root.dep_ == "conj" and head.dep_.split(":")[0] in ("amod", "compound") and head.head.i > root.i:
        root, head = head, head.head
    return head.i >= span.end and root.dep_.split(":")[0] in ("amod", "compound", "nmod", "flat")


def _of_thing(doc: Doc, span: NameSpan) -> bool:
    """Whether the noun that a name modifies is a thing, place or event: "Kazakh oil", not "Kazakh herders"."""
    if span.end == len(doc) or doc[span.end].tag_ not in ("NN", "NNS"):
        return False
    classes = classes_of(doc[span.end].lemma_.lower() or doc[span.end].lower_)
    return bool(classes & _THINGS) and not classes & (PERSON | GROUP)


def _bare(doc: Doc, span: NameSpan, qualities: frozenset[str]) -> bool:
    """Whether a name stands as a noun by itself, without a word that says which or how many.

    "studied Korean", "in French and English", "her broken Italian"; not "the French", "a Dane", "Korean troops".
    """
    if not doc.has_annotation("DEP") or _modifies(doc, span):
        return False
    root = doc[span.start : span.end].root
    # "the Amhara and Oromo", "Ethiopia's Amhara and Oromo": what stands before the first goes for all.
    start = min(root.head.i, span.start) if root.dep_ == "conj" and doc[root.head.i].text[:1].isupper() else span.start
    named = start
    while start and doc[start - 1].lower_ in qualities:
        start -= 1
    first = doc[start - 1] if start else None
    described = first is not None and (first.lower_ in _DETERMINERS or first.tag_ in ("CD", "JJ", "POS"))
    if described and start == named:
        return False
    return span.end == len(doc) or doc[span.end].tag_ != "POS"


def _spoken_of(doc: Doc, span: NameSpan) -> bool:
    """Whether a name stands where things are spoken of: as an object, or as a subject of the passive or of "is"."""
    root = tree.first_conjunct(doc[span.start : span.end].root)
    dep = root.dep_
    # In "four languages: German, French" the parser may take the first for an adjective of what stands before it.
    behind = dep.split(":")[0] in ("amod", "compound") and root.head.i < root.i
    copular = root.head.lower_ in _BECOMING or any(
        c.dep_ == "cop" and c.lower_ in ("is", "was", "are", "were") for c in root.head.children
    )
    subject = dep in ("nsubj:pass", "nsubjpass") or (dep == "nsubj" and copular)
    if subject and not any(c.dep_ == "conj" for c in root.children):
        auxiliaries = (c.lower_ for c in root.head.children if c.dep_.split(":")[0] in ("cop", "aux", "auxpass"))
        subject = not any(word in ("are", "were", "have") for word in auxiliaries)  # "Wolof are the largest group"
    return subject or behind or dep.split(":")[0].lower() in _OBJECTS


def _singular(doc: Doc, span: NameSpan) -> bool:
    """Whether a name is the subject of a verb in the singular: "Vietnamese has six tones"."""
    root = doc[span.start : span.end].root
    if root.dep_.split(":")[0] not in ("nsubj", "nsubjpass"):
        return False
    verbs = [root.head, *(c for c in root.head.children if c.dep_.split(":")[0] in ("cop", "aux", "auxpass"))]
    return any(v.tag_ == "VBZ" or v.lower_ == "was" for v in verbs)
