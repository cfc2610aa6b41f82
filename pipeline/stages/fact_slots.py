"""What fills the slots of a typed fact, in words: its subject, its object and its value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.knowledge.base import load
from pipeline.stages import drafts, names, relatives, tree
from pipeline.stages.arguments import LONGEST_CLAUSE, extent, restricting
from pipeline.stages.demonstratives import UNEXPLAINED
from pipeline.stages.explaining import as_whole
from pipeline.stages.expressions import value_words
from pipeline.stages.held_offices import LONGEST_ADDED, HeldOffices
from pipeline.stages.hyphened import is_joined
from pipeline.stages.naming import OPEN
from pipeline.stages.wording import lowered

LONGEST_MODIFIER = 12  # tokens, hyphens among them
COMPLETING = ("obl", "advcl", "xcomp")
# A possessive by itself, with its mark, and the pronoun of who has it.
OWNERS_ALONE = {"its": "it", "their": "they", "his": "he", "her": "she", "our": "we", "my": "I", "your": "you"}
OWNER = re.compile(rf"({'|'.join(OWNERS_ALONE)})( \([^()]*\))?", re.IGNORECASE)
# Pronouns as objects, also for the possessives of those who have something: "the first wife of him".
ACCUSATIVE = {
    "he": "him", "his": "him", "she": "her", "they": "them", "their": "them", "i": "me", "my": "me", "we": "us", "our": "us", "its": "it",
}  # fmt: skip
PRONOUN = re.compile(rf"({'|'.join(ACCUSATIVE)})( \([^()]*\))?", re.IGNORECASE)
# Measures that in percent are told of what a country produces.
OF_OUTPUT = frozenset({"debt", "military_expenditure"})


def _fitting(words: str) -> str:
    """A phrase that has lost a word, with the article that fits what is left: "an attack" of "a 2015 attack"."""
    words = re.sub(r"^([Aa]) (?=[aeiouAEIOU])", r"\1n ", " ".join(words.split()))
    return re.sub(r"^([Aa])n (?=[^aeiouAEIOU])", r"\1 ", words)


class FactSlots(HeldOffices):
    """Words the slots of the typed facts of one Doc."""

    def value(self, fact: Fact) -> str:
        """The value in words, with what it counts or is a share of where the template does not say that."""
        if fact.value is None:
            return ""
        value = fact.value.value
        words = value_words(value)
        first = self.doc[fact.value.start]
        if first.like_num or first.lower_ in ("a", "an", "the", *resources.table("numbers.toml")["fractions"]):
            words = words[:1].lower() + words[1:]  # "Four in ten Bolivians" begins a sentence, the claim does not
        following = self.doc[fact.value.end] if fact.value.end < len(self.doc) else None
        if fact.predicate == "population" and following is not None:
            households = following.lemma_.lower() in drafts.words("words", "household")
            return f"{words} {following.text}" if households else words  # "a village of 240 families"
        if (
            fact.predicate in OF_OUTPUT
            and value.kind == "percent"
            and following is not None
            and following.lower_ == "of"
        ):
            whole = self.phrase(
                fact.value.end, tree.phrase(following.head)[1]
            )  # "82 percent | of gross domestic product"
            return f"{words} {whole}"
        return words

    def members(self, fact: Fact, subject: str) -> str:
        """A people named by an adjective as its members: by "the Tajik-dominated party", Tajiks control it."""
        mention = self.scribe.referents.mention(self.scribe.head(*fact.subject))
        if mention is None or mention.entity is None:
            return subject
        root, entity = self.doc[mention.root], mention.entity
        joined = fact.trigger is not None and is_joined(self.scribe.head(*fact.trigger))
        if entity.id.startswith("ethnic_group:") and subject == root.text != entity.name and joined:
            return entity.name
        if root.pos_ != "ADJ":
            return subject
        people = entity.id.startswith("ethnic_group:") and subject == entity.name
        believer = entity.id.startswith("religion:") and subject == root.text
        believer = believer and bool(load().candidates(names.many(subject)))  # no "Islamics"
        return names.many(subject) if people or believer else subject

    def _is_of_people(self, fact: Fact) -> bool:
        """Whether a part is one of the people of a place, which the template does not say: "47 percent of Mali's adults"."""
        whole = self.scribe.head(*fact.object).lemma_.lower() if fact.predicate == "share" and fact.object else ""
        return whole in drafts.words("words", "whole")

    def slots(self, fact: Fact) -> tuple[str, str | None]:
        """Subject and object in words."""
        subject = (
            self.named(fact.subject_entity) if fact.subject_entity else self.argument(*self.filled(fact, fact.subject))
        )
        subject = self._counted(fact, subject)
        if (owner := OWNER.fullmatch(subject)) is not None:  # "its leader" leads it
            subject = f"{OWNERS_ALONE[owner[1].lower()].capitalize()}{owner[2] or ''}"
        if fact.object is None:
            return subject, None
        named = self.named(fact.object_entity) if fact.object_entity and not self._is_of_people(fact) else None
        object_ = named or self.argument(*self.filled(fact, fact.object), beside=fact.subject)
        subject, object_ = self._narrower(fact, fact.subject, subject), self._narrower(fact, fact.object, object_)
        subject, object_ = self._bare(fact, fact.subject, subject), self._bare(fact, fact.object, object_)
        object_ = self._quantified(fact, fact.object, object_)
        if (pronoun := PRONOUN.fullmatch(object_)) is not None:
            object_ = f"{ACCUSATIVE[pronoun[1].lower()]}{pronoun[2] or ''}"  # "is led by him (unresolved)"
        if subject == object_:  # "Ana Botha, the mayor": the noun, not who it stands for
            object_ = self.written(*fact.object, beside=fact.subject)
        if fact.predicate == "renamed_to":  # "Burma was renamed Myanmar": one entity by both of its names
            subject = self._as_named(fact.subject) or subject
            object_ = self._as_named(fact.object) or object_
        return subject, object_

    def _as_named(self, place: tuple[int, int]) -> str | None:
        """The name that tokens are, as the text has it; None where they are none."""
        name = self.scribe.referents.inside.get(place[0])
        whole = name is not None and (name.start, name.end) == place
        return " ".join(self.doc[slice(*place)].text.split()) if whole else None

    def undated(self, fact: Fact, subject: str) -> str:
        """An event without the time that its claim is about: "The elections took place in 2014", not "the 2014 elections"."""
        time = self.scribe.adjuncts.covered.get(fact.object[0]) if fact.object is not None else None
        if time is None or not fact.subject[0] <= time.start < fact.subject[1] or "/" in self.doc[time.start].text:
            return subject  # "the 9/11 attacks" is their name
        start, end = fact.subject
        low, high = time.start, time.end
        high += high < end and self.doc[high].tag_ == "POS"  # "last week's election"
        led = low - 1 if self.doc[low - 1].lower_ == "the" else low
        if led - 1 > start and self.doc[led - 1].lower_ in ("of", "in", "on", "from", "between", "during", "since"):
            low = led - 1  # "the war | of 1948"
        parts = [self.phrase(*part) for part in ((start, low), (high, end)) if part[0] < part[1]]
        rest = _fitting(" ".join(parts))
        if subject.lower().startswith("the ") and not rest.lower().startswith("the "):
            rest = f"the {rest}"
        many = self.scribe.head(*fact.subject).tag_ == "NNS"  # "January elections"
        return self.continued(rest, start) if many or len(rest.split()) > 1 else subject

    def _bare(self, fact: Fact, slot: tuple[int, int], words: str) -> str:
        """A slot without the modifier in which its fact is told: "a Russian-backed faction" is "a faction"."""
        other = fact.object if slot == fact.subject else fact.subject
        head = self.scribe.head(*slot)
        if fact.trigger is None or other is None or head.pos_ != "NOUN":
            return words
        told = range(min(other[0], fact.trigger[0]), max(other[1], fact.trigger[1]))
        if not (slot[0] <= told.start and told.stop <= head.i and len(told) <= LONGEST_MODIFIER):
            return words
        comma = told.start - 1 > slot[0] and self.doc[told.start - 1].text == ","  # "northern, Kabye-dominated"
        said = " ".join(self.doc[told.start - comma : told.stop].text.split())
        rest = _fitting(words.replace(said, "", 1))
        if said not in words or rest.split(" ", 1)[0].lower() in ("of", "in", "for", "and"):
            return words
        lone = len(rest.split()) < 3 and (rest.lower().startswith("the ") or (" " not in rest and head.tag_ == "NN"))
        if not lone:
            return rest
        noun = rest if rest.lower().startswith("the ") else f"the {rest[:1].lower()}{rest[1:]}"
        self.doubts[head.i] = UNEXPLAINED  # "the pro-Beijing camp" without its modifier is any camp
        return f"{noun} {OPEN}"

    def _narrower(self, fact: Fact, slot: tuple[int, int], words: str) -> str:
        """A named place with what says that only a part of it is meant: "southern and central | Somalia".

        Not one that another sentence names, where the text is set.
        """
        name, low = self.scribe.referents.inside.get(slot[0]), fact.trigger[0] if fact.trigger is not None else slot[0]
        if name is None or (name.start, name.end) != slot or name.type not in ("GPE", "LOC"):
            return words
        if self.scribe.sentence(low) != self.scribe.sentence(slot[0]):
            return words
        head, parts = self.doc[name.root], resources.words("whereabouts.toml", "parts")
        before = [c for c in head.lefts if c.dep_ == "amod" and c.lower_ in parts and c.right_edge.i < slot[0]]
        if not before or before[-1].right_edge.i + 1 != slot[0]:
            return words
        start = before[0].left_edge.i
        article = start > 0 and self.doc[start - 1].lower_ == "the"
        whole = f"{self.phrase(start, slot[0])} {words.removeprefix('the ')}"
        return f"the {whole}" if article or words.startswith("the ") else whole

    def _counted(self, fact: Fact, words: str) -> str:
        """A subject with how many of it do what the relative clause behind it says: "two of the ministers"."""
        clause = tree.clause_head(self.doc[fact.trigger[0]]) if fact.trigger is not None else None
        own = tree.child(clause, "nsubj") if clause is not None and clause.dep_ == "acl:relcl" else None
        whole = next((c for c in own.rights if c.dep_ == "nmod" and c.tag_ in tree.RELATIVE), None) if own else None
        if own is None or whole is None or not fact.subject[0] <= relatives.relativised(whole).i < fact.subject[1]:
            return words
        start = tree.trimmed(own, own.left_edge.i, own.i + 1)[0]
        return f"{self.phrase(start, whole.i)} {as_whole(words)}"

    def _quantified(self, fact: Fact, slot: tuple[int, int], words: str) -> str:
        """A slot with how much of it is meant, unless its fact says so: "most of the north", of which the north is the name."""
        head = self.scribe.head(*slot)
        part = head.head
        first = min([slot[0], *(c.i for c in head.lefts if c.dep_ == "case")])
        if (
            head.dep_ not in ("nmod", "obl")
            or tree.case(head) != "of"
            or part.lemma_.lower() not in resources.words("quantifiers.toml", "shares")
            or part.i + 1 != first
            or (fact.value is not None and fact.value.start <= part.i < fact.value.end)
        ):
            return words
        start = min([part.i, *(c.left_edge.i for c in part.lefts if c.dep_ in ("det", "amod", "advmod"))])
        return f"{self.continued(self.phrase(start, part.i + 1), start)} of {lowered(words)}"

    def filled(self, fact: Fact, slot: tuple[int, int], *, clauses: bool = True) -> tuple[int, int]:
        """A slot with what else its noun phrase says, up to what the fact says by itself: "Syrians | older than 15"."""
        head = self.scribe.head(*slot)
        if head.pos_ != "NOUN" or self.scribe.adjuncts.covered.get(slot[0]) is not None or head.i in self.scribe.values:
            return slot
        mention = self.scribe.referents.by_root.get(head.i)
        if mention is not None and (mention.entity is not None or mention.antecedent is not None):
            return slot
        start, stop = extent(head)
        others = [fact.value.start] if fact.value is not None else []
        others += [span[0] for span in (fact.subject, fact.object, fact.trigger) if span is not None]
        times = [item.start for item in fact.qualifications] if slot == fact.subject else self._times_beside(fact, head)
        stop = min([stop, *(i for i in [*others, *times] if i >= slot[1])])
        if start > slot[0] or stop - slot[1] > LONGEST_ADDED:
            return slot
        end = slot[1]
        for part in head.rights:
            first, last = part.left_edge.i, part.right_edge.i + 1
            if first == end and last <= stop and all(t.text != "," for t in self.doc[first:last]):
                end = last
        return slot[0], self._narrowed(head, end, others) if clauses else end

    def _times_beside(self, fact: Fact, head: Token) -> list[int]:
        """Where the times of a fact begin but for those within "of" and what it marks: "the result of October's vote"."""
        inner = (c for c in head.rights if c.dep_ == "nmod" and tree.case(c) == "of")
        within = {
            i for c in inner if self.scribe.adjuncts.time(c) is None for i in range(c.left_edge.i, c.right_edge.i + 1)
        }
        return [item.start for item in fact.qualifications if item.start not in within]

    def _narrowed(self, head: Token, end: int, others: list[int]) -> int:
        """The end of a slot with the relative clause that says which one is meant, and nothing that the fact says."""
        clause = restricting(head)
        if clause is None or clause.dep_ != "acl:relcl" or clause.left_edge.i != end:
            return end
        if not any(t.tag_ in ("WDT", "WP", "WP$") for t in self.doc[end : end + 2]):
            return end
        last = tree.trimmed(clause, end, clause.right_edge.i + 1)[1]
        told = any(end <= i < last for i in others) or last - end > LONGEST_CLAUSE
        return end if told else last

    def completion(self, fact: Fact, words: Sequence[str]) -> str:
        """What completes a verb behind its object: "appointed Ana Bo | as minister", "to lead the bank"; up to a time."""
        if fact.trigger is None or fact.object is None:
            return ""
        verb = self.scribe.head(*fact.trigger)
        end = self.scribe.head(*fact.object).right_edge.i + 1  # with "Ana Bo, a judge,"
        for part in verb.rights:
            if part.dep_ not in COMPLETING:
                continue
            start, stop = part.left_edge.i, part.right_edge.i + 1
            start += self.doc[start].text == ","
            between = self.doc[max(fact.object[1], end) : start]
            timed = self.scribe.adjuncts.covered
            apart = all(t.is_punct or t.i in timed or (t.pos_ == "ADP" and t.i + 1 in timed) for t in between)
            behind = fact.object[0] > verb.i and start >= fact.object[1] and apart and part.i not in timed
            if behind and self.doc[start].lower_ in words:
                stop = min([stop, *(q.start for q in fact.qualifications if q.start > start)])
                while stop > start and (self.doc[stop - 1].pos_ == "ADP" or self.doc[stop - 1].is_punct):
                    stop -= 1
                if 1 < stop - start <= LONGEST_MODIFIER:
                    return f" {self.phrase(start, stop)}"
        return ""
