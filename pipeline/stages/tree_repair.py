"""What a tree of words scored one by one may have wrong as a whole, set right after decoding."""

from __future__ import annotations

from collections.abc import Sequence

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl", "nsubj:outer"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})


COPULAR = frozenset(
    form for verb in ("become", "remain", "stay", "seem", "appear", "look", "turn") for form in (verb, verb + "s")
) | {"became", "becoming", "remained", "stayed", "seemed", "appeared", "looked", "turned"}


def give_objects(heads: list[int], deps: list[str], words: Sequence[str], persons: Sequence[bool]) -> None:
    """Make a person's name the object of a verb that has none, rather than its complement: "elected Ruth Adongo".

    What somebody is elected or named is a complement; who is, is not. `deps` is changed in place.
    """
    for i, dep in enumerate(deps):
        verb = heads[i]
        is_who = dep == "xcomp" and persons[i] and verb < i and words[verb].lower() not in COPULAR
        if is_who and not any(heads[j] == verb and deps[j] == "obj" for j in range(len(heads))):
            deps[i] = "obj"


def lend_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Give a finite verb the subject that a participle between commas has taken: "The party, founded in May, came third".

    Such a participle describes the subject of the verb after it, which has none of its own. `heads` (positions in the
    same sequence, a root is its own head) and `deps` are changed in place.
    """
    for verb, tag in enumerate(tags):
        if tag not in FINITE or any(heads[i] == verb and deps[i] in SUBJECTS for i in range(len(heads)) if i != verb):
            continue
        for participle in range(verb):
            if heads[participle] != verb or deps[participle] != "advcl" or tags[participle] not in PARTICIPLES:
                continue
            own = [i for i in range(participle) if heads[i] == participle]
            subject = next((i for i in own if deps[i] in ("nsubj", "nsubj:pass")), None)
            if subject is None or words[participle - 1] != "," or any(deps[i].startswith("aux") for i in own):
                continue
            heads[subject], deps[subject] = verb, "nsubj"
            heads[participle], deps[participle] = subject, "acl"
            break
