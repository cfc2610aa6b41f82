"""Whether a clause is only what somebody does not say or hold: "doubts | that it sold arms", "no sign | that it works"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import clauses, reported, tree

CONTENT = ("ccomp", "csubj", "csubj:pass", "acl", "acl:relcl")


@cache
def _words(kind: str) -> frozenset[str]:
    return resources.words("modality.toml", "disowning", kind)


def is_disowned(head: Token) -> bool:
    """Whether the clause headed by `head` stands under a word that denies it, so that the text does not say it."""
    if reported.is_cleared(head):
        return True
    while head.dep_ in ("xcomp", "conj") and head.head.i != head.i:
        head = head.head
    if head.dep_ not in CONTENT or head.head.i == head.i:
        return False
    above = head.head
    if head.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.lefts) and _is_lacked(above):
        return True
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in head.lefts)
    if head.dep_ in ("acl", "acl:relcl"):
        bare = (
            head.dep_ == "acl" and tree.child(head, "nsubj", "nsubj:pass", "expl") is not None
        )  # "no sign | rates will fall"
        return (marked or bare) and above.pos_ == "NOUN" and _is_denied_noun(above)
    if head.i < above.i or any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in head.lefts):
        return False  # 'he "left", it did not say': what comes first is said
    if tree.child(above, "cop") is not None or above.pos_ == "ADJ":
        word = above.lower_
        return marked and (word in _words("false") or (word in _words("true") and clauses.is_negated(above)))
    if not tree.is_verbal(above):
        return False
    lemma = above.lemma_.lower()
    if lemma == "deny" and not clauses.is_negated(above):
        return False  # "denied that it had won": says that it had not
    return lemma in _words("verbs") or (marked and lemma in _words("open") and clauses.is_negated(above))


def is_near_miss(head: Token) -> bool:
    """Whether what stands before a verb says that it did not quite happen: "nearly | collapsed", "was to have | opened"."""
    before = head.nbor(-1) if head.i > 0 else head
    auxiliaries = [c for c in head.lefts if c.dep_.startswith("aux")]
    meant = any(c.lower_ in ("was", "were") and c.nbor(1).lower_ == "to" for c in auxiliaries)
    if meant and any(c.lower_ == "have" for c in auxiliaries):
        return True
    return before.dep_ == "advmod" and before.head.i == head.i and before.lower_ in _words("nearly")


def _is_lacked(noun: Token) -> bool:
    """Whether somebody has not got what an infinitive tells of: "has no | means | to force Iran to stop"."""
    return tree.is_verbal(noun.head) and noun.dep_ == "obj" and clauses.is_negated(noun.head)


def _is_denied_noun(noun: Token) -> bool:
    """Whether what a noun is of is denied: "no | evidence", "rejected | the claim", "it is a | myth"."""
    lemma = noun.lemma_.lower()
    if lemma in _words("false"):
        return True
    if any(c.dep_ == "det" and c.lower_ in ("no", "little", "neither") for c in noun.lefts):
        return lemma in _words("grounds")
    verb = noun.head
    if not tree.is_verbal(verb) or noun.dep_ not in ("obj", "nsubj:pass"):
        return False
    if verb.lemma_.lower() in _words("verbs"):
        return True
    return lemma in _words("grounds") and clauses.is_negated(verb)
