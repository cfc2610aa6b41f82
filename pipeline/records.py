"""The claim record `claimspan/1`: one frozen, typed model per object of the contract.

Every `start`/`end` is a half-open range of Unicode code points into the document text, and the string beside it
(`text` or `quote`) is exactly `document.text[start:end]`. Nothing here knows spaCy, SQL or the terminal.
JSON Schema is generated from these models (`claimspan schema`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["claimspan/1"] = "claimspan/1"

Kind = Literal["statistic", "relation", "statement"]
Modality = Literal["asserted", "possible", "predicted", "desired", "conditional", "questioned"]
ValueKind = Literal["percent", "quantity", "money", "count", "ratio", "rank", "rate", "duration", "age", "date"]
Bound = Literal[">", ">=", "<", "<="]
Role = Literal[
    "time",
    "place",
    "of",
    "since",
    "until",
    "duration",
    "cause",
    "condition",
    "compared_to",
    "manner",
    "purpose",
    "instrument",
    "other",
]
Verdict = Literal["supported", "close", "contradicted", "outdated", "not_found"]


class Record(BaseModel):
    """Immutable, complete, closed: no field appears that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def to_json(self) -> str:
        """One line of JSON with every field in the contract's order and under the contract's names."""
        return self.model_dump_json(by_alias=True)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain Python objects."""
        return self.model_dump(by_alias=True, mode="json")


class Span(Record):
    """Characters `[start, end)` of the document text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    page: int | None = Field(default=None, description="page of the original, for PDF")
    selector: dict[str, str] | None = Field(default=None, description="W3C TextQuoteSelector, for HTML")


class Evidence(Span):
    """The sentence or sentences that carry a claim."""

    source_start: int | None = Field(default=None, ge=0, description="where it starts in the markup, for HTML")
    source_end: int | None = Field(default=None, ge=0, description="where it ends in the markup, for HTML")
    section: str | None = Field(default=None, description="title, heading, paragraph, caption, …")


class Entity(Record):
    """What a mention refers to."""

    id: str = Field(description="country:AF, ethnic_group:tajik, language:prs, … or doc:<slug>")
    name: str
    type: str | None = Field(default=None, description="OntoNotes label")
    wikidata: str | None = None
    iso: str | None = None


class Argument(Record):
    """Subject, object or source of a claim."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    type: str | None = Field(default=None, description="OntoNotes label; null for a common noun phrase")
    entity: Entity | None = None
    antecedent: Span | None = Field(default=None, description="what a pronoun or 'the group' stands for")


class Predicate(Record):
    """What is said: an id of the inventory, or `open` with the normalised verb phrase as label."""

    id: str
    label: str
    wikidata: str | None = None
    text: str | None = Field(default=None, description="the words that say it")
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    inverse: bool = Field(default=False, description="the text says it the other way round")


class Time(Record):
    """A time in EDTF level 1/2 with the closed interval of ISO dates that it denotes."""

    edtf: str
    earliest: str | None = None
    latest: str | None = None
    modifier: Literal["early", "mid", "late"] | None = None
    anchor: str | None = Field(default=None, description="EDTF of the time a relative expression was resolved against")


class Wording(Record):
    """One wording of a value: '1,640-mile' of '1,640-mile (2,640-kilometer)'."""

    amount: float
    unit: str
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Of(Record):
    """What is counted or ranked, or the whole of a ratio: '22 provinces' of '12 of the 22 provinces'."""

    amount: float | None = None
    text: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)


class Change(Record):
    """How a value moved."""

    direction: Literal["up", "down"]
    from_: float | None = Field(default=None, alias="from")
    to: float | None = None
    by: float | None = None


class Value(Record):
    """A number normalised to the unit of its measure; `amount` is null for a range, which has `low` and `high`."""

    kind: ValueKind
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = Field(description="UCUM code, `%`, ISO 4217 code, or `1`")
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    approximate: bool = False
    bound: Bound | None = None
    of: Of | None = None
    change: Change | None = None
    as_written: tuple[Wording, ...] = ()
    consistent: bool = Field(default=True, description="whether all wordings agree within rounding")


class Qualifier(Record):
    """When, where, of what, since when, according to what."""

    role: Role
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    entity: Entity | None = None
    value: Value | None = None
    time: Time | None = None


class Attribution(Record):
    """Who says so, when it is not the author."""

    source: Argument | None = None
    cue: Span | None = None


class Reference(Record):
    """What a reference work says, in which edition and in which words."""

    source: str
    edition: str
    field: str
    entity: str
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    quote: str


class Verification(Record):
    """How a claim stands against a reference; never 'true' or 'false'."""

    verdict: Verdict
    reference: Reference | None = None
    difference: float | None = None
    history: tuple[tuple[str, float | None], ...] = Field(default=(), description="(edition, amount) pairs")
    note: str | None = None


class DocumentRef(Record):
    """Where a claim was found."""

    id: str
    uri: str
    sha256: str = Field(description="of the original bytes")
    title: str | None = None
    published: str | None = Field(default=None, description="ISO date")


class Origin(Record):
    """How a text leads back to an original that is not text itself.

    All positions are code points. `pages`: where each page begins in the text, the first at 0. `segments`: rows
    `(start, end, source_start, source_end)` in the order of the text; one whose two lengths are equal maps character by
    character, any other as a whole (`&amp;` to `&`). `source_*` count in the markup as it was decoded. What stands in
    no segment (a mark that shows a heading) is not in the original. Between two segments whose sources touch,
    nothing visible was left out: `runs` are the stretches of the text in which that holds.
    """

    media_type: str
    author: str | None = None
    pages: tuple[int, ...] = ()
    segments: tuple[tuple[int, int, int, int], ...] = ()
    runs: tuple[tuple[int, int], ...] = ()

    def page(self, position: int) -> int | None:
        """Number of the page, from 1, that holds the character at `position`; None without pages."""
        return bisect_right(self.pages, position) or None

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the markup that shows the text range `[start, end)`; None when none of it is there."""
        first = bisect_right(self.segments, start, key=lambda row: row[1])
        last = bisect_left(self.segments, end, key=lambda row: row[0]) - 1
        if first > last:
            return None
        low, high, begin, stop = self.segments[first]
        source_start = begin + max(0, start - low) if high - low == stop - begin else begin
        low, high, begin, stop = self.segments[last]
        source_end = stop - max(0, high - end) if high - low == stop - begin else stop
        return source_start, source_end

    def run(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch around `[start, end)` that the page shows just so; None when it shows something in between."""
        place = bisect_right(self.runs, start, key=lambda run: run[0]) - 1
        if place < 0 or self.runs[place][1] < end:
            return None
        return self.runs[place]


class Document(DocumentRef):
    """A text to read, frozen: all offsets of its claims are into `text`. `origin`: the way back, where it was extracted.

    `numbers` is the locale of the CLDR after whose manner its numbers are written ("de": 1.640,5), None for English.
    """

    text: str
    language: str = "en"
    numbers: str | None = None
    origin: Origin | None = None

    def ref(self) -> DocumentRef:
        """The part of a document that a claim carries."""
        return DocumentRef(id=self.id, uri=self.uri, sha256=self.sha256, title=self.title, published=self.published)


class Failure(Record):
    """A document that could not be read, and why; the run went on without it."""

    uri: str
    error: str = Field(description="name of the error class")
    reason: str = Field(description="what went wrong and the way out")


class Producer(Record):
    """What made a claim."""

    pipeline: str
    model: str
    rule: str
    reference: tuple[str, ...] = ()


class Claim(Record):
    """One thing that a document says."""

    schema_: Literal["claimspan/1"] = Field(default=SCHEMA, alias="schema")
    id: str
    proposition: str
    document: DocumentRef
    kind: Kind
    text: str
    subject: Argument
    predicate: Predicate
    object: Argument | None = None
    value: Value | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    negated: bool = False
    modality: Modality = "asserted"
    attribution: Attribution | None = None
    evidence: Evidence
    confidence: float = Field(ge=0, le=1)
    checkworthiness: float = Field(ge=0, le=1)
    verification: Verification | None = None
    producer: Producer

    @property
    def bare_text(self) -> str:
        """`text` without the title of its document and the sentence before, for a reader who has these in sight.

        "They (unresolved) left (in “Storm Hits Lima”, after “It rained.”)." is "They (unresolved) left."
        """
        title = f"“{' '.join((self.document.title or '').split())}”"
        found = max(self.text.find(mark) for mark in (f" (in {title}", f", {title}", f"; in {title}"))
        if found < 0:
            found = max(self.text.find(mark) for mark in (" (after “", "; after “"))
        if found < 0 or not self.text.endswith(")."):
            return self.text
        if self.text[found + 1] != "(":
            return f"{self.text[:found]})."
        return self.text[:found] + ("" if re.search(r"[.!?][\"'”’]$", self.text[:found]) else ".")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: its claims in reading order, or why there are none."""

    document: Document | None
    claims: Sequence[Claim] = ()
    failure: Failure | None = None
