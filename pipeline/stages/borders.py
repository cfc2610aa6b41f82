"""Borders: between whom one runs, in every place where a sentence may name the two."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import relatives, tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.sites import Site


def parties(site: Site, predicate: str, noun: Token) -> Draft | None:
    """Both ends of a border: the clause's subject and "with X", or "between X and Y"."""
    between = site.parts(noun, "between")
    if len(between) >= 2:
        return Draft(predicate, between[0], "measures/border between", 0.85, object=between[1], trigger=noun)
    with_ = site.parts(noun, "with")
    if not with_ and site.proposition is not None:
        with_ = [
            site.doc[a.root] for a in site.proposition.arguments if a.role == "oblique" and a.preposition == "with"
        ]
    with_ = [_party(site, token) for token in with_]
    if len(with_) == 1:
        with_ = [_in_turn(site, with_[0])]
    before = _before(site)
    if before is not None and before.i in [t.i for t in with_]:
        with_ = [before]
    first = site.possessor(noun) or site.subject()
    if first is not None and site.scene.referents.is_open(first):
        first = site.doc[site.scene.topic.root] if site.scene.topic is not None else None
    if first is not None and with_ and site.is_place(with_[0]):
        return Draft(predicate, first, "measures/border with", 0.9, object=with_[0], trigger=noun)
    subject = site.subject()
    sharing = [t for t in tree.coordinated(subject) if site.is_place(t)] if subject is not None else []
    if len(sharing) == 2:  # "Bolivia and Argentina share 942 kilometres of border"
        return Draft(predicate, sharing[0], "measures/border shared", 0.85, object=sharing[1], trigger=noun)
    places = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod:poss") and site.is_place(c)]
    if len(places) == 2:
        return Draft(predicate, places[0], "measures/X-Y border", 0.8, object=places[1], trigger=noun)
    divided = [t for c in noun.children if c.dep_ in ("acl", "acl:relcl") for t in site.places(c.subtree)]
    if (
        len(divided) == 2
    ):  # "the frontier that separates Bulgaria from Greece", "the border that Peru shares with Chile"
        return Draft(predicate, divided[0], "measures/border dividing", 0.8, object=divided[1], trigger=noun)
    if first is not None and site.is_place(first) and (other := _neighbour(site, noun, first)) is not None:
        return Draft(predicate, first, "measures/border with later", 0.75, object=other, trigger=noun)
    if first is not None and site.is_place(first):
        return Draft("land_boundary_length", first, "measures/border of", 0.4, trigger=noun)
    return None


def bordering(site: Site) -> Draft | None:
    """ "Estonia borders Russia for 294 km and Latvia for 343 km"."""
    if site.clause.lemma_.lower() not in words("verbs", "border") or site.value.value.unit != "km":
        return None
    subject, other = site.subject(), _before(site)
    if subject is None or other is None or other.i == subject.i or site.scene.referents.is_open(subject):
        return None
    return Draft("border_length", subject, "measures/border verb", 0.8, object=other, trigger=site.clause)


def _in_turn(site: Site, party: Token) -> Token:
    """The party that a number belongs to where as many are named: "Brazil and Argentina, with which … 3,403 and 942 km"."""
    parties = list(tree.coordinated(tree.first_conjunct(party)))
    numbers = [t.i for t in tree.coordinated(tree.first_conjunct(site.top)) if t.i in site.scene.values]
    in_turn = len(parties) == len(numbers) > 1 and site.top.i in numbers
    return parties[numbers.index(site.top.i)] if in_turn else party


def _party(site: Site, token: Token) -> Token:
    """Whom a border is shared with: of "exports to Peru, with which it shares", the place right before the relative."""
    named = relatives.relativised(token)
    last = relatives.before_comma(token) if not site.is_place(named) else None
    return last if last is not None and site.is_place(last) else named


def _before(site: Site) -> Token | None:
    """The place right before a number, over a bracket, a comma or a preposition: "Chad (1,403 km)", "Russia for 294 km"."""
    doc, i = site.doc, site.value.start - 1
    while i > 0 and (
        doc[i].text in ("(", ",") or doc[i].pos_ in ("ADP", "ADV") or doc[i].lower_ in words("words", "hedge")
    ):
        i -= 1
    found = site.places(doc[max(i, 0) : i + 1])
    inside = site.scene.referents.inside.get(i)
    return found[0] if found else doc[inside.root] if inside is not None and site.is_place(doc[inside.root]) else None


def _neighbour(site: Site, noun: Token, first: Token) -> Token | None:
    """The one place behind a single border that "with" introduces, wherever the tree hangs it: "its border, 1,498 km, is with Malawi"."""
    if noun.tag_ == "NNS":
        return None
    behind = site.doc[noun.i + 1 : noun.sent.end]
    others = [t for t in site.places(behind) if t.i != first.i]
    found = [t for t in others if tree.case(t) == "with"]
    values = [
        v
        for v in site.doc._.values
        if noun.sent.start <= v.start < noun.sent.end and v.value.unit == site.value.value.unit
    ]
    return found[0] if len(others) == 1 and found and len(values) == 1 else None
