"""The reading view: what it drops, how it labels, and that every offset leads back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import view

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)
PIECES = st.lists(
    st.sampled_from([
        "The army took Herat. ", "In 1997.Though ", "**bold**", "[link](http://a.b/c)", "![alt](x.png)", "&amp;", "&nbsp;",
        "<p>", "</p>", "<br/>", "<li>", "<!-- x", "-->", "<script>", "</script>", "\n", "\n\n", "\r\n", "\t", "\u00ad", "\u200b",
        "\ufeff", "\ud800", "e\u0301", "שלום", "مرحبا", "# ", "- ", "> ", "---", "===", "Read more from us", "by Ann Lee",
        "a", "A", "1", ".", "*", "_", "`", "[", "]", "(", ")", "\\", "\u200d", "👩\u200d🚀", "\u2028", "\x00", "x" * 1200,
    ]),
    max_size=40,
).map("".join)  # fmt: skip
TEXTS = st.one_of(ANY_TEXT, PIECES)


def blocks(text: str) -> list[tuple[str, str]]:
    seen = view.read(text)
    return [(block.label, seen.text[block.start : block.end]) for block in seen.blocks]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_view_character_leads_back_in_order(text: str) -> None:
    seen = view.read(text)
    reached = 0
    for position, char in enumerate(seen.text):
        start, end = seen.original(position, position + 1)
        assert 0 <= reached <= start <= end <= len(text)
        if end - start == 1 and not text[start].isspace() and char != "\ufffd":
            assert text[start] == char
        reached = start


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_blocks_are_ordered_and_hold_everything_but_the_spaces_between(text: str) -> None:
    seen = view.read(text)
    position = 0
    for block in seen.blocks:
        assert position <= block.start < block.end <= len(seen.text)
        assert seen.text[position : block.start].strip(" ") == ""
        assert block.label != "furniture"
        assert seen.text[block.start : block.end] == seen.text[block.start : block.end].strip()
        position = block.end
    assert seen.text[position:].strip(" ") == ""
    assert "\n" not in seen.text
    seen.text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_a_range_comes_back_from_the_document(text: str, data: st.DataObject) -> None:
    seen = view.read(text)
    start = data.draw(st.integers(0, len(seen.text)))
    end = data.draw(st.integers(start, len(seen.text)))
    low, high = seen.original(start, end)
    assert 0 <= low <= high <= len(text)
    again = seen.rewritten(low, high)
    written = seen.text[start:end].strip(" ")
    assert written in seen.text[again[0] : again[1]] or low == high


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(1, 50))
def test_parts_say_the_same_at_the_same_places(text: str, longest: int) -> None:
    seen = view.read(text)
    parts = list(seen.parts(longest))
    assert [(b.label, p.text[b.start : b.end], p.original(b.start, b.end)) for p in parts for b in p.blocks] == [
        (b.label, seen.text[b.start : b.end], seen.original(b.start, b.end)) for b in seen.blocks
    ]


@pytest.mark.parametrize(
    "text, written, quote",
    [
        ("By **mid-2016**, five years on, they won.", "mid-2016", "mid-2016"),
        ("The *Kyiv Post* said so.", "Kyiv Post", "Kyiv Post"),
        ("The [finance ministry](https://mof.example/x_(y)) raised rates.", "finance ministry raised", "finance ministry](https://mof.example/x_(y)) raised"),
        ("Debt rose to 5&nbsp;percent of GDP.", "5 percent", "5&nbsp;percent"),
        ("Smith &amp; Sons fired 20 people.", "Smith & Sons", "Smith &amp; Sons"),
        ("Bo\u00adliv\u00adia owes money.", "Bolivia", "Bo\u00adliv\u00adia"),
        ("It fell by \u200b12 percent.", "by 12", "by \u200b12"),
        ("The war ended in 1997.Though it did, it went on.", "Though it did", "Though it did"),
        ("Growth slowed.[3] Debt rose.", "slowed. Debt", "slowed.[3] Debt"),
        ("The party won 12 \\(of 30\\) seats.", "12 (of 30) seats", "12 \\(of 30\\) seats"),
        ("They left the\ncapital in May.", "the capital", "the\ncapital"),
        ("They left the\n\ncapital in May.", "the capital", "the\n\ncapital"),
        ("<p>Seoul voted <b>twice</b>.</p>", "voted twice.", "voted <b>twice</b>."),
        ("Use of 5*3*2 files stays.", "5*3*2", "5*3*2"),
        ("snake_case_name stays as it is.", "snake_case_name", "snake_case_name"),
        ("See www.report.example/2016.Final for more.", "2016.Final", "2016.Final"),
        ("Gen.Dostum fled the country.", "Gen.Dostum", "Gen.Dostum"),
        ("The U.S.Army left the country.", "U.S.Army", "U.S.Army"),
    ],
)  # fmt: skip
def test_markup_goes_and_the_quote_stays_exact(text: str, written: str, quote: str) -> None:
    seen = view.read(text)
    start = seen.text.index(written)
    low, high = seen.original(start, start + len(written))
    assert text[low:high] == quote


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Why Bolivia Owes So Much\n\nby Ana Rojas - March 3, 2021\n\nBolivia owes a lot of money.\n\nA Long Story\n\nIt began in 1980.\n",
            [("title", "Why Bolivia Owes So Much"), ("byline", "by Ana Rojas - March 3, 2021"), ("paragraph", "Bolivia owes a lot of money."),
             ("heading", "A Long Story"), ("paragraph", "It began in 1980.")],
        ),
        (
            "# Seoul votes\n\nBy Kim Min-ji, Reuters\nPublished: 2024-04-10 09:30\n\nSEOUL, April 10 (Reuters) - Voters chose a parliament.\n\n## Turnout\nIt was 67 percent.\n",
            [("title", "Seoul votes"), ("byline", "By Kim Min-ji, Reuters"), ("byline", "Published: 2024-04-10 09:30"),
             ("byline", "SEOUL, April 10 (Reuters) -"), ("paragraph", "Voters chose a parliament."), ("heading", "Turnout"), ("paragraph", "It was 67 percent.")],
        ),
        (
            "Exports fell for three reasons:\n\n- Prices fell.\n- Ports were closed.\n\n1. First came the flood.\n2. Then the strike.",
            [("paragraph", "Exports fell for three reasons:"), ("list", "Prices fell."), ("list", "Ports were closed."),
             ("list", "First came the flood."), ("list", "Then the strike.")],
        ),
        (
            "The parliament of the Republic of Moldova voted on Tuesday to raise the\nminimum wage. The opposition left the hall. Its leader said that the\nvote had been illegal.\n\nThe law takes effect in June of next year, four months before the general\nelection is due.",
            [("paragraph", "The parliament of the Republic of Moldova voted on Tuesday to raise the minimum wage. The opposition left the hall. Its leader said that the vote had been illegal."),
             ("paragraph", "The law takes effect in June of next year, four months before the general election is due.")],
        ),
        (
            "Inflation was 12 percent.\n\n[\\(click to enlarge\\)](#)\n\nShare this article\n\nPhoto: Jane Doe/Reuters\n\nIt fell later.\n\nAuthor: Jane Doe\n\n[Read more from this author](#)",
            [("paragraph", "Inflation was 12 percent."), ("caption", "Photo: Jane Doe/Reuters"), ("paragraph", "It fell later.")],
        ),
        ("The river is 300 km long.A dam holds it back.", [("paragraph", "The river is 300 km long."), ("paragraph", "A dam holds it back.")]),
        ("Kenya shares a border with Somalia", [("paragraph", "Kenya shares a border with Somalia")]),
        ("Share prices fell by 12 percent on Monday.", [("paragraph", "Share prices fell by 12 percent on Monday.")]),
        ("Subscribers left the company in 2020 and its revenue fell.", [("paragraph", "Subscribers left the company in 2020 and its revenue fell.")]),
        ("  \n\n ", []),
        ("", []),
    ],
)  # fmt: skip
def test_blocks_are_labelled(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    "byline, published",
    [
        ("by Ann Lee - January 9, 2023", "2023-01-09"),
        ("9 Sept. 2001", "2001-09-09"),
        ("2023-01-09", "2023-01-09"),
        ("Published 25/12/2020", "2020-12-25"),
        ("Published 05/12/2020", None),
        ("Published February 30, 2020", None),
    ],
)
def test_the_date_of_publication_is_read_from_the_byline(byline: str, published: str | None) -> None:
    assert view.read(f"Cabinet Falls\n\n{byline}\n\nThe cabinet of Peru fell on Monday.").published == published


@pytest.mark.parametrize(
    "piece", ["word ", "a", "(", "[", "[a](", "<a ", "**a", "<!-- ", "&amp;", "a\n\n", "a\n", "- ", "1997.Though ", "\\[", "[![", "`", "[[a]"]
)  # fmt: skip
def test_reading_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        view.read(text)
        return time.perf_counter() - start

    seconds(1000)
    small, large = seconds(40_000), seconds(320_000)
    # Quadratic time would be 64 times as much.
    assert large < 24 * small + 0.5


def test_no_sentence_is_longer_than_a_parser_takes() -> None:
    seen = view.read("word " * 5_000 + "The army left. " * 2_000 + "x" * 50_000)
    assert max(b.end - b.start for b in seen.blocks) <= view.LONGEST_BLOCK
    assert seen.blocks[-1].end == len(seen.text)
