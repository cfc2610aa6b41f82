"""How relations stand against the lists of the reference: borders, capitals, memberships, languages, independence."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.facts import FactBase, ReferenceFact
from pipeline.knowledge.surfaces import fold
from pipeline.records import Argument, Claim, Reference, Verification
from pipeline.verify.asked import Asked, asked
from pipeline.verify.leaders import Leaders
from pipeline.verify.sources import Source, span

LEADERS = ("head_of_state", "head_of_government", "position_held")


class Relations:
    """Compares typed relations with what the editions list."""

    def __init__(self, source: Source, facts: FactBase, kb: KnowledgeBase) -> None:
        self._source = source
        self._facts = facts
        self._kb = kb
        self._table: dict[str, dict[str, Any]] = resources.table("verify.toml")["relation"]
        self._leaders = Leaders(source, facts, kb)

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one relation between two things that the reference may list."""
        predicate = claim.predicate.id
        if claim.modality != "asserted":
            return Verification(verdict="not_found", note="Only what is asserted is compared.")
        if predicate in LEADERS:
            return self._leaders.verify(claim)
        if predicate not in self._table:
            return Verification(verdict="not_found", note="The reference has no such list.")
        row = self._table[predicate]
        sides = (claim.subject, claim.object)
        owner, member = sides if row["about"] == "subject" else (sides[1], sides[0])
        if predicate == "independent_on":
            return self._dated(claim, owner)
        if owner is None or member is None or owner.entity is None:
            return Verification(verdict="not_found", note="The reference does not list it.")
        facts = self._facts.series(owner.entity.id, row["measure"])
        if row.get("sides") and not facts and member.entity:
            owner, member = member, owner
            facts = self._facts.series(owner.entity.id if owner.entity else "", row["measure"])
        when = published(claim) if row.get("event") else asked(claim)
        return self._listed(claim, facts, member, when, complete=row["complete"])

    def _listed(
        self, claim: Claim, facts: list[ReferenceFact], member: Argument, when: Asked, *, complete: bool
    ) -> Verification:
        edition = when.edition(self._source.since)
        past = [e for f in facts for e in f.editions if edition is None or e <= edition]
        now = max(past) if past else min((f.editions[0] for f in facts), default=0)
        current = [f for f in facts if now in f.editions]
        fits = [f for f in facts if self._means(f, member)]
        full = [f for f in fits if f.measure != "member_of" or not f.as_of]  # no observers, no suspended members
        held = [f for f in full if f in current]
        named = [f for f in held if f.object and not self._renamed(f, current, member)]
        if held and (named or not held[0].object):
            return self._verdict("contradicted" if claim.negated else "supported", [held[0]], now)
        earlier = [f for f in full if f.editions[0] < now and f not in current] or [
            f for f in full if f.editions[0] < now and f not in held and fold(f.name) == fold(member.text)
        ]
        if earlier and not claim.negated and not when.stated:
            fact = max(earlier, key=lambda f: f.editions[-1])
            return self._verdict("outdated", [fact], fact.editions[-1], note=f"So in {span(fact)}.")
        if not current or not complete or not self._comparable(claim, member):
            return Verification(verdict="not_found", note="The reference does not list it.")
        remarked = [f for f in fits if f in current and f not in full]
        return self._verdict("supported" if claim.negated else "contradicted", remarked or current, now)

    def _means(self, fact: ReferenceFact, member: Argument) -> bool:
        id_ = member.entity.id if member.entity else ""
        if fact.object and id_:
            home = self._kb.country_of(fact.object)
            # "from England" and "from Great Britain" are the same state for a reference.
            whole = fact.measure == "independence" and home is not None and home.id == id_
            return fact.object == id_ or whole
        return fold(fact.name).removeprefix("the ") == fold(member.text).removeprefix("the ")

    def _renamed(self, fact: ReferenceFact, current: list[ReferenceFact], member: Argument) -> bool:
        """Whether a capital is called by a name that it had in other editions only."""
        if fact.measure != "capital" or any(fold(f.name) == fold(member.text) for f in current):
            return False
        names = {fold(f.name) for f in self._facts.series(fact.entity, "capital", fact.object)}
        return fold(member.text) in names

    def _comparable(self, claim: Claim, member: Argument) -> bool:
        """Whether the member is a thing that the list would hold if it were so."""
        id_ = member.entity.id if member.entity else ""
        kinds = {"capital_of": "city:", "official_language": "language:", "member_of": "org:"}
        if claim.predicate.id == "member_of":
            return id_ in self._bodies
        if claim.predicate.id == "capital_of":
            return id_.startswith(("city:", "division:"))
        return id_.startswith(kinds.get(claim.predicate.id, "country:"))

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """Organisations whose members the reference lists."""
        return frozenset(
            f.object for e, m in self._facts.topics() if m == "member_of" for f in self._facts.series(e, m)
        )

    def _dated(self, claim: Claim, owner: Argument | None) -> Verification:
        """The verdict on a date of independence: whether what the claim names overlaps with a date that is given."""
        said = _dates(claim)
        facts = self._facts.series(owner.entity.id, "independence") if owner and owner.entity else []
        if not facts or said is None:
            return Verification(verdict="not_found", note="The reference gives no such date.")
        edition = published(claim).edition(self._source.since)
        past = [e for f in facts for e in f.editions if edition is None or e <= edition]
        now = max(past) if past else facts[0].editions[0]
        current = [f for f in facts if now in f.editions and f.as_of]
        fits = [f for f in current if said[0] <= f.as_of[: len(said[0])] and f.as_of[: len(said[1])] <= said[1]]
        # A year in the text is met by a day in it, a day in the text by a reference that gives the year alone.
        fits = fits or [f for f in current if said[0].startswith(f.as_of) and said[1].startswith(f.as_of)]
        if fits:
            return self._verdict("contradicted" if claim.negated else "supported", fits[:1], now)
        if not current:
            return Verification(verdict="not_found", note="The reference gives no such date.")
        years = min((int(said[0][:4]) - int(f.as_of[:4]) for f in current), key=abs)
        found = self._verdict("supported" if claim.negated else "contradicted", current, now)
        return found.model_copy(update={"difference": float(years)})

    def _verdict(self, verdict: Any, facts: list[ReferenceFact], edition: int, note: str | None = None) -> Verification:
        """`edition` is the one whose list is quoted."""
        return Verification(
            verdict=verdict,
            reference=Reference(
                source=self._source.name,
                edition=str(edition),
                field=facts[0].field,
                entity=facts[0].entity,
                quote="; ".join(dict.fromkeys(f.quote for f in facts)),
            ),
            note=note,
        )


def _dates(claim: Claim) -> tuple[str, str] | None:
    """First and last day of the time that a relation names, ISO."""
    times = [q.time for q in claim.qualifiers if q.role in ("time", "since") and q.time]
    # "Independent since July 2011": independence came in that month.
    time = next((t for t in times if t.earliest), None)
    return (time.earliest or "", time.latest or time.earliest or "") if time else None


def published(claim: Claim) -> Asked:
    """The time at which the document appeared, whatever time the claim itself names."""
    return Asked(claim.document.published, claim.document.published, stated=False)
