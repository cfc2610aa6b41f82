"""Values of several wordings or several numbers: two units, changes, lists, parts of a whole."""

from __future__ import annotations

import pytest

from pipeline.grammar.values import find


def single(text):
    found = find(text)
    assert len(found) == 1, [v.text for v in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "unit", "written", "consistent"),
    [
        ("a 1,640-mile (2,640-kilometer) border", 2640, "km", [(1640, "[mi_i]"), (2640, "km")], True),
        ("100 km (62 miles) away", 100, "km", [(100, "km"), (62, "[mi_i]")], True),
        ("100 km (70 miles) away", 100, "km", [(100, "km"), (70, "[mi_i]")], False),
        ("2,500 square miles (6,475 square kilometers)", 6475, "km2", [(2500, "[mi_i]2"), (6475, "km2")], True),
        ("€1.2bn ($1.4bn)", 1.2e9, "EUR", [(1.2e9, "EUR"), (1.4e9, "USD")], True),
        ("200 pounds (91 kg)", 91, "kg", [(200, "[lb_av]"), (91, "kg")], True),
    ],
)
def test_two_wordings_are_one_value(text, amount, unit, written, consistent):
    value = single(text)
    assert (value.amount, value.unit, value.consistent) == (amount, unit, consistent)
    assert [(w.amount, w.unit) for w in value.as_written] == written
    assert all(text[w.start : w.end] == w.text for w in value.as_written)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "change"),
    [
        ("fell from 12.5 percent to 3.2 percent", 3.2, "%", ("down", 12.5, 3.2, None)),
        (
            "grow from more than 186 million people in 2016 to 392 million in 2050",
            392e6,
            "1",
            ("up", 186e6, 392e6, None),
        ),
        ("rose to 7.5% in 2014 from 6.1% in 2013", 7.5, "%", ("up", 6.1, 7.5, None)),
        ("lowered the minimum age from 35 to 30", 30, "a", ("down", 35, 30, None)),
        ("dropped from 7 children per woman in the 1980s to 2.4 children per woman", 2.4, "1", ("down", 7, 2.4, None)),
        ("grew from 5 to 10 percent", 10, "%", ("up", 5, 10, None)),
        ("grew 4.2 percent", 4.2, "%", ("up", None, None, 4.2)),
        ("fell by 20,000", 20000, "1", ("down", None, None, 20000)),
        ("a 5 percent drop", 5, "%", ("down", None, None, 5)),
        ("cut its rate by 25%", 25, "%", ("down", None, None, 25)),
        ("edged down to 3.9%", 3.9, "%", ("down", None, 3.9, None)),
        ("added 40,000 jobs", 40000, "1", ("up", None, None, 40000)),
        ("from 186 million in 2016 to 392 million", 392e6, "1", ("up", 186e6, 392e6, None)),
        ("fell from 10 to 5 miles", 8.04672, "km", ("down", 16.09344, 8.04672, None)),
        ("rose to 20,000", 20000, "1", ("up", None, 20000, None)),
    ],
)
def test_changes_are_one_value(text, amount, unit, change):
    value = single(text)
    assert (value.amount, value.unit) == (amount, unit)
    assert (value.change.direction, value.change.from_, value.change.to, value.change.by) == change


@pytest.mark.parametrize(
    "text", ["make up 42 percent of all Afghans", "ranges from 5 km", "set up 20 schools", "from 5 to 10 percent"]
)
def test_what_does_not_move_has_no_change(text):
    assert single(text).change is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42 percent of all Afghans and 18 percent of Pakistanis", [(42, "%"), (18, "%")]),
        ("42 percent of Afghans and 18 of Pakistanis", [(42, "%"), (18, "%")]),
        ("10, 20 and 30 percent", [(10, "%"), (20, "%"), (30, "%")]),
        ("border countries: China 477 km; Kyrgyzstan 984 km", [(477, "km"), (984, "km")]),
        ("Tajik 84.3%, Uzbek 13.8%, other 2% (2014 est.)", [(84.3, "%"), (13.8, "%"), (2, "%")]),
        ("$2.5 billion (2010 est.); 26 (2013)", [(2.5e9, "USD"), (26, "1")]),
        ("On 14 February 2005, 22 people and 3 police died", [(22, "1"), (3, "1")]),
        ("Kazakhs 71 percent, Russians 15, Uzbeks 3", [(71, "%"), (15, "%"), (3, "%")]),
        ("1.3 million, or 4 percent, of the people", [(1.3e6, "1"), (4, "%")]),
        ("increased the number of seats by 15 to 115", [(15, "1"), (115, "1")]),
        ("the richest 0.1 percent", [(0.1, "%")]),
        ("5 and 10 miles", [(8.04672, "km"), (16.09344, "km")]),
        ("$5 and 10 people", [(5, "USD"), (10, "1")]),
    ],
)
def test_lists_give_every_value(text, expected):
    assert [(v.amount, v.unit) for v in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "amount", "whole", "phrase"),
    [
        ("12 of the 22 provinces of Badakhshan", 12, 22, "22 provinces"),
        ("one of the four constituent parties refused", 1, 4, "four constituent parties"),
        ("Nine of its 15 members", 9, 15, "15 members"),
        ("one in four children", 1, 4, None),
    ],
)
def test_ratios_hold_their_whole(text, amount, whole, phrase):
    value = single(text)
    assert (value.amount, value.of.amount, value.of.text) == (amount, whole, phrase)
    if phrase:
        assert text[value.of.start : value.of.end] == phrase


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Copper fell by $90 to $8,400 a tonne.", [90, 8400]),
        ("Rents rose by 40 euros to 910 euros.", [40, 910]),
        ("Rents rose by 5 to 15 percent.", [None]),
    ],
)
def test_a_step_and_what_it_leads_to_are_no_range(text: str, amounts: list[float | None]) -> None:
    assert [value.amount for value in find(text)] == amounts


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Rates rose by a quarter of a percentage point.", 0.25, "[pp]"),
        ("The bank cut its rate by half a percentage point.", 0.5, "[pp]"),
        ("The bank cut its rate by half a point.", 0.5, "[pp]"),
        ("Ana Bo is half a point behind Li Ho.", 0.5, "1"),
        ("The bank raised its rate by a quarter point.", 0.25, "[pp]"),
        ("A quarter of the points were his.", 25, "%"),
    ],
)
def test_a_part_of_a_point_is_in_points(text: str, amount: float, unit: str) -> None:
    value = single(text)
    assert (value.amount, value.unit) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "step", "level"),
    [
        ("Oil rose $2.10 to $83.20", 2.1, 83.2),
        ("Rents fell nearly $40 to $1,300", 40, 1300),
        ("The price dropped by €3 to €61", 3, 61),
    ],
)
def test_a_step_and_where_it_leads_are_two_values(text, step, level):
    by, to = find(text)
    assert by.change is not None and (by.amount, by.change.by) == (step, step)
    assert to.change is not None and (to.amount, to.change.to) == (level, level)


@pytest.mark.parametrize("text", ["It costs $2 to $3", "Output rose 10 to 15 percent", "Bills rose $5 to $10"])
def test_two_ends_that_are_near_are_a_range(text):
    assert single(text).low is not None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("ran it in two hours, six minutes and 36 seconds", 2.11),
        ("ran it in two hours, six minutes, and 36 seconds", 2.11),
        ("ran it in 2 hours 6 minutes 36 seconds", 2.11),
    ],
)
def test_hours_minutes_and_seconds_are_one_duration(text, hours):
    value = single(text)
    assert (value.kind, value.unit) == ("duration", "h")
    assert value.amount == pytest.approx(hours)


def test_terms_side_by_side_are_two_durations():
    assert [value.text for value in find("got three years, two months and a fine")] == ["three years", "two months"]
