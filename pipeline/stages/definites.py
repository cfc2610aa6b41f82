"""What nouns with "the" take up: "the ban" behind "a ban on exports", or something that the text leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import _lexicon, continuity, coordination, fuller, leaning, relatives, tree
from pipeline.stages.demonstratives import LONGEST, UNEXPLAINED, Demonstrative
from pipeline.stages.expressions import same_periods
from pipeline.stages.labels import TITLES

ORDINAL = r"\d+(?:st|nd|rd|th)"
NEAR = 120  # tokens between a name and a noun for it: some sentences
# From here on a noun is told to lean on the text. Of these three in five do in texts of all kinds and three in four in news, where of those
# next to the bar every second does (`python -m pipeline.training.leaning`).
LEANING = 0.25


@cache
def _named() -> frozenset[str]:
    """Nouns that an ordinal makes a name of, and no part of something that the text names."""
    table = resources.table("value_words.toml")
    return frozenset(table["not_ranked"]) - frozenset(table["ordinal_parts"])


@cache
def currencies() -> frozenset[str]:
    """What one country alone calls its money: "the naira"."""
    shared = {word for row in resources.table("shared_currencies.toml").values() for word in row["words"]}
    names = {name for row in resources.table("currencies.toml").values() for name in row.get("names", ())}
    return frozenset(names - shared - {name for name in names if " " in name or not name.islower()})


def is_ordinal(token: Token) -> bool:
    """Whether a word is an ordinal, in letters or figures: "third", "3rd"."""
    return token.lower_ in resources.table("numbers.toml")["ordinals"] or bool(re.fullmatch(ORDINAL, token.lower_))


class Definites(fuller.Earlier):
    """Finds the nouns with "the" of one Doc that a claim cannot leave as they are."""

    def __iter__(self) -> Iterator[Demonstrative]:
        for word in self._articles():
            found = self._fuller(word)
            if found is None and self.is_open(word):
                leans = leaning.probability(self.traits(word))
                found = self._found(word, None, 1 - (1 - UNEXPLAINED) * leans) if leans >= LEANING else None
            if found is not None:
                yield found

    def unexplained(self) -> Iterator[Token]:
        """The articles of nouns that nothing before says in full, and that may lean on the text all the same."""
        return (word for word in self._articles() if self.is_open(word) and self._fuller(word) is None)

    def traits(self, word: Token) -> list[str]:
        """What tells whether the noun of an article leans on the text."""
        head = word.head
        return leaning.traits(word, head, self.earlier(word.head, word.i), self.last(head, word.i))

    def is_open(self, word: Token) -> bool:
        """Whether no name in a noun with "the" says which one it is, there are more than one, and a sentence stands before it.

        Nor is it what somebody is said to be, or a number of things of which some are counted: "140 of the 275 seats".
        """
        head = word.head
        counted = tree.child(head, "nummod") is not None and word.i > 1 and self.doc[word.i - 2].pos_ == "NUM"
        if tree.child(head, "cop") is not None or (counted and word.nbor(-1).lower_ == "of"):
            return False
        same = word.nbor(1).lower_ == "same" and head.lemma_.lower() in same_periods()
        if same and any(head.sent.start <= time.start < word.i for time in self.doc._.times):
            return False  # "9,845 since October, up from 3,120 in the same period a year earlier"
        named = any(t.pos_ == "PROPN" or t.i in self.taken for t in self.doc[word.i : head.i]) or self._is_called(head)
        noun = head.lemma_.lower()
        unique = noun in fuller.listed("unique") or noun in currencies() or self._is_fixed(head)
        return not (named or unique or head.sent.start == 0)

    def _is_called(self, head: Token) -> bool:
        """Whether a name beside a noun says which one is meant: "in the port, | Callao |, crowds met", "the party | Jotna |"."""
        if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.rights):
            return True
        name = head.nbor(1) if head.i + 1 < len(self.doc) else head
        if name.pos_ != "PROPN" or not name.ent_type_:
            return False
        while name.dep_ in (*TITLES, "compound") and name.head.i > head.i:
            name = name.head
        beside = name.head.i == head.head.i and name.dep_ == head.dep_ and tree.child(name, "case") is None
        return beside or name.head.i == head.i or head.head.i == name.i

    def _is_fixed(self, head: Token) -> bool:
        """Whether an ordinal makes a name of a noun of which the text has not several: "in the third person"."""
        noun = head.lemma_.lower()
        if noun not in _named() or not is_ordinal(head.nbor(-1)):
            return False
        return not any(token.tag_ == "NNS" for token in self.same(head, head.i))

    def _articles(self) -> Iterator[Token]:
        the = self.doc.vocab.strings["the"]
        for i in np.flatnonzero(self.doc.to_array("LOWER") == the).tolist():
            word = self.doc[i]
            head = word.head
            plain = word.dep_ == "det" and head.i > i and head.tag_ in fuller.NOUNS and not {i, head.i} & self.taken
            mention = self.by_root.get(head.i)
            named = mention is not None and mention.entity is not None
            quoted = word.i + 1 < len(self.doc) and word.nbor(1).is_quote  # 'the "singing prince"'
            if plain and not named and not quoted and _may_lean(head) and not (_is_described(head) or _is_of_sex(head)):
                yield word

    def _fuller(self, word: Token) -> Demonstrative | None:
        """With the earlier phrase that says a noun in full: "a ban on exports" for "the ban", "NBC" for "the company".

        How many are right on GUM: `benchmarks/coreference.py`.
        """
        head = word.head
        if (named := self._defined(word)) is not None:
            return named
        if not {t.i for t in self.doc[word.i + 1 : head.i]} <= {c.i for c in head.lefts if c.dep_ == "compound"}:
            return None
        before = self.earlier(word.head, word.i)
        same = [m for m in before if self._is_same(m, word, head)]
        telling = (m for m in reversed(same) if fuller.tells_more(self.doc[m.start : m.end], word, head))
        found = next(telling, None)
        if found is None and not same and head.tag_ == "NN":
            near = (m for m in reversed(before) if word.i - m.end < NEAR)
            found = next((m for m in near if m.kind == "name" and _may_be(m, head)), None)
        if found is None or not self._is_clear(found):
            return None
        place = self._short(found)
        if place[1] - place[0] > LONGEST or self.is_rivalled(head, word.i, self.doc[slice(*place)]):
            return None
        return self._found(word, place)

    def _short(self, found: Mention) -> tuple[int, int]:
        """A phrase, up to its noun where it is long and says something before that: "the FIRST Global competition (For …)"."""
        described = any(c.dep_ in ("amod", "compound") for c in self.doc[found.root].lefts)
        if found.end - found.start <= LONGEST or not described:
            return found.start, found.end
        return found.start, found.root + 1

    def _defined(self, word: Token) -> Demonstrative | None:
        """With the name of what is said to be of the kind of a noun: "the song" behind "Cry is a song"."""
        mention = self.by_root.get(word.head.i)
        place = mention.antecedent if mention is not None and mention.kind == "nominal" else None
        if mention is None or place is None or mention.score < continuity.SCORE:
            return None
        if not relatives.is_title(self.doc[slice(*place)].root):
            return None
        return replace(self._found(word, place, mention.score), sure=True, guessed=False)

    def _found(self, word: Token, place: tuple[int, int] | None, score: float = 1.0) -> Demonstrative:
        head = word.head
        stop = head.i + 1
        behind = {c.i for c in head.rights if c.dep_ == "amod" and c.right_edge.i == c.i}
        while stop in behind:  # "the heir apparent"
            stop += 1
        stop += stop < len(self.doc) and self.doc[stop].tag_ == "POS"
        told = place is not None
        return Demonstrative(word.i, head.i + 1, stop, head.i, place, guessed=told, score=score, definite=True)

    def _is_same(self, found: Mention, word: Token, head: Token) -> bool:
        """Whether a phrase has the noun of "the ice cap" in the same number, and the words before it."""
        words = self.doc[found.start : found.end]
        plural = (self.doc[found.root].tag_ in ("NNS", "NNPS")) == (head.tag_ == "NNS")
        return plural and fuller.has_noun(words, head) and fuller.tells_all(words, word, head)

    def _is_owned(self, owner: Token) -> bool:
        """Whether it is known whose "her" or "its" is."""
        mention = self.by_root.get(owner.i)
        return mention is not None and mention.entity is not None

    def _is_clear(self, found: Mention) -> bool:
        """Whether a phrase can be understood by itself: not "two red signals", "her new outfits", "today's game", "student"."""
        tokens = self.doc[found.start : found.end]
        dated = fuller.listed("dated")
        single = self.doc[found.root].tag_ == "NN"
        for t in tokens:
            if t.tag_ in ("WP$", "WDT", "WP", "PRP") or t.lower_ in dated or (t.tag_ == "CD" and not single):
                return False
            if t.tag_ == "PRP$" and not (single and self._is_owned(t)):
                return False
        root = self.doc[found.root]
        return found.kind == "name" or root.tag_ != "NN" or tree.child(root, "det", "nmod:poss") is not None


def _may_lean(head: Token) -> bool:
    """Whether a noun may take up something: not "the world", but "the area"."""
    noun = head.lemma_.lower()
    return noun == "area" or noun not in fuller.listed("generic")


def _is_of_sex(head: Token) -> bool:
    """Whether an owner says for whom something is, and no one of them: "the | women's | singles final"."""
    kept = head.dep_ == "nmod:poss" and head.lemma_.lower() in fuller.listed("sexes")
    return kept and head.head.lemma_.lower() in fuller.listed("sexed")


def _may_be(name: Mention, head: Token) -> bool:
    """Whether a noun stands for names of a kind: "the company" for "NBC", not "the deal"."""
    kinds = _lexicon.stand_ins().get(head.lemma_.lower(), 0)
    letters = resources.table("coreference.toml")["labels"].get(name.type or "", "")
    return bool(kinds & sum(_lexicon.CLASSES[letter] for letter in letters))


def _is_described(head: Token) -> bool:
    """Whether a noun says by itself which one is meant, or belongs to another; what a comma parts from it does not.

    What hangs on a bare noun coordinated with it tells of both: "the logo and address of the club".
    """
    if head.dep_ in ("compound", "flat"):
        return True
    bare = (t for t in tree.coordinated(head) if t.i > head.i and coordination.is_bare(t))
    of = (c for noun in bare for c in noun.rights if c.dep_ == "nmod" and tree.case(c) == "of")
    for part in (*head.rights, *of):
        first = part.left_edge
        apart = first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
        if tree.base(part.dep_) in ("nmod", "appos", "flat") or (tree.base(part.dep_) == "acl" and not apart):
            return True
    return False
