"""Measures of a country that no noun names: how its people live and speak, how many children they have, what it trades.

"46 percent of Mali's people live in towns", "6 percent of Romanians speak Hungarian", "Zambian women bear 4.6 children each":
the wording as a whole says what is measured. The wordings are tables of indicators.toml.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.records import Entity
from pipeline.stages import tree
from pipeline.stages.inhabitants import inhabitants, is_section, whole
from pipeline.stages.measures import Draft, words
from pipeline.stages.sites import Site

# How many words may stand between two words of a condition: "able to READ and WRITE", "below the national poverty line".
GAP = 2
# Behind a noun of a condition, these single out some of the things it names: "live in cities with clean air".
NARROWING = frozenset({"of", "with", "such", "like", "that", "where", "which", "on", "along", "near", "without"})
NARROWED = ("amod", "nummod", "nmod:poss", "compound", "acl")
BREAKS = frozenset({";", "while", "whereas", "but", "although", "because"})
AFTER_PEOPLE = ("who", "whom", "which", "that", "with", "without", "from", "facing")
FEWEST_PEOPLE = 1000  # inhabitants of a place that is named; fewer are visitors more often than a population


@cache
def _rows(section: str) -> tuple[dict[str, Any], ...]:
    return tuple(resources.table("indicators.toml")[section])


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(resources.table("indicators.toml")["words"][key])


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
    return _of_people(predicate, holder, "indicators/condition", 0.75, trigger)


def _of_people(predicate: str, holder: tuple[Token, Entity | None], rule: str, score: float, trigger: Token) -> Draft:
    # "can read", "expect to live": the modal belongs to what is measured.
    return Draft(predicate, holder[0], rule, score, trigger=trigger, subject_entity=holder[1], modality="asserted")


def _condition(site: Site, start: int) -> tuple[str, Token] | None:
    region = list(_region(site, start))
    for row in _rows("condition"):
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
    rows = (r["predicate"] for r in _rows("condition") if f"be {adjective.lower_}" in r["phrases"])
    predicate, holder = next(rows, None), inhabitants(site, subject)
    if predicate is None or holder is None:
        return None
    return _of_people(predicate, holder, "indicators/described", 0.75, adjective)


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
    for row in _rows("belonging"):
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
    for row in _rows("belonging"):
        entity = site.scene.referents.reading(part, row["family"])
        if entity is not None:
            return Draft(
                row["predicate"], part, "indicators/made of", 0.8, object=subject, trigger=site.clause,
                subject_entity=entity, object_entity=holder[1],
            )  # fmt: skip
    return None


def vital(site: Site) -> Draft | None:
    """Children per woman and years of life: "Women in Angola have an average of 5.8 children", "Afghans live 46 years on average"."""
    subject = site.subject()
    if subject is None or subject.i >= site.value.start or site.scene.referents.is_open(subject):
        return None
    if subject.i != site.top.i and any(c.lower_ == "median" for c in subject.lefts) and site.value.value.unit == "a":
        holder = inhabitants(site, subject)
        return None if holder is None else _of_people("median_age", holder, "indicators/median", 0.8, site.clause)
    for row in _rows("vital"):
        if site.value.value.kind in row["kinds"] and _states(site, row, subject):
            holder = inhabitants(site, subject)
            if holder is not None:
                return _of_people(row["predicate"], holder, "indicators/vital", 0.8, site.clause)
    return None


def _states(site: Site, row: dict[str, Any], subject: Token) -> bool:
    """Whether the clause counts what the row names, for each of the people or on average."""
    noun = site.noun.lemma_.lower() if site.noun is not None else ""
    if site.clause.lemma_.lower() not in row["verbs"] or (row["nouns"] and noun not in row["nouns"]):
        return False
    people = row["people"]
    if people and subject.lemma_.lower() not in people:
        return False
    amount = site.value.value.amount
    if amount is None or not row["least"] <= amount <= row["most"]:
        return False
    sentence = site.doc[site.value.start].sent
    # A fraction of a child is an average.
    shared = row["nouns"] and amount != round(amount)
    return shared or any(t.lower_ in _words("average") for t in sentence if abs(t.i - site.value.root) <= row["reach"])


def rate(site: Site) -> Draft | None:
    """Births and deaths for so many people: "Kenya records 27 births per 1,000 inhabitants"."""
    inside = site.doc[site.value.start : site.value.end]
    counted = next((t for t in inside if t.pos_ == "NOUN"), None)
    behind = [t.lower_ for t in site.doc[site.value.start : site.value.end + 2]]
    place = next((t for t in (site.subject(), site.place()) if t is not None and site.is_place(t)), None)
    if counted is None or place is None:
        return None
    for row in _rows("rate"):
        among = not row["among"] or any(word in behind[1:] for word in row["among"])
        if counted.lemma_.lower() == row["noun"] and site.value.value.unit == row["unit"] and among:
            return _of_people(
                row["predicate"], (place, site.scene.referents.place(place)), "indicators/rate", 0.75, counted
            )
    return None


def people(site: Site) -> Draft | None:
    """How many live in a place: "There are 5.3 million people in Slovakia", "Botswana is a country of 2.4 million people"."""
    noun = site.noun
    if noun is None or noun.lemma_.lower() not in _words("people") or (site.value.value.amount or 0) < FEWEST_PEOPLE:
        return None
    prop, clause = site.proposition, site.clause
    if prop is None or prop.negated or _is_singled_out(site, noun):
        return None
    place: Token | None = None
    lemma = clause.lemma_.lower()
    if prop.kind == "existential" or (clause.lemma_ == "be" and any(c.dep_ == "expl" for c in clause.children)):
        place = site.place()
    elif noun.dep_ == "nmod" and tree.case(noun) == "of" and noun.head.lemma_.lower() in words("words", "settlement"):
        of = noun.head  # "Botswana is a country of 2.4 million people"
        place = site.subject() if of.i == clause.i else None
    elif lemma in _words("home") and tree.case(noun) == "to":
        place = site.subject()  # "is home to 19.6 million people"
    elif lemma in _words("inhabit"):
        patient = site.patient()
        place = patient if patient is not None and patient.i != noun.i else site.place()
    elif lemma in _words("hold"):
        place = site.subject()
    if place is None or not site.is_place(place) or site.scene.referents.type(place) == "NORP":
        return None
    entity = site.scene.referents.place(place)
    return Draft("population", place, "indicators/people", 0.75, trigger=noun, subject_entity=entity)


def _is_singled_out(site: Site, noun: Token) -> bool:
    """Whether only some people are meant: "3 million people in Yemen who go hungry", "12 million poor people"."""
    tail = any(t.lower_ in AFTER_PEOPLE for t in site.doc[noun.i + 1 : noun.sent.end])
    own = any(c.dep_ in ("amod", "acl", "acl:relcl", "compound") for c in noun.children)
    return tail or own or any(c.dep_ in ("acl", "acl:relcl", "advcl", "xcomp") for c in site.clause.children)


def trade(site: Site) -> Draft | None:
    """What a country spends, owes and trades: "Chile exported goods worth $100 billion", "Poland spends 2.4 percent of GDP on defence"."""
    value, subject, clause = site.value.value, site.subject(), site.clause
    if clause.dep_ in ("acl", "amod") and clause.lower_ in ("worth", "valued"):
        clause = tree.clause_head(clause.head)
        above = site.scene.propositions.get(clause.i)
        found = above.role("subject") if above is not None else None
        subject = site.doc[found.root] if found is not None else None
    if subject is None or subject.i >= site.value.start or not site.is_place(subject):
        return None
    for row in _rows("trade"):
        if clause.lemma_.lower() not in row["verbs"] or value.kind not in row["kinds"]:
            continue
        purpose = [
            t for node in (clause, site.root, *site.parts(site.root, "of")) for t in site.parts(node, "on", "for")
        ]
        if row["on"] and not any(t.lemma_.lower() in row["on"] for t in purpose):
            continue
        named = [t for t in tree.children(clause, "iobj") if site.is_place(t)]
        obj = next((t for t in tree.children(clause, "obj") if t.i != site.top.i), None)
        if not row["on"] and (named or (obj is not None and obj.lemma_.lower() not in row["goods"])):
            continue  # "owes China $4 billion", "exports gas worth $2 billion" are parts
        entity = site.scene.referents.place(subject)
        return Draft(row["predicate"], subject, "indicators/trade", 0.7, trigger=clause, subject_entity=entity)
    return None
