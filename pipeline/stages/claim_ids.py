"""What the ids of claims are made of, so that the same claim of the same text has the same id."""

from __future__ import annotations

import hashlib
import re

from pipeline.records import Argument, Value

# Words that make no other thing of a noun phrase.
DETERMINERS = frozenset(
    ["the", "a", "an", "all", "its", "their", "his", "her", "this", "that", "these", "those", "ethnic"]
)


def digest(*parts: object) -> str:
    """The first digits of a hash of what something is made of."""
    return hashlib.sha256(
        "\x1f".join("" if p is None else str(p) for p in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def key(argument: Argument | None) -> str | None:
    """What an argument is, whatever its wording: the entity, else its words without determiners."""
    if argument is None:
        return None
    if argument.entity is not None:
        return argument.entity.id
    words = re.findall(r"\w+", argument.text.casefold())
    return " ".join(w for w in words if w not in DETERMINERS)


def number(value: Value | None) -> str | None:
    """What a value is, whatever its wording."""
    if value is None:
        return None
    return repr(
        (
            value.kind,
            value.amount,
            value.low,
            value.high,
            value.unit,
            value.bound,
            value.of.amount if value.of else None,
        )
    )
