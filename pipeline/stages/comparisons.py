"""Comparisons that do not say with what: "prices rose faster", "the gap was wider", "weighed twice as much"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.stages import relatives, tree
from pipeline.stages.referents import nouns

COMPARATIVE = ("JJR", "RBR")
# Comparatives of time, which a noun may have, and what says behind them when that was.
ORDERED = frozenset({"earlier", "later"})
DATING = ("in", "on", "at", "this", "that", "today", "yesterday", "last", "to", "for")
# Who has or expects a percentage, and prepositions of one that is had.
ACTORS = ("PERSON", "ORG")
HELD = ("at", "for", "with")
REACH = 12  # tokens behind a comparative in which "than" is looked for


def listed(kind: str) -> frozenset[str]:
    """A list of words of comparison, by its name in the table."""
    return resources.words("comparisons.toml", kind)


def unended(doc: Doc) -> Iterator[Token]:
    """The last word of every comparison of a predicate or adverb without what it compares with."""
    marks = [doc.vocab.strings[tag] for tag in COMPARATIVE]
    for i in np.flatnonzero(np.isin(doc.to_array("TAG"), marks)).tolist():
        token = doc[i]
        degree = token.lower_ in ("more", "less") and token.dep_ == "advmod" and token.head.i == i + 1
        word = token.head if degree else token
        if (degree or token.lower_ not in listed("quantities")) and _compares(word) and not _is_ended(word):
            yield word
        elif token.lower_ in ORDERED and token.dep_ == "amod" and word.head.i == i + 1 and not _is_ended(word.head):
            yield word.head  # "at earlier rallies"
    for i in np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings["as"]).tolist():
        token = doc[i]
        multiple = i > 0 and token.nbor(-1).lower_ in listed("multiples")
        measured = multiple and token.dep_ == "advmod" and token.head.i == i + 1
        if measured and not _is_ended(token.head):
            yield token.head


def shares(doc: Doc) -> Iterator[Token]:
    """The percentages of which a clause does not say of what they are: "some 73 percent live below the poverty line".

    So those that somebody has or expects, "the bank projected 3.8 percent", but not what something rose by.
    """
    words = [doc.vocab.strings[word] for word in ("percent", "%", "cent")]
    for i in np.flatnonzero(np.isin(doc.to_array("LOWER"), words)).tolist():
        token = doc[i]
        if token.lower_ == "cent" and (i == 0 or doc[i - 1].lower_ != "per"):
            continue
        subject = tree.base(token.dep_) == "nsubj" and token.i < token.head.i
        if not (subject or _is_had(token)) or tree.child(token.head, "cop") is not None:
            continue
        wholes = ("of", "among", "in") if subject else ("of", "among")
        of = any(tree.case(c) in wholes for c in (*token.rights, *token.head.children) if c.i != i)
        if not of and not any(t.lower_ == "of" for t in doc[i + 1 : i + 2]):
            yield token


def _is_had(share: Token) -> bool:
    """Whether a percentage is what somebody has, gets or expects: "UEFA recommends 70 percent", "aims for 3 percent"."""
    verb = share.head
    moving = any(verb.lower_ in resources.words("changes.toml", kind) for kind in ("up", "down", "either"))
    if verb.i > share.i or verb.pos_ != "VERB" or moving:
        return False
    beside = share.dep_ == "obl" and tree.case(share) in HELD and tree.child(verb, "obj") is None
    who = tree.child(tree.first_conjunct(verb), "nsubj")
    if who is None or not (share.dep_ == "obj" or beside):
        return False
    who = relatives.relativised(who) if who.tag_ in tree.RELATIVE else who
    return who.ent_type_ in ACTORS or who.lemma_.lower() in nouns("person") | nouns("body") | nouns("group")


def _compares(word: Token) -> bool:
    """Whether a word is what a clause says of its subject, or how its verb goes on, behind the verb."""
    if tree.child(word, "cop") is not None:
        return word.pos_ == "ADJ"
    verb = word.head
    plain = word.dep_ == "advmod" and verb.i < word.i and tree.is_verbal(verb)
    return plain and verb.lemma_.lower() not in listed("changing") and tree.child(word, "obl") is None


def _is_ended(word: Token) -> bool:
    """Whether a comparison says with what: "than", "as" or a point of time behind it."""
    behind = word.doc[word.i + 1 : min(word.i + 1 + REACH, word.sent.end)]
    if word.lower_ in ORDERED and len(behind) > 0 and behind[0].lower_ in DATING:
        return True  # "earlier today"
    if any(c.dep_ == "advcl" and c.lower_ == "compared" for c in word.lefts):
        return True  # "compared with their kin, foxes are larger"
    return any(t.lower_ in ("than", "as", "since", "compared", "before", "ago", "after") for t in behind)
