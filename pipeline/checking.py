"""Are the claims of a file still what their sources say: every span of every claim against the original text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import ingest, originals
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


def check(
    claims: str | Path | Iterable[Claim],
    sources: Iterable[str | Path | Document] | None = None,
    *,
    columns: ingest.Columns | None = None,
) -> Report:
    """Read the originals again and compare every span of every claim with them, and their sha256.

    `claims` is a claim file or claims. `sources` (files, folders, documents) say where the originals are now; without
    them they are looked for where each claim says that it was read. `columns` as they were when the claims were made.
    Raises RecordError when the file is no claim file.
    """
    found = read_claims(claims) if isinstance(claims, str | Path) else claims
    report = Report()
    again = _Again(columns) if sources is None else _Originals(sources, columns)
    read: dict[tuple[str, str], bool] = {}
    last: tuple[str, str] | None = None
    original: Document | None = None
    for claim in found:
        report.claims += 1
        ref = claim.document
        key = (ref.sha256, ref.uri)
        if key not in read:
            report.documents += 1
        if key != last and read.get(key, True):
            # Claims come document by document, so that one text at a time is held; what was not found stays so.
            original = again.document(ref, report)
            read[key] = original is not None
            last = key
        if read[key] and original is not None:
            _spans(claim, original.text, report)
            _place(claim, original, report)
    return report


def _spans(claim: Claim, text: str, report: Report) -> None:
    for where, start, end, quote in spans(claim.to_dict()):
        report.spans += 1
        if text[start:end] != quote or end > len(text):
            reason = f"{where} [{start}, {end}) is {_short(text[start:end])}, not {_short(quote)}"
            report.problems.append(Problem(claim.id, claim.document.uri, reason))


def _place(claim: Claim, original: Document, report: Report) -> None:
    """Whether the evidence leads to the same place of the original as the text does."""
    evidence = claim.evidence
    expected = originals.place(original, evidence.start, evidence.end)
    for name in ("page", "selector", "source_start", "source_end"):
        told = getattr(evidence, name)
        if told != expected.get(name):
            reason = f"evidence.{name} is {told!r}, but its place in the source is {expected.get(name)!r}"
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

    def __init__(self, sources: Iterable[str | Path | Document], columns: ingest.Columns | None) -> None:
        self.by_hash: dict[str, Document] = {}
        self.by_name: dict[str, Document] = {}
        # A file that cannot be read matters only when a claim comes from it.
        self.unreadable: dict[str, str] = {}
        for source in sources:
            documents = (
                [source] if isinstance(source, Document) else ingest.read(source, language="en", columns=columns)
            )
            for found in documents:
                if isinstance(found, Failure):
                    self.unreadable[Path(found.uri).name] = found.reason
                else:
                    self.by_hash[found.sha256] = found
                    self.by_name[Path(found.uri).name] = found

    def document(self, ref: DocumentRef, report: Report) -> Document | None:
        """The original that a claim names; what is wrong with it is a problem of the report."""
        if ref.sha256 in self.by_hash:
            return self.by_hash[ref.sha256]
        name = Path(ref.uri).name
        changed = self.by_name.get(name)
        reason = "has changed since its claims were made"
        if changed is None:
            unreadable = self.unreadable.get(name)
            reason = f"cannot be read again: {unreadable}" if unreadable else "is not among the sources given"
        report.problems.append(Problem(None, ref.uri, f"{ref.uri or ref.id!r} {reason} (sha256 {ref.sha256[:12]}…)"))
        return changed


class _Again:
    """Documents where their claims say that they were read: a file, or a place in a table, an archive or a mailbox.

    What holds many documents is read from front to back while their claims come in the same order.
    """

    def __init__(self, columns: ingest.Columns | None) -> None:
        self.columns = columns
        self.container: str | None = None
        self.stream: Iterator[Document | Failure] = iter(())

    def document(self, ref: DocumentRef, report: Report) -> Document | None:
        """The original that a claim names; what is wrong with it is a problem of the report."""
        container = None if ref.uri.startswith("-") else ingest.container(ref.uri)
        if container is None:
            reason = f"There is no file or folder {ref.uri!r}: name the source of document {ref.id} with --sources"
            report.problems.append(Problem(None, ref.uri, reason))
            return None
        fresh = container != self.container
        if fresh:
            self._open(container)
        found = self._next(ref)
        if not fresh and (not isinstance(found, Document) or found.sha256 != ref.sha256):
            self._open(container)
            found = self._next(ref)
        if found is None:
            report.problems.append(Problem(None, ref.uri, f"{ref.uri!r} is no longer in {container!r}"))
        elif isinstance(found, Failure):
            report.problems.append(Problem(None, found.uri, found.reason))
        else:
            if found.sha256 != ref.sha256:
                reason = f"{ref.uri!r} has changed since its claims were made (sha256 {ref.sha256[:12]}…)"
                report.problems.append(Problem(None, ref.uri, reason))
            return found
        return None

    def _open(self, container: str) -> None:
        self.container = container
        self.stream = ingest.read(container, language="en", columns=self.columns)

    def _next(self, ref: DocumentRef) -> Document | Failure | None:
        """The document that `ref` names, from here on; else one of its name, or what went wrong with its container."""
        other: Document | Failure | None = None
        for found in self.stream:
            if found.uri == ref.uri and isinstance(found, Document) and found.sha256 == ref.sha256:
                return found
            if found.uri in (ref.uri, self.container):
                other = other or found
        return other


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:40]}…{text[-15:]}")
