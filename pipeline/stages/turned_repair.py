"""Clauses whose auxiliary stands before their subject, where a tree of words scored one by one takes it for their verb.

`heads` are positions in the same sequence, a root is its own head; they and `deps` are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import resources
from pipeline.stages._repairing import SUBJECTS, hangs_on

HAVING = ("has", "have", "had")
FRONTED = frozenset({"never", "not", "no", "only"})


def turn_perfects(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make the participle the verb of what a denial turns: "seldom has | a court | ruled", "in no town has it killed"."""
    for has, word in enumerate(words):
        if word.lower() not in HAVING or not 0 < has < len(words) - 2 or deps[has] == "aux":
            continue
        nouns = [i for i in range(has + 1, len(words)) if heads[i] == has and deps[i] in ("obj", "nsubj")]
        above = (has, *nouns)
        verb = next((i for i in range(has + 2, len(words)) if heads[i] in above and tags[i] in ("VBN", "VBD")), None)
        if verb is None or deps[verb] not in ("xcomp", "acl", "ccomp"):
            continue
        below = [i for i in range(has + 1, verb) if heads[i] == verb and deps[i] in SUBJECTS]
        noun = next((i for i in (*nouns, *below) if i < verb), None)
        if noun is None or not _is_fronted(has, noun, heads, words):
            continue
        for i in range(len(words)):
            if heads[i] == has and i not in (has, verb):
                heads[i] = verb
                if i < has and deps[i] in SUBJECTS:
                    deps[i] = "obl"
        heads[verb], deps[verb] = (verb if heads[has] == has else heads[has]), deps[has]
        heads[has], deps[has] = verb, "aux"
        passive = any(heads[i] == verb and deps[i] == "aux:pass" for i in range(noun, verb))
        heads[noun], deps[noun] = verb, "nsubj:pass" if passive else "nsubj"


def _is_fronted(has: int, noun: int, heads: Sequence[int], words: Sequence[str]) -> bool:
    """Whether the noun phrase begins right behind the verb, and what denies the clause stands before that."""
    start = next(i for i in range(has, noun + 1) if i == noun or hangs_on(heads, i, noun))
    denying = FRONTED | resources.words("modality.toml", "negation", "restricting")
    return start == has + 1 and not denying.isdisjoint(word.lower() for word in words[max(has - 5, 0) : has])


def turn_conditions(heads: list[int], deps: list[str], tags: Sequence[str], words: Sequence[str]) -> None:
    """Make a clause of what a condition by order of words begins with: "were | Peru | to lose, Chile would win"."""
    for were, word in enumerate(words):
        if word.lower() != "were" or (were > 0 and words[were - 1].isalpha()):
            continue
        verb = next((i for i in range(were + 2, len(words)) if tags[i] == "VB"), None)
        if verb is None or words[verb - 1].lower() != "to" or deps[verb] not in ("acl", "xcomp", "advcl"):
            continue
        noun = heads[verb]
        top = heads[noun]
        if not were < noun < verb < top or not deps[noun].startswith(("nsubj", "obl")) or "," not in words[verb:top]:
            continue
        heads[were], deps[were], heads[noun], deps[noun] = verb, "aux", verb, "nsubj"
        heads[verb], deps[verb] = top, "advcl"
