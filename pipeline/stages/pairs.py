"""What a number of two stands for: "the two countries", "both sides", "the two were detained"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.fuller import listed
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.naming import OPEN
from pipeline.stages.repeating import Repeating

SENTENCES = 3  # that are looked through for what "the two countries" are, with their own
DESCRIBED = ("nmod", "appos", "flat")
# Relations of a number that stands for what it counts.
ALONE = (*SUBJECTS, "obj", "obl", "nmod")


class Pairs(Repeating):
    """Finds these phrases in one Doc, once for all of its sentences."""

    @cached_property
    def pairs(self) -> dict[int, tuple[int, str]]:
        """Where "the two countries" begins -> the token behind it and its mark: the two that the text named last."""
        found: dict[int, tuple[int, str]] = {}
        for token in self.all_of(frozenset({"two", "both"})):
            start = token.i - 1 if token.i and token.nbor(-1).lower_ == "the" else token.i
            alone = token.lower_ == "two" and token.dep_ in ALONE  # "the two were detained"
            noun = token if alone else token.head
            listing = token.dep_ == tree.BOTH
            plain = (
                not listing
                and (alone or (noun.i == token.i + 1 and noun.tag_ == "NNS"))
                and tree.child(noun, *DESCRIBED, "acl") is None
            )
            if not plain or (token.lower_ == "two" and start == token.i):
                continue
            named = self._last_two(start, noun)
            if named:
                found[start] = noun.i + 1, f"(probably {' and '.join(named)})"
            elif token.lower_ == "both" or noun.sent.start > 0:
                found[start] = noun.i + 1, OPEN
        return found

    def _last_two(self, i: int, noun: Token) -> list[str]:
        """The two countries or persons that one of the sentences before token `i` names; [] unless there are just two."""
        lemma, alone = noun.lemma_.lower(), noun.tag_ == "CD"
        kinds = [kind for kind in ("persons", "countries") if alone or lemma in listed(kind)]
        return next((two for kind in kinds if (two := self._named_two(i, kind))), [])

    def _named_two(self, i: int, kind: str) -> list[str]:
        """The two of one kind that one of the sentences before token `i` names; [] unless there are just two."""
        person = kind == "persons"
        inside = self.scribe.referents.inside
        low, high = self.scribe.sentence(i)[0], i
        for _ in range(SENTENCES):
            mentions = dict.fromkeys(m for t in range(low, high) if (m := inside.get(t)) is not None)
            entities = dict.fromkeys(m.entity for m in mentions if m.entity is not None)
            fitting = [e for e in entities if (e.type == "PERSON" if person else e.id.startswith("country:"))]
            if len(fitting) == 2:
                return [self.named(e) for e in fitting]
            if fitting or low == 0:
                return []
            low, high = self.scribe.sentence(low - 1)[0], low
        return []

    def all_of(self, wanted: frozenset[str]) -> Iterator[Token]:
        """Where any of these words stands, in the order of the text."""
        keys = (self.doc.vocab.strings[word] for word in wanted)
        return (self.doc[i] for i in sorted(i for key in keys for i in self._standing.get(key, ())))

    @cached_property
    def _standing(self) -> dict[int, list[int]]:
        """Where each word stands, by the number of its lower-case form."""
        found: dict[int, list[int]] = {}
        for i, key in enumerate(self.doc.to_array("LOWER").tolist()):
            found.setdefault(key, []).append(i)
        return found
