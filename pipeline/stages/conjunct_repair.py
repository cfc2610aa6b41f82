"""What a second noun or verb is joined to, where a tree of words scored one by one joins it to another clause.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages._repairing import FINITE, hangs_on


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


def front_conjuncts(heads: list[int], deps: Sequence[str], tags: Sequence[str]) -> None:
    """Hang on a second verb what stands between "and" and that: "held a vote in May and | in June |, after talks, elected Bo"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "conj" or verb > i or not (tags[i].startswith("V") and tags[verb].startswith("V")):
            continue
        cc = next((j for j in range(i - 1, verb, -1) if deps[j] == "cc" and heads[j] == i), i)
        for j in range(cc + 1, i):
            if heads[j] == verb and deps[j].startswith("obl"):
                heads[j] = i


def part_gaps(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang on a second object what stands before it and behind "and": "married Bo in 1851 and then, | in 1855, Li |".

    And what stands behind it, since all of that is of the verb that is left out there.
    """
    for i, dep in enumerate(deps):
        beside = dep == "appos" and any(heads[j] == i and deps[j] == "cc" for j in range(heads[i]))
        verb = heads[heads[i]] if beside else heads[i]  # "won the cup in 1959 and, in 1961, | the league"
        if not (beside or dep in ("conj", "parataxis")) or not tags[i].startswith("NN") or verb > i:
            continue
        if tags[verb] not in FINITE:
            continue
        cc = next((j for j in range(i - 1, verb, -1) if tags[j] == "CC"), verb)
        between = range(cc + 1, i)
        own = [j for j in between if (heads[j] == verb or heads[j] in between) and deps[j].startswith("obl")]
        if cc == verb or not own or any(tags[j].startswith(("V", "MD")) for j in range(cc, i)):
            continue
        if not any(heads[j] == verb and deps[j] == "obj" for j in range(verb, cc)):
            continue
        heads[cc], heads[i], deps[i] = i, verb, "conj"
        for j in range(cc + 1, len(heads)):
            if (heads[j] == verb and j != i and deps[j].startswith(("obl", "adv"))) or j in own:
                heads[j] = i


def join_parted(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a verb to the one before "and", not to a noun between commas: "held a vote and in May, after the talks, | elected | Li"."""
    for i, dep in enumerate(deps):
        if dep != "acl" or tags[i] not in ("VBD", "VBN") or words[i - 1] != "," or heads[i] > i:
            continue
        cc = next((j for j in range(i - 1, 0, -1) if tags[j] == "CC"), 0)
        if not cc or tags[cc + 1] != "IN" or any(tags[j].startswith(("V", "MD")) for j in range(cc, i)):
            continue
        first = next((j for j in range(cc + 1, i) if deps[j] == "obl" and heads[j] < cc), cc)
        verb, thing = heads[first], next((j for j in range(i + 1, len(heads)) if heads[j] == i), i)
        led = any(heads[j] == thing and deps[j] == "case" for j in range(i, thing))
        if first == cc or tags[verb] not in FINITE or led or not deps[thing].startswith(("obj", "obl", "xcomp")):
            continue
        heads[i], deps[i] = verb, "conj"
        for j in range(cc + 1, i):
            begins = next((k for k in range(cc, j + 1) if k == j or hangs_on(heads, k, j)), j)
            apart = deps[j] == "nmod" and "," in words[begins - 1 : begins + 1] and cc < heads[j] < begins
            if heads[j] == verb or apart:
                heads[j], deps[j] = i, "obl"
        heads[cc], deps[thing] = i, "obj"


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
