"""Which appositions say what something is: "Lima, the capital", but no caption, address, gloss or list of dates."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Proposition
from pipeline.stages import tree
from pipeline.stages.offices import is_bare_office, is_gloss
from pipeline.stages.scribe import Scribe

NAMES = ("PERSON", "ORG")
DETERMINED = ("det", "nmod:poss", "nummod")
DASHES = frozenset("–—-")
KIN = frozenset({"son", "daughter", "child"})


def says_what(proposition: Proposition, scribe: Scribe) -> bool:
    """Whether an apposition makes the statement that its first part is its second."""
    doc = scribe.doc
    token = doc[proposition.root]
    roots = [doc[a.root] for a in proposition.arguments]
    if any(root.i in scribe.values for root in roots):
        return False  # "a border of 753 miles (1,212 km)": a number beside a thing is a statistic, not a proposition
    name = scribe.referents.inside.get(token.i)
    if name is not None and any(name.start <= root.i < name.end for root in roots if root.i != token.i):
        return False  # "the Communist Party (Marxist)" is one name
    if any(c.lower_ in ("this", "these", "those") for c in token.lefts if c.dep_ == "det"):
        return False  # "many walls; these date back to 1810" names nothing
    if any(c.lower_ in resources.words("offices.toml", "kin", "maiden") for c in token.lefts):
        return False  # "Ana Bo, née Ko"
    first = token.left_edge
    marks = {t.text for t in doc[max(first.i - 1, 0) : first.i + 1] if t.is_punct}
    if token.lemma_.lower() in resources.words("times.toml", "told", "spans") and _ends_time(
        scribe, first.i + (first.text == ",")
    ):
        return False  # "won in 1929, the year of the first prize": what is said of the year
    if ":" in marks:
        return False  # "Listing 1: a simplified definition"
    bare = tree.child(token, *DETERMINED) is None and token.pos_ == "NOUN" and tree.child(token, "compound") is not None
    if bare and marks & DASHES and not scribe.referents.fits(token, "person"):
        return False  # "the Late Inca – Early Colonial style"
    if not any(c.isascii() and c.isalpha() for c in token.text):
        return False  # the name in another script
    if is_gloss(token):
        return False
    if token.lemma_.lower() in KIN and scribe.referents.type(roots[0]) in tree.PLACES:
        return False  # "born in Lima, the son of Ana Bo"
    named = token.pos_ == "PROPN"
    if named and roots[0].tag_ == "NN" and tree.child(roots[0], *DETERMINED) is None:
        return False  # "co-founder Ana Bo" is told as her position
    if is_bare_office(roots[0]) and tree.child(token, *DETERMINED) is None:
        return False  # "chairman from 2014 to 2016, minister of health": a list of offices
    if proposition.negated or any(t.lower_ == "not" for t in doc[max(first.i - 1, 0) : token.i]):
        return False  # "the army, not the president"
    if "(" in marks and (token.is_upper or scribe.referents.type(token) not in NAMES):
        return (
            False  # "the All People's Congress (APC)", "Vitas Gerulaitis (tennis)", "Jusan'ya (The Thirteenth Night)"
        )
    if tree.child(token, "det") is None and all(_is_place(root, scribe) for root in roots):
        return False  # "Changzhou, Jiangsu province"
    if named and token.tag_ != "NNPS" and roots[0].tag_ == "NNS":
        return False  # "athletes Ana Bo and Rosa Vega": each is one of them
    return named or not _is_label(token, scribe)


def _ends_time(scribe: Scribe, start: int) -> bool:
    """Whether a time ends right before the comma before token `start`."""
    return start > 1 and scribe.doc[start - 1].text == "," and start - 2 in scribe.adjuncts.covered


def _is_place(head: Token, scribe: Scribe) -> bool:
    """Whether a phrase names a place: "Changzhou", "Jiangsu province"."""
    if scribe.referents.type(head) in tree.PLACES:
        return True
    return any(
        c.dep_ == "compound" and scribe.referents.type(c) in tree.PLACES for c in head.lefts
    ) and scribe.referents.fits(head, "place")


def _is_label(noun: Token, scribe: Scribe) -> bool:
    """Whether a bare singular noun says no more than where or of what kind: "Jahan Square, east side"."""
    bare = noun.tag_ == "NN" and tree.child(noun, *DETERMINED, "nmod") is None
    return bare and not scribe.referents.fits(noun, "person")
