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
Trait = tuple[str, str | None]  # a condition and the value for which it holds


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue that holds for a claim: its name, what it says in words, its weight in log-odds."""

    name: str
    words: str
    weight: float


def reasons(claim: Claim) -> tuple[Reason, ...]:
    """The cues that hold for a claim, in the order of the table. The claim's own confidence plays no part."""
    seen = _Claim(claim)
    value = claim.value.kind if claim.value is not None else None
    fitting = _cues(claim.kind, value, claim.modality, claim.predicate.id)
    # Most cues ask for words that a claim has not.
    heard = [cue for cue in fitting if not cue.phrases or cue.reason.name in seen.said]
    return tuple(cue.reason for cue in heard if cue.asked <= seen.traits and cue.is_of_age(seen.age))


def checkworthiness(claim: Claim) -> float:
    """Between 0 and 1, rounded to two places."""
    total = float(_table()["base"]) + sum(reason.weight for reason in reasons(claim))
    return round(1 / (1 + math.exp(-total)), 2)


def _table() -> dict[str, Any]:
    return resources.table("checkworthiness.toml")


class _Claim:
    """What the conditions of cues look at: the names of the cues whose words a claim has, its traits, and how old it is."""

    def __init__(self, claim: Claim) -> None:
        self.said = _said(claim)
        self.traits = _traits(claim)
        self.age = _age(claim)


def _said(claim: Claim) -> frozenset[str]:
    """Names of the cues of whose words the claim has one in the right slot."""
    slots = {"subject": claim.subject.text, "predicate": claim.predicate.text or ""}
    if claim.object is not None:
        slots["object"] = claim.object.text
    if claim.value is not None:
        slots["value"] = claim.value.text
    slots["qualifiers"] = " ".join(q.text for q in claim.qualifiers)
    return frozenset(name for slot, text in slots.items() for name in _named_by(slot, text))


def _traits(claim: Claim) -> frozenset[Trait]:
    """Conditions of cues, by their names in the table, with the values for which they hold."""
    properties = {
        ("flag", "negated"): claim.negated,
        ("flag", "dated"): any(q.time is not None for q in claim.qualifiers),
        ("flag", "approximate"): claim.value is not None and claim.value.approximate,
        ("flag", "inconsistent"): claim.value is not None and not claim.value.consistent,
        ("named", "subject"): _is_named(claim.subject),
        ("named", "object"): _is_named(claim.object),
        ("source", _source(claim)): True,
    }
    return frozenset(trait for trait, holds in properties.items() if holds)


def _age(claim: Claim) -> int | None:
    """Whole years between the last time it speaks of and the year of the text, None when either is unknown."""
    published = claim.document.published
    latest = [q.time.latest for q in claim.qualifiers if q.time is not None and q.time.latest]
    if published is None or not latest or not re.match(r"\d{4}", max(latest)):
        return None
    return int(published[:4]) - int(max(latest)[:4])


class _Cue:
    """One row of the table, ready to be asked of every claim."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.reason = Reason(row["name"], row["reason"], float(row["weight"]))
        self._fitting = tuple(_set(row, name) for name in ("kind", "value", "modality", "predicate"))
        self.asked: frozenset[Trait] = frozenset(
            (name, row[name]) for name in ("named", "flag", "source") if name in row
        )
        self._older = row.get("older")
        self.slots = _set(row, "in")
        self.phrases: tuple[tuple[str, ...], ...] = tuple(tuple(words.split()) for words in row.get("words", ()))

    def fits(self, *found: str | None) -> bool:
        """Whether the kind, the kind of value, the modality and the predicate of a claim are among those asked for."""
        return all(wanted is None or one in wanted for wanted, one in zip(self._fitting, found, strict=True))

    def is_of_age(self, age: int | None) -> bool:
        """Whether what a claim speaks of is as many years ago as is asked for."""
        return self._older is None or (age is not None and age > self._older)


def _named_by(slot: str, text: str) -> Iterator[str]:
    """Names of the cues of which the text of a slot has a word or phrase."""
    words = WORD.findall(text.casefold())
    index = _index()
    if index.keys().isdisjoint(words):
        return
    for i, word in enumerate(words):
        for cue, phrase in index.get(word, ()):
            if (cue.slots is None or slot in cue.slots) and tuple(words[i : i + len(phrase)]) == phrase:
                yield cue.reason.name


@cache
def _index() -> dict[str, list[tuple[_Cue, tuple[str, ...]]]]:
    """The words and phrases of all cues by their first word."""
    index: dict[str, list[tuple[_Cue, tuple[str, ...]]]] = {}
    for cue in _all_cues():
        for phrase in cue.phrases:
            index.setdefault(phrase[0], []).append((cue, phrase))
    return index


@cache
def _all_cues() -> tuple[_Cue, ...]:
    return tuple(_Cue(row) for row in _table()["cue"])


@cache
def _cues(kind: str, value: str | None, modality: str, predicate: str) -> tuple[_Cue, ...]:
    """The cues that a claim of this kind, value, modality and predicate can have."""
    return tuple(cue for cue in _all_cues() if cue.fits(kind, value, modality, predicate))


def _set(row: dict[str, Any], name: str) -> frozenset[str] | None:
    return frozenset(row[name]) if name in row else None


def _is_named(argument: Argument | None) -> bool:
    return argument is not None and argument.entity is not None


def _source(claim: Claim) -> str | None:
    """Whether the claim is attributed, and to somebody "named" or "unnamed"."""
    if claim.attribution is None:
        return None
    source = claim.attribution.source
    return "named" if source is not None and (source.entity is not None or source.type == "PERSON") else "unnamed"
