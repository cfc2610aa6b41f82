"""Clauses that begin with a phrase and have their subject, or the rest, behind their verb: "in the square stands a statue".

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import BEING, FINITE, SUBJECTS, hangs_on

NOUNS = ("NN", "CD", "JJ", "DT")
# Verbs of what it takes to do something.
COSTING = frozenset({"cost", "costs", "take", "takes", "took", "taken"})


def stand_subjects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what stands behind a verb of place the subject: "behind the church stands | a monument"."""
    standing = resources.words("control.toml", "standing")
    for verb in range(2, len(words) - 1):
        if words[verb].lower() not in standing or tags[verb] not in ("VBD", "VBZ", "VBP"):
            continue
        own = [i for i in range(len(heads)) if heads[i] == verb and i != verb]
        first = _opening(verb, heads, deps, words)
        subjects = [i for i in own if deps[i] in SUBJECTS]
        behind = next((i for i in own if i > verb and deps[i] in ("obj", "obl", "obl:unmarked")), None)
        if first is None or behind is None or any(i != first for i in subjects):
            continue
        start = next(i for i in range(behind + 1) if i == behind or hangs_on(heads, i, behind))
        if start == verb + 1 and not any(heads[i] == behind and deps[i] == "case" for i in range(verb, behind)):
            deps[first], deps[behind] = "obl", "nsubj"


def turn_beings(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the phrase before "were" what is said, and what stands behind it the subject: "among the dead were | two nurses"."""
    for be, word in enumerate(words):
        if word.lower() not in BEING or not 1 < be < len(words) - 1:
            continue
        first = _opening(be, heads, deps, words)
        if first is None or not tags[first].startswith(NOUNS):
            continue
        top = heads[be] if deps[be] == "cop" else be
        subject = top if deps[be] == "cop" else heads[first]
        told = heads[first] == subject and be < subject and deps[first] in ("nmod", "obl")
        others = [i for i in range(len(heads)) if heads[i] == top and i not in (top, subject)]
        if not told or any(deps[i] in SUBJECTS or tags[i] in ("EX", "MD") for i in others):
            continue
        if top != subject and (heads[subject] != top or deps[subject] != "nsubj"):
            continue
        heads[first], deps[first] = (first if heads[top] == top else heads[top]), deps[top]
        heads[subject], deps[subject] = first, "nsubj"
        heads[be], deps[be] = first, "cop"
        for i in others:
            if i != be and i != first and (deps[i] in ("punct", "mark", "cc") or i < be):
                heads[i] = first


def open_clefts(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the clause with "that" the sentence: "it was in Leeds that | the firm opened a shop", "it was not until 1960 that".

    What stands between is one of its phrases.
    """
    it = next((i for i in range(min(3, len(words))) if words[i].lower() == "it"), None)
    if it is None or it + 5 > len(words) or words[it + 1].lower() not in ("was", "is"):
        return
    case = next((i for i in (it + 2, it + 3) if deps[i] == "case" and tags[i] == "IN"), None)
    noun = heads[case] if case is not None else 0
    adverb = case == it + 3 and tags[it + 2] == "RB"
    that = next((i for i in range(noun + 1, len(words)) if words[i].lower() == "that"), None)
    if case is None or noun <= case or that is None or not (adverb or case == it + 2):
        return
    verb = heads[that]
    subject = any(heads[i] == verb and deps[i] in SUBJECTS and that < i < verb for i in range(len(words)))
    top = next(i for i in range(len(words)) if heads[i] == i)
    if deps[that] in SUBJECTS or verb <= that or not subject or top not in (noun, it + 1, verb):
        return
    for i in range(len(words)):
        if heads[i] in (top, noun) and i not in (top, noun) and (i > noun or i < it):
            between = noun < i < that and heads[i] == noun and deps[i] not in ("punct", "advmod")
            heads[i] = noun if between else verb
    heads[verb], deps[verb] = verb, "ROOT"
    heads[noun], deps[noun] = verb, "obl"
    heads[that], deps[that] = verb, "mark"
    for i in range(it, noun):
        if i in (it, it + 1):
            heads[i], deps[i] = noun, "discourse"
        elif i == it + 2 and adverb:
            heads[i], deps[i] = noun, "advmod"


def relate_what(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what stands before "is" a clause of "what" that begins a sentence: "what worries farmers | is the price"."""
    if len(words) < 5 or words[0].lower() != "what" or tags[1] not in FINITE:
        return
    be = next((i for i in range(2, len(words)) if words[i].lower() in BEING), None)
    if be is None or deps[be] != "cop" or heads[0] not in (1, heads[be]) or heads[1] not in (1, heads[be]):
        return
    top = heads[be]
    if heads[top] not in (1, top):
        return
    between = [i for i in range(2, be) if heads[i] == 1]
    if any(deps[i] == "punct" for i in between) or top < be:
        return
    for i in range(len(words)):
        if heads[i] == 1 and i not in (1, *between):
            heads[i] = top
    for i in between:
        deps[i] = "obj" if deps[i] in SUBJECTS else deps[i]
    heads[top], deps[top] = top, "ROOT"
    heads[0], deps[0] = top, "nsubj"
    heads[1], deps[1] = 0, "acl:relcl"


def turn_degrees(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what followed depend on how something was: "so severe was the drought | that half the herd died"."""
    if len(words) < 7 or words[0].lower() != "so" or not tags[1].startswith("JJ") or words[2].lower() not in BEING:
        return
    that = next((i for i in range(4, len(words)) if words[i].lower() == "that"), None)
    verb = next((i for i in range(4, len(words)) if deps[i] == "acl:relcl" and heads[i] < (that or 0) < i), None)
    noun = heads[verb] if verb is not None else 0
    top = next(i for i in range(len(words)) if heads[i] == i)
    if (
        that is None
        or verb is None
        or heads[that] != verb
        or top not in (1, noun)
        or noun < 3
        or deps[that] in SUBJECTS
    ):
        return
    for i in range(len(words)):
        if heads[i] == top and deps[i] == "punct":
            heads[i] = 1
    heads[1], deps[1], heads[2], deps[2] = 1, "ROOT", 1, "cop"
    heads[noun], deps[noun] = 1, "nsubj"
    heads[verb], deps[verb], deps[that] = 1, "advcl", "mark"


def tell_what(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what stands between two forms of "be" a clause of "what": "what is clear | is that the plan failed"."""
    if len(words) < 7 or words[0].lower() != "what" or words[1].lower() not in BEING:
        return
    be = next(
        (i for i in range(2, len(words) - 1) if words[i].lower() in BEING and words[i + 1].lower() == "that"), None
    )
    verb = heads[be + 1] if be is not None else 0
    if be is None or deps[be + 1] != "mark" or verb <= be + 1 or "," in words[:be]:
        return
    outer = [i for i in range(2, be) if not 1 < heads[i] < be or heads[i] == i]
    told = next((i for i in outer if tags[i].startswith(("NN", "JJ", "VB"))), None)
    if told is None:
        return
    for i in range(len(words)):
        if 0 < i < be and (i in outer or i == 1):
            heads[i], deps[i] = told, "cop" if i == 1 and deps[i] != "aux:pass" else deps[i]
        elif i > be and i != verb and (heads[i] < be or (heads[i] == verb and i == len(words) - 1)):
            heads[i] = be
    heads[0], deps[0], heads[told], deps[told] = be, "nsubj", 0, "acl:relcl"
    heads[be], deps[be], heads[verb], deps[verb] = be, "ROOT", be, "ccomp"


def _opening(verb: int, heads: Sequence[int], deps: Sequence[str], words: Sequence[str]) -> int | None:
    """The head of the phrase with a preposition that begins the sentence, or what follows a comma, and ends before a verb."""
    first = next(
        (i for i in range(verb) if deps[i] == "case" and heads[i] < verb and (i == 0 or words[i - 1] == ",")), None
    )
    if first is None or any(words[i] == "," for i in range(first, verb)):
        return None
    noun = heads[first]
    return noun if all(i == noun or hangs_on(heads, i, noun) for i in range(first, verb)) else None


def cost_clauses(heads: Sequence[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make what is to be done the subject of what it takes: "it will cost $5 million | to clean the river".

    Only with an object: "the bridge is new; it cost $5 million to build".
    """
    spans = resources.words("times.toml", "told", "spans")
    for clause, dep in enumerate(deps):
        verb = heads[clause]
        if dep not in ("advcl", "xcomp") or verb >= clause or words[verb].lower() not in COSTING:
            continue
        it = next((i for i in range(verb) if heads[i] == verb and deps[i] in ("nsubj", "expl")), None)
        own = [i for i in range(len(heads)) if heads[i] == clause]
        to = any(words[i].lower() == "to" and deps[i] == "mark" for i in own)
        given = [i for i in range(verb + 1, clause) if heads[i] == verb and deps[i] in ("obj", "obl:unmarked")]
        measured = any(words[i].rstrip("s") in spans or "CD" in tags[verb + 1 : i + 2] for i in given)
        if it is not None and words[it].lower() == "it" and to and measured and any(deps[i] == "obj" for i in own):
            deps[it], deps[clause] = "expl", "csubj"
