"""One small valid source of every kind, made here byte by byte, so that tests can change any of it."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

SENTENCES = (
    "Kazakhstan shares a border of 1,212 kilometers with Kyrgyzstan, and trucks queue along it on most mornings.",
    "The government said on Tuesday that it would spend 40 million dollars on the road, although the opposition had asked "
    "for a delay.",
    "About 19 percent of the people in the region live from trade, according to a survey of the central bank.",
)
TITLE, DAY = "A Border Gets Busier", "2021-03-03"
TEXT = "\n\n".join(SENTENCES)


class Sample(NamedTuple):
    """A source: `pack` makes the file out of what is inside; `name` is what it is called."""

    name: str
    inner: bytes
    pack: Callable[[bytes], bytes] = bytes

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.pack(self.inner)


def html() -> bytes:
    """A page with a menu, a script and a footer around an article."""
    paragraphs = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES).replace("trade,", "<b>tra</b>de,&nbsp;")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | The Daily</title>
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="{DAY}T10:00:00Z">
<script>document.write("<p>Never 99 percent.</p>")</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>
{paragraphs}<h2>What next</h2><ul><li>The first point is about copper exports, which rose by 12 percent.</li></ul></article>
<footer>Copyright The Daily.</footer></body></html>""".encode()


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF file whose pages show texts at (x, y) in points in a size of Helvetica."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for page in pages:
        escaped = [(x, y, size, text.replace("(", r"\(").replace(")", r"\)")) for x, y, size, text in page]
        shown = "".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, size, text in escaped)
        content = f"BT\n{shown}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(kids))
    return linked(objects)


def linked(objects: list[bytes], extra: bytes = b"") -> bytes:
    """Numbered PDF objects as a file, the first of them its catalogue."""
    out = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (count, extra, len(out))
    return out + b"xref\n0 %d\n%s%s" % (count, table, trailer)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive; `mode` may compress it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str) -> bytes:
    """The main text of a Word document around `body`."""
    return f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


def docx(main: bytes) -> bytes:
    """A Word document with a main text."""
    core = (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Border</dc:title><dc:creator>Ann Lee</dc:creator>'
        "</p:coreProperties>"
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": main, "docProps/core.xml": core.encode()})


def message() -> bytes:
    """An e-mail in quoted-printable with an attachment."""
    wrapped = TEXT.replace("dollars", "do=\nllars")
    return (
        f"From: Ann Lee <ann@example.org>\nTo: desk@example.org\nSubject: {TITLE}\n"
        "Date: Wed, 03 Mar 2021 10:00:00 +0100\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="xx"\n\n--xx\nContent-Type: text/plain; charset=utf-8\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{wrapped}\n"
        "--xx\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--xx--\n"
    ).encode()


def warc_record(kind: str, address: str, block: bytes, media_type: str) -> bytes:
    """One record of a web archive."""
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-03-04T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(address):08d}-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def response(body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """The answer of a server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def warc() -> bytes:
    """A web archive with a page, its request, an image and a page that was not found."""
    http = "application/http; msgtype=response"
    return b"".join(
        [
            warc_record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
            warc_record(
                "request", "https://example.org/a", b"GET /a HTTP/1.1\r\n\r\n", "application/http; msgtype=request"
            ),
            warc_record("response", "https://example.org/a", response(html()), http),
            warc_record("response", "https://example.org/b.png", response(b"\x89PNG\r\n", "image/png"), http),
            warc_record("response", "https://example.org/c", response(html(), status="404 Not Found"), http),
        ]
    )


def table() -> pyarrow.Table:
    """A table with a text in each row."""
    return pyarrow.table(
        {"headline": [TITLE, "Two"], "body": [TEXT, SENTENCES[1]], "date": [DAY, None], "views": [1, 2]}
    )


def parquet() -> bytes:
    """The table as Parquet."""
    out = io.BytesIO()
    pyarrow.parquet.write_table(table(), out)
    return out.getvalue()


def arrow() -> bytes:
    """The table as an Arrow stream."""
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table().schema) as writer:
        writer.write_table(table())
    return out.getvalue()


def jsonl() -> bytes:
    """Two lines."""
    rows = ({"text": TEXT, "title": TITLE, "date": DAY}, {"text": SENTENCES[1]})
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def delimited(delimiter: str) -> bytes:
    """A table of two rows, one of which spreads over several lines."""
    rows = [("title", "text", "date"), (TITLE, TEXT, DAY), ("Two", SENTENCES[1], "")]
    quoted = ('"' + '","'.join(row) + '"\r\n' for row in rows)
    return "".join(quoted).replace('","', f'"{delimiter}"').encode()


def page(words: tuple[str, ...] = SENTENCES) -> list[tuple[float, float, float, str]]:
    """A page with one paragraph for each sentence, wrapped at 60 characters."""
    shown: list[tuple[float, float, float, str]] = []
    y = 740.0
    for sentence in words:
        line = ""
        for word_ in sentence.split():
            if len(line) + len(word_) >= 60:
                shown.append((72, y, 11, line))
                line, y = "", y - 14
            line = f"{line} {word_}".strip()
        shown.append((72, y, 11, line))
        y -= 30
    return shown


def build() -> dict[str, Sample]:
    """Suffix -> a source of that kind."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>" for sentence in SENTENCES)
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    mailbox = b"From a@example.org Wed Mar  3 10:00:00 2021\n" + message() + b"\n"
    samples = [
        Sample("a.txt", TEXT.encode()),
        Sample("a.md", f"# {TITLE}\n\n{TEXT}\n".encode()),
        Sample("a.html", html()),
        Sample("a.pdf", pdf([page(), page(SENTENCES[1:])])),
        Sample("a.docx", word(title + paragraphs), docx),
        Sample("a.eml", message()),
        Sample("a.mbox", mailbox * 2),
        Sample("a.jsonl", jsonl()),
        Sample("a.csv", delimited(",")),
        Sample("a.tsv", delimited("\t")),
        Sample("a.parquet", parquet()),
        Sample("a.arrow", arrow()),
        Sample("a.warc", warc()),
        Sample("a.zip", html(), lambda data: zipped({"b/a.html": data, "c.jsonl": jsonl(), "d.png": b"\x89PNG"})),
        Sample("a.tar", html(), lambda data: tarred({"b/a.html": data, "c.jsonl": jsonl(), "d.png": b"\x89PNG"})),
        Sample("a.tgz", tarred({"b/a.html": html(), "c.txt": TEXT.encode()}), gzip.compress),
        Sample("a.jsonl.gz", jsonl(), gzip.compress),
        Sample("a.csv.bz2", delimited(","), bz2.compress),
        Sample("a.html.xz", html(), lzma.compress),
        Sample("a.txt.zst", TEXT.encode(), zstandard.compress),
    ]
    return {f".{sample.name.rpartition('.')[2]}": sample for sample in samples}


SAMPLES = build()


@pytest.fixture
def samples() -> dict[str, Sample]:
    """Suffix -> a source of that kind."""
    return SAMPLES


@pytest.fixture
def make_pdf() -> Callable[[list[list[tuple[float, float, float, str]]]], bytes]:
    """Makes a PDF file of texts at places."""
    return pdf


@pytest.fixture
def link_pdf() -> Callable[..., bytes]:
    """Makes a PDF file of objects."""
    return linked


@pytest.fixture
def make_docx() -> Callable[[str], bytes]:
    """Makes a Word document of the markup of its body."""
    return lambda body: docx(word(body))


@pytest.fixture
def pack_docx() -> Callable[[bytes], bytes]:
    """Makes a Word document of the whole of its main part."""
    return docx


@pytest.fixture
def make_zip() -> Callable[[dict[str, bytes]], bytes]:
    """Makes a zip archive."""
    return zipped


@pytest.fixture
def make_tar() -> Callable[..., bytes]:
    """Makes a tar archive."""
    return tarred
