"""A document's claims as rows of the tables, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.packing import lines
from pipeline.records import (
    Argument,
    Claim,
    Document,
    DocumentRef,
    Entity,
    Failure,
    Qualifier,
    Record,
    Result,
    Value,
    Verification,
)
from pipeline.sinks.flat import record, row
from pipeline.sinks.grouping import digest, digest_of
from pipeline.sinks.schema import APART
from pipeline.sinks.shape import places
from pipeline.wire import dumps

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_ARGUMENTS = {path[-1]: path for path in places(Claim, Argument)}


def identity(uri: str, id: str = "") -> str:
    """What makes a document the same one in another run: its uri, or its id when it has none."""
    return digest(uri or id).hex()


def contents(claims: Sequence[Claim], ref: DocumentRef) -> str:
    """A digest of everything that is stored of a document but its text."""
    return digest_of(chain((dumps(ref),), lines(claims))).hex()


def document_row(document: DocumentRef) -> Row:
    """The columns of a document; those that only a text has are missing when it is but a reference."""
    if isinstance(document, Document):
        return row(document.model_dump(by_alias=True), Document, APART)
    return row(document.model_dump(by_alias=True), DocumentRef, APART)


def failure_row(failure: Failure) -> Row:
    """The columns of a failure."""
    return {"identity": identity(failure.uri, failure.reason)} | row(failure.model_dump(), Failure, APART)


def claim_rows(key: int, ordinal: int, values: Mapping[str, Any], found: Rows) -> None:
    """Add the rows of a claim, given as `packing.values` does, of the document `key` to `found`, by table."""
    fields = row(values, Claim, APART)
    place = {"document": key, "claim": fields["id"]}
    found["claims"].append({"document": key, "ordinal": ordinal} | fields)
    for slot, path in _ARGUMENTS.items():
        argument = _at(values, path)
        if argument is not None:
            found["arguments"].append(place | {"slot": slot} | _linked(argument, Argument, found))
    if values["value"] is not None:
        found["amounts"].append(place | {"qualifier": 0} | row(values["value"], Value, APART))
    for number, qualifier in enumerate(values["qualifiers"], 1):
        found["qualifiers"].append(place | {"ordinal": number} | _linked(qualifier, Qualifier, found))
        if qualifier["value"] is not None:
            found["amounts"].append(place | {"qualifier": number} | row(qualifier["value"], Value, APART))
    if values["verification"] is not None:
        found["verifications"].append(place | row(values["verification"], Verification, APART))


def _at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = values
    for step in path:
        found = None if found is None else found[step]
    return found


def _linked(values: Mapping[str, Any], model: type[Record], found: Rows) -> Row:
    """The row of an argument or qualifier with the key of its entity, whose row is added."""
    entity, key = values["entity"], None
    if entity is not None:
        fields = row(entity, Entity)
        key = digest(*(repr(field) for field in fields.values())).hex()
        found["entities"].append({"key": key} | fields)
    return row(values, model, APART) | {"entity_key": key}


def results(rows: Mapping[str, Iterable[Row]]) -> Iterator[Result]:
    """The results of some documents from all rows of theirs; `rows` by table, claims in their order.

    Raises RecordError when the rows do not make claims.
    """
    entities = {one["key"]: record(one, Entity) for one in rows["entities"]}
    values = {(one["document"], one["claim"], one["qualifier"]): record(one, Value, APART) for one in rows["amounts"]}
    arguments: dict[tuple[int, str], dict[str, Any]] = defaultdict(dict)
    for one in rows["arguments"]:
        entity = entities.get(one["entity_key"])
        arguments[one["document"], one["claim"]][one["slot"]] = record(one, Argument, APART) | {"entity": entity}
    qualifiers: dict[tuple[int, str], dict[int, Any]] = defaultdict(dict)
    for one in rows["qualifiers"]:
        place = one["document"], one["claim"]
        qualifiers[place][one["ordinal"]] = record(one, Qualifier, APART) | {
            "entity": entities.get(one["entity_key"]),
            "value": values.get((*place, one["ordinal"])),
        }
    verdicts = {(one["document"], one["claim"]): record(one, Verification, APART) for one in rows["verifications"]}
    claims: dict[int, list[Claim]] = defaultdict(list)
    documents = {one["key"]: _document(one) for one in rows["documents"]}
    for one in rows["claims"]:
        place = one["document"], one["id"]
        values_of = record(one, Claim, APART)
        for slot, path in _ARGUMENTS.items():
            inner = _at(values_of, path[:-1])
            if inner is not None:
                inner[slot] = arguments[place].get(slot)
        values_of["value"] = values.get((*place, 0))
        values_of["qualifiers"] = [qualifier for _, qualifier in sorted(qualifiers[place].items())]
        values_of["verification"] = verdicts.get(place)
        values_of["document"] = _reference(documents[one["document"]])
        claims[one["document"]].append(_claim(values_of, one["id"]))
    for key, document in documents.items():
        whole = document if isinstance(document, Document) else None
        if whole is not None or claims[key]:
            yield Result(whole, tuple(claims[key]))


def _claim(values: Mapping[str, Any], id: str) -> Claim:
    try:
        return Claim.model_validate(values)
    except ValidationError as error:
        raise RecordError(f"The rows of claim {id!r} do not make a claim: {error.errors()[0]['msg']}.") from error


def _document(one: Row) -> DocumentRef:
    model = DocumentRef if one["text"] is None else Document
    return model.model_validate(record(one, model, APART))


def _reference(document: DocumentRef) -> DocumentRef:
    return document.ref() if isinstance(document, Document) else document
