"""Statistics: what each number measures, of what, where and when, from the syntax around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.annotations import Fact, ValueMention
from pipeline.records import Value
from pipeline.stages import (
    _currency,
    casualties,
    counts,
    dimensions,
    durations,
    earlier,
    ellipsis,
    exchange,
    growth,
    implied,
    indicators,
    labelled,
    lifetimes,
    measures,
    named_shares,
    parts,
    rankings,
    relatives,
    trade,
    tree,
    unlisted,
    unstated,
    vitals,
    votes,
)
from pipeline.stages.drafts import COUNTS, Draft
from pipeline.stages.extensions import register
from pipeline.stages.pairing import Partner
from pipeline.stages.participants import aspect, participant
from pipeline.stages.sites import Scene, Site
from pipeline.stages.standing import modality, standing, times_of

# Measures in years, also where the text leaves the unit out.
AGES = frozenset({"age", "median_age", "life_expectancy"})
# Measures that somebody or something else has a part in.
SHARED = frozenset({"count", "amount_of_money", "statistic", "share", "price", "duration", "growth_rate", "debt"})

# Rules that read how long something lasts, or how many are in it, from its own phrase: what it does then, and to whom, is
# another thing ("a three-judge panel | made the decision", "a 20-year war | displaced a million people").
OWN = frozenset({"durations/modifier", "durations/noun", "counts/compound"})

# What says that a number states nothing.
NOTHING = (
    unstated.is_label,
    unstated.is_distance,
    unstated.is_cutoff,
    unstated.is_step,
    unstated.is_year,
    unstated.is_part,
)

Strategy = Callable[[Site], Draft | None]

# Strategies by kind of value, in the order in which they are tried: the first that applies decides.
STRATEGIES: dict[str, tuple[Strategy, ...]] = {
    "percent": (
        trade.trade, trade.owed, votes.turnout, votes.contest, measures.measured, votes.votes, growth.growth, growth.comparison,
        indicators.belonging, indicators.condition, indicators.made_of, named_shares.named_share, parts.share, growth.beside,
        unlisted.generic,
    ),
    "ratio": (
        trade.owed, measures.measured, growth.growth, indicators.belonging, indicators.condition, counts.ratio, parts.share,
        unlisted.generic,
    ),
    "count": (
        votes.contest, vitals.vital, measures.measured, casualties.people, vitals.people, vitals.settled, vitals.lived_in,
        durations.terms, counts.numbered, counts.margin, counts.part, counts.count, unlisted.generic,
    ),
    "quantity": (measures.measured, dimensions.dimension, dimensions.verbal, unlisted.generic),
    "money": (exchange.rate, trade.trade, trade.owed, measures.measured, trade.traded, dimensions.verbal, unlisted.generic),
    "rate": (trade.trade, vitals.vital, measures.measured, vitals.rate, casualties.people, vitals.settled,
        vitals.lived_in, counts.count, dimensions.verbal, unlisted.generic),
    "duration": (vitals.vital, measures.measured, durations.duration),
    "age": (vitals.vital, lifetimes.age, measures.measured),
    "rank": (rankings.rank,),
    "date": (),
}  # fmt: skip


def statistic(scene: Scene, value: ValueMention, before: Sequence[Fact]) -> Fact | None:
    """The statistic that a value states, None when the syntax does not say what it is about.

    `before` are the statistics of the values before it, which it may repeat in part.
    """
    site = Site(scene, value)
    if any(says(site) for says in NOTHING):
        return None
    row = labelled.labelled(site)
    if row is not None:
        return _fact(site, row)
    partner = scene.partners.get(value.start)
    if partner is not None:
        if partner.is_scaled(value):
            return None
        # What a list is of stands behind its last number, and hangs on one of them: "3, 5 and 7 medals".
        sites = [Site(scene, listed) for listed in reversed(partner.values)]
        lead = next((s for s in sites if s.noun is not None), sites[0])
        draft = _draft(lead)
        return replace(_fact(lead, _partnered(scene, draft, partner)), value=value) if draft is not None else None
    repeated = ellipsis.elided(site, before)
    if repeated is not None:
        return repeated
    draft = _draft(site)
    if draft is None or (draft.predicate in COUNTS and unstated.is_taken_up(site)):
        return None
    return _fact(site, draft)


def _draft(site: Site) -> Draft | None:
    """What the first strategy that applies says of a value."""
    drafts = (strategy(site) for strategy in STRATEGIES[site.value.value.kind])
    return next((draft for draft in drafts if draft is not None), None)


def _partnered(scene: Scene, draft: Draft, partner: Partner) -> Draft:
    """What a value of a list says, of the one of several subjects that it goes with."""
    first, own = partner.first, partner.own
    entity = scene.referents.place(own)
    if draft.subject.i == first.i:
        return replace(draft, subject=own, subject_entity=entity if draft.subject_entity is not None else None)
    if draft.object is not None and draft.object.i == first.i:
        return replace(draft, object=own, object_entity=entity if draft.object_entity is not None else None)
    return draft


def _fact(site: Site, draft: Draft) -> Fact:
    scene, value = site.scene, site.value
    subject = tree.phrase(draft.subject, full=True) if draft.whole_subject else scene.referents.span(draft.subject)
    if draft.whole_subject:
        subject = min(subject[0], value.start), subject[1]
    subject = _without_value(site, draft, subject)
    other = draft.object
    numeric = other is not None and other.i in scene.values and scene.values[other.i] is not value
    itself = (
        other is not None and other.i == draft.subject.i and site.halved is None
    )  # but "half the voters" are of them
    if other is not None and (itself or other.i in scene.values):
        # The other party of a number is no number, but for the whole of a part: "$52 million, of which 8 percent".
        of = site.of() if draft.predicate == "share" else None  # "a fifth of the $4 billion"
        whole = of is not None and of.i == other.i and of.i > site.value.end
        other = other if numeric and draft.predicate == "share" and (whole or other.i < site.value.start) else None
    object_token = other if other is not None else _setting(site, draft)
    object_ = _apart(site, object_token) if object_token is not None else None
    object_entity = draft.object_entity
    if object_entity is None and object_token is not None and other is None:
        object_entity = scene.referents.place(object_token)
    proposition = site.proposition
    trigger = draft.trigger
    how = standing(site, draft)
    clausal = draft.clausal or how.wanted or _is_step(draft, value.value)
    if draft.predicate in AGES and value.value.kind == "count":  # "the median age is 51"
        value = replace(value, value=value.value.model_copy(update={"kind": "age", "unit": "a"}))
    if draft.rule == votes.CONTEST and value.value.kind == "count":  # "by 51 percent to 49"
        value = replace(value, value=value.value.model_copy(update={"kind": "percent", "unit": "%"}))
    return Fact(
        kind="statistic",
        predicate=draft.predicate,
        subject=subject,
        object=object_,
        value=value,
        rule=draft.rule,
        score=draft.score,
        trigger=(trigger.i, trigger.i + 1) if trigger is not None else None,
        label=draft.label,
        subject_entity=draft.subject_entity,
        object_entity=object_entity,
        qualifications=scene.adjuncts.qualifications(times_of(site, draft, how)),
        negated=proposition.negated if proposition and not how.aside else False,
        modality=modality(site, draft, how),
        attribution=proposition.attribution if proposition else None,
        clause=site.clause.i if clausal and proposition is not None else None,
    )


def _apart(site: Site, token: Token) -> tuple[int, int]:
    """The words of an object without the number that is told of it: "a poll" of "a poll of 900 voters"."""
    start, end = site.scene.referents.span(token)
    if start <= site.value.start and site.value.end <= token.i and site.halved is not None:
        return site.value.end, end
    if site.value.start < start < site.value.end <= token.i:  # "one of | the four | lakes"
        return site.value.end, end
    if not token.i < site.value.start < end:
        return start, end
    cut = next((i for i in range(site.value.start - 1, token.i, -1) if site.doc[i].dep_ == "case"), site.value.start)
    return start, max(cut, token.i + 1)


def _is_step(draft: Draft, value: Value) -> bool:
    """Whether a value says by how much its measure moved, which only a growth rate that rises is named after."""
    change = value.change
    if change is None or change.by is None:
        return False
    return draft.predicate != "growth_rate" or change.direction != "up"


def _without_value(site: Site, draft: Draft, span: tuple[int, int]) -> tuple[int, int]:
    """The subject without the number beside it: "a profit" of "a profit of $5 million", "children" of "ten children"."""
    start, end = span
    value = site.value
    if draft.whole_subject or value.value.kind == "rank":
        return span
    if draft.subject.i < value.start < end:
        return _apart(site, draft.subject)
    if value.start < start < value.end <= draft.subject.i:
        return value.end, end
    if site.root.dep_ == "conj" and start < value.start < draft.subject.i < end:
        # "600 full-time and | 400 part-time workers |"
        return next((c.i for c in site.root.lefts if c.dep_ not in ("cc", "punct")), value.start), end
    return span


def _setting(site: Site, draft: Draft) -> Token | None:
    """Where a number holds that names no other party: a place in its own phrase or clause, else who or what takes part in
    it, else the text's country."""
    scene = site.scene
    if draft.predicate == "age" and not draft.clausal:
        return None  # somebody is that old wherever they are; of a group, the place says which
    if draft.rule == casualties.BEFALLING:
        return _at_large(site)  # "in Kabul hundreds protested the killing of 52 people" somewhere
    subject_entity = scene.referents.place(draft.subject)
    national = subject_entity is not None and subject_entity.id.startswith("country:")
    candidates = [] if national else [site.possessor(draft.subject), site.place(), site.subject()]
    place = next((t for t in candidates if t is not None and t.i != draft.subject.i and site.is_place(t)), None)
    if place is not None:
        return place
    party = None
    if draft.predicate in SHARED and draft.clausal and draft.rule not in OWN:
        party = aspect(site, draft.subject) or participant(site, draft.subject)
    elif draft.predicate in SHARED:
        party = aspect(site, draft.subject)
    ranked = draft.trigger if draft.predicate == "rank" else None
    national = national or (ranked is not None and not rankings.is_national(ranked))
    party = party or _within(site)
    return party if party is not None or national or _is_anywhere(draft) else _at_large(site)


def _is_anywhere(draft: Draft) -> bool:
    """Whether a number holds whatever the country: how old calves are, a panel of three."""
    if draft.predicate == "age":
        return not casualties.is_countable(draft.subject)
    return draft.rule in OWN and draft.predicate == "count"


def _within(site: Site) -> Token | None:
    """What a relative clause tells to have happened in: "the fires of 2007, in which 84 people died"."""
    pronoun = next((t for t in tree.children(site.clause, "obl") if t.tag_ in tree.RELATIVE), None)
    if pronoun is None or tree.case(pronoun) not in ("in", "during", "at"):
        return None
    noun = relatives.relativised(pronoun)
    return None if noun.i == pronoun.i or site.scene.referents.is_open(noun) else noun


def _at_large(site: Site) -> Token | None:
    """The country that the text is about, or the place in it where all happens, unless the clause tells of another."""
    topic, proposition = site.scene.topic, site.proposition
    if topic is None or topic.entity is None:
        return None
    named = (site.scene.referents.place(site.doc[a.root]) for a in (proposition.arguments if proposition else ()))
    countries = {entity.id for entity in named if entity is not None and entity.id.startswith("country:")}
    place = site.scene.referents.topics.place(site.root.sent)
    return None if place is None or countries - {topic.entity.id} else site.doc[place.root]


class Statistics:
    """Writes the statistics of `doc._.values` to `doc._.facts`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.values = _currency.settled(doc)
        scene = Scene(doc)
        found: list[Fact] = []
        for value in doc._.values:
            fact = statistic(scene, value, found)
            if fact is not None:
                found.append(fact)
                found += implied.of_each(scene, fact)
        wholes = (whole for fact in found for whole in implied.whole(scene, fact))
        before = (old for fact in found for old in earlier.earlier(scene, fact))
        doc._.facts = [*doc._.facts, *found, *wholes, *before]
        return doc


@Language.factory(
    "claimspan_statistics", requires=["doc._.values", "doc._.propositions"], assigns=["doc._.facts", "doc._.values"]
)
def make_statistics(nlp: Language, name: str) -> Statistics:
    """Build the stage that reads statistics from values and the tree."""
    register()
    return Statistics()
