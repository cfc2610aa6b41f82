"""What a person or party gets of a vote."""

from __future__ import annotations

from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.growth import DIFFERENCES
from pipeline.stages.sites import Site

# How far before "took 8 percent" an election must be named.
ELECTION_REACH = 60


def votes(site: Site) -> Draft | None:
    """ "The party won 37 percent": what a person or party gets of a vote."""
    subject, verb = site.subject(), site.clause.lemma_.lower()
    voted = verb in words("verbs", "vote") or any(
        t.lemma_.lower() in words("words", "ballot") for t in site.clause.subtree
    )
    backed = next((t for t in site.parts(site.root, "for") if site.scene.referents.fits(t, "actor")), None)
    if voted and backed is not None:  # "against 39.9 percent for his predecessor"
        return Draft("vote_share", site.scene.referents.named(backed), "shares/votes for", 0.65, trigger=site.clause)
    asked = subject is not None and subject.lemma_.lower() in words("verbs", "ask")
    given = next((t for t in tree.children(site.clause, "iobj", "obj") if t.i != site.top.i), None)
    if asked and verb in ("give", "show", "put") and given is not None and site.of() is None:
        return Draft("vote_share", given, "shares/polled", 0.6, object=subject, trigger=site.clause)
    if subject is None or subject.i == site.top.i or verb not in words("verbs", "vote"):
        return None
    if site.doc[min(site.value.end, len(site.doc) - 1)].lower_ in DIFFERENCES:
        return None  # "3.6 percent more than this year"
    if site.of() is not None or site.noun is not None:
        return None
    ballot = any(t.lemma_.lower() in words("words", "ballot") for t in site.obliques("in", "at", "of"))
    ballot = ballot or _is_about_votes(site)
    if not ballot and not site.scene.referents.fits(subject, "actor"):
        return None
    return Draft("vote_share", subject, "shares/votes", 0.6, trigger=site.clause)


def _is_about_votes(site: Site) -> bool:
    """Whether the words before the number tell of an election."""
    before = site.doc[max(0, site.value.start - ELECTION_REACH) : site.value.start]
    reworded = len(before) > 0 and before[-1].lower_ == "or"  # "received $19 million, or 13 percent"
    return not reworded and any(t.lemma_.lower() in words("words", "election") for t in before)
