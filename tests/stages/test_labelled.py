"""Lines of figures behind a label: whose figures they are is said above them, or there is no claim."""

from __future__ import annotations

import pytest

ROWS = """{head}

Geography

Land boundaries: total: 5,274 km

Border countries (3): Thailand 1,845 km; Vietnam 2,161 km; Burma (Myanmar) 238 km

Coastline: 0 km (landlocked)

Median age: 25.4 years

Unemployment rate: youth 5.1%, total 2.6%
"""


@pytest.mark.parametrize("head", ["Laos", "# Laos", "Laos at a glance", "# Facts and figures\n\nAll about Laos"])
def test_figures_are_of_the_country_that_a_heading_names(claims, head):
    found = claims(ROWS.format(head=head))
    for expected in (
        ("land_boundary_length", "Laos", None, 5274, "km"),
        ("border_length", "Laos", "Thailand", 1845, "km"),
        ("border_length", "Laos", "Vietnam", 2161, "km"),
        ("border_length", "Laos", "Myanmar", 238, "km"),
        ("coastline_length", "Laos", None, 0, "km"),
        ("median_age", "Laos", None, 25.4, "a"),
        ("unemployment_rate", "youth", "Laos", 5.1, "%"),
        ("unemployment_rate", "Laos", None, 2.6, "%"),
    ):
        assert expected in found


@pytest.mark.parametrize("head", ["Geography", "Laos and Cambodia", "Laos\n\nCambodia and Peru", "Thailand"])
def test_nobody_is_guessed_where_no_heading_names_one_country(claims, head):
    found = [claim for claim in claims(ROWS.format(head=head)) if claim[0] == "border_length"]
    assert [claim for claim in found if claim[2] in (None, "Thailand") or head != "Thailand"] == []


def test_the_nearest_heading_counts(claims):
    text = "Neighbours\n\nLaos\n\nBorder countries: China 475 km\n\nChad\n\nBorder countries: Niger 1,196 km; Libya 1,050 km"
    borders = [claim[1:4] for claim in claims(text) if claim[0] == "border_length"]
    assert borders == [("Laos", "China", 475), ("Chad", "Niger", 1196), ("Chad", "Libya", 1050)]


def test_words_before_the_label_count_first(claims):
    text = "China and its trade\n\nBolivia has two big neighbours. Border countries: Argentina 942 km; Brazil 3,403 km"
    borders = [claim[1:4] for claim in claims(text) if claim[0] == "border_length"]
    assert borders == [("Bolivia", "Argentina", 942), ("Bolivia", "Brazil", 3403)]


@pytest.mark.parametrize("text", ["Peru: 5 things to know", "Peru\n\nThe minister said: Chile bought 942 km of cable."])
def test_running_text_behind_a_colon_is_no_row(claims, text):
    assert not any(claim[0].endswith("_length") for claim in claims(text))


@pytest.mark.parametrize("label", ["Border countries (3)", "Neighbours (3)"])
def test_how_many_items_a_label_has_is_no_statistic(claims, label):
    found = claims(ROWS.format(head="Laos").replace("Border countries (3)", label))
    assert found and not any(claim[3] == 3 for claim in found)
