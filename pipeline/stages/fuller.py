"""Whether an earlier phrase says in full what a later one takes up: "a law on land" for "this law"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc, Span, Token

from pipeline import resources
from pipeline.annotations import Mention

LOOKED_AT = 30  # phrases of a chain that are looked through: so that time is linear in the text


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of a kind in the table: generic, shares, different, periods."""
    return frozenset(resources.table("coreference.toml")["demonstratives"][kind])


class Earlier:
    """What the phrases of one Doc may take up.

    by_root: the mentions by head token. taken: tokens of names and times.
    """

    def __init__(self, doc: Doc, by_root: Mapping[int, Mention], taken: frozenset[int]) -> None:
        self.doc = doc
        self.by_root = by_root
        self.taken = taken
        self.chains = {m.root: chain for chain in doc._.chains for m in chain}

    def earlier(self, head: Token, i: int) -> list[Mention]:
        """The last phrases of the chain of a noun that end before token `i`, without pronouns, in order."""
        chain = self.chains.get(head.i, ())
        last = bisect_left(chain, i, key=_start)
        return [m for m in chain[max(0, last - LOOKED_AT) : last] if m.end <= i and m.kind != "pronoun"]


def _start(mention: Mention) -> int:
    return mention.start


def has_noun(words: Span, head: Token) -> bool:
    """Whether a phrase has this noun, and does not say that it is another one: not "a previous cyclone"."""
    same = words.root.lemma_.lower() == head.lemma_.lower() not in listed("generic")
    return same and not any(t.lower_ in listed("different") for t in words)


def tells_more(words: Span, word: Token, head: Token) -> bool:
    """Whether a phrase says more than that from `word` to `head`, as "the girls" for "these girls" does not."""
    own = {t.lower_ for t in word.doc[word.i : head.i + 1]}
    return any(t.lower_ not in own and t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") for t in words)


def tells_all(words: Span, word: Token, head: Token) -> bool:
    """Whether a phrase has all words between a determiner and its noun: not so for "these two regions"."""
    known = {t.lower_ for t in words}
    return all(t.lower_ in known for t in word.doc[word.i + 1 : head.i])
