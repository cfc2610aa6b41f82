"""Which phrases of a proposition fill the slots of a row of relations.toml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline import resources
from pipeline.annotations import Proposition
from pipeline.records import Entity
from pipeline.stages import coordination, offices, relatives, tree
from pipeline.stages.adjuncts import Adjuncts
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.referents import Referents, nouns
from pipeline.stages.relation_patterns import Slot

# Propositions that a noun makes with its dependents.
NOMINAL = ("noun", "possessive")


class RelationSlots:
    """Fills slots from the propositions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.referents = Referents(doc)
        self.adjuncts = Adjuncts(doc)
        self.traced = doc._.trace is not None
        self._asked: Proposition | None = None
        self._fillers: dict[str, list[Token]] = {}

    def tokens(self, proposition: Proposition, role: str) -> list[Token]:
        """Heads of what fills a logical role, coordination split; several rows in turn ask this of one proposition."""
        if proposition is not self._asked:
            self._asked, self._fillers = proposition, {}
        if role not in self._fillers:
            self._fillers[role] = self._tokens(proposition, role)
        return self._fillers[role]

    def _tokens(self, proposition: Proposition, role: str) -> list[Token]:
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
            if topic is not None and topic.entity is not None and other is None and proposition.kind not in NOMINAL:
                # "The troops invaded": of another country where the text tells of several.
                about = self.referents.is_about(topic.entity.id) or self.referents.topics.is_set_in(topic.entity.id)
                topic = topic if about else None
            said = tree.child(self.doc[proposition.root], "ccomp") is not None or _judged(proposition, self.doc)
            heads = [self.doc[topic.root]] if topic is not None and not said else []
        elif role == "modifier":
            root = self.doc[proposition.root]
            heads = [c for c in root.lefts if c.dep_ in DESCRIBING]
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
            listed = (coordination.told(root, list(tree.coordinated(head))) for head in heads)
            heads = [t for one in listed for t in coordination.meant(one, negated=proposition.negated)]
        if proposition.kind == "copula":  # "most of them were farmers": not all
            return [self.referents.named(t) for t in heads]
        return [self.referents.identified(_counted(t)) for t in heads]

    def _below(self, proposition: Proposition, preposition: str) -> list[Token]:
        """Prepositional dependents of the object or complement: "won independence FROM Spain"."""
        inner: tuple[str, ...] = ("object", "complement")
        if proposition.kind in NOMINAL or (proposition.passive and " " in proposition.lemma):
            inner = ("subject", "object", "complement")  # "responsibility for the attack was claimed"
        roots = [self.doc[a.root] for a in proposition.arguments if a.role in inner]
        # "withdrew the last of its troops FROM Spain"
        roots += [c for head in roots if preposition != "of" and _is_share(head) for c in marked(head, "of")]
        if not roots and proposition.lemma.startswith("be "):
            roots = [self.doc[proposition.root]]
        root = self.doc[proposition.root]
        roots += [c for c in root.children if c.dep_ == "xcomp" and not tree.is_verbal(c)]
        roots += [root] if proposition.kind in ("copula", "apposition") else []
        return [
            relatives.relativised(c)
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
            if role == "complement" and slot.wanted == "office":  # "became its manager and then president of the club"
                tokens = [t for token in tokens for t in tree.coordinated(token) if t.i == token.i or t.tag_ != "NNS"]
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
                elif (self.adjuncts.time(token) is None or token.ent_type_ == "EVENT") and (
                    self.referents.fits(token, slot.wanted)
                    or (slot.wanted == "settlers" and self._is_many_people(token))
                ):
                    found.append(token)
            if found:
                return found
        return []

    def identity(self, place: tuple[int, int] | None) -> object:
        """What a slot stands for, to tell whether two facts say the same."""
        if place is None:
            return None
        entity = self.referents.entity(tree.head(self.doc, *place))
        return entity.id if entity is not None else place

    def _read(self, token: Token, slot: Slot) -> Entity | None:
        """The reading of a name that a slot asks for: in "the official language is Finnish" no people."""
        return self.referents.reading(token, "language") if slot.wanted == "language" else None

    def _is_many_people(self, token: Token) -> bool:
        """Whether a word counts people who may settle somewhere: "thousands of refugees", not "millions of pilgrims"."""
        if token.lemma_.lower() not in resources.words("quantifiers.toml", "masses"):
            return False
        counted = marked(token, "of")
        return not counted or any(self.referents.fits(c, "settlers") or c.lower_ == "people" for c in counted)

    def _own(self, token: Token) -> Entity | None:
        """What a name refers to by itself, where `token` stands in one; else what its phrase refers to."""
        name = self.referents.inside.get(token.i)
        return name.entity if name is not None else self.referents.entity(token)


def _counted(token: Token) -> Token:
    """The pronoun of which a number counts a part: "4,000 of whom", "about half of them"; else the token."""
    parts = (c for c in token.children if c.dep_ == "nmod" and tree.case(c) == "of" and c.pos_ == "PRON")
    return (
        next((relatives.relativised(c) for c in parts), token) if token.pos_ in ("NUM", "ADJ", "PRON", "DET") else token
    )


def _is_share(noun: Token) -> bool:
    """Whether a word says no more than how much is meant of what follows: "the | last | of them", "the | rest | of it"."""
    return noun.pos_ in ("ADJ", "NUM", "DET") or noun.lemma_.lower() in resources.words("quantifiers.toml", "shares")


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


def _judged(proposition: Proposition, doc: Doc) -> bool:
    """Whether a court is the subject of a proposition, which rules cases and no country."""
    subject = proposition.role("subject")
    return subject is not None and doc[subject.root].lemma_.lower() in nouns("courts")
