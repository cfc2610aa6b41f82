"""Whether a clause without a tense of its own tells of the past: "a party | founded in 1990", "after losing money in 2022"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import clauses, tree
from pipeline.stages.slots import Slots
from pipeline.stages.statements import Statement

# Before a time, they say when something was.
PAST_PREPOSITIONS = ("in", "on", "at", "during", "between", "until")


class Tenses(Slots):
    """Tells the past of the clauses of one Doc from the rest."""

    def _is_over(self, statement: Statement) -> bool:
        """Whether such a statement is told in the past."""
        if self._goes_on(statement) or self._lies(statement):
            return False
        clause = tree.clause_head(self.doc[statement.subject.root].head)
        above = self.doc[statement.proposition.root].head
        if above.dep_ == "acl:relcl" and tree.clause_head(above.head).i == clause.i:
            clause = above  # "praises those who struck the town, | killing | five"
        if clause.dep_ == "advcl" and any(c.lower_ == "being" for c in clause.children):
            clause = tree.clause_head(clause.head)  # "imports rice, with 20% of the land being arable"
        told = self._is_past(clause) or self._is_dated(statement) or self._is_bygone(statement)
        return told or self._is_earlier(statement, clause)

    def _goes_on(self, statement: Statement) -> bool:
        """Whether a participle says where somebody is at home, in a sentence that tells of no year before that of the text."""
        root, document = self.doc[statement.proposition.root], self.doc._.document
        published = (document.published or "")[:4] if document is not None else ""
        lying = (
            root.dep_ == "acl"
            and root.tag_ == "VBN"
            and root.lemma_.lower() in resources.words("control.toml", "lying")
        )
        if not lying or not published:
            return False
        inside = (t.time.latest for t in self.doc._.times if root.sent.start <= t.start < root.sent.end)
        return all(latest is None or latest[:4] >= published for latest in inside)

    def _lies(self, statement: Statement) -> bool:
        """Whether a participle before a clause says where a place is, which it is still: "| Situated | in the Andes, Cusco was named"."""
        root, subject = self.doc[statement.proposition.root], self.doc[statement.subject.root]
        lying = root.lemma_.lower() in resources.words("control.toml", "lying") and root.tag_ == "VBN"
        place = subject.pos_ == "PROPN" and self.scribe.referents.fits(subject, "place")
        alone = tree.child(root, "aux", "mark", "nsubj") is None and all(c.lower_ != "once" for c in root.lefts)
        return lying and place and alone and root.dep_ == "advcl" and root.i < root.head.i

    def _is_earlier(self, statement: Statement, clause: Token) -> bool:
        """Whether a participle tells of what was before: "founded by", "previously used by", "has made progress, | retaking a town"."""
        root = self.doc[statement.proposition.root]
        creating = root.tag_ == "VBN" and root.lemma_.lower() in resources.words("control.toml", "creating")
        if clauses.is_earlier(root) or creating:
            return True
        done = clause.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in clause.lefts)
        beside = root.tag_ == "VBG" and root.dep_ in ("advcl", "parataxis")
        return done and beside and root.head.i == clause.i < root.i

    def _is_dead(self, statement: Statement) -> bool:
        """Whether a statement says something of somebody who has died: "Ana Bo (1810–1849), a poet", or of more than a lifetime ago."""
        name = self.doc[statement.subject.root]
        holder = self.scribe.referents.entity(name)
        if holder is not None and holder.id in self.scribe.dead:
            return True
        past = self.scribe.is_history and self._is_past(tree.clause_head(name.head))
        return past and self.scribe.referents.fits(name, "person")

    def _is_dated(self, statement: Statement) -> bool:
        """Whether a statement says when something was done: "elected in January 2024"."""
        roots = {a.root for a in statement.qualifiers}
        root = self.doc[statement.proposition.root]
        beside = root.dep_ == "conj" and tree.first_conjunct(root).dep_ == "acl" and not tree.child(root, "aux")
        done = statement.proposition.passive and (statement.proposition.kind == "participle" or beside)
        return done and any(self.scribe.adjuncts.root(t).i in roots for t in self.doc._.times)

    def _is_bygone(self, statement: Statement) -> bool:
        """Whether a statement says when, and that was over before the day of the text: "after losing money in 2022"."""
        document = self.doc._.document
        published = (document.published or "") if document is not None else ""
        roots = {a.root for a in statement.qualifiers if a.preposition in (None, *PAST_PREPOSITIONS)}
        times = (t for t in self.doc._.times if self.scribe.adjuncts.root(t).i in roots)
        # A latest "2023" is over in "2024-05-16", "2024" is not.
        return any(t.time.latest is not None and t.time.latest < published[: len(t.time.latest)] for t in times)

    def _is_finished(self, statement: Statement) -> bool:
        """Whether a statement says at what time that is over something was: "in 2022", "from 2013 to 2017"; not "more than in 2012"."""
        if any(a.preposition == "since" for a in statement.qualifiers):
            return False  # "have ruled since independence in 1826"
        document = self.doc._.document
        published = (document.published or "") if document is not None else ""
        roots = {a.root for a in statement.qualifiers if a.preposition in (None, "from", *PAST_PREPOSITIONS)}
        for time in self.doc._.times:
            root, latest = self.scribe.adjuncts.root(time), time.time.latest
            if root.i not in roots or latest is None or not latest < published[: len(latest)]:
                continue
            open_ = tree.case(root) == "from" and "/" not in time.time.edtf
            if not open_ and all(t.lower_ != "than" for t in self.doc[max(time.start - 2, 0) : time.start]):
                return True
        return False

    def _is_past(self, head: Token) -> bool:
        """Whether the clause headed by `head` is in no present or future tense."""
        verbs = (head, *tree.children(head, "aux", "cop"))
        return not any(t.tag_ in ("VBZ", "VBP") or t.lower_ in ("will", "shall") for t in verbs)
