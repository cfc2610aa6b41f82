"""A number as the value of a measure that the words around it name, or that was named before: "that of men 52 percent"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree, vitals
from pipeline.stages.borders import bordering, parties
from pipeline.stages.dimensions import is_away
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.growth import is_difference
from pipeline.stages.measure_rows import candidates, find, is_branch, rated
from pipeline.stages.owners import owned
from pipeline.stages.sites import Site

# What takes up a measure that was named before: "that of Sweden is 3,218 km", "in Japan it is 49.5".
RESUMING = ("that", "those", "it")


def measured(site: Site) -> Draft | None:
    """A value whose measure is named by a noun of the table, or by its own words."""
    if (resumed := _resumed(site, strict=True)) is not None:
        return resumed
    if (between := bordering(site)) is not None:
        return between
    behind = site.doc[site.value.end].lower_ if site.value.end < len(site.doc) else ""
    if mapping("adjective").get(behind) == "distance" or is_away(site):
        return None  # "at a depth of 10 km, 14 km north of the city"
    hit = find(site, candidates(site)) or rated(site)
    if hit is None:
        return _resumed(site)
    if hit[0]["predicate"] == "length":  # "the length of its coast": what is long says which measure it is
        hit = find(site, site.parts(hit[1], "of")) or hit
    row, noun = hit
    placing = site.noun is not None and site.noun.i != noun.i and tree.case(site.noun) in ("in", "across", "among")
    if placing and site.noun is not None and site.noun.head.i == noun.i and site.value.value.kind == "count":
        return None  # "the death toll in five states"
    if row["about"] == "owner" and _is_shared_out(site, noun):
        return None
    counting = resources.words("control.toml", "counting")
    if row["about"] == "clause" and any(t.lemma_ in counting for t in (site.clause, *noun.rights)):
        return None  # "with 99 percent of the votes counted"
    dwellers = row["predicate"] == "population" and vitals.is_dweller(noun) and not vitals.is_populace(site, noun)
    if dwellers and (grown := _grown(site)) is not None:
        noun, dwellers = grown, False
    if dwellers or (row["predicate"] == "area" and _is_taken(site, noun)):
        return None
    itself = noun.lemma_.lower() in words("words", "summit") and site.possessor(noun) is None
    if itself and tree.case(site.root) != "of":  # but "climbs to a peak of 4,200 metres"
        return Draft(row["predicate"], noun, f"measures/{row['predicate']}", 0.75, trigger=noun)
    if row["about"] == "parties":
        return parties(site, row["predicate"], noun)
    if row["about"] == "owner" and (_is_whole(site, noun) or _is_step(site, row)):
        return None
    if row["about"] == "self":
        owner = site.owner(noun)
        rule = f"measures/{row['predicate']}"
        return Draft(row["predicate"], noun, rule, 0.7, object=owner, trigger=noun, clausal=True)
    subject = site.subject()
    if row["about"] == "clause" and site.clause.lemma_.lower() in words("verbs", "own"):
        return None  # "controls 30 percent of the votes" in a company: nobody voted
    winner = subject if subject is not None and subject.i not in (noun.i, site.top.i) else None
    if row["about"] == "clause" and winner is not None and winner.lemma_.lower() in words("words", "proportion"):
        winner = tree.child(winner, "nmod:poss")  # "the party's share of the vote fell to 18 percent"
    if row["about"] == "clause" and winner is not None and not site.scene.referents.is_open(winner):
        # "won 54 percent of the vote"
        return Draft(row["predicate"], winner, f"measures/{row['predicate']}", 0.8, object=noun, trigger=noun)
    if row["about"] == "owner" and tree.base(noun.dep_) == "nsubj" and _is_one_of_many(noun):
        return Draft(row["predicate"], noun, f"measures/{row['predicate']}", 0.7, trigger=noun, clausal=True)
    draft = owned(site, row["predicate"], noun, f"measures/{row['predicate']}", 0.8)
    if draft is not None and draft.subject_entity is not None and is_branch(site, noun, row):
        # "Chile's copper exports" are not all that Chile exports.
        owner = draft.subject if draft.subject.i != noun.i else None
        return replace(
            draft, subject=noun, subject_entity=None, object=owner, object_entity=draft.subject_entity, clausal=True
        )
    traded = draft is not None and draft.predicate in ("exports", "imports") and draft.subject.pos_ == "NOUN"
    if draft is not None and traded and draft.subject_entity is None and draft.subject.i != noun.i:
        return replace(draft, subject=noun, clausal=True)  # "exports of gas": what, and not who
    # "more than three times as many", "45 cents more": a comparison is best said by its own clause.
    compared = (
        site.value.value.kind == "ratio" or is_difference(site) or noun.lemma_.lower() in words("words", "other way")
    )
    return replace(draft, clausal=True) if draft is not None and compared else draft


def _grown(site: Site) -> Token | None:
    """The population that came to so many people: "the population of Lima has grown to 61,000 residents"."""
    subject = site.subject()
    told = subject is not None and site.value.value.change is not None and site.value.value.change.to is not None
    return subject if told and subject is not None and subject.lemma_.lower() in ("population", "populace") else None


def _is_taken(site: Site, noun: Token) -> bool:
    """Whether something is done with so much land, which is not the size of who does it: "retook 18,000 km2 of territory"."""
    of = site.of()
    extending = site.clause.lemma_ in resources.words("control.toml", "extending")
    return site.role == "obj" and of is not None and of.i == noun.i and not extending


def _is_shared_out(site: Site, noun: Token) -> bool:
    """Whether a number counts those of whom a share is told, and not what is measured: "turnout was 81 percent of | 5,000 voters"."""
    counted = site.noun
    if site.value.value.kind != "count" or counted is None or counted.i == noun.i or tree.case(counted) != "of":
        return False
    share = site.scene.values.get(counted.head.i)
    return share is not None and share.value.kind == "percent"


def _is_one_of_many(noun: Token) -> bool:
    """Whether a measure is that of no owner: "an area of 1,200 square kilometres is under water"."""
    article = tree.child(noun, "det")
    return article is not None and article.lower_ in ("a", "an") and tree.child(noun, "nmod:poss") is None


def _is_whole(site: Site, noun: Token) -> bool:
    """Whether the measure is what a part is taken of: "40 percent of exports" says how large that part is."""
    of = site.of() if site.value.value.kind in ("percent", "ratio") else None
    return of is not None and of.i == noun.i


def _is_step(site: Site, row: dict[str, Any]) -> bool:
    """Whether a number says by how much an amount grew: "exports fell 7 percent", "the price rose $2"."""
    percent = site.value.value.kind == "percent"
    if "money" not in row["kinds"] or not (percent or row["predicate"] == "price"):
        return False
    if percent and is_difference(site):
        return True
    grown = site.clause.lemma_.lower() in words("verbs", "grow") | words("verbs", "change")
    return grown and site.preposition() in (None, "by")


def _resumed(site: Site, *, strict: bool = False) -> Draft | None:
    """The measure named earlier in the sentence and taken up by a pronoun: "that of men 52.1 percent".

    `strict`: only by one that says of whom.
    """
    doc = site.doc
    sentence = doc[site.value.start].sent
    before = doc[sentence.start : site.value.start]
    pronoun = next((t for t in reversed(before) if _takes_up(t)), None)
    if pronoun is None or any(pronoun.i < i < site.value.start for i in site.scene.values):
        return None
    nouns = (t for t in reversed(doc[sentence.start : pronoun.i]) if t.pos_ == "NOUN" and t.i not in site.scene.values)
    hit = next((found for noun in nouns if (found := find(site, [noun])) is not None), None)
    if hit is None or hit[0]["about"] == "parties":
        return None
    row, noun = hit
    among = site.obliques("in", "among", "for") if pronoun.pos_ == "NOUN" else []
    owner = next(iter([*site.parts(pronoun, "of", "in", "for", "among"), *among]), None)
    if owner is None and not strict:
        owner = site.place()
    if owner is None or site.scene.referents.is_open(owner):
        return None
    entity = site.scene.referents.place(owner)
    return Draft(row["predicate"], owner, "measures/resumed", 0.6, trigger=noun, subject_entity=entity)


def _takes_up(token: Token) -> bool:
    """Whether a word stands for a measure that was named: "that of men", "the rate is 35 percent" without saying which."""
    if token.pos_ in ("PRON", "DET"):
        return token.lower_ in RESUMING
    bare = all(c.dep_ in ("det", "case") for c in token.lefts) and any(c.lower_ == "the" for c in token.lefts)
    return bare and token.dep_.startswith("nsubj") and token.lemma_.lower() in words("words", "rate")
