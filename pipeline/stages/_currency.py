"""Which country's shilling, peso or pound: a name that several currencies share takes the country that the text names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spacy.tokens import Doc

from pipeline import resources
from pipeline.annotations import Mention, ValueMention
from pipeline.stages import exchange, tree
from pipeline.stages.referents import Referents


def settled(doc: Doc) -> list[ValueMention]:
    """The values of `doc`, with money under a shared name in the currency of a country that the text names.

    The nearest country before the amount in its sentence decides, then the nearest behind it, then the country that the
    text is about, then any country of the text, if all that have a currency of that name have the same. Where none of
    them has one, the usual reading stays.
    """
    return [_settle(doc, exchange.quoted(doc, value)) for value in doc._.values]


def _settle(doc: Doc, mention: ValueMention) -> ValueMention:
    rated = exchange.rated(doc, mention) if mention.value.kind == "money" else None
    row = _row(mention.value.text) or (_named(rated.lower_) if rated is not None else None)
    if row is not None and mention.value.kind == "quantity":
        mention = _paid(doc, mention, row)
    value = mention.value
    if value.kind != "money" or row is None or value.unit != row["usual"]:
        return mention
    code = next((row["countries"][c] for c in _countries(doc, mention) if c in row["countries"]), None)
    if code is None:
        named = {row["countries"].get(_country(m)) for m in doc._.mentions} - {None}
        if len(named) != 1:
            return mention
        (code,) = named
    written = tuple(w.model_copy(update={"unit": code}) if w.unit == value.unit else w for w in value.as_written)
    return replace(mention, value=value.model_copy(update={"unit": code, "as_written": written}))


def _paid(doc: Doc, mention: ValueMention, row: dict[str, Any]) -> ValueMention:
    """ "Sold the house for 300,000 pounds": a weight that a verb of paying governs is money, and so is what a salary or a price is."""
    root, value = doc[mention.root], mention.value
    head = root.head
    said = {c.lemma_.lower() for c in (*root.lefts, *head.lefts) if tree.base(c.dep_) == "nsubj"}
    written = value.as_written[0] if value.as_written else None
    paid = head.lemma_.lower() in row.get("verbs", ()) or not said.isdisjoint(row.get("nouns", ()))
    if not paid or written is None or value.amount is None:
        return mention
    own = written.model_copy(update={"unit": row["usual"]})
    update = {
        "kind": "money",
        "unit": row["usual"],
        "amount": written.amount,
        "as_written": (own, *value.as_written[1:]),
    }
    return replace(mention, value=value.model_copy(update=update))


def _row(text: str) -> dict[str, Any] | None:
    """The row of `shared_currencies.toml` whose word ends the amount: "62 billion shillings"."""
    words = text.lower().split()
    if len(words) < 2 or not words[-2][-1:].isalnum():
        return None
    return _named(words[-1])


def _named(word: str) -> dict[str, Any] | None:
    """The row of the currencies that are called so."""
    rows: dict[str, dict[str, Any]] = resources.table("shared_currencies.toml")
    return next((row for row in rows.values() if word in row["words"]), None)


def _countries(doc: Doc, mention: ValueMention) -> list[str]:
    sentence = doc[mention.start].sent
    inside = [m for m in doc._.mentions if sentence.start <= m.start < sentence.end and _country(m)]
    before = [_country(m) for m in reversed(inside) if m.start < mention.start]
    behind = [_country(m) for m in inside if m.start >= mention.start]
    topic = Referents(doc).topic
    return [*before, *behind, *([_country(topic)] if topic is not None else [])]


def _country(mention: Mention) -> str:
    entity = mention.entity
    return entity.id.removeprefix("country:") if entity is not None and entity.id.startswith("country:") else ""
