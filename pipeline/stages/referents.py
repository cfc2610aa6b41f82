"""What the tokens of a Doc refer to: mentions by head token, classes of things, the country a text is about."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.knowledge.base import load
from pipeline.records import Entity
from pipeline.stages import _lexicon, tree
from pipeline.stages._lexicon import PERSON
from pipeline.stages.definites import Definites
from pipeline.stages.demonstratives import DOUBTFUL, Demonstrative, Demonstratives
from pipeline.stages.labels import TITLES
from pipeline.stages.topics import Topics

# Pronouns that mostly take up a noun of their own sentence, where there is one, and how far back that is looked for.
WITHIN = frozenset({"they", "them", "their", "theirs", "its"})
REACH = 80  # tokens
NEARLY = 0.55  # a score of "it" with a name from which on it is given
PRONOUNS = ("PRP", "PRP$", "WP", "WP$", "WDT", "EX")
# Endings of nouns for persons, where the list of nouns knows no other sense: "growers", but no "mainstay".
AGENTIVE = ("er", "or", "ist", "ian", "man", "men", "woman", "ee", "ant", "ent", "ic")
HEADINGS = ("title", "heading")
PLAIN = 6  # tokens of a noun phrase that may be written beside a pronoun


@cache
def _classes() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Class -> (OntoNotes types, noun lemmas)."""
    table: dict[str, Any] = resources.table("classes.toml")
    return {
        name: (frozenset(row["types"]), frozenset(n for kind in row["nouns"] for n in table["nouns"][kind]))
        for name, row in table["class"].items()
    }


def nouns(kind: str) -> frozenset[str]:
    """The common nouns of a kind: person, people, group, state, place, event, document."""
    return resources.words("classes.toml", "nouns", kind)


@cache
def pronouns(*families: str) -> frozenset[str]:
    """The pronouns of some families of coreference.toml: "he" has those of "she"."""
    table: dict[str, Any] = resources.table("coreference.toml")["pronouns"]
    return frozenset(word for word, row in table.items() if row["family"] in families)


def _guesses(kind: str) -> frozenset[str]:
    return resources.words("coreference.toml", "guesses", kind)


class Referents:
    """The mentions of one Doc, found by any of their tokens."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_root: dict[int, Mention] = {}
        self.inside: dict[int, Mention] = {}
        self._guesses: dict[int, Mention | None] = {}
        for mention in doc._.mentions:
            known = self.by_root.get(mention.root)
            if known is None or (known.entity is None and mention.entity is not None):
                self.by_root[mention.root] = mention
            if mention.kind == "name":
                for i in range(mention.start, mention.end):
                    self.inside.setdefault(i, mention)

    @cached_property
    def _chains(self) -> dict[tuple[int, int], tuple[Mention, ...]]:
        return {(m.start, m.end): chain for chain in self.doc._.chains for m in chain}

    @cached_property
    def demonstratives(self) -> dict[int, Demonstrative]:
        """What "this", "these" and nouns with "the" point to, by their first token."""
        pointing = Demonstratives(self.doc, self.by_root, self._taken)
        return {found.start: found for found in (*pointing, *self.definites)}

    @cached_property
    def definites(self) -> Definites:
        """The nouns with "the"."""
        return Definites(self.doc, self.by_root, self._taken)

    @cached_property
    def _taken(self) -> frozenset[int]:
        """Tokens of names and times."""
        times = (i for time in self.doc._.times for i in range(time.start, time.end))
        return frozenset([*self.inside, *times])

    def guess(self, mention: Mention) -> Mention | None:
        """What an open pronoun may stand for: the last name in its chain before it, else the first noun; or None.

        None where chains are wrong as often as right: for "they", "it", "he" and "him", and for "its" and "their" beyond their
        sentence. Of the rest, 73 of 97 are right on GUM train and dev (`benchmarks/coreference.py`), and without "their" 59 of 72.
        """
        if (known := self._guesses.get(mention.start, mention)) is not mention:
            return known
        word = self.doc[mention.start]
        found = None
        if word.lower_ not in _guesses("none"):
            found = self._guess(mention, 0 if word.lower_ in pronouns("he") else word.sent.start)
        self._guesses[mention.start] = found
        return found

    def is_written(self, mention: Mention) -> bool:
        """Whether a claim gives what an open pronoun may stand for as probable, where it does not say it before."""
        return self.doc[mention.start].lower_ not in _guesses("said")

    def is_chance(self, mention: Mention) -> bool:
        """Whether the antecedent of a pronoun is no better than chance: a doubtful one of "it" or "they".

        On GUM train and dev 62 of 174 of these are right (`benchmarks/coreference.py`).
        """
        if mention.kind != "pronoun" or mention.score >= DOUBTFUL:
            return False
        word = self.doc[mention.start].lower_
        if mention.entity is None:
            return word in ("it", "they", "them")
        if mention.entity.id.startswith("country:") and self.topics.is_set_in(mention.entity.id):
            return False  # the country in which all of a text happens
        return word in ("its", "their", "they") or (word == "it" and mention.score < NEARLY)

    def _guess(self, mention: Mention, low: int) -> Mention | None:
        """The same, from token `low` on."""
        word = self.doc[mention.start]
        chain = self._chains.get((mention.start, mention.end), ())
        before = [m for m in chain if low <= m.start and m.end <= mention.start]
        names = [m for m in before if m.kind == "name"]
        if not names:  # "President Han Ji-won": the title beside the name is no better than the name
            names = [n for m in before if (n := self.inside.get(m.end)) is not None and n.type == "PERSON"]
        single = word.lower_ in pronouns("he", "it")
        nouns_ = (m for m in before if self._is_plain(m) and not (single and self.doc[m.root].tag_ == "NNS"))
        return names[-1] if names else next(nouns_, None)

    def _in_chain(self, mention: Mention) -> bool:
        """Whether anything in the text may be what an open pronoun stands for."""
        return self._guess(mention, 0) is not None

    def _is_plain(self, mention: Mention) -> bool:
        """Whether a mention is a short noun phrase that can be understood by itself, and no time."""
        tokens = self.doc[mention.start : mention.end]
        plain = mention.kind == "nominal" and len(tokens) <= PLAIN and self.doc[mention.root].pos_ == "NOUN"
        if not plain or mention.start in self._headings:
            return False
        return not any(t.pos_ in ("PRON", "NUM") or t.tag_ in PRONOUNS for t in tokens)

    @cached_property
    def _headings(self) -> frozenset[int]:
        """Tokens of titles and headings."""
        sections = (s for s in self.doc._.sections if s.label in HEADINGS)
        return frozenset(i for s in sections for i in range(s.start, s.end))

    def is_unexplained(self, mention: Mention) -> bool:
        """Whether a mention is a pronoun of the third person that nothing was found for."""
        open_ = mention.kind == "pronoun" and mention.antecedent is None and mention.entity is None
        emphatic = mention.start > 0 and self.doc[mention.start].lower_.endswith(("self", "selves"))
        empty = self.doc[mention.start].dep_ == "expl"  # "it takes years to rebuild a bridge"
        return open_ and not emphatic and not empty and self.doc[mention.start].lower_ in pronouns("he", "it", "they")

    def nouns_before(self, i: int) -> list[int]:
        """The nouns before "they" or "its" at token `i` in its sentence that it may take up; [] for another pronoun."""
        word = self.doc[i].lower_
        if word not in WITHIN:
            return []
        near = (self.doc[j] for j in range(max(self.doc[i].sent.start, i - REACH), i) if j not in self.inside)
        near = (t for t in near if t.dep_ not in TITLES)
        if word == "its":
            return [t.i for t in near if t.tag_ == "NN"]
        return [
            t.i for t in near if t.tag_ in ("NNS", "NNPS") or t.lower_ == "those"
        ]  # "one of those who lost their homes"

    def is_alike(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions are pronouns of one person and gender: "he" and "his"."""
        table: dict[str, Any] = resources.table("coreference.toml")["pronouns"]
        rows = [table.get(self.doc[m.start].lower_) for m in (one, other) if m.kind == "pronoun"]
        kinds = {(row["family"], row["gender"]) for row in rows if row is not None}
        return len(rows) == 2 and None not in rows and len(kinds) == 1

    def is_speaking(self, mention: Mention) -> bool:
        """Whether a mention is a pronoun of the first or second person."""
        return self.doc[mention.start].lower_ in pronouns("i", "we", "you")

    def is_unnamed(self, mention: Mention) -> bool:
        """Whether a mention says "I" or "we" of somebody, and no more: "you" is mostly anybody."""
        return mention.kind == "pronoun" and self.doc[mention.start].lower_ in pronouns("i", "we")

    def mention(self, token: Token) -> Mention | None:
        """The mention headed by `token`, or the name that it stands in."""
        return self.by_root.get(token.i) or self.inside.get(token.i)

    def entity(self, token: Token) -> Entity | None:
        """What `token` refers to, where that is known; of "Khost province" what its name does."""
        mention = self.mention(token) or self.division(token)
        return mention.entity if mention else None

    def division(self, token: Token) -> Mention | None:
        """The name of a place before the noun for what it is."""
        if token.tag_ != "NN" or token.lemma_.lower() not in resources.words("whereabouts.toml", "divisions"):
            return None
        name = self.inside.get(token.i - 1)
        return (
            name if name is not None and name.type in ("GPE", "LOC") and self.doc[name.root].head.i == token.i else None
        )

    def reading(self, token: Token, family: str) -> Entity | None:
        """What `token` means as a name of `family` ("language"), where it may mean that: "Finnish" in "speak Finnish"."""
        mention = self.inside.get(token.i)
        if mention is None:
            return None
        if mention.entity is not None and mention.entity.id.startswith(f"{family}:"):
            return mention.entity
        readings = load().candidates(self.doc[mention.start : mention.end].text)
        return next((c.entity for c in readings if c.entity.id.startswith(f"{family}:")), None)

    def type(self, token: Token) -> str | None:
        """OntoNotes type of what `token` refers to, None for a common noun."""
        mention = self.mention(token)
        if mention is None:
            return None
        return mention.type or (mention.entity.type if mention.entity else None)

    def named(self, token: Token) -> Token:
        """The name beside a common noun that says who it is: "the first president, Islam Karimov"; else the token."""
        title = token.pos_ == "PROPN" and token.dep_ == "nmod:desc"  # "the 71-year-old Emperor Akihito"
        if (token.pos_ != "NOUN" and not title) or self.inside.get(token.i) is not None:
            return token
        kinds = {"appos": ("PERSON", "GPE"), "nmod:desc": ("PERSON", "ORG")}.get(token.dep_, ())
        if token.head.pos_ == "PROPN" and self.type(token.head) in kinds:
            return token.head  # "Cristina Dorador, a microbiologist who …", "the French-backed leader Ana Bo"
        names = (c for c in token.children if c.dep_ in ("appos", "flat") and c.i > token.i and c.pos_ == "PROPN")
        return next((c for c in names if self.type(c) in ("PERSON", "ORG", "GPE")), token)

    def identified(self, token: Token) -> Token:
        """The same, and the name that a clause says it to be: "the oldest school, founded in 1701, is | Lima College"."""
        said = token.dep_ == "nsubj" and token.head.pos_ == "PROPN" and tree.child(token.head, "cop") is not None
        definite = token.pos_ == "NOUN" and any(c.lower_ == "the" for c in token.lefts)
        return token.head if said and definite and token.i < token.head.i else self.named(token)

    def span(self, token: Token) -> tuple[int, int]:
        """Token range to quote for `token`: the name that it stands in, else its noun phrase."""
        mention = self.inside.get(token.i)
        if mention is not None:
            return mention.start, mention.end
        return tree.phrase(token)

    def is_open(self, token: Token) -> bool:
        """Whether `token` is a pronoun that nobody resolved: it can carry no claim by itself."""
        if token.tag_ not in PRONOUNS and token.pos_ != "PRON":
            return False
        mention = self.mention(token)
        return mention is None or (mention.entity is None and mention.antecedent is None)

    def is_guessed(self, token: Token) -> bool:
        """Whether `token` is an open pronoun for which there is a guess, which a claim may give as no more than that."""
        mention = self.mention(token)
        return mention is not None and self.is_unexplained(mention) and self._in_chain(mention)

    def fits(self, token: Token, wanted: str) -> bool:
        """Whether `token` may fill a slot of class `wanted` (a row of classes.toml, or `any`)."""
        if self.is_open(token):
            return False
        if wanted == "any":
            return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X")
        types, words = _classes()[wanted]
        kind = self.type(token)
        if kind is not None:
            return kind in types
        mention = self.mention(token)
        if mention is not None and mention.antecedent is not None:
            head = self.doc[mention.antecedent[0] : mention.antecedent[1]].root
            if head.i != token.i and head.pos_ in ("NOUN", "PROPN"):
                return self.fits(head, wanted)
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma.endswith(AGENTIVE) and words.issuperset(nouns("person")):
            return lemma in words or token.lower_ in words or _lexicon.noun_classes().get(lemma) == PERSON
        return lemma in words or token.lower_ in words

    def place(self, token: Token) -> Entity | None:
        """The country, city or region that `token` names, also through a demonym: "Afghan" -> Afghanistan."""
        entity = self.entity(token)
        if entity is not None and entity.id.partition(":")[0] not in ("ethnic_group", "language", "religion", "person"):
            return entity
        return None

    @cached_property
    def topics(self) -> Topics:
        """The country that the text is about."""
        return Topics(self.doc)

    @property
    def topic(self) -> Mention | None:
        """The first plain naming of the country that the document is mostly about, None when that is unclear."""
        return self.topics.topic

    def is_about(self, country: str) -> bool:
        """Whether a text is about one country so clearly that "the president" must be its president."""
        return self.topics.is_about(country)
