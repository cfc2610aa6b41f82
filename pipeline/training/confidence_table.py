"""From gold to confidence.json: gather judged claims, learn, measure on held-out documents, write the table."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pipeline import resources
from pipeline.assessment.confidence import GROUPS, TABLE
from pipeline.evaluation.reliability import (
    Pairs,
    adaptive_error,
    bins,
    calibration_error,
    chance_error,
    error_interval,
    ranking,
)
from pipeline.records import Kind
from pipeline.run import load
from pipeline.training import carb
from pipeline.training.calibration import cross_validate, learn
from pipeline.training.judged import Judged, statements, typed

# Thresholds at which precision is counted, in hundredths.
GRID = range(20, 100)

# (confidence, right) by kind and document, each confidence from a model that has not seen the document.
Measured = dict[Kind, dict[str, list[tuple[float, bool]]]]


def gather(folders: Sequence[Path], tuples: Path | None, model: str | None = None) -> list[Judged]:
    """Every judged claim of gold folders and, with a file of CaRB tuples, of the sentences that were not looked at."""
    pipeline = load(model)
    found = [claim for folder in folders for claim in typed(folder, pipeline)]
    if tuples is not None:
        # The scorer of statements has learnt from the other half, whose scores are too good to be true.
        found += statements([s for s in carb.read(tuples) if not s.looked_at], pipeline)
    return found


def held_out(claims: Sequence[Judged]) -> Measured:
    """Every claim measured without its document."""
    found: Measured = {}
    for group in _groups(claims).values():
        for confidence, claim in zip(cross_validate(group), group, strict=True):
            found.setdefault(claim.kind, {}).setdefault(claim.document, []).append((confidence, claim.right))
    return {kind: found[kind] for kind in get_args(Kind) if kind in found}


def pairs_of(documents: dict[str, list[tuple[float, bool]]]) -> list[tuple[float, bool]]:
    """The pairs of all documents together."""
    return [pair for pairs in documents.values() for pair in pairs]


def build(claims: Sequence[Judged], measured: Measured) -> dict[str, Any]:
    """The content of confidence.json."""
    table: dict[str, Any] = {"weights": {}, "calibration": {}, "reliability": {}, "precision": {}, "learnt": {}}
    for name, group in _groups(claims).items():
        model = learn(group)
        table["weights"][name] = dict(sorted((n, w) for n, w in model.weights.items() if w))
        table["calibration"] |= {kind: [round(x, 3) for x in line] for kind, line in model.calibration.items()}
        table["learnt"][name] = {
            "claims": len(group), "documents": len({c.document for c in group}), "decay": model.decay,
        }  # fmt: skip
    for kind, documents in measured.items():
        pairs = pairs_of(documents)
        table["reliability"][kind] = {
            "error": round(calibration_error(pairs), 3),
            "bins": [[b.claims, *(round(x, 3) for x in (b.low, b.high, b.right))] for b in bins(pairs)],
        }
        table["precision"][kind] = list(_supports(pairs))
    return table


def _groups(claims: Sequence[Judged]) -> dict[str, list[Judged]]:
    groups = {
        name: [claim for claim in claims if GROUPS[claim.kind] == name] for name in dict.fromkeys(GROUPS.values())
    }
    return {name: group for name, group in groups.items() if group}


def _supports(pairs: Pairs) -> list[list[float]]:
    """(threshold, judged, right) wherever raising the threshold leaves something out."""
    found: list[list[float]] = []
    for hundredth in GRID:
        above = [right for confidence, right in pairs if confidence >= hundredth / 100]
        if found and found[-1][1] == len(above):
            found[-1][0] = hundredth / 100
        elif above:
            found.append([hundredth / 100, len(above), sum(above)])
    return found


def write(table: dict[str, Any], file: Path | None = None) -> Path:
    """Write a table, one weight a line; what it lacks (statements, without their gold) stays as it was."""
    path = file or resources.data(TABLE)
    kept: dict[str, Any] = json.loads(resources.data(TABLE).read_text(encoding="utf-8"))
    merged = {name: kept.get(name, {}) | part for name, part in table.items()}
    lines = (f" {json.dumps(name)}: {_block(merged[name])}" for name in merged)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def _block(part: dict[str, Any]) -> str:
    rows = []
    for name, value in sorted(part.items()):
        inner = _block(value) if isinstance(value, dict) and len(value) > 8 else json.dumps(value)
        rows.append(f"  {json.dumps(name)}: {inner}")
    return "{\n" + ",\n".join(rows) + "\n }"


def report(measured: Measured) -> list[str]:
    """One line for each kind and one for all: how far confidence is from the truth on held-out documents."""
    lines = [
        f"{'':11}{'claims':>7}{'right':>7}{'mean confidence':>17}{'error':>7}{'95% interval':>16}{'by chance':>11}"
        f"{'equal number':>14}{'ranking':>9}"
    ]
    everything = {f"{kind} {name}": pairs for kind, parts in measured.items() for name, pairs in parts.items()}
    rows: list[tuple[str, dict[str, list[tuple[float, bool]]]]] = [*measured.items(), ("all", everything)]
    for name, documents in rows:
        pairs = pairs_of(documents)
        right = sum(r for _, r in pairs) / len(pairs)
        mean = math.fsum(p for p, _ in pairs) / len(pairs)
        low, high = error_interval([documents[name] for name in sorted(documents)])
        lines.append(
            f"{name:11}{len(pairs):7}{right:7.3f}{mean:17.3f}{calibration_error(pairs):7.3f}"
            f"{f'{low:.3f} to {high:.3f}':>16}{chance_error(pairs):11.3f}{adaptive_error(pairs):14.3f}{ranking(pairs):9.3f}"
        )
    return lines
