"""Coreference that needs no weighing: appositions, relative pronouns, family names that linking missed."""

from __future__ import annotations

from pipeline.stages import _binding, _lexicon
from pipeline.stages._lexicon import ANYTHING, CLASSES, GROUP, PERSON
from pipeline.stages._memory import Memory
from pipeline.stages._phrases import Phrase

RELATIVE, NESTED, APPOSITION, SURNAME = 0.95, 0.7, 0.9, 0.9
LOOSE = ("appos", "conj", "parataxis", "list", "dep", "nmod", "obl")
RELATIVES = {"who": PERSON | GROUP, "whom": PERSON | GROUP, "which": ANYTHING ^ PERSON}


def stated(memory: Memory, k: int) -> tuple[int, float] | None:
    """The thing that phrase `k` is said to be, with a probability; None when the sentence does not say."""
    phrase = memory.phrases[k]
    if phrase.use == "relative":
        return _relative(memory, k, phrase)
    if phrase.kind != "nominal":
        return None
    if memory.tree.pos[phrase.root] == "PROPN" and phrase.determiner == "bare" and not phrase.modifiers:
        person = memory.surnames.get(memory.tree.lower[phrase.root], -1)
        if person >= 0 and memory.things[person].phrases:
            return person, SURNAME
    if phrase.determiner in ("definite", "indefinite", "possessive"):
        beside = _name_before(memory, k, phrase)
        if beside is not None:
            return beside.cluster, APPOSITION
    return _apposition(memory, phrase)


def _apposition(memory: Memory, phrase: Phrase) -> tuple[int, float] | None:
    tree = memory.tree
    if tree.dep[phrase.root] != "appos" or _in_list(memory, phrase.root):
        return None
    other = memory.at(tree.head[phrase.root])
    if other is None:
        return None
    sure = other.kind == "name" or (other.classes not in (ANYTHING, ANYTHING ^ PERSON) and phrase.determiner != "bare")
    if phrase.classes in (ANYTHING, ANYTHING ^ PERSON, CLASSES["M"]) or phrase.determiner == "numeral":
        return None
    if not sure or not other.number & phrase.number:
        return None
    if not other.classes & phrase.classes and not _corrected(memory, other, phrase):
        return None
    return other.cluster, APPOSITION


def _corrected(memory: Memory, name: Phrase, noun: Phrase) -> bool:
    """Whether the recogniser may have erred about a name, and the text knows better: "Klaus Reinhardt, a geologist"."""
    entity = name.mention.entity if name.mention else None
    if name.kind != "name" or noun.classes != PERSON or not (entity is None or entity.id.startswith("doc:")):
        return False
    thing = memory.things[name.cluster]
    for phrase in (memory.phrases[k] for k in thing.phrases):
        phrase.classes |= PERSON
        phrase.gender |= 3
    thing.classes |= PERSON
    thing.gender |= 3
    return True


def _in_list(memory: Memory, root: int) -> bool:
    """Whether an "apposition" is rather one item of a list ("X, Y, and Z")."""
    tree = memory.tree
    siblings = tree.children[tree.head[root]]
    return any(tree.dep[s] == "conj" for s in siblings) or sum(tree.dep[s] == "appos" for s in siblings) > 1


def _name_before(memory: Memory, k: int, phrase: Phrase) -> Phrase | None:
    """The name in "Name, a noun" where the parser takes the name for a part of the noun phrase, or both for a list."""
    tree, after = memory.tree, phrase.end
    if phrase.classes in (ANYTHING, ANYTHING ^ PERSON):
        return None
    listed = tree.lower[after : after + 1] in (["and"], ["or"]) or tree.lower[after : after + 2] == [",", "and"]
    loose = tree.dep[phrase.root] in LOOSE and phrase.noun in _lexicon.stand_ins() and not listed
    for other in memory.phrases[max(k - 4, 0) : k]:
        if other.kind != "name" or tree.lower[other.end : other.end + 1] != [","]:
            continue
        # "On Monday Abu Jandal, a leader of …, was struck": the name is left without a place in the sentence.
        stray = phrase.determiner == "indefinite" and other.role not in ("subj", "obj") and not listed
        alike = bool(other.classes & phrase.classes)
        if (loose or stray) and other.end == phrase.start - 1 and (alike or _corrected(memory, other, phrase)):
            return other
        part = other.start == phrase.start and other.role in ("mod", "nmod", "appos", "other")
        if alike and part and other.end + 1 < phrase.root and tree.dep[other.end + 1] == "det":
            return other
    return None


def _relative(memory: Memory, k: int, phrase: Phrase) -> tuple[int, float] | None:
    """The noun that the clause modifies, or the phrase right before it where only that can be meant."""
    wanted = RELATIVES.get(phrase.noun, ANYTHING)
    head = memory.at(_binding.modified(memory.tree, phrase.root))
    if head is not None and (memory.at_root[head.root] >= k or not head.classes & wanted):
        head = None
    beside = next((p for p in reversed(memory.phrases[max(k - 3, 0) : k]) if 0 <= phrase.root - p.end <= 1), None)
    if beside is not None and beside.cluster >= 0 and beside.sentence == phrase.sentence:
        person = beside.classes == PERSON and beside.kind == "name" and phrase.noun in ("who", "whom", "whose")
        if person or head is None:
            sure = RELATIVE if beside is head else NESTED
            return (beside.cluster, sure) if beside.classes & wanted else None
    if head is None:
        return None
    nested = beside is not None and beside.root != head.root and memory.tree.inside(beside.root, head.root)
    return head.cluster, NESTED if nested else RELATIVE
