"""Ranks: who holds one, among what, and who holds one that trails behind its clause."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import _lexicon, clauses, relatives, tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.referents import nouns
from pipeline.stages.sites import Site

# How a ranked phrase hangs that trails behind its clause, and what stands in front of it.
TAILS = frozenset({"parataxis", "conj", "appos", "nsubj", "dep", "list", "obl:unmarked", "nmod:unmarked"})
TAIL_MARKS = frozenset({",", "-", "–", "—", ";"})
THINGS = _lexicon.PERSON | _lexicon.GROUP | _lexicon.COUNTRY | sum(_lexicon.CLASSES[letter] for letter in "LAO")


def rank(site: Site) -> Draft | None:
    """Who holds a rank in what: "X is the second-largest city of Y", "Y's largest city, X"."""
    noun = site.noun
    head = noun if noun is not None else site.root
    if clauses.is_made_of_clause(site.clause):
        return None
    referents = site.scene.referents
    if head.lemma_.lower() == "place" and tree.child(head, "det", "nmod:poss") is None:
        return _placing(site, head)
    holder = _holder(site, head)
    if holder is None or (referents.is_open(holder) and not referents.is_guessed(holder)):
        return None
    if head.pos_ == "ADJ" and _is_tail(head) and referents.type(holder) == "PERSON":
        return None  # "was elected with 58,825 votes, the highest": the votes
    # Names and plain noun phrases only: "for the first time" ranks nothing.
    if head.lemma_.lower() in words("words", "unranked"):
        return None
    whole = next(
        (t for t in site.parts(head, "in", "of", "among", "within", "on") if site.scene.adjuncts.time(t) is None), None
    )
    figure = head.lemma_.lower() == "number" and head.i < site.value.start
    if figure and site.clause.dep_ == "acl":
        return None  # "was a hit, peaking at number nine": no hit is "the nine"
    if whole is None and (figure or noun is None or head.pos_ not in ("NOUN", "PROPN")):
        # "are ranked 54th in the world", "reached number nine on the chart"
        above = [t for node in (head.head, site.clause) for t in site.parts(node, "in", "of", "among", "on", "at")]
        above += site.obliques("in", "at")  # "the series in which she finished third"
        apart = (t for t in above if site.value.start not in range(*tree.phrase(t, full=True)))  # not "at number nine"
        whole = next((t for t in apart if site.scene.adjuncts.time(t) is None), None)
    possessor = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
    if possessor is not None and possessor.pos_ == "PRON" and _is_abstract(head):
        possessor = None  # "its lowest level": the holder's own
    whole = (
        possessor
        or whole
        or next((c for c in head.children if c.dep_ in ("amod", "compound") and site.is_place(c)), None)
    )
    entity = None
    if whole is None:
        # "The largest camp lies in Sidon" is not said to be the largest there.
        acts = tree.base(head.dep_) == "nsubj" and tree.child(site.clause, "cop") is None
        place = site.place() if not acts else None
        if place is not None and place.i != holder.i and referents.type(place) != "NORP":
            whole = place
        else:
            entity = site.scene.topic_entity() if is_national(head) else None
            topic = referents.entity(holder)
            if entity is not None and topic is not None and topic.id == entity.id:
                entity = None
    placed = (head.dep_ != "appos" or head.head.i in site.scene.values or _numbered(head) is not None) and not any(
        c.i == holder.i for c in head.children
    )
    placed = placed and _named_before(head) is None
    # "The largest city controlled by rebels in Iraq" is not the largest there: the clause says which it is.
    told = any(c.dep_ == "acl" and c.tag_ == "VBN" and c.left_edge.i == head.i + 1 for c in head.rights)
    if told and not placed:
        return None
    return Draft(
        "rank",
        holder,
        "ranks/noun",
        0.65,
        clausal=placed,
        object=whole,
        object_entity=referents.place(whole) if whole is not None else entity,
        trigger=head,
    )


def _placing(site: Site, place: Token) -> Draft | None:
    """Who came where in a contest: "took 2nd place in the Cup", "finished in third place", "results include first place in"."""
    verb, subject = site.clause.lemma_.lower(), site.subject()
    taken = words("verbs", "attain") | words("verbs", "vote") | words("verbs", "claim")
    took = site.role == "obj" and verb in taken
    came = tree.case(site.filler) == "in" and verb in words("verbs", "become") | words("verbs", "end")
    owner = tree.child(subject, "nmod:poss") if subject is not None else None
    if site.role == "obj" and verb == "include" and owner is not None:
        subject, took = site.scene.referents.named(owner), True
    if subject is None or not (took or came) or subject.i == place.i or site.scene.referents.is_open(subject):
        return None
    near = [*site.parts(place, "in", "at", "of"), *(t for t in site.obliques("in", "at") if t.i > place.i)]
    contest = next((t for t in near if site.scene.adjuncts.time(t) is None), None)
    return Draft("rank", subject, "ranks/place", 0.65, clausal=True, object=contest, trigger=place)


def is_national(head: Token) -> bool:
    """Whether what is ranked may be of the country that a text is about: a city, a rate, and no album."""
    return head.lemma_.lower() not in nouns("work")


def _holder(site: Site, head: Token) -> Token | None:
    """What the ranked noun phrase is said of."""
    for part in head.children:
        if part.dep_ == "appos" and part.pos_ == "PROPN":
            return part
    if head.dep_ == "appos" and head.head.i in site.scene.values:
        return _bearer(head)  # "fell to 11.8 percent, its lowest level since 2008": the rank of what fell
    if (counted := _numbered(head)) is not None:
        return counted
    if head.dep_ == "appos" and _is_no_person(site, head) and (named := _named_before(head)) is not None:
        return named  # "met Ana Bo in | Lima |, Peru's largest city"
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN") and not (_is_tail(head) and _is_abstract(head)):
        return relatives.described(head.head) or _same(head.head, head)
    if (named := _named_before(head)) is not None:
        return named
    if _is_tail(head):
        return _bearer(head)
    clause = site.clause
    passive = site.proposition is not None and site.proposition.passive
    subject = site.patient() if passive else site.subject()  # "was ranked third by a magazine"
    verb = clause.lemma_.lower()
    if head.i == site.root.i and head.pos_ not in ("NOUN", "PROPN"):  # "came fourth", "ranked 54th in the world"
        placed = head.head.i == clause.i and verb in words("verbs", "become")
        placed = placed or (head.i == clause.i and tree.child(head, "cop") is not None)
        # "reached the top 40 in Chile"
        listed = site.value.value.bound is not None and site.filler.head.i == clause.i
        placed = placed or (listed and verb in words("verbs", "attain"))
        return subject if placed and subject is not None and subject.i != head.i else None
    held = verb in words("verbs", "attain") | words("verbs", "undertake")
    if head.dep_ == "obj" and head.head.i == clause.i and held and _is_one_of_its_own(site, head):
        return head
    is_complement = head.i == clause.i and tree.child(head, "cop") is not None
    if is_complement and subject is None and head.dep_ == "parataxis" and head.head.pos_ == "NOUN":
        return head.head  # "the youth cohort - ages 15-24 - is the largest"
    if is_complement or (
        head.head.i == clause.i and tree.base(head.dep_) in ("obj", "xcomp", "obl") and verb in words("verbs", "become")
    ):
        return subject if subject is not None and subject.i != head.i else None
    more = site.value.start > 0 and site.doc[site.value.start - 1].lower_ in ("a", "an")  # "held a third meeting"
    attained = tree.base(head.dep_) == "obj" and verb in words("verbs", "attain") and not more
    if head.head.i == clause.i and attained:
        return subject if subject is not None and subject.i != head.i else None
    if subject is not None and subject.i == head.i and tree.child(clause, "cop") is not None:
        return clause if clause.pos_ in ("PROPN", "NOUN") else None
    if (
        tree.base(head.dep_) == "nmod"
        and tree.case(head) == "of"
        and head.head.lower_ in ("one", "some", "two", "three")
    ):
        upper = head.head
        if tree.child(upper, "cop") is not None:
            return next((c for c in upper.children if tree.base(c.dep_) == "nsubj"), None)
        inverted = upper.head
        if tree.base(upper.dep_) == "nsubj" and tree.child(inverted, "cop") is not None:
            return inverted
    return None


def _is_no_person(site: Site, head: Token) -> bool:
    """Whether what is ranked is nobody, though it hangs on the name of a person."""
    person = _lexicon.noun_classes().get(head.lemma_.lower(), 0) & _lexicon.PERSON
    return not person and site.scene.referents.type(head.head) == "PERSON"


def _named_before(head: Token) -> Token | None:
    """The name right before a phrase that says whose largest it is: "on | Titan |, Saturn's largest moon"."""
    owner, start = tree.child(head, "nmod:poss"), head.left_edge.i
    start += head.doc[start].text == ","
    if head.dep_ not in TAILS or owner is None or owner.pos_ != "PROPN" or start < 2:
        return None
    name = head.doc[start - 2]
    while name.dep_ in ("flat", "compound") and name.head.i < start:
        name = name.head
    parted = head.doc[start - 1].text == "," and owner.left_edge.i == start
    return name if parted and name.pos_ == "PROPN" and name.i < start else None


def _is_one_of_its_own(site: Site, head: Token) -> bool:
    """Whether an ordinal says which of its own things somebody has, and not where that one stands: "won | its third title |"."""
    owner = tree.child(head, "nmod:poss")
    best = any(t.tag_ in ("JJS", "RBS") for t in site.doc[site.value.start : site.value.end])
    return owner is not None and owner.pos_ == "PRON" and not best


def _numbered(head: Token) -> Token | None:
    """What is counted right before a phrase that calls it a number: "recorded 312 thefts, the highest | number |"."""
    comma = next((i for i in (head.left_edge.i, head.left_edge.i - 1) if i > 0 and head.doc[i].text == ","), None)
    if comma is None or head.lemma_.lower() not in words("words", "number"):
        return None
    counted = head.doc[comma - 1]
    return counted if tree.child(counted, "nummod") is not None else None


def _same(noun: Token, head: Token) -> Token:
    """What an apposition names again, where the tree hangs it on a noun in it: "his surrender to the force, the largest surrender"."""
    above = noun
    while above.dep_ == "nmod" and above.lemma_ != head.lemma_:
        above = above.head
    return above if above.lemma_ == head.lemma_ else noun


def _is_tail(head: Token) -> bool:
    """Whether a ranked noun phrase trails behind a comma: "…, the highest rate in East Africa"."""
    start = head.left_edge.i
    while start < head.i and head.doc[start].is_punct:
        start += 1
    end = head.right_edge.i + 1
    if not all(t.is_punct or t.is_space for t in head.doc[end : head.sent.end]):
        return False  # "Uzbeks, the second-largest, live in the south" is about what stands before it
    if head.doc[start].pos_ not in ("DET", "PRON") or tree.child(head, "cop", "case") is not None:
        return False
    return start > 0 and head.doc[start - 1].text in TAIL_MARKS and head.dep_ in TAILS and head.head.i < start


def _is_abstract(head: Token) -> bool:
    """A level, rate or proportion, or a bare superlative: nothing that could be in apposition to a thing."""
    return head.pos_ == "ADJ" or not _lexicon.noun_classes().get(head.lemma_.lower(), 0) & THINGS


def _bearer(head: Token) -> Token | None:
    """What the clause in front of a trailing phrase is about: its subject."""
    clause = tree.clause_head(head.head)
    moved = tree.child(clause, "obj") if clause.lemma_.lower() in words("verbs", "change") else None
    if moved is not None and moved.i < head.i:
        return moved  # "cut its rate to 11 percent, the lowest since March": the lowest rate
    for node in (clause, head.head):
        subject = next((c for c in node.children if tree.base(c.dep_) == "nsubj" and c.i != head.i), None)
        if subject is not None:
            return subject
    return head.head if head.head.pos_ in ("NOUN", "PROPN") else None
