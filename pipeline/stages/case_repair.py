"""What a preposition marks, where a tree of words scored one by one has it wrong, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

# Prepositions of who does something: "a battle fought | between the brothers".
ACTING = ("by", "between", "among")
# What stands before a noun and bears no preposition by itself.
PARTS = ("compound", "amod")
# Prepositions that no clause stands behind.
NAMING = ("during", "amid")
# What leads from the word behind "'s" to the noun that is owned: "Peru's | state-run media".
LEADING = frozenset({
    "amod", "compound", "nummod", "nmod:desc", "nmod:unmarked", "obl:unmarked", "advmod", "acl", "flat", "det", "nmod:poss",
})  # fmt: skip
# An owner that hangs so on the noun behind it is one under another label.
MISLABELLED = ("nmod", "nmod:unmarked", "nsubj")


def own_agents(heads: Sequence[int], deps: list[str], words: Sequence[str]) -> None:
    """Make a phrase with another preposition than "by" no agent: "was banned, according to | the board"."""
    for i, dep in enumerate(deps):
        if dep == "case" and deps[heads[i]] == "obl:agent" and words[i].lower() not in ACTING:
            deps[heads[i]] = "obl"


def lean_participles(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang a phrase on the participle that needs it: "a film written by Ana Bo based | on a novel"."""
    leaning = resources.table("control.toml")["leaning"]
    for i, word in enumerate(words[:-1]):
        noun = heads[i + 1]
        leads = words[i + 1].lower() in leaning.get(word.lower(), ()) and deps[i + 1] == "case"
        if leads and deps[i] in ("acl", "advcl", "conj") and noun > i + 1 and heads[noun] < i and noun != heads[noun]:
            heads[noun], deps[noun] = i, "obl"


def own_behind(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make what stands before "'s" the owner of the noun behind it, whatever it hangs on: "Bo lost | Sunday |'s election".

    The noun takes the place of its owner where it hangs on that.
    """
    for i, tag in enumerate(tags[:-1]):
        owner = heads[i]
        if tag != "POS" or deps[i] != "case" or owner >= i or deps[owner] in ("conj", "flat", "appos"):
            continue
        above, own = heads[owner], range(owner + 1, i)
        if above == owner or any(deps[j] == "cc" or not hangs_on(heads, j, owner) for j in own):
            continue
        if above > i and tags[above].startswith("NN"):
            deps[owner] = "nmod:poss" if deps[owner] in MISLABELLED else deps[owner]
        elif (noun := _owned(i, heads, deps, tags)) is not None:
            _give(noun, owner, i, heads, deps)


def _give(noun: int, owner: int, mark: int, heads: list[int], deps: list[str]) -> None:
    """Hang an owner on what it owns, which takes its preposition and what stands behind both."""
    above = heads[owner]
    first = next(j for j in range(owner + 1) if j == owner or hangs_on(heads, j, owner))
    led = [
        j for j in range(owner) if deps[j] == "case" and (heads[j] == owner or (j == first - 1 and heads[j] != noun))
    ]
    if led and any(heads[j] == noun and deps[j] == "case" for j in range(noun)):
        return
    if hangs_on(heads, noun, owner):
        if heads[noun] != owner:
            return
        heads[noun], deps[noun] = above, "nmod" if led and deps[owner] == "nmod:poss" else deps[owner]
    elif led and not deps[noun].startswith(("obl", "nmod")):
        if heads[noun] != above:
            return
        deps[noun] = deps[owner]
    for j in (*led, *(j for j in range(mark + 1, len(heads)) if heads[j] == owner)):
        heads[j] = noun
    heads[owner], deps[owner] = noun, "nmod:poss"


def _owned(mark: int, heads: Sequence[int], deps: Sequence[str], tags: Sequence[str]) -> int | None:
    """The noun that the words behind "'s" lead to: "election" of "Sunday's | disputed presidential | election"."""
    noun, i = None, mark + 1
    while True:
        noun = i if tags[i].startswith("NN") and (i + 1 == len(tags) or tags[i + 1] != "HYPH") else noun
        if heads[i] <= i or deps[i] not in LEADING:
            return noun
        i = heads[i]


def raise_cases(heads: list[int], deps: Sequence[str]) -> None:
    """Hang a preposition on what it marks, not on a number behind or a noun before that: "in | March 2022", "with rebel | groups"."""
    for i, dep in enumerate(deps):
        marked = heads[i]
        above = heads[marked]
        if dep == "case" and i < above < marked and deps[marked] in ("nmod:unmarked", "nummod", "flat"):
            heads[i] = above
        elif dep == "case" and i < marked < above and deps[marked] in PARTS and deps[above].startswith(("obl", "nmod")):
            heads[i] = above  # "fighting with | rebel | groups", "born in | New | Jersey"


def part_cases(heads: list[int], deps: Sequence[str], tags: Sequence[str]) -> None:
    """Hang a preposition on the noun right behind it where another one has its own: "after | extra time | in front"."""
    for i, dep in enumerate(deps):
        marked = heads[i]
        if dep != "case" or marked <= i + 2:
            continue
        second = next((j for j in range(i + 1, marked) if deps[j] == "case" and heads[j] == marked), marked)
        noun = second - 1
        if i < noun and second < marked and heads[noun] != marked and tags[noun] in ("NN", "NNS", "NNP", "NNPS"):
            outside = not any(deps[j] == "case" and heads[j] == noun for j in range(i, noun))
            if outside and not hangs_on(heads, noun, marked):
                heads[i] = noun


def mend_marks(heads: list[int], deps: list[str]) -> None:
    """Make the mark of a participle a preposition where the noun that it modifies stands between: "lead to the reef being listed"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        noun = heads[verb]
        if dep == "mark" and deps[verb] == "acl" and i < noun < verb:
            heads[i], deps[i] = noun, "case"


def mark_due(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "due to" marks of the infinitive behind them where "is" is its own, not a preposition: "is | due to | hold talks"."""
    for due in range(1, len(words) - 2):
        if words[due].lower() != "due" or words[due + 1].lower() != "to":
            continue
        verb = next((i for i in range(due + 2, len(words)) if not tags[i].startswith("RB")), due)
        if verb == due or tags[verb] != "VB":
            continue
        verb = heads[verb] if deps[verb].startswith(("aux", "cop")) else verb
        if not any(heads[i] == verb and deps[i].startswith(("aux", "cop")) for i in range(due)):
            continue
        if heads[verb] == due:
            heads[verb], deps[verb] = verb if heads[due] == due else heads[due], deps[due]
        for i in (due, due + 1):
            heads[i], deps[i] = verb, "mark"


def name_actions(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a noun of what stands behind a preposition that begins no clause: "they died during | fighting | in Kidal"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "mark" or words[i].lower() not in NAMING or tags[verb] != "VBG":
            continue
        if not any(heads[j] == verb and deps[j] in ("obj", *SUBJECTS) for j in range(len(heads))):
            deps[i], deps[verb] = "case", "nmod" if tags[heads[verb]].startswith("NN") else "obl"


def case_comparisons(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "than" before a phrase without a verb a preposition: "were lower | than in | the same month".

    What it compares with is that of the comparative before it, not of a verb before both: "went, four less | than in May |".
    """
    for i, dep in enumerate(deps):
        marked = heads[i]
        beside = i > 0 and tags[i - 1] == "JJR" and words[i].lower() == "than" and marked > i
        if beside and dep in ("case", "mark") and heads[marked] < heads[i - 1] < i and deps[marked] == "obl":
            heads[marked] = i - 1
        if dep == "mark" and words[i].lower() == "than" and deps[marked] == "obl" and tags[marked].startswith("NN"):
            deps[i] = "case"
