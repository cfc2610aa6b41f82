"""A clause as the wording of a statistic, with what says the number where that stands beside the clause."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Token

from pipeline.annotations import Fact, ValueMention
from pipeline.knowledge.base import load
from pipeline.stages import relatives, tree
from pipeline.stages.conjugation import agreeing
from pipeline.stages.ellipsis import AGAIN, several
from pipeline.stages.expressions import ends, when
from pipeline.stages.settings import Setting, Settings
from pipeline.stages.statements import Statement
from pipeline.stages.untold import is_comparison
from pipeline.stages.wording import Wording

# What a number beside a clause is compared with begins so, and has this many tokens at most.
COMPARING = frozenset({"since", "as", "than"})
COMPARED = frozenset({"from", "than"})
LONGEST = 12
# What belongs to the noun of a number and stands before it.
MARKERS = ("det", "case", "nmod:poss")
CHANGES = ("up", "down")  # "down | 8 percent from a year earlier"
MARK = re.compile(r" \((?:probably [^()]*|unresolved)\)")  # of doubt
MANY = {"has": "have", "was": "were", "is": "are"}
DETERMINERS = ("the", "its", "their")


class Telling(Wording):
    """Words the clauses of one Doc, also as statistics."""

    @cached_property
    def settings(self) -> Settings:
        """The countries in which the clauses hold."""
        return Settings(self.scribe)

    def placed(self, text: str, setting: Setting | None) -> tuple[str, Setting | None]:
        """A clause with the country in which it holds; without one that it names."""
        country = None if setting is None else self.named(setting.entity)
        if setting is None or country is None or country in text or self._says(text, setting):
            return text, None
        return f"{text.rstrip('.')} (in {country})", setting

    @staticmethod
    def _says(text: str, setting: Setting) -> bool:
        """Whether a text names the people of a country: "the Italian Cup"."""
        words = re.findall(r"\b[A-Z](?:\w|\.(?=[A-Z\s]))+", text)
        known = (candidate for word in words for candidate in load().candidates(word))
        return any(candidate.entity.id == setting.entity.id for candidate in known)

    def own_clause(self, i: int) -> str:
        """The whole of the clause around token `i`."""
        head = tree.clause_head(self.doc[i])
        return self.phrase(*tree.trimmed(head, head.left_edge.i, head.right_edge.i + 1))

    def with_value(self, statement: Statement, fact: Fact) -> str:
        """A clause as the wording of a statistic: what says the number is added where it stands beside the clause.

        "Unemployment fell to 11.8 percent" becomes "Unemployment fell to 11.8 percent, its lowest level since 2008".
        """
        text = f"{self.clause(statement)}{self._shared_time(statement, fact)}"
        if fact.value is None:
            return text
        self.known = known = (statement.subject.start, statement.subject.end)
        said = self.phrase(fact.value.start, fact.value.end)
        self.known = None
        if said.casefold() in text.casefold():
            return self._again(fact, said, text)
        if any(re.sub(r"\s+", " ", wording.text) in text for wording in fact.value.value.as_written):
            return text  # one of "92 million euros ($122 million)" says enough
        if fact.value.value.kind == "duration" and fact.value.root in self.scribe.adjuncts.covered:
            return text  # "in the first five months of this year", which the clause says in dates
        if (relative := self._relative(fact.value.root)) is not None:
            return self.phrase(*tree.trimmed(relative, relative.left_edge.i, relative.right_edge.i + 1))
        aside = self._described(fact.value.root)
        if aside is not None and fact.predicate != "rank":
            told = self._apposition(aside, *tree.phrase(aside, full=True))
            if told is None or said.casefold() in told.casefold():
                return told or text
        if fact.value.value.kind == "count" and (whole := self._whole_sentence(fact.value.root)) is not None:
            return whole
        self.known = known
        words = self.phrase(*self._beside(statement, fact, fact.value))
        self.known = None
        return f"{text}, {words}"

    def _again(self, fact: Fact, said: str, text: str) -> str:
        """A clause with what its number counts, where that is what a number before it counted: "wounded 17 | people |"."""
        if fact.rule != AGAIN or fact.predicate == "count":
            return text
        for i in range(*(fact.value.start, fact.value.end) if fact.value is not None else ()):
            self.doubts.pop(i, None)
        words = self.phrase(*fact.subject)
        number = MARK.sub("", said)
        text = re.sub(rf"\b{re.escape(number)}{MARK.pattern}", number, text, count=1)
        number += " more" if f"{number} more" in text else ""
        told = f"{number} {several(fact, self.scribe.head(*fact.subject), words)}"
        text = re.sub(rf"\b{re.escape(number)}(?![\w,.]*\w)", told, text, count=1)
        one = fact.value is not None and fact.value.value.amount == 1
        verbs = re.escape(told) + r" (has|was|is)\b"
        return text if one else re.sub(verbs, lambda m: f"{told} {MANY[m[1]]}", text)

    def _whole_sentence(self, i: int) -> str | None:
        """The whole of the sentence that counts something at token `i` beside its clause: "the ship | and its 10-man crew".

        A number behind a clause would not say what it counts: "killed 38 Malays, 12 Thais".
        """
        head = tree.clause_head(self.doc[i])
        subject = tree.child(head, "nsubj")
        if head.head.i != head.i or subject is None or self.scribe.referents.is_open(subject):
            return None
        return self.own_clause(i) if tree.child(head, "mark") is None else None

    def _shared_time(self, statement: Statement, fact: Fact) -> str:
        """The time of a fact that its clause takes from another one: "hit the port on Friday, killing four"."""
        if fact.modality != "asserted" or (fact.value is not None and fact.value.value.kind == "duration"):
            return ""
        root = self.doc[statement.proposition.root]
        told = tree.clause_head(root.head) if root.tag_ == "VBG" else root
        if not any(t.tag_ == "VBD" for t in (told, *tree.children(told, "aux"))):
            return ""
        spans = [
            (a.start, a.end) for a in (statement.subject, statement.object, *statement.qualifiers) if a is not None
        ]
        spans += [statement.predicate] if statement.predicate is not None else []
        times = [
            q for q in fact.qualifications if q.time is not None and q.role == "time" and q.time.edtf[0] not in "XR"
        ]
        own = any(i in self.scribe.adjuncts.covered for low, high in spans for i in range(low, high))
        if own or len(times) != 1 or times[0].time is None or self._is_of_other(times[0].start):
            return ""
        edtf, anchor = times[0].time.edtf, times[0].time.anchor
        bounds = ends(edtf) if anchor is not None else None  # "struck the port earlier this month, killing four"
        return f" between {bounds}" if bounds is not None else f" {when(edtf)}"

    def _is_of_other(self, i: int) -> bool:
        """Whether the time at token `i` is that of what something is compared with: "from a year earlier"."""
        clause = tree.clause_head(self.doc[i])
        led = any(token.lower_ in COMPARED for token in self.doc[max(i - 1, 0) : i + 1])
        return led or is_comparison(clause)

    def _timed(self, end: int) -> int:
        """The end of a phrase with the time that it breaks off, or that is right behind "37 percent | ten years ago"."""
        inside = self.scribe.adjuncts.covered.get(end - 1)
        behind = self.scribe.adjuncts.covered.get(end) if end < len(self.doc) else None
        if inside is None and behind is not None and is_comparison(tree.clause_head(self.doc[end - 1])):
            inside = behind
        return max(end, inside.end) if inside is not None else end

    def _beside(self, statement: Statement, fact: Fact, value: ValueMention) -> tuple[int, int]:
        """The tokens that say the number beside the clause: "its lowest level since 2008"."""
        noun = self.doc[fact.trigger[0]] if fact.trigger is not None else self.doc[value.root]
        start, end = tree.phrase(noun, full=True)
        if noun.dep_ == "appos" and (start <= value.start < end or value.end == start):  # "twice | its capacity"
            return min(start, value.start), self._compared(self._reaching(noun, self._with_clause(self._timed(end))))
        part, start = self.doc[value.start : value.end].root, self._rank(value.start)
        while part.dep_ in ("amod", "nummod", "compound") and part.head.i > part.i:  # "the highest rate since 2008"
            part = part.head
        if part.dep_ == "advmod" and part.head.pos_ == "NOUN" and part.head.i > part.i:  # "twice its capacity"
            part = part.head
        end = self._timed(max(value.end, tree.phrase(part, full=True)[1]))
        while start and self.doc[start - 1].dep_ in MARKERS and self.doc[start - 1].head.i == part.i:
            start -= 1
        start -= start > 0 and self.doc[start - 1].lower_ in CHANGES
        start -= start > 0 and self.doc[start - 1].lower_ in DETERMINERS
        root = fact.clause if fact.clause is not None else statement.proposition.root
        if root != statement.proposition.root and root < start and is_comparison(self.doc[root]):
            start = root  # "can read, compared with 69 percent of men"
        return start, self._compared(self._reaching(noun, self._with_clause(end)))

    def _with_clause(self, end: int) -> int:
        """The end of a phrase with the clause that a "what" at its end begins: "a quarter of what others earn"."""
        last = self.doc[end - 1]
        return last.right_edge.i + 1 if last.lower_ == "what" else end

    def _rank(self, start: int) -> int:
        """Where the rank begins that a time from token `start` on bounds: "the highest for a vote in | 32 years"."""
        if start == 0 or self.doc[start - 1].lower_ not in ("in", "for", "since"):
            return start
        before = (
            self.scribe.values[i] for i in range(start - 2, max(start - LONGEST, 0), -1) if i in self.scribe.values
        )
        rank = next((v for v in before if v.value.kind == "rank"), None)
        same = rank is not None and self.scribe.sentence(rank.start) == self.scribe.sentence(start)
        return rank.start if rank is not None and same else start

    def _relative(self, root: int) -> Token | None:
        """The head of the relative clause that a part of a whole begins: "$2 million, a fifth of which was paid"."""
        part = next((c for c in self.doc[root].rights if c.dep_ == "nmod" and c.tag_ in tree.RELATIVE), None)
        head = tree.clause_head(self.doc[root])
        return head if part is not None and head.dep_ == "acl:relcl" and tree.is_verbal(head) else None

    def _described(self, root: int) -> Token | None:
        """The noun in apposition to a name or noun within whose phrase token `root` stands, None without one."""
        token = self.doc[root]
        while token.head.i != token.i and not tree.is_verbal(token):
            if token.dep_ == "appos":
                named = token.head.i not in self.scribe.values and token.head.pos_ in ("NOUN", "PROPN")
                apart = token.head.i < token.left_edge.i or token.right_edge.i < token.head.i
                return token if named and apart else None
            token = token.head
        return None

    def _apposition(self, noun: Token, start: int, end: int) -> str | None:
        """What an apposition says of the phrase before it: "South Ossetia and Abkhazia are two breakaway regions".

        None where one thing would be said to be several.
        """
        first = tree.first_conjunct(noun.head)
        last = relatives.before_comma(self.doc[start])
        if last is not None and last.pos_ == "PROPN" and last.i not in {t.i for t in tree.coordinated(first)}:
            first = tree.first_conjunct(last)  # "a plant near Luderitz, a port of 16,000 people"
        named = [t for t in tree.coordinated(first) if t.i < start or t.i >= end]
        plural = len(named) > 1 or first.tag_ in ("NNS", "NNPS")
        if not plural and noun.tag_ in ("NNS", "NNPS"):
            return None
        subject = self.argument(tree.phrase(first)[0], tree.phrase(named[-1])[1])
        return f"{subject} {agreeing('are', plural)} {self.continued(self.phrase(start, end), start)}"

    def _reaching(self, noun: Token, end: int) -> int:
        """The end of the phrases right behind token `end` that hang on an adjective: "the highest for a vote in 32 years"."""
        for part in noun.rights if noun.pos_ == "ADJ" else ():
            if part.dep_ in ("obl", "nmod") and part.left_edge.i == end and part.right_edge.i - end < LONGEST:
                end = part.right_edge.i + 1
        return end

    def _compared(self, end: int) -> int:
        """The end of what a number is compared with, or holds for, behind token `end`: "the highest since 2012".

        With the word that compares it: "four points | less than in December".
        """
        if end + 1 < len(self.doc) and self.doc[end].tag_ in ("JJR", "RBR") and self.doc[end + 1].lower_ == "than":
            end += 1
        if end >= len(self.doc) or self.doc[end].lower_ not in COMPARING:
            return end
        stop = self.scribe.sentence(end - 1)[1]
        limit = next((i for i in range(end, min(stop, end + LONGEST)) if self.doc[i].is_punct), None)
        return limit if limit is not None else end
