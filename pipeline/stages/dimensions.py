"""How long, high or far something is, where an adjective, a verb or a superlative names the measure."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.sites import Site


def dimension(site: Site) -> Draft | None:
    """ "a road 300 km long", "8 km northwest of Baquba"."""
    table = mapping("adjective")
    root = site.root
    adjective = root.head if root.head.lower_ in table else next((c for c in root.children if c.lower_ in table), None)
    behind = site.behind()
    if behind is not None and behind.pos_ == "ADJ" and behind.lower_ in table:
        adjective = behind  # "is 12 km long and 3 km | wide"
    if adjective is None and behind is not None and behind.dep_ == "advmod" and table.get(behind.lower_) == "distance":
        adjective = behind  # "lies 260 kilometers northwest of the capital", wherever the tree hangs it
    if adjective is None:
        return _away(site) or _ranked_by(site)
    predicate = table[adjective.lower_]
    if predicate == "distance":
        target = next((t for token in (root, adjective) for t in site.parts(token, "of", "from", "to")), None)
        subject = _located(site) or site.subject()
        if subject is None or target is None or target.lower_ in table:
            return None
        return Draft("distance", subject, "dimensions/distance", 0.75, object=target, trigger=adjective)
    noun = (
        adjective.head
        if adjective.head.pos_ in ("NOUN", "PROPN") and adjective.dep_ in ("amod", "acl")
        else site.subject()
    )
    noun = _bearer(site, noun)
    if noun is None or site.scene.referents.is_open(noun):
        return None
    said = predicate == "elevation" and adjective.lower_ != "high"  # what is tall has no "elevation"
    return Draft(predicate, noun, f"dimensions/{adjective.lower_}", 0.7, trigger=adjective, clausal=said)


def _bearer(site: Site, noun: Token | None) -> Token | None:
    """What is so long: no unit, and not what its clause says it to be, "the Ob is a river | 3,650 km long"."""
    if noun is not None and site.value.start <= noun.i < site.value.end:
        noun = site.root.head if site.root.dep_ == "appos" else site.subject()
    told = noun is not None and noun.i < site.value.start and tree.child(noun, "cop") is not None
    return (site.subject() or noun) if told else noun


def _located(site: Site) -> Token | None:
    """What stands right before a distance that tells where it is: "Kaolack, 190 km southeast of Dakar", "a well 60 km west of"."""
    doc, i = site.doc, _before(site)
    apart = is_apart(site)
    i = max(i - apart, 0)
    covered = site.scene.adjuncts.covered
    while apart and i > 0 and (i in covered or (doc[i].dep_ == "case" and doc[i].head.i in covered)):
        i -= 1  # "in Ghazni | on Saturday |, 120 km from"
    token = doc[i]
    while token.dep_ in ("flat", "compound") and token.head.i < site.value.start and token.head.i != token.i:
        token = token.head
    if apart:
        named = token.pos_ == "PROPN" and token.i not in site.scene.values
        return token if named or site.is_place(token) or site.scene.referents.fits(token, "place") else None
    return token if token.pos_ in ("NOUN", "PROPN") and site.scene.adjuncts.time(token) is None else None


def _before(site: Site) -> int:
    """The token before a value and what hedges it."""
    i = site.value.start - 1
    while i > 0 and (site.doc[i].pos_ in ("ADV", "DET") or site.doc[i].lower_ in words("words", "hedge")):
        i -= 1
    return i


def is_apart(site: Site) -> bool:
    """Whether a value, with what hedges it, stands behind a comma or bracket."""
    i = _before(site)
    return i > 0 and site.doc[i].text in (",", "(")


def is_away(site: Site) -> bool:
    """Whether a length set apart says how far from something that is: "Bo, 30 miles from the border"."""
    behind = site.behind()
    led = behind is not None and behind.lower_ == "from" and behind.dep_ == "case"
    return led and site.value.value.unit in ("km", "m") and is_apart(site)


def _away(site: Site) -> Draft | None:
    """ "passed within 71 million kilometers of Earth", "12 miles from the border": how far from what."""
    subject, within = site.subject(), tree.case(site.root) == "within"
    behind = site.behind()
    led = behind.head if behind is not None and behind.lower_ == "from" and behind.dep_ == "case" else None
    if site.value.value.unit not in ("km", "m"):
        return None
    apart = _located(site) if led is not None and site.doc[site.value.end - 1].dep_ != "obj" else None
    known = apart is not None and (site.is_place(apart) or is_away(site))
    if led is not None and apart is not None and known and site.scene.adjuncts.time(led) is None:
        return Draft("distance", apart, "dimensions/apart", 0.65, object=led, trigger=site.root)
    if subject is None or site.scene.referents.is_open(subject):
        return None
    target = next((t for t in site.parts(site.root, "of", "from") if within or tree.case(t) == "from"), None)
    found = led is not None and led.i == site.clause.i  # "is 40 kilometres from the border"
    lies = site.clause.lemma_.lower() in words("verbs", "lie") or found
    target = led if target is None and lies else target  # "lies two kilometers | from the coast", wherever it hangs
    if target is None or subject.i == site.top.i or site.scene.adjuncts.time(target) is not None:
        return None
    return Draft("distance", subject, "dimensions/away", 0.65, object=target, trigger=site.clause, clausal=not found)


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


def verbal(site: Site) -> Draft | None:
    """A measure that the verb names: "costs $4", "flows for 4,350 km", "flies 12,000 km"."""
    subject, value = site.stated(), site.value.value
    if subject is None:
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
