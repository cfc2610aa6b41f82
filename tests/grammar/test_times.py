"""Times in text: what is found, where, and what it denotes."""

from __future__ import annotations

import datetime

import pytest

from pipeline.grammar.times import FoundTime, find, since, until

PUBLISHED = datetime.date(2023, 1, 9)  # a Monday


def one(text: str, published: datetime.date | None = PUBLISHED) -> tuple[str, str]:
    """The only time of a text: its words and its EDTF."""
    times = find(text, published=published)
    assert len(times) == 1, [text[time.start : time.end] for time in times]
    return text[times[0].start : times[0].end], times[0].time.edtf


def edtfs(text: str, published: datetime.date | None = PUBLISHED) -> list[str]:
    return [time.time.edtf for time in find(text, published=published)]


@pytest.mark.parametrize(
    "text, quote, edtf",
    [
        # days
        ("assassinated on Sept. 9, 2001.", "Sept. 9, 2001", "2001-09-09"),
        ("the 11 September 2001 attacks", "11 September 2001", "2001-09-11"),
        ("on the 11th of September, 2001", "the 11th of September, 2001", "2001-09-11"),
        ("on September 11th, 2001,", "September 11th, 2001", "2001-09-11"),
        ("on Tuesday, Sept. 11, 2001", "Tuesday, Sept. 11, 2001", "2001-09-11"),
        ("signed on 2001-09-11.", "2001-09-11", "2001-09-11"),
        ("signed on 9/11/2001.", "9/11/2001", "2001-09-11"),
        ("signed on 23/11/2001.", "23/11/2001", "2001-11-23"),
        ("signed on 11.09.2001.", "11.09.2001", "2001-09-11"),
        ("the 04-Jan-2019 issue", "04-Jan-2019", "2019-01-04"),
        ("on Feb. 29, 2020", "Feb. 29, 2020", "2020-02-29"),
        # months and years
        ("held in January 2013", "January 2013", "2013-01"),
        ("held in January, 2013", "January, 2013", "2013-01"),
        ("in May of 1998", "May of 1998", "1998-05"),
        ("(July 2010 est.)", "July 2010", "2010-07"),
        ("(2010 est.)", "2010", "2010"),
        ("ended in a 1973 coup", "1973", "1973"),
        ("the 2014 elections", "2014", "2014"),
        ("1994 would prove a significant year.", "1994", "1994"),
        ("in the year 2000", "the year 2000", "2000"),
        ("the 1648 Treaty of Westphalia", "1648", "1648"),
        ("a failed 1355 coup", "1355", "1355"),
        ("as of 2010", "2010", "2010"),
        ("an event by **2016**", "2016", "2016"),
        ("a 1963 children's book", "1963", "1963"),
        ("at 1988 prices", "1988", "1988"),
        ("founded in 642, it", "642", "0642"),
        ("In 476 the Western Empire fell", "476", "0476"),
        ("murdered in 44 BC", "44 BC", "-0043"),
        ("in A.D. 79", "A.D. 79", "0079"),
        ("around 753 B.C., Rome", "around 753 B.C.", "-0752~"),
        ("built c. 1500", "c. 1500", "1500~"),
        ("built around 1850", "around 1850", "1850~"),
        ("the summer of '69", "the summer of '69", "1969-22"),
        # decades, centuries, parts
        ("in the 1980s", "the 1980s", "198X"),
        ("in the '80s", "the '80s", "198X"),
        ("in the eighties", "the eighties", "198X"),
        ("in the 19th century", "the 19th century", "18XX"),
        ("a nineteenth-century poet", "nineteenth-century", "18XX"),
        ("the 5th century BC", "the 5th century BC", "-04XX"),
        ("in the 1800s", "the 1800s", "18XX"),
        ("by mid-2016", "mid-2016", "2016-05/2016-08"),
        ("in late 2001", "late 2001", "2001-09/2001-12"),
        ("early in 2010", "early in 2010", "2010-01/2010-04"),
        ("in mid-March 2020", "mid-March 2020", "2020-03-11/2020-03-20"),
        ("by the early 2000s", "the early 2000s", "2000/2003"),
        ("in the mid-1980s", "the mid-1980s", "1984/1986"),
        ("in the late 1990s", "the late 1990s", "1996/1999"),
        ("the latter part of the 1990s", "the latter part of the 1990s", "1996/1999"),
        ("the late 19th century", "the late 19th century", "1867/1899"),
        ("the early 20th century", "the early 20th century", "1900/1933"),
        ("at the end of 2010", "the end of 2010", "2010-12"),
        ("the first half of 2010", "the first half of 2010", "2010-01/2010-06"),
        ("the second half of the 1990s", "the second half of the 1990s", "1995/1999"),
        ("the third quarter of 2012", "the third quarter of 2012", "2012-07/2012-09"),
        ("the first three months of 2010", "the first three months of 2010", "2010-01/2010-03"),
        ("the last two weeks of July 2015", "the last two weeks of July 2015", "2015-07-18/2015-07-31"),
        ("the turn of the 20th century", "the turn of the 20th century", "1900~"),
        ("in Q1 2010", "Q1 2010", "2010-01/2010-03"),
        ("the mid- to late 1990s", "the mid- to late 1990s", "1994/1999"),
        # seasons, fiscal years, holidays, names
        ("in the summer of 2021", "the summer of 2021", "2021-22"),
        ("in spring 1999", "spring 1999", "1999-21"),
        ("the winter of 2010-11", "the winter of 2010-11", "2010-24"),
        ("in FY2010", "FY2010", "2010"),
        ("fiscal year 2010/11", "fiscal year 2010/11", "2010/2011"),
        ("on Christmas Day 2003", "Christmas Day 2003", "2003-12-25"),
        ("on Easter Sunday 2016", "Easter Sunday 2016", "2016-03-27"),
        ("on Thanksgiving 2021", "Thanksgiving 2021", "2021-11-25"),
        ("the 9/11 attacks", "9/11", "2001-09-11"),
        ("during World War II", "World War II", "1939/1945"),
        # ranges
        ("a war (1980-88)", "1980-88", "1980/1988"),
        ("from 1936-41", "1936-41", "1936/1941"),
        ("in 1992–97", "1992–97", "1992/1997"),
        ("from 1999-02", "1999-02", "1999-02"),
        ("the years 1998–02", "1998–02", "1998/2002"),
        ("from 1992 to 1997", "1992 to 1997", "1992/1997"),
        ("between 1880 and 1930", "1880 and 1930", "1880/1930"),
        ("between the 1870s and 1930", "the 1870s and 1930", "1870/1930"),
        ("January-February 1991", "January-February 1991", "1991-01/1991-02"),
        ("from November to February 2017", "November to February 2017", "2016-11/2017-02"),
        ("June 5-7, 2010", "June 5-7, 2010", "2010-06-05/2010-06-07"),
        ("5-7 June 2010", "5-7 June 2010", "2010-06-05/2010-06-07"),
        ("May 30-June 2, 2010", "May 30-June 2, 2010", "2010-05-30/2010-06-02"),
        ("in the 1860s and 1870s", "the 1860s and 1870s", "1860/1879"),
        ("the late 1980s and early 1990s", "the late 1980s and early 1990s", "1986/1993"),
        ("the late 19th and early 20th centuries", "the late 19th and early 20th centuries", "1867/1933"),
        ("from 300 to 200 BC", "300 to 200 BC", "-0299/-0199"),
        ("Ibn Sina (980–1037)", "980–1037", "0980/1037"),
        ("born (1966-)", "1966-", "1966/.."),
        ("in office 1990-present", "1990-present", "1990/.."),
        ("the post-2014 presence", "post-2014", "2014/.."),
        ("pre-1990 levels", "pre-1990", "../1990"),
        ("(ca. 1734-1796)", "ca. 1734-1796", "1734/1796"),
        ("between 2003 and 2010 more than", "2003 and 2010", "2003/2010"),
        ("the 9th-10th centuries A.D.", "the 9th-10th centuries A.D.", "0800/0999"),
        ("ends last Sunday in October 2020", "last Sunday in October 2020", "2020-10-25"),
        ("between May and June in 1981", "May and June in 1981", "1981-05/1981-06"),
        ("on 28 June in 2020", "28 June in 2020", "2020-06-28"),
        ("the later 19th century", "the later 19th century", "1867/1899"),
        ("died on 30 September 420.", "30 September 420", "0420-09-30"),
        ("Jerome (c. 347)", "c. 347", "0347~"),
        ("the Sept. 11 terrorist attacks", "Sept. 11", "2001-09-11"),
        ("9/11-related poems", "9/11", "2001-09-11"),
        ("as of year-end 2022", "year-end 2022", "2022-12"),
        ("at the outbreak of World War II", "the outbreak of World War II", "1939"),
        ("by the end of the Cold War", "the end of the Cold War", "1991"),
    ],
)
def test_times_that_stand_alone(text: str, quote: str, edtf: str) -> None:
    assert one(text, None) == (quote, edtf)
    assert find(text)[0].kind == "absolute"


@pytest.mark.parametrize(
    "text, quote, edtf",
    [
        ("On Dec. 27, the group", "Dec. 27", "2022-12-27"),
        ("on 8 January they", "8 January", "2023-01-08"),
        ("in October", "October", "2022-10"),
        ("on Tuesday", "Tuesday", "2023-01-03"),
        ("in Baghdad Monday", "Monday", "2023-01-09"),
        ("on Friday night", "Friday night", "2023-01-06"),
        ("last Tuesday", "last Tuesday", "2023-01-03"),
        ("will meet on Tuesday", "Tuesday", "2023-01-10"),
        ("will lose the seat that she won on Tuesday", "Tuesday", "2023-01-03"),
        ("a year ago", "a year ago", "2022-01"),
        ("is due on 4 June", "4 June", "2023-06-04"),
        ("last year", "last year", "2022"),
        ("this month", "this month", "2023-01"),
        ("next year", "next year", "2024"),
        ("last week", "last week", "2023-01-02/2023-01-08"),
        ("last summer", "last summer", "2022-22"),
        ("last December", "last December", "2022-12"),
        ("late last year", "late last year", "2022-09/2022-12"),
        ("the end of the year", "the end of the year", "2023-12"),
        ("October last year", "October last year", "2022-10"),
        ("two years ago", "two years ago", "2021"),
        ("two and a half decades ago", "two and a half decades ago", "1998"),
        ("three months ago", "three months ago", "2022-10"),
        ("10 days ago", "10 days ago", "2022-12-30"),
        ("half a century ago", "half a century ago", "1973"),
        ("yesterday", "yesterday", "2023-01-08"),
        ("still today", "today", "2023-01-09"),
        ("currently", "currently", "2023-01-09"),
        ("the past three years", "the past three years", "2020/2023"),
        ("over the past decade", "the past decade", "2013/2023"),
        ("over the weekend", "the weekend", "2023-01-07/2023-01-08"),
        ("the turn of the century", "the turn of the century", "2000~"),
        ("will resign in two years", "two years", "2025"),
        ("at Christmas", "Christmas", "2022-12-25"),
        ("by mid-century", "mid-century", "2034/2066"),
        ("on Sunday, Feb. 5, a quake", "Sunday, Feb. 5", "2023-02-05"),
        ("the first half of this year", "the first half of this year", "2023-01/2023-06"),
    ],
)
def test_times_by_the_publication_date(text: str, quote: str, edtf: str) -> None:
    assert one(text) == (quote, edtf)
    (time,) = find(text, published=PUBLISHED)
    assert (time.kind, time.time.anchor) == ("relative", "2023-01-09")


@pytest.mark.parametrize(
    "text, edtf, anchor",
    [
        ("assassinating Massoud on Sept. 9, 2001.\n\nTwo days later, they", "2001-09-11", "2001-09-09"),
        ("In December 2004 he won; the Assembly met the following December.", "2005-12", "2004-12"),
        ("In 1940 it allied with the Axis and in the 1941 invasion. Three years later, it", "1944", "1941"),
        ("in 1994. A decade later, it", "2004", "1994"),
        ("on May 5, 1994. The next day, it", "1994-05-06", "1994-05-05"),
        ("in March 2010. A month earlier, it", "2010-02", "2010-03"),
        ("elected in July 2009, sworn in the following month", "2009-08", "2009-07"),
        ("from 1992 to 1997. Two years later, it", "1999", "1992/1997"),
        ("in April 1992. Three weeks later, it", "1992-04/1992-05", "1992-04"),
        ("on Sept. 11, 2001. For the next two decades, it", "2001/2021", "2001-09-11"),
        ("on Feb. 5, 1998. Later that year, it", "1998-02/1998-12", "1998-02-05"),
        ("came to power in January 1933. In May of that year he", "1933-05", "1933-01"),
        ("in 2014. Several years later, it", "2014/..", "2014"),
        ("in 1878. At the turn of the century, it", "1900~", "1878"),
        ("died in 2011. The following month, it", "2011/2012", "2011"),
    ],
)
def test_times_by_what_was_named_before(text: str, edtf: str, anchor: str) -> None:
    last = find(text)[-1]
    assert (last.time.edtf, last.time.anchor, last.kind) == (edtf, anchor, "relative")


@pytest.mark.parametrize(
    "text, edtf, anchor",
    [
        ("ten years before 2001", "1991", "2001"),
        ("two days after Sept. 9, 2001", "2001-09-11", "2001-09-09"),
        ("a decade after 9/11", "2011", "2001-09-11"),
        ("for two decades after 2001", "2001/2021", "2001"),
        ("in the three years before 1994", "1991/1994", "1994"),
    ],
)
def test_times_counted_from_a_date_beside_them(text: str, edtf: str, anchor: str) -> None:
    (time,) = find(text)
    assert (time.time.edtf, time.time.anchor, time.kind) == (edtf, anchor, "relative")


@pytest.mark.parametrize("text", ["After World War II, it", "before the Korean War", "World War II veterans"])
def test_what_is_not_in_a_war_is_not_dated_by_it(text: str) -> None:
    assert find(text) == []


def test_a_bare_month_belongs_to_the_year_in_which_the_passage_plays() -> None:
    assert edtfs("In 1991, the union broke up. In September, it declared independence.") == ["1991", "1991-09"]
    assert edtfs("Independent since 1991, it held elections in October.") == ["1991", "2022-10"]


@pytest.mark.parametrize(
    "text",
    [
        "1,500 people", "1500 people", "killed 1990 people", "Flight 1994", "Section 1973", "Resolution 1973",
        "2000 km", "a 1990-metre peak", "in 500 villages", "in 1500 villages", "call 555-1990", "+1 202 555 1990",
        "$2000", "1990%", "1990.5", "No. 1990", "from 1500 to 2000 people", "between 1500 and 2000 soldiers",
        "an F-2000 jet", "KylieX2008", "They may go.", "They march on.", "a second time", "the Sun newspaper",
        "the order of the day", "for five years", "a 20 years old man", "the 30-year reign", "Bloody Sunday",
        "the fall of Kabul", "a spring of water", "USA Today", "Her name is April Morgan.", "Sunday school",
        "in the 20th minute", "13/13/2001", "Easter Island", "they will never", "in two years", "9/11 of the vote",
        "the 3rd division", "12 of the 22 provinces", "in 1001 Albums", "in the winter months",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert find(text, published=PUBLISHED) == []


@pytest.mark.parametrize("text, edtf", [("on Feb. 30, 2020", ["2020"]), ("on 31 April 2001", ["2001-04"])])
def test_a_day_that_does_not_exist_is_not_read(text: str, edtf: list[str]) -> None:
    assert edtfs(text) == edtf


def test_ends_of_different_kinds_are_two_times() -> None:
    text = "grow from 186 million people in 2016 to 392 million in 2050"
    assert edtfs(text) == ["2016", "2050"]
    assert edtfs("in January 2009 and April 2013") == ["2009-01", "2013-04"]
    assert edtfs("in 2014 and 2017") == ["2014", "2017"]
    assert edtfs("on 3 and 7 June 2010") == ["2010-06-03", "2010-06-07"]


@pytest.mark.parametrize(
    "text, earliest, latest, modifier",
    [
        ("mid-2016", "2016-05", "2016-08", "mid"),
        ("September 1991", "1991-09", "1991-09", None),
        ("1973", "1973", "1973", None),
        ("the 1980s", "1980", "1989", None),
        ("the 19th century", "1800", "1899", None),
        ("the summer of 2021", "2021-06", "2021-08", None),
        ("the winter of 2010", "2010-12", "2011-02", None),
        ("the end of 2010", "2010-12", "2010-12", "late"),
        ("post-2014", "2014", None, None),
        ("pre-1990", None, "1990", None),
        ("44 BC", "-0043", "-0043", None),
        ("the early 2000s", "2000", "2003", "early"),
    ],
)
def test_bounds_are_as_exact_as_the_text(
    text: str, earliest: str | None, latest: str | None, modifier: str | None
) -> None:
    time = find(text)[0].time
    assert (time.earliest, time.latest, time.modifier) == (earliest, latest, modifier)


@pytest.mark.parametrize(
    "text, edtf",
    [
        ("every Friday", "R/P1W"),
        ("each year", "R/P1Y"),
        ("once every seven years", "R/P7Y"),
        ("every other week", "R/P2W"),
        ("awarded annually.", "R/P1Y"),
        ("on Sundays", "R/P1W"),
        ("on Sunday evenings", "R/P1W"),
    ],
)
def test_what_comes_again(text: str, edtf: str) -> None:
    (time,) = find(text, published=PUBLISHED)
    assert (time.kind, time.time.edtf, time.time.earliest) == ("recurring", edtf, None)


@pytest.mark.parametrize(
    "text, edtf",
    [("on Dec. 27", "XXXX-12-27"), ("in December", "XXXX-12"), ("last year", "XXXX"), ("on Tuesday", "XXXX-XX-XX"),
     ("last summer", "XXXX-22"), ("two days later", "XXXX-XX-XX"), ("from November to May", "XXXX-11/XXXX-05")],
)  # fmt: skip
def test_what_cannot_be_resolved_has_unspecified_digits_and_no_bounds(text: str, edtf: str) -> None:
    (time,) = find(text)
    assert time.time.edtf == edtf
    assert (time.time.earliest, time.time.latest, time.time.anchor) == (None, None, None)


@pytest.mark.parametrize(
    "text, quote",
    [
        ("Two days later, it", "Two days"),
        ("a quarter of a century ago", "a quarter of a century"),
        ("the past three years", "three years"),
        ("ten years before 2001", "ten years"),
        ("last year", None),
        ("in 1994", None),
    ],
)
def test_a_duration_inside_a_time_is_marked(text: str, quote: str | None) -> None:
    (time,) = find(text, published=PUBLISHED)
    inside: FoundTime = time
    assert (text[slice(*inside.duration)] if inside.duration else None) == quote


@pytest.mark.parametrize("tense, edtf", [("past", "2022-10"), ("future", "2023-10"), (None, "2022-10")])
def test_the_tense_tells_the_last_from_the_next(tense: str | None, edtf: str) -> None:
    (time,) = find("in October", published=PUBLISHED, tense=lambda start: tense)  # type: ignore[arg-type,return-value]
    assert time.time.edtf == edtf


def test_a_date_in_apposition_is_surer_than_a_distance() -> None:
    assert edtfs("Born in 1738. It was 170 years later, in 1896, that") == ["1738", "1896", "1896"]


def test_a_forecast_counts_from_the_publication() -> None:
    text = "It fell in 1990. Output will grow over the next five years; by the 2030s; in the next two years."
    assert edtfs(text) == ["1990", "2023/2028", "203X", "2023/2025"]


def test_a_prospect_counts_from_what_was_named() -> None:
    text = "The Taliban emerged in 1994. In just two years, it would rule."
    times = find(text, tense=lambda start: "prospect" if start > 30 else "past")
    assert [time.time.edtf for time in times] == ["1994", "1996"]


@pytest.mark.parametrize(
    "text, after, before",
    [
        ("2005", "2005/..", "../2005"),
        ("July 2011", "2011-07/..", "../2011-07"),
        ("the 1960s", "196X/..", "../196X"),
        ("the mid-1980s", "1984/..", "../1986"),
        ("the latter part of the 1990s", "1996/..", "../1999"),
    ],
)
def test_a_time_opens_to_one_side(text: str, after: str, before: str) -> None:
    time = find(text)[0].time
    assert since(time).edtf == after
    assert (since(time).earliest, since(time).latest) == (time.earliest, None)
    assert until(time).edtf == before
    assert (until(time).earliest, until(time).latest) == (None, time.latest)
