"""Which tokens are names: the recogniser's spans cleaned, joined with the gazetteer's and the document's own names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.gazetteer import Gazetteer
from pipeline.knowledge.sightings import kind_of
from pipeline.knowledge.surfaces import fold
from pipeline.stages import _title_names
from pipeline.stages._given_names import GivenNames, NameSpan
from pipeline.stages._name_edges import POSSESSIVE, ROMAN, NameEdges
from pipeline.stages._name_setting import PLACES, NameSetting
from pipeline.stages._told_types import ARTICLES

NAMED = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC", "PER"}
)
_OPEN = frozenset({"GPE", "NORP", "LOC", "LANGUAGE"})  # labels under which an unknown span may be several names
_NO_SUBJECT = frozenset({"NN", "JJ", "DT", "PR", "CD"})  # what follows an imperative, not a subject
_HEADINGS = frozenset({"title", "heading", "furniture"})


class NameSpans:
    """Finds the names of a document as disjoint spans in reading order."""

    def __init__(self, kb: KnowledgeBase, gazetteer: Gazetteer) -> None:
        self._kb = kb
        self._gazetteer = gazetteer
        table = resources.table("knowledge/curated/titles.toml")
        self._features = frozenset(table["features"])
        self._opening = self._features | frozenset(table["opening"])
        heads = resources.table("knowledge/curated/reading.toml")["heads"]
        self._heads = frozenset(word for words in heads.values() for word in words) | frozenset(table["divisions"])
        self._clubs = frozenset(table["clubs"])
        self._abbreviations = frozenset(table["abbreviations"])
        self._edges = NameEdges(kb)
        self._given = GivenNames(kb)
        self._setting = NameSetting(kb)

    def find(self, doc: Doc) -> list[NameSpan]:
        """All names of `doc`."""
        words = [t.text for t in doc]
        matches = [m for m in self._gazetteer.matches(words) if not self._is_head(doc, *m)]
        taken = {i for e in doc.ents for i in range(e.start, e.end)} | {i for s, e in matches for i in range(s, e)}
        trimmed = (
            self._edges.trimmed(doc, self._edges.grown(doc, NameSpan(e.start, e.end, e.label_), taken))
            for e in doc.ents
            if e.label_ in NAMED
        )
        recognised = [p for span in trimmed if span for p in self._parts(doc, span, matches)]
        merged = _merge(recognised, [m for m in matches if self._stands_alone(doc, m, recognised)])
        merged = self._given.joined(doc, self._setting.completed(doc, merged), self._edges.is_family)
        merged = [part for span in merged for part in _in_blocks(doc, span, matches)]
        lower = frozenset(w for w in words if w.islower())
        persons = {
            words[i] for s in merged if s.label == "PERSON" and s.end - s.start > 1 for i in range(s.start, s.end)
        }
        families = {words[s.end - 1] for s in merged if s.label == "PERSON" and not _in_heading(doc, s)}
        kept = [
            s
            for s in merged
            if s.label is None
            or self._sure(doc, s)
            or (s.end - s.start == 1 and words[s.start] in persons)
            or self._plausible(doc, s, lower, families)
        ]
        kept = _merge([*kept, *_title_names.defined(doc, kept, matches)], [])
        return _merge(kept, list(_repeated(doc, words, kept)))

    def _is_head(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a match is what closes a longer name: "Acme Valley" is not the town that is called The Valley."""
        return end - start == 1 and start > 0 and doc[start].text in self._heads and doc[start - 1].tag_ == "NNP"

    def _known(self, doc: Doc, span: NameSpan) -> bool:
        return bool(self._kb.candidates(span.text(doc)))

    def _sure(self, doc: Doc, span: NameSpan) -> bool:
        return any(c.gazetteer for c in self._kb.candidates(span.text(doc)))

    def _parts(self, doc: Doc, span: NameSpan, matches: Sequence[tuple[int, int]]) -> Iterator[NameSpan]:
        """The span itself, or the known names in it where it is none: "Soviet Tajiks", "Afghan President X"."""
        inside = [m for m in matches if span.start <= m[0] and m[1] <= span.end]
        if (span.start, span.end) in inside or self._known(doc, span):
            yield span
        elif owner := _owner(doc, span, inside):
            yield owner
            rest = self._edges.trimmed(doc, NameSpan(owner.end + 1, span.end, span.label))
            yield from (rest,) if rest else ()
        elif not inside or self._longer(doc, span, inside) or self._sounds(doc, span, inside):
            yield span
        elif span.label in _OPEN:
            yield from (NameSpan(s, e, None) for s, e in inside)
        elif (
            inside[0][0] == span.start
            and self._demonym(doc, inside[0])
            and not self._first_name(doc, span, inside[0])
            and (rest := self._rest(doc, span, inside[0][1]))
        ):
            yield NameSpan(*inside[0], None)
            yield rest
        else:
            yield span

    def _longer(self, doc: Doc, span: NameSpan, inside: Sequence[tuple[int, int]]) -> bool:
        """Whether a span is one name of which a known place is a part: "Mount Kenya", "New England", "Niger State"."""
        (start, end), *others = inside
        words = [doc[i].text for i in range(span.start, span.end) if not start <= i < end]
        candidates = self._kb.candidates(doc[start:end].text)
        place = kind_of(candidates[0]) in PLACES
        if others or not place or not all(w[:1].isupper() for w in words):
            return False
        left = start > span.start and doc[span.start].lower_ in self._opening
        return left or (end < span.end and doc[span.end - 1].text in self._heads)

    def _sounds(self, doc: Doc, span: NameSpan, inside: Sequence[tuple[int, int]]) -> bool:
        """Whether a place's name only begins with a word that is also a people's name: "San Pablito"."""
        (start, end), *others = inside
        people = any(c.entity.id.startswith("ethnic_group:") for c in self._kb.candidates(doc[start:end].text)[:1])
        rest = doc[end : span.end]
        place = span.label in ("GPE", "LOC") and start == span.start and not others
        return place and people and len(rest) > 0 and all(t.text[:1].isupper() for t in rest)

    def _rest(self, doc: Doc, span: NameSpan, start: int) -> NameSpan | None:
        """What follows a demonym where it is a name by itself: a person, or something known ("Ottoman Empire")."""
        rest = self._edges.trimmed(doc, NameSpan(start, span.end, span.label))
        return rest if rest and (span.label == "PERSON" or self._known(doc, rest)) else None

    def _demonym(self, doc: Doc, match: tuple[int, int]) -> bool:
        candidates = self._kb.candidates(doc[match[0] : match[1]].text)
        return (
            bool(candidates)
            and candidates[0].how in ("demonym_adjective", "name")
            and candidates[0].entity.type != "PERSON"
        )

    def _first_name(self, doc: Doc, span: NameSpan, match: tuple[int, int]) -> bool:
        """Whether a person's first name only is spelled like a people: "Roma Downey", not "Hausa Sultan Abubakar"."""
        first = self._kb.candidates(doc[match[0] : match[1]].text)[0]
        people = first.entity.id.startswith("ethnic_group:") and first.how in ("name", "alias", "plural")
        return people and span.label == "PERSON" and not self._edges.is_title(doc[match[1]])

    def _stands_alone(self, doc: Doc, match: tuple[int, int], recognised: Sequence[NameSpan]) -> bool:
        """Whether a match is no part of a longer name that nobody recognised: "Afghanistan" of "Afghanistan Times"."""
        start, end = match
        if any(s.start <= start and end <= s.end for s in recognised) or end - start > 1:
            return True
        if start and doc[start - 1].lower_ in self._features and doc[start - 1].text[:1].isupper():
            return False  # "Lake Victoria", "Mount Kenya"
        if start and doc[start - 1].text in self._clubs:
            return False  # "AS Roma"
        candidates = self._kb.candidates(doc[start:end].text)
        if candidates[0].how in ("demonym_adjective", "plural", "abbreviation"):
            return True
        following = doc[end] if end < len(doc) else None
        if following is None or not following.tag_.startswith("NNP") or not following.text[:1].isupper():
            return True
        if self._edges.is_title(following) or any(s.start == end for s in recognised):
            return True
        return _title_case(following.sent) if doc.has_annotation("SENT_START") else True

    def _plausible(self, doc: Doc, span: NameSpan, lower: frozenset[str], families: set[str]) -> bool:
        """Whether an unknown span is a name at all: headings and sentence starts make recognisers see names.

        lower: the words in lower case; families: the last words of the names of persons in sentences.
        """
        tokens = doc[span.start : span.end]
        if doc.has_annotation("TAG") and span.label != "NORP":
            proper = [t for t in tokens if t.tag_.startswith("NNP")]
            if not proper:
                return False
            strange = [
                t
                for t in tokens
                if t.tag_[:2] in ("VB", "WR", "WP", "MD", "PR", "RB")
                and t.lower_ not in self._edges.particles
                and not (t.i > span.start and self._edges.glued(doc, t.i - 1))
            ]
            if strange:
                return False
            if span.label == "PERSON" and span.start > 0 and doc[span.start - 1].lower_ in ("a", "an"):
                return False  # "a Teachta Dala": what somebody is
        if _in_heading(doc, span) or (doc.has_annotation("SENT_START") and _title_case(tokens[0].sent)):
            known = span.label == "PERSON" and len(tokens) > 1 and tokens[-1].text in families
            return known or doc.text.count(tokens.text) > 1
        if len(tokens) > 1:
            return True
        if ROMAN.fullmatch(tokens.text):
            return False
        if tokens.text in self._abbreviations and span.start and doc[span.start - 1].lower_ in ARTICLES:
            return False  # "the DVD"
        token, following = tokens[0], doc[span.end] if span.end < len(doc) else None
        if following is not None and following.text[:1].isupper() and self._edges.is_title(following):
            return False  # "Defense Minister"
        if (
            token.is_sent_start
            and following is not None
            and following.text.islower()
            and following.tag_[:2] in _NO_SUBJECT
        ):
            return False  # "Read more"
        return len(token) > 1 and fold(token.text) not in self._kb.words and token.lower_ not in lower


def _owner(doc: Doc, span: NameSpan, inside: Sequence[tuple[int, int]]) -> NameSpan | None:
    """Who owns the rest of a span, where that is a name by itself: "Arce" of "Arce's Movement Toward Socialism"."""
    cut = next((i for i in range(span.start + 1, span.end) if doc[i].text in POSSESSIVE), None)
    if cut is None:
        return None
    if (span.start, cut) in inside:
        return NameSpan(span.start, cut, None)
    persons = {t.text for e in doc.ents if e.label_ == "PERSON" and e.start != span.start for t in e}
    return NameSpan(span.start, cut, "PERSON") if doc[cut - 1].text in persons else None


def _in_heading(doc: Doc, span: NameSpan) -> bool:
    """Whether a span lies in a block that is no prose, where an earlier stage has marked blocks."""
    sections = doc._.sections if Doc.has_extension("sections") else ()
    return any(s.start <= span.start < s.end and s.label in _HEADINGS for s in sections)


def _in_blocks(doc: Doc, span: NameSpan, matches: Sequence[tuple[int, int]]) -> Iterator[NameSpan]:
    """A name without what another block of the text ends with, told apart if it is known: "… talks in | Syria | Ana Bo welcomed"."""
    sections = doc._.sections if Doc.has_extension("sections") else ()
    edges = [s.start for s in sections if span.start < s.start < span.end]
    for start, end in pairwise((span.start, *edges, span.end)):
        if not edges or (end == span.end and (span.label == "PERSON" or end - start > 1)):
            yield replace(span, start=start)
        elif (start, end) in matches:
            yield NameSpan(start, end, None)


def _title_case(sentence: Span) -> bool:
    """Whether a sentence is a heading in title case or capitals: no full stop, no long word in lower case."""
    words = [t for t in sentence if not t.is_space]
    if not words or words[-1].text in (".", "!", ";", ":") or words[-1].text.endswith("."):
        return False
    long = [t for t in sentence if len(t.text) > 3 and t.text.isalpha()]
    return len(long) > 2 and not any(t.text[0].islower() for t in long) and not any(t.like_num for t in sentence)


def _merge(spans: Sequence[NameSpan], matches: Sequence[tuple[int, int] | NameSpan]) -> list[NameSpan]:
    """Disjoint spans in order: of two that overlap the longer; a recogniser's before a gazetteer's of equal length."""
    added = [m if isinstance(m, NameSpan) else NameSpan(*m, None) for m in matches]
    ranked = sorted([*spans, *added], key=lambda s: (s.start - s.end, s.label is None, s.start))
    taken: set[int] = set()
    chosen = []
    for span in ranked:
        cells = range(span.start, span.end)
        if not any(i in taken for i in cells):
            taken.update(cells)
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def _repeated(doc: Doc, words: Sequence[str], spans: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Further places where a recognised name stands: what is a name once is a name throughout, and twice also over its parts."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for span in spans:
        key = tuple(words[span.start : span.end])
        if span.label and (len(key) > 1 or len(key[0]) > 3 or (key[0].isupper() and len(key[0]) > 1)):
            votes.setdefault(key, Counter())[span.label] += 1
    names: dict[str, dict[tuple[str, ...], str]] = {}
    for key, labels in votes.items():
        names.setdefault(key[0], {})[key] = min(labels, key=lambda x: (-labels[x], x))
    taken = {i for s in spans for i in range(s.start, s.end)}
    for i, word in enumerate(words):
        for key, label in sorted(names.get(word, {}).items(), key=lambda x: -len(x[0])):
            end = i + len(key)
            firm = len(key) > 1 and votes[key].total() > 1  # "Acme Valley" where a recogniser has "Acme" alone
            if tuple(words[i:end]) == key and (firm or not any(j in taken for j in range(i, end))):
                yield NameSpan(i, end, label)
                break
