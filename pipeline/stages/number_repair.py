"""What a tree may have wrong about numbers, and what stands around them, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

# What may hang within brackets from behind them: "(713) 853-3242", "(US), MD".
BRACKETED = ("punct", "flat", "appos")
PLURAL = ("NNS", "NNPS")
# What stands behind a noun and is a part of its phrase.
OF_NOUNS = ("nmod", "acl", "acl:relcl", "appos", "flat", "conj")
# What stands before a noun and moves with it.
BEFORE = ("det", "amod", "compound", "nmod:poss", "nummod", "case")


def except_numbers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "all but" an adverb of the number behind it: "all but two of the aides" are no list of all and of two."""
    fractions = resources.table("numbers.toml")["fractions"]
    for i in range(len(heads) - 2):
        number = (
            i + 3 if words[i + 2].lower() in ("a", "one") and i + 3 < len(heads) and heads[i + 2] == i + 3 else i + 2
        )
        said = words[i].lower() == "all" and words[i + 1].lower() == "but"
        counted = tags[number] == "CD" or words[number].lower() in fractions
        listed = heads[number] == i and deps[number] == "conj"
        if not said or not counted or not (listed or (heads[i] == heads[i + 1] == number)):
            continue
        if listed:
            heads[number], deps[number] = number if heads[i] == i else heads[i], deps[i]
        for j, head in enumerate(heads):
            if head == i and j not in (i, i + 1, number):
                heads[j] = number
        heads[i], deps[i], heads[i + 1], deps[i + 1] = number, "advmod", i, "fixed"


def rank_names(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "number two" what stands before a name: "beat | number two | Li Wei", "world | number one | Ana Bo"."""
    for i in range(len(heads) - 2):
        if words[i].lower() != "number" or tags[i + 1] != "CD" or not tags[i + 2].startswith(("NN", "JJ")):
            continue
        name = next((j for j in (heads[i + 1], i + 2) if j > i + 1 and (heads[j] == i or tags[j].startswith("NN"))), i)
        if name == i or any(tags[j][:2] not in ("NN", "JJ") for j in range(i + 2, name)):
            continue
        cased = any(heads[j] == name and deps[j] == "case" for j in range(i, name))
        beside = heads[name] == heads[i] != i and deps[name].startswith(("nmod", "obl")) and not cased
        if beside or (heads[name] == i and deps[name] in ("appos", "flat", "nmod:unmarked")):
            heads[name], deps[name] = name if heads[i] == i else heads[i], deps[i]
            for j, head in enumerate(heads):
                if head == i and (j > name or deps[j] in ("case", "det")):
                    heads[j] = name
        elif heads[i + 1] != name or hangs_on(heads, name, i):
            continue
        heads[i], deps[i], heads[i + 1], deps[i + 1] = name, "nmod:desc", i, "nummod"


def leave_brackets(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang what stands behind brackets on the word before them: "9 million francs ($15,500) | a month"."""
    opened: int | None = None
    for close, word in enumerate(words):
        opened = close if word == "(" else opened
        if word != ")" or opened is None:
            continue
        inside, opened = range(opened + 1, close), None
        for i in inside:
            if (
                deps[i] == "conj"
                and heads[i] < inside.start
                and not any(deps[j] == "cc" and heads[j] == i for j in inside)
            ):
                deps[i] = "nmod:unmarked"  # "Ana Bo (3 May 1934, | Lima | – 14 May 2014)": no second person
        for i in range(close + 1, len(heads)):
            noun = heads[heads[i]]
            if heads[i] not in inside or noun >= inside.start or deps[i] in BRACKETED:
                continue
            verb = heads[noun]
            if deps[i] == "nmod:unmarked" and verb != noun and tags[verb].startswith("V"):
                heads[i], deps[i] = verb, "obl:unmarked"
            else:
                heads[i] = noun


def part_years(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make years in brackets an aside, not a time beside another one: "won four times (| 1959 | and 1963)"."""
    for i in range(1, len(words) - 1):
        if words[i - 1] == "(" and tags[i] == "CD" and deps[i] == "obl:unmarked" and ")" in words[i:]:
            close = words.index(")", i)
            if all(tags[j] in ("CD", "CC", ",", ":", "SYM") for j in range(i, close)):
                deps[i] = "dep"


def hang_rates(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang "per day" on the noun right before it, which it divides: "1.2 million barrels per day"."""
    for i, word in enumerate(words):
        unit = heads[i]
        if word.lower() != "per" or deps[i] != "case" or i == 0 or unit <= i:
            continue
        noun = _before_bracket(words, i) - 1
        if tags[noun] == "CD" and heads[noun] == unit:
            _divide(heads, deps, tags, noun, unit)
            continue
        if tags[noun] == "CD" and heads[noun] < i:  # "$2.43 per kilogram"
            noun = heads[noun] if tags[heads[noun]] != "CD" else heads[heads[noun]]
        if tags[noun] not in ("NN", "NNS", "$") or heads[unit] in (noun, unit) or hangs_on(heads, noun, unit):
            continue
        heads[unit], deps[unit] = noun, "nmod"


def _before_bracket(words: Sequence[str], i: int) -> int:
    """The start of the brackets that end right before token `i`, `i` itself without any: "5 euros | ($6) per kilo"."""
    if words[i - 1] != ")":
        return i
    opened = next((j for j in range(i - 2, 0, -1) if words[j] in ("(", ")")), None)
    return opened if opened is not None and words[opened] == "(" else i


def _divide(heads: list[int], deps: list[str], tags: Sequence[str], number: int, unit: int) -> None:
    """Give a number the place of what it is counted for: "fell to | 2.4 | per 100,000 people" is about the number."""
    inside = range(number + 1, unit)
    for i, head in enumerate(heads):
        below = head in (unit, number)
        if i in inside and below and i > number + 1:
            heads[i], deps[i] = unit, "nummod" if tags[i] == "CD" else deps[i]
        elif head == unit and i not in inside and i != unit and (i < number or deps[i] not in OF_NOUNS):
            heads[i] = number
    heads[number], deps[number] = number if heads[unit] == unit else heads[unit], deps[unit]
    heads[unit], deps[unit] = number, "nmod"


def hold_numbers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Keep a number with the noun that it counts or prices, and a bound with its number.

    In "a $2,200 handbag" the money hangs on the handbag, in "a magnitude 5.5 quake" the magnitude on the quake, in "less
    than $2 billion" the bound on the dollars, and in "from 71 percent" the 71 on the percent.
    """
    for i, tag in enumerate(tags):
        det = i - 1
        noun = heads[det] if det >= 0 and deps[det] == "det" else -1
        if tag in ("$", "NN") and noun > i and not det <= heads[i] <= noun and not hangs_on(heads, noun, i):
            heads[i], deps[i] = noun, "compound"
        beside = tag == "CD" and words[i + 1 : i + 2] in (["percent"], ["%"]) and heads[i + 1] != i + 1
        if beside and heads[i] != i and not i <= heads[i] <= i + 1 and not hangs_on(heads, i + 1, i):
            heads[i], deps[i] = i + 1, "nummod"  # "from 71 percent"
        if tag == "$":
            for j in range(max(i - 3, 0), i):
                bound = deps[j] == "advmod" and heads[j] > i and hangs_on(heads, heads[j], i)
                than = j == i - 2 and words[j + 1].lower() == "than" and heads[j + 1] == j and heads[j] < j
                if (bound or than) and heads[j] != j and not hangs_on(heads, i, j):
                    heads[j], deps[j] = i, "advmod"


def hold_portions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make it the Bolivians who do what "four in ten Bolivians" or "seven out of ten Bolivians" do."""
    for i, tag in enumerate(tags):
        behind = 2 if words[i + 1 : i + 2] == ["in"] else 3 if list(words[i + 1 : i + 3]) == ["out", "of"] else 0
        whole, people = i + behind, i + behind + 1
        if tag != "CD" or not behind or people >= len(tags) or tags[whole] != "CD" or tags[people] not in PLURAL:
            continue
        inside = range(i, people)
        loose = heads[people] in inside or (heads[i] == heads[people] and deps[people].startswith("obl"))
        if loose and heads[i] != people:
            root = heads[i] == i
            heads[people], deps[people] = people if root else heads[i], deps[i]
        for j, head in enumerate(heads):
            if head in inside and j not in inside:
                heads[j] = people
        heads[i], deps[i], heads[whole], deps[whole] = people, "nummod", i, "nmod"
        for j in inside[1:-1]:
            heads[j], deps[j] = whole, "case"


def count_parts(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "8 out of 55 seats" what is counted: "out" is no preposition of the seats, nor a noun before 8 of their phrase."""
    for i in range(1, len(heads) - 3):
        noun = heads[i]
        if words[i].lower() != "out" or words[i + 1].lower() != "of" or tags[i - 1] != "CD" or tags[i + 2] != "CD":
            continue
        if noun < i + 3 or not tags[noun].startswith("NN") or noun == heads[noun]:
            continue
        heads[i], deps[i], heads[i - 1], deps[i - 1] = i - 1, "advmod", noun, "nummod"
        heads[i + 2], deps[i + 2], heads[i + 1], deps[i + 1] = i - 1, "nmod", i + 2, "case"
        verb = heads[noun]
        for j in range(i - 1):  # "won in the 2006 election | 11 out of 55 seats"
            led = any(heads[k] == j and deps[k] == "case" for k in range(j))
            cases = [k for k in range(j) if heads[k] == noun and deps[k] == "case"]
            if heads[j] == noun and deps[j] == "compound" and (led or cases):
                heads[j], deps[j] = verb, "obl"
                for k in cases:
                    heads[k] = j
        own = any(heads[k] == noun and deps[k] == "case" for k in range(noun))
        if (
            deps[noun].startswith("obl")
            and not own
            and not any(heads[k] == verb and deps[k] == "obj" for k in range(len(heads)))
        ):
            deps[noun] = "obj"


def hold_multiples(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "more than" an adverb of "doubled" right behind it, whose subject is the noun that the tree hangs it on."""
    multiples = resources.table("numbers.toml")["multiples"]
    for i in range(len(heads) - 2):
        verb = i + 2
        if words[verb] not in multiples or [w.lower() for w in words[i:verb]] != ["more", "than"] or heads[i] == i:
            continue
        heads[i], deps[i], heads[i + 1], deps[i + 1] = verb, "advmod", i, "fixed"
        noun = heads[verb]
        if deps[verb] != "acl" or noun > i or heads[noun] != noun:
            continue
        for j, head in enumerate(heads):
            if head == noun and j > verb:
                heads[j] = verb
        heads[verb], heads[noun] = verb, verb
        deps[verb], deps[noun] = deps[noun], "nsubj"


def part_numbers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "150 seats" the whole in "won 76 | of 150 seats": what is counted hangs on the second number's side."""
    for i in range(1, len(heads) - 2):
        part, whole = i - 1, i + 1
        if words[i].lower() != "of" or tags[part] != "CD" or tags[whole] != "CD" or heads[whole] != part:
            continue
        noun = next((j for j in range(whole + 1, min(whole + 4, len(heads))) if tags[j] == "NNS"), None)
        if noun is None or any(deps[j] not in ("amod", "compound") for j in range(whole + 1, noun)):
            continue
        if heads[part] == noun:
            above = part if heads[noun] == noun else heads[noun]
            for j, head in enumerate(heads):
                if head == noun and (j < part or (above == part and j > noun and deps[j] not in OF_NOUNS)):
                    heads[j] = part
            heads[part], deps[part] = above, deps[noun]
        elif heads[noun] != part:
            continue
        heads[noun], deps[noun] = part, "nmod"
        heads[whole], deps[whole], heads[i], deps[i] = noun, "nummod", noun, "case"


def age_numbers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make one phrase of an age that hangs apart from its number: "left school at | age | 16"."""
    for age, number in pairwise(range(len(words))):
        apart = deps[age] == deps[number] == "obl" and heads[age] == heads[number]
        if apart and words[age].lower() == "age" and tags[number] == "CD":
            heads[age], deps[age] = number, "compound"


def list_numbers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Coordinate the numbers of a list before their noun, which has its preposition: "with 3.3, 2.2 and 2.1 percent"."""
    for first, dep in enumerate(deps):
        noun = heads[first]
        if tags[first] != "CD" or dep != "nummod" or noun < first + 3:
            continue
        rest = [i for i in range(first + 1, noun) if tags[i] == "CD"]
        joints = [words[i].lower() for i in range(first + 1, rest[-1]) if i not in rest] if rest else []
        if not joints or "and" not in joints or not {",", "and"}.issuperset(joints) or heads[rest[-1]] != noun:
            continue
        for i in range(first + 1, rest[-1] + 1):
            own = next(number for number in rest if number >= i)
            heads[i] = first if i == own else own
            deps[i] = "conj" if i == own else deps[i]
        for i in range(first):
            if heads[i] == first and deps[i] == "case" and words[i].lower() != "between":
                heads[i] = noun


def price_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what stands before "cost" and a sum its subject: "the census | cost 178 million kuna" is no "census cost"."""
    for verb, word in enumerate(words):
        if word.lower() != "cost" or verb == 0 or tags[verb - 1] not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        thing = verb - 1
        below = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
        summed = any(deps[i] == "obj" and i > verb and tags[i] != "DT" for i in below)
        if (
            heads[thing] != verb
            or deps[thing] != "compound"
            or not summed
            or not SUBJECTS.isdisjoint(deps[i] for i in below)
        ):
            continue
        deps[thing] = "nsubj"
        for i in below:
            if i < thing and deps[i] in BEFORE:
                heads[i] = thing
