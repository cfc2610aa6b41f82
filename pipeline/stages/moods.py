"""In which tense and mood a typed claim tells what its clause tells: "will be founded", "was", "must withdraw"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.stages import clauses, envisaged, lifetimes, modalities, tree

ASKED = "It is asked"
# How a typed claim that is not simply asserted begins.
PUT_FORWARD = {
    "possible": "It is possible that",
    "predicted": "It is expected that",
    "desired": "It is desired that",
    "conditional": "On a condition,",
    "questioned": f"{ASKED} whether",
}
FORETOLD_THEN = "It was expected that"
UNDECIDED = "It is open whether"
# Words before a verb of what has not happened: the claim is told with "will".
PROSPECTIVE = frozenset({"may", "might", "could", "can", "will", "shall", "would", "to", "'ll", "’ll", "wo", "ca"})
# Auxiliaries that a claim keeps which asserts what must or would be the case.
ASSERTED = {"must": "must", "would": "would"}


@dataclass(frozen=True, slots=True)
class Mood:
    """`lead` goes before the sentence, `modal` before its verb; `past` and `lasting` (in the perfect) hold for a verb without one."""

    lead: str | None
    modal: str | None
    past: bool
    lasting: bool = False


def mood(fact: Fact, doc: Doc, verb: str, past: bool) -> Mood:
    """The mood of a fact whose template has `verb`, in the past by itself if `past`."""
    head = _head(fact, doc)
    lead = PUT_FORWARD.get(fact.modality)
    if head is None:
        return Mood(lead, None, past)
    if fact.modality == "possible":
        lead = possible(head)
    above = modalities.consequence_of(head)
    leads = (head, above) if above is not None else (head,)
    marks = {c.lower_ for t in leads for c in t.children if c.dep_ in ("aux", "mark")}
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)
    if not past and _is_told_of_then(fact, head, verb):
        past = True
    if perfect:  # "may have been founded", "expected to have left"
        return Mood(lead, None, past)
    if fact.modality == "asserted":
        own = next((ASSERTED[word] for word in sorted(marks) if word in ASSERTED), None)
        return Mood(lead, own or ("must" if _is_obliged(head) else None), past)
    if fact.modality in ("possible", "questioned"):
        if head.pos_ == "NOUN" and (envisaged.outlook(head) is not None or _is_considered(head.head)):
            return Mood(lead, None if envisaged.is_behind(head) else "will", past)
        lasting = (not past and head.lemma_ in (verb, "be")) or tree.child(head, "cop") is not None
        ahead = not marks.isdisjoint(PROSPECTIVE) or _is_considered(head)
        return Mood(lead, None if lasting or not ahead else "will", past)
    if fact.modality == "predicted" and _was_foretold(head):
        return Mood(FORETOLD_THEN, "would", past)
    return Mood(lead, {"predicted": "will", "desired": "should"}.get(fact.modality, "would"), past)


def possible(head: Token | None) -> str:
    """How what may be is put forward, by the word that says so: "I think | it fell |", "it reportedly | fell |"."""
    table = resources.table("modality.toml")
    leads: dict[str, str] = table["put_by"]
    node = head
    while node is not None:
        if any(c.dep_ == "aux" and table["auxiliary"].get(c.lower_) == "possible" for c in node.lefts):
            break  # "could", whoever thinks so
        adverb = next((c.lower_ for c in node.children if c.dep_ == "advmod" and c.lower_ in leads), None)
        if adverb is not None:
            return leads[adverb]
        governed = node.dep_ in ("ccomp", "xcomp", "acl") and node.head.lemma_.lower() in leads
        if governed and (node.head.i < node.i or node.dep_ == "ccomp"):
            return leads[node.head.lemma_.lower()]
        node = node.head if node.dep_ == "conj" else None
    return PUT_FORWARD["possible"]


def _is_considered(head: Token) -> bool:
    """Whether somebody thinks of doing something: "is considering | setting up | a mission"."""
    above = resources.table("modality.toml")["governor"].get(head.head.lemma_)
    return head.dep_ == "xcomp" and head.tag_ == "VBG" and head.i > head.head.i and above == "possible"


def _was_foretold(head: Token) -> bool:
    """Whether what a clause tells of was to come then: "was due | to begin |", "was expected | to grow |", "they expected it | to grow |"."""
    above = head.head
    governed = head.dep_ in ("xcomp", "ccomp", "advcl") and head.tag_ == "VB"
    beside = (*tree.children(above, "cop", "aux"), *tree.children(head, "aux"))  # "was" of "was to begin"
    foretold = above.tag_ == "VBD" and resources.table("modality.toml")["governor"].get(above.lemma_) == "predicted"
    return governed and (foretold or any(c.tag_ == "VBD" for c in beside))


def _head(fact: Fact, doc: Doc) -> Token | None:
    """The head of the clause that tells a fact; None for what a noun phrase tells beside what its clause does."""
    if fact.value is not None:
        root = doc[fact.value.root]
        beside = fact.trigger is not None and doc[fact.trigger[0]].dep_ in ("appos", "amod")
        beside = beside or (fact.predicate == "age" and lifetimes.is_beside(root))
        head = tree.clause_head(root)
        if head.lower_ == "compared" and head.head.i != head.i:
            head = tree.clause_head(head.head)  # "was 9 percent, | compared with 31 percent in Bolivia"
        return None if beside else head
    if fact.trigger is None:
        return None
    trigger = doc[slice(*fact.trigger)].root
    if trigger.dep_ == "cop":
        trigger = trigger.head
    told = tree.is_verbal(trigger) or tree.child(trigger, "cop") is not None
    return trigger if told or fact.modality != "asserted" else None


def _is_told_of_then(fact: Fact, head: Token, verb: str) -> bool:
    """Whether what a template tells in the present is told of the past: "was a member", "controlled the town in 2014"."""
    verbs = (head, *tree.children(head, "aux", "cop"))
    if head.dep_ == "conj" and head.tag_ == "VBG":  # "was advising and | assisting the army"
        verbs = (*verbs, *tree.children(tree.first_conjunct(head), "aux"))
    if head.tag_ == "VBN" and clauses.is_earlier(head):
        return True  # "territory previously held by the enemy"
    if not any(t.tag_ == "VBD" for t in verbs):
        return False
    if fact.value is not None and any(
        t.lower_ == "age" for t in head.doc[max(fact.value.start - 3, 0) : fact.value.start]
    ):
        return True  # "was elected at the age of 76"
    # Whoever "armed the rebels" supported them, and whoever "governed Syria" led it; how something began is said so.
    beside = fact.value is not None and clauses.is_set_off(head, fact.value.start, fact.value.end)
    own = verb not in ("be", "have") and not beside
    same = own or head.lemma_ == verb or tree.child(head, "cop") is not None
    same = same or (fact.value is None and verb == "be")
    return same or (
        fact.value is not None and any(q.time is not None and q.role == "time" for q in fact.qualifications)
    )


def _is_obliged(head: Token) -> bool:
    """Whether a clause says what somebody has to do: "has to withdraw"."""
    above = head.head
    owed = head.dep_ == "xcomp" and above.lemma_ == "have" and above.tag_ in ("VBZ", "VBP")
    return owed and not any(c.lower_ == "yet" for c in above.children)
