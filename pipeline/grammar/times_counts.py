"""Counts of units: "two years", "several months", "a couple of weeks", "half a century"."""

from __future__ import annotations

from pipeline.grammar.times_words import Words, lexicon
from pipeline.grammar.tokens import HYPHENS


def count(words: Words, i: int) -> tuple[int | None, int] | None:
    """A number of units at word `i` and its end; the number is None where the text leaves it open ("several")."""
    lex = lexicon()
    number = words.number(i, digits=(1, 2, 3, 4))
    if number is not None:
        glued = words.glued(i) and (words.raw[i - 1][-1].isalnum() or words.raw[i - 1] in ".,$€£:/")
        return None if glued or words.glued(i + 1) else (number, i + 1)
    if words.at(i) in ("a", "the") and words.at(i + 1) == "couple":
        return 2, i + 3 if words.at(i + 2) == "of" else i + 2
    if words.at(i) == "a" and words.at(i + 1) == "few":
        return None, i + 2
    number = lex.value("numbers", words.at(i))
    if number is not None:
        j = i + 2 if words.at(i + 1) in HYPHENS and words.glued(i + 1) else i + 1
        ones = lex.value("numbers", words.at(j))
        if number >= 20 and ones is not None and ones < 10 and words.at(j) not in ("a", "an") and words.near(j):
            return number + ones, j + 1
        return number, i + 1
    return (None, i + 1) if lex.has("vague", words.at(i)) else None


def duration(words: Words, i: int) -> tuple[tuple[tuple[int, str], ...] | None, int] | None:
    """A duration at word `i` as counts of units, or None where a count is open ("several years"), and its end."""
    lex = lexicon()
    share = _share(words, i)
    if share is not None:
        return (share[0],), share[1]
    offsets: list[tuple[int, str]] = []
    opened = False
    for _ in range(3):
        found = count(words, i)
        if found is None or not words.near(found[1]):
            break
        # "two and a half years" as well as "two years and a half"
        halved = words.follows(found[1], "and", "a", "half")
        unit = lex.value("units", words.at(found[1] + 3 * halved))
        if unit is None or unit == "weekend":
            break
        end = found[1] + 1 + 3 * halved
        behind = not halved and words.follows(end, "and", "a", "half")
        if (halved or behind) and found[0] is not None and unit in ("year", "decade"):
            end += 3 * behind
            offsets += [(found[0], unit), (6, "month") if unit == "year" else (5, "year")]
        elif found[0] is None:
            opened = True
        else:
            offsets.append((found[0], unit))
        i = end
        joint = words.at(end) in ("and", ",")
        if lex.value("units", words.at(end + 2 if joint else end + 1)) is None:
            break
        i = end + joint
    if not offsets and not opened:
        return _bare_plural(words, i)
    end = i - 1 if words.at(i - 1) in ("and", ",") else i
    return (None if opened else tuple(offsets)), end


def _share(words: Words, i: int) -> tuple[tuple[int, str], int] | None:
    """Half or a quarter of a unit, in smaller units, and its end: "half a century", "a quarter-century"."""
    lex = lexicon()
    j = i + 1 if words.at(i) == "a" else i
    if words.at(j) not in ("half", "quarter"):
        return None
    pieces = lex.value("fractions", words.at(j))
    j += 1
    if words.at(j) == "of" or (words.at(j) in HYPHENS and words.glued(j)):
        j += 1
    j += words.at(j) == "a"
    months = {"year": 12, "decade": 120, "century": 1200}.get(lex.value("units", words.at(j)) or "")
    if months is None or not words.near(j):
        return None
    size = months // pieces
    return ((size // 12, "year") if size % 12 == 0 else (size, "month")), j + 1


def _bare_plural(words: Words, i: int) -> tuple[None, int] | None:
    """A unit without any count: "years later", "decades earlier"."""
    plural = words.at(i) in ("days", "weeks", "months", "years", "decades", "centuries")
    return (None, i + 1) if plural and words.at(i + 1) in ("later", "earlier") else None
