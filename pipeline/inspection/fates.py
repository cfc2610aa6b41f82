"""What became of a quoted piece of text: what each stage saw there, which claims it gave, and why it gave no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from spacy.tokens import Doc, Span

from pipeline.annotations import Arg, Fact, Proposition, Trace, ValueMention
from pipeline.inspection.quotes import places
from pipeline.inspection.traced import trace
from pipeline.reader import Settings
from pipeline.records import Claim, Document, Value
from pipeline.run import Pipeline
from pipeline.stages.contexts import SILENT
from pipeline.stages.sites import Scene, Site
from pipeline.view import View

# Kinds of value of which no statistic is ever made.
DATES = frozenset({"date"})
# A predicate like "be" has many rows in relations.toml: so many of those that did not apply are named.
ROWS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that a stage found: its words, and what it was taken for."""

    stage: str
    words: str
    taken_for: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stage made nothing, or no more, of some words; reads as a sentence: `words` `reason`."""

    stage: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """A claim that was made and not given, and which setting left it out."""

    claim: Claim
    reason: str


@dataclass(slots=True)
class Fate:
    """Of one place that holds the quoted words: characters `[start, end)` of the document, on `line` (from 1)."""

    uri: str
    start: int
    end: int
    line: int
    quote: str
    section: str | None = None
    sentence: str | None = None
    tokens: list[dict[str, str]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        left = [{"claim": item.claim.to_dict(), "reason": item.reason} for item in self.left]
        plain = {"claims": [claim.to_dict() for claim in self.claims], "left": left}
        rest = {
            name: getattr(self, name)
            for name in ("uri", "start", "end", "line", "quote", "section", "sentence", "tokens")
        }
        return rest | {"seen": [asdict(s) for s in self.seen]} | plain | {"reasons": [asdict(r) for r in self.reasons]}


def fates(pipeline: Pipeline, document: Document, quote: str, settings: Settings) -> list[Fate]:
    """One fate for each place of the text that holds `quote`; raises SourceError when none does.

    `settings` say which claims would be given.
    """
    found = places(document, quote)
    docs = trace(pipeline, document, published=settings.published, numbers=settings.numbers)
    return [_fate(docs, document, start, end, settings) for start, end in found]


def _fate(docs: Sequence[Doc], document: Document, start: int, end: int, settings: Settings) -> Fate:
    fate = Fate(document.uri, start, end, document.text.count("\n", 0, start) + 1, document.text[start:end])
    for doc in docs:
        low, high = cast(View, doc._.view).rewritten(start, end)
        span = doc.char_span(low, high, alignment_mode="expand") if low < high else None
        if span is not None and len(span := _trimmed(span)):
            _Place(doc, span, fate, settings).tell()
            return fate
    reason = "is markup, a caption link or page furniture: the reading view leaves it out, and no stage ever sees it"
    fate.reasons.append(Reason("view", repr(fate.quote), reason))
    return fate


def _trimmed(span: Span) -> Span:
    """Without the punctuation and blanks at its ends, unless there is nothing else."""
    kept = [token.i for token in span if not (token.is_punct or token.is_space)]
    return span.doc[kept[0] : kept[-1] + 1] if kept else span


class _Place:
    """The tokens of one Doc that show the quoted words."""

    def __init__(self, doc: Doc, span: Span, fate: Fate, settings: Settings) -> None:
        self.doc = doc
        self.span = span
        self.fate = fate
        self.settings = settings
        self.trace = cast(Trace, doc._.trace)
        self.values = [v for v in cast("list[ValueMention]", doc._.values) if self.touches(v.start, v.end)]
        self.propositions = self._propositions()

    def touches(self, start: int, end: int) -> bool:
        """Whether tokens `[start, end)` and the quoted ones overlap."""
        return start < self.span.end and self.span.start < end

    def words(self, start: int, end: int) -> str:
        return repr(" ".join(self.doc[start:end].text.split()))

    def _propositions(self) -> list[Proposition]:
        """Those headed by a quoted word; without any, the one with the shortest argument that holds the whole quote."""
        everything = cast("list[Proposition]", self.doc._.propositions)
        headed = [p for p in everything if any(self.touches(i, i + 1) for i in (p.root, *p.predicate))]
        if headed:
            return headed
        holding = [
            (a.end - a.start, p.root, p)
            for p in everything
            for a in p.arguments
            if a.start <= self.span.start and self.span.end <= a.end
        ]
        return [min(holding, key=lambda item: item[:2])[2]] if holding else []

    def tell(self) -> None:
        """Fill the fate in."""
        fate = self.fate
        sections = (s.label for s in self.doc._.sections if s.start <= self.span.start < s.end)
        fate.section = next(sections, None)
        fate.sentence = " ".join(self.doc[self.span[0].sent.start : self.span[-1].sent.end].text.split())
        fate.tokens = [
            {"word": t.text, "tag": t.tag_, "relation": t.dep_, "head": t.head.text, "lemma": t.lemma_}
            for t in self.span
            if not t.is_space
        ]
        fate.seen = [*self.names(), *self.times(), *map(self.value, self.values), *map(self.clause, self.propositions)]
        self.sort(self.given())
        fate.reasons = list(
            dict.fromkeys([*self.dropped(), *self.unmeasured(), *self.unstated(), *self.untyped(), *self.nothing()])
        )

    def names(self) -> Iterator[Seen]:
        for m in self.doc._.mentions:
            if self.touches(m.start, m.end):
                stands_for = [f"{m.entity.name} ({m.entity.id})"] if m.entity else []
                stands_for += [f"explained by {self.words(*m.antecedent)}"] if m.antecedent else []
                stands_for = stands_for or ["nothing that is known"]
                kind = f"a {m.type or 'common noun'}" if m.kind != "pronoun" else "a pronoun"
                stage = "linking" if m.kind == "name" else "coreference"
                yield Seen(stage, self.words(m.start, m.end), f"{kind}: {', '.join(stands_for)}")

    def times(self) -> Iterator[Seen]:
        for t in self.doc._.times:
            if self.touches(t.start, t.end):
                yield Seen("times", self.words(t.start, t.end), f"{t.kind}: {t.time.edtf}")

    def value(self, mention: ValueMention) -> Seen:
        return Seen("values", self.words(mention.start, mention.end), written(mention.value))

    def clause(self, proposition: Proposition) -> Seen:
        words = proposition.predicate or (proposition.root,)
        parts = ", ".join(self._role(arg) for arg in proposition.arguments) or "no arguments"
        marks = ["negated"] if proposition.negated else []
        marks += [proposition.modality] if proposition.modality != "asserted" else []
        kind = " ".join([*marks, proposition.kind])
        return Seen("propositions", self.words(min(words), max(words) + 1), f"{kind} '{proposition.lemma}': {parts}")

    def _role(self, arg: Arg) -> str:
        preposition = f" ({arg.preposition})" if arg.preposition else ""
        return f"{arg.role}{preposition} {self.words(arg.start, arg.end)}"

    def given(self) -> list[Claim]:
        """The claims of which the quoted words are the value, the predicate, or, whole, a part of a slot."""
        view = cast(View, self.doc._.view)
        start, end = view.original(self.span.start_char, self.span.end_char)
        heads = {(p.root, *p.predicate) for p in self.propositions}
        clauses = {view.original(self.doc[i].idx, self.doc[i].idx + len(self.doc[i])) for head in heads for i in head}
        everything = {c.id: c for c in (*self.doc._.claims, *self.doc._.statements)}
        return [c for c in everything.values() if _rests_on(c, start, end, clauses)]

    def sort(self, claims: list[Claim]) -> None:
        """Tell the claims that would be given from those that the settings leave out."""
        kinds, least = self.settings.kinds, self.settings.min_confidence
        default = {c.id for c in self.doc._.claims}
        for claim in claims:
            if kinds is not None and claim.kind not in kinds:
                reason = f"is a {claim.kind}, which --kind leaves out"
            elif claim.confidence < least:
                reason = f"has the confidence {claim.confidence:.3f}, below {least:g}"
            elif kinds is None and claim.id not in default:
                reason = "is a statement that a typed claim says too: `--kind statement` gives it"
            else:
                self.fate.claims.append(claim)
                continue
            self.fate.left.append(Left(claim, reason))

    def dropped(self) -> Iterator[Reason]:
        """What stages wrote down about these words, and about the clauses that they are in."""
        roots = {p.root for p in self.propositions}
        for item in self.trace.dropped:
            if item.stage != "relations" and (self.touches(item.start, item.end) or item.start in roots):
                yield Reason(item.stage, self.words(item.start, item.end), item.reason)

    def unmeasured(self) -> Iterator[Reason]:
        """Values of which no statistic was made."""
        facts = cast("list[Fact]", self.doc._.facts)
        scene = Scene(self.doc) if self.values else None
        for mention in self.values:
            if scene is None or any(f.value is not None and f.value.root == mention.root for f in facts):
                continue
            words = self.words(mention.start, mention.end)
            if mention.value.kind in DATES:
                yield Reason("statistics", words, "is a date, of which no statistic is made")
                continue
            site = Site(scene, mention)
            noun = f"the noun '{site.noun.text}'" if site.noun is not None else "no noun"
            subject = site.subject()
            about = f"whose subject is '{subject.text}'" if subject is not None else "which has no subject"
            yield Reason(
                "statistics", words,
                f"is a {mention.value.kind}, but no rule says what it measures: it belongs to {noun}, in the clause of "
                f"'{site.clause.text}', {about}",
            )  # fmt: skip

    def unstated(self) -> Iterator[Reason]:
        """Clauses of which no statement was made."""
        view = cast(View, self.doc._.view)
        numbers = {i for v in self.doc._.values for i in range(v.start, v.end)}
        for proposition in self.propositions:
            root = self.doc[proposition.root]
            start, end = view.original(root.idx, root.idx + len(root))
            spans = [(c.predicate.start or 0, c.predicate.end or 0) for c in self.doc._.statements]
            if any(low < end and start < high for low, high in spans):
                continue
            if proposition.role("subject", "agent") is None:
                reason = "it is not said of whom or what: the clause has no subject"
            elif self.fate.section in SILENT:
                reason = f"a {self.fate.section} states nothing of its own"
            elif proposition.kind == "noun":
                reason = "it is a noun that names an event, not a clause"
            elif any(a.root in numbers for a in proposition.arguments):
                reason = "a number beside a thing is left to the statistics"
            else:
                reason = "it has no predicate of its own, or says the same as another clause"
            yield Reason("claims", self.words(root.i, root.i + 1), f"gives no statement: {reason}")

    def untyped(self) -> Iterator[Reason]:
        """Clauses of which no relation was made, with the rows of the table that came near."""
        facts = [f for f in cast("list[Fact]", self.doc._.facts) if f.kind == "relation" and f.trigger is not None]
        for proposition in self.propositions:
            if any(f.trigger and f.trigger[0] <= proposition.root < f.trigger[1] for f in facts):
                continue
            words = self.words(proposition.root, proposition.root + 1)
            noted = [d.reason for d in self.trace.dropped if d.stage == "relations" and d.start == proposition.root]
            # Rows without a condition, and those whose subject was found, came nearest.
            noted.sort(key=lambda reason: ("its condition" in reason, "its subject" in reason))
            for reason in noted[:ROWS]:
                yield Reason("relations", words, reason)
            if len(noted) > ROWS:
                yield Reason("relations", words, f"fits none of {len(noted) - ROWS} more rows of relations.toml either")

    def nothing(self) -> Iterator[Reason]:
        """What is missing altogether."""
        if not self.fate.seen:
            yield Reason(
                "propositions",
                repr(self.fate.quote),
                "is no name, time or number, and stands in no clause with arguments",
            )
        elif not self.propositions:
            yield Reason("propositions", repr(self.fate.quote), "heads no clause and is inside no argument of one")
        digits = any(t.like_num and not t.ent_type_ for t in self.span)
        noted = any(d.stage == "values" and self.touches(d.start, d.end) for d in self.trace.dropped)
        in_time = any(self.touches(t.start, t.end) for t in self.doc._.times)
        if digits and not self.values and not noted and not in_time:
            yield Reason("values", repr(self.fate.quote), "has a number that the grammar of values does not read")


def _rests_on(claim: Claim, start: int, end: int, clauses: set[tuple[int, int]]) -> bool:
    predicate, value = claim.predicate, claim.value
    if value is not None and value.start < end and start < value.end:
        return True
    if predicate.start is not None and predicate.end is not None:
        if predicate.start < end and start < predicate.end:
            return True
        if any(predicate.start <= low and high <= predicate.end for low, high in clauses):
            return True
    slots = [s for s in (claim.subject, claim.object, *claim.qualifiers) if s is not None]
    return claim.kind != "statement" and any(s.start <= start and end <= s.end for s in slots)


def written(value: Value) -> str:
    """A value in words for a reader: kind, hedges, amount, unit, what is counted."""
    number = f"{value.low:,.10g} to {value.high:,.10g}" if value.low is not None and value.high is not None else ""
    number = number or ("no number" if value.amount is None else f"{value.amount:,.10g}")
    hedge = "about " if value.approximate else ""
    of = f" of {value.of.text}" if value.of is not None and value.of.text else ""
    unit = "" if value.unit == "1" else f" {value.unit}"
    return f"{value.kind}: {hedge}{value.bound or ''}{number}{unit}{of}"
