"""Writing down what was left out, for runs that ask: without `doc._.trace` nothing is computed or kept."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.annotations import Dropped


def note(doc: Doc, stage: str, start: int, end: int, reason: str) -> None:
    """Say why `stage` made nothing of tokens `[start, end)`; does nothing unless the Doc is traced."""
    if doc._.trace is not None:
        doc._.trace.dropped.append(Dropped(stage, start, end, reason))
