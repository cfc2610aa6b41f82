"""Who holds an office, who founded what, and who belongs to whom: titles, appositions, possessors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.knowledge.base import load
from pipeline.records import Entity
from pipeline.stages import relatives, tree
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.noun_phrases import Phrases
from pipeline.stages.referents import Referents


@cache
def _offices() -> dict[str, frozenset[str]]:
    table = resources.table("offices.toml")
    return {name: frozenset(row) for name, row in table.items() if isinstance(row, list)}


@cache
def _callings() -> frozenset[str]:
    """Nouns that say what somebody is, by office or by trade."""
    return _offices()["offices"] | _offices()["occupations"]


def _name(token: Token) -> str:
    """The office named by `token`, with "prime", "vice" or "chief" before it."""
    before = [
        c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound") and c.lower_ in ("prime", "vice", "chief")
    ]
    return " ".join([*before[-1:], token.lemma_.lower()])


def is_office(token: Token) -> bool:
    """Whether a noun names an office: "Prime Minister", "the presidency", "defense minister"."""
    words = (token.lemma_.lower(), token.lower_)
    return any(w.removeprefix("ex-").removeprefix("co-") in _callings() for w in words)


def leads(noun: Token, relation: str) -> bool:
    """Whether who is called by a noun of office is what a relation says: no vice president is "head_of_state"."""
    table = _offices()
    owner = tree.child(noun, "nmod:poss")
    if relation != "led_by" and _is_of_all(noun):
        return False
    lesser = table["not_head"] - ({"acting"} if relation == "led_by" else set())
    if any(c.lower_ in lesser for c in noun.lefts) or (owner is not None and _is_of_part(noun, owner)):
        return False
    return relation not in ("head_of_state", "head_of_government") or _name(noun) in table[relation]


def is_bare_office(noun: Token) -> bool:
    """Whether a noun names an office and no holder of one: "minister", not "the minister", "three ministers"."""
    bare = tree.child(noun, "det", "nmod:poss", "nummod", "amod") is None
    return bare and noun.tag_ in ("NN", "NNP") and noun.ent_type_ != "PERSON" and is_office(noun)


def offices(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """position_held, and head of state or government where the country is known."""
    table = _offices()
    inside = phrases.referents.inside.get(noun.i)
    if not is_office(noun) or (inside is not None and inside.type == "PERSON"):
        return
    if inside is not None and inside.type == "ORG" and noun.i < inside.end - 1:
        return  # "Reporters Without Borders"
    if is_gloss(noun) or _is_cut(noun):
        return
    second = noun.i > 1 and noun.nbor(-1).tag_ == "HYPH" and noun.head.i == noun.i - 2
    if is_singled_out(noun) or second:
        return  # "the secretary- | general"
    owner = phrases.owner(noun)
    for person in phrases.holders(noun):
        start, end = phrases.referents.span(person)
        low, high = phrases.beside(noun, person)
        if low < end and start < high:
            continue
        yield phrases.fact("position_held", person, noun, noun, "office", 0.85)
        blockers = {c.lower_ for c in noun.lefts} | {c.lower_ for c in person.lefts}
        if blockers & table["not_head"]:
            continue
        name = _name(noun)
        relation = (
            "head_of_government"
            if name in table["head_of_government"]
            else "head_of_state"
            if name in table["head_of_state"]
            else None
        )
        country = _country(phrases, noun, owner) if owner is not None or name not in _offices()["royal"] else None
        if relation and country is not None:
            token, entity = country
            elsewhere = owner is None and entity is not None and heads_another(phrases.referents, person, entity)
            if entity is not None and entity.id.startswith("country:") and not elsewhere and not _is_of_all(noun):
                yield phrases.fact(relation, token, person, noun, relation, 0.75, subject_entity=entity)
        elif (body := _led(phrases, noun)) is not None:
            yield phrases.fact(
                "led_by", body, person, noun, "leader", 0.7, subject_entity=phrases.referents.place(body)
            )
        elif (
            owner is not None
            and tree.case(owner) != "in"  # "a gang leader in Raqqah" leads no town
            and not _is_of_part(noun, owner)
            and not table["leads"].isdisjoint((noun.lemma_.lower(), name))
            and phrases.referents.fits(owner, "organisation")
        ):
            yield phrases.fact("led_by", owner, person, noun, "leader", 0.7)


def heads_another(referents: Referents, person: Token, country: Entity) -> bool:
    """Whether the reference knows people of a name at the head of other countries, and nobody at that of this one."""
    start, end = referents.span(person)
    ids = {c.entity.id for c in load().candidates(person.doc[start:end].text) if c.entity.id.startswith("person:")}
    return bool(ids) and ids.isdisjoint(heads_of(country.id))


def heads_of(country: str) -> set[str]:
    """Ids of the people whom the reference knows at the head of a country, now or before."""
    found = (load().related(kind, country) for kind in ("head_of_state", "head_of_government"))
    return {holder for heads in found for holder, _ in heads}


def is_head(noun: Token) -> bool:
    """Whether a noun names the office of a head of state or government."""
    return _name(noun) in _offices()["head_of_state"] | _offices()["head_of_government"]


def _is_of_all(noun: Token) -> bool:
    """Whether an office is said to be for all of a people, and not whose it is: "the president of all Americans"."""
    return any(c.lower_ == "all" for of in noun.rights if of.dep_ == "nmod" for c in of.lefts)


def _is_of_part(noun: Token, owner: Token) -> bool:
    """Whether an office is over a part of its owner alone: "the bank's head of sales", "the EU's foreign policy chief"."""
    of = any(tree.case(c) in ("of", "for") for c in noun.rights if c.dep_ == "nmod")
    field = any(c.dep_ == "compound" and c.tag_ == "NN" and not is_office(c) for c in noun.lefts)
    return owner.dep_ == "nmod:poss" and (of or field)


def _led(phrases: Phrases, noun: Token) -> Token | None:
    """What the name right before an office is led by: "| IOC | president", "the | Libyan | leader"; not "a Hamas leader"."""
    before = phrases.referents.inside.get(noun.i - 1)
    if before is None or noun.lemma_.lower() not in _offices()["sole"] or any(c.dep_ == "nmod" for c in noun.rights):
        return None
    others = (c for c in noun.lefts if not before.start <= c.i < before.end)
    if any(c.lower_ not in ("the", "supreme", "chief") for c in others):
        return None
    country = before.entity is not None and before.entity.id.startswith("country:")
    led = before.type == "ORG" or (noun.lemma_.lower() == "leader" and country)
    return phrases.doc[before.root] if led else None


def is_singled_out(noun: Token) -> bool:
    """Whether a noun phrase says what only its holder did, and not which office: "the only leader to congratulate him"."""
    before = [c for c in noun.lefts if c.dep_ in DESCRIBING]
    lone = any(c.lower_ in _offices()["single"] or c.tag_ == "JJS" for part in before for c in part.subtree)
    return lone and any(c.dep_ in ("acl", "acl:relcl") for c in noun.rights)


def is_gloss(noun: Token) -> bool:
    """Whether a noun phrase in brackets is the name before it in other words: "Le Professeur (The Professor)"."""
    article = tree.child(noun, "det")
    return article is not None and article.text == "The" and article.i > 0 and article.nbor(-1).text == "("


def _is_cut(noun: Token) -> bool:
    """Whether a noun phrase begins in the middle of its own words: "young up and | coming player"."""
    joined = next((c for c in noun.lefts if c.dep_ == "cc"), None)
    return joined is not None and any(c.i < joined.i and c.dep_ in ("amod", "advmod") for c in noun.lefts)


def is_title(noun: Token, referents: Referents) -> bool:
    """Whether a noun is the title of whose name stands right behind it: "the | directors | Ana Bo and Rosa Vega"."""
    name = referents.inside.get(noun.i + 1)
    named = name is not None and name.type == "PERSON" and name.start == noun.i + 1
    return named and noun.pos_ == "NOUN" and noun.i not in referents.inside and is_office(noun)


def _country(phrases: Phrases, noun: Token, owner: Token | None) -> tuple[Token, Entity | None] | None:
    """The country of an office: whose it is, else the one that the text is about."""
    if owner is not None:
        return (owner, phrases.referents.place(owner)) if phrases.referents.place(owner) else None
    if phrases.topic is None or phrases.topic.entity is None or not phrases.referents.is_about(phrases.topic.entity.id):
        return None
    home = phrases.near(noun, phrases.topic.entity.id)
    return (home, phrases.topic.entity) if home is not None else None


def founders(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """founded_by from "Kivu Gold's founder, Jean Mbala", "the party's co-founder X"."""
    if noun.lemma_.lower() not in _offices()["founders"]:
        return
    for owner in (c for c in noun.children if c.dep_ == "nmod:poss" and phrases.referents.fits(c, "organisation")):
        for person in phrases.holders(noun):
            yield phrases.fact("founded_by", owner, person, noun, "founder", 0.8)


def others(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """led_by from "Ana Bo and other leaders of the Free Front"."""
    if noun.dep_ != "conj" or noun.lemma_.lower() not in _offices()["several"]:
        return
    owner = phrases.owner(noun)
    if owner is None or not any(c.lower_ == "other" for c in noun.lefts) or phrases.referents.type(owner) != "ORG":
        return
    for person in tree.coordinated(tree.first_conjunct(noun)):
        if person.i < noun.i and phrases.referents.type(person) == "PERSON":
            yield phrases.fact("led_by", owner, person, noun, "leader", 0.7)


def followings(phrases: Phrases, body: Token) -> Iterator[Fact]:
    """led_by from a person's own party or movement that is named: "Modi's Bharatiya Janata Party"."""
    if body.lemma_.lower() not in _offices()["bodies"] or phrases.referents.type(body) != "ORG":
        return
    for owner in (c for c in body.children if c.dep_ == "nmod:poss"):
        if phrases.referents.type(relatives.relativised(owner)) == "PERSON":
            yield phrases.fact("led_by", body, relatives.relativised(owner), body, "following", 0.6)


def parts(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """part_of from "UNESCO, the cultural agency of the United Nations", "Hezbollah's military wing, X", "Meta, parent of X".

    A part without a name needs a whole with one: "the airline, a subsidiary of Lufthansa".
    """
    above = _is_parent(noun)
    if noun.lemma_.lower() not in _offices()["parts"] and not above:
        return
    named = [noun.head] if noun.dep_ == "appos" else [c for c in noun.children if c.dep_ == "appos"]
    named = [t for name in named for t in (tree.coordinated(name) if noun.tag_ == "NNS" else (name,))]
    others = [c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) == "of")]
    for one in named:
        for other in others:
            part, whole = (other, one) if above else (one, other)
            if phrases.referents.fits(part, "body") and phrases.referents.type(whole) == "ORG":
                yield phrases.fact("part_of", part, whole, noun, "part", 0.75)


def provisions(phrases: Phrases, provision: Token) -> Iterator[Fact]:
    """part_of from what a law has in it: "the Due Process Clause of the Fourteenth Amendment"."""
    if phrases.referents.type(provision) != "LAW" or phrases.referents.inside.get(provision.i) is None:
        return
    for part in provision.rights:
        law = phrases.referents.type(part) == "LAW" and phrases.referents.inside.get(part.i) is not None
        if law and part.dep_ == "nmod" and tree.case(part) in ("of", "to", "in"):
            yield phrases.fact("part_of", provision, part, provision, "provision", 0.75)


def _is_parent(noun: Token) -> bool:
    """Whether a noun is of what owns a company: "the | parent | of Audi", "the parent | company | of Audi"."""
    before = {c.lower_ for c in noun.lefts if c.dep_ in DESCRIBING}
    return noun.lemma_.lower() == "parent" or (noun.lemma_.lower() in _offices()["owned"] and "parent" in before)


def teams(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """member_of from the body before the noun for one of its people: "| Chelsea | striker Ana Bo"."""
    body = phrases.referents.inside.get(noun.i - 1)
    if body is None or body.type != "ORG" or noun.lemma_.lower() not in _offices()["mates"]:
        return
    if phrases.doc[body.root].head.i == noun.i:
        for person in phrases.holders(noun):
            yield phrases.fact("member_of", person, phrases.doc[body.root], noun, "membership", 0.65)


def memberships(phrases: Phrases, token: Token) -> Iterator[Fact]:
    """member_of from "Y, a glaciologist at the University of X", "Y of the National University", "Sinn Fein's Y"."""
    if phrases.referents.type(token) != "PERSON":
        return
    for owner in (c for c in token.lefts if c.dep_ == "nmod:poss" and token.pos_ == "PROPN"):
        if phrases.referents.type(owner) == "ORG" and phrases.referents.inside.get(owner.i) is not None:
            yield phrases.fact("member_of", token, owner, token, "membership", 0.65)
    bearers = [token, *(c for c in token.children if c.dep_ == "appos" and c.pos_ == "NOUN")]
    for bearer in bearers:
        at = ("at", "with") if is_office(bearer) else ("of", "at", "with")
        for part in bearer.children:  # who leads, founded or keeps something is told as that
            named = phrases.referents.type(part) == "ORG" and phrases.referents.inside.get(part.i) is not None
            if part.dep_ == "nmod" and tree.case(part) in at and named:
                yield phrases.fact("member_of", token, part, bearer, "membership", 0.65)
