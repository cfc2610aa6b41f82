"""Clauses that no statement tells by themselves: "released the following statement:", "those | who fled", "compared with 5"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Proposition
from pipeline.stages import clauses, disowned, hyphened, modalities, reported, tree
from pipeline.stages.arguments import is_bare, restricting
from pipeline.stages.hypothetical import is_aim_of, is_condition, is_given, is_imagined, is_parted, is_waited_for
from pipeline.stages.once import sentences

# Tokens from "the following parts" to the colon of what they are.
LONGEST_LIST = 6
FOLLOWING = "following"
# What a verb has beside it that stands for another one: "but Chile | did not".
ECHOED = ("nsubj", "punct", "cc", "mark", "advmod", "conj", "parataxis", "case")


def pointers(doc: Doc) -> list[int]:
    """The words of a text that may point at what stands beside it or behind a colon: "the following parts", "the adjacent image"."""
    wanted = [doc.vocab.strings[word] for word in (FOLLOWING, *resources.words("control.toml", "paged"))]
    found: list[int] = np.flatnonzero(np.isin(doc.to_array("LOWER"), wanted)).tolist()
    return found


def is_untold(doc: Doc, proposition: Proposition, subject: int, pointing: Sequence[int]) -> bool:
    """Whether a proposition, whose subject has its head at `subject`, is only part of what another one tells.

    `pointing`: the `pointers` of the text.
    """
    root = doc[proposition.root]
    if pointing and _points_away(doc, proposition, pointing):
        return True
    if is_comparison(root) or _is_opening(root) or _is_aim(root) or _is_wondered(root):
        return True
    if reported.is_charged(root) and clauses.is_passive(tree.first_conjunct(root).head):
        return True  # "is accused of killing a judge" says it
    if reported.is_held(root) and root.dep_ == "advcl":
        return True  # "is considered by many to play a role" says it
    if reported.is_blamed(root) or clauses.is_made_of_clause(root):
        return True
    if (
        _is_echo(root)
        or _is_said_so(root)
        or _is_beyond(root)
        or disowned.is_disowned(root)
        or (root.dep_ == "conj" and tree.is_set_against(root))
    ):
        return True
    if (root.dep_ == "acl:relcl" and _is_defining(root)) or _is_of_predicate(root, subject):
        return True
    if _is_object(root) or hyphened.is_joined(root):  # "the Saudi-led coalition" says who leads it
        return True
    if _is_notice(doc, proposition, subject) or _is_addressed(doc, proposition):
        return True
    if root.tag_ == "VBN" and any(c.dep_ == "mark" and c.lower_ == "as" for c in root.lefts):
        return True  # "as shown by Peru" tells what shows what is said
    if proposition.modality == "conditional" and is_condition(root):
        return True  # "if he goes" is told with what depends on it
    if is_given(root) or (proposition.modality == "desired" and is_aim_of(root, subject)):
        return True
    if _is_of_class(root):
        return True
    if is_imagined(root) or is_waited_for(root) or (root.dep_ == "advcl" and modalities.is_aim(root)):
        return True  # "so that all can vote" is told with what is done for it
    if _is_likened(doc, proposition):
        return True
    return _is_restricting(doc, proposition)


def _is_of_class(participle: Token) -> bool:
    """Whether a participle says what things a class is of: "a class of graphs | built from trees |" tells of no building."""
    noun = participle.head
    if participle.dep_ != "acl" or noun.tag_ != "NNS" or noun.dep_ != "nmod" or tree.case(noun) != "of":
        return False
    bare = tree.child(noun, "det", "nummod", "nmod:poss") is None and noun.pos_ == "NOUN"
    a = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.head.lefts)
    said = noun.head.dep_ == "appos" or tree.child(noun.head, "cop") is not None
    return bare and a and said and not is_parted(participle)


def _is_object(verb: Token) -> bool:
    """Whether a gerund is what somebody is set on: "is committed to peace and | to helping others" tells of no help."""
    while verb.dep_ == "xcomp" and verb.head.i < verb.i:
        verb = verb.head
    return verb.tag_ == "VBG" and any(c.lower_ == "to" and c.dep_ in ("mark", "case") for c in verb.lefts)


def _is_addressed(doc: Doc, proposition: Proposition) -> bool:
    """Whether a clause is the condition on which readers are to do something: "if you | agree |, please sign"."""
    root, subject = doc[proposition.root], proposition.role("subject")
    if root.dep_ != "advcl" or subject is None or doc[subject.root].lower_ != "you":
        return False
    asked = root.head
    bidden = asked.tag_ == "VB" and tree.child(asked, "nsubj", "aux", "mark", "expl") is None
    return bidden and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in root.lefts)


def _is_restricting(doc: Doc, proposition: Proposition) -> bool:
    """Whether a clause only says who a pronoun means: "those who fled" does not say that those fled."""
    root = doc[proposition.root]
    if root.dep_ == "acl" and any(c.tag_ == "RBS" for c in root.lefts) and not is_parted(root):
        return True  # "the ten countries most exposed to floods"
    if root.dep_ == "acl" and _is_singled_out(root.head) and not is_parted(root):
        return True  # "the largest city controlled by rebels"
    heads = (doc[a.root] for a in proposition.arguments if a.root < proposition.root)
    clauses_ = (restricting(head) for head in heads if is_bare(head) or _is_of_all(head))
    return any(c is not None and c.left_edge.i <= proposition.root <= c.right_edge.i for c in clauses_)


def _is_opening(verb: Token) -> bool:
    """Whether a clause only introduces what follows its sentence: "On Monday the minister said:"."""
    last = verb.doc[sentences(verb.doc)[verb.i][1] - 1]
    if last.text != ":":
        return False
    if not (reported.is_saying(verb) or verb.lemma_ == "be"):
        return False
    behind = (c.dep_ for c in verb.rights if c.dep_ != "punct")
    return tree.clause_head(last).i == verb.i and not any(
        dep in ("ccomp", "xcomp", "obj", "parataxis") for dep in behind
    )


def _is_wondered(verb: Token) -> bool:
    """Whether a clause leaves open what it tells of: "asked | what Peru had gained", "who won", "which bank he owned", "what he did"."""
    if verb.dep_ == "acl:relcl" and verb.head.tag_ == "WP":
        return True
    if verb.dep_ not in ("ccomp", "csubj"):
        return False
    before = (c for c in verb.lefts if tree.base(c.dep_) in ("nsubj", "obj", "obl"))
    return any(t.tag_ in ("WP", "WDT", "WP$") for c in before for t in (c, *c.lefts))


def _is_echo(verb: Token) -> bool:
    """Whether a clause only says that what was told holds for somebody else: "and neither | did Peru", "but Chile | did"."""
    if verb.lemma_ not in ("do", "be", "have") or tree.child(verb, "aux", "cop") is not None:
        return False
    before = verb.nbor(-1).lower_ if verb.i > 0 else ""
    alone = verb.tag_ in tree.FINITE and all(c.dep_ in ECHOED for c in verb.children)
    return before in ("so", "neither", "nor") or alone


def _is_said_so(verb: Token) -> bool:
    """Whether a clause takes up another one with "so", or only addresses readers: "and | said | so to the press", "you know, it rains"."""
    behind = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    if behind.lower_ == "so" and behind.head.i == verb.i and tree.child(verb, "obj", "ccomp") is None:
        return reported.is_saying(verb) or verb.lemma_ in ("do", "think", "hope", "believe")
    subject = tree.child(verb, "nsubj")
    addressed = subject is not None and subject.lower_ == "you" and verb.lemma_ in ("know", "see")
    return addressed and behind.text == "," and tree.child(verb, "aux") is None


def _is_beyond(verb: Token) -> bool:
    """Whether an infinitive says for what something is too much or enough: "too ill | to stand trial"."""
    above = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp", "acl") or above.pos_ not in ("ADJ", "ADV", "NOUN"):
        return False
    return any(c.lower_ in ("too", "enough") and c.i < verb.i for c in above.children)


def _is_aim(verb: Token) -> bool:
    """Whether an infinitive is told with the participle before it: "a coup designed | to overthrow the state"."""
    return (
        verb.dep_ == "advcl" and verb.head.dep_ == "acl" and verb.tag_ == "VB" and tree.child(verb, "mark") is not None
    )


def _is_of_predicate(participle: Token, subject: int) -> bool:
    """Whether a participle tells of a predicate with "a", which is told with it: "the bay is a harbour | used by many"."""
    noun = participle.head
    a = noun.lower_ == "one" or any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)
    return participle.dep_ == "acl" and noun.i == subject and a and tree.child(noun, "cop") is not None


def _is_notice(doc: Doc, proposition: Proposition, subject: int) -> bool:
    """Whether a clause says no more than that a report ends: "no further details | are available"."""
    noun, root = doc[subject], doc[proposition.root]
    notice = root.lower_ == "available" and noun.lemma_.lower() in resources.words("control.toml", "reported")
    return notice and proposition.negated and tree.child(noun, "nmod") is None


def _is_likened(doc: Doc, proposition: Proposition) -> bool:
    """Whether a clause likens something to what it does not name, and counts nothing: "a similar law was passed"."""
    direct = (a for a in proposition.arguments if a.role in ("subject", "object", "complement"))
    if not any(_is_like(doc[a.root]) for a in direct):
        return False
    return not any(t.tag_ == "CD" for a in proposition.arguments for t in doc[a.start : a.end])


def _is_like(noun: Token) -> bool:
    """Whether a noun is said to be like or unlike another one, which is not named: "a similar law", "a different club"."""
    if noun.tag_ != "NN" or not any(
        c.dep_ == "amod" and c.lower_ in resources.words("control.toml", "likening") for c in noun.lefts
    ):
        return False
    a = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)
    last = noun.right_edge.i + 1
    beside = (*noun.doc[noun.i : last + 1], *noun.head.children)
    return a and not any(t.lower_ in ("from", "to", "than", "as") or tree.case(t) in ("from", "to") for t in beside)


def _points_away(doc: Doc, proposition: Proposition, pointing: Sequence[int]) -> bool:
    """Whether a clause tells of what is listed behind it, or shown beside it: "has the | following | parts:", "in the | adjacent | image"."""
    for a in proposition.arguments:
        for word in (doc[i] for i in pointing if a.start <= i < a.end):
            if word.lower_ == FOLLOWING:
                listed = a.role == "object" and any(t.text == ":" for t in doc[a.root : a.root + LONGEST_LIST])
                if listed or (a.role == "subject" and a.end - a.start <= 2):  # "the following are its parts"
                    return True
            elif word.dep_ == "amod" and word.head.lemma_.lower() in resources.words("control.toml", "pictured"):
                return True
    return False


def _is_defining(clause: Token) -> bool:
    """Whether a relative clause says what a word means: "the carucate, the area | that an ox could plough"."""
    noun = clause.head
    the = any(c.dep_ == "det" and c.lower_ == "the" for c in noun.lefts)
    return the and noun.dep_ == "appos" and noun.pos_ == noun.head.pos_ == "NOUN" and not is_parted(clause)


def is_comparison(token: Token) -> bool:
    """Whether a participle is no more than a preposition: "compared with 69 percent of men"."""
    bare = token.lower_ == "compared" and tree.child(token, "aux", "cop", "nsubj") is None
    return bare and any(tree.case(c) in ("with", "to") for c in token.rights)


def _is_singled_out(noun: Token) -> bool:
    """Whether a superlative or a rank says which one of many a noun means: "the largest city", "the first grave"."""
    ranked = resources.words("control.toml", "ranked")
    return noun.pos_ == "NOUN" and any(c.tag_ == "JJS" or c.lower_ in ranked for c in noun.lefts)


def _is_of_all(noun: Token) -> bool:
    """Whether a noun means all of a kind, which the clause behind it narrows: "all generals who arrive"."""
    universal = resources.words("quantifiers.toml", "universal")
    return any(c.dep_.startswith("det") and c.lower_ in universal for c in noun.lefts)
