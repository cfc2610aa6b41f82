"""A vocabulary that has read much, as it was when it was loaded."""

from __future__ import annotations

from spacy.attrs import NORM
from spacy.vocab import Vocab

# Words after which the tables are made anew. spaCy's hash tables keep the place of what a memory zone forgets: 35 bytes for
# each new word, measured on names without end, which would be 800 MB for a gigabyte of them.
WORDS = 500_000
_KEPT = ("lookups", "vectors")


def renew(vocab: Vocab) -> None:
    """Make the tables of `vocab` anew when it has seen `WORDS` words; not within a memory zone, nor while a Doc is in use.

    What loading a pipeline does not give, a change to a single lexeme, is lost.
    """
    if len(vocab) < WORDS:
        return
    getters = vocab.lex_attr_getters  # type: ignore[attr-defined]
    norm = getters.get(NORM)
    vocab.from_bytes(vocab.to_bytes(exclude=_KEPT), exclude=_KEPT)
    # Loading puts another exception table around the one that is there.
    if norm is not None:
        getters[NORM] = norm
