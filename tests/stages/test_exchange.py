"""Exchange rates: a price in the currency whose rate it is, for one of another."""

import pytest

import pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Chilean peso firmed to 927 per dollar.", ("The Chilean peso", "dollar", 927, "CLP")),
        ("The lira fell to 27.5 to the dollar.", ("The lira", "the dollar", 27.5, "TRY")),
        ("The yen hit 161 against the U.S. dollar.", ("The yen", "the U.S. dollar", 161, "JPY")),
        ("The Egyptian pound sank to 47 pounds to the dollar.", ("The Egyptian pound", "the dollar", 47, "EGP")),
        ("The bank fixed the rouble at 90 to the dollar.", ("the rouble", "the dollar", 90, "RUB")),
        ("Zimbabwe's currency trades at 40,000 to the dollar.", ("Zimbabwe's currency", "the dollar", 40000, "XXX")),
        ("The pound was pegged at 1,507.5 to the dollar in Lebanon.", ("The pound", "the dollar", 1507.5, "LBP")),
        ("The pound fell to 1.27 against the dollar.", ("The pound", "the dollar", 1.27, "USD")),
        ("The dollar rose to 150 yen.", ("The dollar", None, 150, "JPY")),
    ],
)
def test_a_rate_is_a_price(text: str, expected: tuple[str, str | None, float, str]) -> None:
    (claim,) = pipeline.extract(text, language="en", kinds=["statistic"])
    assert claim.predicate.id == "price"
    assert claim.value is not None
    found = (claim.subject.text, claim.object.text if claim.object else None, claim.value.amount, claim.value.unit)
    assert found == expected


@pytest.mark.parametrize(
    "text", ["The sum rose to $4 million.", "Ana Bo paid 300 pesos for a bag.", "Peru won 12 to 3."]
)
def test_what_is_no_rate(text: str) -> None:
    claims = pipeline.extract(text, language="en", kinds=["statistic"])
    assert "price" not in {c.predicate.id for c in claims}
