"""How long things last: a war of eight years, an office held for 30."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import moments, tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.sites import Site

# How far behind a rank the time may stand within which it holds: "the lowest monthly level in two decades".
RANK_REACH = 6
NOUNS = ("NOUN", "PROPN")
# Before a stretch of time that something else took: "after two days of talks".
SPENDING = frozenset({"after", "during", "following", "despite", "amid"})
# Prepositions between a noun and how long it lasts.
LASTING = ("of", "for", "over", "during", "lasting", "throughout")


def duration(site: Site) -> Draft | None:
    """How long something lasted, or how long it took: "an eight-year war", "led the country for 30 years"."""
    referents = site.scene.referents
    if (apart := _apart(site)) is not None:
        return apart
    if any(says(site) for says in moments.MOMENTS):
        return None
    ranked = _ranked(site) if tree.case(site.root) in ("in", "since", "for") else None
    if ranked is not None:  # "the first government in half a century": how long the rank goes back
        return Draft("duration", ranked, "durations/rank", 0.4, object=site.place(), trigger=ranked, clausal=True)
    lasted = next(iter(site.parts(site.root, "of")), None)
    if lasted is not None and lasted.pos_ == "NOUN" and tree.case(site.root) is None and site.role == "nsubj":
        return Draft(
            "duration", lasted, "durations/of", 0.65, object=site.place(), trigger=lasted
        )  # "twelve years of war"
    if _is_of_change(site):
        return None
    if site.noun is not None and site.scene.adjuncts.time(site.noun) is None:
        owner = site.possessor(site.noun)
        object_ = owner if owner is not None and site.is_place(owner) else site.place()
        return Draft("duration", site.noun, "durations/modifier", 0.75, object=object_, trigger=site.noun, clausal=True)
    if (spent := _spent(site)) is not None:
        return Draft("duration", spent, "durations/of", 0.65, object=site.place(), trigger=spent, clausal=True)
    if tree.case(site.root) in ("within", "in", "after") and (of := site.of()) is not None:
        subject = site.subject()
        if subject is not None and not referents.is_open(subject):
            return Draft("duration", subject, "durations/within", 0.6, object=of, trigger=site.clause, clausal=True)
    told = tree.case(site.root) == "for" and _is_complement(site.root.head)  # "remained a province for two centuries"
    if site.root.dep_ == "nmod" and not told and site.root.head.pos_ in NOUNS and tree.case(site.root) in LASTING:
        noun = site.root.head  # "a sentence of seven years", "for two decades the intervention …"
        stretches = resources.words("times.toml", "told", "stretches")
        plain = noun.lemma_.lower() in stretches  # "won in a time of two hours" is what the clause tells
        if not plain and not referents.is_open(noun) and site.scene.adjuncts.time(noun) is None:
            # "got a sentence of three years": which sentence, says the clause
            one = any(child.lower_ in ("a", "an") for child in noun.lefts)
            place = site.place()
            return Draft("duration", noun, "durations/noun", 0.65, object=place, trigger=noun, clausal=one)
    if site.proposition is None:
        return None
    subject, patient = site.subject(), site.patient()
    event = site.place()
    if patient is not None and patient.i == site.top.i:
        patient = None  # "lasted five years": the duration is the object
    if subject is not None and subject.i == site.top.i:
        subject = None
    if subject is None and patient is not None:
        if tree.case(site.root) == "within":
            return None  # "within a week of the battle Peru, Chile and Brazil had signed the pact": by when
        subject, patient = patient, None
    if patient is not None and site.proposition.lemma in words("verbs", "confine"):
        subject, patient = patient, None  # "the court jailed | Ana Bo | for a year", who is in jail for so long
    if subject is None or referents.is_open(subject) or site.scene.adjuncts.time(subject) is not None:
        return None
    of = site.of()
    if of is not None and not referents.is_open(of):
        event = of  # "enough for two months of imports"
    object_ = patient if patient is not None and referents.fits(patient, "thing") else event
    return Draft("duration", subject, "durations/clause", 0.65, object=object_, trigger=site.clause, clausal=True)


def _apart(site: Site) -> Draft | None:
    """How far apart two things are: "the truce | came two weeks after the vote |"; of what somebody did, that says only when."""
    behind, subject = site.behind(), site.subject()
    event = _event(site, behind) if behind is not None else None
    if event is None or subject is None or subject.i == event.i or site.scene.referents.is_open(subject):
        return None
    if site.is_of_person():
        return None  # "five days before his death, he wrote a letter"
    return Draft("duration", subject, "durations/apart", 0.6, object=event, trigger=site.clause, clausal=True)


def _spent(site: Site) -> Token | None:
    """What a stretch of time was one of, which the clause only reckons from: "freed after seven years of | detention |"."""
    of, led = site.of(), tree.case(site.root)
    if of is None or of.pos_ != "NOUN" or of.i < site.value.end or site.scene.referents.is_open(of):
        return None
    bare = tree.child(of, "det", "nmod:poss") is None  # "in three days of the vote" is by when
    return of if led in SPENDING or (led == "in" and bare) else None


def _is_complement(noun: Token) -> bool:
    """Whether a noun is what a clause says of its subject: "was | a minister |", "remained | a province |"."""
    return tree.child(noun, "cop") is not None or (noun.dep_ == "xcomp" and tree.is_verbal(noun.head))


def terms(site: Site) -> Draft | None:
    """How many seasons or terms somebody did something: "played for the club for eleven seasons"."""
    noun, subject = site.noun, site.subject()
    stretches = resources.words("times.toml", "told", "terms")
    if noun is None or noun.lemma_.lower() not in stretches or tree.case(noun) != "for" or site.proposition is None:
        return None
    if subject is None or subject.i == site.top.i or site.scene.referents.is_open(subject) or site.role != "obl":
        return None
    return Draft("duration", subject, "durations/terms", 0.65, object=site.patient(), trigger=site.clause, clausal=True)


def _is_of_change(site: Site) -> bool:
    """Whether a stretch of time says over what something changed, or since when it is the most: "the biggest | one-day
    gain in two years |", "a 10-month low": nothing lasts so long."""
    changing = words("words", "changing")
    if site.noun is not None:
        return site.noun.lemma_.lower() in changing
    noun = site.root.head
    bounded = site.root.dep_ == "nmod" and tree.case(site.root) in ("in", "since", "for")
    return bounded and noun.lemma_.lower() in changing and any(c.tag_ in ("JJS", "RBS") for c in noun.lefts)


def _event(site: Site, behind: Token) -> Token | None:
    """What a duration before "after" or "before" is reckoned from: "five days before the vote", "two weeks after he died"."""
    if behind.lower_ not in ("after", "before") or behind.dep_ not in ("case", "mark"):
        return None
    head = behind.head
    if behind.dep_ == "case":
        return head if head.pos_ in ("NOUN", "PROPN") and site.scene.adjuncts.time(head) is None else None
    subject = next((c for c in head.lefts if tree.base(c.dep_) == "nsubj"), None)
    return subject if subject is not None and not site.scene.referents.is_open(subject) else None


def _ranked(site: Site) -> Token | None:
    """The noun of the rank that the time right behind it bounds, else what holds the rank; None without one."""
    for i in range(site.value.start - 1, max(-1, site.value.start - 1 - RANK_REACH), -1):
        mention = site.scene.values.get(i)
        if mention is not None and mention.value.kind == "rank":
            noun = Site(site.scene, mention).noun
            return noun if noun is not None else site.subject()
    return None
