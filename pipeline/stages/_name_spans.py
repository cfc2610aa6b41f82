"""Which tokens are names: the recogniser's spans cleaned, joined with the gazetteer's and the document's own names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.gazetteer import Gazetteer
from pipeline.knowledge.sightings import kind_of
from pipeline.knowledge.surfaces import fold
from pipeline.stages import _party_names, tree
from pipeline.stages._given_names import GivenNames, NameSpan
from pipeline.stages._name_setting import NameSetting

NAMED = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "MISC", "PER"}
)
_OPEN = frozenset({"GPE", "NORP", "LOC", "LANGUAGE"})  # labels under which an unknown span may be several names
_ROMAN = re.compile(r"[IVX]{1,4}")
_NO_SUBJECT = frozenset({"NN", "JJ", "DT", "PR", "CD"})  # what follows an imperative, not a subject
_HEADINGS = frozenset({"title", "heading", "furniture"})
LONGEST_PART = 5  # letters of the second part of a given name: "Ji-won", "Yang-gon"
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "‘s"})


class NameSpans:
    """Finds the names of a document as disjoint spans in reading order."""

    def __init__(self, kb: KnowledgeBase, gazetteer: Gazetteer) -> None:
        self._kb = kb
        self._gazetteer = gazetteer
        table = resources.table("knowledge/curated/titles.toml")
        self._titles = frozenset(table["titles"])
        offices = resources.table("offices.toml")
        self._occupations = frozenset((*offices["offices"], *offices["occupations"], *offices["ranks"]))
        self._particles = frozenset(table["particles"])
        self._features = frozenset(table["features"])
        self._opening = self._features | frozenset(table["opening"])
        heads = resources.table("knowledge/curated/reading.toml")["heads"]
        self._heads = frozenset(word for words in heads.values() for word in words) | frozenset(table["divisions"])
        times = resources.table("times.toml")
        self._months = frozenset(times["months"])
        self._dating = frozenset(times["ambiguous_months"]["scene"])
        self._clubs = frozenset(table["clubs"])
        self._joined = frozenset(table["joined"])
        self._given = GivenNames(kb)
        self._setting = NameSetting(kb)

    def find(self, doc: Doc) -> list[NameSpan]:
        """All names of `doc`."""
        words = [t.text for t in doc]
        matches = list(self._gazetteer.matches(words))
        taken = {i for e in doc.ents for i in range(e.start, e.end)} | {i for s, e in matches for i in range(s, e)}
        trimmed = (
            self._trim(doc, self._grown(doc, NameSpan(e.start, e.end, e.label_), taken))
            for e in doc.ents
            if e.label_ in NAMED
        )
        recognised = [p for span in trimmed if span for p in self._parts(doc, span, matches)]
        merged = _merge(recognised, [m for m in matches if self._stands_alone(doc, m, recognised)])
        merged = self._given.joined(doc, self._setting.completed(doc, merged), self._family)
        lower = frozenset(w for w in words if w.islower())
        persons = {
            words[i] for s in merged if s.label == "PERSON" and s.end - s.start > 1 for i in range(s.start, s.end)
        }
        kept = [
            s
            for s in merged
            if s.label is None
            or self._sure(doc, s)
            or (s.end - s.start == 1 and words[s.start] in persons)
            or self._plausible(doc, s, lower)
        ]
        return _merge(kept, list(_repeated(doc, words, kept)))

    def _known(self, doc: Doc, span: NameSpan) -> bool:
        return bool(self._kb.candidates(span.text(doc)))

    def _sure(self, doc: Doc, span: NameSpan) -> bool:
        return any(c.gazetteer for c in self._kb.candidates(span.text(doc)))

    def _grown(self, doc: Doc, span: NameSpan, taken: set[int]) -> NameSpan:
        """The span with what belongs to it: further words of a person's name, the numeral of a war or a king."""
        start, end = span.start, span.end
        if span.label == "ORG":
            start, end = _party_names.grown(doc, start, end, taken)
        if span.label in ("PERSON", "PER"):
            while start and self._personal(doc[start - 1], taken):
                start -= 1
            while end < len(doc) and self._personal(doc[end], taken):
                end += 1
            end -= end - 1 > start and doc[end - 1].text in tree.HYPHENS
            if self._glued(doc, end):
                end += 2
        if end < len(doc) and end not in taken and _ROMAN.fullmatch(doc[end].text) and doc[end - 1].text[:1].isupper():
            end += doc[end].text != "I" or doc[end - 1].text == "War"  # "I" is mostly a pronoun
        return replace(span, start=start, end=end)

    def _glued(self, doc: Doc, i: int) -> bool:
        """Whether the hyphen at token `i` joins the second part of a given name: "Han Ji-won", but not "Obama-era"."""
        if i + 1 >= len(doc) or doc[i].text not in tree.HYPHENS:
            return False
        part = doc[i + 1].text
        close = not doc[i].whitespace_ and not doc[i - 1].whitespace_ and part.isalpha() and part.islower()
        return close and len(part) <= LONGEST_PART and part not in self._joined and not part.endswith("ed")

    def _family(self, token: Token) -> bool:
        """Whether a token after a given name may be the family name."""
        return self._personal(token, set())

    def _personal(self, token: Token, taken: set[int]) -> bool:
        """Whether a token next to a person's name is one more name of that person."""
        return (
            token.i not in taken
            and token.tag_ == "NNP"
            and token.text[:1].isupper()
            and token.text.isalpha()
            and not self._is_title(token)
            and fold(token.text) not in self._kb.words
        )

    def _trim(self, doc: Doc, span: NameSpan) -> NameSpan | None:
        """The span without articles, titles, lower-case words around it and a possessive; None when nothing is left."""
        start, end = span.start, span.end
        while end > start and (doc[end - 1].text in _POSSESSIVE or not _wordlike(doc[end - 1])):
            if doc[end - 1].text == ")" and any(t.text == "(" for t in doc[start:end]):
                break  # "the Communist Party of India (Marxist)"
            end -= 1
        while start < end and (self._outside(doc[start]) or not _wordlike(doc[start])):
            start += 1
            # "The city of | Raqqa", but a battle has no name of its own.
            start += span.label in ("GPE", "LOC") and start < end and doc[start].lower_ == "of"
        if end - start > 1 and span.label == "ORG" and self._is_bent(doc, start):
            start += 1  # "the pro-Western Coalition for Change"
        while end - 1 > start and doc[end - 1].text.islower() and not self._known(doc, NameSpan(start, end, None)):
            if doc[end - 2].text in tree.HYPHENS and not doc[end - 2].whitespace_:
                break  # "Yun Tae-seok"
            end -= 1
        if span.label in ("PERSON", "PER"):
            while start < end and self._is_title(doc[start]):
                start += 1
            if end - start > 2 and doc[start].lower_ in self._occupations and doc[start].is_sent_start is not False:
                start += 1  # "Prosecutor | Ana Bo"; what is small within a sentence has a capital at its start
            if (
                end - start > 1
                and start
                and doc[start].lower_ in self._months
                and doc[start - 1].lower_ in self._dating
            ):
                start += 1  # "in June | Menezes asked"
            # A person's name goes up to "of" ("Elizabeth Quat of DAB") and never over a stroke or bracket.
            stops = [i for i in range(start, end) if doc[i].lower_ in ("of", "/", "(", ")", "|", ",", ";", ":")]
            end = stops[0] if stops and stops[0] > start else end
            label = "PERSON"
        else:
            label = span.label or ""
        if start >= end or not any(c.isupper() for t in doc[start:end] for c in t.text):
            return None
        return replace(span, start=start, end=end, label=label)

    @staticmethod
    def _is_bent(doc: Doc, start: int) -> bool:
        """Whether the word at `start` is the second part of an adjective: "pro-Western"."""
        before = doc[max(start - 2, 0) : start]
        glued = len(before) == 2 and before[1].text in tree.HYPHENS and not any(t.whitespace_ for t in before)
        return glued and before[0].text.islower()

    def _outside(self, token: Token) -> bool:
        """A lower-case word or article that opens a span without being part of the name ("former", "the", "ethnic")."""
        if token.lower_ in ("the", "a", "an", "ethnic", "mr", "mr.", "mrs.", "ms."):
            return True
        return bool(token.text.islower() and token.lower_ not in self._particles)

    def _is_title(self, token: Token) -> bool:
        return token.lower_.rstrip(".") in self._titles

    def _parts(self, doc: Doc, span: NameSpan, matches: Sequence[tuple[int, int]]) -> Iterator[NameSpan]:
        """The span itself, or the known names in it where it is none: "Soviet Tajiks", "Afghan President X"."""
        inside = [m for m in matches if span.start <= m[0] and m[1] <= span.end]
        if (span.start, span.end) in inside or self._known(doc, span):
            yield span
        elif owner := _owner(doc, span, inside):
            yield owner
            rest = self._trim(doc, NameSpan(owner.end + 1, span.end, span.label))
            yield from (rest,) if rest else ()
        elif not inside or self._longer(doc, span, inside):
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
        place = kind_of(candidates[0]) in ("country", "territory", "region", "city", "division")
        if others or not place or not all(w[:1].isupper() for w in words):
            return False
        left = start > span.start and doc[span.start].lower_ in self._opening
        return left or (end < span.end and doc[span.end - 1].text in self._heads)

    def _rest(self, doc: Doc, span: NameSpan, start: int) -> NameSpan | None:
        """What follows a demonym where it is a name by itself: a person, or something known ("Ottoman Empire")."""
        rest = self._trim(doc, NameSpan(start, span.end, span.label))
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
        return people and span.label == "PERSON" and not self._is_title(doc[match[1]])

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
        if self._is_title(following) or any(s.start == end for s in recognised):
            return True
        return _title_case(following.sent) if doc.has_annotation("SENT_START") else True

    def _plausible(self, doc: Doc, span: NameSpan, lower: frozenset[str]) -> bool:
        """Whether an unknown span is a name at all: headings and sentence starts make recognisers see names."""
        tokens = doc[span.start : span.end]
        if doc.has_annotation("TAG") and span.label != "NORP":
            proper = [t for t in tokens if t.tag_.startswith("NNP")]
            if not proper:
                return False
            strange = [
                t
                for t in tokens
                if t.tag_[:2] in ("VB", "WR", "WP", "MD", "PR", "RB")
                and t.lower_ not in self._particles
                and not (t.i > span.start and self._glued(doc, t.i - 1))
            ]
            if strange:
                return False
            if span.label == "PERSON" and span.start > 0 and doc[span.start - 1].lower_ in ("a", "an"):
                return False  # "a Teachta Dala": what somebody is
        if _in_heading(doc, span) or (doc.has_annotation("SENT_START") and _title_case(tokens[0].sent)):
            return doc.text.count(tokens.text) > 1
        if len(tokens) > 1:
            return True
        if _ROMAN.fullmatch(tokens.text):
            return False
        token, following = tokens[0], doc[span.end] if span.end < len(doc) else None
        if following is not None and following.text[:1].isupper() and self._is_title(following):
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
    cut = next((i for i in range(span.start + 1, span.end) if doc[i].text in _POSSESSIVE), None)
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


def _wordlike(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)


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
    """Further places where a recognised name stands: what is a name once is a name throughout."""
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
            if tuple(words[i:end]) == key and not any(j in taken for j in range(i, end)):
                yield NameSpan(i, end, label)
                break
