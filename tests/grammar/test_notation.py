"""Numbers are read as the locale of the text writes them; English is what holds where nothing is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import localedata
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from hypothesis import given
from hypothesis import strategies as st

from pipeline.grammar import numbers, values
from pipeline.grammar.notation import ENGLISH, notation

# Toki Pona parts pairs of digits.
LOCALES = sorted(name for name in localedata.locale_identifiers() if not name.startswith("tok"))


def written(number: Decimal, locale: str) -> str:
    """With the signs of a locale, in groups of three."""
    signs = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return f"{number:,f}".translate(str.maketrans(signs))


@pytest.mark.parametrize("number", [Decimal("1640.5"), Decimal(1234567), Decimal("123456789.25"), Decimal(40)])
def test_numbers_in_the_style_of_every_locale_parse_back(number):
    forms = {x: format_decimal(number, locale=x, decimal_quantization=False) for x in LOCALES}
    assert {x: form for x, form in forms.items() if numbers.parse(form, notation(x)) != float(number)} == {}


@given(st.decimals(0, 10**13, places=2), st.sampled_from(LOCALES))
def test_any_number_in_the_style_of_a_locale_parses_back(number, locale):
    assert numbers.parse(written(number, locale), notation(locale)) == float(number)


@given(st.decimals(0, 10**13, places=2), st.sampled_from(["en", "en-US", "en_GB", "en-IN"]))
def test_english_locales_change_nothing(number, locale):
    text = f"It cost ${number:,f} in 2019."
    assert values.find(text, notation(locale)) == values.find(text)


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("a border of 1.640,5 km", "de", [(1640.5, "km", "1.640,5 km")]),
        ("a border of 1.640,5 km", "en", []),
        ("a border of 1.640 km", "de", [(1640, "km", "1.640 km")]),
        ("a border of 1.640 km", "en", [(1.64, "km", "1.640 km")]),
        ("a border of 1 640,5 km", "fr", [(1640.5, "km", "1 640,5 km")]),
        ("some 12 345 people", "fr", [(12345, "1", "12 345")]),
        ("a fee of 1'250.75 Swiss francs", "de-CH", [(1250.75, "CHF", "1'250.75 Swiss francs")]),
        ("a fee of 1’250.75 Swiss francs", "de-CH", [(1250.75, "CHF", "1’250.75 Swiss francs")]),
        ("between 2,5 and 3,5 percent", "it", [(None, "%", "2,5 and 3,5 percent")]),
        ("€2,5 billion", "es", [(2.5e9, "EUR", "€2,5 billion")]),
        ("1.640,5 million euros", "nl", [(1640.5e6, "EUR", "1.640,5 million euros")]),
        # What English would read as a number is none where the locale writes another.
        ("a border of 1,640.5 km", "de", []),
        ("1,000,000 people", "de", []),
    ],
)
def test_values_of_other_notations(text, locale, found):
    seen = values.find(text, notation(locale))
    assert [(value.amount, value.unit, value.text) for value in seen] == found
    assert all(text[value.start : value.end] == value.text for value in seen)


@pytest.mark.parametrize("name", ["de", "de-DE", "de_AT.UTF-8", "DE", "es-AR", "pt-BR", " id "])
def test_locales_are_known_by_any_part_that_is_listed(name):
    assert (notation(name).decimal, notation(name).group) == (",", ".")


@pytest.mark.parametrize("name", ["", "Paris", "xx", "-", "1,640.5"])
def test_what_is_no_locale_is_said_to_be_none(name):
    with pytest.raises(ValueError, match="such as de, fr-CH"):
        notation(name)


@given(st.text(alphabet="0123456789.,'’ \u00a0km", max_size=40), st.sampled_from(["de", "fr", "de_CH", "ks", "bgn"]))
def test_no_text_upsets_a_notation(text, locale):
    for value in values.find(text, notation(locale)):
        assert text[value.start : value.end] == value.text


def test_english_is_the_default():
    assert notation("en") == ENGLISH
