"""A typed fact as one self-contained sentence, by the template of its predicate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from pipeline import resources
from pipeline.annotations import Fact
from pipeline.records import Value
from pipeline.stages import drafts, names, relatives, titles, tree
from pipeline.stages.arguments import restricting
from pipeline.stages.bygone import has_begun, has_ended, is_bygone, is_former
from pipeline.stages.circumstances import DATED, Circumstances
from pipeline.stages.conjugation import finite, indefinite
from pipeline.stages.ellipsis import several
from pipeline.stages.explaining import as_whole
from pipeline.stages.labels import DESCRIBING
from pipeline.stages.moods import mood
from pipeline.stages.own_verbs import reworded
from pipeline.stages.referents import nouns
from pipeline.stages.wording import lowered

# A subject or object that denies what the verb says.
DENYING = re.compile(r"(?:no|none|neither|nobody|nothing)\b", re.IGNORECASE)
VERB = re.compile(r"\[(\w+)\]")
BARE_BEFORE = ("is", "are", "was", "were", "be", "been")
# Predicates of what was done to people.
DONE = frozenset({"killed", "injured", "displaced", "refugees"})
# "There was not a vote", which is said as "there was no vote".
NOT_ONE = re.compile(r"\b([Tt]here (?:was|were|is|are)) not (?:an? )?(?=[A-Za-z])")
# Entities that are people and not one thing.
PEOPLES = ("ethnic_group:", "religion:")


class Templates(Circumstances):
    """Words the typed facts of one Doc."""

    def fact(self, fact: Fact, row: Mapping[str, Any], label: str) -> str:
        """The sentence of a fact whose predicate has the table row `row`, with its time, polarity and mood."""
        subject, object_ = self.slots(fact)
        alone, subject = subject, several(fact, self.scribe.head(*fact.subject), subject)
        if self.time(*fact.subject) is not None:
            subject = re.sub("^(?:in|on) (?=\\d)", "", subject)
        begun = "begun" in row and has_begun(fact, self.scribe)
        if begun:
            template = row["begun"]
        elif self._is_affiliated(fact, row):
            template = self._affiliated(fact) or row["affiliated"]
        else:
            template, object_ = self._undergone(fact, row, object_)
        template = self._fitted(fact, row, template)
        happening = self.happening(fact) if "[take] place" in template else None  # but "a storm hit the coast"
        if happening is not None:
            template = template.replace("{subject} [take] place", "There [be] {subject}")
        aside = self.said_of_some(fact) if template.startswith("There [be] {value}") else None
        if aside is not None:
            template = f"{{value}} {{subject}} [be] {aside.replace('{', '{{').replace('}', '}}')}"
        verb = VERB.search(template)
        assert verb is not None, template  # every row has one
        gone = is_former(fact, self.doc) or (row.get("ends", False) and is_bygone(fact, self.scribe))
        over = row.get("ends", False) and any(q.role == "until" and self.is_gone(q) for q in fact.qualifications)
        past = begun or gone or over or has_ended(fact, self.scribe) or row.get("tense") == "past"
        past = past or (aside is not None and self.is_told_of_past(fact))
        told = mood(fact, self.doc, verb[1], past and not self.is_habit(fact) and not self.is_present(fact))
        many = self._takes_plural(fact, template, verb.start()) or not alone.endswith(subject)
        denied = any(DENYING.match(words) for words in (subject, object_ or ""))  # "no party supports the plan"
        negated = fact.negated and not denied
        lasting = told.lead is None and told.modal is None and not begun and self._lasts(fact, row, template)
        if lasting:
            told = replace(told, past=False, lasting=True)
        group = finite(verb[1], plural=many, past=told.past, modal=told.modal, perfect=lasting, negated=negated)
        template = template.replace(verb[0], group)
        if many and f"{group} a member of " in template:
            template = template.replace("a member of", "members of")
        subject = self.members(fact, subject) if many else subject
        value = self.value(fact)
        subject = happening or self.undated(fact, subject)
        subject += self.of_what(fact, subject)
        if fact.predicate in DATED:
            scene = self.scene(fact, subject)
            if template.startswith("There"):
                subject = f"{subject}{scene}"
            else:  # "the last war began in Peru in 1995", which need not be the last in Peru
                object_ = f"{scene} {object_ or ''}".strip()
        object_ = self.without_party(fact) or object_
        if template.startswith("{subject}") and self.is_of_kind(fact):
            subject = f"Some {self.continued(subject, fact.subject[0])}"
        elif template.startswith("{subject}") and self._is_singled(fact):
            subject = re.sub("^[Tt]he ", "", subject)
        if fact.value is not None and fact.predicate == "age":  # "a 2000 year old town" is not told to be so old
            subject = self._ageless(fact.value.value, subject)
        bare = re.sub(r"\s+", " ", fact.value.value.text) if fact.value is not None else ""
        if bare.lower() in subject.lower():  # "some 17,500 soldiers"
            template = template.replace("{value} {subject}", "{subject}")
        elif subject.lower() in bare.lower():  # "four parties" as the count of parties
            template = template.replace("{value} {subject}", "{value}")
        elif fact.value is not None and "{value}" not in template:  # "displaced more than 2 million": of people
            subject = f"{value} of {subject}" if self.is_among(fact, subject) else f"{value} {subject}"
        elif fact.value is not None and "{value} {subject}" in template and self.is_among(fact, subject):
            subject = f"of {as_whole(subject)}"
        if fact.predicate == "position_held" and fact.object is not None:
            fuller = self.fuller(fact)
            object_ = self.office(fuller, fuller.object or fact.object)
            object_ = object_ if many else titles.one_of(self.scribe.head(*fact.object), object_)
        if "," in subject and self.ends_aside(*fact.subject):
            subject = f"{subject},"
        of, within = self.ranked(fact)
        object_ = self.behind_whole(fact, object_) if object_ else object_
        text = template.format(
            subject=subject if template.startswith("{subject}") else lowered(subject),
            object=lowered(object_) if object_ and not within else "",
            value=value,
            label=label,
            of=f"{of} {self.within(fact)}".strip() if object_ and not within else of,
        )
        if object_ is None or within:
            text = re.sub(r" (?:of the population of|of|in|with|to|by|from|between)\s*$", "", text.rstrip())
        # When the others were counted, some of them may not have been so yet.
        timing = told if aside is None else replace(told, past=False)
        stated = self.time(*fact.subject) is not None  # "2023 was the hottest year" says when
        others = (item for item in fact.qualifications if not stated or item.start != fact.subject[0])
        times = [time for item in others if (time := self.time_of(fact, item, timing))]
        if (
            times
            and object_
            and "," in object_
            and fact.object
            and self.ends_aside(*fact.object)
            and text.endswith(object_)
        ):
            text += ","
        dated = re.sub(r"\)( and) \((?=in |on |by )", r"\1 ", " and".join(times))
        completion = self.completion(fact, row.get("completed", ()))
        text += f"{dated}{completion}" if completion.startswith(" to ") else f"{completion}{dated}"
        text = f"{told.lead} {lowered(text)}" if told.lead is not None else text
        text = re.sub(r"\s+", " ", text).strip()
        return NOT_ONE.sub(r"\1 no ", text) if fact.negated else text

    def _is_singled(self, fact: Fact) -> bool:
        """Whether a clause says which of a number of things are meant, and is told here: "the two men | who attacked Lima"."""
        noun = self.scribe.head(*fact.subject)
        clause = restricting(noun)
        if clause is None or fact.trigger is None or fact.value is not None or tree.child(noun, "nummod") is None:
            return False
        return clause.i == tree.first_conjunct(tree.clause_head(self.doc[slice(*fact.trigger)].root)).i

    def _is_affiliated(self, fact: Fact, row: Mapping[str, Any]) -> bool:
        """Whether somebody is said to be of a body that is not one of people: "Ana Bo of the National University"."""
        if "affiliated" not in row or fact.trigger is None or fact.object is None:
            return False
        working = self._is_working(fact.trigger[0])
        body = {t.lower_ for t in self.doc[slice(*fact.object)]}.isdisjoint(row["members"])
        at = fact.rule == "phrases/membership" or tree.case(self.scribe.head(*fact.object)) == "at"
        return working or (at and body)

    def _affiliated(self, fact: Fact) -> str | None:
        """How somebody works at a body, by the verb that says so: "taught at the academy"; None where a noun does."""
        verb, case = self.doc[fact.trigger[0]] if fact.trigger is not None else None, None
        if verb is not None and fact.object is not None and verb.pos_ == "VERB" and self._is_working(verb.i):
            case = tree.case(self.scribe.head(*fact.object))
        return f"{{subject}} [{verb.lemma_}] {case} {{object}}" if verb is not None and case is not None else None

    def _is_working(self, i: int) -> bool:
        return self.doc[i].lemma_ in resources.words("control.toml", "working")

    def _undergone(self, fact: Fact, row: Mapping[str, Any], object_: str | None) -> tuple[str, str | None]:
        """The template and object of a fact whose subject undergoes what others do: "Ana Bo was elected to parliament"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        if head is None or "undergone" not in row:
            return row["template"], object_
        case = tree.case(head)
        if head.dep_ != "xcomp" and case not in ("to", "as", "for"):
            return row["template"], object_
        return row["undergone"], f"{case} {object_}" if case else object_

    def _fitted(self, fact: Fact, row: Mapping[str, Any], template: str) -> str:
        """The template with the words that this fact asks for: "wide" for "long", "of Pakistanis"."""
        head = self.scribe.head(*fact.object) if fact.object is not None else None
        people = head is not None and (head.lemma_.lower() in drafts.words("words", "whole") or head.tag_ == "NNPS")
        if people and fact.object_entity is None:  # "18 percent of Pakistanis"
            template = template.replace("of the population of {object}", "of {object}")
        trigger = self.scribe.head(*fact.trigger) if fact.trigger is not None else None
        if "declared" in row and trigger is not None and trigger.lemma_.lower() in ("declare", "proclaim"):
            template = row["declared"]  # which is not to say that others agree
        template = reworded(fact, row, template, self.scribe)
        if fact.predicate == "amount_of_money" and fact.label is not None:
            template = resources.table("predicates.toml")["statistic"]["statistic"]["template"]
        if fact.predicate == "merged_into" and head is not None and tree.case(head) == "with":
            template = template.replace(" into ", " with ")
        if head is not None and (case := tree.case(head)) in row.get("cases", ()):
            template = template.replace(" in {object}", f" {case} {{object}}")
        if fact.predicate == "located_in" and head is not None and tree.case(head) == "on":
            template = template.replace("located in", "located on")  # "on the Nile"
        if fact.predicate == "religion" and head is not None and head.pos_ == "ADJ" and self._is_person(fact):
            template = "{subject} [be] {object}"  # "is Catholic"
        if fact.predicate == "position_held" and head is not None and head.lemma_.lower().endswith(("ship", "cy")):
            template = template.replace("[become]", "[assume]").replace("[be]", "[hold]")  # "the premiership"
        if fact.predicate == "age" and self.scribe.head(*fact.subject).lemma_.lower() == "age":
            template = template.removesuffix(" old")  # "the retirement age is 60 years"
        if fact.predicate in DONE and self.scribe.head(*fact.subject).lemma_.lower() in nouns("casualties"):
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

    @staticmethod
    def _ageless(value: Value, subject: str) -> str:
        """Who or what is so old without the age in its phrase: "an arms deal" of "an almost 16-year-old arms deal"."""
        hedges = "|".join(sorted(drafts.words("words", "hedge") - {"an"}))
        bare = re.sub(rf"(?:\b(?:{hedges}) )*{re.escape(value.text)}[ -](?:old[ -]?)?", "", subject)
        article, _, rest = bare.partition(" ")
        return indefinite(rest) if bare != subject and article.lower() in ("a", "an") else bare

    def _lasts(self, fact: Fact, row: Mapping[str, Any], template: str) -> bool:
        """Whether a relation is told in the perfect, as its verb is: "has fought against rebels since 2011", "has ratified it"."""
        if fact.kind != "relation" or not self.is_going_on(fact):
            return False
        own = "[be]" not in template and row.get("verb", "[") not in template and row.get("tense") != "past"
        return own or any(q.role == "since" and self.doc[q.start].lower_ == "since" for q in fact.qualifications)

    def _is_person(self, fact: Fact) -> bool:
        return self.scribe.referents.type(self.scribe.head(*fact.subject)) == "PERSON"

    def _takes_plural(self, fact: Fact, template: str, verb: int) -> bool:
        """Whether the verb of a template, at character `verb`, is plural."""
        lead = template[:verb]
        if "{subject}" in lead and not lead.startswith(("{subject}", "{value}")):
            return False  # "the unemployment rate of young people is"
        if template.index("{subject}") > verb:  # "there are 20 soldiers", but "the price of eggs is"
            if fact.value is None:
                return self.is_many(fact)
            return template.startswith("There") and fact.value.value.amount != 1
        head = relatives.relativised(self.scribe.head(*fact.subject))
        mention = self.scribe.referents.mention(head)
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
        if any(c.dep_ == "conj" and c.i < end for c in head.children) or head.lower_ == "they":
            return True
        if (body := self.is_body(head)) is not None:
            return not body
        if head.pos_ == "PROPN" and self.scribe.referents.type(head) == "PERSON":
            return False  # whatever number a tagger gives a name
        if head.tag_ == "CD" and any(c.dep_ == "cop" and c.tag_ == "VBZ" for c in head.head.children):
            return False  # "101 is an album"
        numbers = (c for c in head.children if c.dep_ == "nummod" and self.scribe.adjuncts.time(c) is None)
        counted = any(c.lower_ not in ("one", "1") for c in numbers)
        several = head.lower_ in ("these", "those") and self.scribe.referents.entity(head) is None
        return head.tag_ in ("NNS", "NNPS", "CD") or counted or several or self.is_share_of_many(head)
