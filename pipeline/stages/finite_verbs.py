"""The relation phrase of a clause as a finite verb group, whatever form it has in the text."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline import resources
from pipeline.stages import clauses, modalities, tree
from pipeline.stages.agreement import Agreement
from pipeline.stages.conjugation import PLURAL, finite, past_participle, past_tense, told, unshortened
from pipeline.stages.statements import Statement
from pipeline.stages.subjects import called_on
from pipeline.stages.tenses import Tenses

# Words that a later verb may share with the one before: "has been expected to".
MAX_SHARED = 6
NEGATORS = frozenset({"not", "never", "neither", "no", "cannot"})
AUXILIARIES = {**PLURAL, "has": "have"}
NOR = frozenset({"nor", "neither"})
# What denies a participle and stands before it.
DENIED = r"\b(?:not|never) "


def is_causative(verb: Token) -> bool:
    """Whether a verb takes a bare infinitive with its object: "let him go"."""
    return verb.lemma_ in resources.words("control.toml", "causative")


class FiniteVerbs(Agreement, Tenses):
    """Words the verbs of the clauses of one Doc."""

    def verb(self, statement: Statement) -> str:
        """The relation phrase as a finite verb group: with what it shares with a verb before, in its subject's number."""
        words = self._told_of_then(statement, self._group(statement))
        if statement.proposition.negated and NEGATORS.isdisjoint(words.lower().split()):
            root = self.doc[statement.proposition.root]
            joined = (c.lower_ for c in root.lefts if c.dep_ in ("cc", tree.BOTH, "advmod"))
            if not NOR.isdisjoint(joined) or (root.dep_ == "ccomp" and root.head.lemma_ == "deny"):
                words = self._denied(words, root)
        return words.replace("not only ", "", 1)  # "is not | only cheap but also safe" stays

    def _told_of_then(self, statement: Statement, words: str) -> str:
        """A perfect beside a time that is over in the past: "has led it from 2013 to 2017" -> "led", "has been hurt Monday" -> "was hurt"."""
        root = self._top(statement)
        own = next((c for c in root.lefts if c.dep_ == "aux" and c.lemma_ == "have"), None)
        if statement.proposition.negated or own is None or own.tag_ not in ("VBZ", "VBP") or root.tag_ != "VBN":
            return words
        if tree.child(root, "aux:pass", "cop") is None:
            form, past = root.text, past_tense(root.lemma_.lower())
        else:
            form, past = "been", "was" if own.tag_ == "VBZ" else "were"
        led = f"{own.text} {form}"
        return words.replace(led, past, 1) if led in words and self._is_finished(statement) else words

    def _denied(self, words: str, root: Token) -> str:
        """A verb group with "not", said outside of it by another word: "nor | has won", "neither | signed", "denied that it | won"."""
        first, _, rest = words.partition(" ")
        if tree.child(root, "aux", "cop") is not None or root.lemma_ == "be":
            return f"{first} not {rest}".strip().replace("can not", "cannot")
        if root.tag_ not in (*tree.FINITE, "VBN"):
            return f"not {words}"
        past = root.tag_ in ("VBD", "VBN")  # taggers confuse them
        form = finite(root.lemma_.lower(), plural=root.tag_ == "VBP", past=past, negated=True)
        return words.replace(root.text, form, 1)

    def _group(self, statement: Statement) -> str:
        plural = self._is_many(statement)
        if statement.predicate is None:
            return self._agreeing("were" if self._is_dead(statement) else "are", statement, plural)
        words = self.continued(self.phrase(*statement.predicate), statement.predicate[0])
        words = words if plural else re.sub(r"\b(?:each|both) ", "", words, count=1)  # "Peru and Chile each sent"
        # "Did the senator accept": the auxiliary stands before the subject.
        verbs = (self.doc[i] for i in range(*statement.predicate) if self.doc[i].pos_ in ("VERB", "AUX"))
        head = next(verbs, None)
        auxiliaries = (
            [*statement.proposition.predicate, *(c.i for c in head.children if c.dep_ == "aux")] if head else []
        )
        inverted = sorted({i for i in auxiliaries if i < statement.subject.start <= statement.predicate[0]})
        inverted = [i for i in inverted if not tree.is_adding(self.doc[i])]
        if inverted and head is not None:
            return self._inverted(statement, head, inverted, words, plural)
        parted = sorted({i for i in auxiliaries if statement.subject.end <= i < statement.predicate[0]})
        if parted and head is not None and not any(self.doc[i].lower_ == "to" for i in parted):
            words = f"{' '.join(self.doc[i].lower_ for i in parted)} {words}"  # "has for long | been"
            return words
        if head is None:
            return f"{self._being(statement, plural)} {words}"
        if head.lower_ == "being" and words.lower().startswith("being"):  # "with 20% of the land being arable"
            return f"{self._being(statement, plural)}{words[len('being') :]}"
        if head.lower_ == "being" and (no := re.match(f"({DENIED})being ", words)):  # "the UN not being given access"
            return f"{self._being(statement, plural)} {no[1]}{words[no.end() :]}"
        if head.lower_ == "being" and " being" in words:  # "described as possibly being the largest"
            return words.replace(" being", f" {self._being(statement, plural)}", 1)
        denied = f"not {head.text}"
        if head.lower_ == "having" and (head.dep_.startswith("aux") or denied not in words):
            return re.sub(rf"({DENIED})?having", lambda m: f"had {m[1] or ''}".strip(), words, count=1)
        deprived = next((c for c in head.lefts if c.dep_ == "mark" and c.lower_ in ("of", "from", "into", "for")), None)
        if deprived is not None and head.tag_ == "VBG" and (lead := self._controlled(statement, head, plural)):
            return f"{lead} {deprived.lower_} {words}"  # "accused the mayor of taking": was accused of
        full = head.pos_ == "VERB" or not head.dep_.startswith(("aux", "cop"))  # "have" of "and have 7 gigawatts"
        bare = full and not tree.child(head, "aux", "cop")
        if bare and head.dep_ == "conj" and (shared := self._shared(tree.first_conjunct(head), head)):
            auxiliary, *rest = shared.split()
            form = AUXILIARIES.get(auxiliary, auxiliary)
            if form in AUXILIARIES.values() and tree.child(head, "nsubj", "nsubj:pass") is not None:
                # "One has been killed and four | have been | hurt"
                shared = " ".join([self._agreeing(form, statement, plural), *rest])
            nor = statement.proposition.negated and not set(f"{shared} {words}".split()) & NEGATORS
            return (
                f"{shared} not {words}".replace("can not ", "cannot ") if nor else f"{shared} {words}"
            )  # "was neither founded nor | led"
        free = head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_ and not tree.child(head, "aux", "cop")
        own = head.dep_ in ("ccomp", "xcomp", "acl") and tree.child(head, "nsubj", "nsubj:pass") is not None
        if free and own and modalities.modality(head) == "desired":  # "demanded that he resign"
            return f"should {words}"
        be = head.lower_ == "be" and head.tag_ == "VB" and head.head.dep_ == "ccomp"  # "that the vote be held"
        if be and tree.child(head.head, "nsubj", "nsubj:pass") is not None and words.lower().startswith("be"):
            return f"should {words}"
        meant = head.lower_ == "be" and head.head.dep_ == "acl" and any(c.lower_ == "to" for c in head.head.lefts)
        if meant and words.lower().startswith("be "):
            return f"{self._agreeing('are', statement, plural)} to {words}"  # "a school to be built"
        below = head.head if head.dep_ == "cop" and head.tag_ == "VB" else head
        if below.i != head.i and any(c.dep_ == "mark" and c.lower_ == "to" for c in below.lefts):
            lead = self._controlled(statement, below, plural)  # "urged them to be careful": were urged to be
            if lead and words.lower().split()[0] == "be":
                return f"{lead} to {words}"
            if lead and words.lower().startswith("not to be"):
                return f"{lead} {words}"
        first = tree.first_conjunct(head)
        let = first.dep_ in ("xcomp", "ccomp") and is_causative(first.head) and not tree.child(first, "mark")
        if free and let and statement.proposition.modality == "desired":  # "told them to let the state spend"
            return f"should {words}"
        if (free and let) or self._is_brought_about(first, head, statement):  # "let the state spend"
            seen = first.head.tag_ in ("VBD", "VBN")  # "has seen his approval rating fall"
            form = finite(head.text, plural=plural or self._is_first(statement), past=seen)
            words = words.removeprefix("to ")
            return words.replace(head.text, self._agreeing(form, statement, plural=True), 1)
        if head.tag_ == "VB" and any(c.lower_ == "to" for c in head.children):
            being = self._controlled(statement, head, plural) or self._being(statement, plural)
            return f"{being} {words}" if words.lower().startswith(("to ", "not to ")) else f"{being} to {words}"
        also = head.tag_ == first.tag_ == "VB" and first.i != head.i and tree.child(first, "mark") is not None
        if also:  # "urged Peru to leave and pay": was urged to; "meets to plan and coordinate work": is to
            return f"{self._controlled(statement, first, plural) or self._being(statement, plural)} to {words}"
        if bare and head.tag_ == "VBG" and denied in words:  # "not wanting a war"
            form = finite(head.lemma_.lower(), plural=plural, past=self._is_over(statement), negated=True)
            return words.replace(denied, form, 1)
        if bare and head.tag_ == "VBG" and any(c.dep_ == "mark" and c.lower_ == "without" for c in head.lefts):
            form = finite(head.lemma_.lower(), plural=plural, past=self._is_over(statement), negated=True)
            return words.replace(head.text, form, 1)  # "paid | without admitting guilt"
        if bare and head.tag_ == "VBG" and head.pos_ == "VERB" and not clauses.is_negated(head):
            many = plural or self._is_first(statement)
            shown = head.text if head.text in words else head.lower_  # "| Speaking | in Lima, Ana Bo said"
            if (lent := self._with_above(head, plural)) is not None:
                return words.replace(shown, lent, 1)
            now = told(head.lower_, head.lemma_, plural=many, past=self._is_over(statement))
            return words.replace(shown, self._agreeing(now, statement, plural=True), 1)  # ", wounding four"
        if bare and (shared := self._shared_copula(first, head, statement)):
            return f"{shared} {words}"
        did = bare and head.tag_ in ("VBN", "VBD") and clauses.is_own_doing(head)
        if did and not statement.proposition.negated:  # "Ana Bo (died 4 February 2015)"
            return words.replace(head.text, past_tense(head.lemma_.lower()), 1)
        if bare and (head.tag_ == "VBG" or self._is_undergone(head, statement)):
            return f"{self._being(statement, plural)} {words}"
        if plural and head.lower_ in ("is", "was", "has") and self.doc[statement.subject.root].dep_ == "conj":
            return words.replace(head.text, PLURAL.get(head.lower_, "have"), 1)  # "Bo, as well as | two aides, was"
        split = tree.child(self.doc[statement.subject.root], "conj") or self.doc[statement.subject.root].dep_ == "conj"
        if statement.parts > 1 and split and not plural and (head.tag_ == "VBP" or head.lower_ in ("are", "were")):
            return words.replace(head.text, self._agreeing(head.text, statement, plural), 1)
        return words

    def _with_above(self, head: Token, plural: bool) -> str | None:
        """A participle with what the verb before it has: "may fall, | killing many": may kill; "has fallen": has killed."""
        if (above := modalities.consequence_of(head)) is None:
            return None
        own = tree.child(above, "aux")
        if own is not None and own.tag_ == "MD":
            return f"{unshortened(own.lower_, own.lemma_)} {head.lemma_.lower()}"
        if own is not None and own.lemma_ == "have" and own.tag_ in ("VBZ", "VBP"):
            return f"{'have' if plural else 'has'} {past_participle(head.lemma_.lower())}"
        return f"would {head.lemma_.lower()}" if modalities.modality(head) == "desired" else None

    def _is_brought_about(self, first: Token, head: Token, statement: Statement) -> bool:
        """Whether an infinitive tells what happened because of its verb: "caused the crane to fall", "led them to leave"."""
        above, proposition = first.head, statement.proposition
        if modalities.is_outcome(first) and not proposition.negated and above.tag_ in ("VBD", "VBN"):
            return True
        bringing = above.lemma_ in resources.words("control.toml", "bringing")
        if head.tag_ != "VB" or first.dep_ != "xcomp" or not bringing or proposition.negated:
            return False
        told = above.tag_ in ("VBD", "VBZ", "VBP", "VBN") and not clauses.is_negated(above)
        given = (c.i for c in above.children if c.dep_ in ("obj", "iobj"))
        return told and proposition.modality == "asserted" and statement.subject.root in given

    def _controlled(self, statement: Statement, head: Token, plural: bool) -> str | None:
        """What leads to an infinitive whose subject another verb or an adjective gives it; None for any other.

        "Allowed the UN to register": the UN "was allowed" to; "factions unable to agree": they "were unable" to.
        """
        above = head.head
        if (
            head.dep_ in ("xcomp", "ccomp", "advcl")
            and above.pos_ == "ADJ"
            and above.dep_ in ("acl", "amod", "advcl", "parataxis")
        ):
            return f"{self._being(statement, plural)} {above.text}"
        given = [c.i for c in above.children if c.dep_ in ("obj", "iobj")]
        asked = called_on(above)  # "called on the state to pay": it was asked to
        if asked is not None:
            given.append(asked.i)
        if head.dep_ not in ("xcomp", "advcl") or above.pos_ != "VERB" or statement.subject.root not in given:
            return None
        active = above.lemma_.lower() in resources.words("control.toml", "active")
        if (asked is None and active) or clauses.is_passive(above):
            return None
        participle = above.text.lower() if above.tag_ == "VBN" else past_participle(above.lemma_.lower())
        participle = "asked" if asked is not None else participle
        auxiliaries = tree.children(above, "aux")
        modal = next((c for c in auxiliaries if c.tag_ == "MD"), None)
        perfect = next((c for c in auxiliaries if c.lemma_ == "have" and c.tag_ != "VB"), None)
        no = " not" if clauses.is_negated(above) else ""
        if modal is not None:
            return f"{unshortened(modal.text, modal.lemma_)}{no} be {participle}"
        if perfect is not None:
            form = "had" if perfect.tag_ == "VBD" else self._agreeing("have", statement, plural)
            return f"{form}{no} been {participle}"
        form = self._agreeing("were" if self._is_past(above) else "are", statement, plural)
        return f"{form}{no} {participle}"

    def _is_undergone(self, head: Token, statement: Statement) -> bool:
        """Whether a participle without auxiliary tells what is done to its subject: "a boy handcuffed by the police"."""
        if head.tag_ not in ("VBN", "VBD"):
            return False
        if head.i != statement.proposition.root:  # "the age required to run"
            return clauses.is_passive(head)
        first = tree.first_conjunct(head)
        beside = first.dep_ in ("acl", "advcl") and (head.tag_ == "VBN" or tree.child(head, "obj", "nsubj") is None)
        agent = any(a.role == "agent" for a in statement.proposition.arguments)
        return statement.proposition.passive or (head.tag_ == "VBN" and first.i != head.i and beside) or agent

    def _inverted(self, statement: Statement, verb: Token, before: list[int], words: str, plural: bool) -> str:
        """The verb group of a clause whose auxiliary stands before its subject: "did the senator accept"."""
        before.sort(key=lambda i: self.doc[i].dep_ == "advmod")  # "rarely has | it won": has rarely
        do = self.doc[before[0]]
        if do.lower_ == "were" and verb.tag_ == "VB" and tree.child(verb, "mark") is not None:
            words = f"to {words.removeprefix('to ')}"  # "were Peru to lose"
        adverbs = [self.doc[i].lower_ for i in before[1:]]
        alone = do.lemma_ == "do" and not statement.proposition.negated and NEGATORS.isdisjoint(adverbs)
        if alone and verb.tag_ == "VB" and verb.text in words.split():
            many = plural or self._is_first(statement)
            form = self._agreeing(finite(verb.text, plural=many, past=do.tag_ == "VBD"), statement, plural=True)
            return " ".join([*adverbs, words.replace(verb.text, form, 1)])
        return " ".join([*(unshortened(self.doc[i].lower_, self.doc[i].lemma_) for i in before), words])

    def _being(self, statement: Statement, plural: bool) -> str:
        """The form of "be" that a statement without a finite verb is told with."""
        return self._agreeing("were" if self._is_over(statement) else "are", statement, plural)

    def is_asked(self, statement: Statement) -> bool:
        """Whether a statement is asked in so many words rather than governed by "whether"."""
        asked = statement.proposition.modality == "questioned"
        return asked and self._top(statement).dep_ in ("ROOT", "conj", "parataxis")

    def asking(self, statement: Statement) -> str:
        """The word or phrase that a question is asked with: "why", "which party"; "" where its subject is, "whether" else."""
        words = [t for t in self._top(statement).subtree if t.tag_ in ("WRB", "WP", "WDT", "WP$")]
        asked = next((t for t in words if t.i <= self._top(statement).i), None)
        if asked is None:
            return "whether"
        if statement.subject.start <= asked.i < statement.subject.end:
            return ""
        if statement.predicate is None or asked.i > min(statement.subject.start, statement.predicate[0]):
            return "whether"
        noun = (
            asked.head
            if asked.head.pos_ in ("NOUN", "PROPN", "ADJ", "ADV") and asked.head.i < statement.subject.start
            else asked
        )
        return self.doc[asked.i : max(noun.i, asked.i) + 1].text.lower()

    def _top(self, statement: Statement) -> Token:
        """The verb on which all others of a relation phrase hang: "decide" of "decide to take"."""
        root = self.doc[statement.proposition.root]
        start = statement.predicate[0] if statement.predicate is not None else root.i
        while root.dep_ == "xcomp" and start <= root.head.i:
            root = root.head
        return root

    @staticmethod
    def _shared_copula(first: Token, later: Token, statement: Statement) -> str:
        """The "is" that a participle shares with a predicate before it: "is rich but | divided"."""
        copula = tree.child(first, "cop")
        if first.i == later.i or later.tag_ != "VBN" or copula is None or copula.tag_ not in tree.FINITE:
            return ""
        plain = tree.child(later, "obj", "nsubj") is None and not statement.proposition.negated
        return copula.lower_ if plain and tree.child(first, "aux") is None else ""

    @staticmethod
    def _is_unreal(first: Token, later: Token) -> bool:
        """Whether a verb goes on with what might have been, whatever its tag: "would have cut pay and | raised | taxes"."""
        might = first.tag_ == "VBN" and any(c.tag_ == "MD" for c in tree.children(first, "aux"))
        same = later.tag_ == "VBD" or past_participle(later.lemma_.lower()) == later.lower_  # "and | let | them go"
        return might and same and all(c.lower_ != "but" for c in (*first.rights, *later.lefts))

    def _shared(self, first: Token, later: Token) -> str:
        """The auxiliaries, or the verb with "to", that a later verb of the same form shares with the first."""
        below = next((c for c in first.rights if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i < later.i), None)
        if later.tag_ == "VB" and first.tag_ in tree.FINITE and below is not None:
            first = below  # "aims to cut emissions and have", whatever the tree joins it to
        bare = first.tag_ == "VB" and later.tag_ == "VBP"  # "will shut it and | sell | the land"
        if first.i > later.i or not (first.tag_ == later.tag_ or bare or self._is_unreal(first, later)):
            return ""
        if auxiliaries := [unshortened(t.text, t.lemma_) for t in tree.children(first, "aux")]:
            return " ".join(auxiliaries)
        top = first
        while top.dep_ == "xcomp":
            top = top.head
        if tree.child(top, "obj", "iobj") is not None:  # "persuaded him to leave and study"
            return ""
        start = min(clauses.verb_group(top))
        governed = later.tag_ == "VB" or (
            later.tag_ == "VBG" and first.dep_ == "xcomp"
        )  # "opposes raising and cutting"
        return self.phrase(start, first.i) if governed and 0 < first.i - start <= MAX_SHARED else ""
