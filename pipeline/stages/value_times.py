"""When a value holds: the times of its noun or clause, without those of what it is compared with."""

from __future__ import annotations

from pipeline import resources
from pipeline.annotations import TimeMention, ValueMention
from pipeline.stages import tree
from pipeline.stages.sites import Site

# Tokens from its preposition to the time of what a value changed from, at most: "from about 26 million people in 2000".
LONGEST_BASE = 8
# What stands before the value that another one is compared with: "from 5 percent", "compared with 5 percent".
BASES = frozenset({"from", "than", "with", "versus", "against"})


def times(site: Site, *, aside: bool = False) -> list[TimeMention]:
    """Times of the value of a site; a value that is told `aside` has none of the clause that it stands in."""
    return _Times(site).of(site, aside=aside)


class _Times:
    """The times of one value."""

    def __init__(self, site: Site) -> None:
        self.doc = site.doc
        self.value = site.value
        self.values = site.scene.values
        self.adjuncts = site.scene.adjuncts

    def of(self, site: Site, *, aside: bool) -> list[TimeMention]:
        """Times of the value's noun, else of its clause unless it is told `aside`."""
        if self.value.value.kind == "age" and site.clause.i not in (site.root.i, site.top.i, site.root.head.i):
            return []  # "Tamba, 67, was elected in 2018": how old he is now
        if self._is_basis(self.value) and (own := self._time_behind(self.value)) is not None:
            return [own]
        if self._is_left(site):
            return []
        if attained := self._attained(site):
            return attained
        for token in (site.noun, site.root, site.of()):
            if token is not None and (found := [t for t in self.adjuncts.of_noun(token) if not self._is_compared(t)]):
                return [t for t in found if not (t.start <= self.value.root < t.end)]
        if aside:
            return []
        found = [
            t
            for t in self.adjuncts.of_predicate(site.clause)
            if not (t.start < self.value.end and self.value.start < t.end) and not self._is_compared(t)
        ]
        return found or self._of_subject(site) or self._of_gapped(site)

    def _is_left(self, site: Site) -> bool:
        """Whether a value is what something grew from, to another: "from | an initial $17 million | to $77 million in 2006"."""
        if tree.case(site.top) != "from":
            return False
        behind = self.doc[self.value.end : self.value.end + 2]
        return any(t.lower_ == "to" and t.tag_ in ("IN", "TO") and t.head.tag_ != "VB" for t in behind)

    def _of_gapped(self, site: Site) -> list[TimeMention]:
        """The time behind a second verb that both share: "25 were killed and 90 wounded | on Friday"."""
        shared = tree.child(site.clause, "aux:pass") is not None
        others = (c for c in site.clause.rights if c.dep_ == "conj" and c.tag_ in ("VBN", "VBD") and shared)
        bare = next((c for c in others if not tree.children(c, "aux", "aux:pass", "obj")), None)
        return [t for t in self.adjuncts.of_predicate(bare) if t.kind != "recurring"] if bare is not None else []

    def _attained(self, site: Site) -> list[TimeMention]:
        """The times of the participle that says when a value was so: "below the peak of 14.1 percent | reached in August".

        Behind what a value is set beside any does: "than the 4.0 percent | recorded in April".
        """
        words = resources.table("control.toml")["attained"]
        nouns = [site.root, *([site.root.head] if tree.case(site.root) == "of" else ())]
        nouns += [site.noun] if site.noun is not None else []
        behind = (c for noun in nouns for c in noun.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD"))
        basis = self._is_basis(self.value)
        told = next((c for c in behind if c.i >= self.value.end and (basis or c.lower_ in words)), None)
        return self.adjuncts.of_predicate(told) if told is not None else []

    def _of_subject(self, site: Site) -> list[TimeMention]:
        """The time of what a value is given for: "the population in 2010 was 16,451"."""
        subject = next((c for c in site.clause.lefts if tree.base(c.dep_) == "nsubj" and c.pos_ == "NOUN"), None)
        inside = subject is not None and subject.left_edge.i <= self.value.start <= subject.right_edge.i
        if subject is None or inside or self.value.value.kind in ("rank", "duration", "age"):
            return []
        own = (c for c in subject.rights if c.dep_ == "nmod" and tree.case(c) in ("in", "for", "at", "during"))
        return [t for c in own if (t := self.adjuncts.time(c)) is not None and t.kind != "recurring"]

    def _is_compared(self, time: TimeMention) -> bool:
        """Whether a time is that of another value, "from 6.8 percent in November", or of the change, "from a year ago"."""
        before = self.doc[max(time.start - 1, 0)]
        if self.value.value.change is not None and before.lower_ == "from" and time.kind == "relative":
            return True
        as_in = self.doc[max(time.start - 2, 0) : time.start].text.lower()
        if (
            self._is_then(time)
            or self._is_ranked(time)
            or self._is_before(time)
            or self._is_set_beside(time)
            or self._is_of_base(time)
            or as_in in ("as in", "than in", "as on", "than on")
        ):
            return True
        other = next((self.values[i] for i in (time.start - 1, time.start - 2) if i in self.values), None)
        if other is None or other is self.value or self._time_behind(other) is not time:
            return False
        return self._is_basis(other)

    def _is_then(self, time: TimeMention) -> bool:
        """Whether a time stands for what was so then: "a million more than a year ago", "as many soldiers as last year"."""
        i = time.start - 1
        if i < 1 or self.doc[i].lower_ not in ("than", "as"):
            return False
        if self.doc[i].lower_ == "as":  # but "as early as last year"
            return self.doc[i - 1].pos_ != "ADV" and any(
                t.lower_ in ("as", "same") for t in self.doc[max(i - 8, 0) : i]
            )
        # "Fled more than a year ago" says when.
        return self.doc[time.end - 1].lower_ != "ago" or i - 2 in self.values

    def _is_set_beside(self, time: TimeMention) -> bool:
        """Whether a time is that of what a value exceeds: "5 million, 300,000 fewer | than at the last census, in 2000"."""
        between = self.doc[self.value.end : time.start]
        than = next((t for t in between if t.lower_ == "than" and t.i + 1 not in self.values), None)
        return than is not None and not any(t.pos_ in ("VERB", "AUX") for t in between[than.i - between.start :])

    def _is_before(self, time: TimeMention) -> bool:
        """Whether a time is that of the amount that a change began with: "to 6.6 percent from 6.8 percent in November"."""
        change = self.value.value.change
        if change is None or change.from_ is None:
            return False
        if time.end <= self.value.start:  # "from 26 million in 2000 to 33 million"
            before = self.doc[max(time.start - LONGEST_BASE, 0) : time.start]
            led = next((t for t in reversed(before) if t.lower_ == "from"), None)
            return (
                led is not None
                and self.doc[self.value.start - 1].lower_ == "to"
                and led.nbor(1).tag_ in ("CD", "$", "RB")
            )
        i = time.start - 1
        while i >= self.value.end and (self.doc[i].pos_ in ("ADP", "NUM", "SYM", "NOUN") or self.doc[i].like_num):
            if self.doc[i].lower_ in BASES:
                return True
            i -= 1
        return False

    def _is_of_base(self, time: TimeMention) -> bool:
        """Whether a time is that of what another value of the clause rose or fell from: "3 percent, | down from 4 in 2011"."""
        i = time.start - 1
        while i > self.value.end and self.doc[i].lower_ not in BASES:
            if self.doc[i].pos_ not in ("ADP", "NUM", "SYM", "NOUN"):
                return False
            i -= 1
        return i > self.value.end and self.doc[i - 1].lower_ in ("up", "down")

    def _is_ranked(self, time: TimeMention) -> bool:
        """Whether a time says how far back a rank behind the value goes: "was 59 percent, the highest since 2012"."""
        if self.value.value.kind == "rank" or time.start < self.value.end:
            return False
        between = range(self.value.end, time.start)
        ranked = any(i in self.values and self.values[i].value.kind == "rank" for i in between)
        return ranked and not any(self.doc[i].pos_ in ("VERB", "AUX") for i in between)

    def _is_basis(self, value: ValueMention) -> bool:
        """Whether a value is what another one is set beside: "from 5 percent", "compared with 2.5 percent"."""
        i = value.start - 1
        while i >= 0 and (self.doc[i].pos_ in ("ADV", "DET") or self.doc[i].is_currency):
            i -= 1
        return i >= 0 and self.doc[i].lower_ in BASES

    def _time_behind(self, value: ValueMention) -> TimeMention | None:
        """The time right behind a value: "5 percent in May", "5 percent a year ago"."""
        for i in (value.end, value.end + 1):
            if i < len(self.doc) and (time := self.adjuncts.covered.get(i)) is not None:
                return time if i == value.end or self.doc[value.end].pos_ in ("ADP", "SCONJ") else None
        return None
