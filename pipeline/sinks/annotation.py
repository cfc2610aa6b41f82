"""A claim as a W3C Web Annotation: the document is the target, what it says the body, as JSON-LD.

* Where it stands: TextPositionSelector and TextQuoteSelector on the document (Web Annotation Data Model, 4.2).
* What it says: a reified rdf:Statement, which states nothing by itself, with Wikidata's items and properties where the
  claim has them.
* Where it comes from: PROV-O, derived from the document and attributed to the software.
* `record`: the whole claim as JSON, which is what is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from pipeline.records import Argument, Claim, DocumentRef, Span, Value
from pipeline.wire import dumps

NAMESPACES = {
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "cs": "urn:x-claimspan:term:",
}
_OURS = "urn:x-claimspan:"

Node = dict[str, Any]


def node(claim: Claim, ordinal: int) -> Node:
    """The annotation as a JSON-LD object whose keys are prefixed names; `ordinal` is its place in the store, from 1."""
    source = _document_iri(claim.document)
    found: Node = {
        "@id": _iri("claim", claim.document.uri or claim.document.id, claim.id),
        "@type": ["oa:Annotation", "prov:Entity"],
        "oa:motivatedBy": {"@id": "oa:classifying" if claim.kind != "statement" else "oa:describing"},
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": source},
            "oa:hasSelector": selectors(claim.evidence),
        },
        "oa:hasBody": [
            {"@type": "oa:TextualBody", "rdf:value": _text(claim.text), "dcterms:language": "en"},
            _statement(claim),
        ],
        "prov:wasDerivedFrom": {"@id": source},
        "prov:wasAttributedTo": _producer(claim),
        "cs:kind": claim.kind,
        "cs:proposition": _text(claim.proposition),
        "cs:confidence": claim.confidence,
        "cs:checkworthiness": claim.checkworthiness,
        "cs:ordinal": ordinal,
        "cs:record": dumps(claim),
    }
    if claim.verification is not None:
        found["cs:verdict"] = claim.verification.verdict
    return found


def document(ref: DocumentRef) -> Node:
    """The document that annotations are about."""
    found: Node = {
        "@id": _document_iri(ref),
        "@type": "prov:Entity",
        "dcterms:identifier": _text(ref.id),
        "cs:sha256": _text(ref.sha256),
    }
    optional = {"dcterms:source": ref.uri or None, "dcterms:title": ref.title, "dcterms:issued": ref.published}
    return found | {name: _text(value) for name, value in optional.items() if value is not None}


def selectors(span: Span) -> list[Node]:
    """Where a span stands, by position and by its words."""
    context = span.selector or {}
    words = {"@type": "oa:TextQuoteSelector", "oa:exact": _text(span.quote)}
    words |= {f"oa:{name}": _text(context[name]) for name in ("prefix", "suffix") if name in context}
    position = {"@type": "oa:TextPositionSelector", "oa:start": _offset(span.start), "oa:end": _offset(span.end)}
    return [position, words]


def _offset(characters: int) -> Node:
    return {"@value": str(characters), "@type": "xsd:nonNegativeInteger"}


def _statement(claim: Claim) -> Node:
    predicate = claim.predicate
    found: Node = {
        "@type": ["rdf:Statement", "cs:Claim"],
        "rdf:subject": _thing(claim.subject, claim.document),
        "rdf:predicate": {
            "@id": f"wdt:{predicate.wikidata}" if _plain(predicate.wikidata) else f"cs:{_quoted(predicate.id)}"
        },
        "rdfs:label": _text(predicate.label),
        "cs:negated": claim.negated,
        "cs:modality": claim.modality,
    }
    if claim.object is not None:
        found["rdf:object"] = _thing(claim.object, claim.document)
    if claim.value is not None:
        found["cs:value"] = _value(claim.value)
    if claim.attribution is not None and claim.attribution.source is not None:
        found["cs:saidBy"] = _thing(claim.attribution.source, claim.document)
    if claim.qualifiers:
        found["cs:qualifier"] = [
            {"cs:role": one.role, "rdf:value": _text(one.text)}
            | ({"cs:edtf": _text(one.time.edtf)} if one.time else {})
            for one in claim.qualifiers
        ]
    return found


def _thing(argument: Argument, ref: DocumentRef) -> Node:
    """Wikidata's item, ours, or the words."""
    entity = argument.entity
    if entity is None:
        return {"rdf:value": _text(argument.text)}
    if _plain(entity.wikidata):
        return {"@id": f"wd:{entity.wikidata}", "rdfs:label": _text(entity.name)}
    # An id of one document alone means nothing in another.
    scope = (ref.uri or ref.id,) if entity.id.startswith("doc:") else ()
    return {"@id": _iri("entity", *scope, entity.id), "rdfs:label": _text(entity.name)}


def _value(value: Value) -> Node:
    numbers = {"cs:amount": value.amount, "cs:low": value.low, "cs:high": value.high, "cs:bound": value.bound}
    known = {name: number for name, number in numbers.items() if number is not None}
    return {"rdf:value": _text(value.text), "cs:unit": _text(value.unit), "cs:approximate": value.approximate} | known


def _producer(claim: Claim) -> Node:
    producer = claim.producer
    return {
        "@id": _iri("producer", producer.pipeline, producer.model),
        "@type": "prov:SoftwareAgent",
        "rdfs:label": _text(f"claimspan {producer.pipeline}, {producer.model}"),
    }


def _document_iri(ref: DocumentRef) -> str:
    if _on_the_web(ref.uri):
        return quote(ref.uri.encode("utf-8", "surrogatepass"), safe=":/?#[]@!$&'()*+,;=%~")
    return _iri("document", ref.uri or ref.id)


def _on_the_web(uri: str) -> bool:
    try:
        return urlsplit(uri).scheme in ("http", "https")
    except ValueError:
        return False


def _iri(kind: str, *parts: str) -> str:
    return f"{_OURS}{kind}:" + ":".join(map(_quoted, parts))


def _quoted(part: str) -> str:
    return quote(part.encode("utf-8", "surrogatepass"), safe="")


def _plain(identifier: str | None) -> bool:
    """Whether an identifier is one of Wikidata: P47, Q889."""
    return (
        bool(identifier)
        and str(identifier)[:1] in "PQ"
        and str(identifier)[1:].isdecimal()
        and str(identifier).isascii()
    )


def _text(text: str) -> str:
    """Text as RDF holds it, which knows no U+0000 and no half characters: the record has them, people see the mark."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def expanded(name: str, namespaces: Mapping[str, str] = NAMESPACES) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return namespaces[prefix] + local if prefix in namespaces else name
