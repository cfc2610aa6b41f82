"""Durations, ages, ranks, and numbers that no table row claims."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.measures import Draft, mapping, words
from pipeline.stages.sites import Site

# How far behind a rank the time may stand within which it holds: "the lowest monthly level in two decades".
RANK_REACH = 6
DIFFERENCES = frozenset({"more", "less", "fewer", "higher", "lower", "larger", "smaller", "cheaper", "above", "below"})
# Prepositions between a noun and how long it lasts.
LASTING = ("of", "for", "over", "during", "lasting", "throughout")


def duration(site: Site) -> Draft | None:
    """How long something lasted, or how long it took: "an eight-year war", "led the country for 30 years"."""
    referents = site.scene.referents
    ranked = _ranked(site) if tree.case(site.root) in ("in", "since", "for") else None
    if ranked is not None:  # "the first government in half a century": how long the rank goes back
        return Draft("duration", ranked, "durations/rank", 0.4, object=site.place(), trigger=ranked)
    lasted = next(iter(site.parts(site.root, "of")), None)
    if lasted is not None and lasted.pos_ == "NOUN" and tree.case(site.root) is None and site.role == "nsubj":
        return Draft(
            "duration", lasted, "durations/of", 0.65, object=site.place(), trigger=lasted
        )  # "twelve years of war"
    if site.noun is not None and site.scene.adjuncts.time(site.noun) is None:
        owner = site.possessor(site.noun)
        object_ = owner if owner is not None and site.is_place(owner) else site.place()
        return Draft("duration", site.noun, "durations/modifier", 0.75, object=object_, trigger=site.noun)
    if tree.case(site.root) in ("within", "in", "after") and (of := site.of()) is not None:
        subject = site.subject()
        if subject is not None and not referents.is_open(subject):
            return Draft("duration", subject, "durations/within", 0.6, object=of, trigger=site.clause, clausal=True)
    if site.root.dep_ == "nmod" and site.root.head.pos_ in ("NOUN", "PROPN") and tree.case(site.root) in LASTING:
        noun = site.root.head  # "a sentence of seven years", "for two decades the intervention …"
        if not referents.is_open(noun) and site.scene.adjuncts.time(noun) is None:
            return Draft("duration", noun, "durations/noun", 0.65, object=site.place(), trigger=noun)
    if site.proposition is None:
        return None
    subject, patient = site.subject(), site.patient()
    event = site.place()
    if patient is not None and patient.i == site.top.i:
        patient = None  # "lasted five years": the duration is the object
    if subject is not None and subject.i == site.top.i:
        subject = None
    if subject is None and patient is not None:
        subject, patient = patient, None
    if subject is None or referents.is_open(subject) or site.scene.adjuncts.time(subject) is not None:
        return None
    object_ = patient if patient is not None and referents.fits(patient, "thing") else event
    return Draft("duration", subject, "durations/clause", 0.65, object=object_, trigger=site.clause, clausal=True)


def _ranked(site: Site) -> Token | None:
    """The noun of the rank that the time right behind it bounds, else what holds the rank; None without one."""
    for i in range(site.value.start - 1, max(-1, site.value.start - 1 - RANK_REACH), -1):
        mention = site.scene.values.get(i)
        if mention is not None and mention.value.kind == "rank":
            noun = Site(site.scene, mention).noun
            return noun if noun is not None else site.subject()
    return None


def age(site: Site) -> Draft | None:
    """How old somebody or a group is: "aged 15-24", "the population under 25", "a 14-year-old boy"."""
    noun = site.noun
    before = site.value.start - 2
    if before >= 0 and site.doc[before + 1].text == "," and site.doc[before].pos_ in ("NOUN", "PROPN"):
        noun = site.doc[before]  # "the former mayor, 62, was"
        while noun.dep_ in ("flat", "compound") and noun.head.i < noun.i:
            noun = noun.head
    if noun is None:
        node = site.root
        while node.head.i != node.i and not (
            node.head.pos_ in ("NOUN", "PROPN") and not site.value.start <= node.head.i < site.value.end
        ):
            if tree.is_verbal(node.head) and tree.base(node.dep_) not in ("acl", "amod"):
                break
            node = node.head
        head = node.head
        noun = head if head.pos_ in ("NOUN", "PROPN") and head.i != node.i and head.lemma_.lower() != "age" else None
        if noun is None and head.lemma_.lower() == "age" and head.head.pos_ in ("NOUN", "PROPN"):
            noun = head.head
    if noun is None:  # "a rock estimated to be 3.5 billion years old"
        above = next((t for t in (site.clause, site.clause.head) if t.dep_ == "acl" and t.head.pos_ == "NOUN"), None)
        noun = above.head if above is not None else site.subject()
        if noun is None or noun.i == site.top.i:
            return None
    bare = not any(c.isalpha() for c in site.value.value.text)
    if site.scene.referents.is_open(noun) or (bare and site.scene.referents.type(noun) in ("GPE", "LOC", "ORG", "FAC")):
        return None  # "puts the number of dead at 93"
    person = next((c for c in noun.children if c.dep_ in ("appos",) and site.scene.referents.type(c) == "PERSON"), None)
    if noun.dep_ == "appos" and site.scene.referents.type(noun.head) == "PERSON":
        person = noun.head
    elif noun.pos_ == "PROPN" and site.scene.referents.type(noun) == "PERSON":
        person = noun  # "Tamba, 67, a former officer": his own name
    owner = site.owner(noun)
    return Draft(
        "age",
        person or noun,
        "ages/noun",
        0.7,
        object=owner if owner is not None and site.is_place(owner) else None,
        trigger=noun,
    )


def growth(site: Site) -> Draft | None:
    """ "The economy grew by 3.5 percent", "exports fell 12 percent"."""
    verb = site.clause.lemma_.lower()
    subject, patient = site.subject(), site.patient()
    if site.value.value.change is not None and site.value.start <= site.clause.i < site.value.end:
        grown = patient if patient is not None else subject  # "exports doubled", "the herds were halved"
        if grown is None or site.scene.referents.is_open(grown):
            return None
        owner = site.owner(grown)
        return Draft("growth_rate", grown, "growth/itself", 0.6, object=owner, trigger=site.clause, clausal=True)
    if (
        patient is not None
        and subject is not None
        and subject.i == site.top.i
        and tree.child(site.clause, "aux") is None
    ):
        subject, patient = patient, None  # "expanded by 13.6 percent" without an auxiliary is no passive
    acted = verb in words("verbs", "change") and patient is not None and patient.i != site.top.i
    if acted and patient is not None and tree.case(site.root) == "by" and not site.scene.referents.is_open(patient):
        # "The drug cut deaths by a fifth"
        return Draft("growth_rate", patient, "growth/acted on", 0.6, object=subject, trigger=site.clause, clausal=True)
    if verb not in words("verbs", "grow") or site.of() is not None:
        return None  # "grows 45 percent of the world's cocoa" is a share
    if tree.case(site.root) in ("to", "at", "above", "below") and site.value.value.kind == "percent":
        return None  # "climbed to 21.5 percent" is where it stands
    if subject is None or subject.i == site.top.i or site.scene.referents.is_open(subject):
        return None
    through = (t for t in site.parts(subject, "through") if site.scene.adjuncts.time(t) is None)
    owner = next(through, None) or site.owner(subject)
    named = site.scene.referents.place(subject) is not None and site.possessor(subject) is None
    # "Nigeria's oil output" is one branch of it.
    whole = subject.lemma_.lower() in words("words", "economy") and tree.child(subject, "compound") is None
    if whole or named:
        entity = site.scene.referents.place(owner) if owner is not None else site.scene.referents.place(subject)
        return Draft(
            "growth_rate",
            owner if owner is not None else subject,
            "growth/economy",
            0.75,
            subject_entity=entity,
            trigger=site.clause,
        )
    return Draft("growth_rate", subject, "growth/subject", 0.5, object=owner, trigger=site.clause, clausal=True)


def comparison(site: Site) -> Draft | None:
    """ "3.6 percent more than this year": by how much the subject differs."""
    if site.doc[min(site.value.end, len(site.doc) - 1)].lower_ not in DIFFERENCES:
        return None
    subject = site.subject()
    if subject is None or subject.i == site.top.i or site.scene.referents.is_open(subject):
        return None
    return Draft("growth_rate", subject, "growth/comparison", 0.5, trigger=site.clause, clausal=True)


def traded(site: Site) -> Draft | None:
    """What something was sold or bought for: "The club was sold to a brewer for 92 million euros"."""
    sold = site.patient()
    if site.clause.lemma_.lower() not in words("verbs", "trade") or tree.case(site.root) not in ("for", "at"):
        return None
    if sold is None or sold.i == site.top.i or site.scene.referents.is_open(sold):
        return None
    buyer = next((t for t in site.parts(site.clause, "to", "by")), None) or site.subject()
    return Draft("price", sold, "verbs/traded", 0.65, object=buyer, trigger=site.clause, clausal=True)


def verbal(site: Site) -> Draft | None:
    """A measure that the verb names: "costs $4", "flows for 4,350 km", "flies 12,000 km"."""
    subject, value = site.subject(), site.value.value
    if subject is None or subject.i == site.top.i or site.scene.referents.is_open(subject):
        return None
    for row in resources.table("measures.toml")["verb"]:
        if site.clause.lemma_.lower() not in row["lemmas"] or value.kind not in row["kinds"]:
            continue
        if row["units"] and value.unit not in row["units"]:
            continue
        others = [t for t in tree.children(site.clause, "iobj", "obj") if t.i not in (site.top.i, site.root.i)]
        direct = site.role in ("obj", "obl", "xcomp", "advmod", "root", "ROOT", "dep")
        if others or not direct or site.noun is not None:
            continue  # "costs Egypt $500 million" is no price
        target = next((t for t in site.parts(site.root, "of", "from", "to")), None)
        predicate = "distance" if target is not None and row["predicate"] == "length" else row["predicate"]
        return Draft(predicate, subject, f"verbs/{predicate}", 0.65, object=target, trigger=site.clause, clausal=True)
    return None


def dimension(site: Site) -> Draft | None:
    """ "a road 300 km long", "8 km northwest of Baquba"."""
    table = mapping("adjective")
    root = site.root
    adjective = root.head if root.head.lower_ in table else next((c for c in root.children if c.lower_ in table), None)
    behind = site.doc[site.value.end] if site.value.end < len(site.doc) else None
    if adjective is None and behind is not None and behind.dep_ == "advmod" and table.get(behind.lower_) == "distance":
        adjective = behind  # "lies 260 kilometers northwest of the capital", wherever the tree hangs it
    if adjective is None:
        return _away(site) or _ranked_by(site)
    predicate = table[adjective.lower_]
    if predicate == "distance":
        target = next((t for token in (root, adjective) for t in site.parts(token, "of", "from", "to")), None)
        subject = site.subject()
        if subject is None or target is None:
            return None
        return Draft("distance", subject, "dimensions/distance", 0.75, object=target, trigger=adjective)
    noun = (
        adjective.head
        if adjective.head.pos_ in ("NOUN", "PROPN") and adjective.dep_ in ("amod", "acl")
        else site.subject()
    )
    if noun is None or site.scene.referents.is_open(noun):
        return None
    return Draft(predicate, noun, f"dimensions/{adjective.lower_}", 0.7, trigger=adjective)


def _away(site: Site) -> Draft | None:
    """ "passed within 71 million kilometers of Earth", "12 miles from the border": how far from what."""
    subject, within = site.subject(), tree.case(site.root) == "within"
    if site.value.value.unit not in ("km", "m") or subject is None or site.scene.referents.is_open(subject):
        return None
    target = next((t for t in site.parts(site.root, "of", "from") if within or tree.case(t) == "from"), None)
    if target is None or subject.i == site.top.i or site.scene.adjuncts.time(target) is not None:
        return None
    return Draft("distance", subject, "dimensions/away", 0.65, object=target, trigger=site.clause, clausal=True)


def _ranked_by(site: Site) -> Draft | None:
    """ "At 828 meters, the tower is the tallest in the world": the superlative says which measure."""
    table = mapping("superlative")
    subject = site.subject()
    if tree.case(site.root) != "at" or subject is None or site.scene.referents.is_open(subject):
        return None
    best = next((t for t in site.clause.subtree if t.lower_ in table), None)
    if best is None:
        return None
    return Draft(table[best.lower_], subject, "dimensions/superlative", 0.65, trigger=best)


def generic(site: Site) -> Draft | None:
    """Any other number: about the noun it modifies or the subject of its clause, labelled with the noun or verb."""
    value = site.value.value
    start = site.value.start
    if value.kind == "count" and site.noun is None and start > 0 and site.doc[start - 1].lower_ == "the":
        return None  # "between the two"
    subject = site.subject()
    if subject is not None and (subject.i == site.top.i or site.scene.referents.is_open(subject)):
        subject = None
    moved = site.patient() if site.clause.lemma_.lower() in words("verbs", "change") else None
    moved = moved if moved is not None and moved.i != site.top.i else None  # "cut its rate to 11 percent": the rate
    about = next(
        (
            t
            for t in (site.noun, _measured_noun(site), moved, subject, site.of(), site.patient(), site.place())
            if _is_free(site, t)
        ),
        None,
    )
    if about is None:
        # "About $13.3 billion is owed abroad": the amount is what the clause is about.
        itself = value.kind in ("money", "quantity") and site.role == "nsubj" and site.proposition is not None
        return _amount(site) if itself else None
    label = (site.noun or moved or site.clause).lemma_.lower()
    predicate = mapping("unit").get(value.unit, "amount_of_money" if value.kind == "money" else "statistic")
    if predicate == "area" and (of := site.of()) is not None:
        about = of
    other = subject if about is not subject else _party(site) or site.place() or _aspect(site, about)
    return Draft(
        predicate,
        about,
        "generic",
        0.4,
        clausal=True,
        object=other,
        label=label if predicate == "statistic" else None,
        trigger=site.clause,
    )


def _amount(site: Site) -> Draft:
    """An amount that is about nothing but itself."""
    value = site.value.value
    predicate = mapping("unit").get(value.unit, "amount_of_money" if value.kind == "money" else "statistic")
    label = site.clause.lemma_.lower() if predicate == "statistic" else None
    return Draft(
        predicate, site.root, "generic", 0.4, clausal=True, label=label, trigger=site.clause, whole_subject=True
    )


def _measured_noun(site: Site) -> Token | None:
    """The noun in "a profit of $5 million", "a capacity of 60,000"; None for a place or a time."""
    noun = site.root.head
    if site.root.dep_ != "nmod" or tree.case(site.root) != "of" or noun.pos_ != "NOUN":
        return None
    if noun.lemma_.lower() in words("words", "amount"):
        return None
    return None if site.scene.adjuncts.time(noun) is not None else noun


def _aspect(site: Site, noun: Token) -> Token | None:
    """Whose or where: "smoking prevalence among men", "temperatures in Jacobabad"."""
    found = site.parts(noun, "of", "in", "among", "for", "at")
    return next((t for t in found if _is_free(site, t) and site.scene.adjuncts.time(t) is None), None)


def _is_free(site: Site, token: Token | None) -> bool:
    """Whether a number may be about `token`: no number itself, and no pronoun that nobody resolved."""
    if token is None or token.i in site.scene.values or token.i == site.root.i:
        return False
    return not site.scene.referents.is_open(token)


def _party(site: Site) -> Token | None:
    """Who else takes part: "lent Bolivia $1.4 billion", "asked donors for $142 million"."""
    if site.proposition is None:
        return None
    for arg in site.proposition.arguments:
        token = site.doc[arg.root]
        free = token.i not in (site.top.i, site.root.i) and token.pos_ in ("NOUN", "PROPN", "PRON")
        other = arg.role == "iobject" or (arg.role == "oblique" and arg.preposition in ("to", "from", "for"))
        if other and free and site.scene.adjuncts.time(token) is None:
            return token
        if arg.role == "object" and free and site.role in ("obl", "obj"):
            return token
    return None
