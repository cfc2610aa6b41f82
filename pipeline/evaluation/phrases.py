"""Short phrases with the values in them: how exactly a reader of values reads each.

A line of `corpus/phrases/values.jsonl` is a phrase with its `values`, and `alternatives` that are as good at their place
(one without a kind says that finding nothing there is fine). A value is right when a found one overlaps its place with
the same number, unit, "about" and bound; a phrase without any is right when nothing is found in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from pipeline.evaluation.gold import GoldRecord
from pipeline.evaluation.gold_lines import read_lines
from pipeline.evaluation.scoring import Share
from pipeline.evaluation.sentences import SentenceValue, old_values, same_amount, same_unit
from pipeline.records import Value, ValueKind


class PlacedValue(GoldRecord):
    """A value of a phrase with its place."""

    start: int
    end: int
    kind: ValueKind | None = None
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approximate: bool = False
    bound: str | None = None
    of_amount: float | None = None

    def value(self) -> SentenceValue:
        """The value alone."""
        return SentenceValue.model_validate(
            {**self.model_dump(exclude={"start", "end", "of_amount"}), "of": self.of_amount}
        )


class Phrase(GoldRecord):
    """A phrase, its values, and other good readings of places in it."""

    text: str
    expected: tuple[PlacedValue, ...] = Field(alias="values")
    alternatives: tuple[PlacedValue, ...] = ()


def read_phrases(file: Path) -> list[Phrase]:
    """The phrases of a JSON Lines file; SourceError when it cannot be read, RecordError where a line is no phrase."""
    return read_lines(file, Phrase)


@dataclass(slots=True)
class PhraseScores:
    """Shares of cases: values and phrases without any. `notes` has a line for each that is not `exact`."""

    number: Share = field(default_factory=Share)
    unit: Share = field(default_factory=Share)
    exact: Share = field(default_factory=Share)
    notes: list[str] = field(default_factory=list)


def score_phrases(phrases: Iterable[Phrase], read: Callable[[str], Sequence[Value]]) -> PhraseScores:
    """Score what `read` finds in each phrase."""
    scores = PhraseScores()
    for phrase in phrases:
        found = read(phrase.text)
        shown = [(v.text, v.amount, v.unit) for v in found]
        if not phrase.expected:
            loose = [v for v in found if not any(_meets(a, v) for a in phrase.alternatives)]
            for share in (scores.number, scores.unit, scores.exact):
                share.add(not loose)
            if loose:
                scores.notes.append(f"{phrase.text!r}: nothing expected, found {shown}")
        for place in phrase.expected:
            others = [a for a in phrase.alternatives if a.start < place.end and place.start < a.end]
            near = [v for v in found if _meets(place, v)]
            none = not near and any(a.kind is None for a in others)
            near = near or old_values(found)
            accepted = [a.value() for a in (place, *others) if a.kind is not None]
            scores.number.add(none or any(same_amount(v, a) for v in near for a in accepted))
            scores.unit.add(none or any(same_unit(v, a) for v in near for a in accepted))
            exact = none or any(same_unit(v, a) and _marked(v, a) for v in near for a in accepted)
            scores.exact.add(exact)
            if not exact:
                scores.notes.append(
                    f"{phrase.text!r}: expected {phrase.text[place.start : place.end]!r}, found {shown}"
                )
    return scores


def _meets(place: PlacedValue, value: Value) -> bool:
    return value.start < place.end and place.start < value.end


def _marked(value: Value, gold: SentenceValue) -> bool:
    return (value.approximate, value.bound) == (gold.approximate, gold.bound)
