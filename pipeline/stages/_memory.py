"""The things that a text has spoken of so far, and what was said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from pipeline import resources
from pipeline.stages import _binding
from pipeline.stages._lexicon import COUNTRY, PERSON
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree

DEFINED = 1  # the last sentence, from 0, that may define what a text is about: its title may be the first
PREDICATED = 0.8  # how often a phrase that seems to take up a predicate noun takes up its subject


@dataclass(slots=True)
class Thing:
    """One thing of the text: its phrases so far, the nouns said of it, and what it can be."""

    classes: int
    number: int
    gender: int
    phrases: list[int] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    name: Phrase | None = None


class Memory:
    """Things and phrases read so far; names know their thing from the start, since linking has grouped them."""

    def __init__(self, tree: Tree, phrases: list[Phrase]) -> None:
        self.tree = tree
        self.phrases = phrases
        self.things: list[Thing] = []
        self.order: list[int] = []
        self.by_noun: dict[str, list[int]] = {}
        self.beliefs: dict[int, dict[int, float]] = {}
        self.countries: dict[int, int] = {}
        self.latest_country: dict[int, int] = {}
        self.named_times: dict[int, int] = {}
        self.at_root = {phrase.root: k for k, phrase in enumerate(phrases)}
        self._name_at: dict[int, int] = {}
        self._inner: dict[int, frozenset[int]] = {}
        self._sentences: dict[int, set[int]] = {}
        self._rivalled: dict[int, bool] = {}
        self.surnames: dict[str, int] = {}
        self.defined = -1
        self._named_in_clause: dict[int, list[tuple[int, int]]] = {}
        self._open_names()

    def _open_names(self) -> None:
        known: dict[str, int] = {}
        for phrase in self.phrases:
            if phrase.kind != "name" or phrase.mention is None:
                continue
            entity = phrase.mention.entity
            key = entity.id if entity else "text:" + " ".join(self.tree.lower[phrase.start : phrase.end])
            if key not in known:
                known[key] = self.new(phrase)
                self.things[-1].name = phrase
                if key.startswith("country:"):
                    self.things[-1].classes = COUNTRY
            phrase.cluster = known[key]
            if phrase.mention.type == "PERSON" and phrase.end - phrase.start > 1:
                for i in (phrase.start, phrase.end - 1):
                    self.surnames.setdefault(self.tree.lower[i], phrase.cluster)
            self._name_at[phrase.root] = phrase.cluster
            self.named_times[phrase.cluster] = self.named_times.get(phrase.cluster, 0) + 1
            self._sentences.setdefault(phrase.cluster, set()).add(phrase.sentence)
            self._named_in_clause.setdefault(self.tree.clause[phrase.root], []).append((phrase.root, phrase.cluster))
        lead = resources.table("coreference.toml")["country"]["lead"]
        for cluster, sentences in self._sentences.items():
            if 0 in sentences and self.named_times[cluster] > 1:
                self.named_times[cluster] += lead

    def new(self, phrase: Phrase) -> int:
        """A new thing that `phrase` is the first to speak of; its number."""
        self.things.append(Thing(phrase.classes, phrase.number, phrase.gender))
        return len(self.things) - 1

    def enter(self, k: int) -> None:
        """Remember phrase `k`, whose thing is known by now."""
        phrase = self.phrases[k]
        thing = self.things[phrase.cluster]
        thing.phrases.append(k)
        self.order.append(k)
        if thing.classes == COUNTRY and thing.name is not None and phrase.use != "relative":
            self.latest_country[phrase.cluster] = k
        if phrase.kind == "pronoun":
            if phrase.family == "he":
                thing.gender &= phrase.gender
            return
        thing.nouns.add(phrase.noun)
        if phrase.kind == "nominal":
            thing.described |= phrase.described
            thing.inside |= self.inside(phrase)
        thing.nouns.update(phrase.attributes)
        subject = self.at_root.get(_binding.predicated(self.tree, phrase.root), -1)
        if 0 <= subject < k:
            self._predicate(phrase, self.phrases[subject])
        self.by_noun.setdefault(phrase.noun, []).append(k)
        if phrase.classes == COUNTRY and phrase.kind == "name":
            self.countries[phrase.cluster] = self.countries.get(phrase.cluster, 0) + 1

    def _predicate(self, phrase: Phrase, subject: Phrase) -> None:
        """After "X is a group", X is called a group, and what seems to take up the group may as well take up X.

        What the first sentence of a text says to be something is what the text defines.
        """
        self.things[subject.cluster].nouns.add(phrase.noun)
        if self.defined < 0 and phrase.sentence <= DEFINED and subject.kind == "name":
            self.defined = subject.cluster
        if phrase.cluster != subject.cluster and phrase.number & subject.number:
            self.beliefs.setdefault(phrase.cluster, {subject.cluster: PREDICATED})

    def at(self, token: int) -> Phrase | None:
        """The phrase headed by a token, if its thing is known."""
        k = self.at_root.get(token, -1)
        return self.phrases[k] if k >= 0 and self.phrases[k].cluster >= 0 else None

    def inside(self, phrase: Phrase) -> frozenset[int]:
        """The named things that a noun phrase is described by ("the Rahmon government", "the government in Kabul")."""
        if phrase.root not in self._inner:
            end = min(phrase.end, phrase.start + 40)
            found = (self._name_at.get(i, -1) for i in range(phrase.start, end))
            self._inner[phrase.root] = frozenset(thing for thing in found if thing >= 0)
        return self._inner[phrase.root]

    def possessors(self, phrase: Phrase, other: Phrase) -> str:
        """Whether two phrases with one head belong to the same thing ("his daughter", "Sam's daughter")."""
        mine, yours = (self.at_root.get(p.possessor, -1) for p in (phrase, other))
        if mine < 0 and yours < 0:
            return "none"
        if mine < 0 or yours < 0:
            return "first" if yours < 0 else "second"
        return "same" if self.phrases[mine].cluster == self.phrases[yours].cluster else "different"

    def named_after(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether the clause goes on to name what `other` stands for: who means it would not name it again."""
        return any(
            root > phrase.root and thing == other.cluster and root != other.root
            for root, thing in self._named_in_clause.get(self.tree.clause[phrase.root], ())
        )

    def names_another(self, phrase: Phrase) -> bool:
        """Whether a person who is not whom the text defines does what a sentence tells before a phrase: "Bo met | his | son"."""
        if phrase.root not in self._rivalled:
            k = self.at_root[phrase.root]
            before = (self.phrases[i] for i in range(k - 1, -1, -1))
            inside = takewhile(lambda other: other.sentence == phrase.sentence, before)
            persons = (other for other in inside if (other.kind, other.role, other.classes) == ("name", "subj", PERSON))
            self._rivalled[phrase.root] = any(other.cluster != self.defined for other in persons)
        return self._rivalled[phrase.root]

    def company(self, phrase: Phrase, things: list[int]) -> dict[int, int]:
        """Thing -> sentences of the whole text that name it with the subject of the clause of `phrase`."""
        clause = self.tree.clause[phrase.root]
        subject = next((self.at(c) for c in self.tree.children[clause] if self.tree.dep[c] == "nsubj"), None)
        if subject is None or subject.cluster not in self._sentences:
            return {}
        sentences = self._sentences[subject.cluster]
        return {other: len(sentences & self._sentences[other]) for other in things if other != subject.cluster}
