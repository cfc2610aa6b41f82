"""The tokenizer of the pipeline: it makes the reading view of a document text and cuts that into tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline import view
from pipeline.records import Document
from pipeline.stages import extensions
from pipeline.stages.tokenization import build_tokenizer
from pipeline.view import View


class ReadingTokenizer:
    """Called with a document text, gives a Doc over its reading view and sets `doc._.view` and `doc._.document`.

    `cut` (callable): the tokenizer that cuts the view, from a string to a Doc over `vocab`.
    """

    def __init__(self, vocab: Vocab, cut: Callable[[str], Doc] | None = None) -> None:
        extensions.register()
        self.vocab = vocab
        self.cut = cut or build_tokenizer(vocab)

    def __call__(self, text: str) -> Doc:
        return self.read(document_of(text), view.read(text))

    def read(self, document: Document, seen: View) -> Doc:
        """A Doc over one view (or part of the view) of `document`."""
        doc = self.cut(seen.text)
        doc._.view = seen
        doc._.document = complete(document, seen)
        return doc

    def pipe(self, texts: Iterator[str], batch_size: int = 1000) -> Iterator[Doc]:
        """The same for a stream of texts; `batch_size` is there because spaCy's interface has it."""
        for text in texts:
            yield self(text)

    # Everything here is made of code and tables that come with the package: a saved pipeline holds none of it.

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Self:
        """Itself."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: Any) -> Self:
        """Itself."""
        return self


@registry.tokenizers("claimspan.ReadingTokenizer.v1")  # type: ignore[untyped-decorator]
def make_reading_tokenizer() -> Callable[[Language], ReadingTokenizer]:
    """For `[nlp.tokenizer]` of a config."""
    return lambda nlp: ReadingTokenizer(nlp.vocab)


def document_of(text: str) -> Document:
    """A document for a bare text: its id and sha256 come from the text alone."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=digest[:16], uri="", sha256=digest, text=text)


def complete(document: Document, seen: View) -> Document:
    """The document with the title and date that its view shows, where it has none of its own."""
    found = {"title": seen.title, "published": seen.published}
    missing = {name: value for name, value in found.items() if value and getattr(document, name) is None}
    return document.model_copy(update=missing) if missing else document


def make_doc(nlp: Language, document: Document) -> Doc:
    """The Doc for a document, to be given to `nlp` or `nlp.pipe`; `doc._.document` is set."""
    return _tokenizer(nlp).read(document, view.read(document.text))


def make_docs(
    nlp: Language, document: Document, longest: int, *, published: str | None = None, numbers: str | None = None
) -> Iterator[Doc]:
    """The same in parts of at most `longest` characters of the view (one block at least), so that memory is bounded.

    Offsets of every part lead into the whole document text; what holds across parts (coreference) is not seen.
    `published` (ISO date) dates a document that neither knows nor shows its date; `numbers` is the locale after whose manner
    numbers are written in one that names none.
    """
    seen = view.read(document.text)
    document = complete(document, seen)
    given = {"published": published, "numbers": numbers}
    missing = {name: value for name, value in given.items() if value and getattr(document, name) is None}
    document = document.model_copy(update=missing) if missing else document
    tokenizer = _tokenizer(nlp)
    for part in seen.parts(longest):
        yield tokenizer.read(document, part)


def _tokenizer(nlp: Language) -> ReadingTokenizer:
    """The pipeline's own reading tokenizer, or one around whatever tokenizer it has."""
    tokenizer = nlp.tokenizer
    return tokenizer if isinstance(tokenizer, ReadingTokenizer) else ReadingTokenizer(nlp.vocab, tokenizer)
