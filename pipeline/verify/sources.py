"""What claims are compared with: a named series of facts over editions. The Factbook that ships is one, users add more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline import resources
from pipeline.knowledge import facts
from pipeline.knowledge.facts import ReferenceFact
from pipeline.knowledge.surfaces import fold
from pipeline.records import Argument
from pipeline.verify.intervals import Tolerance


class Series(Protocol):
    """Facts by what they are about; `FactBase` is one."""

    def series(self, entity: str, measure: str, object_: str | None = None) -> list[ReferenceFact]:
        """Facts of one measure about one thing, in the order of their editions; `object_` is an id or a name."""


@dataclass(frozen=True, slots=True)
class Source:
    """A reference: its name, its facts, and the tolerance of each (measure, name of a variant or "").

    `since` is the day of the year ("07-01") from which on the edition of a year counts.
    """

    name: str
    facts: Series
    tolerances: Mapping[tuple[str, str], Tolerance]
    since: str = "01-01"

    def tolerance(self, measure: str, variant: str) -> Tolerance:
        """The tolerance of a variant of a measure, else of the measure, else the general one."""
        return self.tolerances.get((measure, variant)) or self.tolerances.get((measure, "")) or Tolerance()


def factbook() -> Source:
    """The Factbook that ships, with the tolerances of `measures.toml`."""
    settings = resources.table("verify.toml")
    return Source(settings["source"], facts.load(), tolerances(), settings["since"])


def tolerances() -> dict[tuple[str, str], Tolerance]:
    """The declared tolerance of each measure and its variants."""
    table = resources.table("knowledge/curated/measures.toml")
    found: dict[tuple[str, str], Tolerance] = {}
    for row in (*table["measure"], *table["list"], *table["border"]):
        sizes = (row.get("relative", 0.0), row.get("absolute", 0.0), row["about"], row["close"])
        tolerance = Tolerance(*sizes, fixed=row.get("fixed", False))
        for variant in sorted({part.get("object", "") for part in row.get("parts", [{}])}):
            found.setdefault((row["predicate"], variant), tolerance)
    return found


def keys(argument: Argument | None) -> Sequence[str]:
    """The keys under which a source may hold facts about an argument: its entity's id, then its name and wording.

    Things that the knowledge base does not know are kept as "name:" and the folded name.
    """
    if argument is None:
        return ()
    entity = argument.entity
    names = [entity.name] if entity else []
    found = [entity.id] if entity and not entity.id.startswith("doc:") else []
    return [*found, *dict.fromkeys(named(n) for n in (*names, argument.text))]


def named(name: str) -> str:
    """The key of a thing without an id."""
    return f"name:{fold(name).removeprefix('the ')}"


def span(fact: ReferenceFact) -> str:
    """The editions of a fact in words."""
    first, last = fact.editions[0], fact.editions[-1]
    return f"the edition of {first}" if first == last else f"the editions of {first} to {last}"
