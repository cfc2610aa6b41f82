"""What "this", "that", "these" and "those" point to: "this team", "39 percent of these".

Clauses ("He left. This …") are not looked for: such a "this" stays unresolved, and a claim says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Mention, ValueMention
from pipeline.stages import _lexicon, tree
from pipeline.stages.arguments import extent, restricting

WORDS = frozenset({"this", "that", "these", "those"})
SEQUENCE = frozenset({"last", "next"})
PLURAL = frozenset({"these", "those"})
# Least score of an antecedent that is written in place of a pronoun or noun, and not beside it as probable. On GUM dev two
# in five of those below are right; in texts about countries most are (`benchmarks/coreference.py`).
DOUBTFUL = 0.6
# How sure a claim is whose slot holds a pronoun, "this" or "the boat" that nothing explains.
UNEXPLAINED = 0.6
NEAR = 120  # tokens between a name and a noun for it: some sentences
LONGEST = 10  # tokens of a phrase that may be written for a demonstrative
# Relations of words that are no phrase by themselves: "that is", "such as this".
OTHER_USES = ("mark", "advmod", "cc", "fixed", "expl", "det:predet")
LOOKED_AT = 30  # phrases of a chain, or numbers, before a demonstrative: so that time is linear in the text
DEICTIC = frozenset({"today", "yesterday", "tomorrow", "last", "next", "this"})
# Kinds of values that a share is of: not those of another share or of a year.
WHOLES = ("count", "money", "quantity")


@dataclass(frozen=True, slots=True)
class Demonstrative:
    """Tokens `[start, end)` with head `root`, their complements up to `stop`, and what they may stand for.

    `sure`: whether the antecedent says all that they say, so that it can be written in their place. `guessed`: whether
    no more than a chain of phrases leads to it. `score` is how sure it is, from 0 to 1, what they stand for. `definite`:
    the words are "the" and a noun, which say something by themselves; without an antecedent, nothing before says more.
    """

    start: int
    end: int
    stop: int
    root: int
    antecedent: tuple[int, int] | None = None
    sure: bool = False
    guessed: bool = False
    score: float = UNEXPLAINED
    definite: bool = False


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of a kind in the table: generic, shares, different."""
    return frozenset(resources.table("coreference.toml")["demonstratives"][kind])


def _start(found: Mention | ValueMention) -> int:
    return found.start


class Demonstratives:
    """Finds the demonstratives of one Doc that a claim cannot leave as they are.

    by_root: the mentions by head token. taken: tokens of names and times.
    """

    def __init__(self, doc: Doc, by_root: Mapping[int, Mention], taken: frozenset[int]) -> None:
        self.doc = doc
        self.by_root = by_root
        self.taken = taken
        self.chains = {m.root: chain for chain in doc._.chains for m in chain}
        self.values: list[ValueMention] = sorted(doc._.values, key=_start)

    def __iter__(self) -> Iterator[Demonstrative]:
        words = [self.doc.vocab.strings[word] for word in WORDS | SEQUENCE | {"the"}]
        for i in np.flatnonzero(np.isin(self.doc.to_array("LOWER"), words)).tolist():
            token = self.doc[i]
            if i in self.taken:
                continue
            definite = token.lower_ == "the"
            found = (
                self._period(token) if token.tag_ != "DT" else self._definite(token) if definite else self._read(token)
            )
            if found is not None:
                yield found

    def _definite(self, word: Token) -> Demonstrative | None:
        """A noun that an earlier phrase says in full: "the ban" behind "a ban on exports", "the company" behind "NBC".

        Without an antecedent where a chain leads to an earlier sentence, in which nothing says it in full. None for a noun
        with words of its own, or that another mention names already. How many are right on GUM: `benchmarks/coreference.py`.
        """
        head = word.head
        compound = {t.i for t in self.doc[word.i + 1 : head.i]} <= {c.i for c in head.lefts if c.dep_ == "compound"}
        plain = compound and head.tag_ in ("NN", "NNS") and head.lemma_.lower() not in _words("generic")
        if not plain or head.i in self.taken or word.dep_ != "det" or self._is_described(head):
            return None
        mention = self.by_root.get(head.i)
        if mention is not None and mention.entity is not None:
            return None
        chain = self.chains.get(head.i, ())
        last = bisect_left(chain, word.i, key=_start)
        before = [m for m in chain[max(0, last - LOOKED_AT) : last] if m.end <= word.i and m.kind != "pronoun"]
        same = [m for m in before if self._is_same(m, word, head)]
        found = next((m for m in reversed(same) if self._tells_more((m.start, m.end), word, head)), None)
        if found is None and not same and head.tag_ == "NN":
            near = (m for m in reversed(before) if word.i - m.end < NEAR)
            found = next((m for m in near if m.kind == "name" and self._may_be(m, head)), None)
        if found is not None and (found.end - found.start > LONGEST or not self._is_clear(found)):
            found = None
        if found is None and not self._is_taken_up(before, word, head):
            return None
        stop = head.i + 2 if head.i + 1 < len(self.doc) and head.nbor(1).tag_ == "POS" else head.i + 1
        place = (found.start, found.end) if found is not None else None
        score = UNEXPLAINED if found is None else 1.0
        return Demonstrative(
            word.i, head.i + 1, stop, head.i, place, guessed=place is not None, score=score, definite=True
        )

    def _is_taken_up(self, before: list[Mention], word: Token, head: Token) -> bool:
        """Whether a noun stands for what an earlier sentence speaks of: not "the Lombardy region", "the north"."""
        named = any(t.pos_ == "PROPN" for t in self.doc[word.i : head.i])
        unique = named or head.lemma_.lower() in _words("unique")
        return not unique and bool(before) and before[-1].end <= head.sent.start

    def _is_same(self, found: Mention, word: Token, head: Token) -> bool:
        """Whether a phrase has the noun of "the ice cap" in the same number, and the words before it."""
        plural = (self.doc[found.root].tag_ in ("NNS", "NNPS")) == (head.tag_ == "NNS")
        place = (found.start, found.end)
        return plural and self._has_noun(place, head) and self._tells_all(place, word, head)

    def _is_clear(self, found: Mention) -> bool:
        """Whether a phrase can be understood by itself: not "two red signals", "her new outfit", "today's game", "student"."""
        tokens = self.doc[found.start : found.end]
        if any(t.tag_ in ("CD", "PRP$", "WP$", "WDT", "WP", "PRP") or t.lower_ in DEICTIC for t in tokens):
            return False
        root = self.doc[found.root]
        return found.kind == "name" or root.tag_ != "NN" or tree.child(root, "det", "nmod:poss") is not None

    def _may_be(self, name: Mention, head: Token) -> bool:
        """Whether a noun stands for names of a kind: "the company" for "NBC", not "the deal"."""
        kinds = _lexicon.stand_ins().get(head.lemma_.lower(), 0)
        letters = resources.table("coreference.toml")["labels"].get(name.type or "", "")
        return bool(kinds & sum(_lexicon.CLASSES[letter] for letter in letters))

    def _is_described(self, head: Token) -> bool:
        """Whether a noun says by itself which one is meant, or belongs to another; what a comma parts from it does not."""
        if head.dep_ in ("compound", "flat"):
            return True
        for part in head.rights:
            first = part.left_edge
            apart = first.text == "," or first.nbor(-1).text == ","
            if tree.base(part.dep_) in ("nmod", "appos", "flat") or (tree.base(part.dep_) == "acl" and not apart):
                return True
        return False

    def _period(self, word: Token) -> Demonstrative | None:
        """A period that is counted from the day of the text and has no fixed length: "last season"."""
        head = word.head
        counted = word.lower_ in SEQUENCE and head.i == word.i + 1 and head.lemma_ in _words("periods")
        if not counted or head.i in self.taken or tree.child(head, "det", "nmod:poss") is not None:
            return None
        stop = head.i + 2 if head.i + 1 < len(self.doc) and head.nbor(1).tag_ == "POS" else head.i + 1
        return Demonstrative(word.i, head.i + 1, stop, head.i)

    def _read(self, word: Token) -> Demonstrative | None:
        """None for a word that needs nothing outside of its phrase, and where what it stands for has a name."""
        head = word.head if word.dep_ == "det" else word
        alone = head.i == word.i
        clause = restricting(head)
        which = clause is not None and (clause.dep_ == "acl:relcl" or alone or word.lower_ in ("those", "that"))
        if head.i < word.i or head.i in self.taken or which:
            return None
        if alone and (word.dep_ in OTHER_USES or any(c.dep_ in ("nmod", "obl", "amod") for c in head.rights)):
            return None  # "that of the governing party", "those in Dhaka"
        if head.dep_ == "appos" or (word.lower_ in PLURAL and head.lemma_ == "day"):
            return None  # it stands beside what it says, and "these days" is now
        mention = self.by_root.get(head.i)
        if mention is not None and mention.entity is not None and head.i == word.i + 1:
            return None
        end = head.i + 1
        stop = end if alone else max(end, extent(head)[1])
        if stop < len(self.doc) and self.doc[stop].tag_ == "POS":
            stop += 1
        if mention is not None and mention.antecedent is not None and mention.antecedent[1] <= word.i:
            known = self._short(mention.antecedent)
            named = mention.entity is not None and mention.score >= DOUBTFUL
            if named or (self._has_noun(known, head) and self._tells_more(known, word, head)):
                sure = not named and mention.score >= DOUBTFUL and stop == end and self._tells_all(known, word, head)
                score = mention.score if sure else UNEXPLAINED
                return Demonstrative(word.i, end, stop, head.i, known, sure, score=score)
        if (whole := self._whole(word, head)) is not None:
            return Demonstrative(word.i, end, stop, head.i, whole)
        return Demonstrative(word.i, end, stop, head.i, self._guess(word, head), guessed=True)

    def _whole(self, word: Token, head: Token) -> tuple[int, int] | None:
        """The number of which a share is told: "97,000 people fled, and 41,500 of these starve", "Half of that was lost".

        It is the last one before in the same sentence, or the only one of the sentence before.
        """
        part = word.head
        shared = (
            part.i < word.i
            and (part.pos_ == "NUM" or part.lemma_.lower() in _words("shares"))
            and tree.case(word) == "of"
        )
        if head.i != word.i or word.dep_ != "nmod" or not shared:
            return None
        kinds = ("count",) if word.lower_ in PLURAL else WHOLES
        last = bisect_left(self.values, part.left_edge.i, key=_start)
        near = self.values[max(0, last - LOOKED_AT) : last]
        numbers = [v for v in near if v.value.kind in kinds and v.end <= part.left_edge.i]
        whole = [v for v in numbers if v.start >= word.sent.start][-1:]
        if not whole:
            whole = [v for v in numbers if v.start >= self._previous(word)]
        if len(whole) != 1:
            return None
        noun = self.doc[whole[0].root]
        start, end = tree.phrase(noun.head if noun.dep_ == "nummod" else noun)
        start, end = min(start, whole[0].start), max(end, whole[0].end)
        return (start, end) if end <= part.left_edge.i else None  # an odd tree may have it reach further

    def _guess(self, word: Token, head: Token) -> tuple[int, int] | None:
        """The phrase of the same chain that a demonstrative probably takes up: one with its noun, or close before "these".

        None where chains are mostly wrong: a single "this" takes up a clause more often than a phrase, and "this concern"
        what has no noun of that kind (`benchmarks/coreference.py`).
        """
        alone = head.i == word.i
        if alone and word.lower_ not in PLURAL:
            return None
        chain = self.chains.get(head.i, ())
        last = bisect_left(chain, word.i, key=_start)
        before = [m for m in chain[max(0, last - LOOKED_AT) : last] if m.end <= word.i and m.kind != "pronoun"]
        if alone:
            before = [m for m in before if m.start >= self._previous(word) and m.kind == "nominal"]
            before = [m for m in before if self._is_plural(self.doc[m.root])]
        else:
            before = [m for m in before if self._is_plural(self.doc[m.root]) == self._is_plural(head)]
        found = (self._short((m.start, m.end)) for m in reversed(before))
        told = (p for p in found if self._tells_more(p, word, head) and (alone or self._has_noun(p, head)))
        return next(told, None)

    def _previous(self, word: Token) -> int:
        """Where the sentence before that of a word begins."""
        return int(self.doc[max(word.sent.start - 1, 0)].sent.start)

    def _is_plural(self, token: Token) -> bool:
        return token.tag_ in ("NNS", "NNPS") or token.lower_ in PLURAL or token.pos_ == "CCONJ"

    def _has_noun(self, place: tuple[int, int], head: Token) -> bool:
        """Whether a phrase has the noun of a demonstrative, and does not say that it is another one."""
        words = self.doc[slice(*place)]
        same = words.root.lemma_.lower() == head.lemma_.lower() not in _words("generic")
        return same and not any(t.lower_ in _words("different") for t in words)

    def _short(self, place: tuple[int, int]) -> tuple[int, int]:
        """A phrase, without what follows its noun where that is long."""
        if place[1] - place[0] <= LONGEST:
            return place
        start, end = tree.phrase(self.doc[slice(*place)].root)
        return max(start, place[0]), min(end, place[1])

    def _tells_more(self, place: tuple[int, int], word: Token, head: Token) -> bool:
        """Whether a phrase says more than the demonstrative, as "the girls" for "these girls" does not."""
        own = {t.lower_ for t in self.doc[word.i : head.i + 1]}
        return any(
            t.lower_ not in own and t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") for t in self.doc[slice(*place)]
        )

    def _tells_all(self, place: tuple[int, int], word: Token, head: Token) -> bool:
        """Whether a phrase has all words between the demonstrative and its noun: not so for "these two regions"."""
        known = {t.lower_ for t in self.doc[slice(*place)]}
        return all(t.lower_ in known for t in self.doc[word.i + 1 : head.i])
