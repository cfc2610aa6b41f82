"""Which earlier phrases a phrase could take up: those that agree with it and that syntax allows."""

from __future__ import annotations

from pipeline import resources
from pipeline.stages import _binding, _lexicon, _regions
from pipeline.stages._lexicon import ANYTHING, CLASSES, COUNTRY
from pipeline.stages._memory import Memory
from pipeline.stages._phrases import Phrase

SPEAKING = ("i", "we", "you")
DETERMINED = ("definite", "demonstrative", "possessive")
MEASURES = CLASSES["M"] | CLASSES["T"]  # miles and years are seldom spoken of again
REPEATED = 6  # phrases with the same head that are looked at, the nearest first

Found = list[tuple[int, str]]


def for_pronoun(memory: Memory, phrase: Phrase) -> Found:
    """(phrase, tie) from the nearest back; then who is quoted, or the subject that a fronted pronoun points to."""
    tree = memory.tree
    others = {_author(memory, phrase), *_barred(memory, phrase)}
    found = [
        (c, "back")
        for c in _window(memory, phrase)
        if memory.phrases[c].cluster not in others
        and _agrees(memory, phrase, memory.phrases[c])
        and _binding.permitted(tree, phrase, memory.phrases[c])
    ]
    if phrase.family in SPEAKING:
        return found + _speaker(memory, phrase)
    ahead = _binding.fronted(tree, phrase.root)
    for child in tree.children[ahead] if ahead >= 0 else ():
        other = memory.at(child) if child > phrase.root and tree.dep[child] == "nsubj" else None
        if other is not None and _agrees(memory, phrase, other):
            found.append((memory.at_root[child], "ahead"))
    return found


def _barred(memory: Memory, phrase: Phrase) -> set[int]:
    """What a pronoun cannot stand for by any other name either: the subject of its own clause or predicate.

    "Mr Arce had been his finance minister": not Arce's, whatever Arce is called before.
    """
    if phrase.use in ("reflexive", "relative"):
        return set()
    own = memory.tree.clause[phrase.root]
    subjects = (memory.at(c) for c in memory.tree.children[own] if memory.tree.dep[c] == "nsubj")
    return {s.cluster for s in subjects if s is not None and not _binding.permitted(memory.tree, phrase, s)}


def for_noun(memory: Memory, phrase: Phrase) -> Found:
    """(phrase, tie): phrases with the same head; and, for "the group", things called a group or that may be one."""
    found: Found = []
    taken: set[int] = set()
    for c in reversed(memory.by_noun.get(phrase.noun, ())[-REPEATED:]):
        other = memory.phrases[c]
        if _repeats(memory, phrase, other) and _binding.permitted(memory.tree, phrase, other):
            found.append((c, "head"))
            taken.add(other.cluster)
    if phrase.determiner not in DETERMINED or phrase.post or memory.inside(phrase):
        return found
    letter = _lexicon.stand_ins().get(phrase.noun, 0)
    plain = letter and not phrase.modifiers
    for c in _window(memory, phrase):
        other = memory.phrases[c]
        if other.kind == "pronoun" or other.cluster in taken:
            continue
        thing = memory.things[other.cluster]
        said = phrase.noun in thing.nouns
        fits = said or (plain and other.kind == "name" and letter & other.classes & thing.classes)
        if fits and phrase.number & thing.number and _binding.permitted(memory.tree, phrase, other):
            found.append((c, "said" if said else "class"))
            taken.add(other.cluster)
    return found


def for_country(memory: Memory, phrase: Phrase) -> list[tuple[int, Phrase]]:
    """(thing, phrase) of every mention of a country in the window, and the last one of each country before it."""
    inside = [c for c in _window(memory, phrase) if memory.things[memory.phrases[c].cluster].classes == COUNTRY]
    places = sorted({*inside, *memory.latest_country.values()})
    region = _regions.members(memory.tree, phrase)
    if region is not None:
        places = [c for c in places if _country(memory.phrases[c]) in region]
    far = phrase.determiner == "demonstrative" and len(places) > 1
    return [
        (other.cluster, other)
        for other in (memory.phrases[c] for c in places)
        if not (far and _is_over(memory, phrase, other))
        and memory.things[other.cluster].name is not None
        and other.use != "relative"
        and _binding.permitted(memory.tree, phrase, other)
        and not memory.named_after(phrase, other)
    ]


def _is_over(memory: Memory, phrase: Phrase, other: Phrase) -> bool:
    """Whether a country is the subject of the sentence of "that country", which says that another one is meant."""
    return (
        other.sentence == phrase.sentence and other.role == "subj" and memory.tree.inside(phrase.root, other.governor)
    )


def _country(phrase: Phrase) -> str | None:
    """Id of the country that a name names."""
    entity = phrase.mention.entity if phrase.mention is not None else None
    return entity.id if entity is not None else None


def _window(memory: Memory, phrase: Phrase) -> list[int]:
    """Earlier phrases within reach, the nearest first."""
    window = resources.table("coreference.toml")["window"]
    return [
        c
        for c in reversed(memory.order[-window["phrases"] :])
        if phrase.sentence - memory.phrases[c].sentence <= window["sentences"]
    ]


def _author(memory: Memory, phrase: Phrase) -> int:
    """The thing that a quoted "he" or "it" cannot be, since it is the one who says so; -1 for none."""
    if not memory.tree.quoted[phrase.root] or phrase.family in SPEAKING:
        return -1
    other = memory.at(_binding.speaker(memory.tree, phrase.root))
    return other.cluster if other is not None and not memory.tree.quoted[other.root] else -1


def _speaker(memory: Memory, phrase: Phrase) -> Found:
    """Who says "I" or "we" in words that the text attributes to somebody."""
    speaker = _binding.speaker(memory.tree, phrase.root) if phrase.family != "you" else -1
    other = memory.at(speaker)
    if other is None or not (phrase.number & other.number and phrase.classes & other.classes):
        return []
    return [(memory.at_root[speaker], "speaker quoted" if memory.tree.quoted[phrase.root] else "speaker")]


def _agrees(memory: Memory, phrase: Phrase, other: Phrase) -> bool:
    if other.use == "relative" or other.role == "expl":
        return False
    if other.kind == "nominal" and not other.classes & ~MEASURES:
        return False
    if other.family != phrase.family and (phrase.family in SPEAKING or other.family in SPEAKING):
        return False
    if other.role == "mod" and (other.kind == "nominal" or memory.tree.pos[other.root] == "ADJ"):
        return False
    thing = memory.things[other.cluster]
    if phrase.family in ("it", "they") and _otherwise(memory, phrase, thing.phrases[-4:]):
        return False
    classes = ANYTHING if other.kind == "name" else thing.classes or ANYTHING
    return bool(
        phrase.number & other.number
        and phrase.gender & other.gender & (thing.gender or 7)
        and phrase.classes & other.classes & classes
    )


def _otherwise(memory: Memory, phrase: Phrase, last: list[int]) -> bool:
    """Whether the sentence has called the thing "it" before "they", or the other way round."""
    said = (memory.phrases[k] for k in last)
    return any(p.sentence == phrase.sentence and p.family in ("it", "they") and p.family != phrase.family for p in said)


def _repeats(memory: Memory, phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases with one head may be one thing: number, owners and descriptions must not clash.

    "The immigrant population" is not "the population", nor "the Rahmon government" "the government in Kabul".
    """
    if other.plural != phrase.plural:
        return False
    thing = memory.things[other.cluster]
    if other.kind == "name":
        return phrase.noun in _lexicon.stand_ins() and not phrase.modifiers and not phrase.post
    if memory.possessors(phrase, other) == "different" or not phrase.described <= thing.described:
        return False
    mine = memory.inside(phrase)
    return not mine or not thing.inside or bool(mine & thing.inside)
