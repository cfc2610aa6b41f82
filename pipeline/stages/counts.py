"""Things counted: "275 members", "12 of the 22 provinces", and where or in what they are."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import casualties, tree
from pipeline.stages.comparisons import listed
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.participants import is_idiom
from pipeline.stages.sites import Site

ONE_OF = "counts/one"  # the rule of what is one of several
# Prepositions between what holds things and the things that are counted: "a poll of 900 voters", "a hall for 300 guests".
HELD = frozenset({"of", "by", "for", "in", "among", "with", "over", "on", "between"})


def ratio(site: Site) -> Draft | None:
    """ "12 of the 22 provinces", "one of the four parties": a count out of a whole; "three in four": a share of all."""
    said = site.value.value
    if said.of is None or said.of.amount is None:
        return None  # "four times the level" counts nothing
    within = (t for t in site.doc[site.value.start : site.value.end] if t.pos_ == "NOUN")
    of = site.of() or site.noun or site.following() or next(within, None)  # "one woman in 52"
    if of is None or site.scene.referents.is_open(of):
        return None
    subject = site.stated()
    if subject is None:  # "3 in 10 wells in the Buzi district"
        subject = next((t for t in site.parts(of, "in", "at") if site.scene.adjuncts.time(t) is None), None)
    predicate = "share" if any(w.unit == "%" for w in said.as_written) else "count"
    if predicate == "count" and said.amount == 1 and subject is not None and tree.child(site.clause, "cop") is not None:
        # "The Aral Sea is one of the four lakes": it is that one.
        return Draft(predicate, subject, ONE_OF, 0.75, object=of, trigger=of, clausal=True)
    return Draft(predicate, of, f"{predicate}s/ratio", 0.75, object=subject, trigger=of, clausal=True)


def numbered(site: Site) -> Draft | None:
    """What a noun says to be a number: "the number of tourists in Crete rose to 7 million", "a total of 40 were hurt" is none."""
    subject = site.stated() if site.noun is None else None
    patient = site.patient()
    if site.noun is None and patient is not None and patient.lemma_.lower() in words("words", "number"):
        subject = patient if site.preposition() == "to" else subject  # "brings to nine the number of people killed"
    if subject is None or subject.i in site.scene.values:
        return None
    if subject.tag_ == "NNS" and _comes_to(site) and casualties.is_countable(subject):
        # "Cases rose to 5,000", "burglaries fell from 912 to 804"
        where = next((t for t in site.parts(subject, "in", "at", "on") if site.scene.adjuncts.time(t) is None), None)
        predicate = mapping("noun").get(subject.lemma_.lower(), "count")
        return Draft(
            predicate, subject, "counts/plural", 0.65, object=where or site.place(), trigger=subject, clausal=True
        )
    if subject.lemma_.lower() not in words("words", "number"):
        return None
    counted = next((t for t in site.parts(subject, "of") if t.pos_ in ("NOUN", "PROPN")), None)
    brought = patient is not None and subject.i == patient.i
    if counted is None or (counted.i > site.value.start and not brought) or site.scene.referents.is_open(counted):
        return None
    near = [t for noun in (counted, subject) for t in site.parts(noun, "in", "at", "on")]
    where = next((t for t in near if site.scene.adjuncts.time(t) is None), None) or site.place()
    predicate = casualties.befallen(counted) or mapping("noun").get(counted.lemma_.lower(), "count")
    return Draft(predicate, counted, "counts/number", 0.7, object=where, trigger=subject, clausal=True)


def part(site: Site) -> Draft | None:
    """So many of those that the text has told of: "nearly 200 of the strikers had been released"."""
    of = site.of() if site.noun is None else None
    if of is None or of.tag_ != "NNS" or site.value.value.change is not None or of.i < site.value.end:
        return None
    if tree.child(of, "det", "nmod:poss") is None or not casualties.is_countable(of):
        return None
    subject = site.stated()
    other = subject if subject is not None and subject.i != site.root.i else site.place()
    return Draft("count", of, "counts/part", 0.6, object=other, trigger=of, clausal=True)


def _comes_to(site: Site) -> bool:
    """Whether a clause says which number its subject has come to, or is: "rose to 40", "numbered 300"."""
    change, verb = site.value.value.change, site.clause.lemma_.lower()
    return (change is not None and change.to is not None) or verb in words("verbs", "come to")


def margin(site: Site) -> Draft | None:
    """Points by which somebody leads or something moved count nothing: "a lead of six points", "down six points from May"."""
    noun = site.noun
    if noun is None or noun.lemma_.lower() != "point":
        return None
    before, behind = site.doc[max(site.value.start - 1, 0)].lower_, noun.i + 1
    compared = behind < len(site.doc) and site.doc[behind].lower_ in listed("differences") | words("words", "ahead")
    by = tree.case(noun) == "by"
    held = noun.head if noun.dep_ == "nmod" and noun.head.lemma_.lower() in words("words", "margin") else None
    subject = site.stated()
    told = subject is not None and subject.lemma_.lower() in words("words", "margin")
    if not (compared or told or by or held is not None or before in listed("endings")):
        return None
    about = held or subject
    if about is None or about.i == noun.i:
        return None
    return Draft(
        "statistic", about, "counts/points", 0.5, trigger=noun, label="lead" if held or told else "point", clausal=True
    )


def count(site: Site) -> Draft | None:
    """Things counted; "275-member council" counts the members of the council."""
    noun = site.noun
    if noun is None or site.scene.values.get(noun.i, site.value) is not site.value:
        return None
    hyphenated = noun.i > 0 and noun.dep_ == "compound" and site.doc[noun.i - 1].text in tree.HYPHENS
    if hyphenated and noun.head.pos_ in ("NOUN", "PROPN"):  # "a 275-member council"
        amount = site.value.value.amount
        if amount is not None and amount != round(
            amount
        ):  # "a 6.7-magnitude earthquake": a measure, and nothing counted
            label = noun.lemma_.lower()
            return Draft("statistic", noun.head, "counts/scale", 0.6, trigger=noun, label=label)
        return Draft("count", noun.head, "counts/compound", 0.7, trigger=noun, clausal=True)
    amount, referents = site.value.value.amount, site.scene.referents
    if noun.i < site.value.start and amount is not None and amount != round(amount):  # "an earthquake of magnitude 7.9"
        thing = noun.head if noun.dep_ == "nmod" and noun.head.pos_ in ("NOUN", "PROPN") else site.subject()
        if thing is not None and not referents.is_open(thing):
            label = noun.lemma_.lower()
            return Draft("statistic", thing, "counts/scale", 0.6, trigger=noun, label=label, clausal=True)
    subject, told = site.subject(), tree.child(noun, "cop") is not None
    if told and subject is not None and subject.lemma_.lower() in words("words", "level"):
        # "The density is 25 people per square kilometre" counts no people.
        return Draft("statistic", subject, "counts/level", 0.6, trigger=subject, clausal=True)
    owner = _owner(site, noun)
    if (inside := owner or _surrounding(site, noun)) is not None:
        return Draft("count", noun, "counts/noun", 0.6, object=inside, trigger=noun, clausal=True)
    holder = None if _is_sought(site) or _is_beside(site) else _whereabouts(site, noun) or site.subject()
    if holder is None or holder.i in (site.top.i, site.filler.i) or referents.is_open(holder):
        holder = site.place()
    if holder is None:
        # Not a place that is known, but where the text says: "live in the basin", "in front of the court".
        near = [*site.parts(noun, "in", "at", "on"), *site.obliques("in", "at", "on", "to")]
        holder = next((t for t in near if not is_idiom(t)), None)
        if holder is not None and (holder.i == site.top.i or site.scene.adjuncts.time(holder) is not None):
            holder = None
    return Draft("count", noun, "counts/noun", 0.6, object=holder, trigger=noun, clausal=True)


def _is_sought(site: Site) -> bool:
    """Whether the clause says who looks for the things that are counted, and not who has them: "search for 16 miners"."""
    return tree.case(site.filler) == "for" and site.clause.lemma_.lower() in words("verbs", "seek")


def _is_beside(site: Site) -> bool:
    """Whether other things are counted beside those of the clause: "300 people work there, | with 5,000 pensioners"."""
    led, subject = tree.child(site.filler, "case"), site.subject()
    apart = led is not None and led.lower_ == "with" and led.i > 0 and led.nbor(-1).text == ","
    return apart and subject is not None and tree.child(subject, "nummod") is not None


def _whereabouts(site: Site, noun: Token) -> Token | None:
    """The place right behind things that are counted as what somebody does something to: "backs two mines | in Peru"."""
    if site.role != "obj" or noun.i + 1 >= len(site.doc) or site.doc[noun.i + 1].lower_ not in ("in", "at"):
        return None
    if site.clause.lemma_.lower() in words("verbs", "attain") | words("verbs", "vote") | words("verbs", "employ"):
        return None  # "won three seats in Busan": whose they are
    led = site.doc[noun.i + 1]
    where = led.head if led.dep_ == "case" else led
    return where if where.i > led.i and site.is_place(where) else None


def _owner(site: Site, noun: Token) -> Token | None:
    """Whose the things are that are counted, as their own phrase says: "Serie A's 20 clubs", "three Chilean traders"."""
    possessor = tree.child(noun, "nmod:poss")
    if possessor is not None and not site.scene.referents.is_open(possessor):
        subject, entity = site.subject(), site.scene.referents.entity(possessor)
        if subject is not None and entity is not None and site.scene.referents.entity(subject) == entity:
            return subject  # "Peru withdraws its 900 troops"
        return possessor if possessor.i not in site.scene.values else None
    if not casualties.is_countable(noun) or site.place() is not None:
        return None
    body = (c for c in noun.lefts if c.dep_ in ("amod", "compound") and c.i >= site.value.end)
    return next((c for c in body if _owns(site, c)), None)


def _owns(site: Site, word: Token) -> bool:
    """Whether things are of the place or body that a word before them names: not of the continent of "European immigrants"."""
    entity = site.scene.referents.entity(word)
    region = entity is not None and entity.id.startswith("region:")
    return (site.is_place(word) and not region) or site.scene.referents.type(word) == "ORG"


def _surrounding(site: Site, noun: Token) -> Token | None:
    """Where or in what things are that are counted beside the clause: "in front of 500 fans at the arena", "a poll of 900 voters".

    A noun that is half a preposition ("in front of") holds nothing.
    """
    if site.role not in ("nmod", "obl", "acl") or site.noun is not site.top:
        return None
    near = site.parts(noun, "in", "at", "from")
    own = [t for t in near if site.scene.adjuncts.time(t) is None and not is_idiom(t)]
    if own:
        return own[0]
    above = site.filler.head
    held = (
        site.role == "nmod"
        and tree.case(site.filler) in HELD
        and tree.child(above, "cop") is None
        and above.pos_ == "NOUN"
        and above.i not in site.scene.values
        and not is_idiom(above)
    )
    fixed = tree.case(above) is not None and next(above.lefts).dep_ == "case" and above.i - next(above.lefts).i == 1
    vague = fixed or above.lemma_.lower() in words("words", "amount") or site.scene.adjuncts.time(above) is not None
    return above if held and not vague else None
