"""Full stops that touch the next sentence ("in 1997.Though"), as texts have them whose paragraphs were glued together."""

from __future__ import annotations

import re

from pipeline import resources

_BEFORE = re.compile(r"[^\W_]{1,40}\Z")
_AFTER = re.compile(r"[“\"‘]?(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)(?P<next>.{0,2})", re.DOTALL)
_RUN = 80


def _words(name: str) -> frozenset[str]:
    return resources.words("reading.toml", "sentences", name)


def starts_sentence(text: str, stop: int, end: int) -> bool:
    """Whether a new sentence starts at `end`, right behind the full stop or question mark at `stop`."""
    word = _first_word(text, end)
    return word is not None and _ends(text, stop, word) and not _address(text, stop, end)


def _ends(text: str, stop: int, following: str) -> bool:
    before = text[max(0, stop - 40) : stop]
    if before[-1:] and before[-1] in "%)]”\"’'":
        return True
    match = _BEFORE.search(before)
    if match is None:
        return False
    word = match[0]
    if word.isdigit():
        # "1.The" at the start of a line is a numbered item.
        return (
            len(word) > 3
            or before[: match.start()].rpartition("\n")[2].strip() != ""
            or (match.start() == 0 and stop > 40)
        )
    if len(word) == 1 and word.isalpha():
        return len(following) > 1 and before[-2:-1] == "." and following.lower() in _words("starters")
    if word.isupper():
        return len(word) >= 3
    return len(word) >= 2 and word[-1].islower() and word.lower() not in _words("abbreviations")


def _first_word(text: str, end: int) -> str | None:
    """The word at `end` when a sentence can start with it."""
    match = _AFTER.match(text, end, end + 60)
    if match is None or not match["word"][0].isupper():
        return None
    word, after = match["word"], match["next"]
    if after[:1] == "." and len(after) == 2 and not after[1].isspace():
        # "1990.U.S. forces", but not "Report.Final.docx".
        starts = len(word) == 1 and after[1].isupper()
    else:
        starts = len(word) > 1 or word in "AI"
    return word if starts else None


def _address(text: str, stop: int, end: int) -> bool:
    """Whether this is part of an address or file name rather than of a sentence."""
    left = re.split(r"\s", text[max(0, stop - _RUN) : stop])[-1]
    right = re.split(r"\s", text[end : end + _RUN])[0]
    return any(mark in left + right for mark in ("://", "@", "\\", "www.")) or "/" in left.rpartition("(")[2]
