"""The phrases of a claim in words that stand alone: names for pronouns, absolute dates, doubt written out."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Token

from pipeline.annotations import Mention, TimeMention
from pipeline.records import Entity
from pipeline.stages import names
from pipeline.stages.expressions import date, days, stretch, when
from pipeline.stages.scribe import Scribe

POSSESSIVE = ("PRP$", "WP$")
PARTS = frozenset({"end of", "start of", "beginning of", "close of", "middle of", "turn of"})
NOW = frozenset({"now", "currently", "nowadays", "at present"})
INDEFINITE = frozenset({"a", "an", "any", "every", "each", "some"})
TITLES = ("nmod:desc", "compound", "flat")
# Least score of an antecedent that is written in place of a pronoun or noun, and not beside it as probable. On GUM dev two
# in five of those below are right; in texts about countries most are (`benchmarks/coreference.py`).
DOUBTFUL = 0.6


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


class Slots:
    """Words the phrases of one Doc; `known` is the subject that a sentence has named already."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self.known: tuple[int, int] | None = None
        self.starting: dict[int, Mention] = {
            m.start: m for m in reversed(self.doc._.mentions) if m.kind != "name" and m.end - m.start <= 2
        }

    def phrase(self, start: int, end: int) -> str:
        """Tokens in words: pronouns, "the country" and relative times by what they stand for."""
        words: list[str] = []
        i = start
        while i < end:
            if (replaced := self._replaced(start, i, end)) is not None:
                stop, text = replaced
                words.append(text + self.doc[stop - 1].whitespace_)
                i = stop
            else:
                words.append(self._written[i])
                i += 1
        return " ".join("".join(words).split())

    @cached_property
    def _written(self) -> list[str]:
        """Each token with the space behind it."""
        return [token.text_with_ws for token in self.doc]

    def _replaced(self, start: int, i: int, end: int) -> tuple[int, str] | None:
        """What stands for the expression of the phrase from `start` that begins at token `i` and ends by `end`.

        Comes with the token after it.
        """
        time = self.scribe.adjuncts.covered.get(i)
        if (
            time is not None
            and time.kind == "relative"
            and not time.time.edtf.startswith("X")  # nothing says in which year
            and time.start == i
            and time.end <= end
            and not self._extent_of(i)
            and not (i > 0 and self.doc[i - 1].lower_ in INDEFINITE)  # "on a Monday"
        ):
            owner = time.end + 1 < end and self.doc[time.end].tag_ == "POS"
            span = days(time.time.edtf) or ("" if "/" in time.time.edtf else date(time.time.edtf))
            if owner and span:
                return time.end + 1, f"the {span}"  # "last week's election" is "the 21-27 October 2024 election"
            return time.end, self._moment(time)
        mention = self.starting.get(i)
        if mention is None or mention.end > end:
            return None
        if self.doc[i].tag_ in ("WDT", "WP", "WP$") and mention.antecedent and mention.antecedent[0] in range(start, i):
            return None  # the phrase that it takes up stands before it in this one
        words = self._named(mention, i, possessive=self.doc[mention.end - 1].tag_ in POSSESSIVE)
        if words is None:
            return None
        doubt = re.fullmatch(r"(.+) (\(probably .+)\)", words)
        if doubt and mention.end < end and self.doc[mention.end].tag_ == "POS":  # "the country's (probably Peru's)"
            return mention.end + 1, f"{_possessive(doubt[1])} {_possessive(doubt[2])})"
        return mention.end, words

    def _moment(self, time: TimeMention) -> str:
        """A relative time made absolute, with the preposition that it needs: "last year" -> "in 2023"."""
        edtf = time.time.edtf
        words = self.doc[time.start : time.end].text
        if words.lower() in NOW:
            return f"{words} ({date(edtf)})"  # "for now", "now covers"
        if self.doc[time.start].lower_ == "the" and self.doc[time.start + 1 : time.start + 3].text.lower() in PARTS:
            # "The end of last year"; that of a century is so many years.
            return f"{' '.join(words.split()[:3]).lower()} {edtf[:4]}" if re.match(r"\d{4}-", edtf) else words
        led = time.start > 0 and self.doc[time.start - 1].pos_ in ("ADP", "SCONJ", "DET")
        owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"
        adverbial = self.scribe.adjuncts.root(time).dep_.startswith(("obl", "advmod", "nmod:"))
        if led or owner or not adverbial:
            return stretch(edtf)
        if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
            return f"between {date(match[1])} and {date(match[2])}"
        return when(edtf)

    def _named(self, mention: Mention, i: int, *, possessive: bool) -> str | None:
        """A pronoun or noun by what it stands for; where that is doubtful its own words, and what it probably is."""
        name = self._name(mention, i)
        speaking = mention.kind == "pronoun" and self.scribe.referents.is_speaking(mention)
        if name is not None and mention.score >= DOUBTFUL and not speaking:
            return _possessive(name) if possessive else name
        written = self.doc[mention.start : mention.end].text
        if name is not None and speaking:  # "We (Kabul) don't": the verb stays right
            return f"{written} ({_possessive(name) if possessive else name})"
        if name is None and self.scribe.referents.is_unexplained(mention):
            guess = self.scribe.referents.guess(mention)
            if guess is None:
                return f"{written} (unresolved)"
            name = self._continued(re.sub(r"\s+", " ", self.doc[guess.start : guess.end].text), guess.start)
            if guess.kind == "name" and guess.start > 0 and self.doc[guess.start - 1].lower_ == "the":
                name = f"the {name}"
        return f"{written} (probably {_possessive(name) if possessive else name})" if name is not None else None

    def _extent_of(self, i: int) -> bool:
        """Whether the time at token `i` says how long something took: "in just two years"."""
        return self.doc[i].tag_ == "CD" and i > 0 and self.doc[i - 1].lower_ in ("in", "within", "just", "only")

    def _name(self, mention: Mention, i: int) -> str | None:
        """What a pronoun or "the country" at token `i` stands for in words, None when that is not known."""
        if self.known is not None and mention.kind != "name" and self._is_known(mention):
            return None
        if mention.entity is not None:
            return self.named(mention.entity)
        if mention.kind == "pronoun" and mention.antecedent is not None and i not in range(*mention.antecedent):
            beside = self.scribe.referents.inside.get(mention.antecedent[1])
            if beside is not None and beside.type == "PERSON" and self.doc[mention.antecedent[1] - 1].dep_ in TITLES:
                return " ".join(self.doc[beside.start : beside.end].text.split())  # "President | Han Ji-won"
            words = re.sub(r"\s+", " ", self.doc[slice(*mention.antecedent)].text)
            return self._continued(words, mention.antecedent[0])
        return None

    def _is_known(self, mention: Mention) -> bool:
        """Whether a pronoun or noun stands for the subject of the sentence being worded: "farmers sell their maize"."""
        if self.known is None:
            return False
        low, high = self.known
        head = self.scribe.head(low, high).i
        if mention.antecedent is not None and head in range(*mention.antecedent):
            return self.scribe.head(*mention.antecedent).i == head
        subject = self.scribe.referents.by_root.get(head)
        if subject is None:
            return False
        if subject.entity is not None or mention.entity is not None:
            return subject.entity == mention.entity
        if subject.antecedent is None and mention.antecedent is None:
            return self.scribe.referents.is_alike(subject, mention)  # "He (unresolved) raised his hand"
        return subject.antecedent is not None and subject.antecedent == mention.antecedent

    def argument(self, start: int, end: int, name: str | None = None, beside: tuple[int, int] | None = None) -> str:
        """A slot in words; `name` is what it was resolved to and replaces a bare pronoun, name or noun.

        `beside` is the slot that is named first: what stands for the same is left as it is written.
        """
        self.known = beside
        words = self._argument(start, end, name)
        self.known = None
        return words

    def written(self, start: int, end: int, beside: tuple[int, int]) -> str:
        """A slot as it is written, though it stands for what the slot `beside` names."""
        self.known = beside
        words = self.phrase(start, end)
        self.known = None
        return words

    def named(self, entity: Entity) -> str:
        """An entity by name, a person as the text calls them in full: "Evo Morales", whatever more names they have."""
        if entity.type != "PERSON":
            return names.said(entity)
        return self._persons.get(entity.id, entity.name)

    @cached_property
    def _persons(self) -> dict[str, str]:
        """The fullest name of each person in the text, where it is more than a surname."""
        found: dict[str, str] = {}
        for mention in self.doc._.mentions:
            entity = mention.entity
            if mention.kind != "name" or entity is None or entity.type != "PERSON" or entity.id.startswith("doc:"):
                continue
            words = " ".join(self.doc[mention.start : mention.end].text.split())
            if words.casefold() == entity.name.casefold():
                words = entity.name  # "Hamid KARZAI"
            words = re.sub(r"\b[A-Z]{4,}\b", lambda m: m[0].title(), words)
            if " " in words and len(words) > len(found.get(entity.id, "")):
                found[entity.id] = words
        return found

    def _argument(self, start: int, end: int, name: str | None) -> str:
        if (time := self.time(start, end)) is not None:
            return time
        token = self.scribe.head(start, end)
        mention = self.scribe.referents.by_root.get(token.i)
        if mention is None:
            mention = self.scribe.referents.inside.get(token.i)
        whole = mention is not None and (mention.start, mention.end) == (start, end)
        if mention is not None and mention.kind == "nominal" and mention.entity is not None and mention.start == start:
            whole = mention.root == token.i  # "the nation" of "the nation of 3.7 million"
        if whole and mention is not None and mention.kind != "name" and mention.type != "NORP":
            words = self._named(mention, start, possessive=False)
            if words is not None:
                return words
        if mention is not None and mention.entity is not None and whole:
            described = token.dep_ in ("amod", "compound", "nmod:desc") or token.pos_ == "ADJ"
            if mention.type == "NORP" and described and mention.entity.id.startswith("country:"):
                return self.named(mention.entity)  # "German troops invaded"
            if mention.type == "NORP":  # the people, not the country that they are linked to
                return self.phrase(start, end)
            # "The London-based African Minerals" is without an article.
            close = [c.i for c in token.children if c.dep_ == "det" and c.lower_ == "the" and c.i < start]
            article = bool(close) and (mention.type != "ORG" or close[0] == start - 1)
            name = self.named(mention.entity)
            bare = name == mention.entity.name and not name.lower().startswith("the ")
            return f"the {name}" if article and mention.kind == "name" and bare else name
        return (name if whole and name else None) or self._continued(self.phrase(start, end), start) or name or ""

    def is_body(self, head: Token) -> bool | None:
        """Whether a name that looks plural is one body: "ITA Airways is", but "the Tigers are"; None for other words."""
        if head.tag_ != "NNPS" or head.ent_type_ not in ("ORG", "GPE", "FAC"):
            return None
        name = self.scribe.referents.inside.get(head.i)
        first = name.start if name is not None else head.i
        return head.ent_type_ != "ORG" or first == 0 or self.doc[first - 1].lower_ != "the"

    def _continued(self, words: str, start: int) -> str:
        """Words that began a sentence as they go on within one."""
        if not words[:1].isupper() or words[1:2].isupper() or start != self.scribe.sentence(start)[0]:
            return words
        token = self.doc[start]
        named = token.pos_ == "PROPN" or token.ent_iob_ not in ("O", "") or token.lower_ == "i"
        if named or not words.startswith(token.text):  # a name, or what the token stands for
            return words
        return words[:1].lower() + words[1:]

    def time(self, start: int, end: int) -> str | None:
        """A slot that is a time, with its preposition; None when tokens `[start, end)` are something else."""
        time = self.scribe.adjuncts.time(self.doc[start])
        if time is None or (time.start, time.end) != (start, end):
            return None
        known = time.kind == "relative" and not time.time.edtf.startswith("X")
        if known and days(time.time.edtf):
            first, last = time.time.edtf.split("/")
            return f"between {date(first)} and {date(last)}"
        return when(time.time.edtf, None if known else self.doc[start:end].text)
