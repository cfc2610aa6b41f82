"""The number and person of a verb by its subject: "20 percent of the land | is", "a third of the signals | are", "I | am"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import _lexicon, coordination, tree
from pipeline.stages.conjugation import agreeing
from pipeline.stages.slots import Slots
from pipeline.stages.statements import Statement

# "The minister and I are": "I am".
FIRST_PERSON = {"are": "am", "were": "was"}


class Agreement(Slots):
    """Makes the verbs of one Doc agree with their subjects."""

    def _agreeing(self, verb: str, statement: Statement, plural: bool) -> str:
        """A finite plural form in the number and person of the subject of a statement."""
        return FIRST_PERSON.get(verb.lower(), verb) if self._is_first(statement) else agreeing(verb, plural)

    def _is_first(self, statement: Statement) -> bool:
        subject = self.doc[statement.subject.root]
        return subject.tag_ == "PRP" and subject.lower_ == "i"

    @staticmethod
    def _is_single(name: Token, statement: Statement) -> bool:
        """Whether a name without "the" is one thing by what stands behind it: "Inti Raymi, the feast of the sun"."""
        noun = statement.object
        if statement.proposition.kind != "apposition" or noun is None or name.tag_ != "NNP":
            return False
        said = name.doc[noun.root]
        people = _lexicon.noun_classes().get(said.lemma_.lower(), 0) & (_lexicon.PERSON | _lexicon.GROUP)
        return said.tag_ == "NN" and tree.child(name, "det") is None and not people

    def _is_many(self, statement: Statement) -> bool:
        """Whether the subject of a statement takes a plural verb; one of several coordinated ones counts alone."""
        head = self.doc[statement.subject.root]
        if head.lower_ in ("%", "percent", "cent") and any(
            c.dep_ == "nmod" and tree.case(c) == "of" for c in head.rights
        ):
            return self.is_share_of_many(head)  # "20 percent of the land is"
        numbers = (c for c in head.children if c.dep_ == "nummod" and self.scribe.adjuncts.time(c) is None)
        counted = head.tag_ != "NN" and any(c.lower_ not in ("one", "1") for c in numbers)
        several = any(c.dep_ == "conj" and c.i < statement.subject.end for c in head.children)
        several = several and not (coordination.is_alternative(head) and head.tag_ in ("NN", "NNP"))  # "Bo or Li is"
        if not (several or counted) and (body := self.is_body(head)) is not None:
            return not body
        mention = self.scribe.referents.mention(head)
        people = mention is not None and mention.type == "NORP" and mention.kind == "name"
        return (
            head.tag_ in ("NNS", "NNPS")
            or (head.tag_ == "CD" and head.lower_ not in ("one", "1"))  # "one of the bodies was"
            or self.is_share_of_many(head)
            or (people and head.pos_ == "PROPN" and not self._is_single(head, statement))
            or head.lower_ in ("we", "they", "you", "them", "us", "those", "these")
            or (head.lower_ == "all" and head.tag_ == "DT" and any(c.lower_ == "those" for c in head.children))
            or counted
            or several
        )
