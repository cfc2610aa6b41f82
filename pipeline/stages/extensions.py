"""The attributes that stages share on a Doc, registered in one place.

A name in `doc.ents` has `span._.probability` (0..1, None where no model found it): how likely its extent and label are.
`doc._.attachment` holds for every token the probability (0..1) of its head as the parser sees it, None where no model parsed.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span

# Name on `doc._` -> default. A list default is copied by spaCy for each Doc on first access.
ATTRIBUTES: dict[str, Any] = {
    "document": None,
    "view": None,
    "states": None,
    "attachment": None,
    "sections": [],
    "times": [],
    "values": [],
    "mentions": [],
    "chains": [],
    "propositions": [],
    "facts": [],
    "claims": [],
    "statements": [],
    "trace": None,
}


def register() -> None:
    """Register every attribute; calling it again changes nothing. Each factory calls it."""
    for name, default in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Span.has_extension("probability"):
        Span.set_extension("probability", default=None)
