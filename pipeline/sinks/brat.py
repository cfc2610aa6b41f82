"""Claims as brat standoff: a folder with the text of each document and its annotations beside it.

Text-bound annotations (T) are the parts of claims, an event (E) each claim, attributes (A) and normalisations (N) what
is known of them, and a note (#) on each claim its record as JSON, which is what is read back.
Format: https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.records import Argument, Claim, Document, Result
from pipeline.sinks.files import FolderSink
from pipeline.wire import dumps, loads

# The documents in their order with all that a text file cannot hold; brat does not look at it.
DOCUMENTS = "documents.jsonl"
_NOTE = "ClaimRecord"
_CONFIGURATION = """\
[entities]
Subject
Predicate
Object
Value
Qualifier
Source
Evidence

[relations]

[events]
Statistic Subject:Subject, Object?:Object, Value?:Value, Qualifier*:Qualifier, Source?:Source, Evidence:Evidence
Relation Subject:Subject, Object?:Object, Value?:Value, Qualifier*:Qualifier, Source?:Source, Evidence:Evidence
Statement Subject:Subject, Object?:Object, Value?:Value, Qualifier*:Qualifier, Source?:Source, Evidence:Evidence

[attributes]
Negated Arg:<EVENT>
Modality Arg:<EVENT>, Value:asserted|possible|predicted|desired|conditional|questioned
"""


class BratSink(FolderSink):
    """A folder `NAME.ann` that can be put below brat's data folder as it is."""

    mark = "annotation.conf"

    def begin(self) -> None:
        super().begin()
        (self.partial / self.mark).write_text(_CONFIGURATION, encoding="utf-8")
        self._documents = (self.partial / DOCUMENTS).open("wb")
        self._number = 0

    def add(self, result: Result) -> None:
        document = self.text(result)
        self._number += 1
        words = re.sub(r"\W+", "-", PurePosixPath(document.uri).stem).strip("-")[:60]
        name = f"{self._number:06d}-{words or 'text'}"
        (self.partial / f"{name}.txt").write_bytes(document.text.encode("utf-8", "surrogatepass"))
        lines = "".join(f"{line}\n" for line in Standoff().lines(result.claims))
        (self.partial / f"{name}.ann").write_bytes(lines.encode("utf-8", "surrogatepass"))
        fields = document.model_dump(by_alias=True, exclude={"text"})
        self._documents.write(json.dumps({"name": name, "document": fields}).encode() + b"\n")

    def complete(self) -> None:
        self._documents.close()

    def discard(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            self._documents.close()
        super().discard()


class Standoff:
    """The annotations of one text; the same span of the same kind is one annotation."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, int, int], str] = {}
        self._lines: list[str] = []
        self._attributes = 0
        self._references: set[tuple[str, str]] = set()

    def lines(self, claims: Sequence[Claim]) -> list[str]:
        """The lines of the `.ann` file."""
        for number, claim in enumerate(claims, 1):
            self._claim(f"E{number}", number, claim)
        return self._lines

    def _claim(self, event: str, number: int, claim: Claim) -> None:
        predicate, evidence = claim.predicate, claim.evidence
        parts = [("Subject", self._argument("Subject", claim.subject))]
        if claim.object is not None:
            parts.append(("Object", self._argument("Object", claim.object)))
        if claim.value is not None:
            parts.append(("Value", self._span("Value", claim.value.start, claim.value.end, claim.value.text)))
        for place, one in enumerate(claim.qualifiers, 1):
            role = "Qualifier" if place == 1 else f"Qualifier{place}"
            parts.append((role, self._span("Qualifier", one.start, one.end, one.text)))
        if claim.attribution is not None and claim.attribution.source is not None:
            parts.append(("Source", self._argument("Source", claim.attribution.source)))
        carried = self._span("Evidence", evidence.start, evidence.end, evidence.quote)
        parts.append(("Evidence", carried))
        kind = claim.kind.capitalize()
        if predicate.start is not None and predicate.end is not None and predicate.text is not None:
            trigger = self._span(kind, predicate.start, predicate.end, predicate.text)
        else:
            trigger = self._span(kind, evidence.start, evidence.end, evidence.quote)
        self._lines.append(f"{event}\t{kind}:{trigger} " + " ".join(f"{role}:{span}" for role, span in parts))
        if claim.negated:
            self._attribute(f"Negated {event}")
        if claim.modality != "asserted":
            self._attribute(f"Modality {event} {claim.modality}")
        self._lines.append(f"#{number}\t{_NOTE} {event}\t{dumps(claim)}")

    def _argument(self, kind: str, argument: Argument) -> str:
        span = self._span(kind, argument.start, argument.end, argument.text)
        entity = argument.entity
        if entity is not None and entity.wikidata and (span, entity.wikidata) not in self._references:
            self._references.add((span, entity.wikidata))
            number = len(self._references)
            self._lines.append(f"N{number}\tReference {span} Wikidata:{_line(entity.wikidata)}\t{_line(entity.name)}")
        return span

    def _span(self, kind: str, start: int, end: int, text: str) -> str:
        key = kind, start, end
        if key not in self._spans:
            self._spans[key] = f"T{len(self._spans) + 1}"
            # An annotation over several lines is written as one piece for each.
            pieces = [(found.start(), found.end()) for found in re.finditer(r"[^\r\n]+", text)] or [(0, end - start)]
            places = ";".join(f"{start + first} {start + last}" for first, last in pieces)
            words = " ".join(_line(text[first:last]) for first, last in pieces)
            self._lines.append(f"{self._spans[key]}\t{kind} {places}\t{words}")
        return self._spans[key]

    def _attribute(self, what: str) -> None:
        self._attributes += 1
        self._lines.append(f"A{self._attributes}\t{what}")


def _line(text: str) -> str:
    return re.sub(r"[\t\r\n]", " ", text)


def read(target: str) -> Iterator[Result]:
    """The documents of a folder that this sink wrote, with their texts. Raises RecordError when it is none."""
    folder = Path(target)
    try:
        with (folder / DOCUMENTS).open("rb") as documents:
            for number, line in enumerate(documents, 1):
                yield _result(folder, line, f"{target}, {DOCUMENTS}, line {number}")
    except OSError as error:
        raise RecordError(f"Cannot read {target!r}: {error.strerror or error}: {error.filename!r}.") from error


def _result(folder: Path, line: bytes, where: str) -> Result:
    try:
        found = json.loads(line)
        name = PurePosixPath(found["name"]).name
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8", "surrogatepass")
        document = Document.model_validate(found["document"] | {"text": text})
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise RecordError(f"{where} names no document.") from error
    annotations = (folder / f"{name}.ann").read_bytes().decode("utf-8", "surrogatepass")
    notes = re.findall(rf"^#\d+\t{_NOTE} \S+\t(.*)$", annotations, re.MULTILINE)
    return Result(document, tuple(loads(note, f"{folder / name}.ann") for note in notes))
