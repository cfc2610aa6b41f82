"""Claims as Web Annotations in JSON-LD: one document with a graph, an annotation a line, its context inside."""

from __future__ import annotations

import json
from typing import Any

from pipeline.records import Result
from pipeline.sinks.annotation import NAMESPACES, document, node
from pipeline.sinks.files import FileSink
from pipeline.sinks.graph import read
from pipeline.sinks.grouping import reference

__all__ = ["JsonldSink", "read"]


class JsonldSink(FileSink):
    """A file that any JSON-LD processor reads without asking the network for a context."""

    def start(self) -> None:
        self._ordinal = 0
        self._separator = b"\n"
        self.file.write(b'{"@context":' + _json(NAMESPACES) + b',"@graph":[')

    def add(self, result: Result) -> None:
        ref = reference(result)
        if ref is not None:
            self._write(document(ref))
        for claim in result.claims:
            self._ordinal += 1
            self._write(node(claim, self._ordinal))

    def _write(self, one: dict[str, Any]) -> None:
        self.file.write(self._separator + _json(one))
        self._separator = b",\n"

    def end(self) -> None:
        self.file.write(b"\n]}\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
