"""Open statements against CaRB: the corpus, and its score by shared words.

The metric is that of Bhardwaj, Aggarwal and Mausam (EMNLP 2019). A tuple is compared with a gold tuple part by part:
predicate, first argument, all other arguments together; the words that they share count. For recall, every gold tuple
takes the prediction that covers it best, several may share one; for precision, gold and predicted tuples are paired
one to one, the best pair first, and every prediction without a partner counts as wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Claim

BE = frozenset({"be", "is", "am", "are", "was", "were", "been", "being"})
SAYING = ("said", "told", "added", "adds", "says")
ESCAPES = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


@dataclass(frozen=True, slots=True)
class Tuple:
    """A predicate and its arguments, as words; the first argument is the subject."""

    predicate: tuple[str, ...]
    subject: tuple[str, ...] | None
    rest: tuple[str, ...] | None

    @classmethod
    def of(cls, predicate: str, arguments: Sequence[str]) -> Tuple:
        """From strings with blanks between the words."""
        subject = tuple(arguments[0].split()) if arguments else None
        rest = tuple(" ".join(arguments[1:]).split()) if len(arguments) > 1 else None
        return cls(tuple(predicate.split()), subject, rest)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The arguments that are there."""
        return tuple(part for part in (self.subject, self.rest) if part is not None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its gold tuples. `looked_at` tells the half that may be read from the one that is only scored."""

    text: str
    gold: tuple[Tuple, ...]
    looked_at: bool


Predictions = Sequence[tuple[float, Tuple]]


def read(path: Path) -> list[Sentence]:
    """Sentences of a file of lines "sentence TAB predicate TAB argument TAB …", in order of appearance.

    The halves are told apart by the hash of the letters and digits of a sentence, whatever the file's order.
    """
    texts: dict[str, str] = {}
    gold: dict[str, list[Tuple]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text, predicate, *arguments = line.strip().split("\t")
        # Brackets are escaped in some lines and not in others.
        plain = re.sub("|".join(ESCAPES), lambda m: ESCAPES[m[0]], text)
        key = re.sub(r"[\W_]+", "", plain)
        texts[key] = text.strip()
        gold.setdefault(key, []).append(Tuple.of(predicate, [a for a in arguments if "C: " not in a]))
    return [
        Sentence(texts[key], tuple(gold[key]), hashlib.sha256(key.encode()).digest()[0] % 2 == 0) for key in texts
    ]


def tuple_of(claim: Claim) -> Tuple:
    """A statement as CaRB sees it: subject, object and qualifiers in the order of the text, each span once."""
    rest = sorted(claim.qualifiers, key=lambda q: q.start)
    parts = [claim.subject, *([claim.object] if claim.object else []), *([claim.value] if claim.value else []), *rest]
    spans = {(p.start, p.end): p.text for p in reversed(parts)}
    ordered = dict.fromkeys((p.start, p.end) for p in parts)
    return Tuple.of(claim.predicate.text or claim.predicate.label, [spans[span] for span in ordered])


def match(gold: Tuple, found: Tuple) -> tuple[float, float]:
    """Word precision and recall of a prediction for one gold tuple."""
    straight = _directed(gold, found, found.parts)
    said = any(verb in " ".join(gold.predicate) for verb in SAYING)
    if said and found.subject is not None and found.rest is not None:  # "X said Y" is also "Y, said X"
        return max(straight, _directed(gold, found, (found.rest, found.subject)))
    return straight


def _directed(gold: Tuple, found: Tuple, parts: tuple[tuple[str, ...], ...]) -> tuple[float, float]:
    left = Counter(found.predicate) - Counter(gold.predicate)
    hits = _shared(gold.predicate, found.predicate)
    if left["be"] and not BE.isdisjoint(gold.predicate):
        hits += 1
    if not hits or len(parts) < len(gold.parts):
        return 0.0, 0.0
    wanted, given = len(gold.predicate), len(found.predicate)
    for words, other in zip(gold.parts, parts, strict=False):
        wanted, given = wanted + len(words), given + len(other)
        hits += _shared(words, other)
    return hits / given, hits / wanted


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    return (Counter(one) & Counter(other)).total()


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 at the confidence where F1 is best, and the area under the curve of both."""

    precision: float
    recall: float
    f1: float
    auc: float
    threshold: float


def score(gold: Sequence[Sequence[Tuple]], found: Sequence[Predictions]) -> Score:
    """The score of the predictions of each sentence against its gold tuples."""
    thresholds = sorted({confidence for sentence in found for confidence, _ in sentence})
    hit_p, all_p, hit_r = ([0.0] * len(thresholds) for _ in range(3))
    index = {confidence: i for i, confidence in enumerate(thresholds)}
    for wanted, given in zip(gold, found, strict=True):
        matrix = [[match(g, t) for _, t in given] for g in wanted]
        start = 0
        for confidence in sorted({c for c, _ in given}):
            kept = [j for j, (c, _) in enumerate(given) if c >= confidence]
            precision, recall = _paired(matrix, kept), sum(max(row[j][1] for j in kept) for row in matrix)
            for i in range(start, index[confidence] + 1):
                hit_p[i], all_p[i], hit_r[i] = hit_p[i] + precision, all_p[i] + len(kept), hit_r[i] + recall
            start = index[confidence] + 1
    total = sum(map(len, gold))
    curve = [(p / n, r / total, t) for p, n, r, t in zip(hit_p, all_p, hit_r, thresholds, strict=True)]
    if not curve:
        return Score(0.0, 0.0, 0.0, 0.0, 0.0)
    f1, (precision, recall, threshold) = max(
        ((2 * p * r / (p + r) if p + r else 0.0, (p, r, -t)) for p, r, t in curve), key=lambda pair: pair[0]
    )
    steps = [*((r, p) for p, r, _ in curve), (0.0, 1.0)]
    area = sum((a[0] - b[0]) * (a[1] + b[1]) / 2 for a, b in zip(steps, steps[1:], strict=False))
    return Score(precision, recall, f1, abs(area), -threshold)


def _paired(matrix: Sequence[Sequence[tuple[float, float]]], kept: Sequence[int]) -> float:
    """Sum of word precisions of gold and kept predictions paired one to one, the best pair first."""
    pairs = sorted(((-row[j][0], i, j) for i, row in enumerate(matrix) for j in kept))
    rows, columns, total = set(), set(), 0.0
    for negative, i, j in pairs:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            total -= negative
    return total
