"""Where things are and what they border on: "Afghanistan's neighbours", "Irving, Texas", "a former French colony"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.records import Entity
from pipeline.stages import relatives, tree
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.noun_phrases import Phrases
from pipeline.stages.referents import nouns
from pipeline.stages.topics import home

# Labels of a description behind the name that it describes: "a court in Suwon, the capital of Gyeonggi".
BESIDE = ("appos", "dislocated", "nmod", "parataxis")
# What a sea or region before it is beside or around, and not in: "the Black Sea port of Varna".
TOWNS = ("city", "port", "town", "village")


def _words(name: str) -> frozenset[str]:
    """A word list of whereabouts.toml."""
    return resources.words("whereabouts.toml", name)


def borders(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """shares_border_with from "its border with X", "the X-Y border", "the border between X and Y"."""
    if noun.lemma_.lower() not in _words("borders"):
        return
    parties: list[Token] = []
    for part in noun.children:
        if part.dep_ in ("nmod:poss", "compound", "amod") or (
            tree.base(part.dep_) == "nmod" and tree.case(part) in ("with", "between", "of")
        ):
            parties.extend(tree.coordinated(part))
            parties.extend(c for c in part.children if c.dep_ in ("compound", "flat") and c.i != part.i)
    named = [
        t
        for t in sorted(set(parties), key=lambda t: t.i)
        if phrases.referents.fits(t, "place") and phrases.referents.place(t) is not None
    ]
    distinct = list({(e.id if (e := phrases.referents.place(t)) else t.text): t for t in named}.values())
    if len(distinct) == 2:
        yield phrases.fact("shares_border_with", distinct[0], distinct[1], noun, "border", 0.85)


def neighbours(phrases: Phrases, token: Token) -> Iterator[Fact]:
    """shares_border_with from "neighbouring X", towards the country the sentence or text is about."""
    if token.lower_ not in _words("neighbouring") or token.dep_ != "amod":
        return
    for place in tree.coordinated(token.head):
        entity = phrases.referents.place(place)
        if (
            entity is None
            or phrases.topic is None
            or phrases.topic.entity is None
            or entity.id == phrases.topic.entity.id
            or _is_country(entity)
            != _is_country(phrases.topic.entity)  # no country has "neighbouring Salaj", a county, beside it
        ):
            continue
        home = phrases.near(place, phrases.topic.entity.id)
        if home is not None:
            yield phrases.fact(
                "shares_border_with", home, place, token, "neighbour", 0.6, subject_entity=phrases.topic.entity
            )


def _is_country(entity: Entity) -> bool:
    """Whether a place is a country."""
    return entity.id.startswith("country:")


def places(phrases: Phrases, token: Token) -> Iterator[Fact]:
    """located_in: "Irving, Texas", "the Badakhshan province of X", "Mosul, the country's second-largest city"."""
    if phrases.referents.type(token) not in ("GPE", "LOC", "FAC", "ORG"):
        return
    is_org = phrases.referents.type(token) == "ORG"
    if is_org and (_is_elsewhere(phrases, token) or _is_piece(phrases, token)):
        return
    yield from _sites(phrases, token)
    own = phrases.referents.place(token)
    is_country = own is not None and own.id.startswith("country:")
    behind = [c for c in token.children if c.dep_ == "nmod:unmarked" and c.i > token.i]
    if any(tree.child(c, "conj") is not None for c in behind):
        behind = behind[:1]  # "Casablanca, Morocco, | Paris and Rome"
    behind = [c for c in behind if tree.child(c, "case") is None]  # "in Lima, | Peru's prime minister"
    behind = [c for c in behind if not _is_listed(phrases, c)]
    if own is not None and own.id.startswith("city:"):  # "San Francisco, London and Paris"
        behind = [c for c in behind if (e := phrases.referents.place(c)) is None or not e.id.startswith("city:")]
    wholes = [c for c in token.lefts if c.dep_ == "nmod:poss"] + behind
    # "The Caspian port of Aktau" is no sea in Aktau.
    beside = phrases.referents.type(token) == "LOC" and token.head.lemma_.lower() in TOWNS
    if token.dep_ in ("compound", "amod") and token.head.lemma_.lower() in _words("divisions") and not beside:
        wholes += [
            c
            for c in token.head.children
            if c.dep_ == "nmod:poss"
            or (c.dep_ == "nmod" and tree.case(c) in ("in", "of") and not _is_called(c) and not _is_state(phrases, c))
        ]
    called = tree.first_conjunct(token)
    if called.dep_ == "nmod" and tree.case(called) == "of" and called.head.lemma_.lower() in _words("divisions"):
        # "the Indian state of West Bengal", "Peru's regions of Tacna and Cusco"
        for part in called.head.lefts:
            entity = phrases.referents.place(part)
            country = entity is not None and entity.id.startswith("country:") and not is_country
            # Not "the Kunene province of Angola", "the Black Sea port of Varna".
            territory = entity is not None and entity.id.startswith("territory:")
            adjective = phrases.referents.type(part) == "NORP" or country or territory
            # "The Bay Area suburbs of Fremont and Livermore".
            suburb = entity is not None and called.head.lemma_ == "suburb"
            adjective = adjective or suburb
            told = part.dep_ in ("amod", "compound", "nmod:poss") and adjective and not is_country
            if told and entity is not None and entity != own:
                yield phrases.fact("located_in", token, part, token, "division", 0.75, object_entity=entity)
    wholes = [] if is_org else wholes
    cases = ("in",) if is_org else ("in", "of")
    if is_org:  # "Samsan Energy of Busan"
        towns = (c for c in token.children if c.dep_ == "nmod" and tree.case(c) == "of")
        wholes += [c for c in towns if (e := phrases.referents.place(c)) is not None and e.id.startswith("city:")]
    wholes += [
        c
        for c in token.children
        if c.dep_ == "nmod" and tree.case(c) in cases and phrases.referents.type(c) in ("GPE", "LOC")
    ]
    for part in token.children:
        if part.dep_ == "appos" and part.pos_ == "NOUN" and (is_org or phrases.referents.fits(part, "place")):
            wholes += [c for c in part.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and tree.case(c) == "in")]
    if not is_org:
        wholes += [whole for whole in (_within(phrases, token), _homeland(phrases, token)) if whole is not None]
    for whole in wholes:
        if any(i in phrases.adjuncts.covered for i in range(token.i + 1, whole.i)):
            continue  # "(11 October 1874, in Liegnitz–6 January 1915, in Berlin)"
        if (
            phrases.referents.fits(whole, "place")
            and (e := phrases.referents.place(whole)) is not None
            and e != own
            and not (is_country and (e.type != "LOC" or e.id.startswith(("city:", "division:", "country:"))))
        ):
            yield phrases.fact("located_in", token, whole, token, "place", 0.75)


def _is_elsewhere(phrases: Phrases, body: Token) -> bool:
    """Whether a place behind a body is where a part of it is: "the presence of the firm in Lima", "the Catholic Church in Peru"."""
    of = body.dep_ == "nmod" and tree.case(body) == "of" and body.head.lemma_.lower() in _words("presence")
    places = (phrases.referents.place(c) for c in body.rights if c.dep_ == "nmod" and tree.case(c) == "in")
    return of or (body.lower_ == "church" and any(e is not None and _is_country(e) for e in places))


def _is_piece(phrases: Phrases, body: Token) -> bool:
    """Whether what looks like a body is a piece of a longer name, or a common noun that opens a sentence: "| Bakers | in Lima"."""
    mention = phrases.referents.inside.get(body.i)
    if mention is None or mention.end - mention.start > 1:
        return False
    longer = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in body.lefts)
    return longer or (body.tag_ in ("NNS", "NNPS") and body.i == body.sent.start)


def _is_state(phrases: Phrases, name: Token) -> bool:
    """Whether a name says which states are meant, not where they lie: "the Gulf state of | Veracruz"."""
    place = phrases.referents.place(name)
    return tree.case(name) == "of" and name.head.lemma_.lower() == "state" and (place is None or not _is_country(place))


def _is_called(name: Token) -> bool:
    """Whether a name says what a settlement is called, not where it lies: "the Baltic port of | Riga"."""
    return tree.case(name) == "of" and name.head.lemma_.lower() in _words("settlements")


def _is_listed(phrases: Phrases, place: Token) -> bool:
    """Whether a place is one of several of its kind in a list: "in Washington, | Idaho, | and Montana"."""
    joined = (c for t in (place, place.head) for c in t.rights if c.dep_ == "conj")
    own, *kinds = (e and e.id.partition(":")[0] for e in map(phrases.referents.place, (place, *joined)))
    return own is not None and own in kinds


def _named(part: Token) -> Token:
    """The name of a division that is called one: "the Indian state of | West Bengal"; any other noun itself."""
    inner = [c for c in part.children if c.dep_ == "nmod" and tree.case(c) == "of"]
    return inner[0] if inner and part.lemma_.lower() in _words("divisions") else part


def _within(phrases: Phrases, name: Token) -> Token | None:
    """The division or country behind a place, whatever the tree: "Chur, in the canton of Graubunden"."""
    doc, mention = name.doc, phrases.referents.inside.get(name.i)
    end = mention.end if mention is not None else len(doc)
    parted = end < len(doc) and doc[end].text == ","
    led = end + parted
    if led + 1 >= len(doc) or doc[led].lower_ != "in" or doc[led].dep_ != "case":
        return None
    part = doc[led].head
    whole = _named(part)
    own, entity, named = (
        phrases.referents.place(name),
        phrases.referents.place(whole),
        phrases.referents.inside.get(whole.i),
    )
    if own is None or entity is None or named is None:
        return None
    if parted and not (named.end == len(doc) or doc[named.end].is_punct):
        return None  # "to Lima, in France he was a spy"
    if not parted and (whole.i == part.i or not own.id.startswith("doc:")):
        return None  # "a man from Lima in the province of Jujuy", but "in Suichuan County | in the province of Jiangxi"
    larger = ("country:",) if own.id.startswith("division:") else ("country:", "division:")  # "in Texas, in Ohio"
    return whole if entity.id.startswith(larger) else None


def _homeland(phrases: Phrases, name: Token) -> Token | None:
    """The country of a region right behind a place, whatever the tree: "South Waziristan in | Pakistan | 's tribal region"."""
    doc, mention = name.doc, phrases.referents.inside.get(name.i)
    end = mention.end if mention is not None else len(doc)
    if end + 1 >= len(doc) or doc[end].lower_ != "in" or doc[end].dep_ != "case" or doc[end].head.pos_ != "NOUN":
        return None
    region = doc[end].head
    owner = tree.child(region, "nmod:poss")
    if owner is None or owner.left_edge.i != end + 1 or not phrases.referents.fits(region, "place"):
        return None
    entity = phrases.referents.place(owner)
    return owner if entity is not None and _is_country(entity) and phrases.referents.type(owner) == "GPE" else None


def _sites(phrases: Phrases, name: Token) -> Iterator[Fact]:
    """located_in of a site called by a name before its noun: "the Itaipu dam in Paraguay"."""
    noun, doc = name.head, name.doc
    if name.dep_ != "compound" or noun.pos_ != "NOUN" or noun.lemma_.lower() not in nouns("structure"):
        return
    if noun.i + 1 == len(doc) or doc[noun.i + 1].lower_ != "in" or doc[noun.i + 1].dep_ != "case":
        return
    part = doc[noun.i + 1].head  # whatever the tree hangs it from
    whole = _named(part)
    if phrases.referents.type(whole) in ("GPE", "LOC"):
        yield phrases.fact("located_in", noun, whole, noun, "site", 0.75)


def seats(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """located_in of an embassy or headquarters: "Zimbabwe's embassy in Geneva", "U.N. headquarters in New York"."""
    doc = noun.doc
    if noun.lemma_.lower() not in _words("seats") or noun.i in phrases.referents.inside or noun.i + 1 == len(doc):
        return
    owners = (c for c in noun.lefts if c.dep_ in ("nmod:poss", *DESCRIBING))
    if doc[noun.i + 1].lower_ != "in" or all(phrases.referents.type(c) is None for c in owners):
        return
    place = _named(doc[noun.i + 1].head)
    if phrases.referents.type(place) in ("GPE", "LOC"):
        yield phrases.fact("located_in", noun, place, noun, "seat", 0.75)


def is_lesser(capital: Token) -> bool:
    """Whether a noun "capital" means no seat of government of today: "the financial capital of Brazil"."""
    words = _words("lesser") | (frozenset() if _is_stated(capital) else _words("stated") | _words("past"))
    return any(c.lower_ in words for c in capital.lefts)


def is_past(capital: Token) -> bool:
    """Whether a noun "capital" tells of another time: "the former capital of Nigeria"."""
    return any(c.lower_ in _words("past") for c in capital.lefts)


def _is_stated(capital: Token) -> bool:
    """Whether an of-phrase behind "capital" says of what it is one."""
    return any(c.dep_ == "nmod" and tree.case(c) == "of" and c.i > capital.i for c in capital.children)


def capitals(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """capital_of from "Kabul, the Afghan capital", "the capital city of Dushanbe"."""
    if noun.lemma_.lower() != "capital":
        return
    if is_lesser(noun):
        return
    stated = _is_stated(noun)
    head = noun.head if noun.dep_ in ("compound", "amod") and noun.head.lemma_.lower() == "city" else noun
    named = [
        c for c in head.children if c.dep_ in ("appos", "flat", "nmod:desc") and phrases.referents.type(c) == "GPE"
    ]
    named += [
        c
        for c in head.children
        if c.dep_ == "nmod"
        and tree.case(c) == "of"
        and (e := phrases.referents.entity(c)) is not None
        and e.id.startswith("city:")
    ]
    before = relatives.before_comma(head.doc[tree.phrase(head)[0]])
    if before is not None and phrases.referents.type(before) == "GPE" and head.dep_ in BESIDE:
        named.append(before)
    elif head.dep_ == "appos" and phrases.referents.type(head.head) == "GPE":
        named.append(head.head)
    if head.dep_ in ("compound", "nmod:desc") and phrases.referents.type(head.head) == "GPE":
        named.append(head.head)
    owner = phrases.owner(noun) or phrases.owner(head)
    for city in named:
        whole = owner if owner is not None and owner.i != city.i else None
        entity = phrases.referents.place(whole) if whole is not None else None
        today = entity is not None and entity.id.startswith(("country:", "division:"))
        if is_past(noun) and (whole is None or today):
            continue  # what a place of today had for a capital it has no more
        known = whole is not None and (entity is not None or stated)
        if whole is not None and known and phrases.referents.fits(whole, "country" if not stated else "territory"):
            yield phrases.fact("capital_of", city, whole, noun, "capital", 0.9)
        elif whole is None and (home := _country_of(phrases, noun, city)) is not None:
            land = phrases.referents.place(home)
            yield phrases.fact("capital_of", city, home, noun, "capital", 0.6, object_entity=land)


def _country_of(phrases: Phrases, noun: Token, city: Token) -> Token | None:
    """The country of a capital that says none: that of a known city, if it was named, else the one that the text is about."""
    entity = phrases.referents.entity(city)
    if entity is not None and (country := home(entity.id)) is not None:
        return phrases.near(noun, country)
    topic = phrases.topic.entity if phrases.topic is not None else None
    return phrases.near(noun, topic.id) if topic is not None else None


def colonies(phrases: Phrases, noun: Token) -> Iterator[Fact]:
    """colonized from "Mozambique, a former Portuguese colony", "X was a colony of Y"."""
    if noun.lemma_.lower() != "colony":
        return
    owners = (phrases.owner(noun), *(c for c in noun.children if c.dep_ in ("amod", "compound")))
    owner = next((o for o in owners if o is not None and phrases.referents.place(o) is not None), None)
    colony: Token | None = noun.head if noun.dep_ == "appos" else None
    if tree.child(noun, "cop") is not None:
        colony = next((c for c in noun.children if tree.base(c.dep_) == "nsubj"), None)
    if owner is not None and colony is not None and phrases.referents.fits(colony, "place"):
        yield phrases.fact("colonized", owner, colony, noun, "colony", 0.8)
