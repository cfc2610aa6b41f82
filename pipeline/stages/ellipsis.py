"""Numbers whose sentence leaves out what an earlier number said: "…, Mr. Diaz 47.3 percent", "14 of them children"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline.annotations import Fact, ValueMention
from pipeline.records import Of
from pipeline.stages import casualties, drafts, gaps, measure_rows, tree, value_times
from pipeline.stages.comparisons import listed
from pipeline.stages.conjugation import plural
from pipeline.stages.elsewhere import elsewhere
from pipeline.stages.gaps import LISTED, LONGEST, SEPARATORS
from pipeline.stages.growth import is_difference
from pipeline.stages.sites import Site

# The rule of a number that counts more of what the one before it counted.
AGAIN = "lists/again"
MEMBERS = frozenset({"them", "whom", "these", "those", "which"})


def elided(site: Site, facts: Sequence[Fact]) -> Fact | None:
    """The statistic that repeats the one before it in the sentence but for number and name, or counts a part of it."""
    sentence = site.doc[site.value.start].sent
    # "41 percent, the lowest in a decade, compared with | 52 percent |" goes on from the 41 percent.
    last = next((fact for fact in reversed(facts) if "rank" not in (fact.predicate, fact.rule.partition("/")[2])), None)
    if last is None or last.value is None or last.value.start < sentence.start or last.value.end > site.value.start:
        return None
    return (
        _stepped(site, last)
        or _listed(site, last)
        or elsewhere(site, last)
        or _members(site, last)
        or _reworded(site, last)
        or _again(site, last)
    )


def _stepped(site: Site, last: Fact) -> Fact | None:
    """ "Sold 12 million shirts, | up 9 percent from 2022 |": by how much the number right before it grew or differs."""
    value, before, doc = site.value.value, last.value, site.doc
    if value.kind != "percent" or before is None or last.predicate in ("rank", "share", "vote_share", "turnout"):
        return None
    between = doc[before.end : site.value.start]
    comma = next((t.i for t in reversed(between) if t.text in (",", "(")), None)
    if comma is None or any(t.pos_ in ("VERB", "AUX") or t.i in site.scene.values for t in between):
        return None
    lead = {t.lower_ for t in doc[comma + 1 : site.value.start]}
    moved = value.change is not None and value.change.by is not None and bool(lead & listed("endings"))
    if not moved and not is_difference(site):
        return None
    start, end = last.subject
    start = before.end if start <= before.start < before.end < end else start  # "shirts" of "12 million shirts"
    told = (clause.i for clause in (site.clause, tree.clause_head(doc[before.root])))
    clause = next((i for i in told if i in site.scene.propositions), None)
    if clause is None:
        return None
    times = site.scene.adjuncts.qualifications(value_times.times(site))
    return replace(
        last, predicate="growth_rate", subject=(start, end), value=site.value, rule="growth/beside", score=0.6,
        label=None, trigger=(site.clause.i, site.clause.i + 1), qualifications=times or last.qualifications,
        clause=clause,
    )  # fmt: skip


def _listed(site: Site, last: Fact) -> Fact | None:
    value, before = site.value.value, last.value
    if before is None or value.kind not in LISTED or (value.kind, value.unit) != (before.value.kind, before.value.unit):
        return None
    doc, start = site.doc, before.end
    between = doc[start : site.value.start]
    next_ = next((t.i + 2 for t in between if t.lower_ == "followed" and t.nbor().lower_ == "by"), start)
    if any(i in site.scene.values for i in range(start, site.value.start)):
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in doc[next_ : site.value.start]):
        return None
    separators = (t.i + 1 for t in reversed(between) if t.lower_ in SEPARATORS)
    cut = next_ if next_ > start else next(separators, None)
    name = gaps.name(site, cut) if cut is not None else None
    if name is None:
        return None
    root = name.root
    if measure_rows.find(site, [root]) is not None or site.scene.adjuncts.time(root) is not None:
        return None
    if (root.pos_ == "NOUN") != (doc[last.subject[0] : last.subject[1]].root.pos_ == "NOUN"):
        return None
    inside = last.object is not None and last.subject[0] <= last.object[0] < last.subject[1]  # "a cup of tea costs $2"
    if last.predicate == "border_length":  # "borders Libya for 1,055 km and Niger for 1,175 km": the next neighbour
        return replace(
            last, object=(name.start, name.end), object_entity=site.scene.referents.place(root), value=site.value,
            rule="lists/gapped", score=0.7, clause=None,
        )  # fmt: skip
    return replace(
        last,
        subject=(name.start, name.end),
        subject_entity=site.scene.referents.place(root) if last.subject_entity is not None else None,
        object=None if inside else last.object,
        value=site.value,
        rule="lists/gapped",
        score=0.7,
        clause=None,
    )


def _reworded(site: Site, last: Fact) -> Fact | None:
    """ "14,000 jobs, or 16 percent of its work force": the same amount as a part of a whole."""
    doc, before = site.doc, last.value
    if before is None or site.value.value.kind not in ("percent", "ratio") or before.value.kind in ("percent", "rank"):
        return None
    between = doc[before.end : site.value.start]
    at = next((t.i for t in between if t.text == "," and t.i + 1 < site.value.start and t.nbor().lower_ == "or"), None)
    if at is None or len(between) > LONGEST or any(t.pos_ in ("VERB", "AUX") for t in between):
        return None
    hedge = drafts.words("words", "hedge")
    if not all(t.lower_ in hedge or t.pos_ in ("ADV", "DET") for t in doc[at + 2 : site.value.start]):
        return None
    whole = site.of() or site.following()
    object_ = site.scene.referents.span(whole) if whole is not None else last.object
    entity = site.scene.referents.place(whole) if whole is not None else last.object_entity
    return replace(
        last, predicate="share", object=object_, object_entity=entity, value=site.value, rule="lists/reworded",
        score=0.65, label=None,
    )  # fmt: skip


def _again(site: Site, last: Fact) -> Fact | None:
    """ "Twelve miners died and two were rescued", "infected 1,300 people and killed 96": the same kind counted again."""
    doc, before = site.doc, last.value
    if before is None or (site.value.value.kind, before.value.kind) != ("count", "count"):
        return None
    if (
        site.noun is not None
        or site.of() is not None
        or site.role not in ("nsubj", "obj")
        or site.following() is not None
    ):
        return None
    start, end = max(last.subject[0], before.end), last.subject[1]
    if not start < end or doc[start:end].root.pos_ not in ("NOUN", "PROPN"):
        return None
    happened = casualties.people(site)
    predicate = happened.predicate if happened is not None else "count"
    # Of "300 were killed and 40 injured" no clause tells of the 40 alone.
    apart = site.clause.i != tree.clause_head(doc[before.root]).i
    joined = site.clause.dep_ == "conj" and site.clause.head.tag_.startswith("V")
    told = site.role == "obj" or joined or tree.child(site.clause, "aux", "aux:pass") is not None
    own = site.proposition is not None and (predicate == "count" or (apart and told))
    return replace(
        last, predicate=predicate, subject=(start, end), value=_counting(site, (start, end)), rule=AGAIN, score=0.6,
        clause=site.clause.i if own else None, label=None, trigger=(site.clause.i, site.clause.i + 1),
    )  # fmt: skip


def _counting(site: Site, noun: tuple[int, int]) -> ValueMention:
    """The number with the noun, elsewhere, of what it counts."""
    span = site.doc[noun[0] : noun[1]]
    of = Of(text=span.text, start=span.start_char, end=span.end_char)
    return replace(site.value, value=site.value.value.model_copy(update={"of": of}))


def several(fact: Fact, head: Token, words: str) -> str:
    """What a number counts again, in the plural: "four | policemen |" behind "one policeman"."""
    if fact.rule != AGAIN:
        return words
    words, one = words.removeprefix("the "), fact.value is None or fact.value.value.amount == 1
    return words if one or head.tag_ != "NN" else plural(words)


def _members(site: Site, last: Fact) -> Fact | None:
    """ "58 percent of whom are women", "14 of them children", "most of them in Africa": a part of what was counted."""
    doc, i = site.doc, site.value.end
    if i + 1 >= len(doc) or doc[i].lower_ != "of" or doc[i + 1].lower_ not in MEMBERS or last.value is None:
        return None
    whole = site.scene.values.get(last.value.start)
    counted = last.value.value.kind in ("count", "rate", "ratio") and whole is not None
    if not counted:
        return None
    happened = casualties.people(site) if last.predicate == "count" else None
    part = _part(doc[i + 1])
    percent = site.value.value.kind in ("percent", "ratio")
    subject = (part.start, part.end) if part is not None else last.subject
    place = gaps.place_behind(site, i + 2)
    inside = part is None and place is not None  # "95 percent of them in Africa": where, and nothing that they are
    if percent and part is None and (place is None or site.proposition is None):
        return None
    told = happened is not None
    if part is None and place is None and not told and doc[i + 1].tag_ in tree.RELATIVE:
        told = site.role == "nsubj"  # "nine aircraft, two of which had been sent by Italy": the clause tells it
        subject = _uncounted(last) if told else subject
        agent = site.proposition.role("agent") if site.proposition is not None else None
        place = doc[agent.root] if agent is not None else None
    which = doc[i + 1].tag_ in tree.RELATIVE and part is None  # "36 of which are for intensive care"
    return replace(
        last,
        predicate="share" if percent else happened.predicate if happened is not None else last.predicate,
        subject=subject,
        subject_entity=None,
        object=last.subject if percent and not inside else (place.i, place.i + 1) if place is not None else last.object,
        object_entity=None if percent or place is not None else last.object_entity,
        value=site.value,
        rule="lists/members",
        score=0.65,
        clause=site.clause.i if (told or which or (percent and inside)) and site.proposition is not None else None,
        label=None,
    )


def _uncounted(last: Fact) -> tuple[int, int]:
    """The subject of a count without its number: "aircraft" of "nine aircraft"."""
    start, end = last.subject
    counted = last.value is not None and start <= last.value.start and last.value.end < end
    return (last.value.end, end) if counted and last.value is not None else last.subject


def _part(pronoun: Token) -> Span | None:
    """What the members are said to be: the noun right behind the pronoun, or behind its "are"."""
    doc, i = pronoun.doc, pronoun.i + 1
    while i < len(doc) and (doc[i].lower_ in ("are", "were", "is", "was") or doc[i].pos_ == "DET"):
        i += 1
    start = i
    while i < len(doc) and doc[i].pos_ in ("ADJ", "NOUN", "PROPN"):
        i += 1
    span = doc[start:i]
    told = bool(span) and tree.base(span.root.dep_) != "nsubj"  # not "three of which Peru owns"
    return span if told and span[-1].pos_ in ("NOUN", "PROPN") else None
