"""How a written name is compared: folding of case, accents and punctuation, and the forms an English name takes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u002d\u2010-\u2015\u2212\u00ad/]+")
_DROPPED = re.compile(r"[.'’‘ʼʻ`´′\"“”,()]+")
_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"(?:['’‘]s|(?<=s)['’‘])$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_DIVISION = re.compile(
    r"(?P<name>.+) (?:State|Province|Region|District|County|Oblast|Governorate|Prefecture|Department|Canton)"
)
_UNMARKED = re.compile(r"[^0-9a-z]+")
# Letters that carry no combining mark to drop.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})


@lru_cache(maxsize=16384)
def fold(surface: str) -> str:
    """The key under which `surface` is compared: no case, accents, periods or apostrophes; dashes are spaces.

    "Côte d’Ivoire" -> "cote divoire", "U.S." -> "us", "Al-Qa'ida" -> "al qaida". May be empty.
    """
    if surface.isascii():
        text = surface.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", surface).casefold())
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    text = _DROPPED.sub("", _DASHES.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def bare(surface: str) -> str:
    """`surface` without a leading "the" and a trailing possessive."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", surface.strip()))


def division(surface: str) -> str | None:
    """The name before the word for what division it is: "Niger" of "Niger State"; None without one."""
    match = _DIVISION.fullmatch(surface)
    return match["name"] if match is not None else None


def slug(name: str) -> str:
    """The local part of an id: "Emomali Rahmon" -> "emomali-rahmon"; "x" when nothing is left."""
    return _UNMARKED.sub("-", fold(name)).strip("-") or "x"


def plural(noun: str) -> str:
    """The English plural of a people's name: Tajiks, Chinese, Kyrgyz-like names stay as they are."""
    last = noun.rsplit(" ", 1)[-1].lower()
    if last.endswith(("ese", "ish", "sh", "ch", "z", "x", "s", "oi", "ois", "ais")):
        return noun
    if last.endswith("man") and not last.endswith(("german", "roman", "turkoman", "ottoman")):
        return noun[:-2] + "en"
    if last.endswith("y") and last[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    return noun + "s"


def singular(noun: str) -> str:
    """The singular of a people's name as lists write it: "Italians" -> "Italian"; others are returned unchanged."""
    if noun.endswith(("ians", "eans", "ans", "ks", "is", "rs", "ds", "ns", "gs", "ls", "ts", "es", "os", "as", "ms")):
        if (
            noun.endswith(("ais", "ois", "ies", "ses", "iis", "les", "ges", "oas", "aos", "los", "tes"))
            or len(noun) < 6
        ):
            return noun[:-3] + "y" if noun.endswith("ies") and len(noun) > 6 else noun
        return noun[:-1]
    return noun


def cased(word: str) -> str:
    """A word in capitals as names are written: "RAHMON" -> "Rahmon", "al-MANFI" -> "al-Manfi"; "FRS" and "IE6" stay."""
    if re.fullmatch(r"[IVX]+|[A-Z]{2}|[^AEIOUYaeiouy]*|.*\d.*", word):
        return word
    return re.sub(r"[^\W\d_]+", lambda m: m[0].title() if len(m[0]) > 1 and m[0].isupper() else m[0], word)
