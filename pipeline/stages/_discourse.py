"""Reads the phrases of a text in order and asks, for each that points back, what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.stages import _asserted, _binding, _candidates, _countries, _features, _lexicon
from pipeline.stages._lexicon import COUNTRY, PERSON, SINGULAR
from pipeline.stages._memory import Memory
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree


@dataclass(frozen=True, slots=True)
class Question:
    """One phrase to resolve: for each candidate its thing and features, and the features of no antecedent at all.

    beliefs: what earlier pronouns that stayed open might stand for; a link to one of those is a link to these.
    named: things that have a name. offsets: log-odds to add to each candidate and, last, to none.
    """

    phrase: int
    group: str
    things: list[int]
    candidates: list[int]
    features: list[list[str]]
    none: list[str]
    beliefs: dict[int, dict[int, float]] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    offsets: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """The thing chosen, or None, with the probability of the choice and of each thing that it might have been."""

    thing: int | None
    score: float
    beliefs: dict[int, float] = field(default_factory=dict)


Choose = Callable[[Question], Answer]


class Discourse:
    """A text being read: `memory` holds its things, `scores` how sure each phrase is of its thing."""

    def __init__(self, tree: Tree, phrases: list[Phrase]) -> None:
        self.memory = Memory(tree, phrases)
        self.scores: dict[int, float] = {}

    def read(self, choose: Choose) -> None:
        """Give every phrase its thing (`Phrase.cluster`), asking `choose` where it is in question."""
        for k, phrase in enumerate(self.memory.phrases):
            if phrase.cluster < 0:
                self._place(k, phrase, choose)
            self.memory.enter(k)

    def _place(self, k: int, phrase: Phrase, choose: Choose) -> None:
        stated = _asserted.stated(self.memory, k)
        if stated is not None:
            phrase.cluster, self.scores[k] = stated
            return
        nothing = phrase.noun == "it" and _binding.empty(self.memory.tree, phrase.root) == "certain"
        question = None if nothing else self._ask(k, phrase)
        answer = choose(question) if question is not None else Answer(None, 0.0)
        if question is not None and answer.thing is not None:
            # A link is no surer than the one before it: "they" is as doubtful as the "they" that it takes up.
            last = next((c for c in question.candidates if self.memory.phrases[c].cluster == answer.thing), -1)
            phrase.cluster, self.scores[k] = answer.thing, min(answer.score, self.scores.get(last, 1.0))
            return
        phrase.cluster = self.memory.new(phrase)
        if phrase.kind == "pronoun" and answer.beliefs:
            self.memory.beliefs[phrase.cluster] = answer.beliefs

    def _group(self, phrase: Phrase) -> str:
        """Which set of weights judges the phrase; "" when it points nowhere."""
        if phrase.kind == "pronoun":
            return "" if phrase.use == "relative" else phrase.family
        if self._introduces(phrase):
            return ""
        if phrase.determiner in _candidates.DETERMINED:
            country = _lexicon.stand_ins().get(phrase.noun) == COUNTRY and phrase.number & SINGULAR
            return "country" if country else "definite"
        governor = self.memory.at(phrase.governor)
        title = phrase.role == "mod" and governor is not None and governor.kind == "name"
        return "bare" if phrase.determiner == "bare" and phrase.noun in self.memory.by_noun and not title else ""

    def _introduces(self, phrase: Phrase) -> bool:
        """Whether a noun says what the person named right behind it is: "the future bishop | Benjamin Brewster"."""
        name = self.memory.at_root.get(self._beside(phrase.root), -1)
        other = self.memory.phrases[name] if name >= 0 else None
        return other is not None and other.kind == "name" and other.start == phrase.root + 1 and other.classes == PERSON

    def _beside(self, root: int) -> int:
        """The apposition of a noun; -1 for none."""
        tree = self.memory.tree
        return next((c for c in tree.children[root] if c > root and tree.dep[c] in ("appos", "flat")), -1)

    def _ask(self, k: int, phrase: Phrase) -> Question | None:
        """The question that phrase `k` poses, or None when it poses none or nothing could answer it."""
        memory, group = self.memory, self._group(phrase)
        if not group:
            return None
        if group == "country":
            return self._which_country(k, phrase)
        find = _candidates.for_pronoun if phrase.kind == "pronoun" else _candidates.for_noun
        found = find(memory, phrase)
        if not found:
            return None
        things = [memory.phrases[c].cluster for c, _ in found]
        return Question(
            phrase=k,
            group=group,
            things=things,
            candidates=[c for c, _ in found],
            features=[_features.pair(memory, phrase, memory.phrases[c], i, tie) for i, (c, tie) in enumerate(found)],
            none=_features.none(memory, phrase),
            beliefs=memory.beliefs,
            named=frozenset(thing for thing in things if memory.things[thing].name is not None),
        )

    def _which_country(self, k: int, phrase: Phrase) -> Question | None:
        """The question "the country" poses: its candidates are countries, not phrases."""
        memory = self.memory
        mentions = _candidates.for_country(memory, phrase)
        if not mentions:
            return None
        latest = {thing: memory.at_root[other.root] for thing, other in mentions}
        company = memory.company(phrase, list(latest))
        standing = _countries.standing(memory.tree, phrase, mentions, memory.named_times, company)
        return Question(
            phrase=k,
            group="country",
            things=list(standing),
            candidates=[latest[thing] for thing in standing],
            features=[[] for _ in standing],
            none=[],
            named=frozenset(standing),
            offsets=[*standing.values(), _countries.nothing(memory.tree, phrase)],
        )
