"""The tables of the SQL stores, derived from the records.

documents ← claims ← arguments, amounts, qualifiers, verifications; entities beside them; runs, errors, and the version.
Children carry the key of their document, so that everything of one document is found and replaced in one step.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import Column as SqlColumn
from sqlalchemy.types import TypeEngine

from pipeline.records import (
    Argument,
    Claim,
    Document,
    DocumentRef,
    Entity,
    Failure,
    Qualifier,
    Record,
    Value,
    Verification,
)
from pipeline.sinks.flat import columns

# Raised with every change of a table, together with a step in migrations.py.
VERSION = 3

# What has rows of its own, and is left out where it stands in another record.
APART: frozenset[type[Record]] = frozenset({Entity, Argument, Value, Qualifier, Verification, DocumentRef})


# JSON that we write and read as text; PostgreSQL knows it as JSON.
JSON_TEXT = Text().with_variant(JSON(none_as_null=True), "postgresql")

_TYPES: dict[str, TypeEngine[Any]] = {
    "text": Text(),
    "integer": BigInteger(),
    "number": Double(),
    "boolean": Boolean(),
    "given": Boolean(),
    "json": JSON_TEXT,
}

metadata = MetaData()


def _derived(model: type[Record]) -> list[SqlColumn[Any]]:
    return [SqlColumn(column.name, _TYPES[column.kind], nullable=column.nullable) for column in columns(model, APART)]


def _key(name: str, *, nullable: bool = False) -> SqlColumn[Any]:
    return SqlColumn(name, BigInteger, nullable=nullable, autoincrement=False)


def _child(name: str, model: type[Record], *places: SqlColumn[Any], entity: bool = False) -> Table:
    """A table with rows of claims: `places` say which of the claim's records of this type a row is."""
    linked = [SqlColumn("entity_key", Text)] if entity else []
    keys = [ForeignKeyConstraint(["entity_key"], ["entities.key"])] if entity else []
    return Table(
        name,
        metadata,
        _key("document"),
        SqlColumn("claim", Text, nullable=False),
        *places,
        *_derived(model),
        *linked,
        PrimaryKeyConstraint("document", "claim", *(place.name for place in places)),
        ForeignKeyConstraint(["document", "claim"], ["claims.document", "claims.id"]),
        *keys,
    )


version = Table("claimspan_schema", metadata, SqlColumn("version", Integer, nullable=False))

# A run is one opening of the store that changed something. Times are ISO 8601 in UTC; `finished` is null while it
# lasts and when it was cut off.
runs = Table(
    "runs",
    metadata,
    _key("key"),
    SqlColumn("pipeline", Text, nullable=False),
    SqlColumn("started", Text, nullable=False),
    SqlColumn("finished", Text),
    PrimaryKeyConstraint("key"),
)

# `identity` is a digest of the uri (of the id, when there is none), `contents` one of the claims: short and of one
# length, whatever a document is called. `text` is null when claims were loaded without their texts.
documents = Table(
    "documents",
    metadata,
    _key("key"),
    SqlColumn("identity", Text, nullable=False),
    *_derived(Document),
    SqlColumn("fingerprint", Text, nullable=False),
    SqlColumn("contents", Text, nullable=False),
    _key("run"),
    PrimaryKeyConstraint("key"),
    UniqueConstraint("identity"),
    ForeignKeyConstraint(["run"], ["runs.key"]),
)
# What only a document with its text has is null when claims were loaded alone.
TEXT_COLUMNS = tuple(column.name for column in columns(Document, APART) if column not in columns(DocumentRef, APART))
for _name in TEXT_COLUMNS:
    documents.c[_name].nullable = True

# `key` is a digest of all five fields: two texts may mean different things by one `doc:` id.
entities = Table("entities", metadata, SqlColumn("key", Text), *_derived(Entity), PrimaryKeyConstraint("key"))

# `ordinal` is the place of a claim among those of its document, in reading order, from 1.
claims = Table(
    "claims",
    metadata,
    _key("document"),
    SqlColumn("ordinal", Integer, nullable=False),
    *_derived(Claim),
    PrimaryKeyConstraint("document", "id"),
    ForeignKeyConstraint(["document"], ["documents.key"]),
)

# `slot`: subject, object, or source of the attribution.
arguments = _child("arguments", Argument, SqlColumn("slot", Text), entity=True)
qualifiers = _child("qualifiers", Qualifier, SqlColumn("ordinal", Integer), entity=True)
# VALUES is a keyword of SQL. `qualifier` 0 is the claim's own value, another number that of the qualifier.
amounts = _child("amounts", Value, SqlColumn("qualifier", Integer))
verifications = _child("verifications", Verification)

errors = Table(
    "errors",
    metadata,
    SqlColumn("identity", Text),
    *_derived(Failure),
    _key("run"),
    PrimaryKeyConstraint("identity"),
    ForeignKeyConstraint(["run"], ["runs.key"]),
)

# In the order in which rows can be deleted.
CHILDREN = (amounts, arguments, qualifiers, verifications, claims)

# A hash index takes keys of any length, which a tree of PostgreSQL does not.
for _column in (
    claims.c.proposition,
    claims.c.predicate_id,
    entities.c.id,
    arguments.c.entity_key,
    qualifiers.c.entity_key,
    verifications.c.verdict,
    documents.c.uri,
):
    Index(f"{_column.table.name}_{_column.name}", _column, postgresql_using="hash")
