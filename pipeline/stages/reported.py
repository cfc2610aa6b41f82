"""Who says a clause, and whether it is only said: "Peru left, officials said", "was criticised for being careless"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Said
from pipeline.stages import tree
from pipeline.stages.clauses import NOBODY


@cache
def _attribution() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in resources.table("attribution.toml").items()}


def is_blamed(head: Token) -> bool:
    """Whether a clause says what somebody is blamed for, which need not be so: "was criticised for being careless"."""
    blamed = head.dep_ in ("advcl", "ccomp", "xcomp") and head.head.lemma_.lower() in _attribution()["blaming"]
    return blamed and tree.child(head, "cop") is not None and any(c.dep_ == "mark" for c in head.lefts)


def is_charged(head: Token) -> bool:
    """Whether a gerund says what somebody is only accused of: "is suspected | of killing a judge"."""
    return _is_gerund_under(head, "charging")


def is_cleared(head: Token) -> bool:
    """Whether a gerund says what somebody did not do, as a court has found: "was acquitted | of killing a judge"."""
    return _is_gerund_under(head, "clearing")


def _is_gerund_under(head: Token, kind: str) -> bool:
    if head.tag_ != "VBG" or head.dep_ not in ("advcl", "xcomp", "conj"):
        return False
    head = tree.first_conjunct(head)
    return head.head.lemma_.lower() in _attribution()[kind] and any(c.dep_ == "mark" for c in head.lefts)


def attribution(head: Token) -> Said | None:
    """Who is said to say the clause: the subject of a verb of saying above it, or of "according to"."""
    table = _attribution()
    node, steps = head, 0
    while node.head.i != node.i and steps < 12:
        above = node.head
        if node.dep_ in ("ccomp", "parataxis") and above.lemma_.lower() in table["verbs"]:
            source = tree.child(above, "nsubj", "nsubj:pass")
            if above.lemma_.lower() not in table["factive"] and (
                source is None or source.lower_ not in ("it", "that", "which", *NOBODY)
            ):
                return Said(tree.phrase(source) if source is not None else None, (above.i, above.i + 1))
        if node.dep_ == "parataxis" and _says(above) is None and (said := _says(node)) is not None and node.i != head.i:
            return said
        node, steps = above, steps + 1
    # "X fell, officials said": the saying hangs below the clause that it reports.
    for top in (head, node):
        for part in top.children:
            if part.dep_ == "parataxis" and (said := _says(part)) is not None:
                return said
            if part.dep_ == "obl" and tree.case(part) in table["prepositions"]:
                marker = next(c for c in part.children if c.dep_ == "case")
                return Said(tree.phrase(part), (marker.i, part.left_edge.i + 2))
            if part.dep_ == "advmod" and part.lower_ in table["adverbs"]:
                return Said(None, (part.i, part.i + 1))
    return None


def is_saying(verb: Token) -> bool:
    """Whether a verb tells what somebody says or thinks."""
    return tree.is_verbal(verb) and verb.lemma_.lower() in _attribution()["verbs"]


def reported_of(day: Token) -> Token | None:
    """The clause in the past to which a day belongs that stands before who says it in the present: "Friday, police say | two died".

    None for any other phrase: what was said on Friday is told with "said".
    """
    verb = day.head
    if day.lower_ not in _days() or verb.tag_ not in ("VBP", "VBZ") or tree.base(day.dep_) != "obl":
        return None
    source = tree.child(verb, "nsubj")
    if source is None or day.i > source.i or not is_saying(verb) or tree.case(day) not in (None, "on"):
        return None
    said = tree.child(verb, "ccomp")
    past = said is not None and any(t.tag_ == "VBD" for t in (said, *tree.children(said, "aux", "aux:pass", "cop")))
    dated = said is not None and any(c.lower_ in _days() for c in said.children)
    return said if past and not dated else None


def day_before(head: Token) -> Token | None:
    """The day of a clause that stands before who says it: "| Friday |, police say two died"."""
    if head.dep_ != "ccomp":
        return None
    return next((c for c in head.head.lefts if c.lower_ in _days() and reported_of(c) == head), None)


@cache
def _days() -> frozenset[str]:
    table = resources.table("times.toml")
    return frozenset(table["weekdays"]) | {"yesterday"}


def _says(verb: Token) -> Said | None:
    table = _attribution()
    if verb.lemma_.lower() not in table["verbs"] or tree.child(verb, "ccomp", "obj") is not None:
        return None
    source = tree.child(verb, "nsubj")
    return Said(tree.phrase(source), (verb.i, verb.i + 1)) if source is not None else None
