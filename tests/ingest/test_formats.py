"""Every kind of source: what is read of it, what is left out, and that each span leads back to the original."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path

import datasets
import pytest

from pipeline import ingest, originals
from pipeline.ingest import Columns
from pipeline.ingest.readers import READERS
from pipeline.records import Document, Failure

ALIASES = {".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".ndjson": ".jsonl"}


def read(path: Path | str, **options) -> list[Document | Failure]:
    return list(ingest.read(path, **options))


def only(path: Path | str, **options) -> Document:
    (found,) = read(path, **options)
    assert isinstance(found, Document), found
    return found


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("suffix", READERS)
def test_every_kind_of_source_is_read_whole(suffix, samples, tmp_path):
    sample = samples[ALIASES.get(suffix, suffix)]
    path = write(tmp_path, sample.name.replace(ALIASES.get(suffix, suffix), suffix), sample.data)
    found = read(path)
    assert found and all(isinstance(one, Document) for one in found), found
    for sentence in samples[".txt"].inner.decode().split("\n\n"):
        assert sentence in plain(found[0].text)
    assert "99 percent" not in found[0].text and "Copyright" not in found[0].text
    assert found == read(path)


@pytest.mark.parametrize("suffix", [suffix for suffix in READERS if suffix not in ALIASES])
def test_content_tells_what_a_source_is(suffix, samples, tmp_path):
    """Without its suffix, or through a pipe, a source is what it was; a Markdown file without one is a text."""
    sample = samples[suffix]
    named = read(write(tmp_path, sample.name, sample.data))
    nameless = read(write(tmp_path, "nameless", sample.data))
    piped = list(ingest.read("-", stdin=io.BytesIO(sample.data)))
    assert [d.text for d in named] == [d.text for d in nameless] == [d.text for d in piped]
    assert {d.sha256 for d in named} == {d.sha256 for d in piped}


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".zip", ".gz"])
def test_a_wrong_suffix_does_not_mislead(suffix, samples, tmp_path):
    found = read(write(tmp_path, "a.txt", samples[suffix].data))
    assert [d.text for d in found] == [
        d.text for d in read(write(tmp_path, samples[suffix].name, samples[suffix].data))
    ]


def test_a_page_gives_its_title_author_and_day(samples, tmp_path):
    found = only(write(tmp_path, "a.html", samples[".html"].data))
    assert (found.title, found.published, found.origin.author) == ("A Border Gets Busier", "2021-03-03", "Ann Lee")
    assert found.text.startswith("# A Border Gets Busier\n\nKazakhstan")
    assert "\n\n## What next\n\n- The first point" in found.text


def test_every_character_of_a_page_leads_back_to_the_markup(samples, tmp_path):
    markup = samples[".html"].data.decode()
    found = only(write(tmp_path, "a.html", samples[".html"].data))
    for start, end, source_start, source_end in found.origin.segments:
        if end - start == source_end - source_start and found.text[start:end].strip():
            assert found.text[start:end] == markup[source_start:source_end]
    mapped = sum(end - start for start, end, *_ in found.origin.segments)
    marks = len(re.findall(r"^(?:#+|-) |\n\n", found.text, re.MULTILINE))
    assert mapped > len(found.text) - 4 * marks
    start = found.text.index("live from trade")
    place = originals.place(found, start, start + len("live from trade, according"))
    assert markup[place["source_start"] : place["source_end"]] == "live from <b>tra</b>de,&nbsp; according"
    assert place["selector"]["exact"] == "live from trade, according"
    assert place["selector"]["prefix"].endswith("people in the region ") and len(place["selector"]["prefix"]) == 32
    assert place["selector"]["suffix"].startswith(" to a survey")


def test_a_selector_quotes_only_what_the_page_shows_in_one_piece(tmp_path):
    page = (
        "<html><body><article><table><tr><td>The wage in the capital rose to 930 soles in 2019</td><td>It fell to 900 soles"
        " in the year after</td></tr></table><p>The union of the miners in the south said that it was content with it.</p>"
        "</article></body></html>"
    )
    found = only(write(tmp_path, "a.html", page.encode()))
    start = found.text.index("2019")
    assert "selector" not in originals.place(found, start, found.text.index("900"))
    assert originals.place(found, start, start + 4)["selector"]["exact"] == "2019"


@pytest.mark.parametrize(
    "charset, declared, body",
    [("cp1252", "iso-8859-1", "“São Tomé”"), ("utf-16", "", "“São Tomé”"), ("koi8-r", "koi8-r", "Москва")],
)
def test_the_charset_of_a_page_is_respected(charset, declared, body, tmp_path):
    text = f"The ministry of {body} said on Tuesday that it would raise the wages by 5 percent."
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p><p>{text}</p></body></html>'
    assert text in only(write(tmp_path, "a.html", page.encode(charset))).text


def test_pages_of_a_pdf_file_are_known(samples, tmp_path):
    found = only(write(tmp_path, "a.pdf", samples[".pdf"].data))
    assert found.origin.pages[0] == 0 and len(found.origin.pages) == 2
    assert found.text[found.origin.pages[1] :].startswith("The government said")
    assert originals.place(found, 0, 10) == {"page": 1}
    assert originals.place(found, found.origin.pages[1], len(found.text)) == {"page": 2}


def columns_of_a_page(interleaved: bool) -> list[tuple[float, float, float, str]]:
    left = ["Peru raised the minimum wage by five per-", "cent on Tuesday and the unions agreed to it",
            "after a long debate with the govern-", "ment. The well-known leader of the miners",
            "said that this was a well-", "known fact in all of the southern towns."]  # fmt: skip
    right = ["Copper exports rose by twelve percent in", "the first half of the year, the ministry of",
             "mines said. The government expects that", "they will go on rising in the next year if",
             "the price of the metal stays at the same", "level as in this year, said its leader."]  # fmt: skip
    first = [(60.0, 700.0 - 13 * i, 10.0, line) for i, line in enumerate(left)]
    second = [(320.0, 700.0 - 13 * i, 10.0, line) for i, line in enumerate(right)]
    body = [piece for pair in zip(first, second, strict=True) for piece in pair] if interleaved else first + second
    return [(60.0, 740.0, 18.0, "A Headline That Stands Over Both of the Columns"), *body]


@pytest.mark.parametrize("interleaved", [True, False])
def test_columns_of_a_pdf_page_are_read_one_after_the_other(interleaved, make_pdf, tmp_path):
    found = only(write(tmp_path, "a.pdf", make_pdf([columns_of_a_page(interleaved)])))
    assert plain(found.text) == (
        "A Headline That Stands Over Both of the Columns Peru raised the minimum wage by five percent on Tuesday and the "
        "unions agreed to it after a long debate with the government. The well-known leader of the miners said that this was "
        "a well-known fact in all of the southern towns. Copper exports rose by twelve percent in the first half of the year, "
        "the ministry of mines said. The government expects that they will go on rising in the next year if the price of the "
        "metal stays at the same level as in this year, said its leader."
    )
    assert found.text.startswith("A Headline That Stands Over Both of the Columns\n\nPeru")


def test_a_table_in_a_pdf_file_is_not_taken_for_columns(make_pdf, tmp_path):
    rows = [(60.0 + 260 * c, 700.0 - 13 * r, 10.0, f"cell {r}.{c}") for r in range(8) for c in range(2)]
    found = only(write(tmp_path, "a.pdf", make_pdf([rows])), language="en")
    assert plain(found.text).startswith("cell 0.0 cell 0.1 cell 1.0 cell 1.1")


def test_headers_and_footers_of_pdf_pages_are_left_out(make_pdf, tmp_path):
    bodies = ["The first page says that wages rose.", "The second page says that they fell.", "The last says nothing."]
    pages = [
        [(72, 780, 9, "Annual Report 2021"), (72, 700, 11, body), (300, 30, 9, f"Page {number} of 3")]
        for number, body in enumerate(bodies, 1)
    ]
    assert only(write(tmp_path, "a.pdf", make_pdf(pages))).text == "\n\n".join(bodies)
    two = only(write(tmp_path, "b.pdf", make_pdf(pages[:2]))).text
    assert "Annual Report" in two and "Page 2 of 3" in two


def test_paragraphs_of_a_pdf_page_show_by_room_or_indent(make_pdf, tmp_path):
    rows = [(72, 700, "The wages in Peru rose by five percent"), (72, 686, "in the last year."), (84, 672, "The prices rose by"),
            (72, 658, "two percent in that year."), (72, 630, "Nobody knows why."), (84, 616, "• A point that"),
            (92, 602, "goes on here"), (84, 588, "• And another")]  # fmt: skip
    found = only(write(tmp_path, "a.pdf", make_pdf([[(x, y, 11, words) for x, y, words in rows]])))
    assert found.text == (
        "The wages in Peru rose by five percent\nin the last year.\n\nThe prices rose by\ntwo percent in that year.\n\n"
        "Nobody knows why.\n• A point that\ngoes on here\n• And another"
    )


def test_a_sentence_goes_on_over_the_end_of_a_pdf_page(make_pdf, tmp_path):
    pages = [[(72, 700, 11, "The wages in Peru rose by five")], [(72, 700, 11, "percent in the last year.")]]
    assert (
        only(write(tmp_path, "a.pdf", make_pdf(pages))).text
        == "The wages in Peru rose by five\npercent in the last year."
    )


def test_a_word_document_is_read_with_its_structure(make_docx, tmp_path):
    def paragraph(text: str, style: str = "", more: str = "") -> str:
        looks = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>' if style or more else ""
        return f"<w:p>{looks}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = (
        paragraph("A Title", "Title") + paragraph("A Heading", "Heading1")
        + "<w:p><w:r><w:t>The wage rose </w:t></w:r><w:del><w:r><w:delText>99 times</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>by five percent</w:t></w:r></w:ins><w:r><w:t> &amp; more.</w:t><w:br/><w:t>So it was.</w:t></w:r></w:p>"
        + paragraph("A point", more="<w:numPr/>")
        + "<w:tbl><w:tr><w:tc>" + paragraph("Year") + "</w:tc><w:tc>" + paragraph("Wage") + "</w:tc></w:tr></w:tbl>"
        + '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        + paragraph("Once") + "</mc:Choice><mc:Fallback>" + paragraph("Once") + "</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip
    found = only(write(tmp_path, "a.docx", make_docx(body)), language="en")
    assert found.text == (
        "# A Title\n\n## A Heading\n\nThe wage rose by five percent & more.\nSo it was.\n\n- A point\n\nYear | Wage\n\nOnce"
    )
    assert (found.title, found.origin.author) == ("A Title", "Ann Lee")


def test_a_message_gives_its_subject_day_and_sender(samples, tmp_path):
    found = only(write(tmp_path, "a.eml", samples[".eml"].data))
    assert (found.title, found.published) == ("A Border Gets Busier", "2021-03-03")
    assert found.origin.author == "Ann Lee <ann@example.org>"
    assert found.text.rstrip("\n") == samples[".txt"].inner.decode()


def test_an_html_message_leads_back_to_its_markup(samples, tmp_path):
    page = samples[".html"].data.decode()
    mail = f"From: Ann\nSubject: Busy\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}"
    found = only(write(tmp_path, "a.eml", mail.encode()))
    start = found.text.index("40 million")
    place = originals.place(found, start, start + 10)
    assert page[place["source_start"] : place["source_end"]] == "40 million"
    assert found.title == "Busy"


def test_messages_of_a_mailbox_are_a_document_each(samples, tmp_path):
    found = read(write(tmp_path, "a.mbox", samples[".mbox"].data))
    assert [Path(d.uri).name for d in found] == ["a.mbox:1", "a.mbox:2"]
    assert found[0].sha256 == found[1].sha256


def test_a_web_archive_gives_its_pages_only(samples, tmp_path):
    assert only(write(tmp_path, "a.warc", samples[".warc"].data)).uri == "https://example.org/a"
    # As crawlers write them: every record compressed on its own.
    packed = b"".join(gzip.compress(b"WARC/1.0" + part) for part in samples[".warc"].data.split(b"WARC/1.0")[1:])
    assert only(write(tmp_path, "a.warc.gz", packed)).uri == "https://example.org/a"


def test_members_of_archives_are_named_by_both(samples, tmp_path):
    for suffix in (".zip", ".tar"):
        found = read(write(tmp_path, f"a{suffix}", samples[suffix].data))
        base = (tmp_path / f"a{suffix}").as_posix()
        assert [d.uri for d in found] == [f"{base}!/b/a.html", f"{base}!/c.jsonl:1", f"{base}!/c.jsonl:2"]


def test_archives_in_archives_are_read(samples, make_zip, tmp_path):
    inner = make_zip({"a.jsonl.gz": samples[".gz"].data, ".hidden.txt": b"no", "__MACOSX/a.txt": b"no"})
    found = read(write(tmp_path, "a.zip", make_zip({"b.zip": inner})))
    assert [d.uri.rpartition("/a.zip")[2] for d in found] == ["!/b.zip!/a.jsonl.gz:1", "!/b.zip!/a.jsonl.gz:2"]


def test_columns_are_chosen_by_name(tmp_path):
    rows = "story;day;who;text\nThe wage rose.;2021-03-03;17;Not this.\n\nIt fell.;;18;Nor this.\n"
    path = write(tmp_path, "a.csv", rows.encode())
    found = read(path, columns=Columns(text="story", date="day", id="who"), language="en")
    assert [(d.text, d.published, d.uri) for d in found] == [
        ("The wage rose.", "2021-03-03", "17"), ("It fell.", None, "18")]  # fmt: skip
    line = json.dumps({"story": "The wage rose.", "text": "Not this."})
    assert (
        only(write(tmp_path, "a.jsonl", line.encode()), columns=Columns(text="story"), language="en").text
        == "The wage rose."
    )


@pytest.mark.parametrize(
    "header, says",
    [("a,b\n1,2\n", "it has 'a', 'b'. Say with --text-column"), ("text\n", ""), ("text,a\n ,2\n", "is empty")],
)
def test_a_table_without_texts_says_what_it_has(header, says, tmp_path):
    found = read(write(tmp_path, "a.csv", header.encode()), language="en")
    assert [f.reason for f in found if says not in f.reason] == []
    assert found if says else not found


def test_a_column_that_is_not_there_is_named(samples, tmp_path):
    (found,) = read(write(tmp_path, "a.csv", samples[".csv"].data), columns=Columns(title="name"))
    assert "has no column 'name': it has 'title', 'text', 'date'" in found.reason


def test_rows_are_named_by_the_line_on_which_they_begin(samples, tmp_path):
    found = read(write(tmp_path, "a.csv", samples[".csv"].data))
    assert [Path(d.uri).name for d in found] == ["a.csv:2", "a.csv:7"]
    assert found[0].text == samples[".txt"].inner.decode()


def test_a_pattern_names_files(samples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("news/b.html", "news/2020/a.html", "news/c.txt"):
        write(tmp_path, name, samples[Path(name).suffix].data)
    assert [d.uri for d in read("news/**/*.html")] == ["news/2020/a.html", "news/b.html"]
    assert [d.uri for d in read("new?/*.txt")] == ["news/c.txt"]
    assert "No file matches 'news/*.pdf'" in read("news/*.pdf")[0].reason


def test_pages_without_a_suffix_are_taken_from_folders(samples, tmp_path):
    write(tmp_path, "article-17", samples[".html"].data)
    write(tmp_path, "LICENSE", samples[".txt"].data)
    assert Path(only(tmp_path).uri).name == "article-17"


@pytest.fixture
def dataset(samples) -> datasets.Dataset:
    text = samples[".txt"].inner.decode()
    return datasets.Dataset.from_dict({"article": [text, text + " So it is."], "headline": ["One", "Two"]})


def test_a_saved_dataset_is_read(dataset, tmp_path):
    dataset.save_to_disk(tmp_path / "one", num_shards=2)
    found = read(tmp_path / "one")
    assert [(d.text, d.title) for d in found] == list(zip(dataset["article"], dataset["headline"], strict=True))
    assert [d.uri for d in found] == [f"{(tmp_path / 'one').as_posix()}:{n}" for n in (1, 2)]
    datasets.DatasetDict({"train": dataset, "test": dataset.select([1])}).save_to_disk(tmp_path / "all")
    found = read(f"hf:{tmp_path.as_posix()}/all[test]")
    assert [d.title for d in found] == ["Two"]
    assert [Path(d.uri).name for d in read(tmp_path / "all")] == ["all:train:1", "all:train:2", "all:test:1"]
    assert "has no split 'dev': it has train, test" in read(f"hf:{tmp_path.as_posix()}/all[dev]")[0].reason


def test_a_dataset_in_the_cache_is_read_and_none_is_fetched(dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    source = write(tmp_path, "news/train.jsonl", b"")
    dataset.to_json(source)
    datasets.load_dataset(str(source.parent), cache_dir=str(tmp_path / "cache"))
    name = next(path.name for path in (tmp_path / "cache").iterdir() if path.is_dir())
    found = read(f"hf:{name}[train]")
    assert [d.title for d in found] == ["One", "Two"]
    assert [d.uri for d in found] == [f"hf:{name}[train]:1", f"hf:{name}[train]:2"]
    (missing,) = read("hf:nobody/nothing[train]")
    assert "fetches nothing" in missing.reason and 'load_dataset("nobody/nothing")' in missing.reason


def test_a_stream_is_not_read_ahead(samples):
    """The first document comes before the rest of a long stream is there."""
    line = samples[".jsonl"].data.splitlines(keepends=True)[0]

    class Endless(io.RawIOBase):
        read_so_far = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            assert self.read_so_far < 1_000_000, "reads on without need"
            data = (line * (len(buffer) // len(line) + 1))[: len(buffer)]
            buffer[:] = data
            self.read_so_far += len(buffer)
            return len(buffer)

    first = next(ingest.read("-", stdin=Endless()))
    assert isinstance(first, Document)
