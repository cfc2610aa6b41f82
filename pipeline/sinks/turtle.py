"""Claims as Web Annotations in Turtle, written one by one, so that no graph has to fit into memory."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.sinks.annotation import NAMESPACES, Node
from pipeline.sinks.graph import GraphSink, read

__all__ = ["TurtleSink", "read"]

_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Names that Turtle takes without brackets; others are written out as IRIs.
_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


class TurtleSink(GraphSink):
    """A file of Turtle (RDF 1.1)."""

    def start(self) -> None:
        for prefix, namespace in NAMESPACES.items():
            self.file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())

    def write(self, one: Node) -> None:
        queue = [one]
        text = "\n"
        # A named node that says more than its name is written on its own, behind the one that names it.
        for named in queue:
            text += f"{_name(named['@id'])} " + " ;\n    ".join(_pairs(named, queue)) + " .\n"
        self.file.write(text.encode("utf-8"))


def _pairs(one: Node, queue: list[Node]) -> list[str]:
    pairs = []
    for name, value in one.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            pairs.append("a " + ", ".join(map(_name, values)))
        else:
            pairs.append(f"{_name(name)} " + ", ".join(_object(each, queue) for each in values))
    return pairs


def _object(value: Any, queue: list[Node]) -> str:
    """A literal, a name, or a node without one in brackets."""
    if isinstance(value, dict):
        if "@value" in value:
            return f'"{value["@value"]}"^^{_name(value["@type"])}'
        if "@id" not in value:
            return f"[ {' ; '.join(_pairs(value, queue))} ]"
        if len(value) > 1:
            queue.append(value)
        return _name(value["@id"])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f'"{value!r}"^^xsd:double'
    # A record is full of quotation marks, and has hardly anything else to escape.
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda found: _ESCAPED.get(found[0], f"\\u{ord(found[0]):04X}"), quoted) + '"'


@lru_cache(maxsize=1000)  # some dozens of names of vocabularies stand in every claim
def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in NAMESPACES:
        return f"<{name}>"
    return name if _LOCAL.fullmatch(local) else f"<{NAMESPACES[prefix]}{local}>"
