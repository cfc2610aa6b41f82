"""Linking: which thing every name means, by the knowledge base or by the document's own names.

Reads `doc.ents` (a noisy recogniser's) and the words; writes `doc._.mentions` with the names in reading order, and
`doc.ents` brought into line with them. Numbers and dates among `doc.ents` stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.knowledge.base import Candidate, KnowledgeBase, load
from pipeline.knowledge.clusters import Name, acronym
from pipeline.knowledge.disambiguation import Reader
from pipeline.knowledge.gazetteer import Gazetteer
from pipeline.knowledge.sightings import NAMED_AS_PEOPLE, Company, Reading, Sighting, kind_of
from pipeline.knowledge.surfaces import cased, fold, slug
from pipeline.records import Entity
from pipeline.stages import _told_types, tree
from pipeline.stages._company import Surroundings
from pipeline.stages._full_forms import FullForms
from pipeline.stages._given_names import GivenNames, NameSpan
from pipeline.stages._name_spans import NAMED, NameSpans
from pipeline.stages.extensions import register

_LISTING = frozenset({",", ";", "and", "or", "&", "%", "percent", "/", "as", "well", "both", "also", "per", "cent"})
# Characters of a word in capitals that stays so in the name of a place or thing, and of a body: "SWAPO".
LONGEST_ACRONYM = (4, 6)
_ABBREVIATED = frozenset({"US", "USA", "UK", "U.S", "U.S.", "U.K.", "U.S.A.", "UAE"})


@Language.factory("claimspan_linking", assigns=["doc._.mentions", "doc.ents"])
def make_linking(nlp: Language, name: str) -> Linker:
    """The linking component with the knowledge base that ships with the package."""
    register()
    return Linker(load())


class Linker:
    """Finds and links the names of a document."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._reader = Reader(kb)
        self._spans = NameSpans(kb, Gazetteer(kb))
        self._surroundings = Surroundings()
        self._full_forms = FullForms(kb)
        self._given = GivenNames(kb)
        table = resources.table("knowledge/curated/reading.toml")
        self._heads: dict[str, str] = {word: label for label, words in table["heads"].items() for word in words}
        self._heads |= dict.fromkeys(table["firms"]["endings"], "ORG")

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.mentions` and update `doc.ents`."""
        spans = self._spans.find(doc)
        told: Mapping[str, str] = {}
        bodies: Collection[str] = ()
        if doc.has_annotation("DEP"):
            told = _told_types.told(doc, spans, self._kb)
            spans, bodies = _told_types.relabelled(doc, spans, told)
        mentions = self._mentions(doc, spans, told, bodies)
        doc._.mentions = mentions
        _update_entities(doc, mentions)
        return doc

    def _mentions(
        self, doc: Doc, spans: Sequence[NameSpan], told: Mapping[str, str], bodies: Collection[str]
    ) -> list[Mention]:
        names = [_name(doc, s, self._given.is_relative(doc, s), bodies) for s in spans]
        company = self._surroundings.of(doc, spans)
        lists = _lists(doc, spans)
        titles = [(s.start, s.end) for s in doc._.sections if s.label == "title"]
        titular = {i for i, s in enumerate(spans) if any(start <= s.start < end for start, end in titles)}
        titular = titular or _defined(doc, spans)
        full = self._full_forms.of(names, [_before(doc, s) for s in spans], lists, company, titular)
        sightings = [self._sighting(doc, spans, i, names, full[i], company[i], lists) for i in range(len(spans))]
        alone = self._reader.read(sightings)
        # A short form means what its full form means; the same words may mean another thing in another place
        # ("the Tajik language", "Tajik fighters").
        readings = [r if _same(names[i], names[full[i]]) else alone[full[i]] for i, r in enumerate(alone)]
        own = _document_entities(names, full, readings, self._heads, told)
        return [_mention(doc, span, readings[i], own.get(full[i])) for i, span in enumerate(spans)]

    def _sighting(
        self,
        doc: Doc,
        spans: Sequence[NameSpan],
        i: int,
        names: Sequence[Name],
        full: int,
        company: Company,
        lists: Sequence[int],
    ) -> Sighting:
        span = spans[i]
        label, person = span.label, span.person
        # A family name is a person's where the full name is, whatever the recogniser made of it.
        if full != i and names[full].label == "PERSON":
            label, person = "PERSON", person or not _same(names[i], names[full])
        after = _after(doc, span.end)
        # "Kyrgyz and Tajik border guards": adjectives of one noun have it in common.
        last = lists[i]
        if last > i and after in _LISTING and not span.text(doc).endswith("s"):
            after = _after(doc, spans[last].end)
        listed = tuple(j for j in (i - 1, i + 1) if 0 <= j < len(spans) and lists[min(i, j)] > min(i, j))
        return Sighting(names[i].text, label, _before(doc, span), after, listed, company, person)


def _name(doc: Doc, span: NameSpan, kin: bool, bodies: Collection[str]) -> Name:
    text = span.text(doc)
    return Name(text, span.label or "", _definition(doc, span), kin, bool(bodies) and fold(text) in bodies)


def _same(name: Name, other: Name) -> bool:
    return fold(name.text) == fold(other.text)


def _before(doc: Doc, span: NameSpan) -> str:
    return str(doc[span.start - 1].lower_) if span.start else ""


def _after(doc: Doc, end: int) -> str:
    """The word after a name, over a hyphen: "speaking" in "Tajik-speaking"."""
    if end < len(doc) and doc[end].text in ("-", "–") and end + 1 < len(doc):
        end += 1
    return doc[end].lower_ if end < len(doc) else ""


def _lists(doc: Doc, spans: Sequence[NameSpan]) -> list[int]:
    """For each name, the last one of the list in which it stands: itself where there is none."""
    lasts = list(range(len(spans)))
    for i in range(len(spans) - 2, -1, -1):
        if _one_list(doc, spans[i], spans[i + 1]):
            lasts[i] = lasts[i + 1]
    return lasts


def _one_list(doc: Doc, left: NameSpan, right: NameSpan) -> bool:
    """Whether nothing but commas, "and" and shares stands between two names."""
    gap = doc[left.end : right.start]
    return 0 < len(gap) <= 6 and all(t.lower_ in _LISTING or t.like_num or t.is_digit for t in gap)


def _definition(doc: Doc, span: NameSpan) -> str:
    """The acronym in brackets right after a name: "UTO" of "United Tajik Opposition (UTO)"."""
    if span.end + 2 < len(doc) and doc[span.end].text == "(" and doc[span.end + 2].text in (")", ",", ";"):
        text = doc[span.end + 1].text
        return text.replace(".", "") if acronym(text) else ""
    return ""


def _defined(doc: Doc, spans: Sequence[NameSpan]) -> set[int]:
    """The person whom the first sentence of a text without a title says to be something: "Ana Bo (born 1904) was a painter"."""
    if not spans or not doc.has_annotation("DEP"):
        return set()
    root = next(iter(doc.sents)).root
    subject = tree.child(root, "nsubj")
    if subject is None or root.pos_ != "NOUN" or tree.child(root, "cop") is None:
        return set()
    return {i for i, s in enumerate(spans) if s.start <= subject.i < s.end and s.label == "PERSON"}


def _document_entities(
    names: Sequence[Name],
    full: Sequence[int],
    readings: Sequence[Reading | None],
    heads: Mapping[str, str],
    told: Mapping[str, str],
) -> dict[int, Entity]:
    """Entities for the full names that the knowledge base does not know, by index.

    The type is what the text says it is (`told`) or the last word does ("Conference" in `heads`), else the commonest label.
    """
    labels: dict[int, Counter[str]] = {}
    for i, target in enumerate(full):
        if readings[i] is None and names[i].label:
            # The full form's own label counts double: family names and acronyms are labelled worse.
            labels.setdefault(target, Counter())[names[i].label] += 2 if _same(names[i], names[target]) else 1
    entities = {}
    for target in sorted({t for i, t in enumerate(full) if readings[i] is None}):
        votes = labels.get(target, Counter())
        best = min(votes, key=lambda x: (-votes[x], x)) if votes else None
        name = names[target].text
        if label := heads.get(re.sub(r" [IVX]+$", "", name).rsplit(" ", 1)[-1]) if " " in name else None:
            best = label
        if best in _told_types.MISTAKEN.get(told.get(name, ""), ()):
            best = told[name]
        if (name.isupper() and not acronym(name)) or best == "PERSON":
            words = name.split(" ")  # "GWS USA, LLC"
            longest = 0 if best == "PERSON" else LONGEST_ACRONYM[best == "ORG"]
            name = " ".join(cased(word) if max(map(len, word.split("-"))) > longest else word for word in words)
        entities[target] = Entity(id=f"doc:{slug(name)}", name=name, type=best)
    return entities


def _mention(doc: Doc, span: NameSpan, reading: Reading | None, own: Entity | None) -> Mention:
    root = _root(doc, span)
    if reading is None:
        label = own.type if own else span.label
        return Mention(span.start, span.end, root, "name", label, own, score=0.8 if span.label else 0.5)
    label = _label(reading.candidate, span.text(doc))
    score = round(0.5 + 0.49 * reading.score, 4)
    return Mention(span.start, span.end, root, "name", label, reading.candidate.entity, score=score)


def _label(candidate: Candidate, surface: str) -> str | None:
    """The OntoNotes label of a mention: demonyms are NORP though their entity is a country."""
    if candidate.how in NAMED_AS_PEOPLE and kind_of(candidate) == "people":
        return candidate.entity.type if surface in _ABBREVIATED else "NORP"
    return candidate.entity.type


def _root(doc: Doc, span: NameSpan) -> int:
    if doc.has_annotation("DEP"):
        return int(doc[span.start : span.end].root.i)
    return span.end - 1


def _update_entities(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Let `doc.ents` hold the mentions with their labels and whatever else it held beside them."""
    named = [m for m in mentions if m.type]
    taken = {i for m in named for i in range(m.start, m.end)}
    kept = [e for e in doc.ents if e.label_ not in NAMED and not any(t.i in taken for t in e)]
    doc.ents = sorted(
        [*kept, *(Span(doc, m.start, m.end, label=m.type or "") for m in named)], key=lambda s: int(s.start)
    )
