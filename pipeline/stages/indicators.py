"""Measures of a country that no noun names: how its people live, what they speak and believe.

"46 percent of Mali's people live in towns", "6 percent of Romanians speak Hungarian":
the wording as a whole says what is measured. The wordings are tables of indicators.toml.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.records import Entity
from pipeline.stages.drafts import Draft, words
from pipeline.stages.inhabitants import inhabitants, is_section, whole
from pipeline.stages.sites import Site

# How many words may stand between two words of a condition: "able to READ and WRITE", "below the national poverty line".
GAP = 2
# Behind a noun of a condition, these single out some of the things it names: "live in cities with clean air".
NARROWING = frozenset({"of", "with", "such", "like", "that", "where", "which", "on", "along", "near", "without"})
NARROWED = ("amod", "nummod", "nmod:poss", "compound", "acl")
BREAKS = frozenset({";", "while", "whereas", "but", "although", "because"})


@cache
def rows(section: str) -> tuple[dict[str, Any], ...]:
    """The rows of a section of indicators.toml."""
    return tuple(resources.table("indicators.toml")[section])


def condition(site: Site) -> Draft | None:
    """A part of a people that lives in some state: "12.9 percent of Spaniards are out of work", "Belgium is 98 percent urban"."""
    if site.proposition is not None and site.proposition.negated:
        return None  # "cannot read" is not the share that can
    if (described := _described(site)) is not None:
        return described
    people = whole(site)
    holder = inhabitants(site, people) if people is not None and not is_section(site, people) else None
    if people is None or holder is None:
        return None
    start = max(people.i + 1, site.value.end)
    hit = _condition(site, start)
    if hit is None:
        return None
    predicate, trigger = hit
    return of_people(predicate, holder, "indicators/condition", 0.75, trigger)


def of_people(predicate: str, holder: tuple[Token, Entity | None], rule: str, score: float, trigger: Token) -> Draft:
    """A measure of the people whose place `holder` names."""
    # "can read", "expect to live": the modal belongs to what is measured.
    return Draft(predicate, holder[0], rule, score, trigger=trigger, subject_entity=holder[1], modality="asserted")


def _condition(site: Site, start: int) -> tuple[str, Token] | None:
    region = list(_region(site, start))
    for row in rows("condition"):
        for phrase in row["phrases"]:
            trigger = _in_order(phrase.split(), region)
            if trigger is not None and not _is_narrowed(trigger):
                return row["predicate"], trigger
    return None


def _region(site: Site, start: int) -> list[Token]:
    """The tokens behind the people up to the next number, clause or end of the sentence."""
    found = []
    for token in site.doc[start : site.doc[site.value.start].sent.end]:
        if token.lower_ in BREAKS or token.i in site.scene.values:
            break
        found.append(token)
    return found


def _in_order(phrase: list[str], region: list[Token]) -> Token | None:
    """The last word of `phrase` where its words, as they stand or as lemmas, follow each other in `region`."""
    for first, token in enumerate(region):
        if phrase[0] not in (token.lower_, token.lemma_.lower()):
            continue
        at = first
        for word in phrase[1:]:
            near = range(at + 1, min(at + 2 + GAP, len(region)))
            at = next((n for n in near if word in (region[n].lower_, region[n].lemma_.lower())), -1)
            if at < 0:
                break
        if at >= 0:
            return region[at]
    return None


def _is_narrowed(noun: Token) -> bool:
    """Whether a plural noun means only some of its kind: "in the two largest cities", "in cities of the south"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in words("words", "settlement"):
        return False
    behind = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
    return behind in NARROWING or any(c.dep_ in NARROWED and c.lower_ != "urban" for c in noun.children)


def _described(site: Site) -> Draft | None:
    """ "Belgium is 98 percent urban": the adjective right behind the number."""
    adjective, subject = _behind(site), _described_subject(site)
    if adjective is None or subject is None or subject.i >= site.value.start:
        return None
    named = (r["predicate"] for r in rows("condition") if f"be {adjective.lower_}" in r["phrases"])
    predicate, holder = next(named, None), inhabitants(site, subject)
    if predicate is None or holder is None:
        return None
    return of_people(predicate, holder, "indicators/described", 0.75, adjective)


def _behind(site: Site) -> Token | None:
    """The word right behind the number, over an adverb."""
    i = site.value.end
    while i + 1 < len(site.doc) and site.doc[i].pos_ == "ADV":
        i += 1
    return site.doc[i] if i < len(site.doc) else None


def _described_subject(site: Site) -> Token | None:
    """The subject of the number's clause, or of the word behind the number where the tree parts the two."""
    subject, word = site.subject(), _behind(site)
    own = site.scene.propositions.get(word.i) if word is not None and subject is None else None
    found = own.role("subject") if own is not None and own.kind == "copula" else None
    return site.doc[found.root] if found is not None else subject


def belonging(site: Site) -> Draft | None:
    """A part of a people that speaks a language or holds a faith: "Hungarian is spoken by 8.5 percent of Slovaks"."""
    if site.proposition is None or site.proposition.negated:
        return None
    member = _member(site)
    if member is None:
        return None
    row, part = member
    people = whole(site)
    holder = inhabitants(site, people) if people is not None and not is_section(site, people) else None
    if holder is None:
        return None
    entity = site.scene.referents.reading(part, row["family"])
    return Draft(
        row["predicate"], part, "indicators/belonging", 0.8, object=people, trigger=site.clause,
        subject_entity=entity, object_entity=holder[1], modality="asserted",
    )  # fmt: skip


def _member(site: Site) -> tuple[dict[str, Any], Token] | None:
    """The language or faith, and its row: what is spoken or followed, or is called a tongue or religion."""
    proposition = site.proposition
    if proposition is None:
        return None
    tokens = [site.doc[a.root] for a in proposition.arguments if a.root != site.top.i]
    lemmas = {site.clause.lemma_.lower(), proposition.lemma}
    for row in rows("belonging"):
        named = any(_named(site.clause, noun.split()) for noun in row["nouns"])
        if not named and lemmas.isdisjoint(row["verbs"]):
            continue
        for token in tokens:
            for candidate in (token, *(c for c in token.children if c.dep_ in ("amod", "compound"))):
                if site.scene.referents.reading(candidate, row["family"]) is not None:
                    return row, candidate
    return None


def _named(noun: Token, phrase: list[str]) -> bool:
    """Whether `noun` ends the phrase where it stands: "mother tongue"."""
    start = noun.i - len(phrase) + 1
    return start >= 0 and [t.lemma_.lower() for t in noun.doc[start : noun.i + 1]] == phrase


def made_of(site: Site) -> Draft | None:
    """ "Norway's population is 67.5 percent Lutheran": what follows the number is the part of the subject."""
    subject, part = _described_subject(site), _behind(site)
    if subject is None or part is None or site.clause.i not in (site.root.i, part.i) or subject.i > site.value.start:
        return None
    holder = inhabitants(site, subject)
    if holder is None:
        return None
    for row in rows("belonging"):
        entity = site.scene.referents.reading(part, row["family"])
        if entity is not None:
            return Draft(
                row["predicate"], part, "indicators/made of", 0.8, object=subject, trigger=site.clause,
                subject_entity=entity, object_entity=holder[1],
            )  # fmt: skip
    return None
