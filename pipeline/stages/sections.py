"""Component `claimspan_sections`: the blocks of the reading view as tokens; no sentence reaches from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotations import Section
from pipeline.stages import extensions
from pipeline.view import View


@Language.factory("claimspan_sections", assigns=["doc._.sections", "token.is_sent_start"])
def make_sections(nlp: Language, name: str) -> Sections:
    """Goes before the parser, which respects the sentence starts that are set."""
    return Sections(name)


class Sections:
    """Sets `doc._.sections` from `doc._.view`; a Doc without a view is one paragraph."""

    def __init__(self, name: str = "claimspan_sections") -> None:
        extensions.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.sections = sections(doc)
        for section in doc._.sections:
            doc[section.start].is_sent_start = True
        return doc


def sections(doc: Doc) -> list[Section]:
    """The blocks of the view that hold tokens, in order."""
    view = cast("View | None", doc._.view)
    if view is None:
        return [Section(0, len(doc), "paragraph")] if len(doc) else []
    starts = [token.idx for token in doc]
    found = (
        Section(bisect_left(starts, block.start), bisect_left(starts, block.end), block.label) for block in view.blocks
    )
    return [section for section in found if section.start < section.end]
