"""The words of a proposition that say the relation: the verb group with its adverbs, the verbs that govern it
("wants to join"), and the preposition or "that" which leads to the object ("returned to")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline.annotations import Arg, Proposition
from pipeline.stages import clauses, tree

# As many words may stand between the words of one verb group ("has since been led", "is, he said, led").
MAX_GAP = 3
DIRECT = ("object", "complement", "agent", "iobject")


@dataclass(frozen=True, slots=True)
class RelationPhrase:
    """Tokens `[start, end)` with the normal form, the object that they lead to, and arguments that they hold."""

    start: int
    end: int
    label: str
    object: Arg | None
    taken: tuple[Arg, ...] = ()


def governed(root: Token, propositions: Mapping[int, Proposition]) -> Token | None:
    """The infinitive or predicate that makes one relation phrase with the verb `root` before it; None without one."""
    below = next((c for c in root.rights if c.dep_ == "xcomp" and is_clausal(c)), None)
    if below is None or below.i not in propositions or tree.child(root, "obj", "iobj") is not None:
        return None
    return below if below.left_edge.i - root.i <= MAX_GAP else None


def chain(root: Token, propositions: Mapping[int, Proposition]) -> list[Token]:
    """`root` and the verbs above it that make one relation phrase with it, lowest first."""
    found = [root]
    while root.dep_ == "xcomp" and root.head.i in propositions and governed(root.head, propositions) == root:
        root = root.head
        found.append(root)
    return found


def is_clausal(token: Token) -> bool:
    """Whether a governed complement has a verb of its own: "to join", "to be influential"."""
    return tree.is_verbal(token) or (tree.child(token, "cop") is not None and tree.child(token, "mark") is not None)


def read(
    proposition: Proposition, verbs: Sequence[Token], others: Sequence[Arg], times: frozenset[int]
) -> RelationPhrase:
    """The relation phrase of a proposition whose verbs, from `chain`, are given, with its object among `others`.

    times: roots of time expressions, which stay what they are: circumstances.
    """
    start, end = _run(proposition, verbs)
    doc, label = verbs[0].doc, proposition.lemma
    object_ = next((a for role in DIRECT for a in others if a.role == role), None)
    if end < len(doc) and _is_adverb(doc[end], range(start, end)):
        end += 1
    if object_ is None or object_.role == "agent":
        near = _led(others, end, verbs[0], times)
        if near is not None:
            return _to(doc, start, label, near)
    elif object_.role == "complement" and object_.preposition is not None and _leads(object_, end, verbs[0]):
        return _to(doc, start, label, object_)
    elif object_.role == "complement" and object_.end == object_.root + 1 and doc[object_.root].pos_ == "ADJ":
        # "is familiar with the town", but "is cheap in Khartoum": a place is a circumstance.
        places = frozenset(a.root for a in others if doc[a.root].ent_type_ in tree.PLACES)
        near = _led(others, object_.end, verbs[0], times | places)
        if near is not None:
            return _to(doc, start, label, near, object_)
    elif (
        object_.role == "complement"
        and object_.start == end
        and doc[end].dep_ == "mark"
        and (
            doc[end].head.dep_ != "advcl" or doc[end].head.i == object_.root
        )  # not "says | if it rains, they will stay"
        and doc[end].n_rights == 0  # not "says | now that it is open, it pays"
        and object_.end > end + 1
    ):
        said = replace(object_, start=end + 1)
        return RelationPhrase(start, end + 1, f"{label} {doc[end].lower_}", said, (object_,))
    start, end = (
        (start, end) if object_ is None or object_.start >= end or object_.end <= start else _run(proposition, verbs)
    )
    return RelationPhrase(start, end, label, object_)


def _to(doc: Doc, start: int, label: str, object_: Arg, *taken: Arg) -> RelationPhrase:
    """A relation phrase from token `start` that ends with the preposition of its object."""
    role = "complement" if object_.role == "complement" else "object"
    plain = replace(object_, role=role, preposition=None)  # type: ignore[arg-type]
    end = object_.start
    while doc[end - 1].dep_ == tree.BOTH:
        end -= 1
    return RelationPhrase(start, end, f"{label} {object_.preposition}", plain, taken)


def _run(proposition: Proposition, verbs: Sequence[Token]) -> tuple[int, int]:
    """The unbroken tokens of the verb group and of what governs it, with the adverbs before them."""
    doc = verbs[0].doc
    members = set(proposition.predicate) or {proposition.root}
    for token in verbs:
        members.update(clauses.verb_group(token))
    for token in verbs[:-1]:
        members.update(c.i for c in token.children if c.dep_ == "mark")
    members.update(token.i for token in verbs[1:])
    start, end = min(members), max(members) + 1
    broken = any(a.start < end and start < a.end and a.root not in members for a in proposition.arguments)
    if broken or end - start - len(members) > MAX_GAP:
        start = proposition.root if proposition.root in members else max(members)
        end = start + 1
        while start - 1 in members:
            start -= 1
        while end in members:
            end += 1
    heads = [token.i for token in verbs]
    while start > 0 and _is_adverb(doc[start - 1], heads):
        start -= 1
    return start, end


def _is_adverb(token: Token, heads: Sequence[int]) -> bool:
    """Whether a word beside the verb group is an adverb of it: "sharply", "also", "never"."""
    lone = token.n_lefts + token.n_rights == 0
    plain = token.dep_ == "advmod" and token.pos_ == "ADV" and token.tag_ != "WRB"  # "broke | when hit"
    return lone and plain and token.head.i in heads


def _led(others: Sequence[Arg], end: int, verb: Token, times: frozenset[int]) -> Arg | None:
    """The prepositional phrase that follows token `end` at once; a time is no object."""
    near = (a for a in others if a.role in ("oblique", "agent") and a.root not in times)
    return next((a for a in near if _leads(a, end, verb)), None)


def _leads(arg: Arg, end: int, verb: Token) -> bool:
    """Whether nothing but the preposition of `arg` stands between token `end` and its phrase."""
    between = range(end, arg.start)
    return (
        bool(between)
        and arg.preposition is not None
        and all(verb.doc[i].dep_ in ("case", "fixed", tree.BOTH) for i in between)
    )
