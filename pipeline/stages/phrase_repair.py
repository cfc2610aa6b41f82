"""Which phrase a word or preposition belongs to, where a tree of words scored one by one has it wrong.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.number_repair import hangs_on

# Participles behind a noun that mean nothing without the preposition behind them.
LEANING = {
    "based": ("on", "upon", "in", "at"),
    "located": ("in", "at", "on", "near"),
    "situated": ("in", "at", "on", "near"),
    "composed": ("of",),
    "consisting": ("of",),
    "aimed": ("at",),
    "known": ("as",),
}
# Prepositions of who does something: "a battle fought | between the brothers".
ACTING = ("by", "between", "among")
# How a title hangs on the name behind it.
TITLED = ("nmod:desc", "compound")
NAMES = ("NNP", "NNPS")
# How a noun phrase hangs on what it is told of.
FILLING = ("obj", "obl", "nmod", "nsubj", "nsubj:pass")


def own_agents(heads: Sequence[int], deps: list[str], words: Sequence[str]) -> None:
    """Make a phrase with another preposition than "by" no agent: "was banned, according to | the board"."""
    for i, dep in enumerate(deps):
        if dep == "case" and deps[heads[i]] == "obl:agent" and words[i].lower() not in ACTING:
            deps[heads[i]] = "obl"


def lean_participles(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang a phrase on the participle that needs it: "a film written by Ana Bo based | on a novel"."""
    for i, word in enumerate(words[:-1]):
        noun = heads[i + 1]
        leads = words[i + 1].lower() in LEANING.get(word.lower(), ()) and deps[i + 1] == "case"
        if leads and deps[i] in ("acl", "advcl", "conj") and noun > i + 1 and heads[noun] < i and noun != heads[noun]:
            heads[noun], deps[noun] = i, "obl"


def list_adjectives(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang listed adjectives on the noun that ends their list: "offers | general, vascular and cardiac | surgery"."""
    for i, dep in enumerate(deps):
        if dep not in FILLING or tags[i] != "JJ" or any(deps[j] == "det" and heads[j] == i for j in range(i)):
            continue
        noun = _ends_list(i, tags, words)
        if noun is None or not hangs_on(heads, noun, i):
            continue
        listed = [j for j in range(i + 1, noun) if words[j] != "," and deps[j] != "cc"]
        heads[noun], deps[noun], heads[i], deps[i] = heads[i], dep, noun, "amod"
        for j in range(i + 1, noun):
            heads[j], deps[j] = (i, "conj") if j in listed else (next(k for k in listed if k > j), deps[j])
        for j in range(noun + 1, len(heads)):
            if heads[j] == i:
                heads[j] = noun


def _ends_list(first: int, tags: Sequence[str], words: Sequence[str]) -> int | None:
    """The noun right behind the last of several single words with commas and "and" between them; None without one."""
    i = first
    while i + 2 < len(words) and words[i + 1] == "," and tags[i + 2] in ("JJ", "NN"):
        i += 2
    i += i + 1 < len(words) and words[i + 1] == "," and words[i + 2 : i + 3] in (["and"], ["or"])
    last = i + 2
    if last + 1 >= len(words) or tags[i + 1] != "CC" or tags[last] != "JJ" or i == first:
        return None
    return last + 1 if tags[last + 1] in ("NN", "NNS") else None


def join_appositions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a bare noun to the one in apposition right before it, not to the name: "Bo, | son of Li and brother of Ho"."""
    for i, dep in enumerate(deps):
        name = heads[i]
        cc = next((j for j in range(name, i) if heads[j] == i and deps[j] == "cc"), None)
        bare = not any(heads[j] == i and deps[j] in ("det", "nmod:poss") for j in range(i))
        if dep != "conj" or cc is None or tags[name] not in NAMES or tags[i] != "NN" or not bare:
            continue
        beside = (j for j in range(name + 1, cc) if heads[j] == name and deps[j] == "appos" and tags[j] == "NN")
        for noun in beside:
            if words[cc - 1] != "," and hangs_on(heads, cc - 1, noun):
                heads[i] = noun


def office_names(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Hang on a title what it is for, and not on the name behind: "Minister | for the Middle East | Ana Bo"."""
    for name, person in enumerate(persons):
        if name < 2 or not person or tags[name] not in NAMES or persons[name - 1]:
            continue
        last = name - 1 - (words[name - 1] == ",")
        case = next((i for i in range(last) if heads[i] in (name, last) and deps[i] == "case"), None)
        if case is None or case == 0 or heads[case - 1] != name or deps[case - 1] not in TITLED:
            continue
        for i in range(case, last):
            if heads[i] == name:
                heads[i] = last
        heads[last], deps[last] = case - 1, "nmod"


def hold_crossed(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang a name on the noun right behind it whose own words stand before both: "her | World Cup | debut in Rome in May"."""
    for i, dep in enumerate(deps[:-1]):
        noun = i + 1
        far = dep in ("compound", "nmod:unmarked") and heads[i] > noun and tags[i] in NAMES
        if not far or not tags[noun].startswith("NN") or tags[noun] in NAMES or hangs_on(heads, noun, i):
            continue
        if any(heads[j] == noun and deps[j] in ("det", "nmod:poss", "nummod", "amod") for j in range(i)):
            heads[i], deps[i] = noun, "compound"


def fill_fronted(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang on a participle that opens its sentence what stands within its commas: "Born in Lima, a port, | to a teacher, Bo"."""
    if not tags or tags[0] != "VBN" or deps[0] != "advcl":
        return
    last = max(i for i in range(len(heads)) if heads[i] == 0 or i == 0)
    for i in range(1, last):
        if heads[i] == heads[0] and deps[i] == "obl":
            heads[i] = 0
        comma = next((j for j in range(i - 1, 0, -1) if words[j] == ","), None)
        if heads[i] != 0 or deps[i] not in ("nsubj", "nsubj:pass") or comma is None:
            continue
        named = next((j for j in range(comma - 1, 0, -1) if heads[j] == 0 and deps[j] == "obl"), None)
        if named is not None:
            heads[i], deps[i] = named, "appos"


def hold_earlier(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang on "the same period" how long before another it was: "up from 3,120 in the same period | a year earlier"."""
    for i, word in enumerate(words):
        noun = next((j for j in (i - 3, i - 2) if j > 0 and words[j - 1].lower() == "same"), None)
        if word.lower() not in ("earlier", "before") or noun is None or not tags[noun].startswith("NN"):
            continue
        if heads[i - 1] == i and heads[i] < noun - 1 and not hangs_on(heads, noun, i):
            heads[i], deps[i] = noun, "advmod"


def case_comparisons(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "than" before a phrase without a verb a preposition: "were lower | than in | the same month"."""
    for i, dep in enumerate(deps):
        marked = heads[i]
        if dep == "mark" and words[i].lower() == "than" and deps[marked] == "obl" and tags[marked].startswith("NN"):
            deps[i] = "case"


def hold_members(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang on "most of them" what those are, and not on the verb before: "killed 212 people, | most of them under five"."""
    for i in range(2, len(words) - 4):
        part = [word.lower() for word in words[i + 1 : i + 3]] == ["of", "them"] and words[i - 1] == ","
        phrase = heads[i + 3] if part else i
        verb = heads[phrase]
        if phrase <= i + 3 or deps[phrase] != "obl" or deps[i + 3] not in ("case", "advmod") or verb >= i - 1:
            continue
        if heads[i] in (phrase, verb) and not any(tag.startswith(("V", "MD")) for tag in tags[i:phrase]):
            heads[i], deps[i], heads[phrase], deps[phrase] = verb, "obl:unmarked", i, "nmod"
