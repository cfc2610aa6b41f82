"""The last touch to the text of a claim: what it says twice goes, marks and brackets are closed, and it ends with a full stop."""

from __future__ import annotations

import re

from pipeline.stages.naming import OPEN

# A date or place that two words of a sentence gave: "on 14 January 2011, the same day", "part of Lima in Lima".
TWICE = re.compile(r"\b((?:on|in) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}),? \1\b")
PLACED_TWICE = re.compile(r"\b((?:of|in|near|outside) ([A-Z]\w+(?: [A-Z]\w+)*)) in \2\b(?![:'’-])")
# Brackets with nothing in them, and marks behind one that opens.
EMPTY = re.compile(r"\s*\([\s,;:]*\)")
OPENED = re.compile(r"\([;,]?\s+")
# How a text ends that has a full stop, and how one whose last mark gives way to one.
STOPPED = (".", "!", "?")
QUOTED = ("”", '"', "’", "'")
# A number and nothing else behind a clause.
BARE_NUMBER = re.compile(r", \d[\d,.]*$")
# What something probably is.
PROBABLY = re.compile(r" \(probably ([^()]+)\)")


def finished(text: str) -> str:
    """A claim as a sentence: with a full stop and with both of a pair of brackets."""
    text = _unrepeated(text).rstrip(",;:")
    if text.endswith(QUOTED) and text[-2:-1] == ",":
        text = f"{text[:-2]}.{text[-1]}"
    for again in (TWICE, PLACED_TWICE):
        if again.search(text):  # seldom, and a search is faster
            text = again.sub(r"\1", text)
    if "(" in text:
        text = OPENED.sub("(", EMPTY.sub("", text))
    if text.count('"') % 2 and "“" not in text:
        text = f'{text.rstrip(".")}"'
    if text.count("(") > text.count(")"):
        text = f"{text})"
    elif text.count(")") > text.count("("):
        text = text[::-1].replace(")", "", 1)[::-1]
    last = text[-2:-1] if text.endswith(QUOTED) else text[-1:]
    return text if last in STOPPED else f"{text}."


def _unrepeated(text: str) -> str:
    """A claim without marks that say what it says itself: "the film (probably Ran) … Ran"."""
    if "(probably " not in text:
        return text
    for found in reversed(list(PROBABLY.finditer(text))):
        said = rf"\b{re.escape(found[1])}\b"
        again = text[found.end() :].startswith(f" in {found[1]}")  # "part of town … in Hope Town"
        if again or re.search(said, text[: found.start()], re.IGNORECASE):
            text = text[: found.start()] + text[found.end() :]
        elif re.search(said, text[found.end() :], re.IGNORECASE):
            text = f"{text[: found.start()]} {OPEN}{text[found.end() :]}"
    return text
