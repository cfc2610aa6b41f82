"""Claims with their signals and whether gold says that they are right: what confidence is learnt from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import ingest
from pipeline.evaluation import GoldDocument, read_gold
from pipeline.evaluation.scoring import judge
from pipeline.inspection.traced import trace
from pipeline.records import Document, Kind
from pipeline.run import Pipeline
from pipeline.training import carb

# A statement is right when gold has a tuple of its own for it with which it shares at least this part of its words (and
# the predicate in any case): its words are those of the fact, give or take an adjunct.
AGREEMENT = 0.75


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that gold confirms or denies. Claims of one `document` are never learnt from and measured on at once."""

    document: str
    kind: Kind
    signals: dict[str, float]
    right: bool


def typed(folder: Path, pipeline: Pipeline) -> Iterator[Judged]:
    """Statistics and relations of the gold documents of a folder; those that only marginal gold speaks of are left out."""
    for gold in read_gold(folder):
        docs = trace(pipeline, _document(gold), published=gold.published)
        claims = [claim for doc in docs for claim in doc._.claims]
        signals = {id_: found for doc in docs for id_, found in doc._.trace.signals.items()}
        for claim, right in judge(gold, claims):
            yield Judged(gold.name, claim.kind, signals[claim.id], right)


def _document(gold: GoldDocument) -> Document:
    return ingest.document(gold.text).model_copy(update={"uri": f"{gold.name}.txt"})


def statements(sentences: Iterable[carb.Sentence], pipeline: Pipeline) -> Iterator[Judged]:
    """Statements of single sentences, each paired with at most one gold tuple as CaRB's precision pairs them."""
    for number, sentence in enumerate(sentences):
        docs = trace(pipeline, ingest.document(sentence.text))
        claims = [claim for doc in docs for claim in doc._.statements]
        signals = {id_: found for doc in docs for id_, found in doc._.trace.signals.items()}
        found = [carb.tuple_of(claim) for claim in claims]
        partners = _partners([[carb.match(gold, one)[0] for one in found] for gold in sentence.gold])
        for position, claim in enumerate(claims):
            right = partners.get(position, 0.0) >= AGREEMENT
            yield Judged(f"sentence {number}", claim.kind, signals[claim.id], right)


def _partners(matrix: list[list[float]]) -> dict[int, float]:
    """Word precision of each prediction (a column) with the gold tuple (a row) that it is paired with, best pairs first."""
    pairs = sorted(
        (-precision, row, column) for row, line in enumerate(matrix) for column, precision in enumerate(line)
    )
    rows: set[int] = set()
    found: dict[int, float] = {}
    for negative, row, column in pairs:
        if row not in rows and column not in found:
            rows.add(row)
            found[column] = -negative
    return found
