"""How a number is put forward: as its clause is, as a fact beside it, or as what somebody expects or wants."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import resources
from pipeline.annotations import TimeMention
from pipeline.records import Modality
from pipeline.stages import clauses, lifetimes, modalities, tree, vitals
from pipeline.stages.dimensions import is_apart
from pipeline.stages.drafts import COUNTS, Draft
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.sites import Site
from pipeline.stages.value_times import times

# How a measure hangs on the noun whose measure it is, where no verb says so.
BESIDE = ("nmod", "appos", "amod", "compound")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a number stands aside from what its clause tells, and is what somebody expects or wants."""

    aside: bool
    foretold: bool
    wanted: bool


def standing(site: Site, draft: Draft) -> Standing:
    """How the number of a site stands in its clause."""
    foretold = _is_foretold(site, draft)
    beside = _is_beside(site, draft) or _is_aside(site, draft) or _is_starting_point(site) or _is_lasting(site, draft)
    return Standing(aside=beside and not foretold, foretold=foretold, wanted=_is_wanted(site))


def modality(site: Site, draft: Draft, how: Standing) -> Modality:
    """The modality of a number: that of its clause, "asserted" aside from it, else as what is expected or wanted."""
    proposition = site.proposition
    if how.wanted:
        return "desired"
    if draft.modality is not None:
        return draft.modality
    if how.aside or proposition is None:
        return "asserted"
    return "predicted" if how.foretold and proposition.modality == "asserted" else proposition.modality


def times_of(site: Site, draft: Draft, how: Standing) -> list[TimeMention]:
    """The times of a number; "now" is when somebody expects it, and not when it will be so."""
    found = times(site, aside=how.aside or _is_lasting(site, draft))
    present = resources.words("times.toml", "told", "present")
    return [t for t in found if site.doc[t.start].lower_ not in present] if how.foretold else found


def _is_lasting(site: Site, draft: Draft) -> bool:
    """Whether a number tells how far or large a place in the clause is: "was held on Monday in Tolo, 50 km from Lima"."""
    unit = site.doc[site.value.start : site.value.end].root
    lasting = resources.table("predicates.toml")["statistic"][draft.predicate].get("standing", False)
    beside = tree.base(unit.dep_) in BESIDE or (draft.predicate == "distance" and is_apart(site))
    return lasting and beside and draft.subject.dep_ not in SUBJECTS


def _is_beside(site: Site, draft: Draft) -> bool:
    """Whether a number is told in what describes a noun of the clause: "a five kilometers wide corridor will be patrolled"."""
    trigger = draft.trigger
    if draft.predicate == "age" and not draft.clausal and lifetimes.is_beside(site.root):
        return True
    # "Chile, the second-largest producer, will create a company": that it is the second is no plan.
    return trigger is not None and trigger.dep_ == ("appos" if site.value.value.kind == "rank" else "amod")


def _is_aside(site: Site, draft: Draft) -> bool:
    """Whether a noun phrase says the number beside what its clause tells: "the nation of 3.7 million fought a war", "denied
    that it had sold tea below the minimum price of $2.43"."""
    top = site.top
    housed = draft.predicate == "population" and site.noun is not None and vitals.is_home_beside(site.noun)
    if _is_set_off(site) or housed:
        return True
    if draft.predicate in COUNTS or top.dep_ != "nmod" or tree.case(top) != "of":
        return False
    if top.head.dep_ in ("obj", "obl") and any(c.lower_ in ("a", "an") for c in top.head.lefts):
        return False  # "wants to build a city of a million"
    trigger = draft.trigger if draft.trigger is not None else draft.subject
    measured = top.head.i == trigger.i and trigger.dep_ in ("obl", "nmod")
    return measured or top.head.i == draft.subject.i or top.head.dep_ == "appos"


def _is_set_off(site: Site) -> bool:
    """Whether a number stands between two commas behind the subject: "inflation, | already at 15 percent, | may rise"."""
    return clauses.is_set_off(tree.clause_head(site.doc[site.value.root]), site.value.start, site.value.end)


def _is_starting_point(site: Site) -> bool:
    """Whether a value is what something is to change from, and so holds already: "to rise | from 1.3 | to 1.5"."""
    proposition = site.proposition
    if proposition is None or proposition.modality == "asserted" or site.preposition() != "from":
        return False
    following = (i for i in range(site.value.end, site.doc[site.value.start].sent.end) if i in site.scene.values)
    between = site.doc[site.value.end : next(following, site.value.end)]
    return any(t.lower_ == "to" for t in between) and not any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between)


def _is_foretold(site: Site, draft: Draft) -> bool:
    """Whether a measure is what somebody expects: "the bank forecast inflation of 4 percent"."""
    verb, noun = site.clause, draft.trigger
    if not modalities.foretells(verb) or _is_set_off(site):
        return False
    told = [site.filler] if noun is None or noun.i == verb.i else [site.filler, noun]
    objects = any(t.dep_ == "obj" and t.head.i == verb.i for t in told)
    return objects or site.preposition() == "at"


def _is_wanted(site: Site) -> bool:
    """Whether a value is what somebody needs or wants: "needs half of the votes", "aims for 3 percent"."""
    wanted = site.proposition is not None and site.proposition.modality == "asserted" and modalities.wants(site.clause)
    if not wanted:
        return False
    what = site.filler.head if site.role == "nmod" and tree.case(site.filler) == "of" else site.filler
    aimed = what.dep_ == "obl" and tree.case(what) == "for" and tree.child(site.clause, "obj") is None
    known = any(c.lower_ == "the" for t in (what, site.top) for c in t.lefts)  # "the release of 20 miners"
    return what.head.i == site.clause.i and not known and (what.dep_ == "obj" or aimed)
