"""The claim as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Arg, Fact, Mention, Proposition, TimeMention
from pipeline.records import Value
from pipeline.stages import tree
from pipeline.stages.scribe import Scribe

POSSESSIVE = ("PRP$", "WP$")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
UNIT_WORDS = {
    "km": "km",
    "m": "m",
    "km2": "km²",
    "kg": "kg",
    "a": "years",
    "mo": "months",
    "wk": "weeks",
    "d": "days",
    "h": "hours",
}
# Least score of an antecedent that is written in place of a pronoun or noun, and not beside it as probable. On GUM dev two
# in five of those below are right; in texts about countries most are (`benchmarks/coreference.py`).
DOUBTFUL = 0.6
BOUNDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "up to"}


def date(edtf: str) -> str:
    """An EDTF time in words: "1991-09" -> "September 1991"; what has no plain wording stays as it is."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", edtf):
        return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", edtf):
        if match[2] in SEASONS:
            return f"{SEASONS[match[2]]} {match[1]}"
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if 1 <= int(match[2]) <= 12 else edtf
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return f"the {match[1]}0s"
    return edtf


def when(edtf: str, text: str | None = None) -> str:
    """A time with its preposition: "on 9 September 2001", "in the 1990s", "from 1992 to 1997"."""
    words = text or date(edtf)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
        return f"on {words}"
    if re.search(r" (?:to|until) ", words):
        return f"from {words}"
    if match := re.fullmatch(r"(\S+)/(\S+)", words):
        start, end = date(match[1]), date(match[2])
        return f"since {start}" if end == ".." else f"until {end}" if start == ".." else f"from {start} to {end}"
    return f"in {words}"


def _stretch(edtf: str) -> str:
    """A time as a noun phrase behind a preposition: an interval is a period."""
    if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
        return f"the period from {date(match[1])} to {date(match[2])}"
    return date(edtf.strip("./"))


def value_words(value: Value) -> str:
    """A value with its hedge or bound: "about 42 percent", "more than 7 million"."""
    text = re.sub(r"\s+", " ", value.text)
    if value.unit in UNIT_WORDS and value.amount is not None and (len(value.as_written) > 1 or "-" in text):
        text = f"{value.amount:,.10g} {UNIT_WORDS[value.unit]}"  # "seven-year", "753-mile (1,212-kilometer)"
    if value.approximate and value.bound == "<":
        return f"almost {text}"
    if value.bound:
        return f"{BOUNDS[value.bound]} {text}"
    return f"about {text}" if value.approximate else text


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _thing(mention: Mention) -> object:
    """What mentions of one thing share: the entity, else the phrase that explains them."""
    return mention.entity.id if mention.entity else mention.antecedent or (mention.start, mention.end)


class Wording:
    """Words the claims of one Doc."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.doc = scribe.doc
        self.subject: object = None
        self.starting: dict[int, Mention] = {
            m.start: m for m in reversed(self.doc._.mentions) if m.kind != "name" and m.end - m.start <= 2
        }

    def phrase(self, start: int, end: int) -> str:
        """Tokens in words: pronouns, "the country" and relative times by what they stand for."""
        words: list[str] = []
        i = start
        while i < end:
            stop, text = self._replaced(i, end) or (i + 1, self.doc[i].text)
            words.append(text + self.doc[stop - 1].whitespace_)
            i = stop
        return re.sub(r"\s+", " ", "".join(words)).strip()

    def _replaced(self, i: int, end: int) -> tuple[int, str] | None:
        """What stands for the expression that begins at token `i` and ends by `end`, with the token after it."""
        time = self.scribe.adjuncts.time(self.doc[i])
        if (
            time is not None
            and time.kind == "relative"
            and time.start == i
            and time.end <= end
            and not self._extent_of(i)
        ):
            return time.end, self._moment(time)
        mention = self.starting.get(i)
        if mention is None or mention.end > end:
            return None
        if mention.kind == "pronoun" and self.subject is not None and _thing(mention) == self.subject:
            return None  # "Ghana raised its taxes": the claim names its subject already
        words = self._named(mention, i, possessive=self.doc[mention.end - 1].tag_ in POSSESSIVE)
        return (mention.end, words) if words is not None else None

    def _moment(self, time: TimeMention) -> str:
        """A relative time made absolute, with the preposition that it needs: "last year" -> "in 2023"."""
        edtf = time.time.edtf
        led = time.start > 0 and self.doc[time.start - 1].pos_ in ("ADP", "SCONJ", "DET")
        owner = time.end < len(self.doc) and self.doc[time.end].tag_ == "POS"
        adverbial = self.scribe.adjuncts.root(time).dep_.startswith(("obl", "advmod", "nmod:"))
        if led or owner or not adverbial:
            return _stretch(edtf)
        if match := re.fullmatch(r"(\d\S*)/(\d\S*)", edtf):
            return f"between {date(match[1])} and {date(match[2])}"
        return when(edtf)

    def _named(self, mention: Mention, i: int, *, possessive: bool) -> str | None:
        """A pronoun or noun by what it stands for; where that is doubtful its own words, and what it probably is."""
        written = self.doc[mention.start : mention.end].text
        name = self._name(mention, i)
        if name is not None and mention.kind == "pronoun" and self.scribe.referents.is_speaking(mention):
            return (
                f"{written} ({_possessive(name) if possessive else name})"  # "We (Kabul) don't": the verb stays right
            )
        if name is not None and mention.score >= DOUBTFUL:
            return _possessive(name) if possessive else name
        if name is None and self.scribe.referents.is_unexplained(mention):
            guess = self.scribe.referents.guess(mention)
            if guess is None:
                return f"{written} (unresolved)"
            name = re.sub(r"\s+", " ", self.doc[guess.start : guess.end].text)
        return f"{written} (probably {_possessive(name) if possessive else name})" if name is not None else None

    def _extent_of(self, i: int) -> bool:
        """Whether the time at token `i` says how long something took: "in just two years"."""
        return self.doc[i].tag_ == "CD" and i > 0 and self.doc[i - 1].lower_ in ("in", "within", "just", "only")

    def _name(self, mention: Mention, i: int) -> str | None:
        """What a pronoun or "the country" at token `i` stands for in words, None when that is not known."""
        if mention.entity is not None:
            return mention.entity.name
        if mention.kind == "pronoun" and mention.antecedent is not None and i not in range(*mention.antecedent):
            return re.sub(r"\s+", " ", self.doc[slice(*mention.antecedent)].text)
        return None

    def argument(self, start: int, end: int, name: str | None = None) -> str:
        """A slot in words; `name` is what it was resolved to and replaces a bare pronoun, name or noun."""
        if (time := self.time(start, end)) is not None:
            return time
        token = self.scribe.head(start, end)
        mention = self.scribe.referents.by_root.get(token.i)
        if mention is None:
            mention = self.scribe.referents.inside.get(token.i)
        whole = mention is not None and (mention.start, mention.end) == (start, end)
        if whole and mention is not None and mention.kind != "name" and mention.type != "NORP":
            words = self._named(mention, start, possessive=False)
            if words is not None:
                return words
        if mention is not None and mention.entity is not None and whole:
            if mention.type == "NORP":  # the people, not the country that they are linked to
                return self.phrase(start, end)
            article = any(c.dep_ == "det" and c.lower_ == "the" and c.i < start for c in token.children)
            article = article and mention.kind == "name"
            return f"the {mention.entity.name}" if article else mention.entity.name
        return (name if whole and name else None) or self.phrase(start, end) or name or ""

    def clause(self, proposition: Proposition) -> str:
        """An open statement: subject, verb group and everything else in the order of the text."""
        subject = proposition.role("subject")
        if subject is None:
            return self.phrase(*self._extent(proposition))
        head = self.argument(subject.start, subject.end)
        verb = self._verb(proposition.predicate) or "is"
        root = self.doc[proposition.root]
        if proposition.kind == "noun":
            return self.phrase(*tree.phrase(root, full=True))
        finite = any(self.doc[i].pos_ == "AUX" for i in proposition.predicate)
        if proposition.kind == "participle" and not finite:
            verb = f"{'are' if self.is_plural(self.doc[subject.root]) else 'is'} {verb}"
        others = sorted((a for a in proposition.arguments if a.role != "subject"), key=lambda a: a.start)
        # What stands before the verb in the text ("In 2019, …") follows it here.
        first = min(proposition.predicate, default=proposition.root)
        ordered = [a for a in others if a.start > first] + [a for a in others if a.start <= first]
        known = self.scribe.referents.mention(self.doc[subject.root])
        self.subject = _thing(known) if known is not None and not self.scribe.referents.is_unexplained(known) else None
        rest = [f"{self._lead(a)} {self.phrase(a.start, a.end)}" for a in ordered]
        if (tail := next((c for c in root.children if c.dep_ == "xcomp" and tree.is_verbal(c)), None)) is not None:
            rest.append(self.phrase(*tree.subtree(tail)))
        self.subject = None
        return re.sub(r"\s+", " ", f"{head} {verb} {' '.join(rest)}").strip()

    def _verb(self, predicate: tuple[int, ...]) -> str:
        """The verb group as written ("don't need"), without what stands between its parts."""
        parts = [
            self.doc[i].text + (self.doc[i].whitespace_ if after == i + 1 else " ")
            for i, after in zip(predicate, (*predicate[1:], -1), strict=False)
        ]
        return "".join(parts).strip()

    def _lead(self, arg: Arg) -> str:
        """The preposition before an argument; of an agent only one that the text has."""
        if arg.role != "agent":
            return arg.preposition or ""
        return " ".join(c.text for c in self.doc[arg.root].children if c.dep_ == "case" and c.i < arg.root)

    def _extent(self, proposition: Proposition) -> tuple[int, int]:
        starts = [proposition.root, *proposition.predicate, *(a.start for a in proposition.arguments)]
        ends = [proposition.root + 1, *(i + 1 for i in proposition.predicate), *(a.end for a in proposition.arguments)]
        return min(starts), max(ends)

    def fact(self, fact: Fact, template: str, subject: str, object_: str | None, label: str) -> str:
        """A typed claim from its predicate's template, with its time and polarity."""
        value = value_words(fact.value.value) if fact.value is not None else ""
        of = fact.value.value.of.text if fact.value is not None and fact.value.value.of is not None else None
        plural = fact.subject_entity is None and self.is_plural(self.scribe.head(*fact.subject))
        template = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", lambda m: m[2] if plural else m[1], template)
        text = template.format(
            subject=subject,
            object=object_ or "",
            value=value,
            label=label,
            of=" ".join(w for w in (of, "in" if object_ else None) if w),
        )
        if object_ is None:
            text = re.sub(r" (?:of the population of|of|in|with|to|by|from|between)\s*$", "", text.rstrip())
        for item in fact.qualifications:
            inside_object = fact.object is not None and item.start < fact.object[1] and fact.object[0] < item.end
            if item.time is not None and not inside_object and not item.time.edtf.startswith("R"):
                preposition = {"since": "since ", "until": "until "}.get(item.role)
                words = f"{preposition}{_stretch(item.time.edtf)}" if preposition else when(item.time.edtf)
                text = f"{text} ({words})"
        if fact.negated:
            text = f"It is not so that {re.sub(r'^(The|A|An) ', lambda m: m[0].lower(), text)}"
        return re.sub(r"\s+", " ", text).strip()

    def is_plural(self, head: Token) -> bool:
        """Whether a phrase takes a plural verb, by the tag, number and coordination of its head."""
        if head.tag_ in ("NNS", "NNPS", "CD"):
            return True
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        return counted or any(c.dep_ == "conj" for c in head.children)

    def time(self, start: int, end: int) -> str | None:
        """A slot that is a time, with its preposition; None when tokens `[start, end)` are something else."""
        time = self.scribe.adjuncts.time(self.doc[start])
        if time is None or (time.start, time.end) != (start, end):
            return None
        return when(time.time.edtf, None if time.kind == "relative" else self.doc[start:end].text)
