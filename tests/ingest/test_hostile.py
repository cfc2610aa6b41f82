"""Sources made to harm: each is refused by name or read in bounded time and memory, and the rest goes on."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import resource
import struct
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
import zstandard

from pipeline import ingest
from pipeline.ingest import docx, limits
from pipeline.records import Document, Failure

# Far above what any of these takes on a slow machine, far below what it takes to blow one up.
SECONDS, BYTES = 20.0, 300_000_000
SENTENCE = "The government of Peru said on Tuesday that it would raise the minimum wage by five percent."
ARTICLE = f"<p>{SENTENCE} {SENTENCE}</p>" * 3


@pytest.fixture(autouse=True)
def smaller_bounds(monkeypatch):
    """Bombs of 20 MB show what those of 200 MB do, in less time."""
    monkeypatch.setattr(limits, "FREE", 20_000_000)


def read(folder: Path, name: str, data: bytes) -> list[Document | Failure]:
    """What comes of a file; fails when it takes too long or too much."""
    path = folder / name
    path.write_bytes(data)
    held, begun = _peak(), time.process_time()
    found = list(ingest.read(path, language="en"))
    assert time.process_time() - begun < SECONDS
    assert _peak() - held < BYTES
    assert found
    for one in found:
        assert isinstance(one, Document) or (name in one.reason and one.reason[-1] in ".)")
    return found


def _peak() -> int:
    """The most memory that this process ever had, in bytes."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def page(more: str) -> bytes:
    return f"<!DOCTYPE html><html><body><article>{ARTICLE}{more}</article></body></html>".encode()


@pytest.mark.parametrize(
    "more",
    [
        "<div>" * 50_000 + "</div>" * 50_000,
        "<b><i>" * 50_000,
        "<table><tr><td>" * 30_000,
        "<ul><li>a" * 30_000,
        '<a href="' * 100_000,
        "<a href='x\"" * 50_000,
        "<" * 500_000,
        "&" * 100_000,
        "&#1114112;&#xd800;&#0;&notit;&" * 10_000,
        "<!--" * 300_000,
        "<script>" * 100_000,
        "<time datetime='2020-01-01'>2020-01-01</time>" * 20_000,
        "<time>a</time>word word " * 40_000,
        "<p>one two three four five six seven</p>" * 5_000,
        "a<br>" * 10_000,
        " " * 5_000_000,
    ],
    ids=lambda more: more[:12],
)
def test_a_page_of_rubbish_does_not_take_the_day(more, tmp_path):
    (found,) = read(tmp_path, "a.html", page(more))
    assert isinstance(found, Failure) or SENTENCE in found.text


@pytest.mark.parametrize("more", ["<i>" * 110_000, "w" * 1_000_000], ids=["elements", "characters"])
def test_a_page_larger_than_any_article_is_refused(more, tmp_path):
    (found,) = read(tmp_path, "a.html", page(more))
    assert "more than one article" in found.reason


def test_what_a_page_would_run_or_fetch_is_no_text(tmp_path):
    more = (
        "<script>document.write('evil')</script><style>evil</style><img src='http://evil.example/' onerror='evil()'>"
        "<iframe src='file:///etc/passwd'>evil</iframe><svg><script>evil</script></svg><template>evil</template>"
    )
    (found,) = read(tmp_path, "a.html", page(more))
    assert SENTENCE in found.text and "evil" not in found.text


@pytest.mark.parametrize("field", ["From", "Subject", "Date", "Content-Type", "Content-Disposition", "Message-ID"])
@pytest.mark.parametrize(
    "value",
    ["(" * 600, "[" * 100_000, '"' * 601, "=?utf-8?q?=ff?=" * 600, "a;b*0*=" * 600],
    ids=["nested", "long", "quotes", "words", "parts"],
)
def test_a_header_made_to_harm_costs_its_message_at_most(field, value, tmp_path):
    mail = f"{field}: {value}\nMIME-Version: 1.0\nTo: a@example.org\n\n{SENTENCE}\n".encode()
    (found,) = read(tmp_path, "a.eml", mail)
    assert (isinstance(found, Document) and found.text.strip() == SENTENCE) or "seems damaged" in found.reason
    assert read(tmp_path, "a.eml", mail) == [found]


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize("entity", [f'<!ENTITY a "ha">{LAUGHS}', '<!ENTITY j SYSTEM "file:///etc/hostname">'])
def test_entities_are_not_expanded(entity, tmp_path, pack_docx):
    page = f'<?xml version="1.0"?><!DOCTYPE html [{entity}]><html><body>{ARTICLE}<p>&j; end</p></body></html>'
    (found,) = read(tmp_path, "a.xhtml", page.encode())
    assert "haha" not in found.text and Path("/etc/hostname").read_text().strip() not in found.text
    main = f'<!DOCTYPE w [{entity}]><w:document xmlns:w="{"x"}"><w:p>&j;</w:p></w:document>'
    (found,) = read(tmp_path, "a.docx", pack_docx(main.encode()))
    assert "document type declaration" in found.reason


def stream(content: bytes, more: bytes = b"") -> list[bytes]:
    """The objects of a PDF file with one page that shows `content`."""
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b"/XObject << /X 6 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\n"
        b"stream\n/X Do\nendstream",
    ]


def endless_tree() -> list[bytes]:
    objects = stream(b"")
    objects[1] = b"<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"
    return objects


@pytest.mark.parametrize(
    "objects, more",
    [
        (stream(zlib.compress(b"(a) Tj " * 20_000_000), b"/Filter /FlateDecode"), b""),
        (stream(zlib.compress(zlib.compress(bytes(100_000_000))), b"/Filter [/FlateDecode /FlateDecode]"), b""),
        (stream(b"/X Do"), b""),
        (stream(b"BT /F1 9 Tf " + b"[" * 100_000 + b" ET"), b""),
        (stream(b"q " * 50_000), b""),
        (endless_tree(), b""),
        (stream(b"BT ET"), b"/Encrypt << /Filter /Standard /V 9 /R 9 >>"),
        (stream(b"BT ET"), b"/Prev 9"),
        ([b"<< /Type /Catalog /Pages 1 0 R >>"], b""),
        ([b"<< /Type /Catalog >>"], b""),
        (["[" * 100_000], b""),
    ],
    ids=["bomb", "bomb in a bomb", "form in itself", "deep array", "stack", "tree in itself", "encrypted", "table in itself",
         "catalogue in itself", "no pages", "deep object"],
)  # fmt: skip
def test_a_pdf_file_made_to_harm_is_refused(objects, more, link_pdf, tmp_path):
    data = link_pdf([o.encode() if isinstance(o, str) else o for o in objects], more)
    (found,) = read(tmp_path, "a.pdf", data)
    assert isinstance(found, Failure)


def test_a_stream_whose_length_is_itself_is_refused_in_the_same_words_each_time(link_pdf, tmp_path):
    objects = stream(b"BT ET")
    objects[3] = b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"
    said = {read(tmp_path, "a.pdf", link_pdf(objects))[0].reason for _ in range(2)}
    assert len(said) == 1 and re.search(r"\d{12}", said.pop()) is None


def test_a_truncated_file_of_every_kind_is_refused_or_read_in_part(samples, tmp_path):
    for suffix, sample in samples.items():
        for share in (0.1, 0.5, 0.95):
            found = read(tmp_path, f"cut{suffix}", sample.data[: int(share * len(sample.data))])
            assert all(isinstance(one, Document | Failure) for one in found)


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress], ids=lambda p: p.__module__
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.tar"])
def test_a_compressed_bomb_ends_early(pack, name, tmp_path):
    content = bytearray(30_000_000)
    if name == "a.csv":
        content[:9] = b"text,url\n"
    suffix = {"gzip": ".gz", "bz2": ".bz2", "lzma": ".xz"}.get(pack.__module__, ".zst")
    assert isinstance(read(tmp_path, name + suffix, pack(bytes(content)))[-1], Failure)


def test_an_archive_that_grows_as_a_bomb_is_left_at_once(make_zip, tmp_path):
    line = json.dumps({"text": SENTENCE}).encode() + b"\n"
    bomb = (line + b" " * 1_000_000 + b"\n") * 5
    found = read(tmp_path, "a.zip", make_zip({f"{i}.jsonl": bomb for i in range(12)}))
    assert "decompression bomb" in found[-1].reason
    assert sum("decompression bomb" in one.reason for one in found if isinstance(one, Failure)) <= 2
    assert isinstance(found[0], Document)


def test_archives_in_archives_have_an_end(make_zip, tmp_path):
    data = make_zip({"a.txt": SENTENCE.encode()})
    for _ in range(3):
        data = make_zip({"a.zip": data})
    assert isinstance(read(tmp_path, "a.zip", data)[0], Document)
    (found,) = read(tmp_path, "a.zip", make_zip({"a.zip": data}))
    assert "more than 4 archives" in found.reason


def test_a_word_bomb_is_refused(pack_docx, tmp_path, monkeypatch):
    monkeypatch.setattr(docx, "_MOST_ELEMENTS", 10_000)
    main = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + b"<w:p/>" * 1_000_000
    )
    (found,) = read(tmp_path, "a.docx", pack_docx(main))
    assert "more than one article" in found.reason
    (found,) = read(tmp_path, "a.docx", pack_docx(b"<a>" * 100_000))
    assert "nests more than" in found.reason


def test_members_with_hostile_names_are_only_names(make_zip, make_tar, tmp_path):
    names = ["../../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "a\x1b[31m.txt"]
    members = {name: SENTENCE.encode() for name in names}
    for suffix, data in ((".zip", make_zip(members)), (".tar", make_tar(members))):
        found = read(tmp_path / "", f"a{suffix}", data)
        assert [one.text for one in found if isinstance(one, Document)] == [SENTENCE] * len(found)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tar", "a.zip"]
    assert not list(tmp_path.parent.glob("outside*"))


def test_links_and_devices_in_a_tar_archive_are_passed_over(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            header = tarfile.TarInfo("passwd.txt")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    (found,) = read(tmp_path, "a.tar", out.getvalue())
    assert "holds no text" in found.reason


def test_a_tar_header_of_any_length_is_not_read_into_memory(tmp_path):
    header = tarfile.TarInfo("a.txt")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 40_000_000
    (found,) = read(tmp_path, "a.tar", header.tobuf(tarfile.GNU_FORMAT) + bytes(40_000_000))
    assert "a header of" in found.reason


def test_an_encrypted_member_is_named(make_zip, tmp_path):
    data = bytearray(make_zip({"a.txt": SENTENCE.encode(), "b.txt": SENTENCE.encode()}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
    struct.pack_into("<H", data, start + 8, 1)
    first, second = read(tmp_path, "a.zip", bytes(data))
    assert "is encrypted" in first.reason and isinstance(second, Document)


def test_a_zip_directory_of_any_size_is_not_read_into_memory(make_zip, tmp_path):
    data = bytearray(make_zip({"a.txt": b"a"}))
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 0x7FFFFFFF)
    (found,) = read(tmp_path, "a.zip", bytes(data))
    assert "holds more than" in found.reason


@pytest.mark.parametrize(
    "name, head, tail",
    [
        ("a.jsonl", b'{"text": "', b'"}\n{"text": "Peru raised the wage."}\n'),
        ("a.csv", b'url,text\n1,"', b'"\n2,Peru raised the wage.\n'),
        ("a.mbox", b"From a@b.org Wed Mar  3 10:00:00 2021\nSubject: a\n\n", b"\n\nFrom a@b.org Wed Mar  3 10:00:00 2021\n"
         b"Subject: b\nMIME-Version: 1.0\n\nPeru raised the wage.\n"),
    ],
)  # fmt: skip
def test_a_line_of_50_mb_costs_one_document(name, head, tail, tmp_path):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(head)
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(tail)
    held = _peak()
    first, second = ingest.read(path, language="en")
    assert "20 MB" in first.reason and Path(first.uri).name.startswith(name)
    assert second.text.strip() == "Peru raised the wage."
    assert _peak() - held < 200_000_000


def test_an_unclosed_quotation_mark_does_not_swallow_a_table_silently(tmp_path):
    rows = b'text,url\n"Peru raised the wage.,1\n' + (b"It fell. " * 1_000 + b",2\n") * 2_300
    found = read(tmp_path, "a.csv", rows)
    assert "is a quotation mark missing?" in found[0].reason and found[0].uri.endswith("a.csv:2")


@pytest.mark.parametrize("suffix", sorted(set(ingest.READERS) - {".txt", ".text", ".md", ".markdown"}))
@pytest.mark.parametrize("data", [b"", b" \n", b"\0\1\2\3" * 100], ids=["empty", "blank", "nul"])
def test_what_is_not_what_its_suffix_says_is_refused(suffix, data, tmp_path):
    found = list(ingest.read(_write(tmp_path, f"a{suffix}", data), language="en"))
    assert all(isinstance(one, Failure) and f"a{suffix}" in one.reason for one in found)
    assert found or suffix in (".jsonl", ".ndjson", ".mbox")


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_the_rest_goes_on(samples, tmp_path):
    for number, suffix in enumerate(samples):
        _write(tmp_path, f"{2 * number:03}{suffix}", samples[suffix].data[:200] + b"\0" * 50)
        _write(tmp_path, f"{2 * number + 1:03}.txt", SENTENCE.encode())
    found = list(ingest.read(tmp_path, language="en"))
    assert sum(isinstance(one, Document) and one.text == SENTENCE for one in found) == len(samples)


def test_a_dataset_cannot_name_files_elsewhere(tmp_path):
    folder = tmp_path / "saved"
    folder.mkdir()
    (tmp_path / "secret.arrow").write_bytes(b"ARROW1")
    (folder / "state.json").write_text(json.dumps({"_data_files": [{"filename": "../secret.arrow"}]}))
    (found,) = ingest.read(folder)
    assert "outside of its folder" in found.reason
    (folder / "dataset_dict.json").write_text(json.dumps({"splits": ["../.."]}))
    (found,) = ingest.read(folder)
    assert "outside of its folder" in found.reason


def test_an_arrow_column_that_points_outside_of_its_bytes_is_refused(tmp_path):
    """Without validation this ends the process."""
    table = pyarrow.table({"text": ["It rose.", "It fell."]})
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    offsets, wrong = struct.pack("<3i", 0, 8, 16), struct.pack("<3i", 0, 8, 0x7FFFFFFF)
    assert out.getvalue().count(offsets) == 1
    (found,) = read(tmp_path, "a.arrow", out.getvalue().replace(offsets, wrong))
    assert "seems damaged" in found.reason


def test_a_row_that_is_not_utf8_costs_itself_only(tmp_path):
    texts = pyarrow.array([b"It rose.", b"It \xff fell.", b"It stayed."])
    column = pyarrow.Array.from_buffers(pyarrow.string(), 3, texts.buffers())
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": column}), out)
    found = read(tmp_path, "a.parquet", out.getvalue())
    assert [type(one) for one in found] == [Document, Failure, Document]
    assert found[1].uri.endswith("a.parquet:2")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="A{}">',
        '<meta name="author" content="A{}"><meta name="author" content="B{}">',
        '<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "A{}"}}}}</script>',
        '<script type="application/ld+json">{{"author": "A{}</script>',
    ],
)
@pytest.mark.parametrize("piece", ["(", '"author":', "by and ", "1 at "])
def test_an_author_without_end_takes_no_time(tmp_path, head, piece):
    """The search for names takes time that grows with the square of what is given for one."""
    page = f"<html><head>{head.replace('{}', piece * (100_000 // len(piece)))}</head><body>{ARTICLE}</body></html>"
    (found,) = read(tmp_path, "a.html", page.replace("{{", "{").replace("}}", "}").encode())
    assert SENTENCE in found.text


def test_an_author_beside_long_data_is_found(tmp_path):
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "articleBody": SENTENCE * 200,
        "author": {"@type": "Person", "name": "Ann Lee"},
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (found,) = read(tmp_path, "a.html", f"<html><head>{head}</head><body>{ARTICLE}</body></html>".encode())
    assert found.origin.author == "Ann Lee"
