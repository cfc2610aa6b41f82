"""Numbers that no table row claims: about the noun beside them or the subject of their clause, labelled with a word of it."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.records import Value
from pipeline.stages import tree
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.participants import aspect, is_free, participant
from pipeline.stages.sites import Site


def generic(site: Site) -> Draft | None:
    """Any other number: about the noun it modifies or the subject of its clause, labelled with the noun or verb."""
    value = site.value.value
    start = site.value.start
    if value.kind == "count" and site.noun is None and start > 0 and site.doc[start - 1].lower_ == "the":
        return None  # "between the two"
    if site.root.dep_ == "conj" and tree.child(site.root, "nsubj") is not None:
        return None  # "the bank gave $6 million and the government | $3.5 million" is of its own subject
    compared = start > 1 and site.doc[start - 1].lower_ in ("with", "to") and site.doc[start - 2].lower_ == "compared"
    if compared and site.proposition is None:
        return None  # no clause tells with what it is compared
    subject = site.stated()
    verb = site.clause.lemma_.lower()
    appraised = verb in words("verbs", "appraise") and site.preposition() == "at"
    moved = site.patient() if verb in words("verbs", "change") or appraised else None
    moved = moved if moved is not None and moved.i != site.top.i else None  # "cut its rate to 11 percent": the rate
    if value.kind == "money" and site.noun is None and (bearer := _bearer(site)) is not None:
        return Draft("amount_of_money", bearer, "generic/borne", 0.6, clausal=True, object=subject, trigger=site.clause)
    measured = _measured_noun(site)
    if measured is not None and measured.lemma_.lower() in words("words", "extreme") and is_free(site, subject):
        measured = None  # "oil hit a high of $60": the oil
    about = next(
        (t for t in (site.noun, measured, moved, subject, site.of(), site.patient(), site.place()) if is_free(site, t)),
        None,
    )
    if about is None:
        # "About $13.3 billion is owed abroad": the amount is what the clause is about.
        itself = value.kind in ("money", "quantity") and site.role == "nsubj" and site.proposition is not None
        return _amount(site) if itself else None
    inside = site.value.start <= site.clause.i < site.value.end or (measured is not None and about.i == measured.i)
    named = about is not subject or inside or verb in words("verbs", "grow")  # "the fatality rate is 3.3 percent"
    named = named and about.pos_ == "NOUN"
    label = (site.noun or moved or (about if named else site.clause)).lemma_.lower()
    predicate = "price" if about is subject and _is_per_piece(site) else _predicate(value)
    if (
        value.kind == "quantity"
        and value.unit == "km"
        and about is site.noun
        and about.lemma_.lower() in words("words", "way")
    ):
        predicate = "length"  # "a 300 km pipeline"
    if predicate == "area" and (of := site.of()) is not None:
        about = of
    other = subject if about is not subject else _other(site, about)
    if about is subject and value.kind == "quantity" and is_free(site, site.of()):
        other = site.of()  # "produced 5 million tonnes of copper"
    if about is moved:
        agent = subject if value.kind in ("quantity", "rate") and not appraised else None  # "cut output by 4 tonnes"
        # "Put the damage at $2 billion", "raised the fee to $5": of whom, not by whom.
        other = aspect(site, about) or (agent if site.place() is None else None)
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


def _bearer(site: Site) -> Token | None:
    """Who is fined or awarded an amount, by whomever: "fined | the bank | $5 million"."""
    if site.clause.lemma_.lower() not in words("verbs", "award"):
        return None
    before = [c for c in site.root.lefts if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < site.value.start]
    named = [t for t in tree.children(site.clause, "iobj", "obj") if t.i not in (site.top.i, site.root.i)] + before
    patient = site.patient()
    named += [patient] if patient is not None and patient.i != site.top.i else []
    return next((t for t in named if t.i not in site.scene.values and is_free(site, t)), None)


def _other(site: Site, about: Token) -> Token | None:
    """Of whom or where the subject of a clause has a number, or who else takes part: "approval ratings | among Swedes"."""
    among = next((t for t in site.parts(about, "among") if is_free(site, t)), None)
    return among or participant(site, about) or site.place() or aspect(site, about)


def _is_per_piece(site: Site) -> bool:
    """Whether an amount is of so much of a thing each: "$60 a barrel"."""
    of = site.value.value.of
    start = of.start if of is not None and site.value.value.kind == "money" else None
    led = next((t for t in site.doc[site.value.start : site.root.sent.end] if t.idx + len(t) + 1 == start), None)
    return led is not None and led.lower_ in ("a", "an", "per")


def _predicate(value: Value) -> str:
    """What the unit of a value says that it measures."""
    found: str = mapping("unit").get(value.unit, "amount_of_money" if value.kind == "money" else "statistic")
    return found


def _amount(site: Site) -> Draft:
    """An amount that is about nothing but itself."""
    value = site.value.value
    predicate = _predicate(value)
    label = site.clause.lemma_.lower() if predicate == "statistic" else None
    return Draft(
        predicate, site.root, "generic", 0.4, clausal=True, label=label, trigger=site.clause, whole_subject=True
    )


def _measured_noun(site: Site) -> Token | None:
    """The noun in "a profit of $5 million", "a capacity of 60,000"; None for a place or a time."""
    noun = site.root.head
    if noun.lower_ in words("words", "worth") and noun.dep_ in ("acl", "amod") and noun.head.pos_ == "NOUN":
        return noun.head  # "a deal worth $5 million"
    if site.root.dep_ != "nmod" or tree.case(site.root) != "of" or noun.pos_ != "NOUN":
        return None
    if noun.lemma_.lower() in words("words", "amount"):
        return None
    return None if site.scene.adjuncts.time(noun) is not None else noun
