"""What a person or party gets of a vote."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.growth import is_difference
from pipeline.stages.sites import Site

# How far before "took 8 percent" an election must be named.
ELECTION_REACH = 60
CONTEST = "votes/contest"
# Between who came next and the share of the votes.
BESIDE = frozenset({"on", "with", "at"})


def votes(site: Site) -> Draft | None:
    """ "The party won 37 percent": what a person or party gets of a vote."""
    if site.value.value.unit == "[pp]":
        return None  # "won by three percentage points": how far ahead
    subject, verb = site.subject(), site.clause.lemma_.lower()
    voted = verb in words("verbs", "vote") or any(
        t.lemma_.lower() in words("words", "ballot") for t in site.clause.subtree
    )
    backed = next((t for t in site.parts(site.root, "for") if site.scene.referents.fits(t, "actor")), None)
    if voted and backed is not None:  # "against 39.9 percent for his predecessor"
        return Draft("vote_share", site.scene.referents.named(backed), "shares/votes for", 0.65, trigger=site.clause)
    if (whose := tree.child(site.root, "nmod:poss")) is not None and voted and site.of() is None:
        return Draft("vote_share", whose, "shares/votes of", 0.6, trigger=site.clause)  # "to Le Pen's 41.5 percent"
    if (other := _beaten(site)) is not None:
        return Draft("vote_share", other, "shares/votes beside", 0.6, trigger=site.clause)
    asked = subject is not None and subject.lemma_.lower() in words("verbs", "ask")
    given = next((t for t in tree.children(site.clause, "iobj", "obj") if t.i != site.top.i), None)
    given = None if given is not None and given.i in site.scene.values else given
    if asked and verb in ("give", "show", "put") and given is not None and site.of() is None:
        return Draft("vote_share", given, "shares/polled", 0.6, object=subject, trigger=site.clause)
    stands = verb in words("verbs", "poll") and site.preposition() == "at" and _is_about_votes(site, asked=True)
    if subject is None or subject.i == site.top.i or not (verb in words("verbs", "vote") or stands):
        return None
    if stands and site.scene.referents.type(subject) not in ("PERSON", "ORG"):
        return None  # "unemployment stood at 14 percent"
    if is_difference(site):
        return None  # "3.6 percent more than this year"
    if site.of() is not None or site.noun is not None:
        return None
    ballot = any(t.lemma_.lower() in words("words", "ballot") for t in site.obliques("in", "at", "of"))
    ballot = ballot or _is_about_votes(site)
    moved = verb in words("verbs", "grow")  # "the Nikkei gained 1.4 percent"
    if not ballot and (moved or not site.scene.referents.fits(subject, "actor")):
        return None
    return Draft("vote_share", subject, "shares/votes", 0.6, trigger=site.clause, clausal=stands)


def _beaten(site: Site) -> Token | None:
    """Who is named right before the number of votes: "took 44 percent, ahead of the governor on | 39 percent |"."""
    case, doc = site.value.start - 1, site.doc
    voted = site.clause.lemma_.lower() in words("verbs", "vote")
    if case < 1 or doc[case].lower_ not in BESIDE or not (voted or _is_about_votes(site, asked=True)):
        return None
    name = doc[case - 1]
    while name.dep_ in ("flat", "compound") and name.head.i < case:
        name = name.head
    led = doc[max(name.left_edge.i - 2, 0) : name.i]
    beside = any(t.lower_ in ("ahead", "behind", "followed", "by") for t in led)
    fits = name.pos_ in ("NOUN", "PROPN") and beside and site.scene.referents.fits(name, "actor")
    return name if fits and not site.scene.referents.is_open(name) else None


def contest(site: Site) -> Draft | None:
    """What two got of a vote: "Bo defeated Li by 51 percent to 49"."""
    winner, loser = site.subject(), tree.child(site.clause, "obj")
    if site.clause.lemma_.lower() not in words("verbs", "beat") or winner is None or loser is None:
        return None
    start, values = site.value.start, site.scene.values
    last = site.value.end + 1 < len(site.doc) and site.doc[site.value.end].lower_ == "to"
    first = values.get(start - 2) if start > 1 and site.doc[start - 1].lower_ == "to" else None
    if first is not None and first.value.kind == "percent":
        whose = loser
    elif site.value.value.kind == "percent" and last and site.value.end + 1 in values:
        whose = winner
    else:
        return None
    if site.scene.referents.is_open(whose):
        return None
    return Draft("vote_share", whose, CONTEST, 0.65, trigger=site.clause, clausal=True)


def turnout(site: Site) -> Draft | None:
    """How many of those who may vote did: "only 51.6 percent of the electorate cast a ballot"."""
    whole, verb = site.of(), site.clause
    voters = whole is not None and whole.lemma_.lower() in words("words", "electorate")
    if whole is None or not voters or site.role != "nsubj" or tree.child(whole, "acl:relcl", "acl") is not None:
        return None
    obj = tree.child(verb, "obj")
    cast = verb.lemma_.lower() == "cast" and obj is not None and obj.lemma_.lower() in words("words", "ballot")
    chosen = obj is not None or any(tree.case(c) in ("for", "against") for c in verb.rights)
    lemma = " ".join([verb.lemma_.lower(), *(c.lower_ for c in verb.children if c.dep_ == "compound:prt")])
    if not cast and (chosen or lemma not in words("verbs", "turn out")):
        return None
    place = site.place()
    known = site.scene.referents.place(place) if place is not None else site.scene.topic_entity()
    return Draft(
        "turnout", place or whole, "votes/turnout", 0.7, trigger=verb, subject_entity=known, clausal=known is None
    )


def _is_about_votes(site: Site, *, asked: bool = False) -> bool:
    """Whether the words before the number tell of an election, or of a poll where people may have been `asked`."""
    before = site.doc[max(0, site.value.start - ELECTION_REACH) : site.value.start]
    reworded = len(before) > 0 and before[-1].lower_ == "or"  # "received $19 million, or 13 percent"
    told = words("words", "election") | (words("verbs", "ask") if asked else frozenset())
    return not reworded and any(t.lemma_.lower() in told for t in before)
