"""Cues of check-worthiness: each row of the table holds for a claim that shows it, and says so."""

from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.assessment.checkworthiness import checkworthiness, reasons
from pipeline.records import Argument, Attribution, Entity, Predicate, Qualifier, Time, Value

TABLE = resources.table("checkworthiness.toml")
PERU = Entity(id="country:PE", name="Peru", type="GPE")


def named(text):
    return Argument(text=text, start=0, end=len(text), type="GPE", entity=PERU)


def noun(text):
    return Argument(text=text, start=0, end=len(text))


def value(kind, **fields):
    return Value(kind=kind, amount=3, unit="1", text="3", start=0, end=1, **fields)


def verb(text, id_="open"):
    return Predicate(id=id_, label=text, text=text, start=0, end=len(text))


def when(latest):
    time = Time(edtf=latest[:4], earliest=latest, latest=latest)
    return (Qualifier(role="time", text=latest, start=0, end=4, time=time),)


# Cue -> what to change in a plain claim so that it holds.
SHOWN = {
    "number": {"kind": "statistic", "value": value("count")},
    "relation": {"kind": "relation"},
    "consequential measure": {"predicate": verb("died", "killed")},
    "consequential event": {"predicate": verb("seized", "captured")},
    "comparison": {"value": value("rank")},
    "superlative": {"object": noun("the largest port")},
    "named subject": {"subject": named("Peru")},
    "named object": {"object": named("Peru")},
    "dated": {"qualifiers": when("2019-05-01")},
    "named source": {"attribution": Attribution(source=named("Peru"))},
    "unnamed source": {"attribution": Attribution(source=noun("officials"))},
    "denial": {"negated": True},
    "cause": {"predicate": verb("led to")},
    "disagreement": {"value": value("quantity", consistent=False)},
    "forecast": {"modality": "predicted"},
    "wish": {"modality": "desired"},
    "condition": {"modality": "conditional"},
    "question": {"modality": "questioned"},
    "possibility": {"modality": "possible"},
    "opinion": {"object": noun("a terrible port")},
    "first person": {"subject": noun("We")},
    "addressee": {"object": noun("your port")},
    "vague": {"subject": noun("Many ships")},
    "historical": {"qualifiers": when("1911-05-01")},
}


def test_each_cue_has_a_name_of_its_own() -> None:
    assert len({row["name"] for row in TABLE["cue"]}) == len(TABLE["cue"])


@pytest.mark.parametrize("row", TABLE["cue"], ids=lambda row: row["name"])
def test_each_cue_holds_where_it_shows_and_moves_the_score_its_way(claim, row):
    plain, shown = claim(), claim(**SHOWN[row["name"]])
    assert row["name"] not in {reason.name for reason in reasons(plain)}
    (reason,) = (reason for reason in reasons(shown) if reason.name == row["name"])
    assert (reason.words, reason.weight) == (row["reason"], row["weight"])
    others = sum(r.weight for r in reasons(shown)) - reason.weight
    assert (checkworthiness(shown) > checkworthiness(plain)) is (others + reason.weight > 0)


@pytest.mark.parametrize(
    ("changes", "absent"),
    [
        ({"subject": noun("The Weston ship")}, "first person"),  # "we" inside a word
        ({"object": noun("some port")}, "vague"),  # only a vague subject counts
        ({"qualifiers": when("1911-05-01"), "document": None}, "historical"),  # no date to count from
        ({"attribution": None}, "unnamed source"),
    ],
)
def test_cues_do_not_hold_for_what_only_looks_like_them(claim, changes, absent):
    if changes.get("document", 0) is None:
        changes = changes | {"document": claim().document.model_copy(update={"published": None})}
    assert absent not in {reason.name for reason in reasons(claim(**changes))}


def test_a_dated_figure_about_a_country_outranks_a_wish(claim):
    figure = claim(kind="statistic", value=value("percent"), subject=named("Peru"), qualifiers=when("2019-05-01"))
    wish = claim(subject=noun("We"), modality="desired")
    assert checkworthiness(figure) > 0.5 > checkworthiness(claim()) > checkworthiness(wish)
