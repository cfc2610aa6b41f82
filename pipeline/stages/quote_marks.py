"""Quotation marks of a text, found once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from spacy.tokens import Doc

OPENING, CLOSING, PLAIN = ("“", "„", "«", "``"), ("”", "»", "''"), '"'
_known: WeakKeyDictionary[Doc, frozenset[int]] = WeakKeyDictionary()


def quote_marks(doc: Doc) -> frozenset[int]:
    """The tokens that are quotation marks, of any kind but single ones, which may be apostrophes."""
    found = _known.get(doc)
    if found is None:
        keys = [doc.vocab.strings[mark] for mark in (*OPENING, *CLOSING, PLAIN)]
        found = _known[doc] = frozenset(np.flatnonzero(np.isin(doc.to_array("ORTH"), keys)).tolist())
    return found
