"""What a clause says about itself: its verb group, whether it is negated, how it is put forward, and who says it."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Said
from pipeline.records import Modality
from pipeline.stages import tree
from pipeline.stages.labels import SUBJECTS

NOBODY = ("nobody", "none", "nothing", "no")


@cache
def _modality() -> dict[str, Any]:
    return resources.table("modality.toml")


@cache
def _negators() -> tuple[frozenset[str], frozenset[str]]:
    table = _modality()["negation"]
    return frozenset(table["words"]), frozenset(table["governors"])


@cache
def _changing() -> frozenset[str]:
    """The forms of verbs for what goes up or down by itself."""
    table = resources.table("changes.toml")
    return frozenset((*table["up"], *table["down"]))


@cache
def _attribution() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in resources.table("attribution.toml").items()}


def verb_group(head: Token) -> tuple[int, ...]:
    """Tokens of the predicate headed by `head`: auxiliaries, negation, particles; the copula of a nominal predicate."""
    if tree.child(head, "cop") is not None:
        group = [c.i for c in head.children if c.dep_ in ("cop", "aux", "aux:pass")]
    else:
        group = [head.i, *(c.i for c in head.children if c.dep_ in ("aux", "aux:pass", "compound:prt", "expl"))]
        group += [i for part in head.lefts if is_glued(part, head) for i in range(part.left_edge.i, head.i)]
    for part in head.children:
        if is_negator(part):
            group.extend(t.i for t in (part, *(c for c in part.lefts if c.lower_ == "no")))
    return tuple(sorted(group))


def is_glued(part: Token, head: Token) -> bool:
    """Whether a hyphen makes one word of a noun and the participle behind it: "tomato-based"."""
    return part.dep_ == "obl:unmarked" and part.right_edge.i == head.i - 1 and head.nbor(-1).text in tree.HYPHENS


def is_negator(token: Token) -> bool:
    """Whether an adverb denies its clause: "not", "never", "no longer"."""
    negator = token.lower_ in ("not", "n't", "n’t", "never") or _is_no_longer(token)
    return token.dep_ == "advmod" and negator


def _is_no_longer(token: Token) -> bool:
    """Whether a comparative with "no" denies what was so before: "no longer", "no more"."""
    return token.lower_ in ("longer", "more") and any(c.lower_ == "no" and c.i == token.i - 1 for c in token.lefts)


def is_own_doing(head: Token) -> bool:
    """Whether a participle behind a noun tells what it did: "Ana Bo, died in 2015"."""
    return head.dep_ == "acl" and head.lemma_.lower() in resources.words("control.toml", "intransitive")


def is_passive(head: Token) -> bool:
    """Whether the clause is passive, also as a bare participle ("a group led by")."""
    marked = {c.dep_ for c in head.children}
    if "nsubj:pass" in marked and "obj" in marked and "aux:pass" not in marked and "aux" not in marked:
        return False  # "an earthquake killed 31 people": a past tense taken for a participle
    if "nsubj:pass" in marked and marked.isdisjoint(("aux:pass", "aux")):
        finite = head.tag_ == "VBD" or (head.dep_ == "ROOT" and head.sent[-1].text == ".")
        if head.lower_ in _changing() or (finite and head.dep_ != "conj"):
            return False  # "prices climbed by 10 percent", "copper closed at $9,640": no auxiliary makes it passive
    if "aux:pass" in marked or "nsubj:pass" in marked:
        return True
    if is_own_doing(head):
        return False
    # Taggers take "founded" of "a coalition founded in 1971" for a past tense.
    told = head.dep_ in ("acl", "conj") and not tree.child(head, "nsubj")
    participle = head.tag_ == "VBN" or (head.tag_ == "VBD" and told)
    bare = participle and not any(c.dep_ in ("aux", "cop") for c in head.children)
    if not bare:
        return False
    if head.dep_ == "conj" and head.tag_ == "VBD":  # "was convicted and sentenced to ten years"
        undergone = head.lemma_.lower() in resources.words("control.toml", "undergone")
        undergone = undergone and tree.child(head, "nsubj", "obj", "ccomp") is None
        return undergone and is_passive(tree.first_conjunct(head))
    if head.dep_ == "conj":
        return is_passive(tree.first_conjunct(head)) and tree.child(head, "nsubj") is None
    return head.dep_ in ("acl", "advcl", "amod") and tree.child(head, "obj") is None


def is_negated(head: Token) -> bool:
    """Whether the clause denies what it says: by a word of its own, or by a verb such as "fail" above it."""
    words, governors = _negators()
    negated = False
    for part in head.children:
        if part.lower_ in _modality()["negation"]["scanty"] and _is_amount_told(head):
            continue
        if (part.dep_ in ("advmod", "cc:preconj", "det") and (part.lower_ in words or _is_no_longer(part))) or (
            part.dep_ in ("nsubj", "nsubj:pass", "obj")
            and (tree.is_none_of(part) or any(d.dep_ == "det" and d.lower_ in ("no", "neither") for d in part.children))
        ):
            negated = not negated
        elif part.dep_ == "mark" and part.lower_ == "without":
            negated = True
        elif part.dep_ in SUBJECTS and part.lower_ in NOBODY:
            negated = not negated
    if (
        head.dep_ in ("xcomp", "ccomp") and (head.head.lemma_ in governors or _is_outstanding(head.head))
    ) or _is_kept_from(head):
        negated = not negated
    elif head.dep_ == "xcomp" and is_negated(head.head):
        negated = True
    elif head.dep_ == "conj" and head.tag_ == head.head.tag_ and not tree.child(head, "nsubj", "aux", "advmod"):
        # "did not sign or ratify": the negation of the first verb holds for a bare second one.
        negated = negated or is_negated(head.head)
    return negated


def _is_amount_told(head: Token) -> bool:
    """Whether a clause says of how much it tells, which "hardly" calls little: "hardly grew, | by 0.2 percent"."""
    amounts = (c for c in head.rights if c.dep_ == "obj" or (c.dep_ == "obl" and tree.case(c) in ("by", "to")))
    return any(tree.child(c, "nummod") is not None and tree.child(c, "det") is None for c in amounts)


def _is_kept_from(head: Token) -> bool:
    """Whether a clause says what somebody is kept from: "was barred from running"."""
    kept = head.dep_ in ("advcl", "xcomp", "ccomp") and head.head.lemma_ in _modality()["negation"]["kept"]
    return kept and any(c.dep_ == "mark" and c.lower_ == "from" for c in head.lefts)


def is_blamed(head: Token) -> bool:
    """Whether a clause says what somebody is blamed for, which need not be so: "was criticised for being careless"."""
    blamed = head.dep_ in ("advcl", "ccomp", "xcomp") and head.head.lemma_.lower() in _attribution()["blaming"]
    return blamed and tree.child(head, "cop") is not None and any(c.dep_ == "mark" for c in head.lefts)


def is_earlier(head: Token) -> bool:
    """Whether an adverb before a verb says that what it tells is no more: "previously held"."""
    adverbs = resources.words("control.toml", "bygone", "adverbs")
    return any(c.dep_ == "advmod" and c.lower_ in adverbs for c in head.lefts)


def is_made_of_clause(head: Token) -> bool:
    """Whether the whole clause above a participle is its subject: "sold 680,000 copies, making it the biggest"."""
    made = head.lemma_ == "make" and head.tag_ == "VBG" and head.dep_ in ("advcl", "parataxis", "acl")
    return made and any(c.dep_ == "obj" and c.lower_ in ("it", "him", "her", "them") for c in head.rights)


def _is_outstanding(verb: Token) -> bool:
    """Whether a verb says that something has not happened so far: "has yet to approve the plan"."""
    return verb.lemma_ in ("have", "be") and any(c.lower_ == "yet" and c.i > verb.i for c in verb.children)


def modality(head: Token) -> Modality:
    """How the clause is put forward; the strongest cue of the clause and of what governs it."""
    table = _modality()
    found: str | None = None
    for part in head.children:
        if part.dep_ == "aux":
            found = found or table["auxiliary"].get(part.lower_)
        elif part.dep_ == "advmod":
            found = found or table["adverb"].get(part.lower_)
        elif part.dep_ == "mark" and part.lower_ in table["marker"]:
            found = table["marker"][part.lower_]
    if found is None and head.pos_ == "ADJ" and tree.child(head, "xcomp", "ccomp", "csubj") is None:
        found = table["prospect"].get(head.lower_)  # "an election is due in August"
    if found is None or found == "asserted":
        found = _governed(head) or found
    if found is None and any(c.dep_ == "aux" and c.lower_ == "would" for c in head.children):
        # "If he goes, parliament would elect a successor"
        conditions = (c for part in head.children if part.dep_ == "advcl" for c in part.lefts if c.dep_ == "mark")
        found = next((table["marker"][c.lower_] for c in conditions if c.lower_ in table["marker"]), None)
    if found is None and head.dep_ == "advcl" and _is_aim(head):
        found = "desired"
    if is_inverted(head):
        found = "conditional"
    if _asked(head) and (found is None or tree.first_conjunct(head).dep_ == "ROOT"):
        found = "questioned"
    return cast(Modality, found or "asserted")


def foretells(verb: Token) -> bool:
    """Whether what a verb has as its object is what somebody expects: "forecast growth of 2 percent", "sees it at 3"."""
    table, lemma = _modality()["foretelling"], verb.lemma_.lower()
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
    return tree.is_verbal(verb) and verb.lemma_.lower() in _modality()["wanting"]["verbs"] and not is_passive(verb)


def is_outcome(head: Token) -> bool:
    """Whether an infinitive tells what came next: "went on | to become mayor"."""
    above = head.head
    on = above.lemma_ == "go" and any(c.lower_ == "on" and c.i < head.i for c in above.rights)
    grown = above.lemma_ in ("rise", "grow", "come") and head.lemma_ == "become"  # "rose to become one of the largest"
    return head.tag_ == "VB" and (on or grown)


def _is_aim(head: Token) -> bool:
    """Whether a clause says what something is done for: "so that talks have a chance"."""
    mark = next((c for c in head.lefts if c.lower_ == "that" and c.i > 0), None)
    return mark is not None and mark.nbor(-1).lower_ == "so" and head.tag_ != "VBD"


def is_inverted(head: Token) -> bool:
    """Whether a clause is a condition by its order of words: "had it passed, the reform would have saved money"."""
    first = next((c for c in head.lefts if c.dep_ != "punct"), None)
    if first is None or first.dep_ != "aux" or first.lower_ not in ("had", "were", "should"):
        return False
    return head.dep_ == "advcl" and any(tree.base(c.dep_) == "nsubj" and c.i == first.i + 1 for c in head.lefts)


def _governed(head: Token) -> str | None:
    table = _modality()
    above = head.head
    if above.i == head.i:
        return None
    if head.dep_ in ("xcomp", "ccomp", "csubj") or _is_said_of_patient(head):
        lemma = above.lemma_.lower()
        found = table["governor"].get(lemma) or table["adjective"].get(above.lower_)
        if found == "predicted" and lemma == "go" and above.tag_ != "VBG":
            found = None
        if found is None and any(c.dep_ == "aux" and c.lower_ == "would" for c in head.children):
            found = "predicted"
        if found is None and head.dep_ == "xcomp":
            inherited = modality(above)
            return inherited if inherited != "asserted" else None
        return cast(str | None, found)
    if _is_kept_from(head):
        inherited = modality(above)
        return inherited if inherited != "asserted" else None
    if is_outcome(head):
        return None
    if head.dep_ in ("acl", "ccomp") and above.pos_ == "NOUN" and any(c.lower_ == "that" for c in head.lefts):
        return cast(str | None, table["nouns"].get(above.lemma_.lower()))
    if head.dep_ in ("acl", "advcl") and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.children):
        return "desired" if head.dep_ == "advcl" else "possible"
    if head.dep_ == "conj":
        inherited = modality(above)
        own = any(c.dep_ in ("aux", "nsubj", "nsubj:pass") for c in head.children)
        return inherited if inherited != "asserted" and not own else None
    return None


def _is_said_of_patient(head: Token) -> bool:
    """Whether an infinitive tells what the patient of the verb above it is said to do: "is projected by the IMF | to grow"."""
    above = head.head
    infinitive = head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "to" for c in head.lefts)
    return infinitive and above.lemma_.lower() in _modality()["governor"] and is_passive(above) and head.i > above.i


def _asked(head: Token) -> bool:
    sentence = head.sent
    last = sentence[-1]
    while last.i > sentence.start and (last.is_quote or last.is_space):
        last = last.nbor(-1)
    return last.text.endswith("?")


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


def _says(verb: Token) -> Said | None:
    table = _attribution()
    if verb.lemma_.lower() not in table["verbs"] or tree.child(verb, "ccomp", "obj") is not None:
        return None
    source = tree.child(verb, "nsubj")
    return Said(tree.phrase(source), (verb.i, verb.i + 1)) if source is not None else None
