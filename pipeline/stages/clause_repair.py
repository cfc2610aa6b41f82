"""Which clause a phrase belongs to, where a tree of words scored one by one has it wrong, set right after decoding.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline import resources
from pipeline.stages.number_repair import hangs_on
from pipeline.stages.tree_repair import SUBJECTS

QUOTES = ('"', "“", "``", "'", "‘")
# How a phrase hangs on a verb that it may be taken from.
ADJUNCTS = ("obl", "advmod", "nsubj")
# What may stand between a modifier and its noun, and how many tokens.
MODIFIERS = ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBN", "VBG", "HYPH", "POS")
NEAR = 5
# What stands before a level that something is set beside.
LEVELS = frozenset({"below", "above", "near", "under", "over", "beyond", "past", "around", "from", "than", "of"})
# How a clause behind a semicolon hangs on the one before it.
JOINED = ("parataxis", "conj", "ccomp")


def hold_reported(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang what a sentence begins with on the clause that is reported: "At 2 degrees, they say, the reefs would die"."""
    for clause, dep in enumerate(deps):
        verb = heads[clause]
        if dep != "ccomp" or verb + 1 >= clause or words[verb + 1] != "," or words[verb + 2] in QUOTES:
            continue  # 'After the match, she said, "We won"' is told after the match
        subject = next((i for i in range(verb) if heads[i] == verb and deps[i] in SUBJECTS), None)
        if subject is None:
            continue
        first = next(i for i in range(verb) if i == subject or hangs_on(heads, i, subject))
        if first == 0 or words[first - 1] != ",":
            continue
        for i in range(first):
            if heads[i] == verb and deps[i].startswith("obl"):
                heads[i] = clause


def part_clauses(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang what stands behind a semicolon on the clause there: "70 percent would die; at 2 degrees, | hardly 1 is left"."""
    for mark, word in enumerate(words):
        if word != ";":
            continue
        clause = next((i for i in range(mark + 1, len(heads)) if heads[i] < mark and deps[i] in JOINED), None)
        if clause is None:
            continue
        for i in range(mark + 1, clause):
            if heads[i] < mark and deps[i].startswith(ADJUNCTS) and not hangs_on(heads, clause, i):
                heads[i] = clause


def relate_conjuncts(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a clause with "who" or "which" as its subject modify its noun: "a member | who openly and publicly opposed it"."""
    for verb, dep in enumerate(deps):
        if dep != "conj" or not tags[verb].startswith("V") or not tags[heads[verb]].startswith("NN"):
            continue
        own = [i for i in range(heads[verb] + 1, verb) if heads[i] == verb]
        if any(tags[i] in ("WP", "WDT") and deps[i] in SUBJECTS for i in own) and all(deps[i] != "cc" for i in own):
            deps[verb] = "acl:relcl"


def hang_lower(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang a phrase behind the object of a second verb on that verb: "formed a band in 1997 and released an album | in 2000"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if not dep.startswith("obl") or verb >= i:
            continue
        second = next((j for j in range(i - 1, verb, -1) if heads[j] == verb and deps[j] == "conj"), None)
        if second is None or not tags[second].startswith("V"):
            continue
        if any(heads[j] == second and deps[j] == "obj" and second < j < i for j in range(second + 1, i)):
            heads[i] = second


def hold_modifiers(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang what stands before a noun on it, and on no noun further before: "the killing of a | U.N. officer"."""
    for i, dep in enumerate(deps):
        far = dep in ("compound", "amod", "det") and heads[i] < i - 1 and tags[heads[i]].startswith("NN")
        listed = dep == "conj" and tags[i] == "JJ" and i + 1 < len(heads) and heads[i + 1] == heads[i] != i
        if not far and not (listed and deps[i + 1] == "conj"):
            continue
        noun = next((j for j in range(i + 1, min(i + NEAR, len(heads))) if tags[j].startswith("NN")), None)
        while noun is not None and noun + 1 < len(heads) and heads[noun] == noun + 1 and deps[noun] == "compound":
            noun += 1
        if noun is None or hangs_on(heads, noun, i) or not all(tags[j] in MODIFIERS for j in range(i + 1, noun)):
            continue
        heads[i], deps[i] = noun, "amod" if listed else dep


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


def hold_names(heads: list[int], deps: list[str]) -> None:
    """Hang the words of a name in pieces on its last word: "Cheikh Anta | Diop | University" is one phrase."""
    for i, dep in enumerate(deps):
        first = heads[i]
        last = heads[first]
        inside = dep == "flat" and deps[first] == "compound" and first < i < last
        if inside and any(heads[j] == last for j in range(first + 1, i)):
            heads[i], deps[i] = last, "compound"


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


def mend_gaps(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a second verb of what was taken for a modifier of a second subject: "five were killed and six | wounded"."""
    for i, dep in enumerate(deps):
        first = heads[i]
        verb = heads[first]
        if dep != "conj" or not deps[first].startswith("nsubj") or not first < verb < i or tags[verb] != "VBN":
            continue
        second = next((j for j in range(i + 1, len(heads)) if heads[j] == i and deps[j] == "acl"), None)
        if second is None or tags[second] not in ("VBN", "VBD") or second > i + 2:
            continue
        for j in range(verb + 1, i):
            if heads[j] == i and deps[j] == "cc":
                heads[j] = second
        heads[second], deps[second], heads[i], deps[i] = verb, "conj", second, "nsubj:pass"


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
        last = next((j for j in later if any(heads[k] == j and deps[k] == "cc" for k in range(i + 1, j))), None)
        if last is None:
            continue
        starts = [_opening(heads, tags, words, j) for j in (first, i)]
        named = persons[first] and persons[i] and persons[last]
        if named or (starts[0] == starts[1] and starts[0] in ("a", "number", "many")):
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


def raise_finite(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Join a finite verb to the clause around a participle, not to that: "are members serving abroad, | bear ranks and"."""
    for i, dep in enumerate(deps):
        above = heads[i]
        if dep != "conj" or tags[i] not in ("VBZ", "VBP") or tags[above] not in ("VBG", "VBN"):
            continue
        own = {deps[j] for j in range(len(heads)) if heads[j] in (i, above) and j not in (i, above)}
        if deps[above] != "acl" or not own.isdisjoint((*SUBJECTS, "aux", "aux:pass", "cop")):
            continue
        top = heads[above]
        while heads[top] != top and not _is_clause(heads, deps, tags, top):
            top = heads[top]
        if _is_clause(heads, deps, tags, top) and top < above:
            heads[i] = top


def _is_clause(heads: Sequence[int], deps: Sequence[str], tags: Sequence[str], head: int) -> bool:
    """Whether a token heads a clause with a finite verb."""
    verbs = [head, *(j for j in range(len(heads)) if heads[j] == head and deps[j] in ("aux", "cop", "aux:pass"))]
    return any(tags[j] in ("VBZ", "VBP", "VBD", "MD") for j in verbs)


def free_relatives(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make "what" behind a preposition the head of its clause: "after | what scientists called months of delay"."""
    for what, tag in enumerate(tags):
        verb = heads[what]
        if tag != "WP" or deps[verb] != "acl:relcl" or not heads[verb] < what < verb:
            continue
        if not any(deps[i] == "case" and heads[i] == what for i in range(heads[verb] + 1, what)):
            continue
        above = heads[verb]
        while heads[above] != above and not tags[above].startswith("V"):
            above = heads[above]
        heads[what], deps[what], heads[verb] = above, "obl", what


@cache
def _attained() -> frozenset[str]:
    return frozenset(resources.table("control.toml")["attained"])


def modify_nouns(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make a bare past form modify the noun before it where that has a preposition: "below the peak | reached in May".

    What has a preposition is no subject.
    """
    for verb, word in enumerate(words):
        if word.lower() not in _attained() or deps[verb] not in ("conj", "advcl", "parataxis", "ccomp"):
            continue
        own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
        held = any(deps[i] in ("obj", "ccomp", "xcomp", "compound:prt") or deps[i].startswith("aux") for i in own)
        nouns = [i for i in own if i < verb and (deps[i] == "obl" or deps[i] in SUBJECTS)]
        if held or len(nouns) != 1:
            continue
        noun = nouns[0]
        marks = {deps[i] for i in range(noun) if heads[i] == noun}
        beside = all(i in (noun, verb) or hangs_on(heads, i, noun) for i in range(noun, verb))
        cases = {words[i].lower() for i in range(noun) if heads[i] == noun and deps[i] == "case"}
        if beside and {"case", "det"} <= marks and cases <= LEVELS:
            heads[noun], deps[noun] = heads[verb], "conj" if deps[verb] == "conj" else "obl"
            heads[verb], deps[verb] = noun, "acl"
            for i in own:
                if i < noun:
                    heads[i] = noun


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
