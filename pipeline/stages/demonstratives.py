"""What "this", "that", "these" and "those" point to: "this team", "39 percent of these".

Clauses ("He left. This …") are not looked for: such a "this" stays unresolved, and a claim says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.tokens import Span, Token

from pipeline.annotations import ValueMention
from pipeline.stages import fuller, tree
from pipeline.stages.arguments import extent, restricting

WORDS = frozenset({"this", "that", "these", "those"})
SEQUENCE = frozenset({"last", "next"})
PLURAL = frozenset({"these", "those"})
# Least score of an antecedent that is written in place of a pronoun or noun, and not beside it as probable. On GUM dev two
# in five of those below are right; in texts about countries most are (`benchmarks/coreference.py`).
DOUBTFUL = 0.6
# How sure a claim is whose slot holds a pronoun, "this" or "the boat" that nothing explains.
UNEXPLAINED = 0.6
LONGEST = 10  # tokens of a phrase that may be written for a demonstrative
# Relations of words that are no phrase by themselves: "that is", "such as this".
OTHER_USES = ("mark", "advmod", "cc", "fixed", "expl", "det:predet")
LOOKED_AT = 30  # numbers before a demonstrative: so that time is linear in the text
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


def _start(found: ValueMention) -> int:
    return found.start


def _is_elided(word: Token) -> bool:
    """Whether "that" or "those" with an "of" stands for a noun that only an earlier sentence has."""
    of = (c for c in word.rights if c.dep_ == "nmod" and tree.case(c) == "of" and c.pos_ != "PRON")
    subject = tree.base(word.dep_) == "nsubj" and next(of, None) is not None
    return subject and all(t.pos_ not in ("NOUN", "PROPN") for t in word.doc[word.sent.start : word.i])


class Demonstratives(fuller.Earlier):
    """Finds the demonstratives of one Doc that a claim cannot leave as they are."""

    @cached_property
    def values(self) -> list[ValueMention]:
        """The values of the text in order."""
        return sorted(self.doc._.values, key=_start)

    def __iter__(self) -> Iterator[Demonstrative]:
        words = [self.doc.vocab.strings[word] for word in WORDS | SEQUENCE]
        for i in np.flatnonzero(np.isin(self.doc.to_array("LOWER"), words)).tolist():
            token = self.doc[i]
            if i in self.taken:
                continue
            found = self._read(token) if token.tag_ == "DT" else self._period(token)
            if found is not None:
                yield found

    def _period(self, word: Token) -> Demonstrative | None:
        """A period that is counted from the day of the text and has no fixed length: "last season"."""
        head = word.head
        counted = word.lower_ in SEQUENCE and head.i == word.i + 1 and head.lemma_ in fuller.listed("periods")
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
            # "Than that of the governing party", "those in Dhaka", but "Those of Peru fell"
            return Demonstrative(word.i, word.i + 1, word.i + 1, word.i) if _is_elided(word) else None
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
            words = self.doc[slice(*known)]
            named = mention.entity is not None and mention.score >= DOUBTFUL
            sure = not named and mention.score >= DOUBTFUL and stop == end and fuller.tells_all(words, word, head)
            told = fuller.has_noun(words, head) and fuller.tells_more(words, word, head)
            if named or (told and (sure or not self.is_rivalled(head, word.i, words))):
                score = mention.score if sure else UNEXPLAINED
                return Demonstrative(word.i, end, stop, head.i, known, told and sure, score=score)
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
            and (part.pos_ == "NUM" or part.lemma_.lower() in fuller.listed("shares"))
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
        before = self.earlier(head, word.i)
        if alone:
            before = [m for m in before if m.start >= self._previous(word) and m.kind == "nominal"]
            before = [m for m in before if self._is_plural(self.doc[m.root])]
        else:
            before = [m for m in before if self._is_plural(self.doc[m.root]) == self._is_plural(head)]
        short = (self._short((m.start, m.end)) for m in reversed(before))
        found = next((p for p in short if self._is_told(self.doc[slice(*p)], word, head)), None)
        return None if found is None or self.is_rivalled(head, word.i, self.doc[slice(*found)]) else found

    def _is_told(self, words: Span, word: Token, head: Token) -> bool:
        return fuller.tells_more(words, word, head) and (head.i == word.i or fuller.has_noun(words, head))

    def _previous(self, word: Token) -> int:
        """Where the sentence before that of a word begins."""
        return int(self.doc[max(word.sent.start - 1, 0)].sent.start)

    def _is_plural(self, token: Token) -> bool:
        return token.tag_ in ("NNS", "NNPS") or token.lower_ in PLURAL or token.pos_ == "CCONJ"

    def _short(self, place: tuple[int, int]) -> tuple[int, int]:
        """A phrase, without what follows its noun where that is long."""
        if place[1] - place[0] <= LONGEST:
            return place
        start, end = tree.phrase(self.doc[slice(*place)].root)
        return max(start, place[0]), min(end, place[1])
