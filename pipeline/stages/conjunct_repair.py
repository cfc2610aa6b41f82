"""What a second noun or verb is joined to, where a tree of words scored one by one joins it to another clause.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import hangs_on


def join_back(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a noun to the one before its conjunction, not to one behind it: "the ship and | its crew | reached the port"."""
    for i, dep in enumerate(deps):
        if dep != "conj" or heads[i] < i or not tags[i].startswith("NN"):
            continue
        cc = _conjunction(i, heads, deps)
        first = _before(cc, heads, tags, words) if cc is not None else None
        if first is not None and not hangs_on(heads, first, i):
            heads[i] = first


def join_bare(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a noun that has a conjunction and no preposition to the phrase right before: "in both Peru and | Chile |"."""
    for i, dep in enumerate(deps):
        if dep not in ("obl", "obj") or heads[i] > i or not tags[i].startswith("NN"):
            continue
        cc = _conjunction(i, heads, deps)
        if cc is None or any(heads[j] == i and deps[j] == "case" for j in range(i)):
            continue
        first = _before(cc, heads, tags, words)
        if first is not None and heads[first] == heads[i] and deps[first] in ("obl", "obj"):
            heads[i], deps[i] = first, "conj"


def join_spouses(heads: list[int], deps: Sequence[str], words: Sequence[str]) -> None:
    """Join the other parent to the first, not to the child: "was the son of Juan Bo and | his wife | Ana"."""
    for i, dep in enumerate(deps):
        child = heads[i]
        if dep != "conj" or child > i or words[i].lower() not in resources.words("offices.toml", "kin", "spouse"):
            continue
        own = any(heads[j] == i and deps[j] == "nmod:poss" for j in range(child, i))
        parent = next((j for j in range(child + 1, i) if heads[j] == child and deps[j] == "nmod"), None)
        kin = words[child].lower() in resources.words("offices.toml", "kin", "child")
        if kin and own and parent is not None and words[child + 1] == "of":
            heads[i] = parent


def join_infinitives(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a bare verb to the infinitive above, not to a past tense: "will shut a mine that lost money and | sell | the land"."""
    for i, dep in enumerate(deps):
        past = heads[i]
        if dep != "conj" or tags[i] not in ("VB", "VBP") or deps[past] != "acl:relcl" or tags[past] != "VBD":
            continue
        noun = heads[past]
        above = heads[noun]
        single = tags[noun] in ("NN", "NNP") or tags[i] == "VB"
        bare = not any(heads[j] == i and j < i and deps[j] != "cc" for j in range(i))
        if single and bare and tags[above] == "VB" and above < noun < past and words[i - 1].lower() in ("and", "or"):
            heads[i] = above


def _conjunction(noun: int, heads: Sequence[int], deps: Sequence[str]) -> int | None:
    """The conjunction of a noun, which begins its phrase."""
    cc = next((j for j in range(noun) if heads[j] == noun and deps[j] == "cc"), None)
    return cc if cc is not None and all(hangs_on(heads, j, noun) for j in range(cc, noun)) else None


def _before(cc: int, heads: Sequence[int], tags: Sequence[str], words: Sequence[str]) -> int | None:
    """The head of the noun phrase that ends right before a conjunction."""
    first = cc - 2 if cc > 1 and words[cc - 1] == "," else cc - 1
    if first < 0 or not tags[first].startswith(("NN", "CD")):
        return None
    while heads[first] < cc and heads[first] != first and tags[heads[first]].startswith("NN"):
        first = heads[first]
    return first if tags[first].startswith("NN") else None
