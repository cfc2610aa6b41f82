"""An office in words, as a sentence about its holder says it: "Finance Minister Marcel" is "finance minister"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.knowledge.base import load
from pipeline.knowledge.surfaces import fold
from pipeline.stages import _lexicon
from pipeline.stages.conjugation import indefinite

PLACES = ("GPE", "NORP", "ORG", "LOC", "FAC")
LISTING = ("conj", "cc", "punct")
DEFINITE = frozenset({"the", "these", "those", "all", "both"})
DETERMINERS = frozenset({"DT", "PRP$", "POS", "WP$"})


def _listed(key: str) -> frozenset[str]:
    return resources.words("offices.toml", key)


def office(doc: Doc, start: int, end: int, following: int) -> str:
    """Tokens `[start, end)` as the complement of "is"; `following` is the first token of the holder's name.

    A title right before the name loses its capitals, and what many can be takes an article: "a general".
    """
    if end - start > 1 and doc[start].lower_ == "new" and doc[start + 1].text.islower():
        start += 1  # so in the days of the text alone
    while following == end > start + 1 and _is_described(doc[start]):
        start += 1  # "populist president Ana Bo"
    words = [token.text_with_ws for token in doc[start:end]]
    root = doc[start:end].root
    if following == end and doc[end - 1].head.i == root.head.i:
        root = doc[end - 1]  # "Brigadier General Bo"
    several = root.tag_ in ("NNS", "NNPS") and following == end  # "athletes Ana Bo and Rosa Vega": each is one
    if several:
        start = next(i for i in range(start, end) if doc[i].tag_ not in ("CD", "DT"))  # "the two senators Bo and Vega"
        words = words[start - end :]
        words[root.i - start] = root.lemma_ + root.whitespace_
    if following == end:
        owned = max((t.i for t in doc[start:end] if t.tag_ == "POS"), default=start - 1)
        for place, token in enumerate(doc[start:end]):
            low = token.lower_
            common = low in _lexicon.noun_classes() or low in _listed("offices") or fold(low) in load().words
            named = token.i + 1 < end and _is_name(token)
            if token.text.istitle() and token.ent_type_ not in PLACES and common and not named and token.i > owned:
                words[place] = words[place].lower()  # but "President Bo's | chief adviser"
    # "The Croatian striker Ivan Perkovic": one of many strikers.
    cut = any(t.dep_ == "acl:relcl" and t.i >= end for t in root.rights)  # "Ana Bo, the writer | who"
    # "The Polish pianist, composer and teacher Jan Bo".
    between = doc[end:following]
    listed = any(t.dep_ == "conj" for t in between)
    listed = listed and all(t.dep_ in LISTING or t.head.dep_ == "conj" for t in between)
    described = (
        doc[start].lower_ == "the"
        and not any(t.tag_ == "POS" for t in doc[start:end])
        and (following == end or cut or listed)
        and not any(t.dep_ == "nmod" and t.i < end for t in root.rights)
    )
    if described and (root.lower_ in _many() or _is_common(root)) and end - start > 1:
        text = " ".join("".join(words[1:]).split())
        return indefinite(text)
    text = " ".join("".join(words).split())
    known = any(t.tag_ in DETERMINERS for t in doc[start:end])
    before = next((doc[i].lower_ for i in range(root.i - 1, start - 1, -1) if doc[i].tag_ != "HYPH"), "")
    chief = root.lower_ == "general" and before in _listed("generals")  # "Secretary-General"
    single = following == end == start + 1 and root.lower_ not in _heads()  # "Spokesperson Ana Bo"
    one_of_many = (
        several
        or single
        or _is_backed(root)
        or (following == end and _is_of_kind(root))
        or doc[start].lower_ in _listed("qualities")
        or (root.lower_ in _many() and not chief)
    )
    # "The pro-Syrian president", "the 71-year-old emperor".
    said = following == end and any(t.tag_ == "HYPH" for t in doc[start : max(start, root.i - 1)])
    if not known and said and not one_of_many:
        return f"the {text}"
    if known or not one_of_many:
        return text
    return indefinite(text)


def one_of(root: Token, words: str) -> str:
    """An office in the plural, `words` with head `root`, as what one of its holders is: "one of Peru's deputies"."""
    if root.tag_ not in ("NNS", "NNPS") or root.text not in words.split():
        return words
    if any(c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ in DEFINITE) for c in root.lefts):
        return f"one of {words}"
    several = resources.words("quantifiers.toml", "several")
    counts = {c.text for c in root.lefts if c.dep_ == "nummod" or c.lower_ in several}
    single = (root.lemma_ if word == root.text else word for word in words.split() if word not in counts)
    return indefinite(" ".join(single))


def _is_name(token: Token) -> bool:
    """Whether the word before the small noun of an office is a name: "| Labor | leader", but "Prime minister"."""
    small = token.nbor(1).text.islower() and token.nbor(1).tag_ in ("NN", "NNS")
    return token.tag_ == "NNP" and small and token.lower_ not in _listed("leading")


def _is_described(token: Token) -> bool:
    """Whether a word says what its holder is like, and not which office it is."""
    plain = token.text.islower() or token.is_sent_start
    return bool(plain and token.lower_ in _listed("describing") and token.nbor(1).tag_ != "HYPH")


def _is_backed(root: Token) -> bool:
    """Whether a participle with a hyphen describes an office: "Soviet-backed president"."""
    return any(c.tag_ == "VBN" and c.i > 0 and c.nbor(-1).tag_ == "HYPH" for c in root.lefts)


def _is_of_kind(root: Token) -> bool:
    """Whether a word before a leader says of what kind of people, of which there are many: "Chilean | rebel | leader"."""
    return root.lower_ in _listed("of_kind") and any(c.lower_ in _listed("led") for c in root.lefts)


def _is_common(root: Token) -> bool:
    """Whether a noun says what many a person is, and names no office: "boxer"."""
    word = root.lower_
    return bool(_lexicon.noun_classes().get(word, 0) & _lexicon.PERSON) and word not in _listed("offices")


@cache
def _heads() -> frozenset[str]:
    """Offices of which a country has one: "president"."""
    return _listed("head_of_state") | _listed("head_of_government")


@cache
def _many() -> frozenset[str]:
    return _listed("occupations") | _listed("ranks")
