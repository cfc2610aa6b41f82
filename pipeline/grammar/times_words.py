"""The words of a text and what the table of time words says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.grammar import tokens

TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s]")
APOSTROPHES = "'’‘ʼ"
DASHES = tokens.DASHES | {"~"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of several words: its words in lower case, and which of them stand glued to the one before."""

    parts: tuple[str, ...]
    glued: tuple[bool, ...]
    kind: str
    row: str

    @classmethod
    def of(cls, kind: str, row: str) -> Phrase:
        """The phrase that a row spells."""
        words = Words.of(row)
        return cls(tuple(words.low), tuple(words.glued(i) for i in range(len(words))), kind, row)

    def stands(self, words: Words, i: int) -> bool:
        """Whether the words from `i` on are the phrase."""
        return words.follows(i + 1, *self.parts[1:]) and all(
            words.glued(i + k) == self.glued[k] for k in range(1, len(self.parts))
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table, in the shape in which the grammar asks for it; phrases by their first word, longest first."""

    table: dict[str, Any]
    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[Phrase, ...]]

    def value(self, section: str, word: str) -> Any:
        """What a row says; None when the section has no such row."""
        return self.table[section].get(word)

    def has(self, section: str, word: str) -> bool:
        """Whether the section has this word, as a row or in its list `words`."""
        return word in self.words[section]


@cache
def lexicon() -> Lexicon:
    """The table `times.toml`, read once."""
    table = resources.table("times.toml")
    words = {name: frozenset(section.get("words", section)) for name, section in table.items()}
    phrases: dict[str, list[Phrase]] = {}
    rows = [(kind, row) for kind in ("holidays", "named") for row in table[kind]]
    for kind, row in [*rows, *(("present", row) for row in table["present"]["phrases"])]:
        phrase = Phrase.of(kind, row)
        phrases.setdefault(phrase.parts[0], []).append(phrase)
    longest_first = {word: tuple(sorted(found, key=lambda p: -len(p.parts))) for word, found in phrases.items()}
    return Lexicon(table, words, longest_first)


def lowered(word: str) -> str:
    """Lower case, with one kind of apostrophe, so that rows can be compared."""
    return "'" if word in APOSTROPHES else word.lower()


@dataclass(slots=True)
class Words:
    """A text as words, numbers and signs: parallel lists, positions in code points."""

    text: str
    raw: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Words:
        """Split a text; linear in its length."""
        words = cls(text)
        for match in TOKEN.finditer(text):
            words.raw.append(match[0])
            words.start.append(match.start())
            words.end.append(match.end())
        words.low = [lowered(word) for word in words.raw]
        return words

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, i: int) -> str:
        """The word in lower case; empty outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def glued(self, i: int) -> bool:
        """Whether word `i` follows the word before it without a space."""
        return 0 < i < len(self.raw) and self.start[i] == self.end[i - 1]

    def near(self, i: int) -> bool:
        """Whether word `i` follows within the same paragraph: at most one line break and few spaces between."""
        if not 0 < i < len(self.raw):
            return False
        gap = self.start[i] - self.end[i - 1]
        return gap <= 1 or (gap <= 8 and self.text.count("\n", self.end[i - 1], self.start[i]) <= 1)

    def capital(self, i: int) -> bool:
        """Whether the word begins with a capital."""
        return 0 <= i < len(self.raw) and self.raw[i][0].isupper()

    def number(self, i: int, *, digits: tuple[int, ...] = (1, 2)) -> int | None:
        """The number written in so many digits."""
        if 0 <= i < len(self.raw) and len(self.raw[i]) in digits and self.raw[i].isascii() and self.raw[i].isdigit():
            return int(self.raw[i])
        return None

    def follows(self, i: int, *words: str) -> bool:
        """Whether these words stand from `i` on, each near the one before it."""
        return all(self.at(i + k) == word and self.near(i + k) for k, word in enumerate(words))

    def begins_sentence(self, i: int) -> bool:
        """Whether the word opens a sentence or paragraph, as far as signs tell."""
        return i == 0 or not self.near(i) or (self.raw[i - 1] in '.!?:;”"' and not self.glued(i))
