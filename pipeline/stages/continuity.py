"""What a text defines stays its subject: "Cry is a song by Ana Bo. It was written in 1990. The song was sung in Lima."

The subject of one sentence is what the next one mostly goes on about (centering: Grosz, Joshi and Weinstein 1995). Where the
ranker of coreference finds nothing, or is unsure, "it" as the subject of a sentence is what the text defined at its start, if
the sentence before was about that, too; and "the song" is what was said to be a song, if nothing else was. In GUM train and
dev all 12 such "it" are right, and 20 of 23 nouns (`benchmarks/coreference.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc, Span, Token

from pipeline.annotations import Mention
from pipeline.stages import _lexicon, relatives, tree
from pipeline.stages._lexicon import COUNTRY, PERSON
from pipeline.stages.bearers import Bearers
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.titled import means, titled

SCORE = 0.9  # see above
# A definition stands in one of so many sentences at the start of a text.
OPENING = 3
ARTICLES = ("a", "an", "the", "one")
PEOPLE = ("PERSON", "NORP")


@dataclass(frozen=True, slots=True)
class Definition:
    """What a sentence says something to be: the tokens of its name with their head, and the noun for it."""

    name: tuple[int, int]
    root: int
    noun: Token


class Continuity:
    """Reads one Doc from start to end. `mentions` are those that coreference found."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        self.doc = doc
        self.mentions = {(m.start, m.end): m for m in mentions}
        self.names = {i: m for m in self.mentions.values() if m.kind == "name" for i in range(m.start, m.end)}
        self.defined: dict[str, list[Definition]] = defaultdict(list)
        self.waiting: dict[str, list[Token]] = defaultdict(list)  # nouns that nothing has been looked at for yet
        self.spoilt: set[str] = set()
        self.bearers = Bearers(doc, list(self.mentions.values()))
        self.titled = titled(doc, self.names)

    def resolved(self) -> list[Mention]:
        """The mentions with what continuity adds, in order."""
        topic: Definition | None = None
        going_on = False
        about = self.titled
        singular = self.doc.vocab.strings["NN"]
        nouns = np.flatnonzero(self.doc.to_array("TAG") == singular).tolist()[::-1]
        for number, sentence in enumerate(self.doc.sents):
            subject = next((c for c in sentence.root.lefts if c.dep_ in SUBJECTS), None)
            if topic is not None and subject is not None:
                word = subject if subject.lower_ == "it" else subject.left_edge
                if going_on and word.lower_ in ("it", "its") and (word.i == subject.i or word.head.i == subject.i):
                    self._resolve(word.i, word.i + 1, word.i, "pronoun", topic)
                going_on = self._is_about(subject, topic, going_on)
            else:
                going_on = False
            if subject is not None:
                self._look_forward(sentence, subject)
            while nouns and nouns[-1] < sentence.end:
                self._read(self.doc[nouns.pop()])
            found = self._definition(sentence.root)
            if about is not None and sentence.start <= about.root < sentence.end:
                topic, going_on = Definition(about.name, about.root, self.doc[about.root]), True
            elif topic is None and number < OPENING and found is not None and not self._is_person(found):
                topic, going_on = found, True
        self._name_titled()
        return sorted(self.mentions.values(), key=lambda m: (m.start, m.end, m.kind))

    def _look_forward(self, sentence: Span, subject: Token) -> None:
        """Let an open "its" before the subject be that of the subject: "On | its | release, the album sold 2,000 copies"."""
        single = subject.tag_ in ("NN", "NNP") and not _lexicon.classes_of(subject.lemma_.lower()) & PERSON
        name = self.names.get(subject.i)
        if not single or (name is not None and name.type in PEOPLE) or tree.child(subject, "conj") is not None:
            return
        for adjunct in sentence.root.lefts:
            if adjunct.dep_ != "obl" or adjunct.right_edge.i > subject.i:
                continue
            owner = tree.child(adjunct, "nmod:poss")
            known = self.mentions.get((owner.i, owner.i + 1)) if owner is not None and owner.lower_ == "its" else None
            if owner is not None and known is not None and known.antecedent is None:
                start, end = (name.start, name.end) if name is not None else tree.phrase(subject)
                self._resolve_to(owner.i, owner.i + 1, owner.i, "pronoun", (start, end), subject.i, name)

    def _name_titled(self) -> None:
        """Let pronouns for a bare title stand for who bears it: "Former minister jailed", of which the text names one."""
        for place, m in list(self.mentions.items()):
            if m.kind != "pronoun" or m.antecedent is None or m.type is not None:
                continue
            bearer = self.bearers.called(self.doc[slice(*m.antecedent)].root, m.start)
            if bearer is not None:
                told = {"antecedent": (bearer.start, bearer.end), "type": bearer.type, "entity": bearer.entity}
                self.mentions[place] = replace(m, **told)  # type: ignore[arg-type]

    def _read(self, noun: Token) -> None:
        """Note what is said to be something, and resolve "the song" to it."""
        lemma = noun.lemma_.lower()
        if (bearer := self.bearers.meant(noun)) is not None:
            start = noun.left_edge.i + (noun.left_edge.dep_ == "case")
            self._resolve_to(start, noun.i + 1, noun.i, "nominal", (bearer.start, bearer.end), bearer.root, bearer)
        if (found := self._definition(noun)) is not None:
            self.defined[lemma].append(found)
        elif (topic := self.titled) is not None and means(noun, topic, self.names):
            self._resolve(noun.i - 1, noun.i + 1, noun.i, "nominal", Definition(topic.name, topic.root, noun))
        elif _lexicon.classes_of(lemma) == COUNTRY:
            pass  # coreference weighs all countries that the text names, of which few are said to be one
        elif len(self.defined.get(lemma, ())) == 1 and _is_plain(noun) and self._is_only(lemma):
            self._resolve(noun.i - 1, noun.i + 1, noun.i, "nominal", self.defined[lemma][0])
        self.waiting[lemma].append(noun)

    def _is_only(self, lemma: str) -> bool:
        """Whether the text has named no other thing of a kind so far."""
        while self.waiting[lemma]:
            if _is_other(self.waiting[lemma].pop()):
                self.spoilt.add(lemma)
        return lemma not in self.spoilt

    def _definition(self, noun: Token) -> Definition | None:
        """What a copular clause says to be of the kind of its predicate noun: a name, of which there is one."""
        subject = tree.child(noun, "nsubj")
        said = noun.tag_ == "NN" and tree.child(noun, "cop") is not None and noun.pos_ == "NOUN"
        if not said or subject is None or not relatives.is_title(subject) or subject.i > noun.i:
            return None
        same = subject.pos_ == "NOUN" and subject.lemma_.lower() == noun.lemma_.lower()
        if same or tree.child(subject, "conj") is not None:
            return None
        plain = not any(c.dep_ in ("aux", "advmod") and c.lower_ in relatives.UNSURE for c in noun.lefts)
        if not plain or not any(c.lower_ in ARTICLES for c in noun.lefts):
            return None
        name = self.names.get(subject.i)
        return Definition((name.start, name.end) if name is not None else tree.phrase(subject), subject.i, noun)

    def _is_person(self, found: Definition) -> bool:
        """Whether what is defined is a person or people, by the noun for it and, where that may mean either, by its name."""
        name, kinds = self.names.get(found.root), _lexicon.classes_of(found.noun.lemma_.lower())
        return name.type in PEOPLE and bool(kinds & PERSON) if name is not None else kinds == PERSON

    def _is_about(self, subject: Token, topic: Definition, going_on: bool) -> bool:
        """Whether a sentence with this subject goes on about the topic."""
        if subject.lower_ == "it":
            return going_on
        nouns = self.titled.nouns if self.titled is not None else frozenset((topic.noun.lemma_.lower(),))
        if subject.lemma_.lower() in nouns and any(c.lower_ in ("the", "this") for c in subject.lefts):
            return True
        of = next((c for c in subject.rights if tree.case(c) == "of"), None)  # "all of | the White Sea | is Russian"
        if of is not None and subject.pos_ != "PROPN":
            return self._is_about(of, topic, going_on)
        name, defined = self.names.get(subject.i), self.names.get(topic.root)
        same = name is not None and defined is not None and name.entity is not None and name.entity == defined.entity
        return same or subject.text == self.doc[topic.root].text

    def _resolve(self, start: int, end: int, root: int, kind: str, meant: Definition) -> None:
        """Let a phrase stand for what was defined, where it is open or doubtful."""
        self._resolve_to(start, end, root, kind, meant.name, meant.root, self.names.get(meant.root))

    def _resolve_to(
        self, start: int, end: int, root: int, kind: str, place: tuple[int, int], head: int, name: Mention | None
    ) -> None:
        known = self.mentions.get((start, end)) or Mention(start, end, root, kind)  # type: ignore[arg-type]
        if known.kind != kind or (known.antecedent is not None and known.score >= SCORE):
            return
        if kind == "nominal" and known.entity is not None and (name is None or name.entity is None):
            return  # a name that is linked says more
        self.mentions.setdefault(place, Mention(*place, head, "nominal"))
        self.mentions[start, end] = replace(
            known,
            type=name.type if name is not None else None,
            entity=name.entity if name is not None else None,
            antecedent=place,
            score=SCORE,
        )


def _is_plain(noun: Token) -> bool:
    """Whether a noun stands with "the" and nothing else."""
    own = [c for c in noun.children if c.dep_ not in ("case", "punct", "cc")]
    return len(own) == 1 and own[0].dep_ == "det" and own[0].lower_ == "the" and own[0].i == noun.i - 1


def _is_other(noun: Token) -> bool:
    """Whether a noun means another thing of its kind: "a second song", but not "the song" nor "is a song"."""
    return noun.dep_ not in ("compound", "flat") and not _is_plain(noun) and tree.child(noun, "cop") is None
