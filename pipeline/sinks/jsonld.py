"""Claims as Web Annotations in JSON-LD: one document with a graph, an annotation a line, its context inside."""

from __future__ import annotations

import json
from typing import Any

from pipeline.sinks.annotation import NAMESPACES, Node
from pipeline.sinks.graph import GraphSink, read

__all__ = ["JsonldSink", "read"]


class JsonldSink(GraphSink):
    """A file that any JSON-LD processor reads without asking the network for a context."""

    def start(self) -> None:
        self._separator = b"\n"
        self.file.write(b'{"@context":' + _json(NAMESPACES) + b',"@graph":[')

    def write(self, one: Node) -> None:
        self.file.write(self._separator + _json(one))
        self._separator = b",\n"

    def end(self) -> None:
        self.file.write(b"\n]}\n")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
