"""The stage `claimspan_values`: values of the text as mentions on tokens, checked and completed from tags and tree."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotations import TimeMention, ValueMention
from pipeline.grammar import values
from pipeline.grammar.notation import ENGLISH, notation
from pipeline.grammar.wordlists import listed
from pipeline.records import Of, Value
from pipeline.stages import _lexicon, extensions, lone_numbers
from pipeline.stages.tracing import note

# Entity labels that are names: a number inside one is a part of the name.
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
NOUNS = frozenset({"NOUN", "PROPN"})
# Relations of a number, an ordinal or a superlative to the noun that it belongs to.
MODIFIERS = frozenset({"nummod", "amod", "compound", "det", "nmod", "advmod", "flat", "obl:npmod", "obl:unmarked"})
# Relations that end the reach of a verb like "are estimated to".
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "conj", "parataxis", "appos", "ROOT"})
ESTIMATES = frozenset({"estimate", "estimates", "estimated"})
# How far a value may hang below the verb that makes it an estimate.
DEPTH = 6
# Ages that stand as bare numbers behind a person.
YOUNGEST, OLDEST = 10, 110
# Between people and the age that bounds them.
BOUNDING = frozenset({"under", "over", "above", "below", "aged"})


@Language.factory("claimspan_values", assigns=["doc._.values"])
def make_values(nlp: Language, name: str) -> ValueFinder:
    """Build the stage; it reads `doc._.times`, names, tags and dependencies where they are there."""
    extensions.register()
    return ValueFinder()


class ValueFinder:
    """Writes `doc._.values`, in reading order, without overlaps."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.values = self.mentions(doc)
        return doc

    def mentions(self, doc: Doc) -> list[ValueMention]:
        """The values of `doc` that are neither times nor parts of names."""
        times = _Times(doc._.times)
        found = []
        document = doc._.document
        locale = document.numbers if document is not None else None
        for value in values.find(doc.text, notation(locale) if locale else ENGLISH):
            span = doc.char_span(value.start, value.end, alignment_mode="expand")
            if span is None:
                continue
            if (reason := self.excluded(doc, span, value, times)) is not None:
                note(doc, "values", span.start, span.end, reason)
                continue
            found.append(_mention(doc, span, _aged(span, value)))
        return _with_others(doc, found) if doc.has_annotation("DEP") else found

    def excluded(self, doc: Doc, span: Span, value: Value, times: _Times) -> str | None:
        """Why a number of the grammar is no value here, None when it is one."""
        if times.hold(value):
            return "is a part of a time"
        if _is_name(doc, span):
            return "is a part of a name"
        return "is tagged as a word that is no number here" if _is_word(span, value) else None


class _Times:
    """Which values are parts of a time: all in an absolute one; in a relative or recurring one durations stay."""

    def __init__(self, times: list[TimeMention]) -> None:
        self.times = sorted(times, key=lambda m: m.start_char)
        self.starts = [m.start_char for m in self.times]

    def hold(self, value: Value) -> bool:
        at = bisect_right(self.starts, value.start) - 1
        for mention in self.times[max(0, at - 1) : at + 1]:
            if mention.start_char <= value.start and value.end <= mention.end_char:
                return mention.kind == "absolute" or value.kind != "duration"
        return False


def _is_name(doc: Doc, span: Span) -> bool:
    """The value is a part of a name: "the Fourth Republic", "Boeing 737"."""
    first, last = doc[span.start], doc[span.end - 1]
    if not (first.ent_type_ in NAMES and last.ent_type_ in NAMES):
        return False
    # A name that is nothing but the value is a mistake of the name finder.
    before = span.start > 0 and first.ent_iob_ == "I"
    after = span.end < len(doc) and doc[span.end].ent_iob_ == "I"
    return before or after


def _is_word(span: Span, value: Value) -> bool:
    """A tag shows that the word is no number here: "one" as a pronoun, "first" as an adverb."""
    if len(span) != 1:
        return False
    token = span[0]
    if token.lower_ == "one" and value.kind == "count":
        # Without a noun that it counts "one" stands for a thing said before.
        return token.pos_ == "PRON" or (token.doc.has_annotation("DEP") and not token.dep_.startswith("nummod"))
    if value.kind == "rank":
        # "came third with 17 percent": behind a verb of placing the adverb ranks.
        placed = token.i > 0 and token.nbor(-1).lower_ in listed("rank_verbs")
        return token.pos_ in ("ADV", "VERB", "AUX", "PROPN") and not placed
    return False


def _aged(span: Span, value: Value) -> Value:
    """A bare number between commas behind a noun for a person is an age: "the former mayor, 62, was"."""
    doc, start, end = span.doc, span.start, span.end
    if value.kind != "count" or len(span) != 1 or not value.text.isdigit() or not YOUNGEST <= int(value.text) <= OLDEST:
        return value
    if start > 1 and doc[start - 1].lower_ in BOUNDING and _is_people(doc[start - 2]) and not _counts(doc, end):
        return value.model_copy(update={"kind": "age", "unit": "a"})  # "children under 15"
    if start < 2 or doc[start - 1].text != "," or end >= len(doc) or doc[end].text not in (",", ".", ")"):
        return value
    noun = doc[start - 2]
    person = noun.tag_ == "NN" and _lexicon.noun_classes().get(noun.lemma_.lower()) == _lexicon.PERSON
    return value.model_copy(update={"kind": "age", "unit": "a"}) if person else value


def _is_people(noun: Token) -> bool:
    """Whether a plural noun is one of people, by its usual sense."""
    classes = _lexicon.noun_classes().get(noun.lemma_.lower(), 0)
    return noun.tag_ == "NNS" and (bool(classes & _lexicon.PERSON) or noun.lemma_.lower() == "people")


def _counts(doc: Doc, end: int) -> bool:
    """Whether a noun behind a number is what it counts."""
    return end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "SYM", "NUM")


def _mention(doc: Doc, span: Span, value: Value) -> ValueMention:
    parsed = doc.has_annotation("DEP")
    root = span.root if parsed else span[-1]
    if parsed:
        changes: dict[str, object] = {}
        of = _of(doc, span, value)
        if of is not None:
            changes["of"] = of
        if not value.approximate and value.kind != "rank" and _estimated(root):
            changes["approximate"] = True
        if changes:
            value = value.model_copy(update=changes)
    return ValueMention(start=span.start, end=span.end, root=root.i, value=value)


def _of(doc: Doc, span: Span, value: Value) -> Of | None:
    """What is counted or ranked, or the whole of a ratio, as the tree shows it; None leaves what the words showed."""
    if value.kind in ("count", "rank"):
        noun = _noun(span)
        if noun is None and value.kind == "count" and (of := _some_of(span)) is not None:
            first = next((c.i for c in of.lefts if c.dep_ in ("amod", "compound", "nmod:desc")), of.i)
            return _phrase(doc, first, of)
        return _phrase(doc, span.end, noun) if noun is not None else None
    if value.kind == "ratio" and value.of is not None and value.of.amount is not None and value.of.start is not None:
        base = doc.char_span(value.of.start, value.end, alignment_mode="expand")
        noun = _noun(base) if base is not None else None
        if base is None:
            return None
        if noun is None:  # "12 of the 22 voted": the words took for a thing what is none
            named = any(
                token.pos_ in NOUNS for token in doc[base.end : base.end + 4] if token.idx < (value.of.end or 0)
            )
            short = Of(amount=value.of.amount, text=base.text, start=base.start_char, end=base.end_char)
            return None if named else short
        phrase = doc[base.start : noun.i + 1]
        return Of(amount=value.of.amount, text=phrase.text, start=phrase.start_char, end=phrase.end_char)
    return None


def _with_others(doc: Doc, found: list[ValueMention]) -> list[ValueMention]:
    """Say of those who are counted as others what they are: "killed three | miners | and wounded four others"."""
    nouns = {others.i: noun for others, noun in lone_numbers.others(doc, found)}
    if not nouns:
        return found
    before: dict[int, Of | None] = {}
    for i, mention in enumerate(found):
        counted = doc[mention.root].head.i
        if counted in nouns:
            found[i] = replace(mention, value=mention.value.model_copy(update={"of": before[nouns[counted].i]}))
        before[counted] = mention.value.of
    return found


def _some_of(span: Span) -> Token | None:
    """The plural that a number takes some of: "bodyguards" of "four of his bodyguards"."""
    parts = (c for c in span.root.rights if c.dep_ == "nmod" and c.left_edge.i == span.end)
    return next((c for c in parts if c.tag_ == "NNS" and span.doc[span.end].lower_ == "of"), None)


def _noun(span: Span) -> Token | None:
    """The noun behind `span` that the number or ordinal in it belongs to."""
    token = span.root
    for _ in range(3):
        head = token.head
        if head.i == token.i or token.dep_ not in MODIFIERS:
            return None
        if head.i >= span.end and head.pos_ in NOUNS and head.i - span.end < 8:
            return head
        token = head
    return None


def _phrase(doc: Doc, start: int, noun: Token) -> Of | None:
    """The words from behind the number to its noun and the parts of a name that follow it."""
    while start < noun.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    end = noun.i + 1
    while end < len(doc) and doc[end].head.i == noun.i and doc[end].dep_ in ("flat", "flat:name"):
        end += 1
    span = doc[start:end]
    if not span.text or any(token.is_punct and token.text.strip("-‐‑–") != "" for token in span):
        span = doc[noun.i : end]
    return Of(text=span.text, start=span.start_char, end=span.end_char)


def _estimated(token: Token) -> bool:
    """The clause says "is estimated to" or hangs on "estimates that"."""
    for _ in range(DEPTH):
        head = token.head
        if head.lower_ in ESTIMATES and head.pos_ == "VERB" and token.dep_ not in CLAUSES - {"ccomp"}:
            return True
        if token.dep_ in CLAUSES:
            return False
        token = head
    return False
