"""A plain claim to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.records import Argument, Claim, DocumentRef, Evidence, Predicate, Producer


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Build a statement "The ship left the port." with some fields replaced."""

    def build(**fields: Any) -> Claim:
        plain: dict[str, Any] = {
            "id": "c:0", "proposition": "p:0", "kind": "statement", "text": "The ship left the port.",
            "document": DocumentRef(id="d", uri="d.txt", sha256="0", published="2020-05-01"),
            "subject": Argument(text="The ship", start=0, end=8),
            "predicate": Predicate(id="open", label="leave", text="left", start=9, end=13),
            "object": Argument(text="the port", start=14, end=22),
            "evidence": Evidence(start=0, end=23, quote="The ship left the port."),
            "confidence": 0.5, "checkworthiness": 0.5, "producer": Producer(pipeline="0", model="m", rule="r"),
        }  # fmt: skip
        return Claim(**(plain | fields))

    return build
