"""Whether an expression takes up what the sentence that is being worded has said already."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Mention
from pipeline.stages import relatives, tree
from pipeline.stages.dating import Dating
from pipeline.stages.demonstratives import DOUBTFUL, Demonstrative
from pipeline.stages.referents import pronouns

# Tokens of a phrase that are looked through for what a pronoun takes up: so that time is linear in its length.
REACH = 80
NOMINAL = ("NOUN", "PROPN", "PRON")
_DECADE = re.compile(r"\d0s")  # of somebody's life
# What begins the clause that an empty "it" stands for.
EMPTY = frozenset({"that", "whether", "before", "for", "to"})


class Repeating(Dating):
    """Compares the mentions of one Doc with the words of a sentence."""

    def is_plain(self, mention: Mention, start: int) -> bool:
        """Whether a pronoun in the phrase that begins at token `start` is best left as it is written."""
        i = mention.start
        if mention.kind != "pronoun":
            return False
        if self._is_in_title(i):
            return True
        if self.doc[mention.root].tag_ == "PRP" and self.doc[mention.root].lower_.endswith(("self", "selves")):
            return True  # "devoted himself to politics": whoever did
        relative = self.doc[i].tag_ in ("WDT", "WP", "WP$")
        taken_up = (*(mention.antecedent or ())[:1], relatives.relativised(self.doc[i]).i)
        if relative and any(place in range(start, i) for place in taken_up):
            return True  # the phrase that it takes up stands before it in this one
        if self._is_of_age(i):
            return True
        said = [*self.said, (start, i)]
        if self._is_said(mention, said) or self._is_part(mention, said):
            return True
        before = i > start or self.said or self.known is not None
        if before and mention.end < len(self.doc) and self.doc[mention.end].lower_ == "own":
            return True  # "fought their own government": it says itself whose
        emphatic = self.doc[i].lower_.endswith(("self", "selves"))
        return i > start and emphatic and self.doc[i - 1].pos_ in NOMINAL  # "they themselves"

    def _is_of_age(self, i: int) -> bool:
        """Whether a possessive stands for whom a clause or phrase tells how old they are: "Ana Bo, in | her | late eighties"."""
        noun = self.doc[i].head
        aged = noun.i > i and (noun.lower_ in resources.table("times.toml")["decades"] or _DECADE.fullmatch(noun.text))
        return bool(aged) and i > 0 and self.doc[i - 1].lower_ == "in" and self.doc[i].dep_ == "nmod:poss"

    def _is_in_title(self, i: int) -> bool:
        """Whether a word with a capital behind another one is part of a title: "Until It Sleeps"."""
        word, before = self.doc[i], self.doc[i - 1] if i else None
        inner = before is not None and before.text.istitle() and not before.is_punct
        return (
            inner
            and word.text.istitle()
            and word.lower_ != "i"
            and i + 1 < len(self.doc)
            and word.nbor(1).text.istitle()
        )

    def _is_said(self, mention: Mention, phrases: list[tuple[int, int]]) -> bool:
        """Whether a pronoun takes up what the sentence has said before it, and nothing else that it could be.

        So "Ama's death was announced by her daughter" keeps its pronoun, and "Ama told Esi that Esi won" has none.
        """
        word = self.doc[mention.start].lower_
        if (
            mention.score < DOUBTFUL
            or (mention.entity is None and mention.antecedent is None)
            or word in pronouns("who")
        ):
            return False
        same = False
        for start, end in phrases:
            stop = min(end, mention.start) if start <= mention.start else end
            for i in range(max(start, stop - REACH), stop):
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
        ends = ((low, min(high, i - 1)) for low, high in phrases)
        values = (self.scribe.values.get(t) for low, high in ends for t in range(max(low, high - REACH), high))
        return any(v is not None and v.root != self.doc[i].head.i and v.end < i - 1 for v in values)

    def _are_one(self, mention: Mention, other: Mention) -> bool:
        """Whether two mentions stand for one thing, as far as is known."""
        if mention.entity is not None and mention.entity == other.entity:
            return True
        return mention.antecedent is not None and mention.antecedent == other.antecedent

    def _agrees(self, pronoun: Mention, other: Mention) -> bool:
        """Whether a pronoun could stand for a mention, by its number and by what it is."""
        word, root = self.doc[pronoun.start].lower_, self.doc[other.root]
        person = self.scribe.referents.fits(root, "person")
        if word in pronouns("he"):
            return person
        plural = root.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in root.children)
        return not person and (plural == (word in pronouns("they")))

    def is_subject(self, other: Mention) -> bool:
        """Whether a mention is, or names, the subject of the sentence being worded."""
        if self.known is None:
            return False
        subject = self.scribe.referents.by_root.get(self.scribe.head(*self.known).i)
        same = subject is not None and subject.entity is not None and subject.entity == other.entity
        return same or self.known[0] <= other.root < self.known[1]

    def is_beside_subject(self, mention: Mention) -> bool:
        """Whether a mention stands in the same clause as the subject of the sentence being worded."""
        if self.known is None:
            return False
        heads = (self.doc[mention.root].head, self.scribe.head(*self.known).head)
        return tree.clause_head(heads[0]).i == tree.clause_head(heads[1]).i

    def is_known(self, mention: Mention) -> bool:
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

    def is_empty(self, mention: Mention) -> bool:
        """Whether "it" stands for nothing: "it is clear that prices rose", "it was the first time that Peru won"."""
        word = self.doc[mention.start]
        head = word.head
        if word.lower_ == "it" and word.dep_ == "obj" and head.lemma_ == "make" and word.i == head.i + 1:
            following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
            return following.pos_ in ("ADP", "ADV") or following.lower_ in (
                "clear",
                "possible",
                "easier",
                "harder",
                "difficult",
            )
        if word.lower_ == "it" and word.dep_.startswith("nsubj") and self._is_impersonal(head):
            return True
        if word.lower_ != "it" or tree.child(head, "cop") is None:
            return False
        clauses = (c for c in head.rights if c.dep_ in ("ccomp", "csubj", "advcl", "acl", "acl:relcl"))
        first = next((c.left_edge.lower_ for c in clauses), "")
        empty = resources.table("coreference.toml")["empty"]
        if first in empty["bounds"] and head.lemma_ in resources.words("times.toml", "told", "spans"):
            return True  # "it may be weeks before they return"
        return first in EMPTY and (head.pos_ == "ADJ" or head.lemma_ in ("time", "matter", "case", "fact"))

    @staticmethod
    def _is_impersonal(verb: Token) -> bool:
        """Whether "it" is the subject of no more than what a clause behind its verb says: "it was decided to", "it turned out"."""
        words = resources.table("coreference.toml")["empty"]
        if verb.lemma_ in words["weather"]:
            return True  # "it rained"
        kinds = {c.dep_ for c in verb.rights}
        if verb.tag_ == "VBN":
            told = verb.lemma_ in words["told"] and "ccomp" in kinds
            return "obj" not in kinds and (told or (verb.lemma_ in words["decided"] and "xcomp" in kinds))
        return verb.lemma_ in words["verbs"] and "ccomp" in kinds

    def is_beside_person(self, mention: Mention) -> bool:
        """Whether "he" or "she" stands behind the one person whom a sentence has named: it says as much as the text does."""
        if self.doc[mention.start].lower_ not in pronouns("he"):
            return False
        before = (
            i for low, high in [*self.said, (self.begin, mention.start)] for i in range(low, min(high, mention.start))
        )
        named = {
            m.start for i in before if (m := self.scribe.referents.inside.get(i)) is not None and m.type == "PERSON"
        }
        return len(named) == 1

    def is_beside_noun(self, mention: Mention) -> bool:
        """Whether "they" or "its" stands behind the nouns of its sentence that it may take up, all of which the claim says.

        On GUM train and dev 110 of 129 take up something of their sentence (`benchmarks/coreference.py`).
        """
        i = mention.start
        before = self.scribe.referents.nouns_before(i)
        said = [*self.said, (self.begin, i)]
        return bool(before) and all(any(low <= j < high for low, high in said) for j in before)

    def is_repeated(self, pointing: Demonstrative, start: int) -> bool:
        """Whether a sentence, or its phrase from token `start` on, has said the noun of "the boat" before."""
        noun = self.doc[pointing.root].lemma_
        before = (
            i for low, high in [*self.said, (start, pointing.start)] for i in range(low, min(high, pointing.start))
        )
        return any(self.doc[i].lemma_ == noun and self.doc[i].tag_ in ("NN", "NNS") for i in before)

    def is_told(self, pointing: Demonstrative) -> bool:
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
