"""A phrase of a clause with what stands before it: its preposition, its comma, the relative clause that says which one is meant."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Arg
from pipeline.stages import tree
from pipeline.stages.arguments import LONGEST_CLAUSE, restricting
from pipeline.stages.conjugation import indefinite
from pipeline.stages.finite_verbs import is_causative
from pipeline.stages.kinds import Kinds
from pipeline.stages.once import once
from pipeline.stages.statements import Statement

# Tokens from "and again" to the preposition of the time that it adds: "and again, briefly, | in 1920".
LONGEST_AGAIN = 6
OPENING, CLOSING = ('"', "“"), ('"', "”")
# The preposition of a phrase that a clause is turned by or cleft for.
NOT_UNTIL = "not until"
# Hyphens in the date of a day.
DAY = 2
UNMARKED = ("obl:unmarked", "nmod:unmarked")


@once
def _relative(first: Token) -> int | None:
    """The head of the relative clause that a token begins."""
    clause = first
    for _ in range(LONGEST_CLAUSE):
        if clause.dep_ == "acl:relcl" or clause.head.i == clause.i:
            break
        clause = clause.head
    return clause.i if clause.dep_ == "acl:relcl" and clause.left_edge.i == first.i else None


class Adjoining(Kinds):
    """Words the phrases beside the verbs of one Doc."""

    def particle(self, arg: Arg, kept: list[tuple[int, int]]) -> str:
        """The particle of the verb that stands right behind its object: "drove them | out"."""
        last = self.doc[arg.end] if arg.end < len(self.doc) else None
        behind = last is not None and last.dep_ == "compound:prt" and last.head.i < arg.start
        if last is None or not behind or any(low <= last.i < high for low, high in kept):
            return ""
        return f" {last.text}"

    def adjunct(self, arg: Arg, statement: Statement) -> str:
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
        end = self.restricted(arg, statement)
        words = self.determined(self.doc[arg.root], start, self.continued(self.phrase(start, end), start))
        bare = self.doc[start].tag_ == "JJR" and self.doc[arg.root].tag_ == "NN" and self.doc[start].head.i == arg.root
        if bare and statement.proposition.kind == "apposition":
            words = indefinite(words)  # "Philippe, younger son of the king"
        people = self.scribe.referents.entity(self.doc[arg.root])
        if statement.proposition.root == arg.end + 1 and self.doc[arg.root].ent_type_ == "NORP" and people is not None:
            words = people.name  # "Russian-brokered": by Russia
        lead = self.preposition(arg)
        if arg.role == "complement" and arg.root != statement.proposition.root and self._is_unmarked(arg, statement):
            return (
                f"that {lead} {words}" if lead else f"that {words}"
            )  # "says | that | if rain fails, prices will rise"
        if lead and any(c.dep_ == "case" and c.lower_ == lead and c.i > arg.root for c in self.doc[arg.root].children):
            return words if words.lower().endswith(f" {lead}") else f"{words} {lead}"  # "a year ago"
        inside = any(c.dep_ == "mark" and c.lower_ == lead and c.i > arg.start for c in self.doc[arg.root].lefts)
        if not lead or inside or words.lower().startswith(f"{lead} "):
            return words
        return f"{self._measure(arg, lead) or self._focus(arg, statement)}{lead} {words}"

    def restricted(self, arg: Arg, statement: Statement) -> int:
        """The end of an argument with the relative clause that says which one is meant: "the man | who sold the world".

        Nothing of the statement may stand in that clause or behind it but for what comes first in the sentence.
        """
        found = _relative(self.doc[arg.end]) if arg.end < len(self.doc) else None
        if found is None:
            return arg.end
        clause = self.doc[found]
        noun = clause.head
        if not arg.start <= noun.i < arg.end or noun.pos_ != "NOUN" or restricting(noun) != clause:
            return arg.end
        end = tree.trimmed(clause, arg.end, clause.right_edge.i + 1)[1]
        if statement.proposition.root in range(arg.end, end) or end - arg.end > LONGEST_CLAUSE:
            return arg.end
        others = (statement.subject, statement.object, *statement.qualifiers)
        return arg.end if any(a is not None and arg.end <= a.start < end for a in others) else end

    def _focus(self, arg: Arg, statement: Statement) -> str:
        """The adverb before a preposition that says how far its phrase holds: "primarily" of "primarily because of"."""
        case = next((c for c in self.doc[arg.root].lefts if c.dep_ == "case"), None)
        before = case.nbor(-1) if case is not None and case.i > 0 else None
        if before is None or before.lower_ not in resources.words("control.toml", "focusing"):
            return ""
        said = statement.predicate is not None and statement.predicate[0] <= before.i < statement.predicate[1]
        return "" if said or before.i < statement.subject.end else f"{before.text} "

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

    def parted(self, arg: Arg, statement: Statement, first: int, kept: list[tuple[int, int]]) -> str:
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

    def preposition(self, arg: Arg) -> str:
        """The preposition before an argument; of an agent only one that the text has, or a hyphen stands for."""
        behind = self.doc[arg.end] if arg.end < len(self.doc) else None
        if behind is not None and behind.text in tree.HYPHENS and not behind.whitespace_:
            return arg.preposition or ""  # "Russian-brokered": by Russians
        if arg.role == "complement" and self.doc[arg.root].dep_ == "xcomp" and tree.case(self.doc[arg.root]) == "as":
            return "as"  # "appointed her | as minister"
        if only := self.only(arg):
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
        return frozenset(t.i for t in self.all_of(frozenset({"again", "only"})))

    def only(self, arg: Arg) -> str:
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
