"""Claims as a graph, annotation by annotation, so that it never has to fit into memory, and out of any Turtle or JSON-LD file
in which annotations carry their records."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.records import Claim, Result
from pipeline.sinks.annotation import Node, document, expanded, node
from pipeline.sinks.extras import load
from pipeline.sinks.files import FileSink
from pipeline.sinks.grouping import by_document, reference
from pipeline.wire import loads


class GraphSink(FileSink):
    """A file of annotations; kinds say with `write` how one node stands in it."""

    _ordinal = 0

    def add(self, result: Result) -> None:
        ref = reference(result)
        if ref is not None:
            self.write(document(ref))
        for claim in result.claims:
            self._ordinal += 1
            self.write(node(claim, self._ordinal))

    @abstractmethod
    def write(self, one: Node) -> None:
        """Write one named node with all that it says."""


_FORMATS = {".ttl": "turtle", ".jsonld": "json-ld"}


def read(target: str) -> Iterator[Result]:
    """The claims in their order. The whole graph is held in memory. Raises RecordError when it is none or has no claims."""
    claims = list(_claims(target))
    return by_document(lambda: iter(claims))


def _claims(target: str) -> Iterator[Claim]:
    rdflib: Any = load("rdflib", "rdf", target)
    path = Path(target)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecordError(f"Cannot read {target!r}: {error.strerror or error}.") from error
    graph = rdflib.Graph()
    try:
        if path.suffix.lower() == ".jsonld":
            _check_contexts(json.loads(data), target)
        graph.parse(data=data, format=_FORMATS[path.suffix.lower()])
    except RecordError:
        raise
    except Exception as error:
        # Each parser of rdflib has errors of its own.
        reason = str(error).strip().split("\n")[0][:200]
        raise RecordError(f"Cannot read {target!r}: it is no {_FORMATS[path.suffix.lower()]} ({reason}).") from error
    named = rdflib.URIRef(expanded("cs:record"))
    ordinal = rdflib.URIRef(expanded("cs:ordinal"))
    found = [(int(graph.value(one, ordinal, default=0)), str(one), str(record)) for one, record in graph[:named:]]
    for _, one, record in sorted(found):
        yield loads(record, f"{target}, {one}")


def _check_contexts(value: Any, target: str) -> None:
    """Refuse a file that wants something fetched: only contexts inside the file are read."""
    queue = [value]
    for one in queue:
        if isinstance(one, list):
            queue += one
        elif isinstance(one, dict):
            queue += one.values()
            contexts = one.get("@context", [])
            contexts = contexts if isinstance(contexts, list) else [contexts]
            if any(isinstance(context, str) for context in contexts) or "@import" in one:
                raise RecordError(f"Cannot read {target!r}: its context is on the network, and nothing is fetched.")
