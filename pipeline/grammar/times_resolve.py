"""What an expression denotes once one knows when it was said and which time was named before it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.grammar import calendar
from pipeline.grammar.calendar import Period, Unit
from pipeline.grammar.times_forms import By, Form, core, lend, with_year
from pipeline.grammar.times_words import lexicon

Tense = Literal["past", "future", "prospect"]  # did, will, would

# What was to come when something was said is, with no other time named, still to come when the article appears.
AHEAD = ("future", "prospect")

WEEKEND = 6  # the first day of a week on which what is over may have been "this weekend": Saturday

Resolved = tuple[Period | None, Period | None]  # what it denotes, and the time it was resolved against


@dataclass(frozen=True, slots=True)
class Setting:
    """Publication date, the time last named, the time in which the passage plays, and the tense of the clause."""

    published: datetime.date | None = None
    context: Period | None = None
    scene: Period | None = None
    tense: Tense | None = None

    @property
    def now(self) -> Period | None:
        """The day of publication."""
        return calendar.of_date(self.published) if self.published else None

    def base(self, by: By | None) -> Period | None:
        """What an expression is counted from."""
        if by == "published":
            return self.now
        if by == "either":
            return self.scene or self.now or self.context
        if by != "loose" or self.now is None or self.context is None:
            return self.context or (self.now if by == "loose" else None)
        # "the next five years" of a forecast, or after a date to come, begin with the article.
        ahead = self.tense == "future" or calendar.start_of(self.context.first) > calendar.start_of(self.now.first)
        return self.now if ahead else self.context


def resolve(form: Form, setting: Setting) -> Resolved:
    """What a form denotes; the first is None when that cannot be told."""
    if form.kind in ("part", "fraction", "pieces", "open"):
        return _of_inner(form, setting)
    if form.kind == "span":
        return _span(form, setting)
    if form.relative:
        return _relative(form, setting)
    return _absolute(form), None


def _absolute(form: Form) -> Period | None:
    year = form.year
    if form.kind == "fixed":
        return form.fixed
    if form.kind == "century":
        return calendar.century(form.number, before_christ=form.before_christ)
    if form.kind == "millennium":
        return calendar.millennium(form.number, before_christ=form.before_christ)
    if year is None:
        return None
    if form.kind == "decade":
        return calendar.decade(year)
    if form.kind == "season":
        return calendar.season(year, form.number)
    if form.kind == "holiday":
        return calendar.period(*holiday(form.name, year)) if 0 < year < 9999 else None
    point = tuple(part for part in (year, form.month, form.day) if part is not None)
    if not calendar.valid(point):
        return None
    found = calendar.period(*point)
    return replace(found, edtf=found.edtf + "~") if form.approximate else found


def holiday(name: str, year: int) -> calendar.Point:
    """The date of a holiday in a year."""
    row = lexicon().value("holidays", name)
    if "easter" in row:
        return _plus(calendar.easter(year), row["easter"])
    if "weekday" in row:
        return _plus(calendar.nth_weekday(year, row["month"], row["weekday"], row["nth"]), row.get("plus", 0))
    return (year, row["month"], row["day"])


def _plus(day: calendar.Point, count: int) -> calendar.Point:
    date = datetime.date(*day) + datetime.timedelta(days=count)
    return (date.year, date.month, date.day)


def _of_inner(form: Form, setting: Setting) -> Resolved:
    if form.inner is None:
        return None, None
    inner, anchor = resolve(form.inner, setting)
    if inner is None or not inner.known:
        return None, anchor
    if form.kind == "part":
        if form.name in ("earlier", "later"):
            return _side(inner, anchor, form.name), anchor
        return calendar.part(inner, form.name), anchor
    if form.kind == "fraction":
        return calendar.fraction(inner, form.step, form.number), anchor
    if form.kind == "open":
        return (calendar.interval(inner.last, None) if form.step > 0 else calendar.interval(None, inner.first)), anchor
    return _pieces(form, inner), anchor


def _side(whole: Period, base: Period | None, name: str) -> Period:
    """What is before ("earlier this year") or after ("later that year") the base, where it lies inside and is finer."""
    if base is None or whole.low is None or whole.high is None or whole.low == base.low:
        return whole
    length = {"year": 2, "month": 3, "week": 3}.get(whole.unit, 1)
    edge = (base.last if name == "later" else base.first)[:length]
    if len(edge) < length or not calendar.start_of(whole.low) <= calendar.start_of(edge) <= calendar.end_of(whole.high):
        return whole
    low, high = calendar.start_of(whole.low)[:length], calendar.end_of(whole.high)[:length]
    return calendar.interval(edge, high) if name == "later" else calendar.interval(low, edge)


def _pieces(form: Form, whole: Period) -> Period | None:
    """The first, last or n-th `number` units of a whole: "the last two weeks of July"."""
    if form.name == "weekday":
        year, month = (*whole.first, 0)[:2]
        if whole.unit != "month" or not 0 < year < 9999 or form.step not in (-1, 1, 2, 3, 4):
            return None
        return calendar.period(*calendar.nth_weekday(year, month, form.number, form.step))
    unit: dict[str, Unit] = {
        "day": "day",
        "month": "month",
        "year": "year",
        "week": "week",
        "quarter": "month",
        "decade": "decade",
    }
    if form.name not in unit or whole.low is None or whole.high is None:
        return None
    size = {"quarter": 3, "week": 7, "decade": 10}.get(form.name, 1)
    step = {"week": "day", "quarter": "month", "decade": "year"}.get(form.name, form.name)
    length = {"day": 3, "month": 2, "year": 1}[step]
    if form.step > 0:
        first = (
            calendar.shift(_edge(calendar.start_of(whole.low), length), (form.step - 1) * size, step)
            if form.step > 1
            else _edge(calendar.start_of(whole.low), length)
        )
        last = calendar.shift(first, form.number * size - 1, step) if first and form.number * size > 1 else first
    else:
        last = _edge(calendar.end_of(whole.high), length)
        first = calendar.shift(last, 1 - form.number * size, step) if form.number * size > 1 else last
    if first is None or last is None or calendar.end_of(last.last) > calendar.end_of(whole.high):
        return None
    return calendar.interval(first.low, last.high)


def _edge(point: calendar.Point, length: int) -> Period:
    return calendar.period(*point[:length])


def _span(form: Form, setting: Setting) -> Resolved:
    if form.inner is None or form.last is None:
        return None, None
    first, last = lend(form.inner, form.last)
    low, anchor = resolve(first, setting)
    if low is not None and low.known and core(last).relative and core(last).by is None:
        last = _after(last, first, low)
    high, other = resolve(last, replace(setting, context=low or setting.context))
    if low is None or high is None:
        return None, anchor or other
    return calendar.span(low, high), anchor or other


def _after(last: Form, first: Form, low: Period) -> Form:
    """The second end of a range, placed after the first: "from August to March", "from Monday to Friday"."""
    inner = core(last)
    if inner.kind == "weekday":
        return replace(inner, by="context", step=1)
    if inner.kind not in ("date", "season", "holiday"):
        return last
    return with_year(last, low.last[0] + ((core(first).month or 0) > (inner.month or 12)))


def _relative(form: Form, setting: Setting) -> Resolved:
    if form.kind == "offset":
        return _offset(form, setting)
    if form.kind in ("date", "season", "holiday", "weekday"):
        return _unplaced(form, setting)
    base = setting.base(form.by)
    if base is None or not base.known:
        return None, None
    if form.kind == "day":
        return calendar.shift(base, form.step, "day") if form.step else base, base
    if form.kind == "turn":
        year = base.last[0]
        return replace(
            calendar.period((year + 50) // 100 * 100), edtf=f"{calendar.iso(((year + 50) // 100 * 100,))}~"
        ), base
    if form.kind == "rolling":
        return _rolling(form, base), base
    step = form.step - (form.name == "weekend" and form.step == 0 and _is_over(base, setting))
    return unit(base, form.name, step), base


def _is_over(base: Period, setting: Setting) -> bool:
    """Whether "this weekend" is the last one: on a Wednesday, of what is told in the past."""
    date = calendar.date_of(base.first)
    return setting.tense == "past" and date is not None and date.isoweekday() < WEEKEND


def _offset(form: Form, setting: Setting) -> Resolved:
    base = setting.base(form.by)
    if form.name == "expected":
        base = {"future": setting.now, "prospect": setting.context}.get(setting.tense or "")
    if form.inner is not None:
        base, _ = resolve(form.inner, setting)
    if base is None or not base.known:
        return None, None
    found: Period | None = base
    for count, name in form.offsets:
        if found is not None:
            found = calendar.shift(found, count, name)
    if not form.offsets:
        found = calendar.interval(base.last, None) if form.step > 0 else calendar.interval(None, base.first)
    if form.name == "whole" and found is not None:
        found = calendar.span(base, found) if base.first <= found.last else calendar.span(found, base)
    elif found is not None and found.unit == "day" and form.by == "published" and _is_rough(form):
        found = replace(found, edtf=found.edtf + "~")
    return found, base


def _is_rough(form: Form) -> bool:
    """Whether a distance is told in weeks, which are no days: "seven weeks ago"; "a week ago" is the same day of the week."""
    count, name = form.offsets[0] if len(form.offsets) == 1 else (0, "")
    return name in ("week", "fortnight") and abs(count) > 1


def _rolling(form: Form, base: Period) -> Period | None:
    """From the base back, or on, by so many units: "the past three years"; as exact as the unit."""
    count, name = form.offsets[0]
    length = {"day": 3, "week": 3, "fortnight": 3, "month": 2, "quarter": 2}.get(name, 1)
    side = calendar.period(*(base.last if count > 0 else base.first)[:length])
    other = calendar.shift(side, count, name)
    if other is None:
        return None
    if length == 3 and count > 0:
        side = calendar.shift(side, 1, "day") or side
    return calendar.span(side, other) if count > 0 else calendar.span(other, side)


def unit(base: Period, name: str, step: int) -> Period | None:
    """The day, week, month … `step` after the one that holds the base: "last month", "the following year"."""
    side = base.last if step > 0 else base.first
    if name in ("year", "decade", "century", "millennium"):
        size = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[name]
        year = side[0] // size * size + step * size
        if name == "year":
            return calendar.period(year)
        if name == "decade":
            return calendar.decade(year)
        return calendar.century(year // 100 + 1) if name == "century" else calendar.millennium(year // 1000 + 1)
    if len(side) < 2 or (len(side) < 3 and name in ("day", "week", "weekend")):
        return calendar.period(*side) if step == 0 else calendar.shift(base, step, name)
    if name == "month":
        return calendar.period(*calendar.moved(side[:2], step))
    if name == "quarter":
        first = calendar.moved((side[0], (side[1] - 1) // 3 * 3 + 1), 3 * step)
        return calendar.interval(first, calendar.moved(first, 2))
    date = calendar.date_of(side)
    if date is None:
        return calendar.period(*side) if step == 0 else None
    if name == "day":
        return calendar.of_date(calendar.safe_shift(date, step))
    if name == "weekend" and date.weekday() > 5 and step < 0:
        step += 1
    whole = calendar.week(calendar.safe_shift(date, 7 * step))
    if name != "weekend":
        return whole
    sunday = calendar.date_of(whole.last)
    return (
        calendar.span(calendar.of_date(calendar.safe_shift(sunday, -1)), calendar.of_date(sunday)) if sunday else None
    )


def _unplaced(form: Form, setting: Setting) -> Resolved:
    """A month, day, weekday, season or holiday without its year: the nearest one that the reference allows."""
    if form.inner is not None:
        year, anchor = resolve(form.inner, setting)
        return (_absolute(replace(form, year=year.last[0])), anchor) if year and year.known else (None, None)
    # "Debt, 23 percent in 2008, will reach 77 percent by March": what is to come has the year of the article.
    ahead = setting.tense == "future" and setting.now is not None
    over = setting.scene is not None and setting.now is not None and setting.scene.last[0] < setting.now.first[0]
    if form.kind != "weekday" and form.by is None and setting.scene is not None and not (ahead and over):
        return _absolute(replace(form, year=setting.scene.last[0])), setting.scene
    if form.name == "bare" and (setting.published is None or setting.tense is None):
        return None, None  # "in the summer": every summer, unless something places it
    base = setting.base(form.by or ("published" if setting.published else "context"))
    if base is not None and not base.known:
        return None, None
    if base is None:
        return None, None
    if form.kind == "weekday":
        return _weekday(form, base, setting.tense), base
    if form.by is None and setting.published is None:
        return _absolute(replace(form, year=base.last[0])), base
    return _nearest(form, base, setting.tense), base


def _weekday(form: Form, base: Period, tense: Tense | None) -> Period | None:
    side = calendar.date_of(base.last if form.step > 0 else base.first)
    if side is None:
        return None
    ahead = (form.number - side.weekday()) % 7
    if form.by is None:  # "on Tuesday": the last seven days, today included
        days = ahead if tense in AHEAD else ahead - 7 if ahead else 0
    elif form.by == "context" or form.name == "near":
        days = (ahead or 7) if form.step > 0 else ahead - 7 if form.step < 0 else form.number - side.weekday()
    else:  # "last Tuesday", "next Tuesday": of the week before or after
        days = form.number - side.weekday() + 7 * form.step
    return calendar.of_date(calendar.safe_shift(side, days))


def _nearest(form: Form, base: Period, tense: Tense | None) -> Period | None:
    """The last one that has begun, or with `step` the one before or after, or in the future tense the next to come."""
    step = form.step
    side = base.last if step > 0 else base.first
    candidates = [found for year in range(side[0] - 2, side[0] + 3) if (found := _absolute(replace(form, year=year)))]
    if form.name == "weekday":  # "Sunday, Feb. 5": the year is the nearest in which that was a Sunday
        exact = [p for p in candidates if (day := calendar.date_of(p.first)) and day.weekday() == form.number]
        if exact:
            return min(exact, key=lambda p: abs(p.first[0] - side[0]))
    begun = [p for p in candidates if calendar.start_of(p.first) <= calendar.end_of(side)]
    if step < 0:
        over = [p for p in candidates if calendar.end_of(p.last) < calendar.start_of(side)]
        return over[-1] if over else None
    if step > 0:
        ahead = [p for p in candidates if calendar.start_of(p.first) > calendar.end_of(side)]
        return ahead[0] if ahead else None
    if form.by is not None:  # "this March", "that summer": of the same year
        same = [p for p in candidates if p.first[0] == side[0]]
        return same[0] if same else None
    if tense in AHEAD:
        ahead = [p for p in candidates if calendar.end_of(p.last) >= calendar.start_of(side)]
        return ahead[0] if ahead else None
    return begun[-1] if begun else None
