"""Relations are set beside the lists of the reference."""

import pytest

from pipeline.knowledge.base import load
from pipeline.records import Argument, Claim, DocumentRef, Entity, Evidence, Predicate, Producer
from pipeline.verify.judge import verify


def relation(
    predicate: str, subject: str, object_: str, *, negated: bool = False, published: str = "2023-01-09"
) -> Claim:
    """A relation between two entities named by id."""
    return Claim(
        id="c",
        proposition="p",
        document=DocumentRef(id="d", uri="d", sha256="0", published=published),
        kind="relation",
        text="x",
        subject=argument(subject),
        predicate=Predicate(id=predicate, label=predicate),
        object=argument(object_),
        negated=negated,
        evidence=Evidence(start=0, end=1, quote="x"),
        confidence=1,
        checkworthiness=1,
        producer=Producer(pipeline="0", model="m", rule="r"),
    )


def argument(id_: str) -> Argument:
    entity = load().get(id_) or Entity(id=id_, name=id_.split(":")[1])
    return Argument(text=entity.name, start=0, end=1, entity=entity)


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (relation("shares_border_with", "country:PK", "country:AF"), "supported"),
        (relation("shares_border_with", "country:PK", "country:BO"), "contradicted"),
        (relation("shares_border_with", "country:PK", "country:BO", negated=True), "supported"),
        (relation("shares_border_with", "country:PK", "country:AF", negated=True), "contradicted"),
        (relation("capital_of", "city:af-kabul", "country:AF"), "supported"),
        (relation("capital_of", "city:af-kabul", "country:TJ"), "contradicted"),
        (relation("capital_of", "city:kz-almaty", "country:KZ"), "outdated"),
        (relation("capital_of", "city:kz-almaty", "country:KZ", published="1995-01-01"), "supported"),
        (relation("member_of", "country:FR", "org:nato"), "supported"),
        (relation("member_of", "country:TJ", "org:nato"), "not_found"),
        (relation("head_of_state", "country:TJ", "person:emomali-rahmon"), "supported"),
        (relation("head_of_state", "country:AF", "person:hamid-karzai"), "outdated"),
        (relation("head_of_state", "country:AF", "person:hamid-karzai", published="2008-03-01"), "supported"),
        (relation("shares_border_with", "division:af-badakhshan", "country:TJ"), "not_found"),
        (relation("captured", "country:AF", "country:PK"), "not_found"),
        (relation("capital_of", "doc:zembla", "country:AF"), "not_found"),
    ],
)
def test_verdicts(made: Claim, verdict: str) -> None:
    assert next(verify([made])).verdict == verdict
