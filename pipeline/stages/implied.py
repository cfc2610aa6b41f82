"""Statistics that another one implies: the whole of a part that is counted, the same of each of several subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.annotations import Fact
from pipeline.records import Value
from pipeline.stages import counts, tree
from pipeline.stages.sites import Scene, Site


def whole(scene: Scene, fact: Fact) -> Iterator[Fact]:
    """ "One of the four parties" also counts the parties, where they are: not those of whoever is one of them."""
    counted = fact.value
    if counted is None or fact.rule not in ("counts/ratio", counts.ONE_OF):
        return
    if fact.rule == counts.ONE_OF:
        if fact.object is None:
            return
        fact = replace(fact, subject=fact.object, object=None, subject_entity=None, object_entity=None)
    if any(t.lower_ == "top" for t in scene.doc[counted.start : counted.end]):
        return  # "one of the top 500 firms": of a list, that has more
    of = counted.value.of
    if of is None or of.amount is None or of.text is None or of.start is None or of.end is None:
        return
    if of.end <= counted.value.end:  # "12 of the 22": what they are of stands elsewhere
        return
    value = Value(kind="count", amount=of.amount, unit="1", text=of.text, start=of.start, end=of.end)
    mention = replace(counted, value=value)
    site = Site(scene, counted)
    noun = scene.doc[slice(*fact.subject)].root
    if tree.child(site.clause, "cop") is not None:
        places = (t for t in site.parts(noun, "in", "at", "of") if scene.adjuncts.time(t) is None)
        place = next(places, None)
        fact = replace(
            fact,
            object=scene.referents.span(place) if place is not None else None,
            object_entity=scene.referents.place(place) if place is not None else None,
        )
    yield replace(fact, value=mention, rule="counts/whole", negated=False, modality="asserted")


def of_each(scene: Scene, fact: Fact) -> Iterator[Fact]:
    """The same of every other subject in "Peru and Chile each have 20 percent"."""
    head = scene.doc[fact.subject[0] : fact.subject[1]].root
    clause = tree.clause_head(head.head)
    if tree.base(head.dep_) != "nsubj" or not any(c.lower_ == "each" for c in clause.children):
        return
    for other in tree.coordinated(head):
        if other.i != head.i:
            entity = scene.referents.place(other) if fact.subject_entity is not None else None
            yield replace(fact, subject=scene.referents.span(other), subject_entity=entity)
