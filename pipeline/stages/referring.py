"""Expressions that refer, in words that stand alone: names for pronouns, absolute dates, doubt written out."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from typing import TypeGuard

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention, Said, TimeMention
from pipeline.records import Entity
from pipeline.stages import names, quotations, tree
from pipeline.stages.conjugation import unshortened
from pipeline.stages.demonstratives import DOUBTFUL, UNEXPLAINED, Demonstrative
from pipeline.stages.expressions import date, days, stretch, when
from pipeline.stages.scribe import Scribe

POSSESSIVE = ("PRP$", "WP$")
PARTS = frozenset({"end of", "start of", "beginning of", "close of", "middle of", "turn of"})
TODAY = frozenset({"today", "tonight", "these days", "nowadays"})
NOW = frozenset({"now", "currently", "nowadays", "at present"})
# Words by which a time is seen from the day of the text, or from another time.
DEICTIC = frozenset(
    {"this", "last", "next", "past", "previous", "coming", "ago", "yesterday", "tomorrow", "later", "earlier"}
)
NOMINAL = ("NOUN", "PROPN", "PRON")
ITSELF = frozenset({"who", "whom", "whose", "which", "that"})
HE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"we", "us", "our", "ours"})
LATER = frozenset({"later", "earlier", "afterwards", "beforehand"})
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "some"})
OPEN = "(unresolved)"  # what stands behind words for which nothing was found
TITLES = ("nmod:desc", "compound", "flat")
PERSONAL = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b", re.IGNORECASE)


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@cache
def _connectives() -> frozenset[str]:
    return frozenset(resources.table("control.toml")["connective"])


@cache
def _institutions() -> frozenset[str]:
    return frozenset(resources.table("coreference.toml")["demonstratives"]["institutions"])


def _inserted(words: str) -> str:
    """Words that stand in somebody's quotation and are not theirs, in the brackets of an editor."""
    doubt = re.fullmatch(r"(.*?)\((probably [^()]*|unresolved)\)", words)
    return f"{doubt[1]}[{doubt[2]}]" if doubt else f"[{words}]"


class Referring:
    """Words the phrases of one Doc; `known` is the subject that a sentence has named already."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self.known: tuple[int, int] | None = None
        # The phrases that the sentence has said already.
        self.said: list[tuple[int, int]] = []
        # Of each expression that was written by what it stands for, or marked, how sure that is (0 to 1).
        self.doubts: dict[int, float] = {}
        self.starting: dict[int, Mention] = {
            m.start: m for m in reversed(self.doc._.mentions) if m.kind != "name" and m.end - m.start <= 2
        }

    def phrase(self, start: int, end: int) -> str:
        """Tokens in words: pronouns, "the country" and relative times by what they stand for."""
        words: list[str] = []
        marks: dict[int, str] = {}
        quoted = self._quoted(start, end)
        opened = start if start + 1 in quoted and not start < self._partner.get(start, -1) < end else None
        i = start
        while i < end:
            pointing = self.scribe.referents.demonstratives.get(i)
            pointing = pointing if pointing is not None and pointing.end <= end else None
            if pointing is not None and (named := self._pointed(pointing)) is not None:
                words.append((f"[{named}]" if i in quoted else named) + self.doc[pointing.end - 1].whitespace_)
                i = pointing.end
            elif (replaced := self._replaced(start, i, end, quoted)) is not None:
                stop, text = replaced
                words.append((_inserted(text) if i in quoted else text) + self.doc[stop - 1].whitespace_)
                i = stop
            else:
                if pointing is not None and (mark := self._marked(pointing, start)):
                    marks[min(pointing.stop, end)] = mark
                elif pointing is None and (country := self._country(i, end)) is not None:
                    owner = i + 2 < end and self.doc[i + 2].tag_ == "POS"
                    marks[i + 2 + owner] = f"(probably {_possessive(country)})" if owner else f"(probably of {country})"
                elif self.is_undated(time := self.scribe.adjuncts.covered.get(i)) and time.end <= end:
                    owner = time.end < end and self.doc[time.end].tag_ == "POS"
                    marks[time.end + owner] = OPEN
                elif self._is_there(self.doc[i]):
                    self.doubts[i] = UNEXPLAINED
                    marks[i + 1] = OPEN
                lone = self.doc[i].text in tree.QUOTES and i != opened and not start <= self._partner.get(i, -1) < end
                if lone or (end - start > 1 and i not in quoted and self._is_connective(self.doc[i])):
                    if words and self.doc[i].whitespace_:
                        words[-1] = f"{words[-1].rstrip()} "
                else:
                    words.append(self._written[i])
                i += 1
            if i in marks:
                mark = _inserted(f" {marks.pop(i)}").strip() if i - 1 in quoted else marks.pop(i)
                words[-1] = f"{words[-1].rstrip()} {mark}{self.doc[i - 1].whitespace_}"
        return " ".join("".join(words).split()) + ('"' if opened is not None else "")

    def _country(self, i: int, end: int) -> str | None:
        """Whose institution "the government" at token `i` is, where a text is about one country; None where it is said."""
        noun = self.doc[i + 1] if i + 1 < end else None
        if (
            noun is None
            or self.doc[i].lower_ != "the"
            or noun.tag_ != "NN"
            or noun.lemma_.lower() not in _institutions()
        ):
            return None
        referents = self.scribe.referents
        described = any(c.i != i for c in noun.lefts) or any(
            tree.base(c.dep_) in ("nmod", "appos", "flat") for c in noun.rights
        )
        mention = referents.by_root.get(noun.i)
        if (
            described
            or noun.dep_ in TITLES
            or noun.i in referents.inside
            or (mention is not None and mention.entity is not None)
        ):
            return None
        entity = referents.topic.entity if referents.topic is not None else None
        if entity is None or not referents.is_about(entity.id):
            return None
        low, high = self.scribe.sentence(i)
        beside = (referents.inside[t] for t in range(low, high) if t in referents.inside)
        return None if any(m.type in ("GPE", "NORP") for m in beside) else names.said(entity)

    def _is_connective(self, token: Token) -> bool:
        """Whether a word ties its sentence to the one before it: "therefore", "also"."""
        return (
            token.lower_ in _connectives()
            and token.dep_ in ("advmod", "discourse")
            and token.n_lefts + token.n_rights == 0
        )

    def _is_there(self, token: Token) -> bool:
        """Whether a word points to a place or time that the text has named: "stayed there", "two days later"."""
        if token.lower_ in LATER:
            compared = token.i + 1 < len(self.doc) and token.nbor(1).lower_ == "than"
            free = not compared and token.i not in self.scribe.adjuncts.covered
            return free and tree.child(token, "obl:unmarked") is not None
        return token.lower_ in ("there", "here") and token.tag_ == "RB" and token.dep_ in ("advmod", "obl", "nmod")

    def is_undated(self, time: TimeMention | None) -> TypeGuard[TimeMention]:
        """Whether a time is seen from one that nothing says: "last week" in a text without a date, "two days later"."""
        if time is None or time.kind != "relative" or not time.time.edtf.startswith("X"):
            return False
        words = [token.lower_ for token in self.doc[time.start : time.end]]
        return not DEICTIC.isdisjoint(words) and words[-1] != "day"  # "to this day" is still

    def _pointed(self, pointing: Demonstrative) -> str | None:
        """What surely stands for a demonstrative: "silver balloons" for "those balloons"; None for what is marked."""
        if not pointing.sure or pointing.antecedent is None or self._is_told(pointing):
            return None
        self.doubts[pointing.start] = pointing.score
        words = self._antecedent(*pointing.antecedent)
        counted = self.doc[pointing.antecedent[0]].pos_ == "NUM" and self.doc[pointing.start - 1].lower_ == "of"
        return f"the {words}" if counted else words  # "most of | the 47 counties"

    def _marked(self, pointing: Demonstrative, start: int) -> str:
        """What is written behind a demonstrative that nothing surely stands for; "" where the claim says it before.

        `start` is the first token of the phrase in which it stands.
        """
        said = pointing.antecedent is not None and pointing.antecedent[0] >= start
        if self._is_told(pointing) or (pointing.definite and said):
            return ""
        if not pointing.definite:
            self.doubts[pointing.start] = pointing.score
        name = self._guessed(*pointing.antecedent) if pointing.antecedent is not None else None
        if name is None:
            return "" if pointing.definite else OPEN
        owns = self.doc[pointing.stop - 1].tag_ == "POS"
        return f"(probably {_possessive(name) if owns else name})"

    def _is_told(self, pointing: Demonstrative) -> bool:
        """Whether a demonstrative takes up the subject that a sentence has named already."""
        if (
            self.known is None
            or pointing.antecedent is None
            or pointing.guessed
            or pointing.start in range(*self.known)
        ):
            return False
        head = self.scribe.head(*self.known).i
        subject = self.scribe.referents.by_root.get(head)
        known = (head, self.scribe.head(*subject.antecedent).i if subject is not None and subject.antecedent else head)
        return self.scribe.head(*pointing.antecedent).i in known

    def _guessed(self, start: int, end: int) -> str | None:
        """A phrase that something probably stands for, with the article that a name has there; None for an open one."""
        words = self._antecedent(start, end)
        article = start > 0 and self.doc[start - 1].lower_ == "the"
        return None if OPEN in words else f"the {words}" if article else words

    def _antecedent(self, start: int, end: int) -> str:
        """An antecedent in its own words, as they go on within a sentence; a "this" in it by what that stands for.

        That stands before it, so this comes to an end.
        """
        words: list[str] = []
        marks: set[int] = set()
        i = start
        while i < end:
            inner = self.scribe.referents.demonstratives.get(i)
            step = 1
            if inner is None or inner.end > end or inner.definite:
                words.append(self.doc[i].text_with_ws)
            elif inner.sure and inner.antecedent is not None:
                words.append(self._antecedent(*inner.antecedent) + self.doc[inner.end - 1].whitespace_)
                step = inner.end - i
            else:
                words.append(self.doc[i].text_with_ws)
                marks.add(min(inner.stop, end))
            i += step
            if i in marks:
                words.append(f" {OPEN} ")
        return self._continued(" ".join("".join(words).split()), start)

    @cached_property
    def _partner(self) -> dict[int, int]:
        """Each quotation mark and the one that it belongs to, both ways."""
        pairs = [(start - 1, end) for start, end in quotations.spans(self.doc)]
        return dict([*pairs, *((close, opened) for opened, close in pairs)])

    @cached_property
    def _written(self) -> list[str]:
        """Each token with the space behind it; verbs in full, since what stands before them may be written anew."""
        words = [token.text_with_ws for token in self.doc]
        for i in [i for i, word in enumerate(words) if word[0] in "'’"]:
            token = self.doc[i]
            if token.pos_ in ("AUX", "VERB"):
                verbs = (token.head, *token.head.children)  # "it's been", "it's been falling"
                perfect = token.dep_ == "aux" and any(
                    v.tag_ == "VBN" and v.i > token.i and not v.lower_.endswith("ing") for v in verbs
                )
                full = unshortened(token.text, "have" if perfect else token.lemma_)
                words[token.i] = f" {full}{token.whitespace_}" if full != token.text else words[token.i]
        return words

    def _quoted(self, start: int, end: int) -> frozenset[int]:
        """The tokens of a phrase that it gives as somebody's words: between two marks, or behind one that it begins with."""
        pairs = [(low, high) for low, high in self._partner.items() if start <= low < high]
        if self.doc[start].text in tree.QUOTES[:2] and start not in self._partner and not self.doc[start].whitespace_:
            pairs.append((start, end))  # a quotation that never ends
        return frozenset(i for low, high in pairs if high < end or low == start for i in range(low + 1, min(high, end)))

    def _replaced(self, start: int, i: int, end: int, quoted: frozenset[int]) -> tuple[int, str] | None:
        """What stands for the expression of the phrase from `start` that begins at token `i` and ends by `end`.

        Comes with the token after it.
        """
        time = self.scribe.adjuncts.covered.get(i)
        if (
            time is not None
            and time.kind == "relative"
            and not time.time.edtf.startswith("X")  # nothing says in which year
            and time.start == i
            and time.end <= end
            and not self._extent_of(i)
            and not (i > 0 and self.doc[i - 1].lower_ in INDEFINITE)  # "on a Monday"
        ):
            owner = time.end + 1 < end and self.doc[time.end].tag_ == "POS"
            span = days(time.time.edtf) or ("" if "/" in time.time.edtf else date(time.time.edtf))
            if owner and span:
                return time.end + 1, f"the {span}"  # "last week's election" is "the 21-27 October 2024 election"
            return time.end, self._moment(time)
        mention = self.starting.get(i)
        if mention is None or mention.end > end:
            return None
        if self.doc[i].tag_ in ("WDT", "WP", "WP$") and mention.antecedent and mention.antecedent[0] in range(start, i):
            return None  # the phrase that it takes up stands before it in this one
        if i in quoted and self.scribe.referents.is_speaking(mention):
            return None  # 'said "We need help"': who speaks is said before
        said = [*self.said, (start, i)]
        if mention.kind == "pronoun" and (self._is_said(mention, said) or self._is_part(mention, said)):
            return None
        own = mention.end < end and self.doc[mention.end].lower_ == "own" and mention.kind == "pronoun"
        if own and (i > start or self.said or self.known is not None):
            return None  # "fought their own government": it says itself whose
        if i > start and self.doc[i].lower_.endswith(("self", "selves")) and self.doc[i - 1].pos_ in NOMINAL:
            return None  # "they themselves"
        words = self._named(mention, i, possessive=self._owns(self.doc[mention.end - 1]))
        if words is None:
            return None
        doubt = re.fullmatch(r"(.+) (\(probably .+)\)", words)
        if doubt and mention.end < end and self.doc[mention.end].tag_ == "POS":  # "the country's (probably Peru's)"
            return mention.end + 1, f"{_possessive(doubt[1])} {_possessive(doubt[2])})"
        return mention.end, words

    def _moment(self, time: TimeMention) -> str:
        """A relative time made absolute, with the preposition that it needs: "last year" -> "in 2023"."""
        edtf = time.time.edtf
        words = self.doc[time.start : time.end].text
        clause = tree.clause_head(self.doc[time.start])
        past = any(t.tag_ == "VBD" for t in (clause, *tree.children(clause, "aux", "cop")))
        if words.lower() in NOW or (
            words.lower() in TODAY and not past and self.doc[time.start].dep_.startswith(("obl", "advmod"))
        ):
            defining = time.start > 1 and self.doc[time.start - 2].lower_ == "what"  # "what is now the Gobi Desert"
            return words if past or defining else f"{words} ({date(edtf)})"
        if self.doc[time.start].lower_ == "the" and self.doc[time.start + 1 : time.start + 3].text.lower() in PARTS:
            return self._part_of(time)
        led = time.start > 0 and self.doc[time.start - 1].pos_ in ("ADP", "SCONJ", "DET")
        owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"
        adverbial = self.scribe.adjuncts.root(time).dep_.startswith(("obl", "advmod", "nmod:"))
        if led or owner or not adverbial:
            return stretch(edtf)
        if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
            return f"between {date(match[1])} and {date(match[2])}"
        return when(edtf)

    def _part_of(self, time: TimeMention) -> str:
        """The end or beginning of a year or month: "the end of last year", "the end of May"; that of a century as it is."""
        words, edtf = self.doc[time.start : time.end].text.split(), time.time.edtf
        if not re.match(r"\d{4}-", edtf):
            return " ".join(words)
        lead = " ".join(words[:3]).lower()
        if any(word.lower().startswith("year") for word in words[3:]):
            return f"{lead} {edtf[:4]}"
        return f"{lead} {date(edtf[:7])}"

    def _named(self, mention: Mention, i: int, *, possessive: bool) -> str | None:
        """A pronoun or noun by what it stands for; where that is doubtful its own words, and what it probably is."""
        name = self._name(mention, i)
        unexplained = name is None and self.scribe.referents.is_unexplained(mention)
        speaking = mention.kind == "pronoun" and self.scribe.referents.is_speaking(mention)
        if name is not None and speaking and PERSONAL.search(name):  # "my husband" is not who says "I"
            name = None
        if name is None and speaking and self.scribe.referents.is_unnamed(mention) and not self._is_known(mention):
            unexplained = True
        if name is not None or unexplained:
            self.doubts[mention.start] = UNEXPLAINED if unexplained else mention.score
        if name is not None and mention.score >= DOUBTFUL and not speaking:
            return _possessive(name) if possessive else name
        written = self.doc[mention.start : mention.end].text
        if name is not None and speaking:  # "We (Kabul) don't": the verb stays right
            return f"{written} ({_possessive(name) if possessive else name})"
        if unexplained:
            guess = self.scribe.referents.guess(mention) if not speaking else None
            name = (self._guessed(guess.start, guess.end) if guess is not None else None) or OPEN
            if speaking and (speaker := self._speaker(mention)) is not None:
                return f"{written} ({_possessive(f'{speaker} and others') if possessive else f'{speaker} and others'})"
        if name is None:
            return None
        return (
            f"{written} {OPEN}" if OPEN in name else f"{written} (probably {_possessive(name) if possessive else name})"
        )

    def _speaker(self, mention: Mention) -> str | None:
        """The person in whose quotation "we" stands: that person and others."""
        said = self._speakers.get(mention.start)
        if said is None or said.source is None or self.doc[mention.start].lower_ not in WE:
            return None
        named = self.scribe.referents.mention(self.scribe.head(*said.source))
        entity = named.entity if named is not None else None
        return self.named(entity) if entity is not None and entity.type == "PERSON" else None

    @cached_property
    def _speakers(self) -> dict[int, Said]:
        return quotations.speakers(self.doc)

    def _is_said(self, mention: Mention, phrases: list[tuple[int, int]]) -> bool:
        """Whether a pronoun takes up what the sentence has said before it, and nothing else that it could be.

        So "Ama's death was announced by her daughter" keeps its pronoun, and "Ama told Esi that Esi won" has none.
        """
        word = self.doc[mention.start].lower_
        if mention.score < DOUBTFUL or (mention.entity is None and mention.antecedent is None) or word in ITSELF:
            return False
        same = False
        for start, end in phrases:
            for i in range(start, min(end, mention.start) if start <= mention.start else end):
                other = self.scribe.referents.by_root.get(i)
                if mention.antecedent is not None and self.scribe.head(*mention.antecedent).i == i:
                    same = True
                    continue
                if other is None:
                    continue
                if self._are_one(mention, other):
                    same = True
                elif other.kind != "pronoun" and self._agrees(mention, other):
                    same = False
        return same

    def _is_part(self, mention: Mention, phrases: list[tuple[int, int]]) -> bool:
        """Whether "it" or "them" are the whole of a part, and the sentence has said a number: "$1 billion, most of it"."""
        i = mention.start
        if self.doc[i].lower_ not in ("it", "them") or i < 2 or self.doc[i - 1].lower_ != "of":
            return False
        numbers = (v for v in self.doc._.values if v.root != self.doc[i].head.i and v.end < i - 1)
        return any(low <= v.start and v.end <= high for v in numbers for low, high in phrases)

    def _are_one(self, mention: Mention, other: Mention) -> bool:
        """Whether two mentions stand for one thing, as far as is known."""
        if mention.entity is not None and mention.entity == other.entity:
            return True
        return mention.antecedent is not None and mention.antecedent == other.antecedent

    def _agrees(self, pronoun: Mention, other: Mention) -> bool:
        """Whether a pronoun could stand for a mention, by its number and by what it is."""
        word, root = self.doc[pronoun.start].lower_, self.doc[other.root]
        person = self.scribe.referents.fits(root, "person")
        if word in HE:
            return person
        plural = root.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in root.children)
        return not person and (plural == (word in THEY))

    def _owns(self, token: Token) -> bool:
        """Whether a pronoun is a possessive, whatever its tag: not so the "her" of "indicted her"."""
        return token.tag_ in POSSESSIVE and not token.dep_.startswith(("obj", "iobj", "obl"))

    def _extent_of(self, i: int) -> bool:
        """Whether the time at token `i` says how long something took: "in just two years"."""
        return self.doc[i].tag_ == "CD" and i > 0 and self.doc[i - 1].lower_ in ("in", "within", "just", "only")

    def _name(self, mention: Mention, i: int) -> str | None:
        """What a pronoun or "the country" at token `i` stands for in words, None when that is not known."""
        if self.known is not None and mention.kind != "name" and self._is_known(mention):
            return None
        if mention.entity is not None:
            return self.named(mention.entity)
        if mention.kind == "pronoun" and mention.antecedent is not None and i not in range(*mention.antecedent):
            beside = self.scribe.referents.inside.get(mention.antecedent[1])
            if beside is not None and beside.type == "PERSON" and self.doc[mention.antecedent[1] - 1].dep_ in TITLES:
                return " ".join(self.doc[beside.start : beside.end].text.split())  # "President | Han Ji-won"
            start, end = mention.antecedent
            if self._owns(self.doc[mention.end - 1]):
                end = min(end, self._noun_end(start, end))
            return self._antecedent(start, end)
        return None

    def _noun_end(self, start: int, end: int) -> int:
        """Where the noun of a phrase ends: "the ice cap | in Peru", of which one says "the ice cap's outlet"."""
        head = self.scribe.head(start, end)
        inner = [c.right_edge.i + 1 for c in head.rights if c.dep_ in ("flat", "compound", "nummod")]
        return max([head.i + 1, *inner])

    def _is_known(self, mention: Mention) -> bool:
        """Whether a pronoun or noun stands for the subject of the sentence being worded: "farmers sell their maize"."""
        if self.known is None:
            return False
        low, high = self.known
        head = self.scribe.head(low, high).i
        if mention.antecedent is not None and head in range(*mention.antecedent):
            return self.scribe.head(*mention.antecedent).i == head
        subject = self.scribe.referents.by_root.get(head)
        if subject is None:
            return False
        if subject.entity is not None or mention.entity is not None:
            return subject.entity == mention.entity
        if subject.antecedent is None and mention.antecedent is None:
            return self.scribe.referents.is_alike(subject, mention)  # "He (unresolved) raised his hand"
        return subject.antecedent is not None and subject.antecedent == mention.antecedent

    def named(self, entity: Entity) -> str:
        """An entity by name, a person as the text calls them in full: "Evo Morales", whatever more names they have."""
        if entity.type != "PERSON":
            name = names.said(entity)
            return f"the {name}" if name == entity.name and entity.id in self._articled else name
        return self._persons.get(entity.id, entity.name)

    @cached_property
    def _articled(self) -> frozenset[str]:
        """The entities whose names the text says with "the" most of the time: "the Vilcanota"."""
        counts: Counter[str] = Counter()
        for mention in self.doc._.mentions:
            entity = mention.entity
            if (
                mention.kind != "name"
                or entity is None
                or entity.type in ("PERSON", "NORP", "LANGUAGE")
                or mention.start == 0
            ):
                continue
            words, before = self.doc[mention.start : mention.end], self.doc[mention.start - 1]
            inside = words.root.dep_ in ("compound", "nmod:desc", "flat") and words.root.head.i >= mention.end
            if words.text.casefold() == entity.name.casefold() and not inside:
                counts[entity.id] += 1 if before.lower_ == "the" and before.head.i == words.root.i else -1
        return frozenset(key for key, number in counts.items() if number > 0)

    @cached_property
    def _persons(self) -> dict[str, str]:
        """The fullest name of each person in the text, where it is more than a surname."""
        found: dict[str, str] = {}
        for mention in self.doc._.mentions:
            entity = mention.entity
            if mention.kind != "name" or entity is None or entity.type != "PERSON" or entity.id.startswith("doc:"):
                continue
            words = " ".join(self.doc[mention.start : mention.end].text.split())
            if words.casefold() == entity.name.casefold():
                words = entity.name  # "Hamid KARZAI"
            words = re.sub(r"\b[A-Z]{4,}\b", lambda m: m[0].title(), words)
            if " " in words and len(words) > len(found.get(entity.id, "")):
                found[entity.id] = words
        return found

    def _continued(self, words: str, start: int) -> str:
        """Words that began a sentence as they go on within one."""
        first = self.scribe.sentence(start)[0]
        begins = start == first or (start == first + 1 and self.doc[first].is_quote)
        if not words[:1].isupper() or words[1:2].isupper() or not begins:
            return words
        token = self.doc[start]
        named = token.pos_ == "PROPN" or token.ent_iob_ not in ("O", "") or token.lower_ == "i"
        if named or not words.startswith(token.text):  # a name, or what the token stands for
            return words
        return words[:1].lower() + words[1:]
