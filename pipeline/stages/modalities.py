"""How a clause is put forward: as a fact, or as what may, will or should be ("plans to leave", "if it rains")."""

from __future__ import annotations

from typing import Any, cast

from spacy.tokens import Token

from pipeline import resources
from pipeline.records import Modality
from pipeline.stages import reported, tree
from pipeline.stages.clauses import is_kept_from, is_passive
from pipeline.stages.once import sentences

# What a clause of its own has beside its verb.
OWN = ("aux", "aux:pass", "cop", "nsubj", "nsubj:pass")


def _table() -> dict[str, Any]:
    return resources.table("modality.toml")


def modality(head: Token) -> Modality:
    """How the clause is put forward; the strongest cue of the clause and of what governs it."""
    table = _table()
    found: str | None = None
    for part in head.children:
        if part.dep_ == "aux":
            found = found or table["auxiliary"].get(part.lower_)
        elif part.dep_ == "advmod":
            found = found or table["adverb"].get(part.lower_)
        elif part.dep_ == "mark" and part.lower_ in table["marker"] and not _is_said_of(part):
            found = table["marker"][part.lower_]
    if found is None and _is_preferred(head):
        found = "desired"
    if found is None and _is_to_come(head):
        found = "predicted"
    if found is None and head.pos_ == "ADJ" and tree.child(head, "xcomp", "ccomp", "csubj") is None:
        found = table["prospect"].get(head.lower_)  # "an election is due in August"
    if found is None or found == "asserted":
        found = _governed(head) or found
    if found in (None, "predicted") and any(c.dep_ == "aux" and c.lower_ == "would" for c in head.children):
        # "If he goes, parliament would elect a successor"
        conditions = (c for part in head.children if part.dep_ == "advcl" for c in part.lefts if c.dep_ == "mark")
        found = next((table["marker"][c.lower_] for c in conditions if c.lower_ in table["marker"]), found)
    if found in (None, "predicted") and depends(head):
        found = "conditional"
    if found in (None, "predicted") and head.dep_ == "advcl" and is_aim(head):
        found = "desired"
    if is_inverted(head):
        found = "conditional"
    if _is_unknown(head):
        found = "questioned"
    if _asked(head) and (found is None or tree.first_conjunct(head).dep_ == "ROOT"):
        found = "questioned"
    return cast(Modality, found or "asserted")


def _is_unknown(head: Token) -> bool:
    """Whether a clause with "if" tells what nobody knows: "it remains unclear | if they will come"."""
    while head.dep_ == "xcomp" and head.head.i != head.i:  # "if they will be allowed | to come"
        head = head.head
    unknown = head.head.lower_ in _table()["unknown"]["adjectives"] and head.i > head.head.i
    return unknown and any(c.dep_ == "mark" and c.lower_ == "if" for c in head.lefts)


def _is_preferred(head: Token) -> bool:
    """Whether somebody would like to do what a verb says: "they would rather | settle | abroad"."""
    rather = next((c for c in head.lefts if c.dep_ == "advmod" and c.lower_ in _table()["preferring"]["adverbs"]), None)
    return rather is not None and rather.i > 0 and rather.nbor(-1).lower_ in ("would", "'d", "’d")


def _is_to_come(head: Token) -> bool:
    """Whether a clause says what is to happen: "the museum | is to open in May", "is to be | opened |", "is due to | open |"."""
    bare = head.tag_ == "VB" or any(c.dep_ == "aux:pass" and c.tag_ == "VB" for c in head.lefts)
    if not bare or any(c.dep_ == "mark" and c.lower_ == "due" for c in head.lefts):
        return bare
    be = next(
        (c for c in head.lefts if tree.base(c.dep_) == "aux" and c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP")), None
    )
    return be is not None and be.nbor(1).lower_ == "to"


def _is_said_of(mark: Token) -> bool:
    """Whether the clause that a word begins is itself what something is: "the question is | whether Peru can pay"."""
    return mark.i > 0 and any(c.dep_ == "nsubj:outer" and c.i < mark.i for c in mark.head.lefts)


def foretells(verb: Token) -> bool:
    """Whether what a verb has as its object is what somebody expects: "forecast growth of 2 percent", "sees it at 3"."""
    table, lemma = _table()["foretelling"], verb.lemma_.lower()
    if lemma in table["verbs"]:
        return tree.is_verbal(verb)
    told = tree.child(verb, "obj") if lemma in table["seeing"] and verb.tag_ in ("VBZ", "VBP") else None
    near = (*verb.rights, *told.rights) if told is not None else ()
    return any(c.dep_ in ("obl", "nmod") and tree.case(c) == "at" and _is_amount(c) for c in near)


def _is_amount(token: Token) -> bool:
    """Whether a phrase is of how much, and no hour or address: "4 percent", "$30", "5.5"."""
    counted = token.pos_ in ("NOUN", "SYM") and tree.child(token, "nummod") is not None
    return counted or (token.tag_ == "CD" and "." in token.text)


def wants(verb: Token) -> bool:
    """Whether what a verb has as its object is what somebody lacks and would have: "needs half of the votes"."""
    return tree.is_verbal(verb) and verb.lemma_.lower() in _table()["wanting"]["verbs"] and not is_passive(verb)


def is_outcome(head: Token) -> bool:
    """Whether an infinitive tells what came next: "went on | to become mayor", "fell 2 percent | to close at 90 dollars"."""
    above, table = head.head, _table()["outcome"]
    on = above.lemma_ == "go" and any(c.lower_ == "on" and c.i < head.i for c in above.rights)
    moving = above.lemma_ in table["moving"] or above.lemma_ in resources.words("measures.toml", "verbs", "grow")
    grown = moving and head.lemma_ in table["reached"]
    return head.tag_ == "VB" and (on or grown)


def _is_made(head: Token) -> bool:
    """Whether an infinitive says what somebody became by the verb above: "named Ana Bo | to head the bank"."""
    above = head.head
    said = above.tag_ in ("VBD", "VBN") and above.lemma_.lower() in _table()["making"]["verbs"]
    whom = tree.child(above, "obj") is not None or is_passive(above)
    return head.dep_ == "advcl" and head.tag_ == "VB" and head.i > above.i and said and whom


def consequence_of(head: Token) -> Token | None:
    """The verb of the clause whose consequence a participle behind it tells, as likely as that: "could fall, | killing many"."""
    if head.tag_ == "VBG" and (making := _making(head)) is not None:
        return making
    if head.tag_ != "VBG" or head.dep_ not in ("advcl", "conj") or head.head.i > head.i:
        return None
    above, first = head.head, head.left_edge
    if head.dep_ == "conj" and above.tag_ == "VBG":
        return consequence_of(above)  # "could fall, killing many and | cutting roads"
    parted = first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
    own = tree.child(head, "aux", "mark", "nsubj", "cop") is not None or (head.dep_ == "conj" and above.tag_ != "VB")
    beside = reported.is_saying(head) or head.lemma_ in _table()["outcome"]["beside"]
    return above if parted and not own and not beside else None


def _making(head: Token) -> Token | None:
    """The verb by which there will be what a participle describes: "will deliver a speech | outlining its goals"."""
    above = head.head.head if head.dep_ == "acl" else head.head
    noun = tree.child(above, "obj")
    hung = head.dep_ == "advcl" or (head.dep_ == "acl" and head.head == noun)
    new = hung and noun is not None and above.i < noun.i < head.i and any(c.lower_ in ("a", "an") for c in noun.lefts)
    coming = any(c.dep_ == "aux" and c.lower_ in ("will", "shall", "'ll", "’ll") for c in above.lefts)
    making = above.lemma_.lower() in _table()["outcome"]["making"]
    return above if new and coming and making and tree.child(head, *OWN) is None else None


def is_aim(head: Token) -> bool:
    """Whether a clause says what something is done for: "so that talks have a chance"."""
    marks = (c for mark in head.lefts if mark.dep_ in ("mark", "advmod") for c in (mark, *mark.rights))
    that = next((c for c in marks if c.lower_ == "that" and c.i > 0), None)
    return that is not None and that.nbor(-1).lower_ == "so" and head.tag_ != "VBD"


def is_inverted(head: Token) -> bool:
    """Whether a clause is a condition by its order of words: "had it passed, the reform would have saved money"."""
    if head.dep_ != "advcl":
        return False
    first = next((c for c in head.lefts if c.dep_ != "punct"), None)
    if first is None or tree.base(first.dep_) not in ("aux", "cop") or first.lower_ not in ("had", "were", "should"):
        return False
    return any(tree.base(c.dep_) == "nsubj" and c.left_edge.i == first.i + 1 for c in head.lefts)


def is_condition(head: Token) -> bool:
    """Whether the clause headed by `head` is what something else depends on: "if he goes", "had it passed"."""
    marked = any(c.dep_ == "mark" and _table()["marker"].get(c.lower_) == "conditional" for c in head.lefts)
    return marked or is_inverted(head)


def depends(head: Token) -> bool:
    """Whether a clause holds on a condition that its order of words says: "had it passed, | Peru would have won"."""
    return any(is_inverted(part) for part in head.children)


def _governed(head: Token) -> str | None:
    table = _table()
    above = head.head
    if above.i == head.i or _is_aside(head):
        return None
    if head.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass") or _is_said_of_patient(head):
        lemma = above.lemma_.lower()
        found = table["governor"].get(lemma) or table["adjective"].get(above.lower_)
        if found == "predicted" and lemma == "go" and above.tag_ != "VBG":
            found = None
        if found is None and any(c.dep_ == "aux" and c.lower_ == "would" for c in head.children):
            found = "predicted"
        if found is None and lemma in table["guessing"]["verbs"] and head.dep_ == "ccomp" and not _is_of_amount(head):
            return "possible"
        infinitive = head.dep_ == "xcomp" and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.lefts)
        if found is None and infinitive and lemma in table["ordering"]["verbs"]:
            return "desired"
        if found in (None, "asserted") and (head.dep_ == "xcomp" or lemma in table["securing"]["verbs"]):
            inherited = modality(above)
            return inherited if inherited != "asserted" else None
        return cast(str | None, found)
    if reported.is_charged(head):
        return "possible"
    if is_kept_from(head) or consequence_of(head) is not None:
        inherited = modality(consequence_of(head) or above)
        return inherited if inherited != "asserted" else None
    if is_outcome(head) or _is_made(head):
        return None
    if head.dep_ in ("acl", "ccomp") and above.pos_ == "NOUN" and any(c.lower_ == "that" for c in head.lefts):
        found = table["nouns"].get(above.lemma_.lower())
        return "desired" if found is not None and _is_subjunctive(head) else cast(str | None, found)
    if head.dep_ in ("acl", "advcl") and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.children):
        if _is_agreed(head):
            return "predicted"
        return "desired" if head.dep_ == "advcl" else "possible"
    if head.dep_ == "conj":
        if is_condition(above) and "," not in (t.text for t in head.doc[above.i : head.i]):
            return "conditional"  # "unless a ransom is paid and | troops leave |"
        inherited = modality(above)
        own = any(c.dep_ in OWN and c.tag_ != "VB" for c in head.children)  # but "may burst and | be lost"
        return inherited if inherited != "asserted" and not own else None
    return None


def _is_aside(head: Token) -> bool:
    """Whether a clause tells of a noun before its comma, whatever the tree hangs it from: "called it Sol, | which was built"."""
    told = (c for c in head.lefts if c.tag_ == "WDT" and tree.base(c.dep_) == "nsubj" and c.i > 0)
    return any(c.nbor(-1).text == "," for c in told)


def _is_of_amount(clause: Token) -> bool:
    """Whether a clause says how much or how many: "estimates that 300 people | live | there"; a year is no amount."""
    return any(t.dep_ == "nummod" or t.text in ("%", "$") for t in clause.subtree)


def _is_agreed(head: Token) -> bool:
    """Whether an infinitive tells what a deal is about that has been made: "closed a deal with Sol | to form | a cabinet"."""
    verb = head.head if head.dep_ == "advcl" else head.head.head
    deal = tree.child(verb, "obj") if head.dep_ == "advcl" else head.head
    made = verb.tag_ in ("VBD", "VBN") and deal is not None and verb.i < deal.i < head.i
    return made and deal is not None and deal.head.i == verb.i and deal.lemma_.lower() in _table()["agreed"]["nouns"]


def _is_subjunctive(head: Token) -> bool:
    """Whether a clause says what should be: "the suggestion that Peru | leave"."""
    bare = head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_ and tree.child(head, "aux") is None
    return bare and any(tree.base(c.dep_) == "nsubj" and c.tag_ in ("NN", "NNP", "NNPS") for c in head.lefts)


def _is_said_of_patient(head: Token) -> bool:
    """Whether an infinitive tells what the patient of the verb above it is said to do: "is projected by the IMF | to grow"."""
    above, table = head.head, _table()
    infinitive = head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.lefts)
    described = above.dep_ == "acl" and above.tag_ == "VBN"  # "a strike | set | to begin on Friday"
    governs = above.lemma_.lower() in table["governor"] or (described and above.lower_ in table["adjective"])
    return infinitive and governs and (described or is_passive(above)) and head.i > above.i


def _asked(head: Token) -> bool:
    start, end = sentences(head.doc)[head.i]
    last = head.doc[end - 1]
    while last.i > start and (last.is_quote or last.is_space):
        last = last.nbor(-1)
    return last.text.endswith("?")
