"""Dates in brackets behind a name that say when somebody lived: "Ana Bo (26 December 1887 – 31 January 1966) was"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import TimeMention
from pipeline.grammar.times_words import DASHES

# Years between two dates without days from which on they are taken for a life, and not for a term.
SHORTEST = 30
# Tokens from a bracket to a day in it.
FARTHEST = 10
LEAST = 2  # tokens before a day in a bracket
LONGEST_NAME = 4  # tokens from the word before a name at birth to its end
DAY = 10  # letters of a day in EDTF
OPENING = ("(", "(;")  # with what is left where a name in another script was taken out


def lifetime(doc: Doc, time: TimeMention) -> Token | None:
    """The last token of the name of the person whose life a time in brackets is; None for another time."""
    bracket = _opening(doc, time)
    if bracket < 1 or doc[bracket].text not in OPENING or "/" not in time.time.edtf or time.kind != "absolute":
        return None
    last = _named(doc, bracket)
    closed = time.end < len(doc) and doc[time.end].text == ")"
    if last.ent_type_ != "PERSON" or not closed:
        return None
    first, end = time.time.edtf.split("/")
    if not (first[:4].isdigit() and end[:4].isdigit()):
        return None
    years = int(end[:4]) - int(first[:4])
    return last if years >= SHORTEST or (len(first) == len(end) == 10 and years > 1) else None


def bracket(doc: Doc, birth: TimeMention, death: TimeMention) -> tuple[Token, int, int] | None:
    """The name before a bracket of two days with a place beside one, the dash and the end: "(3 May 1934, Lima – 14 May 2014)"."""
    if (
        len(birth.time.edtf) != DAY
        or len(death.time.edtf) != DAY
        or birth.start < LEAST
        or birth.time.edtf > death.time.edtf
    ):
        return None
    marks = (*OPENING, ")")
    start = next((i for i in range(birth.start - 1, max(birth.start - FARTHEST, 0), -1) if doc[i].text in marks), 0)
    end = next((i for i in range(death.end, min(death.end + FARTHEST, len(doc))) if doc[i].text in "()"), 0)
    if doc[start].text not in OPENING or doc[end].text != ")" or start == 0 or _named(doc, start).ent_type_ != "PERSON":
        return None
    dashes = [i for i in range(birth.end, death.start) if doc[i].text in DASHES]
    others = [
        t for t in doc[start + 1 : end] if t.pos_ not in ("PROPN", "NUM", "PUNCT", "SYM", "ADJ") and t.lower_ != "in"
    ]
    apart = len(dashes) == 1 or (dashes and dashes[-1] == death.start - 1)  # "Saint - Petersburg"
    return (_named(doc, start), dashes[-1], end) if apart and not others else None


def _opening(doc: Doc, time: TimeMention) -> int:
    """The token before a time, or the bracket before a name in another form and a semicolon: "Bo (Li Bo; 1859 – 1920)"."""
    before = time.start - 1
    if before < 1 or doc[before].text != ";":
        return before
    return next((i for i in range(before - 1, max(before - FARTHEST, 0), -1) if doc[i].text in "()"), before)


def is_bracketed(doc: Doc, time: TimeMention) -> bool:
    """Whether a time alone stands in brackets."""
    return time.start > 0 and time.end < len(doc) and doc[time.start - 1].text == "(" and doc[time.end].text == ")"


def _named(doc: Doc, bracket: int) -> Token:
    """The last token of the name before a bracket, but for a comma, empty brackets and a name at birth.

    "Ana Bo, () (1950 – 2010)", "Ana Bo, née Ko (1950 – 2010)".
    """
    i = _last(doc, bracket)
    words = resources.words("offices.toml", "kin", "maiden")
    maiden = next((j for j in range(i, max(i - LONGEST_NAME, 1), -1) if doc[j].lower_ in words), None)
    return doc[i] if maiden is None else doc[_last(doc, maiden)]


def _last(doc: Doc, end: int) -> int:
    """The last token before `end` that is no comma or bracket."""
    i = end - 1
    while i > 1 and doc[i].text in (",", "()", "(", ")"):
        i -= 1
    return i


def _is_birthday(doc: Doc, time: TimeMention) -> bool:
    """Whether a day stands in brackets behind the name of a person, where nothing says what was then: "(6 March 1931, Moscow)"."""
    marks = (*OPENING, ")")
    bracket = next((i for i in range(time.start - 1, max(time.start - FARTHEST, 0), -1) if doc[i].text in marks), 0)
    if doc[bracket].text not in OPENING or len(time.time.edtf) != 10 or _named(doc, bracket).ent_type_ != "PERSON":
        return False
    return not any(t.pos_ in ("VERB", "AUX", "ADP") for t in doc[bracket : time.start])


def without(found: Iterable[TimeMention], doc: Doc) -> list[TimeMention]:
    """Times but for those that are somebody's life, or of what a bracket says, which date nothing else."""
    return [t for t in found if lifetime(doc, t) is None and not _is_birthday(doc, t) and not _is_of_bracket(doc, t)]


def _is_of_bracket(doc: Doc, time: TimeMention) -> bool:
    """Whether a time tells what something is called or like today, in brackets: "founded Tolo (now a ghost town)"."""
    if time.start == 0 or doc[time.start - 1].text != "(":
        return False
    return doc[time.start : time.end].text.lower() in resources.words("times.toml", "told", "now")
