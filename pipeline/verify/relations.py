"""How relations stand against the lists of the reference: borders, capitals, memberships, leaders."""

from __future__ import annotations

import re

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.records import Argument, Claim, Reference, Verdict, Verification
from pipeline.verify.statistics import asked

_FIELDS = {
    "shares_border_with": ("borders", "Land boundaries"),
    "capital_of": ("capital_of", "Capital"),
    "member_of": ("member_of", "International organization participation"),
    "head_of_state": ("head_of_state", "Executive branch"),
    "head_of_government": ("head_of_government", "Executive branch"),
}
# Lists that name everything of their kind: what is not on them, the reference denies.
_COMPLETE = {"shares_border_with", "capital_of"}


class Relations:
    """Compares typed relations with the knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._source: str = resources.table("verify.toml")["source"]

    def verify(self, claim: Claim) -> Verification:
        """The verdict on one relation between two things that the knowledge base knows."""
        predicate = claim.predicate.id
        left, right = _id(claim.subject), _id(claim.object)
        if predicate not in _FIELDS or not left or not right or claim.modality != "asserted":
            return Verification(verdict="not_found", note="The reference has no such list.")
        kind, field = _FIELDS[predicate]
        listed = dict(self._kb.related(kind, left))
        if not listed and kind == "borders":
            left, right = right, left
            listed = dict(self._kb.related(kind, left))
        if right in listed:
            return self._listed(claim, kind, field, left, right, listed[right])
        if not listed or predicate not in _COMPLETE or not right.startswith("country:"):
            return Verification(verdict="not_found", note="The reference does not list it.")
        names = ", ".join(e.name for id_ in sorted(listed) if (e := self._kb.get(id_)))
        verdict: Verdict = "supported" if claim.negated else "contradicted"
        return Verification(verdict=verdict, reference=self._reference(field, left, "", names))

    def _listed(self, claim: Claim, kind: str, field: str, left: str, right: str, note: str) -> Verification:
        entity = self._kb.get(right)
        reference = self._reference(field, left, note, entity.name if entity else right)
        if claim.negated:
            return Verification(verdict="contradicted", reference=reference)
        years = [int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", note.split(" since ")[0])]
        span = asked(claim)
        if kind in ("capital_of", "head_of_state", "head_of_government") and years and span:
            # A former capital or leader: right for its time, outdated after it. Editions trail events by a year.
            first, last = (years[0] - 1, years[-1] + 1) if len(years) > 1 else (0, years[-1])
            if span[0] > last:
                return Verification(
                    verdict="outdated", reference=reference, note=f"So up to the edition of {years[-1]}."
                )
            if span[1] < first - 1:
                return Verification(verdict="not_found", note="The reference begins later.")
        return Verification(verdict="supported", reference=reference)

    def _reference(self, field: str, entity: str, note: str, quote: str) -> Reference:
        years = re.findall(r"\b(?:19|20)\d\d\b", note.split(" since ")[0])
        return Reference(
            source=self._source, edition=years[-1] if years else "2025", field=field, entity=entity, quote=quote
        )


def _id(argument: Argument | None) -> str:
    return argument.entity.id if argument and argument.entity else ""
