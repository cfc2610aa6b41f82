"""The parts of a party's name that recognisers leave out: "the People's | Union", "the Communist Party | (Marxist)"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline import resources

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
LEAST = 4  # letters of a word that is no acronym


def _table(key: str) -> frozenset[str]:
    return resources.words("knowledge/curated/titles.toml", "parties", key)


def grown(doc: Doc, start: int, end: int, taken: set[int]) -> tuple[int, int]:
    """The tokens `[start, end)` of an organisation's name with those of its name beside them that `taken` lacks."""
    owner = start - 2
    if owner >= 0 and doc[start - 1].text in POSSESSIVE and owner not in taken and doc[owner].text.istitle():
        start = owner if doc[owner].lower_ in _table("owners") else start
    if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        wing = doc[end + 1].text
        if wing.istitle() and len(wing) >= LEAST and (wing.endswith("ist") or wing.lower() in _table("wings")):
            end += 3
    return start, end
