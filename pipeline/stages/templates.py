"""A typed fact as one self-contained sentence, by the template of its predicate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from spacy.tokens import Token

from pipeline.annotations import Fact, Qualification
from pipeline.records import Entity
from pipeline.stages import drafts, names, tree
from pipeline.stages.arguments import extent
from pipeline.stages.bygone import has_begun, is_bygone
from pipeline.stages.conjugation import finite
from pipeline.stages.explaining import OPEN
from pipeline.stages.expressions import stretch, value_words, when
from pipeline.stages.moods import Mood, mood
from pipeline.stages.slots import Slots
from pipeline.stages.titles import office
from pipeline.stages.wording import lowered

VERB = re.compile(r"\[(\w+)\]")
# A stretch of time that has a name, which dates would make more exact than it is: "late 2001", "the 1860s".
VAGUE = re.compile(r"[a-z]{3,}.*\d{4}|\d{4}s|centur", re.IGNORECASE)
LONGEST = 20  # tokens of a clause that says of what something is the first
QUANTITIES = frozenset({"most", "much", "parts", "half", "some", "majority", "third", "quarter", "bulk", "all", "rest"})
LONGEST_MODIFIER = 12  # tokens, hyphens among them
LONGEST_ADDED = 10  # tokens of a noun phrase behind those that fill a slot
PLACED = ("GPE", "NORP", "ORG")
PLACES = ("GPE", "LOC", "FAC")
DESCRIBING = ("amod", "compound", "nmod:desc")
BARE_BEFORE = ("is", "are", "was", "were", "be", "been")
OWNERS = ("PRP$", "DT", "WP$")
# Predicates of what was done to people.
DONE = frozenset({"killed", "injured", "displaced", "refugees"})
# Measures that in percent are told of what a country produces.
OF_OUTPUT = frozenset({"debt", "military_expenditure"})
# Nouns that say by themselves what happened to those who are counted.
COUNTED = frozenset({"death", "fatality", "casualty", "injury", "refugee"})
# Entities that are people and not one thing.
PEOPLES = ("ethnic_group:", "religion:")


def _fitting(words: str) -> str:
    """A phrase that has lost a word, with the article that fits what is left: "an attack" of "a 2015 attack"."""
    words = re.sub(r"^([Aa]) (?=[aeiouAEIOU])", r"\1n ", " ".join(words.split()))
    return re.sub(r"^([Aa])n (?=[^aeiouAEIOU])", r"\1 ", words)


class Templates(Slots):
    """Words the typed facts of one Doc."""

    def fact(self, fact: Fact, row: Mapping[str, Any], label: str) -> str:
        """The sentence of a fact whose predicate has the table row `row`, with its time, polarity and mood."""
        subject, object_ = self._slots(fact)
        begun = "begun" in row and has_begun(fact, self.scribe)
        template, object_ = (row["begun"], object_) if begun else self._undergone(fact, row, object_)
        template = self._fitted(fact, template)
        verb = VERB.search(template)
        assert verb is not None, template  # every row has one
        past = begun or row.get("tense") == "past" or (row.get("ends", False) and is_bygone(fact, self.scribe))
        told = mood(fact, self.doc, verb[1], past)
        many = self._takes_plural(fact, template, verb.start())
        group = finite(verb[1], plural=many, past=told.past, modal=told.modal, negated=fact.negated)
        template = template.replace(verb[0], group)
        subject = self._members(fact, subject) if many else subject
        value = self._value(fact)
        subject = self._undated(fact, subject)
        if fact.value is not None and fact.predicate == "age":  # "a 2000 year old town" is not told to be so old
            subject = re.sub(rf"{re.escape(fact.value.value.text)}[ -](?:old[ -]?)?", "", subject)
        bare = re.sub(r"\s+", " ", fact.value.value.text) if fact.value is not None else ""
        if bare.lower() in subject.lower():  # "some 17,500 soldiers"
            template = template.replace("{value} {subject}", "{subject}")
        elif subject.lower() in bare.lower():  # "four parties" as the count of parties
            template = template.replace("{value} {subject}", "{value}")
        elif fact.value is not None and "{value}" not in template:  # "displaced more than 2 million": of people
            behind = self.doc[fact.value.end : fact.value.end + 2]  # "41,500 of these"
            among = len(behind) == 2 and behind[0].lower_ == "of" and behind[1].pos_ in ("PRON", "DET")
            among = among and re.match(r"the |these |those |[^,]*\d", subject) is not None
            subject = f"{value} of {subject}" if among else f"{value} {subject}"
        if fact.predicate == "position_held" and fact.object is not None:
            object_ = self._office(fact, fact.object)
        if "," in subject and self.ends_aside(*fact.subject):
            subject = f"{subject},"
        of, within = self._ranked(fact)
        text = template.format(
            subject=subject if template.startswith("{subject}") else lowered(subject),
            object=lowered(object_) if object_ and not within else "",
            value=value,
            label=label,
            of=f"{of} {self._within(fact)}".strip() if object_ and not within else of,
        )
        if object_ is None or within:
            text = re.sub(r" (?:of the population of|of|in|with|to|by|from|between)\s*$", "", text.rstrip())
        times = [time for item in fact.qualifications if (time := self._time(fact, item, told))]
        if (
            times
            and object_
            and "," in object_
            and fact.object
            and self.ends_aside(*fact.object)
            and text.endswith(object_)
        ):
            text += ","
        text += re.sub(r"\)( and) \((?=in |on |by )", r"\1 ", " and".join(times))
        text = f"{told.lead} {lowered(text)}" if told.lead is not None else text
        return re.sub(r"\s+", " ", text).strip()

    def _undergone(self, fact: Fact, row: Mapping[str, Any], object_: str | None) -> tuple[str, str | None]:
        """The template and object of a fact whose subject undergoes what others do: "Ana Bo was elected to parliament"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        if head is None or "undergone" not in row:
            return row["template"], object_
        case = tree.case(head)
        if head.dep_ != "xcomp" and case not in ("to", "as", "for"):
            return row["template"], object_
        return row["undergone"], f"{case} {object_}" if case else object_

    def _value(self, fact: Fact) -> str:
        """The value in words, with what it counts or is a share of where the template does not say that."""
        if fact.value is None:
            return ""
        value = fact.value.value
        words = value_words(value)
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

    def _members(self, fact: Fact, subject: str) -> str:
        """A people named by an adjective as its members: by "the Tajik-dominated party", Tajiks control it."""
        mention = self.scribe.referents.mention(self.scribe.head(*fact.subject))
        if mention is None or mention.entity is None or self.doc[mention.root].pos_ != "ADJ":
            return subject
        people = mention.entity.id.startswith("ethnic_group:") and subject == mention.entity.name
        return names.many(subject) if people else subject

    def _slots(self, fact: Fact) -> tuple[str, str | None]:
        """Subject and object in words."""
        subject = (
            self.named(fact.subject_entity) if fact.subject_entity else self.argument(*self._whole(fact, fact.subject))
        )
        if fact.object is None:
            return subject, None
        named = self.named(fact.object_entity) if fact.object_entity else None
        object_ = named or self.argument(*self._whole(fact, fact.object), beside=fact.subject)
        subject, object_ = self._bare(fact, fact.subject, subject), self._bare(fact, fact.object, object_)
        object_ = self._quantified(fact.object, object_)
        if subject == object_:  # "Ana Botha, the mayor": the noun, not who it stands for
            object_ = self.written(*fact.object, beside=fact.subject)
        return subject, object_

    def _undated(self, fact: Fact, subject: str) -> str:
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
        return self.continued(rest, start) if len(rest.split()) > 1 else subject

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
        return _fitting(words.replace(said, "", 1)) if said in words else words

    def _quantified(self, slot: tuple[int, int], words: str) -> str:
        """A slot with how much of it is meant: "most of the north", of which the north is the name."""
        head = self.scribe.head(*slot)
        part = head.head
        first = min([slot[0], *(c.i for c in head.lefts if c.dep_ == "case")])
        if (
            head.dep_ not in ("nmod", "obl")
            or tree.case(head) != "of"
            or part.lemma_.lower() not in QUANTITIES
            or part.i + 1 != first
        ):
            return words
        start = min([part.i, *(c.left_edge.i for c in part.lefts if c.dep_ in ("det", "amod", "advmod"))])
        return f"{self.continued(self.phrase(start, part.i + 1), start)} of {lowered(words)}"

    def _whole(self, fact: Fact, slot: tuple[int, int]) -> tuple[int, int]:
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
        others += [item.start for item in fact.qualifications]
        stop = min([stop, *(i for i in others if i >= slot[1])])
        if start > slot[0] or stop - slot[1] > LONGEST_ADDED:
            return slot
        end = slot[1]
        for part in head.rights:
            first, last = part.left_edge.i, part.right_edge.i + 1
            if first == end and last <= stop and all(t.text != "," for t in self.doc[first:last]):
                end = last
        return slot[0], end

    def _fitted(self, fact: Fact, template: str) -> str:
        """The template with the words that this fact asks for: "wide" for "long", "of Pakistanis"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        people = head is not None and (head.lemma_.lower() in drafts.words("words", "whole") or head.tag_ == "NNPS")
        if people and fact.object_entity is None:  # "18 percent of Pakistanis"
            template = template.replace("of the population of {object}", "of {object}")
        if fact.predicate == "position_held" and head is not None and head.lemma_.lower().endswith(("ship", "cy")):
            template = template.replace("[become]", "[assume]").replace("[be]", "[hold]")  # "the premiership"
        if fact.predicate == "age" and self.scribe.head(*fact.subject).lemma_.lower() == "age":
            template = template.removesuffix(" old")  # "the retirement age is 60 years"
        if fact.predicate in DONE and self.scribe.head(*fact.subject).lemma_.lower() in COUNTED:
            template = "There [be] {value} {subject}"
        if fact.predicate == "rank" and fact.value is not None:
            before = self.doc[fact.value.start - 1].lower_ if fact.value.start else ""
            if fact.value.value.approximate:
                template = template.replace("the {value}", "among the {value}")
            elif before in BARE_BEFORE:
                template = template.replace("the {value}", "{value}")  # "people are busiest in the mornings"
        if (adjective := fact.rule.removeprefix("dimensions/")) in drafts.mapping("adjective"):
            template = template.replace("} long", f"}} {adjective}")
        return template

    def _time(self, fact: Fact, item: Qualification, told: Mood) -> str:
        """When a fact holds: the time of its verb, in brackets beside a verb in the present."""
        inside_object = fact.object is not None and item.start < fact.object[1] and fact.object[0] < item.end
        if item.time is None or inside_object or item.time.edtf.startswith("R"):
            return ""
        by = "by" in {t.lower_ for t in self.doc[max(item.start - 1, 0) : item.start + 1]}
        preposition = {"since": "since ", "until": "until "}.get(item.role) or ("by " if by else None)
        if by and "/" in item.time.edtf:
            words = self.phrase(item.start, item.end)
            return f" by {words[3:] if words.lower().startswith('by ') else words}"
        words = f"{preposition}{stretch(item.time.edtf)}" if preposition else when(item.time.edtf)
        said = self.continued(self.phrase(item.start, item.end), item.start)
        if VAGUE.search(self.doc[item.start : item.end].text) and "/" in item.time.edtf:
            led = said.lower().startswith(preposition or "") and self.doc[item.start].pos_ in ("ADP", "SCONJ")
            words = said if led else f"{preposition or 'in '}{said}"
        if item.role == "since" and self.doc[item.start].lower_ == "from":
            words, preposition = f"from {stretch(item.time.edtf)} on", None
        if item.time.edtf.startswith("X"):  # a month of a year that nobody says
            words = self.continued(self.phrase(item.start, item.end), item.start)
        # What somebody wants, he wanted then.
        dated = preposition in (None, "by ") and (told.past if told.modal is None else told.modal != "should")
        return f" {words}" if dated else f" ({words.replace(f' {OPEN}', ', unresolved')})"

    def _office(self, fact: Fact, place: tuple[int, int]) -> str:
        """The office that somebody holds, as the complement of a clause."""
        inner = (self.starting[i] for i in range(*place) if i in self.starting)
        if any(self.doc[m.start].tag_ in OWNERS and m.end < place[1] for m in inner):  # "her deputy", "the bank's head"
            return self.continued(self.written(*place, beside=fact.subject), place[0])
        words = office(self.doc, *place, following=fact.subject[0])
        country = self._headed.get(fact.trigger) if fact.trigger is not None else None
        owned = any(t.dep_ in ("nmod", "nmod:poss") or t.ent_type_ in PLACED for t in self.doc[slice(*place)])
        return f"{words} of {self.named(country)}" if country is not None and not owned else words

    @cached_property
    def _headed(self) -> dict[tuple[int, int], Entity]:
        """The country that somebody heads, by the words that say the office: "President Bo" of Chile."""
        heads = (f for f in self.doc._.facts if f.predicate in ("head_of_state", "head_of_government"))
        return {f.trigger: f.subject_entity for f in heads if f.trigger is not None and f.subject_entity is not None}

    def _ranked(self, fact: Fact) -> tuple[str, bool]:
        """What something is the first or largest of, with its complement: "maker of batteries", and whether that ends
        the sentence: "cyclone to hit Mozambique this season"."""
        of = fact.value.value.of if fact.value is not None else None
        if fact.value is None or of is None or not of.text:
            return "", False
        words = of.text
        noun = self._ranked_noun(fact)
        if noun is not None:
            end = tree.phrase(noun)[1]
            clause = next((c for c in noun.rights if c.dep_ in ("acl", "acl:relcl") and c.left_edge.i == end), None)
            told = clause is not None and self.doc[end].lower_ in ("to", "that", "who", "which")
            if clause is not None and told and clause.right_edge.i - end < LONGEST:
                return f"{words} {self.phrase(noun.i + 1, clause.right_edge.i + 1)}", True
            taken = fact.object is not None and fact.object[0] < end and noun.i < fact.object[1]
            held = fact.subject[0] < end and noun.i < fact.subject[1]
            if not taken and not held and end > noun.i + 1:
                words = f"{words} {self.phrase(noun.i + 1, end)}"
        return words, False

    def _ranked_noun(self, fact: Fact) -> Token | None:
        """The noun of which something is the first or largest."""
        of = fact.value.value.of if fact.value is not None else None
        if fact.value is None or of is None or not of.text:
            return None
        near = self.doc[fact.value.start : fact.value.end + 4]
        return next((token for token in near if of.text.endswith(token.text)), None)

    def _within(self, fact: Fact) -> str:
        """The preposition between a rank and where or whose it is: "city in Peru", "son of the king"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        case = tree.case(head) if head is not None else None
        if head is None or case in ("on", "among", "across"):
            return case or "in"
        owned = case == "of" or head.dep_ == "nmod:poss"
        if head.lemma_.lower() == "world":
            return "in"
        ranked = self._ranked_noun(fact)
        placed = self._is_place(fact, head) and (
            ranked is None or head.dep_ != "nmod:poss" or self.scribe.referents.fits(ranked, "place")
        )
        return "of" if owned and not placed else "in"

    def _is_place(self, fact: Fact, head: Token) -> bool:
        """Whether the object of a fact, headed by `head`, is a place."""
        type_ = fact.object_entity.type if fact.object_entity is not None else self.scribe.referents.type(head)
        if head.lemma_.lower() == "world":
            return True
        return type_ in PLACES or (type_ is None and self.scribe.referents.fits(head, "place"))

    def _takes_plural(self, fact: Fact, template: str, verb: int) -> bool:
        """Whether the verb of a template, at character `verb`, is plural."""
        lead = template[:verb]
        if "{subject}" in lead and not lead.startswith(("{subject}", "{value}")):
            return False  # "the unemployment rate of young people is"
        if template.index("{subject}") > verb:  # "there are 20 soldiers", but "the price of eggs is"
            value = fact.value.value if fact.value is not None else None
            return template.startswith("There") and value is not None and value.amount != 1
        mention = self.scribe.referents.mention(head := self.scribe.head(*fact.subject))
        entity = fact.subject_entity or (mention.entity if mention is not None else None)
        people = mention is not None and mention.type == "NORP" and mention.kind == "name"
        single = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in head.children)
        said = fact.subject_entity is None or fact.subject_entity.id.startswith(PEOPLES)
        whole = head.dep_ not in DESCRIBING or (entity is not None and entity.id.startswith(PEOPLES))
        if people and said and not single and whole:
            return True  # "the Temne make up", "Muslims are"
        named = fact.subject_entity is not None or (mention is not None and mention.kind == "name")
        if entity is not None and entity.type != "PERSON" and named and names.is_plural(entity):
            return True  # "the Rapid Support Forces are"
        return fact.subject_entity is None and self._is_plural(head, fact.subject[1])

    def _is_plural(self, head: Token, end: int) -> bool:
        """Whether a phrase that ends before token `end` is, by the tag, number and coordination of its head."""
        if any(c.dep_ == "conj" and c.i < end for c in head.children):
            return True
        if (body := self.is_body(head)) is not None:
            return not body
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("one", "1") for c in head.children)
        return head.tag_ in ("NNS", "NNPS", "CD") or counted or self.is_share_of_many(head)
