"""Who or what else takes part in what a number says: the donors asked for it, the contract it is left on, the gates blocked."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.stages import casualties, tree
from pipeline.stages.drafts import words
from pipeline.stages.sites import Site

# Prepositions of who or what a number is given to, meant for, taken from or set against.
TOWARDS = ("to", "for", "on", "from", "against", "with")
# Prepositions of what belongs to a noun or of where it is.
WITHIN = ("of", "in", "among", "for", "at", "on")


def is_free(site: Site, token: Token | None) -> bool:
    """Whether a slot may hold `token`: no number itself, and no pronoun that nobody resolved."""
    if token is None or token.i in site.scene.values or token.i == site.root.i:
        return False
    return not site.scene.referents.is_open(token)


def aspect(site: Site, noun: Token) -> Token | None:
    """Of whom or where: "smoking prevalence among men", "temperatures in Jacobabad", "its profit"; not who leads an actor."""
    if site.scene.referents.fits(noun, "actor"):
        return None
    owner = site.possessor(noun)
    found = ([owner] if owner is not None else []) + site.parts(noun, *WITHIN)
    return next((t for t in found if _is_party(site, noun, t)), None)


def participant(site: Site, about: Token) -> Token | None:
    """Who or what else takes part in the clause of the number, which is about `about`; the nearest to the number first."""
    apart = about.dep_ == "nsubj" and about.left_edge.i <= site.value.start <= about.right_edge.i
    if apart and site.value.value.kind in ("quantity", "rate"):
        return None  # "winds of 90 kilometres an hour tore roofs from houses"
    named = (site.scene.referents.named(t) for t in _participants(site))
    own = range(*site.scene.referents.span(about))
    found = (t for t in named if t.i not in own and _is_party(site, about, t))
    counted = site.noun is not None and site.noun.i == about.i and tree.base(about.dep_) == "nsubj"
    acting = counted and casualties.is_countable(about)
    # "Two envoys delayed a trip": how many envoys there are, says nothing of a trip.
    return next((t for t in found if not (acting and any(c.lower_ in ("a", "an") for c in t.lefts))), None)


def is_idiom(token: Token) -> bool:
    """Whether a noun is of a phrase that names nothing: "in favour", "in a row"."""
    bare = all(c.dep_ == "case" or c.lower_ == "a" for c in token.lefts)
    return bare and token.lemma_.lower() in words("words", "idiom") and tree.case(token) == "in"


def _participants(site: Site) -> Iterator[Token]:
    if site.proposition is not None:
        yield from (site.doc[a.root] for a in site.proposition.arguments if a.role == "iobject")
    for token in dict.fromkeys((site.root, site.noun or site.root, site.top)):
        yield from site.parts(token, *TOWARDS)
        for participle in tree.children(token, "acl"):  # "has two years left on his contract"
            yield from site.parts(participle, *TOWARDS)
    if site.proposition is None:
        return
    roles = {"object", "oblique", "agent", "complement"} | ({"subject"} if site.proposition.passive else set())
    aside = words("words", "aside")
    arguments = [a for a in site.proposition.arguments if a.role in roles and a.preposition not in aside]
    for argument in sorted(arguments, key=lambda a: (a.role != "object", abs(a.root - site.value.start))):
        yield site.doc[argument.root]


def _is_party(site: Site, about: Token, token: Token) -> bool:
    """Whether `token` names a thing that is neither what the number is about, nor the number's own phrase, nor a time."""
    start, end = tree.subtree(token)
    summed = token.lemma_.lower() in words("words", "amount") | words("words", "number")
    if summed or site.scene.referents.span(token) == site.scene.referents.span(about):
        return False
    if is_idiom(token) or token.lower_ in words("words", "aside head") or _is_counted_beside(site, token):
        return False
    if token.pos_ not in ("NOUN", "PROPN", "PRON") or token.i in (about.i, site.top.i, site.filler.i, site.clause.i):
        return False
    inside = start <= site.value.start < end or tree.subtree(about)[0] == start
    # Of times, only how often money is paid is told here: "earns 400 euros a month".
    bare = site.value.value.kind == "money" and tree.child(token, "amod", "nmod") is None
    period = token.lemma_.lower() in words("words", "period") and not bare
    dated = period or site.scene.adjuncts.time(token) is not None  # "last season", "in dry years"
    return is_free(site, token) and not inside and not dated and token.lemma_.lower() not in _amounts(site)


def _is_counted_beside(site: Site, token: Token) -> bool:
    """Whether another number says how many or how much `token` is: "sold out in five hours, | with over 9,000 tickets | sold"."""
    if tree.case(token) not in words("words", "beside") and tree.child(token.head, "mark") is None:
        return False
    amounts = (c for c in token.children if c.dep_ == "nummod" or (c.dep_ == "nmod" and tree.case(c) == "of"))
    return any(site.scene.values.get(c.i, site.value) is not site.value for c in amounts)


def _amounts(site: Site) -> frozenset[str]:
    """The words of the amount that the number changed from: "from 15.20 euros"."""
    change = site.value.value.change
    if change is None or change.from_ is None:
        return frozenset()
    return frozenset(t.lemma_.lower() for t in site.doc[site.value.start : site.value.end])
