"""Claims as spaCy reads them: a DocBin with a Doc for each document, the parts of its claims as span groups.

Groups `claims` (the evidence; label: kind, id: the claim's), `subjects`, `predicates`, `objects`, `values`, `qualifiers`,
`sources`; `user_data["claimspan"]` has the document and the claims as JSON, which is what is read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.errors import RecordError
from pipeline.records import Claim, Document, Result
from pipeline.sinks.codepoints import escape
from pipeline.sinks.files import FileSink
from pipeline.wire import dumps, loads

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "claimspan"
GROUPS = ("claims", "subjects", "predicates", "objects", "values", "qualifiers", "sources")


class DocBinSink(FileSink):
    """A file for `spacy train` and `DocBin().from_disk`. All documents are in memory until the end, as DocBin has it."""

    def start(self) -> None:
        import spacy
        from spacy.tokens import DocBin

        self._nlp = spacy.blank("en")
        self._docs = DocBin(store_user_data=True)

    def add(self, result: Result) -> None:
        document, claims = self.text(result), tuple(result.claims)
        if escape(document.text) != document.text and any("\ud800" <= letter <= "\udfff" for letter in document.text):
            # spaCy's strings are UTF-8: half characters become the mark for what is unknown, one for one.
            document = document.model_copy(update={"text": _whole(document.text)})
        doc = self._tokenized(document.text, cuts(claims))
        for name in GROUPS:
            doc.spans[name] = [
                span
                for start, end, label, id in parts(claims, name)
                if (span := doc.char_span(start, end, label=label, span_id=id)) is not None
            ]
        fields = dumps(result.document or document)
        doc.user_data[KEY] = [fields, *map(dumps, claims)]
        self._docs.add(doc)

    def _tokenized(self, text: str, places: set[int]) -> Doc:
        """The text as spaCy splits it, and at the ends of spans that fall into a word, so that every span is exact."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for token in self._nlp.make_doc(text):
            first, last = token.idx, token.idx + len(token.text)
            borders = [first, *sorted(place for place in places if first < place < last), last]
            pieces = [text[low:high] for low, high in pairwise(borders)]
            words += pieces
            spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
        return Doc(self._nlp.vocab, words=words, spaces=spaces)

    def end(self) -> None:
        self.file.write(self._docs.to_bytes())


def parts(claims: Sequence[Claim], group: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, label, claim id) of the spans of a group."""
    for claim in claims:
        source = claim.attribution.source if claim.attribution else None
        found: dict[str, list[tuple[Any, str]]] = {
            "claims": [(claim.evidence, claim.kind)],
            "subjects": [(claim.subject, claim.subject.type or "")],
            "predicates": [(claim.predicate, claim.predicate.id)],
            "objects": [(claim.object, claim.object.type or "")] if claim.object else [],
            "values": [(claim.value, claim.value.kind)] if claim.value else [],
            "qualifiers": [(one, one.role) for one in claim.qualifiers],
            "sources": [(source, source.type or "")] if source else [],
        }
        for one, label in found[group]:
            if one.start is not None and one.end is not None and one.start < one.end:
                yield one.start, one.end, _whole(label), _whole(claim.id)


def cuts(claims: Sequence[Claim]) -> set[int]:
    """Where spans begin and end."""
    return {place for name in GROUPS for start, end, _, _ in parts(claims, name) for place in (start, end)}


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read(target: str) -> Iterator[Result]:
    """The documents of a file that this sink wrote, with their texts. Raises RecordError when it is none."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    if not Path(target).is_file():
        raise RecordError(f"Cannot read {target!r}: there is no such file.")
    try:
        docs = DocBin().from_disk(target)
    except Exception as error:
        # Damaged data can end in any error of zlib, msgpack or numpy.
        raise RecordError(f"Cannot read {target!r}: it is no DocBin of spaCy ({type(error).__name__}).") from error
    for number, doc in enumerate(docs.get_docs(Vocab()), 1):
        where = f"{target}, document {number}"
        if KEY not in doc.user_data:
            raise RecordError(f"{where} carries no claims.")
        fields, *lines = doc.user_data[KEY]
        try:
            document = Document.model_validate(json.loads(fields))
        except (ValueError, ValidationError) as error:
            raise RecordError(f"{where} says not what it is.") from error
        yield Result(document, tuple(loads(line, where) for line in lines))
