"""A clause as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.adjoining import Adjoining
from pipeline.stages.conjugation import past_participle
from pipeline.stages.modalities import consequence_of
from pipeline.stages.moods import ASKED, UNDECIDED, possible
from pipeline.stages.statements import Statement

NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}


# Prepositions of times and places, which stand as well behind their verb as before it.
PLAIN = (
    None, "in", "on", "at", "since", "during", "by", "from", "until", "for", "through", "throughout", "over", "within",
)  # fmt: skip
# When somebody lived, behind the name.
LIFE = re.compile(r" \((?:[;,] ?)?(?:(?:born |b\. )[^()]*\d{4}[^()]*|[^()]*\d{4} ?[–—-] ?[^()]*\d{4})\)")
# Tokens behind the verb of a sentence from which on what stands before it stays there.
LONGEST_BEFORE = 15
# How a clause without a tense hangs on what it belongs to.
BELOW = ("xcomp", "advcl", "acl")
# Tags of words that ask for something.
ASKING = ("WP", "WDT", "WRB", "WP$")


@cache
def _hedges() -> frozenset[str]:
    """Words that tell by themselves that something is possible."""
    rows = resources.table("modality.toml")
    kinds = ("auxiliary", "adverb", "governor", "adjective", "prospect")
    return frozenset(word for kind in kinds for word, mood in rows[kind].items() if mood == "possible")


def lowered(sentence: str) -> str:
    """A sentence as it goes on behind other words."""
    return re.sub(r"^(The|A|An|It|There) ", lambda m: m[0].lower(), sentence)


class Wording(Adjoining):
    """Words the clauses of one Doc."""

    @cached_property
    def _worded(self) -> dict[int, tuple[Statement, str, dict[int, float]]]:
        """What each statement reads, with the doubts that its words raise: a statistic often reads like one."""
        return {}

    def clause(self, statement: Statement) -> str:
        """An open statement: subject, relation phrase, object, and everything else in the order of the text."""
        known = self._worded.get(id(statement))
        if known is None:
            before, self.doubts = self.doubts, {}
            known = self._worded[id(statement)] = (statement, self._clause(statement), self.doubts)
            self.doubts = before
        self.doubts.update(known[2])
        return known[1]

    def _clause(self, statement: Statement) -> str:
        proposition = statement.proposition
        if (named := self.named_kind(statement)) is not None:
            return named
        subject = self.subject(statement)
        self.known = (statement.subject.start, statement.subject.end)
        self.said = [self.known]
        verb = self.verb(statement)
        parts = [subject, verb]
        # What stands before the verb in the text ("In 2019, …") follows it here.
        first = statement.predicate[0] if statement.predicate else proposition.root
        if verb.lower().startswith("there") and self.doc[first].tag_ == "EX":  # also "there used to be"
            parts = [verb, subject]
        rest = [a for a in (statement.object, *statement.qualifiers) if a is not None]
        if proposition.modality == "questioned" and self.is_asked(
            statement
        ):  # "which port will Peru build?": what is asked for has been said
            rest = [a for a in rest if self.doc[a.start].tag_ not in ASKING or a.end > statement.subject.start]
        bare = statement.object if statement.object in rest else None
        nominal = bare is not None and self.doc[bare.root].pos_ in ("NOUN", "PROPN", "PRON", "NUM")
        if bare is not None and (not nominal or self.preposition(bare) or self.doc[bare.root].dep_ == "ccomp"):
            bare = None
        # A relative clause has its object before the verb: it is said first, "bought Ekaterra from Unilever". The clauses at the
        # end stay there, so that nothing seems to belong to them: "left | in 2019 | after losing the vote".
        plain = max((a.start for a in rest if self.doc[a.root].dep_ != "advcl"), default=first)
        ending = max(plain, first)
        rest.sort(key=lambda a: (a is not bare or a.start > first, a.start > ending, a.start <= first, a.start))
        kept = [(a.start, a.end) for a in (statement.subject, *rest)] + [statement.predicate or (first, first + 1)]
        adjuncts = []
        led = self._leading(statement, rest)
        leads = []
        for arg in rest:
            self.leading = arg in led
            told = self.adjunct(arg, statement)
            if arg is statement.object and arg.end <= statement.subject.start:
                told = self.singled(arg, statement, told)  # "Peru signed a pact"
            if proposition.kind == "apposition" and told.startswith("(") and told.endswith(")"):
                told = told[1:-1].strip()  # "Tolo TV (the country's largest chain)"
            words = self.parted(arg, statement, first, kept) + told
            if arg is bare:
                words += self.particle(arg, kept)
            if arg is not rest[-1] and "," in told and self._has_aside(arg) and self.ends_aside(arg.start, arg.end):
                words += ","  # "was killed by his brother, Juan Bo, in May"
            if arg in led:
                leads.append(words.strip(" ,"))
            else:
                adjuncts.append(words)
            self.said.append((arg.start, arg.end))
        # What ended the sentence may stand before what began it: "could flee by June. | if the fighting does not stop".
        adjuncts[:-1] = [re.sub(r"(?<=[a-z0-9%)])\.$", "", words) for words in adjuncts[:-1]]
        text = re.sub(r" +([,:;])", r"\1", " ".join((" ".join(parts) + "".join(adjuncts)).split()))
        text = text.replace(",,", ",")
        if lead := ", ".join(leads):
            text = f"{lead[0].upper()}{lead[1:]}, {self.continued(text, statement.subject.start)}"
        if " neither " in text and " nor " not in text and not self._is_neither(statement):
            text = text.replace(" neither ", " not ")
        # '"They left," she said in May', but 'called it "a farce" in May'
        if '"' in text or "”" in text:
            text = re.sub(r"(^|, )([\"“][^\"”]*)[.,]([\"”]) (?=[a-z(])", r"\1\2,\3 ", text)
            text = re.sub(r"[.]([\"”]) (?=[a-z(])", r"\1 ", text)
        self.known, self.said, self.leading = None, [], False
        if proposition.modality == "possible" and not self._is_hedged(statement, text):
            return f"{possible(self.doc[proposition.root])} {lowered(self.continued(text, statement.subject.start))}"
        if self.is_asked(statement):
            return " ".join(
                [ASKED, *self.asking(statement).split(), lowered(self.continued(text, statement.subject.start))]
            )
        if proposition.modality == "questioned":  # "will decide whether Peru joins"
            return f"{UNDECIDED} {lowered(self.continued(text, statement.subject.start))}"
        return text

    def _has_aside(self, arg: Arg) -> bool:
        """Whether an apposition stands in an argument."""
        return any(self.doc[i].dep_ == "appos" for i in range(arg.start, arg.end))

    def _is_neither(self, statement: Statement) -> bool:
        """Whether "neither" says of which two a clause denies something: "neither bank is", not "is neither big nor old"."""
        low, high = self.scribe.sentence(statement.proposition.root)
        return any(t.dep_ == "det" and low <= t.i < high for t in self.all_of(frozenset({"neither"})))

    def _leading(self, statement: Statement, rest: Sequence[Arg]) -> Sequence[Arg]:
        """What a sentence begins with that would belong to something else behind it: "On Friday, he said he had left".

        So clauses, phrases that say no time or place, and all where the sentence ends with a clause.
        """
        if statement.proposition.modality not in ("asserted", "predicted", "desired") or self.is_asked(statement):
            return ()
        if statement.predicate is not None and statement.predicate[1] <= statement.subject.start:
            return ()  # "behind the church stands a monument"
        # What a relative pronoun stands for, "a country with which it shares a border", hangs on what is before it.
        verb = statement.predicate[0] if statement.predicate is not None else -1
        root = self.doc[statement.proposition.root]
        above = (root.head.i,) if root.dep_ == "xcomp" else ()  # "urged them on Friday | to leave"
        fronted = [
            a
            for a in rest
            if (a.end <= statement.subject.start or statement.subject.end <= a.start < a.end <= verb)
            and a.role == "oblique"
            and (self.doc[a.root].head.i in above or self.doc[a.root].head.i >= a.end or a.preposition == "of")
            and not self.only(a)
        ]
        others = [range(a.start, self.restricted(a, statement)) for a in rest if a not in fronted]
        clause = any(self.doc[i].tag_ in tree.FINITE for one in others for i in one)
        verbs = range(*(statement.predicate or (0, 0)))
        ends = {a.root for a in rest if self.doc[a.root].dep_ == "advcl"}  # these stand behind all else
        below = any(i not in ends and self._is_below(self.doc[i]) for one in others for i in one)
        asked = (self.doc[i] for i in verbs if self.doc[i].dep_ == "xcomp")
        below = below or any(t.head.i in verbs or (t.i == root.i and t.tag_ == "VB") for t in asked)
        counted = statement.subject.root in self.scribe.values or self.doc[statement.subject.root].tag_ == "CD"
        plain = PLAIN if counted else (*PLAIN, "of")  # "Of $3 billion, a fifth was paid"
        long = sum(a.end - a.start for a in rest if a not in fronted) > LONGEST_BEFORE
        timed = self.scribe.adjuncts.covered.keys()
        later = any(not timed.isdisjoint(range(a.start, a.end)) for a in rest if a not in fronted)
        return [
            a
            for a in fronted
            if clause
            or long
            or self.doc[a.root].dep_ == "advcl"
            or a.preposition not in plain
            or ((later or below) and a.root in timed)  # "On Monday, he asked her to come on Friday"
            or (self._is_long(a) and (below or self._is_followed(a, rest)))
        ]

    def _is_long(self, arg: Arg) -> bool:
        """Whether a phrase says how long something was so: "for decades"."""
        return arg.preposition == "for" and self.doc[arg.root].lemma_.lower() in resources.words(
            "times.toml", "told", "spans"
        )

    def _is_followed(self, arg: Arg, rest: Sequence[Arg]) -> bool:
        """Whether it would seem to belong to a phrase behind the verb: "was | for decades | accused of backing rebels"."""
        return any(a.start > arg.start and self.preposition(a) for a in rest)

    def _is_below(self, token: Token) -> bool:
        """Whether a token heads a clause with words of its own that says no time: "to leave Lima", "brokered by Chile"."""
        return token.pos_ == "VERB" and token.dep_ in BELOW and token.right_edge.i > token.i

    def _is_hedged(self, statement: Statement, text: str) -> bool:
        """Whether a statement of what may be says so: "could", "probably", "was allowed to"."""
        spans = [statement.predicate] if statement.predicate is not None else []
        spans += [(a.start, a.end) for a in (statement.object, *statement.qualifiers) if a is not None]
        words = [self.doc[i] for low, high in spans for i in range(low, high)]
        words = [t for t in words if t.pos_ != "PROPN"]  # "in | May | 1970"
        if any(t.lower_ in _hedges() or t.lemma_.lower() in _hedges() for t in words):
            return True
        root = self.doc[statement.proposition.root]
        if (led := consequence_of(root)) is not None:
            return any(c.dep_ == "aux" and c.lower_ in _hedges() for c in led.lefts)  # "might kill"
        first = tree.first_conjunct(root)
        if first.i != root.i and any(c.dep_ == "aux" and c.lower_ in _hedges() and c.text in text for c in first.lefts):
            return True  # "can never unite the country and bring stability"
        above = root.head.lemma_.lower()
        return above in _hedges() and past_participle(above) in text.split()

    def subject(self, statement: Statement) -> str:
        """Who or what a clause is about, with the comma that an aside within ends with."""
        start, end = statement.subject.start, statement.subject.end
        timed = self.scribe.adjuncts.covered.get(start) is not None and self.time(start, end) is not None
        whole = self.restricted(statement.subject, statement)
        if timed:
            words = self.phrase(start, end)  # "2011 was", not "In 2011 was"
        else:
            words = self.argument(start, end) if whole == end else self.continued(self.phrase(start, whole), start)
        words = self.singled(statement.subject, statement, LIFE.sub("", words))
        if self.is_some(statement):
            words = f"some {self.continued(words, start)}"
        if match := re.fullmatch(r"(\w+)( \([^()]*\))?", words):  # "him (unresolved)", but "her (unresolved) rival"
            words = NOMINATIVE.get(match[1].lower(), match[1]) + (match[2] or "")
        parted = whole < len(self.doc) and self.doc[whole].text == ","
        parted = parted and any(t.text == "," for t in self.doc[start:end])
        return f"{words}," if "," in words and (parted or self.ends_aside(start, end)) else words
