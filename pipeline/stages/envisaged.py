"""Events in nouns that a text only wants, fears, plans or denies: "demanded the withdrawal of troops", "to prevent an attack".

A noun tells of what happened ("condemned the killing of two guards") unless a word beside or above it says otherwise.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from spacy.tokens import Token

from pipeline import resources
from pipeline.records import Modality
from pipeline.stages import clauses, hypothetical, modalities, tree

# An event that a text does not tell of at all.
Untold = Literal["untold"]
# How the governors of an event stand over it.
DIRECT = ("obj", "nsubj:pass")
OBLIQUE = ("obl", "nmod", "advcl", "acl")
UNREAL = frozenset({"would", "could", "might", "may", "'d", "’d"})


@cache
def _table(kind: str) -> dict[str, Modality | Untold]:
    """Governors of a kind, each with how it puts forward what it governs."""
    rows = resources.table("modality.toml")["envisaged"][kind]
    return {word: put for put, words in rows.items() for word in words}


@cache
def _words(kind: str, table: str = "envisaged") -> frozenset[str]:
    return resources.words("modality.toml", table, kind)


def outlook(noun: Token, *, named: bool = False) -> Modality | Untold | None:
    """How an event is put forward by what stands beside and above it; None for one that it leaves as it is.

    `named`: the event is told in its own words, with epithets such as "attempted".
    """
    words = [c.lower_ for c in noun.lefts if not named or c.lower_ not in _words("epithets")]
    if not _words("coming", "prospective").isdisjoint(words):
        return "predicted"
    beside = next((_table("adjectives")[word] for word in words if word in _table("adjectives")), None)
    if beside in ("untold", "predicted") or _is_known(noun):
        return beside
    said = _reduced(noun) or _governed(noun) or _supposed(noun)
    return said if beside is None or said in ("untold", "desired") else beside


def is_behind(noun: Token) -> bool:
    """Whether an event that may have been is past: "the alleged attack", "his possible involvement in it"."""
    alleging = _words("alleging")
    above = _outermost(noun)
    words = {c.lower_ for c in noun.lefts} | {above.head.lemma_.lower()}
    return not words.isdisjoint(alleging) or noun.lemma_.lower() in _words("past")


def _is_known(noun: Token) -> bool:
    """Whether an event is told to be there: "the 2001 attacks", "last month's attack", "violence that has killed two"."""
    words = {t.lower_ for t in noun.subtree if t.i < noun.i}
    if not words.isdisjoint(_words("known")):
        return True
    the = any(c.lower_ == "the" or c.dep_ == "nmod:poss" for c in noun.lefts)
    dated = any(t.tag_ == "CD" and len(t.text) == 4 and t.text.isdigit() for t in noun.subtree)
    clause = tree.child(noun, "acl:relcl")
    told = clause is not None and any(
        t.tag_ in ("VBD", "VBZ", "VBP") for t in (clause, *tree.children(clause, "aux", "cop"))
    )
    return (the and dated) or told


def _reduced(noun: Token) -> Modality | Untold | None:
    """How a participle behind an event puts it forward: "an attack | feared | by both"."""
    part = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    return _table("verbs").get(part.lemma_.lower()) if part is not None and part.i == noun.i + 1 else None


def _outermost(noun: Token) -> Token:
    """The noun for a part, the beginning or several of an event, or the event itself: "the | first phase | of the withdrawal"."""
    top = tree.first_conjunct(noun)
    while top.dep_ == "nmod" and tree.case(top) in ("of", "to") and top.head.lemma_.lower() in _words("parts"):
        top = tree.first_conjunct(top.head)
    return top


def _governed(noun: Token) -> Modality | Untold | None:
    """How the verb or noun above an event puts it forward: "| demanded | the withdrawal", "a | plan | for a withdrawal"."""
    top = _outermost(noun)
    above, case = top.head, tree.case(top)
    if case is not None:
        start = top.left_edge.i
        before = top.doc[start - 1] if start > 0 else top
        for word in dict.fromkeys((above, before)):  # whatever the tree hangs it from
            if word.pos_ == "NOUN" and f"{word.lemma_.lower()} {case}" in _table("nouns"):
                found = _table("nouns")[f"{word.lemma_.lower()} {case}"]
                return None if found == "untold" and noun.dep_ == "conj" else found
    if above.i == top.i:
        return None
    if tree.base(top.dep_) in OBLIQUE and case is not None:
        words = f"{above.lemma_.lower()} {case}"
    elif top.dep_ in DIRECT:
        particle = tree.child(above, "compound:prt")
        words = f"{above.lemma_.lower()} {particle.lower_}" if particle is not None else above.lemma_.lower()
    else:
        return None
    below = tree.child(above, "xcomp")
    if below is not None and below.lemma_.lower() not in _words("under_way"):
        return None  # "called it a trick | for the withdrawal of troops", "the talks are expected | to focus on trade"
    if words in _table("verbs") and (tree.is_verbal(above) or above.pos_ == "ADJ"):
        found = _table("verbs")[words]
        if found == "untold" and clauses.is_negated(above):  # "could not | prevent | it", "did not | rule out | one"
            return None if words in _words("hindering") else "possible"
        return found
    if words in _words("bringing"):
        return _inherited(above)
    return None


def _inherited(verb: Token) -> Modality | Untold | None:
    """How a clause puts forward what it brings about: "will | complete | the withdrawal", "did not | lead | to war"."""
    auxiliaries = {c.lower_ for c in tree.children(verb, "aux")}
    if not auxiliaries.isdisjoint(("have", "has", "had")):
        return None  # "may have led to the killing of two guards": they were killed
    if clauses.is_negated(verb) or hypothetical.is_condition(verb):
        return "untold"
    found = modalities.modality(verb)
    if found == "asserted" and not auxiliaries.isdisjoint(("would", "'d", "’d")):
        return "possible"
    return found if found not in ("asserted", "questioned") else None


def _supposed(noun: Token) -> Modality | Untold | None:
    """How a clause puts forward an event that it supposes: "an early withdrawal | would be | a mistake"."""
    top = _outermost(noun)
    if tree.base(top.dep_) != "nsubj":
        return None
    any_ = all(c.lower_ in ("a", "an", "any") for c in noun.lefts if c.dep_ == "det")
    auxiliaries = {c.lower_ for c in tree.children(top.head, "aux")}
    unreal = not auxiliaries.isdisjoint(UNREAL) and "have" not in auxiliaries
    any_ = any_ and (noun.tag_ == "NN" or any(c.lower_ == "any" for c in noun.lefts))
    if unreal and any_ and tree.child(noun, "nmod:poss") is None:
        return "possible"
    if top.head.lower_ in resources.table("modality.toml")["prospect"]:
        return _inherited(top.head)  # "an attack | is likely"
    coming = top.head if top.head.lemma_.lower() in _words("under_way") else tree.child(top.head, "xcomp")
    if coming is None or coming.lemma_.lower() not in _words("under_way") or tree.child(coming, "xcomp") is not None:
        return None
    return _inherited(coming)
