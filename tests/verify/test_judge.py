"""Claims are set beside the editions of the reference."""

from __future__ import annotations

import pytest

from pipeline.knowledge.base import load
from pipeline.records import Argument, Claim, DocumentRef, Entity, Evidence, Predicate, Producer, Qualifier, Time, Value
from pipeline.verify.judge import verify

UNITS = {
    "ethnic_share": "%",
    "border_length": "km",
    "population": "1",
    "life_expectancy": "a",
    "inflation_rate": "%",
    "gdp": "USD",
    "elevation": "m",
    "religion_share": "%",
}


def claim(
    predicate: str,
    subject: str,
    object_: str | None,
    amount: float | None,
    *,
    published: str | None = "2023-01-09",
    time: str | None = None,
    low: float | None = None,
    high: float | None = None,
    approximate: bool = False,
    bound: str | None = None,
    negated: bool = False,
    words: str = "x",
) -> Claim:
    """A claim about entities of the knowledge base, named by id."""
    value = Value(
        kind="quantity",
        amount=amount,
        low=low,
        high=high,
        unit=UNITS.get(predicate, "1"),
        text="x",
        start=0,
        end=1,
        approximate=approximate,
        bound=bound,
    )
    qualifiers = ()
    if time:
        qualifiers = (
            Qualifier(
                role="time",
                text=time,
                start=0,
                end=1,
                time=Time(edtf=time, earliest=f"{time}-01-01", latest=f"{time}-12-31"),
            ),
        )
    return Claim(
        id="c",
        proposition="p",
        document=DocumentRef(id="d", uri="d", sha256="0", published=published),
        kind="statistic",
        text="x",
        subject=argument(subject),
        predicate=Predicate(id=predicate, label=predicate),
        object=argument(object_) if object_ else None,
        value=value,
        qualifiers=qualifiers,
        negated=negated,
        evidence=Evidence(start=0, end=len(words), quote=words),
        confidence=1,
        checkworthiness=1,
        producer=Producer(pipeline="0", model="m", rule="r"),
    )


def argument(id_: str) -> Argument:
    entity = load().get(id_) or Entity(id=id_, name=id_.split(":")[1].replace("-", " "))
    return Argument(text=entity.name, start=0, end=1, entity=entity)


PASHTUNS, AF = "ethnic_group:pashtun", "country:AF"


@pytest.mark.parametrize(
    ("made", "verdict", "edition"),
    [
        (claim("ethnic_share", PASHTUNS, AF, 42), "outdated", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 42, published="2015-08-01"), "supported", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 42, time="2010"), "supported", "2010"),
        (claim("ethnic_share", PASHTUNS, AF, 38, time="1999"), "supported", "1999"),
        (claim("ethnic_share", PASHTUNS, AF, 38), "outdated", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 40), "close", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 40, approximate=True), "outdated", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 40, approximate=True, published="2015-08-01"), "supported", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 70), "contradicted", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, None, low=40, high=45, published="2015-08-01"), "supported", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 40, bound=">", published="2015-08-01"), "supported", "2014"),
        (claim("ethnic_share", PASHTUNS, AF, 40, bound="<"), "close", "2014"),
        (claim("border_length", "country:PK", AF, 2640), "close", "2022"),
        (claim("border_length", "country:PK", AF, 2640, approximate=True), "supported", "2022"),
        (claim("border_length", "country:PK", AF, 2700), "supported", "2022"),
        (claim("border_length", AF, "country:PK", 2670), "supported", "2022"),
        (claim("border_length", AF, "country:PK", 2670, published="2023-07-01"), "supported", "2023"),
        (claim("border_length", "country:PK", AF, 2430), "outdated", "2022"),
        (claim("border_length", "country:PK", AF, 2430, published="2010-05-01"), "supported", "2009"),
        (claim("border_length", "country:PK", AF, 500), "contradicted", "2022"),
        (claim("border_length", "country:PK", "country:BO", 42), "contradicted", "2022"),
        (claim("elevation", "doc:mount-everest", None, 8849), "supported", "2022"),
        (claim("elevation", "doc:mount-everest", None, 8848), "outdated", "2022"),
        (claim("population", "country:TJ", None, 5.9e6, time="1996"), "supported", "1996"),
        (claim("population", "country:TJ", None, 5.9e6), "outdated", "2022"),
    ],
)
def test_verdicts(made: Claim, verdict: str, edition: str) -> None:
    found = next(verify([made]))
    assert (found.verdict, found.reference.edition if found.reference else None) == (verdict, edition)


@pytest.mark.parametrize(
    "made",
    [
        claim("ethnic_share", "ethnic_group:tajik", "country:BO", 42),
        claim("ethnic_share", "doc:zemblans", AF, 42),
        claim("border_length", "country:PK", None, 42),
        claim("price", "country:PK", None, 42),
        claim("population", "country:NG", None, 392e6, time="2050"),
        claim("population", "country:TG", None, 1e6, time="1960"),
        claim("ethnic_share", PASHTUNS, AF, 42, negated=True),
        claim("ethnic_share", PASHTUNS, AF, None),
    ],
)
def test_what_the_reference_does_not_give_is_not_found(made: Claim) -> None:
    found = next(verify([made]))
    assert found.verdict == "not_found"
    assert found.reference is None
    assert found.note


def test_the_reference_is_quoted_with_its_history() -> None:
    found = next(verify([claim("ethnic_share", PASHTUNS, AF, 42)]))
    assert found.reference is not None
    assert (found.reference.amount, found.reference.quote, found.reference.field) == (
        42,
        "Pashtun 42%",
        "Ethnic groups",
    )
    assert found.difference == 0
    history = dict(found.history)
    assert (history["1999"], history["2002"], history["2014"]) == (38, 44, 42)
    assert (found.verdict, found.note) == ("outdated", "Last given in the edition of 2014.")


def test_words_of_the_claim_choose_the_variant() -> None:
    women = next(
        verify([claim("life_expectancy", "country:TJ", None, 67.55, time="2004", words="Women live 67.55 years")])
    )
    everybody = next(verify([claim("life_expectancy", "country:TJ", None, 64.5, time="2004")]))
    assert (women.verdict, everybody.verdict) == ("supported", "supported")
    assert women.reference is not None
    assert women.reference.quote.startswith("female")


def test_an_outdated_claim_says_since_when() -> None:
    found = next(verify([claim("border_length", "country:PK", AF, 2430)]))
    assert found.note == "So in the editions of 1990 to 2014; since then 2,670 km."
    assert found.difference == -240
