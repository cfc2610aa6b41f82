"""Names of the knowledge base in running text: the longest match over words, without a recogniser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.surfaces import fold

# Words that never lie inside a match; a dash or a period may.
_WALL = re.compile(r"[,;:!?()\[\]{}\"“”«»…%$€£]+|['’‘]|\.{2,}|\s+")
_POSSESSIVE = frozenset({"'s", "’s", "‘s"})
_LOWER_STARTS = frozenset({"al", "el", "sub", "pan", "ash", "an"})


class Gazetteer:
    """Finds names that the tables mark as safe to match on their own."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._longest = kb.longest

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Ranges `[start, end)` of words, in order and without overlap, that name something."""
        i, count = 0, len(words)
        while i < count:
            word = words[i]
            end = self._match(words, i) if not word.islower() or word.split("-")[0] in _LOWER_STARTS else 0
            if end:
                yield i, end
            i = end or i + 1

    def _match(self, words: Sequence[str], start: int) -> int:
        key = fold(words[start])
        longest = self._longest.get(key.split(" ", 1)[0], 0)
        if not longest or not key:
            return 0
        best, end = 0, start
        while True:
            end += 1
            if self._kb.knows(key) and not self._inside_word(words, end) and self._safe(words, start, end):
                best = end
            if end == len(words) or _WALL.fullmatch(words[end]):
                return best
            piece = fold(words[end])
            if words[end] in _POSSESSIVE:
                key += "s"  # "People's" folds to one word whether or not a tokeniser cut it
            elif piece:
                key = f"{key} {piece}"
            if key.count(" ") >= longest:
                return best

    def _safe(self, words: Sequence[str], start: int, end: int) -> bool:
        surface = re.sub(r"\s+(?=['’])|(?<=-)\s+|\s+(?=-)", "", " ".join(words[start:end]))
        return any(c.gazetteer for c in self._kb.candidates(surface))

    @staticmethod
    def _inside_word(words: Sequence[str], end: int) -> bool:
        """Whether the match would end on a dash or a possessive: "Guinea -" of "Guinea-Bissau"."""
        return not fold(words[end - 1]) or words[end - 1] in _POSSESSIVE
