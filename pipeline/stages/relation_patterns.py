"""The rows of relations.toml: which predicate, with what in which slots, states which relation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pipeline import resources
from pipeline.records import Modality

DEFAULT_SCORE = 0.7
# Prepositions of a time at which something happened, rather than before, after or since which.
POINTS: frozenset[str | None] = frozenset(
    {None, "in", "on", "at", "of", "during", "from", "between", "by", "around", "throughout", "for"}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a slot is looked for and what may fill it: roles in order, and a class or explicit nouns."""

    roles: tuple[str, ...]
    wanted: str
    nouns: frozenset[str]
    family: str = ""

    @classmethod
    def parse(cls, text: str) -> Slot:
        """Read "ROLE/ROLE:class", "ROLE:=noun|noun", or "ROLE:@family" for what is linked to an id of a family."""
        roles, _, wanted = text.partition(":")
        if wanted.startswith("@"):
            return cls((*roles.split("/"),), "any", frozenset(), wanted[1:])
        nouns = frozenset(wanted[1:].split("|")) if wanted.startswith("=") else frozenset()
        return cls(tuple(roles.split("/")), "any" if nouns or not wanted else wanted, nouns)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table."""

    relation: str
    lemmas: frozenset[str]
    subject: Slot
    object: Slot
    condition: Slot | None
    cases: frozenset[str | None]
    score: float
    name: str
    renames: bool = False
    reciprocal: bool = False
    alone: bool = False
    agentless: bool = False
    without: Slot | None = None
    more: frozenset[str] = frozenset()
    modality: Modality = "asserted"


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Rows of relations.toml by normalised predicate."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for n, row in enumerate(resources.table("relations.toml")["pattern"], 1):
        pattern = Pattern(
            relation=row["relation"],
            lemmas=frozenset(row["lemmas"]),
            subject=Slot.parse(row["subject"]),
            object=Slot.parse(row["object"]),
            condition=Slot.parse(row["with"]) if "with" in row else None,
            cases=frozenset(row["led"]) if "led" in row else POINTS | frozenset(row.get("cases", ())),
            score=row.get("score", DEFAULT_SCORE),
            name=f"relations/{n}:{row['relation']}",
            renames=row.get("renames", False),
            reciprocal=row.get("reciprocal", False),
            alone=row.get("alone", False),
            agentless=row.get("agentless", False),
            without=Slot.parse(row["without"]) if "without" in row else None,
            more=frozenset(row.get("more", ())),
            modality=row.get("modality", "asserted"),
        )
        for lemma in row["lemmas"]:
            found[lemma].append(pattern)
    return {lemma: tuple(rows) for lemma, rows in found.items()}
