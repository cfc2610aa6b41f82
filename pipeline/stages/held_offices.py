"""The offices that people are told to hold, in words: "head of the central bank", "president of Peru", "minister (unresolved)"."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.records import Entity
from pipeline.stages import titles, tree
from pipeline.stages.conjugation import indefinite
from pipeline.stages.demonstratives import UNEXPLAINED
from pipeline.stages.naming import OPEN
from pipeline.stages.offices import is_office
from pipeline.stages.slots import Slots

LONGEST_ADDED = 10  # tokens of a noun phrase behind those that fill a slot
PLACED = ("GPE", "NORP", "ORG")
OWNERS = ("PRP$", "DT", "WP$")


class HeldOffices(Slots):
    """Words the offices of one Doc."""

    def office(self, fact: Fact, place: tuple[int, int]) -> str:
        """The office that somebody holds, as the complement of a clause."""
        inner = [self.starting[i] for i in range(*place) if i in self.starting]
        pointing = any(i in self.scribe.referents.demonstratives for i in range(place[0] + 1, place[1]))
        pointing = pointing or any(m.kind == "nominal" and m.entity is not None and m.start > place[0] for m in inner)
        owned_ = any(self.doc[m.start].tag_ in OWNERS and m.end < place[1] for m in inner)
        if owned_ or pointing:  # "her deputy", "the bank's head", "chief minister of the state", "head of the church"
            return self.continued(self.written(*place, beside=fact.subject), place[0])
        low, high = place
        head = self.scribe.head(*place)
        behind = next((c for c in head.rights if c.dep_ == "nmod" and c.left_edge.i == high), None)
        several = behind is not None and tree.child(behind, tree.BOTH) is not None  # "in both Peru and Chile"
        led = behind is not None and not several and self._belongs(behind)
        if behind is not None and led and high != fact.subject[0]:
            high = tree.phrase(behind)[1]  # "spokesman | for the army"
            high = min([high, *(q.start for q in fact.qualifications if q.start > behind.i)])
            while self.doc[high - 1].pos_ in ("ADP", "SCONJ"):  # "dean at Lima University | since 2020"
                high -= 1
            told = (fact.subject[0], fact.trigger[0] if fact.trigger is not None else -1)
            if high - place[1] > LONGEST_ADDED or any(place[1] <= i < high for i in told):
                high = place[1]
        # "Senators Ana Bo and | Rosa Vega": the title is hers as well.
        name = self.scribe.referents.inside.get(place[1]) if head.tag_ in ("NNS", "NNPS") else None
        shared = name is not None and name.type == "PERSON" and name.start == place[1]
        words = titles.office(self.doc, low, high, following=place[1] if shared else fact.subject[0])
        if low > 1 and self.doc[low - 1].is_quote and self.doc[low - 2].lower_ == "the":
            words = f"the {words}"  # 'the "Sun King"'
        country = self._headed.get(fact.trigger) if fact.trigger is not None else None
        owned = any(t.dep_ in ("nmod", "nmod:poss") or t.ent_type_ in PLACED for t in self.doc[slice(*place)])
        if country is not None and not owned:
            return f"{words} of {self.named(country)}"
        behind_all = self._held_with(head) if high == place[1] and not owned else ""
        if not behind_all and words == head.lower_ and _is_trade(head):
            words = indefinite(words)
        return f"{words} {behind_all}".strip()

    def _held_with(self, office: Token) -> str:
        """Where several offices are held, behind the last of them: "president and treasurer | at the Lima Bank |"; or ""."""
        held = [*tree.coordinated(tree.first_conjunct(office))]
        behind = next((c for t in held for c in t.rights if c.dep_ == "nmod" and c.left_edge.i > held[-1].i), None)
        if len(held) == 1 or behind is None or behind.left_edge.i != held[-1].i + 1:
            return ""
        if any(t.tag_ == "CD" for t in self.doc[office.i : held[-1].i]) or behind.left_edge.lower_ != tree.case(behind):
            return ""  # "mayor from 2002 to 2004 and minister of health"
        leading = resources.words("offices.toml", "leads") | resources.words("offices.toml", "sole")
        heads = office.i == held[-1].i or all(t.lemma_.lower() in leading for t in held)
        case, high = tree.case(behind), tree.phrase(behind)[1]
        named = self.scribe.referents.inside.get(behind.i) is not None
        said = all(map(is_office, held)) and (case == "at" or (case == "of" and heads)) and named
        return " ".join(self.doc[behind.left_edge.i : high].text.split()) if said else ""

    def _belongs(self, behind: Token) -> bool:
        """Whether a phrase behind an office belongs to it: "spokesman | for the army", "a senator | from Iowa"."""
        case = tree.case(behind)
        return case in ("for", "at", "in", "to") or (case == "from" and self.scribe.referents.type(behind) == "GPE")

    def of_what_office(self, fact: Fact, text: str) -> str:
        """The text of an office with what it is of, or a mark where nothing tells that: "is defense minister (unresolved)"."""
        if fact.predicate != "position_held" or fact.object is None:
            return text
        words = self.office(fact, fact.object)
        owned = resources.words("offices.toml", "owned_by")
        one = words.removeprefix("the ")
        if not words.islower() or one.startswith(("a ", "an ")) or " to " in one:
            return text  # "a former president"
        if not any(one == office or one.endswith(f" {office}") for office in owned):
            return text
        alone = re.compile(rf"\b{re.escape(words)}(?![\w-])(?! (?:of|at|in|for) [A-Z])")
        if alone.search(text) is None:
            return text
        behind = (c for c in self.scribe.head(*fact.subject).rights if c.dep_ == "nmod" and tree.case(c) == "of")
        place = next((entity for c in behind if (entity := self.scribe.referents.place(c)) is not None), None)
        if place is None:
            self.doubts[fact.object[0]] = UNEXPLAINED
        # "President Ana Bo of Peru"
        return alone.sub(f"{words} {OPEN if place is None else f'of {self.named(place)}'}", text, count=1)

    @cached_property
    def _headed(self) -> dict[tuple[int, int], Entity]:
        """The country that somebody heads, by the words that say the office: "President Bo" of Chile."""
        heads = (f for f in self.doc._.facts if f.predicate in ("head_of_state", "head_of_government"))
        return {f.trigger: f.subject_entity for f in heads if f.trigger is not None and f.subject_entity is not None}


def _is_trade(noun: Token) -> bool:
    """Whether an office stands among things that somebody is as others are: "was an actress, singer and | director |"."""
    first = tree.first_conjunct(noun)
    one = first.i != noun.i and any(c.lower_ in ("a", "an") for c in tree.children(first, "det"))
    heads = resources.words("offices.toml", "head_of_state") | resources.words("offices.toml", "head_of_government")
    return one and noun.tag_ == "NN" and noun.right_edge.i == noun.i and noun.lower_ not in heads
