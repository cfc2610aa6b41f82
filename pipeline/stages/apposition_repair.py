"""Whom an apposition describes, where a tree of words scored one by one hangs it on another noun.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

NAMES = ("NNP", "NNPS")


def agree_appositions(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a singular on the name before its comma, not on the plural above: "built homes in Lima, | the capital"."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep != "appos" or tags[i] != "NN" or tags[noun] != "NNS" or noun > i:
            continue
        first = _first(i, heads, words)
        if first < 3 or words[first - 1] != "," or words[first].lower() not in ("a", "an", "the"):
            continue
        name = first - 2
        while deps[name] in ("flat", "compound") and heads[name] != noun:
            name = heads[name]
        listed = any(heads[j] in (noun, name) and deps[j] == "conj" for j in range(noun, len(heads)))
        if tags[name] in NAMES and deps[name] == "nmod" and heads[name] == noun and not listed:
            heads[i] = name


def describe_born(
    heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Hang whose child somebody is on the subject, not on a place: "he was born in Lima in 1825, | the son of Bo |"."""
    for i, dep in enumerate(deps):
        place = heads[i]
        verb = heads[place]
        if dep != "appos" or not deps[place].startswith("obl") or persons[place] or verb > place:
            continue
        if words[verb].lower() != "born" or words[i].lower() not in resources.words("offices.toml", "kin", "child"):
            continue
        subject = next((j for j in range(verb) if heads[j] == verb and deps[j] in SUBJECTS), None)
        first = _first(i, heads, words)
        if subject is not None and words[first - 1] == "," and not hangs_on(heads, subject, place):
            heads[i] = subject


def lead_names(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a name right before its noun a part of that, not an apposition: "from the | Brothers Grimm | fairy tale"."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep != "appos" or noun < i or tags[i] not in NAMES or not tags[noun].startswith("NN"):
            continue
        if all(hangs_on(heads, j, noun) and (words[j].isalpha() or tags[j] == "HYPH") for j in range(i, noun)):
            deps[i] = "compound"


def tell_portions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what some of several are an aside about all of them: "120 people, | most of them in Asia |, have died"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep not in SUBJECTS or i < 2 or words[i - 1] != "," or verb < i or words[i + 1 : i + 2] != ["of"]:
            continue
        if words[i + 2 : i + 3] != ["them"] or heads[i + 2] != i:
            continue
        plain = (j for j in range(i - 1) if heads[j] == verb and tags[j] == "NNS" and deps[j].startswith("obl"))
        noun = next((j for j in plain if not any(heads[k] == j and deps[k] == "case" for k in range(i))), None)
        if noun is not None and noun == i - 2:
            heads[i], deps[i], deps[noun] = noun, "appos", dep


def place_campuses(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the town behind the comma of a university a part of its name: "the University of California, | Berkeley |"."""
    campuses = resources.words("knowledge/curated/titles.toml", "campuses")
    for i, dep in enumerate(deps):
        body = heads[i]
        if dep != "appos" or tags[i] not in NAMES or words[body].lower() not in campuses or words[i - 1] != ",":
            continue
        if words[body + 1] == "of" and all(hangs_on(heads, j, body) for j in range(body + 1, i)):
            deps[i] = "nmod:unmarked"


def list_appositions(heads: Sequence[int], deps: list[str], words: Sequence[str]) -> None:
    """Make one of several things what the others are: "the Museum, Lima College, | the old prison | and the theatre"."""
    for i, dep in enumerate(deps):
        first = heads[i]
        if dep != "appos" or first > i or words[_first(i, heads, words) - 1] != ",":
            continue
        others = [j for j in range(first + 1, len(heads)) if heads[j] == first and deps[j] == "conj"]
        joined = [j for j in others if any(heads[k] == j and deps[k] == "cc" for k in range(first, j))]
        if any(j < i and j not in joined for j in others) and joined and joined[0] > i:
            deps[i] = "conj"


def list_offices(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make each office behind the years of another one of several, with its own: "mayor from 2002 to 2004, | judge | from 2005"."""
    offices = resources.words("offices.toml", "offices")
    for i, dep in enumerate(deps):
        if dep not in ("appos", "conj", "parataxis") or words[i].lower() not in offices:
            continue
        before = _held_before(_first(i, heads, words), heads, words, offices)
        if before is not None and not hangs_on(heads, before, i):
            heads[i] = heads[before] if deps[before] == "conj" else before
        first = heads[i]
        if first > i or words[first].lower() not in offices:
            continue
        if not any(tags[j] == "CD" for j in range(first, i)) or any(
            heads[j] == i and deps[j] == "det" for j in range(i)
        ):
            continue
        deps[i] = "conj"
        start = next((j for j in range(i + 1, len(heads)) if not hangs_on(heads, j, i)), len(heads))
        if words[start : start + 1] == ["from"] and tags[start + 1] == "CD" and heads[start] == start + 1:
            _hold_years(start + 1, i, heads, deps, tags, words)


def _held_before(start: int, heads: Sequence[int], words: Sequence[str], offices: Collection[str]) -> int | None:
    """The office whose years end right before the comma or "and" before token `start`: "| mayor | of Lima from 2002 to 2004,"."""
    end = start - 1 if words[start - 1] == "," else start
    year = end - 3  # "from 2002 to 2004"
    if year < 1 or words[end] not in (",", "and") or (words[year - 1], words[year + 1]) != ("from", "to"):
        return None
    office = next((j for j in range(year - 2, -1, -1) if words[j].lower() in offices), None)
    held = office is not None and all(hangs_on(heads, j, office) for j in range(office + 1, year - 1))
    return office if held else None


def _hold_years(
    year: int, office: int, heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]
) -> None:
    """Hang the year from which somebody held an office on that, and the year up to which on the first."""
    above = heads[year]
    heads[year], deps[year] = office, "nmod"
    last = year + 2
    if last < len(heads) and words[year + 1] == "to" and tags[last] == "CD" and heads[last] == above:
        heads[last], deps[last] = year, "nmod"


def _first(noun: int, heads: Sequence[int], words: Sequence[str]) -> int:
    """The first word of the phrase of a noun, behind the comma before it."""
    first = noun
    while first > 0 and words[first - 1] != "," and hangs_on(heads, first - 1, noun):
        first -= 1
    return first
