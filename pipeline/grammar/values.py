"""Every value in a text: numbers with their units, hedges, wholes and changes, normalised, with exact offsets.

Conventions beyond the claim record:

* Plain lengths are given in `km` from miles and kilometres, in `m` from metres, feet, inches and centimetres, in `mm`
  as they stand (rain, bores).
* Percentage points have the unit `[pp]`, basis points `[bp]`; rates per 1,000 have `10*-3`, per 100,000 `10*-5`.
* "half", "two-thirds", "a quarter" are percent, with the part as written beside it in the unit `/2`, `/3`, `/4`.
* For money and percent "per something", `of` says per what; for a rate it holds the words from the thing counted on.
* Offsets cover number, scale and unit; for counts number and scale. Hedges ("about", "more than") are outside.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.grammar import ages, exclusions, hedges, joins, measures, numbers, ranks, rates, ratios
from pipeline.grammar.draft import Draft
from pipeline.grammar.notation import ENGLISH, Notation
from pipeline.grammar.tokens import Tokens, lex
from pipeline.grammar.wordlists import listed
from pipeline.records import Value

LINK = re.compile(r"(?:https?://|www\.)\S+")
DIGITS = "0123456789"
# What follows each number in a list.
LIST_MARKS = frozenset({",", ";", ".", ")", "and", ""})
ARTICLES = frozenset({"a", "an"})
# In a list of shares: how far the next number may stand, what joins it, and what may stand beside its name.
SHARED = 8
SHARES_JOINED = frozenset({"and", "but", "while", "versus", "against"})
BETWEEN_SHARES = SHARES_JOINED | {",", ";", "the", "another", "of", "-", "just", "only"}


@cache
def _triggers() -> frozenset[str]:
    """Every word that may start a value or be its first word after an article."""
    numerals = {*numbers.atoms(), *numbers.scales(), *numbers.denominators(), *ranks.ordinal_words()}
    raised = {*ranks.superlatives(), *ratios.multiples(), ratios.MAJORITY, "most", "least"}
    spans = {"decade", "century", "year", "month", "week", "day", "fortnight", "millennium"}
    return frozenset(numerals | raised | spans)


def find(text: str, notation: Notation = ENGLISH) -> list[Value]:
    """Every value in `text` in reading order, without overlaps, in time linear in its length.

    Offsets are half-open code points of `text`, and `value.text == text[value.start:value.end]`; `notation` is how its
    digits are written. Never raises.
    """
    t = lex(text, notation)
    drafts = joins.join(t, scan(t))
    return [draft.value(t) for draft in drafts]


def scan(t: Tokens) -> list[Draft]:
    """The values of single places, before their neighbours are looked at."""
    triggers = _triggers()
    drafts: list[Draft] = []
    floor = 0
    link, links = 0, [m.span() for m in LINK.finditer(t.text)]
    for i, word in enumerate(t.words):
        if i < floor or not word:
            continue
        if not (word[0] in DIGITS or word in triggers or numbers.VULGAR.match(word) or word.endswith("fold")):
            continue
        while link < len(links) and links[link][1] <= t.starts[i]:
            link += 1
        if link < len(links) and links[link][0] <= t.starts[i]:
            continue
        short = _shared_percent(t, i, drafts[-1]) if drafts and word[0] in DIGITS else None
        found, floor_after = (short, short.end) if short else _at(t, i, floor)
        floor = max(floor, floor_after)
        if found is not None:
            drafts.append(found)
    return drafts


def _shared_percent(t: Tokens, i: int, last: Draft) -> Draft | None:
    """ "Kazakhs 71 percent, Russians 15, Uzbeks 3": the number of a further name in a list of percentages."""
    if last.unit != "%" or last.amount is None or i - last.end > SHARED:
        return None
    if not t.titled(i - 1) and not (t.word(i - 1) == "another" and t.titled(i - 2)):
        return None
    number = numbers.read(t, i)
    if number is None or number.scaled or number.value > 100 or t.word(number.end) not in LIST_MARKS:
        return None
    between = t.words[last.end : i]
    if "." in between or measures.has_unit(t, i, i):
        return None
    # "took 25.7 percent and the Greens 14.8": nothing but the name stands between.
    plain = all(t.titled(k) or t.words[k] in BETWEEN_SHARES for k in range(last.end, i))
    if not {",", ";"} & set(between) and not (plain and SHARES_JOINED & set(between)):
        return None
    return Draft("percent", "%", i, number.end, amount=float(number.value))


def _at(t: Tokens, i: int, floor: int) -> tuple[Draft | None, int]:
    """The value at trigger token `i`, and the token from which the search goes on."""
    start = i - 1 if i - 1 >= floor and t.word(i - 1) in ARTICLES and t.near(i) else i
    ranked = ranks.rank(t, i)
    if ranked is not None:
        part = ratios.fraction(t, start) if start < i and t.word(i) in numbers.denominators() else None
        if part is None:
            return ranked, ranked.end
    made = ratios.multiple(t, i)
    if made is not None:
        return _hedged(t, made)
    lone = ages.lone_duration(t, i)
    if lone is not None:
        return _hedged(t, lone)
    for at in (start, i) if start < i else (i,):
        found = _number_at(t, at, floor)
        if found is not None:
            return found
    return None, i + 1


def _number_at(t: Tokens, i: int, floor: int) -> tuple[Draft | None, int] | None:
    """The value that starts with the number or part at token `i`; (None, end) where digits are no quantity."""
    part = ratios.fraction(t, i)
    scaled = numbers.read(t, i)
    if exclusions.is_exception(t, i):
        return None, max(part.end if part is not None else i + 1, scaled.end if scaled is not None else i + 1)
    if part is not None and (scaled is None or scaled.end <= part.end):
        of_time = ages.part_of_time(t, i, part)
        return _hedged(t, of_time or ratios.part_of_point(t, part) or part)
    if scaled is None:
        return None
    number = scaled
    row = (
        exclusions.coordinate(t, i)
        or exclusions.citation(t, i)
        or (exclusions.sequence(t, i) if not number.grouped else None)
    )
    if row is not None:
        return None, row
    if exclusions.is_glued_before(t, number) and not (t.word(i - 1) == "/" and measures.has_unit(t, i, floor)):
        return None, exclusions.address_end(t, number.end)
    if exclusions.is_glued_behind(t, number) and not measures.has_unit(t, i, floor):
        return None, exclusions.address_end(t, number.end)
    ordinal = ranks.ordinal(t, i)
    if ordinal is not None and ordinal[1] >= number.end and not number.scaled:
        return None, ordinal[1]
    if exclusions.is_day(t, number) or exclusions.is_list_mark(t, number) or exclusions.is_clock(t, number.end):
        return None, number.end
    numbered = ranks.numbered(t, number)
    if numbered is not None:
        return numbered, numbered.end
    if number.words and number.value == 1 and not number.scaled:
        one = _one(t, number, floor)
        if one is not None:
            return one
    for reader in (ratios.out_of, ratios.in_every, ratios.times):
        made = reader(t, number)
        if made is not None:
            return _hedged(t, made)
    return _measure_at(t, i, floor)


def _measure_at(t: Tokens, i: int, floor: int) -> tuple[Draft | None, int] | None:
    measure = measures.read(t, i, floor)
    if measure is None:
        return None
    years = exclusions.year_range(t, measure.number)
    if years and measure.unit is None:
        return None, years
    ranged = measures.span(t, measure, floor)
    if ranged is not None:
        draft, end = ranged
        beyond = draft.high is not None and draft.high > exclusions.LATEST_YEAR and draft.connector != "to"
        if not (draft.unitless and exclusions.is_year(t, measure.number)) or beyond or _counted_range(t, end):
            return _finish(t, draft)
        # "from 1979 to 2003" is a time; "in 2016 to 392 million" is two things.
        return None, end if draft.high is not None and draft.high <= exclusions.LATEST_YEAR else measure.end
    score = exclusions.score(t, measure.number) if measure.unit is None else None
    if score is not None:
        return None, score
    if measure.unit is None and _no_count(t, measure):
        return None, measure.end
    measure = measures.compound(t, measure)
    return _finish(t, measures.draft(t, measure))


def _counted_range(t: Tokens, i: int) -> bool:
    word = t.word(i)
    return t.near(i) and word.isalpha() and t.raw(i).islower() and word not in listed("function_words")


def _no_count(t: Tokens, measure: measures.Measure) -> bool:
    number = measure.number
    if exclusions.is_label(t, measure.start) or (exclusions.is_name(t, number) and not ages.is_apposed(t, number)):
        return True
    if exclusions.is_year(t, number):
        hedge = hedges.before(t, measure.start, "year")
        hedged = hedge.start < measure.start
        # "about 1500" may be a year, "more than 1500" hardly.
        counted = exclusions.counts_despite_year(t, number, hedged=hedged)
        return not (counted or (hedged and hedge.bound is not None))
    return False


def _finish(t: Tokens, draft: Draft) -> tuple[Draft, int]:
    """Age, rate and hedges of a value whose number and unit are read."""
    return _hedged(t, rates.widen(t, ages.age(t, draft)))


def _hedged(t: Tokens, draft: Draft) -> tuple[Draft, int]:
    # "over a decade ago" measures, "over a decade" may place.
    kind = "" if t.word(draft.end) in listed("duration_after") else draft.kind
    before = hedges.before(t, draft.head, kind)
    after = hedges.after(t, draft.end)
    # "1,000 people at most"
    if draft.kind == "count" and after.end == draft.end and exclusions.is_plural(t.word(draft.end)):
        behind = hedges.after(t, draft.end + 1)
        after = behind._replace(start=draft.end, end=draft.end)
    draft.hedge(before, after)
    return draft, max(draft.end, after.end)


def _one(t: Tokens, number: numbers.Number, floor: int) -> tuple[Draft | None, int] | None:
    """What "one" is when it is no number: a pronoun, or part of "one of the largest"; None when it counts."""
    i, end = number.start, number.end
    if measures.has_unit(t, i, floor):
        return None
    part = ratios.out_of(t, number) or ratios.in_every(t, number) or ratios.times(t, number)
    if part is not None:
        return _hedged(t, part)
    before, after = t.word(i - 1), t.word(end)
    noun = after[:1].isalpha() and t.near(end) and after not in listed("one_after") | listed("function_words")
    named = before == "-" or (t.titled(end) and t.titled(i))
    if not noun or named or before in listed("one_before"):
        return None, end
    return None
