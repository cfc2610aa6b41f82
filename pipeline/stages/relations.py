"""Typed relations from propositions, by the declarative table relations.toml and the constructions of noun phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import resources
from pipeline.annotations import Fact, Proposition
from pipeline.knowledge.base import load
from pipeline.stages import appositives, births, events, hyphened, tree
from pipeline.stages.extensions import register
from pipeline.stages.nationalities import is_countryman
from pipeline.stages.offices import is_bare_office, is_office, is_singled_out, is_title
from pipeline.stages.once import sentences
from pipeline.stages.referents import nouns
from pipeline.stages.relation_matching import Matcher
from pipeline.stages.relation_slots import marked
from pipeline.stages.tracing import note


def relations(doc: Doc) -> list[Fact]:
    """Every typed relation that the document states, once per sentence, in reading order."""
    matcher = Matcher(doc)
    candidates = (
        *(fact for p in doc._.propositions for fact in matcher.match(p)),
        *(fact for p in doc._.propositions if (turned := _turned(doc, p)) for fact in matcher.match(turned)),
        *(fact for p in doc._.propositions if (widened := _one_of(doc, p)) for fact in matcher.match(widened)),
        *appositives.relations(doc, matcher.referents, matcher.adjuncts),
        *events.relations(doc, matcher.referents, matcher.adjuncts),
        *births.relations(doc, matcher.referents),
        *_neighbours(doc._.facts),
    )
    found: dict[tuple[object, ...], Fact] = {}
    for fact in filter(None, (hyphened.relation(candidate, doc, matcher.referents) for candidate in candidates)):
        if fact.object == fact.subject:
            continue  # "pro-Western Coalition": a name supports nobody inside itself
        if fact.predicate in ("started_on", "ended_on") and _is_within(fact):
            continue  # "the onset of the war" is no date of the war
        if fact.predicate == "position_held" and is_bare_office(doc[slice(*fact.subject)].root):
            continue  # "deputy leader of the party from 2007 to 2014, minister of state": a list of offices
        if (
            fact.predicate == "position_held"
            and fact.object is not None
            and is_singled_out(doc[slice(*fact.object)].root)
        ):
            continue  # "the youngest player to score is Ana Bo"
        if fact.predicate == "led_by" and fact.object is not None and is_bare_office(doc[slice(*fact.object)].root):
            continue  # "led by Commodore" tells of nobody
        if fact.predicate == "position_held" and _is_listed(doc, fact):
            continue
        slots = (fact.subject, fact.object or fact.subject)
        if fact.predicate != "position_held" and any(is_title(doc[slice(*s)].root, matcher.referents) for s in slots):
            continue  # "created by | directors | Ana Bo and Rosa Vega", who are told as such
        if fact.predicate in ("part_of", "located_in") and _is_itself(fact, matcher):
            continue
        if fact.predicate == "ethnicity" and _is_of_land(doc, fact):
            continue
        if fact.predicate == "located_in" and (_is_beside(doc, fact) or _is_reaching(doc, fact)):
            continue
        if fact.predicate == "member_of" and (_is_company(doc, fact, matcher) or _is_region(doc, fact, matcher)):
            continue
        if fact.predicate == "member_of" and _is_of_event(doc, fact, matcher):
            continue
        if fact.predicate == "part_of" and matcher.referents.type(doc[slice(*fact.subject)].root) == "PERSON":
            continue  # "he was part of the team": its member
        if _is_role(doc, fact):
            continue  # "served as Dean"
        if fact.predicate == "led_by" and _is_of_work(doc, fact):
            continue
        if fact.predicate == "died_on" and fact.negated:
            continue  # who did not kill somebody says nothing of their death
        if fact.predicate == "controls" and _is_held_to_be(doc, fact):
            continue
        if fact.predicate == "part_of" and _is_one_of_those(doc, fact):
            continue
        if fact.predicate == "led_by" and _is_scored(doc, fact):
            continue
        if fact.predicate == "elected" and _is_allegiance(doc, fact):
            continue
        key = (fact.predicate, matcher.identity(fact.subject), matcher.identity(fact.object), _sentence(doc, fact))
        known = found.get(key)
        if known is not None:
            reason = f"says '{fact.predicate}' of the same two things as another place of the sentence: kept once"
            note(doc, "relations", *(fact.trigger or fact.subject), reason)
        found[key] = fact if known is None else _better(known, fact)
    return sorted(found.values(), key=lambda f: (f.subject, f.object or (0, 0), f.predicate))


def _is_beside(doc: Doc, fact: Fact) -> bool:
    """Whether something is only said to lie near a place: "north-east of Wielbark"."""
    place = doc[slice(*fact.object)].root if fact.object is not None else None
    of = next((c for c in place.lefts if c.dep_ == "case" and c.lower_ == "of"), None) if place is not None else None
    apart = resources.words("whereabouts.toml", "apart")
    return of is not None and of.i > 0 and of.nbor(-1).lower_.rpartition("-")[2] in apart


def _is_listed(doc: Doc, fact: Fact) -> bool:
    """Whether an office stands beside a name as another of several things: "the words "Ana Bo" and "Marshal of Peru"."""
    name, office = doc[slice(*fact.subject)].root, doc[slice(*fact.object or fact.subject)].root
    return office.dep_ == "conj" and tree.first_conjunct(office).i == name.i


def _is_of_land(doc: Doc, fact: Fact) -> bool:
    """Whether a people's name before a noun for somebody says of what land they are: "a | Scottish | singer", not "of Scottish descent"."""
    part = doc[slice(*fact.object or fact.subject)].root
    land = any(
        c.entity.id.startswith("territory:") and c.how == "demonym_adjective" for c in load().candidates(part.text)
    )
    ethnic = part.i > 0 and part.nbor(-1).lower_ == "ethnic"
    return land and not ethnic and is_countryman(part.head, part)


def _is_itself(fact: Fact, matcher: Matcher) -> bool:
    """Whether two names are of one thing: "the Lima Institute of Technology (LIT)" is no part of itself."""
    return fact.object is not None and matcher.identity(fact.subject) == matcher.identity(fact.object)


def _is_reaching(doc: Doc, fact: Fact) -> bool:
    """Whether a place behind a river or sea is that of what is told to lie by it: "a tributary of the Rimac River | in Lima"."""
    name = doc[slice(*fact.subject)].root
    words = {t.lower_ for t in doc[slice(*fact.subject)]} | {name.head.lower_ if name.dep_ == "compound" else ""}
    noun = name.head if name.dep_ == "compound" else name
    behind = fact.object is not None and fact.object[0] > noun.i
    return behind and tree.case(noun) == "of" and not words.isdisjoint(resources.words("whereabouts.toml", "reaching"))


def _is_role(doc: Doc, fact: Fact) -> bool:
    """Whether what a fact is about is an office behind "as", whatever a name it looks like."""
    noun = doc[fact.subject[0]]
    return fact.subject[1] - fact.subject[0] == 1 and tree.case(noun) == "as" and is_office(noun)


def _is_of_work(doc: Doc, fact: Fact) -> bool:
    """Whether somebody directed a film or play, which has no leader: "Ocean Waves is a film | directed by Ana Bo"."""
    verb = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    if verb is None or verb.lemma_ != "direct":
        return False
    subject = doc[slice(*fact.subject)].root
    told = tree.first_conjunct(verb).head
    return subject.ent_type_ == "WORK_OF_ART" or not {subject.lemma_.lower(), told.lemma_.lower()}.isdisjoint(
        nouns("work")
    )


def _is_within(fact: Fact) -> bool:
    """Whether what a fact is about is a part of its object."""
    return fact.object is not None and fact.object[0] <= fact.subject[0] and fact.subject[1] <= fact.object[1]


def _is_company(doc: Doc, fact: Fact, matcher: Matcher) -> bool:
    """Whether somebody joins a country in something, and no body: "U.S. forces will join Jordan in an exercise"."""
    verb = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    other = matcher.referents.place(doc[slice(*fact.object)].root) if fact.object is not None else None
    return verb is not None and verb.lemma_ == "join" and other is not None and other.id.startswith("country:")


def _is_region(doc: Doc, fact: Fact, matcher: Matcher) -> bool:
    """Whether something is a part of a place, which has no members: "Bukovina, the eastern part of Chernivtsi Oblast"."""
    noun = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    place = fact.object is not None and matcher.referents.type(doc[slice(*fact.object)].root) in tree.PLACES
    return noun is not None and noun.lemma_ == "part" and place


def _is_of_event(doc: Doc, fact: Fact, matcher: Matcher) -> bool:
    """Whether something is entered in an event, which has no members: "the Portuguese entry to the song contest"."""
    head = doc[slice(*fact.object)].root if fact.object is not None else None
    return head is not None and events.is_event(head, matcher.referents)


def _is_held_to_be(doc: Doc, fact: Fact) -> bool:
    """Whether somebody is held to be something, and not held: "holds the United States responsible"."""
    verb = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    return verb is not None and verb.lemma_ == "hold" and tree.child(verb, "xcomp", "ccomp") is not None


def _is_one_of_those(doc: Doc, fact: Fact) -> bool:
    """Whether a clause names some of several things, and no parts of one: "other groups | include | Free Peru"."""
    verb = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    several = fact.object is not None and doc[slice(*fact.object)].root.tag_ == "NNS"
    return verb is not None and verb.pos_ == "VERB" and several


def _is_scored(doc: Doc, fact: Fact) -> bool:
    """Whether somebody is ahead of others by a number, and not at their head: "led the team | with 67 runs"."""
    verb = doc[slice(*fact.trigger)].root if fact.trigger is not None else None
    if verb is None or verb.lemma_ != "lead":
        return False
    return any(tree.child(noun, "nummod") is not None for noun in marked(verb, "with"))


def _is_allegiance(doc: Doc, fact: Fact) -> bool:
    """Whether somebody was elected as one of a party, which is no office: "was elected | as a Democrat |"."""
    noun = doc[slice(*fact.object)].root if fact.object is not None else None
    return noun is not None and noun.ent_type_ == "NORP" and tree.case(noun) == "as"


def _neighbours(facts: Sequence[Fact]) -> Iterator[Fact]:
    """What the lengths of borders say besides: who shares them."""
    for fact in facts:
        if fact.predicate == "border_length" and fact.object is not None:
            rule = "relations/border measured"
            bare = replace(fact, kind="relation", predicate="shares_border_with", rule=rule, value=None)
            yield replace(bare, qualifications=(), clause=None, label=None)


def _turned(doc: Doc, proposition: Proposition) -> Proposition | None:
    """A copula that names last whom it describes, the other way round: "the capital of Namibia is Windhoek"."""
    subject, complement = proposition.role("subject"), proposition.role("complement")
    if proposition.kind != "copula" or subject is None or complement is None or complement.preposition is not None:
        return None
    noun, name = doc[subject.root], doc[complement.root]
    named = name.pos_ == "PROPN" or (name.pos_ == "ADJ" and name.ent_type_ in ("NORP", "LANGUAGE"))
    if noun.pos_ != "NOUN" or not named:
        return None
    turned = (replace(complement, role="subject"), replace(subject, role="complement"))
    return replace(proposition, root=noun.i, lemma=f"be {noun.lemma_.lower()}", arguments=turned)


def _one_of(doc: Doc, proposition: Proposition) -> Proposition | None:
    """A copula that counts its subject among several, as what each of them is: "is one of the members of OPEC"."""
    complement = proposition.role("complement")
    if proposition.kind != "copula" or complement is None or doc[complement.root].lower_ != "one":
        return None
    noun = next((c for c in marked(doc[complement.root], "of") if c.pos_ == "NOUN"), None)
    if noun is None:
        return None
    said = tuple(replace(a, root=noun.i) if a == complement else a for a in proposition.arguments)
    return replace(proposition, root=noun.i, lemma=f"be {noun.lemma_.lower()}", arguments=said)


def _sentence(doc: Doc, fact: Fact) -> int:
    return sentences(doc)[(fact.trigger or fact.subject)[0]][0]


def _better(one: Fact, other: Fact) -> Fact:
    """The surer of two facts that say the same, with the adjuncts of whichever has any."""
    best, rest = (one, other) if one.score >= other.score else (other, one)
    return best if best.qualifications else replace(best, qualifications=rest.qualifications)


class Relations:
    """Appends typed relations to `doc._.facts`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.facts = [*doc._.facts, *relations(doc)]
        return doc


@Language.factory("claimspan_relations", requires=["doc._.propositions", "doc._.mentions"], assigns=["doc._.facts"])
def make_relations(nlp: Language, name: str) -> Relations:
    """Build the stage that reads typed relations from propositions."""
    register()
    return Relations()
