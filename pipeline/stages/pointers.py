"""Words that tie a phrase to the text around it: connectives, "there", "two days later", "the government"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import comparisons, lone_numbers, names, tree
from pipeline.stages.explaining import Explaining
from pipeline.stages.fuller import listed
from pipeline.stages.labels import SUBJECTS, TITLES
from pipeline.stages.naming import OPEN
from pipeline.stages.pairs import DESCRIBED
from pipeline.stages.referents import nouns
from pipeline.stages.topics import home

PLACES = frozenset({"there", "here"})
OWNED = ("GPE",)

# Connectives that mean something else beside another word than a verb: "for too long", "the then president".
DEGREES = frozenset({"too", "then", "so"})


@cache
def _currencies() -> frozenset[str]:
    """What several countries call their money: "the shilling"."""
    return frozenset(row["words"][0] for row in resources.table("shared_currencies.toml").values())


def _is_sequel(word: Token) -> bool:
    """Whether "then" says what came next, "the manager and then president", and not when: "the then president"."""
    return word.lower_ == "then" and word.i > 0 and word.nbor(-1).dep_ == "cc"


def _is_such(word: Token) -> bool:
    """Whether "such" stands before a noun for what the text has told of: "such a solution", not "such as", "such that"."""
    noun = word.head
    plain = (
        noun.i > word.i
        and noun.tag_ in ("NN", "NNS")
        and not any(c.i > noun.i for c in noun.children if c.dep_ != "punct")
    )
    behind = word.doc[noun.i + 1].lower_ if noun.i + 1 < len(word.doc) else ""
    return plain and not {word.nbor(1).lower_, behind} & {"as", "that"}


def _is_point(word: Token) -> bool:
    """Whether a word is a time that the text has told of, at the end of a phrase: "since then", "at the time"."""
    before = word.nbor(-1).lower_ if word.i else ""
    if word.lower_ == "then":
        return before in ("since", "until", "by", "before")
    main = word.head.head.i == word.head.i and word.sent.start > 0
    at = main and before == "the" and word.i > 1 and word.nbor(-2).lower_ == "at"
    return at and word.dep_ == "obl" and tree.child(word, "nmod", "acl", "acl:relcl", "amod") is None


def _is_going_on(other: Token) -> bool:
    """Whether "other" at the head of a sentence sets an event beside that of the one before: "in | other | violence in Lima"."""
    noun = other.head
    first = noun.left_edge
    opens = first.i == noun.sent.start and first.lower_ == "in" and other.i == first.i + 1
    return opens and noun.dep_ == "obl" and noun.lemma_.lower() in nouns("event")


def _is_remainder(noun: Token) -> bool:
    """Whether a noun means what is left of something that it does not name: "the rest", "two others"."""
    before = noun.nbor(-1) if noun.i else noun
    listed_ = before.dep_ == "cc" or before.lower_ in ("among", "between", "each", "many")
    known = noun.lower_ == "others" or before.lower_ == "the"
    of = noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ in ("of", "who", "that", "which", "in", "like", "alike")
    return known and not listed_ and not of and noun.pos_ in ("NOUN", "ADJ") and noun.head.i != noun.i + 1


def _is_involved(word: Token) -> bool:
    """Whether a word leaves open what somebody has part in: "those | involved", "denied any | involvement"."""
    led = word.i + 1 < len(word.doc) and word.nbor(1).lower_ in ("in", "with")
    part = word.tag_ == "NN" and any(c.lower_ in ("any", "no") for c in word.lefts)
    behind = tree.base(word.dep_) in ("acl", "amod") and word.head.i == word.i - 1
    return (part or behind) and not led and word.sent.start > 0


def done_before(so: Token) -> Iterator[tuple[Token, bool]]:
    """The verbs that "do so" may take up, and whether it stands beside them: "| wants to leave |, but cannot do so".

    None of those that govern it: "lacks the money to do so". A verb beside it may be told by itself, "but cannot do so".
    """
    token = so.head
    while token.head.i != token.i:
        led = token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ != "to" for c in token.lefts)
        beside = token.dep_ == "conj"
        if beside or led or token.dep_ == "obl":
            yield token.head, beside
        token = token.head


def _sums_up(noun: Token) -> bool:
    """Whether a noun behind a comma sums up the clause before it for the clause behind it: ", a step that Peru regrets"."""
    first = next((c for c in noun.lefts if c.dep_ == "det" and c.lower_ in ("a", "an")), None)
    parted = first is not None and first.i > 0 and first.nbor(-1).text == ","
    return parted and any(c.dep_ == "acl:relcl" for c in noun.rights)


class Pointers(Explaining):
    """Finds these words in one Doc, once for all of its sentences."""

    @cached_property
    def connectives(self) -> frozenset[int]:
        """Words that tie a sentence to the one before it, "therefore", "also": a claim goes without them."""
        found = self.all_of(resources.words("control.toml", "connective"))
        lone = (t for t in found if t.dep_ in ("advmod", "discourse") and t.n_lefts + t.n_rights == 0)
        free = (t for t in lone if t.lower_ not in DEGREES or t.head.pos_ in ("VERB", "AUX") or _is_sequel(t))
        others = (t for t in self.all_of(frozenset({"other"})) if _is_going_on(t))
        return frozenset(t.i for t in (*free, *others))

    @cached_property
    def open_words(self) -> frozenset[int]:
        """Words for a place, time or thing that the text has named: "stayed there", "two days later", "many fled"."""
        wanted = PLACES.union(*(listed(kind) for kind in ("later", "remainders", "quantifiers", "shells", "involved")))
        words = (t for t in self.all_of(wanted) if self._is_open(t))
        such = (t.head for t in self.all_of(frozenset({"such"})) if _is_such(t))
        so = self.all_of(frozenset({"so"}))
        done = (t for t in so if t.i and t.nbor(-1).lemma_ == "do" and t.head.i != t.i + 1)  # "continued to do so"
        then = (t for t in self.all_of(frozenset({"then", "time"})) if _is_point(t))
        parts = (
            *comparisons.unended(self.doc),
            *comparisons.shares(self.doc),
            *lone_numbers.had(self.doc),
            *lone_numbers.single(self.doc),
        )
        return frozenset(t.i for t in (*words, *such, *done, *then, *parts))

    @cached_property
    def owned(self) -> dict[int, tuple[int, str]]:
        """Where "the government" begins -> the token behind it and its mark, in a text that is about one country."""
        topic = self.scribe.referents.topic
        entity = topic.entity if topic is not None else None
        if entity is None or not self.scribe.referents.topics.is_set_in(entity.id):
            return {}
        country = names.said(entity)
        found: dict[int, tuple[int, str]] = {}
        for token in self.all_of(frozenset({"the"})):
            noun = self._institution(token, entity.id)
            if noun is not None:
                owns = noun.i + 1 < len(self.doc) and noun.nbor(1).tag_ == "POS"
                found[token.i] = noun.i + 1 + owns, f"(probably of {country})"
        return found

    @cached_property
    def counts(self) -> dict[int, tuple[int, str]]:
        """Where a number or "others" leaves out what is counted -> the token behind it and its mark: "four (probably analysts)"."""
        others = lone_numbers.others(self.doc, self.doc._.values)
        found = (*lone_numbers.counted(self.doc), *(pair for pair in others if pair[0].i in self.open_words))
        return {token.i: (token.i + 1, f"(probably {noun.text})") for token, noun in found}

    @cached_property
    def alls(self) -> dict[int, tuple[int, str]]:
        """Where "all 10 soldiers" begins, of whom the text has told -> the token behind it and its mark."""
        found: dict[int, tuple[int, str]] = {}
        for token in self.all_of(frozenset({"all"})):
            noun = token.head
            counted = noun.i == token.i + 2 and token.nbor(1).tag_ == "CD" and noun.tag_ == "NNS"
            if counted and noun.sent.start > 0 and tree.child(noun, *DESCRIBED, "acl") is None:
                found[token.i] = noun.i + 1, OPEN
        return found

    def _is_open(self, token: Token) -> bool:
        if token.lower_ in listed("quantifiers"):
            alone = not any(c.dep_ in ("nmod", "acl", "acl:relcl", "conj", "appos") for c in token.rights)
            alone = alone and (token.i + 1 == len(self.doc) or token.nbor(1).lower_ != "of")
            return alone and token.dep_ in SUBJECTS and token.i not in self.scribe.values
        if token.lower_ in listed("remainders"):
            return _is_remainder(token)
        if token.lower_ in listed("shells"):
            return _sums_up(token)
        if token.lower_ in listed("involved"):
            return _is_involved(token)
        if token.lower_ in PLACES:
            return token.tag_ == "RB" and token.dep_ in ("advmod", "obl", "nmod")
        compared = token.i + 1 < len(self.doc) and token.nbor(1).lower_ == "than"
        free = not compared and token.i not in self.scribe.adjuncts.covered
        return free and tree.child(token, "obl:unmarked") is not None

    def _institution(self, article: Token, country: str) -> Token | None:
        """The institution behind "the" of which the sentence does not say whose it is, and names no other country."""
        noun = self.doc[article.i + 1] if article.i + 1 < len(self.doc) else None
        if noun is None:
            return None
        if noun.head.i == noun.i + 1 and noun.dep_ in ("amod", "compound"):  # "the central bank", "the health ministry"
            kinds = resources.table("coreference.toml")["departments"].get(noun.head.lemma_.lower())
            if kinds is None or (kinds and noun.lower_ not in kinds):
                return None
            first, noun = noun, noun.head
        else:
            first = noun
            told = noun.lemma_.lower() == "capital" and article.i and article.nbor(-1).dep_ == "case"
            if not told and noun.lemma_.lower() not in listed("institutions") | _currencies():
                return None
        referents = self.scribe.referents
        described = (
            any(c.i < article.i or c.i > first.i for c in noun.lefts) or tree.child(noun, *DESCRIBED) is not None
        )
        mention = referents.by_root.get(noun.i)
        known = mention is not None and mention.entity is not None and not self.is_misled(mention)
        if noun.tag_ != "NN" or described or known or noun.dep_ in TITLES or noun.i in referents.inside:
            return None
        beside = (referents.inside.get(i) for i in range(*self.scribe.sentence(article.i)))
        owned = [m for m in beside if m is not None and m.type in OWNED]
        if owned and article.sent.start == 0:
            return None  # a text leaves nothing open in its first sentence
        return noun if all(m.entity is not None and home(m.entity.id) == country for m in owned) else None
