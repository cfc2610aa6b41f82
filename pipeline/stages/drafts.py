"""What a value says before it becomes a fact, and the word lists of measures.toml by which that is told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.records import Entity, Modality

# What a number is of which nothing else is known.
COUNTS = frozenset({"count", "statistic"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a value says before it becomes a fact: heads of the slots, with what they stand for."""

    predicate: str
    subject: Token
    rule: str
    score: float
    object: Token | None = None
    subject_entity: Entity | None = None
    object_entity: Entity | None = None
    label: str | None = None
    trigger: Token | None = None
    clausal: bool = False  # the clause itself is the best wording of the claim
    modality: Modality | None = None  # where the modal verb belongs to the measure: "can read", "expect to live"
    whole_subject: bool = False  # quote the value with its noun: "half of the refugees"


def words(section: str, key: str) -> frozenset[str]:
    """A word list of measures.toml."""
    return resources.words("measures.toml", section, key)


@cache
def mapping(section: str) -> dict[str, Any]:
    """A word -> predicate table of measures.toml."""
    return dict(resources.table("measures.toml")[section])
