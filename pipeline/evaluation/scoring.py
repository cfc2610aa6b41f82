"""Counting: which gold claims were found, which emitted claims are right.

    values      a gold statistic whose number was found at its place: same amount or range, same unit
    qualified   … and whose 'about' and 'more than' are read right
    slots       … and whose predicate, subject, object are right, each by itself
    statistics  precision, recall, F1 of whole statistics: value, predicate, subject and object
    relations   precision, recall, F1 of whole relations: predicate, subject and object
    times       gold relations with a time that were found with an overlapping time
    confidence  of the claims emitted with a confidence from 0.8 up to 0.9, the share that is right, and so on

Every figure but precision is a share of core gold; precision is the share of emitted claims that are right, not
counting those that match marginal gold. The same two for each predicate: a claim counts under its own predicate for
precision, gold under the annotator's for recall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pipeline.evaluation.gold import GoldClaim, GoldDocument
from pipeline.evaluation.matching import best_slots, same_marking, same_time, same_value, stands_at
from pipeline.records import Claim

KINDS = {"statistic": "statistics", "relation": "relations"}


@dataclass(slots=True)
class Share:
    """Hits out of a total; the share of nothing is 0."""

    hits: int = 0
    total: int = 0

    def add(self, hit: bool) -> None:
        """Count one case."""
        self.hits += hit
        self.total += 1

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.hits / self.total if self.total else 0.0


@dataclass(slots=True)
class Figures:
    """How a kind or predicate fares: `found` counts gold, `right` counts emitted claims."""

    found: Share = field(default_factory=Share)
    right: Share = field(default_factory=Share)

    @property
    def precision(self) -> float:
        """Share of emitted claims that are right."""
        return self.right.share

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return self.found.share

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """Precision, recall, F1, and how many gold and emitted claims they rest on."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "gold": self.found.total,
            "emitted": self.right.total,
        }


@dataclass(slots=True)
class Scores:
    """All figures of one evaluation. `notes` has a line for each gold claim that was missed or found in part."""

    kinds: dict[str, Figures] = field(default_factory=lambda: {name: Figures() for name in KINDS.values()})
    predicates: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    values: Share = field(default_factory=Share)
    qualified: Share = field(default_factory=Share)
    slots: dict[str, Share] = field(default_factory=lambda: {s: Share() for s in ("predicate", "subject", "object")})
    times: Share = field(default_factory=Share)
    confidence: dict[str, Share] = field(default_factory=lambda: {f"0.{tenth}": Share() for tenth in range(10)})
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The figures as nested plain data; also the names by which floors address them."""
        return {
            "values": {"recall": self.values.share, "gold": self.values.total},
            "qualified": {"recall": self.qualified.share, "gold": self.qualified.total},
            "slots": {name: share.share for name, share in self.slots.items()},
            **{name: figures.as_dict() for name, figures in self.kinds.items()},
            "times": {"recall": self.times.share, "gold": self.times.total},
            "confidence": {
                tenth: {"precision": share.share, "emitted": share.total}
                for tenth, share in self.confidence.items()
                if share.total
            },
            "predicates": {name: self.predicates[name].as_dict() for name in sorted(self.predicates)},
        }


def score(documents: Sequence[GoldDocument], claims: Iterable[Claim]) -> Scores:
    """Compare claims with gold; a claim belongs to the document NAME whose uri or id is NAME or ends in NAME.txt.

    Open statements and claims of other documents are left out.
    """
    scores = Scores()
    by_name: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[document_name(claim)].append(claim)
    for document in documents:
        _Comparison(document, by_name.get(document.name, []), scores).run()
    return scores


def judge(document: GoldDocument, claims: Sequence[Claim]) -> list[tuple[Claim, bool]]:
    """The typed claims of one document on which gold has a say, in order, each with whether it is right.

    Left out is what only marginal gold speaks of: it is neither confirmed nor denied.
    """
    comparison = _Comparison(document, claims, Scores())
    comparison.run()
    return comparison.judged()


def document_name(claim: Claim) -> str:
    """The name of the gold document that a claim belongs to."""
    return PurePosixPath(claim.document.uri or claim.document.id).name.removesuffix(".txt")


class _Comparison:
    """One document: gold claims choose among the emitted ones, then the emitted ones are judged."""

    def __init__(self, document: GoldDocument, claims: Sequence[Claim], scores: Scores) -> None:
        self.document = document
        self.claims = [claim for claim in claims if claim.kind in KINDS]
        self.scores = scores
        # Positions in `claims`: those that some core gold accepts, and those that only marginal gold speaks of.
        self.right: set[int] = set()
        self.marginal: set[int] = set()

    def run(self) -> None:
        for gold in self.document.claims:
            if gold.kind == "statistic":
                self._statistic(gold)
            else:
                self._relation(gold)
        for claim, right in self.judged():
            for figures in (self.scores.kinds[KINDS[claim.kind]], self.scores.predicates[claim.predicate.id]):
                figures.right.add(right)
            self.scores.confidence[f"0.{min(9, int(10 * claim.confidence))}"].add(right)

    def judged(self) -> list[tuple[Claim, bool]]:
        return [
            (claim, position in self.right)
            for position, claim in enumerate(self.claims)
            if position in self.right or position not in self.marginal
        ]

    def _statistic(self, gold: GoldClaim) -> None:
        places = gold.places(self.document.text)
        candidates = [
            position
            for position, claim in enumerate(self.claims)
            if claim.kind == "statistic" and stands_at(claim, places) and same_value(claim.value, gold.value)
        ]
        if not gold.core:
            self.marginal.update(candidates)
            return
        # One claim answers one gold claim while there is another: "42 percent of Afghans and of Pakistanis".
        chosen = max(
            candidates,
            key=lambda p: (p not in self.right, sum(best_slots(self.claims[p], gold)), -p),
            default=None,
        )
        agreement = (False, False, False) if chosen is None else best_slots(self.claims[chosen], gold)
        value = None if chosen is None else self.claims[chosen].value
        self.scores.values.add(chosen is not None)
        self.scores.qualified.add(bool(value and gold.value and same_marking(value, gold.value)))
        for share, agrees in zip(self.scores.slots.values(), agreement, strict=True):
            share.add(agrees)
        self._count(gold, all(agreement))
        if chosen is not None and all(agreement):
            self.right.add(chosen)
        else:
            self._note(gold, None if chosen is None else self.claims[chosen])

    def _relation(self, gold: GoldClaim) -> None:
        places = gold.places(self.document.text)
        hits = [
            position
            for position, claim in enumerate(self.claims)
            if claim.kind == "relation" and stands_at(claim, places) and all(best_slots(claim, gold))
        ]
        if not gold.core:
            self.marginal.update(hits)
            return
        self._count(gold, bool(hits))
        self.right.update(hits)
        if hits and gold.time:
            self.scores.times.add(any(same_time(self.claims[position], gold.time) for position in hits))
        if not hits:
            self._note(gold, None)

    def _count(self, gold: GoldClaim, found: bool) -> None:
        self.scores.kinds[KINDS[gold.kind]].found.add(found)
        self.scores.predicates[gold.predicate].found.add(found)

    def _note(self, gold: GoldClaim, claim: Claim | None) -> None:
        if self.document.half == "blind":  # scored, never looked at
            return
        wanted = f"{self.document.name}: {gold.predicate}({_first(gold.subject)}, {_first(gold.object)}) {gold.quote!r}"
        if claim is None:
            self.scores.notes.append(f"missed {wanted}")
        else:
            got = f"{claim.predicate.id}({claim.subject.text}, {claim.object.text if claim.object else '-'})"
            self.scores.notes.append(f"partly {wanted}: got {got}")


def _first(names: Sequence[str] | None) -> str:
    return names[0] if names else "-"


def flatten(figures: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """Nested figures under dotted names: `statistics.f1`, `predicates.killed.recall`."""
    flat: dict[str, float] = {}
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            flat |= flatten(figure, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = float(figure)
    return flat
