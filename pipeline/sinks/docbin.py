"""Claims as spaCy reads them: a DocBin with a Doc for each document, the parts of its claims as span groups.

Groups `claims` (the evidence; label: kind, id: the claim's), `subjects`, `predicates`, `objects`, `values`, `qualifiers`,
`sources`; `user_data["claimspan"]` has the document and the claims as JSON, which is what is read back.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.errors import RecordError, SinkError
from pipeline.records import Claim, Document, Result
from pipeline.sinks.codepoints import escape
from pipeline.sinks.docbin_file import DocBinFile
from pipeline.sinks.files import FileSink
from pipeline.wire import dumps, loads

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "claimspan"
# Words after which the vocabulary is made anew: spaCy's tables keep 35 bytes for each word that a memory zone forgets.
WORDS = 500_000
GROUPS = ("claims", "subjects", "predicates", "objects", "values", "qualifiers", "sources")


class DocBinSink(FileSink):
    """A file for `spacy train` and `DocBin().from_disk`."""

    def start(self) -> None:
        import spacy

        self._blank = spacy.blank
        self._nlp = spacy.blank("en")
        self._docs = DocBinFile(self.partial.parent)

    def add(self, result: Result) -> None:
        document, claims = self.text(result), tuple(result.claims)
        if escape(document.text) != document.text and any("\ud800" <= letter <= "\udfff" for letter in document.text):
            # spaCy's strings are UTF-8: half characters become the mark for what is unknown, one for one.
            document = document.model_copy(update={"text": _whole(document.text)})
        if len(self._nlp.vocab) > WORDS:
            self._nlp = self._blank("en")
        # The words of this document are not to stay in the vocabulary.
        with self._nlp.memory_zone():
            try:
                self._docs.add(self._doc(document, claims, result))
            except OverflowError as error:
                raise SinkError(
                    f"Cannot write {self.target!r}: {error}. Make several files of the corpus, or name another kind."
                ) from error

    def _doc(self, document: Document, claims: Sequence[Claim], result: Result) -> Doc:
        spans = groups(claims)
        doc = self._tokenized(document.text, {place for some in spans.values() for one in some for place in one[:2]})
        for name, some in spans.items():
            doc.spans[name] = [
                span
                for start, end, label, id in some
                if (span := doc.char_span(start, end, label=label, span_id=id)) is not None
            ]
        fields = dumps(result.document or document)
        doc.user_data[KEY] = [fields, *map(dumps, claims)]
        return doc

    def _tokenized(self, text: str, places: set[int]) -> Doc:
        """The text as spaCy splits it, and at the ends of spans that fall into a word, so that every span is exact."""
        from spacy.tokens import Doc

        inside = sorted(places)
        words: list[str] = []
        spaces: list[bool] = []
        for token in self._nlp.make_doc(text):
            first, last = token.idx, token.idx + len(token.text)
            borders = [first, *inside[bisect_right(inside, first) : bisect_left(inside, last)], last]
            pieces = [text[low:high] for low, high in pairwise(borders)]
            words += pieces
            spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
        return Doc(self._nlp.vocab, words=words, spaces=spaces)

    def end(self) -> None:
        self._docs.write(self.file)

    def discard(self) -> None:
        with suppress(AttributeError):  # it never was open
            self._docs.close()
        super().discard()


def groups(claims: Sequence[Claim]) -> dict[str, list[tuple[int, int, str, str]]]:
    """(start, end, label, claim id) of the spans of each group."""
    found: dict[str, list[tuple[int, int, str, str]]] = {name: [] for name in GROUPS}
    for claim in claims:
        source = claim.attribution.source if claim.attribution else None
        parts: list[tuple[str, Any, str | None]] = [
            ("claims", claim.evidence, claim.kind),
            ("subjects", claim.subject, claim.subject.type),
            ("predicates", claim.predicate, claim.predicate.id),
            *([("objects", claim.object, claim.object.type)] if claim.object else []),
            *([("values", claim.value, claim.value.kind)] if claim.value else []),
            *(("qualifiers", one, one.role) for one in claim.qualifiers),
            *([("sources", source, source.type)] if source else []),
        ]
        for name, one, label in parts:
            if one.start is not None and one.end is not None and one.start < one.end:
                found[name].append((one.start, one.end, _whole(label or ""), _whole(claim.id)))
    return found


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
