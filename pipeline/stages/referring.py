"""Phrases in words that stand alone: names for pronouns, absolute dates, doubt written out, quotations verbatim."""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.stages import quotations, tree
from pipeline.stages.demonstratives import UNEXPLAINED
from pipeline.stages.fuller import listed
from pipeline.stages.naming import MARKED, OPEN, possessive
from pipeline.stages.pointers import Pointers, done_before
from pipeline.stages.quote_marks import quote_marks
from pipeline.stages.repeating import REACH


def _inserted(words: str) -> str:
    """Words that stand in somebody's quotation and are not theirs, in the brackets of an editor."""
    doubt = re.fullmatch(r"(.*?)\((probably [^()]*|unresolved)\)", words)
    return f"{doubt[1]}[{doubt[2]}]" if doubt else f"[{words}]"


class Referring(Pointers):
    """Words the phrases of one Doc."""

    def phrase(self, start: int, end: int) -> str:
        """Tokens in words: pronouns, "the country" and relative times by what they stand for."""
        self.begin = start
        words: list[str] = []
        marks: dict[int, str] = {}
        quoted = self._quoted(start, end) if not self._marks.isdisjoint(range(start, end)) else frozenset()
        opened = start if start + 1 in quoted and not start < self._partner.get(start, -1) < end else None
        i = start
        while i < end:
            if i not in self._special:
                words.append(self.written_tokens[i])
                i += 1
            elif (replaced := self._replaced(start, i, end, quoted)) is not None:
                stop, text = replaced
                words.append((_inserted(text) if i in quoted else text) + self.doc[stop - 1].whitespace_)
                i = stop
            else:
                if (mark := self._mark(start, i, end)) is not None:
                    marks[mark[0]] = mark[1]
                lone = i in self._marks and i != opened and not start <= self._partner.get(i, -1) < end
                if lone or (end - start > 1 and i not in quoted and i in self.connectives):
                    if words and self.doc[i].whitespace_:
                        words[-1] = f"{words[-1].rstrip()} "
                else:
                    words.append(self.written_tokens[i])
                i += 1
            if i in marks and words:  # none behind what is left out: "by | then | known as"
                mark_ = _inserted(f" {marks.pop(i)}").strip() if i - 1 in quoted else marks.pop(i)
                words[-1] = f"{words[-1].rstrip()} {mark_}{self.doc[i - 1].whitespace_}"
        return " ".join("".join(words).split()) + ('"' if opened is not None else "")

    @cached_property
    def _special(self) -> frozenset[int]:
        """Tokens at which something may begin that is not said as it is written."""
        times = (i for i, time in self.scribe.adjuncts.covered.items() if time.kind == "relative")
        return frozenset().union(
            self.starting, self.scribe.referents.demonstratives, times, self._marks,
            self.connectives, self.open_words, self.owned, self.pairs, self.alls, self.counts, self.hedged,
            self.wholes, self.short_names,
        )  # fmt: skip

    def _replaced(self, start: int, i: int, end: int, quoted: frozenset[int]) -> tuple[int, str] | None:
        """What stands for the expression of the phrase from `start` that begins at token `i` and ends by `end`.

        Comes with the token after it.
        """
        pointing = self.scribe.referents.demonstratives.get(i)
        if pointing is not None and pointing.end <= end and (named := self.pointed(pointing)) is not None:
            return pointing.end, named
        if i in self.hedged and self.hedged[i][0] <= end:
            return self.hedged[i]
        time = self.scribe.adjuncts.covered.get(i)
        if time is not None and time.start == i and (dated := self.dated(time, end)) is not None:
            return dated
        if (whole := self.whole(i)) is not None:
            return i + 1, whole
        if i in self.short_names:
            return None if i in quoted else self._in_full(start, i)
        mention = self.starting.get(i)
        if mention is None or mention.end > end or self.is_plain(mention, start):
            return None
        if i in quoted and self.scribe.referents.is_speaking(mention):
            return None  # 'said "We need help"': who speaks is said before
        words = self.explained(mention, i, owns=self.owns(self.doc[mention.end - 1]))
        if words is None:
            return None
        if MARKED.fullmatch(words) and mention.end < end and self.doc[mention.end].tag_ == "POS":
            return mention.end + 1, possessive(words)  # "the country's (probably Peru's)"
        return mention.end, words

    def _in_full(self, start: int, i: int) -> tuple[int, str] | None:
        """The full name of whom token `i` names in short, where the sentence has not said it before."""
        mention = self.short_names[i]
        if mention.entity is None or (self.is_subject(mention) and not self.leading):
            return None
        by_root = self.scribe.referents.by_root
        for low, high in (*(() if self.leading else self.said), (start, i)):
            others = (by_root.get(t) for t in range(max(low, min(high, i) - REACH), min(high, i) if low <= i else high))
            if any(other is not None and other.entity == mention.entity for other in others):
                return None
        name = self.named(mention.entity)
        if mention.end < len(self.doc) and self.doc[mention.end].tag_ == "POS":
            return mention.end + 1, possessive(name)  # "Thomas' sister" as "Thomas Sam's"
        return mention.end, name

    def _mark(self, start: int, i: int, end: int) -> tuple[int, str] | None:
        """What is written behind the expression that begins at token `i`, with the token before which it stands."""
        pointing = self.scribe.referents.demonstratives.get(i)
        unsaid = pointing is not None and pointing.definite and pointing.antecedent is None
        if pointing is not None and pointing.end <= end and not (unsaid and (i in self.owned or i in self.pairs)):
            mark = self.marked(pointing, start, end)
            return (min(pointing.stop, end), mark) if mark else None
        mark_ = self.owned.get(i) or self.pairs.get(i) or self.alls.get(i) or self.counts.get(i)
        if mark_ is not None:
            return mark_ if mark_[0] <= end else None
        time = self.scribe.adjuncts.covered.get(i)
        if self.is_undated(time) and time.end <= end:
            owner = time.end < end and self.doc[time.end].tag_ == "POS"
            return time.end + owner, OPEN
        if i in self.open_words and self.doc[i].lower_ == "one" and self._has_many():
            return None  # "most were found there, though at least one was not"
        if i in self.open_words and self.doc[i].lower_ == "so" and self._is_done(i, start):
            return None  # "wants to sell it, but has yet to do so"
        if i in self.open_words and not (start < self.doc[i].left_edge.i and self.doc[i].lower_ in listed("shells")):
            self.doubts[i] = UNEXPLAINED
            owns = i + 1 < end and self.doc[i + 1].tag_ == "POS"  # "the latter's death"
            return i + 1 + owns, OPEN
        return None

    def _is_done(self, i: int, start: int) -> bool:
        """Whether the claim says what "do so" takes up: in the phrase from `start` on, or as its verb."""
        subject = self.scribe.head(*self.known).head.i if self.known is not None else -1
        verbs = ((verb, beside) for verb, beside in done_before(self.doc[i]) if verb.pos_ == "VERB" and verb.i < i)
        return any(verb.i >= start or (verb.i == subject and not beside) for verb, beside in verbs)

    def _has_many(self) -> bool:
        """Whether the sentence has said a plural before."""
        return any(self.doc[i].tag_ == "NNS" for low, high in self.said for i in range(low, high))

    @cached_property
    def _marks(self) -> frozenset[int]:
        """All quotation marks of the text."""
        return frozenset(i for i in quote_marks(self.doc) if self.doc[i].text in tree.QUOTES)

    @cached_property
    def _partner(self) -> dict[int, int]:
        """Each quotation mark and the one that it belongs to, both ways."""
        pairs = [(start - 1, end) for start, end in quotations.spans(self.doc)] if self._marks else []
        return dict([*pairs, *((close, opened) for opened, close in pairs)])

    def _quoted(self, start: int, end: int) -> frozenset[int]:
        """The tokens of a phrase that it gives as somebody's words: between two marks, or behind one that it begins with."""
        found: set[int] = set()
        for low in range(start, end):
            if low in self._marks and (high := self._partner.get(low, -1)) > low and (high < end or low == start):
                found.update(range(low + 1, min(high, end)))
        if start in self._marks and start not in self._partner and not self.doc[start].whitespace_:
            found.update(range(start + 1, end))  # a quotation that never ends
        return frozenset(found)
