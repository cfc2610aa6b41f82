"""Facts and statements of one Doc as claim records: what a claim says, which id it has, and where it stands."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import cache, cached_property
from typing import Any

from spacy.tokens import Doc

from pipeline import resources
from pipeline.annotations import Fact, Proposition
from pipeline.assessment.checkworthiness import checkworthiness
from pipeline.assessment.confidence import confidence
from pipeline.records import Argument, Claim, Document, Kind, Predicate, Producer, Qualifier, Value
from pipeline.stages import claim_ids, losses, quotations, reported, statement_scores, statements, tree
from pipeline.stages.contexts import SILENT, Contexts
from pipeline.stages.demonstratives import UNEXPLAINED
from pipeline.stages.fact_clauses import FactClauses
from pipeline.stages.finishing import BARE_NUMBER, finished
from pipeline.stages.identities import says_what
from pipeline.stages.joined import Joined
from pipeline.stages.naming import OPEN
from pipeline.stages.scribe import Scribe
from pipeline.stages.settings import Setting
from pipeline.stages.signals import signals
from pipeline.stages.sources import Sources
from pipeline.stages.speaking import in_third_person
from pipeline.stages.statements import Statement
from pipeline.stages.telling import Telling
from pipeline.stages.templates import Templates
from pipeline.stages.tracing import note
from pipeline.stages.untold import is_comparison
from pipeline.version import __version__

# Pronouns that with a clause behind them say who or what is meant: "whoever wins", "what Peru needs".
ANYBODY = frozenset({"whoever", "whatever", "whichever", "what"})
# A speaker whom nothing names.
UNSAID = re.compile(rf"(?:I|We) {re.escape(OPEN)}")


@cache
def _predicates() -> dict[str, dict[str, Any]]:
    return resources.table("predicates.toml")


class Sentences(Telling, Templates):
    """Words every claim of one Doc."""


class Writer:
    """Makes the claims of one Doc."""

    def __init__(self, doc: Doc, document: Document, model: str) -> None:
        self.doc = doc
        self.document = document
        self.ref = document.ref()
        self.model = model
        self.trace = doc._.trace
        self.sha = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        self.scribe = Scribe(doc, document)
        self.wording = Sentences(self.scribe)
        self.contexts = Contexts(self.scribe)
        self.sources = Sources(self.wording)
        self.statements = list(statements.read(doc))
        self._producers: dict[str, Producer] = {}
        self.told: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            self.told[statement.proposition.root].append(statement)
        self.joined = Joined(doc, self.wording, self.told)
        self.clauses = FactClauses(doc, self.wording, self.told)

    def fact(self, fact: Fact) -> Claim | None:
        """A typed statistic or relation as a claim; None where it states nothing of its own."""
        anchor = fact.value.start if fact.value is not None else (fact.trigger or fact.subject)[0]
        if (section := self.scribe.section(anchor)) in SILENT:
            note(self.doc, "claims", anchor, anchor + 1, f"stands in a {section}, which states nothing of its own")
            return None
        if self.wording.is_said_by_itself(fact):
            note(self.doc, "claims", anchor, anchor + 1, "says no more than where its own words have it")
            return None
        row = _predicates()[fact.kind][fact.predicate]
        subject = self.scribe.argument(*fact.subject, entity=fact.subject_entity)
        object_ = self.scribe.argument(*fact.object, entity=fact.object_entity) if fact.object else None
        if fact.predicate == "position_held" and object_ is not None and object_.entity == subject.entity:
            object_ = object_.model_copy(update={"type": None, "entity": None, "antecedent": None})  # an office
        label = fact.label or row["label"]
        trigger = self.scribe.tokens(*fact.trigger) if fact.trigger else (None, None, None)
        predicate = Predicate(
            id=fact.predicate,
            label=label,
            wikidata=row.get("wikidata"),
            text=trigger[2],
            start=trigger[0],
            end=trigger[1],
            inverse=fact.inverse,
        )
        clause = self._telling(fact) if fact.clause is not None else None
        self.wording.doubts.clear()
        if clause is None and _is_of_itself(fact):  # "a third of the voters": what they do, as the text has it
            text, found = self.wording.own_clause(anchor), self.wording.settings.of_fact(fact)
        elif clause is None:
            clause_text = self.joined.of_fact(fact) or self.clauses.text(fact)
            text = clause_text or self.clauses.fuller(fact, self.wording.fact(fact, row, label))
            found = self.wording.settings.of_fact(fact)
        else:
            text = self.joined.text(clause, self.wording.with_value(clause, fact))
            found = self.wording.settings.of_statistic(clause, fact)
        if clause is None and fact.clause is not None and (fact.predicate, fact.rule) == ("area", "generic"):
            return None  # "retaking 18,000 km2 of territory", which a clause without a subject tells
        if clause is None and fact.value is not None and text.startswith("There ") and _is_broken(fact.value.value):
            return None  # "the upper edge (61.7 Ma)": nothing that there is
        if clause is not None and self.doc[anchor - 1].text == "(" and BARE_NUMBER.search(text):
            return None  # "has factories in Taiwan, 10": of what, the text does not say
        if clause is not None and losses.is_denied_before(clause, text, self.doc):
            return None
        text, setting = self.wording.placed(
            text if found is not None else self.wording.of_what_office(fact, text), found
        )
        known = setting is None or (setting.start, setting.end) in (fact.subject, fact.object)
        return self.claim(
            kind=fact.kind,
            subject=subject,
            predicate=predicate,
            object_=object_,
            text=text,
            rule=fact.rule,
            score=fact.score,
            value=self.scribe.value(fact.value) if fact.value else None,
            qualifiers=(*map(self.scribe.qualifier, fact.qualifications), *(() if known else self._place(setting))),
            source=fact,
            evidence=fact.evidence or (anchor, anchor + 1),
        )

    def _telling(self, fact: Fact) -> Statement | None:
        """The statement of a fact's clause that holds its value, else the first one of the clause."""
        root = fact.clause
        if root is not None and is_comparison(self.doc[root]):
            root = tree.clause_head(self.doc[root].head).i  # "women can read, compared with 69 percent of men"
        told = self.told.get(root, []) if root is not None else []
        told = sorted(
            told, key=lambda s: s.subject.start != fact.subject[0]
        )  # "Peru and Chile each": of its own subject
        value = fact.value
        holding = (s for s in told if value is not None and statements.holds(s, value))
        if not told and value is not None:  # its clause is told with another one: "offered to resign"
            return next((s for s in self.statements if statements.holds(s, value)), None)
        return next(holding, told[0] if told else None)

    def statement(self, statement: Statement) -> Claim | None:
        """An open statement; None in a block that states nothing."""
        proposition, subject, object_ = statement.proposition, statement.subject, statement.object
        if self.scribe.section(proposition.root) in SILENT:
            return None
        first = self.doc[subject.start]
        asks = first.tag_ in ("WDT", "WP", "WRB") and proposition.modality != "questioned"
        asks = asks and not (first.lower_ in ANYBODY and first.i == subject.root and first.n_rights > 0)
        if asks and (first.tag_ == "WRB" or self.scribe.referents.is_open(self.doc[subject.root])):
            return None  # "which led to", "how much water is left": nothing says what did, or how much
        if proposition.kind == "participle" and subject.root in self.scribe.values:
            return None  # "six weeks of fighting"
        if proposition.kind == "apposition" and not says_what(proposition, self.scribe):
            return None
        if losses.breaks_off(statement, self.doc):
            return None  # "has a surface area of": the text has lost what it has
        if losses.is_correlative(statement, self.doc):
            return None  # "the sooner it pays, the better it is": by itself the second part says nothing
        bare = object_ is None and not statement.qualifiers
        if bare and proposition.kind == "participle" and subject.start <= proposition.root < subject.end:
            return None  # "an English-based creole": nothing more than the noun phrase says
        if bare and reported.is_saying(self.doc[proposition.root]):
            return None  # "he said": what, another statement tells
        if self.wording.is_of_some(statement):
            return None  # "runs firms that sell food": that some do so is nothing to tell
        words = self.scribe.tokens(*statement.predicate) if statement.predicate else (None, None, None)
        self.wording.doubts.clear()
        text = self.clauses.around(statement, self.joined.text(statement, self.wording.clause(statement)))
        text, setting = self.wording.placed(text, self.wording.settings.of_clause(statement))
        if losses.is_denied_before(statement, text, self.doc):
            return None
        if self.wording.is_of_any(statement):
            self.wording.doubts[subject.root] = UNEXPLAINED
        if UNSAID.match(text) and proposition.root in self._quoted:
            return None  # "I wanted a new sound": who says so, another claim tells or nothing does
        return self.claim(
            kind="statement",
            subject=self.scribe.argument(subject.start, subject.end, root=subject.root),
            predicate=Predicate(id="open", label=statement.label, text=words[2], start=words[0], end=words[1]),
            object_=self.scribe.argument(object_.start, object_.end, root=object_.root) if object_ else None,
            text=text,
            rule=f"propositions/{proposition.kind}",
            score=statement_scores.score(self.doc, statement),
            value=None,
            qualifiers=(*map(self.scribe.adjunct, statement.qualifiers), *self._place(setting)),
            source=proposition,
            evidence=(proposition.root, proposition.root + 1),
        )

    @cached_property
    def _quoted(self) -> frozenset[int]:
        """The tokens of quotations."""
        return frozenset(i for start, end in quotations.spans(self.doc) for i in range(start, end))

    def _producer(self, rule: str) -> Producer:
        if rule not in self._producers:
            self._producers[rule] = Producer(pipeline=__version__, model=self.model, rule=rule)
        return self._producers[rule]

    def _place(self, setting: Setting | None) -> tuple[Qualifier, ...]:
        return () if setting is None else (self.scribe.place(setting.start, setting.end, setting.entity),)

    def claim(
        self,
        *,
        kind: Kind,
        subject: Argument,
        predicate: Predicate,
        object_: Argument | None,
        text: str,
        rule: str,
        score: float,
        value: Value | None,
        qualifiers: tuple[Qualifier, ...],
        source: Fact | Proposition,
        evidence: tuple[int, int],
    ) -> Claim:
        """Put a record together and give it its ids."""
        times = tuple(q.time.edtf for q in qualifiers if q.time is not None)
        content = (
            predicate.id if predicate.id != "open" else predicate.label,
            claim_ids.key(subject),
            claim_ids.key(object_),
            claim_ids.number(value),
            times,
            source.negated,
        )
        proposition = "p:" + claim_ids.digest(*content)
        place = (
            subject.start,
            subject.end,
            object_.start if object_ else None,
            object_.end if object_ else None,
            value.start if value else None,
            value.end if value else None,
            predicate.start,
            predicate.end,
        )
        text = in_third_person(finished(text[:1].upper() + text[1:]), self.doc, *self.scribe.sentence(evidence[0]))
        passing = rule.startswith("phrases/") and evidence[0] not in self._quoted
        said = (
            None if passing else self.sources.of(source.attribution, evidence[0])
        )  # "a poll shows | President Bo | ahead"
        text = self.sources.told(text, said, subject, source.modality)
        row = _predicates()[kind][predicate.id] if kind != "statement" else {}
        doubts = self.wording.doubts.values()
        text = self.contexts.told(text, kind, row, subject, object_, doubts=doubts, at=evidence[0])
        found = signals(
            self.scribe, source, kind=kind, predicate=predicate.id, rule=rule, score=score,
            subject=subject, object_=object_, value=value, reference=doubts,
        )  # fmt: skip
        claim = Claim(
            id="c:" + claim_ids.digest(self.sha, kind, *content, *place, source.modality),
            proposition=proposition,
            document=self.ref,
            kind=kind,
            text=text,
            subject=subject,
            predicate=predicate,
            object=object_,
            value=value,
            qualifiers=qualifiers,
            negated=source.negated,
            modality=source.modality,
            attribution=self.scribe.attribution(said),
            evidence=self.scribe.evidence(*evidence),
            confidence=confidence(kind, found),
            checkworthiness=0,
            producer=self._producer(rule),
        )
        if (trace := self.trace) is not None:
            if claim.id in trace.signals:
                note(self.doc, "claims", *evidence, f"gives the claim {claim.id} a second time, by {rule}: kept once")
            trace.signals.setdefault(claim.id, found)
        return claim.model_copy(update={"checkworthiness": checkworthiness(claim)})


def _is_broken(value: Value) -> bool:
    """Whether what looks like a count is no whole number."""
    return value.kind == "count" and value.amount is not None and value.amount != int(value.amount)


def _is_of_itself(fact: Fact) -> bool:
    """Whether a fact says of a part no more than that it is one: "a third of the voters" without what they do."""
    subject, value, whole = fact.subject, fact.value, fact.object
    if fact.predicate != "share" or value is None or whole is None:
        return False
    return subject[0] <= value.start < value.end <= whole[0] and whole[1] <= subject[1]
