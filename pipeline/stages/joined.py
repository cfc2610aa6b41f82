"""Clauses that say too little, or something else, without the one before them.

"A helicopter crashed, | killing ten": the crash did it. "The blast killed three and | wounded 14 others": others than the three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import tree
from pipeline.stages.drafts import words
from pipeline.stages.statements import Statement
from pipeline.stages.wording import Wording


class Joined:
    """Words such clauses of one Doc together with the one that they go with."""

    def __init__(self, doc: Doc, wording: Wording, told: Mapping[int, Sequence[Statement]]) -> None:
        self.doc = doc
        self.wording = wording
        self.told = told

    def of_fact(self, fact: Fact) -> str | None:
        """The text of a relation whose clause tells what came of the one before it; None for any other."""
        root = tree.clause_head(self.doc[fact.trigger[0]]) if fact.trigger is not None else None
        if root is None or not _is_outcome(root):
            return None
        told = (s for s in self.told.get(root.i, ()) if fact.subject[0] <= s.subject.root < fact.subject[1])
        statement = next(told, None)
        text = self.wording.clause(statement) if statement is not None else ""
        joined = self.text(statement, text) if statement is not None else text
        return joined if joined != text else None

    def text(self, statement: Statement, text: str) -> str:
        """The text of a clause with that of the clause before it, where it goes with one; else as it is."""
        root = self.doc[statement.proposition.root]
        outcome = _is_outcome(root)
        if not outcome and not (root.dep_ == "conj" and self._is_of_others(statement)):
            return text
        first = self._one(root.head, statement)
        if first is None or statement.proposition.modality != first.proposition.modality:
            return text
        before, lead = self.text(first, self.wording.clause(first)), f"{self.wording.subject(statement)} "
        participle = outcome or (root.tag_ == "VBG" and _is_outcome(root.head))
        if participle:
            lead = f"{lead}{self.wording.verb(statement)} "
        if not text.startswith(lead):
            return text
        rest = text.removeprefix(lead)
        rest = f"{root.text} {rest}" if participle else rest
        return f"{before.rstrip('.')}{',' if outcome else ' and'} {rest}"

    def _one(self, verb: Token, statement: Statement) -> Statement | None:
        """The only statement of a verb, about the same as another one; None where it makes several or none."""
        told = [s for s in self.told.get(verb.i, ()) if s.subject == statement.subject]
        return told[0] if len(told) == 1 and verb.i < statement.proposition.root else None

    def _is_of_others(self, statement: Statement) -> bool:
        """Whether a clause tells of others than those of the clause before it: "wounding | 14 others"."""
        object_ = statement.object
        return object_ is not None and self.doc[object_.root].lower_ in words("words", "others")


def _is_outcome(participle: Token) -> bool:
    """Whether a participle tells what came of what happened to its subject, which did not do it: "crashed, | killing ten"."""
    verb = participle.head
    happened = participle.dep_ == "advcl" and participle.tag_ == "VBG" and participle.i > verb.i
    if not happened or verb.lemma_ not in resources.words("control.toml", "happening"):
        return False
    return tree.child(verb, "obj") is None and tree.child(participle, "mark", "aux") is None
