"""Phrases that a clause has in common with another one, which holds them: "signed and ratified the treaty"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import clauses, tree
from pipeline.stages.arguments import argument

MOVING = ("come", "go")  # "come and tour the company"
SHARED_CASES = ("in", "at", "on", "near", "during")


def shared(head: Token) -> Iterator[Arg]:
    """What holds for several objects and hangs on one of them: "gave food and money | to the poor"."""
    first = tree.child(head, "obj")
    items = list(tree.coordinated(first)) if first is not None and tree.child(first, "conj") is not None else []
    if first is None or len(items) < 2:
        return
    for part in (*first.rights, *items[-1].rights):
        if part.dep_ != "nmod" or part.left_edge.i < items[-1].i:
            continue
        case = tree.case(part)
        given = case == "to" and head.lemma_.lower() in resources.words("control.toml", "giving")
        if given or (part.head.i == first.i and case not in (None, "of")):
            yield argument(part, "oblique", preposition=case)


def shared_adjuncts(head: Token) -> list[Token]:
    """Where and when two passives side by side happened, "was born | and raised in Hohhot", or what befell two groups did."""
    passive, verb = clauses.is_passive(head), _is_befalling(head)
    if passive and (second := _gapped(head)) is not None:
        own = any(tree.base(c.dep_) == "obl" and head.i < c.i < second.i for c in head.rights)
        behind = [c for c in second.rights if tree.base(c.dep_) == "obl"]
        return [] if own else [c for c in behind if tree.case(c) in SHARED_CASES or c.dep_ == "obl:unmarked"]
    if not (passive or verb) or any(tree.base(c.dep_) == "obl" and c.i > head.i for c in head.children):
        return []
    joined = [c for c in head.rights if c.dep_ == "conj" and c.tag_ == head.tag_]
    beside = [c for c in joined if passive and c.i == head.i + 2] or [c for c in joined if verb and _is_befalling(c)]
    behind = [c for second in beside[:1] for c in second.rights if tree.base(c.dep_) == "obl"]
    shared = [c for c in behind if tree.case(c) in SHARED_CASES or (verb and c.dep_ == "obl:unmarked")]
    return shared if verb else shared[:1]


def _gapped(head: Token) -> Token | None:
    """A second participle with a subject of its own that leaves its auxiliary out: "ten were killed and six | wounded | in Lima"."""
    joined = (c for c in head.rights if c.dep_ == "conj" and tree.child(c, "aux", "cop") is None)
    return next((c for c in joined if any(p.dep_ == "nsubj:pass" for p in c.lefts)), None)


def _is_befalling(verb: Token) -> bool:
    """Whether a verb says how many something struck: "killed six", "destroyed 300 homes"."""
    obj = tree.child(verb, "obj") if verb.lemma_ in resources.words("control.toml", "striking") else None
    return obj is not None and (obj.like_num or tree.child(obj, "nummod") is not None)


def shared_object(head: Token) -> Token | None:
    """The object that two verbs joined side by side have in common: "signed and ratified the treaty"."""
    if clauses.is_passive(head) or tree.child(head, "obj", "xcomp", "ccomp", "obl") is not None:
        return None
    other = tree.first_conjunct(head) if head.dep_ == "conj" else tree.child(head, "conj")
    if other is None or not tree.is_verbal(other) or clauses.is_passive(other) or not _alike(other, head):
        return None
    first, second = (other, head) if other.i < head.i else (head, other)
    if second.i != first.i + 2 or first.nbor(1).dep_ != "cc" or first.lemma_ in MOVING:
        return None
    obj = tree.child(other, "obj")
    spans = resources.words("times.toml", "told", "spans")
    lasting = obj is not None and obj.lemma_ in spans  # "debuted and spent four weeks at number one"
    return obj if obj is not None and obj.left_edge.i == second.i + 1 and not lasting else None


def _alike(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs have the same form; taggers confuse the past tense and the participle."""
    bare = not any(c.dep_ in ("aux", "aux:pass", "nsubj") for c in max(one, other, key=lambda t: t.i).children)
    return bare and (one.tag_ == other.tag_ or {one.tag_, other.tag_} == {"VBD", "VBN"})
