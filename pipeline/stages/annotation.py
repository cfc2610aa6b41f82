"""The annotation record: what the stages left in a Doc, as plain data with offsets into the document text."""

from __future__ import annotations

from typing import Any, cast

from spacy.tokens import Doc

from pipeline.annotations import Arg, Mention, Proposition, Said, Section, TimeMention, ValueMention
from pipeline.records import Document
from pipeline.view import View

Record = dict[str, Any]


def annotation(docs: list[Doc]) -> Record:
    """The record of one document from the Doc of each of its parts, in order."""
    parts = [_Part(doc) for doc in docs]
    document = parts[0].document
    return {
        "document": document.ref().to_dict(),
        "text": document.text,
        "sentences": [row for part in parts for row in part.sentences()],
        "entities": [row for part in parts for row in part.entities()],
        "values": [row for part in parts for row in part.values()],
        "times": [row for part in parts for row in part.times()],
        "coreference": [chain for part in parts for chain in part.chains()],
        "propositions": [row for part in parts for row in part.propositions()],
    }


class _Part:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.document = cast(Document, doc._.document)
        self.view = cast(View, doc._.view)

    def characters(self, start: int, end: int) -> Record:
        """The document range and quote of a range of view characters."""
        start, end = self.view.original(start, end)
        return {"text": self.document.text[start:end], "start": start, "end": end}

    def tokens(self, start: int, end: int) -> Record:
        """The same for a range of tokens."""
        span = self.doc[start:end]
        return self.characters(span.start_char, span.end_char)

    def moved(self, record: Record) -> Record:
        """A record of the value grammar, its offsets led from the view into the document."""
        found: Record = {}
        for name, item in record.items():
            if isinstance(item, dict):
                item = self.moved(item)
            elif isinstance(item, list):
                item = [self.moved(one) if isinstance(one, dict) else one for one in item]
            found[name] = item
        if isinstance(found.get("start"), int) and isinstance(found.get("end"), int):
            found |= self.characters(found["start"], found["end"])
        return found

    def sentences(self) -> list[Record]:
        if not self.doc.has_annotation("SENT_START"):
            return []
        labels = {
            i: section.label
            for section in cast("list[Section]", self.doc._.sections)
            for i in range(section.start, section.end)
        }
        return [
            self.tokens(sentence.start, sentence.end) | {"section": labels.get(sentence.start)}
            for sentence in self.doc.sents
        ]

    def entities(self) -> list[Record]:
        mentions = [m for m in cast("list[Mention]", self.doc._.mentions) if m.kind == "name"]
        if mentions:
            return [
                self.tokens(m.start, m.end)
                | {
                    "type": m.type,
                    "entity": m.entity.to_dict() if m.entity else None,
                    "probability": self.probability(m.start, m.end, m.score),
                }
                for m in mentions
            ]
        return [
            self.tokens(e.start, e.end)
            | {"type": e.label_, "entity": None, "probability": self.probability(e.start, e.end, 1.0)}
            for e in self.doc.ents
        ]

    def probability(self, start: int, end: int, otherwise: float) -> float:
        """How likely a name's extent and label are; `otherwise` where a table and not the model found it."""
        found = self.doc[start:end]._.probability
        return round(otherwise if found is None else float(found), 4)

    def values(self) -> list[Record]:
        found: list[Record] = []
        for mention in cast("list[ValueMention]", self.doc._.values):
            sentence = self.doc[mention.root].sent if self.doc.has_annotation("SENT_START") else self.doc[:]
            context = self.characters(sentence.start_char, sentence.end_char)["text"]
            found.append(self.moved(mention.value.to_dict()) | {"context": context})
        return found

    def times(self) -> list[Record]:
        return [
            self.characters(t.start_char, t.end_char) | {"time": t.time.to_dict()}
            for t in cast("list[TimeMention]", self.doc._.times)
        ]

    def chains(self) -> list[list[Record]]:
        """Mentions that stand for the same thing."""
        chains = cast("list[tuple[Mention, ...]]", self.doc._.chains)
        return [[self.tokens(mention.start, mention.end) for mention in chain] for chain in chains]

    def propositions(self) -> list[Record]:
        return [self._proposition(p) for p in cast("list[Proposition]", self.doc._.propositions)]

    def _proposition(self, proposition: Proposition) -> Record:
        # An apposition has no verb of its own: its head stands for it.
        words = proposition.predicate or (proposition.root,)
        subject = proposition.role("subject")
        return {
            "subject": self._argument(subject) if subject else None,
            "predicate": self.tokens(min(words), max(words) + 1)
            | {
                "words": [self.doc[i].text for i in words],
                "label": proposition.lemma,
                "kind": proposition.kind,
            },
            "arguments": [self._argument(arg) for arg in proposition.arguments if arg is not subject],
            "negated": proposition.negated,
            "modality": proposition.modality,
            "attribution": self._said(proposition.attribution),
        }

    def _argument(self, arg: Arg) -> Record:
        return self.tokens(arg.start, arg.end) | {"role": arg.role, "preposition": arg.preposition}

    def _said(self, said: Said | None) -> Record | None:
        if said is None:
            return None
        return {"source": self.tokens(*said.source) if said.source else None, "cue": self.tokens(*said.cue)}
