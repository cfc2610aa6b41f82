"""Where the windows begin and end in which the encoder reads a text, and which words begin a sentence whatever it finds."""

from __future__ import annotations

from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from pipeline.knowledge.clusters import is_short
from pipeline.stages.encoder_input import WINDOW_PIECES, WordPieces, Words

# Words read at once: what the encoder saw in training.
WINDOW_WORDS = 180
# Words that a full name at the head of a text has more than its title: "Omero James Mumba".
ADDED_WORDS = 3
# Words of a title that is a name, with its bracket.
LONGEST_NAME = 10


def fit(words: Words, pieces: WordPieces, begin: int) -> int:
    """End of the longest window from `begin` that the encoder can read; at least one word."""
    room, end = WINDOW_PIECES - 2, begin
    while end < len(words.forms) and end - begin < WINDOW_WORDS:
        room -= len(pieces(words.forms[end]))
        if room < 0:
            break
        end += 1
    return max(end, begin + 1)


def preset(doc: Doc, positions: list[int]) -> NDArray[np.bool_]:
    """Words at which an earlier component has set a sentence start, or at whitespace just before them."""
    found = np.zeros(len(positions), np.bool_)
    begin = 0
    for word, position in enumerate(positions):
        found[word] = any(doc[i].is_sent_start is True for i in range(begin, position + 1))
        begin = position + 1
    return found


def behind_titles(doc: Doc, positions: list[int]) -> list[int]:
    """The words that begin a text with the name that is its title: such a title is read alone.

    Read together, a name twice in a row is mostly taken for one or none: "Omero Mumba / Omero James Mumba (born …".
    """
    titles = (section for section in doc._.sections if section.label == "title" and section.end < len(doc))
    ends = {title.end for title in titles if _is_repeated(doc, title.start, title.end)}
    return [word for word, position in enumerate(positions) if position in ends] if ends else []


def title_words(doc: Doc, start: int, end: int) -> list[Token]:
    """The words of the title in tokens `[start, end)` that may be a name: those before a bracket."""
    return list(takewhile(lambda t: t.text != "(", doc[start:end]))


def _is_repeated(doc: Doc, start: int, end: int) -> bool:
    """Whether the text from token `end` begins with the words of the title in tokens `[start, end)`, before a bracket."""
    named = [t.text for t in title_words(doc, start, end)]
    following = [t.text for t in doc[end : end + len(named) + ADDED_WORDS]]
    name = bool(named) and end - start <= LONGEST_NAME and not named[-1].islower()
    return name and named[0] == following[0] and all(any(is_short(n, f) for f in following) for n in named)
