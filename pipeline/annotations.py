"""What stages leave in the Doc for one another, as plain data without spaCy.

Token positions index the Doc; `start_char`/`end_char` index `doc.text`, the *reading view*. Only the last stage
(claims) maps them to the document text. All ranges are half-open.

    doc._.document       records.Document          the text being read and where it came from
    doc._.view           view.View                 the reading view and its offset map
    doc._.states         float16 [token, width]    vectors of the language model, until coreference has read them
    doc._.sections       list[Section]             blocks of the view in reading order
    doc._.times          list[TimeMention]
    doc._.values         list[ValueMention]
    doc._.mentions       list[Mention]             names (linking), then nominals and pronouns (coreference)
    doc._.chains         list[tuple[Mention, ...]] phrases that stand for the same thing (coreference)
    doc._.propositions   list[Proposition]
    doc._.facts          list[Fact]                typed statistics and relations
    doc._.claims         list[records.Claim]       the default set, in reading order
    doc._.statements     list[records.Claim]       every proposition as an open statement
    doc._.trace          Trace | None              what became of the rest; None unless somebody asks
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.records import Bound, Entity, Modality, Role, Time, Value


@dataclass(frozen=True, slots=True)
class Section:
    """Tokens `[start, end)` that form one block."""

    start: int
    end: int
    label: Literal["title", "byline", "heading", "paragraph", "caption", "list", "furniture"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: characters of the view, covering tokens, normal form.

    `kind`: `absolute` ("Sept. 9, 2001"), `relative` ("two days later", "last year"), or `recurring`.
    `preposition` is not included in the span; who needs it reads the tree. `point`: that preposition does not count, as
    for what happened then in "until 2009, when she resigned".
    """

    start: int
    end: int
    start_char: int
    end_char: int
    time: Time
    kind: Literal["absolute", "relative", "recurring"] = "absolute"
    point: bool = False


@dataclass(frozen=True, slots=True)
class ValueMention:
    """A value: covering tokens and the normal form, whose own offsets are characters of the view.

    `root` is the token that heads the measured phrase: the number or unit word by which the value hangs in the tree.
    """

    start: int
    end: int
    root: int
    value: Value


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of something: a name, a definite noun or a pronoun.

    `type` is an OntoNotes label or None. `entity` is what it was linked to. `antecedent` is the token range of the
    mention that explains a nominal or pronoun (always the most explicit one: a name where there is one).
    `score` (0..1) is how sure the link or resolution is.
    """

    start: int
    end: int
    root: int
    kind: Literal["name", "nominal", "pronoun"]
    type: str | None = None
    entity: Entity | None = None
    antecedent: tuple[int, int] | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Arg:
    """A phrase that fills a role: tokens `[start, end)` headed by `root`.

    `role`: subject, object, iobject, complement (copular or clausal predicate nominal), oblique, agent.
    `preposition` is the lemma of the case marker of an oblique ("of", "in", "because of"), else None.
    `root` differs from what fills the role only for shared parts that coordination carries over.
    """

    role: Literal["subject", "object", "iobject", "complement", "oblique", "agent"]
    start: int
    end: int
    root: int
    preposition: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Who is said to say it (None when unnamed: 'reportedly') and the token range of the cue."""

    source: tuple[int, int] | None
    cue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proposition:
    """A clause as predicate and arguments.

    `root` is the token that heads it, `predicate` the tokens of the verb group in order, `lemma` the normalised
    predicate ("claim responsibility for", "be capital of"). `kind` says which construction it came from.
    """

    root: int
    predicate: tuple[int, ...]
    lemma: str
    kind: Literal["verb", "copula", "noun", "apposition", "possessive", "participle", "existential"]
    arguments: tuple[Arg, ...]
    passive: bool = False
    negated: bool = False
    modality: Modality = "asserted"
    attribution: Said | None = None

    def role(self, *roles: str) -> Arg | None:
        """The first argument that fills one of `roles`."""
        return next((a for a in self.arguments if a.role in roles), None)

    def oblique(self, *prepositions: str) -> Arg | None:
        """The first oblique marked by one of `prepositions`."""
        return next((a for a in self.arguments if a.role == "oblique" and a.preposition in prepositions), None)


@dataclass(frozen=True, slots=True)
class Qualification:
    """An adjunct of a fact with its role: tokens and, where it has one, the time or value that it holds."""

    role: Role
    start: int
    end: int
    time: Time | None = None
    value: ValueMention | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed statistic or relation before it becomes a claim.

    `subject` and `object` are token ranges; `subject_entity`/`object_entity` override what the mention at that
    range is linked to (a demonym read as its country). `trigger` is the token range that says the predicate, `rule`
    the table row or function that made it. `score` is the raw, uncalibrated confidence in (0, 1). `clause` is the root
    of the proposition that words the fact better than the template of its predicate, where there is one.
    """

    kind: Literal["statistic", "relation"]
    predicate: str
    subject: tuple[int, int]
    object: tuple[int, int] | None
    value: ValueMention | None
    rule: str
    score: float
    trigger: tuple[int, int] | None = None
    label: str | None = None
    subject_entity: Entity | None = None
    object_entity: Entity | None = None
    inverse: bool = False
    qualifications: tuple[Qualification, ...] = ()
    negated: bool = False
    modality: Modality = "asserted"
    attribution: Said | None = None
    bound: Bound | None = None
    evidence: tuple[int, int] | None = None
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Tokens `[start, end)` of which a stage made nothing, and why, as words that follow the quoted text."""

    stage: str
    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Trace:
    """What the stages write down beside their results when somebody asks: `doc._.trace = Trace()` before they run.

    `signals` maps the id of a claim to what its confidence was computed from.
    """

    dropped: list[Dropped] = field(default_factory=list)
    signals: dict[str, dict[str, float]] = field(default_factory=dict)
