"""How much a fact-checker would want to check a claim, and why, by the table checkworthiness.toml."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import resources
from pipeline.records import Argument, Claim

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue that holds for a claim: its name, what it says in words, its weight in log-odds."""

    name: str
    words: str
    weight: float


def reasons(claim: Claim) -> tuple[Reason, ...]:
    """The cues that hold for a claim, in the order of the table. The claim's own confidence plays no part."""
    seen = _Claim(claim)
    return tuple(
        Reason(row["name"], row["reason"], float(row["weight"])) for row in _table()["cue"] if _holds(row, seen)
    )


def checkworthiness(claim: Claim) -> float:
    """Between 0 and 1, rounded to two places."""
    total = float(_table()["base"]) + sum(reason.weight for reason in reasons(claim))
    return round(1 / (1 + math.exp(-total)), 2)


def _table() -> dict[str, Any]:
    return resources.table("checkworthiness.toml")


class _Claim:
    """What the conditions of cues look at."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.slots: dict[str, str] = {"subject": claim.subject.text, "predicate": claim.predicate.text or ""}
        if claim.object is not None:
            self.slots["object"] = claim.object.text
        if claim.value is not None:
            self.slots["value"] = claim.value.text
        self.slots["qualifiers"] = " ".join(q.text for q in claim.qualifiers)
        self.joined: dict[tuple[str, ...], tuple[str, frozenset[str]]] = {}

    def words(self, slots: tuple[str, ...]) -> tuple[str, frozenset[str]]:
        """The words of some slots (of all when none is named) in lower case: each between blanks, and as a set."""
        if slots not in self.joined:
            texts = (WORD.findall(text.casefold()) for name, text in self.slots.items() if not slots or name in slots)
            words = [word for text in texts for word in (*text, "|")]
            self.joined[slots] = f" {' '.join(words)} ", frozenset(words)
        return self.joined[slots]

    def flags(self) -> Iterator[str]:
        """Names of the plain properties that hold."""
        claim = self.claim
        if claim.negated:
            yield "negated"
        if any(q.time is not None for q in claim.qualifiers):
            yield "dated"
        if claim.value is not None and claim.value.approximate:
            yield "approximate"
        if claim.value is not None and not claim.value.consistent:
            yield "inconsistent"

    def age(self) -> int | None:
        """Whole years between the last time it speaks of and the year of the text, None when either is unknown."""
        published = self.claim.document.published
        latest = [q.time.latest for q in self.claim.qualifiers if q.time is not None and q.time.latest]
        if published is None or not latest or not re.match(r"\d{4}", max(latest)):
            return None
        return int(published[:4]) - int(max(latest)[:4])


def _holds(row: dict[str, Any], seen: _Claim) -> bool:
    claim = seen.claim
    value = claim.value.kind if claim.value is not None else None
    for name, own in (("kind", claim.kind), ("value", value), ("modality", claim.modality)):
        if name in row and own not in row[name]:
            return False
    if "predicate" in row and claim.predicate.id not in row["predicate"]:
        return False
    if "named" in row and not _is_named(claim.subject if row["named"] == "subject" else claim.object):
        return False
    if "flag" in row and row["flag"] not in seen.flags():
        return False
    if "source" in row and row["source"] != _source(claim):
        return False
    if "older" in row and ((age := seen.age()) is None or age <= row["older"]):
        return False
    if "words" not in row:
        return True
    words, phrases = _wanted(row["name"])
    text, found = seen.words(tuple(row.get("in", ())))
    return not words.isdisjoint(found) or any(phrase in text for phrase in phrases)


@cache
def _wanted(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words and phrases of the cue `name`."""
    row = next(row for row in _table()["cue"] if row["name"] == name)
    return frozenset(w for w in row["words"] if " " not in w), tuple(f" {w} " for w in row["words"] if " " in w)


def _is_named(argument: Argument | None) -> bool:
    return argument is not None and argument.entity is not None


def _source(claim: Claim) -> str | None:
    """Whether the claim is attributed, and to somebody "named" or "unnamed"."""
    if claim.attribution is None:
        return None
    source = claim.attribution.source
    return "named" if source is not None and (source.entity is not None or source.type == "PERSON") else "unnamed"
