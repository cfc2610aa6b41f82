"""The claim as one self-contained sentence: names for pronouns, absolute dates, hedges kept."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.annotations import Arg, Fact
from pipeline.stages import clauses, drafts, tree
from pipeline.stages.expressions import stretch, value_words, when
from pipeline.stages.nominals import HYPHENS
from pipeline.stages.slots import Slots
from pipeline.stages.statements import Statement

# How a typed claim that is not simply asserted begins.
PUT_FORWARD = {
    "possible": "It is possible that",
    "predicted": "It is expected that",
    "desired": "It is wanted that",
    "conditional": "On a condition,",
    "questioned": "It is asked whether",
}
# Words that a later verb may share with the one before: "has been expected to".
MAX_SHARED = 6
NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}


# Verbs with a bare infinitive.
CAUSATIVE = frozenset({"let", "make", "help", "have", "see", "watch", "hear"})
PRESENT = {"are": "is", "have": "has", "do": "does", "were": "was", "go": "goes"}


def agreeing(verb: str, plural: bool) -> str:
    """A plural verb in the number of its subject: "are", "were", "have", "carry" -> "is", "was", "has", "carries"."""
    if plural:
        return verb
    if verb.lower() in PRESENT:
        return PRESENT[verb.lower()]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


def _lowered(sentence: str) -> str:
    """A sentence as it goes on behind other words."""
    return re.sub(r"^(The|A|An|It) ", lambda m: m[0].lower(), sentence)


class Wording(Slots):
    """Words the claims of one Doc: clauses, and facts by the template of their predicate."""

    def clause(self, statement: Statement) -> str:
        """An open statement: subject, relation phrase, object, and everything else in the order of the text."""
        proposition = statement.proposition
        subject = self.argument(statement.subject.start, statement.subject.end)
        subject = NOMINATIVE.get(subject.lower(), subject)
        self.known = (statement.subject.start, statement.subject.end)
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
        text = re.sub(r"\s+", " ", " ".join([*parts, *(self._adjunct(a, statement) for a in rest)])).strip()
        self.known = None
        if proposition.modality == "conditional" and self._is_condition(statement):
            return f"It is supposed that {_lowered(text)}"
        return f"{PUT_FORWARD['questioned']} {_lowered(text)}" if self._is_asked(statement) else text

    def with_value(self, text: str, fact: Fact) -> str:
        """A clause as the wording of a statistic: what says the number is added where it stands beside the clause.

        "Unemployment fell to 11.8 percent" becomes "Unemployment fell to 11.8 percent, its lowest level since 2008".
        """
        if fact.value is None or self.phrase(fact.value.start, fact.value.end) in text:
            return text
        if any(re.sub(r"\s+", " ", wording.text) in text for wording in fact.value.value.as_written):
            return text  # one of "92 million euros ($122 million)" says enough
        noun = self.doc[fact.trigger[0]] if fact.trigger is not None else self.doc[fact.value.root]
        start, end = tree.phrase(noun, full=True)
        if noun.dep_ != "appos" or not start <= fact.value.start < end:
            part = self.doc[fact.value.start : fact.value.end].root
            start, end = fact.value.start, max(fact.value.end, tree.phrase(part, full=True)[1])
        self.known = fact.subject
        words = self.phrase(start, end)
        self.known = None
        return f"{text}, {words}"

    def _verb(self, statement: Statement) -> str:
        """The relation phrase as a finite verb group: with what it shares with a verb before, in its subject's number."""
        subject = self.doc[statement.subject.root]
        plural = self._is_many(statement)
        if statement.predicate is None:
            return agreeing("are", plural)
        words = self._continued(self.phrase(*statement.predicate), statement.predicate[0])
        # "Did the senator accept": the auxiliary stands before the subject.
        before = [i for i in statement.proposition.predicate if i < statement.subject.start <= statement.predicate[0]]
        if before:
            return self._continued(" ".join([*(self.doc[i].text for i in before), words]), before[0])
        verbs = (self.doc[i] for i in range(*statement.predicate) if self.doc[i].pos_ in ("VERB", "AUX"))
        head = next(verbs, None)
        being = agreeing("were" if self._is_past(tree.clause_head(subject.head)) else "are", plural)
        if head is None:
            return f"{being} {words}"
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
            return words.replace(head.text, agreeing(head.text, plural), 1)
        if head.tag_ == "VB" and any(c.lower_ == "to" for c in head.children):
            return f"{being} {words}" if words.lower().startswith("to ") else f"{being} to {words}"
        if bare and (head.tag_ == "VBG" or (head.tag_ in ("VBN", "VBD") and statement.proposition.passive)):
            return f"{being} {words}"
        if statement.parts > 1 and not plural and (head.tag_ == "VBP" or head.lower_ in ("are", "were")):
            return words.replace(head.text, agreeing(head.text, plural), 1)
        return words

    def _is_asked(self, statement: Statement) -> bool:
        """Whether a statement is asked in so many words rather than governed by "whether"."""
        root = self.doc[statement.proposition.root]
        return statement.proposition.modality == "questioned" and root.dep_ in ("ROOT", "conj", "parataxis")

    def _is_condition(self, statement: Statement) -> bool:
        """Whether a statement is what something else depends on: "if he goes"."""
        root = self.doc[statement.proposition.root]
        return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in root.children)

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
        return (
            head.tag_ in ("NNS", "NNPS", "CD")
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
        return words if not lead or words.lower().startswith(f"{lead} ") else f"{lead} {words}"

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

    def fact(self, fact: Fact, template: str, subject: str, object_: str | None, label: str) -> str:
        """A typed claim from its predicate's template, with its time and polarity."""
        value = value_words(fact.value.value) if fact.value is not None else ""
        object_ = _lowered(object_) if object_ else object_
        subject = subject if template.startswith("{subject}") else _lowered(subject)
        of = fact.value.value.of.text if fact.value is not None and fact.value.value.of is not None else None
        plural = fact.subject_entity is None and self.is_plural(self.scribe.head(*fact.subject), fact.subject[1])
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        people = head is not None and (head.lemma_.lower() in drafts.words("words", "whole") or head.tag_ == "NNPS")
        if people and fact.object_entity is None:  # "18 percent of Pakistanis"
            template = template.replace("of the population of {object}", "of {object}")
        if (adjective := fact.rule.removeprefix("dimensions/")) in drafts.mapping("adjective"):
            template = template.replace("} long", f"}} {adjective}")
        template = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", lambda m: m[2] if plural else m[1], template)
        bare = fact.value.value.text if fact.value is not None else ""
        if re.sub(r"\s+", " ", bare) in subject:  # "some 17,500 soldiers"
            template = template.replace("{value} {subject}", "{subject}")
        elif fact.value is not None and "{value}" not in template:  # "displaced more than 2 million": of people
            subject = f"{value} {subject}"
        text = template.format(
            subject=subject,
            object=object_ or "",
            value=value,
            label=label,
            of=" ".join(w for w in (of, "in" if object_ else None) if w),
        )
        if object_ is None:
            text = re.sub(r" (?:of the population of|of|in|with|to|by|from|between)\s*$", "", text.rstrip())
        for item in fact.qualifications:
            inside_object = fact.object is not None and item.start < fact.object[1] and fact.object[0] < item.end
            if item.time is not None and not inside_object and not item.time.edtf.startswith("R"):
                preposition = {"since": "since ", "until": "until "}.get(item.role)
                words = f"{preposition}{stretch(item.time.edtf)}" if preposition else when(item.time.edtf)
                if item.time.edtf.startswith("X"):  # a month of a year that nobody says
                    words = self.phrase(item.start, item.end)
                text = f"{text} ({words})"
        if fact.negated:
            text = f"It is not so that {_lowered(text)}"
        if fact.modality in PUT_FORWARD:
            text = f"{PUT_FORWARD[fact.modality]} {_lowered(text)}"
        return re.sub(r"\s+", " ", text).strip()

    def is_plural(self, head: Token, end: int | None = None) -> bool:
        """Whether a phrase takes a plural verb, by the tag, number and coordination of its head; `end`: where it ends."""
        if head.tag_ in ("NNS", "NNPS", "CD"):
            return True
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        return counted or any(c.dep_ == "conj" and (end is None or c.i < end) for c in head.children)
