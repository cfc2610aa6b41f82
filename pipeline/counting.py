"""How many claims a store holds, by kind, predicate, entity and verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.records import Claim, Entity, Result

UNVERIFIED = "(not verified)"


@dataclass(slots=True)
class Counts:
    """`entities` counts a claim once for each thing that is its subject or object, by `names`' ids."""

    documents: int = 0
    failures: int = 0
    claims: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    predicates: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)

    def tables(self) -> dict[str, list[tuple[str, int]]]:
        """Each count with the most frequent first, equals in alphabetical order."""
        found = {
            "kind": self.kinds,
            "predicate": self.predicates,
            "entity": Counter({self.names[id]: count for id, count in self.entities.items()}),
            "verdict": self.verdicts,
        }
        return {name: sorted(counter.items(), key=lambda row: (-row[1], row[0])) for name, counter in found.items()}

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        totals = {"documents": self.documents, "failures": self.failures, "claims": self.claims}
        return totals | {name: dict(rows) for name, rows in self.tables().items()}


def count(results: Iterable[Result]) -> Counts:
    """The counts of all claims of `results`."""
    found = Counts()
    for result in results:
        if result.failure is not None:
            found.failures += 1
            continue
        found.documents += 1
        for claim in result.claims:
            found.claims += 1
            found.kinds[claim.kind] += 1
            found.predicates[claim.predicate.id] += 1
            found.verdicts[claim.verification.verdict if claim.verification else UNVERIFIED] += 1
            for id, name in sorted({_named(entity, claim) for entity in _entities(claim)}):
                found.entities[id] += 1
                found.names[id] = name
    return found


def _entities(claim: Claim) -> Iterator[Entity]:
    for argument in (claim.subject, claim.object):
        if argument is not None and argument.entity is not None:
            yield argument.entity


def _named(entity: Entity, claim: Claim) -> tuple[str, str]:
    """An id for the whole store and a name that no other id has; an id of one document stays that document's."""
    if not entity.id.startswith("doc:"):
        return entity.id, f"{entity.name} ({entity.id})"
    place = claim.document.uri or claim.document.id
    return f"{place} {entity.id}", f"{entity.name} ({place.rsplit('/', 1)[-1]})"
