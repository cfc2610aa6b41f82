"""From tokens of the reading view to records in the document text: spans, arguments, qualifiers, values."""

from __future__ import annotations

from functools import cache, cached_property

from spacy.tokens import Doc, Token

from pipeline import originals, resources
from pipeline.annotations import Arg, Qualification, Said, ValueMention
from pipeline.records import (
    Argument,
    Attribution,
    Document,
    Entity,
    Evidence,
    Qualifier,
    Role,
    Span,
    Value,
)
from pipeline.stages import deaths, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.once import sentences
from pipeline.stages.referents import Referents

# The year after which a text that says no date mostly is from.
MILLENNIUM = 2000


@cache
def _roles(kind: str) -> dict[str, Role]:
    return dict(resources.table("roles.toml")[kind])


class Scribe:
    """Writes records for one Doc; every span it makes is a slice of the document text."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self.doc = doc
        self.document = document
        self.view = doc._.view
        self.attachment = doc._.attachment
        self.referents = Referents(doc)
        self.adjuncts = Adjuncts(doc)
        self.values: dict[int, ValueMention] = {i: v for v in doc._.values for i in range(v.start, v.end)}
        self._sentences = sentences(doc)
        self._times = doc._.times
        # Several claims share a sentence and its words: what was found for one holds for the next.
        self.shapes: dict[int, tuple[float, float, float]] = {}
        self._heads: dict[tuple[int, int], Token] = {}
        self._arguments: dict[tuple[int, int, str | None, int | None], Argument] = {}
        self._adjuncts: dict[Arg, Qualifier] = {}
        self._attributions: dict[Said, Attribution] = {}
        self._evidence: dict[tuple[int, int, str | None], Evidence] = {}

    def chars(self, start_char: int, end_char: int) -> tuple[int, int, str]:
        """Characters of the view as a range of the document text with its quote."""
        start, end = self.view.original(start_char, end_char)
        return start, end, self.document.text[start:end]

    def tokens(self, start: int, end: int) -> tuple[int, int, str]:
        """Tokens `[start, end)` as a range of the document text with its quote."""
        last = self.doc[end - 1]
        return self.chars(self.doc[start].idx, last.idx + len(last))

    def span(self, start: int, end: int) -> Span:
        """Tokens as a Span."""
        begin, stop, quote = self.tokens(start, end)
        return Span(start=begin, end=stop, quote=quote)

    def evidence(self, start: int, end: int) -> Evidence:
        """The sentences that hold tokens `[start, end)`."""
        low, high = self.sentence(start)[0], self.sentence(end - 1)[1]
        if (known := self._evidence.get((low, high, section := self.section(start)))) is not None:
            return known
        found = self._quoted(low, high, section)
        self._evidence[low, high, section] = found
        return found

    def _quoted(self, low: int, high: int, section: str | None) -> Evidence:
        """Tokens `[low, high)` without the white space around them."""
        while high - 1 > low and self.doc[high - 1].is_space:
            high -= 1
        while low < high - 1 and self.doc[low].is_space:
            low += 1
        begin, stop, quote = self.tokens(low, high)
        place = originals.place(self.document, begin, stop)
        return Evidence(start=begin, end=stop, quote=quote, section=section, **place)

    def sentence(self, i: int) -> tuple[int, int]:
        """Token range of the sentence that token `i` stands in."""
        return self._sentences[i]

    @cached_property
    def dead(self) -> frozenset[str]:
        """Ids of those of whose death the text tells."""
        return deaths.dead(self.doc, self.referents, self.adjuncts, self.today)

    @property
    def today(self) -> int:
        """The year of the text, where it says one; else the first from which most texts are."""
        return int(self.document.published[:4]) if self.document.published else MILLENNIUM

    @cached_property
    def is_history(self) -> bool:
        """Whether all years that a text names lie more than a lifetime before it: nobody in it holds an office any more."""
        years = [t.time.latest[:4] for t in self.doc._.times if t.time.latest is not None and t.kind == "absolute"]
        return bool(years) and all(year.isdigit() and int(year) < self.today - deaths.LIFETIME for year in years)

    def section(self, i: int) -> str | None:
        """Label of the block that token `i` stands in."""
        return self._labels.get(i)

    @cached_property
    def _labels(self) -> dict[int, str]:
        return {i: s.label for s in reversed(self.doc._.sections) for i in range(s.start, s.end)}

    def head(self, start: int, end: int) -> Token:
        """The token that heads `[start, end)`."""
        head = self._heads.get((start, end))
        if head is None:
            head = self._heads[start, end] = tree.head(self.doc, start, end)
        return head

    def argument(self, start: int, end: int, *, entity: Entity | None = None, root: int | None = None) -> Argument:
        """A phrase as an Argument, with what it refers to."""
        key = (start, end, entity.id if entity is not None else None, root)
        known = self._arguments.get(key)
        if known is None:
            known = self._arguments[key] = self._argument(start, end, entity, root)
        return known

    def _argument(self, start: int, end: int, entity: Entity | None, root: int | None) -> Argument:
        begin, stop, quote = self.tokens(start, end)
        token = self.doc[root] if root is not None else self.head(start, end)
        if (time := self.adjuncts.time(token)) is not None and time.start <= start and end <= time.end:
            return Argument(text=quote, start=begin, end=stop, type="DATE")
        mention = self.referents.by_root.get(token.i)
        if (
            mention is None
            and (inside := self.referents.inside.get(token.i)) is not None
            and start <= inside.start
            and inside.end <= end
        ):
            mention = inside if inside.root == token.i else None
        if mention is None:
            mention = self.referents.division(token)
        antecedent = None
        known = mention is not None and not self.referents.is_chance(mention)
        if mention is not None and mention.antecedent is not None and mention.kind != "name":
            antecedent = self.span(*mention.antecedent)
        return Argument(
            text=quote,
            start=begin,
            end=stop,
            type=mention.type if mention else None,
            entity=entity or (mention.entity if mention is not None and known else None),
            antecedent=antecedent,
        )

    def value(self, mention: ValueMention) -> Value:
        """A value of the view with every offset moved into the document text."""
        value = mention.value
        begin, stop, quote = self.chars(value.start, value.end)
        of = value.of
        if of is not None and of.start is not None and of.end is not None:
            low, high, words = self.chars(of.start, of.end)
            of = of.model_copy(update={"start": low, "end": high, "text": words})
        wordings = []
        for wording in value.as_written:
            low, high, words = self.chars(wording.start, wording.end)
            wordings.append(wording.model_copy(update={"start": low, "end": high, "text": words}))
        return value.model_copy(
            update={"start": begin, "end": stop, "text": quote, "of": of, "as_written": tuple(wordings)}
        )

    def qualifier(self, item: Qualification) -> Qualifier:
        """An adjunct of a typed fact."""
        begin, stop, quote = self.tokens(item.start, item.end)
        return Qualifier(
            role=item.role,
            text=quote,
            start=begin,
            end=stop,
            time=item.time,
            value=self.value(item.value) if item.value else None,
        )

    def place(self, start: int, end: int, entity: Entity) -> Qualifier:
        """A place in which a claim holds, by tokens that name it elsewhere."""
        begin, stop, quote = self.tokens(start, end)
        return Qualifier(role="place", text=quote, start=begin, end=stop, entity=entity)

    def adjunct(self, arg: Arg) -> Qualifier:
        """An oblique of a proposition, with its preposition."""
        known = self._adjuncts.get(arg)
        if known is None:
            known = self._adjuncts[arg] = self._adjunct(arg)
        return known

    def _adjunct(self, arg: Arg) -> Qualifier:
        token = self.doc[arg.root]
        start = arg.start
        for part in token.children:
            if part.dep_ == "case" and part.i < start and part.i >= start - 3:
                start = part.i
        begin, stop, quote = self.tokens(start, arg.end)
        time = next(
            (
                t
                for t in self._times
                if arg.start <= t.start and t.end <= arg.end and self.adjuncts.root(t).i == token.i
            ),
            None,
        )
        value = self.values.get(token.i)
        clausal = token.dep_ in ("advcl", "xcomp")
        role: Role = _roles("clause" if clausal else "preposition").get(arg.preposition or "", "other")
        if arg.preposition == "for" and token.lemma_ == "time":
            role = "other"  # "for the first time" is no purpose
        if clausal:
            time, value = None, None  # those of a clause are not those of the adjunct
        elif time is not None:
            role = (
                "since" if arg.preposition == "since" else "until" if arg.preposition in ("until", "till") else "time"
            )
        elif value is not None and value.value.kind == "duration":
            role = "duration"
        elif (role == "time" and not self.referents.fits(token, "event")) or (
            role == "place"
            and self.referents.type(token) not in tree.PLACES
            and not self.referents.fits(token, "place")
        ):
            role = "other"
        return Qualifier(
            role=role,
            text=quote,
            start=begin,
            end=stop,
            entity=self.referents.entity(token),
            value=self.value(value) if value is not None else None,
            time=time.time if time is not None else None,
        )

    def attribution(self, said: Said | None) -> Attribution | None:
        """Who says so."""
        if said is None:
            return None
        known = self._attributions.get(said)
        if known is None:
            source = self.argument(*said.source) if said.source else None
            known = self._attributions[said] = Attribution(source=source, cue=self.span(*said.cue))
        return known
