"""Short forms find their full names."""

import pytest

from pipeline.knowledge.clusters import Name, full_forms, initials


@pytest.mark.parametrize(
    ("names", "full"),
    [
        ([("Ahmad Shah Massoud", "PERSON"), ("Massoud", "PERSON")], [0, 0]),
        ([("Massoud", "PERSON"), ("Ahmad Shah Massoud", "PERSON")], [1, 1]),
        ([("Emomali Rahmon", "PERSON"), ("Rahmon", "ORG")], [0, 0]),
        ([("Haydar al-Abadi", "PERSON"), ("ABADI", "PERSON")], [0, 0]),
        ([("Ashraf GHANI", "PERSON"), ("Abdullah ABDULLAH", "PERSON"), ("GHANI", "PERSON")], [0, 1, 0]),
        ([("Meles Zenawi", "PERSON"), ("Meles", "PERSON")], [0, 0]),
        ([("Bill Clinton", "PERSON"), ("Hillary Clinton", "PERSON"), ("Clinton", "PERSON")], [0, 1, 1]),
        ([("Elias B. Norcott", "PERSON"), ("Elias Bram Norcott", "PERSON")], [0, 1]),
        ([("Elias Bram Norcott", "PERSON"), ("Elias B. Norcott", "PERSON")], [0, 0]),
        ([("Elias Norcott", "PERSON"), ("Emil Norcott", "PERSON")], [0, 1]),
        ([("United Tajik Opposition", "ORG"), ("UTO", "ORG")], [0, 0]),
        ([("Council of Representatives", "ORG"), ("COR", "ORG")], [0, 0]),
        ([("Northern Alliance", "ORG"), ("Alliance", "ORG")], [0, 1]),
        ([("Kabul", "GPE"), ("Kabul", "GPE")], [0, 0]),
        ([("Paris", "GPE"), ("Paris Hilton", "PERSON")], [0, 1]),
        ([("New York", "GPE"), ("York", "GPE")], [0, 1]),
        ([], []),
    ],
)
def test_full_forms(names: list[tuple[str, str]], full: list[int]) -> None:
    assert full_forms([Name(text, label) for text, label in names]) == full


def test_a_family_name_is_of_whom_the_title_names() -> None:
    texts = ("Elias B. Norcott", "Elias Bram Norcott", "Joseph Norcott", "Norcott")
    names = [Name(text, "PERSON") for text in texts]
    assert full_forms(names) == [0, 1, 2, 2]
    assert full_forms(names, {0}) == [1, 1, 2, 1]


def test_a_family_name_is_not_that_of_a_relative_told_beside_it() -> None:
    son, father = Name("Elias Norcott", "PERSON"), Name("Joseph Norcott", "PERSON", kin=True)
    assert full_forms([son, father, Name("Norcott", "PERSON")]) == [0, 1, 0]
    assert full_forms([father, Name("Norcott", "PERSON")]) == [0, 0]


def test_a_firm_is_not_its_founder() -> None:
    founder, firm = Name("Joseph Norcott", "PERSON"), Name("Norcott", "ORG", body=True)
    assert full_forms([founder, firm, Name("Norcott", "ORG")]) == [0, 1, 0]


def test_an_acronym_in_brackets_is_defined_whatever_its_letters() -> None:
    names = [Name("Farabundo Marti National Liberation Front", "ORG", "FMLN"), Name("FMLN", "ORG")]
    assert full_forms(names) == [0, 0]


def test_initials_leave_out_small_words_or_not() -> None:
    assert {"COR", "CR"} <= initials("Council of Representatives")
