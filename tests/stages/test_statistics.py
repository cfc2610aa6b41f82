"""What a number measures, of what and of whom, from the tree around it."""

import pytest

from pipeline import resources
from pipeline.stages.propositions import Propositions
from pipeline.stages.statistics import STRATEGIES, Statistics
from pipeline.stages.values import make_values

NAMES = {
    "Peru": ("GPE", "country:PE", "Peru"),
    "Chile": ("GPE", "country:CL", "Chile"),
    "Aymara": ("NORP", "ethnic_group:aymara", "Aymara"),
    "Quechua": ("NORP", "ethnic_group:quechua", "Quechua"),
    "Ruiz": ("PERSON", "doc:ruiz", "Ruiz"),
    "Cusco": ("GPE", "city:cusco", "Cusco"),
}


def found(doc):
    """(predicate, subject, object, amount, unit) of every statistic of a Doc."""
    doc._.facts = []
    for stage in (make_values(None, "values"), Propositions(), Statistics()):
        doc = stage(doc)
    return [
        (
            f.predicate,
            doc[slice(*f.subject)].text,
            doc[slice(*f.object)].text if f.object else None,
            f.value.value.amount,
            f.value.value.unit,
        )
        for f in doc._.facts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru/PROPN/NNP/1/nsubj shares/VERB/VBZ/1/ROOT a/DET/DT/6/det 160_/NUM/CD/5/nummod -_/PUNCT/HYPH/3/punct "
            "kilometre/NOUN/NN/6/compound border/NOUN/NN/1/obj with/ADP/IN/8/case Chile/PROPN/NNP/6/nmod",
            ("border_length", "Peru", "Chile", 160, "km"),
        ),
        (
            "Aymara/PROPN/NNPS/1/nsubj make/VERB/VBP/1/ROOT up/ADP/RP/1/compound:prt 12/NUM/CD/4/nummod percent/NOUN/NN/1/obj "
            "of/ADP/IN/7/case the/DET/DT/7/det population/NOUN/NN/4/nmod of/ADP/IN/9/case Peru/PROPN/NNP/7/nmod",
            ("ethnic_share", "Aymara", "the population of Peru", 12, "%"),
        ),
        (
            "Inflation/NOUN/NN/3/nsubj in/ADP/IN/2/case Peru/PROPN/NNP/0/nmod reached/VERB/VBD/3/ROOT 6/NUM/CD/5/nummod percent/NOUN/NN/3/obj",
            ("inflation_rate", "Peru", None, 6, "%"),
        ),
        (
            "The/DET/DT/1/det flood/NOUN/NN/2/nsubj killed/VERB/VBD/2/ROOT 14/NUM/CD/4/nummod people/NOUN/NNS/2/obj in/ADP/IN/6/case Cusco/PROPN/NNP/2/obl",
            ("killed", "14 people", "Cusco", 14, "1"),
        ),
        (
            "14/NUM/CD/1/nummod people/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass killed/VERB/VBN/3/ROOT in/ADP/IN/5/case Cusco/PROPN/NNP/3/obl",
            ("killed", "14 people", "Cusco", 14, "1"),
        ),
        (
            "Ruiz/PROPN/NNP/1/nsubj led/VERB/VBD/1/ROOT Peru/PROPN/NNP/1/obj for/ADP/IN/5/case six/NUM/CD/5/nummod years/NOUN/NNS/1/obl",
            ("duration", "Ruiz", "Peru", 6, "a"),
        ),
        (
            "the/DET/DT/4/det eight_/NUM/CD/3/nummod -_/PUNCT/HYPH/1/punct year/NOUN/NN/4/compound war/NOUN/NN/5/nsubj ended/VERB/VBD/5/ROOT",
            ("duration", "the eight-year war", None, 8, "a"),
        ),
        (
            "Cusco/PROPN/NNP/8/nsubj is/AUX/VBZ/8/cop Peru/PROPN/NNP/8/nmod:poss 's/PART/POS/2/case second_/ADJ/JJ/6/advmod "
            "-_/PUNCT/HYPH/4/punct largest/ADJ/JJS/8/amod old/ADJ/JJ/8/amod city/NOUN/NN/8/ROOT",
            ("rank", "Cusco", "Peru", 2, "1"),
        ),
        (
            "Cusco/PROPN/NNP/7/nsubj ,/PUNCT/,/3/punct a/DET/DT/3/det city/NOUN/NN/0/appos of/ADP/IN/6/case 400,000/NUM/CD/6/nummod people/NOUN/NNS/3/nmod grew/VERB/VBD/7/ROOT",
            ("population", "Cusco", None, 400000, "1"),
        ),
        (
            "The/DET/DT/1/det economy/NOUN/NN/4/nsubj of/ADP/IN/3/case Peru/PROPN/NNP/1/nmod grew/VERB/VBD/4/ROOT by/ADP/IN/7/case 3/NUM/CD/7/nummod percent/NOUN/NN/4/obl",
            ("growth_rate", "Peru", None, 3, "%"),
        ),
        (
            "Ruiz/PROPN/NNP/1/nsubj won/VERB/VBD/1/ROOT 54/NUM/CD/3/nummod percent/NOUN/NN/1/obj of/ADP/IN/6/case the/DET/DT/6/det vote/NOUN/NN/3/nmod",
            ("vote_share", "Ruiz", "the vote", 54, "%"),
        ),
    ],
)  # fmt: skip
def test_a_number_finds_its_measure_and_its_parties(tree, text, expected):
    assert expected in found(tree(text, NAMES))


def test_shares_in_coordination_have_one_subject(tree):
    text = (
        "Quechua/PROPN/NNPS/1/nsubj make/VERB/VBP/1/ROOT up/ADP/RP/1/compound:prt 22/NUM/CD/4/nummod percent/NOUN/NN/1/obj of/ADP/IN/6/case "
        "Peru/PROPN/NNP/4/nmod and/CCONJ/CC/9/cc 1/NUM/CD/9/nummod percent/NOUN/NN/4/conj of/ADP/IN/11/case Chile/PROPN/NNP/9/nmod"
    )
    assert found(tree(text, NAMES)) == [
        ("ethnic_share", "Quechua", "Peru", 22, "%"),
        ("ethnic_share", "Quechua", "Chile", 1, "%"),
    ]


def test_every_row_names_a_predicate_and_a_kind_that_exist():
    inventory = resources.table("predicates.toml")["statistic"]
    table = resources.table("measures.toml")
    for row in table["measure"]:
        assert row["predicate"] in inventory
        assert set(row["kinds"]) <= set(STRATEGIES)
        assert row["about"] in ("owner", "self", "parties", "clause")
    named = {*table["adjective"].values(), *table["noun"].values(), *table["unit"].values()}
    assert named | {row["predicate"] for row in table["people"]} <= set(inventory)
