"""What a chain ranker is told of phrases: words about each phrase, and numbers about each pair of phrases.

A pair is (phrase, earlier phrase); the pairs of a phrase are a row: the `NEAR` phrases before it, the nearest first,
then up to `FAR` older ones that share its head, its entity or a word of its name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.stages import _binding, _lexicon
from pipeline.stages._phrases import Phrase
from pipeline.stages._snapshot import Tree

NEAR, FAR = 40, 6
GROUPS = (
    "name", "definite", "demonstrative", "possessive", "bare", "other",
    "he", "it", "they", "i", "we", "you", "this",
)  # fmt: skip
ROLES = ("subj", "obj", "obl", "nmod", "poss", "appos", "mod", "expl", "predicate", "other")
SENTENCES = np.digitize(np.arange(200), [1, 2, 3, 5, 9, 17])
RANKS = np.digitize(np.arange(NEAR + FAR), [1, 2, 3, 4, 6, 9, 15, 25, NEAR])
STEPS = np.minimum(np.arange(200), 2)
# Pair traits and how many values each has.
SIZES = {
    "sentences": 7, "rank": 10, "kind": 39, "place": 30, "head": 6, "modifiers": 7, "words": 2, "entity": 4,
    "agreement": 4, "classes": 9, "binding": 3, "parallel": 6, "quotes": 5, "structure": 6, "speaker": 3, "said": 5,
    "rivals": 5, "verb": 2, "name": 6, "repeats": 5,
}  # fmt: skip
Numbers = NDArray[np.int64]


@dataclass(slots=True)
class Pairs:
    """Rows of pairs: `other` is the earlier phrase (-1: none), `traits[name]` a number for each pair."""

    other: Numbers
    traits: dict[str, Numbers]


def group(phrase: Phrase) -> int:
    """Number of the group of phrases whose pairs are judged alike."""
    name = phrase.family if phrase.kind == "pronoun" else phrase.determiner
    return GROUPS.index(name) if name in GROUPS else GROUPS.index("other")


def about(tree: Tree, phrases: list[Phrase]) -> list[list[str]]:
    """For each phrase what is known of it by itself and of its noun in the whole text."""
    counts: dict[str, int] = defaultdict(int)
    for p in phrases:
        counts[p.noun] += 1
    seen: dict[str, int] = defaultdict(int)
    found, last = [], -1
    for p in phrases:
        g = GROUPS[group(p)]
        first = p.sentence != last
        last = p.sentence
        label = (p.mention.type or "none") if p.mention else ""
        case = next((tree.lower[c] for c in tree.children[p.root] if tree.dep[c] == "case" and c < p.root), "")
        before = tree.lower[p.start - 1] if p.start else ""
        times = min(counts[p.noun], 8)
        found.append([
            f"g {g}", f"n {p.noun}", f"c {_lexicon.spelled(p.classes)}", f"l {label}", f"# {p.number}",
            f"x {p.gender}", f"r {p.role}", f"p {tree.pos[p.root]} {tree.dep[p.root]}", f"d {p.determiner}",
            f"m {min(len(p.modifiers), 3)} {p.post}", f"w {min(p.end - p.start, 5)}", f"q {tree.quoted[p.root]}",
            f"s {min(p.sentence, 3)} {first}", f"t {times}", f"o {min(seen[p.noun], 3)} {g}",
            f"v {tree.lemma[p.governor]}", f"k {case}", f"b {before}",
            f"t {times} {g}", f"y {p.root == tree.right[p.root]}", f"u {p.noun[-3:]}",
        ])  # fmt: skip
        seen[p.noun] += 1
    return found


def rows(tree: Tree, phrases: list[Phrase], start: int, stop: int, index: Index) -> Pairs:
    """The pairs of phrases `[start, stop)`."""
    size = stop - start
    other = np.arange(start, stop)[:, None] - 1 - np.arange(NEAR)[None, :]
    far = np.array([index.older(k) for k in range(start, stop)], dtype=np.int64).reshape(size, FAR)
    other = np.concatenate([np.maximum(other, -1), far], axis=1)
    here = np.arange(start, stop)[:, None]
    valid = other >= 0
    at = np.maximum(other, 0)
    a = index
    distance = np.minimum(a.sentence[here] - a.sentence.take(at), 199)
    step = STEPS[distance]
    same_head = a.noun[here] == a.noun.take(at)
    agrees_n = (a.number[here] & a.number.take(at)) > 0
    agrees_g = (a.gender[here] & a.gender.take(at)) > 0
    shared = a.classes[here] & a.classes.take(at)
    overlap = np.where(shared == 0, 0, np.where(a.classes[here] == a.classes.take(at), 2, 1))
    entity = np.where(
        (a.entity[here] < 0) & (a.entity.take(at) < 0), 0,
        np.where(a.entity[here] == a.entity.take(at), 1, np.where((a.entity[here] >= 0) & (a.entity.take(at) >= 0), 2, 3)),
    )  # fmt: skip
    fits = agrees_n & agrees_g & (shared > 0) & valid & (a.kind.take(at) != 2)
    rivals = np.digitize(np.cumsum(fits, axis=1) - fits, [1, 2, 3, 6])
    repeats = np.minimum(np.cumsum(same_head & valid, axis=1) - (same_head & valid), 2)
    segments, mine = a.quote.take(at), a.quote[here]
    quotes = np.where(
        mine == 0, np.where(segments == 0, 0, 4), np.where(segments == 0, 3, np.where(mine == segments, 1, 2))
    )
    traits = {
        "sentences": SENTENCES[distance],
        "rank": np.broadcast_to(RANKS, other.shape),
        "kind": a.group.take(at) * 3 + step,
        "place": a.role.take(at) * 3 + step,
        "head": np.where(same_head, np.where(a.plural[here] == a.plural.take(at), 1, 2), 0),
        "modifiers": np.zeros_like(other),
        "words": (a.words[here] == a.words.take(at)).astype(np.int64),
        "entity": entity,
        "agreement": agrees_n * 2 + agrees_g,
        "classes": overlap * 3 + a.kind.take(at),
        "binding": np.zeros_like(other),
        "parallel": (a.role[here] == a.role.take(at)) * 3 + step,
        "quotes": quotes,
        "structure": np.zeros_like(other),
        "speaker": np.where(a.speaker[here] == a.root.take(at), 1, np.where(a.speaker.take(at) == a.root[here], 2, 0)),
        "said": a.said(here, at),
        "rivals": rivals,
        "verb": (a.verb[here] == a.verb.take(at)).astype(np.int64),
        "name": np.zeros_like(other),
        "repeats": same_head * 2 + repeats,
    }
    _describe(tree, phrases, start, other, distance, same_head, index, traits)
    return Pairs(other, traits)


def _describe(
    tree: Tree, phrases: list[Phrase], start: int, other: Numbers, distance: Numbers, same_head: Numbers,
    index: Index, traits: dict[str, Numbers],
) -> None:  # fmt: skip
    """Fill in the traits that few pairs have and that take a look at the tree or the words."""
    named = index.named[start : start + len(other), None] & index.named.take(np.maximum(other, 0))
    here, at = np.nonzero((other >= 0) & ((distance == 0) | same_head | named))
    binding, structure, modifiers, name = ([0] * len(here) for _ in range(4))
    looked = (column[here, at].tolist() for column in (other, distance == 0, same_head, named))
    for n, (row, earlier, near, alike, both) in enumerate(zip(here.tolist(), *looked, strict=True)):
        p, c = phrases[start + row], phrases[earlier]
        if near:
            binding[n] = 1 + (not _binding.permitted(tree, p, c))
            structure[n] = _structure(tree, p, c, index.subject[start + row])
        if alike and p.kind != "pronoun":
            modifiers[n] = _modifiers(p, c)
        elif both:
            name[n] = _names(index.spelled[start + row], index.spelled[earlier])
    found = {"binding": binding, "structure": structure, "modifiers": modifiers, "name": name}
    for trait, numbers in found.items():
        traits[trait][here, at] = numbers


def _structure(tree: Tree, p: Phrase, c: Phrase, subject: int) -> int:
    """How a phrase and an earlier one hang together; `subject`: of what the phrase is the predicate, -1 for none."""
    if tree.dep[p.root] == "appos" and tree.head[p.root] == c.root:
        return 1
    if subject == c.root:
        return 2
    if tree.inside(p.root, c.root):
        return 3
    if tree.inside(c.root, p.root):
        return 4
    return 5 if tree.head[p.root] == tree.head[c.root] else 0


def _modifiers(p: Phrase, c: Phrase) -> int:
    mine, yours = p.modifiers, c.modifiers
    if mine == yours:
        return 2 if mine else 1
    if mine < yours:
        return 3
    if mine > yours:
        return 4
    return 5 if mine & yours else 6


def _names(mine: list[str], yours: list[str]) -> int:
    short, long = (mine, yours) if len(mine) < len(yours) else (yours, mine)
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 1:
        initials = "".join(w[0] for w in long if w not in ("of", "the", "and", "for", "in"))
        if short[0].replace(".", "") == initials:
            return 1
    if mine[-1] == yours[-1]:
        return 2
    if mine[0] == yours[0]:
        return 3
    if set(short) < set(long):
        return 4
    return 5 if set(short) & set(long) else 0


class Index:
    """The phrases of a text as arrays, and where each noun, entity and name was last."""

    def __init__(self, tree: Tree, phrases: list[Phrase], clusters: dict[int, tuple[int, float]]) -> None:
        number: dict[str, int] = {}

        def ids(words: list[str]) -> Numbers:
            return np.array([number.setdefault(w, len(number)) for w in words], dtype=np.int64)

        self.sentence = np.array([p.sentence for p in phrases])
        self.root = np.array([p.root for p in phrases])
        self.group = np.array([group(p) for p in phrases])
        self.kind = np.array([("name", "nominal", "pronoun").index(p.kind) for p in phrases])
        self.role = np.array([ROLES.index(p.role) if p.role in ROLES else len(ROLES) - 1 for p in phrases])
        self.number = np.array([p.number for p in phrases])
        self.gender = np.array([p.gender for p in phrases])
        self.classes = np.array([p.classes for p in phrases])
        self.plural = np.array([p.plural for p in phrases])
        self.named = np.array([p.kind == "name" or tree.pos[p.root] == "PROPN" for p in phrases])
        self.subject = [_binding.predicated(tree, p.root) for p in phrases]
        self.spelled = [tree.lower[p.start : p.end] for p in phrases]
        self.noun = ids([p.noun for p in phrases])
        self.verb = ids([tree.lemma[p.governor] for p in phrases])
        self.words = ids([_wording(tree, p) for p in phrases])
        entities = [p.mention.entity.id if p.mention and p.mention.entity else "" for p in phrases]
        self.entity = np.where([e != "" for e in entities], ids(["entity " + e for e in entities]), -1)
        self.quote = _segments(tree)[self.root] if len(phrases) else self.root
        self.speaker = np.array(
            [_binding.speaker(tree, p.root) if p.family in ("i", "we", "you", "he") else -2 for p in phrases]
        )
        self.cluster = np.array([clusters.get(p.root, (-1, 0.0))[0] for p in phrases])
        self.trust = np.array([clusters.get(p.root, (-1, 0.0))[1] for p in phrases])
        self._older: list[list[int]] = []
        places: dict[int, list[int]] = defaultdict(list)
        for k, p in enumerate(phrases):
            keys = [int(self.noun[k])] if p.kind != "pronoun" else []
            keys += [int(self.entity[k])] if self.entity[k] >= 0 else []
            keys += ids(["word " + w for w in tree.lower[p.start : p.end]]).tolist() if p.kind == "name" else []
            found = {c for key in keys for c in places[key][-FAR:] if c < k - NEAR}
            self._older.append(sorted(found, reverse=True)[:FAR])
            for key in keys:
                places[key].append(k)

    def older(self, k: int) -> list[int]:
        """Up to FAR phrases beyond the nearest ones that phrase `k` may repeat; padded with -1."""
        return self._older[k] + [-1] * (FAR - len(self._older[k]))

    def said(self, here: Numbers, at: Numbers) -> Numbers:
        """How sure the resolution for claims is that two phrases are one thing: 0 not, 1 unsure … 4 sure."""
        same = (self.cluster[here] == self.cluster[at]) & (self.cluster[here] >= 0)
        return np.where(same, 1 + np.digitize(np.minimum(self.trust[here], self.trust[at]), [0.6, 0.8, 0.93]), 0)


def _wording(tree: Tree, p: Phrase) -> str:
    words = tree.lower[p.start : p.end]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an", "this", "that") else words)


def _segments(tree: Tree) -> Numbers:
    """For each token the number of the quotation that it stands in, 0 outside."""
    quoted = np.array(tree.quoted, dtype=np.int64)
    opens = np.diff(np.concatenate([[0], quoted])) == 1
    return np.cumsum(opens) * quoted
