"""Names of things as the claims of one text say them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.knowledge.surfaces import division, fold
from pipeline.records import Entity
from pipeline.stages import names
from pipeline.stages.conjugation import unshortened
from pipeline.stages.labels import TITLES
from pipeline.stages.scribe import Scribe

POSSESSIVE = ("PRP$", "WP$")

OPEN = "(unresolved)"  # what stands behind words for which nothing was found
# Words with what they probably stand for, or that nothing explains.
MARKED = re.compile(r"(.+?) \((?:probably (.+)|unresolved)\)")


def possessive(name: str) -> str:
    """A name as an owner: "Peru's", "the Philippines'"; a mark stays behind it: "the club's (unresolved)"."""
    if marked := MARKED.fullmatch(name):
        words, name = marked[1], marked[2]
        return f"{possessive(words)} (probably {possessive(name)})" if name else f"{possessive(words)} (unresolved)"
    return f"{name}'" if name.endswith("s") else f"{name}'s"


# A name in capitals, "KARZAI" and "HU", and no initials or numeral: "JJ", "II".
SHOUTED = re.compile(r"\b(?![IVX]+\b)(?=[A-Z]*[AEIOUY])[A-Z]{2,}\b")


class Naming:
    """Names the entities of one Doc, and keeps what the sentence that is being worded has said.

    `known` is its subject, `said` are its phrases up to now, `leading` is whether the next one goes before the subject.
    `doubts` has how sure it is, from 0 to 1, what each
    expression stands for that was written anew or marked.
    """

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self.known: tuple[int, int] | None = None
        self.said: list[tuple[int, int]] = []
        self.leading = False
        self.begin = len(self.doc)  # of the phrase that is being worded
        self.doubts: dict[int, float] = {}
        self.starting: dict[int, Mention] = {
            m.start: m for m in reversed(self.doc._.mentions) if m.kind != "name" and m.end - m.start <= 2
        }

    def named(self, entity: Entity) -> str:
        """An entity by name, a person as the text calls them in full: "Evo Morales", whatever more names they have."""
        if entity.type != "PERSON":
            if (owned := self._owned_bodies.get(entity.id)) is not None:
                return owned
            if (division := self._divisions.get(entity.id)) is not None:
                return division
            name = names.said(entity)
            return f"the {name}" if name == entity.name and entity.id in self._articled else name
        return self._persons.get(entity.id, entity.name)

    @cached_property
    def _owned_bodies(self) -> dict[str, str]:
        """The bodies that many countries have, with the country whose the text says they are: "Peru's Foreign Ministry"."""
        found: dict[str, str] = {}
        for mention in self.doc._.mentions:
            entity = mention.entity
            if mention.kind != "name" or entity is None or entity.type != "ORG" or not entity.id.startswith("doc:"):
                continue
            if entity.name.rpartition(" ")[2].lower() not in resources.words("offices.toml", "many"):
                continue
            owner = next((c for c in self.doc[mention.root].lefts if c.dep_ == "nmod:poss"), None)
            country = owner is not None and owner.ent_type_ == "GPE" and owner.i < mention.start
            if owner is not None and country:
                words = " ".join(self.doc[owner.left_edge.i : mention.start].text.split())
                found.setdefault(entity.id, f"{words} {entity.name}")
        return found

    @cached_property
    def _divisions(self) -> dict[str, str]:
        """The counties and provinces whose name in the text says that they are one: "Cusco Province", no "Cusco"."""
        found: dict[str, str] = {}
        for mention in self.doc._.mentions:
            entity = mention.entity
            if mention.kind != "name" or entity is None or not entity.id.startswith("division:"):
                continue
            words = " ".join(self.doc[mention.start : mention.end].text.split())
            called = division(words)
            if called is not None and fold(called) == fold(entity.name):
                found.setdefault(entity.id, words)
        return found

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
            inside = words.root.dep_ in TITLES and words.root.head.i >= mention.end
            if words.text.casefold() == entity.name.casefold() and not inside:
                article = next((c for c in words.root.lefts if c.dep_ == "det" and c.lower_ == "the"), None)
                # "The London-based Bo Minerals" has its article for what stands between.
                close = article is not None and article.i == before.i
                counts[entity.id] += close - (article is None)
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
            if words.casefold() == entity.name.casefold() and SHOUTED.search(words) is not None:
                words = entity.name  # "Hamid KARZAI"
            words = SHOUTED.sub(lambda m: m[0].title(), words)
            if " " in words and len(words) > len(found.get(entity.id, "")):
                found[entity.id] = words
        return found

    @cached_property
    def short_names(self) -> dict[int, Mention]:
        """Where a person is called by family or given name alone, whom the text names in full: "the trial of | Quiso |".

        Not so behind a title, "Mr. Quiso", nor before what is called after the person: "the Quiso family", "Quiso's Square".
        """
        found: dict[int, Mention] = {}
        for mention in self.doc._.mentions:
            entity, root = mention.entity, self.doc[mention.root]
            if mention.kind != "name" or entity is None or entity.type != "PERSON" or mention.end - mention.start > 1:
                continue
            full = self._persons.get(entity.id, entity.name if entity.id.startswith("doc:") else "").split()
            short = len(full) > 1 and root.text in (full[0], full[-1])
            before = root.nbor(-1) if root.i > 0 else root
            titled = before.text[0].isupper() and before.i in (root.head.i, *(c.i for c in root.lefts))
            titled = titled or (before.lower_ == "the" and before.head.i == root.i)
            called = root.dep_ in (*TITLES, "amod") or (root.dep_ == "nmod:poss" and root.head.tag_ == "NNP")
            if short and not titled and not called:
                found[root.i] = mention
        return found

    def continued(self, words: str, start: int) -> str:
        """Words that began a sentence as they go on within one."""
        first = self.scribe.sentence(start)[0]
        begins = start == first or (start == first + 1 and self.doc[first].is_quote)
        if not words[:1].isupper() or words[1:2].isupper() or not begins:
            return words
        token = self.doc[start]
        if token.dep_ == "case" and token.ent_iob_ in ("O", ""):
            return words[:1].lower() + words[1:]  # "Near Mosul"
        named = token.pos_ == "PROPN" or token.ent_iob_ not in ("O", "") or token.lower_ == "i"
        if named or not words.startswith(token.text):  # a name, or what the token stands for
            return words
        return words[:1].lower() + words[1:]

    @cached_property
    def written_tokens(self) -> list[str]:
        """Each token with the space behind it; verbs in full, since what stands before them may be written anew."""
        words = [token.text_with_ws for token in self.doc]
        for i in [i for i, word in enumerate(words) if word[0] in "'’"]:
            token = self.doc[i]
            if token.pos_ in ("AUX", "VERB"):
                verbs = (token.head, *token.head.children)  # "it's been", "it's been falling"
                perfect = token.dep_ == "aux" and any(
                    v.tag_ == "VBN" and v.i > token.i and not v.lower_.endswith("ing") for v in verbs
                )
                going = token.dep_ == "aux" and token.head.tag_ == "VBG" and not perfect  # "he's hanging out"
                full = unshortened(token.text, "have" if perfect else "be" if going else token.lemma_)
                words[token.i] = f" {full}{token.whitespace_}" if full != token.text else words[token.i]
        return words

    def owns(self, token: Token) -> bool:
        """Whether a pronoun is a possessive, whatever its tag: not so the "her" of "indicted her"."""
        return token.tag_ in POSSESSIVE and not token.dep_.startswith(("obj", "iobj", "obl"))
