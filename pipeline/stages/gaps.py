"""What stands around a number whose sentence leaves out the rest: the name before it, the place behind it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.stages import drafts, tree
from pipeline.stages.sites import Site

# Kinds of value that a list may go on with; a bare count says too little by itself.
LISTED = frozenset({"percent", "quantity", "money", "rate", "duration"})
SEPARATORS = frozenset({",", ";", "and", "while", "but", "or", "versus"})
# What may stand between the name of a list and its number: "Aymara by 1.6 percent", "Ghana another 14".
LOOSE = frozenset({"by", "another", "with", "at", "only", "just", "for", ":"})
PLAIN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "PUNCT"})
# How many tokens the name of a list may have.
LONGEST = 7


def name(site: Site, start: int) -> Span | None:
    """The noun phrase that fills the tokens from `start` up to the number and its hedges."""
    doc, end = site.doc, site.value.start
    while end > start and (doc[end - 1].lower_ in LOOSE or doc[end - 1].lower_ in drafts.words("words", "hedge")):
        end -= 1
    while start < end and (doc[start].pos_ == "DET" or doc[start].lower_ in SEPARATORS):
        start += 1
    if start < end and doc[start - 1].lower_ in ("a", "an"):  # "a ticket costs $5 and | a meal | $10"
        start -= 1
    span = doc[start:end]
    if not 0 < len(span) <= LONGEST or any(t.pos_ not in PLAIN for t in span):
        return None
    return span if span.root.pos_ in ("NOUN", "PROPN", "ADJ") and span[-1].pos_ != "PUNCT" else None


def place_behind(site: Site, i: int) -> Token | None:
    """The place in "N of them in Africa", "… to Germany"."""
    if i + 1 >= len(site.doc) or site.doc[i].pos_ != "ADP":
        return None
    head = next((t for t in site.doc[i + 1 : i + 4] if site.is_place(t)), None)
    return tree.first_conjunct(head) if head is not None else None
