"""Where a span of an extracted text stands in its original: page, place in the markup, W3C selector."""

from __future__ import annotations

from typing import Any

from pipeline.records import Document

# Characters before and behind a quote that tell it from the same words elsewhere; Web Annotation clients use 32.
CONTEXT = 32


def place(document: Document, start: int, end: int) -> dict[str, Any]:
    """The fields of an Evidence that lead `[start, end)` of the document text back to the original; none for plain text.

    The selector is a W3C TextQuoteSelector (Web Annotation Data Model, 4.2.4) over the text of the page with white
    space collapsed. It is left out where the page shows something between these words that the text leaves out.
    """
    origin = document.origin
    if origin is None:
        return {}
    found: dict[str, Any] = {}
    if origin.pages:
        found["page"] = origin.page(start)
    if (source := origin.source(start, end)) is not None:
        found["source_start"], found["source_end"] = source
        if (run := origin.run(start, end)) is not None:
            found["selector"] = {
                "type": "TextQuoteSelector",
                "exact": document.text[start:end],
                "prefix": document.text[max(run[0], start - CONTEXT) : start],
                "suffix": document.text[end : min(run[1], end + CONTEXT)],
            }
    return found
