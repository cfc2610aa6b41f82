"""Whose measure it is: "Peru's inflation", "the city lies at an altitude of 3,600 metres", or the country of the text."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import modalities, tree, vitals
from pipeline.stages.drafts import Draft, words
from pipeline.stages.measure_rows import phrase_lemmas
from pipeline.stages.sites import Site


def _is_other(site: Site, predicate: str, subject: Token) -> bool:
    """Whether a subject tells of a measure that it cannot have: "the central bank expects inflation of 4 percent"."""
    told = tree.child(site.clause, "obj")
    if told is not None and told.lemma_.lower() in words("words", "foretold") and not site.is_place(subject):
        return True  # "the bank cut its forecast for growth to 2 percent"
    only = modalities.foretells(site.clause) or modalities.wants(site.clause)
    if told is not None and only and not site.is_place(subject):
        return True  # "the bank assumes a price of $4"
    if predicate == "population" and vitals.is_census(site, subject):
        return True
    national, kind = predicate in words("words", "national"), site.scene.referents.type(subject)
    body = kind == "ORG" or (kind is None and subject.lemma_.lower() in words("words", "bodies"))
    person = kind == "PERSON" or (kind is None and subject.lemma_.lower() in words("words", "forecasters"))
    return (national and (body or person)) or (person and predicate in words("words", "impersonal"))


def owned(site: Site, predicate: str, noun: Token, rule: str, score: float) -> Draft | None:
    """A measure of whoever owns the noun; the country the text is about when nobody is named."""
    scene = site.scene
    whole = site.of() or (site.fronted() if site.role == "nsubj" else None)
    if site.role == "nsubj" and whole is not None and noun.i not in (site.top.i, whole.i):
        # "A third of the population is literate": what is measured is the population, and whose it is.
        country = whole if site.is_place(whole) else site.owner(whole)
        some = tree.child(whole, "nummod") is not None  # "2.7 million people, of whom 31 percent are poor"
        topic = None if some else scene.topic_entity()
        entity = scene.referents.place(country) if country is not None else topic
        about = country if country is not None else whole
        return Draft(predicate, about, rule, score, trigger=noun, subject_entity=entity)
    owner = site.owner(noun)
    if owner is not None and predicate == "price" and site.is_place(owner):
        # "New York prices hit 59 dollars": nobody sells the place.
        entity = scene.referents.place(owner)
        return Draft(predicate, noun, rule, score / 2, object=owner, object_entity=entity, trigger=noun, clausal=True)
    if owner is not None and site.noun is not None and owner.i == site.noun.i:
        # "Has a population of 6,000 people": what is counted owns nothing.
        owner = next((t for t in site.parts(noun, "in")), None)
    if predicate == "population" and noun.dep_ == "nmod" and tree.case(noun) == "of" and site.possessor(noun) is None:
        # "wants to build a city of a million inhabitants", "the number of inhabitants of Lima"
        owner = site.owner(noun.head) if vitals.is_sum(noun.head) else noun.head
    taken = owner is not None and owner.tag_ == "PRP$" and scene.referents.type(owner) in ("FAC", "ORG", "PRODUCT")
    if predicate == "population" and taken:
        return None  # of a bridge or a company that "its" is taken for
    bearer, led = site.subject(), tree.first_conjunct(noun)  # "with a width of 9 metres and a | length | of 60"
    adjunct = led.dep_ == "obl" and site.possessor(noun) is None
    sold = site.patient() if adjunct and predicate == "price" else None
    stands = tree.case(noun) == "at" and bearer is not None and not scene.referents.is_open(bearer)
    if sold is not None and sold.i != noun.i and scene.referents.fits(sold, "any"):
        owner = sold  # "sold tea at a price of $2": the price of the tea
    elif adjunct and bearer is not None and bearer.i != noun.i and (stands or scene.referents.fits(bearer, "thing")):
        owner = bearer  # "The city lies at an altitude of 3,600 metres in the Andes": the altitude of the city
    if tree.case(led) == "with" and site.possessor(noun) is None:
        # "Uzbekistan, with 33 million inhabitants", "With 33 million inhabitants, Uzbekistan is …"
        named = led.head.i < led.i and led.head.pos_ in ("NOUN", "PROPN")
        said = tree.child(led.head, "cop") is not None and bearer is not None and bearer.i != led.head.i
        # "Sudan is a country with an area of": the area of Sudan
        owner = led.head if named and not said else bearer or owner
    if owner is None:
        subject = site.subject()
        peopled = predicate == "population" and site.clause.lemma_ == "have"
        wanted = "any" if predicate == "length" or peopled else "thing"
        if subject is not None and subject.i not in (noun.i, site.top.i) and scene.referents.fits(subject, wanted):
            peopled = peopled and subject.pos_ == "PROPN"  # what a recogniser may take for a person
            owner = None if not peopled and _is_other(site, predicate, subject) else subject
    if owner is not None and owner.lemma_.lower() in words("words", "whole"):
        owner = site.owner(owner) or site.place() or owner
    of = whole if site.value.value.kind == "percent" else None
    whole = of if of is not None and of.i != noun.i and (owner is None or of.i != owner.i) else None
    if owner is None and whole is not None and site.is_place(whole):
        owner, whole = whole, None  # "Poverty affects 41.9 percent of Mexicans"
    if owner is not None and not scene.referents.is_open(owner):
        entity = scene.referents.place(owner)
        return Draft(predicate, owner, rule, score, object=whole, trigger=noun, subject_entity=entity)
    corporate = not words("words", "corporate").isdisjoint(phrase_lemmas(noun))  # "net debt" is that of no country
    entity = None if corporate or predicate in words("words", "particular") else scene.topic_entity()
    certainty = score * (0.5 if entity is None else 0.7)
    return Draft(
        predicate, noun, rule, certainty, object=whole, trigger=noun, subject_entity=entity, clausal=entity is None
    )
