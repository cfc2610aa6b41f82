"""What pronouns, nouns and "this" stand for, in words; what is doubtful is written out as that."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np
from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention, Said
from pipeline.stages import quotations, relatives, tree
from pipeline.stages.bodies import body
from pipeline.stages.demonstratives import DOUBTFUL, UNEXPLAINED, Demonstrative
from pipeline.stages.fuller import listed
from pipeline.stages.labels import DESCRIBING, TITLES
from pipeline.stages.naming import MARKED, OPEN, possessive
from pipeline.stages.pairs import Pairs
from pipeline.stages.referents import pronouns

DETERMINED = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "these", "those", "all", "some", "no"})
BOUNDS = frozenset({"less", "more", "about", "around", "nearly", "almost", "over", "under"})
QUANTIFIED = frozenset({"some", "several", "many", "most"})
PERSONAL = re.compile(r"\b(?:I|me|my|we|us|our|you|your)\b", re.IGNORECASE)


def as_whole(name: str) -> str:
    """A phrase as what a part is of: "the fans" of "fans" and of "some fans"."""
    first, _, rest = name.partition(" ")
    if first in BOUNDS:
        return name
    if (first in QUANTIFIED and rest) or (first in ("a", "an") and " and " in rest):
        return f"the {rest}"
    return name if first in DETERMINED else f"the {name}"


def _unmarked(name: str) -> str:
    """What stands within a mark: what a noun probably is, or the noun that nothing explains."""
    marked = MARKED.fullmatch(name)
    return name if marked is None else marked[2] or marked[1]


class Explaining(Pairs):
    """Explains the mentions of one Doc."""

    def explained(self, mention: Mention, i: int, *, owns: bool) -> str | None:
        """A pronoun or noun by what it stands for; where that is doubtful its own words, and what it probably is."""
        noun = self.doc[mention.root]
        if mention.kind == "nominal" and noun.dep_ == "appos" and self.begin <= noun.head.i < i:
            return None  # "Ana Bo, the writer who", not "Ana Bo, Ana Bo who"
        name = self._name(mention, i)
        if name is not None and mention.antecedent is not None and self.scribe.referents.is_chance(mention):
            self.doubts[mention.start] = UNEXPLAINED
            said = [*self.said, (self.begin, mention.start)]
            if any(low <= mention.antecedent[0] < high for low, high in said) or self.is_beside_noun(mention):
                return None  # what it may stand for is said before
            return f"{self.doc[mention.start : mention.end].text} {OPEN}"
        unexplained = name is None and self.scribe.referents.is_unexplained(mention)
        if unexplained and (self.is_empty(mention) or self.is_beside_person(mention) or self.is_beside_noun(mention)):
            return None
        speaking = mention.kind == "pronoun" and self.scribe.referents.is_speaking(mention)
        if name is not None and speaking and PERSONAL.search(name):  # "my husband" is not who says "I"
            name = None
        if name is None and speaking and self.scribe.referents.is_unnamed(mention) and not self.is_known(mention):
            unexplained = True
        if name is not None or unexplained:
            self.doubts[mention.start] = UNEXPLAINED if unexplained else mention.score
        if name is not None and self.is_misled(mention):
            name = None
        if name is not None and self.doc[mention.root].dep_ in DESCRIBING:
            if mention.score < DOUBTFUL:
                return None  # "university galleries" are of no one university
            name = name.removeprefix("the ")  # "internal Church documents"
        if name is not None and mention.score >= DOUBTFUL and not speaking:
            if i > 0 and self.doc[i - 1].lower_ == "of" and not name[:1].isupper():
                name = as_whole(name)  # "costumes, many of which": many of the costumes
            return possessive(name) if owns else name
        written = self.doc[mention.start : mention.end].text
        if name is not None and speaking:  # "We (Kabul) don't": the verb stays right
            name = _unmarked(name)
            return f"{written} ({possessive(name) if owns else name})"
        if unexplained:
            guess = self.scribe.referents.guess(mention) if not speaking else None
            if guess is not None and owns and self.begin <= guess.start:
                return None  # the phrase says it before
            if guess is not None and self.is_subject(guess):
                if owns or not self.is_beside_subject(mention):
                    return None
                guess = None  # "Microsoft has replaced it": not Microsoft
            if guess is not None and not self.scribe.referents.is_written(mention):
                guess = None
            name = (self._guessed(guess.start, guess.end) if guess is not None else None) or OPEN
            if speaking and (speaker := self._speaker(mention)) is not None:
                return f"{written} ({possessive(speaker) if owns else speaker})"
        if name is None:
            return None
        if OPEN in name:
            return f"{written} {OPEN}"
        name = _unmarked(name)
        return f"{written} (probably {possessive(name) if owns else name})"

    def is_misled(self, mention: Mention) -> bool:
        """Whether an institution is taken, without being sure, for a body that the text names: the government for a party."""
        body = mention.entity is not None and mention.entity.type == "ORG" and mention.score < DOUBTFUL
        return body and mention.kind == "nominal" and self.doc[mention.root].lemma_.lower() in listed("institutions")

    def _name(self, mention: Mention, i: int) -> str | None:
        """What a pronoun or "the country" at token `i` stands for in words, None when that is not known."""
        if self.known is not None and mention.kind != "name" and self.is_known(mention):
            return None
        if mention.entity is not None:
            return self._people(mention) or self.named(mention.entity)
        if mention.kind == "pronoun" and mention.antecedent is not None and i not in range(*mention.antecedent):
            beside = self.scribe.referents.inside.get(mention.antecedent[1])
            if beside is not None and beside.type == "PERSON" and self.doc[mention.antecedent[1] - 1].dep_ in TITLES:
                return " ".join(self.doc[beside.start : beside.end].text.split())  # "President | Han Ji-won"
            start, end = mention.antecedent
            if self.owns(self.doc[mention.end - 1]):
                end = min(end, self._noun_end(start, end))
            return self._antecedent(start, end)
        return None

    def _people(self, mention: Mention) -> str | None:
        """The people of a country by the name that "they" or "their" takes up, and not the country: "Americans", "the Finns"."""
        if mention.type != "NORP" or mention.antecedent is None or self.doc[mention.root].tag_ not in ("PRP", "PRP$"):
            return None
        name = self.doc[slice(*mention.antecedent)]
        the = name.start > 0 and self.doc[name.start - 1].lower_ == "the"
        words = " ".join(name.text.split())
        return (f"the {words}" if the else words) if name.root.tag_ == "NNPS" else None

    @cached_property
    def wholes(self) -> dict[int, tuple[int, int]]:
        """The phrase of which a relative pronoun behind "of" is, where nothing else says that: "$2 million, a fifth of which"."""
        found = {}
        of = self.doc.vocab.strings["of"]
        for i in (np.flatnonzero(self.doc.to_array("LOWER")[:-1] == of) + 1).tolist():
            token = self.doc[i]
            if token.tag_ not in tree.RELATIVE or i < 2 or token.head.i > i:
                continue
            mention = self.starting.get(token.i)
            noun = relatives.relativised(token)
            if (mention is None or mention.antecedent is None) and noun.i < token.i and noun.pos_ in tree.NOMINAL:
                start, end = tree.phrase(noun)
                listed = [c for c in tree.coordinated(noun) if c.i < token.i]
                found[token.i] = start, max(end, tree.phrase(listed[-1])[1])  # "a car and a boat, none of which"
        return found

    def whole(self, i: int) -> str | None:
        """What the relative pronoun at token `i` is a part of; None where the phrase that is being worded says it."""
        place = self.wholes.get(i)
        return None if place is None or place[1] > self.begin else as_whole(self._antecedent(*place))

    def _noun_end(self, start: int, end: int) -> int:
        """Where the noun of a phrase ends: "the ice cap | in Peru", of which one says "the ice cap's outlet"."""
        head = self.scribe.head(start, end)
        inner = [c.right_edge.i + 1 for c in head.rights if c.dep_ in ("flat", "compound", "nummod")]
        return max([head.i + 1, *inner])

    def _speaker(self, mention: Mention) -> str | None:
        """The person in whose quotation "I" stands, for "we" that person and others."""
        said, word = self._speakers.get(mention.start), self.doc[mention.start].lower_
        if said is None and word in pronouns("we") and self._body is not None:
            entity = self.scribe.referents.entity(self._body)
            return self.named(entity) if entity is not None else None
        if said is None or said.source is None or word not in pronouns("i", "we"):
            return None
        named = self.scribe.referents.mention(self.scribe.head(*said.source))
        entity = named.entity if named is not None else None
        name = self._holder(*said.source) if entity is None else self.named(entity) if entity.type == "PERSON" else None
        return f"{name} and others" if name is not None and word in pronouns("we") else name

    def _holder(self, start: int, end: int) -> str | None:
        """Who speaks by the office: "the Foreign Secretary", in words that stand alone."""
        head = self.scribe.head(start, end)
        titled = self.doc._.sections[0].label == "title" and end <= self.doc._.sections[0].end
        if titled and self.doc[end - 1].tag_ == "NNP" and self.doc[start].tag_ == "NNP":
            return " ".join(self.doc[start:end].text.split())  # "Statement by | Minister Ana Bo |"
        office = head.tag_ in ("NN", "NNP") and head.lemma_.lower() in resources.words("offices.toml", "offices")
        if not office or self.doc[start].lower_ != "the":
            return None
        return f"the {' '.join(self.doc[start + 1 : end].text.split())}"

    @cached_property
    def _body(self) -> Token | None:
        return body(self.doc)

    @cached_property
    def _speakers(self) -> dict[int, Said]:
        return quotations.speakers(self.doc)

    def pointed(self, pointing: Demonstrative) -> str | None:
        """What surely stands for a demonstrative: "silver balloons" for "those balloons"; None for what is marked."""
        if not pointing.sure or pointing.antecedent is None or self.is_told(pointing):
            return None
        self.doubts[pointing.start] = pointing.score
        words = self._antecedent(*pointing.antecedent)
        counted = self.doc[pointing.antecedent[0]].pos_ == "NUM" and self.doc[pointing.start - 1].lower_ == "of"
        noun = self.scribe.head(*pointing.antecedent)
        lone = noun.tag_ == "NN" and tree.child(noun, "det", "nmod:poss", "nummod") is None and noun.pos_ == "NOUN"
        if counted or (lone and self.doc[pointing.start - 1].lower_ == "of"):
            return f"the {words}"  # "most of | the 47 counties", "part of | the new aid to Peru"
        return words

    def marked(self, pointing: Demonstrative, start: int, stop: int) -> str:
        """What is written behind a demonstrative that nothing surely stands for; "" where the claim says it before.

        The phrase in which it stands has the tokens `[start, stop)`.
        """
        said = pointing.antecedent is not None and pointing.antecedent[0] >= start
        again = pointing.definite and pointing.antecedent is None and self.is_repeated(pointing, start)
        if again or self.is_told(pointing) or (pointing.definite and said):
            return ""
        if not pointing.definite or pointing.antecedent is None:
            self.doubts[pointing.start] = pointing.score
        name = self._guessed(*pointing.antecedent) if pointing.antecedent is not None else None
        if name is None:
            return "" if pointing.definite and pointing.antecedent is not None else OPEN
        if name == OPEN:
            return OPEN
        owns = pointing.stop <= stop and self.doc[pointing.stop - 1].tag_ == "POS"
        return f"(probably {possessive(name) if owns else name})"

    def _guessed(self, start: int, end: int) -> str | None:
        """A phrase that something probably stands for, with the article that a name has there; None for an open one."""
        words = self._antecedent(start, end, marked=False)
        article = start > 0 and self.doc[start - 1].lower_ == "the"
        bare = re.fullmatch(r"an? [\w-]+", words) is not None  # "a story" says no more than "the story"
        if bare:
            return OPEN
        return None if OPEN in words else f"the {words}" if article else words

    def _name_behind(self, start: int, end: int) -> str | None:
        """The name right behind a noun that says what it names: "the pop group | McMaster & James", "the network, | Fox |,"."""
        head = self.scribe.head(start, end)
        end += end + 1 < len(self.doc) and self.doc[end].text == ","
        name = self.scribe.referents.inside.get(end)
        apart = self.doc[end - 1].text == ","
        if name is None or name.start != end or head.i != end - 1 - apart or head.pos_ != "NOUN":
            return None
        if apart and not (
            name.end < len(self.doc) and self.doc[name.end].text == "," and self.doc[start].lower_ == "the"
        ):
            return None  # "a network, Fox": of several
        beside = self.doc[name.root]
        close = (beside.head.i == head.i and beside.dep_ in ("appos", "flat")) or (
            head.head.i == beside.i and head.dep_ in TITLES
        )
        return " ".join(self.doc[name.start : name.end].text.split()) if close else None

    def _owner(self, i: int) -> str | None:
        """Whose an antecedent is that begins with a pronoun: "Ana Bo's" for "her" of "her coach"."""
        mention = self.starting.get(i)
        if mention is None or self.doc[i].tag_ not in ("PRP$", "WP$") or self.scribe.referents.is_speaking(mention):
            return None
        back = mention.antecedent is None or mention.antecedent[1] <= i
        name = self._name(mention, i) if back else None
        if name is None:
            return f"{self.doc[i].text} {OPEN}" if self.scribe.referents.is_unexplained(mention) else None
        return possessive(name) if mention.score >= DOUBTFUL else None

    def _antecedent(self, start: int, end: int, *, marked: bool = True) -> str:
        """An antecedent in its own words, as they go on within a sentence; a "this" in it by what that stands for.

        That stands before it, so this comes to an end. `marked`: with what its nouns with "the" stand for behind them.
        """
        if (name := self._name_behind(start, end)) is not None:
            return name
        owner = self._owner(start)
        words: list[str] = [] if owner is None else [f"{owner} "]
        marks: dict[int, str] = {}
        i = start if owner is None else start + 1
        while i < end:
            inner = self.scribe.referents.demonstratives.get(i)
            step = 1
            if inner is None or inner.end > end or (inner.definite and not marked):
                words.append(self.doc[i].text_with_ws)
            elif inner.sure and inner.antecedent is not None:
                words.append(self._antecedent(*inner.antecedent) + self.doc[inner.end - 1].whitespace_)
                step = inner.end - i
            else:
                words.append(self.doc[i].text_with_ws)
                mark = self.marked(inner, start, end) if inner.definite else OPEN
                marks[min(inner.stop, end)] = mark
            i += step
            if marks.get(i):
                words.append(f" {marks[i]} ")
        if start in self.pairs and self.pairs[start][0] == end:
            words.append(f" {self.pairs[start][1]}")  # "They" of "the two (probably Ana Bo and Li)"
        return self.continued(" ".join("".join(words).split()), start)
