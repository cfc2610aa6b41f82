"""Numbers that no table row claims: about the noun beside them or the subject of their clause, labelled with a word of it."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.measures import Draft, mapping, words
from pipeline.stages.sites import Site


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
