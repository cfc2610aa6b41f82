"""Which clause a time, a phrase or an infinitive belongs to, where a tree hangs it on another one.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import FINITE, SUBJECTS, hangs_on

# Before those who take part in what a noun names.
PARTAKING = ("of", "between", "among", "with")
# Conjunctions that a whole clause stands behind as well as a participle.
OPENING = ("after", "before", "when", "while", "since")


def date_described(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a day on the participle before it, not on the verb right behind: "miners trapped near Lima | Tuesday | have been freed"."""
    table = resources.table("times.toml")
    for i, dep in enumerate(deps):
        verb = heads[i]
        day = words[i].lower() in table["weekdays"] or words[i].lower() in table["deictic"]
        if not day or dep != "obl:unmarked" or verb <= i or not (i + 1 == verb or heads[i + 1] == verb):
            continue
        subject = next((j for j in range(i) if heads[j] == verb and deps[j] in SUBJECTS), None)
        told = [j for j in range(i) if heads[j] == subject and deps[j] == "acl" and tags[j] in ("VBN", "VBG")]
        if told and "," not in words[told[-1] : i]:
            heads[i] = told[-1]


def free_days(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang a day behind a name on the verb whose subject that is: "Ana Bo | Tuesday | said"."""
    weekdays = resources.table("times.toml")["weekdays"]
    for i, dep in enumerate(deps):
        name = heads[i]
        verb = heads[name]
        if words[i].lower() not in weekdays or dep != "flat" or deps[name] not in SUBJECTS or verb <= i:
            continue
        if any(heads[j] == name and deps[j] == "flat" for j in range(name, i)):
            heads[i], deps[i] = verb, "obl:unmarked"


def date_saying(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang a day right behind "said" on that, not on what was said: "the bank said | last week | it is ready to lend"."""
    table, said = resources.table("times.toml"), resources.words("attribution.toml", "dated")
    for clause, dep in enumerate(deps):
        verb = heads[clause]
        if dep != "ccomp" or verb + 1 >= clause or words[verb].lower() not in said:
            continue
        led = words[verb + 1].lower() in ("last", "this") and verb + 2 < clause
        day = verb + 1 + led
        word, above = words[day].lower(), heads[day]
        known = word in table["weekdays"] or word in table["told"]["spans"] if led else word in table["weekdays"]
        if not known or tags[day + 1] == "POS":
            continue
        dated = above == clause and deps[day].startswith(("obl", "nmod"))
        # "Said | Friday | officials had left"
        first = above == day + 1 and deps[above] in SUBJECTS and heads[above] == clause and deps[day] == "compound"
        if dated or (first and not led):
            heads[day], deps[day] = verb, "obl:unmarked"


def untangle(heads: list[int], deps: Sequence[str], words: Sequence[str]) -> None:
    """Hang a phrase on the clause in which it stands, not on one before that: "born in Lima, she was unknown | until the vote"."""
    for i, dep in enumerate(deps):
        above = heads[i]
        if dep not in ("obl", "obl:unmarked") or above > i:
            continue
        between = range(above + 1, i)
        own = (heads[j] for j in between if deps[j] in SUBJECTS and above < j < heads[j] < i)
        clause = next((p for p in own if not hangs_on(heads, p, above)), None)
        if clause is not None and "," not in words[clause:i]:
            heads[i] = clause


def hold_near(heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Keep what belongs to a noun on its side of a verb: "after | Chilean | President Bo met Prime Minister | Li |".

    A modifier and a preposition are of the noun that they stand before, a second name with a preposition is no part of the
    first, and what has no preposition is the subject of a clause without one.
    """
    for i, dep in enumerate(deps):
        above = heads[i]
        low, high = min(i, above), max(i, above)
        verb = next((j for j in range(low + 1, high) if tags[j] in FINITE), None)
        if verb is None:
            continue
        if dep in ("amod", "compound") and i < above:
            end = max(j for j in range(i, verb) if j == i or (heads[j] == i and deps[j] == "flat"))
            if end + 1 < verb and tags[end + 1].startswith("NN") and not hangs_on(heads, end + 1, i):
                heads[i] = end + 1
        elif dep == "flat" and above < i and any(heads[j] == i and deps[j] == "case" for j in range(verb, i)):
            heads[i], deps[i] = verb, "obl"
        elif dep == "case" and 0 < i < above:
            _hold_case(i, verb, heads, deps, tags)
        elif dep == "nmod:unmarked" and i < above and tags[i] in ("NN", "NNP"):
            clause = heads[verb] if deps[verb].startswith(("aux", "cop")) else verb
            own = {deps[j] for j in range(len(heads)) if heads[j] == clause}
            if own.isdisjoint(SUBJECTS):
                heads[i], deps[i] = clause, "nsubj:pass" if "aux:pass" in own else "nsubj"


def _hold_case(i: int, verb: int, heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """Hang a preposition on the noun right behind it, and that on what stands before: "built | during the war |, it was"."""
    end = next((j for j in range(i + 1, verb) if not tags[j].startswith(("NN", "DT", "JJ", "CD"))), verb)
    noun = next((j for j in reversed(range(i + 1, end)) if tags[j].startswith("NN")), None)
    if noun is None or not tags[i - 1].startswith(("NN", "VB")):
        return
    heads[i] = noun
    if heads[noun] > verb:
        heads[noun], deps[noun] = i - 1, "nmod" if tags[i - 1].startswith("NN") else "obl"


def describe_doers(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a participle describe who does what the verb behind it says: "after | striking | workers shut the port"."""
    for i in range(1, len(heads)):
        if tags[i] != "VBG" or deps[i] != "advcl" or deps[i - 1] != "mark" or words[i - 1].lower() not in OPENING:
            continue
        noun = next((j for j in range(i + 1, len(heads)) if heads[j] == i and deps[j] == "obj"), None)
        if noun is None:
            _describe_subject(i, heads, deps, tags)
            continue
        end = max(j for j in range(noun, len(heads)) if j == noun or (deps[j] == "flat" and heads[j] == noun))
        verb = heads[i]
        told = verb == end + 1 or (end + 1 < len(heads) and heads[end + 1] == verb and deps[end + 1].startswith("aux"))
        own = {deps[j] for j in range(i, noun) if heads[j] == noun}
        bare = own.isdisjoint(("det", "nmod:poss")) and (tags[noun] in ("NN", "NNS") or "nmod:desc" in own)
        subjects = any(heads[j] == verb and deps[j] in SUBJECTS for j in range(len(heads)))
        if not told or not bare or subjects or verb < noun or tags[verb] not in ("VBD", "VBP", "VBZ", "VBN"):
            continue
        passive = any(heads[j] == verb and deps[j] == "aux:pass" for j in range(len(heads)))
        heads[noun], deps[noun] = verb, "nsubj:pass" if passive else "nsubj"
        for j in range(len(heads)):
            if heads[j] == i:
                heads[j] = verb if j < i else noun
        heads[i], deps[i] = noun, "amod"


def _describe_subject(i: int, heads: list[int], deps: list[str], tags: Sequence[str]) -> None:
    """The same of a participle that has a clause beside it which begins right behind and has no conjunction of its own."""
    verb = next((j for j in range(i + 1, len(heads)) if heads[j] == heads[i] and deps[j] == "advcl"), None)
    noun = next((j for j in range(i + 1, verb or i) if heads[j] == verb and deps[j] in SUBJECTS), None)
    if verb is None or noun is None or tags[verb] not in FINITE:
        return
    own = {deps[j] for j in range(i, noun) if heads[j] == noun}
    told = all(hangs_on(heads, j, noun) for j in range(i + 1, noun))
    named = own.isdisjoint(("det", "nmod:poss")) and (tags[noun] in ("NN", "NNS") or "nmod:desc" in own)
    if told and named and not any(heads[j] == verb and deps[j] == "mark" for j in range(len(heads))):
        heads[i - 1] = verb
        heads[i], deps[i] = noun, "amod"


def part_adjuncts(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """Hang on the verb what an adjunct of it parts from its object: "has stepped up operations this year | against the rebels |".

    Not those who take part in what the object names: "follows talks Monday between Ana Bo and Li".
    """
    for i, dep in enumerate(deps):
        noun = heads[i]
        verb = heads[noun]
        if dep != "nmod" or deps[noun] != "obj" or not verb < noun < i - 1:
            continue
        case = next((words[j].lower() for j in range(noun + 1, i) if heads[j] == i and deps[j] == "case"), None)
        if case not in (None, *PARTAKING) and any(
            heads[j] == verb and deps[j].startswith("obl") for j in range(noun + 1, i)
        ):
            heads[i], deps[i] = verb, "obl"


def hold_aims(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make an infinitive say what a noun is for that is somebody else's: "condemned European calls | to ratify | the treaty"."""
    table = resources.table("modality.toml")["prospective"]
    for i, dep in enumerate(deps):
        verb = heads[i]
        if dep != "advcl" or tags[i] != "VB" or verb > i:
            continue
        to = next(
            (j for j in range(verb + 1, i) if heads[j] == i and deps[j] == "mark" and words[j].lower() == "to"), None
        )
        noun = to - 1 if to is not None else verb
        word = words[noun].lower().removesuffix("s")
        # "lies next to Swat, the site of an offensive | to oust | the rebels"
        if deps[noun] == "nmod" and heads[noun] != verb and word in (*table["nouns"], *table["aiming"]):
            heads[i], deps[i] = noun, "acl"
        if deps[noun] != "obj" or heads[noun] != verb or word not in table["nouns"]:
            continue
        own = (j for j in range(verb + 1, noun) if heads[j] == noun and deps[j] in ("amod", "compound", "nmod:poss"))
        if any(words[j][:1].isupper() for j in own):
            heads[i], deps[i] = noun, "acl"


def hold_spans(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang how long after something on that, not on the day before it: "left on 2 May, | a week | after the vote"."""
    spans = resources.words("times.toml", "told", "spans")
    for i in range(len(heads) - 1):
        led = words[i + 1].lower() in ("after", "before") and deps[i + 1] in ("case", "mark") and heads[i + 1] > i + 1
        if not led or heads[i] >= i or deps[i] not in ("appos", "nmod:unmarked") or not tags[i].startswith("NN"):
            continue
        if words[i].lower().removesuffix("s") in spans:
            heads[i], deps[i] = heads[i + 1], "nmod:unmarked" if deps[i + 1] == "case" else "obl:unmarked"


def hold_rates(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Hang of what a number is so much for each on the number: "fell to 150 | per dollar |"."""
    for i, dep in enumerate(deps):
        case = i - 1
        led = case > 0 and deps[case] == "case" and heads[case] == i and words[case].lower() == "per"
        loose = dep == "obl" or (dep == "nmod" and tags[heads[i]] == "CD")
        if led and loose and tags[case - 1] == "CD" and not hangs_on(heads, case - 1, i):
            heads[i], deps[i] = case - 1, "nmod"
