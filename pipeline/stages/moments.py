"""Stretches of time that say when or how often something happened, and how long nothing lasted: "five days before his death"."""

from __future__ import annotations

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.sites import Site

# Behind a stretch of time that lies between something and another time: "six minutes later", "than a year earlier".
APART = frozenset({"ago", "earlier", "later", "previously", "hence"})
# Behind a stretch of time that is reckoned from what follows: "two weeks | after | he died".
RECKONING = frozenset({"after", "before", "since"})
# Before a stretch of time that is a part of when it was: "in the | past | 24 hours".
SAYING_WHEN = frozenset({"last", "past", "next", "coming", "previous", "preceding", "following"})
# A part of a longer stretch, and how it is led where something happened in it.
FIRST = frozenset({"first", "opening", "final", "closing"})
DURING = frozenset({"in", "during", "within", "over"})
# Behind what comes round again. "Every five years" is how long something takes to come round, which is told.
ROUND = frozenset({"every", "each", "per"})


def is_apart(site: Site) -> bool:
    """Whether it lies between what is told and another time: "six minutes later", or what somebody did: "ten days | before the vote".

    Not where it tells of a noun, "a warning issued | five days | before the storm", or is compared: "a year earlier than planned".
    """
    behind = site.behind()
    if behind is None or site.clause.dep_ == "acl" or any(c.lower_ == "than" for c in behind.subtree):
        return False
    clause = behind.lower_ in RECKONING and behind.dep_ == "mark"  # "three days | after closing it"
    return (
        clause
        or (behind.lower_ in RECKONING and site.is_of_person())
        or behind.lower_ in APART
        or (behind.lower_ == "before" and behind.dep_ == "advmod")
    )


def is_window(site: Site) -> bool:
    """Whether something happened in it: "in the past 24 hours", "in the first two days of the offensive"."""
    led = site.doc[site.value.start - 1] if site.value.start > 0 else None
    if led is None or led.pos_ in ("VERB", "AUX") or site.preposition() == "for":
        return False  # "which | last | 24 hours"
    told = led.i in site.scene.adjuncts.covered or (
        led.i > 0 and (led.nbor(-1).pos_ == "DET" or led.nbor(-1).lower_ in DURING)
    )
    return (told and led.lower_ in SAYING_WHEN) or (led.lower_ in FIRST and tree.case(site.root) in DURING)


def is_round(site: Site) -> bool:
    """Whether something comes round again in it: "five days per week"."""
    behind = site.behind()
    return behind is not None and behind.lower_ in ROUND


def is_someday(site: Site) -> bool:
    """Whether it is a day that nobody knows: "so that | one day | the rebels can be tried"."""
    said = site.doc[site.value.start : site.value.end].text.lower() == "one day"
    bare = tree.case(site.root) is None and tree.base(site.root.dep_) in ("obl", "advmod")
    return said and bare and site.value.end <= site.clause.i


def is_wait(site: Site) -> bool:
    """Whether it had gone by when something happened, and nothing says what it was spent on: "was fined | after half an hour |"."""
    alone = not any(tree.base(c.dep_) in ("nmod", "acl", "obl") for c in site.root.rights)
    ended = site.clause.lemma_.lower() in resources.words("times.toml", "told", "over")
    return site.preposition() == "after" and site.role == "obl" and alone and not ended and site.noun is None


# What says that a stretch of time says when.
MOMENTS = (is_apart, is_window, is_round, is_someday, is_wait)
