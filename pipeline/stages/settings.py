"""The country or town in which a clause holds, where the text around its sentence says it: "Food prices climbed by 10.1 percent"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg, Fact, Mention
from pipeline.knowledge.base import load
from pipeline.records import Entity
from pipeline.stages import _lexicon, fuller, offices, statements, tree
from pipeline.stages.scribe import Scribe
from pipeline.stages.statements import Statement
from pipeline.stages.topics import home

# Kinds of values that are mostly of somebody or something, and not of a country; those that a clause about a country mostly
# gives; those that something has wherever it is.
PERSONAL = ("duration", "age", "rank")
NATIONAL = ("percent", "ratio", "rate", "money")
INHERENT = ("age", "duration")
# Verbs that tell how large something is.
SIZED = frozenset({"be", "measure", "reach", "span", "stand", "stretch", "weigh"})
# Predicates of events that have a date.
DATED = frozenset({"occurred_on", "started_on", "ended_on"})
# Kinds of propositions that say what somebody is.
IDENTIFYING = ("apposition", "copula")
# Types of names that say where.
PLACED = ("GPE", "NORP", "LOC", "FAC")


@dataclass(frozen=True, slots=True)
class Setting:
    """A place and the tokens `[start, end)` that name it."""

    start: int
    end: int
    entity: Entity


class Settings:
    """Finds the settings of the clauses of one Doc."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self._placed: dict[int, bool] = {}  # by the first token of each sentence

    def of_clause(self, statement: Statement) -> Setting | None:
        """That of a clause: the country of a number in it, or the one that the text is about; None where it says its own."""
        if (shared := self._shared(statement)) is not None:
            return shared
        if statement.object is not None and statement.proposition.kind in IDENTIFYING:
            subject, object_ = statement.subject.root, statement.object.root
            if (office := self._of_office(self.doc[subject], self.doc[object_])) is not None:
                return office
        facts = self._statistics.get(statement.proposition.root, ())
        if self._topic is None and not facts:
            return None  # asked first, since it costs nothing
        if self._is_placed(statement.proposition.root) or self._is_anywhere(statement):
            return None
        fact = next((f for f in facts if f.value is not None and statements.holds(statement, f.value)), None)
        if fact is not None and (setting := self._of_number(fact)) is not None:
            return setting
        return self._of_text(statement)

    def of_statistic(self, statement: Statement, fact: Fact) -> Setting | None:
        """That of a number and the clause that tells it; None where its sentence names a place."""
        if (shared := self._shared(statement)) is not None:
            return shared
        if self._is_placed(statement.proposition.root) or self._is_anywhere(statement):
            return None
        return self._of_number(fact) or self._of_text(statement)

    def of_fact(self, fact: Fact) -> Setting | None:
        """That of a fact that no clause tells: of an event, or of an office."""
        if fact.predicate == "position_held" and fact.object is not None:
            return self._of_office(self.scribe.head(*fact.subject), self.scribe.head(*fact.object))
        return self._of_event(fact)

    def _of_office(self, holder: Token, office: Token) -> Setting | None:
        """That of an office that is a country's: "interior minister", whose holder the text places nowhere else."""
        if (headed := self._headed(holder, office)) is not None:
            return headed
        national = office.lemma_.lower() in resources.words("offices.toml", "national")
        national = national or self.doc[office.left_edge.i : office.i + 1].text.lower() in resources.words(
            "offices.toml", "titled"
        )
        if self._topic is None or not national or tree.child(office, "nmod:poss") is not None:
            return None
        entity = self.scribe.referents.entity(holder)
        named = (m.root for m in self.doc._.mentions if m.kind == "name" and entity is not None and m.entity == entity)
        first = next(named, holder.i)
        if offices.heads_another(self.scribe.referents, self.doc[first], self._topic.entity):
            return None
        return None if self._is_elsewhere(first) or self._is_elsewhere(office.i) else self._topic

    def _headed(self, holder: Token, office: Token) -> Setting | None:
        """The one country of the text at whose head the reference knows the holder of an office: "President Chirac" of France."""
        placed = any(t.ent_type_ in PLACED for t in self.doc[office.left_edge.i : office.i + 1])
        if not offices.is_head(office) or placed or tree.child(office, "nmod", "nmod:poss") is not None:
            return None
        entity = self.scribe.referents.entity(holder)
        named = [m for m in self.doc._.mentions if m.kind == "name"]
        own = [(m.start, m.end) for m in named if entity is not None and m.entity == entity]
        spans = dict.fromkeys((*own, self.scribe.referents.span(holder)))
        ids = {c.entity.id for span in spans for c in load().candidates(self.doc[slice(*span)].text)}
        countries = dict.fromkeys(
            m.entity.id for m in named if m.entity is not None and m.entity.id.startswith("country:")
        )
        headed = [country for country in countries if any(who in ids for who in offices.heads_of(country))]
        if len(headed) != 1:
            return None
        first = next(m for m in named if m.entity is not None and m.entity.id == headed[0])
        return Setting(first.start, first.end, first.entity) if first.entity is not None else None

    def _is_elsewhere(self, i: int) -> bool:
        """Whether the sentence of token `i` names a place or people outside of the country that the text is about."""
        low, high = self.scribe.sentence(i)
        beside = (self.scribe.referents.inside.get(j) for j in range(low, high))
        places = [m.entity for m in beside if m is not None and m.type in PLACED]
        own = self._topic.entity.id if self._topic is not None else None
        return any(place is None or home(place.id) != own for place in places)

    def _of_event(self, fact: Fact) -> Setting | None:
        """That of an event that a noun without a name tells: "the election" of August 2022."""
        head = self.scribe.head(*fact.subject)
        named = any(i in self.scribe.referents.inside for i in range(*fact.subject))
        national = head.lemma_.lower() in resources.words("whereabouts.toml", "polls")
        placed = self._is_elsewhere(head.i) if national else self._is_placed(head.i)
        if fact.predicate not in DATED or named or placed or self._is_somebody(head):
            return None
        return self._around(head.i)

    def _shared(self, statement: Statement) -> Setting | None:
        """The place that a sentence begins with, for a later one of its clauses: "In Accra, crowds met, and three people died"."""
        node, joined = self.doc[statement.proposition.root], False
        while node.dep_ in ("conj", "ccomp") and node.head.i < node.i:
            joined = joined or node.dep_ == "conj"
            node = node.head
        subject = tree.child(node, "nsubj") if joined else None
        if subject is None:
            return None
        arguments = [a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None]
        inside = self.scribe.referents.inside
        own = (m for a in arguments for i in range(a.start, a.end) if (m := inside.get(i)) is not None)
        if any(m.type in PLACED for m in own):
            return None
        for place in node.lefts:
            name = inside.get(place.i)
            fronted = place.right_edge.i < subject.left_edge.i and tree.case(place) in ("in", "at")
            if fronted and name is not None and name.entity is not None and name.type == "GPE":
                return Setting(name.start, name.end, name.entity)
        return None

    def _is_placed(self, i: int) -> bool:
        """Whether the sentence of token `i` names a place or people."""
        low, high = self.scribe.sentence(i)
        if low not in self._placed:
            beside = (self.scribe.referents.inside.get(i) for i in range(low, high))
            self._placed[low] = any(m is not None and m.type in PLACED and not self._is_of_strangers(m) for m in beside)
        return self._placed[low]

    def _is_of_strangers(self, people: Mention) -> bool:
        """Whether a name is of people from elsewhere, who may live anywhere: "Syrians", in a text on Lebanon."""
        plural = people.type == "NORP" and self.doc[people.root].tag_ in ("NNS", "NNPS")
        topic = self._topic.entity if self._topic is not None else None
        return plural and people.entity is not None and (topic is None or home(people.entity.id) != topic.id)

    def _is_anywhere(self, statement: Statement) -> bool:
        """Whether a clause tells of the world, of what might be, or how large or old something is, wherever it is."""
        root = self.doc[statement.proposition.root]
        arguments = [a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None]
        low, high = self.scribe.sentence(root.i)
        world = any(a.start <= i < a.end for i in self._everywhere for a in arguments)
        # "10 died, and 90 were ill worldwide"
        world = world or any(low <= i < high and self.doc[i].lower_ == "worldwide" for i in self._everywhere)
        might = statement.proposition.modality == "conditional" or any(c.lower_ == "would" for c in root.children)
        object_ = statement.object
        measured = range(object_.start, object_.end) if object_ is not None else ()
        heads = (i for i in measured if object_ is not None and object_.root in (i, self.doc[i].head.i))
        kinds = {value.value.kind for i in heads if (value := self.scribe.values.get(i)) is not None}
        sized = "quantity" in kinds and (root.lemma_ in SIZED or tree.child(root, "cop") is not None)
        return world or might or sized or not kinds.isdisjoint(INHERENT)

    @cached_property
    def _everywhere(self) -> list[int]:
        """Words for all of the world."""
        wanted = [self.doc.vocab.strings[word] for word in resources.words("whereabouts.toml", "everywhere")]
        return np.flatnonzero(np.isin(self.doc.to_array("LOWER"), wanted)).tolist()

    def _of_number(self, fact: Fact) -> Setting | None:
        """The country of a number, which its sentence does not name."""
        own, value = fact.subject_entity, fact.value
        if value is None or value.value.kind in PERSONAL:
            return None
        entity, place = (own, fact.subject) if own is not None else (fact.object_entity, fact.object)
        head = self.scribe.head(*fact.subject)
        person = own is None and self.scribe.referents.type(head) == "PERSON"
        if entity is None or entity.type != "GPE" or place is None or person:
            return None
        low, high = self.scribe.sentence(value.start)
        if not low <= place[0] < high:
            return Setting(*place, entity)
        # "Inflation" of a country that another sentence names
        said = own is None or head.i in self.scribe.referents.by_root
        return None if said else self._naming(entity)

    def _naming(self, entity: Entity) -> Setting | None:
        """The first name of a country in the text."""
        mentions = self.doc._.mentions
        found = next(
            (m for m in mentions if m.kind == "name" and m.entity is not None and m.entity.id == entity.id), None
        )
        return None if found is None else Setting(found.start, found.end, entity)

    def _of_text(self, statement: Statement) -> Setting | None:
        """Where the text is set, for a clause with a number or time that is of no person or body."""
        if self._topic is None:
            return None
        arguments = [a for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None]
        tokens = [i for a in arguments for i in range(a.start, a.end)]
        counted = any(i in self.scribe.values or i in self.scribe.adjuncts.covered for i in tokens)
        subject = self.doc[statement.subject.root]
        acting = any(self._acts(argument, statement) for argument in arguments)
        if acting or self._is_somebody(subject) or not (counted or self._is_general(subject)):
            return None
        if self._one is not None:
            return self._site
        if counted:
            return self._around(subject.i)
        return None if self._is_led_away(subject.i) else self._topic  # a country has its police and its prices

    @cached_property
    def _topic(self) -> Setting | None:
        """The country that the text is clearly about."""
        topic = self.scribe.referents.topic
        if topic is None or topic.entity is None or not self.scribe.referents.topics.is_set_in(topic.entity.id):
            return None
        return Setting(topic.start, topic.end, topic.entity)

    @cached_property
    def _one(self) -> Mention | None:
        """The one thing of which all of a text tells, if it is no country or town: "the mountains" are its mountains."""
        name = self.scribe.referents.topics.defined
        return name if name is not None and name.type != "GPE" else None

    @property
    def _site(self) -> Setting | None:
        """That thing, where it is a region or building in which something can be."""
        one = self._one
        if one is None or one.entity is None or one.type not in ("LOC", "FAC"):
            return None
        return Setting(one.start, one.end, one.entity)

    def _around(self, i: int) -> Setting | None:
        """The place where the text is set, where it clearly is in that country, for the sentence of token `i`."""
        place = self.scribe.referents.topics.place(self.doc[i].sent)
        if self._topic is None or place is None or place.entity is None or self._is_led_away(i):
            return None
        return Setting(place.start, place.end, place.entity)

    def _is_led_away(self, i: int) -> bool:
        """Whether a text on more than one country has not named this one last before the sentence of token `i`."""
        topic = self._topic.entity.id if self._topic is not None else ""
        if self.scribe.referents.is_about(topic) or self.scribe.referents.topics.is_titled(topic):
            return False
        low, high = self.scribe.sentence(i)
        starts, lands = self._lands
        first, end = bisect_left(starts, low), bisect_left(starts, high)
        return topic not in lands[first:end] and (first == 0 or lands[first - 1] != topic)

    @cached_property
    def _lands(self) -> tuple[list[int], list[str]]:
        """Where the text names a country, or a place in one, and which that is."""
        names = ((m.start, home(m.entity.id)) for m in self.doc._.mentions if m.kind == "name" and m.entity is not None)
        found = [(start, land) for start, land in names if land is not None]
        return [start for start, _ in found], [land for _, land in found]

    def _acts(self, argument: Arg, statement: Statement) -> bool:
        """Whether an argument names a person, or a body that is known beyond the text or not who does it: not a party that won."""
        inside = self.scribe.referents.inside
        names = [m for i in range(argument.start, argument.end) if (m := inside.get(i)) is not None]
        bodies = [m.entity for m in names if m.type == "ORG"]
        known = any(entity is None or not entity.id.startswith("doc:") for entity in bodies)
        other = argument is statement.object or argument.role == "agent"
        own = any(m.type in ("PERSON", "WORK_OF_ART", "PRODUCT") for m in names)  # these are nobody's country's
        return known or (bool(bodies) and other) or own

    def _is_general(self, noun: Token) -> bool:
        """Whether a subject is people or things of a kind, or an institution, of which a country has its own: "police", "prices"."""
        inner = any(c.dep_ in ("nmod", "nmod:poss", "acl", "acl:relcl", "appos") for c in noun.children)
        plural = noun.tag_ == "NNS" and tree.child(noun, "det", "nummod") is None
        return noun.pos_ == "NOUN" and not inner and (plural or noun.lemma_.lower() in fuller.listed("institutions"))

    def _is_somebody(self, subject: Token) -> bool:
        """Whether a subject is one that the text has told of, who is where that says: "they", "her plan", "the authors"."""
        taken = self.scribe.referents.by_root.get(subject.i)
        if taken is not None and taken.kind != "name" and (taken.kind == "pronoun" or taken.entity is not None):
            return True
        article = tree.child(subject, "det")
        person = bool(_lexicon.classes_of(subject.lemma_.lower()) & _lexicon.PERSON)
        told = article is not None and article.lower_ == "the" and person
        return told or tree.child(subject, "nmod:poss") is not None

    @cached_property
    def _statistics(self) -> dict[int, list[Fact]]:
        """The statistics that may be of a country, by the root of the clause that tells them."""
        found: dict[int, list[Fact]] = {}
        for fact in self.doc._.facts:
            if fact.value is not None and fact.value.value.kind in NATIONAL:
                root = fact.clause if fact.clause is not None else tree.clause_head(self.doc[fact.value.root]).i
                found.setdefault(root, []).append(fact)
        return found
