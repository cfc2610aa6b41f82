"""What a tree of words scored one by one may have wrong as a whole, set right after decoding."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.number_repair import hangs_on

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl", "nsubj:outer"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})


COPULAR = frozenset(
    form for verb in ("become", "remain", "stay", "seem", "appear", "look", "turn") for form in (verb, verb + "s")
) | {"became", "becoming", "remained", "stayed", "seemed", "appeared", "looked", "turned"}

# Participles that say what somebody was made.
NAMING = frozenset(
    {"elected", "re-elected", "reelected", "appointed", "named", "nominated", "chosen", "crowned", "declared"}
)
HAVING = ("has", "have", "had", "having")
# How a phrase hangs on a verb before its subject that belongs to a participle there.
LOOSE = ("obl", "dislocated", "xcomp", "advcl")
# Prepositions that begin a clause as well: "after his predecessor resigned".
SUBORDINATORS = frozenset({"after", "before", "until", "since", "as"})


def free_copulas(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "is" before an infinitive an auxiliary: "it is to have" says what will be done, not what it is.

    `deps` is changed in place.
    """
    for i, dep in enumerate(deps):
        verb = heads[i]
        to = any(heads[j] == verb and words[j].lower() == "to" for j in range(i + 1, verb))
        if dep == "cop" and tags[verb] == "VB" and to:
            deps[i] = "aux"


def raise_cases(heads: list[int], deps: Sequence[str]) -> None:
    """Hang a preposition on the first word of what it marks, not on a number behind that: "in | March 2022".

    `heads` is changed in place.
    """
    for i, dep in enumerate(deps):
        marked = heads[i]
        above = heads[marked]
        if dep == "case" and i < above < marked and deps[marked] in ("nmod:unmarked", "nummod", "flat"):
            heads[i] = above


def name_described(heads: list[int], deps: list[str], tags: Sequence[str], persons: Sequence[bool]) -> None:
    """Hang a person's name on the noun right before it that says who it is: "daughter of the poet | Ana Bo"."""
    for i in range(1, len(heads)):
        beside = deps[i] == deps[i - 1] in ("nmod", "obl", "obl:agent") and heads[i] == heads[i - 1] < i - 1
        cased = any(heads[j] == i and deps[j] == "case" for j in range(len(heads)))
        if beside and persons[i] and not persons[i - 1] and tags[i - 1] == "NN" and not cased:
            heads[i], deps[i] = i - 1, "appos"


def raise_conjuncts(heads: list[int], deps: Sequence[str]) -> None:
    """Hang what goes with a name on its first word, as the other words do: "Burkina Faso and | Mali".

    `heads` is changed in place.
    """
    for i, dep in enumerate(deps):
        while dep in ("conj", "appos", "acl", "acl:relcl") and deps[heads[i]] == "flat" and heads[heads[i]] < heads[i]:
            heads[i] = heads[heads[i]]


def part_cases(heads: list[int], deps: Sequence[str], tags: Sequence[str]) -> None:
    """Hang a preposition on the noun right behind it where another one has its own: "after | extra time | in front".

    `heads` is changed in place.
    """
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
    """Make the mark of a participle a preposition where the noun that it modifies stands between: "lead to the reef being listed".

    `heads` and `deps` are changed in place.
    """
    for i, dep in enumerate(deps):
        verb = heads[i]
        noun = heads[verb]
        if dep == "mark" and deps[verb] == "acl" and i < noun < verb:
            heads[i], deps[i] = noun, "case"


def own_happenings(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make what a preposition marks its noun, and the participle behind modify that: "conditional on | banks | agreeing".

    `heads` and `deps` are changed in place.
    """
    for i, dep in enumerate(deps):
        noun = heads[i]
        clause = heads[noun]
        if dep != "case" or deps[noun] != "nsubj" or deps[clause] != "advcl" or tags[clause] != "VBG":
            continue
        above = heads[clause]
        if above == i - 1 and tags[above] in ("JJ", "VBN", "VBD", "VBZ", "VBP", "VB"):
            heads[noun], deps[noun], heads[clause], deps[clause] = above, "obl", noun, "acl"


def own_leavings(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "has" the verb of "has two years left", and "left" what is said of the years.

    `heads` (a root is its own head) and `deps` are changed in place.
    """
    for left, word in enumerate(words):
        if word.lower() != "left":
            continue
        above = heads[left]
        has = next(
            (i for i in range(left) if heads[i] == left and deps[i] == "aux" and words[i].lower() in HAVING), None
        )
        verb = above if has is None and above < left and words[above].lower() in HAVING else has
        if verb is None:
            continue
        noun = next((i for i in range(verb + 1, left) if heads[i] == left and deps[i].startswith(("obl", "obj"))), None)
        if noun is None or not any(
            heads[i] == noun and deps[i] in ("nummod", "amod", "det") for i in range(verb, noun)
        ):
            continue
        if verb == has:
            heads[verb], deps[verb] = (verb if above == left else above), deps[left]
        for i in range(len(words)):
            if heads[i] == left and (i < verb or words[i] == "."):
                heads[i] = verb
        heads[noun], deps[noun] = verb, "obj"
        heads[left], deps[left] = noun, "acl"


def mend_clauses(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the noun phrase between "after" and a finite verb the verb's subject, and a verb the conjunct of a verb.

    "after his predecessor, Ali, resigned" is a clause, not a phrase about a predecessor; in "was jailed for fraud and
    pardoned", "pardoned" goes with "jailed". `heads` (positions in the same sequence, a root is its own head) and `deps`
    are changed in place.
    """
    for verb, tag in enumerate(tags):
        subjects = [i for i in range(verb) if heads[i] == verb and deps[i] in SUBJECTS]
        if len(subjects) == 2 and tags[subjects[0]] in ("WDT", "WP"):
            deps[subjects[0]] = "obj"  # "a step that analysts criticised"
        if deps[verb] == "acl:relcl":
            _relate_object(verb, heads, deps, tags)
        if tag in FINITE and deps[verb] == "advcl":
            _seize_subject(verb, heads, deps, tags)
            own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
            before = [i for i in own if i < verb and deps[i] == "obl"]
            if len(before) == 1 and not any(deps[i] in SUBJECTS for i in own):
                noun = before[0]
                case = next((i for i in range(noun) if heads[i] == noun and deps[i] == "case"), None)
                if case is not None and words[case].lower() in SUBORDINATORS:
                    deps[noun], heads[case], deps[case] = "nsubj", verb, "mark"
                elif case is None and any(deps[i] == "mark" and i < noun for i in own):
                    deps[noun] = "nsubj"  # the same with "after" in its place
        if tag in ("VBN", "VBD") and deps[verb] == "conj" and tags[heads[verb]] == "JJ" and heads[verb] < verb - 2:
            beside = tags[verb - 1] == "CC" and heads[verb - 1] == verb and tags[verb - 2] in ("VBN", "VBD")
            heads[verb] = verb - 2 if beside else heads[verb]  # "a brutal attack that killed and | injured them"
        if tag in ("VBN", "VBD") and deps[verb] == "conj" and tags[heads[verb]] in ("NN", "NNS", "CD"):
            above = heads[verb]
            while heads[above] != above and tags[above] not in ("VBN", "VBD"):
                above = heads[above]
            joined = any(heads[i] == verb and deps[i] == "cc" and i == verb - 1 for i in range(verb))
            subject = any(heads[i] == verb and deps[i] in SUBJECTS for i in range(verb))
            if tags[above] == tag and above < verb and joined and not subject:
                heads[verb] = above


def _seize_subject(verb: int, heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Give a clause without a subject the noun between its conjunction and its verb that hangs outside of it."""
    own = [i for i in range(verb) if heads[i] == verb]
    mark = next((i for i in own if deps[i] == "mark"), None)
    if mark is None or any(deps[i] in SUBJECTS for i in own):
        return
    for i in range(mark + 1, verb):
        loose = not mark <= heads[i] <= verb and tags[i].startswith(("NN", "PRP")) and deps[i].startswith("obl")
        if loose and not any(heads[j] == i and deps[j] == "case" for j in range(i)):
            heads[i], deps[i] = verb, "nsubj"
            return


def _relate_object(verb: int, heads: Sequence[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a bare relative pronoun before a subject the object of its clause: "a step that analysts called a setback"."""
    own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
    bare = (i for i in own if tags[i] in ("WDT", "WP") and deps[i].startswith("obl"))
    pronoun = next((i for i in bare if not any(heads[j] == i for j in range(len(heads)) if j != i)), None)
    if pronoun is None or not any(deps[i] in SUBJECTS and pronoun < i < verb for i in own):
        return
    for i in own:
        if deps[i] == "obj" and i > verb:
            deps[i] = "xcomp"
    deps[pronoun] = "obj"


def return_adjuncts(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang the phrases behind a verb of saying on that verb: "It will build a port, the king told Parliament last week".

    Not on the verb of the clause that is reported before it. `heads` is changed in place.
    """
    for i, dep in enumerate(deps):
        told = heads[i]
        said = heads[told]
        if not dep.startswith(("obl", "obj", "iobj")) or deps[told] != "ccomp" or not told < said < i:
            continue
        first = next(j for j in range(said + 1, i + 1) if j == i or hangs_on(heads, j, i))
        between = range(said + 1, first)
        if all(hangs_on(heads, j, said) and not hangs_on(heads, j, told) and words[j] != "," for j in between):
            heads[i] = said


def give_objects(heads: list[int], deps: list[str], words: Sequence[str], persons: Sequence[bool]) -> None:
    """Make a person's name the object of a verb that has none, rather than its complement: "elected Ruth Adongo".

    What somebody is elected or named is a complement; who is, is not. `deps` is changed in place.
    """
    for i, dep in enumerate(deps):
        verb = heads[i]
        is_who = dep == "xcomp" and persons[i] and verb < i and words[verb].lower() not in COPULAR
        if is_who and not any(heads[j] == verb and deps[j] == "obj" for j in range(len(heads))):
            deps[i] = "obj"


def give_followers(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a phrase right behind a second verb its object, rather than an apposition to one before: "owns a ship and runs | a bar".

    `heads` and `deps` are changed in place.
    """
    for i, dep in enumerate(deps):
        if dep != "appos":
            continue
        verb = next((j for j in range(i - 1, heads[i], -1) if not hangs_on(heads, j, i)), i)
        joined = verb > heads[i] and deps[verb] == "conj" and tags[verb] in FINITE and not hangs_on(heads, i, verb)
        if joined and not any(heads[j] == verb and deps[j] in ("obj", "ccomp", "xcomp") for j in range(len(heads))):
            heads[i], deps[i] = verb, "obj"


def open_participles(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause of a participle that opens a sentence: "Appointed minister in April, she signed a loan".

    Up to the comma all is its own, and not of the verb that follows; so too behind a name, "Ana Bo, elected mayor in
    2010, resigned", where "retired general" would be a noun. `heads` and `deps` are changed in place.
    """
    for participle, tag in enumerate(tags):
        noun = heads[participle]
        if tag != "VBN" or deps[participle] not in ("amod", "compound") or noun <= participle:
            continue
        opening = participle == 0 and deps[noun].startswith(LOOSE) and heads[noun] > noun
        named = participle > 1 and words[participle - 1] == "," and deps[noun] == "appos" and heads[noun] < participle
        cased = any(heads[i] == noun and deps[i] in ("case", "det") for i in range(noun))
        above = heads[noun]
        comma = next((i for i in range(noun + 1, len(words)) if words[i] == ","), None)
        if cased or comma is None or not (opening or (named and words[participle].lower() in NAMING)):
            continue
        if opening and not any(heads[i] == above and deps[i] in SUBJECTS and comma < i < above for i in range(above)):
            continue
        verb = next((i for i in range(comma, len(words)) if tags[i] in FINITE and i in (above, heads[above])), None)
        if verb is None:
            continue
        heads[participle], deps[participle] = above, "advcl" if opening else "acl"
        heads[noun], deps[noun] = participle, "xcomp"
        for i in range(noun + 1, comma):
            if heads[i] == verb:
                heads[i] = participle
