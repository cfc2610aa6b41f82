"""Whether an earlier phrase says in full what a later one takes up: "a law on land" for "this law"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from spacy.tokens import Doc, Span, Token

from pipeline import resources
from pipeline.annotations import Mention

LOOKED_AT = 30  # phrases of a chain that are looked through: so that time is linear in the text
NOUNS = ("NN", "NNS")
# Other things of the text that have the same noun, from which on a chain is not believed: on GUM train and dev 131 of the 169 antecedents
# that claims give as probable are right, and 167 of 240 without this bound (`benchmarks/coreference.py`, with a bound of 10**6).
RIVALS = 2
# What a plural phrase begins with that means certain things; a bare one means things of a kind.
CERTAIN = frozenset({"the", "these", "those", "both", "all", "several"})


def listed(kind: str) -> frozenset[str]:
    """The words of a kind in the table: generic, shares, different, periods."""
    return resources.words("coreference.toml", "demonstratives", kind)


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

    def last(self, head: Token, i: int) -> int | None:
        """The last token before `i` that is the same noun."""
        places = self._places.get(head.lemma_.lower(), [])
        at = bisect_left(places, i)
        return places[at - 1] if at else None

    def same(self, head: Token, i: int) -> list[Token]:
        """The same noun where it stands last before token `i`."""
        places = self._places.get(head.lemma_.lower(), [])
        at = bisect_left(places, i)
        return [self.doc[place] for place in places[max(0, at - LOOKED_AT) : at]]

    def is_rivalled(self, head: Token, i: int, found: Span) -> bool:
        """Whether too many other things before token `i` have the same noun, or a phrase means no certain ones.

        Two planes, three planes and a plane leave open which one "the plane" is; "healthy ants" are not "these ants".
        """
        owned = any(t.tag_ in ("POS", "CD", "PRP$") for t in found)
        if found.root.tag_ == "NNS" and not owned and found[0].lower_ not in CERTAIN:
            return True
        if (
            found.root.tag_ == "NN"
            and self._named.get(head.lower_, i) < i
            and not any(t.pos_ == "PROPN" for t in found)
        ):
            return True  # "the railway link", where the text has named the Great Belt Link
        own = {id(self.chains.get(root)) for root in (head.i, found.root.i)}
        nouns = (noun for noun in self.same(head, i) if noun.i != found.root.i)
        things = {id(self.chains[t.i]) if t.i in self.chains else -t.i for t in nouns if t.dep_ != "compound"}
        return len(things - own) >= RIVALS

    @cached_property
    def _named(self) -> dict[str, int]:
        """Where each word first stands in a name."""
        names = np.flatnonzero(self.doc.to_array("TAG") == self.doc.vocab.strings["NNP"]).tolist()
        return {self.doc[i].lower_: i for i in reversed(names)}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each noun stands."""
        found: dict[str, list[int]] = {}
        nouns = np.isin(self.doc.to_array("TAG"), [self.doc.vocab.strings[tag] for tag in NOUNS])
        for i in np.flatnonzero(nouns).tolist():
            found.setdefault(self.doc[i].lemma_.lower(), []).append(i)
        return found


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
