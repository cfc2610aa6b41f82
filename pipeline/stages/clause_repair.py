"""Which clause a word belongs to, and as what, where a tree of words scored one by one has it wrong.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import FINITE, SUBJECTS, hangs_on

QUOTES = ('"', "“", "``", "'", "‘")
# How a phrase hangs on a verb before its subject that belongs to a participle there.
LOOSE = ("obl", "dislocated", "xcomp", "advcl")
# Prepositions that begin a clause as well: "after his predecessor resigned".
HAVING = ("has", "have", "had", "having")
SPENDING = ("spend", "spends", "spent", "spending")
SUBORDINATORS = frozenset({"after", "before", "until", "since", "as"})


def open_participles(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause of a participle that opens a sentence: "Appointed minister in April, she signed a loan".

    Up to the comma all is its own, and not of the verb that follows; so too behind a name, "Ana Bo, elected mayor in
    2010, resigned", where "retired general" would be a noun.
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
        made = named and words[participle].lower() in resources.table("control.toml")["naming"]
        if cased or comma is None or not (opening or made):
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


def open_clauses(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the noun phrase between "after" and a finite verb its subject: "after | his predecessor, Ali, | resigned"."""
    for verb, tag in enumerate(tags):
        if tag not in FINITE or deps[verb] != "advcl":
            continue
        _seize_subject(verb, heads, deps, tags)
        own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
        before = [i for i in own if i < verb and deps[i] == "obl"]
        if len(before) != 1 or any(deps[i] in SUBJECTS for i in own):
            continue
        noun = before[0]
        case = next((i for i in range(noun) if heads[i] == noun and deps[i] == "case"), None)
        if case is not None and words[case].lower() in SUBORDINATORS:
            deps[noun], heads[case], deps[case] = "nsubj", verb, "mark"
        elif case is None and any(deps[i] == "mark" and i < noun for i in own):
            deps[noun] = "nsubj"  # the same with "after" in its place


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


def agree_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a plural verb its plural subject: "In Touba, the second city, | the leaders | have endorsed nobody".

    What was taken for its subject describes the name before it.
    """
    for city, dep in enumerate(deps):
        verb = heads[city]
        if dep not in SUBJECTS or tags[city] != "NN" or verb < city:
            continue
        forms = [
            i
            for i in range(city + 1, verb + 1)
            if i == verb or (heads[i] == verb and deps[i].startswith(("aux", "cop")))
        ]
        many = any(tags[i] == "VBP" or words[i].lower() == "were" for i in forms)
        beside = [i for i in range(city + 1, verb) if heads[i] == city and deps[i] == "appos" and tags[i] == "NNS"]
        first = next(i for i in range(city + 1) if i == city or hangs_on(heads, i, city))
        parted = first > 1 and words[first - 1] == "," and tags[first - 2].startswith("NNP")
        if many and beside and parted:
            heads[beside[0]], deps[beside[0]] = verb, dep
            heads[city], deps[city] = first - 2, "appos"


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


def free_copulas(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make "is" before an infinitive an auxiliary: "it is to have" says what will be done, not what it is."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        to = any(heads[j] == verb and words[j].lower() == "to" for j in range(i + 1, verb))
        if dep == "cop" and tags[verb] == "VB" and to:
            deps[i] = "aux"


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
            if heads[i] == verb and deps[i] == "obl":
                heads[i] = clause


def return_adjuncts(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang the phrases behind a verb of saying on that verb: "It will build a port, the king told Parliament last week".

    Not on the verb of the clause that is reported before it.
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


def date_perfects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a time with "since" on the perfect that goes on since then: "has been fighting to change it | since 1987"."""
    for i, dep in enumerate(deps):
        aim = heads[i]
        told = heads[aim]
        since = any(heads[j] == i and deps[j] == "case" and words[j].lower() == "since" for j in range(aim + 1, i))
        if not dep.startswith("obl") or not since or tags[aim] != "VB" or not told < aim < i:
            continue
        lasting = any(heads[j] == told and deps[j] == "aux" and words[j].lower() in HAVING for j in range(told))
        if lasting and not any(heads[j] == aim and deps[j].startswith("nsubj") for j in range(len(heads))):
            heads[i] = told


def give_objects(
    heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str], persons: Sequence[bool]
) -> None:
    """Make who is elected or named the object, not the complement: "the king named | Ana Bo | minister".

    Nor a part of the office behind the name. Not without a subject: "a girl named Ana Bo".
    """
    naming = resources.table("control.toml")["naming"]
    for i, dep in enumerate(deps):
        office, verb = i, heads[i]
        if dep in ("compound", "nmod", "nmod:poss") and persons[i] and tags[verb] == "NN" and not persons[verb]:
            office, verb = verb, heads[verb]
        named = deps[office] in ("xcomp", "obj") and persons[i] and i > verb != office
        if not named or words[verb].lower() not in naming or (office == i and dep != "xcomp"):
            continue
        own = {deps[j] for j in range(len(heads)) if heads[j] == verb and j not in (verb, office)}
        if "nsubj" in own and "obj" not in own:
            heads[i], deps[i] = verb, "obj"
            deps[office] = "xcomp" if office != i else "obj"


def open_gerunds(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a gerund that opens a clause its subject, not a noun that "and" joins to another: "Fighting with rebels and the army has killed 7"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "nsubj" or verb < i:
            continue
        cc = next((j for j in range(i) if deps[j] == "cc" and heads[j] in (i, verb)), None)
        if not cc or not all(hangs_on(heads, j, i) for j in range(cc + 1, i)):
            continue
        gerund = next((j for j in range(cc) if heads[j] == verb and deps[j] == "advcl" and tags[j] == "VBG"), None)
        if gerund is not None and "," not in words[gerund:i] and tags[cc - 1].startswith("NN"):
            heads[i], deps[i], heads[cc], deps[gerund] = cc - 1, "conj", i, "csubj"


def hold_gerunds(heads: Sequence[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a gerund right behind the particle of its verb what the verb is said of: "ruled out | joining the pact"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        particle = i > 1 and deps[i - 1] == "compound:prt" and heads[i - 1] == verb == i - 2
        if tags[i] == "VBG" and dep == "advcl" and particle and not any(heads[j] == i for j in range(i)):
            deps[i] = "xcomp"


def hold_perceived(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a gerund right behind "were seen" what they were seen doing: "were seen | fleeing the town"."""
    perceived = resources.table("control.toml")["perceived"]
    for i, dep in enumerate(deps):
        verb = heads[i]
        gerund = dep == "advcl" and tags[i] == "VBG" and verb == i - 1 and words[verb].lower() in perceived
        if gerund and any(heads[j] == verb and deps[j] == "aux:pass" for j in range(verb)):
            deps[i] = "xcomp"


def hold_spent(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a participle that says what time or money was spent on a complement: "spent two years | teaching | in Lima"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "advcl" or verb > i or words[verb].lower() not in SPENDING or tags[i] not in ("VBG", "VBN"):
            continue
        own = [j for j in range(verb + 1, i) if heads[j] == i]
        being = next((j for j in own if words[j].lower() == "being"), i)
        told = tags[i] == "VBG" or being < i
        if not told or any(deps[j] == "mark" for j in own) or "," in words[verb:i]:
            continue
        if any(heads[j] == verb and deps[j] == "obj" for j in range(verb, i)):
            deps[i] = "xcomp"
            for j in own:
                if j < being and deps[j].startswith("obl"):
                    heads[j] = verb  # "spent a day | in Lima | being trained"


def own_leavings(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "has" the verb of "has two years left", and "left" what is said of the years."""
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


def join_participles(heads: list[int], deps: Sequence[str], tags: Sequence[str]) -> None:
    """Join a participle to the one before it, not to their noun: "is a film based on a play and | directed by Bo"."""
    for i, dep in enumerate(deps):
        noun = heads[i]
        if dep != "conj" or tags[i] != "VBN" or noun > i or not tags[noun].startswith("NN"):
            continue
        own = {deps[j] for j in range(noun + 1, len(heads)) if heads[j] == i}
        first = (j for j in range(noun + 1, i) if heads[j] == noun and deps[j] == "acl" and tags[j] == "VBN")
        if own.isdisjoint(("obj", "aux", "aux:pass")) and own.isdisjoint(SUBJECTS):
            heads[i] = next(first, noun)


def open_now(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Make "now that" the conjunction of its clause, before what is said: "says | now that he eats | he is better"."""
    for i in range(len(heads) - 2):
        if words[i].lower() != "now" or words[i + 1].lower() != "that" or deps[i + 1] != "mark":
            continue
        first = heads[i + 1]
        above = heads[i] if heads[first] == i else heads[first]
        if above < i:
            later = range(first + 1, len(heads))
            then = next((j for j in later if heads[j] in (above, first) and deps[j] in ("ccomp", "parataxis")), None)
            if then is not None and any(heads[j] == then and deps[j] in SUBJECTS for j in range(first + 1, then)):
                heads[then], deps[then], above = above, "ccomp", then
            elif deps[first] == "ccomp":
                continue
        if deps[first] in ("ccomp", "advcl", "acl"):
            heads[i], deps[i], heads[first], deps[first] = first, "mark", above, "advcl"
            heads[i + 1], deps[i + 1] = i, "fixed"
