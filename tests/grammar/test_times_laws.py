"""Laws of reading times: every date comes back from every style, offsets are exact, nothing raises, time is linear."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.grammar import calendar
from pipeline.grammar.times import find
from pipeline.grammar.times_words import lexicon

MONTHS = [name.capitalize() for name in lexicon().table["months"]]
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
WEEKDAYS = [name.capitalize() for name in lexicon().table["weekdays"]]


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


DAY_STYLES: dict[str, Callable[[datetime.date], str]] = {
    "American": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "AP": lambda d: f"{SHORT[d.month - 1]} {d.day}, {d.year}",
    "AP with weekday": lambda d: f"{WEEKDAYS[d.weekday()]}, {SHORT[d.month - 1]} {d.day}, {d.year}",
    "British": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "British ordinal": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "spoken": lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]}, {d.year}",
    "American ordinal": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    "ISO": lambda d: d.isoformat(),
    "German": lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    "slashes, year first": lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
    "slashes, month first": lambda d: f"{d.month}/{d.day}/{d.year}",
    "dashes": lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3]}-{d.year}",
}
CONTEXTS = ["{}", "signed on {}.", "Since {}, they have held it.", "(born {})", "“{}”", "𝒳é {} – and"]
dates = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize("style", DAY_STYLES)
@settings(deadline=None, max_examples=40)
@given(date=dates, context=st.sampled_from(CONTEXTS))
def test_a_date_comes_back_from_every_style(style: str, date: datetime.date, context: str) -> None:
    written = DAY_STYLES[style](date)
    text = context.format(written)
    (found,) = find(text)
    assert text[found.start : found.end] == written
    assert found.time.edtf == found.time.earliest == found.time.latest == date.isoformat()


@settings(deadline=None)
@given(date=dates, context=st.sampled_from(CONTEXTS))
def test_a_month_comes_back(date: datetime.date, context: str) -> None:
    (found,) = find(context.format(f"{MONTHS[date.month - 1]} {date.year}"))
    assert found.time.edtf == f"{date.year}-{date.month:02d}"


@settings(deadline=None)
@given(
    year=st.integers(1000, 2100),
    preposition=st.sampled_from(["in", "since", "until", "by", "from", "during", "before"]),
)
def test_a_year_after_a_preposition_comes_back(year: int, preposition: str) -> None:
    (found,) = find(f"They ruled {preposition} {year}.")
    assert found.time.edtf == str(year)


@settings(deadline=None)
@given(
    published=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    back=st.integers(0, 364),
    style=st.sampled_from(["{month} {day}", "{day} {month}"]),
)
def test_a_day_without_its_year_is_the_last_one_before_publication(
    published: datetime.date, back: int, style: str
) -> None:
    date = published - datetime.timedelta(days=back)
    written = style.format(month=MONTHS[date.month - 1], day=date.day)
    (found,) = find(f"On {written}, they met.", published=published)
    assert found.time.edtf == date.isoformat()


@settings(deadline=None)
@given(
    start=st.dates(datetime.date(1800, 1, 1), datetime.date(2090, 1, 1)), days=st.integers(2, 99), later=st.booleans()
)
def test_days_later_and_earlier_count_from_the_day_named(start: datetime.date, days: int, later: bool) -> None:
    text = f"On {DAY_STYLES['British'](start)}. {days} days {'later' if later else 'earlier'}, it"
    wanted = start + datetime.timedelta(days=days if later else -days)
    assert [found.time.edtf for found in find(text)] == [start.isoformat(), wanted.isoformat()]


@settings(deadline=None)
@given(published=st.dates(datetime.date(1900, 1, 8), datetime.date(2099, 1, 1)), weekday=st.sampled_from(WEEKDAYS))
def test_a_weekday_is_of_the_last_seven_days(published: datetime.date, weekday: str) -> None:
    (found,) = find(f"It said on {weekday} that", published=published)
    date = datetime.date.fromisoformat(found.time.edtf)
    assert date.weekday() == WEEKDAYS.index(weekday)
    assert 0 <= (published - date).days < 7


SIGNS = ["the", "The", "of", "-", "–", "/", ",", ".", "'", "’s", "(", ")", "é", "𝒳", "²", "٣", " ", "\n", "\n\n"]
NUMBERS = ["1999", "2010", "12", "3", "31", "9", "980", "0000", "99999999", "19th", "1980s", "B.C.", "FY2010"]
ROWS = sorted({word for words in lexicon().words.values() for word in words})
PIECES = st.sampled_from([*ROWS, *SIGNS, *NUMBERS])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@settings(deadline=None, max_examples=250)
@given(text=TEXTS, published=st.one_of(st.none(), st.dates()), ahead=st.booleans())
def test_nothing_raises_and_times_stand_in_order_within_the_text(
    text: str, published: datetime.date | None, ahead: bool
) -> None:
    times = find(text, published=published, tense=(lambda start: "future") if ahead else None)
    ends = [0]
    for found in times:
        assert ends[-1] <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        if found.duration:
            assert found.start <= found.duration[0] < found.duration[1] <= found.end
        ends.append(found.end)
    assert times == find(text, published=published, tense=(lambda start: "future") if ahead else None)


@settings(deadline=None)
@given(text=TEXTS, head=st.text(alphabet="𝒳é—“ \n\t", max_size=20))
def test_offsets_move_with_what_stands_before(text: str, head: str) -> None:
    moved = f"{head}\n\n{text}"
    shift = len(moved) - len(text)
    plain = [(t.start + shift, t.end + shift, t.time) for t in find(f"\n\n{text}"[2:])]
    assert [(t.start, t.end, t.time) for t in find(moved)] == plain


@pytest.mark.parametrize(
    "piece",
    ["1st, ", "1st and ", "May, ", "the ", "a ", "two years and ", "1999-", "1999 to ", "early ", "mid-", "the end of ",
     "in 1990 ", "'", "A.", "3 and ", "last ", "Monday, ", "1 ", "every ", "half a ", "of the year "],
)  # fmt: skip
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = time.process_time()
        find(text)
        return time.process_time() - start

    small = max(min(seconds(400) for _ in range(3)), 0.001)
    assert min(seconds(3200) for _ in range(2)) < 40 * small  # 8 times the text; a square would take 64 times


@settings(deadline=None)
@given(year=st.integers(1583, 2500))
def test_easter_is_a_sunday_between_its_bounds(year: int) -> None:
    date = datetime.date(*calendar.easter(year))
    assert date.weekday() == 6
    assert datetime.date(year, 3, 22) <= date <= datetime.date(year, 4, 25)


@settings(deadline=None)
@given(year=st.integers(-4000, 4000), month=st.integers(1, 12))
def test_months_are_as_long_as_in_the_gregorian_calendar(year: int, month: int) -> None:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert calendar.days_in(year, month) == lengths[month - 1]


@pytest.mark.parametrize("row", lexicon().table["holidays"])
def test_every_holiday_of_the_table_is_read_with_its_year(row: str) -> None:
    name = " ".join(word.capitalize() for word in row.split())
    (found,) = find(f"They met on {name} 2010.")
    assert found.time.edtf.startswith(("2010-", "2009-"))
    assert len(found.time.edtf) == 10


@pytest.mark.parametrize("row", lexicon().table["named"])
def test_every_named_period_of_the_table_is_read(row: str) -> None:
    (found,) = find(f"They fought during {row}.")
    first, last = lexicon().table["named"][row]
    assert (found.time.earliest, found.time.latest) == (first, last)


@pytest.mark.parametrize("month", MONTHS)
def test_early_mid_and_late_cover_a_month(month: str) -> None:
    early, mid, late = (find(f"in {word} {month} 2015")[0].time for word in ("early", "mid", "late"))
    assert (early.modifier, mid.modifier, late.modifier) == ("early", "mid", "late")
    bounds = [early.earliest, early.latest, mid.earliest, mid.latest, late.earliest]
    assert [bound[-2:] for bound in bounds if bound] == ["01", "10", "11", "20", "21"]
    assert find(f"in {month} 2015")[0].time.latest == (late.latest or "")[:7]


@pytest.mark.parametrize("row", lexicon().table["seasons"])
def test_every_season_of_the_table_is_read(row: str) -> None:
    (found,) = find(f"They met in the {row} of 2014.")
    assert found.time.edtf == f"2014-{lexicon().table['seasons'][row]}"


@pytest.mark.parametrize("row", lexicon().table["decades"])
def test_every_decade_of_the_table_is_read(row: str) -> None:
    (found,) = find(f"They met in the {row}.")
    assert found.time.edtf == f"19{lexicon().table['decades'][row] // 10}X"


@pytest.mark.parametrize("row", [row for row, unit in lexicon().table["units"].items() if unit != "weekend"])
@pytest.mark.parametrize("count", ["one", "two", "7"])
def test_every_unit_of_the_table_moves_a_day_forward(row: str, count: str) -> None:
    first, later = find(f"They met on 1 May 1950. {count} {row} later, it fell.")
    assert later.kind == "relative"
    assert later.time.anchor == first.time.edtf
    assert (later.time.earliest or "") >= "1950-05"


@pytest.mark.parametrize("row", lexicon().table["parts"])
@pytest.mark.parametrize("whole", ["2010", "the 1990s", "the 19th century", "March 2020", "last year"])
def test_every_part_of_the_table_lies_inside_its_whole(row: str, whole: str) -> None:
    published = datetime.date(2023, 1, 9)
    (part,) = find(f"It was at the {row} of {whole}.", published=published)
    (all_of_it,) = find(f"It was in {whole}.", published=published)
    low, high = all_of_it.time.earliest or "", all_of_it.time.latest or ""
    assert part.time.modifier == calendar.MODIFIERS[lexicon().table["parts"][row]]
    assert low <= (part.time.earliest or "")[: len(low)] <= (part.time.latest or "")[: len(high)] <= high
