"""Relations are set beside the lists of the reference."""

import pytest

from pipeline.knowledge.base import load
from pipeline.records import Argument, Claim, DocumentRef, Entity, Evidence, Predicate, Producer, Qualifier, Time
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
        (relation("member_of", "country:TJ", "org:nato"), "contradicted"),
        (relation("member_of", "country:TJ", "org:taliban"), "not_found"),
        (relation("member_of", "country:US", "org:african-union"), "contradicted"),
        (relation("head_of_state", "country:TJ", "person:emomali-rahmon"), "supported"),
        (relation("head_of_state", "country:AF", "person:hamid-karzai"), "outdated"),
        (relation("head_of_state", "country:AF", "person:hamid-karzai", published="2008-03-01"), "supported"),
        (relation("head_of_state", "country:KZ", "person:sadyr-japarov"), "contradicted"),
        (relation("head_of_government", "country:PK", "person:imran-khan"), "outdated"),
        (relation("head_of_government", "country:PK", "person:imran-khan", published="2022-04-01"), "supported"),
        (relation("head_of_government", "country:PK", "person:imran-khan", published="2010-04-01"), "contradicted"),
        (relation("official_language", "country:BO", "language:aym"), "supported"),
        (relation("official_language", "country:NG", "language:fra"), "contradicted"),
        (relation("independent_from", "country:MZ", "country:PT"), "supported"),
        (relation("independent_from", "country:MZ", "country:ES"), "contradicted"),
        (relation("capital_of", "city:mz-beira", "country:MZ"), "contradicted"),
        (relation("shares_border_with", "division:af-badakhshan", "country:TJ"), "not_found"),
        (relation("captured", "country:AF", "country:PK"), "not_found"),
        (relation("capital_of", "doc:zembla", "country:AF"), "not_found"),
    ],
)
def test_verdicts(made: Claim, verdict: str) -> None:
    assert next(verify([made])).verdict == verdict


@pytest.mark.parametrize(
    ("country", "time", "verdict", "difference"),
    [
        ("country:TJ", "1991-09", "supported", None),
        ("country:TJ", "1991", "supported", None),
        ("country:TJ", "1991-09-09", "supported", None),
        ("country:TJ", "1991-10", "contradicted", 0.0),
        ("country:TJ", "1981", "contradicted", -10.0),
        ("country:PE", "1825", "contradicted", 4.0),
        ("country:AQ", "1991", "not_found", None),
    ],
)
def test_dates_of_independence(country: str, time: str, verdict: str, difference: float | None) -> None:
    made = relation("independent_on", country, "date:x").model_copy(update={"qualifiers": (when(time),)})
    found = next(verify([made]))
    assert (found.verdict, found.difference) == (verdict, difference)


@pytest.mark.parametrize(
    ("person", "office", "verdict"),
    [
        ("person:emomali-rahmon", "President", "supported"),
        ("person:imran-khan", "the prime minister of Pakistan", "outdated"),
        ("person:sadyr-japarov", "the president of Kazakhstan", "contradicted"),
        ("person:emomali-rahmon", "vice president", "not_found"),
        ("person:emomali-rahmon", "the president of the club", "not_found"),
    ],
)
def test_positions_of_persons(person: str, office: str, verdict: str) -> None:
    made = relation("position_held", person, person)
    made = made.model_copy(update={"object": Argument(text=office, start=0, end=1)})
    assert next(verify([made])).verdict == verdict


def when(edtf: str) -> Qualifier:
    time = Time(edtf=edtf, earliest=edtf, latest=edtf)
    return Qualifier(role="time", text=edtf, start=0, end=1, time=time)


def test_a_capital_under_its_former_name_is_outdated() -> None:
    made = relation("capital_of", "city:kz-astana", "country:KZ")
    made = made.model_copy(update={"subject": made.subject.model_copy(update={"text": "Nur-Sultan"})})
    found = next(verify([made]))
    assert (found.verdict, found.note) == ("outdated", "So in the edition of 2021.")
