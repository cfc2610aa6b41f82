"""When a typed fact holds, in words."""

from __future__ import annotations

import re

from pipeline import resources
from pipeline.annotations import Fact, Qualification
from pipeline.stages import tree
from pipeline.stages.dating import PARTS
from pipeline.stages.expressions import YEARS, ends, stretch, when
from pipeline.stages.moods import Mood
from pipeline.stages.naming import OPEN
from pipeline.stages.ranked import Ranked

# A stretch of time that has a name, which dates would make more exact than it is: "late 2001", "the 1860s".
VAGUE = re.compile(r"[a-z]{3,}.*\d{4}|\d{4}s|centur", re.IGNORECASE)


class FactTimes(Ranked):
    """Words the times of the typed facts of one Doc."""

    def is_going_on(self, fact: Fact) -> bool:
        """Whether the verb of a fact is in the perfect: "has governed since 2016"."""
        verb = self.doc[slice(*fact.trigger)].root if fact.trigger is not None else None
        return verb is not None and any(
            c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in tree.children(verb, "aux")
        )

    def _until(self, fact: Fact) -> str:
        """The clause that says until when something was so, behind a space: "until Peru became independent"; "" without one."""
        verb = self.doc[slice(*fact.trigger)].root if fact.trigger is not None else None
        for clause in tree.children(verb, "advcl") if verb is not None else ():
            mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ in ("until", "till")), None)
            if mark is not None:
                return f" {mark.lower_} {self.phrase(*tree.trimmed(clause, mark.i + 1, clause.right_edge.i + 1))}"
        return ""

    def is_gone(self, item: Qualification) -> bool:
        """Whether a time lies before the day of the text; of a text without one, whether its sentence tells of the past."""
        today, latest = self.scribe.document.published, item.time.latest if item.time is not None else None
        if today is not None or latest is None:
            return latest is not None and today is not None and latest < today
        return self.doc[item.start].sent.root.tag_ == "VBD"

    def time_of(self, fact: Fact, item: Qualification, told: Mood) -> str:
        """When a fact holds: the time of its verb, in brackets beside a verb in the present."""
        low, high = fact.object or (0, 0)
        if fact.object is not None and fact.predicate != "position_held":  # an office goes no further than its slot
            low, high = self.filled(fact, fact.object)
        inside_object = item.start < high and low < item.end
        if item.time is None or inside_object or item.time.edtf.startswith("R"):
            return ""
        by = "by" in {t.lower_ for t in self.doc[max(item.start - 1, 0) : item.start + 1]}
        preposition = {"since": "since ", "until": "until "}.get(item.role) or ("by " if by else None)
        if (marker := self.doc[item.start].lower_) in ("before", "after"):
            preposition = f"{marker} "
        if by and "/" in item.time.edtf:
            words = self.phrase(item.start, item.end)
            return f" by {words[3:] if words.lower().startswith('by ') else words}"
        words = f"{preposition}{stretch(item.time.edtf)}" if preposition else when(item.time.edtf)
        bounds = ends(item.time.edtf) if item.time.anchor is not None and not preposition else None
        momentary = resources.table("predicates.toml")[fact.kind][fact.predicate].get("momentary", False)
        if bounds is not None and words.startswith("from ") and momentary:
            words = f"between {bounds}"  # "died earlier this month"
        said = self.continued(self.phrase(item.start, item.end), item.start)
        text = self.doc[item.start : item.end].text
        named = item.time.anchor is None and not any(c.isdigit() for c in text)  # "the Second World War"
        part = not PARTS.isdisjoint(re.split(r"\W+", text.lower()))  # "late January", which has got its year
        ranged = YEARS.fullmatch(text) is not None
        if (VAGUE.search(said if part else text) or named) and "/" in item.time.edtf and not ranged:
            led = said.lower().startswith(preposition or "") and self.doc[item.start].pos_ in ("ADP", "SCONJ")
            led = led or said.startswith("in ")  # "late last year" as "in late 2023"
            words = said if led else f"{preposition or ('during ' if named else 'in ')}{said}"
        gone = told.past and told.modal is None and not self.is_going_on(fact)
        if (
            item.role == "since" and preposition == "since " and (gone or self.doc[item.start].lower_ == "from")
        ):  # what was, was not since then
            since = said.partition(" ")[2] if part and said.startswith(("since ", "from ")) else stretch(item.time.edtf)
            words, preposition = f"from {since}{self._until(fact) or ' on'}", None
        elif self.doc[item.start].lower_ == "from" and "/" not in item.time.edtf and item.role == "time":
            words, preposition = f"from {stretch(item.time.edtf)}{self._until(fact) or ' on'}", None
        if item.time.edtf.startswith("-"):  # "from 320 - 185 BC", which the text calls so or "BCE"
            led = self.doc[item.start].pos_ == "ADP"
            told_so = self.continued(self.phrase(item.start, item.end), item.start)
            words = re.sub(r"(?<=\d) ?[–—-] ?(?=\d)", " to ", told_so) if led else f"in {told_so}"
        if item.time.edtf.startswith("X"):  # a month of a year that nobody says
            words = self.continued(self.phrase(item.start, item.end), item.start)
        # What somebody wants, he wanted then.
        dated = preposition in (None, "by ", "before ", "after ") and (
            told.past if told.modal is None else told.modal != "should"
        )
        dated = dated or (told.lasting and item.role == "since")
        return f" {words}" if dated else f" ({words.replace(f' {OPEN}', ', unresolved')})"
