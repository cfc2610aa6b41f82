"""Clauses of what is not so, or not yet, which are told only with what they hang on: "if he | goes |", "asked Peru to let ships | dock |"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import clauses, modalities, tree
from pipeline.stages.adjuncts import is_purpose


def is_condition(verb: Token) -> bool:
    """Whether a clause is what something else depends on, and is told with that: "if | he goes |", "if they | want to leave |"."""
    while verb.dep_ in ("xcomp", "conj") and not modalities.is_condition(verb) and verb.head.i != verb.i:
        verb = verb.head
    return modalities.is_condition(verb)


def is_given(verb: Token) -> bool:
    """Whether an infinitive is what somebody would make or let others do: "asked Peru to let ships | dock |", "would have let them | vote |".

    It is told with what leads to it.
    """
    above = verb.head
    if verb.dep_ != "xcomp" or verb.tag_ != "VB" or not tree.is_verbal(above):
        return False
    given = any(c.dep_ in ("obj", "iobj") and c.i < verb.i for c in above.rights)
    if not given or tree.child(verb, "cop") is not None:
        return False
    bare = tree.child(verb, "mark") is None
    if bare and modalities.modality(verb) == "desired" and not clauses.is_negated(above):
        return False  # "told the state to let prices | rise |": they should rise
    if above.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "mark" for c in above.lefts):
        return modalities.modality(above) != "asserted"
    auxiliaries = [c for part in (above, tree.first_conjunct(above)) for c in tree.children(part, "aux")]
    unreal = {c.tag_ for c in auxiliaries if c.lower_ == "have"} and any(c.tag_ == "MD" for c in auxiliaries)
    return bool(unreal) and bare


def is_aim_of(verb: Token, subject: int) -> bool:
    """Whether an infinitive says what its subject did something for: "went to Lima | to visit | her mother".

    Not what somebody else is asked to do, "urged | Peru | to leave".
    """
    verb = tree.first_conjunct(verb)
    above = verb.head
    aim = is_purpose(verb) and verb.tag_ == "VB" and tree.is_verbal(above)
    return aim and subject not in (c.i for c in above.rights) and tree.child(verb, "nsubj", "nsubj:pass") is None


def is_waited_for(verb: Token) -> bool:
    """Whether a clause says until when something goes on, and need not come true: "until | they can be sure"."""
    marks = {c.lower_ for c in verb.lefts if c.dep_ in ("mark", "aux")}
    return verb.dep_ == "advcl" and "until" in marks and not marks.isdisjoint(("can", "could", "will", "would", "may"))


def is_imagined(participle: Token) -> bool:
    """Whether a participle or relative clause tells of what is only in what may be, or is not.

    "Could turn into a form | passed among humans", "may turn into a form | that could spread".
    """
    if participle.dep_ == "conj":
        participle = tree.first_conjunct(participle)
    noun = participle.head
    relative = participle.dep_ == "acl:relcl" and _is_of_prospect(participle)
    if not (participle.dep_ == "acl" or relative) or noun.tag_ != "NN":
        return False
    above = noun
    while above.dep_ == "nmod" and tree.case(above) in ("in", "of", "for"):
        above = above.head  # "is set to become minister in a government | led by Ana Bo"
    if above.dep_ not in ("obj", "obl", "xcomp"):
        return False
    a = any(c.dep_ == "det" and c.lower_ in ("a", "an", "any", "no") for c in noun.lefts)
    if not a or is_parted(participle):
        return False
    dated = any(t.tag_ == "CD" for t in participle.doc[participle.i : participle.right_edge.i])
    if (
        dated
        or tree.child(participle, "obl:unmarked") is not None
        or any(c.lower_ == "being" for c in participle.lefts)
    ):
        return False  # "ignored a warning | issued five days before", "a line | being built": there it is
    clause = above if above.dep_ == "xcomp" and above.i != noun.i else above.head
    return modalities.modality(clause) != "asserted" or clauses.is_negated(clause)


def _is_of_prospect(clause: Token) -> bool:
    """Whether a relative clause says what something can do or will: "a form | that could spread |"."""
    auxiliaries = tree.children(clause, "aux")
    return any(c.tag_ == "MD" for c in auxiliaries) and not any(c.lower_ == "have" for c in auxiliaries)


def is_parted(clause: Token) -> bool:
    """Whether a comma stands before a clause."""
    first = clause.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
