"""Single sentences with every number in them: how well values and statistics are read where nothing else helps.

A line of the gold is a sentence with its `half` ("open": read while rules are written; "blind": scored, never read) and
all its numbers in text order. Each number has the accepted values, predicates, subjects and objects.

    value            a number found at its place with the same amount, range, or part and whole
    value_and_unit   … and the same unit, after conversion
    value_and_bound  … and the same "about" and "more than"
    statistics       value, unit, predicate, subject and object of a claim; marginal gold costs and earns nothing

The first three are F1 over all numbers, marginal ones too, as quantity extractors for news are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import RecordError
from pipeline.evaluation.gold import GoldRecord, GoldValue, Half
from pipeline.evaluation.gold_lines import read_lines
from pipeline.evaluation.matching import fills
from pipeline.evaluation.scoring import Figures, Share
from pipeline.grammar import units
from pipeline.records import Claim, Value

# Half a per cent, as for articles: what rounding between units may hide.
TOLERANCE = 0.005
# Two spellings of one rate.
SPELLINGS = {"/100": "10*-2", "/1000": "10*-3", "/10000": "10*-4", "/100000": "10*-5", "/1000000": "10*-6"}


class SentenceValue(GoldValue):
    """A value; `of` is the whole of a ratio."""

    of: float | None = None


class Number(GoldRecord):
    """A number of a sentence: where it stands, what it may be read as, and what it may be about."""

    quote: str
    start: int
    end: int
    value: SentenceValue
    value_alternatives: tuple[SentenceValue, ...] = ()
    predicates: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...] | None = None
    core: bool = True

    def accepted(self) -> tuple[SentenceValue, ...]:
        """Every acceptable reading of the value."""
        return (self.value, *self.value_alternatives)


class Sentence(GoldRecord):
    """A sentence and all its numbers."""

    text: str
    domain: str
    half: Half
    published: str | None = None
    statistics: tuple[Number, ...]


def read_sentences(file: Path) -> list[Sentence]:
    """The sentences of a JSON Lines file; SourceError when it cannot be read, RecordError where a line is no gold."""
    found = read_lines(file, Sentence)
    for number, sentence in enumerate(found, 1):
        for gold in sentence.statistics:
            if sentence.text[gold.start : gold.end] != gold.quote:
                raise RecordError(f"{file}, line {number} quotes {gold.quote!r} where its text does not hold it.")
    return found


@dataclass(slots=True)
class SentenceScores:
    """The figures of one half; `notes` names each sentence with what went wrong in it."""

    value: Figures = field(default_factory=Figures)
    value_and_unit: Figures = field(default_factory=Figures)
    value_and_bound: Figures = field(default_factory=Figures)
    statistics: Figures = field(default_factory=Figures)
    slots: dict[str, Share] = field(default_factory=lambda: {s: Share() for s in ("predicate", "subject", "object")})
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The figures as nested plain data."""
        kinds = ("value", "value_and_unit", "value_and_bound", "statistics")
        figures = {name: getattr(self, name).as_dict() for name in kinds}
        return figures | {"slots": {name: share.share for name, share in self.slots.items()}}


def score_sentences(
    sentences: Iterable[Sentence], read: Callable[[Sentence], tuple[Sequence[Value], Sequence[Claim]]]
) -> SentenceScores:
    """Score what `read` makes of each sentence: its values, and its statistic claims."""
    scores = SentenceScores()
    for sentence in sentences:
        values, claims = read(sentence)
        _values(sentence, values, scores)
        _statistics(sentence, [claim for claim in claims if claim.kind == "statistic"], scores)
    return scores


def _overlap(number: Number, start: int, end: int) -> bool:
    return start < number.end and number.start < end


def _values(sentence: Sentence, values: Sequence[Value], scores: SentenceScores) -> None:
    tests: tuple[tuple[Figures, Callable[[Value, SentenceValue], bool]], ...] = (
        (scores.value, same_amount),
        (scores.value_and_unit, same_unit),
        (
            scores.value_and_bound,
            lambda v, g: same_amount(v, g) and (v.approximate, v.bound) == (g.approximate, g.bound),
        ),
    )
    for figures, agrees in tests:
        used: set[int] = set()
        for number in sentence.statistics:
            hit = next(
                (
                    k
                    for k, value in enumerate(values)
                    if k not in used
                    and _overlap(number, value.start, value.end)
                    and any(agrees(value, gold) for gold in number.accepted())
                ),
                None,
            )
            former = hit is None and any(agrees(v, g) for v in old_values(values) for g in number.accepted())
            figures.found.add(hit is not None or former)
            if former:
                continue
            if hit is None:
                near = [_shown(v) for v in values if _overlap(number, v.start, v.end)]
                scores.notes.append(f"{_name(figures, scores)}: {number.quote!r} got {near} in {sentence.text}")
            else:
                used.add(hit)
        for k, value in enumerate(values):
            figures.right.add(k in used)
            if k not in used and figures is scores.value:
                scores.notes.append(f"spurious: {_shown(value)} in {sentence.text}")


def _name(figures: Figures, scores: SentenceScores) -> str:
    return next(n for n in ("value", "value_and_unit", "value_and_bound") if getattr(scores, n) is figures)


def _shown(value: Value) -> str:
    mark = ("~" if value.approximate else "") + (value.bound or "")
    return f"{value.text!r} = {mark}{value.amount if value.low is None else (value.low, value.high)} {value.unit}"


def old_values(values: Sequence[Value]) -> list[Value]:
    """What the values of changes were before, each as a value: a change holds the old value instead of naming it apart."""
    return [
        value.model_copy(update={"amount": value.change.from_, "low": None, "high": None, "as_written": ()})
        for value in values
        if value.change is not None and value.change.from_ is not None
    ]


def same_amount(value: Value, gold: SentenceValue) -> bool:
    """Whether the numbers agree, in any unit of the same kind: 2 km and 2,000 m do."""
    return any(_near(got, want, gold) for got, want in _pairs(value, gold))


def same_unit(value: Value, gold: SentenceValue) -> bool:
    """Whether number and unit agree; units of one kind are converted into each other."""
    return any(
        got[1] == want or _converted(got, want) is not None
        for got, want in _pairs(value, gold)
        if _near(got, want, gold)
    )


def _pairs(value: Value, gold: SentenceValue) -> list[tuple[tuple[Value, str], str]]:
    readings = [value]
    for wording in value.as_written:
        readings.append(
            value.model_copy(update={"amount": wording.amount, "unit": wording.unit, "low": None, "high": None})
        )
    unit = SPELLINGS.get(gold.unit or "1", gold.unit or "1")
    return [((reading, reading.unit), unit) for reading in readings]


def _converted(got: tuple[Value, str], want: str) -> float | None:
    """How much of the wanted unit one of the found unit is; None when they measure different things."""
    unit = got[1]
    if units.dimension(unit) is None or units.dimension(unit) != units.dimension(want):
        return None
    return units.convert(1.0, unit, want) - units.convert(0.0, unit, want)


def _near(got: tuple[Value, str], want: str, gold: SentenceValue) -> bool:
    value = got[0]
    factor = (_converted(got, want) or 1.0) if got[1] != want else 1.0
    pairs = [(value.amount, gold.amount), (value.low, gold.low), (value.high, gold.high)]
    if any((a is None) != (b is None) for a, b in pairs):
        return False
    if gold.of is not None and (value.of is None or value.of.amount != gold.of):
        # "one-sixth" may be given as a percentage, and a percentage of a whole as a part of it.
        return value.unit == "%" and gold.amount is not None and _close(value.amount, 100 * gold.amount / gold.of)
    return all(a is None or b is None or _close(a * factor, b) for a, b in pairs)


def _close(got: float | None, gold: float) -> bool:
    return got is not None and abs(got - gold) <= TOLERANCE * abs(gold)


def _statistics(sentence: Sentence, claims: Sequence[Claim], scores: SentenceScores) -> None:
    right: set[int] = set()
    marginal: set[int] = set()
    for number in sentence.statistics:
        near = [
            k
            for k, claim in enumerate(claims)
            if claim.value is not None
            and _overlap(number, claim.value.start, claim.value.end)
            and any(same_unit(claim.value, gold) for gold in number.accepted())
        ]
        if not number.core:
            marginal.update(near)
            continue
        chosen = max(near, key=lambda k: (k not in right, sum(_slots(claims[k], number)), -k), default=None)
        agreement = (False, False, False) if chosen is None else _slots(claims[chosen], number)
        for share, agrees in zip(scores.slots.values(), agreement, strict=True):
            share.add(agrees)
        scores.statistics.found.add(all(agreement))
        if chosen is not None and all(agreement):
            right.add(chosen)
        else:
            got = "nothing" if chosen is None else _told(claims[chosen])
            wanted = f"{number.predicates[0]}({number.subject[0]}, {(number.object or ['-'])[0]})"
            scores.notes.append(f"statistic: {wanted} {number.quote!r} got {got} in {sentence.text}")
    for k in range(len(claims)):
        if k in right or k not in marginal:
            scores.statistics.right.add(k in right)


def _slots(claim: Claim, number: Number) -> tuple[bool, bool, bool]:
    return (
        claim.predicate.id in number.predicates,
        fills(claim.subject, number.subject),
        fills(claim.object, number.object),
    )


def _told(claim: Claim) -> str:
    object_ = claim.object.text if claim.object else "-"
    return f"{claim.predicate.id}({claim.subject.text}, {object_}) [{claim.producer.rule}]"
