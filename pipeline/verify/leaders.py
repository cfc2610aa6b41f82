"""Who led a country when: heads of state and of government by the days since which they were in office."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.facts import FactBase, ReferenceFact
from pipeline.knowledge.surfaces import fold
from pipeline.records import Argument, Claim, Reference, Verdict, Verification
from pipeline.verify.asked import asked
from pipeline.verify.sources import Source

# Two spellings of one family name ("Rahmon", "Rahmonov"; "Zhomart", "Jomart") are at least so much alike.
ALIKE = 0.8


class Leaders:
    """Compares who holds the highest offices with the executive branch of every edition."""

    def __init__(self, source: Source, facts: FactBase, kb: KnowledgeBase) -> None:
        self._source = source
        self._facts = facts
        self._kb = kb
        table = resources.table("offices.toml")
        self._roles = {word: role for role in ("head_of_state", "head_of_government") for word in table[role]}
        self._others = frozenset(table["not_head"])

    def verify(self, claim: Claim) -> Verification:
        """The verdict on who leads a country, or on a person said to hold its highest office."""
        found = self._office(claim) if claim.predicate.id == "position_held" else self._stated(claim)
        if found is None or claim.negated:
            return Verification(verdict="not_found", note="The reference does not list it.")
        role, country, person = found
        facts = self._facts.series(country, role)
        when = asked(claim)
        day = when.latest or "9999"
        now = when.edition(self._source.since) or int(day[:4])
        begun = [f for f in facts if f.as_of and f.as_of <= day[: len(f.as_of)]]
        if not begun:
            return Verification(verdict="not_found", note="The reference does not list it.")
        newest = max(begun, key=lambda f: (f.as_of, f.editions[-1]))
        theirs = [f for f in begun if _named(f, person)]
        if _named(newest, person) or self._within(theirs, facts, when.earliest or day, day):
            quoted = max(theirs, key=lambda f: max((e for e in f.editions if e <= now), default=0))
            return self._verdict("supported", quoted, now)
        if theirs and when.stated:
            return self._verdict("contradicted", newest, now)
        if theirs:
            last = max(theirs, key=lambda f: f.editions[-1])
            note = f"{last.quote}; since {newest.as_of} {newest.name}."
            return self._verdict("outdated", newest, now, note)
        known = person.entity is not None and person.entity.type == "PERSON" and " " in person.entity.name
        if not known:
            return Verification(verdict="not_found", note="The reference does not list it.")
        return self._verdict("contradicted", newest, now)

    @staticmethod
    def _within(theirs: list[ReferenceFact], facts: list[ReferenceFact], first: str, last: str) -> bool:
        """Whether a person was in office at some time between two days."""
        for fact in theirs:
            ends = [f.as_of for f in facts if f.as_of > fact.as_of and f.name != fact.name and f.object != fact.object]
            if fact.as_of <= last and first <= min(ends, default="9999"):
                return True
        return False

    def _stated(self, claim: Claim) -> tuple[str, str, Argument] | None:
        if claim.subject.entity is None or claim.object is None:
            return None
        return claim.predicate.id, claim.subject.entity.id, claim.object

    def _office(self, claim: Claim) -> tuple[str, str, Argument] | None:
        """Role, country and person of "X is the president of Y": the country named, else that of the person."""
        if claim.object is None:
            return None
        text = claim.object.text
        words = re.findall(r"[^\W\d_]+", text.lower())
        if self._others & set(words):
            return None
        spoken = " ".join(words)
        role = next((r for word, r in self._roles.items() if re.search(rf"\b{re.escape(word)}\b", spoken)), None)
        names = re.findall(r"[A-Z][\w'’.-]*(?: (?:(?:of|the|and) )*[A-Z][\w'’.-]*)*", text)
        country = next((c for name in names if (c := self._country(name))), None)
        if country is None and claim.subject.entity and not re.search(r"\bof\b", spoken):
            home = self._kb.country_of(claim.subject.entity.id)
            country = home.id if home else None
        return (role, country, claim.subject) if role and country else None

    def _country(self, name: str) -> str | None:
        words = name.split()
        spans = [" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)]
        found = (c.entity.id for s in spans for c in self._kb.candidates(s)[:1])
        return next((id_ for id_ in found if id_.startswith("country:")), None)

    def _verdict(self, verdict: Verdict, fact: ReferenceFact, now: int, note: str | None = None) -> Verification:
        edition = max((e for e in fact.editions if e <= now), default=fact.editions[0])
        reference = Reference(
            source=self._source.name, edition=str(edition), field=fact.field, entity=fact.entity, quote=fact.quote
        )
        return Verification(verdict=verdict, reference=reference, note=note)


def _named(fact: ReferenceFact, person: Argument) -> bool:
    """Whether a fact is about a person: the same id, or a name of which two words (one, if it has no more) are alike."""
    if person.entity and fact.object and person.entity.id == fact.object:
        return True
    words = fold(person.entity.name if person.entity else person.text).split(" ")
    theirs = [w for w in fold(fact.name).split(" ") if len(w) > 2]
    alike = sum(any(SequenceMatcher(None, word, w).ratio() >= ALIKE for w in theirs) for word in words)
    return alike >= min(2, len(words))
