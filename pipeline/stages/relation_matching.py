"""Matches propositions with the rows of relations.toml: which phrases fill the slots of a relation, and when it held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.annotations import Fact, Proposition, TimeMention
from pipeline.records import Entity
from pipeline.stages import coordination, offices, terms, tree, whereabouts
from pipeline.stages.adjuncts import Adjuncts, is_purpose
from pipeline.stages.referents import Referents
from pipeline.stages.relation_patterns import Pattern, Slot, patterns
from pipeline.stages.tracing import note

# Whose rulings are no government.
# Prepositions of what happened at another time than the clause.
APART = ("after", "before", "since", "until", "following", "ahead of", "prior to")
RANK_REACH = 20  # tokens between a rank and the time since when it holds
COURTS = frozenset({"court", "judge", "tribunal", "jury", "panel", "referee", "umpire", "arbitrator"})
# Propositions that a noun makes with its dependents.
NOMINAL = ("noun", "possessive")


class Matcher:
    """Applies the table to the propositions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.referents = Referents(doc)
        self.adjuncts = Adjuncts(doc)
        self.traced = doc._.trace is not None

    def tokens(self, proposition: Proposition, role: str) -> list[Token]:
        """Heads of what fills a logical role, coordination split."""
        heads: list[Token] = []
        if role in ("subject", "object") and proposition.kind not in NOMINAL and proposition.passive:
            surface = "agent" if role == "subject" else "subject"
            heads = [self.doc[a.root] for a in proposition.arguments if a.role == surface]
            if role == "object" and not heads:
                heads = [self.doc[a.root] for a in proposition.arguments if a.role == "object"]
        elif role == "topic":
            # Only where nothing else is named: "a court ruled that …" rules no country.
            undergoer = proposition.passive and proposition.role("subject") is not None
            other = proposition.role("object", "complement")
            light = other is not None and proposition.lemma.endswith(f" {self.doc[other.root].lemma_}")  # "seize power"
            topic = None if undergoer or (other is not None and not light) else self.referents.topic
            said = tree.child(self.doc[proposition.root], "ccomp") is not None or _judged(proposition, self.doc)
            heads = [self.doc[topic.root]] if topic is not None and not said else []
        elif role == "modifier":
            root = self.doc[proposition.root]
            heads = [c for c in root.lefts if c.dep_ in ("amod", "compound", "nmod:desc")]
        elif role == "possessor":
            heads = [c for c in self.doc[proposition.root].children if c.dep_ == "nmod:poss"]
        elif role in ("subject", "object", "iobject", "complement"):
            heads = [self.doc[a.root] for a in proposition.arguments if a.role == role]
        else:
            heads = [self.doc[a.root] for a in proposition.arguments if a.role == "oblique" and a.preposition == role]
            if not heads:
                heads = self._below(proposition, role)
        if role == "complement":
            return heads
        if proposition.kind not in NOMINAL:
            root = self.doc[proposition.root]
            heads = [head for head in heads if not coordination.is_one(head, root)]  # the name of one thing in pieces
            heads = [t for head in heads for t in coordination.told(root, list(tree.coordinated(head)))]
        return [self.referents.named(_counted(t)) for t in heads]

    def _below(self, proposition: Proposition, preposition: str) -> list[Token]:
        """Prepositional dependents of the object or complement: "won independence FROM Spain"."""
        inner: tuple[str, ...] = ("object", "complement")
        if proposition.kind in NOMINAL or (proposition.passive and " " in proposition.lemma):
            inner = ("subject", "object", "complement")  # "responsibility for the attack was claimed"
        roots = [self.doc[a.root] for a in proposition.arguments if a.role in inner]
        if not roots and proposition.lemma.startswith("be "):
            roots = [self.doc[proposition.root]]
        root = self.doc[proposition.root]
        roots += [c for c in root.children if c.dep_ == "xcomp" and not tree.is_verbal(c)]
        roots += [root] if proposition.kind in ("copula", "apposition") else []
        return [
            tree.relativised(c)
            for head in roots
            for c in marked(head, preposition) or [c for h in _sharing(head) for c in marked(h, preposition)]
        ]

    def fill(self, proposition: Proposition, slot: Slot, below: Sequence[Token] = ()) -> list[Token]:
        """Tokens that fill a slot, also as a prepositional dependent of `below`; the first role that has any decides."""
        named = False  # "withdrew from the race": what the text is about is not what somebody withdrew from
        for role in slot.roles:
            found = []
            inner = (c for t in below for c in t.children if _hangs(c, role))
            tokens = [] if role == "topic" and named else [*self.tokens(proposition, role), *inner]
            named = named or any(self.adjuncts.time(token) is None for token in tokens)
            for token in tokens:
                if slot.nouns:
                    if token.lemma_.lower() in slot.nouns:
                        found.append(token)
                elif slot.family:
                    # The name itself, not whom the phrase stands for: "Tariq Anwar, an ethnic Pashtun".
                    entity = self._own(token)
                    if entity is not None and entity.id.startswith(f"{slot.family}:") and token.i not in found:
                        found.append(token)
                elif slot.wanted == "office":
                    if offices.is_office(token):
                        found.append(token)
                elif (self.adjuncts.time(token) is None or token.ent_type_ == "EVENT") and self.referents.fits(
                    token, slot.wanted
                ):
                    found.append(token)
            if found:
                return found
        return []

    def identity(self, place: tuple[int, int] | None) -> object:
        """What a slot stands for, to tell whether two facts say the same."""
        if place is None:
            return None
        entity = self.referents.entity(self.doc[place[0] : place[1]].root)
        return entity.id if entity is not None else place

    def match(self, proposition: Proposition) -> Iterator[Fact]:
        """Every relation of the table that a proposition states."""
        rows = patterns().get(proposition.lemma, ())
        if proposition.kind in ("copula", "apposition"):
            rows += (*_circumstanced(proposition), *patterns().get("be", ()))
        elif not rows:
            # "take territory" has no row of its own: the plain verb's rows hold.
            rows = patterns().get(self.doc[proposition.root].lemma_.lower(), ())
        if not rows:
            self._unmatched(proposition, f"has no row in relations.toml for the predicate '{proposition.lemma}'")
        stated: set[str] = set()
        for pattern in rows:
            if pattern.reciprocal and pattern.relation in stated:
                continue  # "Peru and Chile share a border with Bolivia" says nothing of the two
            if pattern.relation == "capital_of" and self._is_lesser(proposition):
                continue
            if pattern.alone and not self._is_alone(proposition):
                continue
            anchors = self.fill(proposition, pattern.condition) if pattern.condition is not None else []
            if pattern.condition is not None and not anchors:
                self._unfilled(proposition, pattern, "condition", pattern.condition)
                continue
            subjects = self.fill(proposition, pattern.subject)
            if not subjects:
                self._unfilled(proposition, pattern, "subject", pattern.subject)
            times = self.times(proposition)
            if "time" in pattern.object.roles:
                root = self.doc[proposition.root]
                if is_purpose(root):  # "emerged in 1994 to end the war": when it emerged, not when the war ended
                    times = self.adjuncts.of_token.get(root.i, [])
                points = [
                    t for t in times if t.kind != "recurring" and tree.case(self.adjuncts.root(t)) in pattern.cases
                ]
                for subject in subjects:
                    for time in points:
                        yield self.fact(pattern, proposition, subject, time, times)
                continue
            objects = self.fill(proposition, pattern.object, anchors) if subjects else []
            if subjects and not objects:
                self._unfilled(proposition, pattern, "object", pattern.object)
            for subject in subjects:
                for object_ in objects:
                    if pattern.reciprocal and object_.i <= subject.i:
                        continue  # each pair of "Peru and Chile share a border" once
                    if object_.i != subject.i and (
                        not self._same(subject, object_, pattern) or self._renamed(pattern, subject, object_)
                    ):
                        stated.add(pattern.relation)
                        own = self._own_times(object_, proposition) or times
                        yield self.fact(pattern, proposition, subject, object_, own)
                for object_, own in self._gapped(proposition, pattern.object) if objects else ():
                    yield self.fact(pattern, proposition, subject, object_, own)

    def _gapped(self, proposition: Proposition, slot: Slot) -> Iterator[tuple[Token, list[TimeMention]]]:
        """Further objects of a verb that is not said again, each with its time: "joined NATO in 2004 | and the EU in 2007"."""
        root = self.doc[proposition.root]
        if proposition.kind != "verb" or proposition.passive or slot.roles[0] != "object" or slot.nouns or slot.family:
            return
        above = (root, *(self.adjuncts.root(time) for time in self.adjuncts.of_token.get(root.i, [])))
        for token in (c for head in above for c in head.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")):
            own = self._own_times(token, proposition)
            whole = tree.child(token, "cc") is not None and tree.child(token, "nsubj", "cop", "case") is None
            if whole and own and self.adjuncts.time(token) is None and self.referents.fits(token, slot.wanted):
                yield self.referents.named(token), own

    def _own_times(self, token: Token, proposition: Proposition) -> list[TimeMention]:
        """The time behind an object that is joined to one with another time: "in 2004 and the EU | in 2007"."""
        if token.dep_ != "conj":
            return []
        times = self.adjuncts.of_token.get(proposition.root, [])
        first = self.adjuncts.of_noun(token.head) or [t for t in times if proposition.root < t.start < token.i]
        own = self.adjuncts.of_noun(token) or [t for t in times if t.start > token.i]
        return own[:1] if first else []

    def _is_alone(self, proposition: Proposition) -> bool:
        """Whether a verb tells of its subject alone: not "the bank opened a branch", "the firm ceased trading"."""
        below = tree.child(self.doc[proposition.root], "xcomp", "ccomp")
        return not proposition.passive and proposition.role("object") is None and below is None

    def _is_lesser(self, proposition: Proposition) -> bool:
        """Whether what a proposition calls a capital is another one: "the financial capital of Brazil"."""
        nouns = (self.doc[i] for i in (proposition.root, *(a.root for a in proposition.arguments)))
        capitals = [noun for noun in nouns if noun.lemma_.lower() == "capital"]
        return any(whereabouts.is_lesser(noun) or whereabouts.is_past(noun) for noun in capitals)

    def _renamed(self, pattern: Pattern, a: Token, b: Token) -> bool:
        """Whether two fillers are two names of one thing, and the relation says so."""
        return pattern.renames and a.text.casefold() != b.text.casefold()

    def _unfilled(self, proposition: Proposition, pattern: Pattern, place: str, slot: Slot) -> None:
        if not self.traced:
            return
        wanted = " or ".join(sorted(slot.nouns)) or slot.wanted
        where = "/".join(slot.roles)
        self._unmatched(proposition, f"is no '{pattern.relation}': nothing fills its {place} ({wanted} as {where})")

    def _unmatched(self, proposition: Proposition, reason: str) -> None:
        note(self.doc, "relations", proposition.root, proposition.root + 1, reason)

    def _same(self, a: Token, b: Token, pattern: Pattern) -> bool:
        """Whether two fillers are one thing, or are called the same: nobody fights or supports himself."""
        one = self._read(a, pattern.subject) or self._own(a)
        other = self._read(b, pattern.object) or self._own(b)
        if one is not None and other is not None:
            return one.id == other.id
        start, end = self.referents.span(a)
        low, high = self.referents.span(b)
        return self.doc[start:end].text.casefold() == self.doc[low:high].text.casefold()

    def _read(self, token: Token, slot: Slot) -> Entity | None:
        """The reading of a name that a slot asks for: in "the official language is Finnish" no people."""
        return self.referents.reading(token, "language") if slot.wanted == "language" else None

    def _own(self, token: Token) -> Entity | None:
        """What a name refers to by itself, where `token` stands in one; else what its phrase refers to."""
        name = self.referents.inside.get(token.i)
        return name.entity if name is not None else self.referents.entity(token)

    def times(self, proposition: Proposition) -> list[TimeMention]:
        """Times of what the proposition says."""
        root = self.doc[proposition.root]
        if proposition.kind in NOMINAL:
            inner = [self.doc[a.root] for a in proposition.arguments if a.start > root.i]
            own = self.adjuncts.of_noun(root) or [t for token in inner for t in self.adjuncts.of_noun(token)]
            return own or self._following(proposition) or self._governing(root)
        if proposition.kind in ("apposition",):
            return self.adjuncts.of_noun(root) or self._following(proposition)
        if proposition.kind == "participle" and root.dep_ in ("amod", "compound"):
            # "the first ISIS-claimed attack in 2018", "suffered its first ISIS-claimed attack in 2018"
            return self.adjuncts.of_noun(root.head) or self._governing(root.head)
        return [t for t in self.adjuncts.of_predicate(root) if not self._is_of_rank(root, t)]

    def _is_of_rank(self, root: Token, time: TimeMention) -> bool:
        """Whether a time says since when something is the first: "was the first victory in the final since 1958"."""
        if tree.case(self.adjuncts.root(time)) != "since" or time.start - root.i > RANK_REACH:
            return False
        between = self.doc[min(root.i, time.start) : time.start]
        return any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in (*root.lefts, *between))

    def _governing(self, noun: Token) -> list[TimeMention]:
        """Times of the verb whose subject, object or adjunct a noun is."""
        governed = tree.is_verbal(noun.head) and noun.dep_ in ("nsubj", "obj", "obl", "nsubj:pass")
        governed = governed and tree.case(noun) not in APART  # "a year after the outbreak"
        return self.adjuncts.of_predicate(noun.head) if governed else []

    def _following(self, proposition: Proposition) -> list[TimeMention]:
        """The time right behind a noun phrase: "within weeks of the collapse of the regime in April 1992"."""
        end = max((a.end for a in proposition.arguments), default=0)
        end = max(end, proposition.root + 1)
        marked = end < len(self.doc) and self.doc[end].lower_ in ("in", "on", "since")
        time = self.adjuncts.covered.get(end + 1) if marked else None
        return [time] if time is not None and time.start == end + 1 else []

    def _is_ahead(self, time: TimeMention) -> bool:
        """Whether a time begins after the day of the text."""
        published, earliest = self.doc._.document.published, time.time.earliest
        return published is not None and earliest is not None and earliest > published[: len(earliest)]

    def fact(
        self,
        pattern: Pattern,
        proposition: Proposition,
        subject: Token,
        object_: Token | TimeMention,
        times: list[TimeMention],
    ) -> Fact:
        """The relation with its slots, adjuncts and trigger."""
        predicate = proposition.predicate or (proposition.root,)
        object_entity: Entity | None = None
        if isinstance(object_, TimeMention):
            place: tuple[int, int] = (object_.start, object_.end)
            times = [object_]
        else:
            place = self.referents.span(object_)
            if pattern.relation == "led_by" and not times:
                times = terms.of_leader(object_, self.adjuncts)
            elif pattern.relation == "succeeded_by" and not times:
                times = terms.of_predecessor(subject, self.adjuncts)
            object_entity = self._read(object_, pattern.object)
        fillers = (subject,) if isinstance(object_, TimeMention) else (subject, object_)
        modality = proposition.modality
        if modality == "asserted" and not proposition.negated and any(map(coordination.is_alternative, fillers)):
            modality = "possible"
        if modality == "asserted" and isinstance(object_, TimeMention) and self._is_ahead(object_):
            modality = "predicted"  # "the hearing is scheduled for Friday"
        return Fact(
            kind="relation",
            predicate=pattern.relation,
            subject=self.referents.span(subject),
            object=place,
            value=None,
            rule=pattern.name,
            score=pattern.score,
            trigger=_run(predicate, proposition.root),
            subject_entity=self._read(subject, pattern.subject),
            object_entity=object_entity,
            inverse=(subject.i > proposition.root) and not isinstance(object_, TimeMention),
            qualifications=self.adjuncts.qualifications(self.adjuncts.of_first(times)),
            negated=proposition.negated,
            modality=modality,
            attribution=proposition.attribution,
        )


def _counted(token: Token) -> Token:
    """The pronoun of which a number counts a part: "4,000 of whom", "about half of them"; else the token."""
    parts = (c for c in token.children if c.dep_ == "nmod" and tree.case(c) == "of" and c.pos_ == "PRON")
    return next((tree.relativised(c) for c in parts), token) if token.pos_ in ("NUM", "ADJ", "PRON", "DET") else token


def _hangs(token: Token, role: str) -> bool:
    """Whether a dependent of a noun has a preposition or possessive role below it."""
    if role == "possessor":
        return token.dep_ == "nmod:poss"
    return tree.base(token.dep_) == "nmod" and tree.case(token) == role


def marked(head: Token, preposition: str) -> list[Token]:
    """Dependents of `head` that `preposition` introduces."""
    return [c for c in head.children if tree.base(c.dep_) in ("nmod", "obl") and tree.case(c) == preposition]


def _sharing(noun: Token) -> Iterator[Token]:
    """Nouns coordinated with `noun` under one article, which share what follows: "the capital and largest CITY of Botswana"."""
    for other in noun.children:
        own = any(c.i > noun.i for c in tree.children(other, "det", "nmod:poss"))
        if other.dep_ == "conj" and other.pos_ == noun.pos_ == "NOUN" and not own:
            yield other


def _circumstanced(proposition: Proposition) -> tuple[Pattern, ...]:
    """Rows of a copula whose complement has a preposition: "be against", "be under control"."""
    complement = proposition.role("complement")
    if complement is None or complement.preposition is None:
        return ()
    noun = proposition.lemma.removeprefix("be ")
    of_all = patterns().get(f"be {complement.preposition}", ())
    return (*patterns().get(f"be {complement.preposition} {noun}", ()), *of_all)


def _run(predicate: tuple[int, ...], root: int) -> tuple[int, int]:
    """The unbroken run of predicate tokens around its head."""
    members = set(predicate) | {root}
    start, end = root, root + 1
    while start - 1 in members:
        start -= 1
    while end in members:
        end += 1
    return start, end


def _judged(proposition: Proposition, doc: Doc) -> bool:
    """Whether a court is the subject of a proposition, which rules cases and no country."""
    subject = proposition.role("subject")
    return subject is not None and doc[subject.root].lemma_.lower() in COURTS
