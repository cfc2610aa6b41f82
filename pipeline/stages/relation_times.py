"""When a relation held that a proposition states."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Proposition, TimeMention
from pipeline.stages import nominals, tree
from pipeline.stages.events import is_event
from pipeline.stages.relation_slots import NOMINAL, RelationSlots

# Prepositions of what happened at another time than the clause: "a year after the outbreak", "was indicted for the murder".
APART = ("after", "before", "since", "until", "following", "ahead of", "prior to", "for")
DAY = 2  # hyphens in the date of a day
RANK_REACH = 20  # tokens between a rank and the time since when it holds


class RelationTimes(RelationSlots):
    """Dates the relations of one Doc."""

    def _is_of_later(self, noun: Token, time: TimeMention) -> bool:
        """Whether a time goes with what is joined to a noun behind a comma: "an engineer, and | champion from 1963 to 1969 |"."""
        later = self.adjuncts.root(time).head
        return later.dep_ == "conj" and later.head.i == noun.i and any(c.text == "," for c in later.lefts)

    def _own_times(self, token: Token, proposition: Proposition) -> list[TimeMention]:
        """The time behind an object that is joined to one with another time: "in 2004 and the EU | in 2007"."""
        if token.dep_ != "conj":
            return []
        times = self.adjuncts.of_token.get(proposition.root, [])
        first = self.adjuncts.of_noun(token.head) or [t for t in times if proposition.root < t.start < token.i]
        own = self.adjuncts.of_noun(token) or [t for t in times if t.start > token.i]
        return own[:1] if first else []

    def times(self, proposition: Proposition) -> list[TimeMention]:
        """Times of what the proposition says."""
        root = self.doc[proposition.root]
        if proposition.kind in NOMINAL:
            inner = [self.doc[a.root] for a in proposition.arguments if a.start > root.i]
            own = self.adjuncts.of_noun(root) or [t for token in inner for t in self.adjuncts.of_noun(token)]
            if not own and nominals.is_fight(root) and root.dep_ == "nmod" and nominals.is_edge(root.head):
                return []  # "since the start of the war in 2003", which lasted
            if _is_remembered(root):
                return [t for t in own if any(token.shape_ == "dddd" for token in self.doc[t.start : t.end])]
            unreal = proposition.kind == "noun" and proposition.modality in ("desired", "possible")
            return own or self._following(proposition) or ([] if unreal else self._governing(root))
        if proposition.kind in ("apposition",):
            return self.adjuncts.of_noun(root) or self._following(proposition)
        if proposition.kind == "participle" and root.dep_ in ("amod", "compound"):
            # "the first ISIS-claimed attack in 2018", "suffered its first ISIS-claimed attack in 2018"
            event = is_event(root.head, self.referents)
            governing = (t for t in self._governing(root.head) if event or t.time.edtf.count("-") < DAY)
            return self.adjuncts.of_noun(root.head) or list(
                governing
            )  # "US-led forces clashed on Monday": not only then
        found = (t for t in self.adjuncts.of_predicate(root) if not self._is_of_aim(root, t))
        return [t for t in found if not self._is_of_rank(root, t)]

    def _is_of_aim(self, root: Token, time: TimeMention) -> bool:
        """Whether a time says which event something is for: "opened its campaign for | next year's | election"."""
        event = self.adjuncts.root(time).head
        owned = self.adjuncts.root(time).dep_ == "nmod:poss" and event.i != root.i
        return owned and event.tag_ in ("NN", "NNS") and tree.case(event) == "for"

    def _is_of_rank(self, root: Token, time: TimeMention) -> bool:
        """Whether a time says since when something is the first: "was the first victory in the final since 1958"."""
        if tree.case(self.adjuncts.root(time)) != "since" or time.start - root.i > RANK_REACH:
            return False
        between = self.doc[min(root.i, time.start) : time.start]
        return any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in (*root.lefts, *between))

    def _governing(self, noun: Token) -> list[TimeMention]:
        """Times of the verb whose subject, object or adjunct a noun is."""
        governed = tree.is_verbal(noun.head) and noun.dep_ in ("nsubj", "obj", "obl", "nsubj:pass")
        governed = governed and tree.case(noun) not in APART
        governed = governed and not nominals.outlasts(noun)
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


def _is_remembered(noun: Token) -> bool:
    """Whether people remember an event on another day than its own: "marked | the end of the war | on 8 May"."""
    direct = noun.dep_ in ("obj", "nsubj:pass") or (noun.dep_ == "nmod" and tree.case(noun) == "of")
    return direct and noun.head.lemma_.lower() in resources.words("times.toml", "behind", "remembering")
