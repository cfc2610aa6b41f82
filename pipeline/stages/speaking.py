"""Who says "I" and "we" as others tell of them: "We (Ana Bo and others) lost count" is "Ana Bo and others lost count"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.stages.conjugation import third_person, unshortened

# Who speaks, behind the word for it.
SPEAKING = re.compile(r"\b(I|me|[Mm]y|[Ww]e|us|[Oo]ur) \((?!probably |unresolved)([^()]+)\)")
# Words of the one who speaks, and of the one spoken to.
SPOKEN = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|us|[Oo]urs?|[Oo]urselves|[Yy]ou|[Yy]our|[Yy]ours)\b")
MANY = ("and others", "and others'")
# What "us" is told with that a name is not: "important to us | both".
TOGETHER = re.compile(r"\s+(?:all|both|each)\b")
# How a verb begins that denies in short: "don't".
DENIED = re.compile(r"(\w+?)(n['’]t)?")


def in_third_person(text: str, doc: Doc, start: int, end: int) -> str:
    """The text of a claim of tokens `[start, end)` with the name of who speaks in the place of its one "I" or "our".

    As it is where it has another such word, or is somebody's quotation.
    """
    found = SPEAKING.search(text)
    if found is None or any(mark in text for mark in '"“”'):
        return text
    word, name = found[1].lower(), found[2]
    before, behind = text[: found.start()], text[found.end() :]
    if TOGETHER.match(behind):
        return text
    if SPOKEN.search(before) or SPOKEN.search(behind) or (word in ("we", "us", "our")) != name.endswith(MANY):
        return text
    if word == "i":
        agreed = _agreed(behind, {unshortened(t.text, t.lemma_): t for t in doc[start:end]})
        if agreed is None:
            return text
        behind = agreed
    told = f"{before}{name}{behind}"
    return f"{told[:1].upper()}{told[1:]}"


def _agreed(words: str, known: dict[str, Token]) -> str | None:
    """What follows "I" with its verb in the third person: "have never left" -> "has never left"; None without a verb."""
    for verb in re.finditer(r"[\w'’]+", words):
        parts = DENIED.fullmatch(verb[0])
        token = known.get(parts[1]) if parts is not None else None
        if parts is None or token is None:
            return None
        if token.tag_ in ("VBD", "MD"):
            return words
        if token.tag_ == "VBP":
            form = "is" if parts[1] == "am" else third_person(parts[1])
            return f"{words[: verb.start()]}{form}{parts[2] or ''}{words[verb.end() :]}"
        if token.tag_ != "RB":
            return None
    return None
