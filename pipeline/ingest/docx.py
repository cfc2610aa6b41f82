"""DOCX: the paragraphs of the main text, with headings, lists and tables; what was deleted or hidden is not read."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from pipeline.errors import SourceError
from pipeline.ingest.limits import LARGEST, Budget
from pipeline.ingest.plain import document
from pipeline.ingest.readers import Input
from pipeline.records import Document, Failure, Origin

MAIN = "word/document.xml"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORE = "docProps/core.xml"
# Both conformance classes of ISO/IEC 29500: transitional, which Word writes, and strict.
_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_CHUNK = 65_536
# Markup takes about ten times the room of the text: a novel has 10 MB and 0.2 million elements.
_LARGEST_XML, _MOST_ELEMENTS = 3 * LARGEST, 1_000_000
_DEEPEST = 1_000


def read(source: Input) -> Iterator[Document | Failure]:
    """The document of a DOCX file. Raises SourceError when it is none, is damaged, or grows as a bomb does."""
    from pipeline.ingest.archives import read_zip

    yield from read_zip(source)


def document_of(archive: zipfile.ZipFile, source: Input, file: BinaryIO, budget: Budget) -> Document:
    """The document of an opened DOCX file; `file` is all of its bytes, for the hash. Raises SourceError."""
    words = _Words()
    _parse(archive, MAIN, words, source.uri, budget)
    properties = _Properties()
    if _CORE in archive.namelist():
        _parse(archive, _CORE, properties, source.uri, budget)
    text = words.text()
    if not text.strip():
        raise SourceError(f"{source.uri!r} is a Word document without text: there is nothing to read.")
    if len(text) > LARGEST:
        raise SourceError(f"{source.uri!r} holds more than {LARGEST:,} characters, more than one article: split it.")
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return document(
        text,
        uri=source.uri,
        sha256=digest.hexdigest(),
        title=words.title or properties.found.get("title"),
        origin=Origin(media_type=MEDIA_TYPE, author=properties.found.get("creator")),
    )


def _parse(archive: zipfile.ZipFile, member: str, handler: _Words | _Properties, uri: str, budget: Budget) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if count > _MOST_ELEMENTS:
            raise SourceError(f"{uri!r} has more than {_MOST_ELEMENTS:,} elements, more than one article: split it.")
        if depth > _DEEPEST:
            raise SourceError(f"{uri!r} nests more than {_DEEPEST} elements: save it again with a word processor.")
        handler.start(*_split(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(*_split(name))

    def refuse(*_: object) -> None:
        # No word processor writes one; entities are what bombs and reads of local files are made of.
        raise SourceError(f"{uri!r} holds a document type declaration, which no Word document has: it is not read.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = refuse
    read = 0
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            budget.charge(len(chunk))
            read += len(chunk)
            if read > _LARGEST_XML:
                raise SourceError(
                    f"{uri!r} holds more than {_LARGEST_XML // 1_000_000} MB, more than one article: split it."
                )
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace, local


class _Properties:
    """Title and author from the properties of a document."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.inside: str | None = None

    def start(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.inside = name if namespace == _DUBLIN_CORE and name in ("title", "creator") else None

    def end(self, namespace: str, name: str) -> None:
        """An element ends."""
        self.inside = None

    def characters(self, text: str) -> None:
        """Text of the element."""
        if self.inside and (words := (self.found.get(self.inside, "") + text).strip()):
            self.found[self.inside] = words[:1_000]


class _Words:
    """Collects the paragraphs of a main text as Markdown: `#` before headings, `-` before list items."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.title: str | None = None
        self.words: list[str] = []
        self.mark = ""
        self.style = ""
        self.in_text = 0
        self.skipped = 0
        self.row: list[list[str]] = []  # cells of the table rows around, the innermost last

    def start(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self.skipped or (namespace == _COMPATIBILITY and name == "Fallback"):
            self.skipped += 1  # says again what the choice beside it says
            return
        if namespace not in _WORD:
            return
        match name:
            case "p":
                self._paragraph()
            case "t":
                self.in_text += 1
            case "tab":
                self.words.append("\t")
            case "br" | "cr":
                self.words.append("\n")
            case "noBreakHyphen":
                self.words.append("-")
            case "pStyle":
                self.style = next((v for k, v in attributes.items() if k.endswith(" val")), "").lower().replace(" ", "")
            case "numPr":
                self.mark = "- "
            case "tr":
                self._paragraph()
                self.row.append([])
            case "del" | "moveFrom":
                self.skipped += 1

    def end(self, namespace: str, name: str) -> None:
        """An element ends."""
        if self.skipped:
            self.skipped -= 1
            return
        if namespace not in _WORD:
            return
        match name:
            case "t":
                self.in_text -= 1
            case "p":
                self._paragraph()
            case "tr" if self.row:
                cells = self.row.pop()
                line = " | ".join(cells)
                if self.row:
                    self.row[-1].append(line)
                elif line:
                    self.blocks.append(line)

    def characters(self, text: str) -> None:
        """Text between two tags."""
        if self.in_text and not self.skipped:
            self.words.append(text)

    def text(self) -> str:
        """All of it, a blank line between two blocks."""
        self._paragraph()
        return "\n\n".join(self.blocks)

    def _paragraph(self) -> None:
        words = "".join(self.words).strip()
        style, mark = self.style, self.mark
        self.words, self.style, self.mark = [], "", ""
        if not words:
            return
        if self.row:
            self.row[-1].append(words)
            return
        if style == "title":
            self.title = self.title or words
            mark = "# "
        elif style.startswith("heading") and style[7:].isdigit():
            mark = "#" * min(6, int(style[7:]) + 1) + " "
        elif style.startswith("list"):
            mark = "- "
        if mark.startswith("#"):
            words = " ".join(words.split())
        self.blocks.append(mark + words)
