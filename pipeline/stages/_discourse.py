"""The things a text has spoken of so far, and how well each fits the next pronoun or noun phrase.

Every pair of a phrase and an earlier one is described by words ("features"); `_ranker` weighs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from pipeline import resources
from pipeline.stages import _binding, _countries
from pipeline.stages._phrases import ANYTHING, CLASSES, COUNTRY, GROUP, PERSON, PLURAL, SINGULAR, Phrase, Tree

SPEAKING = ("i", "we", "you")
DETERMINED = ("definite", "demonstrative", "possessive")


@dataclass(slots=True)
class Thing:
    """One thing of the text: its phrases so far, the nouns said of it, and what it can be."""

    classes: int
    number: int
    gender: int
    phrases: list[int] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    name: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One phrase to resolve: for each candidate its thing and features, and the features of no antecedent at all.

    beliefs: what earlier pronouns that stayed open might stand for; a link to one of those is a link to these.
    """

    phrase: int
    group: str
    things: list[int]
    candidates: list[int]
    features: list[list[str]]
    none: list[str]
    beliefs: dict[int, dict[int, float]]
    named: frozenset[int]
    offsets: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """The thing chosen, or None, with the probability of the choice and of each thing that it might have been."""

    thing: int | None
    score: float
    beliefs: dict[int, float] = field(default_factory=dict)


Choose = Callable[[Question], Answer]


class Discourse:
    """Reads phrases in order and asks `choose` for each one that points back."""

    def __init__(self, tree: Tree, phrases: list[Phrase]) -> None:
        self.tree = tree
        self.phrases = phrases
        self.things: list[Thing] = []
        self.order: list[int] = []
        self.by_noun: dict[str, list[int]] = {}
        self.scores: dict[int, float] = {}
        self.beliefs: dict[int, dict[int, float]] = {}
        self.countries: dict[int, int] = {}
        self.at_root = {phrase.root: k for k, phrase in enumerate(phrases)}
        window = resources.table("coreference.toml")["window"]
        self.sentences, self.width = int(window["sentences"]), int(window["phrases"])
        self._open_names()

    def _open_names(self) -> None:
        """Names that linking gave one entity are one thing from the start."""
        known: dict[str, int] = {}
        self.name_at: dict[int, int] = {}
        self.inner: dict[int, frozenset[int]] = {}
        self.named_times: dict[int, int] = {}
        self.sentences_of: dict[int, set[int]] = {}
        self.named_in_clause: dict[int, list[tuple[int, int]]] = {}
        for phrase in self.phrases:
            if phrase.kind != "name" or phrase.mention is None:
                continue
            entity = phrase.mention.entity
            words = self.tree.lower[phrase.start : phrase.end]
            key = entity.id if entity else "text:" + " ".join(words)
            if key not in known:
                known[key] = len(self.things)
                self.things.append(Thing(phrase.classes, phrase.number, phrase.gender, name=phrase))
            phrase.cluster = known[key]
            self.name_at[phrase.root] = phrase.cluster
            self.named_times[phrase.cluster] = self.named_times.get(phrase.cluster, 0) + 1
            self.sentences_of.setdefault(phrase.cluster, set()).add(phrase.sentence)
            self.named_in_clause.setdefault(self.tree.clause[phrase.root], []).append((phrase.root, phrase.cluster))

    def read(self, choose: Choose) -> None:
        """Give every phrase its thing (`Phrase.cluster`), asking `choose` where it is in question."""
        for k, phrase in enumerate(self.phrases):
            if phrase.cluster < 0:
                self._place(k, phrase, choose)
            self._enter(k, phrase)

    def _place(self, k: int, phrase: Phrase, choose: Choose) -> None:
        decided = self._by_syntax(k, phrase)
        if decided is not None:
            phrase.cluster, self.scores[k] = decided
            return
        certain = phrase.noun == "it" and _binding.empty(self.tree, phrase.root) == "certain"
        question = None if certain else self.ask(k)
        answer = choose(question) if question is not None else Answer(None, 0.0)
        if answer.thing is not None:
            phrase.cluster, self.scores[k] = answer.thing, answer.score
            return
        phrase.cluster = len(self.things)
        self.things.append(Thing(phrase.classes, phrase.number, phrase.gender))
        if phrase.kind == "pronoun" and answer.beliefs:
            self.beliefs[phrase.cluster] = answer.beliefs

    def _by_syntax(self, k: int, phrase: Phrase) -> tuple[int, float] | None:
        """Relative pronouns and appositions need no ranking."""
        tree = self.tree
        if phrase.use == "relative":
            return self._relative(k, phrase)
        if phrase.kind == "nominal" and phrase.determiner != "bare" and phrase.determiner != "possessive":
            beside = self._name_before(k, phrase)
            if beside is not None:
                return beside.cluster, APPOSITION
        if phrase.kind == "nominal" and tree.dep[phrase.root] == "appos":
            known = self.at_root.get(tree.head[phrase.root], -1)
            if known >= 0 and self.phrases[known].cluster >= 0 and not self._in_list(phrase.root):
                other = self.phrases[known]
                sure = other.kind == "name" or (other.classes != ANYTHING and phrase.determiner != "bare")
                if sure and other.number & phrase.number and other.classes & phrase.classes:
                    return other.cluster, APPOSITION
        return None

    def _name_before(self, k: int, phrase: Phrase) -> Phrase | None:
        """The name in "Name, a noun" where the parser takes the name for a part of the noun phrase."""
        for other in self.phrases[max(k - 4, 0) : k]:
            if other.kind == "name" and other.start == phrase.start and other.role in ("mod", "nmod", "appos", "other"):
                comma = other.end
                article = comma + 1 < phrase.root and self.tree.dep[comma + 1] == "det"
                if self.tree.lower[comma] == "," and article and other.classes & phrase.classes:
                    return other
        return None

    def _in_list(self, root: int) -> bool:
        """Whether an "apposition" is rather one item of a list ("X, Y, and Z")."""
        tree = self.tree
        siblings = tree.children[tree.head[root]]
        return any(tree.dep[s] == "conj" for s in siblings) or sum(tree.dep[s] == "appos" for s in siblings) > 1

    def _relative(self, k: int, phrase: Phrase) -> tuple[int, float] | None:
        """What a relative pronoun stands for: the noun its clause modifies, or the one beside it if only that fits."""
        wanted = (
            PERSONAL if phrase.noun in ("who", "whom") else ANYTHING ^ PERSON if phrase.noun == "which" else ANYTHING
        )
        beside = next((p for p in reversed(self.phrases[max(k - 3, 0) : k]) if 0 <= phrase.root - p.end <= 1), None)
        known = self.at_root.get(_binding.modified(self.tree, phrase.root), -1)
        if beside is not None and beside.cluster >= 0 and beside.sentence == phrase.sentence:
            person = beside.classes == PERSON and beside.kind == "name" and phrase.noun in ("who", "whom", "whose")
            if person or not (0 <= known < k and self.phrases[known].classes & wanted):
                return (beside.cluster, NESTED) if beside.classes & wanted else None
        if not (0 <= known < k and self.phrases[known].classes & wanted):
            return None
        head = self.phrases[known]
        nested = beside is not None and beside.root != head.root and self.tree.inside(beside.root, head.root)
        return head.cluster, NESTED if nested else RELATIVE

    def _enter(self, k: int, phrase: Phrase) -> None:
        thing = self.things[phrase.cluster]
        thing.phrases.append(k)
        self.order.append(k)
        if phrase.kind == "pronoun":
            if phrase.use != "relative" and phrase.family == "he":
                thing.gender &= phrase.gender
            return
        thing.nouns.add(phrase.noun)
        thing.nouns.update(phrase.attributes)
        subject = self.at_root.get(_binding.predicated(self.tree, phrase.root), -1)
        if 0 <= subject < k:
            self.things[self.phrases[subject].cluster].nouns.add(phrase.noun)
        self.by_noun.setdefault(phrase.noun, []).append(k)
        if phrase.classes == COUNTRY and phrase.kind == "name":
            self.countries[phrase.cluster] = self.countries.get(phrase.cluster, 0) + 1

    def group(self, phrase: Phrase) -> str:
        """Which set of weights judges the phrase; "" when it points nowhere."""
        if phrase.kind == "pronoun":
            return "" if phrase.use == "relative" else phrase.family
        if phrase.kind == "name":
            return ""
        if phrase.determiner in DETERMINED:
            return "country" if _stand_ins().get(phrase.noun) == COUNTRY and phrase.number & SINGULAR else "definite"
        return "bare" if phrase.determiner == "bare" and phrase.noun in self.by_noun else ""

    def ask(self, k: int) -> Question | None:
        """The question that phrase `k` poses, or None when it poses none or nothing could answer it."""
        phrase = self.phrases[k]
        group = self.group(phrase)
        if not group:
            return None
        if group == "country":
            return self._which_country(k, phrase)
        found = self._pronoun_candidates(phrase) if phrase.kind == "pronoun" else self._noun_candidates(phrase)
        if not found:
            return None
        features = [self._pair(phrase, self.phrases[c], rank, tie) for rank, (c, tie) in enumerate(found)]
        candidates = [c for c, _ in found]
        things = [self.phrases[c].cluster for c in candidates]
        named = frozenset(thing for thing in things if self.things[thing].name is not None)
        return Question(k, group, things, candidates, features, self._none(phrase), self.beliefs, named)

    def _which_country(self, k: int, phrase: Phrase) -> Question | None:
        """The question "the country" poses: its candidates are countries, not phrases."""
        mentions = []
        for c in self.order:
            other = self.phrases[c]
            thing = self.things[other.cluster]
            if thing.name is None or thing.classes != COUNTRY or other.use == "relative":
                continue
            if _binding.permitted(self.tree, phrase, other) and not self._named_after(phrase, other):
                mentions.append((other.cluster, other))
        if not mentions:
            return None
        latest = {thing: self.at_root[other.root] for thing, other in mentions}
        company = self._company(phrase)
        offsets = _countries.standing(self.tree, phrase, mentions, self.named_times, company)
        things = list(offsets)
        return Question(
            k, "country", things, [latest[t] for t in things], [[] for _ in things], ["none"], {}, frozenset(things),
            [*offsets.values(), _countries.nothing(phrase)],
        )  # fmt: skip

    def _company(self, phrase: Phrase) -> dict[int, int]:
        """Countries named in one sentence with the subject of the clause of `phrase`, anywhere in the text."""
        clause = self.tree.clause[phrase.root]
        subject = next((self.at_root.get(c, -1) for c in self.tree.children[clause] if self.tree.dep[c] == "nsubj"), -1)
        thing = self.phrases[subject].cluster if subject >= 0 else -1
        if thing < 0 or self.things[thing].name is None:
            return {}
        sentences = self.sentences_of.get(thing, set())
        return {other: len(sentences & found) for other, found in self.sentences_of.items() if other != thing}

    def _pronoun_candidates(self, phrase: Phrase) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        author = self._author(phrase)
        for c in reversed(self.order[-self.width :]):
            other = self.phrases[c]
            if phrase.sentence - other.sentence > self.sentences:
                break
            if other.cluster != author and self._agrees(phrase, other) and _binding.permitted(self.tree, phrase, other):
                found.append((c, "back"))
        if phrase.family in SPEAKING:
            found += self._speaker(phrase)
            return found
        ahead = _binding.fronted(self.tree, phrase.root)
        for child in self.tree.children[ahead] if ahead >= 0 else ():
            c = self.at_root.get(child, -1)
            if child > phrase.root and c >= 0 and self.tree.dep[child] == "nsubj":
                other = self.phrases[c]
                if other.cluster >= 0 and self._agrees(phrase, other):
                    found.append((c, "ahead"))
        return found

    def _author(self, phrase: Phrase) -> int:
        """The thing that a quoted "he" or "it" cannot be, since it is the one who says so; -1 for none."""
        if not self.tree.quoted[phrase.root] or phrase.family in SPEAKING:
            return -1
        c = self.at_root.get(_binding.speaker(self.tree, phrase.root), -1)
        return self.phrases[c].cluster if c >= 0 and not self.tree.quoted[self.phrases[c].root] else -1

    def _speaker(self, phrase: Phrase) -> list[tuple[int, str]]:
        """Who says "I" or "we" in words that the text attributes to somebody."""
        c = self.at_root.get(_binding.speaker(self.tree, phrase.root), -1) if phrase.family != "you" else -1
        if c < 0:
            return []
        other = self.phrases[c]
        fits = other.cluster >= 0 and phrase.number & other.number and phrase.classes & other.classes
        return [(c, "speaker quoted" if self.tree.quoted[phrase.root] else "speaker")] if fits else []

    def _agrees(self, phrase: Phrase, other: Phrase) -> bool:
        if other.use == "relative" or other.role == "expl":
            return False
        if other.family != phrase.family and (phrase.family in SPEAKING or other.family in SPEAKING):
            return False
        if other.kind == "name" and other.role == "mod" and self.tree.pos[other.root] == "ADJ":
            return False
        thing = self.things[other.cluster]
        return bool(
            phrase.number & other.number
            and phrase.gender & other.gender & (thing.gender or 7)
            and phrase.classes & other.classes & (thing.classes or ANYTHING)
        )

    def _noun_candidates(self, phrase: Phrase) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        taken: set[int] = set()
        for c in reversed(self.by_noun.get(phrase.noun, ())[-6:]):
            other = self.phrases[c]
            if self._repeats(phrase, other) and _binding.permitted(self.tree, phrase, other):
                found.append((c, "head"))
                taken.add(other.cluster)
        if phrase.determiner in ("definite", "demonstrative", "possessive"):
            letter = _stand_ins().get(phrase.noun, 0)
            seen: set[int] = set()
            for c in reversed(self.order[-self.width :]):
                other = self.phrases[c]
                if phrase.sentence - other.sentence > self.sentences:
                    break
                if other.kind == "pronoun" or other.cluster in taken or other.cluster in seen:
                    continue
                thing = self.things[other.cluster]
                said = phrase.noun in thing.nouns and not phrase.post
                fits = said or (letter and other.kind == "name" and letter & other.classes & thing.classes)
                if fits and phrase.number & thing.number and _binding.permitted(self.tree, phrase, other):
                    found.append((c, "said" if said else "class"))
                    seen.add(other.cluster)
        return found

    def _repeats(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether two phrases with one head may be one thing: number and the names inside them must not clash."""
        if not other.number & phrase.number:
            return False
        if other.kind == "name":
            return phrase.noun in _stand_ins() and not phrase.modifiers and not phrase.post
        if self._possessors(phrase, other) == "different":
            return False
        mine, yours = self._inside(phrase), self._inside(other)
        return not mine or not yours or bool(mine & yours)

    def _inside(self, phrase: Phrase) -> frozenset[int]:
        """The named things that a noun phrase is described by ("the Rahmon government", "the government in Kabul")."""
        if phrase.root not in self.inner:
            end = min(phrase.end, phrase.start + 40)
            found = (self.name_at.get(i, -1) for i in range(phrase.start, end))
            self.inner[phrase.root] = frozenset(thing for thing in found if thing >= 0)
        return self.inner[phrase.root]

    def _pair(self, phrase: Phrase, other: Phrase, rank: int, tie: str) -> list[str]:
        """Features of one candidate."""
        tree, thing = self.tree, self.things[other.cluster]
        distance = min(phrase.sentence - other.sentence, 4)
        kind = other.family or other.determiner
        near = "same" if distance == 0 else "last" if distance == 1 else "far"
        size = min(len(thing.phrases), 4)
        features = [
            f"distance {distance}", f"role {other.role} {near}", f"kind {kind}", f"size {size}", f"tie {tie}",
            f"rank {_bucket(rank)}",
        ]  # fmt: skip
        if other.role == phrase.role:
            features.append(f"parallel {phrase.role}")
        if tree.quoted[phrase.root] != tree.quoted[other.root]:
            features.append(f"across a quote {other.role}")
        if thing.name is not None:
            features.append("named")
        main = _main(thing.classes)
        features.append(f"class {main}")
        if distance == 0:
            same = tree.clause[phrase.root] == tree.clause[other.root]
            features.append(f"local {other.role} {phrase.role if same else 'clause'}")
            if not same and other.role == "subj" and tree.inside(tree.clause[phrase.root], tree.clause[other.root]):
                features.append("subject above")
        if self._named_after(phrase, other):
            features.append("named after")
        if thing.classes == COUNTRY and self.countries.get(other.cluster, 0) == max(self.countries.values(), default=0):
            features.append("topic country")
        if phrase.kind == "pronoun":
            features.append(f"named {thing.name is not None} {other.role} {near}")
            features.append(f"kind {kind} {near}")
            if phrase.number & other.number & PLURAL and other.number == 3:
                features.append("collective")
            if other.kind == "pronoun" and other.noun == phrase.noun:
                features.append("same pronoun")
            if phrase.family == "he" and phrase.gender == other.gender:
                features.append("gender told")
        else:
            features += self._nominal(phrase, other, tie)
        return features

    def _nominal(self, phrase: Phrase, other: Phrase, tie: str) -> list[str]:
        features = [f"{tie} {phrase.determiner} {near_(phrase, other)}", f"{tie} class {_main(phrase.classes)}"]
        if tie == "head":
            extra = len(phrase.modifiers - other.modifiers)
            missing = len(other.modifiers - phrase.modifiers)
            state = (
                "equal" if not extra and not missing else "fewer" if not extra else "more" if not missing else "other"
            )
            some = "some" if phrase.modifiers else "none"
            features += [f"modifiers {state} {some}", f"determiners {phrase.determiner} {other.determiner}"]
            features.append(f"possessor {self._possessors(phrase, other)}")
            features.append(f"names {bool(self._inside(phrase))} {bool(self._inside(other))}")
            if phrase.post:
                features.append(f"postmodified {state}")
        else:
            features.append(f"{tie} modified {bool(phrase.modifiers)} {phrase.post}")
            if tie == "class":
                features.append(f"class noun {_main(phrase.classes)} {phrase.noun in _plain()}")
        return features

    def _possessors(self, phrase: Phrase, other: Phrase) -> str:
        """Whether two phrases with one head belong to the same thing ("his daughter", "Sam's daughter")."""
        mine, yours = (self.at_root.get(p.possessor, -1) for p in (phrase, other))
        if mine < 0 and yours < 0:
            return "none"
        if mine < 0 or yours < 0:
            return "first" if yours < 0 else "second"
        return "same" if self.phrases[mine].cluster == self.phrases[yours].cluster else "different"

    def _named_after(self, phrase: Phrase, other: Phrase) -> bool:
        return any(
            root > phrase.root and thing == other.cluster and root != other.root
            for root, thing in self.named_in_clause.get(self.tree.clause[phrase.root], ())
        )

    def _none(self, phrase: Phrase) -> list[str]:
        """Features of the answer "nothing named before"."""
        if phrase.kind == "pronoun":
            features = ["none", f"none {phrase.role}", f"none {phrase.use}"]
            if phrase.family == "it":
                features.append("none " + _binding.empty(self.tree, phrase.root))
            return features
        modified = f"{bool(phrase.modifiers)} {phrase.post}"
        return [
            "none", f"none {phrase.determiner} {modified}", f"none class {_main(phrase.classes)}",
            f"none {phrase.role}", f"none number {phrase.number}", f"none names {bool(self._inside(phrase))}",
        ]  # fmt: skip


RELATIVE, NESTED, APPOSITION = 0.95, 0.7, 0.9
PERSONAL = PERSON | GROUP


def near_(phrase: Phrase, other: Phrase) -> str:
    """Distance in sentences, in steps that matter for nouns."""
    distance = phrase.sentence - other.sentence
    return "0" if distance <= 0 else "1" if distance == 1 else "2" if distance <= 3 else "4" if distance <= 8 else "9"


def _bucket(rank: int) -> str:
    return str(rank) if rank < 3 else "3" if rank < 6 else "6"


def _main(classes: int) -> str:
    """The classes as letters, at most two: the rest is "any"."""
    letters = [letter for letter, bit in CLASSES.items() if classes & bit]
    return "".join(letters) if len(letters) <= 2 else "any"


@cache
def _stand_ins() -> dict[str, int]:
    table = resources.table("coreference.toml")["stand_ins"]
    return {noun: CLASSES[letter] for letter, nouns in table.items() for noun in nouns}


@cache
def _plain() -> frozenset[str]:
    table = resources.table("coreference.toml")["stand_ins"]
    return frozenset(nouns[0] for nouns in table.values())
