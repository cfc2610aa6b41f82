"""The attributes that stages share on a Doc, registered in one place."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

# Name on `doc._` -> default. A list default is copied by spaCy for each Doc on first access.
ATTRIBUTES: dict[str, Any] = {
    "document": None,
    "view": None,
    "sections": [],
    "times": [],
    "values": [],
    "mentions": [],
    "chains": [],
    "propositions": [],
    "facts": [],
    "claims": [],
    "statements": [],
}


def register() -> None:
    """Register every attribute; calling it again changes nothing. Each factory calls it."""
    for name, default in ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
