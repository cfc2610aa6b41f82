"""Where a value stands in the tree: what it modifies, the clause around it, whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from pipeline.annotations import Proposition, ValueMention
from pipeline.records import Entity
from pipeline.stages import pairing, relatives, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.clauses import alternatives
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.referents import Referents

MODIFIERS = ("nummod", "compound", "amod", "nmod:unmarked", "nmod:desc", "det", "advmod", "dep", "obl:unmarked", "flat")
PLACE_CASES = ("in", "from", "to", "across", "within", "at", "throughout", "into")


# Behind a number that counts more of what the one before it counted.
MORE = frozenset({"more"})
COLONS = frozenset({":", "):"})


class Scene:
    """One Doc with the lookups that statistics need."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.referents = Referents(doc)
        self.adjuncts = Adjuncts(doc)
        clausal = (p for p in doc._.propositions if p.kind not in ("apposition", "noun", "possessive"))
        self.propositions: dict[int, Proposition] = {p.root: p for p in clausal}
        self.values = {i: v for v in doc._.values for i in range(v.start, v.end)}
        self.topic = self.referents.topic
        self.partners = pairing.partners(doc)
        self.colons = [t.i for t in doc if t.text in COLONS]

    def topic_entity(self) -> Entity | None:
        """The country that the text is about, where it is clear."""
        return self.topic.entity if self.topic else None


def _is_clause(token: Token) -> bool:
    return tree.is_verbal(token) or tree.child(token, "cop") is not None


class Site:
    """The syntactic place of one value."""

    def __init__(self, scene: Scene, value: ValueMention) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.value = value
        self.root = scene.doc[value.root]
        self.halved = self._halved()
        self.noun = self._noun()
        if self.noun is None and value.value.kind == "rate" and value.value.unit.startswith("/"):
            # "600,000 people a year" counts what stands inside it.
            thing = (
                t for t in scene.doc[value.start + 1 : value.end] if t.pos_ in ("NOUN", "PROPN") and not t.like_num
            )
            self.noun = next(thing, None)
        self.top = self._top()
        self.filler = self._filler()
        self.clause = tree.clause_head(self.filler)
        if self._is_word(self.clause):
            self.filler = self.clause
            self.clause = tree.clause_head(self.clause.head)
        self.clause = (alternatives(self.clause) or [self.clause])[0]
        self.role = self._role()
        self.proposition = scene.propositions.get(self.clause.i)

    def _is_word(self, clause: Token) -> bool:
        """Whether what is taken for a verb is a word of the value that says no change: the money of "61 trillion won"."""
        inside = self.value.start <= clause.i < self.value.end and tree.base(clause.dep_) in ("obj", "obl", "nsubj")
        return inside and clause.pos_ == "VERB" and self.value.value.change is None

    def _halved(self) -> Token | None:
        """The noun behind a part that stands before its article: "seats" of "half the seats"."""
        noun = self.root.head
        part = self.root.dep_ == "det:predet" and self.value.value.kind == "percent"
        return noun if part and noun.i > self.root.i and noun.pos_ in ("NOUN", "PROPN") else None

    def _noun(self) -> Token | None:
        """The noun that the value counts or modifies: "border" of "a 1,640-mile border"."""
        token = self.root
        if token.dep_ == "conj" and token.head.dep_ == "nummod" and self._shares(token):
            token = token.head  # "600 full-time and | 400 part-time | workers"
        while token.dep_ in MODIFIERS and token.head.i != token.i:
            head = token.head
            if (
                token.dep_ == "nummod"
                and self.value.value.kind == "percent"
                and self.scene.adjuncts.time(head) is not None
            ):
                return None  # "by a fifth next year" is no part of a year
            counted = head.pos_ in ("NOUN", "PROPN") or (head.pos_ == "ADJ" and head.ent_type_ == "NORP")
            if counted and not self.value.start <= head.i < self.value.end:
                return head
            if head.pos_ in ("VERB", "AUX") or (token.dep_ == "obl:unmarked" and head.pos_ not in ("ADJ",)):
                return None
            token = head
        return None

    def _shares(self, number: Token) -> bool:
        """Whether two numbers before one noun count two kinds of what it names, each with a word for its kind."""
        first, noun = number.head, number.head.head
        apart = first.i < number.i < noun.i and any(first.i < c.i < number.i for c in first.children if c.dep_ != "cc")
        return apart and number.pos_ == first.pos_ == "NUM"

    def _top(self) -> Token:
        """The head of the phrase that the value belongs to and that fills a role in the clause."""
        token = self.noun or self.halved or self.root
        more = token.head
        if (
            self.value.value.kind == "count"
            and more.i == self.value.end
            and more.lower_ in MORE
            and more.dep_ != "ROOT"
        ):
            token = more  # "wounded | 30 more |" counts more of the same
        while token.dep_ in DESCRIBING and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        return token

    def _filler(self) -> Token:
        """The phrase whose role in the clause the value shares: "42 percent of X and 18 percent of Y"."""
        token = self.top
        while token.dep_ == "conj" and token.head.i != token.i and not _is_clause(token):
            token = token.head
            # A second share is often attached to the first one's whole.
            if token.i not in self.scene.values and token.head.i in self.scene.values and tree.case(token) == "of":
                token = token.head
        return token

    def _role(self) -> str:
        """Universal relation of the value's phrase to its clause; "half live in towns" has a subject, not an adverb."""
        role = tree.base(self.filler.dep_)
        role = "obj" if role == "xcomp" and self.top.lower_ in MORE else role  # "wounded at least | 12 more | in Lima"
        bare = role in ("advmod", "obl") and self.filler.head.i == self.clause.i and self.filler.i < self.clause.i
        bare = bare and tree.case(self.filler) is None
        return "nsubj" if bare and tree.child(self.clause, "nsubj", "csubj", "expl") is None else role

    def subject(self) -> Token | None:
        """Head of the logical subject of the clause."""
        found = (
            self._argument("agent", "subject")
            if self.proposition and self.proposition.passive
            else self._argument("subject")
        )
        if found is None:
            # "Traffic is down 42 percent": a subject that hangs from the number itself.
            own = tree.child(self.root, "nsubj")
            found = self.scene.referents.named(own) if own is not None and own.i < self.value.start else None
        return found

    def is_of_person(self) -> bool:
        """Whether the subject of the clause is somebody."""
        subject, referents = self.subject(), self.scene.referents
        return subject is not None and (referents.type(subject) == "PERSON" or referents.fits(subject, "person"))

    def stated(self) -> Token | None:
        """The subject, where it is something else than the number and no pronoun that is left open."""
        subject = self.subject()
        plain = subject is not None and subject.i != self.top.i and not self.scene.referents.is_open(subject)
        return subject if plain else None

    def patient(self) -> Token | None:
        """Head of the logical object of the clause."""
        return self._argument("subject") if self.proposition and self.proposition.passive else self._argument("object")

    def _argument(self, *roles: str) -> Token | None:
        if self.proposition is None:
            return None
        for role in roles:
            found = self.proposition.role(role)
            if found is not None:
                return self.scene.referents.named(self.doc[found.root])
        return None

    def parts(self, token: Token, *prepositions: str) -> list[Token]:
        """Prepositional dependents of `token`, in order, coordination split."""
        return [
            t
            for c in token.children
            if tree.base(c.dep_) in ("nmod", "obl") and tree.case(c) in prepositions and c.i > token.i
            for t in tree.coordinated(c)
        ]

    def of(self) -> Token | None:
        """The whole of "N percent of X": head of the of-phrase below the value or its noun."""
        if self.halved is not None:
            return self.halved
        for token in (self.root, self.noun):
            if token is not None:
                parts = (t for t in self.parts(token, "of") if not self._is_unit(tree.first_conjunct(t)))
                found = [t for t in parts if self.scene.adjuncts.time(t) is None]
                if found:
                    return found[0]
        end = self.value.end
        if end < len(self.doc) and self.doc[end].lower_ == "of" and self.doc[end].dep_ == "case":
            head = self.doc[end].head  # wherever the phrase right behind the number hangs
            return head if head.i > end else None
        return None

    def _is_unit(self, token: Token) -> bool:
        """Whether a word behind "of" is the unit of the number: "three-tenths of a | percent"."""
        return self.value.value.kind == "percent" and self.value.start <= token.i < self.value.end

    def obliques(self, *prepositions: str) -> list[Token]:
        """The phrases of the clause with one of some prepositions."""
        arguments = self.proposition.arguments if self.proposition is not None else ()
        return [self.doc[a.root] for a in arguments if a.role == "oblique" and a.preposition in prepositions]

    def fronted(self) -> Token | None:
        """The whole before the value: "of Mongolia's people, half live in towns", "of whom 71 percent were men"."""
        found = next((t for t in self.obliques("of", "among") if t.i < self.value.start), None)
        if found is None:
            return None
        last = relatives.before_comma(found)
        if found.tag_ in ("WDT", "WP") and last is not None and last.i in self.scene.values:
            return last  # "sales of 41 million euros, of which": the amount right before
        return relatives.relativised(found)

    def preposition(self) -> str | None:
        """What stands before the value and its hedges, where the tree has it or not: "by" of "by nearly a fifth next year"."""
        if (found := tree.case(self.root)) is not None:
            return found
        i = self.value.start - 1
        while i > 0 and self.doc[i].pos_ in ("ADV", "ADJ", "DET"):
            i -= 1
        return self.doc[i].lower_ if i >= 0 and self.doc[i].pos_ == "ADP" else None

    def behind(self) -> Token | None:
        """The token right behind the number."""
        return self.doc[self.value.end] if self.value.end < len(self.doc) else None

    def following(self) -> Token | None:
        """The noun right behind the value, where the tree hangs the value elsewhere: "four in ten young children"."""
        i = self.value.end
        while i < len(self.doc) and self.doc[i].pos_ in ("ADJ", "NOUN", "PROPN", "DET"):
            i += 1
        last = self.doc[i - 1]
        return last if i > self.value.end and last.pos_ in ("NOUN", "PROPN") else None

    def possessor(self, token: Token) -> Token | None:
        """Possessor or of-phrase of a noun."""
        for part in token.children:
            if part.dep_ == "nmod:poss":
                return part
        found = [t for t in self.parts(token, "of") if t.i not in self.scene.values]
        return found[0] if found else None

    def place(self) -> Token | None:
        """The place where the clause says that it is so: an oblique, "where", the noun's own adjunct."""
        candidates: list[Token] = []
        for token in (self.root, self.noun, self.top):
            if token is not None:
                candidates += self.parts(token, *PLACE_CASES)
        if self.proposition is not None:
            candidates += [
                self.doc[a.root]
                for a in self.proposition.arguments
                if a.role == "oblique" and a.preposition in PLACE_CASES
            ]
        node, relative = self.clause, False
        for _ in range(3):
            # What stands behind a relative clause says nothing of it: "Roma, who are 8 percent of the people, voted in Kosice".
            relative = relative or node.dep_ == "acl:relcl"
            if node.dep_ in ("acl:relcl", "acl") and node.head.i != node.i:
                where = next((c for c in node.children if c.lower_ == "where"), None)
                if where is not None and (nearest := self._before(where)) is not None:
                    candidates.append(nearest)  # "in France or Ivory Coast, where …"
                if where is not None or self.scene.referents.place(node.head) is not None:
                    candidates.append(node.head)
                node = tree.clause_head(node.head)
            elif node.dep_ in ("conj", "xcomp", "advcl", "ccomp") and node.head.i != node.i:
                node = tree.clause_head(node.head)
            else:
                break
            above = self.scene.propositions.get(node.i)
            if above is not None:
                candidates += [
                    self.doc[a.root]
                    for a in above.arguments
                    if a.role == "oblique"
                    and a.preposition in PLACE_CASES
                    and (a.root < self.value.start or not relative)
                ]
        return next((t for t in candidates if self.is_place(t)), None) or self._where()

    def _where(self) -> Token | None:
        """The place before a "where" earlier in the sentence: "Tajikistan, where …", whatever the tree makes of it."""
        sentence = self.doc[self.value.start].sent
        where = next((t for t in reversed(self.doc[sentence.start : self.value.start]) if t.lower_ == "where"), None)
        return self._before(where) if where is not None else None

    def _before(self, where: Token) -> Token | None:
        """The place that stands right before a "where"."""
        before = reversed(self.doc[max(where.sent.start, where.i - 3) : where.i])
        return next((t for t in before if self.is_place(t)), None)

    def only_place(self) -> Token | None:
        """The one place that the sentence names, None when it names none or several."""
        sentence = self.doc[self.value.start].sent
        mentions = [m for m in self.doc._.mentions if m.kind == "name" and sentence.start <= m.start < sentence.end]
        places = [self.doc[m.root] for m in mentions if self.is_place(self.doc[m.root]) and m.type in ("GPE", "LOC")]
        return places[0] if len(places) == 1 else None

    def is_place(self, token: Token) -> bool:
        """Whether `token` is a place that is known, or names one."""
        if self.scene.adjuncts.time(token) is not None or token.i in self.scene.values:
            return False
        type_ = self.scene.referents.type(token)
        if self.scene.referents.place(token) is None:
            mention = self.scene.referents.mention(token)
            return mention is not None and mention.kind == "name" and type_ in tree.PLACES
        return type_ in ("GPE", "LOC", "NORP", "FAC")

    def places(self, tokens: Iterable[Token]) -> list[Token]:
        """The places that `tokens` name, each once, by its head."""
        heads = (self.scene.referents.by_root.get(t.i) for t in tokens)
        return [self.doc[m.root] for m in heads if m is not None and self.is_place(self.doc[m.root])]

    def owner(self, noun: Token) -> Token | None:
        """Whose measure `noun` is: possessor, of-phrase, a name before it, the clause's place."""
        for part in noun.children:
            bearer = relatives.relativised(part)  # "South Korea, whose defense budget"
            if part.dep_ == "nmod:poss" and not self.scene.referents.is_open(bearer):
                return bearer
        for token in self.parts(noun, "of", "in", "for", "among"):
            # In "a coastline of 20 km and 3 million people" the people have none.
            free = tree.first_conjunct(token).i not in self.scene.values and token.i not in self.scene.values
            if free and self.scene.adjuncts.time(token) is None:
                return token
        for part in noun.children:
            if part.dep_ in ("amod", "compound") and self.is_place(part):
                return part
        return self.place()
