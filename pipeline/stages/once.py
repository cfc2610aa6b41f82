"""What many passes ask about a parsed text, found once a text."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Token

Answer = TypeVar("Answer")


def once(question: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """A question about a token, answered once and kept as long as its Doc lives: for one that is dear and often asked.

    The answer hangs on nothing but the parsed text, which nobody changes, and is no token, which would keep the Doc alive.
    """
    kept: WeakKeyDictionary[Doc, dict[int, Answer]] = WeakKeyDictionary()

    @wraps(question)
    def answered(token: Token) -> Answer:
        known = kept.get(token.doc)
        if known is None:
            known = kept[token.doc] = {}
        i = token.i
        if i not in known:
            known[i] = question(token)
        return known[i]

    return answered


_sentences: WeakKeyDictionary[Doc, list[tuple[int, int]]] = WeakKeyDictionary()


def sentences(doc: Doc) -> list[tuple[int, int]]:
    """For each token of a text the token range of its sentence."""
    found = _sentences.get(doc)
    if found is None:
        found = _sentences[doc] = [(s.start, s.end) for s in doc.sents for _ in range(s.start, s.end)]
    return found
