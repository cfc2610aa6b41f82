"""How a phrase and a candidate for its antecedent are described to the ranker: as words ("features")."""

from __future__ import annotations

from pipeline.stages import _binding, _lexicon
from pipeline.stages._lexicon import COUNTRY, PLURAL
from pipeline.stages._memory import Memory
from pipeline.stages._phrases import Phrase


def pair(memory: Memory, phrase: Phrase, other: Phrase, rank: int, tie: str) -> list[str]:
    """Features of one candidate: `rank` counts from the nearest, `tie` is why it is one."""
    tree, thing = memory.tree, memory.things[other.cluster]
    distance = min(phrase.sentence - other.sentence, 4)
    kind = other.family or other.determiner
    near = "same" if distance == 0 else "last" if distance == 1 else "far"
    size = min(len(thing.phrases), 4)
    features = [
        f"distance {distance}", f"role {other.role} {near}", f"kind {kind}", f"size {size}", f"tie {tie}",
        f"rank {_bucket(rank)}",
    ]  # fmt: skip
    if other.role == phrase.role:
        features.append(f"parallel {phrase.role}")
    if tree.quoted[phrase.root] != tree.quoted[other.root]:
        features.append(f"across a quote {other.role}")
    if thing.name is not None:
        features.append("named")
    main = _lexicon.spelled(thing.classes)
    features.append(f"class {main}")
    if distance == 0:
        same = tree.clause[phrase.root] == tree.clause[other.root]
        features.append(f"local {other.role} {phrase.role if same else 'clause'}")
        if not same and other.role == "subj" and tree.inside(tree.clause[phrase.root], tree.clause[other.root]):
            features.append("subject above")
    if _binding.speaks(tree, other, phrase):
        features.append("speaker")
    if memory.named_after(phrase, other):
        features.append("named after")
    if thing.classes == COUNTRY and memory.countries.get(other.cluster, 0) == max(memory.countries.values(), default=0):
        features.append("topic country")
    if other.role == "poss" and tree.dep[other.governor] == "nsubj":
        features.append(f"owner of a subject {near}")
    if phrase.role == "poss" and tree.dep[phrase.governor] == "conj" and tree.head[phrase.governor] == other.root:
        features.append("coordinated owner")
    if phrase.kind == "pronoun":
        features.append(f"named {thing.name is not None} {other.role} {near}")
        features.append(f"kind {kind} {near}")
        if phrase.number & other.number & PLURAL and other.number == 3:
            features.append("collective")
        if other.kind == "pronoun" and other.noun == phrase.noun:
            features.append("same pronoun")
        if phrase.family == "he" and phrase.gender == other.gender:
            features.append("gender told")
        if other.cluster == memory.defined and not memory.names_another(phrase):
            features.append("defined")
    else:
        features += _nominal(memory, phrase, other, tie)
    return features


def none(memory: Memory, phrase: Phrase) -> list[str]:
    """Features of the answer "nothing named before"."""
    if phrase.kind == "pronoun":
        features = ["none", f"none {phrase.role}", f"none {phrase.use}"]
        if phrase.family == "it":
            features.append("none " + _binding.empty(memory.tree, phrase.root))
        return features
    modified = f"{bool(phrase.modifiers)} {phrase.post}"
    return [
        "none", f"none {phrase.determiner} {modified}", f"none class {_lexicon.spelled(phrase.classes)}",
        f"none {phrase.role}", f"none number {phrase.number}", f"none names {bool(memory.inside(phrase))}",
    ]  # fmt: skip


def _nominal(memory: Memory, phrase: Phrase, other: Phrase, tie: str) -> list[str]:
    features = [f"{tie} {phrase.determiner} {_steps(phrase, other)}", f"{tie} class {_lexicon.spelled(phrase.classes)}"]
    if tie == "head":
        extra = len(phrase.modifiers - other.modifiers)
        missing = len(other.modifiers - phrase.modifiers)
        state = "equal" if not extra and not missing else "fewer" if not extra else "more" if not missing else "other"
        some = "some" if phrase.modifiers else "none"
        features += [f"modifiers {state} {some}", f"determiners {phrase.determiner} {other.determiner}"]
        features.append(f"possessor {memory.possessors(phrase, other)}")
        features.append(f"names {bool(memory.inside(phrase))} {bool(memory.inside(other))}")
        if phrase.post:
            features.append(f"postmodified {state}")
    else:
        features.append(f"{tie} modified {bool(phrase.modifiers)} {phrase.post}")
        if tie == "class":
            features.append(f"class noun {_lexicon.spelled(phrase.classes)} {phrase.noun in _lexicon.plainest()}")
    return features


def _steps(phrase: Phrase, other: Phrase) -> str:
    """Distance in sentences, in steps that matter for nouns."""
    distance = phrase.sentence - other.sentence
    return "0" if distance <= 0 else "1" if distance == 1 else "2" if distance <= 3 else "4" if distance <= 8 else "9"


def _bucket(rank: int) -> str:
    return str(rank) if rank < 3 else "3" if rank < 6 else "6"
