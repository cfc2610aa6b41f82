"""What is coordinated with what, where a tree of words scored one by one has it wrong, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

# What a participle would have that does more than tell what befell its subject.
HELD = frozenset({"aux", "aux:pass", "cop", "obj", "xcomp", "ccomp"})
# Words from one part of a name with "&" to the other, at most.
NEAR = 5
# What stands before the noun that it belongs to, and what a bare noun before a verb is taken for that is its subject.
MODIFIERS = frozenset({"amod", "compound", "nummod", "det", "nmod:poss", "nmod:desc"})
BARE = frozenset({"obl", "obl:unmarked", "compound", "dislocated", "nmod", *SUBJECTS})


def hold_denials(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang what denies a subject on it, or it on that: "neither | Peru nor Chile | won", "neither | of the two | won"."""
    for i, dep in enumerate(deps):
        start = i
        while start > 0 and hangs_on(heads, start - 1, i):
            start -= 1
        first = start - 1
        if dep not in SUBJECTS or first < 0 or heads[first] != heads[i]:
            continue
        if deps[first] == "cc:preconj" and any(deps[j] == "conj" and heads[j] == i for j in range(i, len(heads))):
            heads[first] = i
        elif words[start].lower() == "of" and deps[start] == "case" and words[first].lower() in ("neither", "none"):
            heads[first], deps[first] = heads[i], dep
            heads[i], deps[i] = first, "nmod"


def end_lists(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Join the end of a list that a participle behind a comma took for its subject: "raided a bank and | six shops, killing ten"."""
    for noun, dep in enumerate(deps):
        verb = heads[noun]
        if dep not in SUBJECTS or tags[verb] != "VBG" or deps[verb] not in ("advcl", "conj"):
            continue
        joined = next((i for i in range(noun) if heads[i] in (noun, verb) and deps[i] == "cc"), None)
        above = heads[verb]
        if noun > verb or joined is None or above >= joined or words[verb - 1] != ",":
            continue
        things = [i for i in range(above, joined) if heads[i] == above and deps[i] in ("obj", "obl", "obl:agent")]
        thing = next((i for i in things if deps[i] == "obj"), things[-1] if things else None)
        if thing is not None and not any(heads[i] == verb and deps[i] in ("aux", "mark") for i in range(verb)):
            heads[noun], deps[noun], heads[joined], deps[verb] = thing, "conj", noun, "advcl"


def free_pairs(heads: Sequence[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "both" before a plural that is joined to nothing a determiner: "replaced | both full-backs"."""
    for i, dep in enumerate(deps):
        if dep == "cc:preconj" and words[i].lower() == "both":
            joined = any(deps[j] == "conj" and heads[j] == heads[i] for j in range(i + 1, len(heads)))
            deps[i] = dep if joined or heads[i] < i else "det"


def hold_lists(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make alike phrases before the last of a list items of it: "a truck, | a tank, and two guns", "Bo, | Li and Ho"."""
    for i, dep in enumerate(deps):
        first = heads[i]
        beside = dep == "appos" or (dep == "nmod:desc" and persons[i] and words[i - 1] == ",")
        if not beside or first > i or not (tags[first].startswith("NN") and tags[i].startswith("NN")):
            continue
        top = heads[first] if deps[first] == "conj" else first
        later = (j for j in range(i + 1, len(heads)) if heads[j] in (top, first, i) and deps[j] in ("conj", "appos"))
        joined = ((j, k) for j in later for k in range(i + 1, j) if heads[k] == j and deps[k] == "cc")
        last, cc = next(joined, (None, None))
        if last is None or cc is None:
            continue
        starts = [_opening(heads, tags, words, j) for j in (first, i)]
        named = persons[first] and persons[i] and persons[last]
        # "A boy, | his sister, and two men": another person beside the boy
        owned = starts[0] == "a" and words[cc - 1] == "," and any(tags[j] == "PRP$" and heads[j] == i for j in range(i))
        if named or owned or (starts[0] == starts[1] and starts[0] in ("a", "number", "many")):
            heads[i], deps[i] = top, "conj"
            if heads[last] == i:
                heads[last], deps[last] = top, "conj"


def _opening(heads: Sequence[int], tags: Sequence[str], words: Sequence[str], noun: int) -> str:
    """How a noun phrase begins: with "a", a number, as bare plural, or else."""
    own = [j for j in range(noun) if heads[j] == noun]
    if any(words[j].lower() in ("a", "an") for j in own):
        return "a"
    if any(tags[j] == "CD" for j in own):
        return "number"
    return "many" if tags[noun] == "NNS" and not any(tags[j] in ("DT", "PRP$", "POS") for j in own) else ""


def join_ampersands(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make one name of two that "&" joins: "Marks | & | Spencer", which is no list of two."""
    for i, word in enumerate(words):
        second = heads[i]
        first = heads[second]
        named = tags[first].startswith("NNP") and tags[second].startswith("NNP")
        if word == "&" and deps[second] == "conj" and named and first < i < second and second - first <= NEAR:
            deps[second], deps[i], heads[i] = "flat", "flat", first
            for j, head in enumerate(heads):
                if head == second and j > second:
                    heads[j] = first


def join_modified(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Join a noun to the one before it together with the participle that modifies it: "burns or breathing | problems".

    The conjunction stands before both of them.
    """
    for i, dep in enumerate(deps):
        first, noun = heads[i], i + 1
        named = noun < len(tags) and tags[noun] in ("NN", "NNS") and tags[first] in ("NN", "NNS") and first < i
        if dep == "conj" and tags[i] == "VBG" and named and heads[noun] in (first, heads[first]):
            heads[noun], deps[noun], heads[i], deps[i] = first, "conj", noun, "amod"
    for i, dep in enumerate(deps):
        modifier = heads[i]
        noun = heads[modifier]
        modifies = deps[modifier] in ("amod", "compound") and tags[modifier] != "NNP"
        if dep == "cc" and modifies and deps[noun] == "conj" and heads[noun] < i < noun:
            heads[i] = noun


def share_heads(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make two nouns before a third one both modify that: "took part in | reconstruction and development | projects"."""
    for i in range(2, len(heads) - 1):
        first, noun = i - 2, i + 1
        joined = deps[i] == deps[noun] == "conj" and heads[i] == heads[noun] == first and deps[i - 1] == "cc"
        if not joined or tags[first] != "NN" or tags[i] != "NN" or tags[noun] not in ("NN", "NNS"):
            continue
        heads[noun], deps[noun] = heads[first], deps[first]
        for j in range(len(heads)):
            if heads[j] == first and j not in (i, i - 1):
                heads[j] = noun
        heads[first], deps[first], heads[i - 1] = noun, "compound", i


def mend_gaps(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a second verb of what was taken for a modifier of a second subject: "five were killed and six | wounded".

    And give a second participle the subject right before it, which was joined to the first one; what befalls somebody is
    done to its subject, whatever its tag.
    """
    befalling = resources.words("control.toml", "befallen")
    for i, dep in enumerate(deps):
        if dep == "nsubj" and i < heads[i] and words[heads[i]].lower() in befalling:
            fate = heads[i]
            own = any(heads[j] == fate and deps[j] in HELD for j in range(len(heads)))
            if deps[fate] == "conj" and not own and _is_undergone(heads[fate], heads, deps, tags):
                deps[i] = "nsubj:pass"
        first = heads[i]
        verb = heads[first]
        if dep == "conj" and tags[i].startswith("NN") and _is_undergone(first, heads, deps, tags):
            first, verb = i, heads[i]  # joined to the first participle itself
        elif dep != "conj" or not deps[first].startswith("nsubj") or not first < verb < i:
            continue
        if tags[verb] != "VBN":
            continue
        below = (j for j in range(i + 1, len(heads)) if heads[j] == i and deps[j] == "acl")
        beside = i + 1 < len(heads) and heads[i + 1] == verb and deps[i + 1] == "conj"
        second = i + 1 if beside else next(below, None)
        if second is None or tags[second] not in ("VBN", "VBD") or second > i + 2:
            continue
        for j in range(verb + 1, i):
            if heads[j] == i and deps[j] == "cc":
                heads[j] = second
        heads[second], deps[second], heads[i], deps[i] = verb, "conj", second, "nsubj:pass"


def _is_undergone(verb: int, heads: Sequence[int], deps: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether a participle has its own form of "be": "were killed"."""
    return tags[verb] == "VBN" and any(heads[i] == verb and deps[i] == "aux:pass" for i in range(verb))


def mend_verbs(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Give a second verb the second object, not the first one: "killed six clerks and | wounded | two others".

    No adjective stands before the number of its noun.
    """
    for i in range(2, len(heads) - 2):
        if tags[i] not in ("VBD", "VBN") or tags[i - 1] != "CC" or tags[i + 1] != "CD":
            continue
        noun = i + 1 if deps[i + 1] == "conj" else heads[i + 1]  # "and | wounded | 30" leaves out its noun
        first = heads[noun]
        verb = heads[first]
        joined = noun > i and deps[noun] == "conj" and deps[first] == "obj" and verb < first < i
        hung = (heads[i], deps[i]) in ((noun, "amod"), (verb, "conj"))
        if joined and hung and tags[verb].startswith("V"):
            heads[i], deps[i], heads[noun], deps[noun], heads[i - 1] = verb, "conj", i, "obj", i


def raise_conjuncts(heads: list[int], deps: Sequence[str]) -> None:
    """Hang what goes with a name on its first word, as the other words do: "Burkina Faso and | Mali"."""
    for i, dep in enumerate(deps):
        while dep in ("conj", "appos", "acl", "acl:relcl") and _goes_on(heads, deps, heads[i]):
            heads[i] = heads[heads[i]]


def _goes_on(heads: Sequence[int], deps: Sequence[str], last: int) -> bool:
    """Whether a word goes on with the name that its head begins; what stands further off is another name."""
    first = heads[last]
    return deps[last] == "flat" and first < last and all(heads[i] == first for i in range(first + 1, last))


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


def raise_links(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Hang what joins a noun to a list on the noun, not on a word before it: "US troops | and | UN forces fought".

    A bare noun before a link that begins a subject is joined to its first word where that is an adjective of a people,
    "| coalition and Iraqi | forces came", else to its noun.
    """
    for i, dep in enumerate(deps):
        if dep != "cc" or i == 0 or deps[heads[i]] not in MODIFIERS:
            continue
        noun = heads[i]
        while deps[noun] in MODIFIERS and heads[noun] > noun > i and _begins(heads, i, heads[noun]):
            noun = heads[noun]
        heads[i] = noun
        first, verb = i - 1, heads[noun]
        bare = heads[first] == verb != noun and deps[first] in BARE and tags[first].startswith("NN")
        if not bare or deps[noun] not in SUBJECTS or not first < noun < verb:
            continue
        own = {deps[j] for j in range(first) if heads[j] == first}
        people = tags[i + 1] == "JJ" and words[i + 1][:1].isupper() and heads[i + 1] == noun
        if people and tags[first] in ("NN", "NNP") and not persons[first] and own.isdisjoint(("case", "det")):
            heads[first], deps[first] = noun, "compound"
            heads[i], heads[i + 1], deps[i + 1] = i + 1, first, "conj"
        elif "case" not in own:
            heads[noun], deps[first], deps[noun] = first, deps[noun], "conj"


def _begins(heads: Sequence[int], first: int, noun: int) -> bool:
    """Whether the phrase of a noun holds nothing before a word."""
    return not any(hangs_on(heads, i, noun) for i in range(first))


def part_modifiers(heads: Sequence[int], deps: list[str], words: Sequence[str]) -> None:
    """Make a phrase right behind a noun no item of a list where nothing joins it: "points | for mortar and rocket attacks |"."""
    for case, dep in enumerate(deps):
        noun = heads[case]
        first = heads[noun]
        if dep != "case" or deps[noun] != "conj" or not first == case - 1 < noun or not words[first].isalpha():
            continue
        if not any(heads[j] == noun and deps[j] == "cc" for j in range(first, case)):
            deps[noun] = "nmod"
