"""Parts that are called so: "the share of Russians has dropped to 26.9 percent"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.growth import is_difference
from pipeline.stages.parts import part_of
from pipeline.stages.sites import Site


def named_share(site: Site) -> Draft | None:
    """A share that is called one: "the share of Russians has dropped to 26.9 percent; Poles follow with 2.1 percent"."""
    subject = site.subject()
    if (
        is_difference(site)
        or subject is None
        or subject.i >= site.value.start
        or site.of() is not None
        or site.preposition() == "by"
    ):
        return None
    part = _sharer(site, subject)
    if part is None and site.clause.lemma_.lower() in words("verbs", "follow"):
        before = site.doc[site.clause.sent.start : subject.left_edge.i]
        part = subject if any(_sharer(site, t) is not None for t in before) else None
    if part is None or site.scene.referents.is_open(part):
        return None
    of = next(iter(site.parts(subject, "of")), None)
    whole = of if of is not None and of.i != part.i else None
    whole = whole or next(iter([*site.parts(subject, "in", "among"), *site.parts(part, "in", "among")]), None)
    made, home = part_of(site, part, whole, "shares/named", 0.6), site.scene.topic_entity()
    people = whole is None and home is not None and site.scene.referents.type(part) == "NORP"
    if people and site.scene.topic is not None and site.scene.referents.place(part) not in (None, home):
        # "The share of Russians" in a text about Latvia.
        kind = "ethnic_share" if made.predicate == "share" else made.predicate
        made = replace(made, predicate=kind, object=site.doc[site.scene.topic.root], object_entity=home)
    return replace(made, clausal=True)


def _sharer(site: Site, noun: Token) -> Token | None:
    """What has the part that a noun names: "Russians" of "the share of Russians", Telia of "Telia's share of the field"."""
    if noun.lemma_.lower() not in words("words", "proportion") or tree.base(noun.dep_) != "nsubj":
        return None
    return tree.child(noun, "nmod:poss") or next(iter(site.parts(noun, "of")), None)
