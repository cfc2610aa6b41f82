"""What changed between two sets of claims: of two runs, or of two versions of an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from pipeline.records import Argument, Claim, DocumentRef, Qualifier, Result, Value

# Share of the words of two sentences that are the same from which on one is taken for a new version of the other: half
# of them, as a sentence in which a number and a name were corrected keeps far more, and two of one topic share less.
OVERLAP = 0.5
# Of subject, predicate, object and value, so many are the same in a claim that changed.
SLOTS = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that is only in the new set (`old` is None), only in the old one, or says something else in each.

    `fields` has, for a claim that changed, what each field said and says.
    """

    change: Literal["added", "changed", "withdrawn"]
    old: Claim | None
    new: Claim | None
    fields: dict[str, tuple[Any, Any]]

    @property
    def document(self) -> DocumentRef:
        """Where it is said now, or was."""
        claim = self.new or self.old
        assert claim is not None
        return claim.document


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes in the order of the new set, what was withdrawn behind its document; `same` claims did not change."""

    changes: tuple[Change, ...]
    same: int


def compare(old: Iterable[Result], new: Iterable[Result]) -> Difference:
    """Match the claims of two sets document by document: by id, then by what they say, then by their sentences.

    Documents match by uri, by content, by file name, or when there is but one on each side. Holds both sets in memory.
    """
    changes: list[Change] = []
    same = 0
    for before, after in _pairs(_by_document(old), _by_document(new)):
        matched, gone, come = _match(before, after)
        found = [Change("added", None, claim, {}) for claim in come]
        for first, second in matched:
            fields = _differences(first, second)
            if fields:
                found.append(Change("changed", first, second, fields))
            else:
                same += 1
        found.sort(key=lambda change: change.new.evidence.start if change.new else 0)
        changes += [*found, *(Change("withdrawn", claim, None, {}) for claim in gone)]
    return Difference(tuple(changes), same)


Documents = dict[str, tuple[DocumentRef, list[Claim]]]


def _by_document(results: Iterable[Result]) -> Documents:
    found: Documents = {}
    for result in results:
        ref = result.document or (result.claims[0].document if result.claims else None)
        if ref is not None and result.failure is None:
            found.setdefault(ref.uri or ref.id, (ref, []))[1].extend(result.claims)
    return found


def _pairs(old: Documents, new: Documents) -> Iterator[tuple[list[Claim], list[Claim]]]:
    partner = {key: key for key in new if key in old}
    keys: list[Callable[[DocumentRef], str]] = [lambda ref: ref.sha256, lambda ref: PurePosixPath(ref.uri).name]
    for key in keys:
        before, after = _unpaired(old, set(partner.values())), _unpaired(new, set(partner))
        one, other = _unique(before, key), _unique(after, key)
        partner |= {other[name]: one[name] for name in other if name and name in one}
    if len(old) == len(new) == 1:
        partner = dict(zip(new, old, strict=True))
    for name, (_, claims) in new.items():
        yield (old[partner[name]][1] if name in partner else []), claims
    for name in _unpaired(old, set(partner.values())):
        yield old[name][1], []


def _unpaired(documents: Documents, paired: set[str]) -> Documents:
    return {name: found for name, found in documents.items() if name not in paired}


def _unique(documents: Documents, key: Callable[[DocumentRef], str]) -> dict[str, str]:
    times = Counter(key(ref) for ref, _ in documents.values())
    return {key(ref): name for name, (ref, _) in documents.items() if times[key(ref)] == 1}


Matched = list[tuple[Claim, Claim]]


def _match(old: list[Claim], new: list[Claim]) -> tuple[Matched, list[Claim], list[Claim]]:
    """Pairs, and what is left of each side in its order."""
    matched: Matched = []
    steps: list[Callable[[Claim], str]] = [lambda claim: claim.id, lambda claim: claim.proposition]
    for key in steps:
        waiting: dict[str, list[Claim]] = defaultdict(list)
        for claim in reversed(old):
            waiting[key(claim)].append(claim)
        rest = []
        for claim in new:
            if waiting[key(claim)]:
                matched.append((waiting[key(claim)].pop(), claim))
            else:
                rest.append(claim)
        taken = {id(first) for first, _ in matched}
        old, new = [claim for claim in old if id(claim) not in taken], rest
    pairs = _rewritten(old, new)
    taken = {id(claim) for pair in pairs for claim in pair}
    gone = [claim for claim in old if id(claim) not in taken]
    return [*matched, *pairs], gone, [claim for claim in new if id(claim) not in taken]


def _rewritten(old: list[Claim], new: list[Claim]) -> Matched:
    """Claims that say something else in what is still the same sentence, the most alike first."""
    words = {claim.evidence.quote: Counter(claim.evidence.quote.casefold().split()) for claim in (*old, *new)}
    found = []
    for place, first in enumerate(old):
        said = slots(first)
        for other, second in enumerate(new):
            if first.kind != second.kind:
                continue
            shared = sum(a is not None and a == b for a, b in zip(said, slots(second), strict=True))
            if shared < SLOTS:
                continue
            overlap = _overlap(words[first.evidence.quote], words[second.evidence.quote])
            if overlap >= OVERLAP:
                found.append((-shared, -overlap, place, other))
    matched: Matched = []
    gone: set[int] = set()
    come: set[int] = set()
    for _, _, place, other in sorted(found):
        if place not in gone and other not in come:
            gone.add(place)
            come.add(other)
            matched.append((old[place], new[other]))
    return matched


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Jaccard index of two bags of words."""
    union = (one | other).total()
    return (one & other).total() / union if union else 1.0


def slots(claim: Claim) -> tuple[Any, ...]:
    """Subject, predicate, object and value, whatever their wording."""
    predicate = claim.predicate.label if claim.predicate.id == "open" else claim.predicate.id
    return _thing(claim.subject), predicate, _thing(claim.object), _number(claim.value)


def _differences(old: Claim, new: Claim) -> dict[str, tuple[Any, Any]]:
    """What two claims say differently: wording, place, confidence and producer are not what they say."""
    before, after = _said(old), _said(new)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _said(claim: Claim) -> dict[str, Any]:
    subject, predicate, thing, value = slots(claim)
    return {
        "kind": claim.kind,
        "subject": subject,
        "predicate": predicate,
        "object": thing,
        "value": value,
        "negated": claim.negated,
        "modality": claim.modality,
        "attribution": _thing(claim.attribution.source) if claim.attribution else None,
        "qualifiers": sorted(map(_qualifier, claim.qualifiers)),
        "verdict": claim.verification.verdict if claim.verification else None,
    }


def _thing(argument: Argument | None) -> str | None:
    if argument is None:
        return None
    return argument.entity.id if argument.entity else " ".join(argument.text.casefold().split())


def _number(value: Value | None) -> str | None:
    """A value as a reader writes it: `~ 42 %`, `> 3`, `20–25 %`, `12 of 22`."""
    if value is None:
        return None
    amount = f"{value.amount:.12g}" if value.amount is not None else f"{_end(value.low)}–{_end(value.high)}"
    whole = f"of {value.of.amount:.12g}" if value.of and value.of.amount is not None else ""
    unit = value.unit if value.unit != "1" else ""
    return " ".join(filter(None, ("~" if value.approximate else "", value.bound, amount, whole, unit)))


def _end(amount: float | None) -> str:
    return "…" if amount is None else f"{amount:.12g}"


def _qualifier(qualifier: Qualifier) -> str:
    if qualifier.time is not None:
        return f"{qualifier.role}: {qualifier.time.edtf}"
    if qualifier.entity is not None:
        return f"{qualifier.role}: {qualifier.entity.id}"
    return f"{qualifier.role}: {' '.join(qualifier.text.casefold().split())}"
