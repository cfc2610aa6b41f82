"""The verb of the text in the sentence of a relation, where that of its template says something else: "ratified the treaty"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Token

from pipeline.annotations import Fact
from pipeline.stages import clauses, nominals, tree
from pipeline.stages.conjugation import past_participle
from pipeline.stages.scribe import Scribe


def reworded(fact: Fact, row: Mapping[str, Any], template: str, scribe: Scribe) -> str:
    """The template with the verb of the text where `row` lists it: with its particle, and the preposition of the object.

    "Peru [sign] the pact" -> "Peru [agree] on the pact", "[be] founded in 1976" -> "[be] completed in 1976".
    """
    verb = scribe.head(*fact.trigger) if fact.trigger is not None else None
    if verb is None or "verbs" not in row:
        return template
    if (base := nominals.verb_of(verb)) is not None and base in row["verbs"]:  # "Peru's adoption of the law"
        own = f"[{base}]" if row["verb"].startswith("[") else past_participle(base)
        return template.replace(row["verb"], own)
    if verb.pos_ != "VERB":
        return template
    head = scribe.head(*fact.object) if fact.object is not None else None
    base = verb.lemma_.lower()
    particle = next((f" {c.lower_}" for c in verb.rights if c.dep_ == "compound:prt"), "")
    passive = not row["verb"].startswith("[")
    preposition = "" if passive else _preposition(verb, head)
    if f"{base}{particle}{preposition}" not in row["verbs"]:
        return template
    if passive:
        return template.replace(row["verb"], f"{past_participle(base)}{particle}")
    if not preposition and _has_other_object(verb, (head, scribe.head(*fact.subject))):
        return template
    undergone = preposition and clauses.is_passive(verb)
    group = f"[be] {past_participle(base)}" if undergone else f"[{base}]"
    return template.replace(row["verb"], f"{group}{particle}{_between(verb, head) if preposition else ''}{preposition}")


def _preposition(verb: Token, head: Token | None) -> str:
    """The preposition by which a phrase hangs on a verb, behind a space; "" for an object or subject."""
    first = tree.first_conjunct(head) if head is not None else None
    if first is None or first.head.i != verb.i or tree.base(first.dep_) != "obl" or first.dep_ == "obl:agent":
        return ""
    case = tree.case(first)
    return f" {case}" if case else ""


def _has_other_object(verb: Token, slots: tuple[Token | None, ...]) -> bool:
    """Whether the object of a verb is none of what a relation holds between: "retook | control | over the town"."""
    object_ = tree.child(verb, "obj")
    heads = {t.i for slot in slots if slot is not None for t in (slot, slot.head, tree.first_conjunct(slot))}
    return object_ is not None and object_.tag_ not in tree.RELATIVE and object_.i not in heads


def _between(verb: Token, head: Token | None) -> str:
    """The object of a verb before the phrase that another slot names, behind a space: "crossed | the border | into Chad"."""
    object_ = tree.child(verb, "obj")
    if object_ is None or head is None or not verb.i < object_.i < tree.first_conjunct(head).left_edge.i:
        return ""
    return f" {verb.doc[object_.left_edge.i : object_.i + 1].text}"
