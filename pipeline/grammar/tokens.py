"""The token stream that the grammar of values reads: words, digit groups and single symbols with exact offsets."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.grammar.notation import ENGLISH, Notation

# A digit group with inner separators; a few letters glued to digits ("USD115", "km2"); a vulgar fraction; a word with
# inner apostrophes; a paragraph break; any other character. No alternative runs over what another has to read again.
DIGITS = "[0-9]+(?:[{signs}][0-9]+)*"
OTHERS = r"[¼-¾⅐-⅞]|[^\W\d_]{1,4}(?=[0-9])|[^\W\d_]\w*(?:['’][^\W\d_]+)*|\n\s*\n|\S"

# What joins the parts of one word, and these with the dashes that stand between numbers.
HYPHENS = frozenset("-‐‑")
DASHES = HYPHENS | frozenset("–—‒−")
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


class Tokens(NamedTuple):
    """Parallel lists, one entry a token; `words` is lower case, `starts`/`ends` index `text`.

    Numbers in digits stand in `words` as English writes them, whatever the `notation` of the text.
    Two sentinels, empty words after the last token, spare readers a length check for short looks ahead.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    notation: Notation = ENGLISH

    def glued(self, i: int) -> bool:
        """Nothing stands between token `i` and the one before it."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]

    def near(self, i: int) -> bool:
        """Token `i` follows the one before it with no more than a line break or a double space between."""
        return 0 < i < len(self.starts) and self.starts[i] - self.ends[i - 1] <= 2

    def unhyphened(self, i: int) -> int:
        """Where the word behind a hyphen at token `i` stands, if that joins it to the one before; else `i`."""
        return i + 1 if self.word(i) in HYPHENS and self.glued(i) and self.glued(i + 1) else i

    def word(self, i: int) -> str:
        """Lower-case token `i`, or an empty string outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def raw(self, i: int) -> str:
        """Token `i` as written, or an empty string outside the text."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def titled(self, i: int) -> bool:
        """Token `i` starts with a capital letter."""
        return 0 <= i < len(self.words) and self.text[self.starts[i] : self.starts[i] + 1].isupper()

    def slice(self, start: int, end: int) -> str:
        """The text of tokens `[start, end)`."""
        return self.text[self.starts[start] : self.ends[end - 1]]


@cache
def _token(signs: str) -> re.Pattern[str]:
    return re.compile(f"{DIGITS.format(signs=re.escape(signs))}|{OTHERS}")


def lex(text: str, notation: Notation = ENGLISH) -> Tokens:
    """Split `text`, whose numbers are written in `notation`, into tokens in linear time; offsets are code points."""
    spans = [m.span() for m in _token(notation.signs).finditer(text)]
    starts = [a for a, _ in spans]
    ends = [b for _, b in spans]
    words = [text[a:b].lower() for a, b in spans]
    if notation != ENGLISH:
        words = [notation.english(word) if word[0] in "0123456789" else word for word in words]
    for _ in range(2):
        starts.append(len(text))
        ends.append(len(text))
        words.append("")
    return Tokens(text, words, starts, ends, notation)


def split(surface: str) -> tuple[str, ...]:
    """The lower-case tokens of a table entry."""
    return tuple(m.group().lower() for m in _token(ENGLISH.signs).finditer(surface))
