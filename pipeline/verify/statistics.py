"""How statistics stand against the figures of a reference, edition by edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline import resources
from pipeline.knowledge.facts import ReferenceFact
from pipeline.knowledge.surfaces import fold
from pipeline.records import Argument, Claim, Reference, Value, Verdict, Verification
from pipeline.verify.asked import Asked, asked
from pipeline.verify.intervals import Standing, claimed, standing
from pipeline.verify.sources import Source, keys, span

_RELATIVE = ("ratio", "rank", "date")  # values that say nothing without another one
_VERDICTS: dict[Standing, Verdict] = {
    "exact": "supported",
    "within": "supported",
    "close": "close",
    "far": "contradicted",
}
_BORDER = "border_length"


class Statistics:
    """Compares statistics with the facts of one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._settings = resources.table("verify.toml")
        table = resources.table("knowledge/curated/measures.toml")
        self._lists = {row["predicate"] for row in table["list"]}

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one claim, with the reference's words, the history over the editions and a note."""
        value = claim.value
        if claim.negated or claim.modality != "asserted":
            return Verification(verdict="not_found", note="Only what is asserted is compared.")
        if value is None or value.kind in _RELATIVE or claimed(value, 1.0) is None:
            return Verification(verdict="not_found", note="The reference gives no such value.")
        facts = [f for f in self._about(claim) if f.unit == value.unit]
        chosen = self._variant(claim, facts)
        when = asked(claim)
        if not chosen:
            return self._apart(claim, when) or Verification(
                verdict="not_found", note="The reference gives no such value."
            )
        if _out_of_reach(when, chosen):
            return Verification(verdict="not_found", note="The reference does not reach to that time.")
        return self._compare(claim, value, when, chosen)

    def _about(self, claim: Claim) -> list[ReferenceFact]:
        """Facts about the same thing: of a country, of two neighbours, of a member of a country's list."""
        measure = claim.predicate.id
        if measure == _BORDER:
            return self._between(claim)
        if measure in self._lists:
            return self._members(claim)
        # What is said of a thing is not said of the place where it is: "the Taliban have 60,000 men in Afghanistan".
        known = claim.subject.entity is not None
        sides = (claim.subject,) if known else (claim.subject, claim.object)
        return next((f for side in sides for key in keys(side) if (f := self._source.facts.series(key, measure))), [])

    def _between(self, claim: Claim) -> list[ReferenceFact]:
        pairs = [(a, b) for a in keys(claim.subject) for b in keys(claim.object)]
        turned = [*pairs, *((b, a) for a, b in pairs)]
        return next((f for a, b in turned if (f := self._source.facts.series(a, _BORDER, b))), [])

    def _apart(self, claim: Claim, when: Asked) -> Verification | None:
        """The verdict on the length of a border that does not exist: the reference lists all neighbours."""
        sides = [a.entity for a in (claim.subject, claim.object) if a and a.entity]
        if claim.predicate.id != _BORDER or len(sides) < 2 or sides[0].id == sides[1].id:
            return None
        lists = [in_force(self._source.facts.series(s.id, _BORDER), when, self._source.since) for s in sides]
        if not lists[0] or not lists[1] or not all(s.id.startswith("country:") for s in sides):
            return None
        return Verification(
            verdict="contradicted",
            reference=Reference(
                source=self._source.name,
                edition=str(_edition(lists[0][0], when, self._source.since)),
                field=lists[0][0].field,
                entity=sides[0].id,
                quote="; ".join(f.quote for f in lists[0]),
            ),
            note="The two share no border.",
        )

    def _members(self, claim: Claim) -> list[ReferenceFact]:
        wholes = (self._source.facts.series(key, claim.predicate.id) for key in keys(claim.object))
        facts = next((f for f in wholes if f), [])
        ids, names = keys(claim.subject), _names(claim.subject)
        found = [f for f in facts if f.object and f.object in ids]
        return found or [f for f in facts if fold(f.name.removesuffix(" (part)")) in names]

    def _variant(self, claim: Claim, facts: list[ReferenceFact]) -> list[ReferenceFact]:
        """The values of the variant that the claim speaks of: of women, of land, in purchasing power."""
        if claim.predicate.id in self._lists or claim.predicate.id == _BORDER:
            return facts
        there = {f.name for f in facts}
        words = re.findall(r"[^\W_]+", f"{claim.evidence.quote} {claim.text}".lower())
        text = f" {' '.join(words)} "
        for name, cues in self._settings["variants"].items():
            if name in there and any(f" {c.lower()} " in text for c in cues):
                return [f for f in facts if f.name == name]
        name = next((n for n in self._settings["default"] if n in there), None)
        return [f for f in facts if f.name == name]

    def _compare(self, claim: Claim, value: Value, when: Asked, facts: list[ReferenceFact]) -> Verification:
        chosen = in_force(facts, when, self._source.since)
        limits = self._settings["limits"]
        tolerance = self._source.tolerance(claim.predicate.id, chosen[0].name)

        def stands(fact: ReferenceFact) -> Standing:
            return standing(value, fact, tolerance, limits["beyond"])

        order: list[Standing] = ["exact", "within", "close", "far"]
        best = min(chosen, key=lambda f: (order.index(stands(f)), abs(_off(value, f) or 0.0), -f.editions[-1]))
        verdict, note = _VERDICTS[stands(best)], None
        if earlier := _earlier(facts, best, stands, value, when, fixed=tolerance.fixed):
            verdict = "outdated"
            note = f"So in {span(earlier)}; since then {_shown(best)}."
        now = when.edition(self._source.since)
        last = max(e for f in facts if f.value == best.value for e in f.editions)
        if note is None and now is not None and now - last > limits["recent"]:
            if verdict == "supported" and not when.stated:
                verdict = "outdated"
            note = f"Last given in the edition of {last}."
        return Verification(
            verdict=verdict,
            reference=self._reference(best, when),
            difference=_off(value, best),
            history=_history(facts),
            note=note or self._whole(best, when),
        )

    def _whole(self, fact: ReferenceFact, when: Asked) -> str | None:
        """A note where the list that a share stands in does not sum to the whole."""
        if fact.measure not in self._lists:
            return None
        edition = _edition(fact, when, self._source.since)
        listed = self._source.facts.series(fact.entity, fact.measure)
        top = [f for f in listed if edition in f.editions and f.unit == "%" and not f.name.endswith("(part)")]
        total = sum(f.value or 0.0 for f in top)
        whole = len(top) < 2 or 95 <= total <= 105
        return None if whole else f"The shares of that list sum to {total:g} %."

    def _reference(self, fact: ReferenceFact, when: Asked) -> Reference:
        return Reference(
            source=self._source.name,
            edition=str(_edition(fact, when, self._source.since)),
            field=fact.field,
            entity=fact.entity,
            amount=fact.amount,
            low=fact.low,
            high=fact.high,
            unit=fact.unit,
            quote=fact.quote,
        )


def in_force(facts: list[ReferenceFact], when: Asked, since: str) -> list[ReferenceFact]:
    """The facts that hold at the time asked: dated so where the text states a time, else of the edition in force."""
    if not facts:
        return []
    years, edition = when.years, when.edition(since)
    if years and when.stated:
        dated = [f for f in facts if f.as_of and years[0] <= _year(f) <= years[1]]
        within = [f for f in facts if any(years[0] <= e <= years[1] for e in f.editions)]
        if dated or (within and years[1] > years[0]):
            return dated or within
    up_to = [e for f in facts for e in f.editions if edition is None or e <= edition]
    newest = max(up_to) if up_to else min(f.editions[0] for f in facts)
    current = [f for f in facts if newest in f.editions]
    # An edition may give several years: the newest is what it says of its own time.
    latest = max(f.as_of for f in current)
    return [f for f in current if f.as_of == latest] if any(f.as_of for f in current) else current


def _earlier(
    facts: list[ReferenceFact],
    best: ReferenceFact,
    stands: Callable[[ReferenceFact], Standing],
    value: Value,
    when: Asked,
    *,
    fixed: bool,
) -> ReferenceFact | None:
    """The newest fact before the one in force that the claim repeats, where it is no good reading of that one."""
    now = stands(best)
    if now == "exact" or when.stated or (now == "within" and (value.approximate or not fixed)):
        return None
    if now != "far" and (value.bound or value.amount is None):
        return None  # a bound that is nearly met is met by chance in some edition
    before = [f for f in facts if (f.editions[-1], f.as_of) < (best.editions[0], best.as_of) and f.value != best.value]
    wanted: tuple[Standing, ...] = ("exact", "within") if now == "far" else ("exact",)
    fits = [f for f in before if stands(f) in wanted]
    return max(fits, key=lambda f: (stands(f) == "exact", f.editions[-1], f.as_of)) if fits else None


def _out_of_reach(when: Asked, facts: list[ReferenceFact]) -> bool:
    """Whether the years asked lie before the first date or edition that gives a value, or after the last edition."""
    if when.years is None:
        return False
    first = min(min(_year(f), f.editions[0]) for f in facts)
    last = max(f.editions[-1] for f in facts)
    return when.years[1] < first - 1 or (when.stated and when.years[0] > last + 1)


def _edition(fact: ReferenceFact, when: Asked, since: str) -> int:
    """The newest edition up to the time asked that has the fact, else its first."""
    now = when.edition(since)
    return max((e for e in fact.editions if now is None or e <= now), default=fact.editions[0])


def _year(fact: ReferenceFact) -> int:
    return int(fact.as_of[:4]) if fact.as_of[:4].isdigit() else fact.editions[0]


def _off(value: Value, fact: ReferenceFact) -> float | None:
    """Claimed minus given, by the middle of ranges."""
    amount = value.amount
    if amount is None and value.low is not None and value.high is not None:
        amount = (value.low + value.high) / 2
    return None if amount is None or fact.value is None else round(amount - fact.value, 6)


def _history(facts: list[ReferenceFact]) -> tuple[tuple[str, float | None], ...]:
    """One value for each edition: of several dates in one edition the newest."""
    newest: dict[int, ReferenceFact] = {}
    for fact in facts:
        for edition in fact.editions:
            if edition not in newest or fact.as_of > newest[edition].as_of:
                newest[edition] = fact
    return tuple((str(e), newest[e].value) for e in sorted(newest))


def _names(argument: Argument) -> set[str]:
    """The ways a list may call what the argument names: with and without the ending of the plural."""
    found = {fold(argument.text), *([fold(argument.entity.name)] if argument.entity else [])}
    found |= {f.removeprefix("the ").removeprefix("ethnic ") for f in found}
    return found | {f.removesuffix("s") for f in found}


def _shown(fact: ReferenceFact) -> str:
    number: Any = fact.amount if fact.amount is not None else f"{fact.low:g}-{fact.high:g}"
    text = f"{number:,.10g}" if isinstance(number, float) else number
    return f"{text} {fact.unit}" if fact.unit not in ("1", "") else text
