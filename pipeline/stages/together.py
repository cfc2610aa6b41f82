"""Which coordinated subjects and objects of a clause are told one by one, and which hold only together: "Peru and Chile met"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Arg, Proposition
from pipeline.stages import coordination, tree

# So many pairs of coordinated subjects and objects are told one by one; longer lists stay together.
MAX_SPLIT = 24


def pairs(
    doc: Doc, proposition: Proposition, subject: Arg, object_: Arg | None, *, ordered: bool
) -> list[tuple[Arg, Arg | None]]:
    """Coordinated subjects and objects one by one, where they do not go together; `ordered`: the first with the first."""
    clause = doc[proposition.root]
    whole = coordination.whole(doc, object_) if object_ is not None else None
    if ordered:
        return [(coordination.whole(doc, subject), whole)]
    subjects = coordination.parts(doc, subject, clause)
    objects: Sequence[Arg | None] = coordination.parts(doc, object_) if object_ is not None else [None]
    plural, apart = _is_plural(doc, proposition), _is_apart(doc, proposition) or _is_reciprocal(doc, proposition)
    shared = _is_of_many(doc, proposition) or _is_shared(doc, subject, object_) or _is_mutual(doc, object_)
    shared = shared or (object_ is not None and _is_summed(doc[proposition.root], doc[object_.root]))
    one = plural or apart or _is_jointly(clause) or proposition.lemma in resources.words("control.toml", "collective")
    if one or (len(subjects) > 1 and shared) or len(subjects) * len(objects) > MAX_SPLIT:
        subjects = [coordination.whole(doc, subject, clause)]
    head = doc[subject.root]
    # "The winners were Bo and Chan", "backing them were soldiers and planes"; of a part of a whole what is told need not hold
    # of each of several things: "most of the maize comes from Peru and Chile".
    single = apart or (plural and head.tag_ == "NNS") or head.dep_ == "csubj" or head.lemma_.lower() in _shares()
    single = single or clause.lemma_ in resources.words("control.toml", "composing") or is_counted(doc, subject)
    single = single or _is_joint(doc, proposition, object_)
    if single or len(subjects) * len(objects) > MAX_SPLIT:
        objects = [whole]
    return list(product(subjects, objects))


def is_counted(doc: Doc, subject: Arg) -> bool:
    """Whether a number says how many did something, in all of the places that are named: "40 people | fled to Peru and Chile"."""
    head = doc[subject.root]
    if head.tag_ == "CD":
        return head.lower_ not in ("one", "1")
    return head.tag_ in ("NNS", "NNPS") and tree.child(head, "nummod") is not None


def _is_shared(doc: Doc, subject: Arg, object_: Arg | None) -> bool:
    """Whether the object is that of all the subjects together: "Bo and his wife cancelled their holiday"."""
    if object_ is None or object_.start < subject.end:
        return False
    single = doc[subject.root].tag_ in ("NN", "NNP")
    return single and any(doc[i].lower_ in ("their", "themselves") for i in range(object_.start, object_.root))


def _is_summed(verb: Token, thing: Token) -> bool:
    """Whether a number counts what several did together: "floods and storms | killed 300 people"; not of each by itself."""
    if any(c.lower_ in ("each", "both") for c in verb.lefts) or thing.dep_ != "obj":
        return False
    return is_many(thing)


def is_many(thing: Token) -> bool:
    """Whether a noun has a number or is one: "300 people", "dozens of soldiers"."""
    number = tree.child(thing, "nummod")
    if thing.lower_ in resources.words("quantifiers.toml", "numbers"):
        return True
    return thing.tag_ in ("NNS", "NNPS") and number is not None and number.tag_ == "CD" and number.lower_ != "one"


def _is_of_many(doc: Doc, proposition: Proposition) -> bool:
    """Whether a clause says as what several did something: "Bo and Li were hired | as singers"."""
    led = (a for a in proposition.arguments if a.role == "oblique" and a.preposition == "as")
    return any(doc[a.root].tag_ == "NNS" for a in led)


def _is_mutual(doc: Doc, object_: Arg | None) -> bool:
    """Whether the object is what several do with one another: "Peru and Chile held a meeting", "signed a pact"."""
    if object_ is None:
        return False
    mutual = doc[object_.root].lemma_.lower() in resources.words("control.toml", "mutual")
    return mutual or is_concluded(doc[object_.root])


def is_concluded(noun: Token) -> bool:
    """Whether a noun means one thing that several conclude with one another: "a pact"."""
    return noun.lemma_.lower() in resources.words("control.toml", "concluded") and _is_one_of_many(noun)


def _is_joint(doc: Doc, proposition: Proposition, agents: Arg | None) -> bool:
    """Whether a clause tells by whom together one thing was done: "a survey | conducted by Ipsos and the Sun"."""
    subject = proposition.role("subject")
    led = agents is not None and agents.role in ("agent", "object") and proposition.passive
    if subject is None or not led:
        return False
    particle = tree.child(doc[proposition.root], "compound:prt")
    verb = " ".join(t.lemma_ for t in (doc[proposition.root], particle) if t is not None)
    if verb in resources.words("control.toml", "making"):
        return True
    return verb in resources.words("control.toml", "joint") and _is_one_of_many(doc[subject.root])


def _is_one_of_many(noun: Token) -> bool:
    """Whether a noun has "a": "a pact"."""
    return noun.tag_ == "NN" and any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)


def _is_apart(doc: Doc, proposition: Proposition) -> bool:
    """Whether a phrase sets several things apart, so that it holds for them together: "left | at different times"."""
    apart = resources.words("control.toml", "apart")
    nouns = (doc[a.root] for a in proposition.arguments if a.role == "oblique")
    return any(c.dep_ == "amod" and c.lower_ in apart for noun in nouns if noun.tag_ == "NNS" for c in noun.lefts)


def _is_reciprocal(doc: Doc, proposition: Proposition) -> bool:
    """Whether several do something to or for one another: "Peru and Chile agreed | with each other |"."""
    words = resources.words("control.toml", "reciprocal")
    return any(doc[a.start : a.end].text.lower() in words for a in proposition.arguments)


def _is_jointly(verb: Token) -> bool:
    """Whether an adverb says that several do something together: "Peru and Chile are working | together |"."""
    return any(c.lower_ in resources.words("control.toml", "jointly") for c in verb.children if c.dep_ == "advmod")


def _is_plural(doc: Doc, proposition: Proposition) -> bool:
    """Whether a clause says what several things are together: "Peru and Chile are members", "A and B, two regions"."""
    root = doc[proposition.root]
    told = proposition.kind == "apposition" or tree.child(root, "cop") is not None
    subject = proposition.role("subject")
    named = subject is not None and doc[subject.root].tag_ == "NNS" and tree.child(root, "conj") is not None
    return told and (root.tag_ in ("NNS", "NNPS") or named)  # "the winners were Bo and Chan"


@cache
def _shares() -> frozenset[str]:
    """Words and signs for a part of a whole."""
    return frozenset({"%"}).union(*(resources.words("quantifiers.toml", kind) for kind in ("shares", "hundredths")))
