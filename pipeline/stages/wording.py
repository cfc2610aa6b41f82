"""A clause as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Arg
from pipeline.stages import clauses, tree
from pipeline.stages.conjugation import agreeing, finite, told
from pipeline.stages.moods import PUT_FORWARD, SUPPOSED, is_condition
from pipeline.stages.nominals import HYPHENS
from pipeline.stages.slots import Slots
from pipeline.stages.statements import Statement

# Words that a later verb may share with the one before: "has been expected to".
MAX_SHARED = 6
NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}


UNMARKED = ("obl:unmarked", "nmod:unmarked")
# "The minister and I are": "I am".
FIRST_PERSON = {"are": "am", "were": "was"}
# Verbs with a bare infinitive.
CAUSATIVE = frozenset({"let", "make", "help", "have", "see", "watch", "hear"})


def lowered(sentence: str) -> str:
    """A sentence as it goes on behind other words."""
    return re.sub(r"^(The|A|An|It) ", lambda m: m[0].lower(), sentence)


class Wording(Slots):
    """Words the clauses of one Doc."""

    def clause(self, statement: Statement) -> str:
        """An open statement: subject, relation phrase, object, and everything else in the order of the text."""
        proposition = statement.proposition
        subject = self.argument(statement.subject.start, statement.subject.end)
        subject = NOMINATIVE.get(subject.lower(), subject)
        self.known = (statement.subject.start, statement.subject.end)
        end = statement.subject.end
        closed = "," in subject and end < len(self.doc) and self.doc[end].text == ","
        if closed and any(t.text == "," for t in self.doc[statement.subject.start : end]):
            subject += ","  # "The fund, worth $1.6 trillion, owns"
        verb = self._verb(statement)
        parts = [subject, verb]
        if proposition.kind == "existential" and verb.lower().startswith("there"):
            parts = [verb, subject]
        # What stands before the verb in the text ("In 2019, …") follows it here.
        first = statement.predicate[0] if statement.predicate else proposition.root
        rest = [a for a in (statement.object, *statement.qualifiers) if a is not None]
        bare = statement.object
        if bare is not None and (self._lead(bare) or self.doc[bare.root].pos_ not in ("NOUN", "PROPN", "PRON")):
            bare = None
        # A relative clause has its object before the verb: it is said first, "bought Ekaterra from Unilever".
        rest.sort(key=lambda a: (a is not bare or a.start > first, a.start <= first, a.start))
        kept = [(a.start, a.end) for a in (statement.subject, *rest)] + [statement.predicate or (first, first + 1)]
        adjuncts = (self._behind(a, first, kept) + self._adjunct(a, statement) for a in rest)
        text = " ".join((" ".join(parts) + "".join(adjuncts)).split()).replace(" ,", ",")
        self.known = None
        if proposition.modality == "conditional" and is_condition(self.doc[proposition.root]):
            return f"{SUPPOSED} {lowered(text)}"
        return f"{PUT_FORWARD['questioned']} {lowered(text)}" if self._is_asked(statement) else text

    def _verb(self, statement: Statement) -> str:
        """The relation phrase as a finite verb group: with what it shares with a verb before, in its subject's number."""
        plural = self._is_many(statement)
        if statement.predicate is None:
            return self._agreeing("are", statement, plural)
        words = self._continued(self.phrase(*statement.predicate), statement.predicate[0])
        # "Did the senator accept": the auxiliary stands before the subject.
        before = [i for i in statement.proposition.predicate if i < statement.subject.start <= statement.predicate[0]]
        if before:
            return self._continued(" ".join([*(self.doc[i].text for i in before), words]), before[0])
        verbs = (self.doc[i] for i in range(*statement.predicate) if self.doc[i].pos_ in ("VERB", "AUX"))
        head = next(verbs, None)
        if head is None:
            return f"{self._being(statement, plural)} {words}"
        if head.lower_ == "having":
            return words.replace("having", "had", 1)
        bare = head.pos_ == "VERB" and not tree.child(head, "aux", "cop")
        if bare and head.dep_ == "conj" and (shared := self._shared(tree.first_conjunct(head), head)):
            return f"{shared} {words}"
        free = head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_ and not tree.child(head, "aux", "cop")
        own = head.dep_ in ("ccomp", "xcomp") and tree.child(head, "nsubj", "nsubj:pass") is not None
        if free and own and statement.proposition.modality == "desired":  # "demanded that he resign"
            return f"should {words}"
        if (
            free and head.dep_ == "xcomp" and head.head.lemma_ in CAUSATIVE and not tree.child(head, "mark")
        ):  # "let the state spend"
            seen = head.head.tag_ in ("VBD", "VBN")  # "has seen his approval rating fall"
            form = finite(head.text, plural=plural or self._is_first(statement), past=seen)
            return words.replace(head.text, self._agreeing(form, statement, plural=True), 1)
        if head.tag_ == "VB" and any(c.lower_ == "to" for c in head.children):
            being = self._being(statement, plural)
            return f"{being} {words}" if words.lower().startswith("to ") else f"{being} to {words}"
        if bare and head.tag_ == "VBG" and not statement.proposition.negated and head.pos_ == "VERB":
            many = plural or self._is_first(statement)
            form = told(head.lower_, head.lemma_, plural=many, past=self._is_over(statement))
            return words.replace(head.text, self._agreeing(form, statement, plural=True), 1)  # ", wounding four"
        if bare and (head.tag_ == "VBG" or (head.tag_ in ("VBN", "VBD") and statement.proposition.passive)):
            return f"{self._being(statement, plural)} {words}"
        if statement.parts > 1 and not plural and (head.tag_ == "VBP" or head.lower_ in ("are", "were")):
            return words.replace(head.text, self._agreeing(head.text, statement, plural), 1)
        return words

    def _being(self, statement: Statement, plural: bool) -> str:
        """The form of "be" that a statement without a finite verb is told with."""
        return self._agreeing("were" if self._is_over(statement) else "are", statement, plural)

    def _agreeing(self, verb: str, statement: Statement, plural: bool) -> str:
        """A finite plural form in the number and person of the subject of a statement."""
        return FIRST_PERSON.get(verb.lower(), verb) if self._is_first(statement) else agreeing(verb, plural)

    def _is_first(self, statement: Statement) -> bool:
        subject = self.doc[statement.subject.root]
        return subject.tag_ == "PRP" and subject.lower_ == "i"

    def _is_over(self, statement: Statement) -> bool:
        """Whether such a statement is told in the past."""
        clause = tree.clause_head(self.doc[statement.subject.root].head)
        return self._is_past(clause) or self._is_dated(statement)

    def _is_dated(self, statement: Statement) -> bool:
        """Whether a statement says when something was done: "elected in January 2024"."""
        roots = {a.root for a in statement.qualifiers}
        done = statement.proposition.passive and statement.proposition.kind == "participle"
        return done and any(self.scribe.adjuncts.root(t).i in roots for t in self.doc._.times)

    def _is_asked(self, statement: Statement) -> bool:
        """Whether a statement is asked in so many words rather than governed by "whether"."""
        root = self.doc[statement.proposition.root]
        return statement.proposition.modality == "questioned" and root.dep_ in ("ROOT", "conj", "parataxis")

    def _shared(self, first: Token, later: Token) -> str:
        """The auxiliaries, or the verb with "to", that a later verb of the same form shares with the first."""
        if first.tag_ != later.tag_ or first.i > later.i:
            return ""
        if auxiliaries := [t.text for t in tree.children(first, "aux")]:
            return " ".join(auxiliaries)
        top = first
        while top.dep_ == "xcomp":
            top = top.head
        if tree.child(top, "obj", "iobj") is not None:  # "persuaded him to leave and study"
            return ""
        start = min(clauses.verb_group(top))
        return self.phrase(start, first.i) if later.tag_ == "VB" and 0 < first.i - start <= MAX_SHARED else ""

    def _is_many(self, statement: Statement) -> bool:
        """Whether the subject of a statement takes a plural verb; one of several coordinated ones counts alone."""
        head = self.doc[statement.subject.root]
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        several = any(c.dep_ == "conj" and c.i < statement.subject.end for c in head.children)
        if not several and (body := self.is_body(head)) is not None:
            return not body
        mention = self.scribe.referents.mention(head)
        people = mention is not None and mention.type == "NORP" and mention.kind == "name"
        return (
            head.tag_ in ("NNS", "NNPS", "CD")
            or (people and head.pos_ == "PROPN")
            or head.lower_ in ("we", "they", "you", "them", "us")
            or counted
            or several
        )

    def _is_past(self, head: Token) -> bool:
        """Whether the clause headed by `head` is in no present or future tense."""
        verbs = (head, *tree.children(head, "aux", "cop"))
        return not any(t.tag_ in ("VBZ", "VBP") or t.lower_ in ("will", "shall") for t in verbs)

    def _adjunct(self, arg: Arg, statement: Statement) -> str:
        """An argument in words, with its preposition unless it begins with it, and without what the clause says itself."""
        cut = min(statement.subject.start, *(statement.predicate or (arg.end,)))
        if statement.predicate is not None and arg.start < cut < arg.end and statement.predicate[1] < arg.end:
            # "The museum, he said, had sold it": the saying stands inside of what is said.
            inner = max(statement.subject.end, statement.predicate[1])
            before = self.phrase(arg.start, cut).rstrip(", ")
            return self._continued(f"{before} {self.phrase(inner, arg.end).lstrip(', ')}", arg.start)
        start = arg.start
        if self.doc[start].tag_ == "WDT" and start < arg.root and self.doc[start].head.i != arg.root:
            start += 1  # "a step that analysts called a setback": what the step was called
        words = self._continued(self.phrase(start, arg.end), start)
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

    def _measure(self, arg: Arg, lead: str) -> str:
        """How long before or after something: "ten days" of "ten days before the vote"."""
        case = next((c for c in self.doc[arg.root].children if c.dep_ == "case" and c.i < arg.root), None)
        value = self.scribe.values.get(case.i - 1) if case is not None and lead in ("before", "after") else None
        if value is None or value.value.kind != "duration" or self.doc[value.root].dep_ not in UNMARKED:
            return ""
        return f"{self.phrase(value.start, value.end)} "

    def _behind(self, arg: Arg, first: int, kept: list[tuple[int, int]]) -> str:
        """What parts an argument from the words before it: the comma that it has there in the text, behind the verb.

        A comma that ends what is left out, an apposition, is none: `kept` are the token ranges that are said.
        """
        root = self.doc[arg.root]
        if arg.start < first and root.dep_ == "advcl" and root.tag_ in ("VBN", "VBG") and not tree.child(root, "mark"):
            return ", "  # "Appointed minister in April, she signed"
        start = min([arg.start, *(c.i for c in root.children if c.dep_ == "case")])
        parted = start - 1 > first and self.doc[start - 1].text == ","
        parted = parted and any(low <= start - 2 < high for low, high in kept)
        return ", " if parted and self.doc[arg.root].dep_ != "conj" else " "

    def _is_unmarked(self, arg: Arg, statement: Statement) -> bool:
        """Whether an argument is a finite clause of its own that no word and no quotation mark introduces."""
        head = self.doc[arg.root]
        finite = any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in (head, *head.children))
        subject = tree.child(head, "nsubj", "nsubj:pass", "expl")
        told = head.dep_ == "ccomp" or self.doc[statement.proposition.root].head.i == head.i
        first = self.doc[arg.start]
        plain = first.is_alpha and not (first.i > 0 and first.nbor(-1).is_quote)
        asks = first.tag_ in ("WRB", "WDT", "WP")
        return told and finite and subject is not None and tree.child(head, "mark") is None and plain and not asks

    def _lead(self, arg: Arg) -> str:
        """The preposition before an argument; of an agent only one that the text has, or a hyphen stands for."""
        behind = self.doc[arg.end] if arg.end < len(self.doc) else None
        if behind is not None and behind.text in HYPHENS and not behind.whitespace_:
            return arg.preposition or ""  # "Russian-brokered": by Russians
        if arg.role != "agent":
            return arg.preposition or ""
        return " ".join(c.text for c in self.doc[arg.root].children if c.dep_ == "case" and c.i < arg.root)
