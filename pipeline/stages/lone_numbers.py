"""Numbers that leave out what they count: "18 analysts were asked; | four | expected no change", "Ana Bo leads with | 33 |"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.tokens import Doc, Token

from pipeline.annotations import ValueMention
from pipeline.stages import tree
from pipeline.stages.casualties import is_human
from pipeline.stages.fuller import listed
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.once import sentences

# How a clause hangs on the one that it goes on from: "killed two, | wounding four others |".
FOLLOWING = frozenset({"conj", "advcl", "acl", "parataxis"})
TELLING = ("nmod", "acl", "appos", "conj", "nummod", "compound", "det")


def counted(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Each such number with the noun of the last count before it in its sentence."""
    noun: Token | None = None
    sentence = sentences(doc)
    for mention in sorted((v for v in doc._.values if v.value.kind == "count"), key=lambda v: v.start):
        token = doc[mention.root]
        if noun is not None and sentence[noun.i] != sentence[token.i]:
            noun = None
        if token.tag_ == "NNS" or (token.dep_ == "nummod" and token.head.tag_ == "NNS"):
            noun = token if token.tag_ == "NNS" else token.head
            continue
        # The noun of its own clause is told with it.
        lone = noun is not None and _is_alone(token, mention.end) and tree.clause_head(noun).i != token.head.i
        if noun is not None and lone and (token.dep_ != "obj" or _is_again(token, noun)):
            yield token, noun


def others(doc: Doc, values: Iterable[ValueMention]) -> Iterator[tuple[Token, Token]]:
    """Each counted "others" with the noun of those counted before it: "killed three | miners | and wounded four others"."""
    noun: Token | None = None
    for mention in sorted((v for v in values if v.value.kind == "count"), key=lambda v: v.start):
        number = doc[mention.root]
        counted = number.head if number.dep_ == "nummod" else number
        if counted.lower_ != "others":
            noun = counted if is_human(counted) else None
        elif noun is not None and noun.sent.start == counted.sent.start and _goes_on(counted, noun):
            yield counted, noun


def _goes_on(counted: Token, noun: Token) -> bool:
    """Whether the clause that counts others goes on from that of the noun before, or the others from the noun."""
    first, clause = tree.clause_head(noun), tree.clause_head(counted)
    if clause.i == first.i:
        return counted.dep_ == "conj" and counted.head.i == noun.i
    beside = clause.dep_ == first.dep_ == "conj" and clause.head.i == first.head.i
    return beside or (clause.head.i == first.i and tree.base(clause.dep_) in FOLLOWING)


def had(doc: Doc) -> Iterator[Token]:
    """Each number that somebody has or wins, without what is counted: "the party came third with 11"."""
    for mention in doc._.values:
        token = doc[mention.root]
        beside = token.dep_ == "obl" and tree.case(token) == "with"
        if token.tag_ != "CD" or mention.value.kind != "count" or not (token.dep_ == "obj" or beside):
            continue
        of = mention.end < len(doc) and doc[mention.end].lower_ in ("of", "more", "out")
        told = any(tree.base(c.dep_) in TELLING for c in token.children)
        if not of and not told and token.head.lemma_.lower() in listed("having") and token.head.i < token.i:
            yield token


def single(doc: Doc) -> Iterator[Token]:
    """Each "one" of several that a clause does not name: "at least | one | was found in Peru"."""
    key = doc.vocab.strings["one"]
    for i in np.flatnonzero(doc.to_array("LOWER") == key).tolist():
        token = doc[i]
        plain = token.tag_ == "CD" and token.dep_ in SUBJECTS and token.i < token.head.i and token.sent.start > 0
        if plain and all(c.lower_ in ("least", "only", "just", "at") for c in token.children) and token.n_lefts:
            yield token


def _is_again(token: Token, noun: Token) -> bool:
    """Whether the verb of a number goes on from that of a noun: "won 12 seats and lost | 3", "had 60 men, now has | 22"."""
    first = noun.head
    return noun.dep_ == "obj" and token.head.i in (first.head.i, *(t.i for t in tree.coordinated(first)))


def _is_alone(token: Token, end: int) -> bool:
    """Whether a number is the subject or object of a verb and nothing in its phrase says what it counts."""
    if token.tag_ != "CD" or token.lower_ == "one":
        return False
    led = (token.dep_ in SUBJECTS and token.i < token.head.i) or (token.dep_ == "obj" and token.i > token.head.i)
    if not led:
        return False
    parted = end < len(token.doc) and token.doc[end].text == ","
    told = any(tree.base(c.dep_) in TELLING and not (parted and c.left_edge.i >= end) for c in token.children)
    return not told and (end >= len(token.doc) or token.doc[end].lower_ != "of")
