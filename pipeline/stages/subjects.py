"""Who or what a clause is about, also where another clause says it: shared, controlled and relativised subjects."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import clauses, relatives, tree

# A subject is looked for this many clauses up at most; deeper control chains do not occur in edited text.
MAX_CONTROL = 6


def _table(name: str) -> frozenset[str]:
    return resources.words("control.toml", name)


def subject_token(head: Token, depth: int = 0) -> Token | None:
    """Who or what the clause headed by `head` is about, also where it is shared, controlled or relativised.

    Returns None when there is none ("it is raining", an imperative, a bare infinitive under a noun).
    """
    own = next((c for c in head.children if tree.base(c.dep_) in ("nsubj", "csubj") and not _is_emphatic(c)), None)
    if own is not None:
        return relatives.relativised(own)
    if any(c.dep_ == "mark" and c.lower_ == "with" for c in head.children):
        # "with the rebels holding the port": the noun between is the subject, whatever its label.
        between = next((c for c in head.lefts if c.pos_ in ("NOUN", "PROPN")), None)
        if between is not None:
            return between
    if head.pos_ == "ADJ" and (noun := relatives.before_comma(head)) is not None:
        return noun  # "South Sudan, independent from Sudan since 2011, …"
    if depth > MAX_CONTROL or _is_ranked(head) or _is_judged(head):
        return None
    above = head.head
    if above.i == head.i:
        return None
    if head.dep_ == "conj":
        if tree.child(above, "expl") is not None and clauses.is_negated(above):
            return None  # "there has never been a bishop, but is covered by Lima": no bishop is
        if any(c.dep_ == "expl" and c.lower_ == "it" for c in head.lefts):
            return None  # "the vote was held in May, but it took a year to count"
        if tree.is_verbal(above) or tree.child(above, "cop") is not None:
            return subject_token(above, depth + 1)
        return None
    if head.dep_ == "xcomp":
        if above.lemma_.lower() in _table("object") and not clauses.is_passive(above):
            controller = next((c for c in above.children if c.dep_ in ("obj", "iobj") and not _is_sum(c)), None)
            if controller is not None:
                return controller
        return subject_token(above, depth + 1)
    if head.dep_ == "advcl":
        if (controller := _deprived(head)) is not None:
            return controller
        if head.tag_ == "VBN" and any(c.dep_ == "mark" and c.lower_ == "as" for c in head.lefts):
            return None  # "as agreed in Geneva": not who works for it was agreed
        if _is_entitled(head) or _is_wished(head):
            return None
        if (struck := _struck(head)) is not None:
            return struck
        if _is_of_naming(head):
            return subject_token(above.head, depth + 1)
        if any(
            c.dep_ == "mark"
            and c.lower_
            not in (
                "to",
                "by",
                "after",
                "before",
                "while",
                "when",
                "without",
                "since",
                "if",
                "as",
                "in",
                "from",
                "for",
                "of",
            )
            for c in head.children
        ):
            return None
        infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in head.children)
        if infinitive and (asked := called_on(above)) is not None:
            return asked
        controlled = above.lemma_.lower() in _table("object") and infinitive
        obj = next((c for c in above.children if c.dep_ in ("obj", "iobj") and not _is_sum(c)), None)
        return (
            obj if controlled and obj is not None and not clauses.is_passive(above) else subject_token(above, depth + 1)
        )
    if (
        head.dep_ in ("acl", "amod", "appos")
        and above.pos_ in tree.NOMINAL
        and head.tag_ in ("VBG", "VBN", "VBD", "JJ")
    ):
        if head.tag_ == "VBG" and any(c.dep_ == "mark" for c in head.lefts):
            return None  # "on suspicion of killing a judge": no suspicion kills
        parted = head.i > above.i and head.nbor(-1).text == ","
        if head.tag_ == "VBG" and parted and tree.child(above, "cop") is not None:
            return subject_token(above, depth + 1) or above  # "the film was a success, | earning | $2 million"
        return relatives.described(above) or above  # "Ekaterra is a company based in London": Ekaterra is
    if head.dep_ == "parataxis" and head.tag_ in ("VBG", "VBN", "JJ"):
        return subject_token(above, depth + 1)
    return None


def _is_sum(token: Token) -> bool:
    """Whether what is paid or hired is an amount, which does nothing: "paid | $5 million to build it"."""
    return token.pos_ in ("NUM", "SYM") or (token.dep_ == "obj" and any(c.pos_ == "SYM" for c in token.lefts))


def _is_emphatic(token: Token) -> bool:
    """Whether a pronoun stands beside a subject and is none: "was | himself | succeeded"."""
    return token.tag_ == "PRP" and token.lower_.endswith(("self", "selves"))


def _struck(head: Token) -> Token | None:
    """What somebody is blamed for where a participle says whom it killed: "was blamed for | the crash, killing ten".

    The same with what somebody tells: "tests confirmed | an outbreak of Ebola, killing nine".
    """
    verb = head.head
    if head.tag_ != "VBG" or head.lemma_ not in _table("striking") or head.i < verb.i:
        return None
    if verb.lemma_.lower() in resources.words("attribution.toml", "verbs") and not clauses.is_passive(verb):
        events = resources.words("classes.toml", "nouns", "harming") | resources.words("classes.toml", "nouns", "event")
        return next((c for c in verb.rights if c.dep_ == "obj" and c.lemma_.lower() in events), None)
    if verb.lemma_.lower() not in resources.words("attribution.toml", "blaming") or not clauses.is_passive(verb):
        return None
    return next((c for c in verb.rights if c.dep_ == "obl" and tree.case(c) == "for" and c.i < head.i), None)


def _is_of_naming(head: Token) -> bool:
    """Whether a participle goes on behind what somebody is chosen for: "named Ana Bo to run for mayor, | rejecting Li"."""
    aim = head.head
    if head.tag_ != "VBG" or aim.tag_ != "VB" or aim.dep_ not in ("advcl", "xcomp"):
        return False
    parted = head.left_edge.text == "," or head.left_edge.nbor(-1).text == ","
    return parted and aim.head.lower_ in _table("naming")


def _is_judged(head: Token) -> bool:
    """Whether an infinitive is what something makes easy or hard for anybody: "made it illegal | to sell arms"."""
    verb = head.head.head if head.head.pos_ == "ADJ" and head.head.dep_ == "xcomp" else head.head
    it = next((c for c in verb.rights if c.dep_ in ("obj", "expl") and c.lower_ == "it" and c.i < head.i), None)
    adjective = any(c.dep_ == "xcomp" and c.pos_ == "ADJ" and c.i < head.i for c in verb.rights)
    return head.tag_ == "VB" and it is not None and adjective


def _is_entitled(head: Token) -> bool:
    """Whether an infinitive says what somebody else may do: "supported the right of the colonists to resist"."""
    noun = next((c for c in head.head.children if c.dep_ == "obj" and c.right_edge.i + 1 == head.left_edge.i), None)
    owned = noun is not None and tree.child(noun, "nmod") is not None
    return noun is not None and owned and head.tag_ == "VB" and noun.lemma_.lower() in _table("entitling")


def _is_wished(head: Token) -> bool:
    """Whether a clause says what somebody calls for others to do: "called for | giving | the poor more", "for more aid | to end | it"."""
    verb = head.head
    if head.i < verb.i or f"{verb.lemma_.lower()} for" not in _table("wishing"):
        return False
    own = {c.lower_ for c in head.lefts if c.dep_ == "mark"}
    beside = {tree.case(c) for c in verb.rights if c.dep_ == "obl" and c.i < head.i} if "to" in own else own
    return "for" in beside


def called_on(verb: Token) -> Token | None:
    """Whom somebody asks with a preposition to do something: "called on | the state to pay", "appealed to | Peru to leave"."""
    asking = (c for c in verb.rights if c.dep_ == "obl" and f"{verb.lemma_} {tree.case(c)}" in _table("asking"))
    return next(asking, None) if not clauses.is_passive(verb) else None


def _is_ranked(head: Token) -> bool:
    """Whether an infinitive says by what something is first or last: "the first minister to be jailed since 1974"."""
    noun = head.head
    if noun.lemma_ in _table("copular") and head.dep_ == "xcomp":
        noun = next((c for c in noun.rights if c.dep_ == "xcomp" and c.i < head.i), noun)  # "became the first to win"
    elif head.dep_ == "advcl" and noun.lemma_.lower() in _table("ranked"):  # "was the first in Asia to sell"
        return True
    elif head.dep_ != "acl":
        return False
    infinitive = any(token.tag_ == "TO" for token in head.doc[noun.i + 1 : head.i])
    return infinitive and any(c.lower_ in _table("ranked") or c.tag_ == "JJS" for c in noun.lefts)


def _deprived(head: Token) -> Token | None:
    """The object of the verb above, of which a participle behind "of", "from", "into" or "for" says what it does.

    "Accused the mayor of taking bribes", "kept him from voting", "talked them into selling", "fined the bank for hiding losses".
    """
    marks = {c.lower_ for c in head.lefts if c.dep_ == "mark"}
    blamed = (_table("answering"), *(resources.words("attribution.toml", kind) for kind in ("blaming", "charging")))
    answering = "for" in marks and any(head.head.lemma_.lower() in verbs for verbs in blamed)
    marked = answering or not marks.isdisjoint(("of", "from", "into"))
    if head.tag_ != "VBG" or not marked or clauses.is_passive(head.head):
        return None
    return next((c for c in head.head.children if c.dep_ in ("obj", "iobj") and c.i < head.i), None)
