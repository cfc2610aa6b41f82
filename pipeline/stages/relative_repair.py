"""What a relative clause modifies, and what its pronoun is in it, where a tree has that wrong.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

# How a clause hangs on a verb before it that is none of its own.
OUTER = ("ccomp", "parataxis", "conj", "advcl")
PLURAL = ("NNS", "NNPS")


def relate_objects(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a relative pronoun before the subject of its clause the object: "a step | that | analysts criticised"."""
    for verb, dep in enumerate(deps):
        subjects = [i for i in range(verb) if heads[i] == verb and deps[i] in SUBJECTS]
        outer = bool(subjects) and deps[subjects[0]] == "nsubj:outer"  # "what I wish is that the law applies"
        if len(subjects) == 2 and tags[subjects[0]] in ("WDT", "WP") and not outer:
            deps[subjects[0]] = "obj"
        if dep == "acl:relcl":
            _relate_object(verb, heads, deps, tags, words)


def _relate_object(verb: int, heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """The same where the pronoun was taken for a circumstance: "a step that analysts called a setback".

    Before another object "that" is a conjunction: "an adage that you follow the money".
    """
    own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
    bare = (i for i in own if tags[i] in ("WDT", "WP") and deps[i].startswith("obl"))
    pronoun = next((i for i in bare if not any(heads[j] == i for j in range(len(heads)) if j != i)), None)
    if pronoun is None or not any(deps[i] in SUBJECTS and pronoun < i < verb for i in own):
        return
    objects = [i for i in own if deps[i] == "obj" and i > verb]
    named = all(any(heads[j] == i and words[j].lower() in ("a", "an") for j in range(verb, i)) for i in objects)
    if named or words[pronoun].lower() != "that":
        deps[pronoun] = "obj"
        for i in objects:
            deps[i] = "xcomp"


def relate_owned(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause with "whose" modify the noun before its comma: "Turkey, | whose offer Athens declined, | sent pumps"."""
    for whose, tag in enumerate(tags):
        noun = heads[whose]
        if tag != "WP$" or whose < 2 or words[whose - 1] != ",":
            continue
        _own_clause(whose, heads, deps, tags)
        verb = heads[noun]
        if not whose < noun < verb or deps[verb] == "acl:relcl":
            continue
        owner = whose - 2
        while deps[owner] in ("flat", "compound") and heads[owner] < verb:
            owner = heads[owner]
        if not tags[owner].startswith("NN") or hangs_on(heads, owner, verb) or heads[verb] == verb:
            continue
        heads[verb], deps[verb] = owner, "acl:relcl"
        below = {deps[i] for i in range(len(heads)) if heads[i] == verb}
        if deps[noun] == "dislocated" and "obj" not in below:
            deps[noun] = "obj"
        for i in range(noun, verb):
            if heads[i] == verb and deps[i] == "mark":
                deps[i] = "advmod"


def _own_clause(whose: int, heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Make a noun in apposition the subject of the verb behind it that has none: "led by Bo, | whose son, Li, | died"."""
    noun = heads[whose]
    if deps[noun] != "appos" or heads[noun] > whose:
        return
    above = heads[heads[noun]]
    verb = next((i for i in range(noun + 1, len(heads)) if heads[i] == above and deps[i] in OUTER), None)
    if verb is None or not tags[verb].startswith("V"):
        return
    own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
    between = (i for i in range(noun + 1, verb) if i not in own)
    if all(hangs_on(heads, i, noun) for i in between) and not any(deps[i] in SUBJECTS for i in own):
        passive = any(deps[i] == "aux:pass" for i in own)
        heads[verb], deps[verb] = heads[noun], "acl:relcl"
        heads[noun], deps[noun] = verb, "nsubj:pass" if passive else "nsubj"


def relate_places(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a clause with "where" on the name right before it: "moved with his parents to Lima | where he went to school"."""
    for where, word in enumerate(words):
        verb = heads[where]
        noun = heads[verb]
        if word.lower() != "where" or deps[verb] != "acl:relcl" or not noun < where < verb:
            continue
        place = where - 2 if words[where - 1] == "," else where - 1
        while deps[place] in ("flat", "compound") and noun < heads[place] < where:
            place = heads[place]
        if tags[place] == "NNP" and heads[place] == heads[noun] and deps[place].startswith("obl"):
            heads[verb] = place


def relate_times(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a clause with "when" on the year or day right before it: "Since 2007, | when the troops left |, it has grown"."""
    table = resources.table("times.toml")
    weekdays = table["weekdays"]
    for when in range(2, len(words) - 2):
        verb = heads[when]
        if words[when].lower() != "when" or words[when - 1] != "," or deps[verb] != "advcl" or verb < when:
            continue
        time = when - 2
        year = tags[time] == "CD" and len(words[time]) == 4 and words[time].isdigit()
        if deps[time] == "nmod:unmarked":
            time = heads[time]
        own = (words[i].lower() for i in range(when, len(heads)) if heads[i] == verb and deps[i].startswith("obl"))
        if any(word in weekdays or word in table["months"] or (word.isdigit() and len(word) == 4) for word in own):
            continue  # "in 2007, when the war began in March"
        if (year or words[time].lower() in weekdays) and deps[time].startswith("obl") and heads[time] == heads[verb]:
            heads[verb], deps[verb] = time, "acl:relcl"


def agree_relatives(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a relative clause the noun above that agrees with its verb where the one before it does not.

    So "the texts of the religion | that exist today" are texts that exist.
    """
    for verb, dep in enumerate(deps):
        noun = heads[verb]
        above = heads[noun]
        if dep != "acl:relcl" or deps[noun] != "nmod" or not above < noun < verb:
            continue
        own = [i for i in range(noun + 1, len(heads)) if heads[i] == verb or i == verb]
        pronoun = any(tags[i] in ("WDT", "WP") and deps[i] in SUBJECTS for i in own)
        finite = [i for i in own if tags[i] in ("VBP", "VBZ") or words[i].lower() in ("was", "were")]
        listed = any(heads[i] == noun and deps[i] == "conj" for i in range(len(heads)))
        if pronoun and len(finite) == 1 and not listed:
            many = tags[finite[0]] == "VBP" or words[finite[0]].lower() == "were"
            wrong, right = (("NN", "NNP"), "NNS") if many else (("NNS",), "NN")
            if tags[noun] in wrong and tags[above] == right:
                heads[verb] = above


def relate_parts(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Give a relative clause the noun before it that is part of what it is about: "the ministers, two of whom | resigned".

    As its subject, else as its object: "the fund, whose conditions | he called harsh".
    """
    _hold_parts(heads, deps, tags)
    for i, dep in enumerate(deps):
        if dep != "appos":
            continue
        own = [j for j in range(len(heads)) if heads[j] == i and j != i]
        part = any(tags[j] in ("WP", "WDT") and deps[j] == "nmod" and j > i for j in own)
        if not part and not any(tags[j] == "WP$" and deps[j] == "nmod:poss" for j in own):
            continue
        beside = (j for j in range(i + 1, len(heads)) if heads[j] in (i, heads[i]) and deps[j] == "acl:relcl")
        clause = next(beside, None)
        if clause is None:
            continue
        below = {deps[j] for j in range(len(heads)) if heads[j] == clause}
        if below.isdisjoint(SUBJECTS):
            role = "nsubj:pass" if "aux:pass" in below else "nsubj"
        elif "obj" not in below:
            role = "obj"
        else:
            continue
        heads[clause] = heads[i] if heads[clause] == i else heads[clause]
        heads[i], deps[i] = clause, role


def _hold_parts(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang "of which" on the part before it, and make a part that hangs loose an object: "seats, five of which | it lost"."""
    for i in range(2, len(heads)):
        clause, noun = heads[i], i - 2
        if tags[i] not in ("WDT", "WP") or deps[i - 1] != "case" or heads[i - 1] != i:
            continue
        if deps[i].startswith("obl") and clause == noun and tags[noun] in ("JJ", "DT", "CD", "JJS"):
            deps[i] = "nmod"  # "several of whom"
        if deps[noun] == "appos" and deps[i].startswith("obl") and heads[clause] == noun and clause > i:
            if not any(heads[j] == clause and deps[j] in SUBJECTS for j in range(len(heads))):
                heads[i], deps[i] = noun, "nmod"
        elif deps[noun] == "dislocated" and heads[i] == noun and deps[heads[noun]] == "acl:relcl":
            deps[noun] = "obj"


def relate_asides(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause about a part of what ends before a comma modify that: "300 migrants from Chad, most of whom | drowned"."""
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep not in SUBJECTS or deps[verb] not in ("parataxis", "advcl", "conj"):
            continue
        if not any(tags[j] in ("WDT", "WP") and deps[j] == "nmod" and heads[j] == i for j in range(i + 1, verb)):
            continue
        first = next(j for j in range(i + 1) if j == i or hangs_on(heads, j, i))
        if first < 2 or words[first - 1] != "," or not tags[first - 2].startswith("NN"):
            continue
        noun = first - 2
        if tags[noun] not in PLURAL and deps[noun] in ("nmod", "flat"):
            above = next((j for j in _above(noun, heads) if tags[j] in PLURAL), None)
            noun = above if above is not None and above < noun else noun
        if not hangs_on(heads, noun, verb):
            heads[verb], deps[verb] = noun, "acl:relcl"


def relate_harm(heads: list[int], deps: Sequence[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause about those killed modify the event, not where or whom it hit: "an attack on a school | that killed ten"."""
    for verb, dep in enumerate(deps):
        known = any(_is(kind, heads[verb], words) for kind in ("harming", "event", "bombardment"))
        if dep != "acl:relcl" or known or not _harms(verb, heads, words):
            continue
        own = (j for j in range(verb) if heads[j] == verb and deps[j] in SUBJECTS)
        pronoun = next((j for j in own if words[j].lower() in ("that", "which")), 0)
        last = pronoun - 1 - (words[pronoun - 1] == ",")
        last -= deps[last] == "obl:unmarked"  # "the crash of a plane | Sunday | that killed ten"
        event = _befallen(last, heads, deps, words) if pronoun > 1 else None
        if event is not None and not (tags[event] == "NNS" and "has" in words[pronoun:verb]):
            heads[verb] = event


def _is(kind: str, token: int, words: Sequence[str]) -> bool:
    """Whether a noun is one of a list, in the singular or plural."""
    nouns, word = resources.words("classes.toml", "nouns", kind), words[token].lower()
    return not nouns.isdisjoint((word, word.removesuffix("s"), word.removesuffix("es")))


def _harms(verb: int, heads: Sequence[int], words: Sequence[str]) -> bool:
    """Whether a verb says that people were killed or hurt: "killed", "left ten dead", "claimed 20 lives"."""
    word, table = words[verb].lower(), resources.table("classes.toml")["nouns"]
    behind = (words[j].lower() for j in range(verb + 1, len(words)) if hangs_on(heads, j, verb))
    return word in table["harm"] or (word in ("left", "claimed") and not set(table["harmed"]).isdisjoint(behind))


def _befallen(token: int, heads: Sequence[int], deps: Sequence[str], words: Sequence[str]) -> int | None:
    """The nearest event above the last word of a phrase, or beside it before the same verb: "set off | a blast | in a bar"."""
    while not _is("harming", token, words):
        above = heads[token]
        beside = (j for j in range(above + 1, token) if heads[j] == above and deps[j] in ("obj", "obl", "nsubj:pass"))
        if deps[token] == "obl":
            return next((j for j in beside if _is("harming", j, words)), None)
        if above >= token:
            return None
        token = above
    return token


def _above(token: int, heads: Sequence[int]) -> list[int]:
    """The two words above a token, nearest first."""
    return [heads[token], heads[heads[token]]]
