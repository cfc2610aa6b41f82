"""Builds the knowledge base that ships from the reference folder: same folder, same bytes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline import resources
from pipeline.knowledge import (
    build_countries,
    build_facts,
    build_leaders,
    build_organisations,
    build_peoples,
    build_places,
    sources,
)
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.coverage import Coverage
from pipeline.knowledge.tables import Tables

CURATED = "knowledge/curated"


@dataclass(frozen=True, slots=True)
class Built:
    """How many rows of each kind a build wrote, and how much of the reference's fields it read."""

    counts: dict[str, int]
    coverage: Coverage


def build(folder: Path, out: Path) -> Built:
    """Build the tables of entities, names, relations, words and facts from the reference in `folder`, into `out`.

    Raises ResourceError when a reference file is missing.
    """
    curated = {
        n: resources.table(f"{CURATED}/{n}.toml")
        for n in ("countries", "peoples", "regions", "organisations", "events")
    }
    priors = resources.table(f"{CURATED}/priors.toml")
    reference = sources.read(folder)
    tables = Tables()
    lookup = build_countries.build(tables, reference, curated["countries"], priors)
    build_peoples.build(tables, reference, curated["peoples"], priors, lookup)
    build_places.build(tables, reference, curated, priors, lookup)
    build_organisations.build(tables, reference, curated["organisations"], priors, lookup)
    build_organisations.events(tables, curated["events"]["event"], priors["event"])
    build_leaders.build(tables, reference, priors, lookup)
    tables.words = sources.common_words(reference)
    tables.write(out)
    facts, coverage = build_facts.build(reference, lookup, KnowledgeBase(out), out)
    kinds = Counter(id_.split(":")[0] for id_ in tables.entities)
    relations = Counter(kind for kind, _, _ in tables.relations)
    counts = {
        **{f"entities {k}": n for k, n in sorted(kinds.items())},
        "names": len(tables.names),
        "words": len(tables.words),
        **{f"relations {k}": n for k, n in sorted(relations.items())},
        **facts,
    }
    return Built(counts, coverage)
