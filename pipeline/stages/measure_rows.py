"""Which row of measures.toml the words around a number name: "unemployment rate", "39 births per 1,000 people"."""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.drafts import mapping, words
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.sites import Site

# Behind a measure: it is shared out over the people.
PER_HEAD = (["per", "capita"], ["per", "head"], ["per", "person"], ["per", "inhabitant"])


@cache
def _rows() -> tuple[tuple[dict[str, Any], tuple[tuple[str, ...], ...]], ...]:
    rows = resources.table("measures.toml")["measure"]
    return tuple((row, tuple(tuple(p.split()) for p in row["phrases"])) for row in rows)


def phrase_lemmas(token: Token) -> tuple[str, ...]:
    """Lemmas of the noun phrase around `token`, its compounds and adjectives before it."""
    before = [t for t in token.lefts if t.dep_ in DESCRIBING]
    inner = [t for b in before for t in (*[c for c in b.lefts if c.dep_ in ("compound", "amod")], b)]
    behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    head = behind in PER_HEAD
    return (*[t.lemma_.lower() for t in inner], token.lemma_.lower(), *(("per", "capita") if head else ()))


def _holds(phrase: tuple[str, ...], lemmas: tuple[str, ...]) -> bool:
    """Whether `phrase` ends the noun phrase: "unemployment rate" in "the youth unemployment rate"."""
    return lemmas[-len(phrase) :] == phrase


def find(site: Site, nouns: list[Token]) -> tuple[dict[str, Any], Token] | None:
    """The row that says what is measured and the noun that says so; the longest phrase wins, then the nearest noun."""
    value = site.value.value
    best: tuple[int, int, dict[str, Any], Token] | None = None
    for distance, noun in enumerate(nouns):
        lemmas = phrase_lemmas(noun)
        for row, phrases in _rows():
            if value.kind not in row["kinds"] or ("units" in row and value.unit not in row["units"]):
                continue
            for phrase in phrases:
                if _holds(phrase, lemmas) and (best is None or (len(phrase), -distance) > (best[0], -best[1])):
                    best = (len(phrase), distance, row, noun)
    return (best[2], best[3]) if best else None


def is_branch(site: Site, noun: Token, row: dict[str, Any]) -> bool:
    """Whether a compound narrows the measure down: "copper exports", "gas output"; no place and no part of its name."""
    lemmas = phrase_lemmas(noun)
    longest = max(
        (len(phrase) for known, phrases in _rows() if known is row for phrase in phrases if _holds(phrase, lemmas)),
        default=1,
    )
    compounds = [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN" and not site.is_place(c)]
    return len(compounds) > longest - 1


def candidates(site: Site) -> list[Token]:
    """Nouns that may name the measure, nearest first."""
    found: list[Token] = []

    def add(token: Token | None) -> None:
        if token is not None and token.i not in [t.i for t in found] and token.i not in site.scene.values:
            found.append(token)

    add(site.noun)
    node = site.root
    steps = 0
    while steps < 3 and node.head.i != node.i:  # "a turnout of 58 percent", "a debt of about $3 billion"
        if tree.base(node.dep_) not in ("nmod", "appos", "conj", "dep", "compound", "nummod", "amod"):
            break
        if node.dep_ == "conj" and node.i != site.root.i and node.pos_ == "NOUN" and not site.is_place(node):
            break  # "debts of $2 billion and cash | of $1 billion |" has no debts of it
        steps += node.dep_ != "conj" or not site.is_place(node)  # "borders with Chad (1,403 km), Mali (838 km) and …"
        node = node.head
        if node.pos_ in ("NOUN", "PROPN"):
            add(node)
    beside = site.root.head.lower_ in mapping("adjective")  # "4,989 km long", however the number hangs
    if (
        beside
        or site.filler.i == site.clause.i
        or site.role
        in (
            "obj",
            "obl",
            "xcomp",
            "root",
            "ROOT",
            "conj",
            "ccomp",
            "nmod",
            "appos",
        )
    ):
        subject = site.subject()
        if subject is not None and site.proposition is not None:
            add(subject)
            # "Up to 100,000 people, two-thirds of the population, fled": a part with a number of its own names no measure.
            for part in site.parts(subject, "of", "in") if subject.i not in site.scene.values else ():
                add(part)
        if site.role == "obl" and (patient := site.patient()) is not None:
            add(patient)
            for part in (
                site.parts(patient, "of") if patient.i not in site.scene.values else ()
            ):  # "put the number of dead at 4,000"
                add(part)
    for token in (site.root, site.noun):
        if token is not None:
            for part in site.parts(token, "of", "in"):
                add(part)
    for token in site.clause.lefts:
        if token.dep_ == "compound" and token.pos_ == "NOUN" and site.clause.pos_ == "VERB":
            add(token)  # "gross domestic PRODUCT amounts to": a verb taken for the head of a noun phrase
    if site.role == "obj":
        for part in site.parts(site.clause, "of"):  # "share 942 kilometres of border", wherever "of border" hangs
            add(part)
    if site.role == "nsubj":
        # "a third is literate", "half live below the poverty line": the predicate names the measure.
        if site.clause.pos_ != "VERB":
            add(site.clause)
        for part in site.parts(site.clause, "below", "in", "under"):
            add(part)
    if site.clause.lemma_.lower() in words("verbs", "allot"):
        # "spends 61 trillion won on defense", wherever "on defense" hangs
        for token in (site.root, site.noun, site.filler, site.clause):
            for part in site.parts(token, "on") if token is not None else ():
                add(part)
    return found


def rated(site: Site) -> tuple[dict[str, Any], Token] | None:
    """The row that the words of a rate name, the longest phrase first: "39 births per 1,000 people"."""
    if site.value.value.kind != "rate":
        return None
    lemmas = [t.lemma_.lower() for t in site.doc[site.value.start : site.value.end]]
    best: tuple[int, dict[str, Any]] | None = None
    for row, phrases in _rows():
        for phrase in phrases if "rate" in row["kinds"] else ():
            n = len(phrase)
            if "per" in phrase and any(tuple(lemmas[i : i + n]) == phrase for i in range(len(lemmas))):
                best = max(best, (n, row), key=lambda found: found[0]) if best else (n, row)
    return (best[1], site.root) if best else None
