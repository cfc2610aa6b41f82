"""Which words make one phrase, where a tree of words scored one by one has it wrong, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import BEING, SUBJECTS, hangs_on

# What may stand between a modifier and its noun, and how many tokens.
MODIFIERS = ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBN", "VBG", "HYPH", "POS")
NEAR = 5
# What begins a noun phrase, and how many tokens before its noun at most.
BEFORE = ("det", "nmod:poss", "nummod", "amod")
LONGEST_NOUN = 8
# Adverbs before a time that say which part of it is meant.
PARTS = ("early", "earlier", "late", "later")
# How a phrase hangs on a verb that describes the subject behind it.
FRONTED = ("dislocated", "obl", "obl:unmarked", "parataxis", "nsubj:outer")
# How a title hangs on the name behind it.
TITLED = ("nmod:desc", "compound")
NAMES = ("NNP", "NNPS")


def hold_modifiers(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang what stands before a noun on it, and on no noun further before: "the killing of a | U.N. officer"."""
    for i, dep in enumerate(deps):
        joined = i > 0 and tags[i - 1] == "HYPH"  # "Secretary-General | Kofi Annan"
        far = dep in ("compound", "amod", "det") and heads[i] < i - 1 and not joined
        listed = dep == "conj" and tags[i] == "JJ" and i + 1 < len(heads) and heads[i + 1] == heads[i] != i
        if not tags[heads[i]].startswith("NN") or not (far or (listed and deps[i + 1] == "conj")):
            continue
        noun = next((j for j in range(i + 1, min(i + NEAR, len(heads))) if tags[j].startswith("NN")), None)
        while noun is not None and noun + 1 < len(heads) and heads[noun] == noun + 1 and deps[noun] == "compound":
            noun += 1
        if noun is None or hangs_on(heads, noun, i) or not all(tags[j] in MODIFIERS for j in range(i + 1, noun)):
            continue
        heads[i], deps[i] = noun, "amod" if listed else dep


def hold_between(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang what stands between an article and its noun on the noun: "the | 29 July 2001 | elections", "her | World Cup | debut"."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep not in BEFORE or not i < noun <= i + LONGEST_NOUN:
            continue
        for j in range(i + 1, noun):
            outside = not i <= heads[j] <= noun and tags[j] in ("CD", "NNP") and not hangs_on(heads, noun, j)
            beside = deps[noun] == "compound" and heads[j] == heads[noun]  # "the 50th | Annual | Grammy | Awards"
            if outside and not beside and deps[j] not in ("conj", "case", "cc"):
                heads[j], deps[j] = noun, "compound"


def join_parts(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make one phrase of a time and the adverb before it that says which part: "earlier | this week", "late | in the year"."""
    for i in range(len(words) - 2):
        if words[i].lower() not in PARTS:
            continue
        cased = heads[i - 1] if i > 0 and deps[i - 1] == "case" else i
        if heads[i] == heads[cased] and i < cased <= i + NEAR:
            heads[i], deps[i] = cased, "amod"  # "has killed six since | late | last month"
        if deps[i] != "advmod":
            continue
        led = words[i + 1].lower() == "in"
        noun = heads[i + 1]
        beside = (
            i + 1 < noun <= i + 1 + NEAR and heads[noun] == heads[i] and all(i < heads[j] for j in range(i + 1, noun))
        )
        if beside and led and deps[noun] == "obl":
            heads[noun] = i
        elif beside and deps[noun] == "obl:unmarked":
            heads[i] = noun


def join_phrases(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make one phrase of two nouns behind one preposition: "put on the Security Council Committee | list"."""
    for case, dep in enumerate(deps):
        noun = heads[case]
        if dep != "case" or noun <= case + 1 or not tags[noun].startswith("NN"):
            continue
        own = [i for i in range(case + 1, noun) if heads[i] == heads[noun] and deps[i].startswith("obl")]
        if len(own) != 1 or not tags[own[0]].startswith("NN"):
            continue
        if any(heads[i] == noun and deps[i] == "case" for i in range(case + 1, noun)):
            continue  # "after extra time in front of 900 fans"
        if all(i == own[0] or hangs_on(heads, i, own[0]) or hangs_on(heads, i, noun) for i in range(case + 1, noun)):
            heads[own[0]], deps[own[0]] = noun, "compound"


def describe_subjects(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang a noun without article right before the name of a subject on that: "Brazilian miner | Valdora posted a loss"."""
    for i, dep in enumerate(deps[:-1]):
        name = i + 1
        while deps[name] in ("compound", "flat") and heads[name] > name:
            name = heads[name]
        own = (j for j in range(i) if heads[j] == i)
        bare = tags[i] == "NN" and not any(deps[j] in ("case", "det", "nmod:poss") for j in own)
        subject = tags[i + 1] in ("NNP", "NNPS") and deps[name] in SUBJECTS and heads[name] == heads[i]
        if bare and subject and dep == "obl":  # "last week Chile won" has another label
            heads[i], deps[i] = name, "nmod:desc"


def front_appositions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang what a sentence begins with on the subject that it describes: "A country of 33 atolls, Kiribati has few roads"."""
    loose = (i for i in range(len(heads)) if heads[0] == i and deps[i] in FRONTED and tags[i] in ("NN", "NNP", "JJ"))
    first = next(loose, None)
    if (
        first is None
        or words[0].lower() not in ("a", "an")
        or any(heads[j] == first and deps[j] == "case" for j in range(first))
    ):
        return
    end = max(j for j in range(len(heads)) if j == first or (hangs_on(heads, j, first) and words[j] != ","))
    comma = end + 1 < len(heads) and words[end + 1] == ","
    subject = next((j for j in range(end + 2, len(heads)) if heads[j] == heads[first] and deps[j] in SUBJECTS), None)
    if comma and subject is not None and all(hangs_on(heads, j, subject) for j in range(end + 2, subject)):
        heads[first], deps[first] = subject, "appos"


def name_fronted(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the name right before a verb its subject, which what stands before the comma describes: "A former teacher, | Bo | won"."""
    comma = next((j for j, word in enumerate(words) if word == ","), len(words))
    if words[0].lower() not in ("a", "an", "the") or comma + 2 >= len(words) or tags[comma + 1] not in NAMES:
        return
    if tags[comma - 1] in NAMES:
        return  # "a court in Dallas, Texas, found"
    name = comma + 1  # a name hangs on its first word
    noun = next((j for j in range(comma) if tags[j] == "NN" and deps[j] in SUBJECTS and heads[j] > comma), None)
    if noun is not None and deps[noun] == "nsubj:outer" and deps[name] == "nsubj" and heads[name] == heads[noun]:
        heads[noun], deps[noun] = name, "appos"
        return
    if deps[name] != "appos" or heads[name] > comma:
        return
    if noun is None or not all(j == noun or hangs_on(heads, j, noun) for j in range(name)):
        return
    end = max(j for j in range(name, len(words)) if j == name or hangs_on(heads, j, name)) + 1
    verb = heads[noun]
    if end <= verb and all(heads[j] == verb and tags[j] != "CC" and words[j] != "," for j in range(end, verb)):
        heads[name], deps[name], heads[noun], deps[noun] = verb, deps[noun], name, "appos"


def name_described(heads: list[int], deps: list[str], tags: Sequence[str], persons: Sequence[bool]) -> None:
    """Hang a person's name on the noun right before it that says who it is: "daughter of the poet | Ana Bo"."""
    for i in range(1, len(heads)):
        beside = deps[i] == deps[i - 1] in ("nmod", "obl", "obl:agent") and heads[i] == heads[i - 1] < i - 1
        if not beside or not persons[i] or persons[i - 1] or tags[i - 1] != "NN":
            continue
        if not any(head == i and dep == "case" for head, dep in zip(heads, deps, strict=True)):
            heads[i], deps[i] = i - 1, "appos"


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


def describe_acting(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "acting" describe an office, and no verb: "Ana Bo is | acting | president of the bank"."""
    for i, word in enumerate(words[:-1]):
        if word.lower() != "acting" or tags[i] != "VBG":
            continue
        be = next((j for j in range(i) if heads[j] == i and deps[j] == "aux" and words[j].lower() in BEING), None)
        office = next((j for j in range(i + 1, len(words)) if heads[j] == i and deps[j] in ("xcomp", "obj")), None)
        if be is None or office is None or not tags[office].startswith("NN"):
            continue
        if any(heads[j] != office or deps[j] not in ("amod", "compound", "punct") for j in range(i + 1, office)):
            continue  # "is acting as president", "was acting the fool"
        for j in range(len(heads)):
            if heads[j] == i and j not in (i, office):
                heads[j] = office
        heads[office], deps[office] = (office if heads[i] == i else heads[i]), deps[i]
        heads[i], deps[i], deps[be] = office, "amod", "cop"


def join_generals(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make one office of two nouns with a hyphen between, where the second is taken for another: "the director- | general"."""
    behind = resources.words("offices.toml", "behind")
    for last in range(2, len(words)):
        first = last - 2
        if deps[last] != "appos" or words[last].lower() not in behind or tags[last - 1] != "HYPH":
            continue
        if not tags[first].startswith("NN") or hangs_on(heads, first, last):
            continue
        for i in range(last + 1, len(words)):
            if heads[i] == last:
                heads[i] = first
        heads[last], deps[last], heads[last - 1] = first, "amod", last


def join_titles(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make one title of two with a hyphen between: "NATO Secretary- | General | Ana Bo"."""
    for i in range(1, len(tags) - 1):
        first, last = i - 1, i + 1
        name = heads[last]
        if tags[i] != "HYPH" or deps[first] != "nmod:desc" or deps[last] != "nmod:desc" or heads[first] != name > last:
            continue
        for j in range(len(heads)):
            if heads[j] == first:
                heads[j] = last
        heads[first], deps[first] = last, "compound"


def title_bodies(heads: list[int], deps: list[str], tags: Sequence[str], persons: Sequence[bool]) -> None:
    """Hang a body on the title of its holder, not on the name behind that: "the | Rural Bank | President Ana Bo"."""
    for i in range(len(heads) - 2):
        name, title = heads[i], i + 1
        if deps[i] != "compound" or not tags[i].startswith("NNP") or not persons[name] or persons[i]:
            continue
        while i < heads[title] < name and deps[title] in ("compound", "amod"):
            title = heads[title]  # "U.S. | Vice | President Ana Bo"
        if i < title < name and heads[title] == name and deps[title] == "nmod:desc":
            heads[i] = title


def describe_named(
    heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make a noun that goes on describing a person no second person: "Ana Bo, born in Lima and | minister from 2003, leads it".

    What "and" joins there is the participle between commas and the noun.
    """
    for i, dep in enumerate(deps):
        name = heads[i]
        if dep != "conj" or tags[i] != "NN" or not persons[name] or persons[i] or not name < i:
            continue
        cc = next((j for j in range(name, i) if heads[j] == i and deps[j] == "cc"), None)
        told = [
            j for j in range(name + 1, i) if heads[j] == name and deps[j] == "acl" and tags[j] in ("VBN", "VBG", "VBD")
        ]
        if cc is None or not told or words[cc - 1] == "," or not hangs_on(heads, cc - 1, told[-1]):
            continue
        if any(words[j] == "," for j in range(name + 1, told[-1])) and words[cc + 1].lower() != "the":
            deps[i] = "appos"


def join_appositions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join a bare noun to the one in apposition right before it, not to the name: "Bo, | son of Li and brother of Ho"."""
    for i, dep in enumerate(deps):
        name = heads[i]
        if dep != "conj" or tags[name] not in NAMES or tags[i] != "NN":
            continue
        cc = next((j for j in range(name, i) if heads[j] == i and deps[j] == "cc"), None)
        if cc is None or any(heads[j] == i and deps[j] in ("det", "nmod:poss") for j in range(i)):
            continue
        beside = (j for j in range(name + 1, cc) if heads[j] == name and deps[j] == "appos" and tags[j] == "NN")
        for noun in beside:
            if words[cc - 1] != "," and hangs_on(heads, cc - 1, noun):
                heads[i] = noun


def name_products(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make the noun right before the name that is a subject part of that: "the first production | Corolla | was sold"."""
    for i in range(len(heads) - 1):
        outer = deps[i] == "nsubj:outer" and deps[i + 1] == "nsubj" and heads[i] == heads[i + 1] > i + 1
        if not outer or tags[i] not in ("NN", "NNS") or not tags[i + 1].startswith("NNP"):
            continue
        for j in range(i):
            if heads[j] == i and deps[j] in ("det", "nmod:poss", "amod"):
                heads[j] = i + 1
        heads[i], deps[i] = i + 1, "compound"


def name_objects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a name behind an object and a comma on that, not as a subject on the verb: "they had a son, | Bo"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep not in SUBJECTS or i < verb + 3 or words[i - 1] != "," or tags[i] not in NAMES:
            continue
        noun = i - 2
        objects = (j for j in range(verb + 1, i) if heads[j] == verb and deps[j] == "obj")
        if tags[noun] == "NN" and any(j == noun or hangs_on(heads, noun, j) for j in objects):
            heads[i], deps[i] = noun, "appos"
