"""How many people live in a place, how many children they have, how long they live."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import relatives, tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.indicators import of_people, rows
from pipeline.stages.inhabitants import inhabitants
from pipeline.stages.sites import Site

AFTER_PEOPLE = ("who", "whom", "which", "that", "with", "without", "from", "facing")
FEWEST_PEOPLE = 1000  # inhabitants of a place that is named; fewer are visitors more often than a population

A_NATION = 1_000_000  # fewer are some of a people, who were named before


def _words(key: str) -> frozenset[str]:
    return resources.words("indicators.toml", "words", key)


def vital(site: Site) -> Draft | None:
    """Children per woman and years of life: "Women in Angola have an average of 5.8 children", "Afghans live 46 years on average"."""
    subject = site.subject()
    if subject is None or subject.i >= site.value.start or site.scene.referents.is_open(subject):
        return None
    if subject.i != site.top.i and any(c.lower_ == "median" for c in subject.lefts) and site.value.value.unit == "a":
        holder = inhabitants(site, subject)
        return None if holder is None else of_people("median_age", holder, "indicators/median", 0.8, site.clause)
    for row in rows("vital"):
        if site.value.value.kind in row["kinds"] and _states(site, row, subject):
            holder = inhabitants(site, subject)
            if holder is not None:
                return of_people(row["predicate"], holder, "indicators/vital", 0.8, site.clause)
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
    for row in rows("rate"):
        among = not row["among"] or any(word in behind[1:] for word in row["among"])
        if counted.lemma_.lower() == row["noun"] and site.value.value.unit == row["unit"] and among:
            return of_people(
                row["predicate"], (place, site.scene.referents.place(place)), "indicators/rate", 0.75, counted
            )
    return None


def people(site: Site) -> Draft | None:
    """How many live in a place: "There are 5.3 million people in Slovakia", "Botswana is a country of 2.4 million people"."""
    noun = site.noun
    if noun is None or noun.lemma_.lower() not in _words("people"):
        return None
    prop, clause = site.proposition, site.clause
    if (site.value.value.amount or 0) < FEWEST_PEOPLE and _home(noun) is None:
        return None
    if prop is None or prop.negated or _is_singled_out(site, noun):
        return None
    place: Token | None = None
    lemma = clause.lemma_.lower()
    if prop.kind == "existential" or (clause.lemma_ == "be" and any(c.dep_ == "expl" for c in clause.children)):
        place = site.place()
    elif (home := _home(noun)) is not None:  # "is home to 19.6 million people", "The island, home to 12,000 people, …"
        named = relatives.before_comma(home)
        place = named if named is not None and home.i != clause.i else site.subject()
        if place is not None and tree.case(place) == "of" and place.head.lemma_.lower() in words("words", "settlement"):
            place = place.head  # "the village of Solund, home to 300 people"
    elif lemma in _words("inhabit"):
        patient = site.patient()
        place = patient if patient is not None and patient.i != noun.i else site.place()
    elif lemma in _words("hold") and noun.dep_ != "nmod":  # not "has a workforce of 3,000 people"
        place = site.subject()
    if place is None or site.scene.referents.type(place) == "NORP":
        return None
    if not site.is_place(place) and place.lemma_.lower() not in words("words", "settlement"):
        return None
    entity = site.scene.referents.place(place)
    return Draft("population", place, "indicators/people", 0.75, trigger=noun, subject_entity=entity)


def is_dweller(noun: Token) -> bool:
    """Whether a noun is of one who lives in a place."""
    return noun.lemma_.lower() in _words("dwellers")


def is_sum(noun: Token) -> bool:
    """Whether a noun is of how many there are: "the number of residents"."""
    return noun.lemma_.lower() in _words("sum")


def is_populace(site: Site, noun: Token) -> bool:
    """Whether residents are all those of a place: "a city with 5,000 residents", and not "5,000 residents were evacuated"."""
    subject, verb = site.subject(), site.clause.lemma_.lower()
    if (
        site.noun is None or site.noun.i != noun.i
    ):  # "the number of residents rose to 5,000", "its residents number 5,000"
        summed = noun.dep_ == "nmod" and is_sum(noun.head)
        told = subject is not None and subject.i == noun.i and verb in _words("number")
        return site.noun is None and (summed or told)
    if _home(noun) is not None or (site.proposition is not None and site.proposition.kind == "existential"):
        return True
    if tree.case(noun) in ("of", "with"):
        named = noun.head if noun.dep_ == "nmod" else subject
        return named is not None and _is_settled(site, named)
    if site.filler.dep_ != "obj":
        return verb in words("verbs", "inhabit") and site.role == "nsubj"
    if subject is None:
        return False
    held = verb in _words("number") | _words("hold") and _is_settled(site, subject)
    return held or (verb in _words("enumerate") and is_census(site, subject))


def _is_settled(site: Site, token: Token) -> bool:
    """Whether a token names a place in which people live, or stands for one."""
    return site.is_place(token) or site.scene.referents.fits(token, "place")


def is_census(site: Site, subject: Token) -> bool:
    """Whether a census, or who takes it, is what a token means or stands for."""
    mention = site.scene.referents.mention(subject)
    spans = [tree.phrase(subject, full=True)]
    if mention is not None and mention.antecedent is not None:
        spans.append(mention.antecedent)
    return any(t.lemma_.lower() in _words("census") for span in spans for t in site.doc[slice(*span)])


def _home(noun: Token) -> Token | None:
    """The word "home" right before the preposition of `noun`, wherever the tree hangs it."""
    start = noun.left_edge.i
    to = start if noun.doc[start].lower_ == "to" else start - 1
    before = noun.doc[to - 1] if to > 0 and noun.doc[to].lower_ == "to" else None
    return before if before is not None and before.lower_ in _words("home") else None


def is_home_beside(noun: Token) -> bool:
    """Whether "home to 300 people" stands beside what its clause tells: "buried a village, | home to 300 people"."""
    home = _home(noun)
    return home is not None and home.i > 0 and home.nbor(-1).text == ","


def settled(site: Site) -> Draft | None:
    """How many live in a place that a noun names: "a city of 230,000 people", "a town of 40,000", "Mongolia's 3.4 million people"."""
    noun, referents = site.noun, site.scene.referents
    owner = tree.child(noun, "nmod:poss") if noun is not None else None
    if (
        noun is not None
        and owner is not None
        and site.is_place(owner)
        and noun.lemma_.lower() in words("words", "whole")
    ):
        entity = referents.place(owner)
        return Draft("population", owner, "counts/possessed", 0.75, trigger=noun, subject_entity=entity)
    if noun is not None and _is_nation(site, noun):
        return Draft("population", noun, "counts/nation", 0.7, trigger=noun, subject_entity=referents.place(noun))
    people = noun if noun is not None else site.root
    settlement = people.head if people.dep_ == "nmod" and tree.case(people) == "of" else None
    if settlement is None or settlement.lemma_.lower() not in words("words", "settlement"):
        return None
    peopled = words("words", "whole") | words("words", "household")
    enough = noun is not None or (site.value.value.amount or 0) >= FEWEST_PEOPLE
    if not enough or (noun is not None and noun.lemma_.lower() not in peopled):
        return None
    named = settlement.head if settlement.dep_ == "appos" else settlement
    if tree.child(settlement, "cop") is not None:  # "Botswana is a country of 2.4 million people"
        named = next((c for c in settlement.lefts if tree.base(c.dep_) == "nsubj"), settlement)
    entity = referents.place(named)
    return Draft("population", named, "counts/city of", 0.8, trigger=people, subject_entity=entity)


def _is_nation(site: Site, noun: Token) -> bool:
    """Whether all of a people are counted: "the 15.8 million Senegalese", and not "the 300,000 Russians in Latvia"."""
    entity, amount = site.scene.referents.place(noun), site.value.value.amount or 0
    if entity is None or not entity.id.startswith("country:") or noun.tag_ not in ("NNPS", "NNS") or amount < A_NATION:
        return False
    if any(c.dep_ in ("amod", "acl", "acl:relcl", "nmod", "compound") for c in noun.children):
        return False
    return any(c.lower_ == "the" for c in noun.lefts)


def lived_in(site: Site) -> Draft | None:
    """How many people a place has, or live there: "the county has 40,000 inhabitants", "300 families live in the valley"."""
    noun, verb, referents = site.noun, site.clause.lemma_.lower(), site.scene.referents
    lemma = noun.lemma_.lower() if noun is not None else ""
    holder = site.subject()
    if holder is None or holder.i in (site.top.i, site.filler.i) or referents.is_open(holder):
        holder = site.place()
    known = referents.place(holder) if holder is not None else None
    numbers = holder is not None and lemma in words("words", "whole") and verb in _words("number")
    if numbers and holder is not None and noun is not None and known is not None and not _is_of_kind(noun):
        return Draft("population", holder, "counts/inhabitants", 0.8, trigger=noun, subject_entity=known)
    place = site.place()
    peopled = lemma in words("words", "whole") | words("words", "household")
    lives = place is not None and peopled and verb in words("verbs", "inhabit") and site.role == "nsubj"
    if place is not None and noun is not None and lives and not _is_of_kind(noun):
        entity = referents.place(place)
        return Draft("population", place, "counts/live in", 0.7, trigger=noun, subject_entity=entity)
    return None


def _is_of_kind(noun: Token) -> bool:
    """Whether people of one kind are counted, and not all of a place: "1.5 million people of Burkinabe descent"."""
    own = (c for c in noun.children if c.dep_ in ("amod", "nmod", "acl", "acl:relcl") and c.lower_ != "estimated")
    return any(not _is_all(c) and noun.doc[c.left_edge.i].text != "," for c in own)


def _is_all(part: Token) -> bool:
    return part.lower_ in ("total", "whole", "other", "more") or part.pos_ == "NUM"


def _is_singled_out(site: Site, noun: Token) -> bool:
    """Whether only some people are meant: "3 million people in Yemen who go hungry", "12 million poor people"."""
    behind = takewhile(lambda t: t.text != ",", site.doc[noun.i + 1 : noun.sent.end])
    tail = any(t.lower_ in AFTER_PEOPLE for t in behind)
    # What stands behind a comma tells more of all of them: "2.7 million people, of whom a third are poor".
    beside = (c for c in noun.children if c.i < noun.i or site.doc[c.left_edge.i].text != ",")
    own = any(c.dep_ in ("amod", "acl", "acl:relcl", "compound") for c in beside)
    if is_home_beside(noun):
        return tail or own  # what else its clause tells is not of them
    return tail or own or any(c.dep_ in ("acl", "acl:relcl", "advcl", "xcomp") for c in site.clause.children)
