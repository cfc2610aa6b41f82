"""Find the times that a text names and say which stretch of the calendar each denotes.

Times are read left to right. A relative one is resolved against the publication date ("last year", "on Tuesday",
"Dec. 27") or against the time last named ("two days later", "the following December").
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.grammar import times_parts as parts
from pipeline.grammar import times_ranges as ranges
from pipeline.grammar.calendar import Period
from pipeline.grammar.times_forms import Form, Match, unknown
from pipeline.grammar.times_resolve import Setting, Tense, resolve
from pipeline.grammar.times_words import Words, lexicon
from pipeline.records import Time

# Words that a time can begin with beside those of the table's sections.
STARTERS = frozenset(
    {"the", "a", "'", "fy", "q", "h", "year", "every", "each", "pre", "post", "turn", "half", "quarter"}
)  # fmt: skip
TenseAt = Callable[[int], Tense | None]
# Whether what is told at the second character plays in the time named at the first.
Joined = Callable[[int, int], bool]

# Words before a time that are looked at for "will" or "is due".
AHEAD_WINDOW = 12
# Words after a time over which it may still place a bare month.
SCENE_WINDOW = 200


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time in characters `[start, end)` of the text, without its preposition.

    `kind`: `absolute` also for what has a name of its own ("9/11"); `relative` for what needs another time, which
    `time.anchor` then names; `recurring` ("every Friday"), whose `time.edtf` is an ISO 8601 repetition ("R/P1W").
    A relative time that cannot be resolved has unspecified digits ("XXXX-12-27") and no bounds.
    `duration`: characters of a duration inside ("Two days" of "Two days later"), which is no value of its own.
    """

    start: int
    end: int
    time: Time
    kind: Literal["absolute", "relative", "recurring"]
    duration: tuple[int, int] | None = None


def find(
    text: str,
    *,
    published: datetime.date | None = None,
    tense: TenseAt | None = None,
    joined: Joined | None = None,
) -> list[FoundTime]:
    """All times of a text in reading order; they do not overlap. Takes time linear in the text, never raises.

    `published` is the day that "today" means. `tense` says of the clause around a position whether it is past, future
    or prospect ("would", "agreed to"): that decides between the last and the next "Tuesday" or "Dec. 27", and whether "in two years"
    is a time. Without it a "will" shortly before decides, and else the past is meant. `joined` says whether a bare month
    may have the year of a time before it, where there is a publication date to place it by else; without it, it may.
    """
    words = Words.of(text)
    starters = _starters()
    found: list[FoundTime] = []
    passage = Passage(published, joined)
    low, raw, i, size = words.low, words.raw, 0, len(words)
    while i < size:
        if low[i] in starters or raw[i][0] in "0123456789":
            match = ranges.time(words, i)
            if match is not None:
                time = passage.read(words, match, tense)
                if match.form.kind == "span" and time is None:
                    # The two ends are no range: what is read is the first alone.
                    match = parts.modified(words, i)
                    time = passage.read(words, match, tense) if match and match.form.kind != "span" else None
                if time is not None and match is not None:
                    found.append(time)
                    i = match.end
                    continue
        i += 1
    return found


def since(time: Time) -> Time:
    """The open time that begins with another: "since 2005" is 2005/.., "since the mid-1980s" 1984/.."""
    begin = time.edtf.split("/")[0] if time.earliest is None else time.earliest if "/" in time.edtf else time.edtf
    return time.model_copy(update={"edtf": f"{begin}/..", "latest": None})


def until(time: Time) -> Time:
    """The open time that ends with another: "until 1996" is ../1996, "until the late 1990s" ../1999."""
    end = time.edtf.split("/")[-1] if time.latest is None else time.latest if "/" in time.edtf else time.edtf
    return time.model_copy(update={"edtf": f"../{end}", "earliest": None})


@cache
def _starters() -> frozenset[str]:
    """Every word that a time can begin with."""
    lex = lexicon()
    sections = (
        "months", "short_months", "weekdays", "short_weekdays", "seasons", "numbers", "ordinals", "decades", "vague",
        "modifiers", "parts", "part_adjectives", "references", "context_references", "deictic", "present", "era_after",
        "circa", "fiscal", "recurring_adverbs",
    )  # fmt: skip
    words = {word for section in sections for word in lex.words[section]}
    words |= {f"{word}s" for word in lex.words["weekdays"]} | {
        unit for unit in lex.words["units"] if unit.endswith("s")
    }
    return frozenset(words | set(lex.phrases) | STARTERS)


def tense_of(words: Words, i: int, tense: TenseAt | None) -> Tense | None:
    """The tense around word `i`: what the caller says, or else what the last few words of the sentence let expect."""
    told = tense(words.start[i]) if tense else None
    if told is not None:
        return told
    for j in range(i - 1, max(i - AHEAD_WINDOW, 0) - 1, -1):
        if lexicon().has("ahead", words.at(j)):
            return "future"
        if words.at(j) == "would":
            return "prospect"
        if words.begins_sentence(j) or words.at(j) in lexicon().table["ahead"]["stop"]:
            break
    return None


def told(words: Words, match: Match) -> Period | None:
    """The date that stands in apposition to a distance and is surer than it: "170 years later, in 1896"."""
    j = match.end
    if (
        match.form.kind != "offset"
        or words.at(j) != ","
        or words.at(j + 1) not in ("in", "on")
        or not words.near(j + 2)
    ):
        return None
    date = parts.plain(words, j + 2, cue=True)
    known = date is not None and date.form.kind == "date" and date.form.year is not None
    return resolve(date.form, Setting())[0] if date is not None and known else None


def in_reach(period: Period) -> bool:
    """Whether EDTF writes the years of a period in four figures."""
    return all(-9999 <= point[0] <= 9999 for point in (period.low, period.high) if point)


class Passage:
    """What has been named so far, by which later times are resolved."""

    def __init__(self, published: datetime.date | None, joined: Joined | None = None) -> None:
        self.published = published
        self.joined = joined if published is not None else None
        self.context: Period | None = None
        self.scene: Period | None = None
        self.scene_at = 0
        self.topical = False

    def read(self, words: Words, match: Match, tense: TenseAt | None) -> FoundTime | None:
        """Resolve a match and remember it; None when it names no possible date."""
        start, end = words.start[match.start], words.end[match.end - 1]
        form = match.form
        inside = (words.start[match.duration[0]], words.end[match.duration[1] - 1]) if match.duration else None
        if form.kind == "recurring":
            return FoundTime(start, end, unknown(form).time(), "recurring", inside)
        hint = tense_of(words, match.start, tense) if form.relative else None
        setting = Setting(self.published, self.context, self._scene(words, match) if form.relative else None, hint)
        period, anchor = resolve(form, setting)
        period = told(words, match) or period
        if period is not None and not in_reach(period):
            return None
        if period is None:
            if not form.relative or form.name in ("expected", "bare") or self._contradicts(form, setting):
                return None
            return FoundTime(start, end, unknown(form).time(), "relative", inside)
        self._remember(words, match, period)
        return FoundTime(start, end, period.time(anchor), "relative" if form.relative else "absolute", inside)

    def _contradicts(self, form: Form, setting: Setting) -> bool:
        """Whether both ends of a range are known, and the range is none."""
        ends = (form.inner, form.last) if form.kind == "span" else ()
        return bool(ends) and all(end is not None and resolve(end, setting)[0] is not None for end in ends)

    def _scene(self, words: Words, match: Match) -> Period | None:
        """The time in which the passage plays: for its sentence, or for the paragraph if it opened a sentence."""
        if self.scene is None or match.start - self.scene_at > SCENE_WINDOW:
            return None
        for i in range(self.scene_at, match.start):
            if not words.near(i + 1) or (not self.topical and words.begins_sentence(i + 1)):
                self.scene = None
                return None
        joined = self.joined is None or self.joined(words.start[self.scene_at], words.start[match.start])
        return self.scene if joined else None

    def _remember(self, words: Words, match: Match, period: Period) -> None:
        if not period.known or (match.form.kind == "day" and match.form.step == 0):
            return
        self.context = period
        form = match.form
        if form.kind == "date" and form.year is not None and words.near(match.start):
            i = match.start - 1
            if words.at(i) in lexicon().table["prepositions"]["scene"]:
                self.scene, self.scene_at, self.topical = period, match.end - 1, words.begins_sentence(i)
