"""The only door out of spaCy: every claim of a Doc, once and in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.records import Claim, Document
from pipeline.stages.claim_writer import Writer
from pipeline.stages.extensions import register


def _said(doc: Doc) -> set[int]:
    """Tokens whose propositions a typed fact already says."""
    return {i for fact in doc._.facts if fact.trigger is not None for i in range(*fact.trigger)}


def claims(doc: Doc, document: Document, model: str) -> Iterator[tuple[bool, Claim]]:
    """Every claim with whether it belongs to the default set, unordered."""
    writer = Writer(doc, document, model)
    for fact in doc._.facts:
        if (claim := writer.fact(fact)) is not None:
            yield True, claim
    said = _said(doc)
    for statement in writer.statements:
        if (claim := writer.statement(statement)) is not None:
            yield said.isdisjoint((statement.proposition.root, *statement.proposition.predicate)), claim


def _order(claim: Claim) -> tuple[int, int, str, int, int, str]:
    value = claim.value.start if claim.value is not None else 0
    return claim.evidence.start, claim.subject.start, claim.kind, claim.predicate.start or 0, value, claim.id


class Claims:
    """Writes `doc._.claims` and `doc._.statements`."""

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        found = list(claims(doc, doc._.document, self.model))
        unique = {claim.id: (default, claim) for default, claim in reversed(found)}
        ordered = sorted(unique.values(), key=lambda item: _order(item[1]))
        doc._.claims = [claim for default, claim in ordered if default]
        doc._.statements = [claim for _, claim in ordered if claim.kind == "statement"]
        return doc


@Language.factory(
    "claimspan_claims", requires=["doc._.facts", "doc._.propositions"], assigns=["doc._.claims", "doc._.statements"]
)
def make_claims(nlp: Language, name: str) -> Claims:
    """Build the stage that turns what was found into claim records."""
    register()
    meta = nlp.meta
    return Claims(f"{meta.get('lang', 'en')}_{meta.get('name', 'blank')} {meta.get('version', '0')}")
