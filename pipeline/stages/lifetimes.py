"""How old somebody or something is."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.stages import tree
from pipeline.stages.drafts import Draft
from pipeline.stages.sites import Site

# How an age hangs on the noun that it stands beside.
BESIDE = ("appos", "amod", "compound", "nummod", "nmod:unmarked", "nmod:desc", "dep", "parataxis")


def is_beside(root: Token) -> bool:
    """Whether an age, headed by `root`, is told beside what its clause tells: "Ana Bo, 61, may run", "a 9-year-old boy"."""
    noun = root.head
    named = noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() != "age" and tree.child(noun, "cop") is None
    return root.dep_ in BESIDE and named and tree.case(root) is None and tree.clause_head(root).i != root.i


def _holder(age: Token) -> Token | None:
    """Whose an "age" is that stands before its number: "Ana Bo's death at | age 55"; None for what its clause is about."""
    above = age.head
    owner = next((o for noun in (age, above) if (o := tree.child(noun, "nmod:poss")) is not None), None)
    return owner or (above if above.pos_ == "PROPN" else None)


def age(site: Site) -> Draft | None:
    """How old somebody or a group is: "aged 15-24", "the population under 25", "a 14-year-old boy"."""
    noun = site.noun
    before = site.value.start - 2
    if before >= 0 and site.doc[before + 1].text == "," and site.doc[before].pos_ in ("NOUN", "PROPN"):
        noun = site.doc[before]  # "the former mayor, 62, was"
        while noun.dep_ in ("flat", "compound") and noun.head.i < noun.i:
            noun = noun.head
    stage = noun is not None and noun.lemma_.lower() == "age" and tree.child(noun, "cop") is None
    if noun is not None and stage:  # "died at age 55"
        noun = _holder(noun) or site.subject()
        if noun is None or noun.lemma_.lower() == "age":
            return None
    if noun is None:
        node = site.root
        while node.head.i != node.i and not (
            node.head.pos_ in ("NOUN", "PROPN") and not site.value.start <= node.head.i < site.value.end
        ):
            if tree.is_verbal(node.head) and tree.base(node.dep_) not in ("acl", "amod"):
                break
            node = node.head
        head = node.head
        noun = head if head.pos_ in ("NOUN", "PROPN") and head.i != node.i and head.lemma_.lower() != "age" else None
        if noun is None and head.lemma_.lower() == "age" and head.head.pos_ in ("NOUN", "PROPN"):
            noun = head.head
    if noun is None and (told := site.subject()) is not None and any(c.lower_ == "median" for c in told.lefts):
        return None  # "the median age has climbed to 41.4"
    of = site.patient()
    if of is not None and of.lemma_.lower() == "age" and tree.child(of, "nmod:poss") is None:
        return None  # "raise the retirement age to 65", "the age of consent": nobody's
    if noun is None:  # "a rock estimated to be 3.5 billion years old"
        above = next((t for t in (site.clause, site.clause.head) if t.dep_ == "acl" and t.head.pos_ == "NOUN"), None)
        noun = above.head if above is not None else site.subject()
        if noun is None or noun.i == site.top.i or noun.lemma_.lower() == "age":
            return None  # "by the age of nine, Bo was considered a master"
    while noun.dep_ == "compound" and noun.pos_ == noun.head.pos_ == "NOUN" and noun.i == noun.head.i - 1:
        noun = noun.head  # "a 16-year-old arms | embargo"
    noun = site.scene.referents.named(noun) if noun.dep_ == "nmod:desc" else noun  # "the 71-year-old Emperor | Akihito"
    bare = not any(c.isalpha() for c in site.value.value.text)
    if site.scene.referents.is_open(noun) or (bare and site.scene.referents.type(noun) in ("GPE", "LOC", "ORG", "FAC")):
        return None  # "puts the number of dead at 93"
    person = next((c for c in noun.children if c.dep_ in ("appos",) and site.scene.referents.type(c) == "PERSON"), None)
    if noun.dep_ == "appos" and site.scene.referents.type(noun.head) == "PERSON":
        person = noun.head
    elif noun.pos_ == "PROPN" and site.scene.referents.type(noun) == "PERSON":
        person = noun  # "Tamba, 67, a former officer": his own name
    elif tree.child(noun, "cop") is not None and (told := tree.child(noun, "nsubj")) is not None and told.i < noun.i:
        person = told if site.scene.referents.type(told) == "PERSON" else None  # "Bo was a 15-year-old pupil"
    owner = site.owner(noun) if person is None else None
    # "Unemployment among people under 25": which people are meant, not how old people are.
    group = person is None and noun.tag_ == "NNS" and noun.i < site.value.start and tree.child(noun, "det") is None
    part = site.scene.values.get(noun.i, site.value) is not site.value  # "one in five of its trucks is ten years old"
    return Draft(
        "age",
        person or noun,
        "ages/noun",
        0.7,
        object=owner if owner is not None and site.is_place(owner) else None,
        trigger=noun,
        clausal=group or part or stage,
        whole_subject=part,
    )
