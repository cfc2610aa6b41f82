"""Who says a clause, and whether it is only said: "Peru left, officials said", "was criticised for being careless"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Said
from pipeline.stages import clauses, tree
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
        if (said := _held(node) or _held_to_be(node) or _in_report(node)) is not None:
            return said
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


def _held(clause: Token) -> Said | None:
    """Who says or thinks what a clause says, by the verb above it: "Peru admitted | it had lost |", "was sure | it had won |"."""
    above, table = clause.head, _attribution()
    lemma = above.lemma_.lower()
    thinks = clause.dep_ == "ccomp" and (lemma in table["thinking"] or above.lower_ in table["minded"])
    if not thinks and (clause.dep_ not in ("ccomp", "parataxis") or lemma not in table["verbs"]):
        return None
    minding = above.head if above.dep_ == "xcomp" and tree.child(above, "nsubj", "nsubj:pass") is None else above
    source = tree.child(minding, "nsubj", "nsubj:pass")
    if source is None and above.tag_ in ("VB", "VBP", "NN", "NNP") and above.dep_ in ("ROOT", "dep"):
        return None  # "Note: the bank has closed"
    if lemma in table["factive"] or (
        source is not None and source.lower_ in ("it", "that", "which", "you", "one", *NOBODY)
    ):
        return None
    if source is not None and clauses.is_passive(minding) and lemma not in table["minded"]:
        source = tree.child(above, "obl:agent")  # "was told by Peru | that it had lost |", "is projected | to rise |"
    return Said(tree.phrase(source) if source is not None else None, (above.i, above.i + 1))


def is_held(clause: Token) -> bool:
    """Whether an infinitive says what something is held to do: "is considered by many | to play a role |"."""
    infinitive = clause.dep_ in ("advcl", "xcomp") and any(c.dep_ == "mark" and c.lower_ == "to" for c in clause.lefts)
    above = clause.head
    return infinitive and above.lemma_.lower() in _attribution()["holding"] and clauses.is_passive(above)


def _held_to_be(clause: Token) -> Said | None:
    if not is_held(clause):
        return None
    source = tree.child(clause.head, "obl:agent")
    return Said(tree.phrase(source) if source is not None else None, (clause.head.i, clause.head.i + 1))


def _in_report(clause: Token) -> Said | None:
    """Whose words a clause gives by the noun that it hangs on: "the firm's claim | that Peru had left |"."""
    noun = clause.head
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)
    if clause.dep_ not in ("acl", "ccomp") or not that or noun.lemma_.lower() not in _attribution()["reports"]:
        return None
    source = tree.child(noun, "nmod:poss")
    if source is None:
        source = next((c for c in noun.rights if c.dep_ == "nmod" and tree.case(c) in ("by", "from")), None)
    return Said(tree.phrase(source) if source is not None else None, (noun.i, noun.i + 1))


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
