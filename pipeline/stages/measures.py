"""Which measure a number belongs to, by the declarative table measures.toml."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import clauses, tree, vitals
from pipeline.stages.borders import bordering, parties
from pipeline.stages.drafts import Draft, mapping, words
from pipeline.stages.growth import is_difference
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.sites import Site

# Behind a measure: it is shared out over the people.
PER_HEAD = (["per", "capita"], ["per", "head"], ["per", "person"], ["per", "inhabitant"])
# What takes up a measure that was named before: "that of Sweden is 3,218 km", "in Japan it is 49.5".
RESUMING = ("that", "those", "it")


@cache
def _rows() -> tuple[tuple[dict[str, Any], tuple[tuple[str, ...], ...]], ...]:
    rows = resources.table("measures.toml")["measure"]
    return tuple((row, tuple(tuple(p.split()) for p in row["phrases"])) for row in rows)


def _lemmas(token: Token) -> tuple[str, ...]:
    """Lemmas of the noun phrase around `token`, its compounds and adjectives before it."""
    before = [t for t in token.lefts if t.dep_ in DESCRIBING]
    inner = [t for b in before for t in (*[c for c in b.lefts if c.dep_ in ("compound", "amod")], b)]
    behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    head = behind in PER_HEAD
    return (*[t.lemma_.lower() for t in inner], token.lemma_.lower(), *(("per", "capita") if head else ()))


def _holds(phrase: tuple[str, ...], lemmas: tuple[str, ...]) -> bool:
    """Whether `phrase` ends the noun phrase: "unemployment rate" in "the youth unemployment rate"."""
    return lemmas[-len(phrase) :] == phrase


def find(site: Site, nouns: list[Token]) -> tuple[dict[str, Any], Token] | None:
    """The row that says what is measured and the noun that says so; the longest phrase wins, then the nearest noun."""
    value = site.value.value
    best: tuple[int, int, dict[str, Any], Token] | None = None
    for distance, noun in enumerate(nouns):
        lemmas = _lemmas(noun)
        for row, phrases in _rows():
            if value.kind not in row["kinds"] or ("units" in row and value.unit not in row["units"]):
                continue
            for phrase in phrases:
                if _holds(phrase, lemmas) and (best is None or (len(phrase), -distance) > (best[0], -best[1])):
                    best = (len(phrase), distance, row, noun)
    return (best[2], best[3]) if best else None


def _is_branch(site: Site, noun: Token, row: dict[str, Any]) -> bool:
    """Whether a compound narrows the measure down: "copper exports", "gas output"; no place and no part of its name."""
    lemmas = _lemmas(noun)
    longest = max(
        (len(phrase) for known, phrases in _rows() if known is row for phrase in phrases if _holds(phrase, lemmas)),
        default=1,
    )
    compounds = [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN" and not site.is_place(c)]
    return len(compounds) > longest - 1


def candidates(site: Site) -> list[Token]:
    """Nouns that may name the measure, nearest first."""
    found: list[Token] = []

    def add(token: Token | None) -> None:
        if token is not None and token.i not in [t.i for t in found] and token.i not in site.scene.values:
            found.append(token)

    add(site.noun)
    node = site.root
    steps = 0
    while steps < 3 and node.head.i != node.i:  # "a turnout of 58 percent", "a debt of about $3 billion"
        if tree.base(node.dep_) not in ("nmod", "appos", "conj", "dep", "compound", "nummod", "amod"):
            break
        steps += node.dep_ != "conj" or not site.is_place(node)  # "borders with Chad (1,403 km), Mali (838 km) and …"
        node = node.head
        if node.pos_ in ("NOUN", "PROPN"):
            add(node)
    beside = site.root.head.lower_ in mapping("adjective")  # "4,989 km long", however the number hangs
    if (
        beside
        or site.filler.i == site.clause.i
        or site.role
        in (
            "obj",
            "obl",
            "xcomp",
            "root",
            "ROOT",
            "conj",
            "ccomp",
            "nmod",
            "appos",
        )
    ):
        subject = site.subject()
        if subject is not None and site.proposition is not None:
            add(subject)
            # "Up to 100,000 people, two-thirds of the population, fled": a part with a number of its own names no measure.
            for part in site.parts(subject, "of", "in") if subject.i not in site.scene.values else ():
                add(part)
        if site.role == "obl" and (patient := site.patient()) is not None:
            add(patient)
            for part in (
                site.parts(patient, "of") if patient.i not in site.scene.values else ()
            ):  # "put the number of dead at 4,000"
                add(part)
    for token in (site.root, site.noun):
        if token is not None:
            for part in site.parts(token, "of", "in"):
                add(part)
    for token in site.clause.lefts:
        if token.dep_ == "compound" and token.pos_ == "NOUN" and site.clause.pos_ == "VERB":
            add(token)  # "gross domestic PRODUCT amounts to": a verb taken for the head of a noun phrase
    if site.role == "obj":
        for part in site.parts(site.clause, "of"):  # "share 942 kilometres of border", wherever "of border" hangs
            add(part)
    if site.role == "nsubj":
        # "a third is literate", "half live below the poverty line": the predicate names the measure.
        if site.clause.pos_ != "VERB":
            add(site.clause)
        for part in site.parts(site.clause, "below", "in", "under"):
            add(part)
    if site.clause.lemma_.lower() in words("verbs", "allot"):
        # "spends 61 trillion won on defense", wherever "on defense" hangs
        for token in (site.root, site.noun, site.filler, site.clause):
            for part in site.parts(token, "on") if token is not None else ():
                add(part)
    return found


def measured(site: Site) -> Draft | None:
    """A value whose measure is named by a noun of the table, or by its own words."""
    if (resumed := _resumed(site, strict=True)) is not None:
        return resumed
    if (between := bordering(site)) is not None:
        return between
    behind = site.doc[site.value.end].lower_ if site.value.end < len(site.doc) else ""
    if mapping("adjective").get(behind) == "distance":
        return None  # "at a depth of 10 km, 14 km north of the city"
    hit = find(site, candidates(site)) or _rated(site)
    if hit is None:
        return _resumed(site)
    if hit[0]["predicate"] == "length":  # "the length of its coast": what is long says which measure it is
        hit = find(site, site.parts(hit[1], "of")) or hit
    row, noun = hit
    counting = resources.words("control.toml", "counting")
    if row["about"] == "clause" and any(t.lemma_ in counting for t in (site.clause, *noun.rights)):
        return None  # "with 99 percent of the votes counted"
    dwellers = row["predicate"] == "population" and vitals.is_dweller(noun) and not vitals.is_populace(site, noun)
    if dwellers or (row["predicate"] == "area" and _is_taken(site, noun)):
        return None
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
    if row["about"] == "clause" and winner is not None and not site.scene.referents.is_open(winner):
        # "won 54 percent of the vote"
        return Draft(row["predicate"], winner, f"measures/{row['predicate']}", 0.8, object=noun, trigger=noun)
    if row["about"] == "owner" and tree.base(noun.dep_) == "nsubj" and _is_one_of_many(noun):
        return Draft(row["predicate"], noun, f"measures/{row['predicate']}", 0.7, trigger=noun, clausal=True)
    draft = owned(site, row["predicate"], noun, f"measures/{row['predicate']}", 0.8)
    if draft is not None and draft.subject_entity is not None and _is_branch(site, noun, row):
        # "Chile's copper exports" are not all that Chile exports.
        owner = draft.subject if draft.subject.i != noun.i else None
        return replace(
            draft, subject=noun, subject_entity=None, object=owner, object_entity=draft.subject_entity, clausal=True
        )
    traded = draft is not None and draft.predicate in ("exports", "imports") and draft.subject.pos_ == "NOUN"
    if draft is not None and traded and draft.subject_entity is None and draft.subject.i != noun.i:
        return replace(draft, subject=noun, clausal=True)  # "exports of gas": what, and not who
    # "more than three times as many", "45 cents more": a comparison is best said by its own clause.
    compared = site.value.value.kind == "ratio" or is_difference(site)
    return replace(draft, clausal=True) if draft is not None and compared else draft


def _is_other(site: Site, predicate: str, subject: Token) -> bool:
    """Whether a subject tells of a measure that it cannot have: "the central bank expects inflation of 4 percent"."""
    told = tree.child(site.clause, "obj")
    only = clauses.foretells(site.clause) or clauses.wants(site.clause)
    if told is not None and only and not site.is_place(subject):
        return True  # "the bank assumes a price of $4"
    if predicate == "population" and vitals.is_census(site, subject):
        return True
    national, kind = predicate in words("words", "national"), site.scene.referents.type(subject)
    body = kind == "ORG" or (kind is None and subject.lemma_.lower() in words("words", "bodies"))
    person = kind == "PERSON" or (kind is None and subject.lemma_.lower() in words("words", "forecasters"))
    return (national and (body or person)) or (person and predicate in words("words", "impersonal"))


def _is_taken(site: Site, noun: Token) -> bool:
    """Whether something is done with so much land, which is not the size of who does it: "retook 18,000 km2 of territory"."""
    of = site.of()
    extending = site.clause.lemma_ in resources.words("control.toml", "extending")
    return site.role == "obj" and of is not None and of.i == noun.i and not extending


def _is_one_of_many(noun: Token) -> bool:
    """Whether a measure is that of no owner: "an area of 1,200 square kilometres is under water"."""
    article = tree.child(noun, "det")
    return article is not None and article.lower_ in ("a", "an") and tree.child(noun, "nmod:poss") is None


def _is_whole(site: Site, noun: Token) -> bool:
    """Whether the measure is what a part is taken of: "40 percent of exports" says how large that part is."""
    of = site.of() if site.value.value.kind in ("percent", "ratio") else None
    return of is not None and of.i == noun.i


def _is_step(site: Site, row: dict[str, Any]) -> bool:
    """Whether a percentage says by how much an amount grew: "exports fell 7 percent"."""
    grown = site.clause.lemma_.lower() in words("verbs", "grow") | words("verbs", "change") and "money" in row["kinds"]
    return grown and site.value.value.kind == "percent" and site.preposition() in (None, "by")


def _rated(site: Site) -> tuple[dict[str, Any], Token] | None:
    """The row that the words of a rate name, the longest phrase first: "39 births per 1,000 people"."""
    if site.value.value.kind != "rate":
        return None
    lemmas = [t.lemma_.lower() for t in site.doc[site.value.start : site.value.end]]
    best: tuple[int, dict[str, Any]] | None = None
    for row, phrases in _rows():
        for phrase in phrases if "rate" in row["kinds"] else ():
            n = len(phrase)
            if "per" in phrase and any(tuple(lemmas[i : i + n]) == phrase for i in range(len(lemmas))):
                best = max(best, (n, row), key=lambda found: found[0]) if best else (n, row)
    return (best[1], site.root) if best else None


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


def owned(site: Site, predicate: str, noun: Token, rule: str, score: float) -> Draft | None:
    """A measure of whoever owns the noun; the country the text is about when nobody is named."""
    scene = site.scene
    whole = site.of() or (site.fronted() if site.role == "nsubj" else None)
    if site.role == "nsubj" and whole is not None and noun.i not in (site.top.i, whole.i):
        # "A third of the population is literate": what is measured is the population, and whose it is.
        country = whole if site.is_place(whole) else site.owner(whole)
        some = tree.child(whole, "nummod") is not None  # "2.7 million people, of whom 31 percent are poor"
        topic = None if some else scene.topic_entity()
        entity = scene.referents.place(country) if country is not None else topic
        about = country if country is not None else whole
        return Draft(predicate, about, rule, score, trigger=noun, subject_entity=entity)
    owner = site.owner(noun)
    if predicate == "population" and noun.dep_ == "nmod" and tree.case(noun) == "of" and site.possessor(noun) is None:
        # "wants to build a city of a million inhabitants", "the number of inhabitants of Lima"
        owner = site.owner(noun.head) if vitals.is_sum(noun.head) else noun.head
    bearer = site.subject()
    adjunct = noun.dep_ == "obl" and site.possessor(noun) is None
    sold = site.patient() if adjunct and predicate == "price" else None
    stands = tree.case(noun) == "at" and bearer is not None and not scene.referents.is_open(bearer)
    if sold is not None and sold.i != noun.i and scene.referents.fits(sold, "any"):
        owner = sold  # "sold tea at a price of $2": the price of the tea
    elif adjunct and bearer is not None and bearer.i != noun.i and (stands or scene.referents.fits(bearer, "thing")):
        owner = bearer  # "The city lies at an altitude of 3,600 metres in the Andes": the altitude of the city
    if tree.case(noun) == "with" and site.possessor(noun) is None:
        # "Uzbekistan, with 33 million inhabitants", "With 33 million inhabitants, Uzbekistan is …"
        named = noun.head.i < noun.i and noun.head.pos_ in ("NOUN", "PROPN")
        owner = noun.head if named else bearer or owner
    if owner is None:
        subject = site.subject()
        wanted = "any" if predicate == "length" else "thing"
        if subject is not None and subject.i not in (noun.i, site.top.i) and scene.referents.fits(subject, wanted):
            owner = None if _is_other(site, predicate, subject) else subject
    if owner is not None and owner.lemma_.lower() in words("words", "whole"):
        owner = site.owner(owner) or site.place() or owner
    of = whole if site.value.value.kind == "percent" else None
    whole = of if of is not None and of.i != noun.i and (owner is None or of.i != owner.i) else None
    if owner is None and whole is not None and site.is_place(whole):
        owner, whole = whole, None  # "Poverty affects 41.9 percent of Mexicans"
    if owner is not None and not scene.referents.is_open(owner):
        entity = scene.referents.place(owner)
        return Draft(predicate, owner, rule, score, object=whole, trigger=noun, subject_entity=entity)
    corporate = not words("words", "corporate").isdisjoint(_lemmas(noun))  # "net debt" is that of no country
    entity = None if corporate or predicate in words("words", "particular") else scene.topic_entity()
    certainty = score * (0.5 if entity is None else 0.7)
    return Draft(
        predicate, noun, rule, certainty, object=whole, trigger=noun, subject_entity=entity, clausal=entity is None
    )
