"""Names of one document that name the same thing: family names, short forms, acronyms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import resources
from pipeline.knowledge.surfaces import fold

_SUFFIXES = {"jr", "sr", "junior", "senior", "ii", "iii", "iv"}
FIRM = 3  # words of the name of a firm, which a short form has not: "Acme Columbia Acquisition Corp." is not "Acme"
_SMALL = {"of", "the", "and", "for", "de", "la", "in", "on", "to", "e", "i"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in reading order with its label.

    defines: the acronym that follows it in brackets, if any; kin: whether it is told as somebody's relative ("his father,
    Ana Bo"); body: whether the text calls it a body ("Bo is a maker of bicycles").
    """

    text: str
    label: str
    defines: str = ""
    kin: bool = False
    body: bool = False


def full_forms(names: Sequence[Name], titular: Collection[int] = ()) -> list[int]:
    """For each name the index of the fullest name in the document that means the same; its own where there is none.

    "Massoud" -> "Ahmad Shah Massoud"; "UTO" -> "United Tajik Opposition". Where two fit, one that is in the title is
    preferred (`titular`: the indices of names there): "Brewster" is no father of the bishop on whom the text is, and so
    is one before who is not told as another's relative. Then the nearest earlier one, and a later one where none is
    earlier. Equal names share the index of the first.
    """
    words = [fold(n.text).split() for n in names]
    places: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(words):
        places[" ".join(key)].append(i)
    index = _index(names, words)
    known: dict[Name, list[int]] = {}
    found = []
    for i, name in enumerate(names):
        fits = known.get(name)
        if fits is None:
            near = {j for handle in _handles(name, words[i]) for j in index.get(handle, ())}
            fits = [j for j in sorted(near) if _fuller(name, words[i], names[j], words[j])]
            # One word is often used before the full name comes; several words make a name of their own, and a longer
            # one that only follows it is likelier a slip of the recogniser, unless it explains the title.
            fits = [j for j in fits if len(words[i]) == 1 or j < i or i in titular]
            known[name] = fits
        preferred = [j for j in fits if j in titular] or [j for j in fits if j < i and not names[j].kin] or fits
        target = _nearest(i, preferred, fits, places, words) if fits else i
        found.append(places[" ".join(words[target])][0])
    return found


def _nearest(
    i: int, preferred: list[int], fits: list[int], places: dict[str, list[int]], words: list[list[str]]
) -> int:
    """The preferred name that stands nearest before `i`, else the first after it; of all its forms that fit the longest."""
    at = {j: bisect_left(places[" ".join(words[j])], i) for j in preferred}
    before = [(places[" ".join(words[j])][n - 1], j) for j, n in at.items() if n]
    nearest = max(before)[1] if before else preferred[0]
    forms = (j for j in fits if j == nearest or all(any(is_short(w, x) for x in words[j]) for w in words[nearest]))
    return max(forms, key=lambda j: (len(words[j]), sum(map(len, words[j])), -j))


def _index(names: Sequence[Name], words: Sequence[list[str]]) -> dict[str, list[int]]:
    """First places of names of several words by what a short form of them shows: last word, first word, acronym."""
    index: dict[str, list[int]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for i, (name, key) in enumerate(zip(names, words, strict=True)):
        if len(key) > 1 and (name.text, name.defines) not in seen:
            seen.add((name.text, name.defines))
            for handle in {key[-1], _core(key)[-1], key[0], *initials(name.text), name.defines} - {""}:
                index[handle].append(i)
    return index


def _handles(name: Name, words: list[str]) -> set[str]:
    return {words[-1], words[0], name.text.replace(".", "")} if words else set()


def _fuller(short: Name, few: list[str], long: Name, many: list[str]) -> bool:
    if not few or len(few) > len(many) or (short.body and long.label == "PERSON"):
        return False
    core = _core(many) if long.label == "PERSON" else many
    if len(few) == len(many):  # "Chauncey B. Brewster" of "Chauncey Bunce Brewster"
        return long.label == "PERSON" and few != many and few[-1] == many[-1] and _within(few, many)
    if long.label == "PERSON" and few[-1] in (many[-1], core[-1]):
        return _within(few, many)
    if acronym(short.text):
        return long.defines == short.text.replace(".", "") or (
            long.label != "PERSON" and short.text.replace(".", "") in initials(long.text)
        )
    if long.label == "PERSON":
        return short.label == "PERSON" and few == many[:1]
    firm = long.label == "ORG" and many[-1] in _firms() and len(many) - len(few) < FIRM
    if firm and len(few[0]) > 3 and few == many[: len(few)]:
        return True  # "Acme" of "Acme Brewing Co.", whatever a recogniser takes it for
    if long.label in ("ORG", "FAC", "EVENT", "LAW") and short.label == long.label:
        return few == many[: len(few)] and len(few[0]) > 3 and len(few) > 1
    return False


@cache
def _firms() -> frozenset[str]:
    """What ends the names of firms, folded."""
    return frozenset(map(fold, resources.words("knowledge/curated/reading.toml", "firms", "endings")))


def _core(words: list[str]) -> list[str]:
    """The words of a name without what tells a person from the father: "Luis Bo | Jr. |"."""
    return words[:-1] if len(words) > 2 and words[-1] in _SUFFIXES else words


def acronym(text: str) -> bool:
    """Whether `text` is written as an acronym: two to seven capitals."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,7}", text))


def initials(text: str) -> set[str]:
    """Acronyms that the words of a name may form: with and without its small words and hyphenated parts."""
    parts = [w for w in re.split(r"\s+", text) if w]
    split = [w for w in re.split(r"[\s-]+", text) if w]
    found = set()
    for words in (parts, split):
        found.add("".join(w[0] for w in words).upper())
        found.add("".join(w[0] for w in words if w.lower() not in _SMALL).upper())
    return {f for f in found if len(f) > 1}


def is_short(word: str, long: str) -> bool:
    """Whether a word of a name is another one of it, or its initial: "B." of "Bunce"."""
    return word == long or (len(word.rstrip(".")) == 1 and word[0] == long[0])


def _within(few: list[str], many: list[str]) -> bool:
    """Whether the words of a name stand in a longer one in their order."""
    rest = iter(many)
    return all(any(is_short(word, long) for long in rest) for word in few)
