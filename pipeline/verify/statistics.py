"""How statistics stand against the figures of the reference, edition by edition."""

from __future__ import annotations

import re
from typing import Any

from pipeline import resources
from pipeline.knowledge.facts import FactBase, ReferenceFact
from pipeline.knowledge.surfaces import fold
from pipeline.records import Argument, Claim, Reference, Verdict, Verification
from pipeline.verify.intervals import Interval, Tolerance, claimed, referred

_RELATIVE = ("ratio", "rank", "date")  # values that say nothing without another one
_LAST_EDITION = 2026  # the Factbook ended in February of this year
_PLACES = ("country:", "territory:", "region:world", "org:eu")


class Statistics:
    """Compares statistics with a table of reference facts."""

    def __init__(self, facts: FactBase) -> None:
        self._facts = facts
        self._settings = resources.table("verify.toml")
        measures = resources.table("knowledge/curated/measures.toml")
        self._lists = {row["predicate"] for row in measures["list"]}
        self._tolerances: dict[tuple[str, str], Tolerance] = {}
        for row in (*measures["measure"], *measures["list"], *measures["border"]):
            tolerance = Tolerance(row.get("relative", 0.0), row.get("absolute", 0.0), row["close"])
            for object_ in {part.get("object", "") for part in row.get("parts", [{}])}:
                self._tolerances.setdefault((row["predicate"], object_), tolerance)

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one claim, with the reference's words, the history over the editions and a note."""
        measure = claim.predicate.id
        if claim.value is None or not any(m == measure for m, _ in self._tolerances):
            return Verification(verdict="not_found", note="The reference has no such measure.")
        if claim.negated or claim.modality != "asserted":
            return Verification(verdict="not_found", note="Only what is asserted is compared.")
        comparable = claim.value.kind not in _RELATIVE
        facts = [f for f in self._about(claim) if comparable and f.unit == claim.value.unit]
        chosen = self._variant(claim, facts)
        said = claimed(claim.value, self._settings["limits"]["beyond"])
        if not chosen or said is None:
            return Verification(verdict="not_found", note="The reference gives no such value.")
        if _out_of_reach(asked(claim), chosen):
            return Verification(verdict="not_found", note="The reference does not reach to that time.")
        return self._compare(claim, said, chosen)

    def _about(self, claim: Claim) -> list[ReferenceFact]:
        """Facts about the same thing: of a country, of two neighbours, of a member of a country's list."""
        measure = claim.predicate.id
        sides = (claim.subject, claim.object)
        places = [s.entity.id for s in sides if s and s.entity and s.entity.id.startswith(_PLACES)]
        if measure == "border_length":
            if len(places) < 2:
                return []
            one, other = places[0], places[1]
            return self._facts.series(one, measure, other) or self._facts.series(other, measure, one)
        if measure in self._lists:
            return self._members(claim)
        return self._facts.series(places[0], measure) if places else []

    def _members(self, claim: Claim) -> list[ReferenceFact]:
        if claim.object is None or claim.object.entity is None:
            return []
        facts = self._facts.series(claim.object.entity.id, claim.predicate.id)
        id_, names = _id(claim.subject), _names(claim.subject)
        found = [f for f in facts if f.object and f.object == id_]
        return found or [f for f in facts if fold(f.name.removesuffix(" (part)")) in names]

    def _variant(self, claim: Claim, facts: list[ReferenceFact]) -> list[ReferenceFact]:
        """The values of the variant that the claim speaks of: of women, of land, in purchasing power."""
        if claim.predicate.id in self._lists or claim.predicate.id == "border_length":
            return facts
        there = {f.name for f in facts}
        words = re.findall(r"[^\W_]+", f"{claim.evidence.quote} {claim.text}".lower())
        text = f" {' '.join(words)} "
        for name, cues in self._settings["variants"].items():
            if name in there and any(f" {c.lower()} " in text for c in cues):
                return [f for f in facts if f.name == name]
        name = next((n for n in self._settings["default"] if n in there), None)
        return [f for f in facts if f.name == name]

    def _compare(self, claim: Claim, said: Interval, facts: list[ReferenceFact]) -> Verification:
        span = asked(claim)
        chosen = _in_force(facts, span)
        tolerance = self._tolerance(claim, chosen[0])
        best = min(chosen, key=lambda f: (_gap(said, f), -f.editions[-1]))
        verdict = self._verdict(claim, said, best, tolerance)
        note = None
        if verdict == "contradicted":
            earlier = [f for f in facts if f.editions[-1] < best.editions[0] and self._fits(claim, said, f, tolerance)]
            if earlier:
                verdict = "outdated"
                note = f"So in {_years(earlier[-1])}; since then {_shown(best)}."
        last = best.editions[-1]
        if note is None and span and span[1] - last > self._settings["limits"]["recent"]:
            note = f"Last given in the edition of {last}."
        return Verification(
            verdict=verdict,
            reference=self._reference(best, span),
            difference=_difference(claim, best),
            history=_history(facts),
            note=note,
        )

    def _tolerance(self, claim: Claim, fact: ReferenceFact) -> Tolerance:
        measure = claim.predicate.id
        return self._tolerances.get((measure, fact.name)) or self._tolerances[measure, ""]

    def _fits(self, claim: Claim, said: Interval, fact: ReferenceFact, tolerance: Tolerance) -> bool:
        return self._verdict(claim, said, fact, tolerance) == "supported"

    def _verdict(self, claim: Claim, said: Interval, fact: ReferenceFact, tolerance: Tolerance) -> Verdict:
        value = claim.value
        allowed = tolerance.of(fact.value or 0.0)
        if value is not None and value.approximate:
            allowed *= self._settings["limits"]["approximate"]
        gap = _gap(said, fact)
        # Values are decimal fractions: a hair's breadth beyond the tolerance is rounding of the machine's.
        slack = 1e-9 * max(1.0, abs(fact.value or 0.0))
        if gap <= allowed + slack:
            return "supported"
        return "close" if gap <= allowed * tolerance.close + slack else "contradicted"

    def _reference(self, fact: ReferenceFact, span: tuple[int, int] | None) -> Reference:
        edition = max((e for e in fact.editions if span is None or e <= span[1]), default=fact.editions[0])
        return Reference(
            source=self._settings["source"],
            edition=str(edition),
            field=fact.field,
            entity=fact.entity,
            amount=fact.amount,
            low=fact.low,
            high=fact.high,
            unit=fact.unit,
            quote=fact.quote,
        )


def _out_of_reach(span: tuple[int, int] | None, facts: list[ReferenceFact]) -> bool:
    """Whether the years asked lie before the first date or edition that gives a value, or after the last edition."""
    if span is None:
        return False
    first = min(int(f.as_of[:4]) if f.as_of else f.editions[0] for f in facts)
    last = max(f.editions[-1] for f in facts)
    return span[1] < first - 1 or (span[0] > last + 1 and span[0] > _LAST_EDITION)


def asked(claim: Claim) -> tuple[int, int] | None:
    """The years that a claim is about: its time, else the year of its document; None where neither is known."""
    for qualifier in claim.qualifiers:
        time = qualifier.time
        if qualifier.role == "time" and time and time.earliest and time.latest:
            return int(time.earliest[:4]), int(time.latest[:4])
    if claim.document.published:
        year = int(claim.document.published[:4])
        return year, year
    return None


def _in_force(facts: list[ReferenceFact], span: tuple[int, int] | None) -> list[ReferenceFact]:
    """The facts that hold for the years asked: dated so, or of the last edition up to then, else of the first one."""
    if span is None:
        last = max(f.editions[-1] for f in facts)
        return [f for f in facts if last in f.editions]
    dated = [f for f in facts if f.as_of and span[0] <= int(f.as_of[:4]) <= span[1]]
    up_to = [e for f in facts for e in f.editions if e <= span[1]]
    edition = max(up_to) if up_to else min(f.editions[0] for f in facts)
    current = [f for f in facts if edition in f.editions]
    within = [f for f in facts if any(span[0] <= e <= span[1] for e in f.editions)]
    return dated or (within if span[1] > span[0] and within else current)


def _gap(said: Interval, fact: ReferenceFact) -> float:
    interval = referred(fact)
    return said.gap(interval) if interval else float("inf")


def _difference(claim: Claim, fact: ReferenceFact) -> float | None:
    value = claim.value
    if value is None or fact.value is None:
        return None
    amount = value.amount
    if amount is None and value.low is not None and value.high is not None:
        amount = (value.low + value.high) / 2
    return None if amount is None else round(amount - fact.value, 6)


def _history(facts: list[ReferenceFact]) -> tuple[tuple[str, float | None], ...]:
    """One value for each edition: of several dates in one edition the newest."""
    newest: dict[int, ReferenceFact] = {}
    for fact in facts:
        for edition in fact.editions:
            if edition not in newest or fact.as_of > newest[edition].as_of:
                newest[edition] = fact
    return tuple((str(e), newest[e].value) for e in sorted(newest))


def _id(argument: Argument) -> str:
    return argument.entity.id if argument.entity else ""


def _names(argument: Argument) -> set[str]:
    """The ways a list may call what the argument names: with and without the ending of the plural."""
    found = {fold(argument.text), *([fold(argument.entity.name)] if argument.entity else [])}
    found |= {f.removeprefix("ethnic ") for f in found}
    return found | {f.removesuffix("s") for f in found}


def _years(fact: ReferenceFact) -> str:
    first, last = fact.editions[0], fact.editions[-1]
    return f"the edition of {first}" if first == last else f"the editions of {first} to {last}"


def _shown(fact: ReferenceFact) -> str:
    number: Any = fact.amount if fact.amount is not None else f"{fact.low:g}-{fact.high:g}"
    text = f"{number:,.10g}" if isinstance(number, float) else number
    return f"{text} {fact.unit}" if fact.unit not in ("1", "") else text
