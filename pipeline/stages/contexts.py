"""The title of a text beside a claim that names nobody and nothing: "A warning was issued (in “Cyclone hits Java”)"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import tree
from pipeline.stages.explaining import OPEN
from pipeline.stages.scribe import Scribe

# A title of more characters is mostly none.
LONGEST = 120
POSSESSIVE = re.compile(r"['’]s?$")
FULL_STOP = re.compile(r"\.$")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


@cache
def _calendar() -> frozenset[str]:
    """Months and days, which are written like names."""
    table = resources.table("times.toml")
    return frozenset(word.casefold() for kind in ("months", "weekdays") for word in table[kind])


class Contexts:
    """Tells the claims of one Doc that cannot be understood without the title of their text."""

    def __init__(self, scribe: Scribe) -> None:
        title = " ".join((scribe.document.title or "").split())
        self.title = title if len(title) <= LONGEST else ""
        inside = scribe.referents.inside
        self.names = frozenset(scribe.doc[i].text for i in inside if scribe.doc[i].pos_ in ("PROPN", "ADJ"))

    def told(self, text: str, root: Token) -> str:
        """The text of a claim around token `root`, with the title where nothing in it says what it is about."""
        if not self.title or OPEN.strip("()") in text or self._names(text) or self._is_general(text, root):
            return text
        return FULL_STOP.sub("", text) + f" (in “{self.title}”)."

    def _names(self, text: str) -> bool:
        """Whether a text names anybody or anything: a word is written like a name within it, or known as one."""
        first, *others = WORD.findall(text) or [""]
        capital = (word for word in others if word[0].isupper() and word.casefold() not in _calendar())
        first = POSSESSIVE.sub("", first)
        return first in self.names or (len(first) > 1 and first.isupper()) or any(word != "I" for word in capital)

    @staticmethod
    def _is_general(text: str, root: Token) -> bool:
        """Whether a clause tells how things are, and no number: "Most iodine in food comes from milk"."""
        verb = next((t for t in (*tree.children(root, "aux"), *tree.children(root, "cop")) if t.tag_ != "VB"), root)
        return verb.tag_ in ("VBZ", "VBP") and verb.lower_ not in ("has", "have") and not re.search(r"\d", text)
