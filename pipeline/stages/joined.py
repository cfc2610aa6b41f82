"""Clauses that say too little, or something else, without the one before them.

"A helicopter crashed, | killing ten": the crash did it. "The blast killed three and | wounded 14 others": others than the three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Fact
from pipeline.stages import together, tree
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
        """The text of a relation whose clause tells what came of the one before it, or what it needs; None for any other."""
        root = tree.clause_head(self.doc[fact.trigger[0]]) if fact.trigger is not None else None
        if root is None:
            return None
        if not _is_outcome(root):
            wholes = (s for s in self.told.get(root.i, ()) if self._is_part(fact, s, root))
            whole = next(wholes, None) if fact.kind == "relation" else None
            return self.wording.clause(whole) if whole is not None else None
        told = (s for s in self.told.get(root.i, ()) if fact.subject[0] <= s.subject.root < fact.subject[1])
        statement = next(told, None)
        text = self.wording.clause(statement) if statement is not None else ""
        joined = self.text(statement, text) if statement is not None else text
        return joined if joined != text else None

    def _is_part(self, fact: Fact, statement: Statement, verb: Token) -> bool:
        """Whether a relation says too little of what its clause says: of "named Bo | minister", "killed | two | Peruvians".

        Or of what two did with one another: "Peru | and Chile | signed a pact".
        """
        own = range(*fact.object) if fact.object is not None else range(0)
        object_ = next((c for c in verb.children if c.dep_ in ("obj", "obl") and c.i in own), None)
        if object_ is None:
            return False
        if fact.modality != statement.proposition.modality or not _holds(statement.subject, fact.subject):
            return False
        if fact.modality != "asserted" and verb.dep_ == "advcl":
            return False  # "is ready to send troops | to help Peru rebuild": no troops were sent
        several = any(c.i < statement.subject.end for c in tree.children(self.doc[statement.subject.root], "conj"))
        direct = object_.dep_ == "obj"
        if several and direct and (together.is_concluded(object_) or together.is_many(object_)):
            return True
        alone = (c for c in verb.rights if c.dep_ == "xcomp" and c.i > object_.i)
        completed = direct and any(tree.child(c, "mark", "case", "aux") is None for c in alone)
        counted = any(c.dep_ == "nummod" for c in object_.lefts)
        return statement.subject.root in range(*fact.subject) and (completed or counted)

    def text(self, statement: Statement, text: str) -> str:
        """The text of a clause with that of the clause before it, where it goes with one; else as it is."""
        root = self.doc[statement.proposition.root]
        outcome = _is_outcome(root)
        if not outcome and not (root.dep_ == "conj" and self._is_of_others(statement)):
            return text
        first = self._one(root.head, statement)
        if first is None or statement.proposition.modality != first.proposition.modality:
            return text
        # What both have in common stands behind the second: "killed six and wounded 14 others | on Sunday".
        first = replace(first, qualifiers=tuple(q for q in first.qualifiers if q.start < statement.proposition.root))
        before, lead = self.text(first, self.wording.clause(first)), f"{self.wording.subject(statement)} "
        participle = outcome or (root.tag_ == "VBG" and _is_outcome(root.head))
        if participle:
            lead = f"{lead}{self.wording.verb(statement)} "
        fronted = text.lower().find(lead.lower())  # "After dark, | a bomb killed three and | wounded 14 others"
        if fronted < 0 or (fronted > 0 and not before.startswith(text[: fronted + len(lead)])):
            return text
        rest = text[fronted + len(lead) :]
        rest = _undoubled(f"{root.text} {rest}", before) if participle else rest
        return f"{before.rstrip('.')}{',' if outcome else ' and'} {rest}"

    def _one(self, verb: Token, statement: Statement) -> Statement | None:
        """The only statement of a verb, about the same as another one; None where it makes several or none."""
        told = [s for s in self.told.get(verb.i, ()) if s.subject == statement.subject]
        return told[0] if len(told) == 1 and verb.i < statement.proposition.root else None

    def _is_of_others(self, statement: Statement) -> bool:
        """Whether a clause tells of others than those of the clause before it: "wounding | 14 others"."""
        object_ = statement.object
        counted = (object_.root, *(t.i for t in _parts(self.doc[object_.root]))) if object_ is not None else ()
        return any(self.doc[i].lower_ in words("words", "others") for i in counted)


def _parts(noun: Token) -> Iterator[Token]:
    """What a number of something counts: the thousands and the others of "tens of | thousands of | others"."""
    of = next((c for c in noun.rights if c.dep_ == "nmod" and tree.case(c) == "of"), None)
    if of is not None:
        yield of
        yield from _parts(of)


def _holds(arg: Arg, part: tuple[int, int]) -> bool:
    return arg.start <= part[0] and part[1] <= arg.end


def _undoubled(text: str, before: str) -> str:
    """A clause without the time at its end that the one before it says, too: "crashed on 5 May, killing ten | on 5 May"."""
    ends = (f" {led} {text.rpartition(f' {led} ')[2]}" for led in ("on", "in", "between") if f" {led} " in text)
    doubled = next((end for end in ends if end.rstrip(".") in before), "")
    return text.removesuffix(doubled)


def _is_outcome(participle: Token) -> bool:
    """Whether a participle tells what came of what happened to its subject, which did not do it: "crashed, | killing ten"."""
    verb = participle.head
    happened = participle.dep_ == "advcl" and participle.tag_ == "VBG" and participle.i > verb.i
    if not happened or verb.lemma_ not in resources.words("control.toml", "happening"):
        return False
    return tree.child(verb, "obj") is None and tree.child(participle, "mark", "aux") is None
