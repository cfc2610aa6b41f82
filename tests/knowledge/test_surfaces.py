"""Names are compared by a key and written by rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.surfaces import bare, cased, fold, plural, singular, slug


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("Côte d’Ivoire", "cote divoire"),
        ("U.S.", "us"),
        ("Al-Qa'ida", "al qaida"),
        ("GUINEA–BISSAU", "guinea bissau"),
        ("Łódź", "lodz"),
        ("Türkiye", "turkiye"),
        ("  New   York ", "new york"),
    ],
)
def test_fold_ignores_case_accents_and_punctuation(surface: str, key: str) -> None:
    assert fold(surface) == key


@given(st.text())
def test_fold_is_idempotent(surface: str) -> None:
    assert fold(fold(surface)) == fold(surface)


@given(st.text())
def test_slugs_hold_nothing_but_letters_digits_and_hyphens(name: str) -> None:
    assert slug(name) == "x" or all(part.isalnum() and part.isascii() for part in slug(name).split("-"))


@pytest.mark.parametrize(
    ("surface", "name"),
    [("the Taliban's", "Taliban"), ("Afghans’", "Afghans"), ("The Hague", "Hague"), ("Congo", "Congo")],
)
def test_bare_drops_article_and_possessive(surface: str, name: str) -> None:
    assert bare(surface) == name


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Tajik", "Tajiks"),
        ("Chinese", "Chinese"),
        ("Englishman", "Englishmen"),
        ("German", "Germans"),
        ("Gypsy", "Gypsies"),
    ],
)
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("many", "one"), [("Italians", "Italian"), ("Newars", "Newar"), ("Swiss", "Swiss"), ("Laos", "Laos")]
)
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("RAHMON", "Rahmon"),
        ("al-MANFI", "al-Manfi"),
        ("O'NEILL", "O'Neill"),
        ("II", "II"),
        ("Hamid", "Hamid"),
        ("UK", "UK"),
        ("FRS", "FRS"),
        ("IE6", "IE6"),
    ],
)
def test_capitals_become_names(word: str, written: str) -> None:
    assert cased(word) == written
