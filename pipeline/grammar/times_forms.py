"""What a time expression says, before one knows when it was said and which time was named before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.grammar import calendar
from pipeline.grammar.calendar import Period
from pipeline.grammar.times_words import lexicon

# The publication date; the time last named; that or else the publication date; the first known of scene, publication
# date and time last named.
By = Literal["published", "context", "loose", "either"]
FormKind = Literal[
    "date", "season", "decade", "century", "millennium", "fixed", "weekday", "holiday", "unit", "offset", "day",
    "rolling", "part", "fraction", "pieces", "span", "open", "turn", "recurring",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One expression. Which fields are set depends on `kind`; `by` says what a relative one is counted from."""

    kind: FormKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    name: str = ""
    step: int = 0
    by: By | None = None
    offsets: tuple[tuple[int, str], ...] = ()
    inner: Form | None = None
    last: Form | None = None
    approximate: bool = False
    before_christ: bool = False
    fixed: Period | None = None

    @property
    def relative(self) -> bool:
        """Whether it denotes something only beside another time."""
        if self.kind in ("part", "fraction", "pieces", "open"):
            return bool(self.inner and self.inner.relative)
        if self.kind == "span":
            return (
                self.inner is not None
                and self.last is not None
                and any(e.relative for e in lend(self.inner, self.last))
            )
        if self.kind in ("date", "season", "holiday"):
            return self.year is None
        return self.kind in ("offset", "weekday", "unit", "day", "rolling", "turn")


@dataclass(frozen=True, slots=True)
class Match:
    """A form read from words `[start, end)`, and the words of a duration inside it."""

    start: int
    end: int
    form: Form
    duration: tuple[int, int] | None = None


def lend(first: Form, last: Form) -> tuple[Form, Form]:
    """Give the year of one end of a range to the other: "July to September 2010", "Sept. 2010 to March"."""
    kinds = ("date", "season", "holiday")
    if core(first).kind in kinds and core(last).kind in kinds:
        a, b = core(first).year, core(last).year
        over = (core(first).month or 0) > (core(last).month or 12)  # "November to February"
        if a is None and b is not None and core(first).by is None:
            return with_year(first, b - over), last
        if b is None and a is not None and core(last).by is None:
            return first, with_year(last, a + over)
    return first, last


def core(form: Form) -> Form:
    return core(form.inner) if form.kind in ("part", "fraction") and form.inner else form


def with_year(form: Form, year: int) -> Form:
    if form.kind in ("part", "fraction") and form.inner:
        return replace(form, inner=with_year(form.inner, year))
    return replace(form, year=year)


def unknown(form: Form) -> Period:
    """What remains when nothing can be resolved: EDTF with unspecified digits."""
    if form.kind in ("part", "fraction", "open") and form.inner is not None:
        inner = unknown(form.inner)
        return replace(inner, modifier=calendar.MODIFIERS.get(form.name)) if form.kind == "part" else inner
    if form.kind == "recurring":
        return Period(None, None, form.name, "unknown")
    if form.kind == "span" and form.inner is not None and form.last is not None:
        return Period(None, None, f"{unknown(form.inner).edtf}/{unknown(form.last).edtf}", "unknown")
    edtf = "XXXX"
    if form.kind == "holiday" and "day" in (row := lexicon().value("holidays", form.name)):
        edtf = f"XXXX-{row['month']:02d}-{row['day']:02d}"
    elif form.kind == "season":
        edtf = f"XXXX-{form.number}"
    elif form.month is not None:
        edtf = f"XXXX-{form.month:02d}" + (f"-{form.day:02d}" if form.day else "")
    elif (
        form.kind in ("weekday", "day")
        or form.name in ("day", "week", "weekend")
        or any(unit in ("day", "week") for _, unit in form.offsets)
    ):
        edtf = "XXXX-XX-XX"
    elif form.name == "month" or any(unit == "month" for _, unit in form.offsets):
        edtf = "XXXX-XX"
    return Period(None, None, edtf, "unknown")
