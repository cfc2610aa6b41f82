"""Names of one document that name the same thing: family names, short forms, acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.surfaces import fold

_SMALL = {"of", "the", "and", "for", "de", "la", "in", "on", "to", "e", "i"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in reading order with its label; `defines` is the acronym that follows it in brackets, if any."""

    text: str
    label: str
    defines: str = ""


def full_forms(names: Sequence[Name]) -> list[int]:
    """For each name the index of the fullest name in the document that means the same; its own where there is none.

    "Massoud" -> "Ahmad Shah Massoud"; "UTO" -> "United Tajik Opposition"; the nearest earlier one is preferred where
    two fit, a later one where none is earlier. Equal names share the index of the first.
    """
    words = [fold(n.text).split() for n in names]
    first: dict[str, int] = {}
    for i, key in enumerate(words):
        first.setdefault(" ".join(key), i)
    found = []
    for i, name in enumerate(names):
        fits = [j for j in range(len(names)) if _fuller(name, words[i], names[j], words[j])]
        if fits:
            most = max(len(words[j]) for j in fits)
            before = [j for j in fits if j < i]
            # Among the earlier ones the nearest, but of that very name the longest form.
            nearest = max(before) if before else min(fits)
            related = [j for j in fits if set(words[nearest]) <= set(words[j])]
            longest = [j for j in related if len(words[j]) == min(most, max(len(words[k]) for k in related))]
            found.append(first[" ".join(words[longest[0]])])
        else:
            found.append(first[" ".join(words[i])])
    return found


def _fuller(short: Name, few: list[str], long: Name, many: list[str]) -> bool:
    if len(few) >= len(many) or not few:
        return False
    if acronym(short.text):
        return long.defines == short.text.replace(".", "") or (
            long.label != "PERSON" and short.text.replace(".", "") in initials(long.text)
        )
    if long.label == "PERSON":
        return (few[-1] == many[-1] and _within(few, many)) or (short.label == "PERSON" and few == many[: len(few)])
    if long.label in ("ORG", "FAC", "EVENT", "LAW") and short.label == long.label:
        return few == many[: len(few)] and len(few[0]) > 3 and len(few) > 1
    return False


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


def _within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)
