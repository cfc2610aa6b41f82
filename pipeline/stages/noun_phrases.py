"""What relations read off one noun phrase: whose it is, whom it describes, what is named near it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Fact, TimeMention
from pipeline.stages import reported, terms, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.labels import DESCRIBING, TITLES
from pipeline.stages.referents import Referents


class Phrases:
    """Reads the noun phrases of one Doc."""

    def __init__(self, doc: Doc, referents: Referents, adjuncts: Adjuncts) -> None:
        self.doc = doc
        self.referents = referents
        self.adjuncts = adjuncts
        self.topic = referents.topic

    def fact(
        self, predicate: str, subject: Token, object_: Token, trigger: Token, rule: str, score: float, **slots: object
    ) -> Fact:
        """A relation between two phrases, dated by the trigger's own times, else by what is told of a holder's term."""
        clause = tree.clause_head(trigger)
        times = self.adjuncts.of_noun(trigger) or self._terms(trigger)
        for person in (subject, object_):
            if not times and person != trigger and self.referents.type(person) == "PERSON":
                times = terms.times(person, trigger, self.referents, self.adjuncts)
        if predicate == "succeeded_by" and not times:
            times = terms.of_predecessor(subject, self.adjuncts)
        return Fact(
            kind="relation",
            predicate=predicate,
            subject=self.referents.span(subject),
            object=self.beside(object_, subject),
            value=None,
            rule=f"phrases/{rule}",
            score=score,
            trigger=(trigger.i, trigger.i + 1),
            qualifications=self.adjuncts.qualifications(times),
            attribution=reported.attribution(clause),
            **slots,  # type: ignore[arg-type]
        )

    def _terms(self, noun: Token) -> list[TimeMention]:
        """Since or until when, behind what a noun is of or at: "dean at the University of Lima | since 2020"."""
        parts = (c for c in noun.rights if tree.base(c.dep_) == "nmod" and self.adjuncts.time(c) is None)
        found = (t for part in parts for t in self.adjuncts.of_noun(part))
        return [t for t in found if tree.case(self.adjuncts.root(t)) in ("since", "until", "from")]

    def owner(self, noun: Token) -> Token | None:
        """Whose office, capital or city it is: possessor, of-phrase, or a demonym or place name before it."""
        for part in noun.children:
            if part.dep_ == "nmod:poss":
                return part
        for part in noun.children:
            if part.dep_ == "nmod" and tree.case(part) in ("of", "in") and part.i > noun.i:
                return part
        for part in noun.children:
            if (
                part.dep_ in DESCRIBING
                and part.i < noun.i
                and (part.i == 0 or part.nbor(-1).text not in tree.HYPHENS)  # "pro-Syrian president"
                and self.referents.place(part) is not None
                and self.referents.type(part) in ("NORP", "GPE")
            ):
                return part
        return None

    def holders(self, noun: Token) -> Iterator[Token]:
        """Persons that a noun describes as a title ("President X") or in apposition ("X, president of")."""
        following = self.referents.inside.get(noun.i + 1)
        if following is not None and following.type == "PERSON" and following.start == noun.i + 1:
            # A title belongs to the name right behind it, whatever the tree makes of a coordination.
            yield from self._shared(noun, self.doc[following.root])
            return
        if noun.dep_ in TITLES and self.referents.type(noun.head) == "PERSON":
            yield from (noun.head,)
        if noun.dep_ == "conj" and noun.head.dep_ == "nmod:desc" and self.referents.type(noun.head.head) == "PERSON":
            yield noun.head.head
        if noun.dep_ == "appos" and self.referents.type(noun.head) == "PERSON":
            yield noun.head
        if (person := self.behind(noun)) is not None and person.head.i != noun.i:
            yield person
        for part in noun.children:
            if part.dep_ in ("appos", "flat") and part.i > noun.i and self.referents.type(part) == "PERSON":
                name = next((c for c in part.children if c.dep_ in ("appos", "flat") and c.pos_ == "PROPN"), part)
                yield part if part.pos_ == "PROPN" else name  # "her husband, the poet Julio Ferrer"
                if noun.tag_ == "NN":
                    return  # further names that the tree hangs there have a title of their own

    def _shared(self, noun: Token, name: Token) -> Iterator[Token]:
        """The name behind a title, and with one in the plural those joined to it: "Senators | Ana Bo | and | Rosa Vega |"."""
        yield name
        for other in name.children if noun.tag_ in ("NNS", "NNPS") else ():
            own = tree.child(other, "nmod:desc", "det", "case", "compound", "appos") is not None
            if other.dep_ == "conj" and not own and self.referents.type(other) == "PERSON" and other.pos_ == "PROPN":
                yield other

    def beside(self, noun: Token, person: Token) -> tuple[int, int]:
        """The token range of a noun phrase without the name behind a comma that the tree took into it."""
        start, end = self.referents.span(noun)
        first = self.referents.span(person)[0]
        if start <= noun.i < end <= first:
            start, end = self._titled(start, end, noun, first)
        return (start, first - 1) if noun.i < first - 1 < end and self.doc[first - 1].text == "," else (start, end)

    def _titled(self, start: int, end: int, noun: Token, name: int) -> tuple[int, int]:
        """A title before a name at token `name` as a whole: "Major | General", "U.S. | Secretary | of State", after any verb."""
        verbs = [t.i for t in self.doc[start : noun.i] if t.tag_ in tree.FINITE]
        start = max([start, *(i + 1 for i in verbs)])
        behind = self.doc[end:name]
        within = ("IN", "DT", "NNP", "NNPS", "CC")  # "Minister | for the Middle East"
        if len(behind) > 1 and behind[0].lower_ in ("of", "for") and all(t.tag_ in within for t in behind):
            return start, name
        leading = resources.words("offices.toml", "leading")
        while end == name and start > noun.sent.start:
            before = self.doc[start - 1]
            people = self.referents.inside.get(before.i)
            if people is not None and people.type == "NORP" and before.head.i >= noun.i:
                return people.start, end
            if before.dep_ not in DESCRIBING or before.lower_ not in leading:
                break
            start -= 1
        return start, end

    def behind(self, noun: Token) -> Token | None:
        """The person named right behind the of-phrase of an office and a comma: "the mayor of Cusco, Luis Mamani"."""
        comma = next((self.doc[c.right_edge.i] for c in noun.rights if tree.case(c) == "of"), None)
        ends = [
            m.end for c in noun.rights if tree.case(c) == "of" and (m := self.referents.inside.get(c.i)) is not None
        ]
        i = ends[0] if ends else (comma.i + 1 if comma is not None else len(self.doc))
        if i + 1 >= len(self.doc) or self.doc[i].text != ",":
            return None
        name = self.referents.inside.get(i + 1)
        if name is None or name.type != "PERSON" or name.start != i + 1:
            return None
        root = self.doc[name.root]
        listed = any(c.dep_ == "cc" for c in root.children) or any(
            c.dep_ == "conj" and c.i > root.i for c in root.children
        )
        return root if not listed and any(t.i == noun.i for t in root.ancestors) else None

    def near(self, token: Token, entity: str) -> Token | None:
        """The closest mention before `token` of an entity."""
        found = [m for m in self.doc._.mentions if m.entity is not None and m.entity.id == entity and m.end <= token.i]
        return self.doc[found[-1].root] if found else None

    def first(self, token: Token) -> Token | None:
        """The first other country that the sentence of `token` names before it."""
        start, own = token.sent.start, self.referents.place(token)
        named = (m for m in self.doc._.mentions if start <= m.start and m.end <= token.i and m.type == "GPE")
        found = (m for m in named if m.entity is not None and m.entity.id.startswith("country:") and m.entity != own)
        return next((self.doc[m.root] for m in found), None)
