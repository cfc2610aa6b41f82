"""Gold claims: what a careful reader got out of a text.

A gold folder holds pairs `NAME.txt` and `NAME.gold.json`. Each gold claim lists every acceptable surface form of its
subject and object, the normalised value, and the words of the text that say it. `core: false` marks a marginal claim:
finding it earns nothing and missing it costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline import resources
from pipeline.errors import RecordError, SourceError
from pipeline.records import Bound, Modality, ValueKind

# Rules may be improved by reading what is missed in the open half; the blind half is only scored, never looked at.
Half = Literal["open", "blind"]


@cache
def symmetric() -> frozenset[str]:
    """Ids of the predicates that hold both ways, so that either side may be the subject."""
    inventory = resources.table("predicates.toml")
    return frozenset(id_ for kind in inventory.values() for id_, row in kind.items() if row.get("symmetric"))


class GoldRecord(BaseModel):
    """Notes of the annotator beyond the named fields are allowed and ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldValue(GoldRecord):
    """The normalised value of a statistic, in the units of the claim record."""

    kind: ValueKind
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False
    bound: Bound | None = None


class Analysis(GoldRecord):
    """One acceptable reading: a predicate with the accepted names of its two sides."""

    predicate: str
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] | None = None


class Alternative(GoldRecord):
    """What a second acceptable reading changes; a field that is left out stays as it is."""

    predicate: str | None = None
    subject: tuple[str, ...] | None = None
    object: tuple[str, ...] | None = None


class GoldClaim(GoldRecord):
    """One fact that the text states. `quote` and `value_quote` are exact pieces of the text."""

    kind: Literal["statistic", "relation"]
    predicate: str
    subject: tuple[str, ...]
    object: tuple[str, ...] | None = None
    value: GoldValue | None = None
    time: str | None = None
    negated: bool = False
    modality: Modality = "asserted"
    quote: str
    value_quote: str | None = None
    core: bool = True
    text: str = ""
    alternatives: tuple[Alternative, ...] | None = None

    def analyses(self) -> Iterator[Analysis]:
        """Every acceptable reading, the annotator's first choice first."""
        first = Analysis(predicate=self.predicate, subject=self.subject, object=self.object)
        others = [
            Analysis(
                predicate=other.predicate or self.predicate,
                subject=self.subject if other.subject is None else other.subject,
                object=other.object if "object" in other.model_fields_set else self.object,
            )
            for other in self.alternatives or ()
        ]
        for analysis in (first, *others):
            yield analysis
            if analysis.predicate in symmetric() and analysis.object:
                yield Analysis(predicate=analysis.predicate, subject=analysis.object, object=analysis.subject)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Half-open ranges of `text` where the number (of a statistic) or the quoted words (of a relation) stand."""
        quote = self.value_quote or self.quote
        return [found.span() for found in re.finditer(re.escape(quote), text)]


class GoldFile(GoldRecord):
    """What NAME.gold.json holds; `published` is the ISO date against which the text is read, `half` who may read it."""

    published: str | None = None
    half: Half = "open"
    claims: tuple[GoldClaim, ...]


class GoldDocument(GoldRecord):
    """A text and what it states."""

    name: str
    text: str
    published: str | None = None
    half: Half = "open"
    claims: tuple[GoldClaim, ...]


def read_gold(folder: Path) -> list[GoldDocument]:
    """Every gold document of a folder, sorted by name.

    Raises SourceError when the folder holds no gold or a text is missing, RecordError when a gold file breaks the
    format or quotes words that its text does not hold.
    """
    files = sorted(folder.glob("*.gold.json"))
    if not files:
        raise SourceError(
            f"There is no NAME.gold.json in {str(folder)!r}: give a folder of NAME.txt with NAME.gold.json."
        )
    return [_document(file) for file in files]


def _document(file: Path) -> GoldDocument:
    name = file.name.removesuffix(".gold.json")
    source = file.with_name(f"{name}.txt")
    if not source.is_file():
        raise SourceError(f"{file.name} has no text: {source.name} must stand next to it in {str(file.parent)!r}.")
    # read_bytes, because reading as text would change the newlines and with them every offset.
    text = source.read_bytes().decode("utf-8")
    try:
        gold = GoldFile.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RecordError(f"{file} is not a gold file: {where}: {first['msg']}") from error
    for claim in gold.claims:
        if not claim.places(text):
            raise RecordError(f"{file} quotes {claim.value_quote or claim.quote!r}, which {source.name} does not hold.")
    return GoldDocument(name=name, text=text, published=gold.published, half=gold.half, claims=gold.claims)
