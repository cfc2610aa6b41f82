"""Typed relations: every wording of one fact gives the same relation."""

import re
import tomllib
from pathlib import Path

import pytest

import pipeline
from pipeline import resources
from pipeline.stages.propositions import Propositions
from pipeline.stages.relation_patterns import Slot, patterns
from pipeline.stages.relations import relations

NAMES = {
    "Peru": ("GPE", "country:PE", "Peru"),
    "Chile": ("GPE", "country:CL", "Chile"),
    "Spain": ("GPE", "country:ES", "Spain"),
    "Lima": ("GPE", "city:lima", "Lima"),
    "Goma": ("GPE", "city:goma", "Goma"),
    "Hutu": ("NORP", "ethnic_group:hutu", "Hutu"),
    "Kagera": ("ORG", "doc:kagera", "Kagera"),
    "Ruiz": ("PERSON", "doc:ruiz", "Ruiz"),
    "Vega": ("PERSON", "doc:vega", "Vega"),
    "French": ("NORP", "country:FR", "France"),
    "Mercosur": ("ORG", "org:mercosur", "Mercosur"),
}


def found(doc):
    """(predicate, subject, object) of every relation of a Doc."""
    doc = Propositions()(doc)
    return {
        (f.predicate, doc[slice(*f.subject)].text, doc[slice(*f.object)].text if f.object else None)
        for f in relations(doc)
    }


@pytest.mark.parametrize(
    "text",
    [
        "Kagera/PROPN/NNP/1/nsubj seized/VERB/VBD/1/ROOT Goma/PROPN/NNP/1/obj",
        "Goma/PROPN/NNP/2/nsubj:pass was/AUX/VBD/2/aux:pass seized/VERB/VBN/2/ROOT by/ADP/IN/4/case Kagera/PROPN/NNP/2/obl:agent",
        "Goma/PROPN/NNP/5/nsubj ,/PUNCT/,/2/punct seized/VERB/VBN/0/acl by/ADP/IN/4/case Kagera/PROPN/NNP/2/obl:agent burned/VERB/VBD/5/ROOT",
        "Kagera/PROPN/NNP/4/nsubj which/PRON/WDT/2/nsubj seized/VERB/VBD/0/acl:relcl Goma/PROPN/NNP/2/obj grew/VERB/VBD/4/ROOT",
        "the/DET/DT/1/det seizure/NOUN/NN/6/nsubj of/ADP/IN/3/case Goma/PROPN/NNP/1/nmod by/ADP/IN/5/case Kagera/PROPN/NNP/1/nmod shocked/VERB/VBD/6/ROOT",
        "Kagera/PROPN/NNP/1/nsubj wanted/VERB/VBD/1/ROOT to/PART/TO/3/mark seize/VERB/VB/1/xcomp Goma/PROPN/NNP/3/obj",
        "Goma/PROPN/NNP/1/nsubj fell/VERB/VBD/1/ROOT to/ADP/IN/3/case Kagera/PROPN/NNP/1/obl",
    ],
)  # fmt: skip
def test_wordings_of_one_fact_give_one_relation(tree, text):
    assert ("captured", "Kagera", "Goma") in found(tree(text, NAMES))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Lima/PROPN/NNP/3/nsubj is/AUX/VBZ/3/cop the/DET/DT/3/det capital/NOUN/NN/3/ROOT of/ADP/IN/5/case Peru/PROPN/NNP/3/nmod",
            ("capital_of", "Lima", "Peru"),
        ),
        (
            "Lima/PROPN/NNP/5/nsubj ,/PUNCT/,/2/punct capital/NOUN/NN/0/appos of/ADP/IN/4/case Peru/PROPN/NNP/2/nmod grew/VERB/VBD/5/ROOT",
            ("capital_of", "Lima", "Peru"),
        ),
        (
            "President/PROPN/NNP/1/nmod:desc Ruiz/PROPN/NNP/2/nsubj resigned/VERB/VBD/2/ROOT",
            ("position_held", "Ruiz", "President"),
        ),
        (
            "Peru/PROPN/NNP/2/nmod:poss 's/PART/POS/0/case president/NOUN/NN/5/nsubj ,/PUNCT/,/4/punct Ruiz/PROPN/NNP/2/appos resigned/VERB/VBD/5/ROOT",
            ("head_of_state", "Peru", "Ruiz"),
        ),
        (
            "Ruiz/PROPN/NNP/2/nmod:poss 's/PART/POS/0/case son/NOUN/NN/4/nsubj Vega/PROPN/NNP/2/appos sang/VERB/VBD/4/ROOT",
            ("parent_of", "Ruiz", "Vega"),
        ),
        (
            "Ruiz/PROPN/NNP/2/nmod:poss 's/PART/POS/0/case predecessor/NOUN/NN/5/nsubj ,/PUNCT/,/4/punct Vega/PROPN/NNP/2/appos sang/VERB/VBD/5/ROOT",
            ("succeeded_by", "Vega", "Ruiz"),
        ),
        (
            "Chile/PROPN/NNP/1/nsubj joined/VERB/VBD/1/ROOT Mercosur/PROPN/NNP/1/obj in/ADP/IN/4/case 1996/NUM/CD/1/obl",
            ("member_of", "Chile", "Mercosur"),
        ),
        (
            "Chile/PROPN/NNP/1/nsubj gained/VERB/VBD/1/ROOT independence/NOUN/NN/1/obj from/ADP/IN/4/case Spain/PROPN/NNP/2/nmod in/ADP/IN/6/case 1818/NUM/CD/1/obl",
            ("independent_from", "Chile", "Spain"),
        ),
        (
            "Chile/PROPN/NNP/1/nsubj gained/VERB/VBD/1/ROOT independence/NOUN/NN/1/obj from/ADP/IN/4/case Spain/PROPN/NNP/2/nmod in/ADP/IN/6/case 1818/NUM/CD/1/obl",
            ("independent_on", "Chile", "1818"),
        ),
        (
            "the/DET/DT/2/det 1861/NUM/CD/2/compound invasion/NOUN/NN/5/nsubj of/ADP/IN/4/case Peru/PROPN/NNP/2/nmod failed/VERB/VBD/5/ROOT",
            ("occurred_on", "the 1861 invasion of Peru", "1861"),
        ),
        (
            "Chile/PROPN/NNP/1/nsubj borders/VERB/VBZ/1/ROOT Peru/PROPN/NNP/1/obj",
            ("shares_border_with", "Chile", "Peru"),
        ),
        (
            "its/PRON/PRP$/4/nmod:poss Peru_/PROPN/NNP/4/compound -_/PUNCT/HYPH/3/punct Chile/PROPN/NNP/4/compound border/NOUN/NN/5/nsubj closed/VERB/VBD/5/ROOT",
            ("shares_border_with", "Peru", "Chile"),
        ),
        (
            "a/DET/DT/4/det Kagera_/PROPN/NNP/3/compound -_/PUNCT/HYPH/1/punct led/VERB/VBN/4/amod coalition/NOUN/NN/5/nsubj won/VERB/VBD/5/ROOT",
            ("led_by", "a Kagera-led coalition", "Kagera"),
        ),
        (
            "Ruiz/PROPN/NNP/3/nsubj:pass was/AUX/VBD/3/aux:pass reportedly/ADV/RB/3/advmod killed/VERB/VBN/3/ROOT by/ADP/IN/5/case Kagera/PROPN/NNP/3/obl:agent",
            ("killed", "Kagera", "Ruiz"),
        ),
    ],
)  # fmt: skip
def test_relations_of_clauses_and_noun_phrases(tree, text, relation):
    assert relation in found(tree(text, NAMES))


@pytest.mark.parametrize(
    "text",
    [
        # Nobody fights himself; a pronoun without antecedent carries nothing; a week day is no event.
        "Peru/PROPN/NNP/1/nsubj fought/VERB/VBD/1/ROOT Peru/PROPN/NNP/1/obj",
        "It/PRON/PRP/1/nsubj seized/VERB/VBD/1/ROOT Goma/PROPN/NNP/1/obj",
        "the/DET/DT/1/det price/NOUN/NN/4/nsubj in/ADP/IN/3/case 1996/NUM/CD/1/nmod rose/VERB/VBD/4/ROOT",
        # "In Lima, Peru's minister spoke": whose minister, wherever the tree hangs it.
        "In/ADP/IN/1/case Lima/PROPN/NNP/6/obl ,/PUNCT/,/3/punct Peru/PROPN/NNP/1/nmod:poss 's/PART/POS/3/case minister/NOUN/NN/6/nsubj spoke/VERB/VBD/6/ROOT",
    ],
)  # fmt: skip
def test_what_is_no_relation_gives_none(tree, text):
    assert found(tree(text, NAMES)) == set()


@pytest.mark.parametrize(
    ("text", "negated", "modality"),
    [
        ("Peru/PROPN/NNP/3/nsubj did/AUX/VBD/3/aux not/PART/RB/3/advmod invade/VERB/VB/3/ROOT Chile/PROPN/NNP/3/obj", True, "asserted"),
        ("Peru/PROPN/NNP/2/nsubj may/AUX/MD/2/aux invade/VERB/VB/2/ROOT Chile/PROPN/NNP/2/obj", False, "possible"),
        ("Peru/PROPN/NNP/1/nsubj invaded/VERB/VBD/1/ROOT Chile/PROPN/NNP/1/obj", False, "asserted"),
    ],
)  # fmt: skip
def test_a_relation_keeps_polarity_and_modality(tree, text, negated, modality):
    doc = Propositions()(tree(text, NAMES))
    assert [(f.predicate, f.negated, f.modality) for f in relations(doc)] == [("invaded", negated, modality)]


def test_every_row_names_a_predicate_and_classes_that_exist():
    inventory = resources.table("predicates.toml")["relation"]
    classes = set(resources.table("classes.toml")["class"]) | {"any", "office"}
    rows = {row for group in patterns().values() for row in group}
    assert len(rows) == len(resources.table("relations.toml")["pattern"])
    for row in rows:
        assert row.relation in inventory, row.name
        assert {slot.wanted for slot in (row.subject, row.object) if isinstance(slot, Slot)} <= classes, row.name
        assert 0 < row.score < 1, row.name


def test_every_noun_list_of_a_class_exists():
    table = resources.table("classes.toml")
    assert {kind for row in table["class"].values() for kind in row["nouns"]} <= set(table["nouns"])


WORDINGS = tomllib.loads(Path(__file__).with_name("relation_wordings.toml").read_text(encoding="utf-8"))["fact"]


@pytest.fixture(scope="module")
def typed():
    reader = pipeline.load()
    return lambda text: list(pipeline.extract(text, kinds=["relation"], pipeline=reader, language="en"))


def plain(name):
    return re.sub(r"^(the|a|an) ", "", name.casefold())


def called(argument):
    """Every name of an argument: its words, its entity's name and id, what explains it."""
    names = [argument.text]
    if argument.entity is not None:
        names += [argument.entity.name, argument.entity.id]
    if argument.antecedent is not None:
        names.append(argument.antecedent.quote)
    return {plain(name) for name in names}


@pytest.mark.parametrize(
    ("fact", "text"),
    [pytest.param(fact, text, id=f"{fact['relation']}: {text}") for fact in WORDINGS for text in fact["texts"]],
)
def test_every_wording_of_a_fact_gives_its_relation(typed, fact, text):
    wanted = plain(fact["subject"]), plain(fact["object"])
    symmetric = resources.table("predicates.toml")["relation"][fact["relation"]].get("symmetric", False)
    found = [c for c in typed(text) if c.predicate.id == fact["relation"] and c.object is not None]
    ways = [(c.subject, c.object) for c in found] + [(c.object, c.subject) for c in found if symmetric]
    assert any(wanted[0] in called(one) and wanted[1] in called(other) for one, other in ways), found


def test_an_office_is_not_its_holder(typed):
    (claim,) = (
        c for c in typed("Ana Bo, the chief of the Nuclear Agency, spoke.") if c.predicate.id == "position_held"
    )
    assert claim.subject.entity is not None
    assert (claim.object.type, claim.object.entity) == (None, None)


def test_every_relation_has_at_least_three_wordings():
    inventory = resources.table("predicates.toml")["relation"]
    assert {fact["relation"] for fact in WORDINGS if len(fact["texts"]) >= 3} == set(inventory)


@pytest.mark.parametrize(
    ("text", "relation", "times"),
    [
        ("President Rosa Quiroga, who took office in May 2020, met farmers.", "position_held", {"2020-05"}),
        ("Rosa Quiroga's predecessor, Luis Arce, who resigned in May 2020, met farmers.", "succeeded_by", {"2020-05"}),
        (
            "Kenya's new coach came in May 2020, when his predecessor, Adel Amrouche, was dismissed.",
            "succeeded_by",
            {"2020-05"},
        ),
        ("The speech of President Rosa Quiroga, who was elected in 2019, was long.", "position_held", {"2019"}),
        ("President Rosa Quiroga, who met farmers in May 2020, is popular.", "position_held", set()),
        ("Rosa Quiroga, a judge who was elected in May 2020, is popular.", "position_held", set()),
        ("In June 2017, then-President Rosa Quiroga visited Chile.", "position_held", {"2017-06"}),
        ("The village grew until 2018, when Rwanda captured the city of Goma.", "captured", {"2018"}),
        ("The war reached the lake in 2018, when Rwanda captured the city of Goma.", "captured", {"2018"}),
        ("When Uganda held elections in May 2018, Rwanda captured the city of Goma.", "captured", {"2018-05"}),
    ],
)
def test_times_reach_offices_and_clauses_with_when(typed, text, relation, times):
    found = [claim for claim in typed(text) if claim.predicate.id == relation]
    assert found
    assert {q.time.edtf for claim in found for q in claim.qualifiers if q.time is not None} == times


@pytest.mark.parametrize(("when", "times"), [("on Monday", ["2024-05-06"]), ("in 1990", [])])
def test_a_day_dates_all_that_is_told_of_it_and_a_year_one_verb(when, times):
    text = f"President Luis Arce opened the mine {when} and appointed Ana Rios as governor."
    (claim,) = (
        c for c in pipeline.extract(text, kinds=["relation"], published="2024-05-08") if c.predicate.id == "appointed"
    )
    assert [q.time.edtf for q in claim.qualifiers if q.time is not None] == times


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The rebels launched an attack on the refinery.", "founded_by"),
        ("Turkish troops entered Syria in 2016.", "migrated_to"),
        ("The farmer left the village in 2016.", "withdrew_from"),
        ("Sao Paulo is the financial capital of Brazil, bankers say.", "located_in"),
        ("Sao Paulo is the financial capital of Brazil, bankers say.", "capital_of"),
        ("Mashhad became the spiritual capital of Iran.", "capital_of"),
        ("Lagos, the former capital of Nigeria, is large.", "capital_of"),
        ("Lagos is the former capital of Nigeria.", "capital_of"),
        ("Amara Sesay followed Joseph Conteh into the room.", "succeeded_by"),
        ("The shop opened at noon in 2019.", "founded_on"),
        ("The Bosch Foundation of Stuttgart paid.", "founded_by"),
        ("The UN Security Council adopted Resolution 2328 in 2016.", "signed"),
        ("Millions of pilgrims arrive in Mecca each year.", "migrated_to"),
        ("Bo was elected as a Democrat in 1990.", "elected"),
        ("Migrants crossed the Mediterranean Sea in 2016.", "migrated_to"),
    ],
)
def test_words_of_another_meaning_state_no_relation(typed, text, relation):
    assert relation not in {c.predicate.id for c in typed(text)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rosa Quiroga is the daughter of Luis Quiroga and the niece of Ana Rios.",
            "Luis Quiroga is a parent of Rosa Quiroga.",
        ),
        ("Rosa Quiroga is the daughter of Luis Quiroga.", "Luis Quiroga is a parent of Rosa Quiroga."),
    ],
)
def test_the_verb_of_a_claim_agrees_with_its_subject_alone(typed, text, told):
    assert [c.text for c in typed(text)] == [told]
