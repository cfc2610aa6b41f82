"""How much of the reference's fields a build has read, and what it could not read or found to disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.knowledge.facts import ReferenceFact

# Two sides of a border may differ by so much (rounding of miles and of maps) and still agree: a share, or km.
SAME_LENGTH = 0.02
SAME_KM = 2.0
# Shares of one list that sum to so much are whole; lists outside of it overlap, leave groups out or are ranges.
WHOLE = (95.0, 105.0)


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` things of one kind, both counted over all editions."""

    label: str
    part: int
    whole: int

    def __str__(self) -> str:
        percent = 100 * self.part / self.whole if self.whole else 100.0
        return f"{percent:6.2f} %  {self.label} ({self.part:,} of {self.whole:,})"


@dataclass(slots=True)
class Coverage:
    """Counts of what there is and what was read, and a line for each thing that was not or that does not agree."""

    there: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def count(self, label: str, part: int, whole: int, problem: str = "") -> None:
        """Add to one kind of thing; `problem` is kept where less was read than there is."""
        self.there[label] += whole
        self.done[label] += part
        if part < whole and problem:
            self.problems.append(f"{label}: {problem}")

    def shares(self) -> Iterator[Share]:
        """Every kind of thing, sorted by its label."""
        for label, whole in sorted(self.there.items()):
            yield Share(label, self.done[label], whole)

    def lists(self, name: str, place: str, total: float) -> None:
        """Count a list of shares with their sum; `place` says where it stands."""
        whole = WHOLE[0] <= total <= WHOLE[1]
        self.count(f"{name} lists that sum to 95-105 %", whole, 1, f"{place}: the shares sum to {total:g} %")

    def borders(self, facts: Iterable[ReferenceFact]) -> None:
        """Count the borders that both sides give, and those that they give alike."""
        lengths = {
            (fact.entity, fact.object, edition): fact.amount
            for fact in facts
            if fact.measure == "border_length" and fact.amount is not None
            for edition in fact.editions
        }
        for (one, other, edition), length in sorted(lengths.items()):
            back = lengths.get((other, one, edition))
            if one < other and back is not None:
                alike = abs(length - back) <= max(SAME_KM, SAME_LENGTH * max(length, back))
                problem = f"{edition} {one} gives {length:g} km with {other}, which gives {back:g} km"
                self.count("borders that both sides give alike", alike, 1, problem)
