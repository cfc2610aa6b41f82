"""How well claims read: the judgements of a reader on the texts of claims from the gold articles.

A line of the gold is a claim's text from one article with the gravest fault that a strict copy editor found in it, null for
none. A text that the rules word anew is no longer judged: it counts as neither, and too many of them ask for a new reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.evaluation.gold import GoldRecord
from pipeline.evaluation.gold_lines import read_lines
from pipeline.records import Claim

# Claims that are less sure are not judged: most users leave them out.
LEAST_CONFIDENCE = 0.5
# What marks a word for which nothing was found: "they (unresolved)".
UNRESOLVED = "unresolved"

Fault = Literal["grammar", "cut", "dangling", "wrong", "odd"]


class Judgement(GoldRecord):
    """What a reader found in the text of a claim from the gold article `document`."""

    document: str
    text: str
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of claims by what was found in them; `good` have no fault, `unjudged` nobody has read.

    `left_open` of the good ones say of a word that it is unresolved.
    """

    good: int
    left_open: int
    faults: Counter[str]
    unjudged: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()

    @property
    def judged(self) -> int:
        """Texts that a reader has judged."""
        return self.good + sum(self.faults.values())

    def share(self, fault: str | None) -> float:
        """The share of judged texts with a fault, or with none."""
        return (self.good if fault is None else self.faults[fault]) / max(self.judged, 1)


def read_judgements(path: Path) -> dict[tuple[str, str], Judgement]:
    """The judgements of a file by document and text."""
    return {(row.document, row.text): row for row in read_lines(path, Judgement)}


def read_texts(claims: Mapping[str, Iterable[Claim]], judgements: Mapping[tuple[str, str], Judgement]) -> Reading:
    """Every text once that claims of a document have, by its judgement. claims: of each document."""
    keys = dict.fromkeys(
        (name, claim.text) for name, found in claims.items() for claim in found if claim.confidence >= LEAST_CONFIDENCE
    )
    known = [judgements[key] for key in keys if key in judgements]
    good = [row for row in known if row.fault is None]
    bad = [row for row in known if row.fault is not None]
    return Reading(
        good=len(good),
        left_open=sum(UNRESOLVED in row.text for row in good),
        faults=Counter(str(row.fault) for row in bad),
        unjudged=tuple(key for key in keys if key not in judgements),
        notes=tuple(f"{row.fault}: {row.text} ({row.document})" for row in bad),
    )
