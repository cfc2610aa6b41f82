"""What a clause says about itself: its verb group, whether it is passive ("led by Bo"), and whether it is negated."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.once import once

NEGATORS = ("not", "n't", "n’t", "never")  # these belong to the verb
NOBODY = ("nobody", "none", "nothing", "no")


def _denying(kind: str) -> frozenset[str]:
    return resources.words("modality.toml", "negation", kind)


@cache
def _changing() -> frozenset[str]:
    """The forms of verbs for what goes up or down by itself."""
    table = resources.table("changes.toml")
    return frozenset((*table["up"], *table["down"]))


# What may stand between verbs that share all their arguments.
WITHIN = frozenset({"cc", "punct", "advmod", "aux", "aux:pass"})


@once
def alternatives(head: Token) -> list[Token]:
    """The verbs told in one breath of which one or another may hold: "were | killed or wounded |"; empty for all others."""
    listed = [t for t in tree.coordinated(tree.first_conjunct(head)) if t.pos_ == "VERB"]
    groups: list[list[Token]] = [[]]
    for verb in listed:  # "were killed or wounded and fled": these are a group and one more
        groups[-1].append(verb)
        if verb is not listed[-1] and not _is_breath(verb, listed[listed.index(verb) + 1]):
            groups.append([])
    own = next((group for group in groups if head in group), [])
    joined = any(c.lower_ == "or" for t in own[1:] for c in t.lefts if c.dep_ == "cc")
    return own if joined and not is_negated(own[0]) else []  # "has never lived or worked there": neither


def _is_breath(verb: Token, following: Token) -> bool:
    """Whether nothing but adverbs, auxiliaries and a conjunction stands between two coordinated verbs."""
    within = verb.doc[verb.i + 1 : following.i]
    joined = all(t.head in (verb, following) and t.dep_ in WITHIN and t.lower_ != "and" for t in within)
    return joined and tree.child(following, "nsubj", "nsubj:pass", "mark") is None


@once
def verb_group(head: Token) -> tuple[int, ...]:
    """Tokens of the predicate headed by `head`: auxiliaries, negation, particles; the copula of a nominal predicate."""
    if tree.child(head, "cop") is not None:
        group = [c.i for c in head.children if c.dep_ in ("cop", "aux", "aux:pass")]
    else:
        group = [head.i, *(c.i for c in head.children if c.dep_ in ("aux", "aux:pass", "compound:prt", "expl"))]
        if tree.child(head, "csubj") is not None:
            group = [i for i in group if head.doc[i].dep_ != "expl"]  # "it took ten years to build": building took them
        if head.i > 1 and head.nbor(-1).lower_ == "than" and head.nbor(-2).head.i == head.i:
            group += [head.i - 2, head.i - 1]  # "profits | more than doubled |"
        group += [i for part in head.lefts if is_glued(part, head) for i in range(part.left_edge.i, head.i)]
        if verbs := alternatives(head):
            group = [i for i in group if i < head.i] + list(range(head.i, verbs[-1].i + 1))
    for part in head.children:
        if is_negator(part) or _is_restriction(part, head):
            group.extend(t.i for t in (part, *(c for c in part.lefts if c.lower_ == "no")))
    return tuple(sorted(group))


def _is_restriction(part: Token, head: Token) -> bool:
    """Whether a clause begins with an adverb that all but denies it: "Rarely has a vote been so close"."""
    restricting = resources.words("modality.toml", "negation", "restricting")
    return part.dep_ == "advmod" and part.i == head.left_edge.i and part.lower_ in restricting


def is_glued(part: Token, head: Token) -> bool:
    """Whether a hyphen makes one word of a noun and the participle behind it: "tomato-based"."""
    return part.dep_ == "obl:unmarked" and part.right_edge.i == head.i - 1 and head.nbor(-1).text in tree.HYPHENS


def is_negator(token: Token) -> bool:
    """Whether an adverb denies its clause: "not", "never", "no longer"."""
    negator = token.lower_ in NEGATORS or _is_no_longer(token)
    return token.dep_ == "advmod" and negator


def _is_no_longer(token: Token) -> bool:
    """Whether a comparative with "no" denies what was so before: "no longer", "no more"."""
    return token.lower_ in ("longer", "more") and any(c.lower_ == "no" and c.i == token.i - 1 for c in token.lefts)


def before_gerund(head: Token) -> Token | None:
    """The preposition between "be" and the gerund headed by `head`: "is | against | educating women"."""
    be = tree.child(head, "cop")
    marks = (c for c in head.lefts if c.dep_ == "mark" and c.tag_ == "IN" and be is not None and be.i < c.i)
    return next(marks, None) if head.tag_ == "VBG" and tree.child(head, "aux") is None else None


def is_own_doing(head: Token) -> bool:
    """Whether a participle behind a noun tells what it did: "Ana Bo, died in 2015"."""
    return head.dep_ == "acl" and head.lemma_.lower() in resources.words("control.toml", "intransitive")


@once
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
        first = tree.first_conjunct(head)
        led = any(t.lower_ == "by" for t in head.doc[head.i : head.right_edge.i])
        beside = first.dep_ == "acl" and first.tag_ == "VBN" and led
        beside = beside and head.lemma_.lower() not in resources.words("control.toml", "intransitive")
        undergone = (undergone or beside) and tree.child(head, "nsubj", "obj", "ccomp") is None
        return undergone and is_passive(first)  # "a film directed by Bo and | adapted by Li"
    if head.dep_ == "conj":
        return is_passive(tree.first_conjunct(head)) and tree.child(head, "nsubj") is None
    return head.dep_ in ("acl", "advcl", "amod") and tree.child(head, "obj") is None


def is_negated(head: Token) -> bool:
    """Whether the clause denies what it says: by a word of its own, or by a verb such as "fail" above it."""
    words, governors = _denying("words"), _denying("governors")
    negated = False
    for part in head.children:
        dep = part.dep_
        if dep == "cc" and part.lower_ == "nor":  # "nor have they declared a winner"
            negated = True
        if dep == "advmod" and ((part.lower_ in _denying("scanty") and _is_amount_told(head)) or tree.is_adding(part)):
            continue
        if (dep in ("advmod", "cc:preconj", "det") and (part.lower_ in words or _is_no_longer(part))) or (
            dep in ("nsubj", "nsubj:pass", "obj")
            and (tree.is_none_of(part) or any(d.dep_ == "det" and d.lower_ in ("no", "neither") for d in part.children))
        ):
            negated = not negated
        elif dep == "mark" and part.lower_ == "without":
            negated = True
        elif dep in SUBJECTS and part.lower_ in NOBODY:
            negated = not negated
    if (
        head.dep_ in ("xcomp", "ccomp")
        and (head.head.lemma_ in governors or _phrasal(head.head) in governors or _is_outstanding(head.head))
    ) or is_kept_from(head):
        negated = not negated
    elif (head.dep_ == "xcomp" and is_negated(head.head)) or (head.dep_ == "conj" and tree.is_set_against(head)):
        negated = True
    elif head.dep_ == "conj" and head.tag_ == head.head.tag_ and not tree.child(head, "nsubj", "aux", "advmod"):
        # "did not sign or ratify": the negation of the first verb holds for a bare second one.
        negated = negated or is_negated(head.head)
    return negated


def _phrasal(verb: Token) -> str:
    """A verb with its particle: "rule out"; "" without one."""
    particle = next((c for c in verb.rights if c.dep_ == "compound:prt"), None)
    return f"{verb.lemma_.lower()} {particle.lower_}" if particle is not None else ""


def _is_amount_told(head: Token) -> bool:
    """Whether a clause says of how much it tells, which "hardly" calls little: "hardly grew, | by 0.2 percent"."""
    amounts = (c for c in head.rights if c.dep_ == "obj" or (c.dep_ == "obl" and tree.case(c) in ("by", "to")))
    return any(tree.child(c, "nummod") is not None and tree.child(c, "det") is None for c in amounts)


def is_kept_from(head: Token) -> bool:
    """Whether a clause says what somebody is kept from: "was barred from running"."""
    kept = head.dep_ in ("advcl", "xcomp", "ccomp") and head.head.lemma_ in _denying("kept")
    return kept and any(c.dep_ == "mark" and c.lower_ == "from" for c in head.lefts)


def is_forbidden(head: Token) -> bool:
    """Whether a clause says what somebody may not do, which does not tell whether it was done: "banned from forming a party"."""
    return is_kept_from(head) and head.head.lemma_ in resources.words("modality.toml", "negation", "forbidding")


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


def is_set_off(verb: Token, start: int, end: int) -> bool:
    """Whether tokens `[start, end)` stand between commas behind the subject: "Riga, | home to a third of the nation |, shrank"."""
    subject = tree.child(verb, "nsubj")
    if subject is None or not subject.i < start < end <= verb.i:
        return False
    commas = [i for i in range(subject.i, verb.i) if verb.doc[i].text == ","]
    return bool(commas) and commas[0] < start and end <= commas[-1]
