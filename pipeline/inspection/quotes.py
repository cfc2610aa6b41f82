"""Where in a text a quoted piece stands."""

from __future__ import annotations

import re

from pipeline.errors import SourceError
from pipeline.records import Document

# Characters that are typed differently from how they are printed.
ALIKE = {"'": "['’‘]", "’": "['’‘]", '"': '["“”«»]', "-": "[-‐‑–—]", "–": "[-‐‑–—]", "—": "[-‐‑–—]"}


def places(document: Document, quote: str) -> list[tuple[int, int]]:
    """Ranges of the text that hold `quote`, whatever its case, blanks, quotation marks and dashes.

    Raises SourceError when there is none.
    """
    words = quote.split()
    pattern = r"\s+".join("".join(ALIKE.get(c, re.escape(c)) for c in word) for word in words)
    whole = rf"(?<!\w){pattern}(?!\w)"
    found = [match.span() for match in re.finditer(whole, document.text, re.IGNORECASE)] if words else []
    if not found and words:  # the quote may begin or end inside a word
        found = [match.span() for match in re.finditer(pattern, document.text, re.IGNORECASE)]
    if not found:
        raise SourceError(
            f"{document.uri or 'The text'!r} does not hold {quote!r}: quote its own words, in their order; a few are enough."
        )
    return found
