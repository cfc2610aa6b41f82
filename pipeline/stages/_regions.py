"""Which countries a phrase such as "the East African country" may stand for, by the region that it names."""

from __future__ import annotations

from functools import cache

from pipeline import resources
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree


@cache
def _table() -> tuple[dict[tuple[str, ...], frozenset[str]], int]:
    """Words of a region -> ids of its countries, and how many words the longest has."""
    table = resources.table("regions.toml")
    members = {name: frozenset(f"country:{code}" for code in codes.split()) for name, codes in table["members"].items()}
    words = {tuple(phrase.split()): members[name] for phrase, name in table["words"].items()}
    return words, max(map(len, words))


def members(tree: Tree, phrase: Phrase) -> frozenset[str] | None:
    """Ids of the countries of every region that the words of `phrase` before its noun name; None when they name none."""
    words, longest = _table()
    said = [word for word in tree.lower[phrase.start : phrase.root] if word not in ("-", "‑")]
    found: list[frozenset[str]] = []
    i = 0
    while i < len(said):
        size = next((n for n in range(longest, 0, -1) if tuple(said[i : i + n]) in words), 0)
        if size:
            found.append(words[tuple(said[i : i + size])])
        i += max(size, 1)
    return frozenset.intersection(*found) if found else None
