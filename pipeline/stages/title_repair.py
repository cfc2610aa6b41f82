"""Titles right before a person's name, where a tree of words scored one by one makes them a second person, or cuts them.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import resources
from pipeline.stages import _lexicon
from pipeline.stages._repairing import SUBJECTS, hangs_on

NAMES = ("NNP", "NNPS")
# What a title of its own has before it, which the name behind describes: "the | guitarist Ana Bo".
OWN = ("det", "nmod:poss", "nummod")
# How names behind a title are taken for something beside it.
BESIDE = frozenset({*SUBJECTS, "obj", "vocative", "dep", "parataxis", "obl", "obl:unmarked"})
# What stays with the phrase when its first title becomes a part of it.
LEADING = ("case", "cc", "mark", "punct")
# The prepositions within names of bodies.
WITHIN = ("for", "of", "in")
KIN = ("parent", "child", "spouse")
# Of two relations to one verb, that of a name and that of the body before it, the first that either has holds.
FIRST = (*sorted(SUBJECTS), "obj", "iobj")


def stand_titled(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make one subject of a title and the name behind it: "Peruvian diplomat | Ana Bo | told the court"."""
    for name, title in _titled(tags, words, persons):
        verb = heads[title]
        beside = heads[name] == verb > name and {deps[title], deps[name]} <= BESIDE
        if not beside or SUBJECTS.isdisjoint((deps[title], deps[name])) or _owned(title, heads, deps):
            continue
        if any(heads[j] == name and deps[j] == "case" for j in range(title, name)):
            continue
        deps[name] = deps[title] if deps[title] in SUBJECTS else deps[name]
        heads[title], deps[title] = name, "nmod:desc"


def head_names(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make a name the head of the word before its title, not a part of that: "spoke to | Turkish | Foreign Minister Juan Bo"."""
    for name, dep in enumerate(deps):
        first = heads[name]
        if dep != "flat" or not persons[name] or first > name - 2:
            continue
        titled = any(heads[j] == name and deps[j] == "nmod:desc" for j in range(first + 1, name))
        if not titled or not _is_title(name - 1, tags, words):
            continue
        between = range(first + 1, name)
        if not all(hangs_on(heads, j, name) or (heads[j] == first and deps[j] == "flat") for j in between):
            continue
        root = heads[first] == first
        heads[name], deps[name] = (name if root else heads[first]), deps[first]
        for j in range(len(heads)):
            if heads[j] == first and j != name:
                heads[j] = name
                deps[j] = "compound" if j in between else deps[j]
        heads[first], deps[first] = name, "compound"


def hold_titles(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make several titles of one name parts of that: "independent senator and former | nominee | Ana Bo".

    The same with a title that has a phrase of its own: "Secretary of Defense | Ana Bo |, who is ill, said".
    """
    for name, last in _titled(tags, words, persons, strict=False):
        title = heads[last] if deps[last] in ("conj", "nmod") and heads[last] < last else last
        if title == last or not _is_title(title, tags, words) or _owned(title, heads, deps) or any(persons[title:name]):
            continue
        if deps[last] == "conj" and not _is_title(last, tags, words):
            continue
        if heads[name] not in (title, last) or deps[name] not in ("appos", "flat", "nmod", "compound"):
            continue
        if any(heads[j] == title and deps[j] == "conj" and j > name for j in range(len(heads))):
            continue
        root = heads[title] == title
        heads[name], deps[name] = (name if root else heads[title]), deps[title]
        for j in range(len(heads)):
            outer = heads[j] == title and (j > name or (j < title and deps[j] in LEADING))
            if j != name and outer:
                heads[j] = name
        heads[title], deps[title] = name, "nmod:desc"


def name_bodies(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Hang the whole name of a body on the title behind it: "freed | National League for Democracy | leader Ana Bo"."""
    for name, title in _titled(tags, words, persons):
        inner = next((j for j in range(title - 1, 0, -1) if tags[j] in NAMES and words[j][0].isupper()), 0)
        case = inner
        while case > 1 and tags[case] in NAMES and not persons[case]:
            case -= 1
        body = case - 1
        if case == inner or body < 0 or words[case] not in WITHIN or deps[case] != "case":
            continue
        if heads[title] != name or not all(hangs_on(heads, j, title) for j in range(inner, title)):
            continue
        while deps[body] in ("flat", "punct", "goeswith") and heads[body] < case:
            body = heads[body]
        if not _is_beside(body, name, title, heads, tags, persons):
            continue
        if heads[name] == body:
            heads[name], deps[name] = (name if heads[body] == body else heads[body]), deps[body]
        elif heads[body] == heads[name]:
            deps[name] = next((dep for dep in FIRST if dep in (deps[name], deps[body])), deps[name])
        for j in range(case, inner):
            heads[j] = inner
        heads[inner], deps[inner], heads[body], deps[body] = body, "nmod", title, "compound"


def _titled(
    tags: Sequence[str], words: Sequence[str], persons: Sequence[bool], *, strict: bool = True
) -> Iterator[tuple[int, int]]:
    """The first word of each person's name and the noun right before it, a title or, if not strict, any."""
    for name in range(1, len(words)):
        before = name - 1
        named = persons[name] and not persons[before] and tags[name] in NAMES
        if named and tags[before].startswith("NN") and (not strict or _is_title(before, tags, words)):
            yield name, before


def _is_title(noun: int, tags: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a noun says what one person is, by office or trade, and not whose wife or son."""
    word = words[noun].lower()
    person = _lexicon.noun_classes().get(word, 0) & _lexicon.PERSON
    kin = any(word in resources.words("offices.toml", "kin", key) for key in KIN)
    return tags[noun] in ("NN", "NNP") and bool(person) and not kin


def _owned(title: int, heads: Sequence[int], deps: Sequence[str]) -> bool:
    """Whether a title stands by itself, with an article or owner: "the winner", "his brother"."""
    return any(heads[j] == title and deps[j] in OWN for j in range(title))


def _is_beside(
    body: int, name: int, title: int, heads: Sequence[int], tags: Sequence[str], persons: Sequence[bool]
) -> bool:
    """Whether a name of a body is cut off from the title behind it: both hang on one verb, or one on the other."""
    if tags[body] not in NAMES or persons[body]:
        return False
    return heads[name] == body or heads[body] in (name, heads[name]) or heads[title] == body
