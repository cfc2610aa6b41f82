"""Numbers of which only the place or time is new: "and for Peru 19 percent", "compared with 31 percent in Bolivia"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.annotations import Fact
from pipeline.stages import drafts, gaps
from pipeline.stages.gaps import LISTED, SEPARATORS
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.sites import Site

# Prepositions of whose a number is.
PLACING = frozenset({"for", "in", "among"})
# Predicates of measures that only their noun names.
UNNAMED = frozenset({"statistic", "amount_of_money"})


def elsewhere(site: Site, last: Fact) -> Fact | None:
    """The statistic before it in the sentence, of another place or time."""
    return _placed(site, last) or _behind(site, last) or _compared(site, last)


def _behind(site: Site, last: Fact) -> Fact | None:
    """ "$3.20 in Texas but $4.90 in California": only number and place are new."""
    value, before = site.value.value, last.value
    doc, start = site.doc, site.value.start
    if before is None or (value.kind, value.unit) != (before.value.kind, before.value.unit) or value.kind not in LISTED:
        return None
    head = start - 1
    while head > before.end and doc[head].lower_ in drafts.words("words", "hedge"):
        head -= 1
    if doc[head].lower_ not in ("and", "but", ","):
        return None
    place = gaps.place_behind(site, site.value.end)
    if place is None or place.tag_ == "PRP$" or any(t.pos_ in ("VERB", "AUX") for t in doc[before.end : start]):
        return None
    if last.subject_entity is not None:  # "growth slowed to 1 percent in Italy and | 2 percent in France |"
        return _moved(site, last, place, True)
    at = site.scene.referents.span(place)
    return replace(
        last, object=at, object_entity=None, value=site.value, rule="lists/elsewhere", score=0.65, clause=None
    )


def _placed(site: Site, last: Fact) -> Fact | None:
    """ "The figure for Chile was 12 percent and for Peru | 19 percent |": only number and whose it is are new."""
    value, before, doc = site.value.value, last.value, site.doc
    if before is None or (value.kind, value.unit) != (before.value.kind, before.value.unit) or value.kind not in LISTED:
        return None
    between = doc[before.end : site.value.start]
    at = next((t.i for t in between if t.lower_ in PLACING and t.nbor(-1).lower_ in SEPARATORS), None)
    own = _owner_led(site, last, doc[at].lower_) if at is not None else None
    name = gaps.name(site, at + 1) if at is not None and own is not None else None
    if name is None or site.scene.adjuncts.time(name.root) is not None or any(t.pos_ == "VERB" for t in between):
        return None
    new = _moved(site, last, name.root, own == "subject")
    return replace(new, rule="lists/placed", score=0.65, modality="asserted") if new is not None else None


def _owner_led(site: Site, last: Fact, case: str) -> str | None:
    """Which slot of a statistic holds what stands behind a preposition."""
    slots = {"subject": last.subject, "object": last.object}
    led = (
        name for name, span in slots.items() if span is not None and span[0] and site.doc[span[0] - 1].lower_ == case
    )
    return next(led, None)


def _moved(site: Site, last: Fact, other: Token, subject: bool) -> Fact | None:
    """The same of another place or group, which is its subject or its object; None where no words are left to tell it."""
    span, entity = site.scene.referents.span(other), site.scene.referents.place(other)
    measure = site.doc[last.subject[0] : last.subject[1]].root
    if last.predicate in UNNAMED and measure.pos_ == "NOUN" and not subject:  # "the murder rate was 9": that of whom
        described = [t.text for t in measure.lefts if t.dep_ in DESCRIBING and t.dep_ not in ("det", "nmod:poss")]
        label = " ".join([*described, measure.lemma_.lower()])
        return replace(last, subject=span, object=None, object_entity=None, value=site.value, label=label, clause=None)
    if last.clause is not None:
        return None
    if subject:
        known = entity if last.subject_entity is not None else None
        return replace(last, subject=span, subject_entity=known, value=site.value)
    known = entity if last.object_entity is not None else None
    return replace(last, object=span, object_entity=known, value=site.value)


def _compared(site: Site, last: Fact) -> Fact | None:
    """ "Turnout was 51 percent, compared with 70 percent in 2007 and only 52 in 1989": the same at another time."""
    value, before = site.value.value, last.value
    if before is None or before.value.kind not in LISTED or site.noun is not None or site.of() is not None:
        return None
    if last.rule == "shares/polled":
        return None  # nobody won what a poll gave
    between = site.doc[before.end : site.value.start]
    led = next((t for t in between if t.lower_ == "compared" and t.nbor().lower_ in ("with", "to")), None)
    listed = last.rule == "lists/compared" and any(t.lower_ in ("and", ",") for t in between)
    if not (led is not None or listed) or any(t.pos_ in ("VERB", "AUX") for t in between if led is None or t.i > led.i):
        return None
    if value.kind == "count" and before.value.kind == "percent":  # "and only 52 in 1989"
        value = value.model_copy(update={"kind": "percent", "unit": before.value.unit})
    if (value.kind, value.unit) != (before.value.kind, before.value.unit):
        return None
    time = site.scene.adjuncts.covered.get(site.value.end + 1)
    dated = time is not None and time.start == site.value.end + 1 and site.doc[site.value.end].pos_ == "ADP"
    place = gaps.place_behind(site, site.value.end) if not dated else None
    owner = last.subject_entity is not None
    elsewhere = owner or (last.object is not None and site.is_place(site.doc[slice(*last.object)].root))
    moved = _moved(site, last, place, owner) if place is not None and elsewhere else None
    # Its own clause tells what a number is compared with, where nothing else can.
    told = last.clause is None or (owner and last.predicate not in UNNAMED)
    same = moved if moved is not None else replace(last, clause=None) if dated and told else None
    if same is None:
        return None
    times = site.scene.adjuncts.qualifications([time]) if dated and time is not None else last.qualifications
    return replace(
        same, value=replace(site.value, value=value), qualifications=times, rule="lists/compared", score=0.65,
        modality="asserted",
    )  # fmt: skip
