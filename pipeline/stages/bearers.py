"""Who bears a title in a text: "the mayor" behind "Mayor Ana Bo", "the former minister" behind "Li Bo, a former minister"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Mention

# What may stand before the noun of a title and says which one it is: "prime", "finance".
BEFORE = ("amod", "compound")
# What a noun for somebody may have beside it, and no more: "the former governor".
PLAIN = (*BEFORE, "det", "case", "cc", "punct")
# A noun that is one of these says what somebody is, or stands before a name.
SAYING = ("appos", "nmod:desc", "compound", "flat", "amod")
FAR = 400  # tokens from the last bearer of a title to a noun for them


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person and the words before the noun of their title."""

    name: Mention
    before: frozenset[str]
    at: int

    @property
    def person(self) -> str:
        """What tells one person from another."""
        return self.name.entity.id if self.name.entity is not None else str(self.name.start)


class Bearers:
    """The persons of one Doc whose titles are told beside their names."""

    def __init__(self, doc: Doc, names: Iterable[Mention]) -> None:
        self.doc = doc
        self.of_title: dict[str, list[Bearer]] = defaultdict(list)
        for name in names:
            if name.kind == "name" and name.type == "PERSON":
                for title in _titles(doc[name.root]):
                    self.of_title[title.lemma_.lower()].append(Bearer(name, _before(title), title.i))

    def meant(self, noun: Token) -> Mention | None:
        """Whom a noun with "the" means: the only person before it who bears the title; None where there are more, or none."""
        if noun.lemma_.lower() not in self.of_title or not _is_definite(noun) or noun.dep_ in SAYING:
            return None
        bearer = self._only(noun, noun.i)
        between = self.doc[bearer.at : noun.i] if bearer is not None else ()
        lemma = noun.lemma_
        another = any(t.tag_ == "NN" and t.lemma_ == lemma and t.dep_ not in SAYING and _is_new(t) for t in between)
        return bearer.name if bearer is not None and not another else None

    def called(self, noun: Token, at: int) -> Mention | None:
        """Whom a bare title means, as headlines have it, for a pronoun at token `at`: the only person named before with it."""
        if noun.tag_ != "NN" or any(c.dep_ not in PLAIN or c.dep_ == "det" for c in noun.children):
            return None
        bearer = self._only(noun, at)
        return bearer.name if bearer is not None else None

    def _only(self, noun: Token, at: int) -> Bearer | None:
        """The last mention before token `at` of the one person who bears a title."""
        said, told = _before(noun), self.of_title.get(noun.lemma_.lower(), ())
        fitting = [b for b in told if b.at < at and b.name.end <= at and _fits(said, b.before)]
        one = len({b.person for b in fitting}) == 1
        return fitting[-1] if one and at - fitting[-1].at <= FAR else None


def _titles(name: Token) -> Iterator[Token]:
    """The nouns of titles before a name or beside it between commas."""
    table = resources.table("offices.toml")
    beside = [c for c in name.children if c.dep_ in ("nmod:desc", "appos")]
    beside += [name.head] if name.dep_ == "appos" else []
    for noun in beside:
        lemma = noun.lemma_.lower()
        if noun.tag_ in ("NN", "NNP") and (lemma in table["offices"] or lemma in table["occupations"]):
            yield noun


def _before(noun: Token) -> frozenset[str]:
    return frozenset(c.lower_ for c in noun.lefts if c.dep_ in BEFORE)


def _fits(said: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a noun can mean who bears a title: "the minister" is no former and no prime one, but a "finance minister"."""
    missing = told - said
    telling = resources.words("offices.toml", "telling")
    return said <= told and telling.isdisjoint(missing)


def _is_definite(noun: Token) -> bool:
    """Whether nothing but "the" and what stands before a noun belongs to it."""
    first = noun.left_edge if noun.left_edge.dep_ != "case" else noun.left_edge.nbor(1)
    behind = noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN"
    return noun.tag_ == "NN" and not behind and first.lower_ == "the" and all(c.dep_ in PLAIN for c in noun.children)


def _is_new(noun: Token) -> bool:
    """Whether a noun brings in somebody else: "a mayor", "another judge"."""
    return any(c.lower_ in ("a", "an", "another", "new") for c in noun.lefts)
