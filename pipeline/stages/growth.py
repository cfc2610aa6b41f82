"""By how much something grew, or differs from something else."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.comparisons import listed
from pipeline.stages.drafts import Draft, words
from pipeline.stages.sites import Site


def growth(site: Site) -> Draft | None:
    """ "The economy grew by 3.5 percent", "exports fell 12 percent"."""
    verb = site.clause.lemma_.lower()
    behind = site.doc[site.clause.i + 1].lower_ if site.clause.i + 1 < len(site.doc) else ""
    verb = f"{verb} {behind}" if f"{verb} {behind}" in words("verbs", "grow") else verb
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
    if acted and patient is not None and site.preposition() == "by" and not site.scene.referents.is_open(patient):
        # "The drug cut deaths by a fifth"
        return Draft("growth_rate", patient, "growth/acted on", 0.6, object=subject, trigger=site.clause, clausal=True)
    ended = verb in words("verbs", "end") and bool(listed("endings") & {t.lower_ for t in _beside(site)})
    if (verb not in words("verbs", "grow") and not ended) or site.of() is not None:
        return None  # "grows 45 percent of the world's cocoa" is a share
    change = site.value.value.change
    reached = change is not None and change.to is not None and change.by is None  # "fell from 24 to 19 percent"
    reached = reached or tree.case(site.root) in ("to", "at", "above", "below")
    if reached and site.value.value.kind == "percent":
        return None  # "climbed to 21.5 percent" is where it stands
    if [token.tag_ for token in site.doc[site.clause.i + 1 : site.clause.i + 3]] == ["TO", "VB"]:
        return None  # "declined to comment"
    if subject is None or subject.i == site.top.i or site.scene.referents.is_open(subject):
        return None
    if site.value.end < len(site.doc) and site.doc[site.value.end].lower_ == "as":
        return None  # "grew twice as fast as Peru's" compares, and says of nothing by how much it grew
    through = (t for t in site.parts(subject, "through") if site.scene.adjuncts.time(t) is None)
    owner = next(through, None) or site.owner(subject)
    named = site.is_place(subject) and site.possessor(subject) is None  # no index, wherever it is traded
    # "Nigeria's oil output" is one branch of it.
    whole = subject.lemma_.lower() in words("words", "economy") and tree.child(subject, "compound") is None
    if named:
        owner = None
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


def beside(site: Site) -> Draft | None:
    """By how much something is up or down, beside what its clause tells: "sold 300 tonnes, down 9 percent from a year ago"."""
    change, subject = site.value.value.change, site.stated()
    before = site.doc[site.value.start - 1].lower_ if site.value.start else ""
    if change is None or change.by is None or change.to is not None or before not in ("up", "down"):
        return None
    if site.of() is not None or subject is None:
        return None
    told = site.patient() if site.clause.lemma_.lower() in words("verbs", "attain") else None
    thing = told is not None and told.i != site.top.i and told.i not in site.scene.values  # not "154 million tonnes"
    grown = told if told is not None and thing else subject
    return Draft(
        "growth_rate", grown, "growth/beside", 0.5, object=site.owner(grown), trigger=site.clause, clausal=True
    )


def _beside(site: Site) -> list[Token]:
    """The words right before and behind the number."""
    return [site.doc[i] for i in (site.value.start - 1, site.value.end) if 0 <= i < len(site.doc)]


def is_difference(site: Site) -> bool:
    """Whether a number is by how much something differs: "3.6 percent | more than this year"."""
    return site.doc[min(site.value.end, len(site.doc) - 1)].lower_ in listed("differences")


def comparison(site: Site) -> Draft | None:
    """ "3.6 percent more than this year": by how much the subject differs."""
    if not is_difference(site):
        return None
    subject = site.stated()
    if subject is None:
        return None
    return Draft("growth_rate", subject, "growth/comparison", 0.5, trigger=site.clause, clausal=True)
