"""Times in words that stand alone: relative ones made absolute."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TypeGuard

from pipeline import resources
from pipeline.annotations import TimeMention
from pipeline.grammar.calendar import MODIFIERS
from pipeline.stages import tree
from pipeline.stages.expressions import date, days, ends, same_periods, stretch, when
from pipeline.stages.naming import Naming
from pipeline.stages.value_times import BASES

# What something is compared with follows these.
COMPARING = frozenset({"than", "as"})
# Words between a period and its end: "the three months | to | June".
ENDING = frozenset({"to", "ended", "ending", "through", "until"})
SPELLS = frozenset({"year", "months", "weeks", "quarter", "half"})
# Before a month, a part of it.
PARTS = frozenset(MODIFIERS.values())
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "some"})


@cache
def _inexact() -> dict[str, str]:
    """Words before "two years ago" that make it less exact -> how its date is told: "around {}"."""
    rows = resources.table("times.toml")["inexact"]
    return {words: form for form, listed in rows.items() for words in listed}


def _told(kind: str) -> frozenset[str]:
    return resources.words("times.toml", "told", kind)


def dated_part(words: str, edtf: str) -> str | None:
    """A part of a month or year with the year in which it was: "late January" -> "late January 2025", "late last year" ->
    "late 2024"; None for any other time.
    """
    part, _, month = words.lower().replace("-", " ").partition(" ")
    if part in PARTS and (whole := re.fullmatch(r"(?:the )?(?:last|this|next) (year|month)", month)) is not None:
        size = {"year": 4, "month": 7}[whole[1]]
        bounds = edtf.split("/")
        inside = len(bounds) == 2 and bounds[0][:size] == bounds[1][:size] and len(bounds[0]) == size + 3
        return f"{part} {date(edtf[:size])}" if inside else None
    if part not in PARTS or month.rstrip(".") not in resources.words("times.toml", "months"):
        return None
    return f"{words} {edtf[:4]}" if re.fullmatch(r"(\d{4}-\d\d)-\d\d/\1-\d\d", edtf) else None


class Dating(Naming):
    """Words the times of one Doc."""

    def dated(self, time: TimeMention, end: int) -> tuple[int, str] | None:
        """A relative time in a phrase that ends before token `end`, made absolute, with the token behind it.

        None where nothing says when it is, or where it is no time of the calendar ("in two years", "on a Monday").
        """
        edtf = time.time.edtf
        if time.kind != "relative" or edtf.startswith("X") or time.end > end or self._is_extent(time.start):
            return None
        if time.start > 0 and self.doc[time.start - 1].lower_ in INDEFINITE:
            return None
        if self._is_basis(time):
            return None
        if self._is_shared(time):  # "13 of the last 19 years": some of these years
            return time.end, f"{self.doc[time.start : time.end].text} ({stretch(edtf).removeprefix('the period ')})"
        same = self.doc[time.start : time.start + 2].text.lower() == "the same" and time.end < len(self.doc)
        if same and not self.doc[time.end].is_punct and self.doc[time.end].pos_ != "ADP":
            return None  # "the same week Chile voted"
        owner = time.end + 1 < end and self.doc[time.end].tag_ == "POS"
        span = days(edtf) or ("" if "/" in edtf else date(edtf))
        if span and time.end < end and any(t.tag_ == "POS" for t in self.doc[time.start : time.end]):
            return time.end, f"the {span}"  # "last year's December 26 tsunami"
        apart = owner and time.end + 2 < end and self.doc[time.end + 2].text == ","
        if apart and span:  # "today's brutal, senseless attack"
            return time.end + 1, f"{self.doc[time.start : time.end + 1].text} ({span})"
        if owner and span:
            return time.end + 1, f"the {span}"  # "last week's election" is "the 21-27 October 2024 election"
        if (part := self._part_of_day(time, end)) is not None:
            return time.end + 1, part
        if time.end < end and self.scribe.adjuncts.root(time).head.i == time.end and (told := ends(edtf)) is not None:
            return time.end, told.replace(" and ", "-")  # "in the January-March period"
        return time.end, self._moment(time)

    def _is_shared(self, time: TimeMention) -> bool:
        """Whether only so much of a period is meant: "for most of | the past 18 years"."""
        if time.start < 2 or self.doc[time.start - 1].lower_ != "of" or "/" not in time.time.edtf:
            return False
        part = self.doc[time.start - 2]
        table = resources.table("quantifiers.toml")
        return part.tag_ == "CD" or part.lower_ in (*table["shares"], *table["universal"])

    def _is_basis(self, time: TimeMention) -> bool:
        """Whether a time is what a period is compared with, or what nothing dates: "in the first quarter, up from a year earlier"."""
        if time.start == 0 or self.doc[time.end - 1].lower_ not in ("earlier", "before"):
            return False
        before, anchor = self.doc[time.start - 1], time.time.anchor or ""
        if any(child.lower_ == "same" for child in before.lefts) and before.lemma_.lower() in same_periods():
            return True  # "in the same period a year earlier" is no month or year of its own
        document = self.doc._.document
        published = document.published if document is not None else None
        unsaid = "/" in anchor or (published is not None and anchor == published[:10]) or anchor in self._ends
        counted = before.i in self.scribe.values or any(
            t.tag_ == "CD" for t in self.doc[max(time.start - 2, 0) : time.start]
        )
        return unsaid and (before.lower_ in BASES or counted)

    @cached_property
    def _ends(self) -> frozenset[str]:
        """Days and months to which a period goes: June 2014 of "the year to June 2014", "the quarter that ended in June 2014"."""
        found = set()
        for time in self.doc._.times:
            before = [token.lower_ for token in self.doc[max(time.start - 5, 0) : time.start]]
            if ENDING & set(before[-2:]) and SPELLS & set(before):
                found.add(time.time.edtf)
        return frozenset(found)

    @cached_property
    def hedged(self) -> dict[int, tuple[int, str]]:
        """Where a hedge before "two years ago" begins -> the token behind that and both in words: "around 2014"."""
        found: dict[int, tuple[int, str]] = {}
        for time in self.doc._.times:
            one = re.match(r"\d[^/]*$", time.time.edtf) is not None
            if time.kind != "relative" or self.doc[time.end - 1].lower_ != "ago" or not one:
                continue
            for start in (time.start - 2, time.start - 1):
                form = _inexact().get(self.doc[start : time.start].text.lower()) if start >= 0 else None
                if form is not None and start not in found and not self._is_counted(start):
                    led = self._is_led(start)
                    bare = led or not form.startswith("{}")
                    edtf = time.time.edtf.removesuffix("~")
                    found[start] = time.end, form.format(date(edtf) if bare else when(edtf))
                    break
        return found

    def _part_of_day(self, time: TimeMention, end: int) -> str | None:
        """A day with the part of it that is named behind it: "by noon on 20 July" of "by Tuesday noon"."""
        if time.end >= end or "/" in time.time.edtf or len(time.time.edtf) != len("2024-01-16"):
            return None
        part = self.doc[time.end].lower_
        led = self._is_led(time.start)
        if part in ("noon", "midnight"):
            return f"{'' if led else 'at '}{part} on {date(time.time.edtf)}"
        if part not in resources.words("times.toml", "day_parts", "words"):
            return None
        return f"{'' if led else 'on '}the {part} of {date(time.time.edtf)}"

    def is_undated(self, time: TimeMention | None) -> TypeGuard[TimeMention]:
        """Whether a time is seen from one that nothing says: "last week" in a text without a date, "two days later"."""
        if time is None or time.kind != "relative" or not time.time.edtf.startswith("X"):
            return False
        words = [token.lower_ for token in self.doc[time.start : time.end]]
        if words == ["today"]:  # "ships carry wheat today" is told of these years
            clause = tree.clause_head(self.doc[time.start])
            owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"  # "today's attack"
            return owner or any(t.tag_ in ("VBD", "VBN", "MD") for t in (clause, *tree.children(clause, "aux", "cop")))
        deictic = _told("seen") | resources.words("times.toml", "weekdays")
        return not deictic.isdisjoint(words) and words[-2:] != ["this", "day"]  # "to this day" is still

    def _moment(self, time: TimeMention) -> str:
        """A relative time made absolute, with the preposition that it needs: "last year" -> "in 2023"."""
        edtf = time.time.edtf
        words = self.doc[time.start : time.end].text
        clause = tree.clause_head(self.doc[time.start])
        past = any(t.tag_ == "VBD" for t in (clause, *tree.children(clause, "aux", "cop")))
        if words.lower() in _told("now") or (
            words.lower() in _told("today") and not past and self.doc[time.start].dep_.startswith(("obl", "advmod"))
        ):
            defining = time.start > 1 and self.doc[time.start - 2].lower_ == "what"  # "what is now the Gobi Desert"
            return words if past or defining else f"{words} ({date(edtf)})"
        part = self.doc[time.start + 1 : time.start + 3].text.lower()
        if self.doc[time.start].lower_ == "the" and part in _told("parts"):
            return self._part_of(time)
        led = self._is_led(time.start)
        owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"
        root = self.scribe.adjuncts.root(time)
        adverbial = root.dep_.startswith(("obl", "advmod", "nmod:"))
        if root.head.dep_ == "amod" and root.head.i < root.i < root.head.head.i:
            adverbial = False  # "a disputed | June | election"
        if (dated := dated_part(words, edtf)) is not None:
            return dated if led or owner or not adverbial else f"in {dated}"
        if led and not owner and self.doc[time.start - 1].lower_ in COMPARING and "subj" not in root.dep_:
            return when(edtf)  # "a million more than in 2012"
        bounds = ends(edtf)
        if led and self.doc[time.start - 1].lower_ == "between" and bounds is not None:
            return bounds
        if led and self.doc[time.start - 1].lower_ == "from":
            return stretch(edtf).removeprefix("the period from ")  # "from 3 to 9 June"
        if led or owner or not adverbial:
            return stretch(edtf)
        if stretch(edtf).startswith("the week"):
            return when(edtf)
        return f"between {bounds}" if bounds is not None else when(edtf)

    def _is_counted(self, start: int) -> bool:
        """Whether a number ends before token `start`, which "more than" compares: "a million | more than a year ago"."""
        before = self.doc[start - 1] if start > 0 else None
        return before is not None and (before.i in self.scribe.values or before.tag_ == "CD")

    def _is_led(self, start: int) -> bool:
        """Whether a preposition or article stands before token `start` that belongs to it: not that of "heard of | today"."""
        before = self.doc[start - 1] if start > 0 else None
        if before is None or before.pos_ not in ("ADP", "SCONJ", "DET") or before.dep_ == "compound:prt":
            return False
        return before.head.i > before.i or before.dep_ == "fixed"

    def _part_of(self, time: TimeMention) -> str:
        """The end or beginning of a year or month: "the end of last year", "the end of May"; that of a century as it is."""
        words, edtf = self.doc[time.start : time.end].text.split(), time.time.edtf
        if not re.match(r"\d{4}-", edtf):
            return " ".join(words)
        lead = " ".join(words[:3]).lower()
        if any(word.lower().startswith("year") for word in words[3:]):
            return f"{lead} {edtf[:4]}"
        return f"{lead} {date(edtf[:7])}"

    def _is_extent(self, i: int) -> bool:
        """Whether the time at token `i` says how long something took: "in just two years"."""
        return self.doc[i].tag_ == "CD" and i > 0 and self.doc[i - 1].lower_ in ("in", "within", "just", "only")
