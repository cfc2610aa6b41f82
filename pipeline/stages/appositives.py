"""Relations that noun phrases state: titles, appositions, possessors, "neighbouring X", "anti-X", "ethnic X"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.records import Entity
from pipeline.stages import clauses, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.nominals import HYPHENS
from pipeline.stages.referents import Referents

BORDERS = frozenset({"border", "frontier", "boundary", "borderland"})
NEIGHBOURING = frozenset({"neighboring", "neighbouring", "adjacent", "bordering"})
PREFIXES = {"anti": "opposes", "pro": "supports"}


@cache
def _offices() -> dict[str, frozenset[str]]:
    table = resources.table("offices.toml")
    lists = {name: frozenset(row) for name, row in table.items() if isinstance(row, list)}
    return lists | {f"kin.{name}": frozenset(row) for name, row in table["kin"].items()}


def _name(token: Token) -> str:
    """The office named by `token`, with "prime" or "vice" before it."""
    before = [c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound") and c.lower_ in ("prime", "vice")]
    return " ".join([*before[-1:], token.lemma_.lower()])


def is_office(token: Token) -> bool:
    """Whether a noun names an office: "Prime Minister", "the presidency", "defense minister"."""
    table = _offices()
    return not {token.lemma_.lower(), token.lower_}.isdisjoint(table["offices"] | table["occupations"])


class Phrases:
    """Reads the noun phrases of one Doc."""

    def __init__(self, doc: Doc, referents: Referents, adjuncts: Adjuncts) -> None:
        self.doc = doc
        self.referents = referents
        self.adjuncts = adjuncts
        self.topic = referents.topic()

    def fact(
        self, predicate: str, subject: Token, object_: Token, trigger: Token, rule: str, score: float, **slots: object
    ) -> Fact:
        """A relation between two phrases, dated by the trigger's own times."""
        clause = tree.clause_head(trigger)
        times = self.adjuncts.of_noun(trigger)
        return Fact(
            kind="relation",
            predicate=predicate,
            subject=self.referents.span(subject),
            object=self.referents.span(object_),
            value=None,
            rule=f"phrases/{rule}",
            score=score,
            trigger=(trigger.i, trigger.i + 1),
            qualifications=self.adjuncts.qualifications(times),
            attribution=clauses.attribution(clause),
            **slots,  # type: ignore[arg-type]
        )

    def owner(self, noun: Token) -> Token | None:
        """Whose office, capital or city it is: possessor, of-phrase, or a demonym or place name before it."""
        for part in noun.children:
            if part.dep_ == "nmod:poss":
                return part
        for part in noun.children:
            if part.dep_ == "nmod" and tree.case(part) in ("of", "in") and part.i > noun.i:
                return part
        for part in noun.children:
            if (
                part.dep_ in ("amod", "compound", "nmod:desc")
                and part.i < noun.i
                and self.referents.place(part) is not None
                and self.referents.type(part) in ("NORP", "GPE")
            ):
                return part
        return None

    def holders(self, noun: Token) -> Iterator[Token]:
        """Persons that a noun describes as a title ("President X") or in apposition ("X, president of")."""
        if noun.dep_ in ("nmod:desc", "compound", "flat") and self.referents.type(noun.head) == "PERSON":
            yield from (noun.head,)
        if noun.dep_ == "conj" and noun.head.dep_ == "nmod:desc" and self.referents.type(noun.head.head) == "PERSON":
            yield noun.head.head
        if noun.dep_ == "appos" and self.referents.type(noun.head) == "PERSON":
            yield noun.head
        for part in noun.children:
            if part.dep_ in ("appos", "flat") and part.i > noun.i and self.referents.type(part) == "PERSON":
                yield part

    def offices(self, noun: Token) -> Iterator[Fact]:
        """position_held, and head of state or government where the country is known."""
        table = _offices()
        inside = self.referents.inside.get(noun.i)
        if not is_office(noun) or (inside is not None and inside.type == "PERSON"):
            return
        owner = self.owner(noun)
        for person in self.holders(noun):
            start, end = self.referents.span(person)
            low, high = self.referents.span(noun)
            if low < end and start < high:
                continue
            yield self.fact("position_held", person, noun, noun, "office", 0.85)
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
            country = self._country(noun, owner)
            if relation and country is not None:
                token, entity = country
                if entity is not None and entity.id.startswith("country:"):
                    yield self.fact(relation, token, person, noun, relation, 0.75, subject_entity=entity)
            elif (
                owner is not None
                and noun.lemma_.lower() in table["leads"]
                and self.referents.fits(owner, "organisation")
            ):
                yield self.fact("led_by", owner, person, noun, "leader", 0.7)

    def _country(self, noun: Token, owner: Token | None) -> tuple[Token, Entity | None] | None:
        """The country of an office: whose it is, else the one that the text is about."""
        if owner is not None:
            return (owner, self.referents.place(owner)) if self.referents.place(owner) else None
        if self.topic is None or self.topic.entity is None or not self.referents.is_about(self.topic.entity.id):
            return None
        home = self._near(noun, self.topic.entity.id)
        return (home, self.topic.entity) if home is not None else None

    def kin(self, noun: Token) -> Iterator[Fact]:
        """parent_of, spouse, succeeded_by from "X's son Y", "his wife, Y", "her predecessor, Y"."""
        table = _offices()
        lemma = noun.lemma_.lower()
        kinds = ("parent", "child", "spouse", "successor", "predecessor")
        kind = next((k for k in kinds if lemma in table[f"kin.{k}"]), None)
        if kind is None:
            return
        owner = next(
            (c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) == "of")), None
        )
        if owner is None or not self.referents.fits(owner, "person"):
            return
        for other in self.holders(noun):
            if kind == "child":
                yield self.fact("parent_of", owner, other, noun, "kin", 0.85)
            elif kind == "successor":
                yield self.fact("succeeded_by", owner, other, noun, "kin", 0.8)
            elif kind == "predecessor":
                yield self.fact("succeeded_by", other, owner, noun, "kin", 0.8)
            elif kind == "parent":
                yield self.fact("parent_of", other, owner, noun, "kin", 0.85)
            else:
                yield self.fact("spouse", owner, other, noun, "kin", 0.85)

    def borders(self, noun: Token) -> Iterator[Fact]:
        """shares_border_with from "its border with X", "the X-Y border", "the border between X and Y"."""
        if noun.lemma_.lower() not in BORDERS:
            return
        parties: list[Token] = []
        for part in noun.children:
            if part.dep_ in ("nmod:poss", "compound", "amod") or (
                tree.base(part.dep_) == "nmod" and tree.case(part) in ("with", "between", "of")
            ):
                parties.extend(tree.coordinated(part))
                parties.extend(c for c in part.children if c.dep_ in ("compound", "flat") and c.i != part.i)
        named = [
            t
            for t in sorted(set(parties), key=lambda t: t.i)
            if self.referents.fits(t, "place") and self.referents.place(t) is not None
        ]
        distinct = list({(e.id if (e := self.referents.place(t)) else t.text): t for t in named}.values())
        if len(distinct) == 2:
            yield self.fact("shares_border_with", distinct[0], distinct[1], noun, "border", 0.85)

    def neighbours(self, token: Token) -> Iterator[Fact]:
        """shares_border_with from "neighbouring X", towards the country the sentence or text is about."""
        if token.lower_ not in NEIGHBOURING or token.dep_ != "amod":
            return
        for place in tree.coordinated(token.head):
            entity = self.referents.place(place)
            if entity is None or self.topic is None or self.topic.entity is None or entity.id == self.topic.entity.id:
                continue
            home = self._near(place, self.topic.entity.id)
            if home is not None:
                yield self.fact("shares_border_with", home, place, token, "neighbour", 0.6)

    def _first(self, token: Token) -> Token | None:
        """The first other country that the sentence of `token` names before it."""
        start, own = token.sent.start, self.referents.place(token)
        named = (m for m in self.doc._.mentions if start <= m.start and m.end <= token.i and m.type == "GPE")
        found = (m for m in named if m.entity is not None and m.entity.id.startswith("country:") and m.entity != own)
        return next((self.doc[m.root] for m in found), None)

    def _near(self, token: Token, entity: str) -> Token | None:
        """The closest mention before `token` of an entity."""
        found = [m for m in self.doc._.mentions if m.entity is not None and m.entity.id == entity and m.end <= token.i]
        return self.doc[found[-1].root] if found else None

    def places(self, token: Token) -> Iterator[Fact]:
        """located_in: "Irving, Texas", "the Badakhshan province of X", "Mosul, the country's second-largest city"."""
        if self.referents.type(token) not in ("GPE", "LOC", "FAC", "ORG"):
            return
        is_org = self.referents.type(token) == "ORG"
        wholes = [c for c in token.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod:unmarked" and c.i > token.i)]
        if token.dep_ == "compound" and token.head.lemma_.lower() in (
            "province",
            "region",
            "district",
            "city",
            "state",
            "county",
            "oblast",
            "governorate",
            "valley",
        ):
            wholes += [
                c
                for c in token.head.children
                if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) in ("in", "of"))
            ]
        wholes = [] if is_org else wholes
        cases = ("in",) if is_org else ("in", "of")
        wholes += [
            c
            for c in token.children
            if c.dep_ == "nmod" and tree.case(c) in cases and self.referents.type(c) in ("GPE", "LOC")
        ]
        for part in token.children:
            if part.dep_ == "appos" and part.pos_ == "NOUN":
                wholes += [
                    c for c in part.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) == "in")
                ]
        for whole in wholes:
            if (
                self.referents.fits(whole, "place")
                and (e := self.referents.place(whole)) is not None
                and e != self.referents.place(token)
            ):
                yield self.fact("located_in", token, whole, token, "place", 0.75)

    def memberships(self, token: Token) -> Iterator[Fact]:
        """member_of from "Y, a glaciologist at the University of X", "Y of the National University"."""
        if self.referents.type(token) != "PERSON":
            return
        bearers = [token, *(c for c in token.children if c.dep_ == "appos" and c.pos_ == "NOUN")]
        for bearer in bearers:
            for part in bearer.children:
                named = self.referents.type(part) == "ORG" and self.referents.inside.get(part.i) is not None
                if part.dep_ == "nmod" and tree.case(part) in ("of", "at", "with") and named:
                    yield self.fact("member_of", token, part, bearer, "membership", 0.65)

    def colonies(self, noun: Token) -> Iterator[Fact]:
        """colonized from "Mozambique, a former Portuguese colony", "X was a colony of Y"."""
        if noun.lemma_.lower() != "colony":
            return
        owner = self.owner(noun)
        colony: Token | None = noun.head if noun.dep_ == "appos" else None
        if tree.child(noun, "cop") is not None:
            colony = next((c for c in noun.children if tree.base(c.dep_) == "nsubj"), None)
        if owner is not None and colony is not None and self.referents.fits(colony, "place"):
            yield self.fact("colonized", owner, colony, noun, "colony", 0.8)

    def prefixes(self, token: Token) -> Iterator[Fact]:
        """opposes and supports from "anti-Taliban Northern Alliance", "pro-Russian separatists"."""
        relation = PREFIXES.get(token.lower_)
        i = token.i
        if relation is None or i + 2 >= len(self.doc) or self.doc[i + 1].text not in HYPHENS:
            return
        target = self.doc[i + 2]
        noun = target.head if target.dep_ in ("amod", "compound", "nmod") else token.head
        if noun.i > target.i and self.referents.fits(target, "actor") and self.referents.fits(noun, "actor"):
            yield self.fact(relation, noun, target, token, f"prefix {token.lower_}", 0.75)

    def ethnicities(self, token: Token) -> Iterator[Fact]:
        """ethnicity from "X, an ethnic Tajik group", "Ethiopia's first ethnic Oromo prime minister"."""
        if token.lower_ != "ethnic" or token.i + 1 >= len(self.doc):
            return
        group = self.doc[token.i + 1]
        entity = self.referents.entity(group)
        if entity is None or entity.type != "NORP" or group.dep_ not in ("amod", "compound"):
            return
        noun = group.head
        bearers = list(self.holders(noun))
        if noun.dep_ == "appos":
            bearers = [noun.head]
        elif tree.child(noun, "cop") is not None or (tree.case(noun) == "as" and noun.dep_ == "obl"):
            bearers = [
                c for c in (noun if tree.child(noun, "cop") else noun.head).children if tree.base(c.dep_) == "nsubj"
            ]
        for bearer in bearers:
            if self.referents.fits(bearer, "actor"):
                yield self.fact("ethnicity", bearer, group, token, "ethnic", 0.8)

    def capitals(self, noun: Token) -> Iterator[Fact]:
        """capital_of from "Kabul, the Afghan capital", "the capital city of Dushanbe"."""
        if noun.lemma_.lower() != "capital":
            return
        head = noun.head if noun.dep_ in ("compound", "amod") and noun.head.lemma_.lower() == "city" else noun
        named = [
            c for c in head.children if c.dep_ in ("appos", "flat", "nmod:desc") and self.referents.type(c) == "GPE"
        ]
        named += [
            c
            for c in head.children
            if c.dep_ == "nmod"
            and tree.case(c) == "of"
            and (e := self.referents.entity(c)) is not None
            and not e.id.startswith("country:")
        ]
        if head.dep_ == "appos" and self.referents.type(head.head) == "GPE":
            named.append(head.head)
        if head.dep_ in ("compound", "nmod:desc") and self.referents.type(head.head) == "GPE":
            named.append(head.head)
        owner = self.owner(noun) or self.owner(head)
        for city in named:
            whole = owner if owner is not None and owner.i != city.i else None
            if whole is not None and self.referents.place(whole) is not None:
                yield self.fact("capital_of", city, whole, noun, "capital", 0.9)
            elif (
                whole is None
                and self.topic is not None
                and self.topic.entity is not None
                and (home := self._near(noun, self.topic.entity.id)) is not None
            ):
                yield self.fact("capital_of", city, home, noun, "capital", 0.6)


def relations(doc: Doc, referents: Referents, adjuncts: Adjuncts) -> Iterator[Fact]:
    """Every relation that a noun phrase of the document states."""
    phrases = Phrases(doc, referents, adjuncts)
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from phrases.offices(token)
            yield from phrases.kin(token)
            yield from phrases.borders(token)
            yield from phrases.capitals(token)
            yield from phrases.places(token)
            yield from phrases.memberships(token)
            yield from phrases.colonies(token)
        if token.lower_ == "capital" and token.pos_ == "ADJ":  # "the capital city of X", as some parsers see it
            yield from phrases.capitals(token)
        yield from phrases.neighbours(token)
        yield from phrases.prefixes(token)
        yield from phrases.ethnicities(token)
