"""Why there is a claim: what made it, from which words, what its confidence and its check-worthiness rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline import ingest, resources
from pipeline.assessment.checkworthiness import Reason, reasons
from pipeline.assessment.confidence import Share, shares, table, wording
from pipeline.errors import RecordError
from pipeline.inspection.marking import Slot, mark, slots
from pipeline.inspection.traced import loaded, trace
from pipeline.records import Claim, Document, Failure
from pipeline.version import __version__


@dataclass(slots=True)
class Explanation:
    """A claim with all that can be said about where it comes from.

    `shares` is empty when the text could not be read again or now gives another claim; `notes` then says why.
    `alike` is what gold says of claims of about this confidence: how many, from which to which, the share that is right.
    """

    claim: Claim
    marked: str
    slots: list[Slot]
    row: dict[str, Any] | None
    reasons: tuple[Reason, ...]
    alike: dict[str, float] | None
    shares: list[Share] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        claim = self.claim
        signals = [asdict(share) | {"words": wording(share.signal)} for share in self.shares]
        return {
            "claim": claim.to_dict(),
            "marked": self.marked,
            "spans": [asdict(slot) for slot in self.slots],
            "made_by": claim.producer.to_dict() | {"row": self.row},
            "confidence": {"value": claim.confidence, "signals": signals, "alike": self.alike},
            "checkworthiness": {"value": claim.checkworthiness, "reasons": [asdict(r) for r in self.reasons]},
            "notes": self.notes,
        }


def find(wanted: str, claims: Iterable[Claim], where: str) -> Claim:
    """The claim whose id is `wanted` or begins with it; raises RecordError when there is none or more than one."""
    prefix = wanted if wanted.startswith("c:") else f"c:{wanted}"
    found: dict[str, Claim] = {}
    count = 0
    for claim in claims:
        count += 1
        if claim.id.startswith(prefix):
            found.setdefault(claim.id, claim)
    if not found:
        raise RecordError(
            f"None of the {count} claims in {where} has the id {wanted!r}: ids look like 'c:0123456789abcdef', and the "
            "first characters are enough."
        )
    if len(found) > 1 and prefix not in found:
        raise RecordError(f"{wanted!r} could be {', '.join(sorted(found))} in {where}: give more of it.")
    return found.get(prefix) or next(iter(found.values()))


def explain(
    claim: Claim, *, source: str | Path | None = None, model: str | None = None, numbers: str | None = None
) -> Explanation:
    """Explain a claim. The text is read again, from `source` or where the claim says, to see what its confidence rests on.

    `numbers` is the locale that was given when the claim was extracted.
    """
    found = slots(claim)
    evidence = claim.evidence
    explanation = Explanation(
        claim,
        mark(evidence.quote, evidence.start, found),
        found,
        _row(claim.producer.rule),
        reasons(claim),
        _alike(claim),
    )
    document = _document(claim, source, explanation.notes)
    if document is not None:
        _trace(document, model, numbers, explanation)
    return explanation


def _row(rule: str) -> dict[str, Any] | None:
    """The row of a table that made the claim, for rules that are rows: "relations/17:captured"."""
    family, _, name = rule.partition("/")
    number, _, relation = name.partition(":")
    if family != "relations" or not number.isdigit():
        return None
    rows: list[dict[str, Any]] = resources.table("relations.toml")["pattern"]
    row = rows[int(number) - 1] if 0 < int(number) <= len(rows) else {}
    return row if row.get("relation") == relation else None


def _alike(claim: Claim) -> dict[str, float] | None:
    rows = table().get("reliability", {}).get(claim.kind, {}).get("bins", [])
    if not rows:
        return None
    count, low, high, right = min(rows, key=lambda row: max(row[1] - claim.confidence, claim.confidence - row[2]))
    return {"claims": count, "low": low, "high": high, "right": right}


def _document(claim: Claim, source: str | Path | None, notes: list[str]) -> Document | None:
    ref = claim.document
    if source is None and ref.uri in ("", "-"):
        notes.append("The text was not read from a file: give it with --source to see what the confidence rests on.")
        return None
    unreadable = None
    for found in ingest.read(source or ref.uri, language="en"):
        if isinstance(found, Failure):
            unreadable = found.reason
        elif found.sha256 == ref.sha256:
            return found.model_copy(update={"published": ref.published})
    reason = (
        unreadable
        or f"{str(source or ref.uri)!r} is not, or no longer, the text of the claim (sha256 {ref.sha256[:12]}…)."
    )
    notes.append(
        f"{reason} Without the text it cannot be seen what the confidence rests on; --source says where it is."
    )
    return None


def _trace(document: Document, model: str | None, numbers: str | None, explanation: Explanation) -> None:
    claim = explanation.claim
    for doc in trace(loaded(model), document, numbers=numbers):
        signals = doc._.trace.signals.get(claim.id)
        if signals is None:
            continue
        explanation.shares = shares(claim.kind, signals)
        again = next((c for c in (*doc._.claims, *doc._.statements) if c.id == claim.id), claim)
        if (again.confidence, again.producer.rule) != (claim.confidence, claim.producer.rule):
            explanation.notes.append(
                f"Read again by claimspan {__version__} with {again.producer.model}, the claim has the confidence "
                f"{again.confidence:.3f} and the rule {again.producer.rule}; the signals below are of that."
            )
        return
    explanation.notes.append(
        f"Read again by claimspan {__version__}, the text does not give this claim: it was made by "
        f"{claim.producer.pipeline} with {claim.producer.model}. `claimspan why-not` shows what became of its words."
    )
