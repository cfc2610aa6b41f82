"""A clause as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.arguments import LONGEST_CLAUSE, restricting
from pipeline.stages.conjugation import indefinite, past_participle
from pipeline.stages.finite_verbs import is_causative
from pipeline.stages.kinds import Kinds
from pipeline.stages.moods import ASKED, PUT_FORWARD, SUPPOSED, UNDECIDED, is_condition
from pipeline.stages.statements import Statement

NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}


# Prepositions of times and places, which stand as well behind their verb as before it.
PLAIN = (
    None, "in", "on", "at", "since", "during", "by", "from", "until", "for", "through", "throughout", "over", "within",
)  # fmt: skip
# Tokens from "and again" to the preposition of the time that it adds: "and again, briefly, | in 1920".
LONGEST_AGAIN = 6
# When somebody lived, behind the name.
LIFE = re.compile(r" \((?:[;,] ?)?(?:(?:born |b\. )[^()]*\d{4}[^()]*|[^()]*\d{4} ?[–—-] ?[^()]*\d{4})\)")
# Tokens behind the verb of a sentence from which on what stands before it stays there.
LONGEST_BEFORE = 15
OPENING, CLOSING = ('"', "“"), ('"', "”")
# The preposition of a phrase that a clause is turned by or cleft for.
NOT_UNTIL = "not until"
# Hyphens in the date of a day.
DAY = 2
# Tags of words that ask for something.
ASKING = ("WP", "WDT", "WRB", "WP$")
UNMARKED = ("obl:unmarked", "nmod:unmarked")


@cache
def _hedges() -> frozenset[str]:
    """Words that tell by themselves that something is possible."""
    rows = resources.table("modality.toml")
    kinds = ("auxiliary", "adverb", "governor", "adjective", "prospect")
    return frozenset(word for kind in kinds for word, mood in rows[kind].items() if mood == "possible")


def lowered(sentence: str) -> str:
    """A sentence as it goes on behind other words."""
    return re.sub(r"^(The|A|An|It|There) ", lambda m: m[0].lower(), sentence)


class Wording(Kinds):
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
        subject = self._subject(statement)
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
        if bare is not None and (not nominal or self._lead(bare) or self.doc[bare.root].dep_ == "ccomp"):
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
            told = self._adjunct(arg, statement)
            if arg is statement.object and arg.end <= statement.subject.start:
                told = self.singled(arg, statement, told)  # "Peru signed a pact"
            if proposition.kind == "apposition" and told.startswith("(") and told.endswith(")"):
                told = told[1:-1].strip()  # "Tolo TV (the country's largest chain)"
            words = self._behind(arg, statement, first, kept) + told
            if arg is bare:
                words += self._particle(arg, kept)
            aside = any(t.dep_ == "appos" for t in self.doc[arg.start : arg.end])
            if aside and arg is not rest[-1] and "," in told and self.ends_aside(arg.start, arg.end):
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
        if " nor " not in text:
            text = text.replace(" neither ", " not ")
        # '"They left," she said in May', but 'called it "a farce" in May'
        text = re.sub(r"(^|, )([\"“][^\"”]*)[.,]([\"”]) (?=[a-z(])", r"\1\2,\3 ", text)
        text = re.sub(r"[.]([\"”]) (?=[a-z(])", r"\1 ", text)
        self.known, self.said = None, []
        if proposition.modality == "conditional" and is_condition(self.doc[proposition.root]):
            return f"{SUPPOSED} {lowered(text)}"
        if proposition.modality == "possible" and not self._is_hedged(statement, text):
            return f"{PUT_FORWARD['possible']} {lowered(self.continued(text, statement.subject.start))}"
        if self.is_asked(statement):
            return " ".join(
                [ASKED, *self.asking(statement).split(), lowered(self.continued(text, statement.subject.start))]
            )
        if proposition.modality == "questioned":  # "will decide whether Peru joins"
            return f"{UNDECIDED} {lowered(self.continued(text, statement.subject.start))}"
        return text

    def _leading(self, statement: Statement, rest: Sequence[Arg]) -> Sequence[Arg]:
        """What a sentence begins with that would belong to something else behind it: "On Friday, he said he had left".

        So clauses, phrases that say no time or place, and all where the sentence ends with a clause.
        """
        if statement.proposition.modality not in ("asserted", "predicted") or self.is_asked(statement):
            return ()
        if statement.predicate is not None and statement.predicate[1] <= statement.subject.start:
            return ()  # "behind the church stands a monument"
        # What a relative pronoun stands for, "a country with which it shares a border", hangs on what is before it.
        verb = statement.predicate[0] if statement.predicate is not None else -1
        fronted = [
            a
            for a in rest
            if (a.end <= statement.subject.start or statement.subject.end <= a.start < a.end <= verb)
            and a.role == "oblique"
            and (self.doc[a.root].head.i >= a.end or a.preposition == "of")
            and not self._only(a)
        ]
        others = (range(a.start, self._restricted(a, statement)) for a in rest if a not in fronted)
        clause = any(self.doc[i].tag_ in tree.FINITE for one in others for i in one)
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
            or (later and a.root in timed)  # "On Monday, he asked her to come on Friday"
        ]

    def _particle(self, arg: Arg, kept: list[tuple[int, int]]) -> str:
        """The particle of the verb that stands right behind its object: "drove them | out"."""
        last = self.doc[arg.end] if arg.end < len(self.doc) else None
        behind = last is not None and last.dep_ == "compound:prt" and last.head.i < arg.start
        if last is None or not behind or any(low <= last.i < high for low, high in kept):
            return ""
        return f" {last.text}"

    def _is_hedged(self, statement: Statement, text: str) -> bool:
        """Whether a statement of what may be says so: "could", "probably", "was allowed to"."""
        spans = [statement.predicate] if statement.predicate is not None else []
        spans += [(a.start, a.end) for a in (statement.object, *statement.qualifiers) if a is not None]
        words = (self.doc[i] for low, high in spans for i in range(low, high))
        if any(t.lower_ in _hedges() or t.lemma_.lower() in _hedges() for t in words):
            return True
        root = self.doc[statement.proposition.root]
        first = tree.first_conjunct(root)
        if first.i != root.i and any(c.dep_ == "aux" and c.lower_ in _hedges() and c.text in text for c in first.lefts):
            return True  # "can never unite the country and bring stability"
        above = root.head.lemma_.lower()
        return above in _hedges() and past_participle(above) in text.split()

    def _subject(self, statement: Statement) -> str:
        """Who or what a clause is about, with the comma that an aside within ends with."""
        start, end = statement.subject.start, statement.subject.end
        timed = self.scribe.adjuncts.covered.get(start) is not None and self.time(start, end) is not None
        whole = self._restricted(statement.subject, statement)
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

    def _adjunct(self, arg: Arg, statement: Statement) -> str:
        """An argument in words, with its preposition unless it begins with it, and without what the clause says itself."""
        cut = min(statement.subject.start, *(statement.predicate or (arg.end,)))
        if statement.predicate is not None and arg.start < cut < arg.end and statement.predicate[1] < arg.end:
            # "The museum, he said, had sold it": the saying stands inside of what is said.
            inner = max(statement.subject.end, statement.predicate[1])
            before, behind = self.phrase(arg.start, cut).rstrip(", "), self.phrase(inner, arg.end).lstrip(", ")
            if before.endswith(CLOSING) and behind.startswith(OPENING):  # '"The talks," she said, "have failed"'
                before, behind = before[:-1].rstrip(", "), behind[1:]
            words = self.continued(f"{before} {behind}", arg.start)
            return f"that {words}" if self._is_unmarked(arg, statement) else words
        start = arg.start
        asks = self.doc[arg.root].dep_ == "ccomp"  # "says which bank he owned"
        if self.doc[start].tag_ == "WDT" and start < arg.root and self.doc[start].head.i != arg.root and not asks:
            start += 1  # "a step that analysts called a setback": what the step was called
        end = self._restricted(arg, statement)
        words = self.determined(self.doc[arg.root], start, self.continued(self.phrase(start, end), start))
        bare = self.doc[start].tag_ == "JJR" and self.doc[arg.root].tag_ == "NN" and self.doc[start].head.i == arg.root
        if bare and statement.proposition.kind == "apposition":
            words = indefinite(words)  # "Philippe, younger son of the king"
        people = self.scribe.referents.entity(self.doc[arg.root])
        if statement.proposition.root == arg.end + 1 and self.doc[arg.root].ent_type_ == "NORP" and people is not None:
            words = people.name  # "Russian-brokered": by Russia
        if arg.role == "complement" and arg.root != statement.proposition.root and self._is_unmarked(arg, statement):
            words = f"that {words}"
        lead = self._lead(arg)
        if lead and any(c.dep_ == "case" and c.lower_ == lead and c.i > arg.root for c in self.doc[arg.root].children):
            return words if words.lower().endswith(f" {lead}") else f"{words} {lead}"  # "a year ago"
        inside = any(c.dep_ == "mark" and c.lower_ == lead and c.i > arg.start for c in self.doc[arg.root].lefts)
        if not lead or inside or words.lower().startswith(f"{lead} "):
            return words
        return f"{self._measure(arg, lead)}{lead} {words}"

    def _restricted(self, arg: Arg, statement: Statement) -> int:
        """The end of an argument with the relative clause that says which one is meant: "the man | who sold the world".

        Nothing of the statement may stand in that clause or behind it but for what comes first in the sentence.
        """
        clause = self.doc[arg.end] if arg.end < len(self.doc) else None
        for _ in range(LONGEST_CLAUSE):
            if clause is None or clause.dep_ == "acl:relcl" or clause.head.i == clause.i:
                break
            clause = clause.head
        if clause is None or clause.dep_ != "acl:relcl" or clause.left_edge.i != arg.end:
            return arg.end
        noun = clause.head
        if not arg.start <= noun.i < arg.end or noun.pos_ != "NOUN" or restricting(noun) != clause:
            return arg.end
        end = tree.trimmed(clause, arg.end, clause.right_edge.i + 1)[1]
        if statement.proposition.root in range(arg.end, end) or end - arg.end > LONGEST_CLAUSE:
            return arg.end
        others = (statement.subject, statement.object, *statement.qualifiers)
        return arg.end if any(a is not None and arg.end <= a.start < end for a in others) else end

    def _is_speech(self, arg: Arg) -> bool:
        """Whether an argument is what somebody says in so many words."""
        return arg.role == "complement" and self.doc[arg.root].dep_ == "ccomp" and self.doc[arg.start].text in OPENING

    def _measure(self, arg: Arg, lead: str) -> str:
        """How long before or after something: "ten days" of "ten days before the vote"."""
        case = next((c for c in self.doc[arg.root].children if c.dep_ == "case" and c.i < arg.root), None)
        value = self.scribe.values.get(case.i - 1) if case is not None and lead in ("before", "after") else None
        if value is None or value.value.kind != "duration" or self.doc[value.root].dep_ not in UNMARKED:
            return ""
        start = min(value.start, tree.phrase(self.doc[value.root])[0])  # "less than | two weeks"
        return f"{self.phrase(start, value.end)} "

    def _behind(self, arg: Arg, statement: Statement, first: int, kept: list[tuple[int, int]]) -> str:
        """What parts an argument from the words before it: the comma that it has there in the text, behind the verb.

        A comma that ends what is left out, an apposition, is none: `kept` are the token ranges that are said.
        """
        root = self.doc[arg.root]
        if self._is_speech(arg) and self.doc[arg.start - 1].lower_ != "that":
            return ", "  # 'she said, "We waited"'
        if arg.role == "complement" and self._is_unmarked(arg, statement):
            return " "  # that it says
        if arg.start < first and root.dep_ == "advcl" and root.tag_ in ("VBN", "VBG") and not tree.child(root, "mark"):
            return ", "  # "Appointed minister in April, she signed"
        start = min([arg.start, *(c.i for c in root.children if c.dep_ == "case")])
        if self._is_again(start, kept):
            return " and again "
        parted = start - 1 > first and self.doc[start - 1].text == ","
        parted = parted and any(low <= start - 2 < high for low, high in kept)
        return ", " if parted and self.doc[arg.root].dep_ != "conj" else " "

    def _is_again(self, start: int, kept: list[tuple[int, int]]) -> bool:
        """Whether what stands before token `start` adds another time to the one before it: "in 1990 | and again | in 1994"."""
        if self._adding.isdisjoint(range(start - LONGEST_AGAIN, start)):
            return False
        before = [t for t in self.doc[max(start - LONGEST_AGAIN, 0) : start] if not t.is_punct]
        again = next((i for i, t in enumerate(before) if t.lower_ == "again"), 0)
        if not again or before[again - 1].lower_ != "and" or any(t.dep_ != "advmod" for t in before[again:]):
            return False
        last = before[again - 1].i - 1
        last -= self.doc[last].text == ","
        return any(low <= last < high for low, high in kept)

    def _is_unmarked(self, arg: Arg, statement: Statement) -> bool:
        """Whether an argument is a finite clause of its own that no word and no quotation mark introduces."""
        head = self.doc[arg.root]
        finite = any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in (head, *head.children))
        subject = tree.child(head, "nsubj", "nsubj:pass", "csubj", "expl")
        told = head.dep_ == "ccomp" or self.doc[statement.proposition.root].head.i == head.i
        first = self.doc[arg.start]
        plain = first.is_alpha and not (first.i > 0 and first.nbor(-1).is_quote)
        asks = first.tag_ in ("WRB", "WDT", "WP")
        bare = head.lower_ == head.lemma_ and is_causative(head.head) and tree.child(head, "aux", "cop") is None
        asks = asks or bare  # "saw two teams face off"
        return told and finite and subject is not None and tree.child(head, "mark") is None and plain and not asks

    def _lead(self, arg: Arg) -> str:
        """The preposition before an argument; of an agent only one that the text has, or a hyphen stands for."""
        behind = self.doc[arg.end] if arg.end < len(self.doc) else None
        if behind is not None and behind.text in tree.HYPHENS and not behind.whitespace_:
            return arg.preposition or ""  # "Russian-brokered": by Russians
        if arg.role == "complement" and self.doc[arg.root].dep_ == "xcomp" and tree.case(self.doc[arg.root]) == "as":
            return "as"  # "appointed her | as minister"
        if only := self._only(arg):
            return only
        if arg.role != "agent":
            return arg.preposition or ""
        agent = self.doc[arg.root]
        if tree.case(agent) is None:  # "founded in 1661 by Ana Bo and | Juan Bo"
            agent = tree.first_conjunct(agent)
        return " ".join(c.lower_ for c in agent.children if c.dep_ == "case" and c.i < agent.i)

    @cached_property
    def _adding(self) -> frozenset[int]:
        """The tokens that another time or place may be added with, or be the one for which something holds."""
        return frozenset(t.i for t in self.doc if t.lower_ in ("again", "only"))

    def _only(self, arg: Arg) -> str:
        """The preposition of when or where alone something was so, as it stands behind the verb; "" without such a word.

        So "only after" of "only after the war did they meet", and "only in" of "not until 1960 did they meet".
        """
        lead = arg.preposition or ""
        if not lead.startswith(NOT_UNTIL):
            if not lead or self._adding.isdisjoint(range(arg.start - LONGEST_AGAIN, arg.start)):
                return ""
            first = self.doc[arg.root].left_edge
            alone = first.lower_ == "only" and first.head.i == arg.root and first.nbor(1).lower_ in lead
            return f"only {lead}" if alone else ""
        if rest := lead.removeprefix(NOT_UNTIL).strip():
            return f"only {rest}"  # "not until after the war"
        time = self.scribe.adjuncts.covered.get(arg.root)
        if time is None:
            return "only with"
        return "only on" if time.time.edtf.count("-") == DAY else "only in"
