"""Are the claims of a file still what their sources say: every span of every claim against the original text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import ingest
from pipeline.records import Claim, Document, DocumentRef, Failure
from pipeline.sinks import read_claims


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: in which claim (None: about a whole document), of which document, and what."""

    claim: str | None
    uri: str
    reason: str


@dataclass(slots=True)
class Report:
    """`claims`, `spans` and `documents` were checked; `problems` is empty when everything holds."""

    claims: int = 0
    spans: int = 0
    documents: int = 0
    problems: list[Problem] = field(default_factory=list)


def check(claims: str | Path | Iterable[Claim], sources: Iterable[str | Path | Document] | None = None) -> Report:
    """Read the originals again and compare every span of every claim with them, and their sha256.

    `claims` is a claim file or claims. `sources` (files, folders, documents) say where the originals are now; without
    them they are looked for where each claim says that it was read. Raises RecordError when the file is no claim file.
    """
    found = read_claims(claims) if isinstance(claims, str | Path) else claims
    report = Report()
    originals = None if sources is None else _Originals(sources)
    texts: dict[str, str | None] = {}
    for claim in found:
        report.claims += 1
        ref = claim.document
        if ref.sha256 not in texts:
            texts[ref.sha256] = originals.text(ref, report) if originals else _again(ref, report)
            report.documents += 1
        text = texts[ref.sha256]
        if text is not None:
            _spans(claim, text, report)
    return report


def _spans(claim: Claim, text: str, report: Report) -> None:
    for where, start, end, quote in spans(claim.to_dict()):
        report.spans += 1
        if text[start:end] != quote or end > len(text):
            reason = f"{where} [{start}, {end}) is {_short(text[start:end])}, not {_short(quote)}"
            report.problems.append(Problem(claim.id, claim.document.uri, reason))


def spans(record: Any, where: str = "claim") -> Iterator[tuple[str, int, int, str]]:
    """(where, start, end, quote) of every object inside `record` that has a place in the text."""
    if isinstance(record, dict):
        start, end = record.get("start"), record.get("end")
        quote = record.get("quote", record.get("text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(quote, str):
            yield where, start, end, quote
        for name, item in record.items():
            yield from spans(item, f"{where}.{name}")
    elif isinstance(record, list):
        for number, item in enumerate(record):
            yield from spans(item, f"{where}[{number}]")


class _Originals:
    """Documents by the hash of their bytes, and by name for those that have changed."""

    def __init__(self, sources: Iterable[str | Path | Document]) -> None:
        self.by_hash: dict[str, str] = {}
        self.by_name: dict[str, Document] = {}
        # A file that cannot be read matters only when a claim comes from it.
        self.unreadable: dict[str, str] = {}
        for source in sources:
            for found in [source] if isinstance(source, Document) else ingest.read(source, language="en"):
                if isinstance(found, Failure):
                    self.unreadable[Path(found.uri).name] = found.reason
                else:
                    self.by_hash[found.sha256] = found.text
                    self.by_name[Path(found.uri).name] = found

    def text(self, ref: DocumentRef, report: Report) -> str | None:
        if ref.sha256 in self.by_hash:
            return self.by_hash[ref.sha256]
        name = Path(ref.uri).name
        changed = self.by_name.get(name)
        reason = "has changed since its claims were made"
        if changed is None:
            unreadable = self.unreadable.get(name)
            reason = f"cannot be read again: {unreadable}" if unreadable else "is not among the sources given"
        report.problems.append(Problem(None, ref.uri, f"{ref.uri or ref.id!r} {reason} (sha256 {ref.sha256[:12]}…)"))
        return changed.text if changed else None


def _again(ref: DocumentRef, report: Report) -> str | None:
    """The text where the claim says that it was read."""
    if ref.uri in ("", "-"):
        reason = "was not read from a file: name the source"
        report.problems.append(Problem(None, ref.uri, f"Document {ref.id} {reason}"))
        return None
    for found in ingest.read(ref.uri, language="en"):
        if isinstance(found, Failure):
            report.problems.append(Problem(None, found.uri, found.reason))
        elif found.sha256 != ref.sha256:
            reason = f"{ref.uri!r} has changed since its claims were made (sha256 {ref.sha256[:12]}…)"
            report.problems.append(Problem(None, ref.uri, reason))
            return found.text
        else:
            return found.text
    return None


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:40]}…{text[-15:]}")
