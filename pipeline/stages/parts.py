"""Shares of a whole: "Russians make up 42 percent of the population", "84 percent of Peru is desert"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.records import Entity
from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.growth import is_difference
from pipeline.stages.sites import Site

# Whoever a clause behind them says.
THOSE = frozenset({"those", "these"})
# Before a part that a clause does not say its subject to be: "is fatal in half of all cases".
ASIDE = frozenset({"in", "for", "by", "with"})
SHARE_OF = {"ethnic_group": "ethnic_share", "religion": "religion_share", "language": "language_share"}


def share(site: Site) -> Draft | None:
    """ "X make up 42 percent of Y", "Y is 84 percent X", "an ethnic group (27 percent)"."""
    scene, root = site.scene, site.root
    if is_difference(site) or _is_levy(site):
        return None
    whole = site.of() or (site.fronted() if site.role in ("nsubj", "obj") else None) or _elided(site)
    verb = site.clause
    subject = site.subject()
    in_clause = site.filler.i == verb.i or site.filler.head.i == verb.i
    first = scene.values.get(subject.i) if subject is not None else None
    if first is not None and first is not site.value and site.noun is not None and tree.child(verb, "cop") is not None:
        # "77 percent of Kenyans are Christians and 11 percent Muslims": a part of the same whole
        return part_of(site, site.noun, Site(scene, first).of(), "shares/gapped", 0.7)
    again = site.of() is None and whole is not None and whole.lemma_.lower() in words("words", "ballot")
    if again and subject is not None and subject.i != site.top.i and not scene.referents.is_open(subject):
        # "won 44 percent of the vote; in the south it got only 30 percent": the whole of the number before
        return Draft("vote_share", subject, "shares/votes", 0.6, object=site.place(), trigger=verb)
    if (held := _held(site, whole)) is not None:
        return held
    if (
        root.dep_ in ("appos", "dep", "parataxis", "nmod:unmarked", "nmod", "list")
        and root.head.pos_ in ("NOUN", "PROPN", "ADJ")
        and whole is None
    ):
        return _parenthetical(site, root.head)
    if (
        in_clause
        and subject is not None
        and subject.i != site.top.i
        and _is_share_verb(verb, site.top)
        and not scene.referents.is_open(subject)
    ):
        if (
            whole is None
            and site.noun is None
            and verb.lemma_.lower()
            not in ("account", "make up", "constitute", "comprise", "represent", "form", "be", "make")
        ):
            return None
        # "Owns 18 percent of the mine", "covers a third of the country", "is home to half of them": it makes up no part of it.
        made = part_of(site, subject, whole, "shares/verb", 0.85)
        holding = site.top.i == verb.i != root.i and verb.pos_ == "NOUN"  # "is a 20% shareholder"
        taken = holding or verb.lemma_.lower() in words("verbs", "take up") or tree.case(site.top) == "to"
        return replace(made, clausal=made.clausal or taken)
    if (tongue := _tongue(site)) is not None:
        return part_of(site, tongue, whole, "shares/spoken", 0.75)
    if site.role == "nsubj" and whole is None and (group := _kind_of_people(site)) is not None:
        return part_of(site, group, None, "shares/are", 0.65)  # "nine in ten are Catholics", of all who live there
    if site.role == "nsubj" and whole is not None:
        believers = verb.pos_ == "ADJ" and (verb.ent_type_ == "NORP" or scene.referents.entity(verb) is not None)
        named = verb.pos_ in ("NOUN", "PROPN") or believers  # "87 percent of Filipinos are Christian"
        if tree.child(verb, "cop") is not None and tree.case(verb) is None and named:
            made = part_of(site, verb, whole, "shares/are", 0.75)
            # "Half of the people are Polish": no country makes up half of them.
            return replace(made, clausal=made.clausal or (verb.pos_ == "ADJ" and site.is_place(verb)))
        inhabited = [t for t in site.obliques("in") if verb.lemma_.lower() in words("verbs", "inhabit")]
        if inhabited:
            return replace(part_of(site, inhabited[0], whole, "shares/live in", 0.65), clausal=True)
    if (part := _before_verb(site, _first(site))) is not None:
        return part_of(site, part, whole, "shares/words", 0.6)
    done_to = site.role == "obj" and site.filler.head.i == verb.i
    asked = subject is not None and subject.lemma_.lower() in words(
        "verbs", "ask"
    )  # "a poll showed 55 percent of Poles in favour"
    if whole is not None and done_to and subject is not None and not (asked or scene.referents.is_open(subject)):
        # "Peru emits 0.4 percent of global emissions": the subject's part of the whole.
        return replace(part_of(site, subject, whole, "shares/object", 0.6), clausal=True)
    purpose = next(iter(site.parts(root, "for", "on", "to")), None)
    lemma = site.proposition.lemma if site.proposition is not None else verb.lemma_.lower()
    allotted = any(lemma.startswith(allot) for allot in words("verbs", "allot"))
    if (
        whole is None
        and allotted
        and purpose is not None
        and subject is not None
        and not scene.referents.is_open(subject)
    ):
        return Draft("share", purpose, "shares/allotted", 0.6, object=subject, trigger=verb, clausal=True)
    moving = verb.lemma_.lower() in words("verbs", "grow") | words("verbs", "poll")
    moving = moving and tree.case(site.top) in ("to", "at")
    if whole is not None and moving and subject is not None and not scene.referents.is_open(subject):
        made = part_of(site, subject, whole, "shares/moved", 0.6)
        return replace(made, clausal=True)  # "the deficit widened to 3.2 percent of GDP"
    if whole is not None:
        _, entity = _kind(site, whole, whole)
        return Draft(
            "share",
            site.halved or root,
            "shares/of",
            0.6,
            object=whole,
            object_entity=entity,
            whole_subject=True,
            clausal=True,
        )
    return None


def _is_levy(site: Site) -> bool:
    """Whether a percentage is that of a tax or rate beside it: "a 19% flat | tax |", "| rates | at 40 percent in Lima"."""
    if site.noun is not None:
        return site.noun.lemma_.lower() in words("words", "levied")
    head = site.root.head
    above = site.root.dep_ in ("nmod", "nmod:unmarked") and tree.case(site.root) == "at"
    return above and head.lemma_.lower() in words("words", "levied") | words("words", "rate")


def _held(site: Site, whole: Token | None) -> Draft | None:
    """Whose a part is: "is 51 percent owned by Telia", "30 percent of it is held by the state", "an 18 percent stake in the field"."""
    noun, proposition, subject = site.noun, site.proposition, site.subject()
    if noun is None and site.root.dep_ == "nmod" and tree.case(site.root) == "of":
        noun = site.root.head  # "a market share | of 21 percent |"
    if noun is not None and noun.lemma_.lower() in words("words", "stake"):
        held = next((t for t in site.parts(noun, "in", "of") if t.i not in site.scene.values), None)
        held = held or next((c for c in noun.lefts if c.dep_ == "compound" and c.i not in site.scene.values), None)
        holder = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
        if holder is None and subject is not None and subject.i != noun.i:
            holder = subject
        if held is None or (holder is not None and site.scene.referents.is_open(holder)):
            return None
        made = part_of(site, holder or noun, held, "shares/stake", 0.7)
        return replace(made, clausal=made.clausal or (subject is not None and holder is subject))
    agent = proposition.role("agent") if proposition is not None and proposition.passive else None
    if agent is None or site.clause.lemma_.lower() not in words("verbs", "own"):
        return None
    owned = site.patient()
    whole = owned if owned is not None and owned.i != site.top.i else whole
    return part_of(site, site.scene.referents.named(site.doc[agent.root]), whole, "shares/owned", 0.75)


def _elided(site: Site) -> Token | None:
    """The whole of an earlier share in the sentence: "Kazakhs make up 68 percent of its people, Russians 19 percent"."""
    if site.root.dep_ in ("appos", "dep", "parataxis") or (site.root.dep_ == "nmod" and tree.case(site.root) == "of"):
        return None  # "spends 3 percent of its output, below the target of | 5 percent |"
    sentence = site.doc[site.value.start].sent
    earlier = [
        v
        for v in site.doc._.values
        if sentence.start <= v.start < site.value.start
        and v.value.kind in ("percent", "ratio")
        and v.value.unit in ("%", "1")
    ]
    return Site(site.scene, earlier[-1]).of() if earlier else None


def _before_verb(site: Site, end: int) -> Token | None:
    """The noun right before a verb of making up that stands right before token `end`, where the tree misses it.

    Small parsers take "form" and "account" for nouns; the order of words is plain all the same.
    """
    doc, i = site.doc, end - 1
    while i >= 0 and (
        doc[i].lower_ in ("for", "up", "only", "just", "also") or doc[i].lower_ in words("words", "hedge")
    ):
        i -= 1
    if i < 1 or doc[i].lower_ not in words("words", "share_forms"):
        return None
    noun = doc[i - 1]
    return noun if noun.pos_ in ("NOUN", "PROPN") and not site.scene.referents.is_open(noun) else None


def _first(site: Site) -> int:
    """Where the first of several joined shares begins: "accounts for | 25% of GDP and 70% of exports"."""
    first = site.scene.values.get(tree.first_conjunct(site.top).i, site.value)
    return first.start if first.value.kind == "percent" else site.value.start


def _is_share_verb(verb: Token, top: Token) -> bool:
    lemma = " ".join([verb.lemma_.lower(), *[c.lower_ for c in verb.children if c.dep_ == "compound:prt"]])
    if top.i == verb.i:
        return True
    if tree.child(verb, "cop") is not None:
        return tree.case(top) not in ASIDE
    return lemma in words("verbs", "share") or verb.lemma_.lower() in words("verbs", "share")


def _share_of(part: Entity | None) -> str:
    """The predicate of the share of a part: of a people, a religion or a language, or of anything else."""
    return SHARE_OF.get(part.id.partition(":")[0], "share") if part is not None else "share"


def _kind(site: Site, part: Token, whole: Token | None) -> tuple[str, Entity | None]:
    """Predicate and the entity of the whole: a country's people stand for the country."""
    referents = site.scene.referents
    entity = referents.entity(part)
    predicate = _share_of(entity)
    place: Entity | None = None
    if whole is not None:
        place = referents.place(whole)
        if place is None and whole.lemma_.lower() in words("words", "whole"):
            owner = site.possessor(whole) or next(
                (c for c in whole.children if c.dep_ in ("amod", "compound") and site.is_place(c)), None
            )
            owner = owner if owner is not None and site.is_place(owner) else site.place()
            place = referents.place(owner) if owner is not None else site.scene.topic_entity()
    elif (owner := site.place()) is not None:
        place = referents.place(owner)
    if predicate == "share" and place is not None and referents.type(part) == "NORP":
        # "Russians account for 19 percent" of the people of another country.
        people = place.id.startswith("country:") and (entity is None or entity.id != place.id)
        predicate = "ethnic_share" if people else predicate
    return predicate, place


def part_of(site: Site, part: Token, whole: Token | None, rule: str, score: float) -> Draft:
    """The `part` that a number is of a whole."""
    if whole is not None and whole.lower_ in THOSE:
        # "62 percent of those who answered": of no people that has a name; the clause says of whom.
        predicate = "language_share" if _tongue(site) is not None else _kind(site, part, None)[0]
        object_ = whole if predicate == "share" else site.place()
        return Draft(predicate, part, rule, score, object=object_, trigger=site.clause, clausal=True)
    predicate, entity = _kind(site, part, whole)
    if (tongue := _tongue(site)) is not None:
        predicate, part = "language_share", tongue
    object_ = whole if whole is not None else site.place()
    return Draft(predicate, part, rule, score, object=object_, object_entity=entity, trigger=site.clause)


def _kind_of_people(site: Site) -> Token | None:
    """The people, faith or language that the clause says its subject to be."""
    verb = site.clause
    entity = site.scene.referents.entity(verb) if tree.child(verb, "cop") is not None and site.noun is None else None
    return verb if entity is not None and entity.id.partition(":")[0] in SHARE_OF else None


def _tongue(site: Site) -> Token | None:
    """The language that a clause says is spoken: "French is spoken by 23 percent of the Swiss"."""
    verb, spoken = site.clause.lemma_.lower(), site.patient()
    if verb not in words("verbs", "speak") or spoken is None or spoken.i == site.top.i:
        return None
    if verb == "speak" and spoken.pos_ == "PROPN":  # what has a name and is spoken is a language, known or not
        return spoken
    entity = site.scene.referents.entity(spoken)
    return spoken if entity is not None and entity.id.startswith("language:") else None


def _parenthetical(site: Site, head: Token) -> Draft | None:
    """ "Afghanistan's second-largest ethnic group (27 percent)", "Tajik 84.3%": the number stands beside its noun."""
    referents = site.scene.referents
    clause = tree.clause_head(head)
    proposition = site.scene.propositions.get(clause.i)
    subject = _before_verb(site, tree.phrase(head)[0]) or head
    if (proposition is not None and head.head.i == clause.i) or head.i == clause.i:
        role = proposition.role("subject") if proposition is not None else None
        verb = clause.lemma_.lower()
        if role is not None and role.root != head.i and (verb in words("verbs", "become") or head.i == clause.i):
            subject = site.doc[role.root]
    owner = site.possessor(head)
    place = owner if owner is not None and site.is_place(owner) else site.place()
    if referents.is_open(subject):
        return None
    entity = referents.entity(subject)
    predicate = _share_of(entity)
    whole_entity = referents.place(place) if place is not None else site.scene.topic_entity()
    if place is None and predicate == "share":
        return None
    return Draft(predicate, subject, "shares/parenthesis", 0.75, object=place, object_entity=whole_entity, trigger=head)
