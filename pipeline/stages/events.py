"""When and where events happened: "the 1973 coup", "negotiations in Doha", "Tajikistan's civil war"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact, TimeMention
from pipeline.records import Modality
from pipeline.stages import envisaged, modalities, nominals, reported, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.labels import SUBJECTS
from pipeline.stages.referents import Referents, nouns

PLACE_CASES = ("in", "at", "near", "across", "throughout", "inside", "outside", "around", "within")
CONCURRENT_CASES = ("in", "at", "with", "during")
# Prepositions of an event that was there, and of one that was unless its clause tells what will be.
PAST_CASES = ("since", "despite")
LATER_CASES = ("after", "following")
DATED_CASES = ("in", "on", "of", "during", "from", "between", None)


def is_event(token: Token, referents: Referents) -> bool:
    """Whether a noun or name is of something that happens."""
    kind = referents.type(token)
    if kind == "EVENT":
        mention = referents.mention(token)
        return mention is None or mention.root == token.i
    if kind == "ORG":  # "Congress"
        return False
    return token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in nouns("event") or _is_hyphenated(token))


def _says_event(name: Token, referents: Referents) -> bool:
    """Whether a word of a name says that it is of something that happens: "Tajikistan's Civil War", not "Peru's Love City"."""
    start, end = referents.span(name)
    return any(t.lemma_.lower() in nouns("event") for t in name.doc[start:end])


def _is_hyphenated(token: Token) -> bool:
    """Whether the last part of a word with a hyphen names an event with the first: "run-off"."""
    if token.i < 2 or token.nbor(-1).text not in tree.HYPHENS:
        return False
    return f"{token.nbor(-2).lower_}-{token.lemma_.lower()}" in nouns("event")


def _fact(
    predicate: str,
    event: Token,
    place: tuple[int, int],
    rule: str,
    score: float,
    referents: Referents,
    adjuncts: Adjuncts,
    times: list[TimeMention],
) -> Fact:
    return Fact(
        kind="relation",
        predicate=predicate,
        subject=referents.span(event),
        object=place,
        value=None,
        rule=f"events/{rule}",
        score=score,
        trigger=(event.i, event.i + 1),
        qualifications=adjuncts.qualifications(times),
        modality=_modality(event, times),
        attribution=reported.attribution(tree.clause_head(event)),
    )


def _modality(event: Token, times: list[TimeMention]) -> Modality:
    """How an event is put forward: one with a day as past or coming, another one as its clause is.

    What "the" says to be known, "the war in Syria", does not hang on what its clause says of it.
    """
    today = event.doc._.document.published
    known = [t.time for t in times if t.time.earliest is not None and t.time.latest is not None]
    if today is not None and any(t.latest is not None and t.latest < today for t in known):
        return "asserted"
    if today is not None and any(t.earliest is not None and t.earliest > today for t in known):
        return "predicted"
    coming, gone = (resources.words("modality.toml", "prospective", kind) for kind in ("coming", "gone"))
    words = {c.lower_ for c in event.lefts} | {t.lower_ for time in times for t in event.doc[time.start : time.end]}
    if not words.isdisjoint(coming) or not words.isdisjoint(gone):
        return "predicted" if words.isdisjoint(gone) else "asserted"
    case = tree.case(event)
    if case in PAST_CASES or (case in LATER_CASES and modalities.modality(tree.clause_head(event)) != "predicted"):
        return "asserted"
    outlook = envisaged.outlook(event, named=True)
    bare = not any(c.dep_ == "det" and c.lower_ == "the" for c in event.lefts)
    if outlook is not None and outlook != "untold" and (bare or outlook == "predicted"):
        return outlook
    told = any(c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ == "the") for c in event.lefts)
    clause = tree.clause_head(event)
    bounding = resources.words("modality.toml", "prospective", "bounding")
    if event.dep_ == "obj" and event.head.lemma_.lower() in bounding and modalities.modality(event.head) == "predicted":
        return "predicted"
    if known or (told and not times):
        return "asserted"
    facing = resources.words("modality.toml", "prospective", "facing")
    if event.dep_ == "obj" and event.head.lemma_.lower() in facing:
        return "asserted"  # "to combat an outbreak"
    modality = modalities.modality(clause)
    if told and modality == "questioned":  # "Will he attend the meeting on Monday?"
        return "predicted" if any(c.lower_ == "will" for c in clause.lefts) else "asserted"
    return modality


def _is_of_body(noun: Token, referents: Referents) -> bool:
    """Whether a noun is of a body that is named, and of no state: "Google's operations"."""
    owner = tree.child(noun, "nmod:poss")
    entity = referents.entity(owner) if owner is not None else None
    return entity is not None and entity.type == "ORG"


def _is_supposed(event: Token) -> bool:
    """Whether an event is only what somebody promotes or relies on: "those promoting violence", "depends on talks"."""
    first = tree.first_conjunct(event)
    verb, case = first.head, tree.case(first)
    if first.dep_ not in ("obj", "obl") or any(c.dep_ == "nmod:poss" or c.lower_ == "the" for c in event.lefts):
        return False
    words = verb.lemma_.lower() if first.dep_ == "obj" else f"{verb.lemma_.lower()} {case}"
    return words in resources.words("modality.toml", "prospective", "supposing")


def _is_unspecific(event: Token) -> bool:
    """Whether nothing says which event of a kind there was, not even how many: "strikes in the north", "violence"."""
    uncounted = event.tag_ == "NNS" or event.lemma_.lower() in nouns("uncounted")
    return uncounted and event.pos_ == "NOUN" and all(c.dep_ == "case" for c in event.lefts)


def _is_bare(place: Token) -> bool:
    """Whether a place is no place in particular: "strikes in countries"."""
    return place.pos_ == "NOUN" and place.left_edge.i == place.i and not any(c.dep_ != "punct" for c in place.rights)


def _party(party: Token, event: Token, referents: Referents, adjuncts: Adjuncts, times: list[TimeMention]) -> Fact:
    """participated_in from "talks between X and Y"."""
    return Fact(
        kind="relation",
        predicate="participated_in",
        subject=referents.span(party),
        object=referents.span(event),
        value=None,
        rule="events/between",
        score=0.65,
        trigger=(event.i, event.i + 1),
        qualifications=adjuncts.qualifications(times),
        modality=_modality(event, times),
        attribution=reported.attribution(tree.clause_head(event)),
    )


def _behind(event: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """The time right behind an event that stands before its verb or in a list, and so dates no verb, whatever the tree."""
    doc, start = event.doc, event.i + 2
    if start >= len(doc) or doc[start - 1].lower_ not in ("in", "on", "of"):
        return []
    time = adjuncts.covered.get(start)
    before_verb = event.dep_ in SUBJECTS and time is not None and event.head.i >= time.end
    return [time] if time is not None and time.start == start and (before_verb or event.dep_ == "conj") else []


def _of_place(event: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """The day behind where an event was, which dates no place: "the explosion at the port of Beirut | on 4 August"."""
    places = [c for c in event.rights if c.dep_ == "nmod" and tree.case(c) in PLACE_CASES]
    places += [c for place in places for c in place.rights if c.dep_ == "nmod" and tree.case(c) == "of"]
    times = (time for place in places for time in adjuncts.of_noun(place))
    found = [time for time in times if tree.case(adjuncts.root(time)) == "on"]
    last = max((place.right_edge.i for place in places), default=None)
    bare = adjuncts.covered.get(last + 1) if last is not None and event.dep_ in SUBJECTS else None
    bare = bare if bare is not None and bare.end <= event.head.i and bare.kind != "recurring" else None
    return found or ([bare] if bare is not None else [])  # "the strike in Gaza City | Wednesday | killed two"


def _beyond(event: Token, adjuncts: Adjuncts) -> Token | None:
    """The place behind the time of an event that goes with its verb: "killed in fighting Sunday | in the north |"."""
    doc, i = event.doc, event.i + 1
    i += i < len(doc) and doc[i].lower_ == "on"
    time = adjuncts.covered.get(i)
    if time is None or time.start != i or time.end >= len(doc) or doc[time.end].lower_ not in PLACE_CASES:
        return None
    place = doc[time.end].head
    hangs = place.head.i == event.head.i or time.start <= place.head.i < time.end
    return place if doc[time.end].dep_ == "case" and hangs and adjuncts.time(place) is None else None


def _gone(event: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """The time that is over right behind an event, in a clause of what is to come: "will be tried over riots | last month |"."""
    time = adjuncts.covered.get(event.i + 1)
    today = event.doc._.document.published
    if time is None or time.start != event.i + 1 or time.time.latest is None or today is None:
        return []
    over = time.time.latest < today and modalities.modality(tree.clause_head(event)) == "predicted"
    return [time] if over else []


def _of_existence(event: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """The times at which an event is said to have been: "there was a strike in Peru | on Friday"."""
    there = event.dep_ == "nsubj" and any(c.tag_ == "EX" for c in event.head.lefts)
    return _dated(adjuncts.of_token.get(event.head.i, []), event, adjuncts) if there else []


def _dated(times: list[TimeMention], event: Token, adjuncts: Adjuncts) -> list[TimeMention]:
    """Those of the times of a clause that say when an event in it was, and are not its name: "in the First World War"."""
    others = (time for time in times if time.kind != "recurring" and not time.start <= event.i < time.end)
    return [time for time in others if tree.case(adjuncts.root(time)) in DATED_CASES]


def _is_counted(noun: Token, adjuncts: Adjuncts) -> bool:
    """Whether a number stands before a noun that is no time: "162 votes", not "the 1954 vote"."""
    return any(c.dep_ == "nummod" and adjuncts.time(c) is None for c in noun.lefts)


def relations(doc: Doc, referents: Referents, adjuncts: Adjuncts) -> Iterator[Fact]:
    """occurred_on and occurred_in of every event noun that the text dates or places within its own phrase."""
    for token in doc:
        if token.dep_ in ("compound", "nmod:desc") or not is_event(token, referents):
            continue
        if token.lemma_.lower() in nouns("plain") and any(c.lower_ in nouns("beside") for c in token.lefts):
            continue  # "in a separate incident on Monday" says nothing of what that was
        if token.tag_ == "NNS" and token.lemma_.lower() in nouns("run") and _is_of_body(token, referents):
            continue  # "may close its operations in China": what a firm has there
        if token.lemma_.lower() in nouns("cast") and _is_counted(token, adjuncts):
            continue  # "with only seven votes in 1957"
        lasting = token.lemma_.lower() in nouns("lasting")
        if lasting and not any(c.lower_ in ("a", "an") for c in token.lefts):
            continue  # "signed an agreement in May 1990" says when it came about, "the 1990 treaty" when it is from
        times = adjuncts.of_noun(token) or _behind(token, adjuncts) or _of_place(token, adjuncts)
        if any(c.dep_ == "det" and c.lower_ == "any" for c in token.lefts):
            continue
        if envisaged.outlook(token, named=True) == "untold" or (not times and _is_supposed(token)):
            continue
        times = times or _gone(token, adjuncts) or _of_existence(token, adjuncts)
        # What a clause says of an event dates the event: "elections were held in 1995".
        around = times or (adjuncts.of_predicate(tree.clause_head(token)) if token.dep_ in SUBJECTS else [])
        beside = token.dep_ == "obl" and tree.case(token) in CONCURRENT_CASES and not nominals.outlasts(token)
        held = times or (_dated(adjuncts.of_token.get(token.head.i, []), token, adjuncts) if beside else [])
        beyond = _beyond(token, adjuncts) if beside and not lasting else None
        if beyond is not None and referents.fits(beyond, "venue") and not _is_bare(beyond):
            yield _fact("occurred_in", token, referents.span(beyond), "placed", 0.7, referents, adjuncts, held)
        for time in times:
            if time.kind != "recurring" and tree.case(adjuncts.root(time)) in DATED_CASES:
                yield _fact("occurred_on", token, (time.start, time.end), "dated", 0.75, referents, adjuncts, [time])
        if not times and beside:
            # "approved a constitution in a referendum in October": the clause dates the event.
            for time in held:
                span = (time.start, time.end)
                yield _fact("occurred_on", token, span, "concurrent", 0.6, referents, adjuncts, [time])
        for part in token.children if not lasting else ():
            # Who fights is said by fought_against; who talks, by taking part.
            if tree.base(part.dep_) == "nmod" and tree.case(part) == "between" and not nominals.is_fight(token):
                for party in tree.coordinated(part):
                    if referents.fits(party, "actor"):
                        yield _party(party, token, referents, adjuncts, around)
            on = token.lemma_.lower() in nouns("local") and tree.case(part) == "on"
            if tree.base(part.dep_) == "nmod" and (tree.case(part) in PLACE_CASES or on):
                for place in tree.coordinated(part):
                    if adjuncts.time(place) is None and referents.fits(place, "venue") and not _is_bare(place):
                        score = 0.45 if not held and _is_unspecific(token) else 0.7
                        yield _fact(
                            "occurred_in", token, referents.span(place), "placed", score, referents, adjuncts, held
                        )
            elif (
                part.dep_ == "nmod:poss"
                and token.lemma_.lower() not in nouns("undergone") | nouns("done")
                and (token.pos_ != "PROPN" or _says_event(token, referents))
                and (entity := referents.place(part)) is not None
                and entity.id.startswith("country:")
            ):
                yield _fact("occurred_in", token, referents.span(part), "possessed", 0.65, referents, adjuncts, around)
